#!/usr/bin/env bash
# Codes in databases of another encoding: white space of any kind is dropped,
# text that has no form in UTF-8 is refused as any other, names show.
# Takes PGHOST, PGPORT, PGUSER, PGDATABASE from the environment.
set -u
databases=()
trap 'for d in "${databases[@]}"; do psql -Xq -c "DROP DATABASE IF EXISTS $d" >/dev/null 2>&1; done' EXIT
tests=0
echo "1..17"

# shows DATABASE NAME WANTED QUERY: the answer, or the error's SQLSTATE
shows() {
	local got
	tests=$((tests + 1))
	got=$(PGCLIENTENCODING=UTF8 psql -XAtq -v VERBOSITY=sqlstate -d "$1" -c "$4" 2>&1)
	if [ "$got" = "$3" ]; then
		echo "ok $tests - $2 ($1)"
	else
		echo "not ok $tests - $2 ($1)"
		echo "# wanted: $3"
		echo "# got: $got"
	fi
}

# A script is read in the encoding of the database: only ASCII is the same in all.
tests=$((tests + 1))
found=$(find "$SRCDIR"/sanctions.control "$SRCDIR/sql" \( -name '*.control' -o -path '*/install/*.sql' -o -path '*/upgrade/*.sql' \) -exec env LC_ALL=C grep -an '[^ -~	]' {} +)
if [ -n "$found" ]; then
	echo "not ok $tests - the scripts are ASCII"
	echo "$found" | cut -c1-200 | sed 's/^/# /'
else
	echo "ok $tests - the scripts are ASCII"
fi

for encoding in LATIN1 WIN1252 SQL_ASCII EUC_JP; do
	database=codes_$(echo $encoding | tr '[:upper:]' '[:lower:]')
	databases+=("$database")
	psql -Xq -c "CREATE DATABASE $database ENCODING $encoding LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0" || exit 1
	psql -Xq -d "$database" -c "CREATE EXTENSION sanctions" || exit 1
done

for database in codes_latin1 codes_win1252; do
	shows $database 'a no-break space around a country' 'CHN|GRC' \
		"SELECT try_country_code(chr(160) || 'CN' || chr(160)), country_code('el' || chr(160))"
	shows $database 'and in a product' '854231|010121' \
		"SELECT hs_code('8542' || chr(160) || '31'), try_hs_code('10121' || chr(160), 6)"
	shows $database 'and in a list' 't' "SELECT in_list('8542' || chr(160) || '31')"
	shows $database 'a letter is none' 't' "SELECT try_hs_code('8542' || chr(233)) IS NULL"
	shows $database 'an error shows it' 'ERROR:  22P02' "SELECT country_code('CN' || chr(233))"
done
# 0x81 is no character of WIN1252
shows codes_win1252 'what is no character is no code' 't' "SELECT try_country_code('CN' || chr(129)) IS NULL"
shows codes_win1252 'nor a product' 't' "SELECT try_hs_code('8542' || chr(129)) IS NULL AND hs_digits('8542' || chr(129)) IS NULL"
# UTF-8 in a database without an encoding
shows codes_sql_ascii 'bytes without an encoding' 'CHN|854231' "SELECT country_code(E'CN\\xC2\\xA0'), hs_code(E'\\xEF\\xBB\\xBF8542.31')"
shows codes_latin1 'names are in the encoding of the database' "Curacao" "SELECT country_name('CW')"
shows codes_euc_jp 'the extension installs where most bytes above ASCII are no character' 't|CIV' \
	"SELECT count(*) > 300, try_country_name('C' || convert_from('\xc3b4', 'UTF8') || 'te d''Ivoire') FROM sanctions_country"
shows codes_euc_jp 'and a label may be of any script' '{"labels":"text","values":{"日本":1}}' "SELECT trade_mix(convert_from('\xe697a5e69cac', 'UTF8'), 1)"
