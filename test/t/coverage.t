#!/usr/bin/env bash
# Branches of core that the fuzzers' seeds, a second of each fuzzer, and the programs in
# test/core reach by themselves: not fewer than the floor; and no reason in
# test/coverage/argued is of a branch that one of them reaches.  Reasons of branches that
# are gone are told; test/coverage/run fails by them.
#   FLOOR  per cent of all branches (default: 75)
set -u
if [ ! -x "$(dirname "$(readlink -f "$(command -v clang || echo /)")")/llvm-cov" ]; then
	echo "1..0 # SKIP clang's coverage is not here (Debian: clang, llvm, libclang-rt-dev)"
	exit
fi
echo 1..2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
FUZZ_RUNS=5000 FUZZ_SECONDS=1 bash "$SRCDIR/test/coverage/run" --core >"$log" 2>&1
status=$?
gone=$(grep -c '^argued, but not in the sources' "$log")
grep '^argued, but not in the sources' "$log" | sed 's/^/# /'
total=$(sed -n 's/^total: .* (\([0-9.]*\) %).*/\1/p' "$log")
if [ $status = 0 ]; then echo "ok 1 - reasons are of branches that no test reaches ($gone of branches that are gone)"; else
	echo "not ok 1 - reasons are of branches that no test reaches"
	grep -vE '_core\.[ch] +[0-9]' "$log" | head -n 30 | sed 's/^/# /'
fi
awk -v got="${total:-0}" -v floor="${FLOOR:-75}" 'BEGIN { exit !(got >= floor) }' &&
	echo "ok 2 - $total % of the branches" || echo "not ok 2 - only ${total:-0} % of the branches"
