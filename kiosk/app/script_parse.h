// The lines of a script as commands. Private to app/.
#ifndef PP_APP_SCRIPT_PARSE_H
#define PP_APP_SCRIPT_PARSE_H

#include <stddef.h>

#include "sys/arena.h"
#include "sys/report.h"

enum pp_command_type {
    PP_COMMAND_TAP,
    PP_COMMAND_TOUCH,
    PP_COMMAND_KEY,
    PP_COMMAND_HEAR,
    PP_COMMAND_WAIT_MS,
    PP_COMMAND_WAIT_SPEECH,
    PP_COMMAND_WAIT_LISTENING,
    PP_COMMAND_WAIT_IDLE,
    PP_COMMAND_PASS,
    PP_COMMAND_EXPECT_SCREEN,
    PP_COMMAND_EXPECT_CONTROL,
    PP_COMMAND_EXPECT_NO_CONTROL,
    PP_COMMAND_EXPECT_TEXT,
    PP_COMMAND_EXPECT_SPOKEN,
    PP_COMMAND_EXPECT_LANG,
    PP_COMMAND_SHOT,
    PP_COMMAND_DUMP,
};

struct pp_command {
    enum pp_command_type type;
    unsigned line;
    const char *text; // identifier, file, name or words; "" for none
    double x, y;      // touch: pixels; wait: milliseconds in x; pass: minutes in x
};

// Parses a whole script into an array in `arena`. False: the report has what is wrong.
bool pp_script_parse(struct pp_arena *arena, const char *file, char *text,
                     struct pp_command **commands, size_t *count, struct pp_report *report);

#endif
