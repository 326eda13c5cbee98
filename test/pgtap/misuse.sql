-- Every function of the extension, called in every wrong way that SQL allows: each
-- call gives a result or a clean error, and the server lives.  What is called comes
-- from the catalog, so a new function, aggregate or type is in it.  A function in
-- PL/pgSQL is called plainly; in what else a function can be used the server answers for it.
--
-- One way is left out, since no C function can defend itself: a superuser who takes
-- a pointer that the server made for one kind of `internal` function to another kind
-- (a sortsupport function as OPTIONS of an operator class).  The server's own die of it too.
BEGIN;
SELECT plan(17);

SET LOCAL client_min_messages = error;
\set limit '40s'
\getenv limit MISUSE_LIMIT
SET LOCAL statement_timeout = :'limit';
CREATE SCHEMA misuse;
SET LOCAL search_path = public, misuse, pg_catalog;

-- Arguments: of each type the first value is a good one.
CREATE TABLE misuse.sample (id serial, type regtype, expression text);
INSERT INTO misuse.sample (type, expression)
SELECT type::regtype, format('%L::%s', value, type) FROM (VALUES
    ('smallint', '2023'), ('integer', '2023'), ('integer', '12'), ('integer', '0'), ('integer', '-2147483648'),
    ('bigint', '854231'), ('bigint', '-9223372036854775808'), ('oid', '1'),
    ('double precision', '1.5'), ('double precision', 'NaN'), ('double precision', '-Infinity'),
    ('numeric', '1.5'), ('numeric', 'NaN'), ('numeric', '1e100'), ('boolean', 'true'),
    ('text', 'CHN'), ('text', '8542'), ('text', ''), ('text', repeat('x', 300)),
    ('text[]', '{CHN,RUS}'), ('text[]', '{}'), ('text[]', '{NULL}'), ('text[]', '{{CHN},{RUS}}'),
    ('integer[]', '{2,2}'), ('integer[]', '{NULL}'), ('integer[]', '{}'), ('numeric[]', '{10,390,20,280}'), ('numeric[]', '{NULL}'), ('numeric[]', '{}'),
    ('double precision[]', '{1.5,-2}'), ('double precision[]', '{NaN,Infinity}'), ('double precision[]', '{}'),
    ('date[]', '{2022-01-01,2023-01-01}'), ('date[]', '{infinity,NULL}'), ('date[]', '{}'),
    ('date', '2023-01-01'), ('date', 'infinity'), ('date', '4713-01-01 BC'),
    ('timestamp', '2023-01-01 12:00'), ('timestamp', '-infinity'), ('timestamptz', '2023-01-01 12:00Z'), ('timestamptz', 'infinity'),
    ('regclass', 'misuse.sample'), ('regclass', '0'), ('name', 'sample'), ('name', ''), ('name[]', '{exporter,value}'), ('name[]', '{NULL}'), ('name[]', '{}'),
    ('daterange', '[2022-01-01,2023-01-01)'), ('daterange', 'empty'), ('daterange', '(,)'),
    ('jsonb', '{}'), ('jsonb', '[1]'), ('jsonb', '"x"'), ('bytea', ''), ('bytea', '\x01'),
    ('cstring', '2023'), ('cstring', ''), ('cstring', '{}'),
    ('country_code', 'CHN'), ('country_code', 'W00'), ('country_code[]', '{CHN,RUS}'), ('country_code[]', '{NULL}'),
    ('hs_code', '854231'), ('hs_code', '85'), ('hs_code[]', '{85,8542}'), ('hs_code[]', '{NULL}'),
    ('trade_window', '2023'), ('trade_window', '0001-01'), ('trade_window', '9999-12'),
    ('trade_series', '{"2022":[5,1],"2023":[7,1]}'), ('trade_series', '{}'), ('trade_series', '{"2023-01":[-1,0]}'),
    ('trade_mix', '{"labels":"text","values":{"CHN":5,"RUS":7}}'), ('trade_mix', '{"labels":null,"values":{}}'),
    ('trade_mix', '{"labels":"hs_code","values":{"8542":-5}}'), ('trade_mix', '{"labels":"country_code","values":{"CHN":5}}'),
    ('trade_matrix', '{"labels":"text","periods":"year","flows":{"RUS":{"CHN":{"2022":5,"2023":7}}}}'),
    ('trade_matrix', '{"labels":null,"periods":null,"flows":{}}'),
    ('trade_matrix', '{"labels":"country_code","periods":"month","flows":{"RUS":{"CHN":{"2023-01":[-5,1,5]}}}}')
    ) AS v(type, value);

CREATE TABLE misuse.every_fn AS
SELECT p.oid, p.oid::regprocedure::text AS name, format('%I.%I', n.nspname, p.proname) AS called, p.prokind AS kind,
    p.proretset AS many, p.proisstrict AS strict, p.pronargs AS arity, p.prorettype::regtype AS result,
    ARRAY(SELECT a::regtype FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS u(a, n) ORDER BY n) AS args,
    p.prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql') AS interpreted
FROM pg_proc AS p
JOIN pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions'
WHERE p.prokind <> 'p';
CREATE VIEW misuse.fn AS SELECT * FROM misuse.every_fn WHERE NOT interpreted;

-- What came of each attempt.
CREATE TABLE misuse.outcome (way text, statement text, state text, message text);

-- Runs statements; whatever they made is gone again.
CREATE FUNCTION misuse.attempt(way text, VARIADIC statements text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    statement text;
BEGIN
    FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
    END LOOP;
    RAISE EXCEPTION 'done' USING ERRCODE = 'ZZ000';
EXCEPTION WHEN OTHERS THEN
    INSERT INTO misuse.outcome VALUES (way, array_to_string(statements, '; '),
        CASE SQLSTATE WHEN 'ZZ000' THEN 'ok' ELSE SQLSTATE END, SQLERRM);
END $$;

-- The nth sample of a type, or NULL.
CREATE FUNCTION misuse.value(wanted regtype, nth int DEFAULT 0) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce((SELECT expression FROM misuse.sample WHERE type = wanted AND nth >= 0 ORDER BY id OFFSET greatest(nth, 0) LIMIT 1),
        format('NULL::%s', wanted))
$$;

-- What planning is told of two arguments: a column and a good value, either way, two values, NULL.
CREATE FUNCTION misuse.calls(type regtype) RETURNS SETOF text[] LANGUAGE sql AS $$
    VALUES (ARRAY['v', misuse.value(type)]), (ARRAY[misuse.value(type), 'v']), (ARRAY[misuse.value(type), misuse.value(type, 1)]),
        (ARRAY['v', misuse.value(type, -1)]), (ARRAY[misuse.value(type, -1), 'w'])
$$;

-- Lists of arguments: all NULL, all good, and each one in turn NULL and each of its samples.
CREATE FUNCTION misuse.arguments(args regtype[]) RETURNS SETOF text[] LANGUAGE sql AS $$
    SELECT ARRAY(SELECT misuse.value(a, -1) FROM unnest(args) WITH ORDINALITY AS u(a, n) ORDER BY n)
    UNION SELECT ARRAY(SELECT misuse.value(a) FROM unnest(args) WITH ORDINALITY AS u(a, n) ORDER BY n)
    UNION SELECT ARRAY(SELECT misuse.value(a, CASE WHEN n = at THEN nth ELSE 0 END) FROM unnest(args) WITH ORDINALITY AS u(a, n) ORDER BY n)
    FROM unnest(args) WITH ORDINALITY AS w(type, at),
        LATERAL generate_series(-1, (SELECT count(*) FROM misuse.sample AS s WHERE s.type = w.type)::int - 1) AS nth
$$;

-- The working form of each transition type: an aggregate over our own transition
-- function, without a final function, hands it out.
DO $$
DECLARE
    a record;
BEGIN
    FOR a IN SELECT DISTINCT ON (g.aggtranstype) g.aggtranstype::regtype AS type, f.args, t.called AS step, g.aggfnoid::oid AS id
             FROM pg_aggregate AS g JOIN misuse.fn AS f ON f.oid = g.aggfnoid JOIN misuse.fn AS t ON t.oid = g.aggtransfn
             WHERE f.arity > 1 ORDER BY g.aggtranstype, f.name LOOP
        EXECUTE format('CREATE AGGREGATE misuse.state_%s(%s) (SFUNC = %s, STYPE = %s)', a.id, array_to_string(a.args, ', '), a.step, a.type);
        EXECUTE format('CREATE TABLE misuse.state_%s AS SELECT misuse.state_%1$s(%s) AS state', a.id,
            array_to_string(ARRAY(SELECT misuse.value(x) FROM unnest(a.args) WITH ORDINALITY AS u(x, n) ORDER BY n), ', '));
        INSERT INTO misuse.sample (type, expression) VALUES (a.type, format('(SELECT state FROM misuse.state_%s)', a.id));
    END LOOP;
END $$;

SELECT is_empty($$SELECT DISTINCT a FROM misuse.every_fn, unnest(args) AS a
    WHERE a <> 'internal'::regtype AND NOT EXISTS (SELECT FROM misuse.sample WHERE type = a)$$,
    'there is a sample of each type of argument');

-- the attempts themselves print nothing
\o /dev/null

-- as a plain function, an aggregate, a window function, in FROM
SELECT misuse.attempt('plain', format('SELECT (%s(%s))::text', f.called, array_to_string(a, ', ')))
FROM misuse.every_fn AS f, misuse.arguments(f.args) AS a;
SELECT misuse.attempt('from', format('SELECT count(x::text) FROM %s(%s) AS x', f.called, array_to_string(a, ', ')))
FROM misuse.every_fn AS f, misuse.arguments(f.args) AS a WHERE f.many;
SELECT misuse.attempt('over', format('SELECT (%s(%s) OVER (ROWS 1 PRECEDING))::text FROM generate_series(1, 4)', f.called, array_to_string(a, ', ')))
FROM misuse.fn AS f, misuse.arguments(f.args) AS a WHERE f.kind <> 'f';

-- Transition, inverse and combine functions change their argument in place, where it
-- is no value of its own: they look whether an aggregate calls.
SELECT misuse.attempt('by itself', format('SELECT %s(%s)', f.called, array_to_string(a, ', ')))
FROM misuse.fn AS f JOIN pg_type AS t ON t.oid = f.result, misuse.arguments(f.args) AS a
WHERE f.oid IN (SELECT unnest(ARRAY[aggtransfn, aggmtransfn, aggminvtransfn, aggcombinefn]) FROM pg_aggregate) AND NOT t.typbyval
    AND NOT (f.strict AND array_to_string(a, ', ') ~ 'NULL::');

-- as an operator: the server lets a window function be one
SELECT misuse.attempt('operator',
    CASE f.arity WHEN 1 THEN format('CREATE OPERATOR misuse.@#@ (RIGHTARG = %s, PROCEDURE = %s)', f.args[1], f.called)
    ELSE format('CREATE OPERATOR misuse.@#@ (LEFTARG = %s, RIGHTARG = %s, PROCEDURE = %s)', f.args[1], f.args[2], f.called) END,
    CASE f.arity WHEN 1 THEN format('SELECT (OPERATOR(misuse.@#@) (%s))::text', a[1])
    ELSE format('SELECT ((%s) OPERATOR(misuse.@#@) (%s))::text', a[1], a[2]) END)
FROM misuse.fn AS f, misuse.arguments(f.args) AS a WHERE f.arity IN (1, 2);
-- also as estimators of one
SELECT misuse.attempt('estimator', format('CREATE OPERATOR misuse.@#@ (LEFTARG = integer, RIGHTARG = integer, PROCEDURE = int4eq, %s = %s)',
    role, f.called), 'CREATE TABLE misuse.n AS SELECT 1 AS n', 'SELECT FROM misuse.n AS a JOIN misuse.n AS b ON a.n OPERATOR(misuse.@#@) b.n WHERE a.n OPERATOR(misuse.@#@) 1')
FROM misuse.fn AS f, unnest('{RESTRICT,JOIN}'::text[]) AS role WHERE 'internal'::regtype = ANY (f.args);

-- as a trigger, of every kind on every kind of table
CREATE TABLE misuse.target (name text, setup text[]);
INSERT INTO misuse.target VALUES
    ('with the column', '{CREATE TABLE misuse.t (n int DEFAULT 0 PRIMARY KEY\, shipped bool)}'),
    ('without it', '{CREATE TABLE misuse.t (n int DEFAULT 0 PRIMARY KEY)}'),
    ('of text', '{CREATE TABLE misuse.t (n int DEFAULT 0 PRIMARY KEY\, shipped text)}'),
    ('of an array', '{CREATE TABLE misuse.t (n int DEFAULT 0 PRIMARY KEY\, shipped bool[])}'),
    ('of a row', '{CREATE TYPE misuse.r AS (shipped bool),CREATE TABLE misuse.t (n int DEFAULT 0 PRIMARY KEY\, shipped misuse.r)}'),
    ('of a domain', '{CREATE DOMAIN misuse.d AS bool,CREATE TABLE misuse.t (n int DEFAULT 0 PRIMARY KEY\, shipped misuse.d)}'),
    ('dropped', '{CREATE TABLE misuse.t (n int DEFAULT 0 PRIMARY KEY\, shipped bool),ALTER TABLE misuse.t DROP COLUMN shipped}'),
    ('generated', '{CREATE TABLE misuse.t (n int DEFAULT 0 PRIMARY KEY\, shipped bool GENERATED ALWAYS AS (n > 0) STORED)}'),
    ('no column', '{CREATE TABLE misuse.t ()}'),
    ('temporary', '{CREATE TEMP TABLE t (n int DEFAULT 0 PRIMARY KEY\, shipped bool)}'),
    ('partitioned', '{CREATE TABLE misuse.t (n int DEFAULT 0 PRIMARY KEY\, shipped bool) PARTITION BY RANGE (n),CREATE TABLE misuse.u (x int\, shipped bool\, n int DEFAULT 0 NOT NULL),ALTER TABLE misuse.u DROP COLUMN x,ALTER TABLE misuse.t ATTACH PARTITION misuse.u DEFAULT}'),
    ('view', '{CREATE TABLE misuse.u (n int\, shipped bool),CREATE VIEW misuse.t AS SELECT * FROM misuse.u}'),
    ('view of text', '{CREATE VIEW misuse.t AS SELECT 1 AS n\, ''x''::text AS shipped}');

-- INSTEAD OF is for views; the statements run one by one, so that each is reached
SELECT misuse.attempt('trigger', VARIADIC array_replace(replace(t.setup::text, '\\,', ',')::text[], '', '') ||
    CASE timing WHEN 'CONSTRAINT' THEN
        format('CREATE CONSTRAINT TRIGGER x AFTER %s ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION %s()', event, f.called)
    ELSE format('CREATE TRIGGER x %s %s ON t %s FOR EACH %s EXECUTE FUNCTION %s(%s)', timing, event,
        CASE WHEN tables AND event <> 'TRUNCATE' AND level = 'STATEMENT' AND timing = 'AFTER' THEN 'REFERENCING ' ||
            CASE event WHEN 'DELETE' THEN 'OLD' ELSE 'NEW' END || ' TABLE AS changed' ELSE '' END, level, f.called,
        CASE WHEN tables THEN '''an argument''' ELSE '' END) END ||
    CASE event WHEN 'INSERT' THEN '{}' ELSE '{INSERT INTO t DEFAULT VALUES}'::text[] END ||
    statement || 'SET CONSTRAINTS ALL IMMEDIATE'::text)
FROM misuse.fn AS f, misuse.target AS t, unnest('{BEFORE,AFTER,INSTEAD OF,CONSTRAINT}'::text[]) AS timing,
    unnest('{ROW,STATEMENT}'::text[]) AS level, unnest('{false,true}'::bool[]) AS tables,
    (VALUES ('INSERT', 'INSERT INTO t VALUES (1)'), ('INSERT', 'INSERT INTO t VALUES (1, true)'),
        ('INSERT', 'INSERT INTO t VALUES (1, ''x'')'), ('INSERT', 'INSERT INTO t VALUES (1, ''{t}'')'), ('INSERT', 'INSERT INTO t VALUES (1, ROW(true))'),
        ('UPDATE', 'UPDATE t SET n = 2'), ('UPDATE', 'UPDATE t SET shipped = true'), ('DELETE', 'DELETE FROM t'), ('TRUNCATE', 'TRUNCATE t'),
        ('INSERT OR UPDATE OR DELETE', 'INSERT INTO t VALUES (1, true) ON CONFLICT (n) DO UPDATE SET shipped = true'),
        ('INSERT OR UPDATE OR DELETE', 'MERGE INTO t USING (VALUES (1), (2)) AS s(n) ON s.n = t.n WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.n, true)')
        ) AS e(event, statement)
WHERE f.result = 'trigger'::regtype AND (event <> 'TRUNCATE' OR level = 'STATEMENT')
    -- what the server refuses by itself
    AND CASE timing WHEN 'INSTEAD OF' THEN level = 'ROW' AND t.name ~ 'view' WHEN 'CONSTRAINT' THEN level = 'ROW' AND t.name !~ 'view'
        ELSE level = 'STATEMENT' OR t.name !~ 'view' END;
SELECT misuse.attempt('trigger', 'CREATE TABLE misuse.t (n int, shipped bool)',
    format('CREATE TRIGGER x BEFORE INSERT ON t EXECUTE FUNCTION %s()', f.called), 'INSERT INTO t VALUES (1, true)')
FROM misuse.fn AS f WHERE f.arity = 0;
SELECT misuse.attempt('trigger', format('CREATE EVENT TRIGGER x ON ddl_command_start EXECUTE FUNCTION %s()', f.called), 'CREATE TABLE misuse.t ()')
FROM misuse.fn AS f WHERE f.result = 'trigger'::regtype;

-- as the transition function of one's own aggregate; over rows, groups and windows
CREATE TABLE misuse.step AS
SELECT f.name, f.called, f.args[1] AS type, f.args[2:] AS rest,
    -- every list of arguments is a row of its own, on a good state or none
    array_to_string(ARRAY(SELECT format('(%s)', array_to_string(a, ', ')) FROM misuse.arguments(f.args[2:] || 'integer'::regtype) AS a), ', ') AS rows,
    array_to_string(ARRAY(SELECT 'a' || n FROM generate_series(1, f.arity - 1) AS n), ', ') AS columns
FROM misuse.fn AS f
WHERE f.kind = 'f' AND NOT f.many AND f.arity > 0 AND f.args[1] = f.result;
SELECT misuse.attempt('transition',
    format('CREATE AGGREGATE misuse.x(%s) (SFUNC = %s, STYPE = %s%s)', coalesce(nullif(array_to_string(rest, ', '), ''), '*'), called, type, start),
    format('SELECT misuse.x(%s)%s::text FROM (VALUES %s) AS v(%s) %s', coalesce(nullif(s.columns, ''), '*'), form[1],
        s.rows, concat_ws(', ', nullif(s.columns, ''), 'last'), form[2]))
FROM misuse.step AS s, unnest(ARRAY[['', ''], ['', 'GROUP BY last'], [' OVER (ORDER BY last)', '']]) WITH ORDINALITY AS u(cell, n),
    LATERAL (SELECT CASE n WHEN 1 THEN '{"",""}'::text[] WHEN 3 THEN '{"","GROUP BY last"}' WHEN 5 THEN '{" OVER (ORDER BY last)",""}' END) AS w(form),
    LATERAL (SELECT '' UNION SELECT format(', INITCOND = %L', substring(misuse.value(type) FROM '^''(.*)''::'))) AS i(start)
WHERE form IS NOT NULL AND start IS NOT NULL;
-- one row at a time, so that none hides behind the error of another
SELECT misuse.attempt('transition',
    format('CREATE AGGREGATE misuse.x(%s) (SFUNC = %s, STYPE = %s%s)', array_to_string(s.rest, ', '), s.called, s.type, start),
    format('SELECT misuse.x(a)::text FROM (VALUES (%s), (%1$s)) AS v(a)', array_to_string(a, ', ')))
FROM misuse.step AS s, misuse.arguments(s.rest) AS a,
    LATERAL (SELECT '' UNION SELECT format(', INITCOND = %L', substring(misuse.value(type) FROM '^''(.*)''::'))) AS i(start)
WHERE cardinality(s.rest) = 1 AND start IS NOT NULL;

-- as forward and inverse function of a moving aggregate, in all pairs
SELECT misuse.attempt('moving',
    format('CREATE AGGREGATE misuse.x(%s) (SFUNC = %2$s, STYPE = %3$s, MSFUNC = %2$s, MINVFUNC = %4$s, MSTYPE = %3$s)',
        array_to_string(s.rest, ', '), s.called, s.type, b.called),
    format('SELECT (misuse.x(%s) OVER (ORDER BY n ROWS 1 PRECEDING))::text FROM generate_series(1, 6) AS n',
        array_to_string(a, ', ')))
FROM misuse.step AS s JOIN misuse.step AS b ON b.type = s.type AND b.rest = s.rest, misuse.arguments(s.rest) AS a
WHERE cardinality(s.rest) > 0;

-- as the final function: of its first argument, of direct arguments, of NULL ones
SELECT misuse.attempt('final',
    format('CREATE FUNCTION misuse.keep(%s, %1$s) RETURNS %1$s LANGUAGE sql AS ''SELECT coalesce($2, $1)''', f.args[1]),
    format('CREATE AGGREGATE misuse.x(%s ORDER BY %s) (SFUNC = misuse.keep, STYPE = %2$s, FINALFUNC = %s)', array_to_string(f.args[2:], ', '), f.args[1], f.called),
    format('SELECT (misuse.x(%s) WITHIN GROUP (ORDER BY v))::text FROM (VALUES (%s)) AS t(v)', array_to_string(a[2:], ', '), a[1]))
FROM misuse.fn AS f, misuse.arguments(f.args) AS a WHERE f.arity > 0 AND f.kind = 'f';
SELECT misuse.attempt('final',
    format('CREATE FUNCTION misuse.keep(%s) RETURNS %s LANGUAGE sql AS ''SELECT $1''', array_to_string(f.args, ', '), f.args[1]),
    format('CREATE AGGREGATE misuse.x(%s) (SFUNC = misuse.keep, STYPE = %s, FINALFUNC = %s%s, FINALFUNC_MODIFY = READ_WRITE, INITCOND = %L)',
        coalesce(nullif(array_to_string(f.args[2:], ', '), ''), '*'), f.args[1], f.called,
        CASE f.arity WHEN 1 THEN '' ELSE ', FINALFUNC_EXTRA' END, substring(misuse.value(f.args[1]) FROM '^''(.*)''::')),
    format('SELECT misuse.x(%s)%s::text', coalesce(nullif(array_to_string(a[2:], ', '), ''), '*'), form))
FROM misuse.fn AS f, misuse.arguments(f.args) AS a, (VALUES (''), (' OVER ()')) AS v(form) WHERE f.arity > 0 AND f.kind = 'f';

-- as the combine function, in parallel workers
CREATE TABLE misuse.many AS SELECT n % 3 AS g FROM generate_series(1, 300) AS n;
ANALYZE misuse.many;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
CREATE FUNCTION misuse.combine(query text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
    IF plan::text !~ 'Partial' THEN
        RAISE EXCEPTION 'no combine function in the plan' USING ERRCODE = 'ZZ001';
    END IF;
    EXECUTE query;
END $$;
SELECT misuse.attempt('combine',
    format('CREATE FUNCTION misuse.keep(%s, %1$s) RETURNS %1$s LANGUAGE sql PARALLEL SAFE AS ''SELECT coalesce($2, $1)''', f.result),
    format('CREATE AGGREGATE misuse.x(%s) (SFUNC = misuse.keep, STYPE = %1$s, COMBINEFUNC = %s, PARALLEL = SAFE)', f.result, f.called),
    format('SELECT misuse.combine(%L)', format('SELECT count(x::text) FROM (SELECT misuse.x(CASE WHEN g > 0 THEN %s END) AS x FROM misuse.many GROUP BY g) AS t',
        misuse.value(f.result, nth))))
FROM misuse.fn AS f, LATERAL (SELECT -1 UNION SELECT 0 UNION SELECT count(*)::int - 1 FROM misuse.sample WHERE type = f.result) AS s(nth)
WHERE f.kind = 'f' AND f.args = ARRAY[f.result, f.result];

-- By a superuser.  As transition and final function of an aggregate whose state is internal and NULL;
SELECT misuse.attempt('internal', format('CREATE AGGREGATE misuse.x(*) (SFUNC = %s, STYPE = internal)', f.called), 'SELECT misuse.x(*) FROM misuse.many')
FROM misuse.fn AS f WHERE f.args = '{internal}';
SELECT misuse.attempt('internal', format('CREATE AGGREGATE misuse.x(bigint) (SFUNC = int8_avg_accum, STYPE = internal, FINALFUNC = %s)', f.called),
    'SELECT misuse.x(g) FROM misuse.many WHERE g < 0')
FROM misuse.fn AS f WHERE f.args = '{internal}';
-- as a subscripting handler, which the server calls without an argument, and an analyzer of a type;
SELECT misuse.attempt('type', 'CREATE TYPE misuse.x', 'CREATE FUNCTION misuse.x_in(cstring) RETURNS misuse.x LANGUAGE internal IMMUTABLE AS ''textin''',
    'CREATE FUNCTION misuse.x_out(misuse.x) RETURNS cstring LANGUAGE internal IMMUTABLE AS ''textout''',
    format('CREATE TYPE misuse.x (INPUT = misuse.x_in, OUTPUT = misuse.x_out, INTERNALLENGTH = VARIABLE, %s = %s)', role, f.called),
    'CREATE TABLE misuse.t AS SELECT ''a''::misuse.x AS x', 'ANALYZE misuse.t', statement)
FROM misuse.fn AS f, unnest('{RECEIVE,SEND,TYPMOD_IN,TYPMOD_OUT,ANALYZE,SUBSCRIPT}'::text[]) AS role,
    (VALUES ('SELECT x FROM misuse.t'), ('SELECT x[1] FROM misuse.t')) AS v(statement)
WHERE role = 'SUBSCRIPT' OR statement !~ '1';
-- as planner support of functions of any other signature;
CREATE TABLE misuse.shape AS SELECT DISTINCT a AS type FROM misuse.fn, unnest(args) AS a WHERE a NOT IN ('internal'::regtype, 'cstring'::regtype);
DO $$
DECLARE
    s record;
BEGIN
    FOR s IN SELECT type, type::oid AS id FROM misuse.shape LOOP
        EXECUTE format('CREATE TABLE misuse.t%s AS SELECT %s AS v, %s AS w', s.id, misuse.value(s.type), misuse.value(s.type, 1));
        IF EXISTS (SELECT FROM pg_opclass WHERE opcintype = s.type AND opcdefault AND opcmethod = (SELECT oid FROM pg_am WHERE amname = 'btree')) THEN
            EXECUTE format('CREATE INDEX ON misuse.t%s (v)', s.id);
        END IF;
    END LOOP;
END $$;
SELECT misuse.attempt('support',
    format('CREATE FUNCTION misuse.x(%s) RETURNS %s LANGUAGE plpgsql STABLE SUPPORT %s AS ''BEGIN RETURN%s; END''', repeat(s.type || ', ', n - 1) || s.type, r.result,
        f.called, r.body),
    (SELECT string_agg(format('SELECT 1 FROM misuse.t%s WHERE %s', s.type::oid, format(r.condition, format('misuse.x(%s)', array_to_string(call[:n], ', ')))), ' UNION ALL ')
        FROM misuse.calls(s.type) AS call),
    (SELECT string_agg(format('SELECT 1 FROM misuse.t%s, misuse.x(%s) AS r', s.type::oid, array_to_string(call[:n], ', ')), ' UNION ALL ')
        FROM misuse.calls(s.type) AS call))
FROM misuse.fn AS f, misuse.shape AS s, generate_series(1, 2) AS n,
    (VALUES ('boolean', ' true', '%s'), ('SETOF integer', '', 'v IS NULL OR 1 IN (SELECT %s)')) AS r(result, body, condition)
WHERE f.args = '{internal}' AND f.result = 'internal'::regtype;
SELECT misuse.attempt('support', format('CREATE FUNCTION misuse.x() RETURNS SETOF integer LANGUAGE plpgsql STABLE SUPPORT %s AS ''BEGIN RETURN; END''', f.called),
    'SELECT misuse.x()', 'SELECT * FROM misuse.x()')
FROM misuse.fn AS f WHERE f.args = '{internal}' AND f.result = 'internal'::regtype;
-- on a function beside ours with its arguments and another result;
SELECT misuse.attempt('support', format('CREATE FUNCTION misuse.x(%s) RETURNS %s LANGUAGE plpgsql STABLE SUPPORT %s AS ''BEGIN RETURN; END''',
    array_to_string(f.args, ', '), r.result, s.called),
    format('ALTER FUNCTION misuse.x(%s) SET SCHEMA %s', array_to_string(f.args, ', '), split_part(f.called, '.', 1)),
    format('SELECT %s.x(%s)', split_part(f.called, '.', 1), array_to_string(a, ', ')),
    format('SELECT x IS NULL FROM %s.x(%s) AS x', split_part(f.called, '.', 1), array_to_string(a, ', ')))
FROM misuse.fn AS s, misuse.fn AS f, (VALUES ('void'), ('SETOF integer'), ('SETOF text')) AS r(result),
    LATERAL (SELECT ARRAY(SELECT misuse.value(x) FROM unnest(f.args) WITH ORDINALITY AS u(x, n) ORDER BY n)) AS b(a)
WHERE s.args = '{internal}' AND s.result = 'internal'::regtype AND f.arity > 4 AND f.many;
-- and in an operator class of another type.
SELECT misuse.attempt('operator class', format('CREATE OPERATOR CLASS misuse.x FOR TYPE %1$s USING %2$s AS %3$s FUNCTION %4$s (%1$s, %1$s) %5$s', o.type, o.method, o.operators,
        n, f.name),
    format('CREATE TABLE misuse.t AS SELECT %s AS v, g FROM misuse.many', o.value), format('CREATE INDEX ON misuse.t USING %s (v misuse.x)', o.method),
    'SET LOCAL enable_seqscan = off', format('SELECT FROM misuse.t WHERE v = %s', o.value))
FROM misuse.fn AS f, generate_series(1, 3) AS n,
    (VALUES ('text', 'btree', 'OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 4 btvarstrequalimage(oid),', '(g || repeat(''x'', 300))::text'),
        ('text', 'hash', 'OPERATOR 1 =,', '(g || repeat(''x'', 300))::text'), ('text', 'hash', 'OPERATOR 1 =,', 'g::text')
        ) AS o(type, method, operators, value)
-- A server with assertions stops where a btree's comparison says one thing and its tuples another.
WHERE (o.method <> 'btree' OR current_setting('debug_assertions') = 'off')
    AND f.result IN ('integer'::regtype, 'bigint'::regtype, 'void'::regtype) AND f.arity > 0 AND ('internal'::regtype <> ALL (f.args) OR (o.method, n) = ('btree', 2));

-- The outcome.
\o
SELECT is_empty($$SELECT way, state, message, min(statement) FROM misuse.outcome
    WHERE state <> 'ok' AND state !~ '^(22|42)' AND state NOT IN ('0A000', '39P01', '54000', 'XX001', '3F000')
        -- what the server says of a view without the trigger, of an operator class without the function or with one that gives NULL
        AND (way, state) <> ('trigger', '55000')
        AND NOT (way = 'operator class' AND state = 'XX000' AND message ~ '^function \d+ returned NULL$|^missing support function')
    GROUP BY 1, 2, 3 LIMIT 20$$,
    'a result, or an error with a SQLSTATE that says whose it is');
SELECT cmp_ok(count(*) FILTER (WHERE state = 'ok'), '>', 0::bigint, format('%s: some attempts gave a result', w.way))
FROM unnest('{plain,from,over,operator,trigger,transition,moving,final,combine,internal,type,support,operator class}'::text[]) WITH ORDINALITY AS w(way, n)
LEFT JOIN misuse.outcome AS o ON o.way = w.way GROUP BY w.way, w.n ORDER BY w.n;

SELECT is_empty($$SELECT statement, state FROM misuse.outcome WHERE way = 'by itself' AND state <> '0A000'$$,
    'a transition or combine function by itself is 0A000');
SELECT cmp_ok(count(*), '>', 0::bigint, 'there are such functions') FROM misuse.outcome WHERE way = 'by itself';

SELECT * FROM finish();
ROLLBACK;
