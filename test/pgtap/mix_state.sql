-- trade_mix: sums, algebra, forms, hostile input, SQLSTATEs of the state.
BEGIN;
SELECT plan(126);

SET LOCAL client_min_messages = warning;
SELECT setseed(0.83);
CREATE TABLE mix_rows AS
SELECT n, (random() * 7)::integer AS part,
    chr(65 + (random() * 25)::integer) || repeat('ß', (random() * 5)::integer) || (random() * 3)::integer AS label,
    CASE WHEN n % 11 = 0 THEN NULL
         WHEN n % 3 = 0 THEN round((random() * 1e9)::numeric, 0)::double precision
         ELSE (random() - 0.3) * 10 ^ (random() * 20 - 6) END AS value
FROM generate_series(1, 6000) AS n;
CREATE TABLE country_rows AS
SELECT r.*, c.code AS country
FROM mix_rows AS r JOIN (SELECT code, row_number() OVER (ORDER BY code) AS at FROM sanctions_country) AS c ON c.at = 1 + r.n * 37 % 230;
CREATE TABLE hs_rows AS
SELECT *, left(lpad((100 + n * 7919 % 7600)::text, 4, '0') || lpad((n % 100)::text, 6, '0'), 2 + 2 * (n % 5))::hs_code AS hs FROM mix_rows;
CREATE TABLE built AS SELECT trade_mix(label, value ORDER BY n) AS m FROM mix_rows;

-- the sums, as plain SQL computes them
CREATE FUNCTION cells(trade_mix, OUT label text, OUT value numeric) RETURNS SETOF record LANGUAGE sql AS $$
    SELECT key, value::numeric FROM json_each_text($1::text::json -> 'values') $$;
SELECT results_eq('SELECT c.* FROM built, cells(m) AS c',
    'SELECT label, trim_scale(sum(round(value::numeric, 12))) AS v FROM mix_rows WHERE value IS NOT NULL GROUP BY 1 ORDER BY label COLLATE "C"', 'text labels');
SELECT results_eq('SELECT c.* FROM (SELECT trade_mix(country, value) AS m FROM country_rows) AS t, cells(m) AS c',
    'SELECT country::text AS l, trim_scale(sum(round(value::numeric, 12))) FROM country_rows WHERE value IS NOT NULL GROUP BY 1 ORDER BY country::text COLLATE "C"', 'country_code labels');
SELECT results_eq('SELECT c.* FROM (SELECT trade_mix(hs, value) AS m FROM hs_rows) AS t, cells(m) AS c',
    'SELECT hs::text AS l, trim_scale(sum(round(value::numeric, 12))) FROM hs_rows WHERE value IS NOT NULL GROUP BY 1 ORDER BY hs::text COLLATE "C"', 'hs_code labels');
SELECT is((SELECT m::jsonb ->> 'labels' FROM built), 'text', 'kind text');
SELECT is((SELECT trade_mix(country, value)::jsonb ->> 'labels' FROM country_rows), 'country_code', 'kind country_code');
SELECT is((SELECT trade_mix(hs, value)::jsonb ->> 'labels' FROM hs_rows), 'hs_code', 'kind hs_code');
SELECT is(trade_mix(label, value::numeric), (SELECT m FROM built), 'numeric as double precision') FROM mix_rows;
SELECT is(trade_mix(label, n::bigint), trade_mix(label, n::numeric), 'bigint as numeric') FROM mix_rows;
SELECT is(trade_mix(country, n::bigint), trade_mix(country, n::numeric), 'by country') FROM country_rows;
SELECT is(trade_mix(hs, n::bigint), trade_mix(hs, n::double precision), 'by product') FROM hs_rows;
SELECT is(trade_mix('CHN', 5), '{"labels":"text","values":{"CHN":5}}', 'a literal label is text');
SELECT isnt(trade_mix(country, value), trade_mix(country::text, value), 'kinds of labels are never equal') FROM country_rows;

-- algebra, to the byte
CREATE FUNCTION bytes(trade_mix) RETURNS text LANGUAGE sql AS $$ SELECT md5(trade_mix_send($1)) || ' ' || trade_mix_hash_extended($1, 0) $$;
SELECT is(bytes(trade_mix(label, value ORDER BY random())), bytes((SELECT m FROM built)), 'any order: ' || turn)
    FROM mix_rows, generate_series(1, 3) AS turn GROUP BY turn;
CREATE TABLE parts AS SELECT part, trade_mix(label, value) AS m FROM mix_rows GROUP BY part;
SELECT is(bytes(rollup(m ORDER BY random())), bytes((SELECT m FROM built)), 'any partition, any merge order: ' || turn)
    FROM parts, generate_series(1, 3) AS turn GROUP BY turn;
SELECT is(bytes(rollup(m)), bytes((SELECT m FROM built)), 'many small parts')
    FROM (SELECT trade_mix(label, value) AS m FROM mix_rows GROUP BY n) AS t;
SELECT is(bytes(rollup(m)), (SELECT bytes(trade_mix(country, value)) FROM country_rows), 'of countries')
    FROM (SELECT trade_mix(country, value) AS m FROM country_rows GROUP BY part) AS t;
SELECT is(bytes(rollup(m)), (SELECT bytes(trade_mix(hs, value)) FROM hs_rows), 'of products')
    FROM (SELECT trade_mix(hs, value) AS m FROM hs_rows GROUP BY part) AS t;
SELECT is(rollup(half), (SELECT m FROM built), 'a tree of merges')
    FROM (SELECT rollup(m) AS half FROM parts GROUP BY part % 3) AS t;
SELECT is((a.m + b.m) + c.m, a.m + (b.m + c.m), '+ is associative') FROM parts AS a, parts AS b, parts AS c
    WHERE (a.part, b.part, c.part) = (1, 2, 3);
SELECT is(a.m + b.m, b.m + a.m, '+ is commutative') FROM parts AS a, parts AS b WHERE (a.part, b.part) = (1, 2);
SELECT is(bytes((a.m + b.m) - b.m), bytes(a.m), '- undoes +') FROM parts AS a, parts AS b WHERE (a.part, b.part) = (1, 2);
SELECT is(bytes((a.m - b.m) + b.m), bytes(a.m), '+ undoes -') FROM parts AS a, parts AS b WHERE (a.part, b.part) = (1, 2);
SELECT is(bytes(b.m - p.m), bytes((SELECT rollup(m) FROM parts WHERE part <> 4)), 'the whole less a part is the rest')
    FROM built AS b, parts AS p WHERE part = 4;
SELECT is(a.m - a.m, '{"labels":null,"values":{}}', 'nothing is left of a difference with itself') FROM built AS a;
SELECT is(a.m + (a.m - a.m), a.m, 'the empty state is neutral') FROM built AS a;
SELECT is((a.m - a.m) - a.m + a.m, a.m - a.m, 'a negative state too') FROM built AS a;
SELECT is(bytes((a.m - a.m) + c.m), bytes(c.m), 'and of no kind') FROM built AS a, (SELECT trade_mix(country, value) AS m FROM country_rows) AS c;
SELECT is(rollup(m)::text, '{"labels":"hs_code","values":{"85":1}}', 'in rollup too')
    FROM (VALUES ('{"labels":"text","values":{}}'::trade_mix), ('{"labels":"hs_code","values":{"85":1}}'), (NULL)) AS t (m);
SELECT is(trade_mix(l, v)::text, '{"labels":"text","values":{"A":2}}', 'labels of zero vanish') FROM (VALUES ('A', 2.0), ('B', 5), ('B', -5), ('C', 0)) AS t (l, v);

-- a parallel plan
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
ALTER TABLE mix_rows SET (parallel_workers = 2);
ALTER TABLE hs_rows SET (parallel_workers = 2);
CREATE FUNCTION plan_of(text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; lines text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || $1 LOOP lines := lines || line; END LOOP;
    RETURN lines;
END $$;
SELECT matches(plan_of('SELECT trade_mix(label, value) FROM mix_rows'), 'Partial Aggregate', 'the aggregate runs in parallel');
SELECT is((SELECT bytes(trade_mix(label, value)) FROM mix_rows), (SELECT bytes(m) FROM built), 'a parallel plan gives the same bytes');
SELECT is((SELECT count(*) FROM (SELECT part, trade_mix(label, value) AS m FROM mix_rows GROUP BY part) AS q
    JOIN parts USING (part) WHERE bytes(q.m) = bytes(parts.m)), 8::bigint, 'groups too');
SELECT is((SELECT trade_mix(label, value) FILTER (WHERE n = 17) FROM mix_rows), (SELECT trade_mix(label, value) FROM mix_rows WHERE n = 17),
    'a filter that leaves nothing to most workers');
CREATE TABLE parallel_hs AS SELECT trade_mix(hs, value) AS m FROM hs_rows;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is((SELECT bytes(m) FROM parallel_hs), (SELECT bytes(trade_mix(hs, value)) FROM hs_rows), 'products in a parallel plan');

-- within SQL
SELECT is(trade_mix(label, value) FILTER (WHERE part = 1), (SELECT m FROM parts WHERE part = 1), 'FILTER') FROM mix_rows;
SELECT is(trade_mix(DISTINCT label, 1.0), (SELECT trade_mix(label, 1.0) FROM (SELECT DISTINCT label FROM mix_rows) AS d), 'DISTINCT') FROM mix_rows;
SELECT is((SELECT rollup(m) FROM (SELECT part, trade_mix(label, value) AS m FROM mix_rows GROUP BY GROUPING SETS ((part), ())) AS g
    WHERE part IS NOT NULL), (SELECT m FROM built), 'GROUPING SETS');
SELECT is((SELECT count(DISTINCT bytes(m)) FROM (SELECT n, trade_mix(label, value)
    OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS m FROM mix_rows WHERE n <= 300) AS w
    JOIN (SELECT l.n, trade_mix(label, value) AS m FROM generate_series(1, 300) AS l (n) JOIN mix_rows AS r ON r.n <= l.n GROUP BY l.n) AS o USING (n, m)),
    (SELECT count(DISTINCT n) FROM mix_rows WHERE n <= 300 AND value IS NOT NULL), 'a growing frame keeps what it gave before');
SELECT is((SELECT count(*) FROM (SELECT n, trade_mix(hs, value) OVER (ORDER BY n ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS m
    FROM hs_rows WHERE n <= 300) AS w JOIN (SELECT l.n, trade_mix(hs, value) AS m FROM generate_series(1, 300) AS l (n)
        JOIN hs_rows AS r ON r.n BETWEEN l.n - 3 AND l.n GROUP BY l.n) AS o USING (n, m)), 300::bigint, 'a moving frame');
SELECT is((SELECT count(*) FROM (SELECT part, rollup(m) OVER (ORDER BY part) AS m FROM parts) AS w
    WHERE w.part = 0 AND w.m = (SELECT m FROM parts WHERE part = 0)), 1::bigint, 'a stored value in a window');
SELECT is((SELECT rollup(m) FROM parts), (SELECT m FROM built), 'stored parts are as they were');
SELECT is((SELECT (total(trade_mix(label, abs(value))), hhi(trade_mix(label, abs(value))), bytes(trade_mix(label, abs(value))))::text FROM mix_rows),
    (SELECT (total(m), hhi(m), bytes(m))::text FROM (SELECT trade_mix(label, abs(value)) AS m FROM mix_rows OFFSET 0) AS t), 'one state read by several accessors');
SELECT is(trade_mix('A'::text, 1.0) FILTER (WHERE false), NULL, 'NULL over no rows');
SELECT is(trade_mix(NULL::text, NULL::double precision), NULL, 'rows without a value are skipped');
SELECT is(trade_mix(l, v)::text, '{"labels":"text","values":{"A":1}}', 'before their label is looked at')
    FROM (VALUES (NULL, NULL), ('A', 1), ('', NULL)) AS t (l, v);
SELECT is((SELECT rollup(m) FROM (VALUES (NULL::trade_mix)) AS t (m)), NULL, 'rollup of NULL is NULL');
SELECT is((SELECT count(*) FROM (SELECT DISTINCT m FROM (SELECT m FROM parts UNION ALL SELECT m FROM parts) AS t) AS d), 8::bigint, 'DISTINCT states');
SELECT is((SELECT count(*) FROM parts AS a JOIN parts AS b ON a.m = b.m), 8::bigint, 'joined by hash or merge');
SELECT ok((SELECT bool_and((a.m < b.m) = (b.m > a.m) AND (a.m <= b.m) = NOT (a.m > b.m) AND (a.m = b.m) = (a.part = b.part)
    AND (a.m <> b.m) = (a.part <> b.part) AND (a.m >= b.m) = NOT (a.m < b.m)) FROM parts AS a, parts AS b), 'a total order');
SELECT is(trade_mix(n::text, 1.0), rollup(m), 'many labels, grown step by step') FROM (SELECT n, trade_mix(n::text, 1.0) AS m FROM generate_series(1, 30000) AS n GROUP BY n) AS t;

-- forms
SELECT is(bytes(m::text::trade_mix), bytes(m), 'text and back') FROM (SELECT m FROM built UNION ALL SELECT m FROM parallel_hs
    UNION ALL SELECT trade_mix(country, value) FROM country_rows) AS t;
SELECT is(m::jsonb::text::trade_mix, m, 'jsonb, keys in its order, and back') FROM built;
\set state mix
\ir ../received.sql
SELECT is(bytes(received(trade_mix_send(m))), bytes(m), 'binary and back') FROM built;
SELECT is(bytes(received(trade_mix_send(m))), bytes(m), 'binary and back, hs_code') FROM parallel_hs;
SELECT is(received(trade_mix_send(m - m)), m - m, 'binary and back, empty') FROM built;
SELECT is('{ "values": {"b\"\\\u0007\n": 1.50, "A\ud83d\ude00": 2e3, "zero": 0}, "labels" : "text" }'::trade_mix::text,
    E'{"labels":"text","values":{"A\U0001F600":2000,"b\\"\\\\\\u0007\\u000a":1.5}}', 'hostile labels are written as JSON');
SELECT is(trade_mix(l, 1)::text::jsonb -> 'values' ->> l, '1', 'and read back: ' || left(to_json(l)::text, 9))
    FROM unnest(ARRAY['"', '\', E'\n', E'\x01', 'é', '''', '{', repeat('Ł', 127), repeat('x', 255)]) AS l GROUP BY l;
SELECT is('{"labels":"country_code","values":{"ru":1,"156":2,"W00":3}}'::trade_mix::text, '{"labels":"country_code","values":{"CHN":2,"RUS":1,"W00":3}}',
    'countries in any form');
SELECT is('{"labels":"hs_code","values":{"8542.31":1,"01":2}}'::trade_mix::text, '{"labels":"hs_code","values":{"01":2,"854231":1}}', 'products in any form');

-- hostile binary input: each byte flipped, each prefix; a clean error or a valid value
CREATE FUNCTION outcome_of_bytes(bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m trade_mix;
BEGIN
    m := received($1);
    RETURN CASE WHEN m::text::trade_mix = m THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
CREATE TABLE small AS SELECT m FROM (VALUES
    ('{"labels":"text","values":{"CHN":12.5,"Ł":-1}}'::trade_mix),
    ('{"labels":"country_code","values":{"CHN":12.5,"DEU":100}}'),
    ('{"labels":"hs_code","values":{"8542":12,"854231":1700000000}}'),
    ('{"labels":null,"values":{}}')) AS t (m);
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_bytes(set_byte(s, at, get_byte(s, at) # mask)) AS outcome
        FROM (SELECT trade_mix_send(m) AS s FROM small) AS t, generate_series(0, length(s) - 1) AS at,
            unnest(ARRAY[1, 128, 255]) AS mask) AS f
    WHERE outcome NOT IN ('valid', '22P03', '22021') GROUP BY 1$$, 'flipped bytes are received or refused cleanly');
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_bytes(substr(s, 1, at)) AS outcome
        FROM (SELECT trade_mix_send(m) AS s FROM small) AS t, generate_series(0, length(s) - 1) AS at) AS f
    WHERE outcome <> '22P03' GROUP BY 1$$, 'cut messages are refused');
SELECT is((SELECT outcome_of_bytes(trade_mix_send(m) || '\x00') FROM built), '22P03', 'bytes behind the end are refused');
SELECT is(outcome_of_bytes('\x0100010c02000000020000000101014142050a'), 'valid', 'two labels, 5 and 10');
SELECT is(outcome_of_bytes('\x0100010c02000000020000000101014141050a'), '22P03', 'a label twice');
SELECT is(outcome_of_bytes('\x0100010c02000000020000000101014241050a'), '22P03', 'labels in another order');

-- hostile stored values: each byte flipped, each prefix, of both forms
\ir ../raw.sql
CREATE CAST (trade_mix_state AS raw_mix) WITHOUT FUNCTION;
CREATE AGGREGATE working(text, double precision) (SFUNC = trade_mix_add, STYPE = trade_mix_state);
CREATE AGGREGATE working(country_code, numeric) (SFUNC = trade_mix_add, STYPE = trade_mix_state);
CREATE AGGREGATE working(hs_code, bigint) (SFUNC = trade_mix_add, STYPE = trade_mix_state);
CREATE TABLE stored AS
SELECT 'canonical' AS form, m::raw_mix::text::bytea AS s FROM small
UNION ALL
SELECT 'many', trade_mix(label, value)::raw_mix::text::bytea FROM mix_rows WHERE n <= 200 GROUP BY n % 50
UNION ALL
SELECT 'many', trade_mix(country, value)::raw_mix::text::bytea FROM country_rows WHERE n <= 120 GROUP BY n % 30
UNION ALL
SELECT 'many', trade_mix(hs, value)::raw_mix::text::bytea FROM hs_rows WHERE n <= 80 GROUP BY n % 20
UNION ALL
SELECT 'working', working(l, v)::raw_mix::text::bytea FROM (VALUES ('CHN', 1.5), ('Ł', 2), ('CHN', 3)) AS t (l, v)
UNION ALL
SELECT 'working', working(l::country_code, v)::raw_mix::text::bytea FROM (VALUES ('CHN', 1.5), ('TUR', 2), ('CHN', -1.5)) AS t (l, v)
UNION ALL
SELECT 'working', working(lpad(n::text, 2, '0')::hs_code, n::bigint)::raw_mix::text::bytea FROM generate_series(1, 9) AS n;
SELECT is(trade_mix(label, value), (SELECT working(label, value)::raw_mix::text::raw_mix::trade_mix FROM mix_rows),
    'a working form reads as the canonical one') FROM mix_rows;
SELECT is(bytes(rollup(m)), (SELECT bytes(trade_mix(label, value)) FROM mix_rows), 'and rolls up as it')
    FROM (SELECT working(label, value)::raw_mix::text::raw_mix::trade_mix AS m FROM mix_rows GROUP BY part) AS t;
CREATE FUNCTION outcome_stored(bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m trade_mix;
BEGIN
    m := $1::text::raw_mix::trade_mix;
    PERFORM total(m), (SELECT count(c.label) FROM contributions(m, m) AS c);
    RETURN CASE WHEN m::text::trade_mix = m AND bytes(m + (m - m)) = bytes(m::text::trade_mix) THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is((SELECT string_agg(DISTINCT outcome_stored(s), ' ') FROM stored), 'valid', 'the stored bytes are read');
SELECT ok((SELECT count(*) FROM stored WHERE form = 'many') >= 100, 'a hundred of them');
SELECT is_empty($$
    SELECT form, outcome, count(*) FROM (SELECT form, outcome_stored(set_byte(s, at, get_byte(s, at) # mask)) AS outcome
        FROM stored, generate_series(0, length(s) - 1) AS at,
            unnest(CASE form WHEN 'many' THEN ARRAY[1 << at % 8] ELSE ARRAY[1, 128, 255] END) AS mask) AS f
    WHERE outcome NOT IN ('valid', 'XX001') AND (form, outcome) <> ('working', '22003') GROUP BY 1, 2$$, 'flipped bytes are read or refused cleanly');
SELECT is_empty($$
    SELECT form, outcome, count(*) FROM (SELECT form, outcome_stored(substr(s, 1, at)) AS outcome
        FROM stored, generate_series(0, length(s) - 1) AS at) AS f
    WHERE outcome <> 'XX001' GROUP BY 1, 2$$, 'cut values are refused');
SELECT is_empty($$
    SELECT form, at, outcome FROM (SELECT form, at, outcome_stored(set_byte(s, at, 1)) AS outcome
        FROM stored, unnest(ARRAY[1]) AS at WHERE form <> 'working') AS f
    WHERE outcome <> 'XX001'$$, 'an unknown flag is refused');
SELECT is(outcome_stored(s::bytea), expected, name) FROM (VALUES
    ('\x0100010c02000000020000000101014142050a', 'valid', 'two labels, 5 and 10'),
    ('\x0100010c02000000020000000101014241050a', 'XX001', 'unsorted labels'),
    ('\x0100010c02000000020000000101014141050a', 'XX001', 'a label twice'),
    ('\x0100010c020000000200000001010141420500', 'XX001', 'a value of zero'),
    ('\x0100010b02000000020000000101014142320a', 'XX001', 'another power of ten'),
    ('\x0100010c020000000200000002010141420500' || '0a00', 'XX001', 'a wider column'),
    ('\x0200010c02000000020000000101014142050a', 'XX001', 'another version'),
    ('\x0100010c03000000020000000101014142050a', 'XX001', 'another count'),
    ('\x0100040c02000000020000000101014142050a', 'XX001', 'another kind')) AS t (s, expected, name);

-- hostile text input: each byte changed, each prefix
CREATE FUNCTION outcome_of_text(text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m trade_mix;
BEGIN
    m := $1::trade_mix;
    RETURN CASE WHEN m::text::trade_mix = m THEN 'valid' ELSE 'differs' END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_text(overlay(s PLACING c FROM at FOR 1)) AS outcome
        FROM (SELECT m::text AS s FROM small) AS t, generate_series(1, length(s)) AS at,
            unnest(ARRAY['"', '\', '{', '}', '[', ',', ':', '0', '9', 'e', 'n', ' ', '']) AS c) AS f
    WHERE outcome NOT IN ('valid', '22P02', '22003') GROUP BY 1$$, 'changed text is read or refused cleanly');
SELECT is_empty($$
    SELECT outcome, count(*) FROM (SELECT outcome_of_text(left(s, at)) AS outcome
        FROM (SELECT m::text AS s FROM small) AS t, generate_series(0, length(s) - 1) AS at) AS f
    WHERE outcome <> '22P02' GROUP BY 1$$, 'cut text is refused');
SELECT is(outcome_of_text(repeat('{"values":', 100000)), '22P02', 'deep nesting is refused');
SELECT is(outcome_of_text(text), expected, text)
FROM (VALUES ('{"labels":"text","values":{"a":1,"a":0}}', '22P02'), ('{"labels":"country_code","values":{"CHN":1,"156":1}}', '22P02'),
    ('{"labels":"hs_code","values":{"8542":1,"85.42":1}}', '22P02'), ('{"labels":"text","values":{"":1}}', '22P02'),
    ('{"labels":null,"values":{"a":1}}', '22P02'), ('{"labels":"hs","values":{}}', '22P02'), ('{"labels":"text"}', '22P02'),
    ('{"labels":"country_code","values":{"XQQ":1}}', '22P02'), ('{"labels":"hs_code","values":{"854":1}}', '22P02'),
    ('{"labels":"text","values":{"a":1e27}}', '22003'), ('{"labels":"text","values":{"a":0.0000000000001}}', '22P02'),
    ('{"labels":"text","values":{"a":"1"}}', '22P02'), ('{"labels":"text","values":[]}', '22P02'),
    ('{"labels":"text","values":{"' || repeat('x', 256) || '":1}}', '22P02')) AS t (text, expected);

-- SQLSTATEs
SELECT throws_ok($$SELECT trade_mix(NULL::text, 1.0)$$, '22004', NULL, 'NULL label');
SELECT throws_ok($$SELECT trade_mix('', 1.0)$$, '22023', NULL, 'empty label');
SELECT throws_ok($$SELECT trade_mix(repeat('A', 256), 1.0)$$, '22023', NULL, 'long label');
SELECT throws_ok($$SELECT trade_mix('A'::text, 'NaN'::double precision)$$, '22023', NULL, 'NaN');
SELECT throws_ok($$SELECT trade_mix('A'::text, 1e26) FROM generate_series(1, 2)$$, '22003', NULL, 'sum beyond the limit');
SELECT is(trade_mix('A'::text, v)::text, '{"labels":"text","values":{"A":50000000000000000000000000}}', 'but a running sum may pass it')
    FROM (VALUES (1e26), (1e26), (-1.5e26)) AS t (v);
SELECT throws_ok($$SELECT a.m + b.m FROM built AS a, parallel_hs AS b$$, '22023', NULL, 'kinds do not merge');
SELECT throws_ok($$SELECT rollup(m) FROM (SELECT m FROM built UNION ALL SELECT m FROM parallel_hs) AS t$$, '22023', NULL, 'in rollup too');
SELECT throws_ok($$SELECT trade_mix_merge(NULL, NULL)$$, '0A000', NULL, 'merging outside an aggregate');
SELECT throws_ok($$SELECT trade_mix_final(NULL)$$, '0A000', NULL, 'finishing outside an aggregate');
SELECT throws_ok($$SELECT trade_mix_add(NULL, 'A'::text, 1.0)$$, '0A000', NULL, 'adding outside an aggregate');

-- the catalog
SELECT is((SELECT count(*) FROM pg_aggregate AS a JOIN pg_proc AS p ON p.oid = a.aggfnoid
    WHERE p.proname IN ('trade_mix', 'rollup') AND a.aggtranstype = 'trade_mix_state'::regtype AND a.aggcombinefn <> 0
        AND a.aggfinalmodify = 'r' AND a.aggtransspace > 0 AND p.proparallel = 's'), 10::bigint, 'nine signatures and rollup, all alike');
SELECT ok(amvalidate(oid), 'operator class of ' || (SELECT amname FROM pg_am WHERE pg_am.oid = opcmethod))
    FROM pg_opclass WHERE opcname = 'trade_mix_ops' ORDER BY opcmethod;
SELECT * FROM finish();
ROLLBACK;
