-- States on their way between servers: a distributed engine runs the transition on its
-- nodes, carries the text of what the aggregate keeps, and combines and finishes on one.
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT setseed(0.23);
SELECT no_plan();

CREATE TABLE rows AS
SELECT id, id % 7 AS node, (random() - 0.2) * 10 ^ (random() * 14 - 4) AS value, CASE WHEN id % 3 > 0 THEN random() * 100 END AS quantity,
    make_date(2019 + (random() * 4)::integer, 1 + (random() * 11)::integer, 1) AS day, 2015 + (random() * 8)::integer AS year,
    chr(65 + (random() * 9)::integer) || repeat('Ł', (random() * 2)::integer) AS exporter, 'importer ' || (random() * 30)::integer AS importer,
    (ARRAY['CHN', 'DEU', 'TUR', 'KGZ', 'KAZ', 'W00'])[1 + (random() * 5)::integer]::country_code AS country,
    (ARRAY['RUS', 'KGZ', 'KAZ'])[1 + (random() * 2)::integer]::country_code AS buyer,
    (ARRAY['85', '8542', '854231', '8542319000', '010121'])[1 + (random() * 4)::integer]::hs_code AS product
FROM generate_series(1, 1500) AS id;

CREATE TABLE kinds (kind text, type text, args text);
INSERT INTO kinds VALUES
    ('matrix of text by year', 'trade_matrix', 'exporter, importer, year, value, quantity'),
    ('matrix of countries by month', 'trade_matrix', 'country, buyer, day, value'),
    ('series by month', 'trade_series', 'day, value'), ('series by year', 'trade_series', 'year, value'),
    ('mix of text', 'trade_mix', 'exporter, value'), ('mix of countries', 'trade_mix', 'country, value'), ('mix of products', 'trade_mix', 'product, value');

-- the two halves that an engine makes of an aggregate: partial(...) on a node, which has no
-- final function, and combined(state) where the answer is wanted
CREATE AGGREGATE partial(text, text, integer, double precision, double precision) (SFUNC = trade_matrix_add, STYPE = trade_matrix_state);
CREATE AGGREGATE partial(country_code, country_code, date, double precision) (SFUNC = trade_matrix_add, STYPE = trade_matrix_state);
CREATE AGGREGATE partial(date, double precision) (SFUNC = trade_series_add, STYPE = trade_series_state);
CREATE AGGREGATE partial(integer, double precision) (SFUNC = trade_series_add, STYPE = trade_series_state);
CREATE AGGREGATE partial(text, double precision) (SFUNC = trade_mix_add, STYPE = trade_mix_state);
CREATE AGGREGATE partial(country_code, double precision) (SFUNC = trade_mix_add, STYPE = trade_mix_state);
CREATE AGGREGATE partial(hs_code, double precision) (SFUNC = trade_mix_add, STYPE = trade_mix_state);
DO $$
DECLARE t text;
BEGIN
    FOR t IN SELECT DISTINCT type FROM kinds LOOP
        EXECUTE format('CREATE AGGREGATE combined(%1$s_state) (SFUNC = %1$s_merge, STYPE = %1$s_state, FINALFUNC = %1$s_final)', t);
        EXECUTE format('CREATE AGGREGATE partial_rollup(%1$s) (SFUNC = %1$s_add, STYPE = %1$s_state)', t);
    END LOOP;
END $$;
CREATE FUNCTION answer(query text, kind text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE k kinds; found text;
BEGIN
    SELECT * INTO k FROM kinds WHERE kinds.kind = answer.kind;
    EXECUTE replace(replace(replace(query, '{args}', k.args), '{whole}', '(SELECT ' || k.type || '(' || k.args || ') FROM rows)'), '{type}', k.type) INTO found;
    RETURN found;
END $$;

SELECT is(answer($$SELECT {type}_send(combined(s::{type}_state ORDER BY random())) = {type}_send({whole})
    FROM (SELECT partial({args})::text AS s FROM rows GROUP BY node) AS node$$, kind), 'true', kind || ': states of nodes as text are combined to the bytes of one')
FROM kinds;
SELECT is(answer($$SELECT {type}_send(combined(s::{type}_state)) = {type}_send({whole})
    FROM (SELECT partial_rollup(m)::text AS s FROM (SELECT node, {type}({args}) AS m FROM rows GROUP BY node, id % 20) AS held GROUP BY node) AS node$$, kind),
    'true', kind || ': so are roll-ups of stored states')
FROM kinds;
SELECT is(answer($$SELECT decode(partial({args})::text, 'base64') = {type}_send({whole}) AND {type}_state_send(partial({args})) = {type}_send({whole})
    AND partial({args})::text !~ '[^A-Za-z0-9+/=]' FROM rows$$, kind), 'true', kind || ': the text is base64 of what is sent in binary, which is what is stored')
FROM kinds;
SELECT is(answer($$SELECT partial({args})::text::{type}_state::text = partial({args})::text FROM rows$$, kind), 'true', kind || ': text and back')
FROM kinds;
SELECT is(answer($$SELECT partial_rollup(m - m)::text::{type}_state::text = (SELECT encode({type}_send({whole} - {whole}), 'base64')) FROM (SELECT {whole} AS m) AS t$$, kind),
    'true', kind || ': the empty state too')
FROM kinds;
SELECT is(answer($$SELECT combined(NULLIF(s, '')::{type}_state) IS NULL FROM (SELECT coalesce(partial({args})::text, '') AS s FROM rows WHERE id < 0) AS t$$, kind),
    'true', kind || ': a node without rows')
FROM kinds;

-- what a table keeps of one is read like any other; it need not be canonical before it is shown
CREATE TABLE held AS SELECT node, partial(exporter, value) AS mix, partial(day, value) AS series, partial(country, buyer, day, value) AS matrix FROM rows GROUP BY node;
SELECT is(ROW(trade_mix_send(combined(mix)), trade_series_send(combined(series)), trade_matrix_send(combined(matrix)))::text,
    (SELECT ROW(trade_mix_send(trade_mix(exporter, value)), trade_series_send(trade_series(day, value)), trade_matrix_send(trade_matrix(country, buyer, day, value)))::text FROM rows),
    'kept in a table') FROM held;

-- sums that one process carries and a canonical form does not
CREATE TABLE beyond AS SELECT * FROM (VALUES (1, 1.7e26), (1, 1.7e26), (2, -1.7e26), (2, -1.7e26)) AS t (node, value);
SELECT is((SELECT combined(s)::text FROM (SELECT partial('A'::text, value) AS s FROM beyond GROUP BY node) AS t), '{"labels":null,"values":{}}', 'a sum beyond the limit is carried inside of one server');
SELECT throws_ok(format('SELECT partial(%s, value)::text FROM beyond WHERE node = 1', args), '22003', NULL, 'and has no text: ' || args)
FROM (VALUES ('''A''::text'), ('2020'), ('''CHN''::country_code, ''RUS''::country_code, ''2020-01-01''::date')) AS t (args);

-- hostile: what is no canonical stored form is refused alike as text, in binary and in a table
CREATE TYPE raw;
CREATE FUNCTION raw_in(cstring) RETURNS raw LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
CREATE FUNCTION raw_out(raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
CREATE TYPE raw (INPUT = raw_in, OUTPUT = raw_out, INTERNALLENGTH = VARIABLE, ALIGNMENT = double);
CREATE FUNCTION as_text(type text, bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE again text; given text := translate(encode(bytes, 'base64'), E'\n', '');
BEGIN
    EXECUTE format('SELECT %L::%s_state::text', given, type) INTO again;
    RETURN CASE again WHEN given THEN 'read' ELSE 'other text' END;
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE;
END $$;
CREATE FUNCTION in_binary(type text, bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE again bytea; file text := current_setting('data_directory') || '/transport_test.bin'; lo oid;
BEGIN
    lo := lo_from_bytea(0, '\x5047434f50590aff0d0a0000000000000000000001'::bytea || int4send(length(bytes)) || bytes || '\xffff'::bytea);
    PERFORM lo_export(lo, file), lo_unlink(lo);
    EXECUTE format('TRUNCATE received_%1$s; COPY received_%1$s FROM %2$L (FORMAT binary)', type, file);
    EXECUTE format('SELECT %1$s_send(s) FROM received_%1$s', type) INTO again;
    RETURN CASE again WHEN bytes THEN 'read' ELSE 'other bytes' END;
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE;
END $$;
CREATE FUNCTION in_table(type text, bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT ($1::text::raw::%1$s)::text::%1$s', type) USING bytes;
    RETURN 'read';
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE;
END $$;
DO $$
DECLARE t text;
BEGIN
    FOR t IN SELECT DISTINCT type FROM kinds UNION SELECT DISTINCT type || '_state' FROM kinds LOOP
        EXECUTE format('CREATE TABLE received_%1$s (s %1$s); CREATE CAST (raw AS %1$s) WITHOUT FUNCTION; CREATE CAST (%1$s AS raw) WITHOUT FUNCTION', t);
    END LOOP;
END $$;
CREATE TABLE small (type text, bytes bytea);
INSERT INTO small SELECT 'trade_matrix', trade_matrix_send(m) FROM (VALUES
    ('{"labels":"text","periods":"month","flows":{"RUS":{"CHN":{"2023-01":[12.5,1,3]},"Ł":{"2023-02":-1}},"KAZ":{"CHN":{"2023-01":7}}}}'::trade_matrix),
    ('{"labels":"country_code","periods":"year","flows":{"RUS":{"CHN":{"2023":12.5}}}}'), ('{"labels":null,"periods":null,"flows":{}}')) AS t (m)
UNION ALL SELECT 'trade_mix', trade_mix_send(m) FROM (VALUES ('{"labels":"text","values":{"CHN":12.5,"Ł":-1}}'::trade_mix),
    ('{"labels":"country_code","values":{"CHN":12.5,"DEU":100}}'), ('{"labels":"hs_code","values":{"8542":12,"854231":1700000000}}')) AS t (m)
UNION ALL SELECT 'trade_series', trade_series_send(s) FROM (VALUES ('{"2023-01":[12.5,1],"2023-02":[-7,2],"2024-01":[0,1]}'::trade_series), ('{"2020":[100,1]}'), ('{}')) AS t (s);
CREATE TABLE hostile AS
SELECT type, bytes FROM small
UNION ALL SELECT type, set_byte(bytes, at, get_byte(bytes, at) # mask) FROM small, generate_series(0, length(bytes) - 1) AS at, unnest(ARRAY[1, 128, 255]) AS mask
UNION ALL SELECT type, substr(bytes, 1, at) FROM small, generate_series(1, length(bytes) - 1) AS at
UNION ALL SELECT type, bytes || '\x00'::bytea FROM small;
CREATE TABLE outcome AS SELECT type, bytes, as_text(type, bytes), in_binary(type, bytes), in_binary(type || '_state', bytes) AS state_in_binary, in_table(type, bytes) FROM hostile;
SELECT is_empty($$SELECT * FROM outcome WHERE (as_text, in_binary, state_in_binary) NOT IN (('read', 'read', 'read'), ('22P02', '22P03', '22P03'))$$,
    'read, and printed as it came, or refused, alike as text and in binary');
SELECT is_empty($$SELECT * FROM outcome WHERE in_table <> CASE as_text WHEN 'read' THEN 'read' ELSE 'XX001' END$$, 'and as strictly as what lies in a table');
SELECT cmp_ok((SELECT count(*) FROM outcome WHERE as_text = 'read'), '>', (SELECT count(*) FROM small), 'some that were changed are other states');

-- the form that grows inside of an aggregate is let in by nobody
CREATE TABLE working AS
SELECT 'trade_mix' AS type, partial('CHN'::text, value)::raw::text::bytea AS bytes FROM beyond
UNION ALL SELECT 'trade_series', partial(2020, value)::raw::text::bytea FROM beyond
UNION ALL SELECT 'trade_matrix', partial('CHN'::country_code, 'RUS'::country_code, '2020-01-01'::date, value)::raw::text::bytea FROM beyond WHERE node = 1;
SELECT is(get_byte(bytes, 1), 128, type || ': a working form') FROM working;
SELECT is(as_text(type, bytes) || ' ' || in_binary(type, bytes) || ' ' || in_binary(type || '_state', bytes), '22P02 22P03 22P03', type || ': is refused') FROM working;

-- base64 as it is written and no other
CREATE FUNCTION read(type text, given text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT %L::%s_state', given, type);
    RETURN 'read';
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE;
END $$;
SELECT is(read(type, given), '22P02', type || ': ' || what)
FROM (SELECT type, min(translate(encode(bytes, 'base64'), E'\n', '')) AS good FROM small WHERE length(bytes) % 3 = 1 GROUP BY type) AS t,
    LATERAL (VALUES ('', 'empty'), (' ' || good, 'a blank before'), (good || E'\n', 'a line end behind'), (rtrim(good, '='), 'no padding'), (good || '====', 'padding behind'),
        (left(good, -4), 'the last group missing'), (regexp_replace(good, '.==$', 'B=='), 'bits behind the last byte'), (overlay(good PLACING '=' FROM 3 FOR 1), 'padding inside'),
        (overlay(good PLACING '-' FROM 2 FOR 1), 'a letter of another alphabet'), (overlay(good PLACING 'é' FROM 2 FOR 1), 'a letter of two bytes'), ('{"labels":"text"}', 'JSON')) AS v (given, what);
SELECT is((SELECT count(DISTINCT type) FROM small WHERE length(bytes) % 3 = 1), 3::bigint, 'of every type one was tried');

-- long ones, in more than one step, of every length of the last group
SELECT is((SELECT count(*) FROM (SELECT partial(repeat('x', 200 + l) || n, n::double precision)::text AS s, l FROM generate_series(1, 900) AS n, generate_series(0, 5) AS l GROUP BY l) AS t
    WHERE s::trade_mix_state::text <> s OR length(s) < 200000), 0::bigint, 'long ones');

SELECT is_empty($$SELECT castsource::regtype, casttarget::regtype FROM pg_cast, unnest(ARRAY['trade_matrix_state', 'trade_mix_state', 'trade_series_state']::regtype[]) AS t
    WHERE t IN (castsource, casttarget) AND 'raw'::regtype NOT IN (castsource, casttarget)$$, 'no cast leads to them or away');
SELECT * FROM finish();
ROLLBACK;
