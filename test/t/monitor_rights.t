#!/usr/bin/env bash
# Who may do what with a monitor: its owner, a reader, a loader, another owner; names and
# labels that look like something else are text everywhere; a dump by an owner without
# superuser rights restores a monitor that goes on.
. "$SRCDIR/test/t/cluster.sh"
need 'a server starts' node_create 54712
n=54712
as() { AS=$1 on $n -d base "${@:2}"; }
monitor='My "mon" %s <i>' watch="O'Neil \"<b>\" %s \\ {}; DROP TABLE flows"
q() { printf '"%s"' "${1//\"/\"\"}"; }
lit() { printf "'%s'" "${1//\'/\'\'}"; }
m=$(q "$monitor")

on $n -o /dev/null -v VERBOSITY=terse -c 'CREATE ROLE one LOGIN' -c 'CREATE ROLE two LOGIN' -c 'CREATE ROLE reader LOGIN' -c 'CREATE ROLE loader LOGIN' \
	-c 'CREATE DATABASE base OWNER one' -c 'CREATE DATABASE again OWNER one' -c 'GRANT CREATE ON DATABASE base TO two'
as one -o /dev/null -c 'CREATE SCHEMA "Trade data"' -c 'CREATE EXTENSION sanctions SCHEMA "Trade data"' -c 'GRANT USAGE ON SCHEMA "Trade data" TO PUBLIC' \
	-c 'ALTER DATABASE base SET search_path = "$user", public, "Trade data"'
as one -o /dev/null -f - <<EOSQL
CREATE SCHEMA one;
CREATE TABLE "the %s ""flows""" ("from %I" text, "to'" text, "Product;" text, "when" date, "\$1" numeric);
INSERT INTO "the %s ""flows"""
SELECT e, i, '854231', m::date, CASE WHEN m < '2022-03-01' THEN before ELSE after END * 1000.0
FROM (VALUES ('DE', 'RUS', 900, 40), ('DE', '<script>''%s"', 10, 700), ('<script>''%s"', 'RUS', 5, 620)) AS f(e, i, before, after),
     generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS m;
SELECT sanctions_monitor($(lit "$monitor"));
INSERT INTO $m.watch (name, source, target, origins, since, exporter_column, importer_column, product_column, period_column, value_column)
VALUES ($(lit "$watch"), '"the %s ""flows"""', 'RUS', 'DE', '2022-02-24', 'from %I', 'to''', 'Product;', 'when', '\$1');
SELECT sanctions_capture($(lit "$monitor"), '"the %s ""flows"""');
SELECT sanctions_monitor_grant($(lit "$monitor"), 'reader');
GRANT USAGE ON SCHEMA one TO loader;
GRANT INSERT ON "the %s ""flows""" TO loader;
EOSQL
check 'names of every kind: the refresh is done, its notice is JSON' "$(as one -c 'LISTEN sanctions' -c "CALL sanctions_refresh($(lit "$monitor"))" |
	sed -n 's/.*payload "\(.*\)" received.*/\1/p' | python3 -c 'import json, sys; print(json.load(sys.stdin))')" \
	"$(python3 -c 'import sys; print(dict(monitor=sys.argv[1], watch=sys.argv[2], product="854231", intermediary="<script>\x27%s\"", event="new", grade="traced"))' "$monitor" "$watch")"
check 'and they are text in the views' "$(as one -c "SELECT watch, intermediary_name, intermediary FROM $m.flags WHERE flagged")" "$watch|<script>'%s\"|<script>'%s\""

# a reader
views=$(as one -c "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relnamespace = $(lit "$m")::regnamespace AND relkind = 'v'")
for v in $views; do as reader -c "SELECT count(*) FROM $m.$v" | grep ERROR; done >"$tmp/seen"
check 'a reader reads every view' "$(cat "$tmp/seen")" ''
tables=$(as one -c "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = $(lit "$m")::regnamespace AND relkind = 'r'")
for t in $tables; do as reader -c "SELECT count(*) FROM $m.$t" | grep -o 'permission denied'; done | sort | uniq -c >"$tmp/seen"
as one -o /dev/null -c "CREATE VIEW $m.mine AS SELECT 1 AS a" -c "SELECT sanctions_monitor_grant($(lit "$monitor"), 'reader')"
check 'nor a view of the owner in the same schema' "$(as reader -c "TABLE $m.mine" | grep -o 'permission denied'; as one -c "DROP VIEW $m.mine")" 'permission denied'
check 'and no table' "$(tr -s ' ' <"$tmp/seen")" " $(wc -w <<<"$tables") permission denied"
check 'nor the source' "$(as reader -c "SELECT count(*) FROM one.\"the %s \"\"flows\"\"\"" | grep -c 'permission denied')" 1
check 'nor does it refresh' "$(as reader -c "CALL sanctions_refresh($(lit "$monitor"))" | grep -c 'permission denied')" 1

# a loader
check 'a loader loads' "$(as loader -c "INSERT INTO one.\"the %s \"\"flows\"\"\" VALUES ('DE', '<script>''%s\"', '854231', '2023-12-01', 5)")" ''
check 'and what it loaded is captured' "$(as one -c "SELECT pending_deltas > 0 FROM $m.health" -c "SELECT * FROM sanctions_check($(lit "$monitor"))")" t
check 'it writes no change by hand' "$(as loader -c "INSERT INTO $m.delta (capture, shape) VALUES (1, '')" | grep -c 'permission denied')" 1
check 'and calls no trigger function' "$(as loader -c "CREATE TEMP TABLE t (a integer)" -c "CREATE TRIGGER t AFTER INSERT ON t EXECUTE FUNCTION $m.capture_1()" | grep -c 'permission denied')" 1
check 'a trigger function that writes belongs to the owner, has a fixed path and is nobody else'"'"'s' "$(as one -c "SELECT proowner::regrole, prosecdef, proconfig[1], proacl FROM pg_proc
	WHERE pronamespace = $(lit "$m")::regnamespace AND proname = 'capture_1'")" 'one|t|search_path=pg_catalog, pg_temp|{one=X/one}'
as one -o /dev/null -c 'ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO loader, "two" WITH GRANT OPTION' -c 'CREATE TABLE given_away (exporter text, importer text, product text, period date, value numeric)' \
	-c "SELECT sanctions_capture($(lit "$monitor"), 'given_away')"
check 'whatever default privileges give' "$(as one -c "SELECT DISTINCT proacl FROM pg_proc WHERE pronamespace = $(lit "$m")::regnamespace AND prosecdef")" '{one=X/one}'
as one -o /dev/null -c 'ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM loader, two' -c 'DROP TABLE given_away'
check 'who does not own the source does not capture it' "$(as two -c "SELECT sanctions_monitor('second')" -c "SELECT sanctions_capture('second', 'pg_catalog.pg_class')" | grep -cE 'has no column|must be owner')" 1
as one -o /dev/null -c "GRANT SELECT ON one.\"the %s \"\"flows\"\"\" TO two" -c 'GRANT USAGE ON SCHEMA one TO two'
as two -o /dev/null -c "INSERT INTO second.watch (name, source, target, origins, since, exporter_column, importer_column, product_column, period_column, value_column)
	VALUES ('w', 'one.\"the %s \"\"flows\"\"\"', 'RUS', 'DE', '2022-02-24', 'from %I', 'to''', 'Product;', 'when', '\$1')" -c "CALL sanctions_refresh('second')"
check 'another owner reads the source that may be read' "$(as two -c 'SELECT count(*) FROM second.flags WHERE flagged')" 1
as one -o /dev/null -c 'CREATE TABLE one.partly (exporter text, importer text, product text, period date, value numeric, quantity float8)' -c 'GRANT SELECT (exporter, importer, product, period, value) ON one.partly TO two'
check 'a column that may not be read shows when a watch is written' "$(as two -c "INSERT INTO second.watch (name, source, target, origins, since) VALUES ('partly', 'one.partly', 'RUS', 'DE', '2022-02-24')" \
	-c "UPDATE second.watch SET quantity_column = NULL WHERE name = 'partly'" -c "DELETE FROM second.watch WHERE name = 'partly'" | grep -c 'you may not read column "quantity" of one.partly')" 1
check 'but captures it not' "$(as two -c "SELECT sanctions_capture('second', 'one.\"the %s \"\"flows\"\"\"')" | grep -c 'must be owner')" 1
check 'two owners do not see each other' "$(as two -c "SELECT count(*) FROM $m.flags" | grep -c 'permission denied'; as one -c 'SELECT count(*) FROM second.flags' | grep -c 'permission denied')" $'1\n1'
check 'a superuser who captures gives the function to the owner of the monitor' "$(as postgres -o /dev/null -c "SELECT sanctions_capture($(lit "$monitor"), 'one.\"the %s \"\"flows\"\"\"')";
	as one -c "SELECT DISTINCT proowner::regrole FROM pg_proc WHERE pronamespace = $(lit "$m")::regnamespace")" one

# an owner of a source who gives its columns a type of his own
as postgres -o /dev/null -c "SELECT sanctions_monitor('theirs')"
as two -o /dev/null -f - <<'EOSQL'
CREATE SCHEMA two;
CREATE TABLE two.flows (exporter text, importer text, product text, period date, value numeric, quantity float8);
CREATE TABLE two.seen (who text);
CREATE DOMAIN two.amount AS numeric;
CREATE TYPE two.odd AS (x numeric);
CREATE FUNCTION two.odd(numeric) RETURNS two.odd LANGUAGE sql AS 'SELECT ROW($1)::two.odd';
CREATE FUNCTION two.read(two.odd) RETURNS numeric LANGUAGE plpgsql AS 'BEGIN INSERT INTO two.seen VALUES (current_user); RETURN 1; END';
CREATE CAST (two.odd AS numeric) WITH FUNCTION two.read(two.odd);
ALTER TABLE two.flows ALTER COLUMN value TYPE two.amount;
EOSQL
as postgres -o /dev/null -c "SELECT sanctions_capture('theirs', 'two.flows')"
check 'a column may be of a domain' "$(as two -c "INSERT INTO two.flows VALUES ('DE', 'KAZ', '854231', '2023-12-01', 5)"; as postgres -c 'SELECT count(*) FROM theirs.delta WHERE products IS NOT NULL')" 1
as two -o /dev/null -c 'ALTER TABLE two.flows ALTER COLUMN value TYPE two.odd USING two.odd(value)' -c "INSERT INTO two.flows VALUES ('DE', 'KAZ', '854231', '2023-12-01', ROW(5)::two.odd)"
check 'casts of the owner of a source do not run as the owner of the monitor: it is read anew' \
	"$(as two -c 'SELECT count(*) FROM two.seen'; as postgres -c 'SELECT count(*) FROM theirs.delta WHERE products IS NULL')" $'0\n1'
# and a type that changes while a refresh waits for the table is looked at after the wait
as two -o /dev/null -c 'ALTER TABLE two.flows ALTER COLUMN value TYPE numeric USING 5'
as postgres -o /dev/null -c "SELECT sanctions_release('theirs', 'two.flows')" -c "INSERT INTO theirs.watch (name, source, target, origins, since) VALUES ('w', 'two.flows', 'RUS', 'DE', '2022-02-24')"
for isolation in 'read committed' 'repeatable read'; do
	as two -o /dev/null -c 'ALTER TABLE two.flows ALTER COLUMN value TYPE numeric USING 5' -c BEGIN -c 'ALTER TABLE two.flows ALTER COLUMN value TYPE two.odd USING two.odd(value)' -c "DO \$\$ BEGIN FOR i IN 1..300 LOOP
		EXIT WHEN EXISTS (SELECT FROM pg_locks WHERE relation = 'two.flows'::regclass AND NOT granted); PERFORM pg_sleep(0.1); END LOOP; END \$\$" -c COMMIT >"$tmp/altered" &
	eventually "SELECT count(*) = 1 FROM pg_locks WHERE relation = 'two.flows'::regclass AND mode = 'AccessExclusiveLock'" $n -d base
	as postgres -c "SET default_transaction_isolation = '$isolation'" -c "CALL sanctions_refresh('theirs')" >"$tmp/refreshed"
	wait
	check "casts that come while a refresh waits do not run, $isolation" "$(as postgres -c 'SELECT sqlstate FROM theirs.runs ORDER BY run DESC LIMIT 1'; as two -c 'SELECT count(*) FROM two.seen')" $'42804\n0'
done

# policies that come after the capture, and go
as one -o /dev/null -c 'CREATE TABLE hidden (exporter text, importer text, product text, period date, value numeric)' \
	-c "INSERT INTO hidden SELECT e, i, '854231', m::date, 5 FROM (VALUES ('DE', 'RUS'), ('KG', 'RUS')) AS f(e, i), generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS m" \
	-c "SELECT sanctions_capture($(lit "$monitor"), 'hidden')" -c "INSERT INTO $m.watch (name, source, target, origins, since) VALUES ('hidden', 'hidden', 'RUS', 'DE', '2022-02-24')" \
	-c "CALL sanctions_refresh($(lit "$monitor"))" -c "CREATE POLICY germany ON hidden USING (exporter = 'DE')" -c 'ALTER TABLE hidden ENABLE ROW LEVEL SECURITY' -c 'ALTER TABLE hidden FORCE ROW LEVEL SECURITY' \
	-c "CALL sanctions_refresh($(lit "$monitor"))"
check 'rows that a policy hides from the owner are in no state of his' "$(as one -c "SELECT * FROM sanctions_check($(lit "$monitor"))" -c "SELECT count(*) FROM $m.flags WHERE watch = 'hidden'")" 0
as one -o /dev/null -c 'ALTER TABLE hidden NO FORCE ROW LEVEL SECURITY' -c "CALL sanctions_refresh($(lit "$monitor"))" -c "INSERT INTO hidden VALUES ('KG', 'RUS', '854231', '2023-12-01', 5)" -c "CALL sanctions_refresh($(lit "$monitor"))"
check 'and are again when it hides them no more, by their changes' "$(as one -c "SELECT * FROM sanctions_check($(lit "$monitor"))" -c "SELECT count(*) FROM $m.flags WHERE watch = 'hidden'" \
	-c "SELECT rebuilt FROM $m.runs WHERE watch = 'hidden' ORDER BY run DESC LIMIT 1")" $'1\nf'
as one -o /dev/null -c "DELETE FROM $m.watch WHERE name = 'hidden'" -c "SELECT sanctions_release($(lit "$monitor"), 'hidden')" -c 'DROP TABLE hidden'

# names that the owner of a trigger function left to others
as postgres -o /dev/null -c 'CREATE SCHEMA vacated' -c "SELECT sanctions_monitor('left')" -c 'CREATE TABLE vacated.flows (exporter text, importer text, product text, period date, value numeric)' -c "SELECT sanctions_capture('left', 'vacated.flows')" \
	-c 'GRANT USAGE ON SCHEMA vacated TO two' -c 'GRANT INSERT ON vacated.flows TO two' -c 'ALTER SCHEMA "left" RENAME TO moved'
loads="INSERT INTO vacated.flows (exporter, importer, product, period, value) VALUES ('DE', 'KAZ', '854231', '2023-12-01', 5)"
planted="CREATE FUNCTION %s.planted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO two.seen VALUES (current_user); RETURN NULL; END';
	CREATE TRIGGER planted BEFORE INSERT ON %s.delta EXECUTE FUNCTION %s.planted(); GRANT ALL ON %s.delta TO PUBLIC; GRANT USAGE ON SCHEMA %s TO PUBLIC;"
as two -o /dev/null -c 'CREATE SCHEMA "left"' -c 'CREATE TABLE "left".delta AS TABLE second.delta LIMIT 0' -c "${planted//%s/\"left\"}" -c "$loads"
check 'a schema of the name that a monitor had gets none of its changes' "$(as two -c 'SELECT count(*) FROM two.seen'; as postgres -c 'SELECT count(*) FROM moved.delta WHERE products IS NOT NULL')" $'0\n1'
as postgres -o /dev/null -c 'CREATE SCHEMA lent AUTHORIZATION two' -c "SELECT sanctions_monitor('lent')"
check 'who owns the schema of a monitor, but not its tables, cannot put others in their place' "$(as postgres -v VERBOSITY=verbose -c "SELECT sanctions_capture('lent', 'vacated.flows')" | grep -o '55000: schema.*')" \
	'55000: schema "lent" belongs to "two", and its table delta to "postgres"'
as postgres -o /dev/null -c 'CREATE SCHEMA given AUTHORIZATION two' -c 'SET ROLE two' -c "SELECT sanctions_monitor('given')" -c 'RESET ROLE'
check 'but may have a monitor of his own there' "$(as postgres -o /dev/null -c "SELECT sanctions_capture('given', 'vacated.flows')"; as two -c "$loads" -c 'SELECT count(*) FROM given.delta')" 1
as postgres -o /dev/null -c "SELECT sanctions_monitor('public')" -c 'ALTER TABLE vacated.flows FORCE ROW LEVEL SECURITY' -c "SELECT sanctions_release('given', 'vacated.flows')" -c 'ALTER TABLE vacated.flows NO FORCE ROW LEVEL SECURITY'
check 'the schema public is the owner'"'"'s of the database' "$(as postgres -c "SELECT sanctions_capture('public', 'vacated.flows')" | grep -o 'schema "public".*')" 'schema "public" belongs to "one", and its table delta to "postgres"'

# and after the capture
plant() {
	as two -o /dev/null -c 'SET client_min_messages = warning' "${@:2}" -c "CREATE TABLE $1.delta AS TABLE second.delta LIMIT 0" -c "${planted//%s/$1}"
}
unseen() { as two -c 'SELECT count(*) FROM two.seen'; }
monitor_of_a_superuser() {
	as postgres -o /dev/null -c 'SET client_min_messages = warning' -c 'DROP SCHEMA IF EXISTS later CASCADE' -c "SELECT sanctions_monitor('later')" -c "SELECT sanctions_capture('later', 'vacated.flows')"
}
monitor_of_a_superuser
as postgres -o /dev/null -c 'ALTER SCHEMA later OWNER TO two'
plant later -c 'DROP TABLE later.delta CASCADE'
check 'nor can who gets the schema after the capture: the writer is told' "$(as two -v VERBOSITY=verbose -c "$loads" | grep -oE '55000: function.*'; unseen)" \
	$'55000: function "capture_1" belongs to "postgres", and table delta of monitor "later" to "two"\n0'
monitor_of_a_superuser
as postgres -o /dev/null -c 'ALTER SCHEMA later OWNER TO two'
check 'before he puts a table there, too' "$(as two -v VERBOSITY=verbose -c "$loads" | grep -oE '55000: schema.*')" '55000: schema "later" belongs to "two", and its table delta to "postgres"'
monitor_of_a_superuser
as postgres -o /dev/null -c 'ALTER TABLE later.delta OWNER TO two' -c 'GRANT USAGE ON SCHEMA later TO two'
as two -o /dev/null -c 'CREATE TRIGGER planted BEFORE INSERT ON later.delta EXECUTE FUNCTION "left".planted()'
check 'nor who gets the table' "$(as two -c "$loads" | grep -o 'function "capture_1" belongs to "postgres"'; unseen)" $'function "capture_1" belongs to "postgres"\n0'
monitor_of_a_superuser
AS=two PGOPTIONS='-c default_transaction_isolation=repeatable\ read' session $n old
say old '\c base'
say old 'BEGIN; SELECT 1;'
eventually "SELECT count(*) = 1 FROM pg_stat_activity WHERE usename = 'two' AND backend_xmin IS NOT NULL AND state = 'idle in transaction'" $n
as postgres -o /dev/null -c 'ALTER SCHEMA later RENAME TO elsewhere'
plant later -c 'CREATE SCHEMA later'
say old "$loads; COMMIT;"
close old
wait
check 'a snapshot that is older than the name finds the monitor all the same' "$(grep -v 1 "$tmp/old.out"; unseen; as postgres -c 'SELECT count(*) FROM elsewhere.delta')" $'0\n1'
check 'nobody locks a table of changes into which he may not write' "$(as two -c "SELECT sanctions_capture_target(tgrelid, tgname) FROM pg_trigger WHERE tgfoid = 'elsewhere.capture_1'::regproc" | grep -o 'permission denied for schema elsewhere'
	as postgres -o /dev/null -c 'GRANT USAGE ON SCHEMA elsewhere TO two'; as two -c "SELECT sanctions_capture_keeper('elsewhere')" | grep -o 'permission denied for table delta')" \
	$'permission denied for schema elsewhere\npermission denied for table delta'
as postgres -o /dev/null -c 'SET client_min_messages = warning' -c 'DROP SCHEMA elsewhere, later CASCADE'

# dump and restore
as one -o /dev/null -c "CALL sanctions_refresh($(lit "$monitor"))"
PGHOST=$tmp PGPORT=$n PGUSER=one pg_dump -n one -n "$m" -n '"Trade data"' -e sanctions base >"$tmp/dump.sql" 2>"$tmp/dump.log" || cat "$tmp/dump.log"
AS=one on $n -d again -o /dev/null -f "$tmp/dump.sql" >"$tmp/restore.log"
check 'a dump by the owner restores' "$(cat "$tmp/dump.log" "$tmp/restore.log")" ''
again() { AS=one on $n -d again -c 'SET search_path = one, "Trade data"' "$@"; }
content="SELECT md5(string_agg(to_jsonb(f)::text, '' ORDER BY f.intermediary)) FROM $m.flag AS f"
check 'with its flags' "$(again -c "$content")" "$(as one -c "$content")"
again -o /dev/null -c "CALL sanctions_refresh($(lit "$monitor"))" -c "INSERT INTO \"the %s \"\"flows\"\"\" VALUES ('DE', 'KAZ', '854231', '2023-12-01', 5)" -c "CALL sanctions_refresh($(lit "$monitor"))"
check 'and goes on: its source is captured, the state exact' "$(again -c "SELECT rebuilt FROM $m.runs ORDER BY run DESC LIMIT 1" -c "SELECT * FROM sanctions_check($(lit "$monitor"))")" f
check 'without an event that had been told' "$(again -c "SELECT count(*) FROM $m.flag_event")" "$(as one -c "SELECT count(*) FROM $m.flag_event")"

# without the extension
as postgres -o /dev/null -c 'CREATE SCHEMA kept' -c 'CREATE TABLE kept.flows AS TABLE vacated.flows' -c "SELECT sanctions_capture('moved', 'kept.flows')" -c 'GRANT USAGE ON SCHEMA kept TO two' -c 'GRANT INSERT ON kept.flows TO two' \
	-c 'SET client_min_messages = warning' -c 'DROP EXTENSION sanctions CASCADE' -c 'ALTER SCHEMA "Trade data" RENAME TO gone'
as two -o /dev/null -c 'CREATE SCHEMA "Trade data"' -c 'GRANT USAGE ON SCHEMA "Trade data" TO PUBLIC' \
	-c "CREATE FUNCTION \"Trade data\".sanctions_capture_target(oid, name) RETURNS text LANGUAGE plpgsql AS 'BEGIN INSERT INTO two.seen VALUES (current_user); RETURN NULL; END'" -c "${loads/vacated/kept}"
check 'what captures goes with the extension, whose names are others'"'"' then' "$(as two -c 'SELECT count(*) FROM two.seen'; as postgres -c "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'sanctions%'")" $'0\n0'
echo "1..$tests"
