#!/usr/bin/env bash
# Core by itself, without a server: the calendar, codes, damaged matrices and sums of such, values, figures, growth, candidates and leaks by
# small numbers, edges of readers and writers, pauses in large slices, sentences that real data
# seldom give, windows of events, thresholds and what is just at one (programs in test/core).
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export ASAN_OPTIONS=detect_leaks=0
flags=(-std=gnu11 -O0 -Wall -Wextra -fsanitize=address,undefined -fno-sanitize-recover=all -I"$SRCDIR/src")
echo 1..17
printf '%s\n' "$SRCDIR"/src/*/*_core.c |
	xargs -P "$(nproc)" -I{} sh -c 'at=$1; shift; exec "$@" -c "$at" -o "'"$folder"'/$(echo "${at#*/src/}" | tr / _).o"' - {} cc "${flags[@]}"
tests=0
for name in calendar codes damage edges events figures growth leaks merging pauses reasons screen sentences share texts thresholds values; do
	tests=$((tests + 1))
	if cc "${flags[@]}" "$SRCDIR/test/core/$name.c" "$folder"/*.o -lm -o "$folder/$name" >"$folder/log" 2>&1 && "$folder/$name" >"$folder/log" 2>&1 &&
		! grep -q '^not ok' "$folder/log"; then
		echo "ok $tests - $name: $(grep -c '^ok' "$folder/log") kinds"
	else
		echo "not ok $tests - $name"
		grep -v '^ok' "$folder/log" | head -n 40 | sed 's/^/# /'
	fi
done
