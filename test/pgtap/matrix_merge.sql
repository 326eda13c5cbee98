-- Many matrices become one: in any order, in any number, whatever they have in common.
BEGIN;
SELECT plan(36);
SET LOCAL client_min_messages = warning;
SELECT setseed(0.41);

CREATE AGGREGATE partial_rollup(trade_matrix) (SFUNC = trade_matrix_add, STYPE = trade_matrix_state);
CREATE AGGREGATE combined(trade_matrix_state) (SFUNC = trade_matrix_merge, STYPE = trade_matrix_state, FINALFUNC = trade_matrix_final);

-- any number of parts, cut in any way, merged in any order or tree, has the bytes that all rows have
CREATE TABLE source AS
SELECT n, chr(65 + (random() * 20)::integer) || repeat('x', (random() * 12)::integer % 10) AS exporter, chr(65 + (random() * 9)::integer) AS importer, 2010 + (random() * 11)::integer AS year,
    CASE WHEN n % 50 = 0 THEN 3e24 * (1 - 2 * (n / 50 % 2)) WHEN n % 7 = 0 THEN -round((random() * 1e5)::numeric, 2) WHEN n % 11 = 0 THEN 0 ELSE round((random() * 1e7)::numeric, n % 4) END::numeric AS value,
    CASE WHEN n % 3 = 0 THEN round((random() * 100)::numeric, 3)::double precision END AS quantity
FROM generate_series(1, 2500) AS n;
CREATE TABLE shape AS SELECT * FROM (VALUES ('all', 'true', 'value', 'quantity'), ('plain', 'value > 0 AND value < 1e8', 'value', 'NULL::double precision'),
    ('whole', 'value > 0 AND value < 1e8', 'ceil(value)', 'NULL::double precision'), ('few', 'n % 20 = 1', 'value', 'quantity')) AS v (shape, condition, value, quantity);
CREATE TABLE cut AS SELECT * FROM (VALUES ('importers', 'ascii(importer) % k = part'), ('pairs', '(hashtext(importer || exporter) & 1048575) % k = part'), ('cells', 'n % k = part'),
    ('years', '(year - 2010) * k / 12 = part'), ('years mixed', 'year % k = part'), ('a year behind', 'CASE WHEN year = 2021 THEN n % (k - 1) + 1 ELSE 0 END = part'),
    ('the same', 'n % 2 = 0 OR n % k = part'), ('neighbours', '(n % k - part + k) % k <= 1'), ('one importer of many', 'importer = ''C'' OR ascii(importer) % k = part')) AS v (cut, condition);
CREATE TABLE part (shape text, cut text, k integer, part integer, m trade_matrix);
CREATE TABLE whole (shape text, cut text, k integer, m trade_matrix);
DO $$
DECLARE c record; rows text;
BEGIN
    FOR c IN SELECT s.*, cut.cut, k, cut.condition AS cutting FROM shape AS s, cut, unnest(ARRAY[2, 3, 4, 5, 6, 7, 8, 9, 23]) AS k WHERE shape = 'all' OR k IN (2, 3, 9) LOOP
        rows := format('FROM source, (SELECT %s AS k, part FROM generate_series(0, %s) AS part) AS p WHERE (%s) AND (%s)', c.k, c.k - 1, c.condition, c.cutting);
        EXECUTE format('INSERT INTO part SELECT %L, %L, %s, part, trade_matrix(exporter, importer, year, %s, %s) %s GROUP BY part', c.shape, c.cut, c.k, c.value, c.quantity, rows);
        EXECUTE format('INSERT INTO whole SELECT %L, %L, %s, trade_matrix(exporter, importer, year, %s, %s) %s', c.shape, c.cut, c.k, c.value, c.quantity, rows);
    END LOOP;
END $$;
CREATE AGGREGATE plus(trade_matrix) (SFUNC = trade_matrix_plus, STYPE = trade_matrix);
SELECT is_empty(format($$SELECT shape, cut, k FROM whole AS w WHERE trade_matrix_send(m) IS DISTINCT FROM (SELECT trade_matrix_send(%s) FROM part AS p WHERE (p.shape, p.cut, p.k) = (w.shape, w.cut, w.k))$$, merged), merged)
FROM unnest(ARRAY['rollup(m ORDER BY part)', 'rollup(m ORDER BY part DESC)', 'rollup(m ORDER BY random())', 'plus(m ORDER BY random())']) AS merged;
SELECT is_empty($$SELECT shape, cut, k FROM whole AS w WHERE trade_matrix_send(m) IS DISTINCT FROM (SELECT trade_matrix_send(rollup(m)) FROM
    (SELECT rollup(m) AS m FROM part AS p WHERE (p.shape, p.cut, p.k) = (w.shape, w.cut, w.k) GROUP BY part % 3) AS few)$$, 'rollup of roll-ups');
SELECT is_empty($$WITH node AS MATERIALIZED (SELECT shape, cut, k, partial_rollup(m) AS s FROM part GROUP BY shape, cut, k, part % 3)
    SELECT shape, cut, k FROM whole AS w WHERE trade_matrix_send(m) IS DISTINCT FROM (SELECT trade_matrix_send(combined(s)) FROM node WHERE (node.shape, node.cut, node.k) = (w.shape, w.cut, w.k))$$, 'of partial states');
SELECT is_empty($$SELECT shape, cut, k, part FROM whole AS w JOIN part AS p USING (shape, cut, k) WHERE trade_matrix_send(w.m - p.m) IS DISTINCT FROM
    (SELECT trade_matrix_send(coalesce(rollup(m), w.m - w.m)) FROM part AS o WHERE (o.shape, o.cut, o.k) = (w.shape, w.cut, w.k) AND o.part <> p.part)$$, 'what is taken away again is gone');
SELECT cmp_ok(count(*), '>', 100::bigint, 'sets') FROM whole;
-- every order there is
WITH RECURSIVE orders AS (
    SELECT ARRAY[part] AS parts FROM generate_series(0, 4) AS part UNION ALL SELECT parts || part FROM orders, generate_series(0, 4) AS part WHERE part <> ALL (parts)),
    made AS (SELECT shape, cut, (SELECT trade_matrix_send(rollup(m ORDER BY array_position(parts, part))) FROM part AS p WHERE (p.shape, p.cut, p.k) = (w.shape, w.cut, 5)) = trade_matrix_send(m) AS same
        FROM whole AS w, orders WHERE shape = 'all' AND k = 5 AND cardinality(parts) = 5 AND cut IN ('neighbours', 'years', 'a year behind'))
SELECT is((count(*), bool_and(same)), (360::bigint, true), 'all permutations of five') FROM made;

-- a month behind, between or before those of a matrix, of exporters and with numbers like its own or not
CREATE TABLE old AS
SELECT 'e' || lpad(e::text, 3, '0') AS exporter, 'i' || i AS importer, make_date(2014 + y, 1 + 3 * q, 1) AS month, 100 * (1 + (e * 7919 + i * 31 + y * 97 + q * 13) % 5000) AS value, 1 + e % 9 AS quantity
FROM generate_series(1, 199, 2) AS e, generate_series(1, 3) AS i, generate_series(0, 9) AS y, generate_series(0, 3) AS q WHERE (e + i + y + q) % 5 > 0;
CREATE TABLE fresh AS
SELECT format('%s, exporters %s, values %s', name, letter || step, factor) AS set, letter || lpad(n::text, 3, '0') AS exporter, 'i' || 1 + n % 3 AS importer,
    month::date AS month, factor * (1 + n * 37 % 4000) AS value, 1 + n % 4 AS quantity
FROM (VALUES ('behind', '2024-01-01'), ('before', '2013-12-01'), ('between', '2018-02-01'), ('in it', '2018-04-01')) AS m (name, month),
    (VALUES ('e', 1, 2), ('e', 2, 1), ('a', 7, 99), ('z', 7, 99)) AS x (letter, first, step), unnest(ARRAY[100, 1, 0.37, 1e9, -100, 0]) AS factor, generate_series(first, 120, step) AS n;
CREATE TABLE thin AS SELECT * FROM old WHERE hashtext(exporter || importer || month) % 9 = 0;
SELECT is_empty(format($$WITH base AS MATERIALIZED (SELECT trade_matrix(exporter, importer, month, value, %1$s) AS m FROM %2$s),
        added AS (SELECT set, trade_matrix(exporter, importer, month, value, %1$s) AS m FROM fresh GROUP BY set)
    SELECT set FROM added AS a, base WHERE trade_matrix_send(base.m + a.m) IS DISTINCT FROM (SELECT trade_matrix_send(trade_matrix(exporter, importer, month, value, %1$s))
        FROM (SELECT exporter, importer, month, value, quantity FROM %2$s UNION ALL SELECT exporter, importer, month, value, quantity FROM fresh AS f WHERE f.set = a.set) AS all_rows)$$, quantity, relation),
    format('a month more, %s, quantity %s', relation, quantity)) FROM unnest(ARRAY['old', 'thin']) AS relation, unnest(ARRAY['NULL::double precision', 'quantity', '(quantity - 3)']) AS quantity;

-- a cell before, between or behind those of a list so short that its periods have low bits
CREATE TABLE short AS SELECT 'e' || n AS exporter, 'i' AS importer, (date '2010-01-01' + n * interval '1 year')::date AS month, 100 + n AS value FROM generate_series(0, 11) AS n
UNION ALL SELECT 'e', 'j', (date '2010-01-01' + q * interval '3 months')::date, 7 FROM generate_series(0, 47) AS q;
SELECT is_empty($$WITH base AS MATERIALIZED (SELECT trade_matrix(exporter, importer, month, value) AS m FROM short)
    SELECT day FROM base, generate_series(timestamp '2009-12-01', '2022-02-01', '1 month') AS day WHERE trade_matrix_send(m + (SELECT trade_matrix('e5', 'i', d, 55) FROM (SELECT day::date) AS one (d))) IS DISTINCT FROM
        (SELECT trade_matrix_send(trade_matrix(exporter, importer, month, value)) FROM (SELECT * FROM short UNION ALL SELECT 'e5', 'i', day::date, 55) AS f)$$, 'a cell more in a short list');

-- labels that take more bits make another choice of how small slices lie
CREATE TABLE small AS SELECT n % 60 AS of, 'e' || n % 7 AS exporter, 'i' || n % 60 AS importer, 2000 + (n * 7 + n / 60) % (4 + n % 60 / 3) AS year, 1 + n % 50 AS value FROM generate_series(1, 1500) AS n WHERE hashtext(n::text) % 3 = 0;
CREATE TABLE many AS SELECT 'x' || lpad(e::text, 5, '0') AS exporter, 'm' AS importer, 2000 + e % 20 AS year, e AS value FROM generate_series(1, 5000) AS e;
SELECT is(trade_matrix_send(s.m + t.m), trade_matrix_send(b.m), format('with %s labels', rows)) FROM unnest(ARRAY[1, 30, 200, 1000, 5000]) AS rows,
    LATERAL (SELECT trade_matrix(exporter, importer, year, value) AS m FROM small) AS s,
    LATERAL (SELECT trade_matrix(exporter, importer, year, value) AS m FROM (SELECT * FROM many ORDER BY value LIMIT rows) AS f) AS t,
    LATERAL (SELECT trade_matrix(exporter, importer, year, value) AS m FROM (SELECT exporter, importer, year, value FROM small UNION ALL (SELECT * FROM many ORDER BY value LIMIT rows)) AS f) AS b;
-- a difference with as many periods, but not those that a slice had beside it
SELECT is(trade_matrix_send(m.a - m.b), trade_matrix_send(m.c), 'a period goes, another comes') FROM
    (SELECT trade_matrix(e, i, y, v) FILTER (WHERE s ~ 'a') AS a, trade_matrix(e, i, y, v) FILTER (WHERE s ~ 'b') AS b, trade_matrix(e, i, y, v) FILTER (WHERE s ~ 'c') AS c
     FROM (VALUES ('a c', 'e', 'X', 2001, 5), ('a c', 'f', 'X', 2003, 7), ('a b', 'e', 'Y', 2002, 9), ('a c', 'e', 'W', 2001, -3), ('b', 'e', 'Z', 2004, 4), ('c', 'e', 'Z', 2004, -4)) AS v (s, e, i, y, v)) AS m;
-- and slices that are copied in more steps than one
CREATE TABLE big AS SELECT 'e' || n % 5000 AS exporter, 'i' AS importer, date '2015-01-01' + 31 * (n / 5000) AS day, sqrt(n) AS value FROM generate_series(0, 349999) AS n;
CREATE TABLE one_more AS SELECT * FROM (VALUES ('copied', 'other', 'i2', date '2016-01-01', 5.5), ('copied and renumbered', '0', 'i2', '2016-01-01', 5.5),
    ('extended', 'e77', 'i', '2023-07-01', 5.5), ('extended by another exporter', 'a', 'i', '2023-07-01', 5.5)) AS v (what, exporter, importer, day, value);
WITH large AS MATERIALIZED (SELECT trade_matrix(exporter, importer, day, value) AS m FROM big)
SELECT is(md5(trade_matrix_send(large.m + t.m)), (SELECT md5(trade_matrix_send(trade_matrix(exporter, importer, day, value))) FROM
    (SELECT * FROM big UNION ALL SELECT exporter, importer, day, value FROM one_more AS o WHERE o.what = t.what) AS f), 'a large slice that is ' || what)
FROM large, (SELECT what, trade_matrix(exporter, importer, day, value) AS m FROM one_more GROUP BY what) AS t;
WITH large AS MATERIALIZED (SELECT trade_matrix(exporter, importer, day, value) AS m FROM big)
SELECT is(md5(trade_matrix_send(large.m + t.m - t.m)), md5(trade_matrix_send(large.m)), 'and gets back what it was')
FROM large, (SELECT trade_matrix(exporter, importer, day, value) AS m FROM one_more) AS t;

-- more labels than a matrix has, some of which are taken back: in no order is that too many
CREATE TABLE large AS
SELECT part, trade_matrix(part || 'e' || n, 'I', 2020, n) AS m FROM unnest(ARRAY['a', 'b', 'c']) AS part, generate_series(1, 40000) AS n GROUP BY part;
CREATE TABLE addend (n integer, at integer, m trade_matrix);
-- the parts of a set, as many small ones in between, and what is taken back
INSERT INTO addend SELECT 1, v.at, CASE WHEN back THEN m - m - m ELSE m END FROM large, (VALUES ('a', false, 1), ('b', false, 2), ('a', true, 900)) AS v (p, back, at) WHERE p = part;
INSERT INTO addend SELECT 2, v.at, CASE WHEN back THEN m - m - m ELSE m END FROM large, (VALUES ('a', false, 1), ('a', true, 2), ('b', false, 900)) AS v (p, back, at) WHERE p = part;
INSERT INTO addend SELECT 3, v.at, m FROM large, (VALUES ('a', 1), ('b', 300)) AS v (p, at) WHERE p = part;
INSERT INTO addend SELECT n, 10 + at, trade_matrix('x' || at, 'I', 2020, 1) FROM generate_series(1, 3) AS n, generate_series(1, 800) AS at GROUP BY n, at;
CREATE FUNCTION rolled(which integer, ordering text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
    EXECUTE format('SELECT md5(trade_matrix_send(rollup(m ORDER BY %s))) FROM addend WHERE n = $1', ordering) INTO found USING which;
    RETURN found;
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$;
SELECT is(rolled(n, ordering), (SELECT md5(trade_matrix_send(large.m + x.m)) FROM large,
        (SELECT trade_matrix('x' || at, 'I', 2020, 1) AS m FROM generate_series(1, 800) AS at) AS x WHERE part = 'b'), format('labels that are taken back do not count: %s by %s', n, ordering))
FROM unnest(ARRAY[1, 2]) AS n, unnest(ARRAY['at', 'at DESC', 'at % 7, at']) AS ordering;
SELECT is(rolled(3, ordering), '54000', 'those that are not do, by ' || ordering) FROM unnest(ARRAY['at', 'at DESC']) AS ordering;
-- on its way between processes, too
WITH node AS MATERIALIZED (SELECT partial_rollup(m ORDER BY at) AS s FROM addend WHERE n = 1 GROUP BY at = 900)
SELECT is((SELECT md5(trade_matrix_send(combined(s))) FROM node), rolled(2, 'at'), 'partial states hold what no matrix does');

SELECT * FROM finish();
ROLLBACK;
