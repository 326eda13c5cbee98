-- trade_window: reading, printing, casts and what is refused.
BEGIN;
SELECT plan(68);

SELECT is(text::trade_window::text, expected, 'reads ' || text)
FROM (VALUES
    ('2023', '2023'), ('0001', '0001'), ('9999', '9999'), (E' 2023\t', '2023'),
    ('2023-Q1', '2023-Q1'), ('2023-q4', '2023-Q4'), ('2023-03', '2023-03'), ('2023-12', '2023-12'),
    ('2023-03-15', '2023-03'), ('2024-02-29', '2024-02'),
    ('[2022-03-01,2023-03-01)', '[2022-03-01,2023-03-01)'), ('[2022-03-01,2023-02-28]', '[2022-03-01,2023-03-01)'),
    ('(2022-02-28,2023-03-01)', '[2022-03-01,2023-03-01)'), ('[ 2022-01-01 , 2023-01-01 )', '2022'),
    ('[2022-01-01,2022-12-31]', '2022'), ('[2022-04-01,2022-07-01)', '2022-Q2'), ('[2022-05-01,2022-08-01)', '[2022-05-01,2022-08-01)'),
    ('[2022-05-01,2022-06-01)', '2022-05'), ('[2022-01-01,2024-01-01)', '[2022-01-01,2024-01-01)'),
    ('[0001-01-01,10000-01-01)', '[0001-01-01,10000-01-01)'), ('[9999-02-01,9999-12-31]', '[9999-02-01,10000-01-01)')
) AS w(text, expected);

SELECT throws_ok(format('SELECT %L::trade_window', text), code, NULL, 'refuses ' || text)
FROM (VALUES
    ('', '22P02'), ('23', '22P02'), ('2023-', '22P02'), ('2023-Q5', '22P02'), ('2023-Q', '22P02'), ('2023-13', '22P02'), ('2023-3', '22P02'),
    ('2023-02-29', '22P02'), ('2023x', '22P02'), ('2023-03 x', '22P02'), ('[2022-03-01', '22P02'), ('[2022-03-01,2023-03-01', '22P02'),
    ('[2022-03-01,2023-02-29)', '22P02'), ('[2022-03,2023-03)', '22P02'), ('[2022-03-01,2023-03-01)x', '22P02'), ('2022-03-01,2023-03-01', '22P02'),
    ('0000', '22003'), ('10000', '22003'), ('202303', '22003'), ('[0000-01-01,2023-01-01)', '22003'), ('[9999-01-01,10000-01-01]', '22003'),
    ('empty', '22023'), ('[2023-03-01,2023-03-01)', '22023'), ('[2023-03-01,2022-03-01)', '22023'),
    ('[,2023-01-01)', '22023'), ('[2023-01-01,)', '22023'), ('(,)', '22023'), ('[2023-01-01,infinity)', '22023'),
    ('[2023-01-02,2024-01-01)', '22023'), ('[2023-01-01,2023-12-31)', '22023'), ('[2023-01-05,2023-01-09)', '22023')
) AS w(text, code);

-- the calendar: every first and last day, and every 13th
CREATE TEMP TABLE day AS
SELECT d::date FROM generate_series('0001-01-01'::timestamp, '9999-12-31', '13 days') AS d
UNION ALL SELECT d::date FROM generate_series('0001-01-01'::timestamp, '9999-12-01', '1 month') AS d
UNION ALL SELECT d::date - 1 FROM generate_series('0001-02-01'::timestamp, '10000-01-01', '1 month') AS d;
SELECT is(count(*), 0::bigint, 'the window of a day is its month')
FROM day WHERE d::trade_window::text <> to_char(d, 'YYYY-MM');
SELECT is(count(*), 0::bigint, 'the window of a year is the year')
FROM generate_series(1, 9999) AS y WHERE y::trade_window::text <> to_char(y, 'FM0000');

-- every window of 3 years reads back, from text and from the range it prints
CREATE TEMP TABLE some_window AS
SELECT a, b, daterange(a, b) AS range, daterange(a, b)::trade_window AS w
FROM generate_series(0, 47) AS i, generate_series(i + 1, 48) AS j,
     LATERAL (SELECT ('2021-01-01'::date + make_interval(months => i))::date, ('2021-01-01'::date + make_interval(months => j))::date) AS d(a, b);
SELECT is(count(*), 0::bigint, 'text reads back to the same window')
FROM some_window WHERE w::text::trade_window::text <> w::text OR range::text::trade_window::text <> w::text;
SELECT is(count(DISTINCT w::text), count(*), 'different windows print differently') FROM some_window;

-- binary
\copy some_window (w) TO PROGRAM 'cat > "${TMPDIR:-/tmp}/sanctions_period.$PPID"' (FORMAT binary)
CREATE TEMP TABLE back (n serial, w trade_window);
\copy back (w) FROM PROGRAM 'cat "${TMPDIR:-/tmp}/sanctions_period.$PPID"; rm "${TMPDIR:-/tmp}/sanctions_period.$PPID"' (FORMAT binary)
SELECT bag_eq('SELECT w::text FROM some_window', 'SELECT w::text FROM back', 'binary reads back');

-- casts
SELECT is((2023::smallint::trade_window)::text, '2023', 'smallint');
SELECT is(daterange('2022-03-01', '2023-02-28', '[]')::trade_window::text, '[2022-03-01,2023-03-01)', 'daterange');
SELECT is(NULL::daterange::trade_window::text, NULL, 'NULL stays NULL');
SELECT throws_ok('SELECT 0::trade_window', '22003');
SELECT throws_ok('SELECT ''infinity''::date::trade_window', '22003');
SELECT throws_ok('SELECT ''0001-12-31 BC''::date::trade_window', '22003');
SELECT throws_ok('SELECT daterange(''2022-03-02'', ''2023-03-01'')::trade_window', '22023');
SELECT throws_ok('SELECT daterange(''2022-03-01'', ''infinity'')::trade_window', '22023');
SELECT throws_ok('SELECT daterange(''2022-03-01'', ''10000-01-02'')::trade_window', '22003');
SELECT throws_ok('SELECT ''2023-01-01''::date = 2023', '42883', NULL, 'a date does not equal an integer by way of windows');
SELECT is_empty($$SELECT oid::regoperator FROM pg_operator WHERE 'trade_window'::regtype IN (oprleft, oprright) AND oprname IN ('=', '<>', '<', '<=', '>', '>=')$$, 'no operator of a usual name');

SELECT * FROM finish();
ROLLBACK;
