#!/usr/bin/env bash
# The statements of README.md run, in their order, in a database of their own.
set -u
echo 1..3
db=readme_$$
psql=(psql -X -q -v ON_ERROR_STOP=1)
"${psql[@]}" -c "CREATE DATABASE $db"
awk '/^```sql$/ {on = 1; next} /^```$/ {on = 0; print ""} on' "$SRCDIR/README.md" >"${TMPDIR:-/tmp}/readme_$$.sql"
if out=$("${psql[@]}" -At -d "$db" -f "${TMPDIR:-/tmp}/readme_$$.sql" 2>&1); then
	echo "ok 1 - every statement of README.md runs"
else
	echo "not ok 1 - every statement of README.md runs"
	printf '%s\n' "$out" | grep -E 'ERROR|HINT' | sed 's/^/# /'
fi
[ "$(grep -c '^KGZ|[0-9.]*|[0-9.]*|.' <<<"$out")" -ge 1 ] && echo "ok 2 - the screen finds Kyrgyzstan" || echo "not ok 2 - the screen finds Kyrgyzstan"
grep -qx t <<<"$out" && echo "ok 3 - the roll-up has the same bytes" || echo "not ok 3 - the roll-up has the same bytes"
"${psql[@]}" -c "DROP DATABASE $db"
rm -f "${TMPDIR:-/tmp}/readme_$$.sql"
