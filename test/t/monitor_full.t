#!/usr/bin/env bash
# A disk that is full: a small file system of its own, in which tables of a monitor lie.
# Refresh, capture and import say 53100 and leave nothing, and with space again the next
# run gives what one pass over the source gives.  Skipped where nothing may be mounted.
. "$SRCDIR/test/t/cluster.sh"
mkdir "$tmp/disk"
if ! unshare -Urm sh -c "mount -t tmpfs -o size=1m none '$tmp/disk' && exec unshare -U --map-user=1000 true" 2>/dev/null; then
	echo '1..0 # SKIP no file system can be mounted here'
	exit 0
fi
node_start() {
	unshare -Urm sh -c "mount -t tmpfs -o size=6m none '$tmp/disk' && exec unshare -U --map-user=1000 '$bin/pg_ctl' -D '$tmp/$1' -l '$tmp/$1.log' -w -t 60 start"
}
need 'a server starts' node_create 54721
n=54721
shell() { on $n -o /dev/null -c "COPY (SELECT) TO PROGRAM '$1'"; }
shell "mkdir $tmp/disk/small"
on $n -o /dev/null -v VERBOSITY=terse -f - <<EOSQL || exit 1
SET client_min_messages = warning;
CREATE EXTENSION sanctions;
CREATE TABLESPACE small LOCATION '$tmp/disk/small';
CREATE TABLE flows (exporter text, importer text, product text, period date, value float8);
INSERT INTO flows
SELECT e, i, p::text, m::date, CASE WHEN m < '2022-03-01' THEN before ELSE after END * 1000.0
FROM (VALUES ('DEU', 'RUS', 900, 40), ('DEU', 'KGZ', 10, 700), ('KGZ', 'RUS', 5, 620)) AS f(e, i, before, after),
     generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS m, generate_series(100001, 100600) AS p;
CREATE TABLE raw AS SELECT exporter::text, importer, product, period::text, value::text FROM flows;
SELECT sanctions_monitor('m');
ALTER TABLE m.state SET TABLESPACE small;
ALTER TABLE m.flag SET TABLESPACE small;
ALTER TABLE m.delta SET TABLESPACE small;
INSERT INTO m.watch (name, source, target, origins, list_name, since, coverage, placebo) VALUES ('w', 'flows', 'RUS', 'DEU', NULL, '2022-02-24', '[2021-01-01,2024-01-01)', false);
SELECT sanctions_capture('m', 'flows');
EOSQL
fill() { shell "dd if=/dev/zero of=$tmp/disk/fill bs=1k count=$1 2>&1 || true" >/dev/null; }
space() { shell "rm -f $tmp/disk/fill"; }
codes() { on $n -v VERBOSITY=verbose -c "$1" | grep -oE 'ERROR:  [0-9A-Z]{5}' | grep -oE '[0-9A-Z]{5}$'; }
last() { on $n -c 'SELECT status, sqlstate FROM m.runs ORDER BY run DESC LIMIT 1' -c "SELECT * FROM sanctions_check('m')"; }
fill 5000
check 'a refresh fails' "$(codes "CALL sanctions_refresh('m')"; last)" $'55000\nfailed|53100'
check 'and leaves nothing' "$(on $n -c 'SELECT (SELECT count(*) FROM m.state), (SELECT count(*) FROM m.flag)')" '0|0'
space
check 'with space the next is done' "$(codes "CALL sanctions_refresh('m')"; last; on $n -c 'SELECT count(*) FROM m.flags WHERE flagged')" $'ok|\n600'
fill 6000
check 'what cannot be kept for the monitor cannot be written' "$(codes 'UPDATE flows SET value = value * 1.5'; on $n -c 'SELECT count(*) FROM m.delta'; last)" $'53100\n0\nok|'
check 'an import fails, and leaves nothing' "$(codes "SET default_tablespace = small; SELECT * FROM sanctions_import('raw', 'came')"; on $n -c "SELECT to_regclass('came') IS NULL")" $'53100\nt'
space
check 'with space all goes on' "$(codes "UPDATE flows SET value = value * 1.5 WHERE product < '100100'"; codes "CALL sanctions_refresh('m')"; last; on $n -c 'SELECT rebuilt, products_screened FROM m.runs ORDER BY run DESC LIMIT 1')" $'ok|\nf|99'
echo "1..$tests"
