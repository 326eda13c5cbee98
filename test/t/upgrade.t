#!/usr/bin/env bash
# ALTER EXTENSION ... UPDATE, by a release that does not exist: the present one with a
# new function, a changed comment and a new reference row. What the update makes is what
# a fresh install makes; a user's own object of the new name stops it.
. "$SRCDIR/test/t/cluster.sh"
now=$(sed -n "s/^default_version = '\(.*\)'/\1/p" "$SRCDIR/sanctions.control")
next=${now%.*}.$((${now##*.} + 1))

# The next release: files of both versions, the library of the newer.
cp -rp "$SRCDIR" "$tmp/next"   # with the times: only the version is compiled again
sed -i "s/^default_version = .*/default_version = '$next'/" "$tmp/next/sanctions.control"
change() {
	cat <<-'SQL'
		CREATE FUNCTION @extschema@.growth_of_tomorrow(pg_catalog.float8) RETURNS pg_catalog.float8
		LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN $1;
		COMMENT ON FUNCTION @extschema@.growth_of_tomorrow(pg_catalog.float8) IS 'What nobody knows.';
		COMMENT ON FUNCTION @extschema@.sanctions_version() IS 'Said in other words.';
		INSERT INTO @extschema@.sanctions_group (group_name, member, valid, source, shipped)
		VALUES ('EU', 'UKR', '[2030-01-01,)', 'A treaty that was not made', true);
	SQL
}
change >"$tmp/next/sql/install/59-tomorrow.sql"
touch "$tmp/next/src/operations/version.c"
rm -f "$tmp/next/sql/sanctions--"*.sql
mkdir -p "$tmp/next/sql/upgrade"
{ printf '%s\n' "\\echo Use \"ALTER EXTENSION sanctions UPDATE\" to load this file. \\quit"; change; } \
	>"$tmp/next/sql/upgrade/sanctions--$now--$next.sql"
need "the next release builds" make -j2 -C "$tmp/next" PG_CONFIG="$SANCTIONS_PG_CONFIG" with_llvm=no DESTDIR="$tmp/stage" install
extension=$tmp/stage$("$SANCTIONS_PG_CONFIG" --sharedir)/extension
cp "$(dirname "$SANCTIONS_SO")/sql/sanctions--$now.sql" "$extension/"

# find_extension N: that server takes the files of the next release
find_extension() {
	local stage=$tmp/stage
	{
		echo "dynamic_library_path = '$stage$("$SANCTIONS_PG_CONFIG" --pkglibdir):\$libdir'"
		if [ "$PG_MAJOR" -ge 18 ]; then
			echo "extension_control_path = '$stage$("$SANCTIONS_PG_CONFIG" --sharedir):\$system'"
		else
			echo "extension_destdir = '$stage'"
		fi
	} >>"$tmp/$1/postgresql.conf"
	"$bin/pg_ctl" -D "$tmp/$1" -l "$tmp/$1.log" -w -t 60 restart >/dev/null
}

# Everything the catalog says of the members, without OIDs, and the reference rows.
fingerprint() {
	on 1 -d "$1" <<-'SQL'
		SELECT i.type, i.identity,
			coalesce(pg_catalog.obj_description(d.objid, c.relname), '') AS comment,
			CASE c.relname
				WHEN 'pg_proc' THEN (SELECT pg_catalog.format('%s %s %s %s %s %s %s', pg_catalog.pg_get_function_arguments(p.oid),
					pg_catalog.pg_get_function_result(p.oid), p.provolatile, p.proparallel, p.prosrc, p.prosqlbody IS NULL, p.proacl)
					FROM pg_proc p WHERE p.oid = d.objid)
				WHEN 'pg_class' THEN (SELECT pg_catalog.format('%s %s', r.relkind, r.relacl) FROM pg_class r WHERE r.oid = d.objid)
				WHEN 'pg_type' THEN (SELECT pg_catalog.format('%s %s %s %s', t.typlen, t.typalign, t.typstorage, t.typacl) FROM pg_type t WHERE t.oid = d.objid)
			END
		FROM pg_depend d JOIN pg_class c ON c.oid = d.classid,
			LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) i
		WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
			AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'sanctions')
		ORDER BY 1, 2;
		SELECT e.extname, e.extversion, e.extcondition,
			ARRAY(SELECT c::regclass::text FROM unnest(e.extconfig) WITH ORDINALITY u(c, n) ORDER BY n)
		FROM pg_extension e WHERE extname = 'sanctions';
		SELECT * FROM sanctions_group ORDER BY group_name, member::text, valid;
		SELECT * FROM sanctions_list ORDER BY list_name, hs::text, valid;
		SELECT * FROM sanctions_event ORDER BY regime, target::text, effective_on;
	SQL
}
# A value of every type, as it lies in a table.
stored() { on 1 -d "$1" -c 'SELECT * FROM kept' -c "SELECT share(mix, 'CHN'), total(series), hhi(suppliers(matrix, 'RUS', 2023)) FROM kept"; }

need "a server of today's version" node_create 1
on 1 -c 'CREATE DATABASE old' -c 'CREATE DATABASE fresh' -c 'CREATE DATABASE taken' >/dev/null
for database in old taken; do on 1 -d $database -c 'CREATE EXTENSION sanctions' >/dev/null; done
on 1 -d old >/dev/null <<'SQL'
CREATE TABLE kept AS SELECT 'CHN'::country_code AS country, '8542'::hs_code AS product, '2023-Q1'::trade_window AS quarter,
	trade_mix(e, v) AS mix, trade_series(y, v) AS series, trade_matrix(e, 'RUS', y, v) AS matrix
FROM (VALUES ('CHN', 2023, 3), ('DEU', 2023, 1)) AS f(e, y, v);
INSERT INTO sanctions_group (group_name, member, valid) VALUES ('EU', 'UKR', '[2030-01-01,)'), ('mine', 'KAZ', '(,)');
SQL
before=$(stored old)
on 1 -d taken -c "CREATE FUNCTION growth_of_tomorrow(float8) RETURNS float8 LANGUAGE sql AS 'SELECT 1.5'" >/dev/null

need "the server with the next release's files" find_extension 1
check "library and objects of two versions: the remedy" \
	"$(on 1 -d old -c 'SELECT sanctions_version()' | grep -c "objects $now, library $next: they differ. Run ALTER EXTENSION sanctions UPDATE")" 1
check "what is stored is read by the newer library" "$(stored old)" "$before"
check "the update" "$(on 1 -d old -c 'ALTER EXTENSION sanctions UPDATE' -c 'SELECT sanctions_version()')" "SQL objects $next, library $next"
check "and after the update" "$(stored old)" "$before"
check "rows of one's own are there still" \
	"$(on 1 -d old -c "SELECT group_name, member FROM sanctions_group WHERE NOT shipped ORDER BY 1" | xargs)" 'EU|UKR mine|KAZ'
on 1 -d old -c 'DELETE FROM sanctions_group WHERE NOT shipped' -c 'DROP TABLE kept' >/dev/null
on 1 -d fresh -c 'CREATE EXTENSION sanctions' >/dev/null
fingerprint old >"$tmp/updated"
fingerprint fresh >"$tmp/fresh"
check "updated and fresh are one catalog" "$(diff "$tmp/updated" "$tmp/fresh" | head -n 10)" ''
check "of more than 500 objects" "$(test "$(wc -l <"$tmp/fresh")" -gt 500 && echo yes)" yes
check "a change in one of them would be seen" \
	"$(on 1 -d old -c "COMMENT ON FUNCTION growth_of_tomorrow(float8) IS 'x'" >/dev/null; fingerprint old | diff - "$tmp/fresh" | grep -c '^[<>]')" 2
refusal=$(on 1 -d taken -c '\set VERBOSITY verbose' -c 'ALTER EXTENSION sanctions UPDATE')
check "an object of the new name stops the update" \
	"$(grep -c 'ERROR: .*42723.*"growth_of_tomorrow" already exists' <<<"$refusal")" 1
check "and nothing has changed" \
	"$(on 1 -d taken -c "SELECT extversion FROM pg_extension WHERE extname = 'sanctions'" -c 'SELECT growth_of_tomorrow(0)' | xargs)" "$now 1.5"
check "without that object it goes on" \
	"$(on 1 -d taken -c 'DROP FUNCTION growth_of_tomorrow' -c 'ALTER EXTENSION sanctions UPDATE' -c 'SELECT sanctions_version()' | tail -n 1)" \
	"SQL objects $next, library $next"
check "no way back is offered" "$(on 1 -d old -c "ALTER EXTENSION sanctions UPDATE TO '$now'" | grep -c 'no update path')" 1
echo "1..$tests"
