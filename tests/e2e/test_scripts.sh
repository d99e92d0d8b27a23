#!/usr/bin/env bash
# The scripted visitors, on every size of glass; and scripts that are wrong or wrong about the
# kiosk, which must be named with their line.
set -euo pipefail
kiosk=$PP_BIN_DIR/praatpaal
data=$PP_SCRATCH/data
"$PP_BIN_DIR/praatpaalctl" --data "$data" listings import \
    "$PP_SOURCE_DIR/config/demo/listings.csv" >/dev/null
failures=0

play() { # script and options of praatpaal
    "$kiosk" --headless --data "$data" --now 2026-11-24T10:30 --out "$PP_SCRATCH" "$@"
}

for size in 1280x800 1920x1080 800x480 1024x600 720x1280 1080x1920; do
    for visitor in demo touch urgent idle readme language; do
        if ! play --size $size --script "$PP_SOURCE_DIR/tests/e2e/$visitor.visit"; then
            echo "$visitor at $size: failed"
            failures=$((failures + 1))
        fi
    done
done

expect() { # exit code, words in the message, script
    local code=0 out
    out=$(printf '%s\n' "$3" | play --script - 2>&1) || code=$?
    if [[ $code -ne $1 || $out != *"$2"* ]]; then
        echo "expected exit $1 and \"$2\", got $code and: $out"
        failures=$((failures + 1))
    fi
}

expect 0 '' ''
expect 0 '' '# only a comment'
expect 1 'standard input:2: expected screen need, but it is happened' $'tap begin\nexpect screen need'
expect 1 'expected control talkative' 'expect control talkative'
expect 1 'expected no control urgent' 'expect no control urgent'
expect 1 'expected text "Nergens"' 'expect text "Nergens"'
expect 1 'expected spoken "Nergens"' 'expect spoken "Nergens"'
expect 1 'expected lang tr' 'expect lang tr'
expect 1 'expected a control option.wat to tap' $'tap begin\ntap option.wat'
expect 1 'expected a sound file' 'hear nergens.wav'
expect 65 'standard input:1' 'dance'
expect 65 'standard input:2' $'tap begin\nexpect begin'
expect 65 'key left, right' 'key up'
expect 65 'touch 640 400' 'touch here'
expect 65 'expect text' 'expect text Hoi'
expect 65 'shot start' 'shot ../outside'

code=0
play --script "$PP_SCRATCH/nowhere.visit" 2>/dev/null || code=$?
[[ $code -eq 66 ]] || { echo "a script that is not there: exit $code"; failures=$((failures + 1)); }
for wrong in --nonsense '--size big' '--dpi 0' '--now gisteren' extra; do
    code=0
    # shellcheck disable=SC2086 # two words on purpose
    "$kiosk" --headless --data "$data" --script /dev/null $wrong 2>/dev/null || code=$?
    [[ $code -eq 64 ]] || { echo "$wrong: exit $code"; failures=$((failures + 1)); }
done

echo "$failures failures"
[[ $failures -eq 0 ]]
