#!/usr/bin/env bash
# Nothing planted runs.  The install script has the rights of the bootstrap
# superuser, in a schema where others may have made objects before; look-ups, views
# and triggers run under search paths that others chose.  So no name is looked up
# without its schema (test/planted/check), and with a namesake of everything that is
# looked up or defined (test/planted/namesakes.sql) in every place that comes first,
# the extension is the same, answers the same, and refers to none of them.
set -u
psql=(psql -X -q -v ON_ERROR_STOP=1 -At)
root=${SRCDIR:-.} here=${SRCDIR:-.}/test/planted
super=${PGUSER:-$(id -un)} mallory=planted_mallory_$$ database=planted_$$ clean=planted_clean_$$
tmp=$(mktemp -d)
tests=0
cleanup() {
	rm -rf "$tmp"
	"${psql[@]}" -d postgres -c "DROP DATABASE IF EXISTS $database" -c "DROP DATABASE IF EXISTS $clean" \
		-c "DROP ROLE IF EXISTS $mallory" 2>/dev/null
}
trap cleanup EXIT

# check NAME GOT WANT
check() {
	tests=$((tests + 1))
	if [ "$2" = "$3" ]; then echo "ok $tests - $1"; else
		echo "not ok $tests - $1"
		printf 'got:  %s\nwant: %s\n' "$2" "$3" | head -n 20 | sed 's/^/# /'
	fi
}

# ---- the text

scripts=("$root"/sql/install/*.sql)
mapfile -t sources < <(find "$root/src" -name '*.c' | sort)
for f in "$root"/sql/upgrade/*.sql; do [ ! -e "$f" ] || scripts+=("$f"); done
check 'every name in the script and in the queries of the library has its schema' \
	"$("$here/check" "${scripts[@]}" "${sources[@]}" 2>&1)" ''
"$here/check" --names "${scripts[@]}" "${sources[@]}" | tr -d '"' | sort -u >"$tmp/names"
check 'and there are names to see' "$([ "$(wc -l <"$tmp/names")" -gt 200 ] && grep -c -x -e $'function\tpg_catalog\tlower' "$tmp/names")" 1
check 'of statements that must be refused every one is' \
	"$("$here/check" "$here/refused.sql" | cut -d : -f 2 | sort -un)" "$(seq "$(wc -l <"$here/refused.sql")")"
check 'of lines of C likewise' "$("$here/check" "$here/refused.c" | cut -d : -f 2 | sort -un)" "$(seq "$(wc -l <"$here/refused.c")" | grep -vx 4)"
check 'of statements that must be accepted none is refused' "$("$here/check" "$here/accepted.sql" 2>&1)" ''

# ---- what is planted, and what is called

new_database() {
	"${psql[@]}" -d postgres -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1" 2>/dev/null
}

# at PLANT HOME: puts schemas into statements
at() { sed "s/@plant@/$1/g; s/@home@/$2/g"; }

# phase NAME...: the statements of these phases
phase() {
	local name
	for name in "$@"; do sed -n "s/^$name\t\(.*\)\$/\1;/p" "$tmp/statements"; done
}

# Refusals are no fault where an object of ours has the very name; a mistake in the generator is.
mistakes() { grep -E '^(psql:.*)?(ERROR|FATAL)' "$1" | grep -vE 'already exists'; }

# plain HOME: what the calls answer, without what may differ: schemas and places in the text
plain() { sed -E "s/^psql:[^:]*:[0-9]+: //; s/\b$1\b/HOME/g; s/pg_catalog\.//g; /^LINE [0-9]+:|^ *\^\$/d"; }

# calls PHASES: the calls to make where these were planted.  A body in PL/pgSQL is read
# when it runs, and follows the casts between two of the server's types that there are
# then.  Only superusers can make such casts: theirs is every function anyway.
calls() {
	case $1 in *super-early*) grep -v -e '-- PL/pgSQL$' "$tmp/calls" ;; *) cat "$tmp/calls" ;; esac
	cat "$here/uses.sql"
}

answers() { # HOME PHASES, the psql that reads them
	local home=$1 phases=$2
	shift 2
	calls "$phases" | at none "$home" | "$@" 2>&1 | plain "$home"
}

members() { # DATABASE HOME
	"${psql[@]}" -d "$1" -c "SET search_path = ''" -c "SELECT pg_catalog.pg_describe_object(classid, objid, 0) FROM pg_catalog.pg_depend
		WHERE deptype = 'e' AND refobjid = (SELECT oid FROM pg_catalog.pg_extension WHERE extname = 'sanctions')" |
		sed -E "s/\b$2\b/HOME/g" | sort
}

clean_database() {
	new_database $clean
	"${psql[@]}" -d $clean -c 'CREATE SCHEMA home' -c 'CREATE EXTENSION sanctions SCHEMA home'
}

"${psql[@]}" -d postgres -c "CREATE ROLE $mallory LOGIN"
clean_database
"${psql[@]}" -d $clean -v home=home -f "$here/namesakes.sql" <"$tmp/names" >"$tmp/statements" 2>"$tmp/log"
"${psql[@]}" -d $clean -v home=home -f "$here/calls.sql" >"$tmp/calls" 2>>"$tmp/log"
check 'namesakes and calls can be written' "$(cat "$tmp/log")" ''
check 'namesakes of every phase' "$(cut -f 1 "$tmp/statements" | sort -u | tr '\n' ' ')" 'clash early late super-clash super-early super-late '
members $clean home >"$tmp/members"
check 'nothing foreign in a clean database' "$("${psql[@]}" -d $clean -v home=home -f "$here/foreign.sql" 2>&1)" ''
answers home '' psql -X -q -At -d $clean -c 'SET search_path = home, pg_catalog' -f - >"$tmp/answers"
clean_database       # the calls have left rows of their own
answers home super-early psql -X -q -At -d $clean -c 'SET search_path = home, pg_catalog' -f - >"$tmp/answers-super"
check 'most calls answer something' \
	"$(awk '/ERROR/ {bad++} END {print (NR > 1000 && bad * 5 < NR)}' "$tmp/answers")" 1

# same NAME HOME: the extension in $database is the one of the clean database
same() {
	local name=$1 home=$2
	members $database "$home" >"$tmp/got"
	check "$name: has the same members" "$(diff "$tmp/members" "$tmp/got")" ''
	check "$name: refers to nothing foreign" "$("${psql[@]}" -d $database -v home="$home" -f "$here/foreign.sql" 2>&1)" ''
	check "$name: nobody became superuser" "$("${psql[@]}" -d $database -c "SELECT rolsuper FROM pg_roles WHERE rolname = '$mallory'")" f
}

# as ROLE [OPTION...]: psql that goes on after errors
as() {
	local role=$1
	shift
	PGUSER=$role psql -X -q -At -d $database "$@"
}

# attack NAME PLANTER INSTALLER PLANT HOME 'EARLY PHASES' 'LATE PHASES'
attack() {
	local name=$1 planter=$2 installer=$3 plant=$4 home=$5 path="$4, pg_catalog, $5" answers=$tmp/answers
	case $6 in *super-early*) answers=$tmp/answers-super ;; esac
	phase $6 | at "$plant" "$home" | as "$planter" >"$tmp/early" 2>&1
	check "$name: the namesakes before creation" "$(mistakes "$tmp/early")" ''
	check "$name: creation" "$(as "$installer" -c "SET search_path = $path" -c "CREATE EXTENSION sanctions SCHEMA $home" 2>&1)" ''
	phase $7 | at "$plant" "$home" | as "$planter" >"$tmp/late" 2>&1
	check "$name: the namesakes after creation" "$(mistakes "$tmp/late")" ''
	check "$name: the traps work" "$(as "$super" -c "SET search_path = $path" -c "SELECT lower('[2022-01-01,)'::pg_catalog.daterange)" \
		-c "SELECT 'a'::pg_catalog.text = 'a'::pg_catalog.text" -c "SELECT lower('DEU'::$home.country_code)" 2>&1 | grep -c 'ERROR:  planted')" 3
	answers "$home" "$6" as "$super" -c "SET search_path = $path" -f - >"$tmp/got"
	check "$name: nothing planted runs, every answer is the same" "$(diff "$answers" "$tmp/got")" ''
	same "$name" "$home"
}

new_database $database
"${psql[@]}" -d $database -c "GRANT CREATE ON DATABASE $database TO $mallory"
as $mallory -c 'CREATE SCHEMA evil'
attack 'a role with CREATE on the database, its own schema' $mallory $mallory evil evil early late

new_database $database
"${psql[@]}" -d $database -c "GRANT CREATE ON SCHEMA public TO $mallory"
attack 'a role with CREATE on public, a superuser installs there' $mallory "$super" public public early late

new_database $database
"${psql[@]}" -d $database -c 'CREATE SCHEMA evil'
attack 'a superuser, casts between all types' "$super" "$super" evil evil 'early super-early' 'late super-late'

new_database $database
"${psql[@]}" -d $database -c "GRANT CREATE ON DATABASE $database TO $mallory" -c "CREATE SCHEMA home AUTHORIZATION $mallory"
as $mallory -c 'CREATE SCHEMA evil'
attack 'another schema, first in every path' $mallory $mallory evil home 'early clash' late

# Types and relations of pg_temp come before all others, and live in the session only.
new_database $database
"${psql[@]}" -d $database -c 'CREATE SCHEMA home'
{
	phase early clash super-early super-clash
	echo '\echo == creation'
	echo 'CREATE EXTENSION sanctions SCHEMA home;'
	echo '\echo == late'
	phase late super-late
	echo '\echo == traps'
	echo "SELECT * FROM sanctions_group; CREATE TEMP TABLE trapped (a hs_code); INSERT INTO trapped VALUES ('x');"
	echo '\echo == calls'
	calls super-early
} | at pg_temp home | as "$super" 2>&1 | awk -v part="$tmp/part." '/^== / {name = $2; next} {print >(part (name ? name : "early"))}'
part() { cat "$tmp/part.$1" 2>/dev/null; }
name='pg_temp of the session'
part early >"$tmp/got"
part late >>"$tmp/got"
check "$name: the namesakes" "$(mistakes "$tmp/got")" ''
check "$name: creation" "$(part creation)" ''
check "$name: the traps work" "$(part traps | grep -c 'planted: trap ran')" 2
check "$name: nothing planted runs, every answer is the same" "$(part calls | plain home | diff "$tmp/answers-super" -)" ''
same "$name" home

# The script outside of CREATE EXTENSION, where what is planted can come before pg_catalog:
# there every name without its schema is a planted one.
new_database $database
"${psql[@]}" -d $database -c 'CREATE SCHEMA home' -c 'CREATE SCHEMA evil'
phase early clash super-early super-clash | at evil home | as "$super" >"$tmp/early" 2>&1
grep -hvE 'pg_extension_config_dump|^ALTER EXTENSION' "$root"/sql/install/*.sql |
	sed "s/@extschema@/home/g; s/@extowner@/\"$super\"/g; s/MODULE_PATHNAME/sanctions/g" >"$tmp/script.sql"
phase late super-late | at evil home >"$tmp/late"
script() { # SED-EXPRESSION: what is wrong with the script so changed; nothing stays
	{
		echo 'SET client_min_messages = warning; SET search_path = evil, pg_catalog; BEGIN;'
		sed -E "$1" "$tmp/script.sql"
		printf '\\set %s\n' 'ON_ERROR_STOP 0' 'ON_ERROR_ROLLBACK on' 'home home'
		cat "$here/foreign.sql"
		[ -n "$1" ] || cat "$tmp/late"
		echo '\echo == calls'
		calls super-early | at none home
	} | as "$super" -v ON_ERROR_STOP=1 2>&1 | grep -v 'already exists' |
		awk '/^== / {calls = 1; next} calls ? /planted/ : /ERROR|: / && !/CONTEXT/'
}
check 'the script where the planted comes before pg_catalog' "$(script '')" ''
for change in 's/pg_catalog\.lower/lower/' 's/pg_catalog\.isempty/isempty/' 's/OPERATOR\(pg_catalog\.<>\)/<>/' \
	's/OPERATOR\(pg_catalog\.=\)/=/' 's/::pg_catalog\.text/::text/' 's/pg_catalog\.daterange/daterange/' \
	's/= pg_catalog\.eqsel/= eqsel/' 's/pg_catalog\.format/format/' 's/FROM pg_catalog\.pg_extension/FROM pg_extension/' \
	's/FROM home\./FROM /' 's/OPERATOR\(home\.=\)/=/' 's/EXECUTE FUNCTION home\./EXECUTE FUNCTION /'; do
	check "and it would not pass with $change" "$(script "$change" | grep -q . && echo refused)" refused
done

# ---- names that cannot be there twice: no creation, and nothing else happens

new_database $database
"${psql[@]}" -d $database -c "GRANT CREATE ON DATABASE $database TO $mallory"
as $mallory -c 'CREATE SCHEMA evil' -c 'CREATE FUNCTION evil.trap() RETURNS boolean RETURN false'
clash() { # ROLE PHASE WHO
	phase "$2" | at evil evil | sed 's/^/BEGIN; /; s/$/ CREATE EXTENSION sanctions SCHEMA evil; ROLLBACK;/' |
		as "$1" >"$tmp/clash" 2>&1
	check "an object with the name of ours in its schema, made by $3: creation fails, as it says" \
		"$(grep -c '^ERROR.*already exists' "$tmp/clash") $(grep -c '^ERROR' "$tmp/clash")" "$(phase "$2" | wc -l) $(phase "$2" | wc -l)"
}
clash $mallory clash anybody
clash "$super" super-clash 'a superuser'
check 'a call made ambiguous: creation fails' "$(as $mallory -c 'BEGIN' \
	-c 'CREATE FUNCTION evil.sanctions_library_version(integer DEFAULT 0) RETURNS text RETURN 1' \
	-c 'CREATE EXTENSION sanctions SCHEMA evil' 2>&1 | grep -c 'is not unique')" 1

check 'a type with the name of an array type of ours: that one is named otherwise' "$(as $mallory \
	-c 'CREATE DOMAIN evil._hs_code AS text CHECK (false)' -c 'CREATE EXTENSION sanctions SCHEMA evil' \
	-c "SELECT pg_typeof(evil.list_codes('CHPL', '2024-03-01', NULL))" 2>&1)" 'evil.hs_code[]'

# ---- whoever may create something does not become superuser

# evil SCHEMA: the function that would make mallory one
evil() {
	cat <<-SQL
		CREATE FUNCTION $1.evil() RETURNS void LANGUAGE plpgsql AS \$\$ BEGIN
			IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
				EXECUTE 'ALTER ROLE $mallory SUPERUSER';
			END IF; END \$\$;
		CREATE FUNCTION $1.$2(r daterange) RETURNS $3 LANGUAGE plpgsql IMMUTABLE AS \$\$ BEGIN
			PERFORM $1.evil(); RETURN pg_catalog.$2(r); END \$\$;
	SQL
}
is_super() { # and not any longer
	"${psql[@]}" -d $database -c "SELECT rolsuper FROM pg_roles WHERE rolname = '$mallory'" -c "ALTER ROLE $mallory NOSUPERUSER"
}
for f in lower upper isempty; do
	returns=date
	[ $f != isempty ] || returns=boolean
	new_database $database
	"${psql[@]}" -d $database -c "GRANT CREATE ON DATABASE $database TO $mallory"
	{ echo 'CREATE SCHEMA s;'; evil s $f $returns; } | as $mallory
	as $mallory -c 'CREATE EXTENSION sanctions SCHEMA s'
	check "s.$f(daterange) does not run when its owner creates the extension in s" "$(is_super)" f
	as "$super" -c "SELECT s.in_group('DEU'::text, 'EU')" -c 'SELECT count(*) FROM s.sanctions_list_plain' \
		-c "INSERT INTO s.sanctions_group (group_name, member) VALUES ('mine', 'DEU')" -c 'REINDEX TABLE s.sanctions_group' >/dev/null
	check "nor when a superuser asks" "$(is_super)" f
	new_database $database
	"${psql[@]}" -d $database -c "GRANT CREATE ON SCHEMA public TO $mallory"
	evil public $f $returns | as $mallory
	as "$super" -c 'CREATE EXTENSION sanctions' -c "SELECT in_group('DEU'::text, 'EU')" >/dev/null
	check "public.$f(daterange) does not run when a superuser creates it there" "$(is_super)" f
done

echo "1..$tests"
