-- What Metabase, Superset and Grafana send of themselves, as their logs and sources have it,
-- to the views of a monitor "m".  A statement a paragraph, its first line the name; each must
-- run for a role that reads the views alone, and give rows.

-- Metabase: tables of the schemas
SELECT n.nspname AS schema, c.relname AS name, CASE c.relkind WHEN 'r' THEN 'TABLE' WHEN 'p' THEN 'PARTITIONED TABLE' WHEN 'v' THEN 'VIEW' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'm' THEN 'MATERIALIZED VIEW' END AS type, d.description, stat.n_live_tup AS estimated_row_count FROM pg_catalog.pg_class AS c INNER JOIN pg_catalog.pg_namespace AS n ON c.relnamespace = n.oid LEFT JOIN pg_catalog.pg_description AS d ON c.oid = d.objoid AND d.objsubid = 0 AND d.classoid = CAST('pg_class' AS regclass) LEFT JOIN pg_stat_user_tables AS stat ON n.nspname = stat.schemaname AND c.relname = stat.relname WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'f', 'm') AND n.nspname IN ('m') ORDER BY type ASC, schema ASC, name ASC

-- Metabase: what the role may read
WITH table_privileges AS (SELECT NULL AS role, t.schemaname AS schema, t.objectname AS table, pg_catalog.has_table_privilege(current_user, '"' || replace(t.schemaname, '"', '""') || '"."' || replace(t.objectname, '"', '""') || '"', 'UPDATE') AS update, pg_catalog.has_any_column_privilege(current_user, '"' || replace(t.schemaname, '"', '""') || '"."' || replace(t.objectname, '"', '""') || '"', 'SELECT') AS select FROM (SELECT schemaname, tablename AS objectname FROM pg_catalog.pg_tables UNION SELECT schemaname, viewname AS objectname FROM pg_views UNION SELECT schemaname, matviewname AS objectname FROM pg_matviews) AS t WHERE t.schemaname !~ '^pg_' AND t.schemaname <> 'information_schema' AND pg_catalog.has_schema_privilege(current_user, t.schemaname, 'USAGE')) SELECT t.* FROM table_privileges AS t WHERE t.select

-- Metabase: columns
SELECT c.column_name AS name, CASE WHEN c.udt_schema IN ('public', 'pg_catalog') THEN FORMAT('%s', c.udt_name) ELSE FORMAT('"%s"."%s"', c.udt_schema, c.udt_name) END AS "database-type", c.ordinal_position - 1 AS "database-position", c.table_schema AS "table-schema", c.table_name AS "table-name", pk.column_name IS NOT NULL AS "pk?", COL_DESCRIPTION(CAST(CAST(FORMAT('%I.%I', CAST(c.table_schema AS TEXT), CAST(c.table_name AS TEXT)) AS REGCLASS) AS OID), c.ordinal_position) AS "field-comment", ((column_default IS NULL) OR (LOWER(column_default) = 'null')) AND (is_nullable = 'NO') AND NOT (is_identity = 'YES') AS "database-required" FROM information_schema.columns AS c LEFT JOIN (SELECT tc.table_schema, tc.table_name, kc.column_name FROM information_schema.table_constraints AS tc INNER JOIN information_schema.key_column_usage AS kc ON tc.constraint_name = kc.constraint_name AND tc.table_schema = kc.table_schema WHERE tc.constraint_type = 'PRIMARY KEY') AS pk ON c.table_schema = pk.table_schema AND c.table_name = pk.table_name AND c.column_name = pk.column_name WHERE c.table_schema !~ '^information_schema|catalog_history|pg_' AND c.table_schema IN ('m') ORDER BY "table-schema" ASC, "table-name" ASC, "database-position" ASC

-- Metabase: fingerprints
SELECT SUBSTRING("m"."flags"."watch", 1, 1234) AS "substring1", SUBSTRING("m"."flags"."product_name", 1, 1234) AS "substring2", "m"."flags"."since" AS "since", "m"."flags"."score" AS "score", "m"."flags"."flagged" AS "flagged", "m"."flags"."controls" AS "controls", "m"."flags"."first_seen" AS "first_seen", SUBSTRING("m"."flags"."sentence", 1, 1234) AS "substring9" FROM "m"."flags" LIMIT 10000

-- Metabase: values of a field
SELECT "m"."flags"."intermediary_name" AS "intermediary_name" FROM "m"."flags" GROUP BY "m"."flags"."intermediary_name" ORDER BY "m"."flags"."intermediary_name" ASC LIMIT 1001

-- Metabase: how many values a field has
SELECT COUNT(DISTINCT "m"."shares"."supplier") AS "count", COUNT(*) AS "count_2", MAX("m"."shares"."year") AS "max" FROM "m"."shares"

-- Metabase: search in a field
SELECT "m"."flags"."intermediary" AS "intermediary", "m"."flags"."intermediary_name" AS "intermediary_name" FROM "m"."flags" WHERE (LOWER("m"."flags"."intermediary_name") LIKE '%kyr%') GROUP BY "m"."flags"."intermediary", "m"."flags"."intermediary_name" ORDER BY "m"."flags"."intermediary" ASC LIMIT 100

-- Metabase: by month
SELECT CAST(DATE_TRUNC('month', "m"."flows_monthly"."period") AS date) AS "period", SUM("m"."flows_monthly"."value") AS "sum" FROM "m"."flows_monthly" WHERE ("m"."flows_monthly"."importer" = 'RUS') AND ("m"."flows_monthly"."period" >= date '2022-01-01') GROUP BY CAST(DATE_TRUNC('month', "m"."flows_monthly"."period") AS date) ORDER BY CAST(DATE_TRUNC('month', "m"."flows_monthly"."period") AS date) ASC

-- Metabase: by week, by hour of the day, by day of the week
SELECT (CAST(DATE_TRUNC('week', ("m"."flows_monthly"."time" + INTERVAL '1 day')) AS timestamp) + INTERVAL '-1 day') AS "week", CAST(extract(hour from "m"."flows_monthly"."time") AS integer) AS "hour", (CAST(extract(dow from "m"."flows_monthly"."time") AS integer) + 1) AS "day", COUNT(*) AS "count" FROM "m"."flows_monthly" GROUP BY 1, 2, 3 ORDER BY 1 ASC

-- Metabase: a relative date, empty and missing texts
SELECT COUNT(*) AS "count" FROM "m"."flags" WHERE "m"."flags"."after_to" < CAST(CAST((CAST((NOW() + INTERVAL '1 month') AS timestamptz)) AS date) AS timestamptz) AND (("m"."flags"."sentence" <> '') OR ("m"."flags"."sentence" IS NULL)) AND "m"."flags"."product" IN ('854231', '851762')

-- Metabase: bins, percentiles and a nested question
SELECT "source"."bin" AS "bin", "source"."median" AS "median", "source"."deviation" AS "deviation" FROM (SELECT ((FLOOR((("m"."flags"."rerouted" - 0.0) / 100000.0)) * 100000.0) + 0.0) AS "bin", PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "m"."flags"."outflow_after") AS "median", STDDEV_POP("m"."flags"."outflow_after") AS "deviation" FROM "m"."flags" GROUP BY 1) AS "source" WHERE "source"."median" > 0 LIMIT 2000

-- Metabase: two views joined
SELECT "m"."flags"."intermediary" AS "intermediary", "Reasons"."code" AS "Reasons__code" FROM "m"."flags" LEFT JOIN "m"."reasons" AS "Reasons" ON "m"."flags"."watch" = "Reasons"."watch" AND "m"."flags"."product" = "Reasons"."product" AND "m"."flags"."intermediary" = "Reasons"."intermediary" WHERE "Reasons"."fired" = TRUE AND "Reasons"."target_name" = 'Russian Federation' LIMIT 1048575

-- Superset: names of views
SELECT pg_catalog.pg_class.relname FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_catalog.pg_namespace.oid = pg_catalog.pg_class.relnamespace WHERE pg_catalog.pg_class.relkind = ANY (ARRAY['v', 'm']) AND pg_catalog.pg_class.relpersistence != 't' AND pg_catalog.pg_namespace.nspname = 'm'

-- Superset: columns
SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef) AS DEFAULT, a.attnotnull, a.attrelid as table_oid, pgd.description as comment, a.attgenerated as generated, (SELECT json_build_object('always', a.attidentity = 'a', 'start', s.seqstart) FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c on s.seqrelid = c."oid" WHERE c.relkind = 'S' and a.attidentity != '' and s.seqrelid = pg_catalog.pg_get_serial_sequence(a.attrelid::regclass::text, a.attname)::regclass::oid) as identity_options FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_description pgd ON (pgd.objoid = a.attrelid AND pgd.objsubid = a.attnum) WHERE a.attrelid = 'm.flag_history'::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum

-- Superset: types of a data set
SELECT * FROM (SELECT watch, "time", value FROM m.flows_monthly) AS virtual_table LIMIT 1

-- Superset: a chart over time
SELECT DATE_TRUNC('month', "time") AS "time", importer_name AS importer_name, sum(value) AS "SUM(value)" FROM m.flows_monthly JOIN (SELECT importer_name AS importer_name__, sum(value) AS mme_inner__ FROM m.flows_monthly WHERE "time" >= TO_TIMESTAMP('2021-01-01 00:00:00.000000', 'YYYY-MM-DD HH24:MI:SS.US') GROUP BY importer_name ORDER BY mme_inner__ DESC LIMIT 5) AS series_limit ON importer_name = importer_name__ WHERE "time" >= TO_TIMESTAMP('2021-01-01 00:00:00.000000', 'YYYY-MM-DD HH24:MI:SS.US') AND "time" < TO_TIMESTAMP('2024-01-01 00:00:00.000000', 'YYYY-MM-DD HH24:MI:SS.US') GROUP BY DATE_TRUNC('month', "time"), importer_name ORDER BY "SUM(value)" DESC LIMIT 10000

-- Superset: time grains
SELECT DATE_TRUNC('week', period) AS week, DATE_TRUNC('quarter', period) AS quarter, DATE_TRUNC('year', "time") AS year, DATE_TRUNC('hour', "time") AS hour, COUNT(*) AS count FROM m.flows_monthly GROUP BY 1, 2, 3, 4 ORDER BY 1 LIMIT 50000

-- Superset: a virtual data set with a filter box
SELECT intermediary AS intermediary, max(score) AS "MAX(score)" FROM (SELECT intermediary, score, flagged, since FROM m.flags WHERE watch = 'chips') AS virtual_table WHERE since >= TO_DATE('2022-01-01', 'YYYY-MM-DD') AND since < TO_DATE('2023-01-01', 'YYYY-MM-DD') AND intermediary IN ('KGZ', 'CHN') AND (intermediary ILIKE '%K%') GROUP BY intermediary ORDER BY "MAX(score)" DESC LIMIT 100

-- Superset: the last period, values of a filter
SELECT MAX(period) AS period, MIN("time") AS first FROM m.flows_monthly WHERE watch IS NOT NULL

-- Superset: distinct values
SELECT DISTINCT target_name AS target_name FROM m.countries ORDER BY target_name ASC LIMIT 1000

-- Superset: an estimate
EXPLAIN SELECT count(*) FROM m.flags

-- Grafana: version
SELECT current_setting('server_version_num')::int / 100 AS version

-- Grafana: tables
SELECT CASE WHEN quote_ident(table_schema) IN (SELECT CASE WHEN trim(s[i]) = '"$user"' THEN user ELSE trim(s[i]) END FROM generate_series(array_lower(string_to_array(current_setting('search_path'), ','), 1), array_upper(string_to_array(current_setting('search_path'), ','), 1)) AS i, string_to_array(current_setting('search_path'), ',') s) THEN quote_ident(table_name) ELSE quote_ident(table_schema) || '.' || quote_ident(table_name) END AS "table" FROM information_schema.tables WHERE quote_ident(table_schema) NOT IN ('information_schema', 'pg_catalog', '_timescaledb_cache', '_timescaledb_catalog', '_timescaledb_internal', '_timescaledb_config', 'timescaledb_information', 'timescaledb_experimental') ORDER BY CASE WHEN quote_ident(table_schema) IN (SELECT CASE WHEN trim(s[i]) = '"$user"' THEN user ELSE trim(s[i]) END FROM generate_series(array_lower(string_to_array(current_setting('search_path'), ','), 1), array_upper(string_to_array(current_setting('search_path'), ','), 1)) AS i, string_to_array(current_setting('search_path'), ',') s) THEN 0 ELSE 1 END, 1

-- Grafana: columns
SELECT quote_ident(column_name) AS "column", data_type AS "type" FROM information_schema.columns WHERE quote_ident(table_schema) = 'm' AND quote_ident(table_name) = 'flags'

-- Grafana: $__timeFilter
SELECT "time" AS "time", importer AS metric, value FROM m.flows_monthly WHERE "time" BETWEEN '2021-01-01T00:00:00Z' AND '2023-12-31T23:59:59.999Z' AND watch IN ('chips') ORDER BY 1

-- Grafana: $__timeGroup, $__unixEpochFilter, $__timeFrom
SELECT floor(extract(epoch from "time") / 2592000) * 2592000 AS "time", exporter_name AS metric, avg(value) AS "value" FROM m.flows_monthly WHERE extract(epoch from "time") >= 1609459200 AND extract(epoch from "time") <= 1704067199 AND "time" >= '2021-01-01T00:00:00Z' GROUP BY 1, 2 ORDER BY 1, 2

-- Grafana: $__timeFilter over a date, and events as annotations
SELECT extract(epoch from at) AS time, sentence AS text, event || ',' || intermediary AS tags FROM m.flag_history WHERE at BETWEEN '2020-01-01T00:00:00Z' AND '2100-01-01T00:00:00Z' AND since BETWEEN '2020-01-01T00:00:00Z' AND '2100-01-01T00:00:00Z' AND target = 'RUS' LIMIT 100

-- Grafana: a variable
SELECT DISTINCT intermediary_name AS __text, intermediary AS __value FROM m.flags WHERE intermediary_name ~* 'kyr' ORDER BY 1

-- Grafana: health as a stat, and an alert
SELECT now() AS time, watch AS metric, age AS value FROM m.health WHERE age >= 0 AND coalesce(pending_deltas, 0) < 1000
