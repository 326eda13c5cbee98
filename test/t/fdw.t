#!/usr/bin/env bash
# Flows on two shards (SHARDS=4: four), each a cluster of its own, read through postgres_fdw with
# the server option extensions 'sanctions': aggregates run on the shards, and
# the states that come back roll up to the bytes of one node.
set -u
shards=${SHARDS:-2}
psql=(psql -X -q -v ON_ERROR_STOP=1 -At)
if [ "$("${psql[@]}" -d postgres -c "SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'")" != 1 ]; then
	echo '1..0 # SKIP postgres_fdw is not installed here (Debian has it in the server package, others in contrib)'
	exit 0
fi
bin=${PG_BIN:-$("${PG_CONFIG:-pg_config}" --bindir)}
db=fdw_$$
tmp=$(mktemp -d)
stop() {
	local shard
	for shard in $(seq "$shards"); do
		[ ! -f "$tmp/$shard/postmaster.pid" ] || "$bin/pg_ctl" -D "$tmp/$shard" -m immediate -w stop >/dev/null
	done
	"${psql[@]}" -d postgres -c "DROP DATABASE IF EXISTS $db" 2>/dev/null
	rm -rf "$tmp"
}
trap stop EXIT
tests=0
# what was expected must itself be no error
check() {
	tests=$((tests + 1))
	if [ "$2" = "$3" ] && ! grep -q ERROR <<<"$3"; then echo "ok $tests - $1"; else echo "not ok $tests - $1"; printf '%s\n' "got: $2" "want: $3" | sed 's/^/# /'; fi
}

# A cluster that finds the extension where this one does, on a socket only.
start() {
	"$bin/initdb" -D "$tmp/$1" -U postgres -A trust -N -E UTF8 --locale=C >"$tmp/log" 2>&1 &&
		{
			printf "%s\n" "listen_addresses = ''" "unix_socket_directories = '$tmp'" "port = $1" 'fsync = off' 'shared_buffers = 32MB'
			"${psql[@]}" -d postgres -c "SELECT format('%s = %L', name, setting) FROM pg_settings
				WHERE name IN ('dynamic_library_path', 'extension_destdir', 'extension_control_path')"
		} >>"$tmp/$1/postgresql.conf" &&
		"$bin/pg_ctl" -D "$tmp/$1" -l "$tmp/$1.log" -w -t 60 start >"$tmp/log" 2>&1 &&
		shard "$1" -c 'CREATE EXTENSION sanctions' -c "CREATE TABLE flow (exporter country_code, importer country_code,
			product hs_code, period date, value double precision, quantity double precision)" >>"$tmp/log" 2>&1
}
shard() { local port=$1; shift; PGHOST=$tmp PGPORT=$port PGUSER=postgres "${psql[@]}" -d postgres "$@"; }
here() { "${psql[@]}" -d "$db" -c "SET enable_partitionwise_aggregate = on" "$@" 2>&1; }

for n in $(seq "$shards"); do
	start "$n" && continue
	echo "not ok 1 - $shards clusters start"
	cat "$tmp/log" "$tmp"/*.log 2>/dev/null | tail -n 20 | sed 's/^/# /'
	echo 1..1
	exit 1
done
"${psql[@]}" -d postgres -c "CREATE DATABASE $db"
# The same for each shard, whose number stands for %; a table in parts, one a shard.
each() { for n in $(seq "$shards"); do echo "${1//%/$n}"; done; }
partitions() {
	each "CREATE FOREIGN TABLE $1_% PARTITION OF $1 FOR VALUES WITH (MODULUS $shards, REMAINDER #) SERVER shard_% OPTIONS (table_name '$1');" |
		awk '{ sub("#", NR - 1); print }'
}
union() { each "UNION ALL $1" | sed '1s/UNION ALL //'; }
all="$shards $shards 0"

here >"$tmp/log" -f - <<SQL
CREATE EXTENSION sanctions;
CREATE EXTENSION postgres_fdw;
SELECT setseed(0.17);
CREATE TABLE whole AS
SELECT (ARRAY['CHN', 'DEU', 'TUR', 'KGZ', 'KAZ', 'JPN', 'USA'])[1 + (random() * 6)::integer]::country_code AS exporter,
    (ARRAY['RUS', 'KGZ', 'KAZ', 'TUR'])[1 + (random() * 3)::integer]::country_code AS importer,
    (ARRAY['854231', '854232', '848180', '902780', '851762', '880330', '847130', '853400',
        '854110', '854121', '854129', '848210', '848250', '850440', '852910', '901310'])[1 + (random() * 15)::integer]::hs_code AS product,
    '2021-01-01'::date + (random() * 1094)::integer AS period,
    CASE WHEN n % 17 = 0 THEN NULL ELSE (random() - 0.1) * 10 ^ (random() * 14 - 3) END AS value,
    CASE n % 3 WHEN 0 THEN NULL ELSE random() * 1000 END AS quantity
FROM generate_series(1, 20000) AS n;
CREATE TABLE flow (LIKE whole) PARTITION BY HASH (product);
$(each "CREATE SERVER shard_% FOREIGN DATA WRAPPER postgres_fdw
    OPTIONS (host '$tmp', port '%', dbname 'postgres', extensions 'sanctions', batch_size '1000');
CREATE USER MAPPING FOR CURRENT_USER SERVER shard_% OPTIONS (user 'postgres');")
$(partitions flow)
INSERT INTO flow SELECT * FROM whole;
$(each 'ANALYZE flow_%;')
ANALYZE whole;
SQL
check "tables on $shards shards" "$?$(grep ERROR "$tmp/log")" 0
rows=$(for n in $(seq "$shards"); do shard "$n" -c 'SELECT count(*) FROM flow'; done | awk '{ sum += $1 } END { print sum }')
check 'every row lies on a shard' "$rows $(here -c 'SELECT count(*) FROM whole')" '20000 20000'
check 'and each has some' "$(for n in $(seq "$shards"); do shard "$n" -c 'SELECT count(*) > 0 FROM flow'; done | sort -u)" t

# pushed NAME QUERY: the plan's scans, and those whose remote statement has the
# aggregate; no aggregate runs here
plan() { here -c "EXPLAIN (VERBOSE, COSTS OFF) $1" >"$tmp/plan"; }
pushed() {
	plan "$2"
	echo "$(grep -c 'Foreign Scan' "$tmp/plan") $(grep -cE "Remote SQL: .*$1\(" "$tmp/plan") $(grep -cE '^ *(->)? *(Partial |Finalize )?(Hash|Group|Mixed)?Aggregate' "$tmp/plan")"
}
# the same rows from the shards and from one table
same() {
	local from_shards from_one
	from_shards=$(here -c "SELECT md5(string_agg(x::text, ' ' ORDER BY x::text)) FROM ($1) AS x" )
	from_one=$(here -c "SELECT md5(string_agg(x::text, ' ' ORDER BY x::text)) FROM (${1//FROM flow/FROM whole}) AS x")
	[[ $from_one =~ ^[0-9a-f]{32}$ ]] && [ "$from_shards" = "$from_one" ] && echo same || echo "$from_shards, $from_one"
}

while IFS='|' read -r name call show; do
	check "$name grouped by the key of the shards runs there" "$(pushed "$name" "SELECT product, $call FROM flow GROUP BY product")" "$all"
	check "$name over one shard runs there" "$(pushed "$name" "SELECT $call FROM flow_1 WHERE period >= '2021-06-01'")" '1 1 0'
	check "$name has the bits of one node, by group" "$(same "SELECT product, ${show//@/$call} FROM flow GROUP BY product")" same
	check "$name has the bits of one node, over all" "$(same "SELECT ${show//@/$call} FROM flow")" same
done <<'LIST'
trade_growth|trade_growth(period, value, 2023)|@
import_share|import_share(exporter = 'CHN'::text::country_code, value)|@
trade_series|trade_series(period, value)|encode(trade_series_send(@), 'hex')
trade_mix|trade_mix(exporter, value)|encode(trade_mix_send(@), 'hex')
trade_matrix|trade_matrix(exporter, importer, period, value, quantity)|encode(trade_matrix_send(@), 'hex')
LIST

# states of the shards roll up
while IFS='|' read -r name call; do
	parts=$(union "SELECT $call AS s FROM flow_%")
	check "$name: one state comes from each shard" "$(pushed "$name" "$parts")" "$all"
	check "$name: they roll up to the bytes of one node" \
		"$(here -c "SELECT md5(${name}_send(rollup(s))) = (SELECT md5(${name}_send($call)) FROM whole) FROM ($parts) AS parts")" t
	for n in $(seq "$shards"); do
		shard $n -c "CREATE TABLE held_$name AS SELECT product, $call AS s FROM flow GROUP BY product" >"$tmp/log" 2>&1 || cat "$tmp/log"
	done
	here -c "CREATE TABLE held_$name (product hs_code, s $name) PARTITION BY HASH (product)" -c "$(partitions held_$name)"
	check "$name: the roll-up of stored states runs on the shard" "$(pushed rollup "SELECT rollup(s) FROM held_${name}_1")" '1 1 0'
	check "$name: stored states of all shards roll up to the bytes of one node" \
		"$(here -c "SELECT md5(${name}_send(rollup(s))) = (SELECT md5(${name}_send($call)) FROM whole) FROM held_$name")" t
done <<'LIST'
trade_series|trade_series(period, value)
trade_mix|trade_mix(exporter, value)
trade_matrix|trade_matrix(exporter, importer, period, value, quantity)
LIST

# questions to stored states are answered there, too
check 'a condition on stored states runs on the shard' "$(pushed growth 'SELECT product FROM held_trade_series_1 WHERE growth(s, 2023) > 0')" '1 1 0'
check 'with the same answer' "$(here -c 'SELECT count(*), sum(hashint4(product::text::integer)) FROM held_trade_series WHERE growth(s, 2023) > 0')" \
	"$(here -c 'SELECT count(*), sum(hashint4(product::text::integer)) FROM (SELECT product, trade_series(period, value) AS s FROM whole GROUP BY product) AS t WHERE growth(s, 2023) > 0')"

# a label as country_code is sent, as text it is not
for call in "suppliers(s, 'RUS'::text::country_code, 2022)" "markets(s, 'CHN'::text::country_code, 2022)"; do
	check "${call%%(*} of a country_code runs on the shard" "$(pushed "${call%%(*}" "SELECT product FROM held_trade_matrix_1 WHERE total($call) > 0")" '1 1 0'
	check 'with the same answer' "$(here -c "SELECT count(*), sum(hashint4(product::text::integer)) FROM held_trade_matrix WHERE total($call) > 0")" \
		"$(here -c "SELECT count(*), sum(hashint4(product::text::integer)) FROM (SELECT product, trade_matrix(exporter, importer, period, value, quantity) AS s FROM whole GROUP BY product) AS t WHERE total($call) > 0")"
done

# What a distributed engine does: each shard runs the transition alone, and its state comes
# over as text, through the foreign table, or in binary, in a file.
while IFS='|' read -r name args types; do
	partial="CREATE AGGREGATE partial_$name($types) (SFUNC = ${name}_add, STYPE = ${name}_state)"
	for n in $(seq "$shards"); do
		shard $n -c "$partial" -c "CREATE TABLE carried_$name AS SELECT product, partial_$name($args) AS s FROM flow GROUP BY product" \
			-c "COPY carried_$name TO '$tmp/carried_${name}_$n' (FORMAT binary)" -c "COPY held_$name TO '$tmp/held_${name}_$n' (FORMAT binary)" >"$tmp/log" 2>&1 || cat "$tmp/log"
	done
	here -c "CREATE AGGREGATE combined_$name(${name}_state) (SFUNC = ${name}_merge, STYPE = ${name}_state, FINALFUNC = ${name}_final)" \
		-c "CREATE TABLE copied_$name (product hs_code, s ${name}_state)" -c "CREATE TABLE copied_held_$name (product hs_code, s $name)" \
		-c "$(each "CREATE FOREIGN TABLE carried_${name}_% (product hs_code, s ${name}_state) SERVER shard_% OPTIONS (table_name 'carried_$name');")"
	for n in $(seq "$shards"); do
		here -c "COPY copied_$name FROM '$tmp/carried_${name}_$n' (FORMAT binary)" -c "COPY copied_held_$name FROM '$tmp/held_${name}_$n' (FORMAT binary)"
	done
	whole="SELECT md5(${name}_send($name($args))) FROM whole"
	check "$name: partial states as text are combined to the bytes of one node" \
		"$(here -c "SELECT md5(${name}_send(combined_$name(s))) FROM ($(union "SELECT s FROM carried_${name}_%")) AS t")" "$(here -c "$whole")"
	check "$name: and in binary" "$(here -c "SELECT md5(${name}_send(combined_$name(s))) FROM copied_$name")" "$(here -c "$whole")"
	check "$name: stored states in binary roll up to them" "$(here -c "SELECT md5(${name}_send(rollup(s))) FROM copied_held_$name")" "$(here -c "$whole")"
done <<'LIST'
trade_series|period, value|date, double precision
trade_mix|exporter, value|country_code, double precision
trade_matrix|exporter, importer, period, value, quantity|country_code, country_code, date, double precision, double precision
LIST

# conditions on codes run on the shard: nothing is left to filter here, and both give the same rows
while read -r condition; do
	plan "SELECT period FROM flow_1 WHERE $condition"
	check "the shard looks for $condition" "$(grep -c 'Remote SQL: .* WHERE ' "$tmp/plan") $(grep -c 'Filter: ' "$tmp/plan")" '1 0'
	check "the same rows for $condition" "$(same "SELECT * FROM flow WHERE $condition")" same
done <<'LIST'
exporter = 'CHN'
exporter IN ('CHN', 'DEU')
exporter = ANY ('{KGZ,KAZ}')
exporter NOT IN ('CHN', 'DEU')
product = ANY ('{854231,848180}'::hs_code[])
product <@ '8542'
product BETWEEN '85' AND '86'
NOT product <@ '84'
exporter = 'CN'::text
product <@ '85.42'::text
product LIKE '854%'
exporter LIKE 'K%'
exporter = ANY ('{CN,DE}'::text[]::country_code[])
LIST

# without the option nothing of the extension is sent
here -c 'ALTER SERVER shard_1 OPTIONS (DROP extensions)'
check 'a server without the option: its rows come' "$(pushed trade_matrix 'SELECT trade_matrix(exporter, importer, period, value) FROM flow_1')" '1 0 1'
echo "1..$tests"
