#!/usr/bin/env bash
# A monitor is exact: after random writes of two writers, rolled back ones, savepoints,
# partitions attached and detached, TRUNCATE, and refreshes in between, its state is byte
# for byte what one pass over the sources gives.  MONITOR_STEPS=1000 is the long form.
set -u
steps=${MONITOR_STEPS:-150} seed=${MONITOR_SEED:-7}
database=monitor_$$
psql=("${PG_BIN:?}/psql" -XAtq -d "$database")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"; "$PG_BIN/dropdb" --if-exists --force "$database"' EXIT
tests=0
check() {
	tests=$((tests + 1))
	if [ "$2" = "$3" ]; then echo "ok $tests - $1"; else
		echo "not ok $tests - $1"
		printf '%s\n' "got: $2" "want: $3" | head -n 30 | sed 's/^/# /'
	fi
}

"$PG_BIN/createdb" "$database" || exit 1
"${psql[@]}" -v ON_ERROR_STOP=1 -o /dev/null -f - <<'EOSQL' || exit 1
CREATE EXTENSION sanctions;
CREATE TABLE parted (exporter country_code, importer country_code, product hs_code, period date, value numeric, quantity float8) PARTITION BY RANGE (period);
CREATE TABLE parted_2021 PARTITION OF parted FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE TABLE parted_2022 (quantity float8, value numeric, period date, product hs_code, importer country_code, exporter country_code);
ALTER TABLE parted_2022 DROP quantity;
ALTER TABLE parted_2022 ADD quantity float8;
CREATE TABLE parted_2023 (LIKE parted);
ALTER TABLE parted ATTACH PARTITION parted_2022 FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
ALTER TABLE parted ATTACH PARTITION parted_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE rest PARTITION OF parted DEFAULT;
CREATE TABLE plain (exporter country_code, importer country_code, product hs_code, period date, value float8, quantity float8);
CREATE TABLE mixed (exporter varchar, importer text, product text, period integer, value bigint, quantity integer);
SELECT sanctions_monitor('watching');
INSERT INTO watching.watch (name, source, target, origins, list_name, since, placebo)
VALUES ('parted', 'parted', 'RUS', 'DEU,FRA', 'CHPL', '2022-02-24', false), ('plain', 'plain', 'RUS', 'DEU,FRA', NULL, '2022-02-24', false),
       ('mixed', 'mixed', 'RUS', 'DEU,FRA', 'valves', '2022-02-24', false), ('more', 'plain', 'RUS', 'DEU', 'telecom', '2022-02-24', false);
UPDATE watching.watch SET coverage = '[2021-01-01,2024-01-01)';
SELECT sanctions_capture('watching', r::regclass) FROM unnest('{parted,plain,mixed}'::text[]) AS r;
EOSQL

# What the check must find, written without it.
state() {
	"${psql[@]}" -F ' ' -c "SELECT watch, product, md5(trade_matrix_send(m)) FROM watching.state WHERE trade_matrix_send(m) <> trade_matrix_send(m - m) ORDER BY watch COLLATE \"C\", product COLLATE \"C\""
}
pass() {
	"${psql[@]}" -F ' ' -c "
		SELECT * FROM (
		SELECT 'mixed' AS watch, coalesce(hs_level(product, 6), product::hs_code)::text AS product, md5(trade_matrix_send(trade_matrix(exporter::text, importer, period, value, quantity))) AS m
		FROM mixed WHERE in_list(product, 'valves') GROUP BY 2
		UNION ALL
		SELECT 'more', coalesce(hs_level(product, 6), product)::text, md5(trade_matrix_send(trade_matrix(exporter, importer, period, value, quantity))) FROM plain WHERE in_list(product, 'telecom') GROUP BY 2
		UNION ALL
		SELECT 'parted', coalesce(hs_level(product, 6), product)::text, md5(trade_matrix_send(trade_matrix(exporter, importer, period, value, quantity))) FROM parted WHERE in_list(product, 'CHPL') GROUP BY 2
		UNION ALL
		SELECT 'plain', coalesce(hs_level(product, 6), product)::text, md5(trade_matrix_send(trade_matrix(exporter, importer, period, value, quantity))) FROM plain GROUP BY 2) AS p
		WHERE m <> md5(trade_matrix_send('{\"labels\":null,\"periods\":null,\"flows\":{}}')) ORDER BY watch COLLATE \"C\", product COLLATE \"C\""
}

# One writer, with the check after each tenth part.
python3 "$SRCDIR/test/t/monitor.py" "$seed" "$steps" a | awk -v n="$((steps / 5))" '{ print } /;$/ && NR % n == 0 { last = 1 }' >"$work/alone.sql"
"${psql[@]}" -o /dev/null -f "$work/alone.sql" >"$work/log" 2>&1
check 'one writer: the state and the changes that wait are one pass over the rows' "$("${psql[@]}" -c "SELECT * FROM sanctions_check('watching')" 2>&1)" ''
"${psql[@]}" -c "UPDATE watching.watch SET enabled = true" -c "CALL sanctions_refresh('watching')" >>"$work/log" 2>&1
check 'after a refresh the state is' "$(state)" "$(pass)"
check 'it has states' "$([ "$(state | wc -l)" -ge 5 ] && echo yes)" yes
check 'errors were those of the writes: no writer fails by what captures' "$(grep 'ERROR' "$work/log" | grep -vE 'is not a partition|invalid input syntax|current transaction is aborted|savepoint|extra data after|missing data for|is already a partition|would overlap|violated by some row|numeric field overflow|no partition of relation|watches that failed|out of range|value of a trade_matrix' | sort | uniq -c)" ''

# Two writers and refreshes at once.
python3 "$SRCDIR/test/t/monitor.py" $((seed + 1)) "$steps" a >"$work/a.sql"
python3 "$SRCDIR/test/t/monitor.py" $((seed + 1)) "$steps" b >"$work/b.sql"
"${psql[@]}" -o /dev/null -f "$work/a.sql" >"$work/a.log" 2>&1 &
"${psql[@]}" -o /dev/null -f "$work/b.sql" >"$work/b.log" 2>&1 &
for _ in 1 2 3 4 5 6; do "${psql[@]}" -c "CALL sanctions_refresh('watching')" >>"$work/c.log" 2>&1; done
wait
"${psql[@]}" -c "UPDATE watching.watch SET enabled = true" -c "CALL sanctions_refresh('watching')" >>"$work/c.log" 2>&1
check 'two writers and refreshes at once: the state is one pass over the rows' "$(state)" "$(pass)"
check 'as the check says' "$("${psql[@]}" -c "SELECT * FROM sanctions_check('watching')" 2>&1)" ''
check 'nothing waits' "$("${psql[@]}" -c 'SELECT count(*) FROM watching.delta' -c "SELECT sum(pending_deltas) FROM watching.health" | tr '\n' ' ')" '0 0 '
check 'the captured sources are not read anew without need' "$("${psql[@]}" -c "INSERT INTO parted_2022 (exporter, importer, product, period, value) VALUES ('DEU', 'RUS', '854231', '2022-06-01', 5)" \
	-c "INSERT INTO plain VALUES ('DEU', 'RUS', '851762', '2022-06-01', 5)" -c "INSERT INTO mixed VALUES ('DEU', 'RUS', '848180', 2022, 5)" -c "CALL sanctions_refresh('watching')" \
	-c 'SELECT string_agg(DISTINCT rebuilt::text, NULL) FROM (SELECT DISTINCT ON (watch) rebuilt FROM watching.runs ORDER BY watch, run DESC) AS r' 2>&1)" false
check 'nor wrongly' "$(state)" "$(pass)"

# Triggers that were off, or are not there yet: what was written meanwhile is read all the same.
"${psql[@]}" -o /dev/null -c 'ALTER TABLE plain DISABLE TRIGGER USER' -c "INSERT INTO plain VALUES ('FRA', 'RUS', '848180', '2022-07-01', 3)" -c "CALL sanctions_refresh('watching')" \
	-c "DO \$\$ DECLARE t record; BEGIN FOR t IN SELECT tgname FROM pg_trigger WHERE tgrelid = 'parted_2022'::regclass AND NOT tgisinternal LOOP EXECUTE format('DROP TRIGGER %I ON parted_2022', t.tgname); END LOOP; END \$\$" \
	-c "INSERT INTO parted_2022 (exporter, importer, product, period, value) VALUES ('FRA', 'RUS', '854231', '2022-07-01', 3)" -c "CALL sanctions_refresh('watching')"
check 'a source whose triggers are off, or a partition that lacks them, is read anew' "$(state)" "$(pass)"
"${psql[@]}" -o /dev/null -c 'ALTER TABLE plain ENABLE TRIGGER USER' -c "CALL sanctions_refresh('watching')" -c "INSERT INTO parted_2022 (exporter, importer, product, period, value) VALUES ('FRA', 'RUS', '854231', '2022-08-01', 3)" \
	-c "INSERT INTO plain VALUES ('FRA', 'RUS', '848180', '2022-08-01', 3)" -c "CALL sanctions_refresh('watching')"
check 'and captured again' "$(state; "${psql[@]}" -c "SELECT rebuilt FROM watching.runs WHERE watch IN ('plain', 'parted') ORDER BY run DESC LIMIT 2")" "$(pass; echo f; echo f)"

# The check sees what is wrong.
"${psql[@]}" -c "UPDATE watching.state SET m = m + m WHERE watch = 'plain' AND product = '848180'" -c "DELETE FROM watching.state WHERE watch = 'parted' AND product = '854231'"
check 'a state that is wrong, or missing, is found' "$("${psql[@]}" -F ' ' -c "SELECT watch, product FROM sanctions_check('watching')" | tr '\n' ',')" 'parted 854231,plain 848180,'
echo "1..$tests"
