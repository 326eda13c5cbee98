-- The screen's hand-worked cases: every figure of the rules in small worlds.
BEGIN;
SELECT plan(159);
SET client_min_messages = error;

-- {"S>A": [120, 360]}: values of years `step` apart, from the first one on.
CREATE FUNCTION pg_temp.annual(flows jsonb, first integer DEFAULT 2021, step integer DEFAULT 2) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(split_part(key, '>', 1), split_part(key, '>', 2), first + step * (i::integer - 1), (e #>> '{}')::numeric)
    FROM jsonb_each(flows), jsonb_array_elements(value) WITH ORDINALITY AS x(e, i)
$$;

-- {"S>A": [[10, 24], 5, 7]}: months from the first one on; [value, n] is n months alike.
CREATE FUNCTION pg_temp.monthly(flows jsonb, first date) RETURNS trade_matrix LANGUAGE sql AS $$
    SELECT trade_matrix(split_part(key, '>', 1), split_part(key, '>', 2), (first + (at - 1) * interval '1 month')::date, v)
    FROM (SELECT key, v, row_number() OVER (PARTITION BY key ORDER BY i, n) AS at
          FROM jsonb_each(flows), jsonb_array_elements(value) WITH ORDINALITY AS x(e, i),
               LATERAL (SELECT coalesce(e ->> 0, e #>> '{}')::numeric, coalesce(e ->> 1, '1')::integer) AS r(v, times),
               generate_series(1, times) AS n) AS c
$$;

-- What is asked of one run: the row of a candidate with its reasons by code.
CREATE TEMP TABLE found (world text, f jsonb);
CREATE FUNCTION pg_temp.run(world text, m trade_matrix, since date, before integer DEFAULT 12, after integer DEFAULT NULL,
    origins text[] DEFAULT '{S}', coverage daterange DEFAULT NULL, thresholds jsonb DEFAULT '{"min_value": 1}',
    seasonal boolean DEFAULT true) RETURNS void LANGUAGE sql AS $$
    INSERT INTO found SELECT world, to_jsonb(f) || (SELECT jsonb_object_agg(r ->> 'code', r) FROM jsonb_array_elements(reasons) AS r)
    FROM intermediary_flags(m, 'T', origins, since, before, after, coverage, 'share', thresholds, seasonal) AS f
$$;
CREATE FUNCTION pg_temp.number(a text) RETURNS float8 LANGUAGE sql AS $$
    SELECT split_part(a, '/', 1)::float8 / coalesce(nullif(split_part(a, '/', 2), ''), '1')::float8
$$;

-- figure: a column, CODE (its value) or CODE.fired; expected: a number or fraction, true, false, a date, or nothing for NULL
CREATE FUNCTION pg_temp.has(world text, who text, figure text, expected text) RETURNS text LANGUAGE sql AS $$
    SELECT ok(CASE WHEN expected IS NULL THEN v IS NULL
                   WHEN expected ~ '^-?[0-9.]+(/[0-9.]+)?$' THEN abs(v::float8 - pg_temp.number(expected)) <= 4e-16 * abs(pg_temp.number(expected))
                   ELSE v = expected END,
              format('%s %s %s is %s: %s', world, who, figure, coalesce(expected, 'NULL'), coalesce(v, 'NULL')))
    FROM (SELECT CASE WHEN figure ~ '^[A-Z_]+$' THEN f #>> ARRAY[figure, 'value']
                      WHEN figure ~ '[.]' THEN f #>> string_to_array(figure, '.') ELSE f ->> figure END AS v
          FROM found WHERE found.world = $1 AND f ->> 'intermediary' = who) AS c
$$;

SELECT pg_temp.run('1', pg_temp.annual('{"S>A": [120, 360], "A>T": [24, 240], "S>O": [600, 660], "S>T": [240, 60], "A>O": [24, 36], "O>S": [12, 12]}'), '2022-02-24', coverage => '[2021-01-01,2024-01-01)');
SELECT pg_temp.has('1', who, figure, expected) FROM (VALUES
    ('A', 'inflow_before', '10'),
    ('A', 'inflow_after', '30'),
    ('A', 'outflow_before', '2'),
    ('A', 'outflow_after', '20'),
    ('A', 'direct_before', '20'),
    ('A', 'direct_after', '5'),
    ('A', 'rerouted', '18'),
    ('A', 'attributed', '18'),
    ('A', 'substitution', '1.2'),
    ('A', 'controls', '1'),
    ('A', 'SOURCING', '30/11'),
    ('A', 'TARGETED', '18/19'),
    ('A', 'NOT_A_SOURCE', '0.2'),
    ('A', 'score', '0.8274128125'),
    ('A', 'flagged', 'true'),
    ('A', 'grade', 'traced'),
    ('A', 'months_before', '12'),
    ('A', 'months_after', '12'),
    ('A', 'before_from', '2021-01-01'),
    ('A', 'before_to', '2021-12-31'),
    ('A', 'after_from', '2023-01-01'),
    ('A', 'after_to', '2023-12-31')) AS v(who, figure, expected);

SELECT pg_temp.run('2', pg_temp.annual('{"S>A": [120, 360], "S>B": [240, 960], "S>O": [600, 540], "A>T": [24, 240], "B>T": [12, 600], "S>T": [900, 90]}'), '2022-02-24');
SELECT pg_temp.has('2', who, figure, expected) FROM (VALUES
    ('A', 'SOURCING', '10/3'),
    ('B', 'SOURCING', '40/9'),
    ('A', 'rerouted', '18'),
    ('B', 'rerouted', '49'),
    ('A', 'flagged', 'true'),
    ('B', 'flagged', 'true'),
    ('A', 'controls', '1'),
    ('B', 'controls', '1')) AS v(who, figure, expected);

SELECT pg_temp.run('3', pg_temp.annual('{"S>A": [120, 360], "S>B": [240, 960], "A>T": [24, 240], "B>T": [12, 600]}'), '2022-02-24');
SELECT pg_temp.has('3', who, figure, expected) FROM (VALUES
    ('A', 'controls', '0'),
    ('B', 'controls', '0'),
    ('A', 'SOURCING', '3'),
    ('B', 'SOURCING', '4'),
    ('A', 'flagged', 'true'),
    ('B', 'flagged', 'true'),
    ('A', 'NOT_A_SOURCE.fired', NULL),
    ('B', 'NOT_A_SOURCE.fired', NULL)) AS v(who, figure, expected);

SELECT pg_temp.run('4', pg_temp.annual('{"S>A": [160, 360], "A>T": [100, 400], "A>D": [50, 150], "A>O": [300, 300]}'), '2022-02-24');
SELECT pg_temp.has('4', who, figure, expected) FROM (VALUES
    ('A', 'rerouted', '50/3'),
    ('A', 'attributed', '12.5'),
    ('A', 'SOURCING', '2.25'),
    ('A', 'SOURCING.threshold', '2.25'),
    ('A', 'SOURCING.fired', 'true')) AS v(who, figure, expected);

SELECT pg_temp.run('5', pg_temp.annual('{"S>A": [100, 400], "A>T": [1, 5], "A>D": [50, 150], "A>O": [300, 300]}'), '2022-02-24');
SELECT pg_temp.has('5', who, figure, expected) FROM (VALUES
    ('A', 'SURGE', '5'),
    ('A', 'SURGE.fired', 'true'),
    ('A', 'TARGETED', '1/26'),
    ('A', 'TARGETED.fired', 'false'),
    ('A', 'SOURCING', '4'),
    ('A', 'SOURCING.fired', 'false'),
    ('A', 'flagged', 'false')) AS v(who, figure, expected);

SELECT pg_temp.run('6', pg_temp.annual('{"A>T": [2, 200], "B>T": [3, 200], "S>A": [9, 9]}'), '2022-02-24');
SELECT pg_temp.has('6', who, figure, expected) FROM (VALUES
    ('A', 'NEW_ROUTE.fired', 'true'),
    ('A', 'SURGE.fired', 'false'),
    ('A', 'NEW_ROUTE', '200'),
    ('B', 'SURGE.fired', 'true'),
    ('B', 'SURGE', '200/3')) AS v(who, figure, expected);

SELECT pg_temp.run('7', pg_temp.annual('{"S>A": [12, 24], "A>T": [12, 48], "S>T": [12, 12]}', 2019, 3), '2020-01-01');
SELECT pg_temp.has('7', who, figure, expected) FROM (VALUES
    ('A', 'inflow_before', '1'),
    ('A', 'inflow_after', '2'),
    ('A', 'outflow_before', '1'),
    ('A', 'outflow_after', '4'),
    ('A', 'direct_before', '1'),
    ('A', 'direct_after', '1'),
    ('A', 'months_before', '12'),
    ('A', 'months_after', '12'),
    ('A', 'SOURCING', '2'),
    ('A', 'SOURCING.fired', 'false')) AS v(who, figure, expected);

SELECT pg_temp.run('7 with coverage', pg_temp.annual('{"S>A": [12, 24], "A>T": [12, 48], "S>T": [12, 12]}', 2019, 3), '2020-01-01', coverage => '[2019-01-01,2023-01-01)');
SELECT pg_temp.has('7 with coverage', who, figure, expected) FROM (VALUES
    ('A', 'inflow_after', '2/3'),
    ('A', 'direct_after', '1/3'),
    ('A', 'months_after', '36'),
    ('A', 'SURGE', '4/3'),
    ('A', 'SURGE.fired', 'false')) AS v(who, figure, expected);

SELECT pg_temp.run('8', pg_temp.annual('{"V>A": [60, 600], "A>T": [1, 500], "V>T": [300, 30], "V>O": [100, 100], "A>O": [1, 1]}'), '2022-02-24', origins => '{*}');
SELECT pg_temp.has('8', who, figure, expected) FROM (VALUES
    ('A', 'inflow_before', '5'),
    ('A', 'inflow_after', '50'),
    ('A', 'direct_before', '25'),
    ('A', 'direct_after', '2.5'),
    ('A', 'attributed', '499/12'),
    ('A', 'controls', '1'),
    ('A', 'SOURCING', '10'),
    ('A', 'WASH.fired', NULL),
    ('A', 'NOT_A_SOURCE', '1/60'),
    ('A', 'flagged', 'true'),
    ('V', 'direct_before', '1/12'),
    ('V', 'inflow_before', '0'),
    ('V', 'inflow_after', '0'),
    ('V', 'flagged', 'false')) AS v(who, figure, expected);

SELECT pg_temp.run('9', (SELECT trade_matrix(x, i, d::date, CASE x WHEN 'A' THEN 90 ELSE 10 END)
    FROM generate_series(timestamp '2020-06-01', '2022-08-01', '1 month') AS d, (VALUES ('S', 'A'), ('S', 'O'), ('A', 'T')) AS f(x, i)
    WHERE x = 'S' OR extract(month FROM d) = 6), '2022-06-01', 24);
SELECT pg_temp.has('9', who, figure, expected) FROM (VALUES
    ('A', 'outflow_before', '30'),
    ('A', 'outflow_after', '30'),
    ('A', 'SURGE', '1'),
    ('A', 'onset_in', NULL),
    ('A', 'onset_out', NULL)) AS v(who, figure, expected);

SELECT pg_temp.run('9 plain', (SELECT trade_matrix(x, i, d::date, CASE x WHEN 'A' THEN 90 ELSE 10 END)
    FROM generate_series(timestamp '2020-06-01', '2022-08-01', '1 month') AS d, (VALUES ('S', 'A'), ('S', 'O'), ('A', 'T')) AS f(x, i)
    WHERE x = 'S' OR extract(month FROM d) = 6), '2022-06-01', 24, seasonal => false);
SELECT pg_temp.has('9 plain', who, figure, expected) FROM (VALUES
    ('A', 'outflow_before', '7.5'),
    ('A', 'SURGE', '4'),
    ('A', 'SURGE.fired', 'false')) AS v(who, figure, expected);

SELECT pg_temp.run('9 plain, not steady', (SELECT trade_matrix(x, i, d::date, CASE x WHEN 'A' THEN 90 ELSE 10 END)
    FROM generate_series(timestamp '2020-06-01', '2022-08-01', '1 month') AS d, (VALUES ('S', 'A'), ('S', 'O'), ('A', 'T')) AS f(x, i)
    WHERE x = 'S' OR extract(month FROM d) = 6), '2022-06-01', 24, seasonal => false, thresholds => '{"min_value": 1, "steady_ratio": 0}');
SELECT pg_temp.has('9 plain, not steady', who, figure, expected) FROM (VALUES
    ('A', 'SURGE', '4'),
    ('A', 'SURGE.fired', 'true')) AS v(who, figure, expected);

SELECT pg_temp.run('10', pg_temp.monthly('{"A>T": [[3, 23], 9, 12, 3, 10, 20, 30, 2, 2, 2], "S>A": [[10, 24], 10, 30, 30, 40, 50, 10, 10, 10], "S>O": [[10, 32]]}', '2020-03-01'),
    '2022-03-01', 24, seasonal => false);
SELECT pg_temp.has('10', who, figure, expected) FROM (VALUES
    ('A', 'onset_in', '2022-04-01'),
    ('A', 'onset_out', '2022-05-01'),
    ('A', 'last_out', '2022-07-01'),
    ('A', 'SURGE', '81/26'),
    ('A', 'SOURCING', '19/8'),
    ('A', 'flagged', 'true')) AS v(who, figure, expected);

SELECT pg_temp.run('11', pg_temp.annual('{"S>A": [1200, 1620], "S>O": [1200, 1320], "A>T": [60, 360], "A>D": [600, 600]}'), '2022-02-24');
SELECT pg_temp.has('11', who, figure, expected) FROM (VALUES
    ('A', 'rerouted', '25'),
    ('A', 'attributed', '25'),
    ('A', 'TARGETED', '1'),
    ('A', 'SURGE', '6'),
    ('A', 'NOT_A_SOURCE', '1/2'),
    ('A', 'SOURCING', '27/22'),
    ('A', 'SOURCING.fired', 'false'),
    ('A', 'grade', NULL),
    ('A', 'active', '1'),
    ('A', 'largest_share', '1')) AS v(who, figure, expected);

SELECT pg_temp.run('12', pg_temp.annual('{"S>A": [1080, 1200, 1320, 1500, 1620, 1740], "S>O": [1200, 1200, 1200, 1320, 1320, 1320], "A>T": [60, 60, 60, 240, 360, 480], "A>D": [600, 600, 600, 600, 600, 600]}', 2019, 1), '2022-01-01', 36);
SELECT pg_temp.has('12', who, figure, expected) FROM (VALUES
    ('A', 'inflow_before', '100'),
    ('A', 'inflow_after', '135'),
    ('A', 'SOURCING', '27/22'),
    ('A', 'SOURCING.fired', 'false'),
    ('A', 'flagged', 'false'),
    ('A', 'grade', 'possible'),
    ('A', 'score', '0.6815'),
    ('A', 'active', '3'),
    ('A', 'largest_share', '4/9'),
    ('A', 'attributed', '25')) AS v(who, figure, expected);

SELECT pg_temp.run('13', pg_temp.annual('{"S>A": [1080, 1200, 1320, 1500, 1620, 1740], "S>O": [1200, 1200, 1200, 1320, 1320, 1320], "A>T": [60, 60, 60, 240, 360, 480], "A>D": [600, 600, 600, 930, 930, 930]}', 2019, 1), '2022-01-01', 36);
SELECT pg_temp.has('13', who, figure, expected) FROM (VALUES
    ('A', 'attributed', '250/21'),
    ('A', 'grade', NULL),
    ('A', 'TARGETED', '10/21')) AS v(who, figure, expected);

SELECT pg_temp.run('14', pg_temp.annual('{"S>A": [1080, 1200, 1320, 1500, 1620, 1740], "S>O": [1200, 1200, 1200, 1320, 1320, 1320], "A>T": [60, 60, 60, 240, 360, 480], "A>D": [600, 600, 600, 600, 600, 600], "A>O": [601, 601, 601, 601, 601, 601]}', 2019, 1), '2022-01-01', 36);
SELECT pg_temp.has('14', who, figure, expected) FROM (VALUES
    ('A', 'NOT_A_SOURCE', '1201/1200'),
    ('A', 'grade', NULL),
    ('A', 'attributed', '25')) AS v(who, figure, expected);

SELECT pg_temp.run('15', pg_temp.monthly('{"S>A": [[10, 24], [40, 12]], "S>O": [[10, 36]], "A>T": [[1, 24], [1, 5], 254, [1, 6]]}', '2020-01-01'), '2022-01-01', 24);
SELECT pg_temp.has('15', who, figure, expected) FROM (VALUES
    ('A', 'outflow_after', '265/12'),
    ('A', 'SURGE.fired', 'false'),
    ('A', 'SURGE', '265/12'),
    ('A', 'grade', NULL),
    ('A', 'SOURCING', '4'),
    ('A', 'SOURCING.fired', 'true'),
    ('A', 'onset_out', NULL),
    ('A', 'last_out', '2022-06-01'),
    ('A', 'active', '1'),
    ('A', 'largest_share', '254/265')) AS v(who, figure, expected);

SELECT pg_temp.run('16', pg_temp.monthly('{"S>A": [[10, 24], [40, 12]], "S>O": [[10, 36]], "A>T": [[1, 24], [2, 5], 243, [2, 6]]}', '2020-01-01'), '2022-01-01', 24);
SELECT pg_temp.has('16', who, figure, expected) FROM (VALUES
    ('A', 'SURGE', '265/12'),
    ('A', 'SURGE.fired', 'true'),
    ('A', 'grade', 'traced'),
    ('A', 'active', '12'),
    ('A', 'largest_share', '243/265')) AS v(who, figure, expected);

SELECT pg_temp.run('17', pg_temp.monthly('{"S>A": [[10, 24], [40, 3]], "S>O": [[10, 27]], "A>T": [[0, 25], 90, 0]}', '2020-01-01'), '2022-01-01', 24);
SELECT pg_temp.has('17', who, figure, expected) FROM (VALUES
    ('A', 'NEW_ROUTE.fired', 'false'),
    ('A', 'NEW_ROUTE', '90'),
    ('A', 'active', '1'),
    ('A', 'largest_share', '1'),
    ('A', 'grade', NULL)) AS v(who, figure, expected);

SELECT pg_temp.run('18', pg_temp.monthly('{"S>A": [[10, 24], [40, 2]], "S>O": [[10, 26]], "A>T": [[0, 25], 60]}', '2020-01-01'), '2022-01-01', 24);
SELECT pg_temp.has('18', who, figure, expected) FROM (VALUES
    ('A', 'NEW_ROUTE.fired', 'true'),
    ('A', 'NEW_ROUTE', '60'),
    ('A', 'grade', 'traced')) AS v(who, figure, expected);

-- a pair that is no accomplice's: with all labels as control A's base would be 120 x 1500/840
SELECT is((SELECT count(*) FROM found), 25::bigint, 'every world had its candidates');
SELECT is((SELECT f #>> '{SURGE,sentence}' FROM found WHERE world = '15'),
    'Exports to T rose 22.1-fold, from 1 to 22.1 a month, but only 1-fold without 2022-06.', '15: one month of 22 is no route');
SELECT is((SELECT f #>> '{SURGE,sentence}' FROM found WHERE world = '16'),
    'Exports to T rose 22.1-fold, from 1 to 22.1 a month, 91.7 % of it in 2022-06 alone.', '16: the share of one month');
SELECT is((SELECT f #>> '{NEW_ROUTE,sentence}' FROM found WHERE world = '17'),
    'Exports to T began, but without 2022-02 there are none.', '17: nothing is left');
SELECT is((SELECT f #>> '{SURGE,sentence}' FROM found WHERE world = '10'),
    'Exports to T rose 3.12-fold, from 3.25 to 10.1 a month; last above their earlier peak in 2022-07.', '10: it is over');
SELECT is((SELECT f #>> '{SOURCING,sentence}' FROM found WHERE world = '11'),
    'Purchases from the origins, 135 a month where 110 were to be expected, are below 2.25 times as much, which is asked where each window has one period.', '11: the square of the ratio');
SELECT is((SELECT f #>> '{SOURCING,sentence}' FROM found WHERE world = '12'),
    'Purchases from the origins, 135 a month where 110 were to be expected, are below 1.5 times as much. Yet extra purchases of 25 a month, 3.06 times their usual swing, cover 100 % of the extra exports to T.', '12: why it is possible all the same');
SELECT is((SELECT f #>> '{NOT_A_SOURCE,sentence}' FROM found WHERE world = '3' AND f ->> 'intermediary' = 'A'),
    'Not evaluable: the data hold no exports of third countries to others than T.', '3: what the file does not hold');
SELECT is((SELECT f #>> '{SOURCING,sentence}' FROM found WHERE world = '3' AND f ->> 'intermediary' = 'A'),
    'Purchases from the origins rose from 10 to 30 a month, 3 times the earlier average: nobody without such a rise is left to compare with.', '3: nobody is left');
SELECT is((SELECT f #>> '{WASH,sentence}' FROM found WHERE world = '8' AND f ->> 'intermediary' = 'A'),
    'Not evaluable: the origins are not named.', '8: origins are all');

SELECT * FROM finish();
ROLLBACK;
