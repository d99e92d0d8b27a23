#!/usr/bin/env bash
# praatpaal-sync as a whole, against a loopback https server that behaves well or badly: what it
# exits with, what it tells the keeper, and that the snapshot is always the old or the new one.
set -euo pipefail

for program in python3 openssl sqlite3; do
    if ! command -v $program >/dev/null; then
        echo "SKIPPED: there is no $program here, so praatpaal-sync is NOT tested" >&2
        exit 77
    fi
done

server=$PP_SCRATCH/server
data=$PP_SCRATCH/data
rm -rf "$PP_SCRATCH"
mkdir -p "$server" "$data"
failures=0

fail() {
    echo "FAILED: $*" >&2
    failures=$((failures + 1))
}

# The server ends when this script does: then its input is closed.
exec {server_input}> >(exec python3 "$PP_SOURCE_DIR/tests/sync/server.py" "$server")
server_pid=$!
until [ -e "$server/ports" ]; do
    if ! kill -0 "$server_pid" 2>/dev/null; then
        echo "FAILED: the server did not start" >&2
        exit 1
    fi
    sleep 0.02
done
read -r good other name <"$server/ports"

# list N WORD: a list of N listings with WORD in each name.
list() {
    local i
    echo "id,kind,name,summary"
    for ((i = 1; i <= $1; i++)); do
        echo "plek$i,drop_in,$2 $i,Koffie en een praatje."
    done
}

# sync PATH OPTION...: runs it; what it says is in $said, what it exits with in $code.
sync() {
    local path=$1
    shift
    code=0
    said=$("${before[@]}" "$PP_BIN_DIR/praatpaal-sync" --data "$data" \
        --ca-file "$server/ca.pem" --url "https://127.0.0.1:${port:-$good}$path" "$@" 2>&1) ||
        code=$?
}
before=()

# The name of the first listing of the snapshot; nothing when it is not a whole one.
first_name() {
    local look=(sqlite3 -readonly "$data/listings.db")
    [ "$("${look[@]}" 'PRAGMA integrity_check' 2>&1)" = ok ] || return 0
    "${look[@]}" "SELECT name FROM listing WHERE id = 'plek1'" 2>/dev/null || true
}

# What is in the data folder, without its times.
fingerprint() {
    (cd "$data" && stat -c '%n %i %Y' sync-state sync-report.txt listings.db)
    sha256sum "$data/listings.db"
}

expect() {
    local what=$1 wanted_code=$2 words=$3
    [ "$code" -eq "$wanted_code" ] || fail "$what: exit $code, not $wanted_code: $said"
    [[ $said == *"$words"* ]] || fail "$what: does not say '$words': $said"
    [[ $said != *"{"* ]] || fail "$what: a name in braces was not filled in: $said"
}

# refused WHAT PATH CODE WORDS OPTION...: the old snapshot stays, byte for byte, and that is said.
refused() {
    local what=$1 path=$2 wanted_code=$3 words=$4 old
    shift 4
    old=$(sha256sum "$data/listings.db")
    sync "$path" "$@"
    expect "$what" "$wanted_code" "$words"
    [[ $said == *"De oude lijst blijft staan."* ]] || fail "$what: not said that the old one stays"
    [ "$(sha256sum "$data/listings.db")" = "$old" ] || fail "$what: the snapshot changed"
    [ "$(tail -n +2 "$data/sync-report.txt")" = "$(tail -n +2 <<<"$said")" ] ||
        fail "$what: sync-report.txt says something else"
}

check_updates() {
    rm -rf "$data"
    sync /status/500
    expect "nothing yet" 1 "Er staat nog geen lijst"
    list 10 Huis >"$server/list"
    sync /list
    expect "first" 0 "Er staan nu 10 plekken"
    [[ $said == *"Nieuw: 10. Veranderd: 0. Weg: 0."* ]] || fail "first: $said"
    [ "$(first_name)" = "Huis 1" ] || fail "first: the snapshot has '$(first_name)'"

    local old
    old=$(fingerprint)
    sync /list
    expect "unchanged" 0 "niet veranderd"
    tail -1 "$server/requests.log" | grep -q "If-None-Match" || fail "unchanged: no ETag was sent"
    [ "$(fingerprint)" = "$old" ] || fail "unchanged: something was written"

    # Another body with the same listings: no new snapshot either.
    { list 1 Huis; list 10 Huis | tail -n +3 | tac; } >"$server/list"
    sync /list
    expect "same listings" 0 "niet veranderd"
    [ "$(sha256sum "$data/listings.db")" = "$(tail -1 <<<"$old")" ] ||
        fail "same listings: the snapshot changed"

    { list 8 Huis; echo "nieuw,drop_in,De Brug,Soep."; } | sed 's/Huis 3/Hof 3/' >"$server/list"
    sync /list
    expect "difference" 0 "Nieuw: 1. Veranderd: 1. Weg: 2."
    local words
    for words in "nieuw: De Brug" "veranderd: Hof 3" "weg: Huis 9" "weg: Huis 10"; do
        [[ $said == *"$words"* ]] || fail "difference: does not say '$words'"
    done
}

check_refusals() {
    list 10 Huis >"$server/list"
    sync /list
    refused "404" /status/404 1 "staat niets meer"
    refused "403" /status/403 1 "mag niet worden gelezen"
    refused "500" /status/500 1 "gaf een fout"
    refused "redirect to http" /to-http 1 "niet veilig"
    refused "redirect to a file" /to-file 1 "niet veilig"
    refused "redirects without end" /loop 1 "blijft doorsturen"
    refused "endless" /endless 1 "groter dan 8 MB"
    refused "half" /half 1 "verbinding viel weg"
    refused "slow" /slow 1 "niet binnen 2 seconden" --seconds 2
    port=$other refused "unknown authority" /list 1 "echt is"
    port=$name refused "another's certificate" /list 1 "echt is"
    port=1 refused "nobody there" /list 1 "niet te bereiken"
    refused "web page" /page 65 "een webpagina en geen lijst"
    refused "web page called CSV" /page-as-csv 65 "een webpagina en geen lijst"
    refused "empty" /empty 65 ""
    list 0 Huis >"$server/list"
    refused "no rows" /list 65 ""
    list 10 Huis | sed '3s/drop_in/kelder/;5s/Huis 4//' >"$server/list"
    refused "wrong rows" /list 65 "regel 3, kind:"
    [[ $said == *"regel 5, name:"* ]] || fail "wrong rows: the second one is not named: $said"
    list 4 Huis >"$server/list"
    refused "shrunk" /list 65 "minder dan de helft"
    sync /list --allow-shrink
    expect "shrunk on purpose" 0 "Er staan nu 4 plekken"
    refused "no https" /list 1 "moet beginnen met https" --url "http://127.0.0.1:$good/list"
    # Good again after all that: told, although nothing changed.
    sync /list
    expect "good again" 0 "niet veranderd"
    grep -q "niet veranderd" "$data/sync-report.txt" || fail "good again: the report stays bad"
}

check_state() {
    list 10 Huis >"$server/list"
    sync /list
    printf 'praatpaal-sync 1\nurl x\ngarbage' >"$data/sync-state"
    sync /list
    expect "corrupt state" 0 "niet veranderd"
    [ -e "$data/sync-state.damaged" ] || fail "corrupt state: not kept aside"
    grep -q '^etag "' "$data/sync-state" || fail "corrupt state: not made anew"
    # An ETag does not count when the snapshot it stood for is gone or another.
    rm "$data/listings.db"
    sync /list
    expect "snapshot lost" 0 "Er staan nu 10 plekken"
    head -c 5000 /dev/urandom >"$data/listings.db"
    sync /list
    expect "snapshot damaged" 0 "Er staan nu 10 plekken"

    exec {lock}<>"$data/sync.lock"
    python3 - <<PY
import fcntl, struct
flock = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
fcntl.fcntl($lock, 37, flock)  # F_OFD_SETLK: the lock stays with the descriptor bash holds
PY
    sync /list
    expect "two at once" 1 "al bijgewerkt"
    exec {lock}>&-
    sync /list
    expect "one at once" 0 "niet veranderd"
}

check_options() {
    sync /list --no-such-option
    expect "unknown option" 64 "praatpaal-sync --help"
    sync /list extra
    expect "argument" 64 "extra"
    sync /list --seconds 0
    expect "no seconds" 64 "1 to 3600"
    sync /list --config "$PP_SCRATCH/none.yaml"
    expect "no configuration" 78 "none.yaml"
    sync /list --version
    expect "version" 0 "praatpaal-sync 0."
    sync /list --url ""
    expect "no feed" 0 "geen adres"
}

# Before each attack: the old snapshot with its state, and a new list on the server.
keep_old() {
    rm -rf "$data"
    list 10 Oud >"$server/list"
    sync /list
    cp -r "$data" "$PP_SCRATCH/old"
    list 12 Nieuw >"$server/list"
}

restore_old() {
    rm -rf "$data"
    cp -r "$PP_SCRATCH/old" "$data"
}

# check_after WHAT: the snapshot is the old or the new one, and the next run gets the new one.
check_after() {
    local found
    found=$(first_name)
    case $found in
    "Oud 1" | "Nieuw 1") ;;
    *) fail "$1: the snapshot is neither the old nor the new one: '$found'" ;;
    esac
    outcomes+=" ${found%% *}"
    local kept=("${before[@]}")
    before=()
    sync /list
    before=("${kept[@]}")
    [ "$code" -eq 0 ] || fail "$1: the next run fails: $said"
    [ "$(first_name)" = "Nieuw 1" ] || fail "$1: the next run does not bring the new one"
}

# Kills it at every call that changes a file, then lets each of them fail.
check_every_call() {
    if ! strace -o /dev/null true 2>/dev/null; then
        echo "SKIPPED: strace does not work here: NOT killed at every system call" >&2
        return
    fi
    export ASAN_OPTIONS=detect_leaks=0 LSAN_OPTIONS=detect_leaks=0 # not while being traced
    local calls=(write pwrite64 fsync fdatasync rename renameat link unlink unlinkat ftruncate
        fchmod mkdir)
    local call how nth most total=0
    for call in "${calls[@]}"; do
        restore_old
        before=(strace -f -qq -o "$PP_SCRATCH/trace" -e "trace=$call")
        sync /list
        most=$(grep -c "$call(" "$PP_SCRATCH/trace" || true)
        for how in signal=KILL error=ENOSPC error=EIO; do
            for ((nth = 1; nth <= most; nth++)); do
                restore_old
                before=(strace -f -qq -o "$PP_SCRATCH/trace" -e "inject=$call:$how:when=$nth")
                sync /list
                case $how:$code in
                signal=KILL:137 | error=*:0 | error=*:1) ;;
                *) fail "$call $nth $how: exit $code: $said" ;;
                esac
                check_after "$call $nth $how"
                total=$((total + 1))
            done
        done
    done
    before=()
    unset ASAN_OPTIONS LSAN_OPTIONS
    echo "attacked at $total system calls"
}

# Kills it at random moments of its life.
check_random_moments() {
    local times=60 i moment pid
    [ -z "${PP_SANITIZE-}" ] || times=15
    RANDOM=20261123
    for ((i = 0; i < times; i++)); do
        restore_old
        moment=$((RANDOM % 120))
        "$PP_BIN_DIR/praatpaal-sync" --data "$data" --ca-file "$server/ca.pem" \
            --url "https://127.0.0.1:$good/list" >/dev/null 2>&1 &
        pid=$!
        sleep "$(printf '0.%03d' "$moment")"
        kill -KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
        check_after "killed after $moment ms"
    done
    echo "killed at $times random moments"
}

check_updates
check_refusals
check_state
check_options
outcomes=
keep_old
check_every_call
check_random_moments
echo "found after attacks: $(tr ' ' '\n' <<<"$outcomes" | sort | uniq -c | tr '\n' ' ')"
[[ $outcomes == *Oud* && $outcomes == *Nieuw* ]] || fail "the attacks hit only one side of the swap"
exec {server_input}>&-
[ "$failures" -eq 0 ]
