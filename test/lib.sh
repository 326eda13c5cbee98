# Shell functions for everything that needs a build and a throw-away cluster.
# Source it; nothing runs until a function is called.
#
#   sanctions_setup          install the system packages that are missing
#   sanctions_stage          build a copy and install it into a temporary folder
#   sanctions_cluster_start  start a cluster on it; exports PGHOST, PGPORT, ...
#   sanctions_psql           psql on that cluster, errors stop it
#   sanctions_as_postgres    run a command as the user the server runs as
#
# SANCTIONS_TMP holds all that is written; it and the server go at exit.

SANCTIONS_EXTRA_PACKAGES=()
SANCTIONS_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# What is used here must not depend on the caller's settings.
unset PGSERVICE PGOPTIONS PGDATA PGPASSWORD PGCLIENTENCODING MAKEFLAGS MAKEOVERRIDES MFLAGS
export LC_ALL=C.UTF-8

sanctions_say() { printf '# %s\n' "$*" >&2; }

sanctions_die() { sanctions_say "$*"; exit 1; }

# The pg_config of a server with headers: $PG_CONFIG, or the newest installed.
sanctions_find_pg_config() {
	local candidate
	for candidate in ${PG_CONFIG:-} $(ls -d /usr/lib/postgresql/*/bin/pg_config 2>/dev/null | sort -rV) pg_config; do
		if [ -f "$("$candidate" --pgxs 2>/dev/null)" ] && [ -x "$("$candidate" --bindir)/postgres" ]; then
			echo "$candidate"
			return
		fi
	done
}

sanctions_missing_packages() {
	local major=$1 package
	for package in gcc make python3 gzip "postgresql-$major" "postgresql-server-dev-$major" "postgresql-$major-pgtap"; do
		# pgTAP may have come another way
		[ "$package" != "postgresql-$major-pgtap" ] || [ ! -e "/usr/share/postgresql/$major/extension/pgtap.control" ] || continue
		dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed' || echo "$package"
	done
}

# apt-get as root; services that a package brings are not started.
sanctions_install() {
	local sudo= policy=/usr/sbin/policy-rc.d status=0
	[ "$(id -u)" = 0 ] || sudo='sudo -n'
	[ -z "$sudo" ] || $sudo true || sanctions_die "packages are missing and sudo does not work: $*"
	sanctions_say "installing: $*"
	$sudo apt-get -o DPkg::Lock::Timeout=550 update -qq >&2 || sanctions_die "apt-get update failed"
	[ -e $policy ] && policy= || printf '#!/bin/sh\nexit 101\n' | $sudo tee $policy >/dev/null
	[ -z "$policy" ] || $sudo chmod +x $policy
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=550 \
		-o Dpkg::Use-Pty=0 install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 || status=$?
	[ -z "$policy" ] || $sudo rm -f $policy
	return $status
}

sanctions_setup() {
	local major missing
	SANCTIONS_PG_CONFIG=$(sanctions_find_pg_config)
	if command -v apt-get >/dev/null; then
		if [ -n "$SANCTIONS_PG_CONFIG" ]; then
			major=$("$SANCTIONS_PG_CONFIG" --version | sed 's/^PostgreSQL \([0-9]*\).*/\1/')
		else
			major=$(. /etc/os-release; case ${VERSION_ID:-} in 12) echo 15;; 13) echo 17;; *) echo 18;; esac)
		fi
		missing=$(sanctions_missing_packages "$major")
		# a server of another packager, or one without pgTAP, is taken as it is
		if [ -n "$missing" ]; then
			sanctions_install $missing || sanctions_say "could not install all of: $missing"
			# what some tests can use, and skip without
			[ -z "${SANCTIONS_EXTRA_PACKAGES[*]}" ] || sanctions_install "${SANCTIONS_EXTRA_PACKAGES[@]}" ||
				sanctions_say "could not install: ${SANCTIONS_EXTRA_PACKAGES[*]}"
		fi
		SANCTIONS_PG_CONFIG=$(sanctions_find_pg_config)
	fi
	[ -n "$SANCTIONS_PG_CONFIG" ] || sanctions_die "no PostgreSQL with server headers found: set PG_CONFIG"
	PG_BIN=$("$SANCTIONS_PG_CONFIG" --bindir)
	PG_MAJOR=$("$SANCTIONS_PG_CONFIG" --version | sed 's/^PostgreSQL \([0-9]*\).*/\1/')
	export SANCTIONS_PG_CONFIG PG_BIN PG_MAJOR
	export PATH="$PG_BIN:$PATH"
}

sanctions_as_postgres() {
	if [ "$(id -u)" = 0 ]; then
		(cd "$SANCTIONS_TMP" && runuser -u postgres -- "$@")
	else
		"$@"
	fi
}

sanctions_cleanup() {
	local status=$?
	[ -f "$SANCTIONS_TMP/data/postmaster.pid" ] &&
		sanctions_as_postgres "$PG_BIN/pg_ctl" -D "$SANCTIONS_TMP/data" -m immediate -w stop >/dev/null 2>&1
	rm -rf --one-file-system "$SANCTIONS_TMP"
	exit $status
}

sanctions_tmp() {
	[ -z "${SANCTIONS_TMP:-}" ] || return 0
	SANCTIONS_TMP=$(mktemp -d "${TMPDIR:-/tmp}/sanctions.XXXXXX")
	chmod 755 "$SANCTIONS_TMP"
	export SANCTIONS_TMP
	trap sanctions_cleanup EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
}

# The checkout may lie where the postgres user cannot read: build a copy.
# Arguments go to make (COPT=-Werror, ...).
sanctions_stage() {
	sanctions_tmp
	mkdir -p "$SANCTIONS_TMP/src" "$SANCTIONS_TMP/stage"
	tar -C "$SANCTIONS_ROOT" --exclude=./.git --exclude='*.o' --exclude='*.d' --exclude='*.bc' --exclude='*.so' \
		--exclude='sanctions--*.sql' --exclude=node_modules -cf - . | tar -C "$SANCTIONS_TMP/src" -xf -
	make -C "$SANCTIONS_TMP/src" -j"$(nproc)" PG_CONFIG="$SANCTIONS_PG_CONFIG" with_llvm=no "$@" \
		>"$SANCTIONS_TMP/make.log" 2>&1 &&
		make -C "$SANCTIONS_TMP/src" PG_CONFIG="$SANCTIONS_PG_CONFIG" with_llvm=no \
			DESTDIR="$SANCTIONS_TMP/stage" "$@" install >>"$SANCTIONS_TMP/make.log" 2>&1 ||
		{ grep -E 'error|warning|Error' "$SANCTIONS_TMP/make.log" | grep -v '^gcc' >&2; sanctions_die "the build failed"; }
	export SANCTIONS_SO=$SANCTIONS_TMP/src/sanctions.so
	# real data, where it lies beside the project
	if [ -z "${SANCTIONS_DATA:-}" ] && [ -d "$SANCTIONS_ROOT/../shared/data" ]; then
		cp -r "$SANCTIONS_ROOT/../shared/data" "$SANCTIONS_TMP/real"
		chmod -R u+w,a+rX "$SANCTIONS_TMP/real"
		export SANCTIONS_DATA=$SANCTIONS_TMP/real
	fi
	[ "$(id -u)" != 0 ] || chown -R postgres "$SANCTIONS_TMP/src"
}

# The calls that the guard build takes over, as options of the linker.
sanctions_guard_wraps() {
	sed -n 's/^WRAPPED([^,]*, \([A-Za-z_0-9]*\),.*/-Wl,--wrap=\1/p' "$SANCTIONS_ROOT/test/guard/alloc.c"
}

# The guard build of the objects compiled in a folder, as a library: sanctions_guard_link FOLDER LIBRARY
sanctions_guard_link() {
	make -C "$1" PG_CONFIG="$SANCTIONS_PG_CONFIG" with_llvm=no test/guard/alloc.o test/guard/helper.o &&
		gcc -shared -o "$2" "$1"/src/*.o "$1"/src/*/*.o "$1"/test/guard/*.o $(sanctions_guard_wraps)
}

# The staged library becomes the guard build.
sanctions_guard_stage() {
	sanctions_guard_link "$SANCTIONS_TMP/src" "$SANCTIONS_SO" >>"$SANCTIONS_TMP/make.log" 2>&1 &&
		cp "$SANCTIONS_SO" "$SANCTIONS_TMP/stage$("$SANCTIONS_PG_CONFIG" --pkglibdir)/" ||
		{ tail -n 5 "$SANCTIONS_TMP/make.log" >&2; sanctions_die "the guard build failed"; }
}

# extension_destdir is Debian's, to 17; extension_control_path is PostgreSQL's, from 18.
sanctions_conf() {
	local stage=$SANCTIONS_TMP/stage
	cat <<-EOF
		listen_addresses = ''
		unix_socket_directories = '$SANCTIONS_TMP/socket'
		port = $PGPORT
		fsync = off
		max_connections = 40
		max_locks_per_transaction = 512
		shared_buffers = 256MB
		max_parallel_workers_per_gather = 2
		dynamic_library_path = '$stage$("$SANCTIONS_PG_CONFIG" --pkglibdir):\$libdir'
	EOF
	if [ "$PG_MAJOR" -ge 18 ]; then
		echo "extension_control_path = '$stage$("$SANCTIONS_PG_CONFIG" --sharedir):\$system'"
	else
		echo "extension_destdir = '$stage'"
	fi
}

sanctions_cluster_start() {
	export PGHOST=$SANCTIONS_TMP/socket PGPORT=54329 PGUSER=postgres PGDATABASE=postgres
	mkdir -p "$SANCTIONS_TMP/data" "$SANCTIONS_TMP/socket"
	[ "$(id -u)" != 0 ] || chown postgres "$SANCTIONS_TMP/data" "$SANCTIONS_TMP/socket"
	sanctions_as_postgres "$PG_BIN/initdb" -D "$SANCTIONS_TMP/data" -U postgres -A trust -N \
		-E UTF8 --locale=C.UTF-8 >"$SANCTIONS_TMP/initdb.log" 2>&1 ||
		{ cat "$SANCTIONS_TMP/initdb.log" >&2; sanctions_die "initdb failed"; }
	sanctions_conf >>"$SANCTIONS_TMP/data/postgresql.conf"
	if [ -n "${SANCTIONS_VALGRIND:-}" ]; then
		sanctions_valgrind_server
		return
	fi
	sanctions_as_postgres "$PG_BIN/pg_ctl" -D "$SANCTIONS_TMP/data" -l "$SANCTIONS_TMP/data/server.log" \
		-w -t 60 start >/dev/null || { cat "$SANCTIONS_TMP/data/server.log" >&2; sanctions_die "the server did not start"; }
}

# The server under memcheck.  PostgreSQL itself writes padding to disk: two suppressions.
sanctions_valgrind_server() {
	cat >"$SANCTIONS_TMP/valgrind.supp" <<-EOF
		{
		   pwrite of padding
		   Memcheck:Param
		   pwrite64(buf)
		   obj:*
		}
		{
		   write of padding
		   Memcheck:Param
		   write(buf)
		   obj:*
		}
	EOF
	sanctions_as_postgres valgrind --quiet --trace-children=yes --leak-check=no --error-limit=no \
		--suppressions="$SANCTIONS_TMP/valgrind.supp" --log-file="$SANCTIONS_TMP/data/valgrind.%p.log" \
		"$PG_BIN/postgres" -D "$SANCTIONS_TMP/data" >"$SANCTIONS_TMP/data/server.log" 2>&1 </dev/null &
	for _ in $(seq 120); do
		"$PG_BIN/pg_isready" -q && return
		sleep 1
	done
	sanctions_die "the server did not start under valgrind"
}

sanctions_psql() { "$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 "$@"; }
