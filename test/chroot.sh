# Shell functions for Debian chroots; needs root and test/lib.sh.
#
#   sanctions_chroot NAME SUITE [PACKAGE...]   make $CHROOTS/NAME once, with these packages
#   sanctions_chroot_project DIR               lay the checkout into DIR/sanctions/project
#   sanctions_chroot_run DIR COMMAND...        run a command in one, with /proc and /dev/shm

[ "$(id -u)" = 0 ] || sanctions_die "chroots need root"
CHROOTS=${CHROOTS:-/var/tmp/sanctions-chroots}
mkdir -p "$CHROOTS"
command -v mmdebstrap >/dev/null || sanctions_install mmdebstrap || exit 1

# The archive this machine uses.
sanctions_mirror() {
	grep -hsE '^(deb |URIs:)' /etc/apt/sources.list /etc/apt/sources.list.d/* |
		grep -oE 'https?://[^ ]+' | grep -v security | head -n 1
}

sanctions_chroot() {
	local name=$1 suite=$2 dir=$CHROOTS/$1 status
	shift 2
	[ -e "$dir/.ready" ] && return
	mmdebstrap --mode=root --variant=apt --aptopt='Acquire::Check-Valid-Until "false"' \
		"$suite" "$dir" "$(sanctions_mirror)" >"$CHROOTS/$name.log" 2>&1 || return
	cp -r /etc/apt/apt.conf.d/. "$dir/etc/apt/apt.conf.d/" 2>/dev/null
	echo 'Acquire::Check-Valid-Until "false";' >"$dir/etc/apt/apt.conf.d/99valid"
	printf '#!/bin/sh\nexit 101\n' >"$dir/usr/sbin/policy-rc.d"
	chmod +x "$dir/usr/sbin/policy-rc.d"
	case " $* " in *"/experimental "*) echo "deb $(sanctions_mirror) experimental main" >"$dir/etc/apt/sources.list.d/experimental.list" ;; esac
	mkdir -p "$dir/etc/postgresql-common"
	echo 'create_main_cluster = false' >"$dir/etc/postgresql-common/createcluster.conf"
	sanctions_chroot_run "$dir" sh -c "apt-get update -qq && { [ -z '$*' ] ||
		apt-get install -y -qq --no-install-recommends $*; }" >>"$CHROOTS/$name.log" 2>&1 && touch "$dir/.ready"
}

sanctions_chroot_run() {
	local dir=$1 status
	shift
	mount -t proc proc "$dir/proc"
	mount -t tmpfs tmpfs "$dir/dev/shm" 2>/dev/null || true
	chroot "$dir" env DEBIAN_FRONTEND=noninteractive "$@"
	status=$?
	umount "$dir/dev/shm" 2>/dev/null
	umount "$dir/proc"
	return $status
}

sanctions_chroot_project() {
	rm -rf --one-file-system "$1/sanctions"
	mkdir -p "$1/sanctions/project"
	tar -C "$SANCTIONS_ROOT" --exclude=./.git --exclude='*.o' --exclude='*.d' --exclude='*.bc' --exclude='*.so' -cf - . |
		tar -C "$1/sanctions/project" -xf -
}
