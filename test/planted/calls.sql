-- Prints one call of every function, aggregate and view that the extension in schema
-- :home has, every name in it with its schema: what they answer must not depend on
-- what others have planted.  @home@ stands for the schema.  Calls of functions in
-- PL/pgSQL are marked by a comment at their end.
\set ON_ERROR_STOP 1
SET client_min_messages = warning;
SET search_path = pg_catalog, pg_temp;
SELECT set_config('planted.home', :'home', false) \g /dev/null

CREATE FUNCTION pg_temp.of_home(namespace oid) RETURNS boolean STABLE LANGUAGE sql
RETURN namespace = (SELECT oid FROM pg_namespace WHERE nspname = current_setting('planted.home'));

CREATE TEMP TABLE sample (type text, named text, value text);
INSERT INTO sample VALUES
('text', 'list', 'CHPL'), ('text', 'name', 'EU'), ('text', 'group%', 'EU'), ('text', 'vintage', 'HS2017'), ('text', 'hs', '854231'), ('text', 'code', '854231'),
('text', 'baseline', 'share'), ('text', 'exporter', 'CHN'), ('text', '%', 'DEU'), ('_text', '%', '{CHN,DEU}'), ('bool', '%', 't'),
('int2', '%', '2023'), ('int4', 'before_months', '12'), ('int4', 'after_months', '12'), ('int4', 'step%', '12'), ('int4', 'digits', '6'), ('int4', '%', '2023'),
('int8', '%', '854231'), ('float8', '%', '2.5'), ('numeric', '%', '2.5'), ('date', 'since', '2023-01-01'), ('date', '%', '2024-03-01'),
('daterange', 'coverage', '[2022-01-01,2024-01-01)'), ('daterange', '%', '[2023-01-01,2024-01-01)'), ('jsonb', '%', '{}'),
('regclass', '%', 'pg_catalog.pg_class'), ('name', '%', 'DEU'), ('timestamp', '%', '2023-05-01 12:00'), ('timestamptz', '%', '2023-05-01 12:00+00'), ('cstring', '%', 'DEU'), ('oid', '%', '0'),
('country_code', '%', 'DEU'), ('_country_code', '%', '{CHN,DEU}'), ('hs_code', '%', '854231'), ('_hs_code', '%', '{8542,854231}'), ('trade_window', 'before', '2022'), ('trade_window', 'base', '2022'), ('trade_window', '%', '2023'),
('trade_mix', '%', (SELECT :"home".trade_mix(l, v) FROM (VALUES ('CHN', 1.5::float8), ('DEU', 2)) AS x (l, v))::text),
('trade_series', '%', (SELECT :"home".trade_series(y, v) FROM (VALUES (2022, 1.5::float8), (2023, 2)) AS x (y, v))::text),
('trade_matrix', '%', (SELECT :"home".trade_matrix(e, i, y, v, v) FROM (VALUES ('CHN', 'DEU', 2022, 1.5::float8), ('CHN', 'RUS', 2022, 4), ('KGZ', 'RUS', 2023, 3), ('CHN', 'KGZ', 2023, 2)) AS x (e, i, y, v))::text);

CREATE FUNCTION pg_temp.type_name(type oid) RETURNS text STABLE LANGUAGE sql
RETURN (SELECT CASE WHEN pg_temp.of_home(typnamespace) THEN '@home@' ELSE 'pg_catalog' END || '.' || quote_ident(typname)
        FROM pg_type WHERE oid = type);

-- The value for an argument; NULL of its type where no text reads as one.
CREATE FUNCTION pg_temp.value(type oid, named text) RETURNS text STABLE LANGUAGE sql
RETURN coalesce((SELECT quote_literal(s.value) FROM pg_temp.sample AS s JOIN pg_type AS t ON t.typname = s.type
                 WHERE t.oid = value.type AND coalesce(value.named, '') LIKE s.named ORDER BY length(s.named) DESC LIMIT 1), 'NULL')
       || '::' || pg_temp.type_name(type);

CREATE TEMP TABLE routine AS
SELECT p.oid, p.prokind, p.proretset, quote_ident(p.proname) AS name,
       CASE WHEN p.prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql') THEN ' -- PL/pgSQL' END AS mark,
       (SELECT coalesce(string_agg(pg_temp.value(p.proargtypes[i], p.proargnames[i + 1]), ', ' ORDER BY i), '')
        FROM generate_series(0, p.pronargs - 1) AS i) AS args
FROM pg_proc AS p
WHERE pg_temp.of_home(p.pronamespace) AND p.prorettype <> 'trigger'::regtype AND NOT 'internal'::regtype = ANY (p.proargtypes::oid[]);

\pset format unaligned
\pset tuples_only on
SELECT CASE prokind
           WHEN 'a' THEN format('SELECT @home@.%s(%s) FROM pg_catalog.generate_series(1, 2) AS i;', name, args)
           WHEN 'w' THEN format('SELECT @home@.%s(%s) OVER () FROM pg_catalog.generate_series(1, 1) AS i;', name, args)
           WHEN 'p' THEN format('CALL @home@.%s(%s);', name, args)
           ELSE format('SELECT * FROM @home@.%s(%s) AS result;', name, args) END || coalesce(mark, '')
FROM routine ORDER BY name, args;
SELECT format('SELECT %s OPERATOR(@home@.%s) %s AS result;', CASE WHEN oprleft <> 0 THEN pg_temp.value(oprleft, '') END, oprname, pg_temp.value(oprright, ''))
FROM pg_operator WHERE pg_temp.of_home(oprnamespace) ORDER BY 1;
SELECT format('SELECT %s::%s AS result;', pg_temp.value(castsource, ''), pg_temp.type_name(casttarget))
FROM pg_cast JOIN pg_type AS s ON s.oid = castsource JOIN pg_type AS t ON t.oid = casttarget
WHERE pg_temp.of_home(s.typnamespace) OR pg_temp.of_home(t.typnamespace) ORDER BY 1;
SELECT format('SELECT * FROM @home@.%I AS result ORDER BY result.*::pg_catalog.text COLLATE pg_catalog."C";', relname)
FROM pg_class WHERE relkind IN ('r', 'v') AND pg_temp.of_home(relnamespace) ORDER BY relname;
