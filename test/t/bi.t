#!/usr/bin/env bash
# What BI tools make of the views of a monitor: psycopg 2 and 3 where they are installed;
# node pg, Malloy and PostGraphile where BI_MODULES names the folder of their packages, or
# BI_INSTALL=1 lets npm fetch those of test/bi/package.json, as .ci/run does; and the statements
# that Metabase, Superset and Grafana send (test/bi/statements.sql).
set -u
database=bi_$$ role=bi_reader_$$
psql=("${PG_BIN:?}/psql" -XAtq -v ON_ERROR_STOP=1)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"; PGUSER=$super "$PG_BIN/dropdb" --if-exists --force "$database"; PGUSER=$super "${psql[@]}" -d postgres -c "DROP ROLE IF EXISTS $role"' EXIT
super=${PGUSER:-$(id -un)}
"$PG_BIN/createdb" "$database" && "${psql[@]}" -d "$database" -o /dev/null -v role="$role" -f - <<'EOSQL' || exit 1
SET client_min_messages = warning;
CREATE SCHEMA trade;
CREATE EXTENSION sanctions SCHEMA trade;
SET search_path = public, trade;
CREATE TABLE flows (exporter country_code, importer country_code, product hs_code, period date, value float8, quantity float8);
INSERT INTO flows
SELECT e::country_code, i::country_code, '854231', m::date, CASE WHEN m < '2022-03-01' THEN before ELSE after END * 1000.0, 1
FROM (VALUES ('DE', 'RUS', 900, 40), ('DE', 'KGZ', 10, 700), ('KGZ', 'RUS', 5, 620), ('CN', 'RUS', 500, 1500)) AS f(e, i, before, after),
     generate_series('2021-01-01'::date, '2023-12-01', '1 month') AS m;
SELECT sanctions_monitor('m');
INSERT INTO m.watch (name, source, target, origins, since) VALUES ('chips', 'flows', 'RUS', 'GECC', '2022-02-24');
CALL sanctions_refresh('m');
CREATE ROLE :role LOGIN;
SELECT sanctions_monitor_grant('m', :'role');
EOSQL
export PGUSER=$role PGDATABASE=$database
cd "$SRCDIR/test/bi" || exit 1
# Statements of tools, a paragraph each: they run as they are and give rows.
awk -v RS= -v to="$work/" '/^-- [A-Z][a-z]+: / { file = sprintf("%s%02d.statement", to, ++n); print > file; close(file) }' statements.sql
for statement in "$work"/*.statement; do
	name=$(head -n 1 "$statement") said=$("${psql[@]}" -f "$statement" 2>&1) || said="failed: $said"
	case $said in '' | failed:*) echo "not ok - ${name#-- }"; printf '%s\n' "${said:-no rows}" | head -n 5 | sed 's/^/# /' ;; *) echo "ok - ${name#-- }" ;; esac
done >"$work/statements"
python3 read.py >"$work/python" 2>&1 || echo "not ok - python ended with $?" >>"$work/python"
modules=${BI_MODULES:-}
if [ -z "$modules" ] && [ -n "${BI_INSTALL:-}" ]; then
	cp package.json "$work/" && (cd "$work" && timeout 300 npm install --no-audit --no-fund --ignore-scripts >npm.log 2>&1) && modules=$work || sed 's/^/# /' "$work/npm.log"
fi
if [ -n "$modules" ]; then
	BI_MODULES=$modules timeout 120 node read.mjs >"$work/node" 2>&1 || echo "not ok - node ended with $?" >>"$work/node"
else
	echo 'ok - node pg, Malloy and PostGraphile read every view # skip no BI_MODULES, and npm was not asked (BI_INSTALL=1) or could not fetch them' >"$work/node"
fi
cat "$work/statements" "$work/python" "$work/node" | grep -v '^1\.\.' | awk '/^(not )?ok/ { n++; sub(/ok [0-9]+ -|ok -/, "ok " n " -") } { print } END { print "1.." n }'
