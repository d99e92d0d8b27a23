#!/usr/bin/env bash
# Installs below a folder and has systemd judge the units there: no mistakes, no more rights than
# promised, and a kiosk.yaml that stays when a new version comes over it.
set -euo pipefail

for program in systemd-analyze systemd-sysusers systemd-tmpfiles; do
    if ! command -v $program >/dev/null; then
        echo "SKIPPED: there is no $program here, so the units are NOT checked" >&2
        exit 77
    fi
done

destdir=$PP_SCRATCH/root
units=$destdir/usr/lib/systemd/system
failures=0

fail() {
    echo "FAILED: $*" >&2
    failures=$((failures + 1))
}

install_all() {
    DESTDIR=$destdir cmake --install "$(dirname "$PP_BIN_DIR")" >"$PP_SCRATCH/install.log" || {
        cat "$PP_SCRATCH/install.log" >&2
        exit 1
    }
}

# What must be where the programs and the units look for it.
check_files() {
    local path
    for path in usr/bin/praatpaal usr/bin/praatpaalctl usr/bin/praatpaal-sync \
        etc/praatpaal/kiosk.yaml etc/praatpaal/conversation.yaml etc/praatpaal/kinds.yaml \
        etc/praatpaal/urgent.yaml usr/share/praatpaal/lang/nl.yaml \
        usr/share/praatpaal/lang/keeper/nl.yaml usr/share/praatpaal/demo/listings.csv \
        usr/share/praatpaal/assets/pictograms usr/lib/udev/rules.d/70-praatpaal.rules \
        usr/lib/sysusers.d/praatpaal.conf usr/lib/tmpfiles.d/praatpaal.conf; do
        [ -e "$destdir/$path" ] || fail "not installed: /$path"
    done
    if [ -e "$destdir/etc/praatpaal/demo" ]; then
        fail "the demo neighbourhood is among the configuration"
    fi
}

check_kept() {
    echo "# of this kiosk" >>"$destdir/etc/praatpaal/kiosk.yaml"
    install_all
    tail -1 "$destdir/etc/praatpaal/kiosk.yaml" | grep -q "of this kiosk" ||
        fail "a second install overwrote kiosk.yaml"
}

# verify UNIT...: whether systemd finds nothing wrong.
verify() {
    systemd-analyze verify --man=no --root="$destdir" "$@" >"$PP_SCRATCH/verify.log" 2>&1 &&
        [ ! -s "$PP_SCRATCH/verify.log" ]
}

check_verify() {
    # The units hang together with the targets of the system.
    cp /usr/lib/systemd/system/*.target "$units"
    verify praatpaal.service praatpaal-sync.service praatpaal-sync.timer ||
        fail "systemd-analyze verify: $(cat "$PP_SCRATCH/verify.log")"
    # The check must be able to fail.
    sed 's/^WatchdogSec=/WatchdogSecs=/' "$units/praatpaal.service" >"$units/broken.service"
    ! verify broken.service || fail "a mistake in a unit was not noticed"
    rm "$units/broken.service"
}

# score UNIT LIMIT: the exposure of systemd-analyze security, in tenths, is at most LIMIT.
score() {
    local score
    score=$(systemd-analyze security --offline=true --no-pager --root="$destdir" "$1" |
        sed -n 's/.*Overall exposure level for [^:]*: \([0-9.]*\) .*/\1/p')
    echo "$1: exposure $score"
    if [ -z "$score" ] || [ "${score/./}" -gt "$2" ]; then
        fail "$1 has an exposure of '$score', more than $2 tenths"
    fi
}

check_users() {
    local root=$PP_SCRATCH/users
    rm -rf "$root"
    mkdir -p "$root/etc"
    : >"$root/etc/passwd"
    : >"$root/etc/group"
    systemd-sysusers --root="$root" "$destdir/usr/lib/sysusers.d/praatpaal.conf" \
        >"$PP_SCRATCH/sysusers.log" 2>&1 || fail "sysusers: $(cat "$PP_SCRATCH/sysusers.log")"
    local user
    for user in praatpaal praatpaal-sync; do
        grep -q "^$user:.*nologin\$" "$root/etc/passwd" || fail "sysusers makes no user $user"
        grep -q "^User=$user\$" "$units"/praatpaal*.service || fail "no unit runs as $user"
    done
}

rm -rf "$destdir"
install_all
check_files
check_kept
check_verify
score praatpaal.service 6
score praatpaal-sync.service 11
check_users
[ "$failures" -eq 0 ]
