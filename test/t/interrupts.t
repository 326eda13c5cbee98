#!/usr/bin/env bash
# However big a value is, the library looks for interrupts: the longest time it
# computes without, in its own processor time, measured by test/gaps.
#   MORE    times the size of the values (default: 1; 5 is near the limits)
#   GAP_MS  what is too long (default: 100 ms)
set -u
db=interrupts_$$
more=${MORE:-1}
# ms; the aim is 50, and a machine that others share counts some of their time
most=${GAP_MS:-100}
psql=(psql -X -q -At -v ON_ERROR_STOP=1)
folder=$(mktemp -d)
chmod 755 "$folder"
trap '"${psql[@]}" -d postgres -c "DROP DATABASE IF EXISTS $db" 2>/dev/null; rm -rf "$folder"' EXIT
tests=0
# ok NAME: by the status of the command before it
ok() {
	local status=$?
	tests=$((tests + 1))
	[ $status = 0 ] && echo "ok $tests - $1" && return
	echo "not ok $tests - $1"
	head -n 20 "$folder/log" | sed 's/^/# /'
}

headers=$("${SANCTIONS_PG_CONFIG:-pg_config}" --includedir-server)
if ! cc -O1 -g -fPIC -shared -Wall -I"$headers" "$SRCDIR/test/gaps/gaps.c" -ldl -o "$folder/gaps.so" 2>"$folder/log"; then
	echo "not ok 1 - the measuring library compiles"
	sed 's/^/# /' "$folder/log"
	echo 1..1
	exit
fi
"${psql[@]}" -d postgres -c "CREATE DATABASE $db"
"${psql[@]}" -d "$db" >"$folder/log" 2>&1 <<SQL
CREATE EXTENSION sanctions;
CREATE FUNCTION gaps_begin() RETURNS void LANGUAGE c AS '$folder/gaps';
CREATE FUNCTION gaps_end() RETURNS text LANGUAGE c AS '$folder/gaps';
CREATE FUNCTION gaps_blind(integer) RETURNS void LANGUAGE c STRICT AS '$folder/gaps';
CREATE FUNCTION gaps_count_all() RETURNS void LANGUAGE c AS '$folder/gaps';
-- compressing and its opposite are the server's, and look for no interrupt
CREATE TABLE mix (s trade_mix);
CREATE TABLE series (s trade_series);
CREATE TABLE matrix (s trade_matrix);
CREATE TABLE wide (s trade_matrix);
CREATE TABLE parts (s trade_matrix);
CREATE TABLE slice (s trade_matrix);
CREATE TABLE texts (mix text, series text, matrix text);
ALTER TABLE mix ALTER s SET STORAGE EXTERNAL;
ALTER TABLE series ALTER s SET STORAGE EXTERNAL;
ALTER TABLE matrix ALTER s SET STORAGE EXTERNAL;
ALTER TABLE wide ALTER s SET STORAGE EXTERNAL;
ALTER TABLE parts ALTER s SET STORAGE EXTERNAL;
ALTER TABLE slice ALTER s SET STORAGE EXTERNAL;
ALTER TABLE texts ALTER mix SET STORAGE EXTERNAL, ALTER series SET STORAGE EXTERNAL, ALTER matrix SET STORAGE EXTERNAL;
INSERT INTO mix SELECT trade_mix(n || ' label', n) FROM generate_series(1, 200000 * $more) AS n;
INSERT INTO series SELECT trade_series('0001-01-01'::date + 30 * n, n) FROM generate_series(1, 121000) AS n;
INSERT INTO matrix SELECT trade_matrix((n % 100)::text, (n / 100 % 100)::text, make_date(2000 + n / 120000, 1 + n / 10000 % 12, 1), n)
	FROM generate_series(0, 3000000 * $more - 1) AS n;
INSERT INTO wide SELECT trade_matrix('e' || n % 65000, 'i' || n % 500, 2000 + n % 7, n, 3) FROM generate_series(1, 500000) AS n;
INSERT INTO parts SELECT trade_matrix('e', 'i' || n, 2000 + p, n) FROM generate_series(1, 60) AS p, generate_series(1, least(20000 * $more, 60000)) AS n GROUP BY p;
-- one importer that has them all
INSERT INTO slice SELECT trade_matrix('e' || n % 60000, 'i', (1700 + n / 60000)::integer, sqrt(n)) FROM generate_series(0, 3000000 * $more - 1) AS n;
INSERT INTO texts SELECT (SELECT s::text FROM mix), (SELECT s::text FROM series), (SELECT s::text FROM wide);
CREATE VIEW long AS SELECT repeat(' ', bytes) AS blanks, repeat('1', bytes) AS digits, repeat('x', bytes) AS letters FROM (SELECT 250000000 AS bytes OFFSET 0) AS t;
SQL
ok 'big values'

# gap QUERY: the ms
gap() {
	"${psql[@]}" -v ON_ERROR_STOP=0 -d "$db" -c 'SELECT gaps_begin()' -c "$1" -c 'SELECT gaps_end()' 2>"$folder/log" | tail -n 1
}
read -r ms places <<<"$("${psql[@]}" -d "$db" -c 'SELECT gaps_begin()' -c 'SELECT gaps_count_all()' -c 'SELECT gaps_blind(600)' -c 'SELECT gaps_end()' 2>"$folder/log" | tail -n 1)"
[ "${ms:-0}" -gt 400 ]; ok "what looks for no interrupt is seen: ${ms:-nothing}"
while IFS='|' read -r what query; do
	read -r ms places <<<"$(gap "$query")"
	echo "# $what: ${ms:-nothing} ms"
	# what ended in an error was not gone through; long texts are refused, after a look at all of them
	[[ ${ms:-x} =~ ^[0-9]+$ ]] && [ "$ms" -le $most ] && { [[ $query == *'FROM long' ]] || ! grep -q ERROR "$folder/log"; }
	ok "$what looks for interrupts"
done <<'LIST'
text of trade_mix|SELECT octet_length(s::text) FROM mix
jsonb of trade_mix|SELECT s::jsonb IS NULL FROM mix
send of trade_mix|SELECT length(trade_mix_send(s)) FROM mix
input of trade_mix|SELECT mix::trade_mix IS NULL FROM texts
building of trade_mix|SELECT trade_mix(label, value) IS NULL FROM mix, shares(s)
comparing trade_mix|SELECT s = s, s < s, trade_mix_hash(s) FROM mix
sums of trade_mix|SELECT s + s IS NULL, s - s IS NULL FROM mix
rollup of trade_mix|SELECT rollup(s) IS NULL FROM (SELECT s FROM mix UNION ALL SELECT s FROM mix) AS t
concentration of trade_mix|SELECT hhi(s), gini(s), entropy(s), theil(s), top_share(s, 9), similarity(s, s) FROM mix
pivot of trade_mix|SELECT (pivot(s, s + s, ARRAY['1 label'])).lost FROM mix
contributions of trade_mix|SELECT count(*) FROM mix, contributions(s, s)
text and jsonb of trade_series|SELECT octet_length(s::text), s::jsonb IS NULL FROM series
input of trade_series|SELECT series::trade_series IS NULL FROM texts
sums of trade_series|SELECT s + s IS NULL, s - s IS NULL, s = s FROM series
growth_table of trade_series|SELECT count(*) FROM series, growth_table(s)
text of trade_matrix|SELECT octet_length(s::text) FROM matrix
jsonb of trade_matrix|SELECT s::jsonb IS NULL FROM wide
send of trade_matrix|SELECT length(trade_matrix_send(s)) FROM matrix
input of trade_matrix|SELECT matrix::trade_matrix IS NULL FROM texts
building of trade_matrix|SELECT trade_matrix(exporter, importer, period, value) IS NULL FROM matrix, flows(s)
comparing trade_matrix|SELECT s = s, s < s, trade_matrix_hash(s) FROM matrix
sum of trade_matrix|SELECT s + s IS NULL FROM matrix
difference of trade_matrix|SELECT s - s IS NULL FROM matrix
rollup of trade_matrix|SELECT rollup(s) IS NULL FROM (SELECT s FROM matrix UNION ALL SELECT s FROM matrix) AS t
sums of a trade_matrix of many labels|SELECT s + s IS NULL, s - s IS NULL FROM wide
rollup of many trade_matrix of many importers|SELECT rollup(s) IS NULL FROM parts
a large slice copied, and extended|SELECT s + trade_matrix IS NULL FROM slice, (SELECT trade_matrix('a', 'j', 1720, 1)) AS a UNION ALL SELECT s + trade_matrix IS NULL FROM slice, (SELECT trade_matrix('a', 'i', 2020, 1)) AS a
growth_rates of trade_matrix|SELECT count(*) FROM matrix, growth_rates(s, '2001')
suppliers, markets and series of trade_matrix|SELECT suppliers(s, '1', '2001') IS NULL, markets(s, '1', '2001') IS NULL, series(s) IS NULL FROM matrix
pivot of trade_matrix|SELECT (pivot(s, 'i7', 2004, 2005, ARRAY['e7'])).lost FROM wide
screen of a trade_matrix|SELECT count(*) FROM wide, intermediary_flags(s, 'i7', (SELECT array_agg('e' || n) FROM generate_series(0, 64999) AS n), '2004-01-01')
placebo of a trade_matrix|SELECT count(*) FROM wide, intermediary_placebo(s, 'i7', (SELECT array_agg('e' || n) FROM generate_series(0, 64999, 2) AS n), '2004-01-01')
one leg of a trade_matrix|SELECT count(*) FROM wide, destination_surges(s, 'i7', (SELECT array_agg('e' || n) FROM generate_series(0, 64999) AS n), '2004-01-01')
both reports of a trade_matrix|SELECT count(*) FROM wide, mirror_gaps(s, s, '2004-01-01')
text and input of a large slice|SELECT s::text::trade_matrix IS NULL FROM slice
shares and suppliers of a large slice|SELECT count(*) FROM slice, import_shares(s, '[1700-01-01,1800-01-01)') UNION ALL SELECT count(*) FROM slice WHERE suppliers(s, 'i', '[1700-01-01,1800-01-01)') IS NULL
growth of a large slice|SELECT count(*) FROM slice, growth_rates(s, '1711') UNION ALL SELECT count(*) FROM slice, growth_parts(s, NULL, 1711, 1710) UNION ALL SELECT count(*) FROM slice, import_growth(s, '1711')
legs, routes and balance of a large slice|SELECT count(*) FROM slice, flag_legs(s, 'i', '{e1}', '1725-01-01', 'e2') UNION ALL SELECT count(*) FROM slice, diversion_routes(s, 'i', '{e1,e2}', '1725-01-01') UNION ALL SELECT count(*) FROM slice, leak_balance(s, 'i', '{e1,e2}', '1725-01-01', s)
placebo of a large slice|SELECT count(*) FROM slice, intermediary_placebo(s, 'i', '{e1,e2}', '1725-01-01')
screen of a large slice|SELECT count(*) FROM slice, intermediary_flags(s, 'i', '{e1}', '1725-01-01')
one leg of a large slice|SELECT count(*) FROM slice, destination_surges(s, 'e1', (SELECT array_agg('e' || n) FROM generate_series(2, 59999) AS n), '1725-01-01') UNION ALL SELECT count(*) FROM slice, supplier_surges(s, 'i', '{e1}', '1725-01-01')
both reports of a large slice|SELECT count(*) FROM slice, mirror_gaps(s, s, '1725-01-01', before_months => 1200)
routes and balance of a trade_matrix|SELECT count(*) FROM wide, leak_balance(s, 'i7', (SELECT array_agg('e' || n) FROM generate_series(0, 64999, 2) AS n), '2004-01-01', s)
parts of the growth of a trade_matrix|SELECT count(*) FROM wide, growth_parts(s, NULL, 2004, 2003)
input of one long string|SELECT trade_mix_in(('{"labels":"text","values":{"' || letters || '":1}}')::cstring) FROM long
input of one long number|SELECT trade_mix_in(('{"labels":"text","values":{"a":0.' || digits || '}}')::cstring) FROM long
input of many blanks|SELECT trade_mix_in(('{"labels":"text",' || blanks || '"values":{"a":1}}')::cstring) FROM long
an error behind many characters|SELECT trade_series_in(('{' || blanks || '"x":1}')::cstring) FROM long
input of a long country_code|SELECT country_code_in((blanks || 'CHN')::cstring) FROM long
input of a long hs_code|SELECT hs_code_in(digits::cstring) FROM long
input of a long trade_window|SELECT trade_window_in((blanks || '2023')::cstring) FROM long
LIST
echo "1..$tests"
