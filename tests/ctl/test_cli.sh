#!/usr/bin/env bash
# The outside that others script against: options, exit codes and the keys of what is given as JSON.
set -u
kiosk=$PP_BIN_DIR/praatpaal
ctl=$PP_BIN_DIR/praatpaalctl
sync=$PP_BIN_DIR/praatpaal-sync
data=$PP_SCRATCH/data
failures=0
export SDL_AUDIODRIVER=dummy

fail() {
    echo "$*"
    failures=$((failures + 1))
}

# expect CODE WORDS COMMAND...: its exit code, and WORDS in what it writes to either output.
expect() {
    local code=$1 words=$2 got=0
    shift 2
    out=$(timeout 120 "$@" 2>&1 </dev/null) || got=$?
    [[ $got -eq $code ]] || fail "${*##*/}: exit $got, not $code: ${out:0:300}"
    [[ -z $words || $out == *"$words"* ]] || fail "${*##*/}: no \"$words\" in: ${out:0:300}"
}

# ---- every program

for program in praatpaal praatpaalctl praatpaal-sync; do
    expect 0 "Usage: $program" "$PP_BIN_DIR/$program" --help
    for option in --config --help --version; do
        [[ $out == *"$option"* ]] || fail "$program --help does not name $option"
    done
    expect 0 "$program " "$PP_BIN_DIR/$program" --version
    [[ $out =~ ^$program\ [0-9]+\.[0-9]+ ]] || fail "$program --version: $out"
    expect 64 'nonsense' "$PP_BIN_DIR/$program" --nonsense
    expect 64 'config' "$PP_BIN_DIR/$program" --config
    expect 64 '' "$PP_BIN_DIR/$program" -x
    expect 64 'dance' "$PP_BIN_DIR/$program" dance
done

expect 0 '' "$kiosk" --help
for option in '--config FILE' '--data DIR' '--lang CODE' '--size WxH' '--dpi N' --fullscreen \
    --headless '--script FILE' '--out DIR' '--now TIME' --check-config --selftest; do
    [[ $out == *"$option"* ]] || fail "praatpaal --help does not name $option"
done
expect 0 '' "$sync" --help
for option in '--data DIR' '--url URL' --allow-shrink; do
    [[ $out == *"$option"* ]] || fail "praatpaal-sync --help does not name $option"
done
expect 0 '' "$ctl" --help
for command in match hear phones say listings bench; do
    expect 0 "  $command " "$ctl" --help
    expect 0 "Usage: praatpaalctl $command" "$ctl" $command --help
    expect 64 'nonsense' "$ctl" $command --nonsense
done

# help_names COMMAND OPTION...
help_names() {
    local command=$1
    shift
    expect 0 '' "$ctl" "$command" --help
    for option in "$@"; do
        [[ $out == *"$option"* ]] || fail "praatpaalctl $command --help does not name $option"
    done
}
help_names match '--happened ID' '--need ID' '--with ID' '--at TIME' '--limit N' --json
help_names hear '--lang CODE' '--screen ID' '--phrases FILE' --json
help_names phones '--lang CODE'
help_names say '--lang CODE' '--out F'
help_names listings import export list show check --format
help_names bench --json

# ---- wrong use

expect 64 '' "$ctl"
expect 64 '--lang is missing' "$ctl" phones Hoi
expect 64 '' "$ctl" phones --lang nl
expect 66 'xx' "$ctl" phones --lang xx Hoi
expect 64 '--lang is missing' "$ctl" say Hoi
expect 64 'no text' "$ctl" say --lang nl
expect 64 '--lang is missing' "$ctl" hear --screen happened x.wav
expect 64 'either --screen or --phrases' "$ctl" hear --lang nl x.wav
expect 64 'either --screen or --phrases' "$ctl" hear --lang nl --screen need --phrases f x.wav
expect 64 'no WAV file' "$ctl" hear --lang nl --screen need
expect 64 'say what to do' "$ctl" listings
expect 64 'known are' "$ctl" listings paint
expect 64 'takes a file' "$ctl" listings import
expect 64 'hsds' "$ctl" listings --format hsds export
expect 64 'must both be given' "$ctl" match
expect 64 'known are: alone' "$ctl" match --happened nowhere --need peers
expect 64 'known are: listener' "$ctl" match --happened alone --need nothing_known
expect 64 'known are' "$ctl" match --happened alone --need peers --with unknown
expect 64 '2026-' "$ctl" match --happened alone --need peers --at 2026-02-30T10:00
expect 64 '' "$ctl" bench extra
expect 64 '--size' "$kiosk" --size 10x10
expect 64 '--dpi' "$kiosk" --dpi many
expect 64 '--now' "$kiosk" --headless --script /dev/null --now 2026-13-01T10:00
expect 66 'cannot be read' "$kiosk" --headless --script "$PP_SCRATCH/nowhere.visit"
expect 64 '--seconds' "$sync" --seconds 0

# ---- the check of the configuration, and of the machine

expect 0 'good: ' "$kiosk" --check-config
sed 's/^  latitude: .*/  latitude: 95/' "$PP_SOURCE_DIR/config/kiosk.yaml" >"$PP_SCRATCH/kiosk.yaml"
expect 78 'kiosk.yaml:8: error: place.latitude: ' "$kiosk" --config "$PP_SCRATCH/kiosk.yaml" --check-config
expect 78 'place.latitude' "$ctl" --config "$PP_SCRATCH/kiosk.yaml" bench
expect 78 'place.latitude' "$sync" --config "$PP_SCRATCH/kiosk.yaml" --data "$PP_SCRATCH"

"$ctl" --data "$data" listings import "$PP_SOURCE_DIR/config/demo/listings.csv" >/dev/null ||
    fail 'the demo listings cannot be imported'
got=0
out=$(SDL_VIDEODRIVER=dummy "$kiosk" --data "$data" --selftest 2>/dev/null) || got=$?
for part in pictograms listings display voice recogniser; do
    grep -qE "^$part +(ok|missing: .+)$" <<<"$out" || fail "--selftest does not tell of $part: $out"
done
grep -qE '^pictograms +ok$' <<<"$out" || fail "--selftest: $out"
grep -qE '^listings +ok$' <<<"$out" || fail "--selftest: $out"
want=0
grep -q 'missing: ' <<<"$out" && want=69
[[ $got -eq $want ]] || fail "--selftest: exit $got, not $want: $out"
SDL_VIDEODRIVER=dummy expect 69 'missing: there are no listings yet' "$kiosk" --data "$PP_SCRATCH/none" --selftest

# ---- what is given as JSON

if ! command -v python3 >/dev/null; then
    echo "python3 is absent: JSON is not looked at"
    [[ $failures -eq 0 ]]
    exit
fi

# keys WHAT FILE PYTHON: an expression about `d`, what was read, which must be true.
keys() {
    python3 -c '
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
ok = eval("(" + sys.argv[2] + ")")
sys.exit(0 if ok else "not so: " + sys.argv[2])' "$2" "$3" 2>"$PP_SCRATCH/why" ||
        fail "$1: $(tail -1 "$PP_SCRATCH/why")"
}

"$ctl" --data "$data" match --happened alone --need peers --at 2026-11-24T10:30 --json --limit 2 \
    >"$PP_SCRATCH/match.json" || fail 'match --json'
keys match "$PP_SCRATCH/match.json" 'len(d["results"] if isinstance(d, dict) else d) == 2'
keys match "$PP_SCRATCH/match.json" 'all(set(r) == {"id", "name", "kind", "points", "worth",
    "walk_minutes", "opening", "last_resort", "because"}
    and set(r["opening"]) == {"state", "type", "text", "wait_minutes"}
    for r in (d["results"] if isinstance(d, dict) else d))'

printf 'tap begin\nkey right\ndump happened\ntap option.loss\ntap option.peers\ndump results\ntap urgent\ndump urgent\n' |
    "$kiosk" --headless --data "$data" --now 2026-11-24T10:30 --out "$PP_SCRATCH" --script - ||
    fail 'the dumps could not be made'
for screen in happened results urgent; do
    file=$PP_SCRATCH/$screen.json
    keys "$screen" "$file" 'set(d) == {"screen", "lang", "dir", "theme", "spoken", "controls"}'
    keys "$screen" "$file" 'd["screen"] == "'"$screen"'" and d["lang"] == "nl" and d["dir"] == "ltr"'
    keys "$screen" "$file" 'd["spoken"] and all(isinstance(s, str) and s for s in d["spoken"])'
    keys "$screen" "$file" 'all({"id", "role", "label", "spoken", "rect_px", "rect_mm", "fg", "bg",
        "focus"} <= set(c) for c in d["controls"])'
    keys "$screen" "$file" 'all(len(c["rect_px"]) == 4 and len(c["rect_mm"]) == 4
        and len(c["fg"]) == 7 and len(c["bg"]) == 7 for c in d["controls"])'
    keys "$screen" "$file" 'len({c["id"] for c in d["controls"]}) == len(d["controls"])'
done
keys happened "$PP_SCRATCH/happened.json" '[c["id"] for c in d["controls"]
    if c["id"].startswith("option.")][:6] == ["option." + o for o in
    ("alone", "money", "head", "home", "care", "loss")]'

if [[ -d /usr/share/pocketsphinx/model/en-us/en-us ]]; then
    "$ctl" say --lang nl --out "$PP_SCRATCH/alone.wav" 'ik voel me alleen' || fail 'say --out'
    "$ctl" hear --lang nl --screen happened --json "$PP_SCRATCH/alone.wav" \
        >"$PP_SCRATCH/hear.json" 2>"$PP_SCRATCH/hear.err" || fail "hear --json: $(cat "$PP_SCRATCH/hear.err")"
    keys hear "$PP_SCRATCH/hear.json" '{"path", "decision", "guesses"} <= set(d)
        and d["decision"] in ("sure", "ask", "no")
        and all(set(g) == {"id", "confidence"} for g in d["guesses"])'
    line=$("$ctl" hear --lang nl --screen happened "$PP_SCRATCH/alone.wav")
    [[ $line =~ ^[^$'\t']+$'\t'(sure|ask|no)$'\t'[a-z._0-9-]+$'\t'[0-9.]+$ ]] ||
        fail "hear: a line is path, decision, id, confidence, but: $line"
    expect 66 'cannot be read' "$ctl" hear --lang nl --screen happened "$PP_SCRATCH/none.wav"
    printf 'RIFF but no sound' >"$PP_SCRATCH/bad.wav"
    expect 65 'bad.wav' "$ctl" hear --lang nl --screen happened "$PP_SCRATCH/bad.wav"
    printf 'no tab here\n' >"$PP_SCRATCH/phrases"
    expect 65 'phrases:1' "$ctl" hear --lang nl --phrases "$PP_SCRATCH/phrases" "$PP_SCRATCH/alone.wav"
    expect 66 'none' "$ctl" hear --lang nl --phrases "$PP_SCRATCH/none" "$PP_SCRATCH/alone.wav"
    expect 0 '' "$ctl" phones --lang nl 'ik voel me alleen'
    [[ -n $out ]] || fail 'phones says nothing'
else
    echo "there is no acoustic model: hear is not run"
fi

echo "$failures failures"
[[ $failures -eq 0 ]]
