// Opening hours: what a listing's times mean at a moment of local time. Pure.
#ifndef PP_LISTINGS_HOURS_H
#define PP_LISTINGS_HOURS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "conf/calendar.h"
#include "listings/listing.h"
#include "sys/clock.h"

enum pp_open {
    PP_OPEN_UNKNOWN, // no times: call first
    PP_OPEN_NOW,     // open, or a meeting that is going on; ends at `until`
    PP_OPEN_LATER,   // opens or begins at `day`/`from`
    PP_OPEN_CLOSED,  // has times, but none in the next PP_HOURS_AHEAD days
};

enum {
    PP_HOURS_AHEAD = 42,
    PP_UNTIL_ALWAYS = INT16_MAX, // open day and night for a week at least
};

// What it speaks of is what goes on now, walking in before a meeting; else what comes first.
struct pp_opening {
    uint8_t open;      // enum pp_open
    uint8_t time_type; // enum pp_time_type of the time it speaks of
    int32_t day;       // the day it opens; PP_OPEN_NOW: the day it opened, perhaps yesterday
    int16_t from;      // its minute of that day
    int16_t until;     // the minute it closes, counted from the midnight with which `day` begins
                       // (over 1440: after midnight), or PP_UNTIL_ALWAYS
    int32_t wait;      // PP_OPEN_LATER: minutes of the wall clock until then; PP_OPEN_NOW: 0
};

// What else decides: may be NULL (no school holidays known).
struct pp_calendar {
    const struct pp_school_holidays *school;
    int region;
};

// The state of `listing` at `now`. What begins on a day belongs to that day, also after midnight.
// Of two rules that say different things: dates on which it is closed and its last day win over
// everything; a time given for one date wins over holidays; holidays win over what comes round.
// Public holidays do not touch what is open from 0:00 to 24:00.
struct pp_opening pp_hours_at(const struct pp_listing *listing, const struct pp_calendar *calendar,
                              struct pp_local_time now);

// Reads the keeper's notation for times and adds to rules[*count] (at most `room`). The grammar is
// documented in config/README.md:
//   "ma-vr 9:00-17:00; za 10:00-12:00"   "1e di 19:30-21:00"   "even wo 14:00-16:00"
//   "laatste vr 20:00-22:00"   "2026-12-24 10:00-12:00"   "dag en nacht"
// False: *problem (the path of the keeper's texts: "import.hours.bad_day", below which are `what`
// and `right`) and *where (offset in text) say why; nothing has been added.
bool pp_hours_parse(const char *text, enum pp_time_type type, struct pp_rule *rules,
                    uint16_t *count, uint16_t room, const char **problem, unsigned *where);

// Reads the dates on which it is closed: "2026-12-25; 2026-12-27..2027-01-03".
bool pp_hours_parse_closed(const char *text, struct pp_rule *rules, uint16_t *count, uint16_t room,
                           const char **problem, unsigned *where);

// Writes rules of one time type, or the closed dates, in the notation that is parsed: reading it
// again gives the same rules in the same order.
void pp_hours_write(FILE *out, const struct pp_rule *rules, uint16_t count, enum pp_time_type type);
void pp_hours_write_closed(FILE *out, const struct pp_rule *rules, uint16_t count);

#endif
