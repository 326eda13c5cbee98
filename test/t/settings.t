#!/usr/bin/env bash
# Every IMMUTABLE function of the extension gives the same bytes under any setting, and
# in a database of any collation and encoding.  The calls are made from the catalog.
set -u
psql=("${PG_BIN:?}/psql" -XqAt -v ON_ERROR_STOP=1)
work=$(mktemp -d) || exit 1
databases=(settings_utf8 settings_icu settings_latin1 settings_words)
clean() {
	local name
	for name in "${databases[@]}"; do "$PG_BIN/dropdb" --if-exists "$name" >/dev/null 2>&1; done
	rm -rf "$work"
}
trap clean EXIT
tests=0

# result NAME FILE: ok where the file is empty
result() {
	tests=$((tests + 1))
	if [ ! -s "$2" ]; then echo "ok $tests - $1"; else
		echo "not ok $tests - $1"
		head -n 30 "$2" | sed 's/^/# /'
	fi
}

# The calls, and what each gives: the hash of its bytes, or the SQLSTATE of its error.
prepare() {
	"${psql[@]}" -d postgres -c "CREATE DATABASE $1 TEMPLATE template0 $2" || return
	"${psql[@]}" -d "$1" -c 'CREATE EXTENSION sanctions' -f "$SRCDIR/test/calls.sql" -f - <<-'EOSQL'
		-- one that follows a setting, to see that it is noticed
		CREATE FUNCTION calls.canary(double precision) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
		SET search_path = '';
		CREATE TABLE calls.made AS
		SELECT function::text, turn, calls.call_of(function, turn) AS query
		FROM (SELECT function FROM calls.callable WHERE provolatile = 'i' UNION ALL SELECT 'calls.canary(double precision)'::pg_catalog.regprocedure) AS f,
		    pg_catalog.generate_series(1, 16) AS turn;
		CREATE FUNCTION calls.results() RETURNS TABLE (function text, turn integer, gave boolean, bytes text, shown text) LANGUAGE plpgsql AS $$
		DECLARE call record; given record;
		BEGIN
		    FOR call IN SELECT m.function, m.turn, m.query FROM calls.made AS m ORDER BY m.function COLLATE pg_catalog."C", m.turn LOOP
		        function := call.function;
		        turn := call.turn;
		        BEGIN
		            EXECUTE call.query INTO given;
		            gave := given.gave;
		            bytes := md5(given.bytes);
		            shown := md5(given.shown);
		        EXCEPTION WHEN OTHERS THEN
		            gave := false;
		            bytes := SQLSTATE;
		            shown := SQLSTATE;
		        END;
		        RETURN NEXT;
		    END LOOP;
		END $$;
	EOSQL
}

# results COLUMN DATABASE SETTING...: printed.  Bytes name types by OID, so they are
# compared in one database only.
results() {
	local column=$1 database=$2
	shift 2
	"${psql[@]}" -d "$database" -c "SET client_encoding = UTF8" -c "SET search_path = ''" "${@/#/-cSET }" \
		-c "COPY (SELECT function, turn, gave, $column FROM calls.results()) TO STDOUT"
}

prepare settings_utf8 "ENCODING UTF8 LOCALE 'C.UTF-8'" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
results bytes settings_utf8 >"$work/base" 2>"$work/log" || { cat "$work/log"; exit 1; }
awk -F '\t' '{ all[$1]; if ($3 == "t") found[$1] } END { for (f in all) if (!(f in found)) print f }' "$work/base" >"$work/log"
result "every IMMUTABLE function has a call that gives something (else add to test/calls.sql)" "$work/log"
awk -F '\t' '$4 ~ /^(42|XX)...$/' "$work/base" >"$work/log"
result "every call can be made" "$work/log"

# compare SETTING...: against none
compare() {
	results bytes settings_utf8 "$@" 2>"$work/log" | diff "$work/base" - | grep '^[<>]' | grep -v '^[<>] calls.canary' >>"$work/log"
	result "$*" "$work/log"
}
for settings in 'extra_float_digits = -15' 'extra_float_digits = 0' 'extra_float_digits = 3' \
	"DateStyle = 'German'" "DateStyle = 'SQL, DMY'" "TimeZone = 'Pacific/Kiritimati'" "TimeZone = 'America/Los_Angeles'" \
	"bytea_output = 'escape'" "IntervalStyle = 'sql_standard'" 'array_nulls = off' 'quote_all_identifiers = on' \
	'standard_conforming_strings = off' 'enable_hashagg = off'; do
	# PostgreSQL 19 has strings of one kind only
	if [[ $settings = standard_conforming* && ${PG_MAJOR:-15} -ge 19 ]]; then
		tests=$((tests + 1))
		echo "ok $tests - $settings # SKIP this server does not know it"
		continue
	fi
	compare "$settings"
done
# what the machine has of locales that write 0,5
for locale in $(locale -a 2>/dev/null | grep -iE '^(de|fr|pl|ru|tr)_.*utf-?8$' | head -n 2); do
	compare "lc_numeric = '$locale'" "lc_monetary = '$locale'" "lc_time = '$locale'"
done
results bytes settings_utf8 'extra_float_digits = -15' | diff "$work/base" - | grep '^> calls.canary' >"$work/seen"
[ -s "$work/seen" ] && : >"$work/log" || echo "a function that follows extra_float_digits was not noticed" >"$work/log"
result "a function that follows a setting is noticed" "$work/log"

# elsewhere NAME DATABASE OPTIONS: in another database.  A sparkline's characters are in
# UTF8 alone, and names of countries have their accents there.
unlike='\<(sparkline|country_name|country_code_rows)\('
results shown settings_utf8 | grep -vE "$unlike" >"$work/base"
elsewhere() {
	if ! prepare "$2" "$3" >"$work/log" 2>&1; then
		tests=$((tests + 1))
		echo "ok $tests - $1 # SKIP $(grep ERROR "$work/log" | head -n 1)"
		return
	fi
	results shown "$2" 2>"$work/log" | grep -vE "$unlike" | diff "$work/base" - | grep '^[<>]' >>"$work/log"
	result "$1" "$work/log"
}
elsewhere "a Turkish collation" settings_icu "ENCODING UTF8 LOCALE_PROVIDER icu ICU_LOCALE 'tr' LOCALE 'C.UTF-8'"
elsewhere "another encoding" settings_latin1 "ENCODING LATIN1 LOCALE 'C'"
# What the script and the bodies of functions say is the same where a backslash escapes in
# plain strings and where every name is quoted: nothing warns, and a file is read and
# captured as elsewhere.
strings='-c standard_conforming_strings=off'
[ "${PG_MAJOR:-15}" -lt 19 ] || strings=
words() {
	"$PG_BIN/createdb" settings_words 2>&1 && PGOPTIONS="-c quote_all_identifiers=on $strings" "${psql[@]}" -d settings_words -f - 2>&1 <<-'EOSQL'
		CREATE EXTENSION sanctions;
		CREATE TABLE raw (exporter text, importer text, product text, period text, value text);
		INSERT INTO raw VALUES ('DEU', 'KGZ', ' 854231.0 ', '2023-01', '7'), ('KGZ', 'RUS', '847130.0', '2023-01', '5'), ('KGZ', 'RUS', '847130.0', '2021-01', '5');
		SELECT reason, rows, value FROM sanctions_import('raw', 'flows');
		SELECT sanctions_monitor('monitor') IS NOT NULL;
		INSERT INTO monitor.watch (name, source, target, origins, since) VALUES ('chips', 'flows', 'RUS', 'GECC', '2022-02-24');
		SELECT sanctions_capture('monitor', 'flows') IS NOT NULL;
		CALL sanctions_refresh('monitor');
		UPDATE flows SET value = 9 WHERE value = 7;
		SET quote_all_identifiers = off;
		CALL sanctions_refresh('monitor');
		SELECT rebuilt, products_screened FROM monitor.runs ORDER BY run DESC LIMIT 1;
		SELECT * FROM sanctions_check('monitor');
		SELECT sanctions_report('monitor') LIKE '%</html>%', markup_text(chr(1) || 'x01<');
	EOSQL
}
printf '%s\n' 'used|3|17' t t 'f|1' 't|x01&lt;' >"$work/base"
words | diff "$work/base" - >"$work/log"
result 'backslashes that escape, names that are quoted' "$work/log"
echo "1..$tests"
