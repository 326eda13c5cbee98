#!/usr/bin/env bash
# Wide integers and fractions against Python's.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo 1..1
if cc -std=gnu11 -O1 -Wall -Wextra -fsanitize=address,undefined -fno-sanitize-recover=all -I"$SRCDIR/src" \
	"$SRCDIR/test/core/wide.c" "$SRCDIR/src/exact/wide_core.c" -lm -o "$folder/wide" 2>"$folder/err" &&
	"$folder/wide" >"$folder/out" 2>>"$folder/err" && python3 "$SRCDIR/test/core/wide.py" <"$folder/out" 2>>"$folder/err"; then
	echo "ok 1 - products, differences, quotients and comparisons"
else
	echo "not ok 1 - products, differences, quotients and comparisons"
	head -n 20 "$folder/err" | sed 's/^/# /'
fi
