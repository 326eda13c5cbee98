-- Windows: a year, a quarter, a month or a range
SELECT w::trade_window FROM (VALUES ('2023'), ('2023-Q1'), ('2023-03'), ('2023-03-15'),
    ('2023-H1'), ('2023Q1'), ('2023M03'), ('202303'), ('2023-03-31T23:30:00-05:00'), ('[2022-03-01,2023-03-01)'), ('[2022-01-01,2022-12-31]')) AS v(w);
SELECT 2023::trade_window AS year, '2023-03-15'::date::trade_window AS month, daterange('2022-04-01', '2022-07-01')::trade_window AS quarter,
    '2023-03-31 23:30'::timestamp::trade_window AS month_of_timestamp;
-- What is no window
SELECT '2023-13'::trade_window;
SELECT '202313'::trade_window;
SELECT '10000Q1'::trade_window;
SELECT 202303::trade_window;
SELECT '[2022-03-05,2023-03-01)'::trade_window;
SELECT daterange('2022-01-01', '2022-12-31')::trade_window;
SELECT '[2023-03-01,2023-03-01)'::trade_window;
SELECT 'empty'::daterange::trade_window;
SELECT daterange('2022-03-01', NULL)::trade_window;
SELECT '(,)'::trade_window;
SELECT 'infinity'::date::trade_window;
-- Years that are months
SELECT trade_growth(period, 1.5, 2023) FROM (VALUES (202212), (202301)) AS v(period);
-- A window has no = (it is ===): some_date = 2023 would parse
-- the hint reads differently from 19
\set VERBOSITY terse
SELECT '2023'::trade_window = '2023'::trade_window;
\set VERBOSITY default
