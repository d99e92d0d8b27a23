#!/usr/bin/env bash
# Dependencies point one way (DEVELOP.md): what each layer may include, and nothing else. The core
# may not even include the system's headers for input, output, time or threads.
set -euo pipefail
cd "$PP_SOURCE_DIR/kiosk"

declare -A may=(
    [sys]="sys"
    [core]="core"
    [conf]="conf core sys"
    [listings]="listings conf core sys"
    [view]="view listings conf core sys"
    [voice]="voice conf core sys"
    [ui]="ui view listings conf core sys"
    [sync]="sync listings conf core sys"
    [app]="app ui view voice listings conf core sys"
    [ctl]="ctl app ui view voice listings conf core sys"
)

failures=0
check() { # layer file
    local layer=$1 file=$2 line target
    while IFS= read -r line; do
        target=${line#*\"}
        target=${target%%/*}
        if [[ " ${may[$layer]} " != *" $target "* ]]; then
            echo "$file: $line: layer $layer may include ${may[$layer]} only"
            failures=$((failures + 1))
        fi
    done < <(grep -E '^#include "' "$file" || true)
}

for layer in "${!may[@]}"; do
    while IFS= read -r file; do check "$layer" "$file"; done < <(find "$layer" -name '*.[ch]')
done

allowed_in_core='stdbool|stdint|stddef|string'
if grep -nE '^#include <' core/*.[ch] | grep -vE "<($allowed_in_core)\.h>"; then
    echo "core: only <$allowed_in_core> may be included there"
    failures=$((failures + 1))
fi

# Each of the two speech libraries is called from one file.
for pair in 'espeak-ng/|voice/espeak.c' 'pocketsphinx|voice/recogniser.c'; do
    while IFS= read -r file; do
        if [[ $file != "${pair#*|}" ]]; then
            echo "$file includes ${pair%|*}: only ${pair#*|} may"
            failures=$((failures + 1))
        fi
    done < <(grep -rlE "^#include <${pair%|*}" . | sed 's|^\./||')
done

# The anti-test: a file that breaks the rule is caught.
bad=$PP_SCRATCH/bad.c
echo '#include "ui/window.h"' >"$bad"
before=$failures
check core "$bad" >/dev/null
if [[ $failures -eq $before ]]; then
    echo "the check does not see a bad include"
    exit 1
fi
failures=$before
echo "$failures failures"
[[ $failures -eq 0 ]]
