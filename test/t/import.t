#!/usr/bin/env bash
# sanctions_import on real files against sums in plain SQL over their texts; two imports
# into one table at once; an error in the middle leaves nothing.
set -u
psql=(psql -X -q -v ON_ERROR_STOP=1 -At)
database=import_$$
data=${SANCTIONS_DATA:-}
tmp=$(mktemp -d)
tests=0
cleanup() {
	rm -rf "$tmp"
	"${psql[@]}" -d postgres -c "DROP DATABASE IF EXISTS $database" 2>/dev/null
}
trap cleanup EXIT
"${psql[@]}" -d postgres -c "CREATE DATABASE $database" && "${psql[@]}" -d $database -c 'CREATE EXTENSION sanctions'

# check NAME GOT WANT
check() {
	tests=$((tests + 1))
	if [ "$2" = "$3" ]; then echo "ok $tests - $1"; else
		echo "not ok $tests - $1"
		printf 'got:  %s\nwant: %s\n' "$2" "$3" | head -n 20 | sed 's/^/# /'
	fi
}
skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP the real data are not here"
}
sql() { "${psql[@]}" -d $database -c 'SET client_min_messages = warning' "$@" 2>&1; }

# load TABLE FILE ENCODING [COLUMN]: the text of a file, with one more column where its rows end in a comma
load() {
	local columns
	columns=$(gzip -dc "$2" | head -n 1 | tr -d '\r"' | sed 's/[^,]*/"&" text/g')
	sql -c "CREATE TABLE $1 ($columns${4:+, $4 text})" -c "SET client_encoding = $3" -c "\\copy $1 FROM PROGRAM 'gzip -dc $2' (FORMAT csv, HEADER)"
}

# real NAME TABLE OPTIONS 'EXPECTED ROWS|SUM'
real() {
	check "$1: rows and sum used" "$(sql -c "SELECT rows || '|' || trim_scale(value) FROM sanctions_import('$2', '${2}_flows', options => '$3') LIMIT 1")" "$(sql -c "$4")"
	check "$1: every row is accounted for" "$(sql -c "SELECT (SELECT count(*) FROM ${2}_flows) + (SELECT count(*) FROM ${2}_flows_left_out)")" "$(sql -c "SELECT count(*) FROM $2")"
}

if [ -d "$data/formats" ]; then
	load baci "$data/formats/baci_hs17_2020_sample.csv.gz" utf8
	load thai "$data/formats/comtrade_plus_thailand_8542.csv.gz" latin1 extra
	real BACI baci '{"source": "BACI_HS17_Y2020.csv"}' "SELECT count(*) || '|' || trim_scale(sum(v::numeric) * 1000) FROM baci"
	check 'BACI: quantities' "$(sql -c "SELECT count(quantity) || '|' || sum(quantity::numeric) FROM baci_flows")" \
		"$(sql -c "SELECT count(*) || '|' || sum(btrim(q)::numeric) FROM baci WHERE btrim(q) <> 'NA'")"
	real Comtrade thai '{}' "SELECT count(*) || '|' || trim_scale(sum(\"primaryValue\"::numeric)) FROM thai WHERE \"partnerCode\" <> '0'"
	load eu "$data/eurostat/eu_exports_cn8_monthly.csv.gz" utf8
	sql -c 'CREATE TABLE eu_part AS SELECT * FROM eu WHERE partner IN ('"'KG', 'AM'"')'
	real Comext eu_part '{}' "WITH line AS (SELECT DISTINCT reporter, partner, period, flow, left(cn8, 4) AS heading FROM eu_part WHERE length(cn8) > 4)
		SELECT count(*) || '|' || trim_scale(sum(e.value_eur::numeric)) FROM eu_part AS e LEFT JOIN line AS l
		ON l.reporter = e.reporter AND l.partner = e.partner AND l.period = e.period AND l.flow = e.flow AND l.heading = e.cn8 WHERE l.heading IS NULL"
else
	for name in BACI BACI quantities Comtrade Comtrade Comext Comext; do skip "$name"; done
fi

sql -c 'CREATE TABLE one (exporter text, importer text, product text, period text, value text)' \
	-c "INSERT INTO one SELECT 'CN', 'KG', '854231', '2022', i::text FROM generate_series(1, 20000) AS i" -c 'CREATE TABLE two AS TABLE one'
sql -c "SELECT reason, rows FROM sanctions_import('one', 'pair')" >"$tmp/one" &
sql -c "SELECT reason, rows FROM sanctions_import('two', 'pair')" >"$tmp/two" &
wait
check 'two imports at once into a table that is not there: both' "$(cat "$tmp/one" "$tmp/two" | grep '^used' | tr '\n' ' ')" 'used|20000 used|20000 '
check 'the second says that the first has these flows too' "$(cat "$tmp/one" "$tmp/two" | grep -c 'table "pair" has 20000 rows of the same flows from other sources')" 1
check 'and all their rows' "$(sql -c 'SELECT source, count(*) FROM pair GROUP BY 1 ORDER BY 1' | tr '\n' ' ')" 'one|20000 two|20000 '
sql -c "SELECT reason FROM sanctions_import('one', 'pair')" >"$tmp/one" &
sql -c "SELECT reason FROM sanctions_import('one', 'pair')" >"$tmp/two" &
wait
check 'the same source twice at once: once' "$(sql -c "SELECT count(*) FROM pair WHERE source = 'one'")" 20000

sql -c "CREATE TABLE fails (LIKE pair, CHECK (value < 15000))"
check 'an error in the middle is the error' "$(sql -c "SELECT 1 FROM sanctions_import('one', 'fails')" | grep -c 'fails_value_check')" 1
check 'and leaves nothing' "$(sql -c 'SELECT count(*) FROM fails' -c "SELECT count(*) FROM pg_class WHERE relname ~ '^(sanctions_import_|fails_left)'" | tr '\n' ' ')" '0 0 '
check 'nor a refused file' "$(sql -c "SELECT 1 FROM sanctions_import('one', 'never', options => '{\"decimal\": \"x\"}')" | grep -c ERROR) $(sql -c "SELECT to_regclass('never')")" '1 '
echo "1..$tests"
