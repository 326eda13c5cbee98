-- yoy_growth against a self-join on the calendar, on data with gaps.
BEGIN;
SELECT plan(11);
SELECT setseed(0.3);
CREATE TEMP TABLE flow AS
SELECT c, (date '1999-01-01' + (m || ' months')::interval)::date AS period, round((random() * 1000)::numeric, 3) AS value
FROM generate_series(1, 40) AS c, generate_series(0, 250) AS m WHERE random() < 0.7;
UPDATE flow SET value = NULL WHERE random() < 0.05;
UPDATE flow SET value = 0 WHERE random() < 0.05;
UPDATE flow SET value = -value WHERE random() < 0.02;

CREATE TEMP TABLE oracle AS
SELECT f.c, f.period, CASE WHEN b.value > 0 AND f.value >= 0 THEN (f.value - b.value)::float8 / b.value::float8 END AS growth
FROM flow AS f LEFT JOIN flow AS b ON b.c = f.c AND b.period = (f.period - interval '1 year')::date;

SELECT results_eq(
    'SELECT c, period, yoy_growth(period, value) OVER (PARTITION BY c ORDER BY period) FROM flow ORDER BY 1, 2',
    'SELECT * FROM oracle ORDER BY 1, 2', 'rising order equals the self-join to the bit');
SELECT results_eq(
    'SELECT c, period, yoy_growth(period, value) OVER (PARTITION BY c ORDER BY period DESC) FROM flow ORDER BY 1, 2',
    'SELECT * FROM oracle ORDER BY 1, 2', 'falling order gives the same');
SELECT results_eq(
    'SELECT c, period, yoy_growth(period, value) OVER (PARTITION BY c ORDER BY period ROWS BETWEEN CURRENT ROW AND CURRENT ROW) FROM flow ORDER BY 1, 2',
    'SELECT * FROM oracle ORDER BY 1, 2', 'the frame is ignored');
SELECT results_eq(
    'SELECT c, period, yoy_growth(extract(year FROM period)::int * 1, value::float8) OVER (PARTITION BY c ORDER BY period) FROM flow WHERE extract(month FROM period) = 3 ORDER BY 1, 2',
    'SELECT * FROM oracle WHERE extract(month FROM period) = 3 ORDER BY 1, 2', 'integer years give the same');
SELECT is((SELECT count(*) FROM oracle WHERE growth IS NOT NULL) > 2000, true, 'the oracle has figures');
SELECT throws_ok('SELECT yoy_growth(p, 1::bigint) OVER () FROM (VALUES (2020), (2022), (2021)) AS v(p)', '22023');
SELECT throws_ok('SELECT yoy_growth(p, 1::bigint) OVER () FROM (VALUES (2020), (NULL)) AS v(p)', '22004');
SELECT throws_ok('SELECT yoy_growth(p, ''NaN''::float8) OVER () FROM (VALUES (2020)) AS v(p)', '22023');
SELECT throws_ok('SELECT yoy_growth(p, 1.0) OVER () FROM (VALUES (''0044-03-15 BC''::date)) AS v(p)', '22003');
SELECT throws_ok('SELECT yoy_growth(p, 1::bigint) OVER () FROM (VALUES (2020), (2020)) AS v(p)', '22023', 'periods of yoy_growth must strictly rise or fall: 2020 after 2020', 'years are called years');
SELECT throws_ok('SELECT yoy_growth(p, 1::bigint) OVER () FROM (VALUES (''2020-01-07''::date), (''2020-01-31'')) AS v(p)', '22023', 'periods of yoy_growth must strictly rise or fall: 2020-01 after 2020-01', 'months are called months');
SELECT * FROM finish();
ROLLBACK;
