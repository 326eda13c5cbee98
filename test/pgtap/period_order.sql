-- Order, equality and hash of trade_window, by operators that are not called =.
BEGIN;
SELECT plan(105);
-- a plan without sequential scans costs enough for the JIT
SET LOCAL jit = off;
SELECT setseed(0.31);

-- Windows with their months as numbers: many share the first or the last one.
CREATE TEMP TABLE months AS
SELECT DISTINCT first, first + span AS last
FROM (SELECT 12 * (1 + (random() * 3)::integer) + (random() * 11)::integer AS first, (random() * 14)::integer AS span
      FROM generate_series(1, 250)) AS made
UNION VALUES (12, 12), (12, 119999), (119999, 119999);
CREATE TEMP TABLE w AS
SELECT first, last, daterange(make_date(first / 12, first % 12 + 1, 1), make_date((last + 1) / 12, (last + 1) % 12 + 1, 1))::trade_window AS during
FROM months;
CREATE TEMP TABLE twice AS SELECT * FROM w UNION ALL SELECT * FROM w ORDER BY 2, 1;
ANALYZE w, twice;

SELECT is_empty($$SELECT * FROM w AS a, w AS b WHERE
    (a.during <<< b.during, a.during <<<= b.during, a.during === b.during, a.during !== b.during, a.during >>>= b.during, a.during >>> b.during,
     trade_window_cmp(a.during, b.during), trade_window_cmp(a.during, b.during) = 0)
    IS DISTINCT FROM
    ((a.first, a.last) < (b.first, b.last), (a.first, a.last) <= (b.first, b.last), (a.first, a.last) = (b.first, b.last),
     (a.first, a.last) <> (b.first, b.last), (a.first, a.last) >= (b.first, b.last), (a.first, a.last) > (b.first, b.last),
     CASE WHEN (a.first, a.last) = (b.first, b.last) THEN 0 WHEN (a.first, a.last) < (b.first, b.last) THEN -1 ELSE 1 END,
     (a.first, a.last) = (b.first, b.last))$$, 'every comparison is that of the months');
SELECT results_eq('SELECT during::text FROM w ORDER BY w.during', 'SELECT during::text FROM w ORDER BY first, last', 'ORDER BY');
SELECT results_eq('SELECT during::text FROM w ORDER BY w.during DESC', 'SELECT during::text FROM w ORDER BY first DESC, last DESC', 'downwards');

CREATE FUNCTION pg_temp.answers() RETURNS text
LANGUAGE sql AS $$
    SELECT concat_ws(' ', (SELECT count(*) FROM (SELECT DISTINCT during FROM twice) AS d), (SELECT count(DISTINCT during) FROM twice),
        (SELECT count(*) FROM (SELECT during FROM twice GROUP BY during HAVING count(*) = 2) AS g),
        (SELECT count(*) FROM (SELECT during FROM twice UNION SELECT during FROM w) AS u),
        (SELECT count(*) FROM (SELECT during FROM twice EXCEPT SELECT during FROM w) AS e),
        (SELECT count(*) FROM (SELECT during FROM twice INTERSECT SELECT during FROM w) AS i),
        (SELECT count(*) FROM twice AS a JOIN w AS b ON a.during === b.during),
        (SELECT count(*) FROM (SELECT DISTINCT ON (during) * FROM twice) AS o)) $$;
CREATE FUNCTION pg_temp.expected() RETURNS text
LANGUAGE sql AS $$ SELECT format('%1$s %1$s %1$s %1$s 0 %1$s %2$s %1$s', count(*), 2 * count(*)) FROM w $$;
SELECT is(pg_temp.answers(), pg_temp.expected(), 'DISTINCT, GROUP BY, UNION and joins, as planned');
SET LOCAL enable_hashagg = off;
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_nestloop = off;
SELECT is(pg_temp.answers(), pg_temp.expected(), 'by sorting and merging');
SET LOCAL enable_hashagg = on;
SET LOCAL enable_hashjoin = on;
SET LOCAL enable_mergejoin = off;
SELECT is(pg_temp.answers(), pg_temp.expected(), 'by hashing');
RESET enable_mergejoin;
RESET enable_nestloop;

SELECT is((SELECT count(DISTINCT trade_window_hash(during)) > 0.98 * count(*) FROM w), true, 'hashes differ');
SELECT is_empty('SELECT * FROM w WHERE trade_window_hash_extended(during, 0)::bit(32) <> trade_window_hash(during)::bit(32)',
    'the extended hash with seed 0 has the hash as its low half');
SELECT isnt(trade_window_hash_extended('2023', 1), trade_window_hash_extended('2023', 2), 'the seed matters');
SELECT is(trade_window_hash('2023-Q1'), trade_window_hash('[2023-01-01,2023-04-01)'), 'one window, one hash, however written');

-- what compares by the type's own equality: rows, arrays, replication
SELECT is((SELECT count(*) FROM w AS a, w AS b WHERE a = b), (SELECT count(*) FROM w), 'whole rows');
SELECT ok(ARRAY[2023::trade_window, '2023-03'] = ARRAY['[2023-01-01,2024-01-01)'::trade_window, '2023-03'], 'arrays');

-- indexes
CREATE INDEX w_during ON w (during);
SET LOCAL enable_seqscan = off;
CREATE FUNCTION pg_temp.condition(query text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
    RETURN jsonb_path_query_first(plan, '$.**."Index Cond"') #>> '{}';
END $$;
SELECT matches(pg_temp.condition('SELECT FROM w WHERE during ' || o || ' ''2023-Q1'''), 'during', 'a btree index serves ' || o)
FROM unnest('{<<<,<<<=,===,>>>=,>>>}'::text[]) AS o;
DROP INDEX w_during;
CREATE INDEX w_hash ON w USING hash (during);
SELECT matches(pg_temp.condition('SELECT FROM w WHERE during === ''2023-Q1'''), 'during', 'a hash index serves ===');
SELECT is_empty('SELECT * FROM w AS a WHERE (SELECT count(*) FROM w WHERE during === a.during) <> 1', 'and finds each window');
RESET enable_seqscan;
SELECT throws_ok('CREATE UNIQUE INDEX ON twice (during)', '23505', NULL, 'a unique index sees what is there twice');

SELECT ok(amvalidate(c.oid), 'amvalidate: ' || m.amname) FROM pg_opclass AS c JOIN pg_am AS m ON m.oid = c.opcmethod
WHERE c.opcname = 'trade_window_ops' ORDER BY 1;

-- no comparison of the usual names: a date never meets a year by way of windows
SELECT is_empty($$SELECT oid::regoperator FROM pg_operator
    WHERE 'trade_window'::regtype IN (oprleft, oprright) AND oprname IN ('=', '<>', '<', '<=', '>', '>=')$$, 'no operator of trade_window has a usual name');
SELECT throws_ok(format('SELECT %s %s %s', a, o, b), '42883', NULL, format('%s %s %s is refused', a, o, b))
FROM (VALUES ('''2023-01-01''::date', '2023'), ('2023', '''2023-01-01''::date'), ('''2023-01-01''::date', '2023::smallint'),
    ('''2023-01-01''::timestamp', '2023'), ('''2023-01-01''::timestamptz', '2023'), ('''[2023-01-01,2024-01-01)''::daterange', '2023'),
    ('''2023''::trade_window', '2023'), ('2023', '''2023''::trade_window'), ('''2023''::trade_window', '''2023'''),
    ('''2023''::trade_window', '''2023''::trade_window'), ('''2023''::trade_window', '''2023-01-01''::date')) AS v(a, b),
    unnest('{=,<>,<,<=,>,>=,IS DISTINCT FROM}'::text[]) AS o;
SELECT throws_ok('SELECT ' || expression, '42883', NULL, expression || ' is refused')
FROM unnest(ARRAY['''2023-01-01''::date IN (2023)', '''2023-01-01''::date = ANY (ARRAY[2023])', 'NULLIF(''2023''::trade_window, 2023)',
    'CASE ''2023-01-01''::date WHEN 2023 THEN 1 END', '''2023''::trade_window BETWEEN 2022 AND 2024']) AS expression;

SELECT * FROM finish();
ROLLBACK;
