-- diversion_routes and leak_balance: hand-worked figures, caps, the choice among maximum flows, refusals.
BEGIN;
SELECT plan(57);
SET client_min_messages = error;

-- {"S>A": [2021, 2022]}
CREATE FUNCTION pg_temp.yearly(flows jsonb) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(split_part(key, '>', 1), split_part(key, '>', 2), 2020 + n::integer, v::numeric)
    FROM jsonb_each(flows), jsonb_array_elements_text(value) WITH ORDINALITY AS x(v, n)
$$;
CREATE FUNCTION pg_temp.routes(flows jsonb, thresholds jsonb DEFAULT '{"min_value": 1}', max_hops integer DEFAULT 2, baseline text DEFAULT 'mean')
RETURNS TABLE (route text, hops integer, first text, second text, value float8, potential float8, excess_in float8, excess_between float8, excess_out float8, shortfall_share float8, reason text) LANGUAGE sql AS $$
    SELECT * FROM diversion_routes(pg_temp.yearly(flows || '{"v>w": [1, 1]}'), 'T', '{S}', '2022-01-01', max_hops, baseline => baseline, thresholds => thresholds)
$$;
CREATE FUNCTION pg_temp.map() RETURNS jsonb LANGUAGE sql AS $$
    SELECT '{"S>T": [1200, 240], "S>A": [120, 600], "A>T": [0, 120], "A>B": [12, 300], "B>T": [60, 240], "S>B": [120, 180],
             "A>C": [0, 120], "C>T": [0, 96], "W>T": [600, 900]}'::jsonb $$;

-- Worked by hand
SELECT results_eq($$SELECT route, hops, first, second, value, potential, shortfall_share FROM pg_temp.routes(pg_temp.map())$$,
    $$VALUES ('S > A > T', 1, 'A', NULL, 10::float8, 10::float8, 0.125::float8), ('S > B > T', 1, 'B', NULL, 5, 5, 0.0625),
             ('S > A > B > T', 2, 'A', 'B', 10, 15, 0.125), ('S > A > C > T', 2, 'A', 'C', 8, 8, 0.1)$$, 'routes and their values');
SELECT results_eq($$SELECT route, excess_in, excess_between, excess_out FROM pg_temp.routes(pg_temp.map())$$,
    $$VALUES ('S > A > T', 40::float8, NULL::float8, 10::float8), ('S > B > T', 5, NULL, 15), ('S > A > B > T', 40, 24, 15), ('S > A > C > T', 40, 10, 8)$$, 'excesses of the legs');
SELECT results_eq($$SELECT reason FROM pg_temp.routes(pg_temp.map())$$,
    $$VALUES ('S > A > T: 10 of at most 10 a month.'), ('S > B > T: 5 of at most 5 a month.'),
             ('S > A > B > T: 10 of at most 15 a month, after shorter routes took their part.'), ('S > A > C > T: 8 of at most 8 a month.')$$, 'in words');
SELECT results_eq($$SELECT reason FROM pg_temp.routes('{"S>A": [0, 120], "S>B": [0, 120], "A>C": [0, 120], "B>C": [0, 120], "C>T": [0, 180]}')$$,
    $$VALUES ('S > A > C > T: 10 of at most 10 a month.'), ('S > B > C > T: 5 of at most 10 a month, after other routes took their part.')$$, 'there is no shorter one that took it');
SELECT results_eq($$SELECT reason FROM pg_temp.routes('{"S>T": [120, 60], "S>A": [0, 120], "A>C": [0, 120], "C>T": [0, 120]}')$$,
    $$VALUES ('S > A > C > T: 5 of at most 10 a month, since all routes together carry no more than the origins lost.')$$, 'a longer route may be held by the loss as well');
SELECT results_eq($$SELECT reason FROM pg_temp.routes('{"S>T": [120, 24], "S>A": [0, 60], "A>T": [0, 36], "A>C": [0, 120], "S>B": [0, 120], "B>C": [0, 96], "C>T": [0, 108]}')$$,
    $$VALUES ('S > A > T: 3 of at most 3 a month.'), ('S > B > C > T: 5 of at most 8 a month, since all routes together carry no more than the origins lost.')$$, 'and a shorter one before it is not the reason');
-- thirds rounded down leave a unit, which is no route and nothing to tell
CREATE FUNCTION pg_temp.thirds() RETURNS jsonb LANGUAGE sql AS $$
    SELECT '{"S>T": [12, 8], "S>A": [0, 2], "A>T": [0, 2], "S>B": [0, 2], "B>T": [0, 2], "S>C": [0, 2], "C>D": [0, 2], "D>T": [0, 2]}'::jsonb $$;
SELECT results_eq($$SELECT route FROM pg_temp.routes(pg_temp.thirds())$$, $$VALUES ('S > A > T'), ('S > B > T')$$, 'a unit left by rounding is no route');
SELECT results_eq($$SELECT value, reason FROM leak_balance(pg_temp.yearly(pg_temp.thirds() - 'D>T'), 'T', '{S}', '2022-01-01', baseline => 'mean', thresholds => '{"min_value": 1}') WHERE term = 'replaced'$$,
    $$VALUES (1e-12::float8, 'Others sold more to T, beyond these routes: 0 a month; it arrived, but nothing shows it to be the origins'' goods.')$$, 'and the balance says so, and adds up');
SELECT is((SELECT count(*) FROM pg_temp.routes(pg_temp.map(), max_hops => 1)), 2::bigint, 'one intermediary only');

-- The cap
SELECT results_eq($$SELECT first, value, potential, shortfall_share, reason FROM pg_temp.routes('{"S>T": [120, 84], "S>A": [0, 48], "A>T": [0, 48], "S>B": [0, 24], "B>T": [0, 24]}')$$,
    $$VALUES ('A', 2::float8, 4::float8, 2 / 3::float8, 'S > A > T: 2 of at most 4 a month, since all routes together carry no more than the origins lost.'),
             ('B', 1, 2, 1 / 3::float8, 'S > B > T: 1 of at most 2 a month, since all routes together carry no more than the origins lost.')$$, 'all routes are cut alike');
SELECT is((SELECT count(*) FROM pg_temp.routes('{"S>T": [120, 84], "S>A": [0, 48], "A>T": [0, 48], "S>C": [0, 99], "C>D": [0, 99], "D>T": [0, 99]}')), 1::bigint, 'and there are no longer ones');
SELECT results_eq($$SELECT first, value, shortfall_share FROM pg_temp.routes('{"S>A": [0, 48], "A>T": [0, 24]}')$$, $$VALUES ('A', 2::float8, NULL::float8)$$, 'without a direct sale there is no cap');
SELECT is_empty($$SELECT * FROM pg_temp.routes('{"S>T": [120, 240], "S>A": [0, 48], "A>T": [0, 24]}')$$, 'nothing was lost: nothing can have been rerouted');
SELECT results_eq($$SELECT route, value FROM pg_temp.routes('{"S>T": [120, 72], "S>A": [0, 36], "A>T": [0, 12], "A>B": [0, 60], "B>T": [0, 60], "S>C": [0, 12], "C>B": [0, 60]}')$$,
    $$VALUES ('S > A > T', 1::float8), ('S > A > B > T', 2), ('S > C > B > T', 1)$$, 'two hops take what the cap leaves, here all there is');
SELECT results_eq($$SELECT route, value FROM pg_temp.routes('{"S>T": [120, 84], "S>A": [0, 36], "A>T": [0, 12], "A>B": [0, 60], "B>T": [0, 60], "S>C": [0, 12], "C>B": [0, 60]}')$$,
    $$VALUES ('S > A > T', 1::float8), ('S > A > B > T', 2)$$, 'with less left the first leg has it');

-- A leg counts from its thresholds on
SELECT is((SELECT count(*) FROM pg_temp.routes('{"S>A": [120, 150], "A>T": [120, 150]}', given::jsonb)), n, what) FROM (VALUES
    ('{"min_value": 30}', 1::bigint, 'exactly leg_ratio and min_value'), ('{"min_value": 30.000000000001}', 0, 'below min_value'), ('{"min_value": 1, "leg_ratio": 1.250000000001}', 0, 'below leg_ratio')) AS c(given, n, what);

-- The base of the origins' sales: a market without suspects
SELECT is(excess_in, 19::float8, 'what the origins sold to the others grew by a tenth')
FROM pg_temp.routes('{"S>A": [120, 360], "A>T": [24, 240], "S>O": [600, 660], "S>T": [240, 60]}', baseline => 'share');
SELECT is(excess_in, 30::float8 - 9, 'a suspect is no control')
FROM pg_temp.routes('{"S>A": [120, 360], "S>B": [240, 960], "S>O": [600, 540], "A>T": [24, 240], "B>T": [12, 600], "S>T": [900, 90]}', baseline => 'share') WHERE first = 'A';
SELECT is(excess_in, 12.142857142857::float8, 'with a ratio that nobody reaches it is one')
FROM pg_temp.routes('{"S>A": [120, 360], "S>B": [240, 960], "S>O": [600, 540], "A>T": [24, 240], "B>T": [12, 600], "S>T": [900, 90]}', '{"min_value": 1, "surge_ratio": 1000, "trivial": 0}', baseline => 'share') WHERE first = 'A';

-- Of all maximum flows the one that gives most to the first leg, and so on: all of them are tried
CREATE FUNCTION pg_temp.chosen(supply integer[], demand integer[], leg integer[], cap integer) RETURNS integer[] LANGUAGE sql AS $$
    WITH RECURSIVE tried (at, flow) AS (
        SELECT 1, ARRAY[]::integer[]
        UNION ALL SELECT at + 1, flow || x FROM tried, generate_series(0, leg[at]) AS x WHERE at <= 4)
    SELECT flow FROM tried
    WHERE at = 5 AND flow[1] + flow[2] <= supply[1] AND flow[3] + flow[4] <= supply[2] AND flow[1] + flow[3] <= demand[1] AND flow[2] + flow[4] <= demand[2]
      AND flow[1] + flow[2] + flow[3] + flow[4] <= cap
    ORDER BY flow[1] + flow[2] + flow[3] + flow[4] DESC,
        (SELECT array_agg(flow[i] ORDER BY least(leg[i], supply[1 + (i - 1) / 2], demand[1 + (i - 1) % 2]) DESC, i) FROM generate_series(1, 4) AS i) DESC LIMIT 1 $$;
CREATE TEMP TABLE net AS
SELECT n, ARRAY[1 + h % 4, 1 + h / 4 % 4] AS supply, ARRAY[1 + h / 16 % 4, 1 + h / 64 % 4] AS demand,
    ARRAY[h / 7 % 4, h / 11 % 4, h / 13 % 4, h / 29 % 4] AS leg, 1 + h / 5 % 9 AS cap
FROM (SELECT n, (n * 7919 + 13) % 65536 AS h FROM generate_series(1, 400) AS n) AS x;
CREATE TEMP TABLE solved AS
SELECT n, pg_temp.chosen(supply, demand, leg, cap) AS expected, ARRAY(
    SELECT coalesce(r.value, 0)::integer FROM (VALUES ('a', 'x'), ('a', 'y'), ('b', 'x'), ('b', 'y')) AS l(f, s)
    LEFT JOIN diversion_routes(pg_temp.yearly(jsonb_build_object('S>T', ARRAY[cap * 12, 0], 'S>a', ARRAY[0, supply[1] * 12], 'S>b', ARRAY[0, supply[2] * 12],
        'x>T', ARRAY[0, demand[1] * 12], 'y>T', ARRAY[0, demand[2] * 12], 'a>x', ARRAY[0, leg[1] * 12], 'a>y', ARRAY[0, leg[2] * 12], 'b>x', ARRAY[0, leg[3] * 12], 'b>y', ARRAY[0, leg[4] * 12])),
        'T', '{S}', '2022-01-01', baseline => 'mean', thresholds => '{"min_value": 0}') AS r ON (r.first, r.second) = (l.f, l.s)
    ORDER BY l.f, l.s) AS got FROM net;
SELECT is((SELECT count(*) FROM solved WHERE got IS DISTINCT FROM expected), 0::bigint, 'the choice among maximum flows');
SELECT cmp_ok((SELECT count(*) FROM solved WHERE (SELECT sum(x) FROM unnest(expected) AS x) > 2), '>', 100::bigint, 'many of them have something to choose');
-- a greedy start may have to be taken back: legs of equal size, and the first blocks two others
SELECT results_eq($$SELECT first, second, value FROM pg_temp.routes('{"S>a": [0, 12], "S>b": [0, 12], "x>T": [0, 12], "y>T": [0, 12], "a>x": [0, 12], "a>y": [0, 12], "b>x": [0, 12]}')$$,
    $$VALUES ('a', 'y', 1::float8), ('b', 'x', 1)$$, 'what comes first gives way to a larger total');

-- a route that carries next to nothing of what it could is one all the same
SELECT results_eq($$SELECT value, potential, shortfall_share FROM pg_temp.routes('{"S>T": [24, 12], "S>A": [0, 12e12], "A>B": [0, 12e12], "B>T": [0, 12e12]}')$$,
    $$VALUES (1::float8, 1e12::float8, 1::float8)$$, 'a small loss over a wide way');
SELECT results_eq($$SELECT value, reason FROM leak_balance(pg_temp.yearly('{"S>T": [24, 12], "S>A": [0, 12e12], "A>B": [0, 12e12], "B>T": [0, 12e12]}'), 'T', '{S}', '2022-01-01', baseline => 'mean') WHERE term = 'rerouted'$$,
    $$VALUES (1::float8, 'Over other countries, with both legs on record: 1 a month.')$$, 'and said');
SELECT is((SELECT count(*) FROM diversion_routes(NULL, 'T', '{S}', '2022-01-01')), 0::bigint, 'no matrix');
SELECT is((SELECT count(*) FROM diversion_routes('{"labels":null,"periods":null,"flows":{}}', 'T', '{S}', '2022-01-01')), 0::bigint, 'an empty one');

-- The balance, worked by hand
CREATE FUNCTION pg_temp.balance(imports jsonb DEFAULT '{"S>A": [120, 240], "S>C": [120, 360], "S>D": [120, 132], "R>C": [500, 520]}', other jsonb DEFAULT '{}', thresholds jsonb DEFAULT '{"min_value": 1}')
RETURNS TABLE (term text, value float8, available float8, share float8, reason text) LANGUAGE sql AS $$
    SELECT * FROM leak_balance(pg_temp.yearly('{"S>T": [1200, 240], "S>A": [120, 240], "A>T": [0, 120], "W>T": [600, 960], "S>C": [120, 600], "S>D": [120, 132]}'::jsonb || other),
        'T', '{S}', '2022-01-01', CASE WHEN imports IS NOT NULL THEN pg_temp.yearly(imports) END, baseline => 'mean', cif_margin => 0, thresholds => thresholds)
$$;
SELECT results_eq($$SELECT term, value, available, share FROM pg_temp.balance()$$,
    $$VALUES ('fall', 80::float8, NULL::float8, 1::float8), ('rerouted', 10, 10, 0.125), ('replaced', 30, 30, 0.375), ('ghosts', 20, 20, 0.25), ('unexplained', 20, NULL, 0.25)$$, '80 = 10 + 30 + 20 + 20');
SELECT results_eq($$SELECT reason FROM pg_temp.balance()$$,
    $$VALUES ('The origins sold 80 a month less to T.'), ('Over other countries, with both legs on record: 10 a month.'), ('Others sold more to T, beyond these routes: 30 a month; it arrived, but nothing shows it to be the origins'' goods.'),
             ('Left the origins and never showed in the books of the countries it was sent to: 20 a month; that it went to T is an inference.'),
             ('Left: 20 a month, as less demand, own production, prices, or ways that are not in these data.')$$, 'in words');
SELECT results_eq($$SELECT term, value, share FROM pg_temp.balance(NULL)$$,
    $$VALUES ('fall', 80::float8, 1::float8), ('rerouted', 10, 0.125), ('replaced', 30, 0.375), ('ghosts', NULL, NULL), ('unexplained', 40, 0.5)$$, 'without the importers'' books');
SELECT results_eq($$SELECT term, value, available FROM pg_temp.balance(other => '{"W>T": [600, 9600]}')$$,
    $$VALUES ('fall', 80::float8, NULL::float8), ('rerouted', 10, 10), ('replaced', 70, 750), ('ghosts', 0, 20), ('unexplained', 0, NULL)$$, 'a weaker claim never displaces a stronger one');
SELECT is(reason, 'Others sold more to T, beyond these routes: 70 a month of 750; it arrived, but nothing shows it to be the origins'' goods.', 'what a term would claim alone') FROM pg_temp.balance(other => '{"W>T": [600, 9600]}') WHERE term = 'replaced';
SELECT results_eq($$SELECT term, value, available, share FROM pg_temp.balance(other => '{"S>T": [240, 240]}')$$,
    $$VALUES ('fall', 0::float8, NULL::float8, NULL::float8), ('rerouted', 0, 0, NULL), ('replaced', 0, 40, NULL), ('ghosts', 0, 20, NULL), ('unexplained', 0, NULL, NULL)$$, 'nothing fell');
SELECT is(available, 0::float8, 'books without a cell') FROM leak_balance(pg_temp.yearly('{"S>T": [12, 0], "S>A": [0, 12]}'), 'T', '{S}', '2022-01-01', '{"labels":null,"periods":null,"flows":{}}') WHERE term = 'ghosts';
SELECT is((SELECT sum(value::numeric) FILTER (WHERE term <> 'fall') - max(value::numeric) FILTER (WHERE term = 'fall') FROM pg_temp.balance(other => '{"S>T": [1000, 1], "S>C": [1, 600]}', thresholds => '{"min_value": 0}')), 0::numeric, 'the terms add up');
SELECT is((SELECT count(*) FROM leak_balance(NULL, 'T', '{S}', '2022-01-01')), 0::bigint, 'no matrix, no balance');

-- Refusals of both
SELECT throws_ok(format('SELECT %s(pg_temp.yearly(''{"S>T": [2, 1], "S>A": [1, 2]}''), %s)', f, a), code, NULL, what || ': ' || f)
FROM unnest(ARRAY['diversion_routes', 'leak_balance']) AS f, (VALUES
    ($$'T', '{S}', '2022-01-01', max_hops => 0$$, '22023', 'no intermediary'), ($$'T', '{S}', '2022-01-01', max_hops => 3$$, '22023', 'three of them'), ($$'T', '{S}', '2022-01-01', max_hops => NULL$$, '22004', 'max_hops NULL'),
    ($$'T', '{*}', '2022-01-01'$$, '22023', 'everybody as origin'), ($$NULL, '{S}', '2022-01-01'$$, '22004', 'target NULL'), ($$'T', '{S}', '2022-01-01', thresholds => '{"min_run": 1}'$$, '22023', 'an unknown threshold'),
    ($$'T', '{S}', '2022-01-01', thresholds => NULL$$, '22004', 'thresholds NULL'), ($$'T', '{S}', '2030-01-01'$$, '22023', 'no window after')) AS c(a, code, what);
SELECT throws_ok($$SELECT leak_balance(pg_temp.yearly('{"S>T": [2, 1]}'), 'T', '{S}', '2022-01-01', cif_margin => NULL)$$, '22004', NULL, 'cif_margin NULL');
SELECT throws_ok($$SELECT leak_balance(pg_temp.yearly('{"S>T": [2, 1]}'), 'T', '{S}', '2022-01-01', thresholds => '{"partial": 1}')$$, '22023', NULL, 'partial of 1');
SELECT throws_ok($$SELECT leak_balance(pg_temp.yearly('{"S>T": [2, 1]}'), 'T', '{S}', '2022-01-01', '{"labels":"text","periods":"month","flows":{"T":{"S":{"2021-01":1}}}}')$$, '22023', NULL, 'books of another frequency');
SELECT lives_ok($$SELECT diversion_routes(pg_temp.yearly('{"S>A": [0, 170000000000000000000000000], "S>T": [170000000000000000000000000, 1], "s>A": [0, 170000000000000000000000000], "A>T": [0, 170000000000000000000000000]}'), 'T', '{S,s}', '2022-01-01', baseline => 'mean')$$, 'the largest values');

SELECT * FROM finish();
ROLLBACK;
