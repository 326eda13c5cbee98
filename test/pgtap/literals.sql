-- Literals without a type: every operator and function of the extension, made from the
-- catalog, takes one where it can be told what it means.
BEGIN;
SELECT plan(8);

CREATE TEMP TABLE ours AS
SELECT d.classid, d.objid FROM pg_depend AS d
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions'
WHERE d.deptype = 'e';

-- The operator or function that a query means; NULL where it is the server's own, an
-- SQLSTATE where it means none, or several.
CREATE FUNCTION pg_temp.meant(query text, kind regclass) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    EXECUTE 'CREATE TEMP VIEW meaning AS ' || query;
    SELECT CASE kind WHEN 'pg_operator'::regclass THEN d.refobjid::regoperator::text ELSE d.refobjid::regprocedure::text END INTO found
    FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
    WHERE r.ev_class = 'meaning'::regclass AND d.refclassid = kind;
    RAISE 'the view, and the locks it took, are given back';
EXCEPTION WHEN raise_exception THEN
    RETURN found;
WHEN ambiguous_function OR undefined_function THEN
    RETURN SQLSTATE;
END $$;

CREATE TEMP TABLE operation AS
SELECT o.oid::regoperator::text AS operator, o.oprname, typed::regtype,
    pg_temp.meant(format('SELECT ' || shape || ' AS x', o.oprname, typed::regtype), 'pg_operator') AS meant
FROM pg_operator AS o JOIN ours ON classid = 'pg_operator'::regclass AND objid = o.oid,
    LATERAL (VALUES (o.oprleft, 'NULL::%2$s %1$s NULL'), (o.oprright, 'NULL %1$s NULL::%2$s')) AS v(typed, shape);
SELECT is_empty($$SELECT * FROM operation WHERE meant ~ '^42'$$, 'every operator takes a literal on either side');
SELECT is_empty($$SELECT o.operator, o.typed, o.meant FROM operation AS o JOIN pg_operator AS same
        ON same.oprname = o.oprname AND same.oprleft = o.typed AND same.oprright = o.typed
    WHERE o.meant IS DISTINCT FROM NULLIF(same.oid::regoperator::text, (SELECT s.oid::regoperator::text FROM pg_operator AS s WHERE s.oid = same.oid AND s.oprnamespace = 'pg_catalog'::regnamespace))$$,
    'a literal is of the type on the other side, where its operator compares two of that type');
SELECT is(pg_temp.meant($$SELECT NULL::country_code = 'CHN' AS x$$, 'pg_operator'), '=(country_code,country_code)', 'a country and a literal are two countries');
SELECT is(pg_temp.meant($$SELECT NULL::hs_code <@ '8542' AS x$$, 'pg_operator'), '<@(hs_code,hs_code)', 'an HS code and a literal are two HS codes');
SELECT is(pg_temp.meant($$SELECT NULL::text = 'CHN' AS x$$, 'pg_operator'), NULL, 'text and a literal are two texts');

-- functions: a literal in each place; a period may be a year or a day, and a state is no literal
CREATE TEMP TABLE use AS
SELECT p.oid::regprocedure::text AS function, p.proname, i, p.proargtypes[i]::regtype::text AS type,
    pg_temp.meant(format(CASE WHEN p.proretset OR p.prorettype = 'record'::regtype THEN 'SELECT FROM %s(%s)%s AS x' ELSE 'SELECT %s(%s)%s AS x' END,
        p.proname, arguments, CASE WHEN p.prokind = 'w' THEN ' OVER ()' ELSE '' END), 'pg_proc') AS meant
FROM pg_proc AS p JOIN ours ON classid = 'pg_proc'::regclass AND objid = p.oid,
    generate_series(0, p.pronargs - 1) AS i,
    LATERAL (SELECT string_agg(CASE WHEN n - 1 = i THEN 'NULL' ELSE 'NULL::' || format_type(t, NULL) END, ', ' ORDER BY n)
             FROM unnest(p.proargtypes) WITH ORDINALITY AS a(t, n)) AS l(arguments)
WHERE NOT p.proargtypes::oid[] && ARRAY['internal', 'cstring']::regtype[]::oid[]
  AND NOT p.prorettype = ANY (ARRAY['trigger', 'cstring', 'internal', 'void']::regtype[]);
SELECT is_empty($$SELECT * FROM use WHERE meant ~ '^42'
    AND NOT (type IN ('integer', 'date') AND proname ~ '^(trade_growth|trade_series|trade_matrix|yoy_growth)')
    AND NOT type ~ '^trade_(mix|matrix|series)'$$, 'every function takes a literal in every place but a period and a state');

-- arrays of codes become arrays of text without making anything ambiguous
SELECT is_empty($$SELECT p.oid::regprocedure, a FROM pg_proc AS p JOIN ours ON classid = 'pg_proc'::regclass AND objid = p.oid,
        unnest(ARRAY['country_code[]', 'hs_code[]']) AS a,
        LATERAL (SELECT string_agg('NULL::' || CASE format_type(t, NULL) WHEN 'text[]' THEN a ELSE format_type(t, NULL) END, ', ' ORDER BY n)
                 FROM unnest(p.proargtypes) WITH ORDINALITY AS args(t, n)) AS l(arguments)
    WHERE 'text[]'::regtype::oid = ANY (p.proargtypes::oid[])
      AND pg_temp.meant(format('SELECT FROM %s(%s) AS x', p.proname, arguments), 'pg_proc') IS DISTINCT FROM p.oid::regprocedure::text$$,
    'functions of text[] take an array of codes');
SELECT is_empty($$SELECT o.oprname, a, b FROM pg_operator AS o, unnest(ARRAY['country_code[]', 'hs_code[]']) AS a, unnest(ARRAY['NULL', 'NULL::' || a]) AS b
    WHERE o.oprleft = 'anyarray'::regtype AND o.oprright = 'anyarray'::regtype
      AND pg_temp.meant(format('SELECT NULL::%s %s %s AS x', a, o.oprname, b), 'pg_operator') ~ '^42'$$,
    'operators of arrays take two arrays of codes, or one and a literal');

SELECT * FROM finish();
ROLLBACK;
