-- The jsonb that the library writes has the bytes that the server's own reading of the text gives.
BEGIN;
SELECT plan(9);

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
SELECT ok(same(captors, captors::text::jsonb) AND jsonb_array_length(captors) > 32, 'captors of a pivot')
FROM (SELECT trade_mix(label, n) AS before, trade_mix(label, n * CASE WHEN n > 200 THEN 2 ELSE 1 END) AS after FROM label) AS t,
    pivot(before, after, ARRAY[(SELECT label FROM label WHERE n = 7)]);
SELECT ok(count(*) > 1 AND bool_and(same(reasons, reasons::text::jsonb)), 'reasons of a flag') FROM (
    SELECT trade_matrix(e, i, y, v) AS m FROM (VALUES ('DEU', 'RUS', 2021, 100), ('DEU', 'TUR', 2021, 10), ('DEU', 'TUR', 2022, 90), ('TUR', 'RUS', 2021, 1),
        ('TUR', 'RUS', 2022, 60), ('DEU', 'A"\', 2021, 10), ('DEU', 'A"\', 2022, 80), ('A"\', 'RUS', 2022, 50), ('A"\', 'RUS', 2021, 1)) AS f(e, i, y, v)) AS t,
    intermediary_flags(m, 'RUS', ARRAY['DEU'], '2022-01-01');
SELECT is(trade_mix(label, n)::jsonb -> 'values' ->> (SELECT label FROM label WHERE n = 150), '150', 'a key is found') FROM label;
SELECT * FROM finish();
ROLLBACK;
