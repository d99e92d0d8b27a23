#!/bin/bash
# praatpaalctl hear and phones: their lines, every way to be refused, and human speech where it is
# at hand (a folder `shared` beside the sources).
set -u
ctl="$PP_BIN_DIR/praatpaalctl"
dir="$PP_SCRATCH"
human="$PP_SOURCE_DIR/../shared/speech/nl-human/sentences"
failed=0

wrong() {
    echo "$*"
    failed=1
}

# expect CODE WHAT ARGUMENT...: exit code, and WHAT in what it writes to standard error.
expect() {
    local code=$1 what=$2 got
    shift 2
    "$ctl" "$@" >"$dir/out" 2>"$dir/err"
    got=$?
    [ "$got" = "$code" ] || wrong "praatpaalctl $*: exit $got instead of $code: $(cat "$dir/err")"
    if [ -n "$what" ]; then
        grep -q -- "$what" "$dir/err" || wrong "praatpaalctl $*: no \"$what\" in: $(cat "$dir/err")"
    elif [ -s "$dir/err" ]; then
        wrong "praatpaalctl $*: said $(cat "$dir/err")"
    fi
}

printf 'alone\tik voel me [zo] alleen\ncare\tik zorg voor iemand\nhead\tIk heb het druk.\n' >"$dir/p.tsv"
espeak-ng -v nl+klatt2 -s 150 -w "$dir/care.wav" "Ik zorg voor iemand."
espeak-ng -v nl+klatt2 -s 150 -w "$dir/other.wav" "De trein naar Utrecht vertrekt om tien uur."
head -c 1000 /dev/urandom >"$dir/bad.wav"

# One line a file, in the order given.
expect 0 "" hear --lang nl --phrases "$dir/p.tsv" "$dir/care.wav" "$dir/other.wav"
grep -qP "^\Q$dir\E/care.wav\tsure\tcare\t(0\.9\d\d|1\.000)$" <(sed -n 1p "$dir/out") ||
    wrong "care.wav: $(cat "$dir/out")"
grep -qP "^\Q$dir\E/other.wav\t(ask|no)\t[a-z-]+\t0\.\d\d\d$" <(sed -n 2p "$dir/out") ||
    wrong "other.wav: $(cat "$dir/out")"
expect 0 "" hear --json --lang nl --phrases "$dir/p.tsv" "$dir/care.wav"
python3 - "$dir/out" <<'PY' || wrong "hear --json: $(cat "$dir/out")"
import json, sys
line = json.loads(open(sys.argv[1]).read())
assert line["decision"] == "sure" and line["guesses"][0]["id"] == "care"
assert line["guesses"][1]["id"] != "care" and line["seconds"] > 0.5
PY
expect 0 "" hear --lang nl --screen happened "$dir/care.wav"
cut -f 3 "$dir/out" | grep -qx option.care || wrong "--screen happened: $(cat "$dir/out")"
expect 0 "" hear --lang en --phrases "$dir/p.tsv" "$dir/other.wav" # no pack: a voice of eSpeak-NG

# What goes wrong; the other files are heard all the same.
expect 66 "nowhere.wav" hear --lang nl --phrases "$dir/p.tsv" "$dir/nowhere.wav" "$dir/care.wav"
[ "$(wc -l <"$dir/out")" = 1 ] || wrong "after a missing file: $(cat "$dir/out")"
expect 65 "bad.wav" hear --lang nl --phrases "$dir/p.tsv" "$dir/bad.wav"
expect 66 "nothing.tsv" hear --lang nl --phrases "$dir/nothing.tsv" "$dir/care.wav"
printf 'a\tik\nno tab here\n' >"$dir/q.tsv"
expect 65 "q.tsv:2" hear --lang nl --phrases "$dir/q.tsv" "$dir/care.wav"
printf 'a\tik (ben\n' >"$dir/q.tsv"
expect 65 "is not closed" hear --lang nl --phrases "$dir/q.tsv" "$dir/care.wav"
printf '# nothing\n' >"$dir/q.tsv"
expect 65 "no phrases" hear --lang nl --phrases "$dir/q.tsv" "$dir/care.wav"
expect 65 "no screen" hear --lang nl --screen nowhere "$dir/care.wav"
expect 66 "no language" hear --lang xx --phrases "$dir/p.tsv" "$dir/care.wav"
expect 64 "language code" hear --lang ../nl --phrases "$dir/p.tsv" "$dir/care.wav"
expect 64 "--lang" hear --phrases "$dir/p.tsv" "$dir/care.wav"
expect 64 "either" hear --lang nl "$dir/care.wav"
expect 64 "either" hear --lang nl --screen happened --phrases "$dir/p.tsv" "$dir/care.wav"
expect 64 "no WAV" hear --lang nl --screen happened
expect 64 "unrecognized" hear --lang nl --loud x
mkdir -p "$dir/config"
cp -r "$PP_SOURCE_DIR"/config/* "$dir/config"
sed -i 's|^  model:.*|  model: /nowhere|' "$dir/config/kiosk.yaml"
expect 69 "/nowhere" --config "$dir/config/kiosk.yaml" hear --lang nl --phrases "$dir/p.tsv" \
    "$dir/care.wav"

expect 0 "" phones --lang nl "Ik [zorg]" voor
[ "$(cut -f 1 "$dir/out" | tr '\n' ' ')" = "ik zorg voor " ] || wrong "phones: $(cat "$dir/out")"
grep -qP '^ik\tIH K( \||$)' "$dir/out" || wrong "phones: $(cat "$dir/out")"
expect 64 "no text" phones --lang nl
expect 64 "--lang" phones ik

if [ ! -d "$human" ]; then
    echo "no human speech in $human: that part is skipped"
    [ "$failed" = 0 ] && exit 77
    exit "$failed"
fi
awk '{id = $1; $1 = ""; sub(/^ /, ""); print id "\t" tolower($0)}' "$human/PROMPTS" >"$dir/human.tsv"
expect 0 "" hear --lang nl --phrases "$dir/human.tsv" "$human"/*.wav
right=$(awk -F'\t' '$1 ~ "/" $3 ".wav$"' "$dir/out" | wc -l)
sure=$(awk -F'\t' '$2 == "sure"' "$dir/out" | wc -l)
echo "human sentences: $right of 10 right, $sure sure"
[ "$right" = 10 ] && [ "$sure" -ge 8 ] || wrong "$(cat "$dir/out")"
expect 0 "" hear --lang nl --screen happened "$human"/*.wav
grep -q "	sure	" "$dir/out" && wrong "sure of what was not said: $(cat "$dir/out")"
exit "$failed"
