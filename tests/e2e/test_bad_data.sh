#!/usr/bin/env bash
# Whatever a keeper or a failing disk can do to the files: a message that names the place and the
# remedy, the exit code of the documentation, and a kiosk that still starts where it can. Everything
# is done to a copy that the programs take for their checkout.
set -u
copy=$PP_SCRATCH/copy
bin=$copy/build/x/bin
data=$PP_SCRATCH/data
good=$PP_SCRATCH/good
csv=$PP_SCRATCH/list.csv
err=$PP_SCRATCH/err
failures=0
export SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy

fail() {
    echo "$*"
    failures=$((failures + 1))
}

fresh() { # the files as they should be
    rm -rf "$copy/config" "$copy/lang" "$copy/assets" "$data"
    cp -r "$PP_SOURCE_DIR/config" "$PP_SOURCE_DIR/lang" "$PP_SOURCE_DIR/assets" "$copy/"
    cp -r "$good" "$data"
}

# expect CODE WORDS COMMAND...: its exit code, and WORDS in its messages.
expect() {
    local code=$1 words=$2 got=0
    shift 2
    timeout 60 "$@" >"$PP_SCRATCH/out" 2>"$err" || got=$?
    [[ $got -eq $code ]] || fail "$what: ${*##*/}: exit $got, not $code: $(head -3 "$err")"
    [[ -z $words ]] || grep -qF -- "$words" "$err" || fail "$what: no \"$words\" in: $(head -3 "$err")"
}

# walk: a visitor gets from the start to results and to a place; no message is said or seen.
walk() {
    local got=0
    timeout 60 "$bin/praatpaal" --headless --data "$data" --now 2026-11-24T10:30 \
        --out "$PP_SCRATCH" --script - >/dev/null 2>"$err" <<'VISIT' || got=$?
expect screen start
tap begin
tap option.alone
tap option.peers
expect screen results
expect control result.1
dump results
tap result.1
expect screen detail
dump detail
tap stop
expect screen bye
VISIT
    [[ $got -eq 0 ]] || fail "$what: the kiosk cannot be walked, exit $got: $(head -3 "$err")"
    unseen
}

# Messages for the keeper are never for the visitor.
unseen() {
    if grep -qiE 'error|\.yaml|\.svg|\.db|cannot' "$PP_SCRATCH/results.json" \
        "$PP_SCRATCH/detail.json"; then
        fail "$what: the visitor is shown a message"
    fi
}

# refuses FIELD-OR-PLACE: the kiosk does not start, says where and what to do, and exits with 78.
refuses() {
    expect 78 "$1" "$bin/praatpaal" --check-config
    grep -q '(.*)$' "$err" || fail "$what: no remedy in: $(head -3 "$err")"
    expect 78 "$1" "$bin/praatpaal" --headless --script /dev/null
}

# starts FIELD-OR-PLACE: the check names it, and the kiosk goes on without.
starts() {
    expect 78 "$1" "$bin/praatpaal" --check-config
    grep -q '(.*)$' "$err" || fail "$what: no remedy in: $(head -3 "$err")"
    walk
}

# begin WHAT: a case, in a fresh copy.
begin() {
    what=$1
    fresh
}
edit() { # FILE SED...: and it must have changed something
    local file=$copy/$1
    shift
    cp "$file" "$PP_SCRATCH/before"
    sed -i "$@" "$file"
    ! cmp -s "$file" "$PP_SCRATCH/before" || fail "$what: nothing was changed in $file"
}

rm -rf "$copy" "$good"
mkdir -p "$bin"
cp "$PP_BIN_DIR"/praatpaal "$PP_BIN_DIR"/praatpaalctl "$bin/"
cp -r "$PP_SOURCE_DIR/config" "$PP_SOURCE_DIR/lang" "$PP_SOURCE_DIR/assets" "$copy/"
"$bin/praatpaalctl" --data "$good" listings import "$copy/config/demo/listings.csv" >/dev/null

begin 'as it should be'
expect 0 '' "$bin/praatpaal" --check-config
walk

# ---- configuration that the kiosk cannot do without

begin 'broken YAML'
echo '  - [' >>"$copy/config/conversation.yaml"
refuses 'conversation.yaml:'
begin 'tabs'
edit config/conversation.yaml '10s/^/\t/'
refuses 'conversation.yaml:10: error: a tab is used to indent'
begin 'duplicate key'
echo 'confirm_stop: false' >>"$copy/config/conversation.yaml"
refuses 'confirm_stop: is there twice'
begin 'unknown kind'
edit config/conversation.yaml '0,/peer_group: 4/s//peer_grup: 4/'
refuses 'steps.happened.options.alone.worth: "peer_grup" is not a known kind'
begin 'unknown step in next'
edit config/conversation.yaml 's/next: need/next: nodig/'
refuses 'there is no step "nodig"'
begin 'wrong type'
edit config/conversation.yaml 's/idle: 120/idle: long/'
refuses 'conversation.yaml:12: error: timings.idle: "long" does not fit'
begin 'wrong number'
edit config/kiosk.yaml 's/latitude: .*/latitude: 52,1/'
refuses 'kiosk.yaml:8: error: place.latitude'
begin 'no such time zone'
edit config/kiosk.yaml 's,Europe/Amsterdam,Europe/Amsterdan,'
refuses 'place.timezone'
begin 'anchors'
printf 'x: &a [1]\ny: [*a, *a]\n' >>"$copy/config/kiosk.yaml"
refuses 'anchors'
begin 'a file too large'
head -c 9000000 /dev/zero | tr '\0' '#' >>"$copy/config/kiosk.yaml"
refuses 'is larger than'
begin 'an empty file'
: >"$copy/config/kinds.yaml"
refuses 'kinds.yaml: error: is empty'
begin 'Latin-1'
printf 's/Buurthuis De Wilg$/Caf\xe9/' >"$PP_SCRATCH/latin1.sed"
LC_ALL=C edit config/kiosk.yaml -f "$PP_SCRATCH/latin1.sed"
refuses 'kiosk.yaml:4: error: has a byte that is not UTF-8 text'
for file in conversation.yaml kinds.yaml urgent.yaml; do
    begin "no $file"
    rm "$copy/config/$file"
    refuses "$file: error: cannot be read"
done
begin 'no such --config'
expect 78 'nowhere.yaml: error: cannot be read' "$bin/praatpaal" --config nowhere.yaml --check-config

# ---- words

begin 'a missing translation'
edit lang/nl.yaml '/title: Wat heb je nodig/d'
refuses 'nl.yaml:18: error: screens.need.title: is missing'
begin 'an option without words'
edit config/conversation.yaml '0,/- id: money/s//- id: monies/'
refuses 'options.happened.monies'
begin 'a text that nobody asked for'
echo 'strange: x' >>"$copy/lang/nl.yaml"
refuses 'strange: is not known here'
begin 'a hidden sign'
printf 's/title: Wat heb je nodig?/title: Wat \xe2\x80\xae heb je/' >"$PP_SCRATCH/bidi.sed"
edit lang/nl.yaml -f "$PP_SCRATCH/bidi.sed"
refuses 'screens.need.title: has a control character'
begin 'no own language'
rm "$copy/lang/nl.yaml"
refuses 'nl.yaml: error: cannot be read'
begin 'unknown --lang'
expect 78 'xx.yaml: error: cannot be read' "$bin/praatpaal" --lang xx --headless --script /dev/null
expect 78 'is not the code of a language' "$bin/praatpaal" --lang ../nl --headless --script /dev/null

# ---- what it can do without

begin 'a further language is not there'
edit config/kiosk.yaml 's/^languages: .*/languages: [nl, tr]/'
starts 'tr.yaml: error: cannot be read'
begin 'a further language is broken'
edit config/kiosk.yaml 's/^languages: .*/languages: [nl, tr]/'
sed 's/^code: nl/code: tr/; /title: Wat heb je nodig/d' "$copy/lang/nl.yaml" >"$copy/lang/tr.yaml"
starts 'tr.yaml:18: error: screens.need.title: is missing'
begin 'no school holidays'
rm "$copy/config/school-holidays.yaml"
starts 'school-holidays.yaml: error: cannot be read'
begin 'broken school holidays'
echo '  - [' >>"$copy/config/school-holidays.yaml"
starts 'school-holidays.yaml:'
begin 'a missing pictogram'
rm "$copy/assets/pictograms/alone.svg"
starts 'alone.svg: error: cannot be drawn'
begin 'a broken pictogram'
echo '<svg' >"$copy/assets/pictograms/alone.svg"
starts 'alone.svg: error: cannot be drawn'
begin 'a pictogram that grows'
{
    printf '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">'
    printf '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    printf '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>'
    printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><text>&e;&e;&e;</text></svg>'
} >"$copy/assets/pictograms/alone.svg"
# librsvg loses some memory when its parser gives up on such a file; once at most per drawing.
ASAN_OPTIONS=detect_leaks=0 walk
begin 'no pictograms at all'
rm -r "$copy/assets"
starts 'begin.svg: error: cannot be drawn'
[[ $(sort "$err" | uniq -d | wc -l) -eq 0 ]] || fail "$what: the same is said twice"
begin 'old urgent numbers'
edit config/urgent.yaml 's/checked: 20[0-9-]*/checked: 2020-11-01/'
expect 0 'urgent.yaml: warning: a number was last checked' "$bin/praatpaal" --check-config
walk

# ---- listings

# without WORDS CODE: the operator's tool names what is wrong; a visitor is sent to the host.
without() {
    local got=0
    expect "$2" "listings.db: error: $1" "$bin/praatpaalctl" --data "$data" listings list
    expect "$2" "listings.db: error: $1" "$bin/praatpaalctl" --data "$data" match --happened alone \
        --need peers
    timeout 60 "$bin/praatpaal" --headless --data "$data" --out "$PP_SCRATCH" --script - \
        >/dev/null 2>"$err" <<'VISIT' || got=$?
tap begin
tap option.alone
tap option.peers
expect screen results
expect no control result.1
expect text "Vraag het aan de gastvrouw bij de koffie"
expect control fact.host
expect control urgent
dump results
tap done
expect screen bye
VISIT
    [[ $got -eq 0 ]] || fail "$what: exit $got: $(head -3 "$err")"
    grep -A3 '"spoken": \[' "$PP_SCRATCH/results.json" | grep -q 'Vraag het aan de gastvrouw' ||
        fail "$what: the voice does not say whom to ask"
    cp "$PP_SCRATCH/results.json" "$PP_SCRATCH/detail.json"
    unseen
}

begin 'no listings'
rm -r "$data"
without 'there are no listings yet' 66
begin 'no bytes'
: >"$data/listings.db"
without 'this is not a file with listings' 65
begin 'half a file'
truncate -s $(($(stat -c %s "$data/listings.db") / 2)) "$data/listings.db"
without 'these listings are damaged' 65
begin 'zeros'
head -c 200000 /dev/zero >"$data/listings.db"
without 'this is not a file with listings' 65
begin 'text'
echo '<html>' >"$data/listings.db"
without 'this is not a file with listings' 65
begin 'another version' # user_version, at byte 60 of every SQLite file
printf '\0\0\0\143' | dd of="$data/listings.db" bs=1 seek=60 conv=notrunc status=none
without 'these listings were made by another version' 65
begin 'of another program' # application_id, at byte 68
printf 'ABCD' | dd of="$data/listings.db" bs=1 seek=68 conv=notrunc status=none
without 'this is not a file with listings' 65
begin 'a changed letter'
LC_ALL=C sed -i '0,/Rouwcaf/s//Douwcaf/' "$data/listings.db"
without 'these listings are damaged' 65

# Anything may be refused, nothing may crash, and what is shown is what was imported.
begin 'changed bytes'
"$bin/praatpaalctl" --data "$good" listings list >"$PP_SCRATCH/all"
size=$(stat -c %s "$good/listings.db")
RANDOM=7
refused=0
for i in {1..60}; do
    cp "$good/listings.db" "$data/listings.db"
    for _ in 1 2 3; do
        # shellcheck disable=SC2059 # the format is the byte
        printf "\\x$(printf %x $((RANDOM % 256)))" | dd of="$data/listings.db" bs=1 \
            seek=$(((RANDOM * 32768 + RANDOM) % size)) conv=notrunc status=none
    done
    got=0
    "$bin/praatpaalctl" --data "$data" listings list >"$PP_SCRATCH/out" 2>"$err" || got=$?
    case $got in
    0) cmp -s "$PP_SCRATCH/out" "$PP_SCRATCH/all" || fail "$what, $i: other listings are shown" ;;
    65) refused=$((refused + 1)) ;;
    *) fail "$what, $i: exit $got: $(head -3 "$err")" ;;
    esac
done
[[ $refused -gt 20 ]] || fail "$what: only $refused of 60 were refused"

# ---- the keeper's list: refused whole, and the old listings stay

# bad CODE WORDS: the list in $csv is refused.
bad() {
    local before
    before=$(sha256sum <"$data/listings.db")
    expect "$1" "$2" "$bin/praatpaalctl" --data "$data" listings import "$csv"
    [[ $(sha256sum <"$data/listings.db") == "$before" ]] || fail "$what: the old listings changed"
}
head='id,kind,name,summary'
begin 'other columns'
printf 'naam,soort\nx,y\n' >"$csv"
bad 65 'list.csv:1: error: '
begin 'an unknown column'
printf '%s,fax\nx,drop_in,Koffie,Ja.,1\n' "$head" >"$csv"
bad 65 'list.csv:1: error: fax: '
begin 'a column twice'
printf '%s,id\nx,drop_in,Koffie,Ja.,y\n' "$head" >"$csv"
bad 65 'list.csv:1: error: id: '
begin 'a row too short'
printf '%s\nx,drop_in,Koffie\n' "$head" >"$csv"
bad 65 'list.csv:2: error: '
begin 'dates that do not exist'
printf '%s,checked\nx,drop_in,Koffie,Ja.,2026-02-30\ny,drop_in,Thee,Ja.,31-12-2026\n' "$head" >"$csv"
bad 65 'list.csv:2: error: checked: "2026-02-30"'
grep -qF 'list.csv:3: error: checked: "31-12-2026"' "$err" || fail "$what: only the first is named"
begin 'an unknown kind of support'
printf '%s\nx,drop-in,Koffie,Ja.\n' "$head" >"$csv"
bad 65 'list.csv:2: error: kind: '
begin 'Latin-1 in the list'
printf '%s\nx,drop_in,Caf\xe9,Ja.\n' "$head" >"$csv"
bad 65 'bewaar als UTF-8'
begin 'a field of 5 MB'
{
    printf '%s\nx,drop_in,Koffie,' "$head"
    head -c 5242880 /dev/zero | tr '\0' a
    echo .
} >"$csv"
bad 65 'list.csv:2: error: summary: '
begin 'a list of 12 MB'
{
    printf '%s\n' "$head"
    head -c 12582912 /dev/zero | tr '\0' a
} >"$csv"
bad 65 'list.csv: error: '
grep -q 'bytes' "$err" && fail "$what: not in the keeper's words: $(head -1 "$err")"
begin 'a web page'
echo '<!DOCTYPE html><html><body>Log in</body></html>' >"$csv"
bad 65 'dit is een webpagina'
begin 'an open quote'
printf '%s\nx,drop_in,"Koffie,Ja.\n' "$head" >"$csv"
bad 65 'list.csv:2: error: name: '
begin 'the same id twice'
printf '%s\nx,drop_in,Koffie,Ja.\nx,drop_in,Thee,Ja.\n' "$head" >"$csv"
bad 65 'list.csv:3: error: id: '
begin 'a NUL'
printf '%s\nx,drop_in,Kof\0fie,Ja.\n' "$head" >"$csv"
bad 65 'list.csv:2: error: '
begin 'nothing'
: >"$csv"
bad 65 'list.csv: error: '
begin 'a database'
cp "$good/listings.db" "$csv"
bad 65 'list.csv:'
begin 'no file'
rm "$csv"
bad 66 'list.csv: error: cannot be read'

# Markup is text like any other: it is shown as it stands and breaks nothing.
begin 'markup in a name'
printf '%s\nx,peer_group,<b>Koffie & thee</i>,<span foreground='red'>Ja.\n' "$head" >"$csv"
expect 0 '' "$bin/praatpaalctl" --data "$data" listings import "$csv"
walk
grep -qF '<b>Koffie & thee</i>' "$PP_SCRATCH/results.json" || fail "$what: it is not shown"

echo "$failures failures"
[[ $failures -eq 0 ]]
