// Comparing rules member by member: what lies between the members is not theirs.
#ifndef PP_TESTS_LISTINGS_SAME_RULES_H
#define PP_TESTS_LISTINGS_SAME_RULES_H

#include "listings/listing.h"

static inline bool same_rules(const struct pp_rule *a, const struct pp_rule *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (a[i].type != b[i].type || a[i].time_type != b[i].time_type ||
            a[i].weekday != b[i].weekday || a[i].nth != b[i].nth || a[i].every != b[i].every ||
            a[i].from != b[i].from || a[i].until != b[i].until || a[i].day != b[i].day ||
            a[i].last_day != b[i].last_day)
            return false;
    }
    return true;
}

#endif
