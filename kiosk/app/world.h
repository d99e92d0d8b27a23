// Everything that is read once at the start and constant afterwards: configuration, conversation,
// words, numbers, holidays.
#ifndef PP_APP_WORLD_H
#define PP_APP_WORLD_H

#include <stdbool.h>

#include "conf/calendar.h"
#include "conf/kiosk.h"
#include "conf/pack.h"
#include "conf/urgent.h"
#include "core/flow.h"
#include "listings/hours.h"
#include "sys/arena.h"
#include "sys/paths.h"
#include "sys/report.h"

struct pp_world {
    struct pp_paths paths;
    struct pp_arena arena;
    struct pp_kiosk kiosk;
    struct pp_flow flow;
    struct pp_pack pack_store[PP_MAX_LANGUAGES];
    const struct pp_pack *packs[PP_MAX_LANGUAGES]; // those that could be read, own language first
    uint8_t pack_count;
    struct pp_urgent urgent;
    struct pp_school_holidays school;
    struct pp_calendar calendar;
};

// Reads everything. What the kiosk cannot do without (kiosk.yaml, the conversation, the own
// language, the urgent numbers) makes it fail when bad; a further language or the school holidays
// are left out, and the report has a problem about them. `lang` (or NULL) is taken as the own
// language instead of the first of kiosk.yaml. Sets the time zone.
bool pp_world_load(struct pp_world *world, const char *config_file, const char *data_dir,
                   const char *lang, struct pp_report *report);
// Takes a zeroed one.
void pp_world_finish(struct pp_world *world);

#endif
