#!/bin/bash
# The commands match and listings of praatpaalctl: what they print and what they exit with.
set -u
ctl=$PP_BIN_DIR/praatpaalctl
config=$PP_SOURCE_DIR/config/kiosk.yaml
dir=$PP_SCRATCH
data=$dir/data
failed=0

# expect CODE TEXT ARGUMENT...: runs the tool; TEXT must be in what it prints ("": anything).
expect() {
    local code=$1 text=$2
    shift 2
    out=$("$ctl" --config "$config" --data "$data" "$@" 2>&1)
    local got=$?
    if [ "$got" -ne "$code" ]; then
        printf 'praatpaalctl %s: exit %s, not %s\n%s\n' "$*" "$got" "$code" "$out"
        failed=1
    elif [ -n "$text" ] && ! grep -qF -- "$text" <<<"$out"; then
        printf 'praatpaalctl %s: no "%s" in:\n%s\n' "$*" "$text" "$out"
        failed=1
    fi
}

check() {
    if ! eval "$1"; then
        printf 'not so: %s\n' "$1"
        failed=1
    fi
}

rm -rf "$dir"
mkdir -p "$dir"
cat >"$dir/good.csv" <<'CSV'
id;kind;name;summary;latitude;longitude;open;checked
koffie;drop_in;Koffie;Er is koffie.;52.1;5.1;ma-vr 9:00-17:00;2026-11-02
groep;peer_group;Samen;Praten met anderen.;52.11;5.1;di 14-16;2024-01-01
deur;kwartiermaker;Sam;Sam kent de buurt.;;;;
CSV
cat >"$dir/bad.csv" <<'CSV'
id,kind,name,summary
koffie,drop-in,Koffie,Er is koffie.
CSV
printf 'id,kind,name,summary\nkoffie,drop_in,Caf\xe9,Er is koffie.\n' >"$dir/latin1.csv"

# Nothing imported yet.
expect 66 'praatpaalctl listings import' listings list
expect 66 'praatpaalctl listings import' match --happened alone --need peers

# Import.
expect 66 'cannot be read' listings import "$dir/none.csv"
expect 65 'bad.csv:2: error: kind: ' listings import "$dir/bad.csv"
expect 65 'bedoel je drop_in?' listings import "$dir/bad.csv"
expect 65 'bewaar als UTF-8' listings import "$dir/latin1.csv"
check '[ ! -e "$data/listings.db" ]'
expect 0 '3 listings' listings import "$dir/good.csv"
check '[ -s "$data/listings.db" ]'
sum=$(sha256sum <"$data/listings.db")
expect 65 '' listings import --format csv "$dir/bad.csv"
check '[ "$(sha256sum <"$data/listings.db")" = "$sum" ]'
out=$("$ctl" --config "$config" --data "$data" listings import - <"$dir/good.csv" 2>&1)
check '[ $? -eq 0 ]'
check '[ -s "$data/listings.previous.db" ]'

# Export gives what was imported, and again the same.
"$ctl" --config "$config" --data "$data" listings export >"$dir/export.csv" || failed=1
expect 0 '3 listings' listings import "$dir/export.csv"
"$ctl" --config "$config" --data "$data" listings export >"$dir/again.csv" || failed=1
check 'cmp "$dir/export.csv" "$dir/again.csv"'
check 'grep -q "ma-vr 9:00-17:00" "$dir/export.csv"'

# List, show, check.
expect 0 $'groep\tpeer_group\tSamen' listings list
expect 0 'open: ma-vr 9:00-17:00' listings show koffie
expect 1 'there is no listing "thee"' listings show thee
expect 1 $'deur\tnever checked' listings check
expect 1 $'deur\twithout hours' listings check
expect 1 $'deur\twithout coordinates' listings check
expect 1 $'groep\tchecked more than 365 days ago' listings check

# Match.
expect 0 $'1\tSamen\tpeer_group\t' match --happened alone --need peers --at 2026-11-24T15:00
expect 0 'open until 16:00' match --happened alone --need peers --at 2026-11-24T15:00
expect 0 'open 2026-12-01 14:00' match --happened alone --need peers --at 2026-11-24T16:00
expect 0 '"state": "now"' match --happened alone --need peers --at 2026-11-24T15:00 --json
check 'grep -qF "\"id\": \"groep\"" <<<"$out"'
expect 0 '' match --happened alone --need peers --limit 1
check '[ "$(wc -l <<<"$out")" -eq 1 ]'
expect 64 'known are: alone, money' match --happened alon --need peers
expect 64 'known are: listener, peers' match --happened alone --need xx
expect 64 'known are: happened: alone' match --happened alone --need peers --with xx
expect 64 'there is no question "xx"' match --happened alone --need peers --with xx.alone
expect 64 'must both be given' match --happened alone
expect 64 '1 to 9' match --happened alone --need peers --limit 10
expect 64 '2026-11-24T14:05' match --happened alone --need peers --at gisteren
expect 64 '' match --happened alone --need peers --colour red
expect 64 'is not an option' match --happened alone --need peers extra

# Wrong use.
expect 64 'say what to do' listings
expect 64 'known are: import' listings burn
expect 64 'takes a file' listings import
expect 64 'is too much' listings list all
expect 64 'hsds is not supported' listings import --format hsds "$dir/good.csv"
expect 0 'Usage: praatpaalctl listings' listings --help
expect 0 'Usage: praatpaalctl match' match --help

# Damage.
printf 'no database' >"$data/listings.db"
expect 65 'not a file with listings' listings list
head -c 3000 "$data/listings.previous.db" >"$data/listings.db"
expect 65 'import' match --happened alone --need peers
expect 0 '3 listings' listings import "$dir/good.csv"
expect 0 '' listings list

exit "$failed"
