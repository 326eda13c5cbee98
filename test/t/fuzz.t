#!/usr/bin/env bash
# libFuzzer with AddressSanitizer and UndefinedBehaviorSanitizer over the core,
# one harness in test/fuzz a test.  A harness holds what it reads against an
# oracle, so that wrong results are found and not only crashes.
#   FUZZ_SECONDS  time for each harness (default: 10)
#   FUZZ_CLANG    the compiler (default: the first clang that has libFuzzer)
set -u
cd "${SRCDIR:-.}" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export ASAN_OPTIONS=detect_leaks=0
# -fwrapv is the server's habit, not ours: an overflow is an error here
flags=(-std=gnu11 -g -O1 -ffp-contract=off -fno-sanitize-recover=all -Isrc -Itest/fuzz)

echo 'int LLVMFuzzerTestOneInput(const char *d, unsigned long n) { return 0 * *d * (int) n; }' >"$work/try.c"
find_clang() {
	local candidate
	for candidate in ${FUZZ_CLANG:-clang $(compgen -c clang- | grep -E '^clang-[0-9]+$' | sort -t - -k 2 -rn -u)}; do
		"$candidate" -fsanitize=fuzzer,address,undefined "$work/try.c" -o "$work/try" >/dev/null 2>&1 &&
			timeout 60 "$work/try" -runs=1 >/dev/null 2>&1 && { echo "$candidate"; return; }
	done
}
clang=$(find_clang)
if [ -z "$clang" ]; then
	echo "1..0 # SKIP no clang with libFuzzer and sanitizers (Debian: clang, libclang-rt-dev)"
	exit
fi

harnesses=(test/fuzz/*.c)
echo "1..${#harnesses[@]}"
for source in src/*/*_core.c; do
	"$clang" "${flags[@]}" -fsanitize=fuzzer-no-link,address,undefined -c "$source" \
		-o "$work/$(basename "$(dirname "$source")")_$(basename "$source" .c).o" || exit 1
done

# Runs one harness; what it printed is in $work/log.
fuzz() {
	local name=$1 corpus=$work/$1.corpus n=0 line
	mkdir -p "$corpus"
	while IFS= read -r line; do
		printf '%s' "$line" >"$corpus/seed$((n += 1))"
	done < <(cat "test/fuzz/$name.seeds" 2>/dev/null)
	"$clang" "${flags[@]}" -Wall -Wextra -Werror -fsanitize=fuzzer,address,undefined "test/fuzz/$name.c" \
		"$work"/*_core.o -o "$work/$name" -lm &&
		timeout $((${FUZZ_SECONDS:-10} + 120)) "$work/$name" -max_total_time="${FUZZ_SECONDS:-10}" \
			-timeout=20 -artifact_prefix="$work/" -print_final_stats=1 "$corpus"
}

tests=0
for harness in "${harnesses[@]}"; do
	tests=$((tests + 1)) name=$(basename "$harness" .c)
	if fuzz "$name" >"$work/log" 2>&1; then
		echo "ok $tests - $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log") inputs"
	else
		echo "not ok $tests - $name"
		grep -vE '^#[0-9]+' "$work/log" | tail -n 40 | sed 's/^/# /'
	fi
done
