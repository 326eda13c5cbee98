#!/usr/bin/env bash
# A megabyte given as any argument of any function never reaches a message whole: not an
# error's or a warning's, its detail or its hint.  Messages go into logs.  What takes a query,
# flow_issues() and sanctions_monitor_view(), is left out: the server parses it, and says
# of it what it likes.
set -u
echo 1..3
database=messages
psql=("${PG_BIN:?}/psql" -Xq -v ON_ERROR_STOP=1 -d "$database")
log=$(mktemp) || exit 1
trap 'rm -f "$log"; "$PG_BIN/dropdb" --if-exists "$database"' EXIT
"$PG_BIN/createdb" "$database" || exit 1

"${psql[@]}" -c 'CREATE EXTENSION sanctions' -f "$SRCDIR/test/calls.sql" -f - >"$log" 2>&1 <<'EOSQL'
CREATE TABLE hostile (type regtype, value text);
INSERT INTO hostile
SELECT type::regtype, value
FROM (VALUES ('text'), ('cstring')) AS t(type), (VALUES
    ($$repeat('x', 1000000)$$), ($$repeat('Ł', 500000)$$), ($$repeat('7', 1000000)$$),
    ($$'[' || repeat('2', 1000000)$$), ($$'(' || repeat(' ', 1000000) || '2022-03-05,2022-04-01)'$$),
    ($$'{"labels":"text","values":{"' || repeat('Ł', 500000) || '":1}}'$$),
    ($$'{"labels":"text","values":{"A":' || repeat('7', 1000000) || '}}'$$)) AS v(value)
UNION ALL VALUES
    ('text[]'::regtype, $$ARRAY[repeat('x', 1000000), repeat('Ł', 500000)]$$),
    ('jsonb', $$jsonb_build_object(repeat('x', 1000000), 1)$$), ('jsonb', $$to_jsonb(repeat('Ł', 500000))$$),
    ('jsonb', $$jsonb_build_object('surge_ratio', repeat('x', 1000000))$$),
    ('jsonb', $$jsonb_build_object('cif_margin.' || repeat('x', 1000000), 'x')$$), ('jsonb', $$jsonb_build_object('cif_margin.' || repeat('x', 1000000), 12)$$),
    ('jsonb', $$jsonb_build_object('surge_ratio', repeat('7', 100000)::numeric)$$),
    ('numeric', $$repeat('7', 100000)::numeric$$);

DO $$
DECLARE
    call record;
    problem text; detail text; hint text; code text;
BEGIN
    FOR call IN
        SELECT function, call_of(function, turn, a.i::integer, h.value) AS query,
            prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('sql', 'plpgsql')) AS interpreted
        FROM callable, unnest(proargtypes) WITH ORDINALITY AS a(type, i), hostile AS h, generate_series(1, 3) AS turn
        WHERE h.type = a.type AND function <> ALL ('{flow_issues(text),"sanctions_monitor_view(name,name,text,text)"}'::regprocedure[])
    LOOP
        BEGIN
            EXECUTE call.query;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, code = RETURNED_SQLSTATE;
            -- what takes names of tables, schemas and columns says that there is none
            RAISE WARNING '% % % % %', call.function, CASE WHEN call.interpreted AND code IN ('42P01', '42703', '42602', '3F000') THEN 'name ' ELSE '' END || code,
                problem, detail, hint;
        END;
    END LOOP;
END $$;
EOSQL
status=$?
seen=$(grep -c 'WARNING: ' "$log")
if [ $status = 0 ] && [ "$seen" -gt 200 ]; then echo "ok 1 - $seen messages"; else
	echo "not ok 1 - messages"
	tr -cd '\11\12\40-\176' <"$log" | cut -c 1-300 | grep -v WARNING | tail -n 20 | sed 's/^/# /'
fi

# report NUMBER NAME: ok where nothing is read
report() {
	local complaints
	complaints=$(tr -cd '\11\12\40-\176' | cut -c 1-200 | sort | uniq -c | head -n 40)
	[ -z "$complaints" ] && echo "ok $1 - $2" || { echo "not ok $1 - $2"; sed 's/^/# /' <<<"$complaints"; }
}
awk 'length($0) > 2000 { print length($0), $0 }' "$log" | report 2 "none is longer than 2,000 characters"
grep -E 'WARNING: +[^ ]+ (42|XX)' "$log" | report 3 "none is of a call that cannot be, or of what cannot happen"
