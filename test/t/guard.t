#!/usr/bin/env bash
# Damaged values through everything that reads them, in a guard build: what the library
# allocates ends at a page that nobody may touch, so that one byte too far stops the
# server (test/guard/alloc.c).  First it is seen that it does.
#   MUTANTS  so many damaged values (default: 10000)
#   SEED     the number of the first one (default: 1); a mutant is known by its number
#   KINDS    of these types alone: "trade_matrix trade_mix" (default: of all)
set -u
cd "${SRCDIR:-.}" || exit 1
outer=${SANCTIONS_TMP:?run it by test/run}
. test/lib.sh
if [ "$PG_MAJOR" != 15 ]; then
	echo "1..0 # SKIP the guard knows the memory of PostgreSQL 15 only"
	exit
fi
case ${SANCTIONS_TOOL:-none} in none | guard) ;; *) echo "1..0 # SKIP it is a build of its own"; exit ;; esac
SANCTIONS_TMP=$(mktemp -d) || exit 1
export SANCTIONS_TMP
trap sanctions_cleanup EXIT
chmod 755 "$SANCTIONS_TMP"
ln -s "$outer/stage" "$SANCTIONS_TMP/stage"
log=$SANCTIONS_TMP/log server=$SANCTIONS_TMP/data/server.log lib=$SANCTIONS_TMP/guard.so
tests=0

# result NAME FILE: ok where the file is empty
result() {
	tests=$((tests + 1))
	if [ ! -s "$2" ]; then echo "ok $tests - $1"; else
		echo "not ok $tests - $1"
		head -n 20 "$2" | cut -c 1-400 | sed 's/^/# /'
	fi
}

sanctions_guard_link . "$lib" >"$log" 2>&1 && sanctions_cluster_start >>"$log" 2>&1 || { cat "$log"; exit 1; }
psql() { "$PG_BIN/psql" -XqAt -v ON_ERROR_STOP=1 -v lib="$lib" -d guard "$@"; }
"$PG_BIN/psql" -Xq -d postgres -c 'CREATE DATABASE guard' || exit 1
# the functions of this database are those of the guard build
psql -c 'CREATE EXTENSION sanctions' -c "UPDATE pg_proc SET probin = '$lib' WHERE probin LIKE '%sanctions'" \
	-f test/guard/guard.sql >"$log" 2>&1 || { cat "$log"; exit 1; }

wait_for_server() {
	for _ in $(seq 100); do
		"$PG_BIN/psql" -Xqc '' -d guard 2>/dev/null && return
		sleep 0.1
	done
}
signals() { grep -c 'terminated by signal 11' "$server"; }

# dies EXPRESSION: a call that reads or writes one byte behind a block stops the server
dies() {
	local before
	before=$(signals)
	: >"$log"
	psql -c "SELECT $1" >/dev/null 2>&1 && echo "the server lives" >"$log"
	wait_for_server
	[ "$(signals)" -gt "$before" ] || echo "no signal 11" >>"$log"
}
for size in 1 64 4095 4096 100001; do
	dies "guard.overflow(true, $size)"
	result "a write behind $size bytes is seen" "$log"
	dies "guard.overflow(false, $size)"
	result "a read behind $size bytes is seen" "$log"
done
: >"$server"

# run FUNCTION FIRST COUNT: in steps, so that tables stay small and what hangs is seen
run() {
	local from=$2 left=$3 step
	for (( ; left > 0; left -= step, from += step)); do
		step=$((left < 100 ? left : 100))
		psql -c "SET statement_timeout = '600s'" -c "SELECT guard.$1$from, $step)" >/dev/null 2>>"$log" || return
	done
}

first=${SEED:-1} all=${MUTANTS:-10000}
# percents of all mutants: what has more forms has more
weight() { case $1 in trade_matrix) echo 40 ;; trade_mix | trade_series) echo 20 ;; trade_*_state | import_*_state) echo 5 ;; *) echo 1 ;; esac; }
wanted=0
while IFS='|' read -r type id; do
	case " ${KINDS:-$type} " in *" $type "*) ;; *) continue ;; esac
	: >"$log"
	count=$((all * $(weight "$type") / 100))
	wanted=$((wanted + count))
	run "run_$id(" "$first" "$count" && run "plans($id, " "$first" $((count / 50)) && run "tables($id, " "$first" $((count / 50))
	grep -aE 'guard: reader|terminated by' "$server" >>"$log"
	psql -c "SELECT format('mutant %s, reader %s: %s %s', seed, coalesce(expression, '-'), state, message) FROM guard.unexpected AS u
		LEFT JOIN guard.reader AS r ON r.id = u.reader WHERE u.type = $id::regtype ORDER BY seed LIMIT 20" >>"$log" 2>&1
	psql -c "SELECT 'read ' || read || ', refused ' || refused FROM guard.count WHERE type = $id AND (read = 0 OR refused = 0)" >>"$log" 2>&1
	result "$type: $count mutants and more, read or refused" "$log"
	wait_for_server
done < <(psql -c 'SELECT type, id FROM guard.kind ORDER BY 1')
[ -n "${KINDS:-}" ] || wanted=$all
psql -c "SELECT 'only ' || sum(mutants) FROM guard.count HAVING sum(mutants) < $wanted OR sum(mutants) = 0" >"$log" 2>&1
result "$(psql -c "SELECT format('%s mutants, %s times read, %s times refused', sum(mutants), sum(read), sum(refused)) FROM guard.count")" "$log"
echo "1..$tests"
