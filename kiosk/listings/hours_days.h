// What the days around now are, worked out once and used for the times of many listings.
#ifndef PP_LISTINGS_HOURS_DAYS_H
#define PP_LISTINGS_HOURS_DAYS_H

#include "listings/hours.h"

struct pp_hours_day {
    uint8_t weekday; // 0: Monday
    uint8_t nth;     // 1..5, of its weekday in the month
    bool last;       // the last of its weekday in the month
    bool even;       // in an even ISO week
    bool public_holiday;
    bool school_holiday;
};

// Yesterday (something may still be going on after midnight), today and the days ahead.
enum { PP_HOURS_DAYS = PP_HOURS_AHEAD + 2 };

struct pp_hours_days {
    struct pp_local_time now;
    struct pp_hours_day days[PP_HOURS_DAYS]; // [0]: the day before now.day
};

void pp_hours_days_init(struct pp_hours_days *days, const struct pp_calendar *calendar,
                        struct pp_local_time now);

// pp_hours_at with the days worked out.
struct pp_opening pp_hours_in(const struct pp_listing *listing, const struct pp_hours_days *days);

#endif
