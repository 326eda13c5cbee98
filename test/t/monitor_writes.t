#!/usr/bin/env bash
# Ways of writing a captured source that fire triggers in their own manner, or none: ON
# CONFLICT, MERGE, rows that move between partitions, generated columns, COPY FREEZE,
# prepared transactions, isolation levels, CLUSTER, ATTACH of rows, a table made anew in a
# transaction, a subscription.  The state is what one pass over the source gives.
. "$SRCDIR/test/t/cluster.sh"
need 'a publisher starts' node_create 54718 'wal_level = logical'
need 'a server starts' node_create 54719 'max_prepared_transactions = 4'
n=54719
on $n -o /dev/null -v VERBOSITY=terse -f - <<'EOSQL' || exit 1
SET client_min_messages = warning;
CREATE EXTENSION sanctions;
CREATE TABLE keyed (id integer PRIMARY KEY, exporter text, importer text, product text DEFAULT '854231', period date, price numeric, units integer DEFAULT 1,
                    value numeric GENERATED ALWAYS AS (price * units) STORED);
CREATE TABLE parted (exporter text, importer text, product text, period date, value numeric) PARTITION BY RANGE (period);
CREATE TABLE early PARTITION OF parted FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE TABLE later PARTITION OF parted FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
CREATE TABLE rows (LIKE parted);
INSERT INTO rows SELECT 'DEU', 'RUS', '854231', m, 5 FROM generate_series('2021-01-01'::date, '2022-12-01', '1 month') AS m;
INSERT INTO keyed (id, exporter, importer, period, price) SELECT row_number() OVER (), exporter, importer, period, value FROM rows;
INSERT INTO parted TABLE rows;
CREATE TABLE copied (LIKE rows);
SELECT sanctions_monitor('m');
INSERT INTO m.watch (name, source, target, origins, list_name, since, coverage, placebo)
SELECT s, s, 'RUS', 'DEU', NULL, '2022-02-24', '[2021-01-01,2024-01-01)', false FROM unnest('{keyed,parted,copied}'::text[]) AS s;
SELECT sanctions_capture('m', s::regclass) FROM unnest('{keyed,parted,copied}'::text[]) AS s;
CALL sanctions_refresh('m');
EOSQL
# The watches that a refresh after statements reads anew, and the checks before and after it.
refreshed() {
	local s statements=()
	for s in "$@"; do statements+=(-c "$s"); done
	on $n -o /dev/null "${statements[@]}"
	on $n -c "SELECT 'before: ' || watch FROM sanctions_check('m')" -c "CALL sanctions_refresh('m')" -c "SELECT 'after: ' || watch FROM sanctions_check('m')" \
		-c "SELECT string_agg(watch, ' ' ORDER BY watch) FROM (SELECT DISTINCT ON (watch) watch, rebuilt FROM m.runs ORDER BY watch, run DESC) AS r WHERE rebuilt"
}
check 'ON CONFLICT DO UPDATE, of a generated column' "$(refreshed "INSERT INTO keyed (id, exporter, importer, period, price) SELECT i, 'DEU', 'KGZ', '2023-02-01', 7 FROM generate_series(20, 40) AS i
	ON CONFLICT (id) DO UPDATE SET price = excluded.price, importer = 'KAZ' WHERE keyed.id < 24")" ''
check 'rows that move between partitions' "$(refreshed "UPDATE parted SET period = period + interval '1 year' WHERE period < '2021-07-01'" 'UPDATE early SET value = 77')" ''
if [ "$(on $n -c 'SHOW server_version_num')" -ge 150000 ]; then
	check 'MERGE' "$(refreshed "MERGE INTO keyed AS k USING generate_series(1, 50) AS i ON k.id = i WHEN MATCHED AND i < 5 THEN DELETE WHEN MATCHED AND i < 10 THEN UPDATE SET units = units + 1
		WHEN NOT MATCHED THEN INSERT (id, exporter, importer, period, price) VALUES (i, 'FRA', 'RUS', '2022-03-01', 1)")" ''
	check 'MERGE that moves rows between partitions and names all three actions' "$(refreshed "MERGE INTO parted AS p USING (SELECT date '2021-09-01' AS day) AS s ON p.period = s.day
		WHEN MATCHED AND false THEN DELETE WHEN MATCHED THEN UPDATE SET period = '2022-07-01', value = 9 WHEN NOT MATCHED AND false THEN INSERT VALUES ('DEU', 'RUS', '854231', s.day, 1)")" ''
fi
check 'a prepared transaction counts once it is committed' "$(refreshed 'BEGIN' "INSERT INTO keyed (id, exporter, importer, period, price) VALUES (1000, 'DEU', 'KGZ', '2022-02-03', 3)" "PREPARE TRANSACTION 'one'" \
	'BEGIN' 'DELETE FROM parted' "PREPARE TRANSACTION 'other'"; refreshed "COMMIT PREPARED 'one'" "ROLLBACK PREPARED 'other'")" ''
check 'COPY FREEZE into a table of the same transaction' "$(refreshed 'BEGIN' 'TRUNCATE copied' "COPY copied FROM PROGRAM 'printf \"DEU\\tRUS\\t854231\\t2022-05-01\\t5\\n\"' WITH (FREEZE)" COMMIT)" copied
check 'TRUNCATE of a partition' "$(refreshed 'TRUNCATE early')" parted
check 'a partition that comes with rows' "$(refreshed 'CREATE TABLE last AS SELECT exporter, importer, product, (period + interval '"'1 year'"')::date AS period, value FROM later' \
	"ALTER TABLE parted ATTACH PARTITION last FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')")" parted
check 'is captured from then on' "$(refreshed "INSERT INTO last VALUES ('DEU', 'KGZ', '854231', '2023-02-03', 3)")" ''
check 'CLUSTER, VACUUM FULL, a column of another type' "$(refreshed 'CLUSTER keyed USING keyed_pkey' 'VACUUM FULL parted' 'ALTER TABLE copied ALTER value TYPE float8' "INSERT INTO copied VALUES ('DEU', 'RUS', '854231', '2022-05-01', 0.1)")" 'copied keyed parted'
on $n -o /dev/null -c "SELECT sanctions_capture('m', 'copied')" -c "CALL sanctions_refresh('m')"
check 'a table made anew, and captured, in one transaction' "$(refreshed 'BEGIN' 'DROP TABLE copied' 'CREATE TABLE copied (LIKE rows)' 'INSERT INTO copied TABLE rows' "SELECT sanctions_capture('m', 'copied')" \
	'INSERT INTO copied TABLE rows' COMMIT)" copied
check 'is captured' "$(refreshed 'INSERT INTO copied TABLE rows')" ''
check 'one made anew without capture is read anew each time' "$(refreshed 'BEGIN' 'DROP TABLE copied' 'CREATE TABLE copied (LIKE rows)' 'INSERT INTO copied TABLE rows' COMMIT)" copied

# two writers and a refresh, whatever the isolation: what a writer has to try again is as without capture
for level in 'repeatable read' serializable; do
	for writer in 1 2; do
		for step in $(seq 20); do
			printf '%s;\n' 'BEGIN' "SELECT count(*) FROM parted" "INSERT INTO parted VALUES ('DEU', 'KGZ', '85423$writer', '2022-05-05', $step)" "UPDATE parted SET value = value + 1 WHERE product = '85423$writer'" COMMIT
		done | on $n -v ON_ERROR_STOP=0 -o /dev/null -c "SET default_transaction_isolation = '$level'" -f - >"$tmp/writer$writer" &
	done
	for step in 1 2 3; do on $n -c "SET default_transaction_isolation = '$level'" -c "CALL sanctions_refresh('m')"; done >"$tmp/refreshes"
	wait
	check "two writers and refreshes, $level" "$(cat "$tmp/refreshes"; grep -hE 'ERROR' "$tmp"/writer? | grep -vE 'could not serialize|is aborted'; refreshed | grep -v copied)" ''
done

# a transaction whose snapshot is older than the capture, or than the partition that it writes
written_late() {
	session $n "$1"
	say "$1" 'BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1;'
	eventually "SELECT count(*) = 1 FROM pg_stat_activity WHERE backend_xmin IS NOT NULL AND state = 'idle in transaction'" $n
	on $n -o /dev/null -c "$2" -c "CALL sanctions_refresh('m')" -c "CALL sanctions_refresh('m')"
	say "$1" "INSERT INTO $3 VALUES ('DEU', 'KGZ', '854231', '$4', 3); COMMIT;"
	close "$1"
	wait
	cat "$tmp/$1.out"
}
again="SELECT sanctions_capture('m', 'parted')"
check 'a snapshot older than the capture writes the whole' "$(written_late whole "$again" parted 2022-02-03; refreshed)" $'1\ncopied'
check 'or a partition: the source is read anew' "$(written_late part "$again" later 2022-02-03; refreshed)" $'1\ncopied parted'
check 'or a partition that it does not see' "$(written_late unseen "CREATE TABLE newest PARTITION OF parted FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')" newest 2024-02-03; refreshed)" $'1\ncopied parted'

# a subscription fires no statement trigger
on $n -o /dev/null -c "SELECT sanctions_capture('m', 'copied')" -c 'TRUNCATE copied' -c "CALL sanctions_refresh('m')"
on 54718 -o /dev/null -c 'CREATE TABLE copied (exporter text, importer text, product text, period date, value numeric)' -c "INSERT INTO copied SELECT 'DEU', 'RUS', '854231', '2022-05-01', i FROM generate_series(1, 50) AS i" \
	-c 'CREATE PUBLICATION it FOR TABLE copied'
on $n -o /dev/null -c "CREATE SUBSCRIPTION it CONNECTION 'host=$tmp port=54718 user=postgres dbname=postgres' PUBLICATION it" >/dev/null
eventually "SELECT count(*) = 50 FROM copied" $n
check 'a subscription made after capture: its first copy is read' "$(refreshed | grep -v before)" copied
on 54718 -o /dev/null -c "INSERT INTO copied VALUES ('DEU', 'KGZ', '854231', '2022-06-01', 3)"
eventually "SELECT count(*) = 51 FROM copied" $n
check 'and what it applies' "$(refreshed 'INSERT INTO copied TABLE rows LIMIT 1' | grep -v before)" copied
on $n -o /dev/null -c 'DROP SUBSCRIPTION it' >/dev/null
check 'once it is gone the table is captured again' "$(refreshed >/dev/null; refreshed "INSERT INTO copied VALUES ('DEU', 'KGZ', '854231', '2022-06-01', 3)")" ''
check 'nothing waits' "$(on $n -c 'SELECT count(*) FROM m.delta')" 0
echo "1..$tests"
