// What an installer runs: is everything right, and is everything there?
#ifndef PP_APP_SELFTEST_H
#define PP_APP_SELFTEST_H

#include "app/world.h"
#include "sys/exit.h"
#include "sys/report.h"

// --check-config: the configuration has been read; every further language must be good too, and
// every pictogram it names be there. Prints a line of what it has when it is good.
enum pp_exit pp_check_config(struct pp_world *world, struct pp_report *report);

// --selftest: the same, and listings, display, font, voice and recogniser on this machine; a line
// each with "ok" or "missing" and what to do. PP_EXIT_UNAVAILABLE when something is missing.
enum pp_exit pp_selftest(struct pp_world *world, struct pp_report *report);

#endif
