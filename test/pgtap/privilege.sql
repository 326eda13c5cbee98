-- Who may call what: plumbing is the server's, everything else is everybody's.
-- Taken from the catalog, so that a new function is in it.
--
-- Transition, combine and final functions stay everybody's: PostgreSQL asks for the
-- rights of the aggregate's owner, but Citus, which calls them by themselves, for
-- those of the caller.  They look for themselves who calls them.
BEGIN;
SELECT plan(11);

SET LOCAL client_min_messages = error;
CREATE TEMP TABLE fn AS
SELECT p.oid, p.oid::regprocedure AS name, p.prokind AS kind, p.prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql') AS interpreted,
    p.prorettype IN ('trigger'::regtype, 'internal'::regtype) OR 'internal'::regtype = ANY (p.proargtypes::oid[])
        OR EXISTS (SELECT FROM pg_aggregate WHERE aggminvtransfn = p.oid)
        AND NOT EXISTS (SELECT FROM pg_aggregate WHERE p.oid IN (aggtransfn, aggfinalfn, aggcombinefn)) AS plumbing
FROM pg_proc AS p
JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions';

CREATE ROLE sanctions_anybody;
SELECT is_empty($$SELECT name FROM fn WHERE plumbing AND has_function_privilege('sanctions_anybody', oid, 'EXECUTE') ORDER BY 1::text$$,
    'functions of internal arguments, inverse functions and triggers are not for everybody');
SELECT is_empty($$SELECT name FROM fn WHERE NOT plumbing AND NOT has_function_privilege('sanctions_anybody', oid, 'EXECUTE') ORDER BY 1::text$$,
    'every other function is');

-- What anybody does with the extension.
CREATE TABLE sample (type regtype PRIMARY KEY, value text, other text);
INSERT INTO sample VALUES
    ('smallint', '2023', '2022'), ('integer', '2023', '2022'), ('bigint', '854231', '85'), ('double precision', '1.5', '2'), ('numeric', '1.5', '2'), ('boolean', 'true', 'false'),
    ('text', 'CHN', '8542'), ('date', '2023-01-01', '2022-01-01'), ('timestamp', '2023-01-01', '2022-01-01'), ('timestamptz', '2023-01-01', '2022-01-01'),
    ('regclass', 'rows', 'rows'), ('name', 'rows', 'rows'), ('daterange', '[2022-01-01,2023-01-01)', '[2021-01-01,2022-01-01)'), ('text[]', '{CHN}', '{}'), ('jsonb', '{}', '[]'),
    ('country_code', 'CHN', 'RUS'), ('hs_code', '854231', '85'), ('country_code[]', '{CHN}', '{}'), ('hs_code[]', '{85}', '{}'), ('trade_window', '2023', '2022'),
    ('trade_series', '{"2022":[5,1],"2023":[7,1]}', '{}'), ('trade_mix', '{"labels":"text","values":{"CHN":5}}', '{"labels":null,"values":{}}'),
    ('trade_matrix', '{"labels":"text","periods":"year","flows":{"RUS":{"CHN":{"2022":5,"2023":7}}}}', '{"labels":null,"periods":null,"flows":{}}');
CREATE FUNCTION pg_temp.good(wanted oid) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce((SELECT format('%L::%s', value, type) FROM sample WHERE type = wanted), format('NULL::%s', wanted::regtype))
$$;
CREATE FUNCTION pg_temp.call(called oid) RETURNS text LANGUAGE sql AS $$
    SELECT format('%s(%s)', oid::regproc, (SELECT string_agg(pg_temp.good(t), ', ' ORDER BY n) FROM unnest(proargtypes::oid[]) WITH ORDINALITY AS u(t, n)))
    FROM pg_proc WHERE oid = called
$$;
CREATE TEMP TABLE outcome (what text, statement text, state text, message text);
CREATE FUNCTION pg_temp.attempt(what text, statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
    INSERT INTO outcome VALUES (what, statement, 'ok');
EXCEPTION WHEN OTHERS THEN
    INSERT INTO outcome VALUES (what, statement, SQLSTATE, SQLERRM);
END $$;
CREATE TABLE owned AS SELECT t.oid AS type, format('(%L::%s)', s.value, s.type) AS a, format('(%L::%2$s)', s.other, s.type) AS b
FROM pg_type AS t JOIN sample AS s ON s.type = t.oid JOIN pg_depend AS d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e';
GRANT ALL ON sample, owned, fn, outcome TO sanctions_anybody;
GRANT CREATE ON SCHEMA public TO sanctions_anybody;
SET LOCAL ROLE sanctions_anybody;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
CREATE TABLE rows AS SELECT n, n % 3 AS g FROM generate_series(1, 100) AS n;
\o /dev/null
SELECT pg_temp.attempt('aggregate', format('SELECT %s%s', pg_temp.call(oid), form)) FROM fn,
    unnest('{""," OVER (ROWS 1 PRECEDING)"," FROM rows"," FROM rows GROUP BY g"}'::text[]) AS form WHERE kind = 'a';
SELECT pg_temp.attempt('window', format('SELECT %s OVER ()', pg_temp.call(oid))) FROM fn WHERE kind = 'w';
-- flow_issues() wants a query
SELECT pg_temp.attempt('function', format('SELECT %s', pg_temp.call(oid))) FROM fn WHERE kind = 'f' AND NOT plumbing AND NOT interpreted AND name::text !~ '^flow_issues';
SELECT pg_temp.attempt('function in PL/pgSQL', format('SELECT %s', pg_temp.call(oid))) FROM fn WHERE kind = 'f' AND NOT plumbing AND interpreted;
SELECT pg_temp.attempt('operator', format('SELECT (%s) OPERATOR(%s.%s) (%s)', pg_temp.good(o.oprleft), n.nspname, o.oprname, pg_temp.good(o.oprright)))
FROM pg_operator AS o JOIN pg_namespace AS n ON n.oid = o.oprnamespace JOIN fn ON fn.oid = o.oprcode;
SELECT pg_temp.attempt('cast', format('SELECT CAST((%s) AS %s)', pg_temp.good(castsource), casttarget::regtype))
FROM pg_cast JOIN pg_depend AS d ON d.classid = 'pg_cast'::regclass AND d.objid = pg_cast.oid AND d.deptype = 'e';
SELECT pg_temp.attempt('type', format('SELECT (%s)::text, to_jsonb(%1$s), ARRAY[%1$s], ROW(%1$s)', a)) FROM owned;
SELECT pg_temp.attempt('operator class', format($$
    CREATE TABLE made AS SELECT %1$s AS v UNION ALL SELECT %2$s;
    CREATE INDEX made_v ON made USING %3$s (v %4$s);
    SET LOCAL enable_seqscan = off;
    SELECT FROM made AS a JOIN made AS b ON a.v OPERATOR(%5$s) b.v;
    SELECT FROM made WHERE v OPERATOR(%5$s) ANY (array_cat(ARRAY[%1$s, %2$s, %1$s, %2$s, %1$s], ARRAY[%1$s, %2$s, %1$s, %2$s, %1$s]));
    SELECT FROM made WHERE v OPERATOR(%5$s) %1$s;
    SELECT v, count(*) FROM made GROUP BY v ORDER BY v;
    SELECT DISTINCT v FROM made;
    DROP TABLE made $$, o.a, o.b, m.amname, c.opcname, format('%I.%s', n.nspname, w.oprname)))
FROM owned AS o JOIN pg_opclass AS c ON c.opcintype = o.type JOIN pg_am AS m ON m.oid = c.opcmethod
JOIN pg_amop AS p ON p.amopfamily = c.opcfamily AND p.amoplefttype = o.type AND p.amoprighttype = o.type
    AND p.amopstrategy = CASE m.amname WHEN 'hash' THEN 1 ELSE 3 END
JOIN pg_operator AS w ON w.oid = p.amopopr JOIN pg_namespace AS n ON n.oid = w.oprnamespace;
\o
SELECT throws_ok('CREATE TRIGGER mine BEFORE INSERT ON rows FOR EACH ROW EXECUTE FUNCTION sanctions_shipped_guard()', '42501', NULL,
    'nobody builds a trigger of ours');
RESET ROLE;
SELECT is_empty($$SELECT what, statement, state, message FROM outcome WHERE state ~ '^42|^XX'
        -- functions that take names and queries say that these are none; a schema needs the right to make it
        AND (what, state) NOT IN (('function in PL/pgSQL', '42P01'), ('function in PL/pgSQL', '42703'), ('function in PL/pgSQL', '42883'), ('function in PL/pgSQL', '42601'))
        AND (split_part(statement, '(', 1), state) NOT IN (('SELECT sanctions_source_name', '42P01'), ('SELECT sanctions_monitor', '42501'))$$,
    'anybody uses every aggregate, window function, function, operator, cast, type and operator class');
SELECT cmp_ok(count(*) FILTER (WHERE state = 'ok'), '>', 0::bigint, what) FROM outcome WHERE what <> 'function in PL/pgSQL' GROUP BY what;

SELECT * FROM finish();
ROLLBACK;
