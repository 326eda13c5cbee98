-- Every public object of the extension, by name; any other one fails.
BEGIN;
SELECT plan(7);

CREATE TEMP TABLE found AS
SELECT regexp_replace(pg_describe_object(d.classid, d.objid, 0), '\mpublic\.', '', 'g') AS object
FROM pg_depend AS d
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
WHERE e.extname = 'sanctions' AND d.deptype = 'e'
  -- array types, row types and the members of operator classes come with their owners
  AND NOT (d.classid = 'pg_type'::regclass AND EXISTS (
      SELECT FROM pg_type AS t WHERE t.oid = d.objid AND (t.typelem <> 0 AND t.typlen = -1 AND t.typcategory = 'A'
          OR t.typrelid <> 0 AND EXISTS (SELECT FROM pg_class AS c WHERE c.oid = t.typrelid AND c.relkind <> 'c'))));

CREATE TEMP TABLE listed (object text);
\copy listed FROM PROGRAM 'cat "${SRCDIR:-.}/test/inventory.txt"'

SELECT is_empty('SELECT object FROM found EXCEPT SELECT object FROM listed ORDER BY 1',
    'every object is in the inventory');
SELECT is_empty('SELECT object FROM listed EXCEPT SELECT object FROM found ORDER BY 1',
    'every object of the inventory exists');

SELECT is_empty($$
    SELECT pg_describe_object(d.classid, d.objid, 0)
    FROM pg_depend AS d
    JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
    WHERE e.extname = 'sanctions' AND d.deptype = 'e'
      AND d.classid IN ('pg_proc'::regclass, 'pg_class'::regclass, 'pg_operator'::regclass, 'pg_type'::regclass)
      AND NOT (d.classid = 'pg_type'::regclass AND EXISTS (
          SELECT FROM pg_type AS t WHERE t.oid = d.objid AND (t.typcategory = 'A' OR t.typrelid <> 0)))
      AND NOT (d.classid = 'pg_class'::regclass AND EXISTS (
          SELECT FROM pg_class AS c WHERE c.oid = d.objid AND c.relkind IN ('i', 'c', 'S')))
      AND obj_description(d.objid, d.classid::regclass::name) IS NULL
    ORDER BY 1 $$, 'every object has a comment');

SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc AS p
    JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
    JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions'
    JOIN pg_language AS l ON l.oid = p.prolang
    WHERE p.prosecdef OR p.proparallel <> 's' AND p.prorettype <> 'trigger'::regtype AND p.proname NOT IN ('flow_issues', 'sanctions_capture_changes', 'sanctions_capture_keeper', 'sanctions_capture_target') AND NOT (p.provolatile = 'v' AND l.lanname IN ('sql', 'plpgsql')) $$,
    'no function is SECURITY DEFINER, all are PARALLEL SAFE but the one that runs a user''s query, the one that reads the rows of a trigger, those that lock its table, and those in SQL and PL/pgSQL that change tables');

SELECT is_empty($$
    SELECT a.aggfnoid::regprocedure FROM pg_aggregate AS a
    JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = a.aggfnoid AND d.deptype = 'e'
    JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions'
    WHERE a.aggtranstype = 'internal'::regtype OR a.aggcombinefn = 0 OR a.aggfinalmodify <> 'r' $$,
    'no aggregate has an internal state, all combine, final functions only read');

SELECT is_empty($$
    SELECT t.typarray::regtype FROM pg_type AS t
    JOIN pg_depend AS d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
    JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions'
    WHERE t.typarray <> 0 AND NOT EXISTS (SELECT FROM pg_class AS c WHERE c.oid = t.typrelid AND c.relkind <> 'c')
      AND NOT EXISTS (SELECT FROM pg_depend AS a
        WHERE a.classid = d.classid AND a.objid = t.typarray AND a.refclassid = d.refclassid AND a.refobjid = e.oid AND a.deptype = 'e') $$,
    'array types are members, too');

SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc AS p
    JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
    JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions'
    WHERE p.prorettype = 'internal'::regtype AND (p.provolatile <> 'i' OR NOT p.proisstrict OR p.proparallel <> 's') $$,
    'planner support is marked as that of the server is: immutable and strict');

SELECT * FROM finish();
ROLLBACK;
