-- trade_series: storage and algebra, forms, hostile input.
BEGIN;
SELECT plan(109);

SET LOCAL client_min_messages = warning;
SELECT setseed(0.42);
CREATE TABLE series_rows AS
SELECT n, (random() * 7)::integer AS part, n % 37 AS g, day, extract(year FROM day)::integer AS year, value, value::numeric AS exact,
    n::bigint * 7919 AS whole
FROM generate_series(1, 6000) AS n,
    LATERAL (SELECT make_date(2010 + (random() ^ 3 * 12)::integer, 1 + (n % 5) + (random() * 7)::integer, 1 + (random() * 27)::integer) AS day,
        CASE WHEN n % 11 = 0 THEN NULL WHEN n % 7 = 0 THEN 0
             WHEN n % 3 = 0 THEN round((random() * 1e9)::numeric, 0)::double precision
             ELSE (random() - 0.3) * 10 ^ (random() * 20 - 6) END AS value) AS r;

-- the text of the series that plain SQL computes
CREATE FUNCTION text_of(periods text[], totals numeric[], counts bigint[]) RETURNS text LANGUAGE sql AS $$
    SELECT '{' || coalesce(string_agg(format('"%s":[%s,%s]', p, trim_scale(v), c), ',' ORDER BY p COLLATE "C"), '') || '}'
    FROM unnest(periods, totals, counts) AS t (p, v, c) $$;
CREATE VIEW by_month AS
SELECT g, text_of(array_agg(period), array_agg(value), array_agg(rows)) AS s FROM (
    SELECT g, to_char(day, 'YYYY-MM') AS period, sum(round(value::numeric, 12)) AS value, count(*) AS rows
    FROM series_rows WHERE value IS NOT NULL GROUP BY 1, 2) AS t GROUP BY g;
CREATE VIEW by_year AS
SELECT g, text_of(array_agg(period), array_agg(value), array_agg(rows)) AS s FROM (
    SELECT g, year::text AS period, sum(round(value::numeric, 12)) AS value, count(*) AS rows
    FROM series_rows WHERE value IS NOT NULL GROUP BY 1, 2) AS t GROUP BY g;

-- all signatures against plain SQL
SELECT bag_eq('SELECT g, trade_series(day, value)::text FROM series_rows GROUP BY g', 'SELECT * FROM by_month', 'dates, double precision');
SELECT bag_eq('SELECT g, trade_series(day, exact)::text FROM series_rows GROUP BY g', 'SELECT * FROM by_month', 'dates, numeric');
SELECT bag_eq('SELECT g, trade_series(year, value)::text FROM series_rows GROUP BY g', 'SELECT * FROM by_year', 'years, double precision');
SELECT bag_eq('SELECT g, trade_series(year, exact)::text FROM series_rows GROUP BY g', 'SELECT * FROM by_year', 'years, numeric');
SELECT bag_eq('SELECT g, trade_series(year, whole)::text FROM series_rows GROUP BY g',
    'SELECT g, text_of(array_agg(p), array_agg(v), array_agg(c)) FROM (SELECT g, year::text, sum(whole), count(*) FROM series_rows GROUP BY 1, 2) AS t (g, p, v, c) GROUP BY g',
    'years, bigint');
SELECT bag_eq('SELECT g, trade_series(day, whole)::text FROM series_rows GROUP BY g',
    'SELECT g, text_of(array_agg(p), array_agg(v), array_agg(c)) FROM (SELECT g, to_char(day, ''YYYY-MM''), sum(whole), count(*) FROM series_rows GROUP BY 1, 2) AS t (g, p, v, c) GROUP BY g',
    'dates, bigint');
SELECT is(trade_series(y, v)::text, '{"2022":[0,1],"2023":[-3,2]}', 'a reported zero is kept, a NULL is not')
FROM (VALUES (2022, 0), (2021, NULL), (2023, -4), (2023, 1)) AS t (y, v);
SELECT is(trade_series(y::smallint, v::integer)::text, '{"2022":[7,1]}', 'smallint and integer') FROM (VALUES (2022, 7)) AS t (y, v);

-- every month there is, in any order, and two far-apart years
CREATE TABLE every_month AS
SELECT n, make_date(1 + n / 12, 1 + n % 12, 1) AS day, n % 1000 AS value FROM generate_series(0, 119987) AS n;
SELECT is(count(DISTINCT s), 1::bigint, 'every month of 9,999 years: rising, falling, in no order') FROM (
    SELECT trade_series(day, value ORDER BY n)::text AS s FROM every_month
    UNION ALL SELECT trade_series(day, value ORDER BY n DESC)::text FROM every_month
    UNION ALL SELECT trade_series(day, value ORDER BY n * 48271::bigint % 119983)::text FROM every_month) AS t;
SELECT is(total(trade_series(day, value)), sum(value)::double precision, 'none is lost') FROM every_month;
SELECT ok(pg_column_size(trade_series(y, 1.5)) < 40, 'far-apart years take little room') FROM (VALUES (1), (9999)) AS t (y);

-- algebra, to the byte
\set state series
\ir ../raw.sql
CREATE FUNCTION bytes(trade_series) RETURNS text LANGUAGE sql AS $$
    SELECT $1::raw_series::text || ' ' || encode(trade_series_send($1), 'hex') || ' ' || trade_series_hash_extended($1, 0) || ' ' || trade_series_hash($1) $$;
CREATE TABLE built AS SELECT trade_series(day, value ORDER BY n) AS s, trade_series(year, value ORDER BY n) AS y FROM series_rows;
SELECT is(bytes(trade_series(day, value ORDER BY random())), (SELECT bytes(s) FROM built), 'any order: ' || turn)
    FROM series_rows, generate_series(1, 3) AS turn GROUP BY turn;
CREATE TABLE parts AS SELECT part, trade_series(day, value) AS s FROM series_rows GROUP BY part;
SELECT is(bytes(rollup(s ORDER BY random())), (SELECT bytes(s) FROM built), 'any partition, any merge order: ' || turn)
    FROM parts, generate_series(1, 3) AS turn GROUP BY turn;
SELECT is(bytes(rollup(half)), (SELECT bytes(s) FROM built), 'a tree of merges')
    FROM (SELECT rollup(s) AS half FROM parts GROUP BY part % 3) AS t;
SELECT is((a.s + b.s) + c.s, a.s + (b.s + c.s), '+ is associative') FROM parts AS a, parts AS b, parts AS c
    WHERE (a.part, b.part, c.part) = (1, 2, 3);
SELECT is(bytes(a.s + b.s), bytes(b.s + a.s), '+ is commutative') FROM parts AS a, parts AS b WHERE (a.part, b.part) = (1, 2);
SELECT is(bytes((a.s + b.s) - b.s), bytes(a.s), '- undoes +') FROM parts AS a, parts AS b WHERE (a.part, b.part) = (1, 2);
SELECT is(bytes((a.s - b.s) + b.s), bytes(a.s), '+ undoes -') FROM parts AS a, parts AS b WHERE (a.part, b.part) = (1, 2);
SELECT is(bytes(rollup(s)), (SELECT bytes(b.s - p.s) FROM built AS b, parts AS p WHERE part = 3), 'what is taken away was never there')
    FROM parts WHERE part <> 3;
SELECT is(s - s, '{}', 'nothing is left of a difference with itself') FROM built;
SELECT is(bytes(s + (s - s)), bytes(s), 'the empty state is neutral') FROM built;
SELECT is(bytes((s - s) - s + s), bytes(s - s), 'a negative state too') FROM built;
SELECT is(bytes((s - s) + y), bytes(y), 'and of no frequency') FROM built;
SELECT is(('{"2023":[5,2]}'::trade_series - '{"2023":[5,1]}')::text, '{"2023":[0,1]}', 'a period stays while rows do');
SELECT is(('{"2023":[5,1]}'::trade_series - '{"2023":[3,1]}')::text, '{"2023":[2,0]}', 'or a value does');
SELECT is(('{"2023":[5,1]}'::trade_series - '{"2022":[3,4]}')::text, '{"2022":[-3,-4],"2023":[5,1]}', 'a difference may be negative');
SELECT is(rollup(s)::text, '{"2023":[0,9223372036854775807]}', 'a running row count may pass its limit')
    FROM (VALUES (1, '{"2023":[0,9223372036854775807]}'::trade_series), (2, '{"2023":[0,5]}'), (3, '{"2023":[0,-5]}')) AS t (n, s);
SELECT is(trade_series(2023, v)::text, '{"2023":[50000000000000000000000000,3]}', 'a running sum too') FROM (VALUES (1e26), (1e26), (-1.5e26)) AS t (v);

-- a parallel plan
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
ALTER TABLE series_rows SET (parallel_workers = 2);
CREATE FUNCTION plan_of(text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; lines text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || $1 LOOP lines := lines || line; END LOOP;
    RETURN lines;
END $$;
SELECT matches(plan_of('SELECT trade_series(day, value) FROM series_rows'), 'Partial Aggregate', 'the aggregate runs in parallel');
CREATE TABLE parallel_built AS SELECT trade_series(day, value) AS s, trade_series(year, exact) FILTER (WHERE part = 1) AS y FROM series_rows;
CREATE TABLE parallel_groups AS SELECT g, trade_series(day, value) AS s FROM series_rows GROUP BY g;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is((SELECT bytes(s) FROM parallel_built), (SELECT bytes(s) FROM built), 'a parallel plan gives the same bytes');
SELECT is((SELECT bytes(y) FROM parallel_built), (SELECT bytes(trade_series(year, value)) FROM series_rows WHERE part = 1), 'FILTER in a parallel plan');
SELECT bag_eq('SELECT g, bytes(s) FROM parallel_groups', 'SELECT g, bytes(trade_series(day, value)) FROM series_rows GROUP BY g', 'groups too');

-- within SQL
SELECT is(trade_series(day, value) FILTER (WHERE part = 1), (SELECT s FROM parts WHERE part = 1), 'FILTER') FROM series_rows;
SELECT is(trade_series(DISTINCT year, 1.0), (SELECT trade_series(year, 1.0) FROM (SELECT DISTINCT year FROM series_rows) AS d), 'DISTINCT') FROM series_rows;
SELECT is((SELECT rollup(s) FROM (SELECT part, trade_series(day, value) AS s FROM series_rows GROUP BY GROUPING SETS ((part), ())) AS q
    WHERE part IS NOT NULL), (SELECT s FROM built), 'GROUPING SETS');
SELECT is((SELECT count(*) FROM (SELECT n, trade_series(day, value) OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS s
        FROM series_rows WHERE n <= 300) AS w
    JOIN (SELECT l.n, trade_series(day, value) AS s FROM generate_series(1, 300) AS l (n) JOIN series_rows AS r ON r.n <= l.n GROUP BY l.n) AS o USING (n, s)),
    300::bigint, 'a growing frame keeps what it gave before');
SELECT is((SELECT count(*) FROM (SELECT n, trade_series(day, value) OVER (ORDER BY n ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS s
        FROM series_rows WHERE n <= 300) AS w
    JOIN (SELECT l.n, trade_series(day, value) AS s FROM generate_series(1, 300) AS l (n) JOIN series_rows AS r ON r.n BETWEEN l.n - 3 AND l.n GROUP BY l.n) AS o USING (n, s)),
    300::bigint, 'a moving frame');
SELECT is((SELECT string_agg(bytes(w.s), ',' ORDER BY part) FROM (SELECT part, rollup(s) OVER (ORDER BY part) AS s FROM parts) AS w),
    (SELECT string_agg((SELECT bytes(rollup(q.s)) FROM parts AS q WHERE q.part <= p.part), ',' ORDER BY part) FROM parts AS p), 'stored values in a window');
SELECT is((SELECT bytes(rollup(s)) FROM parts), (SELECT bytes(s) FROM built), 'stored parts are as they were');
SELECT is(trade_series(day, value)::text || total(trade_series(day, value)) || total(trade_series(day, value) - trade_series(day, value)),
    (SELECT s::text || total(s) || 0 FROM parts WHERE part = 1), 'one state, several accessors') FROM series_rows WHERE part = 1;
SELECT is(trade_series(2023, 1.0) FILTER (WHERE false), NULL, 'NULL over no rows');
SELECT is(trade_series(NULL::integer, NULL::double precision), NULL, 'rows without a value are skipped, whatever their period');
SELECT is((SELECT rollup(s) FROM (VALUES (NULL::trade_series)) AS t (s)), NULL, 'rollup of NULL is NULL');
SELECT is((SELECT count(*) FROM (SELECT DISTINCT s FROM (SELECT s FROM parts UNION ALL SELECT s FROM parts) AS t) AS d), 8::bigint, 'DISTINCT states');
SELECT is((SELECT count(*) FROM parts AS a JOIN parts AS b ON a.s = b.s), 8::bigint, 'joined by hash or merge');
SELECT ok((SELECT bool_and((a.s < b.s) = (b.s > a.s) AND (a.s <= b.s) = NOT (a.s > b.s) AND (a.s = b.s) = (a.part = b.part)
    AND (a.s <> b.s) = (a.part <> b.part) AND (a.s >= b.s) = NOT (a.s < b.s)) FROM parts AS a, parts AS b), 'a total order');

-- forms
SELECT is(bytes(s::text::trade_series), bytes(s), 'text and back') FROM built;
SELECT is(bytes(y::text::trade_series), bytes(y), 'text and back, years') FROM built;
SELECT is(bytes(s::jsonb::text::trade_series), bytes(s), 'jsonb and back') FROM built;
SELECT is('{"2023-02" : [1e2, 1], "2022-12":[ 0.50 ,2e0],"2021-\u00301":[0,0]}'::trade_series::text, '{"2022-12":[0.5,2],"2023-02":[100,1]}', 'any order, any writing');
\ir ../received.sql
SELECT is(bytes(received(trade_series_send(s))), bytes(s), 'binary and back') FROM built;
SELECT is(bytes(received(trade_series_send(y))), bytes(y), 'binary and back, years') FROM built;
SELECT is(bytes(received(trade_series_send(s - s))), bytes(s - s), 'binary and back, empty') FROM built;

-- hostile binary input: each byte flipped, each prefix; a clean error or a valid value
CREATE FUNCTION outcome_of_bytes(bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s trade_series;
BEGIN
    s := received($1);
    RETURN CASE WHEN bytes(s::text::trade_series) = bytes(s) THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
CREATE TABLE small AS SELECT s FROM (VALUES
    ('{"2023-01":[12.5,1],"2023-02":[-7,2],"2024-01":[0,1]}'::trade_series), ('{"2020":[100,1],"2021":[3,1]}'), ('{"2023-12":[0.000000000001,-3]}'),
    ('{"0001":[170000000000000000000000000,9223372036854775807],"9999":[-1,-9223372036854775808]}'), ('{}')) AS t (s);
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_bytes(set_byte(s, at, get_byte(s, at) # mask)) AS outcome
        FROM (SELECT trade_series_send(s) AS s FROM small) AS t, generate_series(0, length(s) - 1) AS at, unnest(ARRAY[1, 128, 255]) AS mask) AS f
    WHERE outcome NOT IN ('valid', '22P03') GROUP BY 1$$, 'flipped bytes are received or refused cleanly');
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_bytes(substr(s, 1, at)) AS outcome
        FROM (SELECT trade_series_send(s) AS s FROM small) AS t, generate_series(0, length(s) - 1) AS at) AS f
    WHERE outcome <> '22P03' GROUP BY 1$$, 'cut messages are refused');
SELECT is((SELECT outcome_of_bytes(trade_series_send(s) || '\x00') FROM built), '22P03', 'bytes behind the end are refused');
SELECT is(outcome_of_bytes(set_byte(b, at, value)), '22P03', 'received: ' || what)
FROM (SELECT trade_series_send('{"2023-01":[12.5,1],"2023-02":[-7,2],"2024-01":[0,1]}')) AS t (b),
    (VALUES (17, 13, 'periods in another order'), (17, 0, 'a period twice')) AS c (at, value, what);

-- hostile stored values: each byte flipped, each prefix, of both forms
CREATE CAST (trade_series_state AS raw_series) WITHOUT FUNCTION;
CREATE CAST (trade_series_state AS trade_series) WITHOUT FUNCTION AS IMPLICIT;
CREATE AGGREGATE working(integer, double precision) (SFUNC = trade_series_add, STYPE = trade_series_state);
CREATE AGGREGATE working(date, double precision) (SFUNC = trade_series_add, STYPE = trade_series_state);
CREATE TABLE stored AS
SELECT 'canonical' AS form, s::raw_series::text::bytea AS b FROM small
UNION ALL SELECT 'canonical', trade_series(day, value)::raw_series::text::bytea FROM series_rows WHERE n <= 400 GROUP BY g
UNION ALL SELECT 'working', working(y, v)::raw_series::text::bytea FROM (VALUES (2023, 1.5), (2020, 2)) AS t (y, v)
UNION ALL SELECT 'working', working(day, value)::raw_series::text::bytea FROM series_rows WHERE n BETWEEN 1 AND 9;
SELECT is(working(day, value)::raw_series::text::raw_series::trade_series, (SELECT s FROM built), 'a working form reads as the canonical one') FROM series_rows;
SELECT is(bytes(rollup(s)), (SELECT bytes(s) FROM built), 'and merges') FROM (SELECT working(day, value) AS s FROM series_rows GROUP BY part) AS t;
CREATE TABLE stored_working AS SELECT part, working(year, value) AS s FROM series_rows WHERE n <= 60 GROUP BY part;
SELECT is(rollup(s), (SELECT trade_series(year, value) FROM series_rows WHERE n <= 60), 'stored, with a short header') FROM stored_working;
CREATE FUNCTION outcome_stored(bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s trade_series;
BEGIN
    s := $1::text::raw_series::trade_series;
    PERFORM count(t.outcome), total(s), trend_growth(s) FROM growth_table(s) AS t WHERE last_period(s) - first_period(s) < 20000;
    RETURN CASE WHEN s::text::trade_series = s AND bytes(s + (s - s)) = bytes(s::text::trade_series) THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is((SELECT string_agg(DISTINCT outcome_stored(b), ' ') FROM stored), 'valid', 'the stored bytes are read');
SELECT is_empty($$
    SELECT form, outcome, count(*) FROM (SELECT form, outcome_stored(set_byte(b, at, get_byte(b, at) # mask)) AS outcome
        FROM stored, generate_series(0, length(b) - 1) AS at, unnest(ARRAY[1, 128, 255]) AS mask) AS f
    WHERE outcome NOT IN ('valid', 'XX001') AND outcome <> '22003' GROUP BY 1, 2$$, 'flipped bytes are read or refused cleanly');
SELECT is_empty($$
    SELECT form, outcome, count(*) FROM (SELECT form, outcome_stored(substr(b, 1, at)) AS outcome
        FROM stored, generate_series(0, length(b) - 1) AS at) AS f
    WHERE outcome <> 'XX001' GROUP BY 1, 2$$, 'cut values are refused');

SELECT is(outcome_stored(set_byte(b, at, value)), 'XX001', what)
FROM (SELECT '{"2023-01":[12.5,1],"2023-02":[-7,2],"2024-01":[0,1]}'::trade_series::raw_series::text::bytea) AS t (b),
    (VALUES (0, 2, 'unknown version'), (1, 1, 'unknown flag'), (2, 3, 'unknown frequency'), (2, 0, 'no frequency'), (7, 1, 'a reserved byte'), (12, 4, 'a wrong count'),
        (17, 13, 'unsorted periods'), (17, 0, 'a period twice')) AS c (at, value, what);
SELECT is(outcome_stored(set_byte(b, at, value)), 'XX001', 'working: ' || what)
FROM (SELECT working(2023, 1.5)::raw_series::text::bytea) AS t (b),
    (VALUES (0, 2, 'unknown version'), (1, 129, 'unknown flag'), (2, 3, 'unknown frequency'), (3, 1, 'a reserved byte'), (4, 2, 'a wrong count'), (8, 7, 'a wrong capacity')) AS c (at, value, what);

-- released forms are read for ever
CREATE TABLE released (s trade_series, stored text);
INSERT INTO released VALUES
    ('{"2023-01":[12.5,1],"2023-02":[-7,2],"2024-01":[0,1]}', '\x01000201010b0100d45e00000300000000010c0001007dba00'),
    ('{"2020":[100,1],"2021":[3,1]}', '\x01000100000c0100b05e0000020000006403'),
    ('{"0001":[170000000000000000000000000,9223372036854775807],"9999":[-0.000000000001,-9223372036854775808]}',
        '\x01000102090010000c0000000200000000000e27feffffffffffff7f00ffffffffffffff7fff00000000a0a0371069b47e331ecfe47fffffffffffffffffffffffffffffffff'),
    ('{}', '\x01000000000c00000000000000000000');
SELECT is(s::raw_series::text, stored, 'stored: ' || s::text) FROM released;
SELECT is(stored::raw_series::trade_series::text, s::text, 'read: ' || s::text) FROM released;

-- hostile text input: each byte changed, each prefix
CREATE FUNCTION outcome_of_text(text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s trade_series;
BEGIN
    s := $1::trade_series;
    RETURN CASE WHEN bytes(s::text::trade_series) = bytes(s) THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_text(overlay(s PLACING c FROM at FOR 1)) AS outcome
        FROM (SELECT s::text FROM small) AS t, generate_series(1, length(s)) AS at,
            unnest(ARRAY['"', '\', '{', '}', '[', ',', ':', '0', '9', 'e', 'n', ' ', '']) AS c) AS f
    WHERE outcome NOT IN ('valid', '22P02', '22003') GROUP BY 1$$, 'changed text is read or refused cleanly');
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_text(left(s, at)) AS outcome
        FROM (SELECT s::text FROM small) AS t, generate_series(0, length(s) - 1) AS at) AS f
    WHERE outcome <> '22P02' GROUP BY 1$$, 'cut text is refused');
SELECT is(outcome_of_text(text), expected, 'text ' || text)
FROM (VALUES ('{"2023":[1,1],"2023-01":[1,1]}', '22P02'), ('{"2023":[1,1],"2023":[0,0]}', '22P02'), ('{"2023":1}', '22P02'), ('{"2023":[1,0.5]}', '22P02'),
    ('{"2023":[1,1,1]}', '22P02'), ('{"23":[1,1]}', '22P02'), ('{"2023-13":[1,1]}', '22P02'), ('{"0000":[1,1]}', '22003'), ('{"2023":[1e27,1]}', '22003'),
    ('{"2023":[1,1e19]}', '22003'), ('{"2023":[1e-13,1]}', '22P02'), ('{"2023":[1,1]}x', '22P02'), ('{"2023":[1,1],}', '22P02')) AS t (text, expected);
SELECT is(outcome_of_text('{' || repeat('"2023":[1,1],', 200000) || '"2023":[1,1]}'), '22P02', 'one period very often');

-- the catalog
SELECT is((SELECT count(*) FROM pg_aggregate AS a JOIN pg_proc AS p ON p.oid = a.aggfnoid
    WHERE p.proname = 'trade_series' AND a.aggtranstype = 'trade_series_state'::regtype AND a.aggcombinefn <> 0
        AND a.aggfinalmodify = 'r' AND a.aggtransspace > 0 AND p.proparallel = 's'), 6::bigint, '6 signatures, all alike');
SELECT ok(amvalidate(oid), 'operator class of ' || (SELECT amname FROM pg_am WHERE pg_am.oid = opcmethod))
    FROM pg_opclass WHERE opcname = 'trade_series_ops' ORDER BY opcmethod;
SELECT * FROM finish();
ROLLBACK;
