// config/school-holidays.yaml: when schools are closed, per region, and public holidays computed.
#ifndef PP_CONF_CALENDAR_H
#define PP_CONF_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "sys/arena.h"
#include "sys/report.h"

struct pp_day_range {
    int32_t first, last; // days, both included
};

struct pp_school_holidays {
    struct pp_day_range *ranges[3]; // per region: noord, midden, zuid; sorted
    uint16_t counts[3];
};

bool pp_school_holidays_load(struct pp_school_holidays *holidays, struct pp_arena *arena,
                             const char *config_dir, struct pp_report *report);

// Whether `day` is a school holiday in `region`.
bool pp_school_holiday(const struct pp_school_holidays *holidays, int region, int32_t day);

// The Dutch public holiday on `day`: its identifier in the pack's `holidays` ("kings_day"), or
// NULL. Computed: New Year, Easter Sunday and Monday, King's Day (27 April; 26 when that is a
// Sunday), Liberation Day (5 May, in years divisible by five), Ascension, Whit Sunday and Monday,
// both days of Christmas. Easter by the method of Meeus/Jones/Butcher. Good Friday is not one.
const char *pp_public_holiday(int32_t day);

#endif
