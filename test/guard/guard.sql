-- Damaged values through everything that reads a type of the extension.  Read by
-- test/t/guard.t, in a database whose functions are those of the guard build; :lib is it.
\ir ../calls.sql
CREATE SCHEMA guard;
SET search_path = guard, calls, public;
SET client_min_messages = error;

CREATE FUNCTION mutate(bytea, bytea, bigint) RETURNS bytea LANGUAGE c STRICT AS :'lib', 'guard_mutate';
CREATE FUNCTION bytes(anyelement) RETURNS bytea LANGUAGE c STRICT AS :'lib', 'guard_bytes';
CREATE FUNCTION note(text) RETURNS boolean LANGUAGE c STRICT AS :'lib', 'guard_note';
CREATE FUNCTION at(integer) RETURNS boolean LANGUAGE c STRICT AS :'lib', 'guard_at';
CREATE FUNCTION overflow(is_write boolean, size integer) RETURNS integer LANGUAGE c STRICT AS :'lib', 'guard_overflow';

CREATE TABLE kind AS
SELECT t.oid::regtype AS type, t.oid AS id, t.typlen AS length, t.typbyval AS by_value, t.typreceive <> 0 AS received
FROM pg_type AS t JOIN pg_depend AS d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions'
WHERE t.typtype = 'b' AND t.typcategory <> 'A';

-- make_N: a value of the type from any bytes; receive_N: through its receive function
SELECT format('CREATE FUNCTION guard.make_%s(bytea) RETURNS %s LANGUAGE c IMMUTABLE STRICT AS %L, ''guard_value''', id, type, :'lib'),
    format('CREATE FUNCTION guard.receive_%s(bytea) RETURNS %s LANGUAGE c IMMUTABLE STRICT AS %L, ''guard_receive''', id, type, :'lib') FROM kind
\gexec

-- What is damaged: samples, values of every layout, and working forms, which an
-- aggregate without a final function hands out.
CREATE TABLE seed (type oid, bytes bytea);
CREATE TABLE rows AS
SELECT n, 'label ' || n % 300 AS label, ('{CHN,RUS,DEU,KGZ,TUR,USA,FRA}'::country_code[])[1 + n % 7] AS country,
    ('{854231,85,8481,90}'::hs_code[])[1 + n % 4] AS product, make_date(2010 + n % 15, 1 + n * 7 % 12, 1) AS day, 2010 + n % 9 AS year,
    (n * 7919 % 100000)::numeric AS whole, n * 0.01::numeric AS cents, sqrt(n)::numeric AS double,
    (n - 900) * 1e20 + 1 / n::numeric AS wide
FROM generate_series(1, 1800) AS n;
SELECT format('INSERT INTO guard.seed SELECT %s, guard.bytes(v) FROM (SELECT (%s)::%s AS v FROM (VALUES (1)) AS s(n)) AS x WHERE v IS NOT NULL', id, s.value, k.type)
FROM kind AS k JOIN sample AS s ON s.type = k.type
\gexec
SELECT format('INSERT INTO guard.seed SELECT %s, guard.bytes(x) FROM (SELECT %s AS x FROM guard.rows WHERE %s GROUP BY %s) AS t', id, call, condition, part)
FROM kind AS k JOIN (VALUES
    ('trade_series', 'trade_series(%1$s, %2$s)'),
    ('trade_mix', 'trade_mix(%3$s, %2$s)'),
    ('trade_matrix', 'trade_matrix(%4$s, %1$s, %2$s)'), ('trade_matrix', 'trade_matrix(%4$s, %1$s, %2$s, n)'),
    ('trade_matrix', 'trade_matrix(%4$s, %1$s, %2$s, CASE WHEN n %% 2 = 0 THEN n * 0.7 END)')) AS c(type, template) ON c.type = k.type::text,
    unnest('{day,year}'::text[]) AS period, unnest('{whole,cents,double,wide}'::text[]) AS value,
    (VALUES ('label', 'label, country::text'), ('country', 'country, country'), ('product', 'n::text, n::text')) AS l(label, pair),
    (VALUES ('n <= 3', 'n % 1'), ('n <= 40', 'n % 4'), ('true', 'n % 2')) AS w(condition, part),
    LATERAL (SELECT format(template, period, value, label, pair)) AS f(call)
WHERE NOT (condition = 'true' AND value <> 'whole')
\gexec
SELECT format('CREATE AGGREGATE guard.state_%s(%s) (SFUNC = %s, STYPE = %s)', a.aggfnoid::oid, pg_get_function_identity_arguments(a.aggfnoid), a.aggtransfn, a.aggtranstype::regtype)
FROM pg_aggregate AS a JOIN callable AS c ON c.oid = a.aggfnoid WHERE c.pronargs > 1
\gexec
SELECT format('INSERT INTO guard.seed SELECT %s, guard.bytes(x) FROM (SELECT guard.state_%s(%s) AS x FROM guard.rows WHERE n <= %s) AS t WHERE x IS NOT NULL',
    a.aggtranstype::oid, a.aggfnoid::oid,
    (SELECT string_agg(CASE p.type WHEN 'text'::regtype THEN 'label' WHEN 'country_code'::regtype THEN 'country' WHEN 'hs_code'::regtype THEN 'product'
            WHEN 'date'::regtype THEN 'day' WHEN 'integer'::regtype THEN 'year' WHEN 'trade_window'::regtype THEN quote_literal(2012 + p.i % 2)
            WHEN 'boolean'::regtype THEN '(n % 3 = 0)' WHEN 'numeric'::regtype THEN 'wide' WHEN 'bigint'::regtype THEN 'whole' ELSE 'cents' END || '::' || p.type::regtype,
        ', ' ORDER BY p.i) FROM unnest(c.proargtypes) WITH ORDINALITY AS p(type, i)), size)
FROM pg_aggregate AS a JOIN callable AS c ON c.oid = a.aggfnoid, unnest('{2,30,1000}'::int[]) AS size WHERE c.pronargs > 1
\gexec
-- large values are damaged seldom enough
DELETE FROM seed WHERE octet_length(bytes) > 100000;

-- What reads: an expression over v, the damaged value, and w, a good one; in rows where
-- it is FROM a function, and over rows where it is an aggregate.
CREATE TABLE reader (id serial, type oid, form text, expression text, function regprocedure);
INSERT INTO reader (type, form, expression, function)
SELECT k.id, CASE WHEN p.prokind = 'a' THEN 'rows' WHEN p.proretset THEN 'from' ELSE 'value' END,
    CASE WHEN p.oid IN (c.oid) OR p.prokind = 'a' THEN p.oid::regproc::text || '(' ELSE format('guard.step_%s(%s, ', p.oid, p.oid) END ||
    (SELECT string_agg(format('(%s)::%s', CASE WHEN u.i = at.i AND is_array THEN 'ARRAY[w, v]' WHEN u.i = at.i THEN 'v'
            WHEN u.type = k.id THEN other ELSE calls.argument(u.type, p.proargnames[u.i], 1, u.i::int) END, format_type(u.type, NULL)), ', ' ORDER BY u.i)
        FROM unnest(p.proargtypes) WITH ORDINALITY AS u(type, i)) || ')',
    p.oid
FROM kind AS k, pg_proc AS p
JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'sanctions'
LEFT JOIN callable AS c ON c.oid = p.oid,
    LATERAL (SELECT i, type <> k.id AS is_array FROM unnest(p.proargtypes) WITH ORDINALITY AS u(type, i)
        WHERE type = k.id OR type = (SELECT typarray FROM pg_type WHERE oid = k.id)) AS at,
    unnest('{w,v}'::text[]) AS other
WHERE NOT 'internal'::regtype = ANY (p.proargtypes) AND p.prorettype <> 'trigger'::regtype AND p.prokind IN ('a', 'f')
    AND (other = 'w' OR (SELECT count(*) FROM unnest(p.proargtypes) AS u WHERE u = k.id) > 1);
INSERT INTO reader (type, form, expression) SELECT id, 'value', format('guard.receive_%s(b)', id) FROM kind WHERE received;
-- the parts of aggregates by themselves
SELECT format('CREATE FUNCTION guard.step_%s(oid, %s) RETURNS %s LANGUAGE c AS %L, ''guard_step''', p.oid, oidvectortypes(p.proargtypes), format_type(p.prorettype, NULL), :'lib')
FROM pg_proc AS p WHERE p.oid IN (SELECT function FROM reader WHERE expression LIKE 'guard.step%')
\gexec

-- What came that should not have come, and how much was read or refused.
CREATE TABLE unexpected (type regtype, seed bigint, reader integer, state text, message text);
CREATE TABLE count (type oid PRIMARY KEY, mutants bigint DEFAULT 0, read bigint DEFAULT 0, refused bigint DEFAULT 0);
INSERT INTO count (type) SELECT id FROM kind;

-- Where mutants lie: as they are, with a short header, compressed, in a toast table.
SELECT format('CREATE TABLE guard.kept_%s_%s (id bigint, v %s, pad text)', id, storage, type),
    format('ALTER TABLE guard.kept_%s_%s ALTER pad SET STORAGE plain%s', id, storage, CASE WHEN length = -1 THEN ', ALTER v SET STORAGE ' || storage ELSE '' END),
    format('ALTER TABLE guard.kept_%s_%s SET (toast_tuple_target = 128)', id, storage)
FROM kind, unnest('{plain,main,extended,external}'::text[]) AS storage WHERE length = -1 OR storage = 'plain'
\gexec

CREATE FUNCTION mutant(wanted oid, i bigint) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
DECLARE
    seeds bytea[] := ARRAY(SELECT s.bytes FROM guard.seed AS s WHERE s.type = wanted ORDER BY s.bytes);
BEGIN
    RETURN guard.mutate(seeds[1 + abs(hashint8(i)) % cardinality(seeds)], seeds[1 + abs(hashint8extended(i, 1)) % cardinality(seeds)], i);
END $$;
-- One statement of a mutant; false where it gave an error that is none of ours.
CREATE FUNCTION attempt(wanted oid, i bigint, statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF guard.note(format('type %s mutant %s: %s', wanted::regtype, i, statement)) THEN END IF;
    EXECUTE statement;
    UPDATE guard.count AS c SET read = read + 1 WHERE c.type = wanted;
EXCEPTION WHEN OTHERS THEN
    UPDATE guard.count AS c SET refused = refused + 1 WHERE c.type = wanted;
    IF SQLSTATE !~ '^22' AND SQLSTATE NOT IN ('0A000', '54000', 'XX001') THEN
        INSERT INTO guard.unexpected VALUES (wanted, i, NULL, SQLSTATE, SQLERRM || ': ' || statement);
    END IF;
END $$;

-- Mutants as constants of a plan, which planning looks at.
CREATE FUNCTION plans(wanted oid, first bigint, mutants integer) RETURNS void LANGUAGE plpgsql SET client_min_messages = error AS $$
DECLARE
    good text := (SELECT format('guard.make_%s(%L)', wanted, bytes) FROM guard.seed AS s WHERE s.type = wanted ORDER BY bytes LIMIT 1);
    mutant text;
    x record;
BEGIN
    FOR i IN first .. first + mutants - 1 LOOP
        mutant := format('guard.make_%s(%L)', wanted, guard.mutant(wanted, i));
        FOR x IN SELECT r.form, regexp_replace(regexp_replace(regexp_replace(r.expression, '\mv\M', '@', 'g'), '\mw\M', good, 'g'), '\mn\M', '1', 'g') AS expression
                 FROM guard.reader AS r WHERE r.type = wanted AND r.form <> 'rows' AND r.function IS NOT NULL LOOP
            PERFORM guard.attempt(wanted, i, format(CASE x.form WHEN 'from' THEN 'SELECT count(*) FROM %s AS r' ELSE 'SELECT (%s) IS NULL' END,
                replace(x.expression, '@', mutant)));
        END LOOP;
    END LOOP;
    UPDATE guard.count AS c SET mutants = c.mutants + plans.mutants WHERE c.type = wanted;
END $$;

-- Mutants among good values in a table: grouped, ordered, in windows, by parallel workers.
CREATE FUNCTION tables(wanted oid, first bigint, mutants integer) RETURNS void LANGUAGE plpgsql SET client_min_messages = error
    SET parallel_setup_cost = 0 SET parallel_tuple_cost = 0 SET min_parallel_table_scan_size = 0 AS $$
DECLARE
    equal regoperator := (SELECT amopopr FROM pg_amop AS o JOIN pg_opclass AS c ON c.opcfamily = o.amopfamily JOIN pg_am AS m ON m.oid = opcmethod AND amname = 'btree'
        WHERE opcdefault AND amopstrategy = 3 AND amoplefttype = wanted AND amoprighttype = wanted);
    name text := format('guard.kept_%s_plain', wanted);
    x record;
BEGIN
    FOR i IN first .. first + mutants - 1 LOOP
        EXECUTE format('TRUNCATE %s', name);
        EXECUTE format('INSERT INTO %s SELECT k, guard.make_%s(CASE WHEN k %% 9 = 4 THEN $1 ELSE s.bytes END)
            FROM (SELECT row_number() OVER () AS k, bytes FROM guard.seed WHERE type = $2 AND octet_length(bytes) < 8000 ORDER BY hashint8extended($3, octet_length(bytes)) LIMIT 30) AS s', name, wanted)
            USING substr(guard.mutant(wanted, i), 1, 8000), wanted, i;
        FOR x IN SELECT regexp_replace(regexp_replace(regexp_replace(r.expression, '\mw\M', 'v', 'g'), '\mn\M', '(k.id::integer)', 'g'), '\mb\M', 'NULL', 'g') AS expression,
                     form FROM guard.reader AS r WHERE r.type = wanted AND r.form = 'rows' ORDER BY hashint8extended(i, r.id) LIMIT 4 LOOP
            PERFORM guard.attempt(wanted, i, format('SELECT count(x) FROM (SELECT %s AS x FROM %s AS k) AS t', x.expression, name));
            PERFORM guard.attempt(wanted, i, format('SELECT count(x) FROM (SELECT %s AS x FROM %s AS k GROUP BY id %% 3) AS t', x.expression, name));
            PERFORM guard.attempt(wanted, i, format('SELECT count(x) FROM (SELECT %s OVER (ORDER BY id ROWS 2 PRECEDING) AS x FROM %s AS k) AS t', x.expression, name));
        END LOOP;
        PERFORM guard.attempt(wanted, i, format('SELECT count(v::text) FROM %s', name));
        CONTINUE WHEN equal IS NULL;
        PERFORM guard.attempt(wanted, i, format('SELECT v, count(*) FROM %s GROUP BY v ORDER BY v', name));
        PERFORM guard.attempt(wanted, i, format('SELECT FROM %s AS a JOIN %1$s AS b ON a.v OPERATOR(%s) b.v', name,
            (SELECT format('%I.%s', nspname, oprname) FROM pg_operator AS o JOIN pg_namespace AS n ON n.oid = oprnamespace WHERE o.oid = equal)));
    END LOOP;
    UPDATE guard.count AS c SET mutants = c.mutants + tables.mutants WHERE c.type = wanted;
END $$;

-- run_N(first, count): mutants number first and on, each through every reader.
SELECT format($run$
CREATE FUNCTION guard.run_%1$s(first bigint, mutants integer) RETURNS void LANGUAGE plpgsql SET client_min_messages = error AS $body$
<<run>>
DECLARE
    seeds bytea[] := ARRAY(SELECT bytes FROM guard.seed WHERE type = %1$s ORDER BY bytes);
    good bytea[] := ARRAY(SELECT guard.bytes(x) FROM (SELECT (value)::%2$s AS x FROM (%3$s) AS g(value)) AS y);
    b bytea;
    v %2$s;
    w %2$s;
    n integer := 1;
    rows bigint;
    read bigint := 0;
    refused bigint := 0;
BEGIN
%6$s    FOR i IN first .. first + mutants - 1 LOOP
        b := guard.mutate(seeds[1 + abs(hashint8(i)) %% cardinality(seeds)], seeds[1 + abs(hashint8extended(i, 1)) %% cardinality(seeds)], i);
        IF guard.note(format('type %%s mutant %%s', '%2$s', i)) THEN END IF;
        w := guard.make_%1$s(good[1 + i %% cardinality(good)]);
        v := guard.make_%1$s(b);
%4$s%5$s    END LOOP;
    UPDATE guard.count AS c SET mutants = c.mutants + run_%1$s.mutants, read = c.read + run.read, refused = c.refused + run.refused WHERE type = %1$s;
END $body$ $run$,
    id, type, (SELECT string_agg(format('VALUES ((%s)::%s)', s.value, type), ' UNION ALL ') FROM sample AS s WHERE s.type = k.type AND s.value !~ '\mn\M'),
    CASE WHEN length = -1 THEN format($kept$
        CASE i %% 8
            WHEN 0 THEN
                -- must fit a page
                INSERT INTO guard.kept_%1$s_plain VALUES (i, CASE WHEN octet_length(b) < 8000 THEN v ELSE w END);
                SELECT k.v INTO v FROM guard.kept_%1$s_plain AS k WHERE k.id = i;
            WHEN 1 THEN
                INSERT INTO guard.kept_%1$s_main VALUES (i, v, repeat(md5(i::text), 62));
                SELECT k.v INTO v FROM guard.kept_%1$s_main AS k WHERE k.id = i;
            WHEN 2 THEN
                INSERT INTO guard.kept_%1$s_extended VALUES (i, v, repeat(md5(i::text), 62));
                SELECT k.v INTO v FROM guard.kept_%1$s_extended AS k WHERE k.id = i;
            WHEN 3 THEN
                INSERT INTO guard.kept_%1$s_external VALUES (i, v, repeat(md5(i::text), 62));
                SELECT k.v INTO v FROM guard.kept_%1$s_external AS k WHERE k.id = i;
            ELSE
        END CASE;
$kept$, id) ELSE '' END,
    (SELECT string_agg(format($attempt$
        BEGIN
            IF guard.at(%1$s) THEN END IF;
            %2$s
            read := read + 1;
        EXCEPTION WHEN OTHERS THEN
            refused := refused + 1;
            IF SQLSTATE !~ '^22' AND SQLSTATE NOT IN ('0A000', '54000', 'XX001') THEN
                INSERT INTO guard.unexpected VALUES ('%3$s', i, %1$s, SQLSTATE, SQLERRM);
            END IF;
        END;
$attempt$, r.id, CASE form WHEN 'value' THEN format('IF %s IS NULL THEN END IF;', x)
        WHEN 'from' THEN format('SELECT count(*) INTO rows FROM %s AS r;', x)
        ELSE format('SELECT count(x) INTO rows FROM (SELECT %s AS x FROM (VALUES (w), (v), (w)) AS s(value)) AS t;',
            regexp_replace(x, '\mv\M', 's.value', 'g')) END, k.type), '' ORDER BY r.id)
        FROM reader AS r, LATERAL (SELECT CASE WHEN k.length = -1 OR k.by_value THEN r.expression
            -- straight from its block: nothing is detoasted that would get one
            ELSE regexp_replace(r.expression, '\mv\M', format('guard.make_%s(b)', k.id), 'g') END) AS s(x) WHERE r.type = k.id),
    CASE WHEN length = -1 THEN format(E'    TRUNCATE guard.kept_%1$s_plain, guard.kept_%1$s_main, guard.kept_%1$s_extended, guard.kept_%1$s_external;\n', id) ELSE '' END)
FROM kind AS k
\gexec
