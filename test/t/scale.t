#!/usr/bin/env bash
# Many rows in one group and many groups of ten rows: memory stays bounded, nothing
# leaks, cancelling answers at once.  By itself, with more rows, it prints figures:
#
#   ROWS=10000000 PGDATABASE=... test/t/scale.t
#
# The server must run on this machine, as the same user, or memory cannot be read.
set -u
rows=${ROWS:-200000}
[ "$rows" -gt 1000000 ] && again=1 work_mem=65536 || again=4 work_mem=8192
db=scale_$$
psql=(psql -X -q -At -v ON_ERROR_STOP=1)
tmp=$(mktemp -d)
trap '"${psql[@]}" -d postgres -c "DROP DATABASE IF EXISTS $db" 2>/dev/null; rm -rf "$tmp"' EXIT
tests=0
# ok NAME: by the status of the command before it
ok() { local status=$?; tests=$((tests + 1)); [ $status = 0 ] && echo "ok $tests - $1" || { echo "not ok $tests - $1"; echo "# $2"; }; }
less() { awk -v a="$1" -v b="$2" 'BEGIN {exit !(a != "" && a + 0 <= b + 0)}'; }

"${psql[@]}" -d postgres -c "CREATE DATABASE $db"
"${psql[@]}" -d "$db" -c 'CREATE EXTENSION sanctions' -c "
	CREATE UNLOGGED TABLE scale_rows AS
	SELECT n / 10 AS g, (ARRAY(SELECT code FROM sanctions_country WHERE NOT aggregate ORDER BY 1 LIMIT 200))[1 + hash % 200]::country_code AS exporter,
		(ARRAY(SELECT code FROM sanctions_country WHERE NOT aggregate ORDER BY 1 LIMIT 200))[1 + hash / 200 % 200]::country_code AS importer,
		'2021-01-01'::date + hash / 40000 % 1095 AS day, (hash % 1000003)::double precision AS value
	FROM (SELECT n, hashint4(n) & 2147483647 AS hash FROM generate_series(1, $rows) AS n) AS t" \
	-c 'VACUUM ANALYZE scale_rows' >"$tmp/log" 2>&1
ok 'the rows are there' "$(cat "$tmp/log")"

# measure QUERY: seconds of a run, kB it needs above the session's own, kB that
# more runs leave behind
measure() {
	"${psql[@]}" -d "$db" <<-SQL 2>"$tmp/err"
		SET max_parallel_workers_per_gather = 0;
		SET jit = off;
		SET work_mem = $work_mem;
		SELECT pg_backend_pid() AS pid \gset
		\setenv PID :pid
		\o /dev/null
		SELECT g, sum(value), trade_series(day, value), trade_mix(exporter, value), trade_matrix(exporter, importer, day, value)
			FROM scale_rows WHERE g < 20 GROUP BY g;
		SELECT sum(hashint4(g)) FROM scale_rows;
		\o
		\! echo 5 >/proc/\$PID/clear_refs && grep VmRSS /proc/\$PID/status
		SELECT extract(epoch FROM clock_timestamp()) AS begin \gset
		$1 \g /dev/null
		SELECT 'seconds', extract(epoch FROM clock_timestamp()) - :begin;
		\! grep VmHWM /proc/\$PID/status
		\! grep RssAnon /proc/\$PID/status
		$(for _ in $(seq $again); do echo "$1 \g /dev/null"; done)
		\! grep RssAnon /proc/\$PID/status
	SQL
}
figures() {
	measure "$1" | tr '|:' '  ' | awk '/VmRSS/ {rss = $2} /seconds/ {seconds = $2} /VmHWM/ {peak = $2} /RssAnon/ {left[n++] = $2}
		END {if (n == 2) printf "%.2f %d %d\n", seconds, peak - rss, left[1] - left[0]}'
}

# What sum(value) needs is there without us: pages of the table, the hash table.
read -r seconds one left <<<"$(figures 'SELECT sum(value) FROM scale_rows')"
if [ -z "${one:-}" ]; then
	echo "ok 2 - memory # SKIP that of the server cannot be read here"
	tests=2
else
	read -r seconds many left <<<"$(figures "SELECT count(s) FROM (SELECT sum(value) AS s FROM scale_rows GROUP BY g OFFSET 0) AS t")"
	echo "# sum(value): $one kB in one group; in $((rows / 10)) groups $many kB, $seconds s"
	while IFS='|' read -r type call room; do
		read -r seconds peak left <<<"$(figures "SELECT $call FROM scale_rows")"
		echo "# $type, one group of $rows rows: $seconds s, $peak kB at most, $left kB left by $again more"
		less "$peak" $((one + room)); ok "$type: one group in bounded memory" "$peak kB, $room above sum are allowed"
		less "$left" 1024; ok "$type: one group leaves nothing" "$left kB"
		for part in 4 2 1; do
			read -r seconds peak left <<<"$(figures "SELECT count(*), sum(pg_column_size(s)) FROM (SELECT $call AS s FROM scale_rows WHERE g <= $rows / 10 / $part GROUP BY g OFFSET 0) AS t")"
			plan=$("${psql[@]}" -d "$db" -c "SET work_mem = $work_mem" -c 'SET max_parallel_workers_per_gather = 0' \
				-c "EXPLAIN SELECT $call FROM scale_rows WHERE g <= $rows / 10 / $part GROUP BY g" | grep -oE -m 1 '(Hash|Group)Aggregate')
			echo "# $type, $((rows / 10 / part)) groups of ten, $plan: $seconds s, $peak kB at most, $left kB left by $again more"
		done
		# twice work_mem, the limit of a hash table from 15 on, and a margin
		less "$peak" $((one + 2 * work_mem + 16384)); ok "$type: many groups in the memory that the planner was told" "$peak kB"
		less "$left" 1024; ok "$type: many groups leave nothing" "$left kB"
	done <<-LIST
		trade_series|trade_series(day, value)|1024
		trade_mix|trade_mix(exporter, value)|1024
		trade_matrix|trade_matrix(exporter, importer, day, value)|$((4096 + (rows < 1440000 ? rows : 1440000) * 200 / 1024))
	LIST
fi

# Cancelling: each statement in turn after a part of the time it needs (PARTS, in
# per cent).  One that does not look for interrupts answers when it is done: it
# needs all its processor time, however busy the machine is.
cells=$((rows > 1000000 ? 1000000 : rows))
build_mix="SELECT trade_mix(n::text, n) AS s FROM generate_series(1, $cells) AS n"
build_matrix="SELECT trade_matrix((n % 60000)::text, (n / 60000)::text, 2000 + n % 7, n, 3) AS s FROM generate_series(1, $cells) AS n"
build_series="SELECT trade_series('0001-01-01'::date + n, n) AS s FROM generate_series(1, $cells * 10) AS n WHERE n < 3650000"
for type in mix matrix series; do
	build=build_$type
	"${psql[@]}" -d "$db" -c "CREATE TABLE big_$type AS ${!build}" >"$tmp/log" 2>&1
	ok "a big trade_$type" "$(cat "$tmp/log")"
done
# elapsed LIMIT QUERY: ms it took, and ticks (1/100 s) of processor time
elapsed() {
	"${psql[@]}" -d "$db" -v ON_ERROR_STOP=0 <<-SQL 2>"$tmp/err" | awk '/^Time/ {ms = int($2)} /^ticks/ {tick[n++] = $2} END {print ms, tick[1] - tick[0]}'
		SELECT pg_backend_pid() AS pid \gset
		\setenv PID :pid
		SET statement_timeout = $1;
		\! awk '{print "ticks", \$14 + \$15}' /proc/\$PID/stat
		\timing on
		$2 \g /dev/null
		\timing off
		\! awk '{print "ticks", \$14 + \$15}' /proc/\$PID/stat
	SQL
}
# late QUERY: its ms, those that it answers late, and the share of its processor
# time above the part that it was given; the best of some tries, the worst of the parts
late() {
	local full all part ms ticks over late best least worst=0 most=0 try
	read -r full all <<<"$(elapsed 0 "$1")"
	for part in ${PARTS:-30}; do
		best=999999 least=999
		for try in 1 2 3 4 5; do
			read -r ms ticks <<<"$(elapsed $((full * part / 100 + 1)) "$1")"
			late=$((ms - full * part / 100)) over=$((all >= 8 ? 100 * ticks / all - part : 0))
			[ $late -ge $best ] || best=$late
			[ $over -ge $least ] || least=$over
			[ $best -gt 500 ] || [ $least -gt 25 ] || break
		done
		[ $best -le $worst ] || worst=$best
		[ $least -le $most ] || most=$least
	done
	echo "$full $worst $most"
}
while IFS='|' read -r what query; do
	read -r full late over <<<"$(late "$query")"
	echo "# $what: $full ms, cancelled it answers $late ms late"
	less "$late" 2000 && less "$over" 35; ok "$what can be cancelled" "$late ms late, $over % more than it was given"
done <<LIST
aggregation and final of trade_series|$build_series
output of trade_series|SELECT length(s::text) FROM big_series
comparison of trade_series|SELECT s = s FROM big_series
aggregation and final of trade_mix|$build_mix
output of trade_mix|SELECT length(s::text) FROM big_mix
send of trade_mix|SELECT length(trade_mix_send(s)) FROM big_mix
comparison of trade_mix|SELECT s = s FROM big_mix
sum of trade_mix|SELECT s + s IS NULL FROM big_mix
shares of trade_mix|SELECT count(*) FROM big_mix, shares(s)
aggregation and final of trade_matrix|$build_matrix
output of trade_matrix|SELECT length(s::text) FROM big_matrix
send of trade_matrix|SELECT length(trade_matrix_send(s)) FROM big_matrix
comparison of trade_matrix|SELECT s = s FROM big_matrix
sum of trade_matrix|SELECT s + s IS NULL FROM big_matrix
growth_rates of trade_matrix|SELECT count(*) FROM big_matrix, growth_rates(s, 2003)
LIST
echo "1..$tests"
