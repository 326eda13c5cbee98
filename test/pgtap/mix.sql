-- trade_mix: every accessor against plain SQL over numeric, worked numbers, SQLSTATEs.
BEGIN;
SELECT plan(83);

SET LOCAL client_min_messages = warning;
SELECT setseed(0.38);
-- groups of 0 to 40 labels; some rows are NULL, some labels add up to 0, some values are equal
CREATE TABLE mix_rows AS
SELECT n, g, chr(65 + (random() * least(g, 25))::integer) || repeat('é', n % 3) AS label,
    CASE WHEN n % 13 = 0 THEN NULL
         WHEN n % 5 = 0 THEN (n % 7) * 100
         WHEN n % 3 = 0 THEN round((random() * 1e9)::numeric, 0)::double precision
         ELSE random() * 10 ^ (random() * 25 - 8) END AS value
FROM generate_series(1, 60) AS g, generate_series(1, 1 + g * g % 41) AS n;
INSERT INTO mix_rows
SELECT n, g, 'Q', CASE n WHEN 1 THEN 1 ELSE -1 END * 12345.678 FROM generate_series(1, 60, 7) AS g, generate_series(1, 2) AS n;
INSERT INTO mix_rows SELECT n, g, 'tie' || n, 777.7 FROM generate_series(3, 60, 4) AS g, generate_series(1, 3) AS n;
CREATE TABLE mixes AS SELECT g, trade_mix(label, value) AS m FROM mix_rows GROUP BY g;
CREATE TABLE cells AS
SELECT g, label, v, sum(v) OVER (PARTITION BY g) AS t, count(*) OVER (PARTITION BY g) AS n
FROM (SELECT g, label, sum(round(value::numeric, 12)) AS v FROM mix_rows WHERE value IS NOT NULL GROUP BY 1, 2) AS s
WHERE v <> 0;
SELECT ok((SELECT count(DISTINCT g) > 50 AND min(n) = 1 AND max(n) > 20 FROM cells), 'groups of many sizes');
CREATE FUNCTION near(double precision, numeric) RETURNS boolean LANGUAGE sql AS $$ SELECT abs($1::numeric - $2) < 1e-12 $$;

-- one mix
SELECT results_eq('SELECT g, total(m) FROM mixes ORDER BY g',
    'SELECT g, coalesce(sum(v), 0)::double precision FROM (SELECT DISTINCT g FROM mix_rows) AS a LEFT JOIN cells USING (g)
        WHERE g IN (SELECT g FROM mix_rows WHERE value IS NOT NULL) GROUP BY g ORDER BY g', 'total');
SELECT results_eq('SELECT g, hhi(m) FROM mixes WHERE total(m) > 0 ORDER BY g',
    'SELECT g, sum(v * v)::double precision / (sum(v) * sum(v))::double precision FROM cells GROUP BY g ORDER BY g', 'hhi');
SELECT results_eq('SELECT g, hhi_normalized(m) FROM mixes WHERE total(m) > 0 ORDER BY g',
    'SELECT g, CASE WHEN n = 1 THEN 1 ELSE (n * sum(v * v) - t * t)::double precision / ((n - 1) * t * t)::double precision END
        FROM cells GROUP BY g, n, t ORDER BY g', 'hhi_normalized');
SELECT results_eq('SELECT g, effective_number(m) FROM mixes WHERE total(m) > 0 ORDER BY g',
    'SELECT g, (t * t)::double precision / sum(v * v)::double precision FROM cells GROUP BY g, t ORDER BY g', 'effective_number');
SELECT results_eq('SELECT g, gini(m) FROM mixes WHERE total(m) > 0 ORDER BY g',
    'SELECT g, sum((2 * i - n - 1) * v)::double precision / (n * t)::double precision
        FROM (SELECT *, row_number() OVER (PARTITION BY g ORDER BY v) AS i FROM cells) AS s GROUP BY g, n, t ORDER BY g', 'gini');
SELECT results_eq('SELECT g, k, top_share(m, k) FROM mixes, unnest(ARRAY[1, 2, 5, 1000]) AS k WHERE total(m) > 0 ORDER BY g, k',
    'SELECT g, k, sum(v) FILTER (WHERE i <= k)::double precision / t::double precision
        FROM (SELECT *, row_number() OVER (PARTITION BY g ORDER BY v DESC) AS i FROM cells) AS s, unnest(ARRAY[1, 2, 5, 1000]) AS k
        GROUP BY g, k, t ORDER BY g, k', 'top_share');
SELECT is_empty('SELECT g, entropy(m), e FROM mixes JOIN (SELECT g, -sum(v / t * ln(v / t)) AS e FROM
        (SELECT g, v::numeric(60, 30) AS v, t FROM cells) AS c GROUP BY g) AS o USING (g) WHERE near(entropy(m), e) IS NOT TRUE', 'entropy');
SELECT is_empty('SELECT g, theil(m), e FROM mixes JOIN (SELECT g, ln(n::numeric) + sum(v / t * ln(v / t)) AS e FROM
        (SELECT g, v::numeric(60, 30) AS v, t, n FROM cells) AS c GROUP BY g, n) AS o USING (g) WHERE near(theil(m), e) IS NOT TRUE', 'theil');
SELECT results_eq('SELECT g, s.* FROM mixes, shares(m) AS s',
    'SELECT g, label, v::double precision, v::double precision / t::double precision, rank() OVER w,
        sum(v) OVER (PARTITION BY at ORDER BY v DESC, label COLLATE "C" ROWS UNBOUNDED PRECEDING)::double precision / t::double precision
        FROM cells JOIN (SELECT g, row_number() OVER () AS at FROM mixes) AS o USING (g)
        WINDOW w AS (PARTITION BY at ORDER BY v DESC) ORDER BY at, v DESC, label COLLATE "C"', 'shares');
SELECT ok((SELECT count(*) > 10 FROM mixes, shares(m) AS s WHERE s.rank <> 1 AND EXISTS (
    SELECT FROM shares(m) AS o WHERE o.rank = s.rank AND o.label < s.label)), 'some share a rank');
SELECT results_eq($$SELECT g, share(m, l) FROM mixes, unnest(ARRAY['A', 'B', 'Cé', 'nobody', '']) AS l WHERE total(m) > 0 ORDER BY g, l$$,
    $$SELECT g, coalesce((SELECT v FROM cells AS c WHERE c.g = o.g AND label = l), 0)::double precision / t::double precision
        FROM (SELECT DISTINCT g, t FROM cells) AS o, unnest(ARRAY['A', 'B', 'Cé', 'nobody', '']) AS l ORDER BY g, l$$, 'share');
SELECT results_eq($$SELECT g, combined_share(m, ARRAY['A', 'Bé', 'A', 'nobody', 'Q', 'D']) FROM mixes WHERE total(m) > 0 ORDER BY g$$,
    $$SELECT g, coalesce(sum(v) FILTER (WHERE label IN ('A', 'Bé', 'Q', 'D')), 0)::double precision / t::double precision
        FROM cells GROUP BY g, t ORDER BY g$$, 'combined_share');
SELECT is((SELECT count(*) FROM mixes WHERE total(m) > 0 AND combined_share(m, '{}') <> 0), 0::bigint, 'no labels have no share');
SELECT is_empty('SELECT * FROM mixes WHERE theil(m) < 0 OR entropy(m) < 0 OR hhi_normalized(m) NOT BETWEEN 0 AND 1', 'bounds');
SELECT is((SELECT count(*) FROM (SELECT n, trade_mix(i::text, 0.1) AS m FROM generate_series(1, 60) AS n, generate_series(1, n) AS i GROUP BY n) AS e
    WHERE theil(m) NOT BETWEEN 0 AND 1e-14 OR gini(m) <> 0 OR hhi_normalized(m) <> (n = 1)::integer OR abs(effective_number(m) - n) > 1e-13), 0::bigint, 'equal values of any number');
SELECT is((SELECT array_agg(x::text) FROM (SELECT trade_mix('A'::text, 7) AS m) AS t,
    unnest(ARRAY[hhi(m), hhi_normalized(m), effective_number(m), entropy(m), theil(m), gini(m), top_share(m, 1), share(m, 'A')]) AS x),
    ARRAY['1', '1', '1', '0', '0', '0', '1', '1'], 'a single label');
SELECT is(hhi(trade_mix(l, v)), 0.5::double precision, 'large values') FROM (VALUES ('A', 8.5e25), ('B', 8.5e25)) AS t (l, v);
SELECT is(effective_number(trade_mix(l, v)), 2::double precision, 'small values') FROM (VALUES ('A', 1e-12), ('B', 1e-12)) AS t (l, v);
SELECT results_eq('SELECT hhi(m), effective_number(m), gini(m), hhi_normalized(m)
        FROM (SELECT trade_mix(n::text, n::bigint) AS m FROM generate_series(1, 70000) AS n) AS t',
    'SELECT sum(n * n)::double precision / (sum(n) * sum(n))::double precision, (sum(n) * sum(n))::double precision / sum(n * n)::double precision,
        sum((2 * n - 70001) * n)::double precision / (70000 * sum(n))::double precision,
        (70000 * sum(n * n) - sum(n) * sum(n))::double precision / (69999 * sum(n) * sum(n))::double precision
        FROM (SELECT n::numeric FROM generate_series(1, 70000) AS n) AS t', 'more labels than one call of the core takes');

-- two mixes
CREATE TABLE pairs AS
SELECT a.g, a.m AS a, b.m AS b FROM mixes AS a JOIN mixes AS b ON b.g = a.g % 60 + 1 WHERE total(a.m) > 0 AND total(b.m) > 0;
CREATE VIEW pair_cells AS
SELECT p.g, label, coalesce(x.v, 0) AS x0, coalesce(y.v, 0) AS x1,
    (SELECT sum(v) FROM cells WHERE cells.g = p.g) AS t0, (SELECT sum(v) FROM cells WHERE cells.g = p.g % 60 + 1) AS t1
FROM pairs AS p, LATERAL (SELECT DISTINCT label FROM cells WHERE cells.g IN (p.g, p.g % 60 + 1)) AS l
LEFT JOIN LATERAL (SELECT v FROM cells WHERE cells.g = p.g AND cells.label = l.label) AS x ON true
LEFT JOIN LATERAL (SELECT v FROM cells WHERE cells.g = p.g % 60 + 1 AND cells.label = l.label) AS y ON true;
SELECT cmp_ok((SELECT count(*) FROM pairs), '>', 40::bigint, 'pairs to compare');
SELECT results_eq('SELECT g, similarity(a, b) FROM pairs ORDER BY g',
    'SELECT g, sum(least(x0 * t1, x1 * t0))::double precision / (t0 * t1)::double precision FROM pair_cells GROUP BY g, t0, t1 ORDER BY g', 'similarity');
SELECT results_eq('SELECT g, turnover(a, b) FROM pairs ORDER BY g',
    'SELECT g, (0.5 * sum(abs(x1 * t0 - x0 * t1)))::double precision / (t0 * t1)::double precision FROM pair_cells GROUP BY g, t0, t1 ORDER BY g', 'turnover');
SELECT is_empty('SELECT g FROM pairs WHERE similarity(a, a) <> 1 OR turnover(a, a) <> 0 OR similarity(a, b) <> similarity(b, a)', 'with itself, and either way');
SELECT results_eq('SELECT g, c.* FROM pairs, contributions(a, b) AS c ORDER BY g, label COLLATE "C"',
    'SELECT g, label, x0::double precision, x1::double precision, (x1 - x0)::double precision,
        CASE WHEN x0 <> 0 THEN (x1 - x0)::double precision / x0::double precision END, (x1 - x0)::double precision / t0::double precision
        FROM pair_cells ORDER BY g, label COLLATE "C"', 'contributions');
SELECT is_empty('SELECT * FROM (SELECT g, c.label, lag(c.label) OVER (PARTITION BY g ORDER BY c.n) AS before
        FROM pairs, contributions(a, b) WITH ORDINALITY AS c (label, base, current, change, growth, contribution, n)) AS t
        WHERE label COLLATE "C" <= before COLLATE "C"', 'contributions come in the order of the labels');
SELECT is_empty('SELECT g FROM pairs, LATERAL (SELECT sum(contribution) AS parts FROM contributions(a, b)) AS c
        WHERE abs(parts - (total(b) / total(a) - 1)) > 1e-12 * greatest(1, parts)', 'parts add up to the growth of the total');

-- pivot
CREATE TABLE blocked AS SELECT g, array_agg(label) AS labels FROM (SELECT DISTINCT g, label FROM pair_cells WHERE label ~ '^[A-D]') AS t GROUP BY g;
CREATE VIEW moves AS
SELECT *, label = ANY (labels) AS out, x1 * t0 - x0 * t1 AS s, x1 - x0 AS d FROM pair_cells JOIN blocked USING (g);
CREATE VIEW sums AS
SELECT g, t0, t1, coalesce(sum(-s) FILTER (WHERE out AND s < 0), 0) AS l, coalesce(sum(s) FILTER (WHERE NOT out AND s > 0), 0) AS w,
    coalesce(sum(-d) FILTER (WHERE out AND d < 0), 0) AS lv, coalesce(sum(d) FILTER (WHERE NOT out AND d > 0), 0) AS wv
FROM moves GROUP BY g, t0, t1;
SELECT results_eq('SELECT g, lost, gained, pivot, lost_value, gained_value, replaced FROM pairs JOIN blocked USING (g), pivot(a, b, labels) AS p ORDER BY g',
    'SELECT g, l::double precision / (t0 * t1)::double precision, w::double precision / (t0 * t1)::double precision,
        CASE WHEN l > 0 THEN least(l, w)::double precision / l::double precision END, lv::double precision, wv::double precision,
        CASE WHEN lv > 0 THEN least(lv, wv)::double precision / lv::double precision END FROM sums ORDER BY g', 'pivot');
SELECT ok((SELECT count(*) FILTER (WHERE pivot IS NULL) > 0 AND count(*) FILTER (WHERE pivot < 1) > 0 AND count(*) FILTER (WHERE replaced < 1) > 0
    AND count(*) FILTER (WHERE jsonb_array_length(captors) > 3) > 0 FROM pairs JOIN blocked USING (g), pivot(a, b, labels)), 'of all kinds');
SELECT results_eq('SELECT g, captors FROM pairs JOIN blocked USING (g), pivot(a, b, labels) AS p ORDER BY g',
    $$SELECT g, coalesce(jsonb_agg(jsonb_build_object('label', label, 'part', s::double precision / w::double precision,
            'share_before', x0::double precision / m.t0::double precision, 'share_after', x1::double precision / m.t1::double precision,
            'value_gained', d::double precision) ORDER BY s DESC, label COLLATE "C") FILTER (WHERE NOT out AND s > 0), '[]')
        FROM moves AS m JOIN sums USING (g) GROUP BY g ORDER BY g$$, 'captors');
SELECT is((SELECT (lost, gained, pivot, lost_value, replaced)::text FROM pairs, pivot(a, b, '{}') WHERE g = (SELECT min(g) FROM pairs)),
    (SELECT '(0,' || turnover(a, b) || ',,0,)' FROM pairs WHERE g = (SELECT min(g) FROM pairs)), 'nobody blocked');

-- worked numbers
CREATE FUNCTION mix(text) RETURNS trade_mix LANGUAGE sql AS $$ SELECT ('{"labels":"text","values":' || $1 || '}')::trade_mix $$;
SELECT is((SELECT ARRAY[hhi(m)::numeric, round(hhi_normalized(m)::numeric, 12), round(effective_number(m)::numeric, 6), round(entropy(m)::numeric, 9),
    round(theil(m)::numeric, 9), round(top_share(m, 2)::numeric, 12)] FROM mix('{"a":0.5,"b":0.3,"c":0.2}') AS m),
    ARRAY[0.38, 0.070000000000, 2.631579, 1.029653014, 0.068959275, 0.800000000000], '.5/.3/.2');
SELECT is((SELECT ARRAY[hhi(m), hhi_normalized(m), round(entropy(m)::numeric, 9), round(theil(m)::numeric, 9), top_share(m, 2)]
    FROM mix('{"a":90,"b":10,"c":35}') AS m), ARRAY[377 / 729.0, 67 / 243.0, 0.813082901, 0.285529387, 25 / 27.0]::double precision[], '90/10/35');
SELECT is((SELECT ARRAY[similarity(a, b), turnover(a, b)] FROM mix('{"x":60,"y":30,"z":10}') AS a, mix('{"x":20,"y":50,"z":30}') AS b),
    ARRAY[0.6, 0.4]::double precision[], 'Finger-Kreinin');
SELECT is((SELECT array_agg(contribution) || sum(contribution) FROM contributions(mix('{"i":50,"j":30,"k":20}'), mix('{"i":90,"j":10,"k":35}'))),
    ARRAY[0.40, -0.20, 0.15, 0.35]::double precision[], 'contributions of 50 to 90, 30 to 10, 20 to 35');

-- negative, zero and missing values
SELECT results_eq($$SELECT * FROM contributions(mix('{"a":10,"c":-4}'), mix('{"a":5,"b":1,"c":-2}'))$$,
    $$VALUES ('a', 10::double precision, 5::double precision, -5::double precision, -0.5::double precision, -5 / 6::double precision),
        ('b', 0, 1, 1, NULL, 1 / 6::double precision), ('c', -4, -2, 2, NULL, 2 / 6::double precision)$$, 'corrections among the parts');
SELECT is((SELECT count(contribution) FROM contributions(mix('{"a":1,"b":-1}'), mix('{"a":5}'))), 0::bigint, 'no parts of a total of 0');
SELECT is((SELECT count(contribution) FROM contributions(mix('{"a":1,"b":-2}'), mix('{"a":5}'))), 0::bigint, 'nor of one below');
SELECT is((SELECT count(contribution) FROM contributions(mix('{"a":1}'), mix('{"a":1,"b":-2}'))), 0::bigint, 'nor where the other is below');
SELECT is((SELECT array_agg(label || ' ' || growth) FROM contributions(mix('{"a":1,"b":2}'), mix('{}'))), ARRAY['a -1', 'b -1'], 'all gone');
SELECT is((SELECT change::text FROM contributions(mix('{"a":-170000000000000000000000000}'), mix('{"a":170000000000000000000000000}'))), '3.4e+26', 'the widest change');
SELECT is((SELECT count(*) FROM mix('{}') AS m, unnest(ARRAY[hhi(m), hhi_normalized(m), effective_number(m), entropy(m), theil(m), gini(m),
    top_share(m, 1), share(m, 'A'), share(m, 'CHN'::country_code), combined_share(m, ARRAY['A']), similarity(m, m), turnover(m, m)]) AS x
    WHERE x IS NOT NULL), 0::bigint, 'the empty mix gives NULL');
SELECT is((SELECT total(m) FROM mix('{}') AS m), 0::double precision, 'but its total is 0');
SELECT is((SELECT count(*) FROM shares(mix('{}'))), 0::bigint, 'and it has no rows');
SELECT ok(pivot(mix('{}'), mix('{"a":1}'), '{}') IS NULL AND pivot(NULL, mix('{"a":1}'), '{}') IS NULL AND pivot(mix('{"a":1}'), NULL, '{}') IS NULL,
    'no pivot of an empty mix, or of none');
SELECT is(total(mix('{"a":1,"b":-3}')), -2::double precision, 'a negative total');
SELECT throws_ok(format('SELECT %s FROM mix(%L) AS m', call, '{"good":5,"bad":-1}'), '22023', 'value of label "bad" is negative: -1', call)
FROM unnest(ARRAY['hhi(m)', 'hhi_normalized(m)', 'effective_number(m)', 'entropy(m)', 'theil(m)', 'gini(m)', 'top_share(m, 1)', 'share(m, ''good'')',
    'combined_share(m, ''{}'')', 'shares(m)', 'similarity(m, m)', 'turnover(m, m)', 'pivot(m, m, ''{}'')']) AS call;
SELECT throws_ok($$SELECT total(mix('{"a":170000000000000000000000000,"b":1}'))$$, '22003', NULL, 'a total beyond the limit');
SELECT throws_ok($$SELECT hhi(mix('{"a":170000000000000000000000000,"b":1}'))$$, '22003', NULL, 'for shares too');

-- labels that are codes
CREATE TABLE coded AS SELECT trade_mix(l::country_code, v) AS c, trade_mix(l, v) AS t, trade_mix(h::hs_code, v) AS h
    FROM (VALUES ('CHN', '854231', 5), ('TUR', '8542', 3), ('DEU', '01', 2), ('CHN', '854231', 2)) AS r (l, h, v);
SELECT is(ARRAY[share(c, 'CHN'), share(c, '156'), share(c, ' cn '), share(c, 'FRA'), share(c, 'CHN'::country_code), combined_share(c, '{156,CHN,tr}')],
    ARRAY[7 / 12.0, 7 / 12.0, 7 / 12.0, 0, 7 / 12.0, 10 / 12.0]::double precision[], 'country labels in any form') FROM coded;
SELECT is(ARRAY[share(h, '854231'), share(h, '8542.31'), share(h, '85'), share(h, '01'::hs_code), combined_share(h, '{8542.31,8542}')],
    ARRAY[7 / 12.0, 7 / 12.0, 0, 2 / 12.0, 10 / 12.0]::double precision[], 'HS labels in any form') FROM coded;
SELECT is(ARRAY[share(t, 'CHN'), share(t, 'CHNX')], ARRAY[7 / 12.0, 0]::double precision[], 'text byte for byte') FROM coded;
SELECT throws_ok('SELECT share(t, ''156'') FROM coded', '22023', 'the trade_mix has no label "156", but "CHN"', 'text in another spelling');
SELECT is((SELECT array_agg(label || rank) FROM shares(c)), (SELECT array_agg(label || rank) FROM shares(t)), 'shares of countries') FROM coded;
SELECT is((SELECT array_agg(label || rank) FROM shares(h)), ARRAY['8542311', '85422', '013'], 'shares of products') FROM coded;
SELECT is((SELECT captors FROM pivot(c, '{"labels":"country_code","values":{"TUR":1,"CHN":1}}', '{156}')),
    (SELECT captors FROM pivot(t, mix('{"TUR":1,"CHN":1}'), '{CHN}')), 'pivot reads the labels') FROM coded;
SELECT throws_ok($$SELECT share(c, 'Atlantis') FROM coded$$, '22P02', NULL, 'an unknown country');
SELECT throws_ok($$SELECT combined_share(h, '{854}') FROM coded$$, '22P02', NULL, 'a bad HS code');
SELECT throws_ok($$SELECT share(t, 'CHN'::country_code) FROM coded$$, '22023', NULL, 'a country in a mix of text');
SELECT throws_ok($$SELECT share(c, '8542'::hs_code) FROM coded$$, '22023', NULL, 'a product in a mix of countries');
SELECT throws_ok($$SELECT similarity(c, t) FROM coded$$, '22023', NULL, 'similarity of kinds');
SELECT throws_ok($$SELECT turnover(c, h) FROM coded$$, '22023', NULL, 'turnover of kinds');
SELECT throws_ok($$SELECT contributions(c, t) FROM coded$$, '22023', NULL, 'contributions of kinds');
SELECT throws_ok($$SELECT pivot(c, t, '{}') FROM coded$$, '22023', NULL, 'pivot of kinds');
SELECT throws_ok($$SELECT top_share(t, 0) FROM coded$$, '22023', NULL, 'the largest 0');
SELECT throws_ok($$SELECT top_share(mix('{}'), -1)$$, '22023', NULL, 'of an empty mix too');
SELECT throws_ok($$SELECT combined_share(t, '{CHN,NULL}') FROM coded$$, '22004', NULL, 'NULL among the labels');
SELECT throws_ok($$SELECT pivot(t, t, '{CHN,NULL}') FROM coded$$, '22004', NULL, 'NULL among the blocked');
SELECT throws_ok($$SELECT pivot(t, t, NULL) FROM coded$$, '22004', NULL, 'blocked NULL');

-- the planner
CREATE FUNCTION rows_of(text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json) SELECT * FROM ' || $1 INTO plan;
    RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END $$;
SELECT is(rows_of($$shares('{"labels":"text","values":{"a":1,"b":2,"c":3}}')$$), 3, 'rows of shares');
SELECT is(rows_of($$contributions('{"labels":"text","values":{"a":1,"b":2,"c":3}}', '{"labels":"text","values":{"a":1}}')$$), 3, 'rows of contributions');
SELECT * FROM finish();
ROLLBACK;
