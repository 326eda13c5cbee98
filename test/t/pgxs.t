#!/usr/bin/env bash
# make, make install DESTDIR=, VPATH builds, make installcheck and make clean
# behave as PGXS users know them.
set -u
echo 1..7
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset MAKEFLAGS
check() {
	local name=$1
	shift
	if "$@" >"$tmp/log" 2>&1; then echo "ok $name"; else echo "not ok $name"; tail -n 15 "$tmp/log" | sed 's/^/# /'; fi
}
config=(PG_CONFIG="$SANCTIONS_PG_CONFIG" with_llvm=no)
mkdir "$tmp/build" "$tmp/stage" "$tmp/source"
tar -C "$SRCDIR" --exclude='*.o' --exclude='*.so' --exclude='sanctions--*.sql' --exclude=./results -cf - . | tar -C "$tmp/source" -xf -
chmod -R a-w "$tmp/source/src" "$tmp/source/sql"

check "1 - VPATH build, sources read-only" make -j2 -C "$tmp/build" -f "$tmp/source/Makefile" "${config[@]}"
check "2 - install with DESTDIR" make -C "$tmp/build" -f "$tmp/source/Makefile" "${config[@]}" DESTDIR="$tmp/stage" install
missing=
for file in "$("$SANCTIONS_PG_CONFIG" --pkglibdir)/sanctions.so" \
	"$("$SANCTIONS_PG_CONFIG" --sharedir)/extension/sanctions.control" \
	"$("$SANCTIONS_PG_CONFIG" --sharedir)/extension/sanctions--0.1.0.sql"; do
	[ -s "$tmp/stage$file" ] || missing="$missing $file"
done
check "3 - library, control file and script are installed" test -z "$missing"
check "4 - installcheck in a VPATH build" make -C "$tmp/build" -f "$tmp/source/Makefile" "${config[@]}" \
	REGRESS=version installcheck
make -C "$tmp/build" -f "$tmp/source/Makefile" "${config[@]}" clean >/dev/null 2>&1
check "5 - clean leaves nothing that was built" test -z "$(find "$tmp/build" -name '*.o' -o -name '*.so' -o -name 'sanctions--*')"
# The server's own setting: bitcode for the JIT by the compiler that the server names.
clang=$(sed -n 's/^CLANG *= *//p' "$(dirname "$("$SANCTIONS_PG_CONFIG" --pgxs)")/../Makefile.global")
if command -v "${clang:-none}" >/dev/null; then
	check "6 - the build with bitcode" make -j2 -C "$tmp/build" -f "$tmp/source/Makefile" PG_CONFIG="$SANCTIONS_PG_CONFIG"
else
	echo "ok 6 - the build with bitcode # SKIP the server's compiler for it is not here (${clang:-no JIT})"
fi
# A new topic is easily forgotten in the list.
check "7 - installcheck runs every regression test" diff \
	<(sed -n '/^REGRESS =/,/[^\\]$/p' "$SRCDIR/Makefile" | tr -d '\\' | sed 's/^REGRESS =//' | xargs -n 1) \
	<(cd "$SRCDIR/sql" && ls *.sql | grep -v -e -- | sed 's/\.sql$//' | LC_ALL=C sort)
chmod -R u+w "$tmp/source"
