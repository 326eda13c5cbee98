-- The jsonb that the library writes has the bytes that the server's own reading of the text gives.
BEGIN;
SELECT plan(22);

SET LOCAL client_min_messages = warning;
CREATE TABLE label AS SELECT n, left(repeat(chr(97 + n % 26), n * 7 % 240) || n || E'"\\\x01é\t/', 255) AS label FROM generate_series(1, 300) AS n;
CREATE FUNCTION same(made jsonb, read jsonb) RETURNS boolean LANGUAGE sql AS
$$SELECT made = read AND record_image_eq(ROW(made), ROW(read))$$;
-- a child of 32 has an offset for its length
SELECT is_empty($$SELECT many FROM unnest(ARRAY[1, 2, 31, 32, 33, 63, 64, 65, 300]) AS many, label WHERE n <= many GROUP BY many
    HAVING same(trade_mix(label, n * 1.5)::jsonb, trade_mix(label, n * 1.5)::text::jsonb) IS NOT TRUE$$, 'trade_mix of text, escapes in it');
SELECT ok(same(m::jsonb, m::text::jsonb), 'trade_mix of ' || kind) FROM (
    SELECT 'country_code' AS kind, trade_mix(code, 1 / 3::numeric) AS m FROM sanctions_country UNION ALL
    SELECT 'hs_code', trade_mix(hs_code(n, d), -n * 1e15) FROM generate_series(10, 76) AS n, unnest(ARRAY[2]) AS d) AS t;
SELECT is_empty($$SELECT many FROM unnest(ARRAY[1, 31, 32, 33, 200]) AS many, generate_series(1, many) AS n GROUP BY many
    HAVING same(trade_series(date '2001-01-01' + 31 * n, n / 7.0)::jsonb, trade_series(date '2001-01-01' + 31 * n, n / 7.0)::text::jsonb) IS NOT TRUE$$, 'trade_series');
SELECT ok(same(m::jsonb, m::text::jsonb), 'trade_matrix') FROM (
    SELECT trade_matrix(a.label, b.label, 2000 + a.n % 7, a.n * b.n, nullif(a.n % 3, 0)) AS m FROM label AS a, label AS b WHERE b.n % 13 = a.n % 13) AS t;
SELECT is_empty($$SELECT s FROM (SELECT (trade_mix(label, 1) - trade_mix(label, 1))::text AS s FROM label) AS t
    WHERE same(s::trade_mix::jsonb, s::jsonb) IS NOT TRUE$$, 'an empty trade_mix');
SELECT ok(same(m::jsonb, m::text::jsonb), 'numbers of every length, zeros at either end') FROM (
    SELECT trade_mix(v || 'e' || e, (v || 'e' || e)::numeric) AS m
    FROM generate_series(-12, 17) AS e, unnest(ARRAY[1, -1, 5000, 12345, 100010001, -99990000]) AS v) AS t;
SELECT ok(same(captors, captors::text::jsonb) AND jsonb_array_length(captors) > 32, 'captors of a pivot')
FROM (SELECT trade_mix(label, n) AS before, trade_mix(label, n * CASE WHEN n > 200 THEN 2 ELSE 1 END) AS after FROM label) AS t,
    pivot(before, after, ARRAY[(SELECT label FROM label WHERE n = 7)]);
SELECT ok(count(*) > 1 AND bool_and(same(reasons, reasons::text::jsonb)), 'reasons of a flag') FROM (
    SELECT trade_matrix(e, i, y, v) AS m FROM (VALUES ('DEU', 'RUS', 2021, 100), ('DEU', 'TUR', 2021, 10), ('DEU', 'TUR', 2022, 90), ('TUR', 'RUS', 2021, 1),
        ('TUR', 'RUS', 2022, 60), ('DEU', 'A"\', 2021, 10), ('DEU', 'A"\', 2022, 80), ('A"\', 'RUS', 2022, 50), ('A"\', 'RUS', 2021, 1)) AS f(e, i, y, v)) AS t,
    intermediary_flags(m, 'RUS', ARRAY['DEU'], '2022-01-01');
SELECT is(trade_mix(label, n)::jsonb -> 'values' ->> (SELECT label FROM label WHERE n = 150), '150', 'a key is found') FROM label;

-- A row as JSON has its states as objects, which PostgreSQL does by a cast to json alone.
CREATE TABLE state AS
SELECT n, trade_mix(label, n * 1.5) AS mix, trade_series(date '2001-01-01' + 31 * n, n / 7.0) AS series, trade_matrix(label, 'ü"\' || n % 3, 2000 + n % 7, n * 0.1, nullif(n % 3, 0)) AS matrix
FROM label GROUP BY n UNION ALL
SELECT 0, trade_mix('a', 0), trade_series(2001, 1) - trade_series(2001, 1), trade_matrix('a', 'b', 2001, 0) UNION ALL SELECT -1, NULL, NULL, NULL;
SELECT is_empty(format('SELECT n FROM state WHERE %1$I::json::text IS DISTINCT FROM %1$I::text', kind), kind || ' as json: its text') FROM unnest('{mix,series,matrix}'::text[]) AS kind;
SELECT is_empty(format('SELECT n FROM state WHERE to_jsonb(%1$I) IS DISTINCT FROM %1$I::jsonb OR to_json(%1$I)::text IS DISTINCT FROM %1$I::text', kind), kind || ' by to_json and to_jsonb')
FROM unnest('{mix,series,matrix}'::text[]) AS kind;
SELECT is_empty($$SELECT n FROM state WHERE to_jsonb(state) IS DISTINCT FROM jsonb_build_object('n', n, 'mix', mix::jsonb, 'series', series::jsonb, 'matrix', matrix::jsonb)$$, 'a row with them');
SELECT is_empty($$SELECT state.n FROM state, jsonb_populate_record(NULL::state, to_jsonb(state)) AS r
    WHERE r.mix IS DISTINCT FROM state.mix OR r.series IS DISTINCT FROM state.series OR r.matrix IS DISTINCT FROM state.matrix$$, 'and back');
SELECT is(jsonb_agg(mix) ->> 0, (array_agg(mix::jsonb))[1]::text, 'in an array') FROM state WHERE n = 5;
CREATE TABLE kept (body json);
INSERT INTO kept SELECT mix FROM state WHERE n = 3;
INSERT INTO kept SELECT series FROM state WHERE n = 3;
INSERT INTO kept SELECT matrix FROM state WHERE n = 3;
SELECT is((SELECT count(*) FROM kept WHERE json_typeof(body) = 'object'), 3::bigint, 'they go into columns of json');
SELECT is((SELECT string_agg(format('%s:%s', castsource::regtype, castcontext), ' ' ORDER BY castsource::regtype::text) FROM pg_cast
    WHERE casttarget = target::regtype AND castsource::regtype::text ~ '^trade_'), 'trade_matrix:a trade_mix:a trade_series:a', 'casts to ' || target) FROM unnest('{json,jsonb}'::text[]) AS target;
SELECT * FROM finish();
ROLLBACK;
