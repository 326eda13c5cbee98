-- Indexes on codes: under row-level security, BRIN, partitions, partial indexes.
BEGIN;
SELECT plan(63);
-- a plan without sequential scans costs enough for the JIT
SET LOCAL jit = off;
SELECT setseed(0.42);

CREATE TABLE flow AS
SELECT c.code AS exporter, hs_code(n % 9900 * 100 + 10000, 6) AS product, n
FROM (SELECT n, (n * 48271 % 250)::integer AS nth FROM generate_series(1, 40000) AS n) AS g
JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS nth FROM sanctions_country) AS c USING (nth)
WHERE n % 9900 / 100 <> 76;
CREATE INDEX flow_exporter ON flow (exporter);
CREATE INDEX flow_product ON flow (product);
ANALYZE flow;

-- Every condition of a kind in a plan, as text.
CREATE FUNCTION pg_temp.conditions(query text, kind text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
    RETURN (SELECT string_agg(c #>> '{}', ' ') FROM jsonb_path_query(plan, ('$.**."' || kind || '"')::jsonpath) AS c);
END $$;

-- The partitions and tables that a plan reads.
CREATE FUNCTION pg_temp.read_by(query text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
    RETURN (SELECT string_agg(DISTINCT c #>> '{}', ' ' ORDER BY c #>> '{}') FROM jsonb_path_query(plan, '$.**."Relation Name"') AS c);
END $$;

-- row-level security: what is not leakproof may not look at rows that a policy hides
CREATE ROLE sanctions_reader_of_flows;
GRANT SELECT ON flow TO sanctions_reader_of_flows;
ALTER TABLE flow ENABLE ROW LEVEL SECURITY;
CREATE POLICY even ON flow FOR SELECT USING (n % 2 = 0);
SET LOCAL ROLE sanctions_reader_of_flows;
SET LOCAL enable_seqscan = off;
SELECT matches(pg_temp.conditions('SELECT n FROM flow WHERE ' || condition, 'Index Cond'), col,
    'an index serves under row-level security: ' || condition)
FROM (VALUES ($$exporter = 'CHN'$$, 'exporter'), ($$exporter IN ('CHN', 'DEU')$$, 'exporter'), ($$exporter > 'TUR'$$, 'exporter'),
    ($$exporter = $$ || quote_literal('CHN') || '::text::country_code', 'exporter'),
    ($$product <@ '8542'$$, 'product'), ($$'8542' @> product$$, 'product'), ($$product = '854231'$$, 'product'),
    ($$product BETWEEN '85' AND '86'$$, 'product'),
    ($$product <@ (SELECT '8542'::hs_code)$$, 'product')) AS v(condition, col);
SELECT is((SELECT count(*) FROM flow WHERE product <@ '85'), count(*), 'and finds what the policy shows') FROM
    (SELECT FROM flow WHERE left(product::text, 2) = '85' AND n % 2 = 0) AS f;
RESET ROLE;
ALTER TABLE flow DISABLE ROW LEVEL SECURITY;
RESET enable_seqscan;

-- BRIN
CREATE TABLE sorted AS SELECT * FROM flow ORDER BY product;
CREATE INDEX sorted_brin ON sorted USING brin (product) WITH (pages_per_range = 2);
CREATE TABLE by_exporter AS SELECT * FROM flow ORDER BY exporter;
CREATE INDEX by_exporter_brin ON by_exporter USING brin (exporter) WITH (pages_per_range = 2);
ANALYZE sorted, by_exporter;
SET LOCAL enable_seqscan = off;
CREATE TEMP TABLE question (relation text, condition text);
INSERT INTO question
SELECT 'sorted', format('product %s %L', o, p)
FROM unnest('{=,<,<=,>,>=,<@}'::text[]) AS o,
    (SELECT product AS p FROM flow ORDER BY random() LIMIT 4) AS picked
UNION ALL
SELECT 'sorted', format('product <@ %L', left(p::text, 2 + (random() > 0.5)::integer * 2))
FROM (SELECT product AS p FROM flow ORDER BY random() LIMIT 8) AS picked
UNION ALL
SELECT 'by_exporter', format('exporter %s %L', o, p)
FROM unnest('{=,<,<=,>,>=}'::text[]) AS o,
    (SELECT exporter AS p FROM flow ORDER BY random() LIMIT 4) AS picked;
CREATE FUNCTION pg_temp.counted(relation text, condition text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    n bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM %I WHERE %s', relation, condition) INTO n;
    RETURN n;
END $$;
SELECT is_empty($$SELECT * FROM question WHERE pg_temp.conditions(format('SELECT FROM %I WHERE %s', relation, condition), 'Index Cond') IS NULL$$,
    'BRIN serves every comparison');
CREATE TEMP TABLE by_index AS SELECT *, pg_temp.counted(relation, condition) AS n FROM question;
SET LOCAL enable_seqscan = on;
SET LOCAL enable_bitmapscan = off;
SELECT is_empty($$SELECT * FROM by_index WHERE n <> pg_temp.counted(relation, condition)$$, 'with the answers of reading all');
SET LOCAL enable_bitmapscan = on;
SELECT cmp_ok((SELECT count(*) FROM by_index WHERE n > 0), '>', 20::bigint, 'most of them some rows');
PREPARE brin_below(hs_code) AS SELECT n FROM sorted WHERE product <@ $1;
SET LOCAL plan_cache_mode = force_generic_plan;
SET LOCAL enable_seqscan = off;
SELECT matches(pg_temp.conditions($$EXECUTE brin_below('8542')$$, 'Index Cond'), 'product', 'BRIN serves <@ of a parameter');
SELECT set_eq($$EXECUTE brin_below('85')$$, $$SELECT n FROM flow WHERE left(product::text, 2) = '85'$$, 'with the rows of the text');
RESET plan_cache_mode;
RESET enable_seqscan;

-- partitions by range: only those read that may hold a code under the ancestor
CREATE TABLE parted (product hs_code, n bigint) PARTITION BY RANGE (product);
CREATE TABLE part_low PARTITION OF parted FOR VALUES FROM (MINVALUE) TO ('50');
CREATE TABLE part_50 PARTITION OF parted FOR VALUES FROM ('50') TO ('8542');
CREATE TABLE part_8542 PARTITION OF parted FOR VALUES FROM ('8542') TO ('8543');
CREATE TABLE part_8543 PARTITION OF parted FOR VALUES FROM ('8543') TO ('99');
CREATE TABLE part_99 PARTITION OF parted FOR VALUES FROM ('99') TO (MAXVALUE);
INSERT INTO parted SELECT product, n FROM flow;
INSERT INTO parted VALUES ('99', -1), ('9999999999', -2), ('8542', -3), ('8542999999', -4), ('8543', -5), ('8541999999', -6);
SELECT is(pg_temp.read_by('SELECT n FROM parted WHERE ' || condition), partitions, 'partitions of ' || condition)
FROM (VALUES
    ($$product <@ '8542'$$, 'part_8542'), ($$product <@ '854231'$$, 'part_8542'), ($$product <@ '8542319000'$$, 'part_8542'),
    ($$'8543' @> product$$, 'part_8543'), ($$hs_within(product, '8543')$$, 'part_8543'), ($$hs_contains('8543', product)$$, 'part_8543'),
    ($$product <@ '85'$$, 'part_50 part_8542 part_8543'), ($$product <@ '99'$$, 'part_99'), ($$product <@ '9999999999'$$, 'part_99'),
    ($$product <@ '01' OR product <@ '99'$$, 'part_99 part_low'), ($$product <@ '01' AND n > 0$$, 'part_low'),
    ($$product <@ NULL::hs_code$$, NULL)) AS v(condition, partitions);
SELECT is_empty($$SELECT a FROM unnest('{01,50,85,8541,8542,8543,854231,8542999999,99,9999,9999999999}'::text[]) AS a
    WHERE pg_temp.counted('parted', format('product <@ %L', a)) <> (SELECT count(*) FROM parted WHERE starts_with(product::text, a))$$,
    'and the rows are those of the text');
SELECT is((SELECT count(*) FROM parted WHERE NOT product <@ '85'), (SELECT count(*) FROM parted WHERE NOT starts_with(product::text, '85')), 'NOT <@');

-- a code that is NULL, and an expression that may not be evaluated twice
SELECT is(NULL::hs_code <@ '85', NULL, 'NULL code');
SELECT is((SELECT product <@ '85' FROM (VALUES (NULL::hs_code), ('8542')) AS v(product) ORDER BY product NULLS FIRST LIMIT 1), NULL, 'NULL in a column');
CREATE TEMP SEQUENCE looked_at;
CREATE FUNCTION pg_temp.looked_at(c hs_code) RETURNS hs_code LANGUAGE plpgsql VOLATILE AS $$BEGIN PERFORM nextval('looked_at'); RETURN c; END$$;
CREATE FUNCTION pg_temp.slowly(c hs_code) RETURNS hs_code LANGUAGE plpgsql IMMUTABLE AS $$BEGIN PERFORM nextval('looked_at'); RETURN c; END$$;
SELECT is((SELECT count(*) FROM flow WHERE pg_temp.looked_at(product) <@ '85'), (SELECT count(*) FROM flow WHERE product <@ '85'), 'a volatile code');
SELECT is(currval('looked_at'), (SELECT count(*) FROM flow), 'is looked at once');
SELECT is((SELECT count(*) FROM flow WHERE pg_temp.slowly(product) <@ '85'), (SELECT count(*) FROM flow WHERE product <@ '85'), 'an expensive code');
SELECT is(currval('looked_at'), (SELECT 2 * count(*) FROM flow), 'is looked at once');

-- a partial index on a chapter serves a heading of it
CREATE INDEX flow_chapter_85 ON flow (n) WHERE product <@ '85';
DROP INDEX flow_product;
SET LOCAL enable_seqscan = off;
SELECT matches(pg_temp.conditions($$SELECT n FROM flow WHERE product <@ '8542' AND n < 10000$$, 'Index Cond'), '\mn\M', 'a partial index on the chapter serves the heading');
SELECT ok(pg_temp.conditions($$SELECT n FROM flow WHERE product <@ '8642' AND n < 10000$$, 'Index Cond') IS NULL, 'but not one of another chapter');
RESET enable_seqscan;

-- the range is exact: against the text
CREATE TEMP TABLE code AS
SELECT DISTINCT c::hs_code AS code, c AS txt
FROM (SELECT left(lpad((random() * 8999999999 + 1000000000)::bigint::text, 10, '0'), 2 * (1 + n % 5)) AS c FROM generate_series(1, 3000) AS n
      UNION ALL SELECT rpad(x, 10, '9') FROM unnest('{85,99,8542}'::text[]) AS x) AS made
WHERE try_hs_code(c) IS NOT NULL;
SELECT is_empty(format($$SELECT code FROM code WHERE (code <@ %1$L) IS DISTINCT FROM starts_with(txt, %1$L)$$, a), 'constant ancestor ' || a)
FROM (SELECT left(txt, (2 + n % 5 * 2)::integer) AS a FROM (SELECT txt, row_number() OVER (ORDER BY txt) AS n FROM code WHERE length(txt) = 10 LIMIT 500) AS s ORDER BY n % 37, n LIMIT 20) AS picked;

SELECT ok(amvalidate(c.oid), format('amvalidate: %s %s', m.amname, c.opcname))
FROM pg_opclass AS c JOIN pg_am AS m ON m.oid = c.opcmethod
WHERE c.opcname ~ '^(country_code|hs_code)' ORDER BY 1;

SELECT * FROM finish();
ROLLBACK;
