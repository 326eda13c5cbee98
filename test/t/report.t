#!/usr/bin/env bash
# The report in a browser: Chromium renders it at the width of a desk and of a phone, by
# day and by night, and prints it; nothing is fetched, nothing complains, axe-core finds
# nothing that would shut a reader out, a label that is a script stays text.  PICTURES=FOLDER
# keeps what was seen.
set -u
skip() { echo "1..0 # SKIP $*"; exit 0; }
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip 'Chromium is not here (package chromium on Debian)'
command -v node >/dev/null && command -v npm >/dev/null || skip 'node and npm are not here'
work=$(mktemp -d) || exit 1
database=report_$$
trap 'rm -rf "$work"; "$PG_BIN/dropdb" --if-exists $database' EXIT
export HOME=$work
npm install --loglevel=error --no-audit --no-fund --fetch-retries=1 --prefix "$work" axe-core playwright-core >"$work/log" 2>&1 ||
	skip "npm could not install axe-core and playwright-core ($(grep -m 1 . "$work/log"))"

psql=("${PG_BIN:?}/psql" -XqAt -v ON_ERROR_STOP=1 -d $database)
"$PG_BIN/createdb" $database || exit 1
"${psql[@]}" -c 'CREATE EXTENSION sanctions' -f "$SRCDIR/test/browser/flows.sql" >"$work/log" || { cat "$work/log"; exit 1; }
for watch in few fifty; do
	[ -z "${PICTURES:-}" ] || mkdir -p "$PICTURES/$watch"
	PGCLIENTENCODING=UTF8 "${psql[@]}" -c "SELECT sanctions_report('monitor', '$watch')" >"$work/$watch.html" || exit 1
	NODE_PATH=$work/node_modules timeout 240 node "$SRCDIR/test/browser/page.js" "$browser" "$work/node_modules/axe-core/axe.min.js" \
		"$work/$watch.html" ${PICTURES:+"$PICTURES/$watch"} >"$work/$watch.json" 2>"$work/log" || { head -n 20 "$work/log" | sed 's/^/# /'; exit 1; }
done
# "watch value", as the view has them
"${psql[@]}" -F ' ' -c 'SET extra_float_digits = 1' -c "SELECT watch, attributed FROM monitor.countries WHERE products_flagged + products_possible > 0" >"$work/attributed"
exec python3 "$SRCDIR/test/browser/check.py" "$work" few fifty
