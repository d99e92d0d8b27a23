#include "listings/hours.h"

#include "listings/words.h"

// A run of rules that is written as one part: the same times on one or more days.
struct part {
    uint16_t begin;
    uint16_t times; // rules of each day
    uint16_t days;
};

static bool is_of(const struct pp_rule *rule, enum pp_time_type type)
{
    return rule->type != PP_RULE_CLOSED && rule->time_type == type;
}

// Whether two rules differ in nothing but the weekday and the times.
static bool same_pattern(const struct pp_rule *a, const struct pp_rule *b)
{
    return a->type == b->type && a->time_type == b->time_type && a->nth == b->nth &&
           a->every == b->every && a->day == b->day;
}

static bool same_day(const struct pp_rule *a, const struct pp_rule *b)
{
    return same_pattern(a, b) && a->weekday == b->weekday;
}

static bool same_times(const struct pp_rule *a, const struct pp_rule *b, uint16_t count)
{
    for (uint16_t i = 0; i < count; i++) {
        if (!same_day(&a[0], &a[i]) || a[i].from != b[i].from || a[i].until != b[i].until)
            return false;
    }
    return true;
}

static struct part find_part(const struct pp_rule *rules, uint16_t begin, uint16_t count)
{
    const struct pp_rule *first = &rules[begin];
    struct part part = {.begin = begin, .times = 1, .days = 1};
    while (begin + part.times < count && same_day(first, &first[part.times]))
        part.times++;
    if (first->type == PP_RULE_DATE)
        return part;
    while (part.days < 7 && begin + part.times * (part.days + 1) <= count) {
        const struct pp_rule *next = &first[part.times * part.days];
        if (!same_pattern(first, next) || !same_times(next, first, part.times))
            break;
        part.days++;
    }
    return part;
}

static uint8_t weekday_of(const struct pp_rule *rules, const struct part *part, uint16_t n)
{
    return rules[part->begin + n * part->times].weekday;
}

// How many days from the n-th on follow each other in the week.
static uint16_t run_of_days(const struct pp_rule *rules, const struct part *part, uint16_t n)
{
    uint16_t run = 1;
    while (n + run < part->days &&
           weekday_of(rules, part, (uint16_t)(n + run)) == (weekday_of(rules, part, n) + run) % 7)
        run++;
    return run;
}

static void write_days(FILE *out, const struct pp_rule *rules, const struct part *part)
{
    for (uint16_t n = 0; n < part->days;) {
        uint16_t run = run_of_days(rules, part, n);
        if (n > 0)
            fputc(',', out);
        fputs(pp_words_weekdays[weekday_of(rules, part, n)], out);
        if (run < 3)
            run = 1;
        else
            fprintf(out, "-%s",
                    pp_words_weekdays[weekday_of(rules, part, (uint16_t)(n + run - 1))]);
        n = (uint16_t)(n + run);
    }
}

static void write_date(FILE *out, int32_t day)
{
    int year, month, mday;
    pp_date_from_day(day, &year, &month, &mday);
    fprintf(out, "%04d-%02d-%02d", year, month, mday);
}

static void write_when(FILE *out, const struct pp_rule *rules, const struct part *part)
{
    const struct pp_rule *rule = &rules[part->begin];
    if (rule->type == PP_RULE_DATE) {
        write_date(out, rule->day);
        return;
    }
    if (rule->type == PP_RULE_MONTHLY)
        fprintf(out, "%s ", pp_words_nth[rule->nth - 1]);
    else if (rule->every != 1)
        fprintf(out, "%s ", pp_words_parity[rule->every - 2]);
    write_days(out, rules, part);
}

static bool is_always(const struct pp_rule *rules, const struct part *part)
{
    const struct pp_rule *rule = &rules[part->begin];
    return part->days == 7 && part->times == 1 && rule->type == PP_RULE_WEEKLY &&
           rule->every == 1 && rule->weekday == 0 && rule->from == 0 && rule->until == 1440 &&
           run_of_days(rules, part, 0) == 7;
}

static void write_part(FILE *out, const struct pp_rule *rules, const struct part *part)
{
    if (is_always(rules, part)) {
        fputs(pp_words_always, out);
        return;
    }
    write_when(out, rules, part);
    for (uint16_t i = 0; i < part->times; i++) {
        int from = rules[part->begin + i].from;
        int until = rules[part->begin + i].until;
        if (until > 1440)
            until -= 1440;
        fprintf(out, "%c%d:%02d-%d:%02d", i ? ',' : ' ', from / 60, from % 60, until / 60,
                until % 60);
    }
}

void pp_hours_write(FILE *out, const struct pp_rule *rules, uint16_t count, enum pp_time_type type)
{
    uint16_t begin = 0;
    bool first = true;
    while (begin < count) {
        if (!is_of(&rules[begin], type)) {
            begin++;
            continue;
        }
        struct part part = find_part(rules, begin, count);
        if (!first)
            fputs("; ", out);
        first = false;
        write_part(out, rules, &part);
        begin = (uint16_t)(begin + part.times * part.days);
    }
}

void pp_hours_write_closed(FILE *out, const struct pp_rule *rules, uint16_t count)
{
    bool first = true;
    for (uint16_t i = 0; i < count; i++) {
        if (rules[i].type != PP_RULE_CLOSED)
            continue;
        if (!first)
            fputs("; ", out);
        first = false;
        write_date(out, rules[i].day);
        if (rules[i].last_day != rules[i].day) {
            fputs("..", out);
            write_date(out, rules[i].last_day);
        }
    }
}
