#!/usr/bin/env bash
# What every pair of answers is shown, as read and approved by a person: tests/data/pairs.txt.
# After a change that is meant: PP_APPROVE=1 bash tests/ctl/test_pairs.sh, read the difference,
# commit it. The moment is a Tuesday morning, so that the table does not change by itself.
set -euo pipefail
ctl=$PP_BIN_DIR/praatpaalctl
approved=$PP_SOURCE_DIR/tests/data/pairs.txt
seen=$PP_SCRATCH/pairs.txt

options() { # step: its options in order
    sed -n "/^  - id: $1\$/,/^  - id: /p" "$PP_SOURCE_DIR/config/conversation.yaml" |
        sed -nE 's/^      - [{]?id: ([a-z_]+).*/\1/p'
}

mapfile -t happened < <(options happened)
mapfile -t need < <(options need)
if [[ ${#happened[@]} -ne 15 || ${#need[@]} -ne 11 ]]; then
    echo "expected 15 answers to happened and 11 to need, found ${#happened[@]} and ${#need[@]}"
    exit 1
fi

data=$PP_SCRATCH/data
"$ctl" --data "$data" listings import "$PP_SOURCE_DIR/config/demo/listings.csv" >/dev/null
failures=0
: >"$seen"
for h in "${happened[@]}"; do
    for n in "${need[@]}"; do
        row=$("$ctl" --data "$data" match --happened "$h" --need "$n" --at 2026-11-24T10:30 --limit 3 |
            awk -F'\t' '{ printf "%s%s (%s)", (NR > 1 ? " | " : ""), $2, $3 }')
        count=$(awk -F' [|] ' '{ print NF }' <<<"$row")
        if [[ -z $row || $count -gt 3 ]]; then
            echo "$h, $n: $count results"
            failures=$((failures + 1))
        fi
        printf '%s + %s: %s\n' "$h" "$n" "$row" >>"$seen"
    done
done
[[ $failures -eq 0 ]]
if [[ -n ${PP_APPROVE:-} ]]; then
    cp "$seen" "$approved"
    exit 0
fi
diff -u "$approved" "$seen"
echo "$(wc -l <"$seen") pairs as approved"
