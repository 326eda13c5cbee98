#!/usr/bin/env bash
# A monitor under faults: backends and the postmaster killed with -9 in refreshes and in
# captured writes, a refresh that is cancelled, two at once, a capture within one, sources that are dropped,
# renamed or revoked, a full disk.  Whatever happens, the next refresh gives the bytes,
# flags and events of a monitor to which nothing happened.  MONITOR_KILLS=100 is the long form.
. "$SRCDIR/test/t/cluster.sh"
kills=${MONITOR_KILLS:-10}
RANDOM=${MONITOR_SEED:-7}
need 'a server starts' node_create 54711 'restart_after_crash = on'
n=54711
on $n -v VERBOSITY=terse -o /dev/null -f - <<'EOSQL' || exit 1
SET client_min_messages = warning;
CREATE EXTENSION sanctions;
CREATE TABLE flows (exporter country_code, importer country_code, product hs_code, period date, value float8, quantity float8);
CREATE TABLE steps (step integer);
INSERT INTO flows
SELECT e::country_code, i::country_code, p::hs_code, m::date, CASE WHEN m < '2022-03-01' THEN before ELSE after END * 1000.0
FROM unnest('{854231,854232,854233,851762,853400,854110}'::text[]) AS p,
     (VALUES ('DE', 'RUS', 900, 40), ('DE', 'KGZ', 10, 700), ('KGZ', 'RUS', 5, 620), ('CN', 'RUS', 500, 1500)) AS f(e, i, before, after),
     generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS m;
SELECT sanctions_monitor('m');
INSERT INTO m.watch (name, source, target, origins, since, per, placebo)
VALUES ('each', 'flows', 'RUS', 'GECC', '2022-02-24', 'product', false), ('basket', 'flows', 'RUS', 'GECC', '2022-02-24', 'list', false);
SELECT sanctions_capture('m', 'flows');
CALL sanctions_refresh('m');
EOSQL

# A writer that turns flags of one product after the other off and on, a statement each.
for step in $(seq 400); do
	code=$(shuf -n 1 -e 854231 854232 854233 851762 853400 854110 --random-source=<(yes $step))
	case $((step % 3)) in
		0) echo "UPDATE flows SET value = value * CASE WHEN value > 100000 THEN 0.001 ELSE 1000 END WHERE exporter = 'DE' AND importer = 'KGZ' AND period > '2022-03-01' AND product = '$code';" ;;
		1) echo "INSERT INTO flows SELECT 'TUR', 'RUS', '$code', '2023-05-01', $step FROM generate_series(1, 50);" ;;
		2) echo "DELETE FROM flows WHERE exporter = 'TUR' AND value < $step - 9;" ;;
	esac
done >"$tmp/writes.sql"

victim() { on $n -c "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query ~ '$1' AND backend_type = 'client backend' LIMIT 1" 2>/dev/null; }
up() {
	local try
	for try in $(seq 100); do
		[ "$(on $n -c 'SELECT 1')" != 1 ] || return 0
		[ -f "$tmp/$n/postmaster.pid" ] && kill -0 "$(head -n 1 "$tmp/$n/postmaster.pid")" 2>/dev/null || node_start $n >/dev/null 2>&1
		sleep 0.1
	done
	return 1
}
died=0
for kill in $(seq "$kills"); do
	(while [ ! -e "$tmp/stop" ]; do on $n -f "$tmp/writes.sql"; done) >/dev/null 2>&1 &
	writer=$!
	(while [ ! -e "$tmp/stop" ]; do on $n -c "CALL sanctions_refresh('m')"; done) >/dev/null 2>&1 &
	refresher=$!
	sleep 0.$((RANDOM % 8 + 1))
	case $((RANDOM % 3)) in
		0) pid=$(victim sanctions_refresh) ;;
		1) pid=$(victim flows) ;;
		2) pid=$(head -n 1 "$tmp/$n/postmaster.pid") ;;
	esac
	[ -z "$pid" ] || { kill -9 "$pid" && died=$((died + 1)); }
	touch "$tmp/stop"
	wait $writer $refresher
	rm -f "$tmp/stop"
	up || { check 'the server is up again' no yes; break; }
done
check "something was killed" "$([ $died -gt $((kills / 3)) ] && echo yes)" yes
on $n -c "CALL sanctions_refresh('m')" >/dev/null
check 'after kill -9 the state is one pass over the rows' "$(on $n -c "SELECT * FROM sanctions_check('m')")" ''
check 'and nothing waits' "$(on $n -c 'SELECT count(*) FROM m.delta')" 0

# Another monitor, to which nothing happened.
on $n -o /dev/null -c "SELECT sanctions_monitor('fresh')" -c "INSERT INTO fresh.watch SELECT * FROM m.watch" -c "CALL sanctions_refresh('fresh')"
flags() { on $n -c "SELECT md5(string_agg((to_jsonb(f) - 'run')::text, ' ' ORDER BY watch, product, intermediary)), count(*) > 0 FROM $1.flag AS f"; }
check 'flags are those of a monitor to which nothing happened' "$(flags m)" "$(flags fresh)"
check 'there are flags of both kinds of watch' "$(on $n -c 'SELECT count(DISTINCT watch) FROM m.flags')" 2
events="SELECT e.*, lag(event) OVER w AS previous, lead(event) OVER w IS NULL AS last FROM m.flag_event AS e WINDOW w AS (PARTITION BY watch, product, intermediary ORDER BY id)"
check 'events come in turn: none twice, none lost' "$(on $n -c "SELECT watch, product, intermediary, previous, event FROM ($events) AS e
	WHERE NOT CASE event WHEN 'new' THEN previous IS NULL WHEN 'cleared' THEN previous IN ('new', 'returned', 'changed') WHEN 'returned' THEN previous = 'cleared' ELSE previous <> 'cleared' END")" ''
check 'and the last of each says what the flag is' "$(on $n -c "SELECT watch, product, intermediary FROM ($events) AS e
	FULL JOIN (SELECT * FROM m.flag WHERE grade IS NOT NULL) AS f USING (watch, product, intermediary)
	WHERE coalesce(last, true) AND (event IS DISTINCT FROM 'cleared' AND event IS NOT NULL) <> (f.grade IS NOT NULL)")" ''
check 'flags came and went' "$(on $n -c "SELECT count(*) > 2 FROM m.flag_event")" t
check 'a run that was killed is told as interrupted' "$(on $n -c "SELECT count(*) FROM m.runs WHERE status = 'running'")" 0

# A refresh that is cancelled.
before=$(flags m)
on $n -c "UPDATE flows SET value = value * 1.01" -c "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NEW; END'" \
	-c "CREATE TRIGGER slow BEFORE INSERT OR UPDATE ON m.flag FOR EACH ROW EXECUTE FUNCTION slow()"
on $n -c "CALL sanctions_refresh('m', 'each')" >"$tmp/cancelled" 2>&1 &
eventually "SELECT count(*) = 1 FROM pg_stat_activity WHERE query ~ '^CALL sanctions_refresh' AND wait_event = 'PgSleep'" $n
check 'a refresh that runs says so' "$(on $n -c "SELECT status FROM m.runs WHERE watch = 'each' ORDER BY run DESC LIMIT 1")" running
check 'another one at once passes the watch over' "$(on $n -c "CALL sanctions_refresh('m', 'each')")" 'NOTICE:  watch "each" is being refreshed'
check 'application_name tells which' "$(on $n -c "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'sanctions %'" )" 1
on $n -o /dev/null -c "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query ~ '^CALL sanctions_refresh' AND pid <> pg_backend_pid()"
wait
check 'cancelled, it says so' "$(grep -c 'ERROR:  canceling statement due to user request' "$tmp/cancelled")" 1
check 'the run has the code' "$(on $n -c "SELECT status, sqlstate FROM m.runs WHERE watch = 'each' ORDER BY run DESC LIMIT 1")" 'failed|57014'
check 'the last good flags stay' "$(flags m)" "$before"
on $n -o /dev/null -c 'DROP TRIGGER slow ON m.flag' -c "CALL sanctions_refresh('m')"
check 'the next refresh goes on from there' "$(on $n -c "SELECT rebuilt FROM m.runs WHERE watch = 'each' ORDER BY run DESC LIMIT 1" -c "SELECT * FROM sanctions_check('m')")" f

# A capture that begins between the two steps of a refresh: what is written while the second reads was kept for nobody.
session $n slow
say slow "SELECT sanctions_refresh_begin('m', 'each') AS run \gset"
say slow "SELECT * FROM sanctions_refresh_step('m', 'each', :run, false);"
say slow "SELECT 'prepared';"
eventually_says() { for _ in $(seq 300); do ! grep -q "$1" "$tmp/slow.out" || return 0; sleep 0.1; done; return 1; }
eventually_says prepared
on $n -o /dev/null -c "SELECT sanctions_capture('m', 'flows')"
say slow "BEGIN; SELECT * FROM sanctions_refresh_step('m', 'each', :run, true); SELECT 'read';"
eventually_says '^read'
on $n -c "INSERT INTO flows VALUES ('DE', 'RUS', '854231', '2022-01-01', 1)" -c "CALL sanctions_refresh('m', 'basket')"
say slow "COMMIT; SELECT 'done';"
eventually_says done
close slow
on $n -c "CALL sanctions_refresh('m')"
check 'a capture that begins within a refresh' "$(on $n -c "SELECT * FROM sanctions_check('m')")" ''

# Sources that are gone, renamed, revoked: each its own error, the others done.
on $n -o /dev/null -c 'CREATE ROLE keeper' -c 'GRANT CREATE ON DATABASE postgres TO keeper' -c 'CREATE TABLE gone AS TABLE flows' -c 'CREATE TABLE renamed AS TABLE flows' -c 'CREATE TABLE revoked AS TABLE flows' \
	-c 'CREATE TABLE kept AS TABLE flows' -c 'GRANT SELECT ON gone, renamed, revoked, kept TO keeper' -c 'SET ROLE keeper' -c "SELECT sanctions_monitor('k')" \
	-c "INSERT INTO k.watch (name, source, target, origins, since, placebo) SELECT s, s, 'RUS', 'GECC', '2022-02-24', false FROM unnest('{gone,renamed,revoked,kept}'::text[]) AS s" -c "CALL sanctions_refresh('k')" \
	-c 'RESET ROLE' -c 'DROP TABLE gone' -c 'ALTER TABLE renamed RENAME TO other' -c 'REVOKE SELECT ON revoked FROM keeper' -c 'UPDATE kept SET value = value + 1'
check 'at the end the watches that failed are named' "$(on $n -c 'SET ROLE keeper' -c "CALL sanctions_refresh('k')" | grep ERROR | sed 's/.*ERROR: *//')" 'watches that failed: gone, renamed, revoked'
check 'each with its own error, the other done' "$(on $n -c 'SELECT DISTINCT ON (watch) watch, status, sqlstate FROM k.runs ORDER BY watch, run DESC' | tr '\n' ' ')" 'gone|failed|42P01 kept|ok| renamed|failed|42P01 revoked|failed|42501 '
check 'the check says what cannot be read' "$(on $n -c 'SET ROLE keeper' -c "SELECT watch, detail FROM sanctions_check('k')" | tr '\n' ' ')" 'gone|relation "public.gone" does not exist renamed|relation "public.renamed" does not exist revoked|permission denied for table revoked '

# A full disk, as far as a process may be held to files of some size.
"$bin/pg_ctl" -D "$tmp/$n" -m fast -w stop >/dev/null
(ulimit -f 20000; node_start $n) >/dev/null
on $n -v VERBOSITY=verbose -c "DO \$\$ BEGIN FOR i IN 1..200000 LOOP INSERT INTO flows VALUES ('DE', 'RUS', '854231', '2022-01-01', i); END LOOP; END \$\$" >"$tmp/full"
check 'what cannot be kept for the monitor cannot be written' "$(grep -cE 'ERROR: .*could not (extend|write)' "$tmp/full")" 1
check 'and leaves nothing behind' "$(on $n -c "SELECT (SELECT count(*) FROM m.delta), count(*) FROM sanctions_check('m')")" '0|0'
"$bin/pg_ctl" -D "$tmp/$n" -m fast -w stop >/dev/null
node_start $n >/dev/null
check 'with space again all goes on' "$(on $n -c "INSERT INTO flows VALUES ('DE', 'RUS', '854231', '2022-01-01', 1)" -c "CALL sanctions_refresh('m')" -c "SELECT * FROM sanctions_check('m')" \
	-c 'SELECT DISTINCT ON (watch) status FROM m.runs ORDER BY watch, run DESC' | tr '\n' ' ')" 'ok ok '
echo "1..$tests"
