// Time. The core gets `now` as an argument; only the app and the tools ask here.
#ifndef PP_SYS_CLOCK_H
#define PP_SYS_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

// A moment of the kiosk's local civil time, from which opening hours are computed: no time-zone
// arithmetic is left to be done in it. `day` counts days since 1970-01-01 (a Thursday).
struct pp_local_time {
    int32_t day;
    int16_t minute; // of the day, 0..1439
};

// Milliseconds of a clock that never jumps (CLOCK_MONOTONIC).
int64_t pp_clock_monotonic_ms(void);

// Seconds since 1970 (UTC).
int64_t pp_clock_wall_s(void);

// Sets the process's time zone (an IANA name or a POSIX TZ string). Call once, before threads.
// False when the system does not know the zone; UTC is then not silently taken: the zone of the
// Netherlands is, as the POSIX string CET-1CEST,M3.5.0,M10.5.0/3.
bool pp_clock_set_zone(const char *zone);

// The civil time that a clock on the wall shows at `wall_s`.
struct pp_local_time pp_clock_local(int64_t wall_s);

// Parses ISO 8601 local time "2026-11-23T14:05" (seconds and a space for the T allowed; a date
// alone means 12:00) into seconds since 1970. A time that the spring clock change leaves out
// counts as the hour after. False leaves `wall_s` as it was.
bool pp_clock_parse(const char *text, int64_t *wall_s);

// Whether the system clock can be believed: not before this program was built, and either
// disciplined by a time service (adjtimex) or backed by a real-time clock that agrees.
bool pp_clock_trusted(void);

// Day number of a date of the Gregorian calendar, and back. Days before 1970 are negative.
// Source: the algorithm of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
int32_t pp_day_from_date(int year, int month, int mday);
void pp_date_from_day(int32_t day, int *year, int *month, int *mday);

// Monday is 0.
int pp_weekday(int32_t day);

// Whether year-month-mday is a date that exists.
bool pp_date_valid(int year, int month, int mday);

// Parses "2026-11-23" (all of the text). False leaves `day` as it was.
bool pp_date_parse(const char *text, int32_t *day);

#endif
