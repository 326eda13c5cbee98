-- Windows: a year, a quarter, a month or a range
SELECT w::trade_window FROM (VALUES ('2023'), ('2023-Q1'), ('2023-03'), ('2023-03-15'),
    ('[2022-03-01,2023-03-01)'), ('[2022-01-01,2022-12-31]')) AS v(w);
SELECT 2023::trade_window AS year, '2023-03-15'::date::trade_window AS month, daterange('2022-04-01', '2022-07-01')::trade_window AS quarter;
-- What is no window
SELECT '2023-13'::trade_window;
SELECT '202303'::trade_window;
SELECT 202303::trade_window;
SELECT '[2022-03-05,2023-03-01)'::trade_window;
SELECT daterange('2022-01-01', '2022-12-31')::trade_window;
SELECT '[2023-03-01,2023-03-01)'::trade_window;
SELECT 'empty'::daterange::trade_window;
SELECT daterange('2022-03-01', NULL)::trade_window;
SELECT '(,)'::trade_window;
SELECT 'infinity'::date::trade_window;
-- A window has no = (it is ===): some_date = 2023 would parse
-- the hint reads differently from 19
\set VERBOSITY terse
SELECT '2023'::trade_window = '2023'::trade_window;
\set VERBOSITY default
