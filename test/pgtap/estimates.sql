-- Row estimates of set-returning functions over states: constants, and columns that
-- ANALYZE has seen.  The bounds are generous: within a factor of ten.
BEGIN;
SELECT plan(44);
SELECT setseed(0.23);

-- Sparse: every importer buys from few of many exporters, in many months.
CREATE TEMP TABLE trade AS
SELECT 'X' || (h % 900) AS exporter, 'M' || importer AS importer, make_date(2015 + n / 12, 1 + n % 12, 1) AS period, product, 1 + h % 1000 AS value
FROM generate_series(1, 60) AS importer, generate_series(1, 3) AS nth, generate_series(0, 107) AS n, generate_series(1, 6) AS product,
    LATERAL (SELECT importer * 7919 + nth * 104729 + product * 1299709 AS h) AS spread
WHERE product = 1 OR importer % product = 0;
CREATE TEMP TABLE held AS SELECT product, trade_matrix(exporter, importer, period, value) AS m FROM trade GROUP BY product;
CREATE TEMP TABLE yearly AS SELECT product, trade_matrix(exporter, importer, extract(year FROM period)::integer, value) AS m FROM trade GROUP BY product;
CREATE TEMP TABLE mixes AS SELECT product, trade_mix(exporter, value) AS x FROM trade GROUP BY product;
CREATE TEMP TABLE courses AS SELECT importer, trade_series(period, value) AS s FROM trade GROUP BY importer;
ANALYZE held, yearly, mixes, courses;

CREATE FUNCTION pg_temp.estimate(query text) RETURNS float8
LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
    RETURN plan #>> '{0,Plan,Plan Rows}';
END $$;
CREATE FUNCTION pg_temp.counted(query text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    n bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM (%s) AS q', query) INTO n;
    RETURN n;
END $$;

CREATE TEMP TABLE asked AS
SELECT unnest(ARRAY['growth_rates(m, 2023)', 'growth_rates(m, 2023, 2019)', 'growth_rates(m, ''2023-06'', ''2022-06'')', 'import_shares(m, 2023)', 'import_shares(m, ''2023-06'')',
    'unit_values(m, 2023)', 'import_growth(m, 2023)', 'import_growth(m)', 'flows(m)', 'split(m)']) AS call, 'held' AS source
UNION ALL SELECT unnest(ARRAY['growth_rates(m, 2023)', 'import_shares(m, 2023)', 'flows(m)', 'import_growth(m)']), 'yearly'
UNION ALL SELECT unnest(ARRAY['shares(x)', 'contributions(x, x)']), 'mixes'
UNION ALL SELECT unnest(ARRAY['growth_table(s)']), 'courses';

-- each row of a table by itself, as a constant
CREATE FUNCTION pg_temp.constant(call text, source text, at integer) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    state text;
    name text;
BEGIN
    SELECT attname INTO name FROM pg_attribute WHERE attrelid = source::regclass AND attnum = 2;
    EXECUTE format('SELECT format(''%%L::%%s'', %I, pg_typeof(%I)) FROM %I ORDER BY 1 LIMIT 1 OFFSET %s', name, name, source, at) INTO state;
    RETURN regexp_replace(call, '\m' || name || '\M', replace(state, '\', '\\'), 'g');
END $$;
SELECT ok(pg_temp.estimate(query) BETWEEN n / 10.0 AND 10.0 * n, format('%s of a constant of %s: %s rows', call, source, n))
FROM (SELECT call, source, query, pg_temp.counted(query) AS n FROM asked, LATERAL (SELECT 'SELECT FROM ' || pg_temp.constant(call, source, 0) AS query) AS q) AS counted;
SELECT ok(pg_temp.estimate(query) BETWEEN n / 10.0 AND 10.0 * n, format('%s of every %s: %s rows', call, source, n))
FROM (SELECT call, source, query, pg_temp.counted(query) AS n FROM asked, LATERAL (SELECT format('SELECT FROM %I, %s', source, call) AS query) AS q) AS counted;
SELECT ok(pg_temp.estimate(query) BETWEEN n / 10.0 AND 10.0 * n, format('%s of a constant in a subquery: %s rows', call, n))
FROM (SELECT call, query, pg_temp.counted(query) AS n FROM asked,
      LATERAL (SELECT format('SELECT FROM (VALUES (%s)) AS v(%s), %s', pg_temp.constant(attname, source, 1), attname, call) AS query
               FROM pg_attribute WHERE attrelid = source::regclass AND attnum = 2) AS q WHERE source = 'held') AS counted;

SELECT * FROM finish();
ROLLBACK;
