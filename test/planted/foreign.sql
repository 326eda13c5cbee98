-- What the extension in schema :home refers to and is neither its own nor the
-- server's, from pg_depend: its members, what belongs to those (indexes,
-- constraints, defaults, rules, array types), and all that they need.  The language
-- PL/pgSQL is the server's too, though it can be dropped.  Without the
-- extension what stands in the schema counts as its members.
WITH RECURSIVE part (classid, objid) AS (
    SELECT d.classid, d.objid FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_extension AS e ON e.oid OPERATOR(pg_catalog.=) d.refobjid
    WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.deptype OPERATOR(pg_catalog.=) 'e'
      AND e.extname OPERATOR(pg_catalog.=) 'sanctions'
    UNION
    SELECT d.classid, d.objid FROM pg_catalog.pg_depend AS d
    WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_namespace'::pg_catalog.regclass
      AND d.refobjid OPERATOR(pg_catalog.=) :'home'::pg_catalog.regnamespace::pg_catalog.oid
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension AS e WHERE e.extname OPERATOR(pg_catalog.=) 'sanctions')
    UNION
    SELECT d.classid, d.objid FROM part AS p JOIN pg_catalog.pg_depend AS d
        ON d.refclassid OPERATOR(pg_catalog.=) p.classid AND d.refobjid OPERATOR(pg_catalog.=) p.objid
    WHERE d.deptype OPERATOR(pg_catalog.=) ANY (ARRAY['a', 'i']::pg_catalog."char"[])
)
SELECT DISTINCT pg_catalog.format('%s: %s', pg_catalog.pg_describe_object(d.classid, d.objid, 0),
                                  pg_catalog.pg_describe_object(d.refclassid, d.refobjid, 0))
FROM part AS p JOIN pg_catalog.pg_depend AS d ON d.classid OPERATOR(pg_catalog.=) p.classid AND d.objid OPERATOR(pg_catalog.=) p.objid
WHERE d.deptype OPERATOR(pg_catalog.<>) 'e'
  AND NOT EXISTS (SELECT FROM part AS q WHERE q.classid OPERATOR(pg_catalog.=) d.refclassid AND q.objid OPERATOR(pg_catalog.=) d.refobjid)
  AND NOT (d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_namespace'::pg_catalog.regclass
           AND d.refobjid OPERATOR(pg_catalog.=) :'home'::pg_catalog.regnamespace::pg_catalog.oid)
  AND NOT (d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_language'::pg_catalog.regclass
           AND EXISTS (SELECT FROM pg_catalog.pg_language AS l WHERE l.oid OPERATOR(pg_catalog.=) d.refobjid AND l.lanname OPERATOR(pg_catalog.=) 'plpgsql'))
ORDER BY 1;
