#!/usr/bin/env bash
# Jobs: what a session that listens hears, once an event; and pg_cron, where it is
# installed, runs a refresh.
. "$SRCDIR/test/t/cluster.sh"
cron=$(psql -XAtq -d postgres -c "SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_cron'")
lines=()
[ "$cron" = 0 ] || lines=("shared_preload_libraries = 'pg_cron'" 'cron.use_background_workers = on' "cron.database_name = 'postgres'")
need 'a server starts' node_create 54713 "${lines[@]}"
n=54713
on $n -v VERBOSITY=terse -o /dev/null -f - <<'EOSQL'
SET client_min_messages = warning;
CREATE EXTENSION sanctions;
CREATE TABLE flows (exporter country_code, importer country_code, product hs_code, period date, value float8, quantity float8);
INSERT INTO flows
SELECT e::country_code, i::country_code, '854231', m::date, CASE WHEN m < '2022-03-01' THEN before ELSE after END * 1000.0
FROM (VALUES ('DE', 'RUS', 900, 40), ('DE', 'KGZ', 10, 700), ('KGZ', 'RUS', 5, 620), ('CN', 'RUS', 500, 1500)) AS f(e, i, before, after),
     generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS m;
SELECT sanctions_monitor('m');
INSERT INTO m.watch (name, source, target, origins, since, placebo) VALUES ('chips', 'flows', 'RUS', 'GECC', '2022-02-24', false);
SELECT sanctions_capture('m', 'flows');
EOSQL
session $n ear
say ear 'LISTEN sanctions;'
heard() {
	say ear "SELECT 'done $1';"
	for _ in $(seq 100); do grep -q "done $1" "$tmp/ear.out" && break; sleep 0.1; done
	sed -n 's/.*payload "\(.*\)" received.*/\1/p' "$tmp/ear.out"
	: >"$tmp/ear.out"
}
heard begin >/dev/null

# what a job does: nothing but the call
if [ "$cron" != 0 ]; then
	on $n -o /dev/null -c 'CREATE EXTENSION pg_cron' -c "SELECT cron.schedule('watch', '* * * * *', \$\$CALL sanctions_refresh('m')\$\$)"
	for _ in $(seq 80); do [ "$(on $n -c "SELECT count(*) FROM cron.job_run_details WHERE status = 'succeeded'")" = 0 ] || break; sleep 1; done
	check 'pg_cron runs the refresh' "$(on $n -c 'SELECT DISTINCT status FROM cron.job_run_details' -c 'SELECT status FROM m.runs')" $'succeeded\nok'
	on $n -o /dev/null -c "SELECT cron.unschedule('watch')"
else
	tests=$((tests + 1))
	echo "ok $tests - pg_cron runs the refresh # skip pg_cron is not installed"
	on $n -c "CALL sanctions_refresh('m')"
fi
new='{"monitor":"m","watch":"chips","product":"854231","intermediary":"KGZ","event":"new","grade":"traced"}'
check 'a new flag is one notice' "$(heard new)" "$new"
check 'one event, one flag' "$(on $n -c "SELECT (SELECT count(*) FROM m.flag_history WHERE event = 'new'), (SELECT count(*) FROM m.flags WHERE flagged)")" '1|1'
on $n -c "CALL sanctions_refresh('m')"
check 'a refresh without change says nothing and screens nothing' "$(heard same)$(on $n -c 'SELECT products_screened FROM m.runs ORDER BY run DESC LIMIT 1')" 0
on $n -c "UPDATE flows SET value = value / 100 WHERE exporter = 'DE' AND importer = 'KGZ' AND period > '2022-03-01'" -c "CALL sanctions_refresh('m')"
check 'a flag that goes is told' "$(heard cleared)" '{"monitor":"m","watch":"chips","product":"854231","intermediary":"KGZ","event":"cleared","grade":null}'
on $n -c "UPDATE flows SET value = value * 100 WHERE exporter = 'DE' AND importer = 'KGZ' AND period > '2022-03-01'" -c "CALL sanctions_refresh('m')"
check 'one that comes again, too' "$(heard returned)" "${new/new/returned}"
check 'the history has all of it' "$(on $n -c "SELECT string_agg(event, ' ' ORDER BY at) FROM m.flag_history")" 'new cleared returned'

# history is kept as long as the watch says
on $n -o /dev/null -c "UPDATE flows SET value = value / 100 WHERE exporter = 'DE' AND importer = 'KGZ' AND period > '2022-03-01'" -c "CALL sanctions_refresh('m')" \
	-c "UPDATE m.watch SET keep_history = '1 microsecond'" -c "CALL sanctions_refresh('m')" -c "CALL sanctions_refresh('m')"
check 'what is older than keep_history goes, with the runs behind it' "$(on $n -c 'SELECT (SELECT count(*) FROM m.flag_history), (SELECT count(*) FROM m.run WHERE id NOT IN (SELECT run FROM m.flag))')" '0|1'

# a refresh that fails is seen by the shell
on $n -c 'ALTER TABLE flows RENAME TO other'
on $n -c "CALL sanctions_refresh('m')" >/dev/null
check 'psql ends with a code that cron sees' $? 1
for i in 1 2 3; do on $n -c "CALL sanctions_refresh('m')"; done >/dev/null
check 'health says since when' "$(on $n -c 'SELECT status, last_sqlstate, age > 0 FROM m.health')" 'failed|42P01|t'
close ear
echo "1..$tests"
