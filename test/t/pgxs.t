#!/usr/bin/env bash
# make, make install DESTDIR=, make uninstall, VPATH builds, make installcheck, make
# clean and make dist behave as PGXS users know them; what cannot be built against is
# told in one line.
set -u
echo 1..23
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset MAKEFLAGS
VERSION=$(sed -n "s/^default_version = '\(.*\)'/\1/p" "$SRCDIR/sanctions.control")
check() {
	local name=$1
	shift
	if "$@" >"$tmp/log" 2>&1; then echo "ok $name"; else echo "not ok $name"; tail -n 15 "$tmp/log" | cut -c 1-300 | sed 's/^/# /'; fi
}
config=(PG_CONFIG="$SANCTIONS_PG_CONFIG" with_llvm=no)
mkdir "$tmp/build" "$tmp/source"
tar -C "$SRCDIR" --exclude='*.o' --exclude='*.so' --exclude='*.d' --exclude='sanctions--*.sql' --exclude=./results -cf - . |
	tar -C "$tmp/source" -xf -
vpath=(-C "$tmp/build" -f "$tmp/source/Makefile" "${config[@]}")
# Sources that somebody has built in place, with another compiler: nothing of it will do.
(
	cd "$tmp/source" || exit
	for file in $(find src -name '*.c') sanctions.so sanctions-import sql/sanctions--$VERSION.sql; do
		for built in "${file%.c}.o" "${file%.c}.bc"; do echo 'built by others' >"$built"; done
		case $file in *.c) ;; *) echo 'built by others' >"$file" ;; esac
	done
)
chmod -R a-w "$tmp/source/src" "$tmp/source/sql"

check "1 - VPATH build, sources read-only and built in place before" make -j2 "${vpath[@]}"
check "2 - install, DESTDIR with a space" make "${vpath[@]}" DESTDIR="$tmp/the stage" install
missing=
for file in "$("$SANCTIONS_PG_CONFIG" --pkglibdir)/sanctions.so" \
	"$("$SANCTIONS_PG_CONFIG" --sharedir)/extension/sanctions.control" \
	"$("$SANCTIONS_PG_CONFIG" --sharedir)/extension/sanctions--$VERSION.sql" \
	"$("$SANCTIONS_PG_CONFIG" --bindir)/sanctions-import"; do
	[ -s "$tmp/the stage$file" ] || missing="$missing $file"
	! grep -qsx 'built by others' "$tmp/the stage$file" || missing="$missing $file"
done
check "3 - library, control file, SQL and sanctions-import are installed" test -z "$missing"
cp "$tmp/the stage$("$SANCTIONS_PG_CONFIG" --bindir)/sanctions-import" "$tmp/"
check "21 - and what there is to read" diff \
	<(cd "$SRCDIR" && ls README.md CHANGELOG.md SECURITY.md LICENSE doc/*.md doc/*.txt | sed 's,.*/,,' | LC_ALL=C sort) \
	<(ls "$tmp/the stage$("$SANCTIONS_PG_CONFIG" --docdir)/sanctions" | LC_ALL=C sort)
make "${vpath[@]}" DESTDIR="$tmp/the stage" uninstall >/dev/null 2>&1
check "4 - uninstall leaves no file" test -z "$(find "$tmp/the stage" -type f)"
# as pg_buildext of Debian asks for it
check "23 - install where VPATH is given" make -C "$tmp/build" -f "$tmp/source/Makefile" "${config[@]}" VPATH="$tmp/source" DESTDIR="$tmp/stage 2" install
check "5 - installcheck in a VPATH build" make "${vpath[@]}" REGRESS=version installcheck
check "6 - nothing is built twice" make -q "${vpath[@]}"
touch "$tmp/source/src/screen/arguments.h"
rebuilt=$(make -n "${vpath[@]}" | grep -o 'src/[a-z_/]*\.o' | sort -u | xargs)
check "7 - a changed header rebuilds what includes it" grep -qw src/screen/arguments.o <<<"$rebuilt"
rebuilt=$(make -n "${vpath[@]}" | grep -o '^[^ ].* -o src/[a-z_/]*\.o' | grep -c -e ' -o src/share/')
check "8 - and nothing else" test "$rebuilt" = 0
make "${vpath[@]}" clean >/dev/null 2>&1
check "9 - clean leaves nothing" test -z "$(find "$tmp/build" -type f)"

# A pg_config of its own, which answers some options otherwise: fake NAME [OPTION ANSWER]...
fake() {
	local name=$1
	shift
	{
		printf '#!/bin/sh\ncase $1 in\n'
		while [ $# -gt 0 ]; do printf -- "%s) echo '%s' ;;\n" "$1" "$2"; shift 2; done
		printf '*) exec %s "$@" ;;\nesac\n' "$SANCTIONS_PG_CONFIG"
	} >"$tmp/$name"
	chmod +x "$tmp/$name"
}
# refused NUMBER NAME PG_CONFIG TEXT: one line that says so, and nothing else is done
refused() {
	local status
	mkdir -p "$tmp/refused"
	make -j2 -C "$tmp/refused" -f "$tmp/source/Makefile" --no-print-directory PG_CONFIG="$3" >"$tmp/refusal" 2>&1
	status=$?
	if [ $status != 0 ] && [ "$(wc -l <"$tmp/refusal")" = 1 ] && grep -q "$4" "$tmp/refusal" &&
		[ -z "$(ls "$tmp/refused")" ]; then
		echo "ok $1 - $2"
	else
		echo "not ok $1 - $2"
		{ echo "exit $status"; head -n 5 "$tmp/refusal" | cut -c 1-200; } | sed 's/^/# /'
	fi
	rm -rf "$tmp/refused"
}
mkdir "$tmp/empty" "$tmp/narrow"
touch "$tmp/narrow/postgres.h"
echo '#define SIZEOF_VOID_P 4' >"$tmp/narrow/pg_config.h"
fake client --pgxs "$tmp/empty/pgxs.mk"
fake bare --includedir-server "$tmp/empty"
fake old --version 'PostgreSQL 14.9'
fake narrowed --includedir-server "$tmp/narrow"
refused 10 "no pg_config" "$tmp/none" 'does not run.*PG_CONFIG='
refused 11 "a program that is no pg_config" /bin/true 'does not run.*PG_CONFIG='
refused 12 "a pg_config of clients only" "$tmp/client" 'pgxs.mk.*postgresql-server-dev-'
refused 13 "no server headers" "$tmp/bare" 'postgres.h.*postgresql-server-dev-'
refused 14 "an old server" "$tmp/old" 'PostgreSQL 14.9.*15 or later'
refused 15 "a 32-bit server" "$tmp/narrowed" '64-bit'

# The server's own setting: bitcode for the JIT by the compiler that the server names.
clang=$(sed -n 's/^CLANG *= *//p' "$(dirname "$("$SANCTIONS_PG_CONFIG" --pgxs)")/../Makefile.global")
if command -v "${clang:-none}" >/dev/null; then
	check "16 - the build with bitcode" make -j2 -C "$tmp/build" -f "$tmp/source/Makefile" PG_CONFIG="$SANCTIONS_PG_CONFIG"
else
	echo "ok 16 - the build with bitcode # SKIP the server's compiler for it is not here (${clang:-no JIT})"
fi
asked=$(make -n -C "$tmp/build" -f "$tmp/source/Makefile" PG_CONFIG="$SANCTIONS_PG_CONFIG" CLANG="$tmp/none" 2>&1 | grep -c "^$tmp/none")
check "17 - and without that compiler none is asked for" test "$asked" = 0
# A new topic is easily forgotten in the list.
check "18 - installcheck runs every regression test" diff \
	<(sed -n '/^REGRESS =/,/[^\\]$/p' "$SRCDIR/Makefile" | tr -d '\\' | sed 's/^REGRESS =//' | xargs -n 1) \
	<(cd "$SRCDIR/sql" && ls *.sql | grep -v -e -- | sed 's/\.sql$//' | LC_ALL=C sort)
# The control file has it; whatever else names a version names that one.
check "19 - one version everywhere" diff <(yes "$VERSION" | head -n 6) <(cd "$SRCDIR" && {
	python3 -c 'import json; m = json.load(open("META.json")); print(m["version"], m["provides"]["sanctions"]["version"], sep="\n")'
	sed -n 's/^## \([0-9.]*\).*/\1/p' CHANGELOG.md | head -n 1
	sed -n '1s/^sanctions (\([0-9.]*\)).*/\1/p' debian/changelog
	sed -n 's/.*SQL objects \([0-9.]*\), library.*/\1/p' expected/version.out
	perl "$tmp/sanctions-import" --version | sed 's/^sanctions-import //'
})
if command -v git >/dev/null; then
	chmod -R u+w "$tmp/source"
	(cd "$tmp/source" && git init -q && git add . && git -c user.name=t -c user.email=t@localhost commit -qm all) >/dev/null 2>&1
	make -C "$tmp/source" dist >"$tmp/log" 2>&1
	check "20 - dist holds what git holds" diff <(git -C "$tmp/source" ls-files | sed "s,^,sanctions-$VERSION/," | sort) \
		<(python3 -m zipfile -l "$tmp/source/sanctions-$VERSION.zip" | awk 'NR > 1 && $1 !~ /\/$/ { print $1 }' | sort)
else
	echo "ok 20 - dist holds what git holds # SKIP there is no git"
fi
chmod -R u+w "$tmp/source"
# What PGXN asks of META.json: https://pgxn.org/spec/
cat >"$tmp/meta.py" <<'PYTHON'
import json, os, re, sys
folder = sys.argv[1]
meta = json.load(open(os.path.join(folder, 'META.json')))
semantic = re.compile(r'^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$')
term = re.compile(r'^[^\s/\\\x00-\x1f]{2,}$')
wrong = [key for key in ('name', 'version', 'abstract', 'maintainer', 'license', 'provides', 'meta-spec') if key not in meta]
known = {'name', 'version', 'abstract', 'maintainer', 'license', 'provides', 'meta-spec', 'description',
         'generated_by', 'tags', 'no_index', 'prereqs', 'release_status', 'resources'}
wrong += [key for key in meta if key not in known and not key.lower().startswith('x_')]
wrong += [] if term.match(meta['name']) else ['name']
wrong += [] if semantic.match(meta['version']) else ['version']
wrong += [] if meta.get('release_status') in ('stable', 'testing', 'unstable') else ['release_status']
wrong += ['tags'] if any(not 0 < len(tag) < 256 or '/' in tag for tag in meta['tags']) else []
for name, part in meta['provides'].items():
    wrong += [name] if not term.match(name) or not semantic.match(part['version']) else []
    wrong += [path for path in (part['file'], part.get('docfile')) if path and not os.path.exists(os.path.join(folder, path))]
for phase, relations in meta['prereqs'].items():
    wrong += [] if phase in ('configure', 'build', 'runtime', 'test', 'develop') else [phase]
    for relation, modules in relations.items():
        wrong += [] if relation in ('requires', 'recommends', 'suggests', 'conflicts') else [relation]
        wrong += [module for module, version in modules.items() if version != 0 and not semantic.match(version)]
sys.exit('wrong in META.json: %s' % ', '.join(wrong) if wrong else 0)
PYTHON
check "22 - META.json is as PGXN asks" python3 "$tmp/meta.py" "$SRCDIR"
