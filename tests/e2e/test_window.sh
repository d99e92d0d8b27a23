#!/usr/bin/env bash
# A real window under Xvfb, walked through with a real pointer: from "Hoi" to a place, by where the
# controls are according to the kiosk's own dump.
set -euo pipefail
for tool in Xvfb xdotool import; do
    if ! command -v $tool >/dev/null; then
        echo "SKIPPED: $tool is absent"
        exit 77
    fi
done
data=$PP_SCRATCH/data
"$PP_BIN_DIR/praatpaalctl" --data "$data" listings import \
    "$PP_SOURCE_DIR/config/demo/listings.csv" >/dev/null

# Where things are on each screen: asked of a headless kiosk of the same size and time.
cat >"$PP_SCRATCH/where.visit" <<'VISIT'
dump start
tap begin
dump happened
tap option.alone
dump need
tap option.peers
dump results
tap result.1
dump detail
VISIT
"$PP_BIN_DIR/praatpaal" --headless --data "$data" --size 1280x800 --now 2026-11-24T10:30 \
    --script "$PP_SCRATCH/where.visit" --out "$PP_SCRATCH"

centre() { # screen control: "X Y"
    tr -d ' \n' <"$PP_SCRATCH/$1.json" |
        sed -nE "s/.*\"id\":\"$2\"[^}]*\"rect_px\":\[([0-9]+),([0-9]+),([0-9]+),([0-9]+)\].*/\1 \2 \3 \4/p" |
        awk '{ print int($1 + $3 / 2), int($2 + $4 / 2) }'
}

# The server picks a free number itself and tells it when it is ready.
Xvfb -displayfd 3 -screen 0 1280x800x24 3>"$PP_SCRATCH/display" >/dev/null 2>&1 &
xvfb=$!
kiosk=
cleanup() {
    [[ -z $kiosk ]] || kill "$kiosk" 2>/dev/null || true
    kill "$xvfb" 2>/dev/null || true
    wait 2>/dev/null || true
}
trap cleanup EXIT
for _ in $(seq 300); do
    [[ ! -s $PP_SCRATCH/display ]] || break
    sleep 0.1
done
number=$(<"$PP_SCRATCH/display")
[[ -n $number ]] || { echo "Xvfb does not start"; exit 1; }
export DISPLAY=:$number

hash() { import -silent -window root rgb:- 2>/dev/null | md5sum; }
settled() { # waits until two pictures in a row are the same, and differ from $1
    local last now
    last=$(hash)
    for _ in $(seq 200); do
        sleep 0.15
        now=$(hash)
        if [[ $now == "$last" && $now != "${1:-}" ]]; then
            echo "$now"
            return 0
        fi
        last=$now
    done
    echo "the screen did not change" >&2
    return 1
}

empty=$(settled)
SDL_VIDEODRIVER=x11 SDL_AUDIODRIVER=dummy "$PP_BIN_DIR/praatpaal" --data "$data" --size 1280x800 \
    --now 2026-11-24T10:30 2>"$PP_SCRATCH/log" &
kiosk=$!
seen=$(settled "$empty") || { cat "$PP_SCRATCH/log"; exit 1; }
for step in "start begin" "happened option.alone" "need option.peers" "results result.1"; do
    # shellcheck disable=SC2086 # two words on purpose
    set -- $step
    read -r x y < <(centre "$1" "$2")
    [[ -n $x ]] || { echo "the dump of $1 has no $2"; exit 1; }
    xdotool mousemove "$x" "$y" click 1
    seen=$(settled "$seen")
done
import -silent -window root "$PP_SCRATCH/detail.png"

# What the window shows now is what the headless kiosk would show: the same view, the same paint.
sed -i 's/^dump detail$/shot detail.expected/' "$PP_SCRATCH/where.visit"
SDL_AUDIODRIVER=dummy "$PP_BIN_DIR/praatpaal" --headless --data "$data" --size 1280x800 \
    --now 2026-11-24T10:30 --script "$PP_SCRATCH/where.visit" --out "$PP_SCRATCH"
different=$(compare -metric AE "$PP_SCRATCH/detail.png" "$PP_SCRATCH/detail.expected.png" null: 2>&1 || true)
different=${different%%.*}
# The talk button stands in the bar only where there is a microphone.
if [[ ${different:-999999} -gt 120000 ]]; then
    echo "the window differs from the headless picture in $different pixels"
    exit 1
fi
kill -TERM "$kiosk"
wait "$kiosk"
kiosk=
echo "walked through by pointer; $different pixels differ (the bar has no microphone)"
