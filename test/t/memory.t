#!/usr/bin/env bash
# Memory runs out at the n-th allocation of the library, for every n: in every function of
# the extension, in indexes and sorts, in an import, a report and a refresh.  Each time the
# statement ends with 53200, and the same one afterwards gives what it always does, at the
# same call site too; nothing is left behind.  First it is seen that a fault would be found.
#   ALLOCATIONS  so many n of one statement, spread (default: 6; 1000000: every one)
#   TURNS        so many samples of arguments (default: 1)
set -u
cd "${SRCDIR:-.}" || exit 1
outer=${SANCTIONS_TMP:?run it by test/run}
. test/lib.sh
case ${SANCTIONS_TOOL:-none}-$(uname -m) in
	none-x86_64) ;;
	none-*) echo "1..0 # SKIP the calls are written for x86_64"; exit ;;
	*) echo "1..0 # SKIP it is a build of its own"; exit ;;
esac
SANCTIONS_TMP=$(mktemp -d) || exit 1
export SANCTIONS_TMP
trap sanctions_cleanup EXIT
chmod 755 "$SANCTIONS_TMP"
ln -s "$outer/stage" "$SANCTIONS_TMP/stage"
log=$SANCTIONS_TMP/log lib=$SANCTIONS_TMP/memory.so
most=${ALLOCATIONS:-6} tests=0

# result NAME FILE: ok where the file is empty
result() {
	tests=$((tests + 1))
	if [ ! -s "$2" ]; then echo "ok $tests - $1"; else
		echo "not ok $tests - $1"
		head -n 40 "$2" | cut -c 1-400 | sed 's/^/# /'
	fi
}

build() {
	local objects=(src/*.o src/*/*.o) names=$SANCTIONS_TMP/names
	nm -u "${objects[@]}" | sed -n 's/^ *U //p' | sort -u >"$names"
	python3 test/memory/wrap.py test/memory/allocators <"$names" >"$SANCTIONS_TMP/wrap.s" &&
		gcc -O1 -fPIC -I"$("$SANCTIONS_PG_CONFIG" --includedir-server)" -c test/memory/memory.c -o "$SANCTIONS_TMP/memory.o" &&
		gcc -shared -o "$lib" "${objects[@]}" "$SANCTIONS_TMP/memory.o" "$SANCTIONS_TMP/wrap.s" \
			$(python3 test/memory/wrap.py test/memory/allocators --options <"$names")
}
build >"$log" 2>&1 && sanctions_cluster_start >>"$log" 2>&1 || { cat "$log"; exit 1; }
psql() { "$PG_BIN/psql" -XqAt -v ON_ERROR_STOP=1 -v lib="$lib" -v turns="${TURNS:-1}" -d memory "$@"; }
"$PG_BIN/psql" -Xq -d postgres -c 'CREATE DATABASE memory' || exit 1
psql -c 'CREATE EXTENSION sanctions' -c "UPDATE pg_proc SET probin = '$lib' WHERE probin LIKE '%sanctions'" \
	-f test/memory/memory.sql >"$log" 2>&1 || { cat "$log"; exit 1; }

# In several sessions: what one of them keeps is in the way of no other.
list() { psql -c "SELECT format('%s at %s, %s times: %s', what, min(n), count(*), min(problem)) FROM memory.problem WHERE $1 GROUP BY what, left(problem, 30) ORDER BY 1" 2>&1; }
psql -c "SELECT memory.try(r, 40) FROM memory.run AS r WHERE what LIKE 'canary %'" >"$log" 2>&1 || cat "$log"
[ "$(psql -c "SELECT count(*) FROM memory.problem WHERE what = 'canary cache' AND problem LIKE 'gives%afterwards%'")" -gt 0 ] && : >"$log" || list true >"$log"
result 'a cache that is filled before there is memory is seen' "$log"
[ "$(psql -c "SELECT count(*) FROM memory.problem WHERE what = 'canary leak' AND problem LIKE '%left behind%'")" -gt 0 ] && : >"$log" || list true >"$log"
result 'what is left behind is seen' "$log"
list "what NOT IN ('canary cache', 'canary leak')" >"$log"
result 'and a function without a fault has none' "$log"

for from in 0 1 2 3 4 5 6 7; do
	psql -c "SELECT memory.try(r, $most) FROM memory.run AS r WHERE what NOT LIKE 'canary %' AND id % 8 = $from ORDER BY id" >/dev/null 2>>"$log"
done
psql -c "SELECT 'only ' || count(*) FROM memory.seen HAVING count(*) < 200 UNION ALL
	SELECT what || ' ran nowhere' FROM memory.run WHERE what NOT IN (SELECT what FROM memory.seen UNION SELECT what FROM memory.problem)" >>"$log" 2>&1
list "what NOT LIKE 'canary %'" >>"$log"
result "$(psql -c "SELECT format('%s statements, %s failures of %s allocations', count(*), sum(failures), sum(allocations)) FROM memory.seen WHERE what NOT LIKE 'canary %'")" "$log"

# A refresh commits as it goes: by itself, and what it leaves must be put right by the next.
refresh() {
	local last n
	last=$(psql -c 'SELECT memory.arm(0)' -c "UPDATE memory.flows SET value = value * 2" -c "CALL sanctions_refresh('memory_monitor')" -c 'SELECT memory.count()' | tail -n 1)
	flags=$(flags)
	for n in $(psql -c "SELECT * FROM memory.chosen($last, $most)"); do
		psql -v ON_ERROR_STOP=0 -v VERBOSITY=sqlstate -c "UPDATE memory.flows SET value = value" -c "SELECT memory.arm($n)" \
			-c "CALL sanctions_refresh('memory_monitor')" -c 'SELECT memory.count()' 2>&1 >/dev/null | grep -v -e 55000 -e 53200
		psql -c "CALL sanctions_refresh('memory_monitor')" -c "SELECT 'at $n: ', watch, detail FROM sanctions_check('memory_monitor')" 2>&1
		[ "$(flags)" = "$flags" ] || echo "at $n: other flags"
		failures=$((failures + 1))
	done
}
flags() { psql -c "SELECT md5(string_agg((to_jsonb(f) - 'run')::text, ' ' ORDER BY watch, product, intermediary)), count(*) > 0 FROM memory_monitor.flag AS f"; }
failures=0
refresh >"$log"
[[ $flags == *'|t' ]] || echo "no flags" >>"$log"
result "$failures refreshes that fail, each put right by the next" "$log"
grep -aE 'terminated by signal|PANIC|TRAP' "$SANCTIONS_TMP/data/server.log" >"$log"
result 'the server stayed up' "$log"
echo "1..$tests"
