#include "view/when.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "sys/clock.h"

const char *pp_time_seen(struct pp_arena *arena, int16_t minute)
{
    int m = minute % 1440;
    const char *text = pp_arena_printf(arena, "%d:%02d", m / 60, m % 60);
    return text ? text : "";
}

static const char *hour_word(const struct pp_pack *pack, int hour)
{
    return pp_pack_text(pack, "time.hours.%d", (hour + 11) % 12);
}

static const char *minute_word(const struct pp_pack *pack, int count)
{
    return count > 0 && count < 30 ? pp_pack_text(pack, "time.minutes.%d", count - 1) : "";
}

// {hour} and {minutes} are counted as the Dutch do: from to_half on to the hour to come, around the
// half hour from that. Languages that count otherwise use the other names.
const char *pp_time_spoken(struct pp_arena *arena, const struct pp_pack *pack, int16_t minute)
{
    int m = minute % 60;
    int hour = minute / 60 % 24;
    const char *form;
    int count = 0;
    bool next = true;
    if (m == 0) {
        form = "exact";
        next = false;
    } else if (m < 15) {
        form = "past";
        count = m;
        next = false;
    } else if (m == 15) {
        form = "quarter_past";
        next = false;
    } else if (m < 30) {
        form = "to_half";
        count = 30 - m;
    } else if (m == 30) {
        form = "half";
    } else if (m < 45) {
        form = "past_half";
        count = m - 30;
    } else if (m == 45) {
        form = "quarter_to";
    } else {
        form = "to";
        count = 60 - m;
    }
    const struct pp_fill fills[] = {
        {"hour", hour_word(pack, next ? hour + 1 : hour)},
        {"minutes", minute_word(pack, count)},
        {"this_hour", hour_word(pack, hour)},
        {"next_hour", hour_word(pack, hour + 1)},
        {"minutes_past", minute_word(pack, m)},
        {"minutes_to", minute_word(pack, 60 - m)},
    };
    return pp_fill(arena, pp_pack_text(pack, "time.%s", form), fills,
                   sizeof(fills) / sizeof(fills[0]));
}

const char *pp_date_seen(struct pp_arena *arena, const struct pp_pack *pack, int32_t day)
{
    int year, month, mday;
    pp_date_from_day(day, &year, &month, &mday);
    char day_text[8], year_text[8];
    snprintf(day_text, sizeof(day_text), "%d", mday);
    snprintf(year_text, sizeof(year_text), "%d", year);
    const struct pp_fill fills[] = {
        {"day", day_text},
        {"month", pp_pack_text(pack, "months.%d", month - 1)},
        {"year", year_text},
    };
    return pp_fill(arena, pp_pack_text(pack, "date"), fills, 3);
}

// Whether it is open the whole day, every day.
static bool is_always(const struct pp_listing *listing)
{
    unsigned days = 0;
    for (uint16_t i = 0; i < listing->rule_count; i++) {
        const struct pp_rule *rule = &listing->rules[i];
        if (rule->type == PP_RULE_WEEKLY && rule->every == 1 && rule->from == 0 &&
            rule->until == 1440)
            days |= 1u << rule->weekday;
    }
    return days == 0x7f;
}

// The first weekly time, for a kiosk that does not know what day it is.
static const char *weekly(struct pp_arena *arena, const struct pp_pack *pack,
                          const struct pp_listing *listing, bool spoken)
{
    for (uint16_t i = 0; i < listing->rule_count; i++) {
        const struct pp_rule *rule = &listing->rules[i];
        if (rule->type != PP_RULE_WEEKLY || rule->every != 1)
            continue;
        const struct pp_fill fills[] = {
            {"day", pp_pack_text(pack, "days.%d", rule->weekday)},
            {"time",
             spoken ? pp_time_spoken(arena, pack, rule->from) : pp_time_seen(arena, rule->from)},
        };
        const char *form = rule->time_type == PP_TIME_OPEN ? "weekly_open" : "weekly_begins";
        return pp_fill(arena, pp_pack_text(pack, "when.%s", form), fills, 2);
    }
    return pp_pack_text(pack, "when.call_first");
}

// The name of the text for something that opens (or begins) after `days` days.
static const char *later_form(bool opens, int32_t days)
{
    if (days <= 0)
        return opens ? "opens_today" : "begins_today";
    if (days == 1)
        return opens ? "opens_tomorrow" : "begins_tomorrow";
    if (days < 7)
        return opens ? "opens_day" : "begins_day";
    return opens ? "opens_date" : "begins_date";
}

// A sentence begins with a capital: a weekday does not, in many languages.
static const char *capital(struct pp_arena *arena, const char *text)
{
    char *copy = pp_arena_strdup(arena, text);
    if (!copy)
        return text;
    copy[0] = (char)toupper((unsigned char)copy[0]);
    return copy;
}

static const char *when(struct pp_arena *arena, const struct pp_pack *pack,
                        const struct pp_listing *listing, const struct pp_opening *opening,
                        struct pp_local_time now, bool clock_trusted, bool spoken)
{
    bool open_now = opening->open == PP_OPEN_NOW;
    if (is_always(listing) && (open_now || !clock_trusted))
        return pp_pack_text(pack, "when.always");
    if (opening->open == PP_OPEN_UNKNOWN)
        return pp_pack_text(pack, "when.call_first");
    if (!clock_trusted)
        return capital(arena, weekly(arena, pack, listing, spoken));
    if (opening->open == PP_OPEN_CLOSED)
        return pp_pack_text(pack, "when.closed");
    bool opens = opening->time_type == PP_TIME_OPEN;
    // An end that is not today's or tonight's would be read as one that is.
    if (open_now && (opening->until == PP_UNTIL_ALWAYS ||
                     opening->day + (opening->until - 1) / 1440 > now.day + 1))
        return pp_pack_text(pack, "when.always");
    int16_t minute = open_now ? opening->until : opening->from;
    const struct pp_fill fills[] = {
        {"time", spoken ? pp_time_spoken(arena, pack, minute) : pp_time_seen(arena, minute)},
        {"day", pp_pack_text(pack, "days.%d", pp_weekday(opening->day))},
        {"date", open_now ? "" : pp_date_seen(arena, pack, opening->day)},
    };
    const char *form =
        open_now ? (opens ? "open_until" : "going_on") : later_form(opens, opening->day - now.day);
    return capital(arena, pp_fill(arena, pp_pack_text(pack, "when.%s", form), fills, 3));
}

const char *pp_when_seen(struct pp_arena *arena, const struct pp_pack *pack,
                         const struct pp_listing *listing, const struct pp_opening *opening,
                         struct pp_local_time now, bool clock_trusted)
{
    return when(arena, pack, listing, opening, now, clock_trusted, false);
}

const char *pp_when_spoken(struct pp_arena *arena, const struct pp_pack *pack,
                           const struct pp_listing *listing, const struct pp_opening *opening,
                           struct pp_local_time now, bool clock_trusted)
{
    return when(arena, pack, listing, opening, now, clock_trusted, true);
}

static bool same_hours(const struct pp_rule *a, const struct pp_rule *b)
{
    return a->type == b->type && a->from == b->from && a->until == b->until &&
           a->every == b->every && a->nth == b->nth;
}

// How a rule's days are called: "maandag - vrijdag", "elke eerste dinsdag", a date.
static const char *rule_days(struct pp_arena *arena, const struct pp_pack *pack,
                             const struct pp_rule *first, const struct pp_rule *last)
{
    if (first->type == PP_RULE_DATE)
        return pp_date_seen(arena, pack, first->day);
    const char *day = pp_pack_text(pack, "days.%d", first->weekday);
    if (first->type == PP_RULE_MONTHLY || first->every > 1) {
        struct pp_fill fill = {"day", day};
        const char *text = first->type == PP_RULE_MONTHLY
                               ? pp_pack_text(pack, "week.nth.%d", first->nth - 1)
                               : pp_pack_text(pack, first->every == 2 ? "week.even" : "week.odd");
        return pp_fill(arena, text, &fill, 1);
    }
    if (first == last)
        return day;
    const char *until = pp_pack_text(pack, "days.%d", last->weekday);
    const char *text = pp_arena_printf(arena, "%s - %s", day, until);
    return text ? text : day;
}

size_t pp_week_seen(struct pp_arena *arena, const struct pp_pack *pack,
                    const struct pp_listing *listing, const char **lines, size_t room)
{
    if (is_always(listing)) {
        if (room)
            lines[0] = pp_pack_text(pack, "when.always");
        return room ? 1 : 0;
    }
    size_t count = 0;
    for (uint16_t i = 0; i < listing->rule_count && count < room; i++) {
        const struct pp_rule *first = &listing->rules[i];
        const struct pp_rule *last = first;
        if (first->type == PP_RULE_CLOSED)
            continue;
        // Days that follow each other with the same hours make one line.
        while (first->type == PP_RULE_WEEKLY && first->every == 1 && i + 1 < listing->rule_count &&
               same_hours(first, &listing->rules[i + 1]) &&
               listing->rules[i + 1].weekday == last->weekday + 1)
            last = &listing->rules[++i];
        const char *line =
            pp_arena_printf(arena, "%s %s - %s", rule_days(arena, pack, first, last),
                            pp_time_seen(arena, first->from), pp_time_seen(arena, last->until));
        if (line)
            lines[count++] = line;
    }
    return count;
}

const char *pp_phone_spoken(struct pp_arena *arena, const struct pp_pack *pack, const char *phone)
{
    const char *text = "";
    for (const char *c = phone; *c; c++) {
        const char *joined = NULL;
        if (*c >= '0' && *c <= '9')
            joined = pp_arena_printf(arena, "%s%s%s", text, text[0] ? " " : "",
                                     pp_pack_text(pack, "time.digits.%d", *c - '0'));
        else if (text[0] && text[strlen(text) - 1] != ',')
            joined = pp_arena_printf(arena, "%s,", text);
        if (joined)
            text = joined;
    }
    return text;
}

const char *pp_walk_seen(struct pp_arena *arena, const struct pp_pack *pack, int walk_minutes)
{
    if (walk_minutes < 0)
        return "";
    if (walk_minutes == 0)
        return pp_pack_text(pack, "walk.here");
    if (walk_minutes == 1)
        return pp_pack_text(pack, "walk.one");
    char minutes[12];
    snprintf(minutes, sizeof(minutes), "%d", walk_minutes);
    struct pp_fill fill = {"minutes", minutes};
    return pp_fill(arena, pp_pack_text(pack, "walk.minutes"), &fill, 1);
}
