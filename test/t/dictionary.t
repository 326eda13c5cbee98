#!/usr/bin/env bash
# Labels chosen to collide cost what random ones do; no result depends on the secret
# that each process draws for its hashes.
set -u
db=dictionary_$$
psql=(psql -X -q -At -v ON_ERROR_STOP=1)
folder=$(mktemp -d)
trap '"${psql[@]}" -d postgres -c "DROP DATABASE IF EXISTS $db" 2>/dev/null; rm -rf "$folder"' EXIT
tests=0
# ok NAME: by the status of the command before it
ok() {
	local status=$?
	tests=$((tests + 1))
	[ $status = 0 ] && echo "ok $tests - $1" && return
	echo "not ok $tests - $1"
	head -n 20 "$folder/log" | sed 's/^/# /'
}
sql() { "${psql[@]}" -d "$db" -c "$1" >"$folder/log" 2>&1; }

cc -std=gnu11 -O1 -Wall -Wextra -fsanitize=address,undefined -fno-sanitize-recover=all -I"$SRCDIR/src" \
	"$SRCDIR/test/core/dictionary.c" "$SRCDIR/src/state/dictionary_core.c" -o "$folder/dictionary" >"$folder/log" 2>&1 &&
	"$folder/dictionary" >"$folder/log" 2>&1 && ! grep -v -e '^ok' -e '^1\.\.' "$folder/log"
ok 'looks at slots: labels chosen to collide under a known hash, at equal distances, by force'

"${psql[@]}" -d postgres -c "CREATE DATABASE $db"
sql 'CREATE EXTENSION sanctions' && sql 'CREATE TABLE attack (n integer GENERATED ALWAYS AS IDENTITY, label text)' &&
	"$folder/dictionary" labels | "${psql[@]}" -d "$db" -c '\copy attack (label) FROM STDIN' >"$folder/log" 2>&1
ok 'labels of one hash without a secret are in a table'

# With a hash that has no secret the second takes two minutes.
for what in "count(*) FROM shares((SELECT trade_mix(label, n) FROM attack))" \
	"count(*) FROM flows((SELECT trade_matrix(label, label, 2020, n) FROM attack))" \
	"count(*) FROM flows((SELECT rollup(m) FROM (SELECT trade_matrix(label, 'importer', 2020, n) AS m FROM attack GROUP BY n % 20) AS parts))"; do
	sql "SET statement_timeout = '20s'; SELECT $what" && [ "$(cat "$folder/log")" = 60000 ]
	ok "they are not slow in: $what"
done

# Two processes, and two with workers of their own.
cat >"$folder/states.sql" <<'SQL'
SELECT md5(trade_mix_send(trade_mix(n::text || 'label', n))) FROM generate_series(1, 20000) AS n;
SELECT md5(trade_mix_send(trade_mix(code, 1))) FROM sanctions_country;
SELECT md5(trade_mix_send(trade_mix(hs_code(n, 6), n))) FROM generate_series(100000, 120000) AS n WHERE n / 10000 <> 77;
SELECT md5(trade_matrix_send(trade_matrix('exporter ' || n, 'importer ' || n % 70, 2000 + n % 9, n, 1))) FROM generate_series(1, 20000) AS n;
SELECT md5(trade_mix_send(trade_mix(label, n)) || trade_matrix_send(trade_matrix(label, label, 2020, n))) FROM attack;
SQL
parallel='SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2; SET debug_parallel_query = on'
[ "$("${psql[@]}" -d "$db" -c 'SHOW server_version_num')" -ge 160000 ] || parallel=${parallel/debug_parallel_query/force_parallel_mode}
"${psql[@]}" -d "$db" -f "$folder/states.sql" >"$folder/one" 2>&1
for run in 'SELECT' "$parallel"; do
	"${psql[@]}" -d "$db" -c "$run" -f "$folder/states.sql" 2>&1 | grep . >"$folder/log"
	[ "$(wc -l <"$folder/one")" = 5 ] && diff "$folder/one" "$folder/log" >>"$folder/log" 2>&1
	ok "another process gives the same bytes after: $run"
done

# A working form that another process left in a table, as the state of an aggregate whose inverse somebody wrote.
sql "CREATE AGGREGATE raw_mix(text, float8) (SFUNC = trade_mix_add, STYPE = trade_mix_state);
	CREATE TABLE kept AS SELECT raw_mix(n::text || 'label', 1) AS state FROM generate_series(1, 100) AS n;
	CREATE FUNCTION back(trade_mix_state, text, float8) RETURNS trade_mix_state LANGUAGE sql STABLE AS 'SELECT state FROM kept';
	CREATE AGGREGATE moved_mix(text, float8) (SFUNC = trade_mix_add, STYPE = trade_mix_state, FINALFUNC = trade_mix_final,
		MSFUNC = trade_mix_add, MSTYPE = trade_mix_state, MINVFUNC = back, MFINALFUNC = trade_mix_final)"
ok 'a working form is in a table'
sql "SELECT count(*) FROM (SELECT total(moved_mix(n::text || 'label', 1) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)) AS total,
		n FROM generate_series(1, 100) AS n) AS t WHERE total <> CASE WHEN n < 3 THEN n ELSE 101 END" && [ "$(cat "$folder/log")" = 0 ]
ok 'labels of a working form of another process are found'
echo "1..$tests"
