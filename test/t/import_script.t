#!/usr/bin/env bash
# bin/sanctions-import: files as they come, however packed, encoded and separated, end in
# the same rows; what stands in them is never run; what goes wrong leaves nothing.
set -u
database=import_script_$$
tmp=$(mktemp -d)
tests=0
export PGDATABASE=$database
script=("${SRCDIR:-.}/bin/sanctions-import" --no-lint)
cleanup() {
	rm -rf "$tmp"
	psql -X -q -d postgres -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" 2>/dev/null
}
trap cleanup EXIT
psql -X -q -d postgres -c "CREATE DATABASE $database"
# a schema whose name must be quoted
psql -X -q -v ON_ERROR_STOP=1 -c 'CREATE SCHEMA "San ctions é"' -c 'CREATE EXTENSION sanctions SCHEMA "San ctions é"' || exit 1
cd "$tmp" || exit 1

ask() { psql -X -q -A -t -F, -c "SET search_path = public, \"San ctions é\"" -c "$1" 2>&1; }
# is NAME GOT WANT
is() {
	tests=$((tests + 1))
	if [ "$2" = "$3" ]; then echo "ok $tests - $1"; else
		echo "not ok $tests - $1"
		{ printf 'got:  %s\nwant: %s\n' "$2" "$3"; tail -n 5 log; } | cut -c 1-300 | sed 's/^/# /'
	fi
}
# What a table called t holds after a call: status, rows, sum of value; gone afterwards.
load() {
	local status
	# seconds of its own processor time: what takes long in one step of many would end, too
	(ulimit -t 20; "${script[@]}" --into t "$@") >log 2>&1
	status=$?
	echo "$status $(ask 'SELECT count(*), sum(value)::float8 FROM t' | sed 's/^ERROR:.*/none/;/^LINE\|\^/d')"
	ask 'DROP TABLE IF EXISTS t, t_left_out' >/dev/null
}
# A call that is refused: status, whether the message says so, and what is there: nothing.
refused() {
	local text=$1 status
	shift
	"${script[@]}" --into t "$@" >log 2>&1
	status=$?
	grep -q "$text" log && status="$status told" || status="$status not told: $text"
	echo "$status $(ask "SELECT count(*) FROM pg_class WHERE relname IN ('t', 't_left_out') OR relname LIKE 'sanctions_raw%'")"
}

python3 - <<'PYTHON'
import bz2, gzip, lzma, zipfile
rows = [('exporter', 'importer', 'product', 'period', 'value', 'note')]
rows += [('DEU', 'RUS', '854231', '2023-%02d-01' % m, '%d.5' % m, 'Köln') for m in range(1, 13)]
table = lambda mark, end='\n', quote='': end.join(mark.join(quote + f + quote for f in r) for r in rows) + end
text = table(',')
def put(name, data): open(name, 'wb').write(data)
put('plain.csv', text.encode())
put('plain.gz', gzip.compress(text.encode()))
put('plain.xz', lzma.compress(text.encode()))
put('plain.bz2', bz2.compress(text.encode()))
zipfile.ZipFile('plain.zip', 'w', zipfile.ZIP_DEFLATED).writestr('folder/plain.csv', text)
with zipfile.ZipFile('two.zip', 'w') as z:
    z.writestr('a.csv', text); z.writestr('b.csv', text)
with zipfile.ZipFile('desktop.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    for name in ['folder/', 'folder/.DS_Store', '__MACOSX/folder/._plain.csv']: z.writestr(name, 'of the desktop')
    z.writestr('folder/plain.csv', text)
    for name in ['folder/desktop.ini', '__MACOSX/._folder']: z.writestr(name, 'of the desktop')
with zipfile.ZipFile('nofile.zip', 'w') as z: z.writestr('a/', ''); z.writestr('__MACOSX/._a', 'of the desktop')
zipfile.ZipFile('book.xlsx', 'w').writestr('[Content_Types].xml', '<Types/>')
put('cut.gz', gzip.compress(text.encode())[:-20])
put('utf16le.csv', b'\xff\xfe' + text.encode('utf-16le'))
put('utf16be.csv', b'\xfe\xff' + text.encode('utf-16be'))
put('utf16.csv', text.encode('utf-16le'))
put('latin.csv', text.encode('latin1'))
put('bom.csv', b'\xef\xbb\xbf' + text.encode())
put('semicolon.csv', table(';').replace('.5', ',5').encode())
put('sep.csv', b'\xef\xbb\xbf' + ('sep=;\r\n' + table(';', '\r\n')).replace('.5', ',5').encode())
put('sepquoted.csv', ('"SEP=|"\n' + table('|')).encode())
put('twoways.csv', table(';').replace('.5', '.500').encode())
put('point.csv', table(';').replace('.5', '.500').replace(';1.500', ';0.500').encode())
put('longer.csv', table(';').replace('.5', '.500').replace(';12.500', ';1234.500').encode())
put('tab.tsv', table('\t', '\r\n').encode())
put('bar.txt', table('|').encode())
put('mac.csv', table(',', '\r').encode())
put('quoted.csv', b'\xef\xbb\xbf' + table(',', '\r\n', '"').replace('"note"', '"a ""note"", and\nmore"').encode())
put('unquoted.csv', table(',').replace('Köln', 'Köln 5" pipe').encode())
put('noend.csv', text.rstrip().encode())
put('blank.csv', (text.replace('\n', '\n\n', 3) + '\n\r\n\n').encode())
quoted = [','.join('"' + f + '"' for f in r[:-1] + ('a\n\n b',)) for r in rows[1:]]
put('blankquoted.csv', b'\n \n' + '\n\n  \n'.join([','.join(rows[0])] + quoted).encode() + b'\n  ')
put('blankcrlf.csv', b'\xef\xbb\xbf\r\n' + '\r\n\r\n'.join([','.join(rows[0])] + quoted).encode())
put('blankmany.csv', (text[:text.index('\n')] + '\n' * 300000 + text[text.index('\n'):].replace('\n', '\n' + ' \n' * 100000, 2)).encode())
put('extra.csv', text.replace('\n', ',\n').replace('note,\n', 'note\n').encode())
put('twice.csv', table(',').replace('note', '').replace('\n', ',x,y\n').replace('value,,x,y', 'value,,note,note').encode())
put('long.csv', text.replace('Köln', 'x' * 1000000, 1).encode())
put("it's \"a\" $(file);.csv", text.encode())
put('-dash.csv', text.encode())
put('packed.zst', b'\x28\xb5\x2f\xfd' + bytes(20))
put('packed.7z', b'7z\xbc\xaf\x27\x1c' + bytes(20))
put('empty.csv', b'')
put('header.csv', b'exporter,importer,product,period,value\n')
put('binary.csv', b'a,b\n\0\1\2\3' * 100)
put('prose.csv', b'It was a dark night\nand nobody traded\n')
put('other.csv', b'a,b,c\n1,2,3\n')
put('short.csv', (text + 'DEU,RUS\n').encode())
put('stop.csv', (text + 'DEU,RUS,854231,2022-01-01,1,"x\n\\.\nDROP TABLE bystander;"\n').encode())
hostile = '\'; DROP TABLE bystander; --,"""; DROP TABLE bystander; --",$$,:HOME,\\echo x,{{}}'
put('hostile.csv', (text.replace('note', 'note,' + hostile).replace('Köln', "Köln,'; DROP TABLE bystander; --,\\.,\\! touch ran,:'x',%s,\"\\\"")).encode())
put('corrected.csv', text.replace('1.5', '101.5', 1).encode())
put('big.csv', (text.split('\n')[0] + '\n').encode() + b''.join(b'DEU,RUS,854231,2023-%02d-01,1,%d\n' % (i % 12 + 1, i) for i in range(200000)))
PYTHON
all='0 12,84'

for file in plain.csv plain.gz plain.xz plain.bz2 plain.zip utf16le.csv utf16be.csv utf16.csv latin.csv bom.csv semicolon.csv \
	desktop.zip sep.csv sepquoted.csv tab.tsv bar.txt mac.csv quoted.csv unquoted.csv noend.csv blank.csv blankquoted.csv blankcrlf.csv blankmany.csv extra.csv twice.csv long.csv -- -dash.csv "it's \"a\" \$(file);.csv"; do
	[ "$file" = -- ] && continue
	case $file in
		*.xz) command -v xz >/dev/null ;;
		*.bz2) command -v bzip2 >/dev/null ;;
		*) true ;;
	esac || { tests=$((tests + 1)); echo "ok $tests - $file # SKIP what unpacks it is not here"; continue; }
	is "$file" "$(load -- "$file")" "$all"
done
for tool in zstd 7z; do
	case $tool in zstd) pack=(zstd -qf plain.csv -o) ;; 7z) pack=(7z a -bso0 -bsp0) ;; esac
	if ! command -v $tool >/dev/null || ! "${pack[@]}" plain.$tool $([ $tool = zstd ] || echo plain.csv) >/dev/null 2>&1; then
		tests=$((tests + 1))
		echo "ok $tests - $tool # SKIP it is not here"
		continue
	fi
	is "$tool" "$(load plain.$tool)" "$all"
done
is "standard input" "$(load - <plain.csv)" "$all"
is "standard input, packed" "$(load - <plain.gz)" "$all"
is "several files, a source each" "$(load plain.csv noend.csv)" "0 24,168"
is "several files of one source" "$(load --source both plain.csv noend.csv)" "0 24,168"
is "a connection string" "$(load -d "dbname=$database" plain.csv)" "$all"
# the lint looks at what came in; what it cannot look at without a flow's column is no news
(cat plain.csv; tail -n 1 plain.csv) >again.csv
"${script[0]}" --into linted again.csv >log 2>&1
is "the lint tells a row that is there twice" "$? $(grep -c duplicate_row log) $(grep -c 'not looked at' log)" "0 1 0"
ask 'DROP TABLE linted' >/dev/null
is "a dry run keeps nothing" "$(refused 'nothing was kept' --dry-run plain.csv)" "0 told 0"

"${script[@]}" --into 'kept' --source s plain.csv >log 2>&1
"${script[@]}" --into 'kept' --source s corrected.csv >log 2>&1
is "a corrected file replaces" "$(ask 'SELECT count(*), sum(value)::float8 FROM kept')" 12,184

# the same flows from another file: a corrected one under a name of its own
warned() { grep -c 'WARNING:  table "kept" has 12 rows of the same flows from other sources, as from "s"' log; }
is "none of other sources where there are none" "$(warned)" 0
"${script[@]}" --into kept plain.csv >log 2>&1
is "the same flows from another source are told" "$? $(warned)" "0 1"
sed 's/,854231,/,85423190,/; s/2023-01-01/2024-01-01/' plain.csv >lines.csv
ask "DELETE FROM kept WHERE source = 'plain.csv'" >/dev/null
"${script[@]}" --into kept lines.csv >log 2>&1
is "so are lines under them" "$? $(grep -c 'has 11 rows of the same flows' log)" "0 1"
sed 's/,854231,/,854239,/' plain.csv >others.csv
"${script[@]}" --into kept others.csv >log 2>&1
is "others are not" "$? $(grep -c WARNING log)" "0 0"
ask "ALTER TABLE kept ALTER exporter TYPE text, ALTER importer TYPE text, ALTER product TYPE text; DELETE FROM kept WHERE source <> 's'" >/dev/null
"${script[@]}" --into kept plain.csv >log 2>&1
is "in columns of text, too" "$? $(warned)" "0 1"
ask "ALTER TABLE kept ALTER exporter TYPE country_code USING exporter::country_code, ALTER importer TYPE country_code USING importer::country_code, ALTER product TYPE hs_code USING product::hs_code" >/dev/null

# a trigger that keeps rows back: what came in is not what was written
ask "CREATE TABLE kept_back (LIKE kept); CREATE FUNCTION keep_back() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.value < 2 THEN RETURN NULL; END IF; RETURN NEW; END';
	CREATE TRIGGER keep_back BEFORE INSERT ON kept_back FOR EACH ROW EXECUTE FUNCTION keep_back()" >/dev/null
"${script[@]}" --into kept_back plain.csv >log 2>&1
is "a trigger that keeps rows back is told" "$? $(grep -c 'shows 11 rows of source "plain.csv" with the sum 82.5, where 12 with 84 were written' log)" "0 1"

"${script[@]}" --help >log 2>&1
is "--help" "$? $(grep -c -e '--into TABLE' log)" "0 2"
is "no table" "$("${script[@]}" plain.csv >log 2>&1; echo $?)" 1
is "no file" "$(refused 'no file' )" "1 told 0"
is "an unknown option" "$(refused 'nonsense' --nonsense plain.csv)" "1 told 0"
is "an option without value" "$(refused 'NAME=VALUE' --option side plain.csv)" "1 told 0"
is "one name twice" "$(refused 'two files are called' plain.csv "$tmp/plain.csv")" "1 told 0"
is "no such file" "$(refused 'cannot be read' none.csv)" "2 told 0"
is "a folder" "$(refused 'folder' .)" "2 told 0"
is "an empty file" "$(refused 'empty' empty.csv)" "2 told 0"
is "a header only" "$(refused 'no row' header.csv)" "2 told 0"
is "zero bytes" "$(refused 'no text' binary.csv)" "2 told 0"
is "prose" "$(refused 'no table' prose.csv)" "2 told 0"
is "1.500 between semicolons" "$(refused 'such as "1.500" can be read in two ways' twoways.csv)" "2 told 0"
is "and the option says which: a point" "$(load --option decimal=. twoways.csv)" "0 12,84"
is "or thousands" "$(load --option decimal=, twoways.csv)" "0 12,84000"
is "0.500 is no thousands" "$(load point.csv)" "0 12,83"
is "nor are they where 1234.500 stands" "$(load longer.csv)" "0 12,1306"
is "a cut archive" "$(refused 'damaged' cut.gz)" "2 told 0"
mkdir bare && ln -s "$(command -v psql)" bare/
for name in zst:zstd 7z:7zip; do
	env PATH="$tmp/bare" "${script[@]}" --into t "packed.${name%:*}" >log 2>&1
	is "${name%:*} where what unpacks it is not installed" "$? $(grep -c "apt-get install ${name#*:}$" log)" "2 1"
done
is "two files in an archive" "$(refused 'more than one file' two.zip)" "2 told 0"
is "an archive of folders alone" "$(refused 'has no file' nofile.zip)" "2 told 0"
is "a spreadsheet" "$(refused 'spreadsheet' book.xlsx)" "2 told 0"
is "an unknown host" "$(refused 'could not translate' -h nowhere.invalid plain.csv)" "3 told 0"
is "no trade file" "$(refused 'ERROR' other.csv)" "3 told 0"
is "and of that is told what matters" "$(grep -c 'CONTEXT\|PL/pgSQL' log)" 0
is "a format that another fits" "$(refused 'HINT:  Its columns are those of flows: ask for that, or for none' --format baci plain.csv)" "3 told 0"
is "an unknown format" "$(refused 'ERROR' --format nonsense plain.csv)" "3 told 0"
is "a short line is named by its number" "$(refused 'line 14' short.csv)" "3 told 0"
is "and the file by its name" "$(grep -c 'nothing is kept; sanctions_raw_1 is "short.csv"' log)" 1
is "of several files by its table and file" "$(refused 'nothing is kept; sanctions_raw_1 is "plain.csv"; sanctions_raw_2 is "short.csv"' plain.csv short.csv)" "3 told 0"
is "one bad file of two" "$(refused 'line 14' plain.csv short.csv)" "3 told 0"

ask 'CREATE TABLE bystander ()' >/dev/null
is "hostile headers and values" "$(load hostile.csv)" "$all"
is "a line that would end the data" "$(refused 'nothing else' stop.csv)" "2 told 0"
is "a hostile source and option" "$(load --source "'; DROP TABLE bystander; --\\" --option "currency=X'); DROP TABLE bystander; --" plain.csv | cut -c 2- | grep -c DROP)" 0
"${script[@]}" --into "t; DROP TABLE bystander" plain.csv >log 2>&1
is "none of it was run" "$(ask "SELECT count(*) FROM pg_class WHERE relname = 'bystander'") $(ls ran 2>/dev/null)" "1 "

# Killed ten times, whenever: the script, psql, or the server's process.  What had all been
# sent the server finishes.
big() { # how many of big.csv's rows there are, and what else is left
	for _ in $(seq 100); do
		[ "$(ask "SELECT count(*) FROM pg_stat_activity WHERE datname = '$database'")" = 1 ] && break
		sleep 0.2
	done
	[ -z "$(ask "SELECT FROM pg_class WHERE relname = 'killed'")" ] || ask 'SELECT count(*) FROM killed'
	ask "SELECT relname FROM pg_class WHERE relname LIKE 'sanctions\\_raw%' OR relname LIKE 'sanctions\\_import\\_%' AND relkind = 'r'"
}
RANDOM=${SANCTIONS_SEED:-14}
for turn in $(seq 10); do
	after=$((RANDOM % 20))
	"${script[@]}" --into killed big.csv >log 2>&1 &
	pid=$!
	sleep $((after / 10)).$((after % 10))
	case $((turn % 3)) in
		0) who='script' && kill -9 $pid ;;
		1) who='psql' && kill -9 $(ps -o pid= --ppid $pid) ;;
		2) who="server's process" && ask "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '$database' AND pid <> pg_backend_pid()" ;;
	esac >/dev/null 2>&1
	wait $pid 2>/dev/null
	got=$(big)
	[ "$got" != 200000 ] || got=
	is "$who killed after ${after}00 ms: nothing is left, or all is there" "$got" ''
	ask 'DROP TABLE IF EXISTS killed, killed_left_out' >/dev/null
done
"${script[@]}" --into pair --source one big.csv >one.log 2>&1 &
"${script[@]}" --into pair --source two big.csv >two.log 2>&1
wait $!
is "two at once: the first" $? 0
is "and all of both" "$(ask 'SELECT source, count(*) FROM pair GROUP BY 1 ORDER BY 1' | tr '\n' ' ')" 'one,200000 two,200000 '
ask 'DROP TABLE pair' >/dev/null
# The server's process goes while rows are on their way.
"${script[@]}" --into killed big.csv >log 2>&1 &
for _ in $(seq 100); do
	[ "$(ask "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '$database' AND query LIKE 'COPY%'")" = 0 ] || break
done
wait $!
is "a connection that is lost" "$? $(ask "SELECT count(*) FROM pg_class WHERE relname LIKE 'killed%'")" "3 0"

# Real files: every row read is accounted for, and its money.
real=${SANCTIONS_DATA:-}/formats
for file in baci_2021_sample baci_hs17_2020_sample comtrade_plus_thailand_8542; do
	if [ ! -r "$real/$file.csv.gz" ]; then
		tests=$((tests + 1))
		echo "ok $tests - $file # SKIP the real data are not here (SANCTIONS_DATA)"
		continue
	fi
	want=$(python3 - "$real/$file.csv.gz" <<-'PYTHON'
		import csv, decimal, gzip, sys
		rows = list(csv.DictReader(gzip.open(sys.argv[1], 'rt', encoding='latin1')))
		value, unit = ('v', 1000) if 'v' in rows[0] else ('primaryValue', 1)
		value = sum(decimal.Decimal(r[value].strip()) for r in rows) * unit
		print(len(rows), '%.3f' % value)
	PYTHON
	)
	"${script[@]}" --into real "$real/$file.csv.gz" >log 2>&1
	got=$(awk -F'|' 'NR > 2 && NF == 4 { rows += $2; value += $3 } END { printf "%d %.3f\n", rows, value }' log)
	is "$file: used and reasons are the rows read" "$got" "$want"
	ask 'DROP TABLE IF EXISTS real, real_left_out' >/dev/null
done
echo "1..$tests"
