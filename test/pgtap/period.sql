-- trade_window: reading, printing, casts and what is refused.
BEGIN;
SELECT plan(175);

SELECT is(text::trade_window::text, expected, 'reads ' || text)
FROM (VALUES
    ('2023', '2023'), ('0001', '0001'), ('9999', '9999'), (E' 2023\t', '2023'),
    ('2023-Q1', '2023-Q1'), ('2023-q4', '2023-Q4'), ('2023-03', '2023-03'), ('2023-12', '2023-12'),
    ('2023-03-15', '2023-03'), ('2024-02-29', '2024-02'),
    ('[2022-03-01,2023-03-01)', '[2022-03-01,2023-03-01)'), ('[2022-03-01,2023-02-28]', '[2022-03-01,2023-03-01)'),
    ('(2022-02-28,2023-03-01)', '[2022-03-01,2023-03-01)'), ('[ 2022-01-01 , 2023-01-01 )', '2022'),
    ('[2022-01-01,2022-12-31]', '2022'), ('[2022-04-01,2022-07-01)', '2022-Q2'), ('[2022-05-01,2022-08-01)', '[2022-05-01,2022-08-01)'),
    ('[2022-05-01,2022-06-01)', '2022-05'), ('[2022-01-01,2024-01-01)', '[2022-01-01,2024-01-01)'),
    ('[0001-01-01,10000-01-01)', '[0001-01-01,10000-01-01)'), ('[9999-02-01,9999-12-31]', '[9999-02-01,10000-01-01)'),
    -- as statistical offices write them
    ('2023Q1', '2023-Q1'), ('2023q4', '2023-Q4'), ('2023 Q2', '2023-Q2'), ('9999Q4', '9999-Q4'),
    ('2023-H1', '2023-H1'), ('2023H2', '2023-H2'), ('2023-h1', '2023-H1'), ('[2023-07-01,2024-01-01)', '2023-H2'),
    ('2023M03', '2023-03'), ('2023M3', '2023-03'), ('2023-M12', '2023-12'), ('2023m01', '2023-01'),
    ('202303', '2023-03'), (' 202312 ', '2023-12'), ('000101', '0001-01'), ('20230315', '2023-03'), ('20240229', '2024-02'),
    -- a date-time is in the month that is written, whatever its zone
    ('2023-03-31T23:59:59Z', '2023-03'), ('2023-03-31T23:59:59-12:00', '2023-03'), ('2023-03-01T00:00:00+14:00', '2023-03'),
    ('2023-03-15 12:30', '2023-03'), ('2023-03-15t12:30:15.123456', '2023-03'), ('2023-03-15 12:30:15,5z', '2023-03'),
    ('2023-03-15 12:30:15+0530', '2023-03'), ('2023-03-15 12:30:15 -08', '2023-03'), ('1850-03-15 12:30:15+00:53:28', '1850-03'),
    -- blanks
    (E'\t2023-Q1\n', '2023-Q1'), (' 2023-03 ', '2023-03'), (' 2023-03-15  ', '2023-03'), (E'\r\n[2022-01-01,2023-01-01)\r\n', '2022'),
    (' 2023-03-15  12:30:00  Z ', '2023-03')
) AS w(text, expected);

SELECT throws_ok(format('SELECT %L::trade_window', text), code, NULL, 'refuses ' || text)
FROM (VALUES
    ('', '22P02'), ('23', '22P02'), ('2023-', '22P02'), ('2023-Q5', '22P02'), ('2023-Q', '22P02'), ('2023-13', '22P02'), ('2023-3', '22P02'),
    ('2023-02-29', '22P02'), ('2023x', '22P02'), ('2023-03 x', '22P02'), ('[2022-03-01', '22P02'), ('[2022-03-01,2023-03-01', '22P02'),
    ('[2022-03-01,2023-02-29)', '22P02'), ('[2022-03,2023-03)', '22P02'), ('[2022-03-01,2023-03-01)x', '22P02'), ('2022-03-01,2023-03-01', '22P02'),
    ('2023Q', '22P02'), ('2023Q0', '22P02'), ('2023Q5', '22P02'), ('2023Q01', '22P02'), ('2023H3', '22P02'), ('2023H0', '22P02'),
    ('2023M13', '22P02'), ('2023M00', '22P02'), ('2023M003', '22P02'), ('2023-M', '22P02'), ('2023S1', '22P02'), ('2023QQ1', '22P02'),
    ('202300', '22P02'), ('202313', '22P02'), ('2023-0', '22P02'), ('20230230', '22P02'), ('20231301', '22P02'), ('2023 03', '22P02'), ('2023 2024', '22P02'),
    ('2023-03-15T', '22P02'), ('2023-03-15T12', '22P02'), ('2023-03-15T24:00', '22P02'), ('2023-03-15T12:60', '22P02'), ('2023-03-15T12:00:61', '22P02'),
    ('2023-03-15T12:00:00.', '22P02'), ('2023-03-15T12:00:00+', '22P02'), ('2023-03-15T12:00:00+1', '22P02'), ('2023-03-15T12:00:00+16:00', '22P02'),
    ('2023-03-15T12:00:00ZZ', '22P02'), ('2023-03-15T12:00:00 CET', '22P02'), ('2023-03T12:00', '22P02'), ('2023T12:00', '22P02'), ('2023-03-15  x', '22P02'),
    ('0000', '22003'), ('10000', '22003'), ('20233', '22003'), ('000003', '22003'), ('00000315', '22003'), ('0000Q1', '22003'), ('10000M03', '22003'), ('10000-03-15T12:00', '22003'), ('[0000-01-01,2023-01-01)', '22003'), ('[9999-01-01,10000-01-01]', '22003'),
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

-- what the server makes of bytes from a client: a binary COPY of one value
CREATE TEMP TABLE wire (w trade_window);
CREATE FUNCTION pg_temp.receive(bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    stream bytea := int4send(length(bytes)) || bytes;
    octal text;
BEGIN
    SELECT string_agg(format('\%s%s%s', b / 64, b / 8 % 8, b % 8), '' ORDER BY i) INTO octal
    FROM (SELECT i, get_byte(stream, i) AS b FROM generate_series(0, length(stream) - 1) AS i) AS byte;
    TRUNCATE wire;
    EXECUTE format('COPY wire FROM PROGRAM %L (FORMAT binary)',
        $sh$printf 'PGCOPY\n\377\r\n\000$sh$ || repeat('\000', 8) || '\000\001' || octal || $sh$\377\377'$sh$);
    RETURN (SELECT w::text FROM wire);
END $$;
SELECT is(pg_temp.receive(bytes), expected, 'receives ' || expected)
FROM (VALUES ('2023-Q1'::bytea, '2023-Q1'), ('202303', '2023-03'), ('[2022-03-01,2023-03-01)', '[2022-03-01,2023-03-01)')) AS v(bytes, expected);
SELECT throws_ok(format('SELECT pg_temp.receive(%L)', bytes), '22P03', NULL, 'binary input refused: ' || why)
FROM (VALUES ('\x'::bytea, 'nothing'), ('\x3230323300', 'a zero byte behind'), ('\x0032303233', 'a zero byte before'), ('\x32303233c3a9', 'a letter beyond ASCII'),
    ('\x32303233ff', 'no text in any encoding'), ('10000', 'a year out of range'), ('2023-13', 'no month'), ('[2022-03-05,2023-03-01)', 'a cut month'), ('empty', 'an empty range'),
    ('2023' || repeat(' ', 300)::bytea, 'too many bytes')) AS v(bytes, why);
SELECT is(trade_window_send('2023-H1'), convert_to('2023-H1', 'UTF8'), 'binary is the text');

-- soft errors
SELECT current_setting('server_version_num')::integer >= 160000 AS has_soft_errors \gset
\if :has_soft_errors
SELECT ok(pg_input_is_valid('2023Q1', 'trade_window') AND NOT pg_input_is_valid('2023Q5', 'trade_window') AND NOT pg_input_is_valid('10000', 'trade_window')
    AND NOT pg_input_is_valid('(,)', 'trade_window') AND NOT pg_input_is_valid('[2022-03-05,2023-03-01)', 'trade_window'), 'soft errors');
\else
SELECT skip('soft errors exist from PostgreSQL 16', 1);
\endif

-- casts
SELECT is((2023::smallint::trade_window)::text, '2023', 'smallint');
SELECT is(daterange('2022-03-01', '2023-02-28', '[]')::trade_window::text, '[2022-03-01,2023-03-01)', 'daterange');
SELECT is(NULL::daterange::trade_window::text, NULL, 'NULL stays NULL');
SELECT is(timestamp '2023-03-31 23:59:59.999999'::trade_window::text, '2023-03', 'timestamp');
SELECT throws_ok('SELECT timestamp ''infinity''::trade_window', '22003');
SELECT throws_ok('SELECT timestamp ''0044-03-15 BC''::trade_window', '22003');
SELECT throws_ok('SELECT timestamp ''10000-01-01''::trade_window', '22003');
SELECT throws_ok('SELECT timestamptz ''-infinity''::trade_window', '22003');
SET LOCAL TimeZone = 'Pacific/Kiritimati';
SELECT is(timestamptz '2023-03-31 20:00+00'::trade_window::text, '2023-04', 'timestamptz is in the month of the session''s zone');
SELECT is(trade_growth(d, 1::bigint, timestamptz '2023-03-31 20:00+00'), 0::double precision, 'it is taken for a window')
FROM (VALUES (date '2023-04-01'), ('2022-04-01')) AS v(d);
SET LOCAL TimeZone = 'America/Los_Angeles';
SELECT is(timestamptz '2023-04-01 05:00+00'::trade_window::text, '2023-03', 'another zone, another month');
SELECT is(provolatile, 's', 'so the cast is STABLE') FROM pg_proc WHERE oid = 'trade_window(timestamptz)'::regprocedure;
SELECT is(provolatile, 'i', 'that of timestamp is IMMUTABLE') FROM pg_proc WHERE oid = 'trade_window(timestamp)'::regprocedure;
SELECT throws_like('SELECT 202303::trade_window', '%202303 is out of range%');
SELECT throws_ok('SELECT 0::trade_window', '22003');
SELECT throws_ok('SELECT ''infinity''::date::trade_window', '22003');
SELECT throws_ok('SELECT ''0001-12-31 BC''::date::trade_window', '22003');
SELECT throws_ok('SELECT daterange(''2022-03-02'', ''2023-03-01'')::trade_window', '22023');
SELECT throws_ok('SELECT daterange(''2022-03-01'', ''infinity'')::trade_window', '22023');
SELECT throws_ok('SELECT daterange(''2022-03-01'', ''10000-01-02'')::trade_window', '22003');
SELECT throws_ok('SELECT ''2023-01-01''::date = 2023', '42883', NULL, 'a date does not equal an integer by way of windows');
-- Every function that takes a window takes a literal, an untyped parameter, NULL and a
-- typed value in its place; the other arguments are typed.
CREATE TEMP TABLE taker AS
SELECT p.oid::regprocedure AS function, p.prokind, a.i, a.n,
    string_agg(format('%s::%s', CASE WHEN t.i = a.i THEN '%1$s' ELSE 'NULL' END,
                      CASE WHEN t.i = a.i THEN '%2$s' ELSE format_type(t.type, NULL) END), ', ' ORDER BY t.i) AS arguments
FROM pg_proc AS p
JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions',
     LATERAL (SELECT i, count(*) OVER () AS n FROM unnest(p.proargtypes) WITH ORDINALITY AS a(type, i) WHERE type = 'trade_window'::regtype) AS a,
     LATERAL unnest(p.proargtypes) WITH ORDINALITY AS t(type, i)
WHERE p.proname !~ '^trade_window' AND NOT 'internal'::regtype = ANY (p.proargtypes)
GROUP BY p.oid, p.prokind, a.i, a.n;
SELECT cmp_ok(count(*), '>', 40::bigint, 'functions take windows') FROM taker;

CREATE FUNCTION pg_temp.planned(function regprocedure, arguments text, value text, typed text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE call text := format('SELECT * FROM (SELECT %s(%s)) AS q', function::oid::regproc,
    CASE WHEN typed = '' THEN format(replace(arguments, '::%2$s', ''), value) ELSE format(arguments, value, typed) END);
BEGIN
    EXECUTE 'PREPARE window_taker AS ' || call;
    DEALLOCATE window_taker;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ' ' || call;
END $$;
SELECT is_empty(format($$SELECT function, problem FROM taker, pg_temp.planned(function, arguments, %L, %L) AS problem
    WHERE problem IS NOT NULL$$, value, typed), format('every function takes %s%s', value, '::' || nullif(typed, '')))
FROM (VALUES ('''2023''', ''), ('''202303''', ''), ('''2023-03-15T12:00:00Z''', ''), ('NULL', ''), ('$1', ''), ('2023', ''),
    ('2023', 'smallint'), ('''2023-03-01''', 'date'), ('''[2022-03-01,2023-03-01)''', 'daterange'),
    ('''2023-03-01''', 'timestamp'), ('''2023-03-01''', 'timestamptz')) AS v(value, typed);

SELECT is_empty($$SELECT oid::regoperator FROM pg_operator WHERE 'trade_window'::regtype IN (oprleft, oprright) AND oprname IN ('=', '<>', '<', '<=', '>', '>=')$$, 'no operator of a usual name');

SELECT * FROM finish();
ROLLBACK;
