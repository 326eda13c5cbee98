-- rca, intensity and complementarity: against plain SQL, and what must be true of them.
BEGIN;
SELECT plan(22);

CREATE FUNCTION pg_temp.mix(VARIADIC pairs text[]) RETURNS trade_mix LANGUAGE sql AS $$
    SELECT trade_mix(split_part(p, ' ', 1), split_part(p, ' ', 2)::numeric) FROM unnest(pairs) AS p
$$;

-- worked by hand
SELECT is(rca(pg_temp.mix('A 30', 'B 70'), pg_temp.mix('A 100', 'B 300'), 'A'), 1.2::float8, '0.3 of the exports over 0.25 of the world''s');
SELECT is(rca(pg_temp.mix('A 30', 'B 70'), pg_temp.mix('A 300', 'B 700'), 'A'), 1::float8, 'equal shares are exactly 1');
SELECT is(rca(pg_temp.mix('A 30', 'B 70'), pg_temp.mix('A 1', 'B 1', 'C 1'), 'C'), 0::float8, '0 for what is not exported');
SELECT is(rca(pg_temp.mix('A 30', 'B 70'), pg_temp.mix('A 1'), 'B'), NULL, 'NULL for what the world lacks');
SELECT is(rca(pg_temp.mix('A 30', 'B 70'), pg_temp.mix('A 1'), 'D'), NULL, 'or nobody has');
SELECT is(rca(pg_temp.mix('A 0'), pg_temp.mix('A 1'), 'A'), NULL, 'NULL without exports');
SELECT is(intensity(pg_temp.mix('RUS 30', 'KAZ 20'), pg_temp.mix('RUS 100', 'KAZ 900'), 'RUS'), 6::float8, 'intensity with a partner');
SELECT results_eq($$SELECT * FROM rca(pg_temp.mix('A 30', 'B 10'), pg_temp.mix('A 10', 'C 30'))$$, $$VALUES
    ('A', 30::float8, 0.75::float8, 0.25::float8, 3::float8), ('B', 10, 0.25, 0, NULL), ('C', 0, 0, 0.75, 0)$$, 'rows of both mixes, in order');
SELECT results_eq($$SELECT * FROM intensity(pg_temp.mix('A 0'), pg_temp.mix('A 10', 'C 30'))$$, $$VALUES
    ('A', 0::float8, NULL::float8, 0.25::float8, NULL::float8), ('C', 0, NULL, 0.75, NULL)$$, 'of no exports there is no share');
SELECT is(complementarity(pg_temp.mix('a 60', 'b 30', 'c 10'), pg_temp.mix('a 20', 'b 50', 'c 30')), 60::float8, 'a hundred times the similarity');
SELECT is(complementarity(pg_temp.mix('a 60', 'b 30'), pg_temp.mix('a 2', 'b 1')), 100::float8, 'equal shares');
SELECT is(complementarity(pg_temp.mix('a 60'), pg_temp.mix('b 30')), 0::float8, 'nothing that is asked for');
SELECT is(complementarity(pg_temp.mix('a 60'), pg_temp.mix('b 0')), NULL, 'NULL where nothing is imported');

-- codes
SELECT is(rca(trade_mix('8542'::hs_code, 30), trade_mix(p::hs_code, v), '85.42'), 4::float8, 'a code in another form') FROM (SELECT 1 AS one) AS o, LATERAL (VALUES ('8542', 10), ('8481', 30)) AS w(p, v) GROUP BY one;
SELECT is(intensity(trade_mix(e::country_code, v), trade_mix(e::country_code, w), 'RU'::country_code), 1.5::float8, 'a country') FROM (VALUES ('RUS', 3, 4), ('KAZ', 1, 4)) AS f(e, v, w);
SELECT throws_ok($$SELECT rca(trade_mix('8542'::hs_code, 30), pg_temp.mix('8542 3'), '8542')$$, '22023', NULL, 'mixes of different labels');
SELECT throws_ok($$SELECT rca(pg_temp.mix('8542 3'), pg_temp.mix('8542 3'), '8542'::hs_code)$$, '22023', NULL, 'a code asked of text');
SELECT throws_ok($$SELECT intensity(pg_temp.mix('CHN 3'), pg_temp.mix('CHN 3', 'DEU 4'), 'CN')$$, '22023', NULL, 'another spelling of a country');
SELECT throws_ok($$SELECT rca(pg_temp.mix('A -3', 'B 7'), pg_temp.mix('A 1'), 'B')$$, '22023', NULL, 'a negative value has no share');

-- random exports of twenty countries in thirty products, against plain SQL
CREATE TABLE pg_temp.export AS
SELECT c, 'p' || p AS p, (abs(hashint4(c * 1000 + p)) % 100000)::numeric / 100 AS v FROM generate_series(1, 20) AS c, generate_series(1, 30) AS p WHERE hashint4(c * 77 + p) % 3 <> 0;
CREATE TABLE pg_temp.world AS SELECT trade_mix(p, v) AS w FROM pg_temp.export;
SELECT results_eq($$SELECT c, r.label, r.rca FROM (SELECT c, trade_mix(p, v) AS m FROM pg_temp.export GROUP BY c) AS e, pg_temp.world, rca(m, w) AS r WHERE r.value > 0 ORDER BY c, r.label COLLATE "C"$$,
    $$SELECT c, p, (v * sum(v) OVER ())::float8 / (sum(v) OVER (PARTITION BY c) * sum(v) OVER (PARTITION BY p))::float8 FROM pg_temp.export WHERE v > 0 ORDER BY c, p COLLATE "C"$$,
    'one division of two exact products');
SELECT is_empty($$SELECT c, r.label FROM (SELECT c, trade_mix(p, v) AS m FROM pg_temp.export GROUP BY c) AS e, pg_temp.world, rca(m, w) AS r
    WHERE r.rca IS DISTINCT FROM rca(m, w, r.label) OR r.share IS DISTINCT FROM share(m, r.label) OR r.world_share IS DISTINCT FROM share(w, r.label)$$, 'rows say what the scalars say');
SELECT is_empty($$SELECT a.c, b.c FROM (SELECT c, trade_mix(p, v) AS m FROM pg_temp.export GROUP BY c) AS a, (SELECT c, trade_mix(p, v) AS m FROM pg_temp.export GROUP BY c) AS b
    WHERE complementarity(a.m, b.m) <> complementarity(b.m, a.m) OR abs(complementarity(a.m, b.m) - 100 * similarity(a.m, b.m)) > 1e-12 OR abs(complementarity(a.m, b.m) - (
        SELECT 100 * (1 - sum(abs(coalesce(x.share, 0) - coalesce(y.share, 0))) / 2) FROM shares(a.m) AS x FULL JOIN shares(b.m) AS y USING (label))) > 1e-11$$, 'complementarity as WITS writes it');

SELECT * FROM finish();
ROLLBACK;
