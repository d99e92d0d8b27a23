// The scripted visitor: commands from a file, carried out through the same input, layout and sound
// as a real visitor's. The commands are documented in kiosk/DEVELOP.md.
#ifndef PP_APP_SCRIPT_H
#define PP_APP_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "sys/report.h"
#include "view/view.h"

struct pp_app;
struct pp_script;

enum pp_script_state {
    PP_SCRIPT_GOES_ON, // it did something: take the events, then call again
    PP_SCRIPT_WAITS,   // for time to pass (pp_script_due) or for speech or listening to end
    PP_SCRIPT_ENDED,   // nothing is left, or an expectation failed (app->exit_code)
};

// Reads a script ("-": standard input). NULL: the report names line, command and remedy.
struct pp_script *pp_script_read(const char *path, struct pp_report *report);
void pp_script_destroy(struct pp_script *script);

enum pp_script_state pp_script_step(struct pp_script *script, struct pp_app *app);

// When it wants to go on (milliseconds of pp_app_now), or 0 when that is not a matter of time.
int64_t pp_script_due(const struct pp_script *script);

// What was handed to the speaker, for `expect spoken`.
void pp_script_spoken(struct pp_script *script, const struct pp_saying *sayings, uint8_t count);

#endif
