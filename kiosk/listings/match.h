// Which listings fit the answers, and in what order. Pure, but for the catalogue it reads.
//
// worth(listing) = sum over the answers of option.worth[kind]
//                + ranking.theme        when marked for what happened
//                - ranking.other_theme  when marked, but not for what happened; half of it when
//                                       what happened is not known (not asked, or an answer of the
//                                       bar: "dat zeg ik liever niet")
// points(listing) = fit * worth + peer + open_* + checked - stale - walking
// walking = per_5_minutes for every full five minutes, walk_max at most; half of walk_max when the
// place is unknown or hidden and for telephone and online, so that these are neither near nor far.
// Only listings of positive worth that still exist are candidates, and of these only those with at
// least half of the highest worth. They are taken in order of points, each time taking
// ranking.same_kind off those of a kind for every one of that kind taken already. When there are
// no candidates, listings of a last-resort kind are; when there are none of these either, every
// listing that still exists is: the answer is empty only when nothing exists.
// Equal points: nearer first (unknown last), then by row, so that the order is total and
// repeatable.
// Without a trusted clock everything exists, and opening and checking do not count.
#ifndef PP_LISTINGS_MATCH_H
#define PP_LISTINGS_MATCH_H

#include <stddef.h>
#include <stdint.h>

#include "core/flow.h"
#include "listings/hours.h"
#include "listings/store.h"

// The visitor's answers, as in struct pp_state: of each step option + 1, or 0.
struct pp_match_query {
    const struct pp_flow *flow;
    const uint8_t *answers; // [PP_MAX_STEPS]
    double latitude, longitude;
    const struct pp_calendar *calendar; // may be NULL
    struct pp_local_time now;
    bool clock_trusted;
};

struct pp_match {
    uint32_t row;
    int16_t worth;
    int16_t points;       // same_kind taken off
    int16_t walk_minutes; // -1 when it is not known or nowhere to walk to
    struct pp_opening opening;
    // Which answers speak for it most: steps with the highest worth, best first; PP_NONE for none.
    uint8_t because[2];
    uint8_t last_resort;
};

// Fills at most `limit` (<= PP_MAX_RESULTS) matches, best first; returns how many.
size_t pp_match_find(const struct pp_catalogue *catalogue, const struct pp_match_query *query,
                     struct pp_match *matches, size_t limit);

// Minutes to walk between two places: great-circle distance (haversine) times 1.3 for streets,
// at 4.8 km/h, rounded up; 0 within 25 m: the same house. -1 when either is unknown (NAN).
int pp_walk_minutes(double lat1, double lon1, double lat2, double lon2);

#endif
