-- Shares: the aggregates against plain SQL, their algebra and errors.
BEGIN;
SELECT plan(45);
SELECT setseed(0.3);

CREATE TEMP TABLE f AS
SELECT i, (i * 7919) % 40 AS g, c, v, v::numeric AS n, (v * 1000)::bigint AS b, round(v::numeric, 12) AS exact
FROM generate_series(1, 30000) AS i,
     LATERAL (SELECT CASE WHEN random() < 0.1 THEN NULL ELSE random() < 0.4 END,
        CASE WHEN i % 97 = 0 THEN NULL ELSE random() * 10.0 ^ (random() * 14 - 5) END) AS r(c, v)
ORDER BY random();

-- the oracle: plain SQL over numeric
SELECT bag_eq('SELECT g, import_share(c, v) AS v, import_share(c, n) AS n, import_share(c, b) AS b FROM f GROUP BY g',
    'SELECT g, k AS v, k AS n, (sum(b) FILTER (WHERE c))::float8 / sum(b)::float8 AS b
     FROM f JOIN (SELECT g, (sum(exact) FILTER (WHERE c))::float8 / sum(exact)::float8 FROM f GROUP BY g) AS s(g, k) USING (g) GROUP BY g, k',
    'shares equal plain SQL to the bit');
CREATE TEMP VIEW bounds AS SELECT g, import_share_bounds(c, v) AS v, import_share_bounds(c, n) AS n, import_share_bounds(c, b) AS b FROM f GROUP BY g;
SELECT bag_eq('SELECT g, (v).low, (v).high, (v).coverage FROM bounds',
    'SELECT g, k / t AS a, (sum(exact) FILTER (WHERE c IS NOT FALSE))::float8 / t AS b, (sum(exact) FILTER (WHERE c IS NOT NULL))::float8 / t AS c
     FROM f JOIN (SELECT g, sum(exact)::float8, (sum(exact) FILTER (WHERE c))::float8 FROM f GROUP BY g) AS s(g, t, k) USING (g) GROUP BY g, t, k',
    'bounds equal plain SQL to the bit');
SELECT is(count(*), 40::bigint, 'numeric gives the same bounds') FROM bounds WHERE v = n;
SELECT bag_eq('SELECT g, (b).low, (b).coverage FROM bounds',
    'SELECT g, (sum(b) FILTER (WHERE c))::float8 / sum(b)::float8 AS a, (sum(b) FILTER (WHERE c IS NOT NULL))::float8 / sum(b)::float8 AS b FROM f GROUP BY g', 'bigint');
SELECT is(count(*), 40::bigint, 'low is the share, and bounds are in order')
FROM (SELECT g, import_share(c, v) AS share FROM f GROUP BY g) AS s JOIN bounds USING (g)
WHERE (v).low = share AND (v).low <= (v).high AND (v).high <= 1 AND (v).coverage BETWEEN 0 AND 1;

-- golden: .5/.3/.2
SELECT is(import_share(label = 'a', v), 0.5::float8, 'half') FROM (VALUES ('a', 0.5), ('b', 0.3), ('c', 0.2)) AS f(label, v);
SELECT is(import_share(label = 'a', v), 0.5::float8, 'an unknown condition counts in the total') FROM (VALUES ('a', 5), ('b', 3), (NULL, 2)) AS f(label, v);
SELECT is(import_share_bounds(label = 'a', v), (0.5, 0.7, 0.8)::share_bounds, 'bounds') FROM (VALUES ('a', 5), ('b', 3), (NULL, 2)) AS f(label, v);

-- edges
SELECT is((SELECT import_share(c, v) FROM unnest(cs, vs) AS r(c, v)), share, 'share: ' || what),
    is((SELECT import_share_bounds(c, v) FROM unnest(cs, vs) AS r(c, v)), bounds::share_bounds, 'bounds: ' || what)
FROM (VALUES
    (ARRAY[]::boolean[], ARRAY[]::float8[], NULL::float8, NULL, 'no rows'), (ARRAY[true, NULL], ARRAY[NULL, NULL]::float8[], NULL, NULL, 'skipped rows only'),
    (ARRAY[true, false], ARRAY[0, 0], NULL, NULL, 'total 0'), (ARRAY[true, false], ARRAY[5, -5], NULL, NULL, 'total 0 of parts that are not'),
    (ARRAY[false], ARRAY[5], 0, '(0,0,1)', 'nothing of interest'), (ARRAY[true], ARRAY[5], 1, '(1,1,1)', 'nothing else'),
    (ARRAY[NULL::boolean], ARRAY[5], 0, '(0,1,0)', 'nothing known'), (ARRAY[true, true, false], ARRAY[5, -3, 6], 0.25, '(0.25,0.25,1)', 'corrections add up')
) AS c(cs, vs, share, bounds, what);
SELECT is(import_share(c, v), 0.5::float8, 'a running sum may pass the limit')
FROM (VALUES (true, 1.7e26), (true, 1.7e26), (true, -1.7e26), (true, -1.7e26 + 3), (false, 3)) AS r(c, v);

SELECT throws_ok(format('SELECT %s(c, v) FROM (VALUES %s) AS r(c, v)', agg, rows), code, NULL, agg || ' over ' || rows)
FROM (VALUES ('(true, -1), (false, 5)', '22023'), ('(true, 5), (false, -1)', '22023'), ('(true, -5)', '22023'),
    ('(true, ''NaN''::float8)', '22023'), ('(NULL::boolean, ''Infinity''::numeric)', '22023'), ('(true, 1e27::float8)', '22003'), ('(true, 1.7e26), (false, 1)', '22003')) AS e(rows, code),
    (VALUES ('import_share')) AS a(agg);
SELECT throws_ok('SELECT import_share_bounds(c, v) FROM (VALUES (true, 5), (NULL, -1)) AS r(c, v)', '22023');
SELECT throws_ok('SELECT import_share_add(NULL, true, 1::float8)', '0A000');
SELECT throws_ok(format('SELECT import_share_combine(%1$L, %1$L)', '1' || repeat(' ' || repeat('0', 48), 3)), '0A000');

-- algebra
CREATE AGGREGATE pg_temp.share_state(boolean, double precision) (SFUNC = import_share_add, STYPE = import_share_state);
CREATE AGGREGATE pg_temp.share_merge(import_share_state) (SFUNC = import_share_combine, STYPE = import_share_state);
CREATE TEMP TABLE part AS
SELECT k, i % k AS p, pg_temp.share_state(c, v) AS s FROM f, unnest(ARRAY[1, 2, 7, 500]) AS k GROUP BY k, i % k;
SELECT is(count(DISTINCT x::text), 1::bigint, 'any partition, any order')
FROM (SELECT pg_temp.share_merge(s ORDER BY p) FROM part GROUP BY k
      UNION ALL SELECT pg_temp.share_merge(s ORDER BY p DESC) FROM part GROUP BY k
      UNION ALL SELECT pg_temp.share_merge(s::text::import_share_state) FROM part GROUP BY k
      UNION ALL SELECT pg_temp.share_state(c, v ORDER BY v) FROM f) AS m(x);
\copy part (s) TO PROGRAM 'cat > "${TMPDIR:-/tmp}/sanctions_share.$PPID"' (FORMAT binary)
CREATE TEMP TABLE back (s import_share_state);
\copy back (s) FROM PROGRAM 'cat "${TMPDIR:-/tmp}/sanctions_share.$PPID"; rm "${TMPDIR:-/tmp}/sanctions_share.$PPID"' (FORMAT binary)
SELECT bag_eq('SELECT s::text FROM part', 'SELECT s::text FROM back', 'binary reads back');
SELECT is(encode(import_share_state_send(('1 ' || repeat('0', 47) || '1 ' || repeat('f', 48) || ' ' || repeat('0', 46) || '20')::import_share_state), 'hex'),
    '01' || '000000' || '00000000' || 'ffffffff' || '00000000' || '01' || repeat('00', 15) || repeat('ff', 16) || '20' || repeat('00', 15),
    'the binary form is the bytes that are stored, little-endian');
SELECT throws_ok(format('SELECT %L::import_share_state', t), '22P02', NULL, 'refuses a damaged state')
FROM part, LATERAL (VALUES (''), (left(s::text, -1)), (s::text || '0'), ('2' || substr(s::text, 2))) AS b(t) WHERE k = 1;

-- moving frames equal frames computed afresh (FILTER with a volatile condition has no moving form)
SELECT is(count(*), 0::bigint, 'moving frames equal fresh ones')
FROM (SELECT import_share(c, v) OVER w AS v, import_share(c, v) FILTER (WHERE random() >= 0) OVER w AS v2,
        import_share(c, n) OVER w AS n, import_share(c, n) FILTER (WHERE random() >= 0) OVER w AS n2,
        import_share_bounds(c, b) OVER w AS b, import_share_bounds(c, b) FILTER (WHERE random() >= 0) OVER w AS b2
      FROM f WHERE i <= 900 WINDOW w AS (PARTITION BY g % 3 ORDER BY i ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)) AS x
WHERE v IS DISTINCT FROM v2 OR n IS DISTINCT FROM n2 OR b IS DISTINCT FROM b2;

-- parallel plans give the same bits
CREATE TABLE public.share_parallel AS SELECT * FROM f;
CREATE TEMP TABLE serial AS SELECT g, import_share(c, v), import_share_bounds(c, n) FROM share_parallel GROUP BY g;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 4;
ALTER TABLE share_parallel SET (parallel_workers = 4);
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; plan text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP plan := plan || line || E'\n'; END LOOP;
    RETURN plan;
END $$;
SELECT matches(pg_temp.plan_of('SELECT import_share(c, v), import_share_bounds(c, v) FROM share_parallel'), 'Partial Aggregate', 'a parallel plan is used');
SELECT bag_eq('SELECT g, import_share(c, v), import_share_bounds(c, n) FROM share_parallel GROUP BY g', 'SELECT * FROM serial', 'parallel equals serial');

SELECT * FROM finish();
ROLLBACK;
