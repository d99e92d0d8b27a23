#include "listings/hours.h"

#include <stddef.h>

#include "listings/hours_days.h"

enum { DAY = 1440, WEEK = 7 * DAY };

// A stretch of time; minutes count from the midnight with which days[0] begins.
struct stretch {
    bool found;
    uint8_t time_type;
    int32_t begin, end;
};

static bool in_even_week(int32_t day)
{
    // An ISO week belongs to the year its Thursday is in.
    int32_t thursday = day - pp_weekday(day) + 3;
    int year, month, mday;
    pp_date_from_day(thursday, &year, &month, &mday);
    int32_t week = (thursday - pp_day_from_date(year, 1, 1)) / 7 + 1;
    return week % 2 == 0;
}

static struct pp_hours_day describe(int32_t day, const struct pp_calendar *calendar)
{
    int year, month, mday, next_month;
    pp_date_from_day(day + 7, &year, &next_month, &mday);
    pp_date_from_day(day, &year, &month, &mday);
    return (struct pp_hours_day){
        .weekday = (uint8_t)pp_weekday(day),
        .nth = (uint8_t)((mday - 1) / 7 + 1),
        .last = next_month != month,
        .even = in_even_week(day),
        .public_holiday = pp_public_holiday(day) != NULL,
        .school_holiday = calendar && calendar->school &&
                          pp_school_holiday(calendar->school, calendar->region, day),
    };
}

void pp_hours_days_init(struct pp_hours_days *days, const struct pp_calendar *calendar,
                        struct pp_local_time now)
{
    days->now = now;
    for (int32_t i = 0; i < PP_HOURS_DAYS; i++)
        days->days[i] = describe(now.day - 1 + i, calendar);
}

// Whether nothing at all begins on `day`.
static bool closed_on(const struct pp_listing *listing, int32_t day)
{
    if (day > listing->ends)
        return true;
    for (uint16_t i = 0; i < listing->rule_count; i++) {
        const struct pp_rule *rule = &listing->rules[i];
        if (rule->type == PP_RULE_CLOSED && rule->day <= day && day <= rule->last_day)
            return true;
    }
    return false;
}

// Holidays close what comes round by itself. A date that was written down is meant, and what is
// open day and night has no public holidays.
static bool kept_by_holiday(const struct pp_listing *listing, const struct pp_rule *rule,
                            const struct pp_hours_day *about)
{
    if (rule->type == PP_RULE_DATE)
        return false;
    bool day_and_night = rule->from == 0 && rule->until == DAY;
    return (about->public_holiday && !listing->open_on_public_holidays && !day_and_night) ||
           (about->school_holiday && listing->closed_on_school_holidays);
}

static bool falls_on(const struct pp_rule *rule, const struct pp_hours_day *about, int32_t day)
{
    switch ((enum pp_rule_type)rule->type) {
    case PP_RULE_WEEKLY:
        return rule->weekday == about->weekday &&
               (rule->every == 1 || (rule->every == 2) == about->even);
    case PP_RULE_MONTHLY:
        return rule->weekday == about->weekday &&
               (rule->nth == 5 ? about->last : rule->nth == about->nth);
    case PP_RULE_DATE:
        return rule->day == day;
    case PP_RULE_CLOSED:
        break;
    }
    return false;
}

// When `rule` happens on the index-th day, the stretch it takes.
static struct stretch stretch_on(const struct pp_listing *listing, const struct pp_rule *rule,
                                 const struct pp_hours_days *days, int32_t index)
{
    const struct pp_hours_day *about = &days->days[index];
    struct stretch stretch = {
        .time_type = rule->time_type,
        .begin = index * DAY + rule->from,
        .end = index * DAY + rule->until,
    };
    stretch.found =
        falls_on(rule, about, days->now.day - 1 + index) && !kept_by_holiday(listing, rule, about);
    return stretch;
}

// Of two stretches that are not over: going on before coming; of those going on, walking in before
// a meeting, then the one that ends last; of those coming, the first.
static bool is_better(const struct stretch *a, const struct stretch *b, int32_t now)
{
    if (!b->found)
        return true;
    bool a_now = a->begin <= now;
    bool b_now = b->begin <= now;
    if (a_now != b_now)
        return a_now;
    if (!a_now && a->begin != b->begin)
        return a->begin < b->begin;
    if (a->time_type != b->time_type)
        return a->time_type == PP_TIME_OPEN;
    return a->end > b->end;
}

static struct stretch find_first(const struct pp_listing *listing, const struct pp_hours_days *days,
                                 int32_t now)
{
    struct stretch best = {0};
    // What begins on a later day begins later: after today the first day with anything decides.
    for (int32_t i = 0; i < PP_HOURS_DAYS && (i < 2 || !best.found); i++) {
        if (closed_on(listing, days->now.day - 1 + i))
            continue;
        for (uint16_t r = 0; r < listing->rule_count; r++) {
            struct stretch stretch = stretch_on(listing, &listing->rules[r], days, i);
            if (stretch.found && stretch.end > now && is_better(&stretch, &best, now))
                best = stretch;
        }
    }
    return best;
}

// Where the stretch really ends when others of its type join it without a pause; not looked for
// behind `limit`.
static int32_t joined_end(const struct pp_listing *listing, const struct pp_hours_days *days,
                          struct stretch stretch, int32_t limit)
{
    bool grown = true;
    while (grown && stretch.end < limit) {
        grown = false;
        int32_t last = stretch.end / DAY;
        for (int32_t i = last - 1; i <= last && i < PP_HOURS_DAYS; i++) {
            if (closed_on(listing, days->now.day - 1 + i))
                continue;
            for (uint16_t r = 0; r < listing->rule_count; r++) {
                struct stretch next = stretch_on(listing, &listing->rules[r], days, i);
                if (next.found && next.time_type == stretch.time_type &&
                    next.begin <= stretch.end && next.end > stretch.end) {
                    stretch.end = next.end;
                    grown = true;
                }
            }
        }
    }
    return stretch.end;
}

static bool has_times(const struct pp_listing *listing)
{
    for (uint16_t i = 0; i < listing->rule_count; i++) {
        if (listing->rules[i].type != PP_RULE_CLOSED)
            return true;
    }
    return false;
}

struct pp_opening pp_hours_in(const struct pp_listing *listing, const struct pp_hours_days *days)
{
    if (!has_times(listing))
        return (struct pp_opening){.open = PP_OPEN_UNKNOWN};
    int32_t now = DAY + days->now.minute;
    struct stretch first = find_first(listing, days, now);
    if (!first.found)
        return (struct pp_opening){.open = PP_OPEN_CLOSED};
    bool is_now = first.begin <= now;
    int32_t limit = (is_now ? now : first.begin) + WEEK;
    int32_t end = joined_end(listing, days, first, limit);
    int32_t index = first.begin / DAY;
    return (struct pp_opening){
        .open = is_now ? PP_OPEN_NOW : PP_OPEN_LATER,
        .time_type = first.time_type,
        .day = days->now.day - 1 + index,
        .from = (int16_t)(first.begin - index * DAY),
        .until = end >= limit ? (int16_t)PP_UNTIL_ALWAYS : (int16_t)(end - index * DAY),
        .wait = is_now ? 0 : first.begin - now,
    };
}

struct pp_opening pp_hours_at(const struct pp_listing *listing, const struct pp_calendar *calendar,
                              struct pp_local_time now)
{
    struct pp_hours_days days;
    pp_hours_days_init(&days, calendar, now);
    return pp_hours_in(listing, &days);
}
