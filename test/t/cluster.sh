# Servers of one's own for tests that need several; source it.  A server is a
# number, which is its port; all listen on sockets in one folder that goes at exit.
#
#   check NAME GOT WANT       one test, counted; an error message never passes
#   node_create N [LINE ...]  a cluster that finds the extension where this one does,
#                             started with these lines in its configuration
#   node_start N              starts a cluster that is there
#   on N ARGUMENT ...         psql on it, on database postgres unless -d says another
#   session N NAME            a psql that stays open; say NAME STATEMENT, close NAME
#   eventually QUERY N ...    waits until a query on server N gives t
set -u
bin=${PG_BIN:-$("${PG_CONFIG:-pg_config}" --bindir)}
tmp=$(mktemp -d)
nodes= tests=0
declare -A spoken

stop_nodes() {
	local n
	for n in $nodes; do
		[ ! -f "$tmp/$n/postmaster.pid" ] || "$bin/pg_ctl" -D "$tmp/$n" -m immediate -w stop >/dev/null
	done
	rm -rf "$tmp"
}
trap stop_nodes EXIT

check() {
	tests=$((tests + 1))
	if [ "$2" = "$3" ] && ! grep -q ERROR <<<"$3"; then
		echo "ok $tests - $1"
	else
		echo "not ok $tests - $1"
		printf '%s\n' "got: $2" "want: $3" | sed 's/^/# /'
	fi
}

# What one cannot go on without.
need() {
	"${@:2}" >"$tmp/log" 2>&1 && return
	echo "not ok $((tests + 1)) - $1"
	cat "$tmp/log" "$tmp"/*.log 2>/dev/null | tail -n 30 | sed 's/^/# /'
	echo "1..$((tests + 1))"
	exit 1
}

node_start() {
	"$bin/pg_ctl" -D "$tmp/$1" -l "$tmp/$1.log" -w -t 60 start
}

node_configure() {
	printf '%s\n' "listen_addresses = ''" "unix_socket_directories = '$tmp'" "port = $1" 'fsync = off' \
		'shared_buffers = 32MB' 'max_connections = 30' "${@:2}" >>"$tmp/$1/postgresql.conf"
	psql -XAtq -d postgres -c "SELECT format('%s = %L', name, setting) FROM pg_settings
		WHERE name IN ('dynamic_library_path', 'extension_destdir', 'extension_control_path')" >>"$tmp/$1/postgresql.conf"
}

node_create() {
	nodes="$nodes $1"
	"$bin/initdb" -D "$tmp/$1" -U postgres -A trust -N -E UTF8 --locale=C.UTF-8 && node_configure "$@" && node_start "$1"
}

on() {
	local port=$1
	shift
	PGHOST=$tmp PGPORT=$port PGUSER=${AS:-postgres} PGDATABASE=postgres psql -XAtq -v ON_ERROR_STOP=1 "$@" 2>&1
}

session() {
	local pipe=$tmp/$2.pipe fd
	mkfifo "$pipe"
	on "$1" <"$pipe" >"$tmp/$2.out" &
	exec {fd}>"$pipe"
	spoken[$2]=$fd
}

say() { printf '%s\n' "$2" >&"${spoken[$1]}"; }

close() {
	local fd=${spoken[$1]}
	exec {fd}>&-
}

eventually() {
	local n
	for n in $(seq 300); do
		[ "$(on "$2" "${@:3}" -c "$1")" != t ] || return 0
		sleep 0.1
	done
	return 1
}
