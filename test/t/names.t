#!/usr/bin/env bash
# The core compiles alone: no warning, no PostgreSQL header, no allocation.
# The library's global names are our own and collide with none of the server's.
#   SRCDIR  the sources (default: .)
#   LIB     the library (default: $SRCDIR/sanctions.so)
set -u
cd "${SRCDIR:-.}" || exit 1
lib=${LIB:-./sanctions.so}
cc=${CC:-cc}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
tests=0

# check NAME FILE: ok when the file with the complaints is empty
check() {
	tests=$((tests + 1))
	if [ -s "$2" ]; then
		echo "not ok $tests - $1"
		head -n 20 "$2" | sed 's/^/# /'
	else
		echo "ok $tests - $1"
	fi
}

for source in src/*/*_core.c; do
	name=$(basename "$(dirname "$source")")_$(basename "$source" .c)
	"$cc" -std=gnu11 -Isrc -Wall -Wextra -Werror -ffp-contract=off -O2 -fPIC -c "$source" -o "$work/$name.o" >"$work/log" 2>&1 ||
		echo "exit code $?" >>"$work/log"
	check "$name compiles alone without a warning" "$work/log"
	{ "$cc" -std=gnu11 -Isrc -M "$source" || echo postgres; } 2>&1 | tr ' ' '\n' |
		grep -iE 'postgres|compat\.h' >"$work/log"
	check "$name includes nothing of PostgreSQL" "$work/log"
	nm -u "$work/$name.o" 2>&1 |
		grep -E ' (malloc|calloc|realloc|free|alloca|strdup|palloc.*|pfree|exit|abort|printf|qsort)$' >"$work/log"
	check "$name allocates nothing and never exits" "$work/log"
done

# A header that lacks an include of its own fails here.
for header in src/*/*_core.h; do
	echo "#include \"$PWD/$header\"" >"$work/header.c"
	"$cc" -std=gnu11 -Isrc -Wall -Wextra -Werror -fsyntax-only "$work/header.c" >"$work/log" 2>&1
	check "${header#src/} needs no other header first" "$work/log"
done

# Two core objects must not define one name, and what one needs another has, or libc and libm.
"$cc" -shared -Wl,-z,defs -o "$work/core.so" "$work"/*_core.o -lm >"$work/log" 2>&1 ||
	echo "exit code $?" >>"$work/log"
check "the core is complete without the rest" "$work/log"

nm -g --defined-only "$lib" | awk '{print $3}' | sort -u >"$work/names"
grep -q '^Pg_magic_func$' "$work/names" && : >"$work/log" || echo "$lib: no module" >"$work/log"
check "the library's names can be read" "$work/log"
# those with two underscores in front belong to the compiler and its tools
grep -vE '^(Pg_magic_func|_PG_init|_init|_fini|__.*|pg_finfo_sanctions_.*|sanctions_.*|trade_.*)$' "$work/names" >"$work/log"
check "every global name is ours" "$work/log"

server=${PG_BIN:-$("${PG_CONFIG:-pg_config}" --bindir)}/postgres
if nm -D --defined-only "$server" 2>/dev/null | awk '{print $3}' | sort -u >"$work/server" && [ -s "$work/server" ]; then
	grep -vE '^(_init|_fini|__.*)$' "$work/names" | comm -12 - "$work/server" >"$work/log"
	check "no global name is also the server's" "$work/log"
else
	tests=$((tests + 1))
	echo "ok $tests - no global name is also the server's # SKIP the names of $server cannot be read"
fi

# A SQL-callable function must be declared by the installation script, and the reverse.
sed -n 's/^pg_finfo_//p' "$work/names" >"$work/callable"
cat sql/install/*.sql sql/upgrade/*.sql 2>/dev/null | grep -oE "'MODULE_PATHNAME', 'sanctions_[a-z0-9_]+'" |
	cut -d "'" -f 4 | sort -u >"$work/declared"
comm -3 "$work/callable" "$work/declared" >"$work/log"
check "the library's functions are those that SQL declares" "$work/log"

# One file to read when a server's version changes: its branches, and what the server keeps private.
grep -nE -e 'PG_VERSION_NUM|nodes/memnodes\.h|pg_attribute_noreturn|pg_noreturn' -e '->(mem_allocated|firstchild|prevchild|nextchild|isReset|reset_cbs)\b' \
	src/*.[ch] src/*/*.[ch] | grep -v '^src/compat\.h:' >"$work/log"
check "branches on a version and private fields are in compat.h" "$work/log"

echo "1..$tests"
