-- Prints statements that plant a namesake of everything the extension looks up by
-- name or defines: functions of exact types, also where the original is polymorphic
-- or takes another type, aggregates, operators, types, relations, collations and casts.
-- Whoever runs one of them is told so by an error that begins with "planted".
--
--   psql -v home=SCHEMA -f namesakes.sql <NAMES    in a database with the extension in SCHEMA;
--                                                  NAMES is what check --names prints
--
-- One line each: PHASE, a tab, the statement.  Phases: early (before there is the
-- extension, by anybody), late (by anybody, uses our types), super-early and super-late
-- (by superusers only), clash (has the name and arguments of one of ours, so that in
-- our own schema the extension cannot be created), @plant@ is the schema to plant in,
-- @home@ that of the extension.
\set ON_ERROR_STOP 1
SET client_min_messages = warning;
SET search_path = pg_catalog, pg_temp;

CREATE TEMP TABLE used (role text, schema text, name text);
\copy used FROM PSTDIN
SELECT set_config('planted.home', :'home', false) \g /dev/null

CREATE FUNCTION pg_temp.of_home(namespace oid) RETURNS boolean STABLE LANGUAGE sql
RETURN namespace = (SELECT oid FROM pg_namespace WHERE nspname = current_setting('planted.home'));

CREATE FUNCTION pg_temp.type_name(type oid) RETURNS text STABLE LANGUAGE sql
RETURN (SELECT CASE WHEN pg_temp.of_home(typnamespace) THEN '@home@' ELSE 'pg_catalog' END || '.' || quote_ident(typname)
        FROM pg_type WHERE oid = type);

-- What the stored trees name: all that views, bodies, defaults, constraints and indexes call.
CREATE TEMP TABLE tree AS
SELECT ev_action::text AS tree, ev_class AS relation FROM pg_rewrite
UNION ALL SELECT conbin::text, conrelid FROM pg_constraint WHERE conbin IS NOT NULL
UNION ALL SELECT adbin::text, adrelid FROM pg_attrdef
UNION ALL SELECT concat(indexprs, indpred), indrelid FROM pg_index;
DELETE FROM tree USING pg_class AS c WHERE c.oid = relation AND NOT pg_temp.of_home(c.relnamespace);
INSERT INTO tree SELECT concat(prosqlbody, proargdefaults), 0 FROM pg_proc WHERE pg_temp.of_home(pronamespace);

CREATE TEMP TABLE called AS
SELECT DISTINCT p.oid FROM pg_proc AS p
WHERE pg_temp.of_home(p.pronamespace)
   OR (p.pronamespace = 'pg_catalog'::regnamespace AND p.proname IN (SELECT name FROM used WHERE role = 'function' AND schema = 'pg_catalog'))
   OR p.oid IN (SELECT m[1]::oid FROM tree, regexp_matches(tree, ':(?:funcid|aggfnoid|winfnoid) (\d+)', 'g') AS m);

CREATE TEMP TABLE operated AS
SELECT DISTINCT o.oprname AS name, o.oprleft AS l, o.oprright AS r, pg_temp.of_home(o.oprnamespace) AS ours FROM pg_operator AS o
WHERE pg_temp.of_home(o.oprnamespace)
   OR o.oid IN (SELECT m[1]::oid FROM tree, regexp_matches(tree, ':opno (\d+)', 'g') AS m)
   OR (o.oprnamespace = 'pg_catalog'::regnamespace AND o.oprname IN (SELECT name FROM used WHERE role = 'operator' AND schema = 'pg_catalog')
       AND o.oprleft IN (25, 1082) AND o.oprright IN (25, 1082));

-- Types to plant for: those of the extension and of its arguments and columns.
CREATE TEMP TABLE kind AS
SELECT t.oid, t.typname, pg_temp.of_home(t.typnamespace) AS ours, pg_temp.type_name(t.oid) AS name
FROM pg_type AS t WHERE t.typtype <> 'p' AND (t.oid IN (
    SELECT unnest(array_cat(proargtypes::oid[], coalesce(proallargtypes, ARRAY[prorettype]))) FROM pg_proc WHERE pg_temp.of_home(pronamespace)
    UNION SELECT atttypid FROM pg_attribute WHERE attnum > 0 AND attrelid IN (SELECT oid FROM pg_class WHERE pg_temp.of_home(relnamespace))
    UNION SELECT typarray FROM pg_type WHERE pg_temp.of_home(typnamespace) AND typtype = 'b')
    OR t.oid IN ('varchar'::regtype, 'name'::regtype, 'oid'::regtype, 'regclass'::regtype, 'int8range'::regtype, 'datemultirange'::regtype));
INSERT INTO kind VALUES (0, 'bait', false, '@plant@.bait');

-- Concrete types for one of an overload's arguments.
CREATE FUNCTION pg_temp.stand_ins(type oid) RETURNS TABLE (ours boolean, name text) STABLE LANGUAGE sql
BEGIN ATOMIC
    SELECT k.ours, k.name FROM pg_temp.kind AS k LEFT JOIN pg_type AS t ON t.oid = k.oid
    WHERE CASE WHEN type IN ('anyrange'::regtype, 'anycompatiblerange'::regtype) THEN t.typtype = 'r'
               WHEN type IN ('anymultirange'::regtype, 'anycompatiblemultirange'::regtype) THEN t.typtype = 'm'
               WHEN type IN ('anyarray'::regtype, 'anycompatiblearray'::regtype) THEN t.typelem <> 0 AND t.typlen = -1
               WHEN type IN ('"any"'::regtype, 'anyelement'::regtype, 'anynonarray'::regtype, 'anycompatible'::regtype) THEN true
               ELSE k.oid = type END
    UNION SELECT false, pg_temp.type_name(type) FROM pg_type AS t WHERE t.oid = type AND t.typtype <> 'p'
          AND NOT pg_temp.of_home(t.typnamespace)
    UNION SELECT false, pg_temp.type_name(type) WHERE type IN ('internal'::regtype, 'cstring'::regtype);
END;

-- Signatures: every argument as declared, and each in turn of another type.
CREATE TEMP TABLE overload AS
SELECT p.oid, p.proname, p.prokind, pg_temp.of_home(p.pronamespace) AS ours, p.pronargs,
       p.proargtypes::oid[] AS types, p.provariadic <> 0 AS variadic,
       CASE WHEN r.typtype <> 'p' OR r.typname = 'trigger' THEN pg_temp.type_name(r.oid) END AS result
FROM pg_proc AS p JOIN called USING (oid) JOIN pg_type AS r ON r.oid = p.prorettype WHERE p.prokind <> 'p';

CREATE TEMP TABLE declared AS
SELECT o.oid, i.at, (SELECT s.name FROM pg_temp.stand_ins(o.types[i.at - 1]) AS s
                     ORDER BY s.name LIKE '%daterange' DESC, s.name LIKE '%.text' DESC, s.name COLLATE "C" LIMIT 1) AS name
FROM overload AS o, generate_series(1, o.pronargs) AS i (at);

CREATE TEMP TABLE signature AS
SELECT DISTINCT ON (x.proname, x.args) x.proname, x.prokind, x.ours, x.args, x.exact, x.result FROM (
    SELECT o.*, true AS exact, coalesce((SELECT string_agg(d.name, ', ' ORDER BY d.at) FROM declared AS d WHERE d.oid = o.oid), '') AS args
    FROM overload AS o
    UNION ALL
    SELECT o.*, false, (SELECT string_agg(CASE WHEN d.at = v.at THEN k.name ELSE d.name END, ', ' ORDER BY d.at) FROM declared AS d WHERE d.oid = o.oid)
    FROM overload AS o JOIN declared AS v ON v.oid = o.oid,
         LATERAL (SELECT s.name FROM pg_temp.stand_ins(o.types[v.at - 1]) AS s
                  UNION SELECT k.name FROM kind AS k WHERE NOT o.ours OR k.typname IN ('varchar', 'bait')) AS k
    WHERE NOT 'internal'::regtype = ANY (o.types)
    UNION ALL
    SELECT o.*, false, (SELECT string_agg(CASE WHEN d.at = o.pronargs THEN l.last ELSE d.name END, ', ' ORDER BY d.at) FROM declared AS d WHERE d.oid = o.oid)
    FROM overload AS o, kind AS k, generate_series(2, 4) AS n, LATERAL (SELECT rtrim(repeat(k.name || ', ', n), ', ') AS last) AS l
    WHERE o.variadic
) AS x WHERE x.args IS NOT NULL ORDER BY x.proname, x.args, x.ours AND x.exact DESC, x.ours DESC;

CREATE FUNCTION pg_temp.trap(what text) RETURNS text IMMUTABLE LANGUAGE sql
RETURN format('LANGUAGE plpgsql IMMUTABLE AS $trap$ BEGIN RAISE EXCEPTION %L; END $trap$', replace('planted: ' || what || ' ran', '%', '%%'));

CREATE TEMP TABLE statement (place serial, phase text, statement text);

INSERT INTO statement (phase, statement) VALUES
('early', 'CREATE FUNCTION @plant@.trap() RETURNS boolean ' || pg_temp.trap('trap')),
('early', 'CREATE TYPE @plant@.bait AS (value pg_catalog.text)');

-- Casts to a type of one's own need no rights on the other type.
INSERT INTO statement (phase, statement)
SELECT CASE WHEN ours THEN 'late' ELSE 'early' END, unnest(ARRAY[
       format('CREATE FUNCTION @plant@.bait_of(%s) RETURNS @plant@.bait %s', name, pg_temp.trap('cast from ' || name || ' to bait')),
       format('CREATE CAST (%s AS @plant@.bait) WITH FUNCTION @plant@.bait_of(%1$s) AS IMPLICIT', name),
       format('CREATE FUNCTION @plant@.%I(@plant@.bait) RETURNS %s %s', 'to_' || typname, name, pg_temp.trap('cast from bait to ' || name)),
       format('CREATE CAST (@plant@.bait AS %s) WITH FUNCTION @plant@.%I(@plant@.bait) AS IMPLICIT', name, 'to_' || typname)])
FROM kind WHERE oid <> 0 ORDER BY name;

INSERT INTO statement (phase, statement)
SELECT CASE WHEN args ~ '\.(internal|cstring)\M' THEN 'super-' ELSE '' END ||
       CASE WHEN args ~ '@home@' THEN 'late' WHEN ours AND exact THEN 'clash' ELSE 'early' END,
       CASE WHEN prokind = 'a' THEN
                format('CREATE FUNCTION @plant@.state_of_%s(integer, %s) RETURNS integer %s; ', proname, args, pg_temp.trap('aggregate ' || proname || '(' || args || ')')) ||
                format('CREATE AGGREGATE @plant@.%I(%s) (SFUNC = @plant@.state_of_%1$s, STYPE = integer, INITCOND = ''0'')', proname, args)
            WHEN args ~ '\.(internal|cstring)\M' THEN
                format('CREATE FUNCTION @plant@.%I(%s) RETURNS pg_catalog.int4 LANGUAGE internal IMMUTABLE STRICT AS ''pg_column_size''', proname, args)
            -- the result is the original's: lower(daterange) is of use where a date is
            ELSE format('CREATE FUNCTION @plant@.%I(%s) RETURNS %s %s', proname, args,
                CASE WHEN result ~ '@home@' AND args !~ '@home@' THEN 'boolean'
                     ELSE coalesce(result, CASE WHEN args ~ 'daterange$' THEN 'pg_catalog.date' ELSE 'boolean' END) END,
                pg_temp.trap(proname || '(' || args || ')')) END
FROM signature WHERE NOT (prokind = 'a' AND args = '') ORDER BY proname, args;

-- Operators: of the types that they are used with, and of every type on either side.
CREATE TEMP TABLE operands AS
SELECT DISTINCT name, l, r FROM (
    SELECT o.name, coalesce(a.name, pg_temp.type_name(o.l)) AS l, coalesce(b.name, pg_temp.type_name(o.r)) AS r
    FROM operated AS o LEFT JOIN kind AS a ON a.oid = o.l LEFT JOIN kind AS b ON b.oid = o.r WHERE o.l <> 0 AND o.r <> 0
    UNION SELECT n.name, k.name, k.name FROM (SELECT DISTINCT name FROM operated) AS n, kind AS k
    UNION SELECT n.name, k.name, 'pg_catalog.text' FROM (SELECT DISTINCT name FROM operated) AS n, kind AS k
    UNION SELECT n.name, 'pg_catalog.text', k.name FROM (SELECT DISTINCT name FROM operated) AS n, kind AS k) AS every;

INSERT INTO statement (phase, statement)
SELECT CASE WHEN l || r ~ '@home@' THEN 'late' ELSE 'early' END,
       format('CREATE FUNCTION @plant@.operated(%s, %s) RETURNS boolean %s', l, r, pg_temp.trap('an operator of ' || l || ' and ' || r))
FROM (SELECT DISTINCT l, r FROM operands) AS pair ORDER BY l, r;
INSERT INTO statement (phase, statement)
SELECT CASE WHEN l || r ~ '@home@' THEN 'late' WHEN exact THEN 'clash' ELSE 'early' END,
       CASE WHEN exact AND l || r !~ '@home@' THEN format('CREATE FUNCTION @plant@.%I(%s, %s) RETURNS boolean %s; ', func, l, r, pg_temp.trap('operator ' || name)) ELSE '' END ||
       format('CREATE OPERATOR @plant@.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = @plant@.%I)', name, l, r, func)
FROM (SELECT *, CASE WHEN exact AND l || r !~ '@home@' THEN 'operated_as_ours_' || row_number() OVER (ORDER BY name, l, r) ELSE 'operated' END AS func
      FROM (SELECT *, EXISTS (SELECT FROM operated AS o WHERE o.ours AND o.name = operands.name
                              AND pg_temp.type_name(o.l) = operands.l AND pg_temp.type_name(o.r) = operands.r) AS exact FROM operands) AS compared) AS named
ORDER BY name, l, r;

-- Types and relations share their names with row types: relations of ours first.
INSERT INTO statement (phase, statement)
SELECT CASE WHEN pg_temp.of_home(c.relnamespace) THEN 'clash' ELSE 'early' END,
       format('CREATE VIEW @plant@.%I AS SELECT %s', c.relname,
              (SELECT string_agg(format('@plant@.trap()::pg_catalog.text AS %I', a.attname), ', ' ORDER BY a.attnum)
               FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0))
FROM pg_class AS c WHERE c.relkind IN ('r', 'v') AND (pg_temp.of_home(c.relnamespace)
    OR (c.relnamespace = 'pg_catalog'::regnamespace AND c.relname IN (SELECT name FROM used WHERE role = 'relation'))) ORDER BY c.relname;
INSERT INTO statement (phase, statement)
SELECT 'clash', format('CREATE TABLE @plant@.%I (a integer)', relname) FROM pg_class
WHERE relkind = 'i' AND pg_temp.of_home(relnamespace)
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = pg_class.oid) ORDER BY relname;    -- those find another name
INSERT INTO statement (phase, statement)
SELECT CASE WHEN ours THEN 'clash' ELSE 'early' END,
       format('CREATE DOMAIN @plant@.%I AS pg_catalog.text CHECK (@plant@.trap())', name)
FROM (SELECT DISTINCT t.typname AS name, pg_temp.of_home(t.typnamespace) AS ours FROM pg_type AS t
      WHERE (t.typname IN (SELECT name FROM used WHERE role = 'type') OR t.oid IN (SELECT oid FROM kind))
        AND t.typelem = 0 AND (pg_temp.of_home(t.typnamespace) OR t.typnamespace = 'pg_catalog'::regnamespace)
        AND NOT EXISTS (SELECT FROM pg_class AS c WHERE c.reltype = t.oid AND c.relkind <> 'c')) AS type ORDER BY name;
INSERT INTO statement (phase, statement)
SELECT DISTINCT 'early', format('CREATE COLLATION @plant@.%I FROM pg_catalog."POSIX"', name) FROM used WHERE role = 'collation';

-- Casts that nobody but a superuser may add: between every two types that have none.  An
-- implicit one between two of the server's would make its own lower(daterange) ambiguous.
INSERT INTO statement (phase, statement)
SELECT CASE WHEN a.ours OR b.ours THEN 'super-late' ELSE 'super-early' END, unnest(ARRAY[
       format('CREATE FUNCTION @plant@.%I(%s) RETURNS %s %s', 'cast_to_' || b.typname, a.name, b.name, pg_temp.trap('cast from ' || a.name || ' to ' || b.name)),
       format('CREATE CAST (%s AS %s) WITH FUNCTION @plant@.%I(%1$s) AS %4$s', a.name, b.name, 'cast_to_' || b.typname,
              CASE WHEN a.ours OR b.ours THEN 'IMPLICIT' ELSE 'ASSIGNMENT' END)])
FROM kind AS a, kind AS b
WHERE a.oid <> 0 AND b.oid <> 0 AND a.oid <> b.oid AND left(a.typname, 1) <> '_' AND left(b.typname, 1) <> '_' AND NOT EXISTS (SELECT FROM pg_cast WHERE castsource = a.oid AND casttarget = b.oid)
ORDER BY a.name, b.name;

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\t'
SELECT phase, statement FROM statement ORDER BY place;
