-- What a trigger keeps of a statement: sanctions_capture_changes against the aggregates,
-- for every type that a column may have, with little memory, and what it refuses.
CREATE SCHEMA capture;
SET search_path = capture, public;
SET client_min_messages = warning;
SELECT plan(34);

CREATE TABLE kept (id serial, products text[], matrices trade_matrix[], rows_added trade_series, rows_removed trade_series, problem text);
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql SET work_mem = '64kB' AS $$
BEGIN
    INSERT INTO kept (products, matrices, rows_added, rows_removed)
    SELECT c.* FROM sanctions_capture_changes('{exporter,importer,product,period,value,quantity}') AS c;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    INSERT INTO kept (problem) VALUES (SQLSTATE || ' ' || SQLERRM);
    RETURN NULL;
END $$;
CREATE FUNCTION watch(source regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER i AFTER INSERT ON %s REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep()', source);
    EXECUTE format('CREATE TRIGGER u AFTER UPDATE ON %s REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep()', source);
    EXECUTE format('CREATE TRIGGER d AFTER DELETE ON %s REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep()', source);
END $$;

-- Sources of every type, with the same rows: numbers of all sizes, repeated keys, what is missing.
CREATE TABLE typed (extra text, exporter country_code, importer country_code, product hs_code, period date, value float8, quantity float8);
CREATE DOMAIN amount AS numeric(20, 4);
CREATE TABLE texts (quantity numeric, value amount, period timestamp, gone integer, product varchar(20), importer text, exporter char(12));
ALTER TABLE texts DROP gone;
CREATE TABLE others (exporter name, importer country_code, product text, period smallint, value real, quantity integer);
CREATE TABLE counts (exporter country_code, importer country_code, product hs_code, period bigint, value bigint, quantity bigint);
SELECT watch(t::regclass) FROM unnest('{typed,texts,others,counts}'::text[]) AS t;

CREATE VIEW drawn AS
SELECT i, (ARRAY['DEU', 'FRA', 'CHN', 'KGZ', 'RUS', 'ITA'])[1 + i % 6] AS exporter, (ARRAY['RUS', 'TUR', 'USA', 'KAZ'])[1 + i / 7 % 4] AS importer,
       lpad((1 + i % 76)::text, 2, '0') || lpad((i / 76 % 40)::text, 2, '0') AS product, date '2019-01-15' + i % 1500 AS period,
       CASE WHEN i % 11 = 0 THEN NULL WHEN i % 7 = 0 THEN -i WHEN i % 5 = 0 THEN i / 1000.0 ELSE i END AS value, CASE i % 4 WHEN 0 THEN i WHEN 1 THEN 0 END AS quantity
FROM generate_series(1, 20000) AS i;
INSERT INTO typed SELECT 'x', exporter::country_code, importer::country_code, product::hs_code, period, CASE WHEN i % 100 = 0 THEN sqrt(i) * 1e9 ELSE value END, quantity / 3.0 FROM drawn;
INSERT INTO texts (exporter, importer, product, period, value, quantity) SELECT exporter || '  ', CASE i % 9 WHEN 0 THEN 'Somewhere else' ELSE importer END, product, period + interval '3 hours', value, quantity FROM drawn;
INSERT INTO others (exporter, importer, product, period, value, quantity) SELECT exporter, importer::country_code, CASE WHEN i % 50 > 0 THEN product END, extract(year FROM period), value, quantity FROM drawn;
INSERT INTO counts (exporter, importer, product, period, value, quantity) SELECT exporter::country_code, importer::country_code, product::hs_code, extract(year FROM period), value * 1000, quantity FROM drawn;
SELECT is((SELECT count(*) FROM kept WHERE problem IS NOT NULL), 0::bigint, 'all types are read');
SELECT cmp_ok((SELECT count(*) FROM kept), '>', 8::bigint, 'with little memory in several rows');

-- The sum of what was kept, a matrix a product; what adds up to nothing is not there.
CREATE VIEW added_up AS
SELECT u.product, rollup(u.m) AS m FROM kept, unnest(products, matrices) AS u (product, m) GROUP BY u.product HAVING rollup(u.m) <> '{"labels":null,"periods":null,"flows":{}}';
CREATE VIEW counted AS SELECT rollup(rows_added) AS added, rollup(rows_removed) AS removed FROM kept;
CREATE FUNCTION compare(source text, flows text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    label text := format('%s: %s', source, (SELECT string_agg(DISTINCT problem, ' ') FROM kept));
BEGIN
    EXECUTE format('CREATE TEMP TABLE want AS SELECT product::text, trade_matrix_send(m) AS m FROM (SELECT product, trade_matrix(%s) AS m FROM %s WHERE product IS NOT NULL GROUP BY product) AS t
                    WHERE m <> ''{"labels":null,"periods":null,"flows":{}}''', flows, source);
    RETURN NEXT set_eq('SELECT product, trade_matrix_send(m) FROM added_up', 'TABLE want', label || 'the matrices are those of the aggregate, byte for byte');
    EXECUTE 'DROP TABLE want';
    EXECUTE format('CREATE TEMP TABLE want AS SELECT coalesce(trade_series(period, 1::float8), ''{}'') AS rows FROM (SELECT period%s AS period FROM %s) AS t',
                   CASE WHEN source = 'texts' THEN '::date' WHEN source IN ('others', 'counts') THEN '::integer' ELSE '' END, source);
    RETURN NEXT results_eq('SELECT coalesce(added, ''{}'') - coalesce(removed, ''{}'') FROM counted', 'TABLE want', label || 'so are the rows by period');
    EXECUTE 'DROP TABLE want';
END $$;
CREATE FUNCTION all_of(source text, flows text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE kept;
    EXECUTE format('CREATE TEMP TABLE again AS TABLE %s; DELETE FROM %1$s; TRUNCATE kept; INSERT INTO %1$s TABLE again; DROP TABLE again', source);
    RETURN QUERY SELECT compare(source, flows);
    EXECUTE format('UPDATE %s SET value = value * 2, quantity = 7 WHERE product LIKE ''1%%''; UPDATE %1$s SET product = ''8542'', exporter = ''ITA'' WHERE quantity > 300; UPDATE %1$s SET value = value', source);
    RETURN QUERY SELECT compare(source, flows);
    EXECUTE format('DELETE FROM %s WHERE importer = ''RUS''', source);
    RETURN QUERY SELECT compare(source, flows);
    EXECUTE format('DELETE FROM %s', source);
    RETURN NEXT is_empty('SELECT product FROM added_up', source || ': with the last row all is gone');
END $$;
SELECT all_of('typed', 'exporter, importer, period, value, quantity');
SELECT all_of('texts', 'exporter::text, importer, period::date, value::numeric, quantity::float8');
SELECT all_of('others', 'exporter::text, importer::text, period::integer, value::float8, quantity::float8');
SELECT all_of('counts', 'exporter, importer, period::integer, value::numeric, quantity::float8');

-- What cannot be read.
TRUNCATE kept;
INSERT INTO typed (exporter, importer, product, period, value) VALUES (NULL, 'RUS', '8542', '2022-01-01', 5);
INSERT INTO typed (exporter, importer, product, value) VALUES ('DEU', 'RUS', '8542', 5);
INSERT INTO typed (exporter, importer, product, period, value) VALUES ('DEU', 'RUS', '8542', '2022-01-01', 'NaN');
ALTER TABLE typed ALTER value TYPE money USING 1::money;
INSERT INTO typed (exporter, importer, product, period, value) VALUES ('DEU', 'RUS', '8542', '2022-01-01', 5::money);
ALTER TABLE typed RENAME value TO price;
INSERT INTO typed (exporter, importer, product, period, price) VALUES ('DEU', 'RUS', '8542', '2022-01-01', 5::money);
SELECT results_eq('SELECT left(problem, 5) FROM kept ORDER BY id', $$VALUES ('22004'), ('22004'), ('22023'), ('42804'), ('42703')$$, 'rows that have no key or no number, types and columns that are not read');
SELECT throws_ok($$SELECT * FROM sanctions_capture_changes('{exporter,importer,product,period,value,NULL}')$$, '39P01', 'there is no transition table "added" or "removed"', 'not outside of a trigger');
SELECT is((SELECT count(*) FROM kept WHERE problem IS NULL), 0::bigint, 'nothing else was kept');
INSERT INTO counts SELECT * FROM counts WHERE false;
SELECT is((SELECT count(*) FROM kept WHERE problem IS NULL), 0::bigint, 'nor is a statement without rows');
DROP SCHEMA capture CASCADE;
SELECT finish();
