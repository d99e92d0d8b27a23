#include "listings/hours.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "listings/words.h"

enum { DAY = 1440 };

// A text being read, and where reading it went wrong.
struct reader {
    const char *text;
    const char *at;
    const char *problem; // NULL while all is well
};

// The days (or the date) of a part, to each of which its times are given.
struct days {
    struct pp_rule patterns[7];
    unsigned count;
};

static bool fail(struct reader *reader, const char *problem)
{
    if (!reader->problem)
        reader->problem = problem;
    return false;
}

static void skip_spaces(struct reader *reader)
{
    while (*reader->at == ' ')
        reader->at++;
}

// Takes `sign` and the spaces around it.
static bool take(struct reader *reader, const char *sign)
{
    skip_spaces(reader);
    size_t n = strlen(sign);
    if (strncmp(reader->at, sign, n) != 0)
        return false;
    reader->at += n;
    skip_spaces(reader);
    return true;
}

// Spreadsheets turn a hyphen into a dash of their own accord.
static bool take_hyphen(struct reader *reader)
{
    return take(reader, "-") || take(reader, "\u2013");
}

// Takes a word out of `words` that ends where no letter or digit follows. Its index, or -1.
static int take_word(struct reader *reader, const char *const *words, size_t count)
{
    skip_spaces(reader);
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(words[i]);
        if (strncasecmp(reader->at, words[i], n) == 0 && !isalnum((unsigned char)reader->at[n])) {
            reader->at += n;
            skip_spaces(reader);
            return (int)i;
        }
    }
    return -1;
}

static int take_weekday(struct reader *reader)
{
    return take_word(reader, pp_words_weekdays, 7);
}

// One or two digits; -1 when there are none.
static int take_number(struct reader *reader)
{
    int value = -1;
    for (int n = 0; n < 2 && isdigit((unsigned char)*reader->at); n++)
        value = (value < 0 ? 0 : value * 10) + (*reader->at++ - '0');
    return value;
}

// "9", "9:00" or "9.00" as a minute of the day, up to 24:00.
static bool read_time(struct reader *reader, int *minute)
{
    const char *begin = reader->at;
    int hours = take_number(reader);
    int minutes = 0;
    if (hours >= 0 && (*reader->at == ':' || *reader->at == '.')) {
        const char *digits = ++reader->at;
        minutes = take_number(reader);
        if (reader->at - digits != 2)
            minutes = -1;
    }
    if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > DAY ||
        isdigit((unsigned char)*reader->at)) {
        reader->at = begin;
        return fail(reader, "import.hours.bad_time");
    }
    *minute = hours * 60 + minutes;
    return true;
}

static bool read_span(struct reader *reader, struct pp_rule *rule)
{
    const char *begin = reader->at;
    int from = 0;
    int until = 0;
    if (!read_time(reader, &from))
        return false;
    if (!take_hyphen(reader))
        return fail(reader, "import.hours.no_end");
    if (!read_time(reader, &until))
        return false;
    if (from == until || from == DAY) {
        reader->at = begin;
        return fail(reader, "import.hours.same_time");
    }
    rule->from = (int16_t)from;
    rule->until = (int16_t)(until <= from ? until + DAY : until);
    return true;
}

// "2026-12-24"; leaves the reader where it was when it is not a date that exists.
static bool read_date(struct reader *reader, int32_t *day)
{
    char text[11] = {0};
    memcpy(text, reader->at, strnlen(reader->at, 10));
    if (!pp_date_parse(text, day) || isalnum((unsigned char)reader->at[10]))
        return false;
    reader->at += 10;
    return true;
}

// "2026-13-40" or "24-12-2026", but not "9-17".
static bool looks_like_date(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || (text[digits] != '-' && text[digits] != '/'))
        return false;
    size_t more = strspn(text + digits + 1, "0123456789");
    char after = text[digits + 1 + more];
    return digits == 4 || (more > 0 && (after == '-' || after == '/'));
}

static bool add_day(struct reader *reader, struct days *days, struct pp_rule pattern, int weekday)
{
    if (days->count == 7)
        return fail(reader, "import.hours.bad_day");
    pattern.weekday = (uint8_t)weekday;
    days->patterns[days->count++] = pattern;
    return true;
}

// "ma", "ma-vr", "ma,wo-vr"; a range may run over the weekend ("vr-ma").
static bool read_weekdays(struct reader *reader, struct days *days, struct pp_rule pattern)
{
    do {
        int first = take_weekday(reader);
        if (first < 0)
            return fail(reader, "import.hours.bad_day");
        int last = first;
        if (take_hyphen(reader)) {
            last = take_weekday(reader);
            if (last < 0)
                return fail(reader, "import.hours.bad_day");
        }
        if (!add_day(reader, days, pattern, first))
            return false;
        for (int day = first; day != last;) {
            day = (day + 1) % 7;
            if (!add_day(reader, days, pattern, day))
                return false;
        }
    } while (take(reader, ","));
    return true;
}

static bool read_days(struct reader *reader, struct days *days)
{
    struct pp_rule pattern = {.type = PP_RULE_WEEKLY, .every = 1};
    int32_t date = 0;
    if (read_date(reader, &date)) {
        days->patterns[0] =
            (struct pp_rule){.type = PP_RULE_DATE, .day = date, .last_day = date, .every = 1};
        days->count = 1;
        return true;
    }
    if (looks_like_date(reader->at))
        return fail(reader, "import.hours.bad_date");
    int parity = take_word(reader, pp_words_parity, 2);
    int nth = parity < 0 ? take_word(reader, pp_words_nth, 5) : -1;
    if (parity >= 0)
        pattern.every = (uint8_t)(2 + parity);
    if (nth >= 0) {
        pattern.type = PP_RULE_MONTHLY;
        pattern.nth = (uint8_t)(nth + 1);
    }
    return read_weekdays(reader, days, pattern);
}

static bool add_rule(struct reader *reader, struct pp_rule rule, struct pp_rule *rules,
                     uint16_t *count, uint16_t room)
{
    if (*count >= room)
        return fail(reader, "import.hours.too_many");
    rules[(*count)++] = rule;
    return true;
}

static bool add_always(struct reader *reader, enum pp_time_type type, struct pp_rule *rules,
                       uint16_t *count, uint16_t room)
{
    for (uint8_t weekday = 0; weekday < 7; weekday++) {
        struct pp_rule rule = {.type = PP_RULE_WEEKLY,
                               .time_type = (uint8_t)type,
                               .weekday = weekday,
                               .every = 1,
                               .until = DAY};
        if (!add_rule(reader, rule, rules, count, room))
            return false;
    }
    return true;
}

// Days and their times. Each day gets all the times before the next day does.
static bool read_part(struct reader *reader, enum pp_time_type type, struct pp_rule *rules,
                      uint16_t *count, uint16_t room)
{
    if (take_word(reader, &pp_words_always, 1) == 0)
        return add_always(reader, type, rules, count, room);
    struct days days = {0};
    if (!read_days(reader, &days))
        return false;
    skip_spaces(reader);
    const char *times = reader->at;
    for (unsigned i = 0; i < days.count; i++) {
        struct pp_rule rule = days.patterns[i];
        rule.time_type = (uint8_t)type;
        reader->at = times;
        do {
            if (isalpha((unsigned char)*reader->at))
                return fail(reader, "import.hours.comma_before_day");
            if (!read_span(reader, &rule) || !add_rule(reader, rule, rules, count, room))
                return false;
        } while (take(reader, ","));
    }
    return true;
}

// "2026-12-25" or "2026-12-27..2027-01-03".
static bool read_closed(struct reader *reader, struct pp_rule *rules, uint16_t *count,
                        uint16_t room)
{
    struct pp_rule rule = {.type = PP_RULE_CLOSED};
    const char *begin = reader->at;
    if (!read_date(reader, &rule.day))
        return fail(reader, "import.hours.bad_date");
    rule.last_day = rule.day;
    if (take(reader, "..") && !read_date(reader, &rule.last_day))
        return fail(reader, "import.hours.bad_date");
    if (rule.last_day < rule.day) {
        reader->at = begin;
        return fail(reader, "import.hours.order");
    }
    return add_rule(reader, rule, rules, count, room);
}

// What separates parts: a semicolon, or the end.
static bool read_separator(struct reader *reader)
{
    if (!*reader->at || take(reader, ";"))
        return true;
    return fail(reader, "import.hours.rest");
}

static bool finish(const struct reader *reader, const char **problem, unsigned *where)
{
    if (!reader->problem)
        return true;
    *problem = reader->problem;
    *where = (unsigned)(reader->at - reader->text);
    return false;
}

bool pp_hours_parse(const char *text, enum pp_time_type type, struct pp_rule *rules,
                    uint16_t *count, uint16_t room, const char **problem, unsigned *where)
{
    struct reader reader = {.text = text, .at = text};
    uint16_t added = *count;
    for (skip_spaces(&reader); *reader.at && !reader.problem; skip_spaces(&reader)) {
        if (take(&reader, ";"))
            continue;
        if (read_part(&reader, type, rules, &added, room))
            read_separator(&reader);
    }
    if (!finish(&reader, problem, where))
        return false;
    *count = added;
    return true;
}

bool pp_hours_parse_closed(const char *text, struct pp_rule *rules, uint16_t *count, uint16_t room,
                           const char **problem, unsigned *where)
{
    struct reader reader = {.text = text, .at = text};
    uint16_t added = *count;
    for (skip_spaces(&reader); *reader.at && !reader.problem; skip_spaces(&reader)) {
        if (take(&reader, ";"))
            continue;
        if (read_closed(&reader, rules, &added, room)) {
            skip_spaces(&reader);
            read_separator(&reader);
        }
    }
    if (!finish(&reader, problem, where))
        return false;
    *count = added;
    return true;
}
