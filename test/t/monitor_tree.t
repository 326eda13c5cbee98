#!/usr/bin/env bash
# Captured sources of which one lies in the tree of another: a statement fires the triggers
# of the table that it names alone, so that a part does not see what is written through the
# whole.  It is not captured, and read anew while it is a part; and what is captured is exact.
. "$SRCDIR/test/t/cluster.sh"
need 'a server starts' node_create 54717
n=54717
on $n -o /dev/null -v VERBOSITY=terse -f - <<'EOSQL' || exit 1
SET client_min_messages = warning;
CREATE EXTENSION sanctions;
CREATE TABLE whole (exporter text, importer text, product text, period date, value numeric) PARTITION BY RANGE (period);
CREATE TABLE middle (LIKE whole) PARTITION BY RANGE (period);
CREATE TABLE leaf PARTITION OF middle FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
CREATE TABLE late PARTITION OF middle FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE rest PARTITION OF whole DEFAULT;
CREATE TABLE one (LIKE whole);
CREATE TABLE other (LIKE whole);
CREATE TABLE child () INHERITS (one);
INSERT INTO middle SELECT 'DEU', 'RUS', '854231', m, 5 FROM generate_series('2022-01-01'::date, '2023-12-01', '1 month') AS m;
INSERT INTO child TABLE middle;
SELECT sanctions_monitor('m');
INSERT INTO m.watch (name, source, target, origins, list_name, since, coverage, placebo)
SELECT s, s, 'RUS', 'DEU', NULL, '2022-02-24', '[2021-01-01,2024-01-01)', false FROM unnest('{whole,middle,leaf,one,other}'::text[]) AS s;
EOSQL
capture() { on $n -o /dev/null -v VERBOSITY=verbose -c "SELECT sanctions_capture('m', '$1')" | grep -oE '^(psql:.*)?ERROR:  [0-9A-Z]{5}' | grep -oE '[0-9A-Z]{5}$'; }
check 'a table of its own is captured, whatever partitions it has' "$(capture middle; capture whole; capture one; capture other)" ''
check 'a partition, and a child, are not' "$(capture leaf; capture child)" "$(printf '42809\n%.0s' 1 2)"
on $n -o /dev/null -c "CALL sanctions_refresh('m')"

# What a refresh says after statements: the watches that read their source anew, and the check.
refreshed() {
	local s statements=()
	for s in "$@"; do statements+=(-c "$s"); done
	on $n -o /dev/null "${statements[@]}" -c "CALL sanctions_refresh('m')"
	on $n -c "SELECT string_agg(watch, ' ' ORDER BY watch) FROM (SELECT DISTINCT ON (watch) watch, rebuilt FROM m.runs ORDER BY watch, run DESC) AS r WHERE rebuilt" -c "SELECT * FROM sanctions_check('m')"
}
row() { echo "INSERT INTO $1 VALUES ('DEU', 'KGZ', '854231', '2022-05-05', 7)"; }
check 'both are captured' "$(refreshed "$(row whole)" "$(row middle)" "$(row one)")" leaf
attach="ALTER TABLE whole ATTACH PARTITION middle FOR VALUES FROM ('2022-01-01') TO ('2024-01-01')"
on $n -o /dev/null -c 'DELETE FROM rest'
check 'a captured table that was a partition between two refreshes' "$(refreshed "$attach" "$(row whole)" 'ALTER TABLE whole DETACH PARTITION middle')" 'leaf middle whole'
check 'and one that becomes a partition' "$(refreshed "$attach")" 'leaf middle whole'
check 'is read anew, and the whole is captured' "$(refreshed "$(row whole)" "$(row middle)" "$(row leaf)" "UPDATE middle SET value = value + 1")" 'leaf middle'
check 'once it is none it is captured' "$(refreshed 'ALTER TABLE whole DETACH PARTITION middle' >/dev/null; refreshed "$(row whole)" "$(row middle)" "$(row leaf)")" leaf

# inheritance: what is written through one parent the other does not see
check 'a child that had two parents between two refreshes' "$(refreshed 'ALTER TABLE child INHERIT other' 'UPDATE other SET value = value * 2' 'ALTER TABLE child NO INHERIT other')" 'leaf one other'
check 'two captured parents of a child' "$(refreshed 'ALTER TABLE child INHERIT other' >/dev/null; refreshed 'UPDATE one SET value = value * 3' 'UPDATE other SET value = value * 2' "$(row child)")" 'leaf one other'

# a monitor that gets the name that another had
on $n -o /dev/null -c 'ALTER SCHEMA m RENAME TO former' -c "SELECT sanctions_monitor('m')" -c 'INSERT INTO m.watch SELECT * FROM former.watch WHERE name = '"'whole'"
check 'a monitor with the name that another had captures the same source' "$(capture whole; on $n -o /dev/null -c "CALL sanctions_refresh('m')"; refreshed "$(row whole)" "$(row rest)"; on $n -c "CALL sanctions_refresh('former')" -c "SELECT * FROM sanctions_check('former')")" ''
echo "1..$tests"
