#include "listings/match.h"

#include <math.h>
#include <string.h>

#include "listings/hours_days.h"

enum {
    DAYS_FRESH = 92,
    DAYS_STALE = 365,
    SOON = 120,                // minutes: as good as open
    MAX_POINTS = INT16_MAX / 2 // far over what any ranking adds up to
};

struct entry {
    struct pp_match match;
    const struct pp_listing *listing;
};

// The best of one kind, in order. No more of a kind than are asked for can be taken, so no more
// are kept.
struct shelf {
    uint8_t count;
    uint8_t taken;
    struct entry best[PP_MAX_RESULTS];
};

struct finder {
    const struct pp_match_query *query;
    const struct pp_ranking *ranking;
    size_t limit;
    int32_t kind_worth[PP_MAX_KINDS]; // the answers' part of the worth
    uint32_t theme;                   // bit of what happened, 0 when it is not known
    struct pp_hours_days days;
    struct shelf shelves[PP_MAX_KINDS];
};

int pp_walk_minutes(double lat1, double lon1, double lat2, double lon2)
{
    static const double radius_m = 6371000.0; // mean radius of the earth
    static const double radian = 3.14159265358979323846 / 180.0;
    static const double metres_per_minute = 4800.0 / 60.0;
    static const double same_house_m = 25.0; // as exact as an address is placed on a map
    if (isnan(lat1) || isnan(lon1) || isnan(lat2) || isnan(lon2))
        return -1;
    double half_lat = sin((lat2 - lat1) * radian / 2);
    double half_lon = sin((lon2 - lon1) * radian / 2);
    double h = half_lat * half_lat + cos(lat1 * radian) * cos(lat2 * radian) * half_lon * half_lon;
    double metres = 2 * radius_m * asin(fmin(1.0, sqrt(h))) * 1.3;
    return metres <= same_house_m ? 0 : (int)ceil(metres / metres_per_minute);
}

static const struct pp_option *answer_to(const struct pp_match_query *query, uint8_t step)
{
    uint8_t answer = query->answers[step];
    const struct pp_step *about = &query->flow->steps[step];
    return answer > 0 && answer <= about->option_count ? &about->options[answer - 1] : NULL;
}

static void finder_init(struct finder *finder, const struct pp_match_query *query, size_t limit)
{
    const struct pp_flow *flow = query->flow;
    memset(finder, 0, sizeof(*finder));
    finder->query = query;
    finder->ranking = &flow->ranking;
    finder->limit = limit;
    for (uint8_t step = 0; step < flow->step_count; step++) {
        const struct pp_option *option = answer_to(query, step);
        if (!option)
            continue;
        for (uint8_t kind = 0; kind < flow->kind_count; kind++)
            finder->kind_worth[kind] += option->worth[kind];
        // "That I'd rather not say" tells nothing about what happened.
        if (flow->steps[step].themed && !option->bar)
            finder->theme = UINT32_C(1) << (query->answers[step] - 1);
    }
    pp_hours_days_init(&finder->days, query->calendar, query->now);
}

static int32_t theme_worth(const struct finder *finder, const struct pp_listing *listing)
{
    if (listing->themes == 0)
        return 0;
    if (finder->theme == 0)
        return -(finder->ranking->other_theme / 2);
    return (listing->themes & finder->theme) != 0 ? finder->ranking->theme
                                                  : -finder->ranking->other_theme;
}

static int32_t worth_of(const struct finder *finder, const struct pp_listing *listing)
{
    return finder->kind_worth[listing->kind] + theme_worth(finder, listing);
}

static bool exists(const struct finder *finder, const struct pp_listing *listing)
{
    return !finder->query->clock_trusted || listing->ends >= finder->query->now.day;
}

static int32_t checked_points(const struct finder *finder, const struct pp_listing *listing)
{
    if (!finder->query->clock_trusted || listing->checked == INT32_MIN)
        return 0;
    int32_t age = finder->query->now.day - listing->checked;
    if (age > DAYS_STALE)
        return -finder->ranking->stale;
    return age >= 0 && age <= DAYS_FRESH ? finder->ranking->checked : 0;
}

static int32_t opening_points(const struct finder *finder, const struct pp_opening *opening)
{
    const struct pp_ranking *ranking = finder->ranking;
    int32_t today = finder->query->now.day;
    if (!finder->query->clock_trusted)
        return 0;
    if (opening->open == PP_OPEN_NOW)
        return ranking->open_now;
    if (opening->open != PP_OPEN_LATER)
        return 0;
    if (opening->wait <= SOON)
        return ranking->open_now;
    if (opening->day == today)
        return ranking->open_today;
    return opening->day < today + 7 ? ranking->open_this_week : 0;
}

static int32_t most_opening_points(const struct pp_ranking *ranking)
{
    int32_t most = 0;
    const int16_t each[] = {ranking->open_now, ranking->open_today, ranking->open_this_week};
    for (size_t i = 0; i < sizeof(each) / sizeof(each[0]); i++)
        most = each[i] > most ? each[i] : most;
    return most;
}

static int32_t walk_points(const struct pp_ranking *ranking, int minutes)
{
    // Nowhere to walk to is neither near nor far, and an unknown place gains nothing by that.
    if (minutes < 0)
        return -(ranking->walk_max / 2);
    int32_t points = (int32_t)(minutes / 5) * ranking->per_5_minutes;
    return -(points < ranking->walk_max ? points : ranking->walk_max);
}

static int walk_to(const struct finder *finder, const struct pp_listing *listing)
{
    if (listing->scope != PP_SCOPE_PLACE || listing->hidden_address)
        return -1;
    return pp_walk_minutes(finder->query->latitude, finder->query->longitude, listing->latitude,
                           listing->longitude);
}

static int16_t clamp(int32_t points)
{
    return (int16_t)(points > MAX_POINTS    ? MAX_POINTS
                     : points < -MAX_POINTS ? -MAX_POINTS
                                            : points);
}

// Whether `a` comes before `b` at the same number of points.
static bool is_nearer(const struct pp_match *a, const struct pp_match *b)
{
    if (a->walk_minutes != b->walk_minutes)
        return b->walk_minutes < 0 || (a->walk_minutes >= 0 && a->walk_minutes < b->walk_minutes);
    return a->row < b->row;
}

static bool is_before(const struct pp_match *a, const struct pp_match *b)
{
    return a->points != b->points ? a->points > b->points : is_nearer(a, b);
}

// Whether a listing with at most these points could still get a place on its shelf.
static bool has_chance(const struct finder *finder, const struct shelf *shelf, int32_t most)
{
    if (finder->limit == 0)
        return false;
    return shelf->count < finder->limit || most >= shelf->best[shelf->count - 1].match.points;
}

static void put_on_shelf(const struct finder *finder, struct shelf *shelf,
                         const struct pp_match *match, const struct pp_listing *listing)
{
    size_t at = shelf->count;
    if (at == finder->limit) {
        if (!is_before(match, &shelf->best[at - 1].match))
            return;
        at--;
    } else {
        shelf->count++;
    }
    for (; at > 0 && is_before(match, &shelf->best[at - 1].match); at--)
        shelf->best[at] = shelf->best[at - 1];
    shelf->best[at] = (struct entry){*match, listing};
}

// What is cheap is looked at first; distance and hours only for what may be taken.
static void consider(struct finder *finder, const struct pp_listing *listing, int32_t worth,
                     bool last_resort)
{
    const struct pp_ranking *ranking = finder->ranking;
    struct shelf *shelf = &finder->shelves[listing->kind];
    int32_t points = ranking->fit * worth + checked_points(finder, listing);
    if (finder->query->flow->kinds[listing->kind].peer)
        points += ranking->peer;
    int32_t most = most_opening_points(ranking);
    if (!has_chance(finder, shelf, clamp(points + most)))
        return;
    int minutes = walk_to(finder, listing);
    points += walk_points(ranking, minutes);
    if (!has_chance(finder, shelf, clamp(points + most)))
        return;
    struct pp_match match = {
        .row = listing->row,
        .worth = clamp(worth),
        .walk_minutes = clamp(minutes),
        .opening = pp_hours_in(listing, &finder->days),
        .because = {PP_NONE, PP_NONE},
        .last_resort = last_resort,
    };
    match.points = clamp(points + opening_points(finder, &match.opening));
    put_on_shelf(finder, shelf, &match, listing);
}

// The listings of positive worth. How good the best is decides which are good enough.
static void consider_fitting(struct finder *finder, const struct pp_catalogue *catalogue)
{
    int32_t best = 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct pp_listing *listing = &catalogue->listings[i];
        int32_t worth = worth_of(finder, listing);
        if (worth > best && exists(finder, listing))
            best = worth;
    }
    for (size_t i = 0; best > 0 && i < catalogue->count; i++) {
        const struct pp_listing *listing = &catalogue->listings[i];
        int32_t worth = worth_of(finder, listing);
        if (worth > 0 && 2 * worth >= best && exists(finder, listing))
            consider(finder, listing, worth, false);
    }
}

static void consider_last_resort(struct finder *finder, const struct pp_catalogue *catalogue,
                                 bool any_kind)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct pp_listing *listing = &catalogue->listings[i];
        if ((any_kind || finder->query->flow->kinds[listing->kind].last_resort) &&
            exists(finder, listing))
            consider(finder, listing, worth_of(finder, listing), true);
    }
}

static void explain(const struct finder *finder, const struct pp_listing *listing,
                    struct pp_match *match)
{
    const struct pp_match_query *query = finder->query;
    int best[2] = {0, 0};
    for (uint8_t step = 0; step < query->flow->step_count; step++) {
        const struct pp_option *option = answer_to(query, step);
        if (!option)
            continue;
        int worth = (int)option->worth[listing->kind];
        if (query->flow->steps[step].themed)
            worth += theme_worth(finder, listing);
        if (worth > best[0]) {
            best[1] = best[0];
            match->because[1] = match->because[0];
            best[0] = worth;
            match->because[0] = step;
        } else if (worth > best[1]) {
            best[1] = worth;
            match->because[1] = step;
        }
    }
}

// Takes the best that is left, when some are taken already. False when none is left.
static bool take_best(struct finder *finder, struct pp_match *taken)
{
    struct shelf *best = NULL;
    struct pp_match best_match = {0};
    for (uint8_t kind = 0; kind < finder->query->flow->kind_count; kind++) {
        struct shelf *shelf = &finder->shelves[kind];
        if (shelf->taken == shelf->count)
            continue;
        struct pp_match match = shelf->best[shelf->taken].match;
        match.points = clamp(match.points - finder->ranking->same_kind * shelf->taken);
        if (!best || is_before(&match, &best_match)) {
            best = shelf;
            best_match = match;
        }
    }
    if (!best)
        return false;
    explain(finder, best->best[best->taken].listing, &best_match);
    best->taken++;
    *taken = best_match;
    return true;
}

size_t pp_match_find(const struct pp_catalogue *catalogue, const struct pp_match_query *query,
                     struct pp_match *matches, size_t limit)
{
    struct finder finder;
    finder_init(&finder, query, limit < PP_MAX_RESULTS ? limit : PP_MAX_RESULTS);
    size_t count = 0;
    consider_fitting(&finder, catalogue);
    for (int resort = 0; resort < 3 && count == 0; resort++) {
        if (resort > 0)
            consider_last_resort(&finder, catalogue, resort == 2);
        while (count < finder.limit && take_best(&finder, &matches[count]))
            count++;
    }
    return count;
}
