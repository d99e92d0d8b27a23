#!/bin/bash
# praatpaalctl say: a WAV file, the sound card (SDL's dummy), and every way to be refused.
set -u
ctl="$PP_BIN_DIR/praatpaalctl"
dir="$PP_SCRATCH"
failed=0
export SDL_AUDIODRIVER=dummy

# expect CODE WHAT ARGUMENT...: exit code, and WHAT in what it writes to standard error.
expect() {
    local code=$1 what=$2 got
    shift 2
    "$ctl" "$@" >"$dir/out" 2>"$dir/err"
    got=$?
    if [ "$got" != "$code" ]; then
        echo "praatpaalctl $*: exit $got instead of $code: $(cat "$dir/err")"
        failed=1
    fi
    if [ -n "$what" ] && ! grep -q -- "$what" "$dir/err"; then
        echo "praatpaalctl $*: no \"$what\" in: $(cat "$dir/err")"
        failed=1
    fi
    if [ -z "$what" ] && [ -s "$dir/err" ]; then
        echo "praatpaalctl $*: said $(cat "$dir/err")"
        failed=1
    fi
}

# seconds FILE: how long a WAV file of 22050 samples a second lasts, in hundredths.
hundredths() {
    echo $((($(stat -c %s "$1") - 44) * 100 / 44100))
}

rm -f "$dir"/*.wav
expect 0 "" say --lang nl --out "$dir/a.wav" Wat is er met je gebeurd?
expect 0 "" say --lang nl --out "$dir/b.wav" --wpm 70 "Wat is er met je gebeurd?"
expect 0 "" say --out "$dir/c.wav" --lang nl -- --streep
if [ "$(head -c 4 "$dir/a.wav")" != RIFF ]; then
    echo "a.wav is not a WAV file"
    failed=1
fi
a=$(hundredths "$dir/a.wav") b=$(hundredths "$dir/b.wav")
if [ "$a" -lt 150 ] || [ "$a" -gt 350 ] || [ "$b" -lt $((a * 3 / 2)) ]; then
    echo "six words last $a at 140 and $b at 70 words a minute (hundredths of a second)"
    failed=1
fi
if ! tail -c +45 "$dir/a.wav" | tr -d '\000' | grep -q .; then
    echo "a.wav is silent"
    failed=1
fi

expect 0 "" say --lang nl Ja graag.
"$ctl" say --help | grep -q -- --wpm || { echo "no help"; failed=1; }
SDL_AUDIODRIVER=none expect 69 "sound card" say --lang nl Ja.
expect 66 'no language "xx"' say --lang xx Ja.
expect 66 'no language' say --lang ../nl Ja.
expect 66 'no language' say --lang "" Ja.
expect 64 "--lang is missing" say Ja.
expect 64 "no text" say --lang nl
expect 64 "50 to 300" say --lang nl --wpm 49 Ja.
expect 64 "50 to 300" say --lang nl --wpm snel Ja.
expect 64 "unrecognized" say --lang nl --luid Ja.
expect 64 "longer than" say --lang nl "$(printf 'ja %.0s' {1..300})"
expect 65 "UTF-8" say --lang nl "$(printf 'caf\xe9')"
expect 1 "cannot be written" say --lang nl --out "$dir/absent/x.wav" Ja.
exit $failed
