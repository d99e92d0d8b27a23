// Opening hours: what a listing's times mean at a moment of local time. Pure.
#ifndef PP_LISTINGS_HOURS_H
#define PP_LISTINGS_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "conf/calendar.h"
#include "listings/listing.h"
#include "sys/clock.h"

enum pp_open {
    PP_OPEN_UNKNOWN, // no times: call first
    PP_OPEN_NOW,     // open, or a meeting that is going on; ends at `until`
    PP_OPEN_LATER,   // opens or begins at `day`/`from`
    PP_OPEN_CLOSED,  // has times, but none in the next PP_HOURS_AHEAD days
};

enum { PP_HOURS_AHEAD = 42 };

struct pp_opening {
    uint8_t open;      // enum pp_open
    uint8_t time_type; // enum pp_time_type of the time it speaks of
    int32_t day;       // PP_OPEN_LATER: the day it opens
    int16_t from;      // its minute of the day
    int16_t until;     // the minute it closes (may be over 1440: after midnight)
    int32_t wait;      // PP_OPEN_LATER: minutes of the wall clock until then; PP_OPEN_NOW: 0
};

// What else decides: may be NULL (no school holidays known).
struct pp_calendar {
    const struct pp_school_holidays *school;
    int region;
};

// The state of `listing` at `now`.
struct pp_opening pp_hours_at(const struct pp_listing *listing, const struct pp_calendar *calendar,
                              struct pp_local_time now);

// Reads the keeper's notation for times and adds to rules[*count] (at most `room`). The grammar is
// documented in config/README.md:
//   "ma-vr 9:00-17:00; za 10:00-12:00"   "1e di 19:30-21:00"   "even wo 14:00-16:00"
//   "laatste vr 20:00-22:00"   "2026-12-24 10:00-12:00"
// False: *problem (the path of a text for the keeper, "import.hours.bad_day") and *where (offset
// in text) say why; nothing has been added.
bool pp_hours_parse(const char *text, enum pp_time_type type, struct pp_rule *rules,
                    uint16_t *count, uint16_t room, const char **problem, unsigned *where);

// Reads the dates on which it is closed: "2026-12-25; 2026-12-27..2027-01-03".
bool pp_hours_parse_closed(const char *text, struct pp_rule *rules, uint16_t *count, uint16_t room,
                           const char **problem, unsigned *where);

#endif
