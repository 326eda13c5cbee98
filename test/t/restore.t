#!/usr/bin/env bash
# Dump and restore of tables with every type, an expression index, a
# materialized view and constraints, with the extension in a schema of its own.
set -u
echo 1..5
psql=(psql -X -q -v ON_ERROR_STOP=1 -At)
a=restore_a_$$ b=restore_b_$$
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"; "${psql[@]}" -d postgres -c "DROP DATABASE IF EXISTS $a" -c "DROP DATABASE IF EXISTS $b" 2>/dev/null' EXIT
check() { if [ "$2" = "$3" ]; then echo "ok $1"; else echo "not ok $1"; printf '# got:  %s\n# want: %s\n' "$2" "$3"; fi; }

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
	UNION ALL SELECT growth::text FROM growth) AS all_rows"
want=$("${psql[@]}" -d "$a" -c "$fingerprint" 2>&1)
check "3 - the same content" "$("${psql[@]}" -d "$b" -c "$fingerprint" 2>&1)" "${want:-nothing}"
bytes="SET search_path = public, trade; SELECT md5(string_agg(encode(trade_matrix_send(m), 'hex'), '' ORDER BY id)) FROM held"
want=$("${psql[@]}" -d "$a" -c "$bytes" 2>&1)
check "4 - states send the same bytes" "$("${psql[@]}" -d "$b" -c "$bytes" 2>&1)" "$want"
check "5 - a plain index answers a prefix after the restore" "$("${psql[@]}" -d "$b" -c "SET search_path = public, trade; CREATE INDEX product ON flow (product); SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN (COSTS OFF) SELECT FROM flow WHERE product <@ '8542'" | grep -c 'Index Cond')" 1
