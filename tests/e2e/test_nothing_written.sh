#!/usr/bin/env bash
# The kiosk writes no file and opens no network connection: its system calls are watched during
# sessions by touch and by voice. A script's own pictures are left out of it.
set -euo pipefail
if ! command -v strace >/dev/null || ! strace -o /dev/null true 2>/dev/null; then
    echo "SKIPPED: strace is absent or may not trace here"
    exit 77
fi
if [[ -n ${PP_SANITIZE:-} ]]; then
    echo "SKIPPED: sanitizers do not run under strace"
    exit 77
fi
data=$PP_SCRATCH/data
"$PP_BIN_DIR/praatpaalctl" --data "$data" listings import \
    "$PP_SOURCE_DIR/config/demo/listings.csv" >/dev/null
for i in 1 2 3 4 5 6 7 8 9 10; do
    grep -vE '^(shot|dump)' "$PP_SOURCE_DIR/tests/e2e/touch.visit"
    echo "pass 5 # session $i"
done >"$PP_SCRATCH/many.visit"
cat >>"$PP_SCRATCH/many.visit" <<'VISIT'
tap talk
wait idle
tap read_aloud
wait speech
VISIT

watch() { # trace file, command
    strace -f -qq -e trace=openat,open,creat,connect,bind,sendto,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,truncate,ftruncate \
        -o "$1" "${@:2}"
}

# Opened for writing: anything but devices and what belongs to the process itself.
writes() {
    grep -E 'O_(WRONLY|RDWR|CREAT)|^[0-9]+ +(creat|mkdir|mkdirat|rename|renameat|renameat2|unlink|unlinkat|truncate)\(' "$1" |
        grep -vE '"(/dev/|/proc/self/)' | grep -v ENOENT || true
}
# Connections: anything but local sockets.
connections() {
    grep -E 'connect\(|bind\(|sendto\(' "$1" | grep -vE 'AF_UNIX|AF_NETLINK' || true
}

watch "$PP_SCRATCH/trace" "$PP_BIN_DIR/praatpaal" --headless --data "$data" \
    --now 2026-11-24T10:30 --script "$PP_SCRATCH/many.visit"
found=$(writes "$PP_SCRATCH/trace"; connections "$PP_SCRATCH/trace")
if [[ -n $found ]]; then
    echo "the kiosk did:"
    echo "$found"
    exit 1
fi

# The anti-test: a script that does write a picture is seen.
echo 'shot seen' >"$PP_SCRATCH/one.visit"
watch "$PP_SCRATCH/trace.anti" "$PP_BIN_DIR/praatpaal" --headless --data "$data" \
    --script "$PP_SCRATCH/one.visit" --out "$PP_SCRATCH"
if [[ -z $(writes "$PP_SCRATCH/trace.anti") ]]; then
    echo "a picture was written and the watch did not see it"
    exit 1
fi
echo "11 sessions, nothing written, nobody called"
