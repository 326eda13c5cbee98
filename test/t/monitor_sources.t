#!/usr/bin/env bash
# Captured sources whose rows come to mean something else without a trigger: columns that
# change places, triggers that were off meanwhile, a crash that empties an unlogged table,
# partitions that are elsewhere; and monitors whose schema gets another name.  The next
# refresh gives what one pass over the source gives, and no writer is kept from writing.
. "$SRCDIR/test/t/cluster.sh"
need 'a server starts' node_create 54715
n=54715
on $n -v VERBOSITY=terse -o /dev/null -f - <<'EOSQL' || exit 1
CREATE EXTENSION sanctions;
CREATE TABLE flows (exporter text, importer text, product text, period date, value numeric, other numeric DEFAULT 3);
INSERT INTO flows
SELECT e, i, '854231', m::date, CASE WHEN m < '2022-03-01' THEN before ELSE after END * 1000.0
FROM (VALUES ('DEU', 'RUS', 900, 40), ('DEU', 'KGZ', 10, 700), ('KGZ', 'RUS', 5, 620)) AS f(e, i, before, after), generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS m;
SELECT sanctions_monitor('m');
INSERT INTO m.watch (name, source, target, origins, since, coverage, placebo) VALUES ('w', 'flows', 'RUS', 'DEU', '2022-02-24', '[2021-01-01,2024-01-01)', false);
SELECT sanctions_capture('m', 'flows');
CALL sanctions_refresh('m');
EOSQL
write="INSERT INTO flows (exporter, importer, product, period, value) VALUES ('DEU', 'KAZ', '854231', '2023-05-01', 7)"
# Whether a refresh read the source anew, and what the check says then: statements ...
refreshed() {
	local s statements=()
	for s in "$@"; do statements+=(-c "$s"); done
	on $n -o /dev/null "${statements[@]}" -c "CALL sanctions_refresh('m')"
	on $n -c "SELECT rebuilt FROM m.runs ORDER BY run DESC LIMIT 1" -c "SELECT * FROM sanctions_check('m')"
}
check 'what is written is captured' "$(refreshed "$write")" f

# columns
check 'a column that takes the name of another' "$(refreshed 'ALTER TABLE flows RENAME value TO price' 'ALTER TABLE flows RENAME other TO value')" t
check 'is captured from then on' "$(refreshed "$write")" f
check 'what was written while it had the name' "$(refreshed 'ALTER TABLE flows RENAME value TO other' 'ALTER TABLE flows RENAME price TO value' "$write" \
	'ALTER TABLE flows RENAME value TO price' 'ALTER TABLE flows RENAME other TO value')" t
check 'a column that is dropped and made again with a default' "$(refreshed 'ALTER TABLE flows DROP value' 'ALTER TABLE flows ADD value numeric DEFAULT 7')" t
check 'the labels of two columns that change places' "$(refreshed 'ALTER TABLE flows RENAME exporter TO x' 'ALTER TABLE flows RENAME importer TO exporter' 'ALTER TABLE flows RENAME x TO importer')" t
refreshed 'ALTER TABLE flows RENAME exporter TO x' 'ALTER TABLE flows RENAME importer TO exporter' 'ALTER TABLE flows RENAME x TO importer' 'ALTER TABLE flows RENAME value TO other_value' 'ALTER TABLE flows RENAME price TO value' >/dev/null

# triggers
check 'triggers that were off while somebody wrote' "$(refreshed 'ALTER TABLE flows DISABLE TRIGGER ALL' "$write" 'ALTER TABLE flows ENABLE TRIGGER ALL')" t
check 'and on again' "$(refreshed "$write")" f
one=$(on $n -c "SELECT tgname FROM pg_trigger WHERE tgrelid = 'flows'::regclass AND tgname LIKE '%delete%'")
check 'one of them gone' "$(refreshed "DROP TRIGGER $one ON flows")" t
check 'for as long as it is' "$(refreshed "DELETE FROM flows WHERE importer = 'KAZ'")" t
on $n -o /dev/null -c "SELECT sanctions_capture('m', 'flows')" -c "CALL sanctions_refresh('m')"
check 'a setting of the writer does not cost a pass' "$(refreshed 'SET array_nulls = off' "$write")" f

# a name for the monitor
check 'a monitor whose schema has another name keeps no writer from writing' "$(on $n -c 'ALTER SCHEMA m RENAME TO "another ""one"' -c "$write" -c "UPDATE \"another \"\"one\".watch SET name = 'v'" \
	-c "CALL sanctions_refresh('another \"one')" -c "SELECT rebuilt, watch FROM \"another \"\"one\".runs ORDER BY run DESC LIMIT 1" -c "SELECT * FROM sanctions_check('another \"one')")" 'f|v'
on $n -o /dev/null -c 'ALTER SCHEMA "another ""one" RENAME TO m'

# what a crash empties
refreshed 'ALTER TABLE flows SET UNLOGGED' "$write" >/dev/null
"$bin/pg_ctl" -D "$tmp/$n" -m immediate -w stop >/dev/null
node_start $n >/dev/null
check 'an unlogged source after a crash' "$(on $n -c 'SELECT count(*) FROM flows'; refreshed)" $'0\nt'
check 'is not captured anew' "$(on $n -v VERBOSITY=verbose -c "SELECT sanctions_capture('m', 'flows')" | grep -o '42809: .*')" '42809: relation public.flows cannot be captured'
on $n -o /dev/null -c 'ALTER TABLE flows SET LOGGED' -c "SELECT sanctions_capture('m', 'flows')" -c "CALL sanctions_refresh('m')"
check 'a logged one is' "$(refreshed "$write")" f

# a partition that is elsewhere
on $n -o /dev/null -c 'CREATE EXTENSION postgres_fdw' -c 'CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname '"'postgres', host '$tmp', port '$n')" -c 'CREATE USER MAPPING FOR PUBLIC SERVER elsewhere' \
	-c 'CREATE TABLE parted (LIKE flows) PARTITION BY RANGE (period)' -c "CREATE TABLE parted_2023 PARTITION OF parted FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')" \
	-c 'INSERT INTO parted SELECT * FROM flows WHERE period >= '"'2023-01-01'" -c 'CREATE TABLE early AS SELECT * FROM parted LIMIT 0' \
	-c "SELECT sanctions_capture('m', 'parted')" -c "UPDATE m.watch SET source = 'parted'" -c "CALL sanctions_refresh('m')" \
	-c "CREATE FOREIGN TABLE parted_2022 PARTITION OF parted FOR VALUES FROM ('2022-01-01') TO ('2023-01-01') SERVER elsewhere OPTIONS (table_name 'early')"
check 'a source that gets a foreign partition is read anew, and no error' "$(refreshed "INSERT INTO early SELECT * FROM flows WHERE period = '2022-06-01'")" t
check 'at each refresh' "$(refreshed "INSERT INTO early (exporter, importer, product, period, value) VALUES ('DEU', 'RUS', '854231', '2022-05-01', 7)")" t

# what the server says of a number may be as long as the number
on $n -o /dev/null -c 'CREATE TABLE large AS SELECT exporter, importer, product, period, value, value AS quantity FROM flows' -c "UPDATE large SET quantity = repeat('7', 100000)::numeric" \
	-c "UPDATE m.watch SET source = 'large', quantity_column = 'quantity'"
check 'a number that is no double is told in few words' "$(on $n -c "CALL sanctions_refresh('m')" | wc -c | awk '{ print ($1 > 100 && $1 < 1000) }'; on $n -c 'SELECT sqlstate, length(error) FROM m.runs ORDER BY run DESC LIMIT 1')" $'1\n22003|500'
echo "1..$tests"
