#!/usr/bin/env bash
# Mutated text and binary input of every type: read, or refused with a SQLSTATE
# of the input functions; never a crash.  SEED= and MUTANTS= repeat or widen it.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo 1..4
python3 "$SRCDIR/test/mutate/mutate.py" "$folder" "${SEED:-1}" "${MUTANTS:-150}" >"$folder/script.sql" || exit 1
psql -XAtq -f "$folder/script.sql" >"$folder/out" 2>"$folder/err"

report() {
	if [ -z "$2" ]; then
		echo "ok $1"
	else
		echo "not ok $1"
		sort <<<"$2" | uniq -c | head -n 20 | sed 's/^/# /'
	fi
}
states='read|22P02|22P03|22003|22023|22004|22021|22008|22007|22009|54000'
report "1 - text: read or refused with a known SQLSTATE, and what is read prints the same again" \
	"$(grep '^TEXT' "$folder/out" | grep -vE "\|($states)$")"
# \copy tells psql's variables nothing of its errors, so they are counted where they are printed
report "2 - binary: read or refused with a known SQLSTATE" \
	"$(grep 'ERROR:' "$folder/err" | grep -vE 'ERROR:  (22P03|22003|22023|22021|54000)$')"
report "3 - the server stayed up" "$(grep -E 'server closed|connection to server' "$folder/err")"
[ "$(grep -c 'ERROR:  22P03$' "$folder/err")" -ge 50 ] && [ "$(grep -c '^TEXT.*|22P02$' "$folder/out")" -ge 50 ] &&
	echo "ok 4 - some were read, some refused" || echo "not ok 4 - some were read, some refused"
