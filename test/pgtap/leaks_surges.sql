-- destination_surges and supplier_surges: hand-worked figures, every outcome, every refusal.
BEGIN;
SELECT plan(68);
SET client_min_messages = error;

-- {"S>A": [2016, 2017, ...]}
CREATE FUNCTION pg_temp.yearly(flows jsonb, first integer DEFAULT 2016) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(split_part(key, '>', 1), split_part(key, '>', 2), first + n::integer - 1, v::numeric)
    FROM jsonb_each(flows), jsonb_array_elements_text(value) WITH ORDINALITY AS x(v, n)
$$;
-- the same by month, from 2018-01 on
CREATE FUNCTION pg_temp.monthly(flows jsonb) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(split_part(key, '>', 1), split_part(key, '>', 2), (date '2018-01-01' + make_interval(months => n::integer - 1))::date, v::numeric)
    FROM jsonb_each(flows), jsonb_array_elements_text(value) WITH ORDINALITY AS x(v, n)
$$;
CREATE FUNCTION pg_temp.legs(market boolean DEFAULT true) RETURNS jsonb LANGUAGE sql AS $$
    SELECT '{"S>T": [1000, 1000, 1000, 1000, 1000, 1000, 300, 200], "S>A": [10, 10, 10, 10, 10, 10, 50, 60],
             "S>B": [10, 10, 10, 10, 10, 10, 50, 12], "S>C": [10, 40, 10, 10, 10, 10, 40, 45]}'::jsonb
        || CASE WHEN market THEN (SELECT jsonb_object_agg('S>o' || n, '[100, 100, 100, 100, 100, 100, 100, 100]'::jsonb) FROM generate_series(0, 9) AS n) ELSE '{}' END
$$;
CREATE FUNCTION pg_temp.story(label text, thresholds jsonb DEFAULT '{"min_value": 10}', flows jsonb DEFAULT pg_temp.legs())
RETURNS TABLE (value_before float8, value_after float8, base float8, excess float8, ratio float8, cover float8, record_ratio float8,
    run integer, parts integer, history integer, own_rank integer, own_dates integer, controls integer, onset date, outcome text, suspicious boolean, reason text) LANGUAGE sql AS $$
    SELECT d.value_before, d.value_after, d.base, d.excess, d.ratio, d.cover, d.record_ratio, d.run, d.parts, d.history, d.own_rank, d.own_dates, d.controls, d.onset, d.outcome, d.suspicious, d.reason
    FROM destination_surges(pg_temp.yearly(flows), 'T', '{S}', '2022-01-01', thresholds => thresholds) AS d WHERE d.destination = label
$$;
CREATE FUNCTION pg_temp.near(a float8, b numeric) RETURNS boolean LANGUAGE sql AS $$ SELECT abs(a::numeric - b) <= 1e-14 * abs(b) $$;

-- Worked by hand: two years after, six before, ten others that never change
SELECT ok(pg_temp.near(base, 2147 / 2448.0) AND pg_temp.near(excess, 9073 / 2448.0) AND pg_temp.near(ratio, 11220 / 2147.0)
    AND pg_temp.near(cover, 9073 / 153000.0) AND pg_temp.near(record_ratio, 510 / 109.0), 'figures of A') FROM pg_temp.story('A');
SELECT is((run, parts, history, controls, onset, outcome, suspicious)::text, '(2,2,6,12,2022-01-01,surge,t)', 'A is a surge') FROM pg_temp.story('A');
SELECT is((own_rank, own_dates)::text, '(1,2)', 'of two stretches in its own past none is as high') FROM pg_temp.story('A');
SELECT ok(pg_temp.near(excess, 361 / 136.0) AND pg_temp.near(record_ratio, 51 / 55.0) AND outcome = 'seen_before' AND NOT suspicious AND run = 0 AND onset IS NULL, 'C was seen before') FROM pg_temp.story('C');
SELECT ok(pg_temp.near(excess, 4129 / 2448.0) AND pg_temp.near(record_ratio, 72 / 65.0) AND outcome = 'spike' AND run = 1, 'B is a spike') FROM pg_temp.story('B');
SELECT is(string_agg(outcome, ' '), 'too_early too_early too_early', 'without the second year it is too early')
FROM (SELECT jsonb_object_agg(key, value - 7) AS f FROM jsonb_each(pg_temp.legs())) AS t, destination_surges(pg_temp.yearly(f), 'T', '{S}', '2022-01-01', thresholds => '{"min_value": 10}')
WHERE destination IN ('A', 'B', 'C');
SELECT ok(pg_temp.near(base, 5 / 6.0) AND pg_temp.near(excess, 15 / 4.0) AND controls = 0, 'without the ten A is judged by its own past') FROM pg_temp.story('A', flows => pg_temp.legs(false));
SELECT is((base = value_before, controls)::text, '(t,0)', 'baseline mean')
FROM destination_surges(pg_temp.yearly(pg_temp.legs()), 'T', '{S}', '2022-01-01', baseline => 'mean') WHERE destination = 'A';

-- The sentences
SELECT is(reason, 'Sales to A rose 5.2-fold against the market, to 4.58 a month; since 2022-01 every year was at least 4.7 times the highest of the 6 before. The excess is 5.9 % of what the origins lost in T.', 'surge, in words') FROM pg_temp.story('A');
SELECT is(reason, 'Sales to B rose 2.9-fold, but it did not last: 1 of 2 years passed its own record by 25 %; the best 2 in a row reach 1.1 of it.', 'spike, in words') FROM pg_temp.story('B');
SELECT is(reason, 'Sales to C rose 4-fold, but its own past has seen as much: the best 2 years are 0.93 of its record of 6.', 'seen before, in words') FROM pg_temp.story('C');
SELECT is(reason, 'Sales to o3 are 0.9 times what an unchanged market share gives; 1.5 is asked for.', 'normal, in words') FROM pg_temp.story('o3');
SELECT is((outcome, reason)::text, '(small,"The excess of 89 in all is below 100 M.")', 'small in all') FROM pg_temp.story('A', '{"min_value": 100000000}');
SELECT is((outcome, reason)::text, '(small,"The excess of 89 in all covers 5.9 % of what the origins lost in T; 6 % is asked for.")', 'small beside what the origins lost') FROM pg_temp.story('A', '{"min_value": 1, "min_cover": 0.06}');
SELECT is((outcome, reason)::text, '(no_history,"6 years of history are too few to know what is usual; 7 are asked for.")', 'too little history') FROM pg_temp.story('A', '{"min_value": 1, "min_history": 7}');
SELECT is((outcome, reason)::text, '(too_early,"Sales rose 5.2-fold, but 2 years are no pattern; 3 in a row are asked for.")', 'too early') FROM pg_temp.story('A', '{"min_value": 1, "min_run": 3}');
SELECT is((outcome, suspicious, onset, reason)::text,
    '(ended,t,2022-01-01,"Sales to B rose 2.9-fold against the market, to 2.58 a month; since 2022-01 until 2022-12 every year was at least 4.7 times the highest of the 6 before. The excess is 2.7 % of what the origins lost in T.")',
    'a run of one year that is over') FROM pg_temp.story('B', '{"min_value": 1, "min_run": 1}');
SELECT is(reason, 'Sales to C rose 4-fold, but its own past has seen nearly as much: the best year is 1.1 of its record of 6.', 'one year, in words') FROM pg_temp.story('C', '{"min_value": 1, "min_run": 1}');

SELECT is(reason, what, 'a figure below its threshold never reads as that') FROM (VALUES
    (1490, 0, 'Sales to A are 1.49 times their earlier average; 1.5 is asked for.'), (1499.9999, 0, 'Sales to A are 1.4999999 times their earlier average; 1.5 is asked for.'),
    (1450, 0, 'Sales to A are 1.4 times their earlier average; 1.5 is asked for.'),
    (2000, 200160, 'The excess of 2,000 in all covers 0.4996 % of what the origins lost in T; 0.5 % is asked for.')) AS c(later, lost, what),
    pg_temp.story('A', flows => jsonb_build_object('S>T', ARRAY[lost, lost, lost, lost, lost, lost, 0, 0], 'S>A', ARRAY[1000, 1000, 1000, 1000, 1000, 1000, later, later])) AS s;
SELECT is(reason, 'Sales to A are 1.496 times their earlier average; 1.5 is asked for.', 'nor where the own past is the base')
FROM pg_temp.story('A', flows => '{"S>T": [1, 1, 1, 1, 1, 1, 1, 1], "S>A": [1000, 1000, 1000, 1000, 1000, 1000, 1496, 1496]}');
SELECT is(reason, 'Sales to A rose 1.6-fold, but its own past has seen nearly as much: the best 2 years are 1.2 of its record of 6.', 'a little above its past is not seen before')
FROM pg_temp.story('A', flows => '{"S>T": [1, 1, 1, 1, 1, 1, 1, 1], "S>A": [130, 100, 100, 100, 100, 100, 160, 160]}');

-- Thresholds, from both sides: at the threshold counts as reached
SELECT is(outcome, expected, what) FROM (VALUES
    ('{"surge_ratio": 5.225896599907}', 'normal', 'surge_ratio just above'), ('{"surge_ratio": 5.225896599906}', 'surge', 'just below'),
    ('{"min_value": 88.950980392157}', 'small', 'min_value just above'), ('{"min_value": 88.950980392156}', 'surge', 'just below'),
    ('{"min_cover": 0.059300653595}', 'small', 'min_cover just above'), ('{"min_cover": 0.059300653594}', 'surge', 'just below'),
    ('{"record_margin": 4.678899082569}', 'spike', 'record_margin just above'), ('{"record_margin": 4.678899082568}', 'surge', 'just below'),
    ('{"min_controls": 12}', 'surge', 'as many controls as asked'), ('{"min_controls": 13}', 'surge', 'too few'))
    AS c(given, expected, what), pg_temp.story('A', '{"min_value": 10}'::jsonb || given::jsonb);
SELECT is((SELECT array_agg(controls) FROM unnest(ARRAY[12, 13]) AS n, pg_temp.story('A', jsonb_build_object('min_controls', n))), '{12,0}', 'too few controls leave the own past');
SELECT is((outcome, record_ratio)::text, '(surge,5)', 'exactly five times the record, by a decimal') FROM pg_temp.story('A', '{"min_value": 10, "record_margin": 5}', pg_temp.legs(false));

-- Months: quarters, seasons, silence
CREATE TEMP TABLE quarters AS SELECT pg_temp.monthly(jsonb_build_object('S>T', (SELECT jsonb_agg(100) FROM generate_series(1, 60)),
    'S>A', (SELECT jsonb_agg(CASE WHEN n <= 48 THEN CASE WHEN n % 12 = 6 THEN 60 ELSE 5 END ELSE 50 END) FROM generate_series(1, 60) AS n))) AS m;
SELECT is((parts, history, run, round(record_ratio::numeric, 4), onset)::text, '(4,16,4,2.1429,2022-01-01)', 'quarters: 150 against the second one of each year, 70')
FROM quarters, destination_surges(m, 'T', '{S}', '2022-01-01', thresholds => '{"min_value": 1}');
SELECT is((parts, history, run)::text, '(2,4,0)', 'parts of five months, of which the history takes whole ones')
FROM quarters, destination_surges(m, 'T', '{S}', '2022-01-01', history_months => 24, part_months => 5, thresholds => '{"min_value": 1, "record_margin": 100}');
SELECT is(reason, '3 parts of 7 months of history are too few to know what is usual; 4 are asked for.', 'parts without a name')
FROM quarters, destination_surges(m, 'T', '{S}', '2022-01-01', history_months => 24, part_months => 7, thresholds => '{"min_value": 1}');
SELECT is((value_before, value_after)::text, '(5,50)', 'a window of the first five months is held against such months before')
FROM quarters, destination_surges(m, 'T', '{S}', '2022-01-01', after_months => 5);
SELECT is((parts, history, run, outcome)::text, '(2,3,2,no_history)', 'a silent year is no part of history, and has no level')
FROM destination_surges(pg_temp.yearly('{"S>T": [9, 9, 0, 9, 9, 9], "S>A": [1, 1, 0, 1, 20, 20]}'), 'T', '{S}', '2020-01-01', thresholds => '{"min_value": 1, "record_margin": 0}', after_months => 24);
SELECT is((history, outcome)::text, '(4,surge)', 'with coverage it is zero trade')
FROM destination_surges(pg_temp.yearly('{"S>T": [9, 9, 0, 9, 9, 9], "S>A": [1, 1, 0, 1, 20, 20]}'), 'T', '{S}', '2020-01-01', thresholds => '{"min_value": 1}', coverage => '[2016-01-01,2022-01-01)');

-- The other leg is the same, turned round
SELECT is((SELECT count(*) FROM (
    SELECT d.* FROM destination_surges(pg_temp.yearly(pg_temp.legs()), 'T', '{S}', '2022-01-01', thresholds => '{"min_value": 10}') AS d) AS d
    JOIN (SELECT s.* FROM (SELECT jsonb_object_agg(split_part(key, '>', 2) || '>' || split_part(key, '>', 1), value) AS f FROM jsonb_each(pg_temp.legs())) AS t,
        supplier_surges(pg_temp.yearly(f), 'S', '{T}', '2022-01-01', thresholds => '{"min_value": 10}') AS s) AS s
    ON d.destination = s.supplier AND (d.value_before, d.value_after, d.base, d.excess, d.ratio, d.cover, d.run, d.outcome) = (s.value_before, s.value_after, s.base, s.excess, s.ratio, s.cover, s.run, s.outcome)),
    13::bigint, 'supplier_surges of the transposed matrix');
SELECT is(reason, 'Sales of A to S rose 5.2-fold against the market, to 4.58 a month; since 2022-01 every year was at least 4.7 times the highest of the 6 before. The excess is 5.9 % of what the origins lost in S.', 'a supplier, in words')
FROM (SELECT jsonb_object_agg(split_part(key, '>', 2) || '>' || split_part(key, '>', 1), value) AS f FROM jsonb_each(pg_temp.legs())) AS t,
    supplier_surges(pg_temp.yearly(f), 'S', '{T}', '2022-01-01', thresholds => '{"min_value": 10}') WHERE supplier = 'A';

-- Who has a row, and in which order
SELECT is((SELECT string_agg(destination, ' ') FROM destination_surges(pg_temp.yearly('{"S>T": [5, 5], "S>S2": [7, 7], "S>b": [1, 3], "S>a": [1, 3], "S>c": [1, 9], "S>d": [3], "x>e": [1, 9], "S>S": [1, 9]}'), 'T', '{S,S2}', '2017-01-01')),
    'c a b d', 'neither origins nor who never bought of them; excess falling, then bytes');
SELECT is((SELECT count(*) FROM destination_surges(NULL, 'T', '{S}', '2022-01-01')) + (SELECT count(*) FROM destination_surges('{"labels":null,"periods":null,"flows":{}}', 'T', '{S}', '2022-01-01')), 0::bigint, 'nothing there');

-- Refusals
SELECT throws_ok(format('SELECT %s(%L, %s)', function, pg_temp.yearly('{"S>A": [1, 2], "S>T": [2, 1]}', 2020), arguments), code, NULL, what || ', ' || function)
FROM unnest(ARRAY['destination_surges']) AS function, (VALUES
    ($$NULL, '{S}', '2021-01-01'$$, '22004', 'target NULL'), ($$'T', NULL, '2021-01-01'$$, '22004', 'origins NULL'), ($$'T', '{S,NULL}', '2021-01-01'$$, '22004', 'an origin NULL'),
    ($$'T', '{S}', NULL$$, '22004', 'since NULL'), ($$'T', '{S}', '2021-01-01', baseline => NULL$$, '22004', 'baseline NULL'), ($$'T', '{S}', '2021-01-01', thresholds => NULL$$, '22004', 'thresholds NULL'),
    ($$'T', '{}', '2021-01-01'$$, '22023', 'no origin'), ($$'T', '{*}', '2021-01-01'$$, '22023', 'everybody as origin'), ($$'T', '{S,T}', '2021-01-01'$$, '22023', 'the target among the origins'),
    ($$'T', '{S}', 'infinity'$$, '22023', 'since infinite'), ($$'T', '{S}', '2021-01-01', part_months => 0$$, '22023', 'a part of no month'), ($$'T', '{S}', '2021-01-01', part_months => 18$$, '22023', 'a part that cuts a year'),
    ($$'T', '{S}', '2021-01-01', history_months => 6$$, '22023', 'a history that cuts a year'), ($$'T', '{S}', '2021-01-01', baseline => 'median'$$, '22023', 'another baseline'),
    ($$'T', '{S}', '2021-01-01', thresholds => '{"min_run": 1.5}'$$, '22023', 'a part of a run'), ($$'T', '{S}', '2021-01-01', thresholds => '{"min_history": 0}'$$, '22023', 'no history'),
    ($$'T', '{S}', '2021-01-01', thresholds => '{"overlap": 1}'$$, '22023', 'a threshold of another function'), ($$'T', '{S}', '2019-01-01'$$, '22023', 'no window before'),
    ($$'276', '{S}', '2021-01-01', coverage => 'empty'$$, '22023', 'an empty coverage')) AS c(arguments, code, what);
-- World, or a sum beside its member, would count twice; a sum alone does not
CREATE FUNCTION pg_temp.codes(importer text) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(e::country_code, i::country_code, y, v) FROM (VALUES ('DEU', 'RUS', 2021, 9), ('DEU', 'RUS', 2022, 1), ('DEU', importer, 2021, 1), ('DEU', importer, 2022, 5)) AS r(e, i, y, v) $$;
SELECT throws_ok($$SELECT destination_surges(pg_temp.codes('World'), 'RUS', '{DEU}', '2022-01-01')$$, '22023', NULL, 'World is refused');
SELECT throws_ok($$SELECT supplier_surges(pg_temp.codes('EU27_2020'), 'RUS', '{DEU}', '2022-01-01')$$, '22023', NULL, 'and the European Union beside Germany');
SELECT is((SELECT count(*) FROM destination_surges(pg_temp.codes('ASEAN'), 'RUS', '{DEU}', '2022-01-01')), 1::bigint, 'a sum without its members is a label');

SELECT * FROM finish();
ROLLBACK;
