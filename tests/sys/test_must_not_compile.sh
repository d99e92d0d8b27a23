#!/usr/bin/env bash
# What a visitor said cannot be logged: the attempts below must be refused by the compiler, and the
# same lines without the leak must be accepted (else the test proves nothing).
set -euo pipefail
cc=${CC:-cc}
failures=0

compiles() { # code
    printf '#include "sys/log.h"\n#include "sys/private.h"\nvoid f(struct pp_private_text *t);\nvoid f(struct pp_private_text *t)\n{\n    (void)t;\n    %s\n}\n' "$1" |
        "$cc" -std=c17 -Wall -Wextra -Werror -D_GNU_SOURCE -iquote "$PP_SOURCE_DIR/kiosk" -fsyntax-only \
            -x c - 2>"$PP_SCRATCH/errors"
}

must() {
    if ! compiles "$1"; then
        echo "must compile, but does not: $1"
        cat "$PP_SCRATCH/errors"
        failures=$((failures + 1))
    fi
}

must_not() {
    if compiles "$1"; then
        echo "must not compile, but does: $1"
        failures=$((failures + 1))
    fi
}

must 'pp_log(PP_LOG_STOPPED, 1, 2);'
must_not 'pp_log(PP_LOG_STOPPED, t, 2);'
must_not 'pp_log(PP_LOG_STOPPED, *t, 2);'
must_not 'pp_log(PP_LOG_STOPPED, pp_private_peek(t), 2);'
must_not 'pp_log(t->hidden, 1, 2);'
must_not 'pp_log("said", 1, 2);'
must_not 'const char *text = *t; (void)text;'
must_not 'const char *text = (const char *)*t; (void)text;'

echo "$failures failures"
[[ $failures -eq 0 ]]
