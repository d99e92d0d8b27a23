#!/usr/bin/env bash
# Visitors who speak: eSpeak-NG voices as people, through microphone, ring, recogniser and
# conversation. By voice alone, mixed with touch, urgent by word, and things that are no answer.
set -euo pipefail
model=/usr/share/pocketsphinx/model/en-us/en-us
if [[ ! -d $model ]]; then
    echo "SKIPPED: there is no acoustic model at $model (install pocketsphinx-en-us)"
    exit 77
fi
ctl=$PP_BIN_DIR/praatpaalctl
data=$PP_SCRATCH/data
"$ctl" --data "$data" listings import "$PP_SOURCE_DIR/config/demo/listings.csv" >/dev/null
failures=0

say() { # voice words...: the name of the sound file
    local file
    file="$PP_SCRATCH/$1-$(tr ' ' _ <<<"${*:2}").wav"
    [[ -e $file ]] || "$ctl" say --lang nl --voice "$1" --out "$file" "${*:2}"
    echo "$file"
}

play() { # name, script on standard input
    if ! "$PP_BIN_DIR/praatpaal" --headless --data "$data" --now 2026-11-24T10:30 --script - \
        --out "$PP_SCRATCH"; then
        echo "$1: failed"
        failures=$((failures + 1))
    fi
}

for voice in nl+f2 nl+klatt2; do
    # Where it may be asked back, the answer is yes; what is sure is acted on.
    play "$voice: by voice alone" <<VISIT
expect control talk
tap talk
hear $(say $voice ik wil beginnen)
wait idle
tap stop
pass 1
tap begin
tap talk
hear $(say $voice ik voel me zo alleen)
wait listening
expect screen need
expect text "Ik hoorde: Ik voel me alleen"
wait speech
expect spoken "Wat heb je nodig?"
tap talk
hear $(say $voice mensen zoals ik)
wait listening
expect screen results
wait speech
expect spoken "Hier kun je terecht"
tap back
expect screen need
VISIT

    play "$voice: voice and touch" <<VISIT
tap begin
tap talk
hear $(say $voice mijn man is overleden)
wait idle
tap urgent
expect screen urgent
tap back
tap stop
expect screen bye
VISIT

    play "$voice: urgent by word" <<VISIT
tap begin
tap option.alone
tap talk
hear $(say $voice ik wil niet meer leven)
wait listening
expect screen urgent
expect text "113"
expect control begin
tap begin
expect screen need
VISIT

    play "$voice: what is no answer" <<VISIT
tap begin
tap talk
hear $(say $voice gisteren heeft het in Maastricht de hele dag geregend)
wait idle
expect no control option.listener
expect no control result.1
VISIT
done

play "silence, then a touch" <<VISIT
tap begin
tap talk
wait idle
expect screen happened
expect spoken "hoorde"
tap option.alone
expect screen need
VISIT

play "the same button closes the ear" <<VISIT
tap begin
tap talk
wait 500
tap talk
expect screen happened
tap talk
tap option.alone
expect screen need
VISIT

# Without a model everything else works, and there is no talk button.
sed 's|^  model:.*|  model: /nowhere|' "$PP_SOURCE_DIR/config/kiosk.yaml" >"$PP_SCRATCH/no-model.yaml"
"$PP_BIN_DIR/praatpaal" --headless --config "$PP_SCRATCH/no-model.yaml" --data "$data" --script - <<VISIT ||
wait 1000
expect no control talk
expect control read_aloud
tap begin
tap option.alone
tap option.peers
expect screen results
VISIT
    { echo "without a model: failed"; failures=$((failures + 1)); }

echo "$failures failures"
[[ $failures -eq 0 ]]
