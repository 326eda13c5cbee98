#!/usr/bin/env bash
# Citus, where it is installed: a coordinator and two workers.  Every aggregate of the
# extension is computed on the workers and gives the bytes that a table on one server
# gives; what is asked of a product stays with the product; look-ups by name there need
# the rows of one's own; a monitor stays on the coordinator and reads what is distributed.
. "${SRCDIR:-.}/test/t/cluster.sh"

if [ "$(psql -XAtq -c "SELECT count(*) FROM pg_available_extensions WHERE name = 'citus'")" != 1 ]; then
	echo '1..0 # SKIP Citus is not installed here'
	exit 0
fi
for n in 1 2 3; do
	# Parallel plans on the workers, however small the shards are; settings that change texts.
	need 'a server with Citus' node_create $n "shared_preload_libraries = 'citus'" 'citus.enable_statistics_collection = off' 'citus.shard_count = 4' \
		'parallel_setup_cost = 0' 'parallel_tuple_cost = 0' 'min_parallel_table_scan_size = 0' 'max_parallel_workers_per_gather = 2' \
		"DateStyle = 'German'" 'bytea_output = escape'
	need 'Citus' on $n -c 'CREATE EXTENSION citus' -c 'CREATE EXTENSION IF NOT EXISTS citus_columnar'
done
need 'a cluster' on 1 -c "SELECT citus_set_coordinator_host('$tmp', 1)" -c "SELECT citus_add_node('$tmp', 2)" -c "SELECT citus_add_node('$tmp', 3)"
need 'tables' on 1 -f - <<'SQL'
CREATE EXTENSION sanctions;
-- A row holds a state of each kind; amounts are sums that rounding would show.
CREATE TABLE whole AS
SELECT exporter, importer, product, year, month, amount, value, units, quantity, trade_series(month, value) AS series,
       trade_mix(exporter, amount) AS mix, trade_matrix(exporter, importer, month, amount, quantity) AS matrix
FROM (SELECT (ARRAY['CHN', 'DEU', 'TUR', 'KGZ', 'KAZ', 'XI', 'USA'])[1 + n % 7]::country_code AS exporter, (ARRAY['RUS', 'KAZ', 'KGZ'])[1 + n / 7 % 3]::country_code AS importer,
             (ARRAY['854231', '85423190', '848180', '902780', '300212', '880330', '847130', '30029090'])[1 + n % 8]::hs_code AS product,
             2021 + n / 5 % 36 / 12 AS year, make_date(2021 + n / 5 % 36 / 12, 1 + n / 5 % 12, 1) AS month, (n * 7919 % 1000) / 7.0::float8 * 10.0 ^ (n % 19 - 6) AS amount,
             (n * 7919 % 1000) * 10000 / 7.0 AS value, n::bigint AS units, n / 3.0::float8 AS quantity, n FROM generate_series(1, 3000) AS n) AS r
GROUP BY n, exporter, importer, product, year, month, amount, value, units, quantity;
-- From 2022 on Germany sells to Kyrgyzstan what it sold to Russia, where Kyrgyzstan passes it on.
UPDATE whole SET value = value * CASE WHEN importer = 'RUS' AND exporter = 'DEU' THEN 0.01 ELSE 40 END
WHERE year > 2021 AND (exporter = 'DEU' AND importer IN ('RUS', 'KGZ') OR exporter = 'KGZ' AND importer = 'RUS');
CREATE TABLE flow (LIKE whole);
SELECT create_distributed_table('flow', 'product');
INSERT INTO flow SELECT * FROM whole;

-- Every aggregate, called with the column, or the constant, that its argument's name asks for.
CREATE TABLE call AS
SELECT p.oid::regprocedure::text AS name, format('%s(%s)', p.proname, string_agg(CASE
    WHEN t.typ = 'trade_window'::regtype THEN format('%L::trade_window', CASE a WHEN 'base' THEN 2021 ELSE 2023 END)
    WHEN t.typ = 'boolean'::regtype THEN 'exporter = ''CHN'''
    WHEN t.typ = 'text'::regtype THEN CASE a WHEN 'label' THEN 'product' ELSE a END || '::text'
    WHEN a = 'quantity' THEN 'quantity'
    WHEN a = 'state' THEN CASE t.typ::text WHEN 'trade_series' THEN 'series' WHEN 'trade_mix' THEN 'mix' ELSE 'matrix' END
    WHEN a = 'importer' THEN 'importer'
    ELSE CASE t.typ::text WHEN 'country_code' THEN 'exporter' WHEN 'hs_code' THEN 'product' WHEN 'integer' THEN 'year' WHEN 'date' THEN 'month'
                          WHEN 'double precision' THEN 'amount' WHEN 'numeric' THEN 'value' WHEN 'bigint' THEN 'units' END END, ', ' ORDER BY t.place)) AS made
FROM pg_depend AS d JOIN pg_proc AS p ON p.oid = d.objid AND p.prokind = 'a', LATERAL unnest(p.proargtypes::regtype[]) WITH ORDINALITY AS t (typ, place), coalesce(p.proargnames[t.place], '') AS a
WHERE d.classid = 'pg_proc'::regclass AND d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'sanctions')
GROUP BY p.oid;

CREATE FUNCTION plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    lines text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) ' || query LOOP lines := lines || line || chr(10); END LOOP;
    RETURN lines;
END $$;
-- Whether two queries give rows of the same bytes, as they are stored; the first column is their key.
CREATE FUNCTION same(one text, other text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    answer boolean;
BEGIN
    EXECUTE 'CREATE TEMP TABLE here AS ' || one;
    EXECUTE 'CREATE TEMP TABLE there AS ' || other;
    SELECT count(*) > 0 AND count(*) = count(*) FILTER (WHERE h *= t) INTO answer FROM here AS h FULL JOIN there AS t ON h.key = t.key;
    DROP TABLE here, there;
    RETURN answer;
END $$;
-- The calls that are not computed by that function of Citus, or give other bytes.
CREATE FUNCTION strays(key text, by text, wanted text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    c record;
    query text;
BEGIN
    FOR c IN SELECT * FROM call LOOP
        query := format('SELECT %s AS key, %s AS answer FROM %%s %s', key, c.made, by);
        IF plan(format(query, 'flow')) !~ wanted THEN RETURN NEXT c.name || ': its plan'; END IF;
        IF NOT same(format(query, 'flow'), format(query, 'whole')) THEN RETURN NEXT c.name || ': its bytes'; END IF;
    END LOOP;
END $$;
SQL
same() { on 1 -c "SELECT same(\$one\$SELECT $1\$one\$, \$other\$SELECT $2\$other\$)"; }
# The same question of a distributed table and of the one that is whole: its bytes are the same.
asked() { check "$1" "$(same "$2" "${2//FROM flow/FROM whole}")" t; }
plan() { on 1 -c "EXPLAIN (VERBOSE, COSTS OFF) SELECT $1"; }
whole_on_workers() { check "$1" "$(plan "$2" | head -n 1)" 'Custom Scan (Citus Adaptive)'; asked "$1: the same bytes" "$2"; }

# aggregates
check 'there are aggregates' "$(on 1 -c 'SELECT count(*) > 60 FROM call')" t
digits() {
	local n
	for n in 2 3; do
		on $n -o /dev/null -c "ALTER SYSTEM SET extra_float_digits = $1" -c 'SELECT pg_reload_conf()'
		eventually "SELECT current_setting('extra_float_digits') = '$1'" $n
	done
}
# Partial states do not depend on how a worker prints numbers; answers of a composite type do.
digits -15
check 'over everything: partial states travel, and no rows' "$(on 1 -c "SELECT * FROM strays('1', '', 'coord_combine_agg.*worker_partial_agg')")" ''
check 'by another column than the distribution' "$(on 1 -c "SELECT * FROM strays('importer', 'GROUP BY importer', 'coord_combine_agg.*worker_partial_agg')")" ''
digits 1
check 'by the distribution: whole on the workers, in parallel there' "$(on 1 -c "SELECT * FROM strays('product', 'GROUP BY product', 'Gather')")" ''
asked 'over some shards that have no row' "1 AS key, trade_matrix(exporter, importer, month, value) FILTER (WHERE product = '902780'), trade_mix(exporter, value) AS b, trade_growth(month, value, 2023) FILTER (WHERE false) AS c FROM flow"
asked 'of distinct rows, in an order' "importer AS key, trade_series(DISTINCT month, value), trade_mix(exporter, amount ORDER BY units) AS b FROM flow GROUP BY importer"

# what is asked of a product stays with it
states='(SELECT product, trade_matrix(exporter, importer, month, value, quantity) AS m FROM flow GROUP BY product) AS q'
while IFS='|' read -r name call; do
	whole_on_workers "$name of each product" "product || f::text AS key, f.* FROM $states, $call AS f"
done <<-'LIST'
	cells|flows(m)
	growth by importer|import_growth(m, 2023, 2021)
	suppliers of an importer|shares(suppliers(m, 'RUS', 2023))
	flags|intermediary_flags(m, 'RUS', '{DEU,USA}', '2022-02-24')
	flags of a group|intermediary_flags(m, 'RUS', group_members('GECC'), '2022-02-24')
	the placebo|intermediary_placebo(m, 'RUS', '{DEU,USA}', '2022-02-24')
	surges of destinations|destination_surges(m, 'RUS', '{DEU,USA}', '2022-02-24')
	surges of suppliers|supplier_surges(m, 'RUS', '{DEU,USA}', '2022-02-24')
	gaps between mirrors|mirror_gaps(m, m, '2022-02-24')
	routes|diversion_routes(m, 'RUS', '{DEU,USA}', '2022-02-24')
	the balance|leak_balance(m, 'RUS', '{DEU,USA}', '2022-02-24')
LIST
partly_on_workers() { check "$1" "$(plan "$2" | grep -c 'Query: .*worker_partial_agg')" 1; asked "$1: the same bytes" "$2"; }
partly_on_workers 'suppliers of each product, rolled up' "1 AS key, rollup(suppliers(m, 'RUS', 2023)) AS answer FROM $states"
partly_on_workers 'a part of each product, rolled up' "1 AS key, rollup(part(m, NULL, '{RUS}', NULL)) AS answer FROM $states"
partly_on_workers 'importers of each product, rolled up' "s.importer AS key, rollup(s.part) AS answer FROM $states, split(m) AS s GROUP BY s.importer"
partly_on_workers 'states of each product, rolled up by exporter' "exporter AS key, rollup(s) AS answer FROM (SELECT product, exporter, trade_series(month, value) AS s FROM flow GROUP BY product, exporter) AS q GROUP BY exporter"

# states by another column move once
by_exporter='INSERT INTO by_exporter SELECT exporter, product, trade_series(month, value), trade_matrix(exporter, importer, month, value, quantity) FROM flow GROUP BY exporter, product'
on 1 -o /dev/null -c 'CREATE TABLE by_exporter (exporter country_code, product hs_code, s trade_series, m trade_matrix)' -c "SELECT create_distributed_table('by_exporter', 'exporter', colocate_with => 'none')"
check 'states by another column go from worker to worker' "$(on 1 -c "EXPLAIN $by_exporter" | grep -o 'method: .*')" 'method: repartition'
on 1 -o /dev/null -c "$by_exporter" -c 'CREATE TABLE by_exporter_whole AS SELECT exporter, product, trade_series(month, value) AS s, trade_matrix(exporter, importer, month, value, quantity) AS m FROM whole GROUP BY exporter, product'
check 'and are rolled up there' "$(plan 'exporter, rollup(s), rollup(m) FROM by_exporter GROUP BY exporter' | grep -c 'worker_partial_agg')" 0
check 'to the same bytes' "$(same 'exporter AS key, rollup(s) AS s, rollup(m) AS m FROM by_exporter GROUP BY exporter' 'exporter AS key, trade_series(month, value) AS s, trade_matrix(exporter, importer, month, value, quantity) AS m FROM whole GROUP BY exporter')" t
check 'a state that is stored is the same, byte for byte' "$(same 'exporter || product::text AS key, s, m FROM by_exporter' 'exporter || product::text AS key, s, m FROM by_exporter_whole')" t

# codes as distribution columns, in a reference table, in columns
for column in product exporter; do
	check "$column: a code has its rows in its shard" "$(on 1 <<-SQL
		CREATE TABLE at_$column (LIKE whole);
		SELECT create_distributed_table('at_$column', '$column', colocate_with => 'none');
		INSERT INTO at_$column SELECT * FROM whole;
		SELECT count(*) FILTER (WHERE a.rows IS DISTINCT FROM b.rows) FROM (SELECT $column, count(*) AS rows FROM at_$column GROUP BY 1) AS a FULL JOIN (SELECT $column, count(*) AS rows FROM whole GROUP BY 1) AS b USING ($column);
	SQL
	)" $'\n0'
done
finds() { on 1 -c "SELECT count(*) FROM $1 WHERE $2"; }
while IFS='|' read -r table condition; do
	check "$table: $condition" "$(finds "$table" "$condition")" "$(finds whole "$condition")"
done <<-'LIST'
	at_product|product = '8481.80'
	at_product|product = '8481.80'::text
	at_product|product = ANY ('{8481.80,902780}'::text[])
	at_product|product IN ('848180', '902780')
	at_product|product <@ '8542'
	at_exporter|exporter = 'DE'
	at_exporter|exporter = 'de'::text OR exporter = 'CHN'::text
	at_exporter|exporter = ANY ('{DEU,CN}'::text[])
LIST
check 'one shard is asked for one code' "$(on 1 -c "EXPLAIN SELECT * FROM at_product WHERE product = '8481.80'" | grep -c 'Task Count: 1')" 1
on 1 -o /dev/null -f - <<'SQL'
CREATE TABLE spelt (product text, n integer);
SELECT create_distributed_table('spelt', 'product', shard_count => 32);
INSERT INTO spelt SELECT (ARRAY['854231', '8542.31'])[1 + n % 2], n FROM generate_series(1, 10) AS n;
CREATE TABLE named (product hs_code, name text);
SELECT create_reference_table('named');
INSERT INTO named VALUES ('848180', 'valves'), ('902780', 'instruments');
CREATE TABLE columns (LIKE whole) USING columnar;
SELECT alter_columnar_table_set('columns', chunk_group_row_limit => 1000, compression => 'none');
SELECT create_distributed_table('columns', 'exporter', colocate_with => 'none', shard_count => 1);
INSERT INTO columns SELECT whole.* FROM whole, generate_series(1, 8) ORDER BY product;
SQL
# As the guide warns: if Citus no longer does this, the guide is to say so.
check 'a column of text as the distribution misses other spellings of a code' "$(finds spelt "product = '854231'::hs_code") $(finds spelt "product = '854231'::hs_code OR n < 0")" '5 10'
check 'a reference table of codes' "$(on 1 -c 'SELECT name, count(*) FROM flow JOIN named USING (product) GROUP BY name ORDER BY name')" "$(on 1 -c 'SELECT name, count(*) FROM whole JOIN named USING (product) GROUP BY name ORDER BY name')"
removed() { on 1 -c "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT product FROM columns WHERE $1" | sed -n 's/.*Chunk Groups Removed by Filter: //p'; }
check 'columns: a range of codes reads its chunks alone' "$(removed "product >= '9027' AND product < '9028'") $(removed "product <@ '9027'")" '21 21'
check 'and finds its rows' "$(finds columns "product >= '9027' AND product < '9028'") $(finds columns "product >= '9027'::text AND product < '9028'::text")" "$(on 1 -c "SELECT 8 * count(*) || ' ' || 8 * count(*) FROM whole WHERE product <@ '9027'")"

# files in: the table may be distributed, the text of the file stays on the coordinator
raw="CREATE TABLE raw AS SELECT '202301' AS period, '417' AS \"reporterCode\", 'M' AS \"flowCode\", '156' AS \"partnerCode\", 'H6' AS \"classificationCode\", p AS \"cmdCode\", '20' AS \"netWgt\", '1000' AS \"primaryValue\" FROM unnest('{854231,848180,8481}'::text[]) AS p"
import() { on 1 -c "SELECT reason, rows, value FROM sanctions_import('raw', '$1', options => '{\"source\": \"a file\"}')"; }
check 'an import into a table of the coordinator' "$(on 1 -c "$raw"; import imported)" $'used|2|2000\nheading beside the lines under it|1|1000'
on 1 -o /dev/null -c 'CREATE TABLE spread (LIKE imported)' -c "SELECT create_distributed_table('spread', 'product')" 2>&1 | grep -v '^NOTICE'
check 'into a distributed one' "$(import spread)" "$(import imported)"
check 'once more, which replaces its rows' "$(import spread)" "$(import imported)"
check 'gives the same rows' "$(same 'product AS key, f.* FROM spread AS f' 'product AS key, f.* FROM imported AS f')" t
check 'issues of rows are found where they are distributed, too' "$(same "f::text AS key, f.* FROM flow_issues('SELECT exporter, importer, product, month AS period, value FROM flow') AS f" "f::text AS key, f.* FROM flow_issues('SELECT exporter, importer, product, month AS period, value FROM whole') AS f")" t

# a monitor is the coordinator's and reads what is distributed; what Citus writes is not captured
check 'a monitor is made as on any server' "$(on 1 -c "SELECT sanctions_monitor('m')")" ''
check 'and is on no worker' "$(on 1 -c "SELECT bool_or(result <> '0') FROM run_command_on_workers(\$\$SELECT count(*) FROM pg_namespace WHERE nspname = 'm'\$\$)")" f
on 1 -o /dev/null -c "INSERT INTO m.watch (name, source, target, origins, since, coverage, placebo, exporter_column, importer_column, product_column, period_column, value_column)
	SELECT s, s, 'RUS', 'DEU, USA', '2022-02-24', '[2021-01-01,2024-01-01)', true, 'exporter', 'importer', 'product', 'month', 'value' FROM unnest('{flow,whole}'::text[]) AS s"
refresh() { on 1 "$@" -c "CALL sanctions_refresh('m')" -c 'SELECT * FROM sanctions_check('"'m'"')'; }
watched() { on 1 -c "SELECT to_jsonb(s) - 'watch' FROM m.state AS s WHERE watch = '$1' ORDER BY product" -c "SELECT to_jsonb(f) - 'watch' - 'run' - 'first_run' FROM m.flag AS f WHERE watch = '$1' ORDER BY product, intermediary"; }
check 'a refresh of both' "$(refresh)" ''
check 'gives the same states and flags' "$(watched flow | grep -c matrix; watched flow)" "$(watched whole | grep -c matrix; watched whole)"
refused() { on 1 -v VERBOSITY=verbose "${@:2}" -c "SELECT sanctions_capture('m', '$1')" | grep -o '42809: .*'; }
on 1 -o /dev/null -c 'CREATE TABLE copied (exporter text, importer text, product text, period date, value numeric)' -c "SELECT create_reference_table('copied')"
check 'a distributed table is not captured' "$(refused flow)" '42809: relation public.flow cannot be captured'
check 'nor in a session that keeps what it does from Citus' "$(refused flow -c 'SET citus.enable_ddl_propagation = off' -c 'SET citus.enable_unsafe_triggers = on')" '42809: relation public.flow cannot be captured'
check 'a reference table is not' "$(refused copied)" '42809: relation public.copied cannot be captured'
write="INSERT INTO whole SELECT * FROM flow WHERE product = '854231' LIMIT 5"
last() { on 1 -c "SELECT rebuilt FROM m.runs WHERE watch = 'whole' ORDER BY run DESC LIMIT 1"; }
check 'a table of the coordinator is' "$(on 1 -c "SELECT sanctions_capture('m', 'whole')"; refresh; refresh -c "$write"; last)" $'\nf'
check 'and is not distributed as long as it is' "$(on 1 -c "SELECT create_distributed_table('whole', 'product')" | grep -c '^ERROR: .*trigger')" 1
check 'if Citus takes it over it is read anew' "$(on 1 -o /dev/null -c "SELECT citus_add_local_table_to_metadata('whole')"; refresh -c "$write"; last)" t
check 'and is right' "$(on 1 -c "DELETE FROM whole" -c "INSERT INTO whole SELECT * FROM flow"; refresh; watched whole)" "$(watched flow)"
on 1 -o /dev/null -c "SELECT sanctions_release('m', 'whole')" -c "SELECT undistribute_table('whole')"

# look-ups by name: on the workers they know the shipped rows alone
flag() { on 1 -c "SELECT count(*), sum(value) FROM $1 WHERE $2"; }
need 'own rows' on 1 -c "INSERT INTO sanctions_list (list_name, hs, description) VALUES ('mine', '3002', 'medicines'), ('mine', '848180', 'it''s'), ('CHPL', '9027', NULL)" \
	-c "INSERT INTO sanctions_group (group_name, member, valid) VALUES ('mine', 'KAZ', '[2022-03-04,)'), ('mine', 'GBR', '(,)')" -c "INSERT INTO sanctions_country_name (key, code) VALUES ('myland', 'KGZ')"
listed="product IN ('300212', '30029090', '848180')" member="exporter IN ('KAZ', 'XI')"
check 'in_list on a worker does not know an own row' "$(on 1 -c "SELECT count(*) FROM flow WHERE in_list(product, 'CHPL') AND product <@ '9027'")" 0
check 'a list as an argument: the right rows' "$(flag flow "in_codes(product, (SELECT list_codes('mine')))")" "$(flag whole "$listed")"
check 'a group as an argument: the right rows' "$(flag flow "exporter = ANY ((SELECT group_members('mine')::country_code[])::country_code[])")" "$(flag whole "$member")"
whole_on_workers "flags of a group of one's own" "product || f::text AS key, f.* FROM $states, intermediary_flags(m, 'RUS', (SELECT group_members('mine')), '2022-02-24') AS f"
check 'a list that workers do not have is no list there' "$(on 1 -c "SELECT count(*) FROM flow WHERE in_list(product, 'mine')" | grep -o 'list "mine" does not exist')" 'list "mine" does not exist'
check 'a name of a country is not known there either' "$(on 1 -c "SELECT try_country_name('myland'), bool_or(try_country_name('myland' || left(importer::text, 0)) IS NOT NULL) FROM flow")" 'KGZ|f'
check 'the list as a subquery: its rows go to the workers' "$(flag "flow JOIN (SELECT hs FROM sanctions_list WHERE list_name = 'mine' OFFSET 0) AS l ON product <@ hs" true)" "$(flag whole "$listed")"
check 'the rows travel to every worker' "$(on 1 -c "SELECT bool_and(success) FROM run_command_on_workers((SELECT string_agg(s, chr(10)) FROM sanctions_own_rows() AS s))")" t
check 'so that in_list and in_group agree' "$(flag flow "in_list(product, 'mine') AND in_group(exporter, 'mine')")" "$(flag whole "$listed AND $member")"
check 'a worker that joins later has the extension' "$(node_create 4 "shared_preload_libraries = 'citus'" >/dev/null && on 4 -c 'CREATE EXTENSION citus' -c 'CREATE EXTENSION citus_columnar' && on 1 -o /dev/null -c "SELECT citus_add_node('$tmp', 4)" &&
	on 4 -c "SELECT count(*) FROM pg_extension WHERE extname = 'sanctions'" -c "SELECT in_list('9027'::text)")" $'1\nf'
echo "1..$tests"
