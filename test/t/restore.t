#!/usr/bin/env bash
# Dump and restore of tables with every type, an expression index, a
# materialized view and constraints, with the extension in a schema of its own:
# all of it by an owner without superuser rights.
set -u
echo 1..9
psql=(psql -X -q -v ON_ERROR_STOP=1 -At)
a=restore_a_$$ b=restore_b_$$ owner=restore_owner_$$
tmp=$(mktemp -d)
super=${PGUSER:-$(id -un)}
trap 'rm -rf "$tmp"; PGUSER=$super "${psql[@]}" -d postgres -c "DROP DATABASE IF EXISTS $a" -c "DROP DATABASE IF EXISTS $b" -c "DROP ROLE IF EXISTS $owner" 2>/dev/null' EXIT
# what was expected must itself be no error
check() { if [ "$2" = "$3" ] && ! grep -q ERROR <<<"$3"; then echo "ok $1"; else echo "not ok $1"; printf '# got:  %s\n# want: %s\n' "$2" "$3"; fi; }

"${psql[@]}" -d postgres -c "CREATE ROLE $owner LOGIN CREATEDB"
export PGUSER=$owner
"${psql[@]}" -d postgres -c "CREATE DATABASE $a" -c "CREATE DATABASE $b"
"${psql[@]}" -d "$a" >"$tmp/log" 2>&1 <<'SQL'
CREATE SCHEMA trade;
CREATE EXTENSION sanctions SCHEMA trade;
SET search_path = public, trade;
CREATE TABLE flow (exporter country_code CHECK (NOT is_aggregate(exporter)), importer country_code, product hs_code,
    period date, value numeric, quantity double precision, note text, PRIMARY KEY (exporter, importer, product, period));
INSERT INTO flow
SELECT e::country_code, i::country_code, p::hs_code, d::date, 100.000000000001 * extract(month FROM d), 2.5, p
FROM unnest(ARRAY['DEU', 'CHN', 'KGZ', '842']) AS e, unnest(ARRAY['RUS', 'KGZ']) AS i, unnest(ARRAY['854231', '85', '8481']) AS p,
    generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS d WHERE e <> i;
CREATE INDEX by_chapter ON flow (hs_chapter(product));
CREATE INDEX by_note ON flow (try_hs_code(note));
CREATE TABLE held (id int, span trade_window, m trade_matrix UNIQUE);
INSERT INTO held VALUES (1, '[2022-03-01,2023-03-01)', NULL), (2, 2023, (SELECT trade_matrix(exporter, importer, period, value, quantity) FROM flow)),
    (3, '2023-Q1', (SELECT trade_matrix(exporter::text, importer::text, extract(year FROM period)::int, value) FROM flow));
CREATE TABLE states (product hs_code PRIMARY KEY, years trade_series, months trade_series UNIQUE, suppliers trade_mix,
    texts trade_mix, baskets trade_mix UNIQUE, m trade_matrix);
INSERT INTO states
SELECT product, trade_series(extract(year FROM period)::int, value), trade_series(period, value * hs_digits(product)), trade_mix(exporter, value),
    trade_mix(exporter::text || '"\ Łódź', value), trade_mix(product, value), trade_matrix(exporter, importer, period, value, quantity)
FROM flow GROUP BY product
UNION ALL SELECT '01', '{}', '{}', NULL, '{"labels":null,"values":{}}', NULL, NULL
UNION ALL SELECT '0101', '{"2023":[-1.5,-2],"9999":[0,1]}', '{"0001-01":[170000000000000000000000000,1]}', '{"labels":"hs_code","values":{"01":-1}}',
    (SELECT trade_mix(n::text, n) FROM generate_series(1, 20000) AS n), NULL, NULL;
CREATE INDEX by_hash ON states USING hash (years);
CREATE MATERIALIZED VIEW concentration AS SELECT product, hhi(suppliers), growth(months, 2023) FROM states WHERE product <> '0101';
CREATE MATERIALIZED VIEW matrices AS SELECT product, trade_matrix(exporter, importer, period, value) AS m FROM flow GROUP BY product;
CREATE VIEW growth AS SELECT importer, trade_growth(period, value, 2023) AS growth FROM flow GROUP BY importer;
SQL
status=$?
if [ $status = 0 ]; then echo "ok 1 - objects of every type made in a schema of their own"; else
	echo "not ok 1 - objects of every type made in a schema of their own"; sed 's/^/# /' "$tmp/log" | head -n 5; fi
pg_dump -d "$a" -f "$tmp/dump.sql" 2>"$tmp/err" && "${psql[@]}" -d "$b" -f "$tmp/dump.sql" >"$tmp/log" 2>&1
check "2 - pg_dump and restore run without a complaint" "$?$(head -n 5 "$tmp/log" "$tmp/err" 2>/dev/null | grep -E 'ERROR|WARN')" 0
fingerprint="SET search_path = public, trade;
	SELECT md5(string_agg(x, ',' ORDER BY x)) FROM (
	SELECT flow::text AS x FROM flow UNION ALL SELECT held::text FROM held UNION ALL SELECT matrices::text FROM matrices
	UNION ALL SELECT states::text FROM states UNION ALL SELECT concentration::text FROM concentration
	UNION ALL SELECT growth::text FROM growth) AS all_rows"
want=$("${psql[@]}" -d "$a" -c "$fingerprint" 2>&1)
check "3 - the same content" "$("${psql[@]}" -d "$b" -c "$fingerprint" 2>&1)" "${want:-nothing}"
bytes="SET search_path = public, trade; SELECT md5(string_agg(concat(encode(trade_matrix_send(m), 'hex')), ',' ORDER BY id)) FROM held"
states="SET search_path = public, trade; SELECT md5(string_agg(concat_ws(',', product, encode(trade_series_send(years), 'hex'),
	encode(trade_series_send(months), 'hex'), encode(trade_mix_send(suppliers), 'hex'), encode(trade_mix_send(texts), 'hex'),
	encode(trade_mix_send(baskets), 'hex'), encode(trade_matrix_send(m), 'hex')), ' ' ORDER BY product)) || count(*) FROM states"
want=$("${psql[@]}" -d "$a" -c "$bytes" -c "$states" 2>&1)
check "4 - states send the same bytes" "$("${psql[@]}" -d "$b" -c "$bytes" -c "$states" 2>&1)" "$want"
check "5 - a plain index answers a prefix after the restore" "$("${psql[@]}" -d "$b" -c "SET search_path = public, trade; CREATE INDEX product ON flow (product); SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN (COSTS OFF) SELECT FROM flow WHERE product <@ '8542'" | grep -c 'Index Cond')" 1
# out and in again as binary, and in the other formats of pg_dump
want=$("${psql[@]}" -d "$a" -c "$states" 2>&1)
"${psql[@]}" -d "$a" -c '\copy states TO '"'$tmp/states'"' (FORMAT binary)' >"$tmp/log" 2>&1
"${psql[@]}" -d "$b" -c 'TRUNCATE states' -c '\copy states FROM '"'$tmp/states'"' (FORMAT binary)' >>"$tmp/log" 2>&1
check "6 - COPY BINARY" "$("${psql[@]}" -d "$b" -c "$states" 2>&1)$(cat "$tmp/log")" "$want"
"${psql[@]}" -d postgres -c "DROP DATABASE $b" -c "CREATE DATABASE $b" >"$tmp/log" 2>&1
pg_dump -Fc -d "$a" -f "$tmp/custom" >>"$tmp/log" 2>&1 && pg_restore -d "$b" "$tmp/custom" >>"$tmp/log" 2>&1
check "7 - the custom format, and pg_restore" "$("${psql[@]}" -d "$b" -c "$states" 2>&1)$(cat "$tmp/log")" "$want"
check "8 - states that are equal stay so, by index and by value" "$("${psql[@]}" -d "$b" -c "SET search_path = public, trade; SET enable_seqscan = off;
	SELECT count(*) FROM states AS s JOIN states AS t ON t.months = s.months AND t.years = s.years")" "$("${psql[@]}" -d "$a" -c 'SELECT count(*) FROM states')"
"${psql[@]}" -d postgres -c "DROP DATABASE $b" -c "CREATE DATABASE $b" >"$tmp/log" 2>&1
pg_dump --inserts --rows-per-insert=2 -d "$a" -f "$tmp/inserts.sql" >>"$tmp/log" 2>&1 && "${psql[@]}" -d "$b" -f "$tmp/inserts.sql" >>"$tmp/log" 2>&1
check "9 - INSERT statements" "$("${psql[@]}" -d "$b" -c "$states" 2>&1)$(grep -E 'ERROR|WARN' "$tmp/log")" "$want"
