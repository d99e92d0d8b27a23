#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "listings/hours.h"
#include "same_rules.h"

struct times {
    struct pp_listing listing;
    struct pp_rule rules[PP_MAX_RULES];
};

static void set_times(struct times *times, const char *open, const char *meetings,
                      const char *closed)
{
    const char *problem = "";
    unsigned where = 0;
    uint16_t count = 0;
    bool fine =
        pp_hours_parse(open, PP_TIME_OPEN, times->rules, &count, PP_MAX_RULES, &problem, &where) &&
        pp_hours_parse(meetings, PP_TIME_MEETING, times->rules, &count, PP_MAX_RULES, &problem,
                       &where) &&
        pp_hours_parse_closed(closed, times->rules, &count, PP_MAX_RULES, &problem, &where);
    if (!fine)
        fail_msg("%s / %s / %s: %s at %u", open, meetings, closed, problem, where);
    times->listing =
        (struct pp_listing){.ends = INT32_MAX, .rules = times->rules, .rule_count = count};
}

static struct pp_local_time moment(const char *text)
{
    int64_t seconds = 0;
    assert_true(pp_clock_parse(text, &seconds));
    return pp_clock_local(seconds);
}

static int32_t day(const char *text)
{
    int32_t value = 0;
    assert_true(pp_date_parse(text, &value));
    return value;
}

enum { ALWAYS = PP_UNTIL_ALWAYS };

struct row {
    const char *open, *meetings, *closed, *now;
    enum pp_open state;
    enum pp_time_type type;
    const char *day; // it opens, NULL where there is none
    int from, until;
    const char *ends; // NULL: never
    int wait;
    bool public_open;       // open on public holidays
    bool in_school_holiday; // `closed_on_school_holidays`, with the calendar below
};

#define NONE 0, NULL, 0, 0, .wait = 0
static const struct row rows[] = {
    // Nothing known, and exceptions alone say nothing.
    {"", "", "", "2026-11-24T10:00", PP_OPEN_UNKNOWN, NONE},
    {"", "", "2026-11-24", "2026-11-24T10:00", PP_OPEN_UNKNOWN, NONE},
    // A plain week; 2026-11-24 is a Tuesday. The end is exclusive.
    {"ma-vr 9:00-17:00", "", "", "2026-11-24T08:59", PP_OPEN_LATER, PP_TIME_OPEN, "2026-11-24", 540,
     1020, .wait = 1},
    {"ma-vr 9:00-17:00", "", "", "2026-11-24T09:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-11-24", 540,
     1020, .wait = 0},
    {"ma-vr 9:00-17:00", "", "", "2026-11-24T16:59", PP_OPEN_NOW, PP_TIME_OPEN, "2026-11-24", 540,
     1020, .wait = 0},
    {"ma-vr 9:00-17:00", "", "", "2026-11-24T17:00", PP_OPEN_LATER, PP_TIME_OPEN, "2026-11-25", 540,
     1020, .wait = 960},
    // Before the weekend.
    {"ma-vr 9:00-17:00", "", "", "2026-11-27T18:00", PP_OPEN_LATER, PP_TIME_OPEN, "2026-11-30", 540,
     1020, .wait = 3 * 1440 - 540},
    // A week from now is as far as the same time of tomorrow.
    {"di 9:00-10:00", "", "", "2026-11-24T10:00", PP_OPEN_LATER, PP_TIME_OPEN, "2026-12-01", 540,
     600, .wait = 7 * 1440 - 60},
    // A pause, and times that join.
    {"di 9:00-12:00,13:00-17:00", "", "", "2026-11-24T12:30", PP_OPEN_LATER, PP_TIME_OPEN,
     "2026-11-24", 780, 1020, .wait = 30},
    {"di 9:00-12:00,12:00-17:00", "", "", "2026-11-24T10:00", PP_OPEN_NOW, PP_TIME_OPEN,
     "2026-11-24", 540, 1020, .wait = 0},
    {"di 9:00-17:00; di 16:00-20:00", "", "", "2026-11-24T10:00", PP_OPEN_NOW, PP_TIME_OPEN,
     "2026-11-24", 540, 1200, .wait = 0},
    // Past midnight: Friday's evening on Saturday.
    {"vr 20:00-02:00", "", "", "2026-11-28T01:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-11-27", 1200,
     1560, .wait = 0},
    {"vr 20:00-02:00", "", "", "2026-11-28T02:00", PP_OPEN_LATER, PP_TIME_OPEN, "2026-12-04", 1200,
     1560, .wait = 6 * 1440 + 1080},
    {"vr 20:00-02:00", "", "2026-11-28", "2026-11-28T01:00", PP_OPEN_NOW, PP_TIME_OPEN,
     "2026-11-27", 1200, 1560, .wait = 0},
    {"vr 20:00-02:00", "", "2026-11-27", "2026-11-28T01:00", PP_OPEN_LATER, PP_TIME_OPEN,
     "2026-12-04", 1200, 1560, .wait = 6 * 1440 + 1140},
    {"vr 20:00-24:00; za 0:00-1:00", "", "", "2026-11-27T23:59", PP_OPEN_NOW, PP_TIME_OPEN,
     "2026-11-27", 1200, 1500, .wait = 0},
    {"zo 22:00-0:00", "", "", "2026-11-29T23:59", PP_OPEN_NOW, PP_TIME_OPEN, "2026-11-29", 1320,
     1440, .wait = 0},
    // Of what began yesterday and what began today, what ends last.
    {"ma 20:00-3:00; di 1:00-9:00", "", "", "2026-11-24T02:00", PP_OPEN_NOW, PP_TIME_OPEN,
     "2026-11-24", 60, 540, .wait = 0},
    // The year's end, seen from both sides.
    {"do 20:00-03:00", "", "", "2027-01-01T02:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-12-31", 1200,
     1620, .wait = 0},
    // Day and night; a closed date ends it, a public holiday does not.
    {"dag en nacht", "", "", "2026-12-25T03:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-12-25", 0, ALWAYS,
     .wait = 0},
    {"dag en nacht", "", "2026-11-26", "2026-11-24T03:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-11-24",
     0, 2 * 1440, .wait = 0},
    {"dag en nacht", "", "2026-11-24", "2026-11-24T03:00", PP_OPEN_LATER, PP_TIME_OPEN,
     "2026-11-25", 0, ALWAYS, .wait = 1260},
    {"dag en nacht", "", "", "2026-11-24T03:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-11-24", 0, 2880,
     .wait = 0, .ends = "2026-11-25"},
    // The n-th of the month; November 2026 has four Tuesdays, December five.
    {"", "1e di 19:30-21:00", "", "2026-11-24T10:00", PP_OPEN_LATER, PP_TIME_MEETING, "2026-12-01",
     1170, 1260, .wait = 7 * 1440 + 570},
    {"", "4e di 19:30-21:00", "", "2026-11-24T20:00", PP_OPEN_NOW, PP_TIME_MEETING, "2026-11-24",
     1170, 1260, .wait = 0},
    {"", "laatste di 19:30-21:00", "", "2026-11-24T20:00", PP_OPEN_NOW, PP_TIME_MEETING,
     "2026-11-24", 1170, 1260, .wait = 0},
    {"", "4e di 19:30-21:00", "", "2026-12-20T10:00", PP_OPEN_LATER, PP_TIME_MEETING, "2026-12-22",
     1170, 1260, .wait = 2 * 1440 + 570},
    {"", "laatste di 19:30-21:00", "", "2026-12-20T10:00", PP_OPEN_LATER, PP_TIME_MEETING,
     "2026-12-29", 1170, 1260, .wait = 9 * 1440 + 570},
    // Even and odd ISO weeks: 2026 has a week 53, so two odd weeks follow each other.
    {"", "even wo 14:00-16:00", "", "2026-11-24T10:00", PP_OPEN_LATER, PP_TIME_MEETING,
     "2026-11-25", 840, 960, .wait = 1440 + 240}, // week 48
    {"", "oneven wo 14:00-16:00", "", "2026-11-24T10:00", PP_OPEN_LATER, PP_TIME_MEETING,
     "2026-12-02", 840, 960, .wait = 8 * 1440 + 240}, // week 49
    {"", "oneven wo 14:00-16:00", "", "2026-12-30T14:00", PP_OPEN_NOW, PP_TIME_MEETING,
     "2026-12-30", 840, 960, .wait = 0}, // week 53
    {"", "oneven wo 14:00-16:00", "", "2026-12-31T14:00", PP_OPEN_LATER, PP_TIME_MEETING,
     "2027-01-06", 840, 960, .wait = 6 * 1440}, // week 1
    {"", "even za 14:00-16:00", "", "2027-01-01T14:00", PP_OPEN_LATER, PP_TIME_MEETING,
     "2027-01-16", 840, 960, .wait = 15 * 1440}, // 2 January is still in week 53
    // One date.
    {"", "2026-12-24 10:00-12:00", "", "2026-11-24T10:00", PP_OPEN_LATER, PP_TIME_MEETING,
     "2026-12-24", 600, 720, .wait = 30 * 1440},
    {"", "2026-12-24 10:00-12:00", "", "2026-12-24T12:00", PP_OPEN_CLOSED, NONE},
    {"", "2027-01-05 10:00-12:00", "", "2026-11-24T10:00", PP_OPEN_LATER, PP_TIME_MEETING,
     "2027-01-05", 600, 720, .wait = 42 * 1440},
    {"", "2027-01-06 10:00-12:00", "", "2026-11-24T10:00", PP_OPEN_CLOSED, NONE},
    // Closed dates win, over a date too.
    {"di 9:00-17:00", "", "2026-11-24", "2026-11-24T10:00", PP_OPEN_LATER, PP_TIME_OPEN,
     "2026-12-01", 540, 1020, .wait = 7 * 1440 - 60},
    {"di 9:00-17:00", "", "2026-11-20..2026-12-07", "2026-11-24T10:00", PP_OPEN_LATER, PP_TIME_OPEN,
     "2026-12-08", 540, 1020, .wait = 14 * 1440 - 60},
    {"di 9:00-17:00", "", "2026-11-20..2027-02-01", "2026-11-24T10:00", PP_OPEN_CLOSED, NONE},
    {"2026-11-24 9:00-17:00", "", "2026-11-24", "2026-11-24T10:00", PP_OPEN_CLOSED, NONE},
    // Public holidays: Christmas 2026 is a Friday and a Saturday.
    {"do-zo 9:00-17:00", "", "", "2026-12-25T10:00", PP_OPEN_LATER, PP_TIME_OPEN, "2026-12-27", 540,
     1020, .wait = 2 * 1440 - 60},
    {"do-zo 9:00-17:00", "", "", "2026-12-25T10:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-12-25", 540,
     1020, .wait = 0, .public_open = true},
    {"2026-12-25 12:00-15:00", "", "", "2026-12-25T13:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-12-25",
     720, 900, .wait = 0},
    {"vr 9:00-17:00", "", "", "2027-01-01T10:00", PP_OPEN_LATER, PP_TIME_OPEN, "2027-01-08", 540,
     1020, .wait = 7 * 1440 - 60}, // New Year
    {"ma-di 9:00-17:00", "", "", "2026-04-06T10:00", PP_OPEN_LATER, PP_TIME_OPEN, "2026-04-07", 540,
     1020, .wait = 1380}, // Easter Monday 2026
    {"vr 9:00-17:00", "", "", "2026-04-03T10:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-04-03", 540,
     1020, .wait = 0}, // Good Friday is not one
    {"ma-di 9:00-17:00", "", "", "2026-04-27T10:00", PP_OPEN_LATER, PP_TIME_OPEN, "2026-04-28", 540,
     1020, .wait = 1380}, // King's Day
    {"di-wo 9:00-17:00", "", "", "2026-05-05T10:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-05-05", 540,
     1020, .wait = 0}, // not a year divisible by five
    {"do-vr 9:00-17:00", "", "", "2026-05-14T10:00", PP_OPEN_LATER, PP_TIME_OPEN, "2026-05-15", 540,
     1020, .wait = 1380}, // Ascension 2026
    {"ma-di 9:00-17:00", "", "", "2026-05-25T10:00", PP_OPEN_LATER, PP_TIME_OPEN, "2026-05-26", 540,
     1020, .wait = 1380}, // Whit Monday 2026
    {"ma-di 9:00-17:00", "", "", "2027-03-29T10:00", PP_OPEN_LATER, PP_TIME_OPEN, "2027-03-30", 540,
     1020, .wait = 1380}, // Easter Monday 2027
    // School holidays, only where the listing minds them.
    {"", "di 14:00-16:00", "", "2026-12-21T10:00", PP_OPEN_LATER, PP_TIME_MEETING, "2026-12-22",
     840, 960, .wait = 1440 + 240},
    {"", "di 14:00-16:00", "", "2026-12-21T10:00", PP_OPEN_LATER, PP_TIME_MEETING, "2027-01-05",
     840, 960, .wait = 15 * 1440 + 240, .in_school_holiday = true},
    // Walking in goes before a meeting that is going on; a meeting alone counts.
    {"di 9:00-17:00", "di 14:00-16:00", "", "2026-11-24T15:00", PP_OPEN_NOW, PP_TIME_OPEN,
     "2026-11-24", 540, 1020, .wait = 0},
    {"wo 9:00-17:00", "di 14:00-16:00", "", "2026-11-24T15:00", PP_OPEN_NOW, PP_TIME_MEETING,
     "2026-11-24", 840, 960, .wait = 0},
    {"wo 9:00-17:00", "di 14:00-16:00", "", "2026-11-24T13:00", PP_OPEN_LATER, PP_TIME_MEETING,
     "2026-11-24", 840, 960, .wait = 60},
    // The last day counts, the day after does not.
    {"ma-zo 9:00-17:00", "", "", "2026-11-24T10:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-11-24", 540,
     1020, .wait = 0, .ends = "2026-11-24"},
    {"ma-zo 9:00-17:00", "", "", "2026-11-24T18:00", PP_OPEN_CLOSED, NONE, .ends = "2026-11-24"},
    // The nights the clock changes: what the clock on the wall shows decides.
    {"za 22:00-04:00", "", "", "2026-03-29T01:59", PP_OPEN_NOW, PP_TIME_OPEN, "2026-03-28", 1320,
     1680, .wait = 0},
    {"za 22:00-04:00", "", "", "2026-03-29T03:00", PP_OPEN_NOW, PP_TIME_OPEN, "2026-03-28", 1320,
     1680, .wait = 0},
    {"zo 9:00-10:00", "", "", "2026-03-29T01:30", PP_OPEN_LATER, PP_TIME_OPEN, "2026-03-29", 540,
     600, .wait = 450},
    {"za 22:00-04:00", "", "", "2026-10-25T02:30", PP_OPEN_NOW, PP_TIME_OPEN, "2026-10-24", 1320,
     1680, .wait = 0},
    {"zo 9:00-10:00", "", "", "2026-10-25T02:30", PP_OPEN_LATER, PP_TIME_OPEN, "2026-10-25", 540,
     600, .wait = 390},
    // 2038 and a leap day.
    {"di 9:00-17:00", "", "", "2038-01-19T10:00", PP_OPEN_NOW, PP_TIME_OPEN, "2038-01-19", 540,
     1020, .wait = 0},
    {"", "2028-02-29 9:00-17:00", "", "2028-02-28T10:00", PP_OPEN_LATER, PP_TIME_MEETING,
     "2028-02-29", 540, 1020, .wait = 1380},
};

static void test_states(void **state)
{
    (void)state;
    struct pp_day_range christmas = {day("2026-12-19"), day("2027-01-03")};
    struct pp_school_holidays school = {.ranges = {NULL, &christmas, NULL}, .counts = {0, 1, 0}};
    const struct pp_calendar calendar = {.school = &school, .region = 1};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct row *row = &rows[i];
        struct times times;
        set_times(&times, row->open, row->meetings, row->closed);
        times.listing.open_on_public_holidays = row->public_open;
        times.listing.closed_on_school_holidays = row->in_school_holiday;
        if (row->ends)
            times.listing.ends = day(row->ends);
        struct pp_opening got = pp_hours_at(&times.listing, &calendar, moment(row->now));
        int32_t want_day = row->day ? day(row->day) : 0;
        if (got.open != row->state || got.time_type != row->type || got.day != want_day ||
            got.from != row->from || got.until != row->until || got.wait != row->wait)
            fail_msg("row %zu (%s %s, %s): state %d type %d day %+d from %d until %d wait %d", i,
                     row->open, row->meetings, row->now, got.open, got.time_type,
                     got.day - want_day, got.from, got.until, got.wait);
    }
}

// The real night: the clock shows 02:30 twice, an hour apart, and both are the same to a listing.
static void test_hour_that_comes_twice(void **state)
{
    (void)state;
    struct times times;
    set_times(&times, "za 22:00-02:45", "", "");
    int64_t first = 1792888200; // 2026-10-25T00:30Z
    struct pp_opening a = pp_hours_at(&times.listing, NULL, pp_clock_local(first));
    struct pp_opening b = pp_hours_at(&times.listing, NULL, pp_clock_local(first + 3600));
    assert_int_equal(pp_clock_local(first).minute, 150);
    assert_int_equal(a.open, b.open);
    assert_int_equal(a.day, b.day);
    assert_int_equal(a.until, b.until);
    assert_int_equal(a.open, PP_OPEN_NOW);
}

// Asked minute by minute over half a year, the answers must agree with each other.
static void test_consistent(void **state)
{
    (void)state;
    struct times times;
    set_times(&times, "ma,wo-vr 9:00-12:30,13:00-17:00; za 20:00-02:00", "2e di 19:00-21:00",
              "2026-12-27..2027-01-03");
    struct pp_local_time now = {.day = day("2026-10-01")};
    struct pp_opening before = {.open = PP_OPEN_UNKNOWN};
    for (int32_t i = 0; i < 180 * 1440; i += 5) {
        now.day = day("2026-10-01") + i / 1440;
        now.minute = (int16_t)(i % 1440);
        struct pp_opening opening = pp_hours_at(&times.listing, NULL, now);
        int32_t past = (now.day - opening.day) * 1440 + now.minute;
        if (opening.open == PP_OPEN_NOW) {
            assert_in_range(past, (unsigned)opening.from, (unsigned)opening.until - 1);
        } else {
            assert_int_equal(opening.open, PP_OPEN_LATER);
            assert_int_equal(opening.wait, opening.from - past);
        }
        if (before.open == PP_OPEN_LATER && before.wait > 5)
            assert_int_equal(opening.wait, before.wait - 5);
        if (before.open == PP_OPEN_LATER && before.wait == 5)
            assert_int_equal(opening.open, PP_OPEN_NOW);
        before = opening;
    }
}

struct wrong {
    const char *text, *problem;
    unsigned where;
};

static void test_refused(void **state)
{
    (void)state;
    static const struct wrong wrongs[] = {
        {"maandag 9-17", "import.hours.bad_day", 0},
        {"9-17", "import.hours.bad_day", 0},
        {"ma-xx 9-17", "import.hours.bad_day", 3},
        {"ma, 9-17", "import.hours.bad_day", 4},
        {"5e di 9-17", "import.hours.bad_day", 0},
        {"even 1e di 9-17", "import.hours.bad_day", 5},
        {"ma-zo,ma 9-17", "import.hours.bad_day", 9},
        {"ma", "import.hours.bad_time", 2},
        {"ma 25:00-26:00", "import.hours.bad_time", 3},
        {"ma 9:60-10:00", "import.hours.bad_time", 3},
        {"ma 9:5-10:00", "import.hours.bad_time", 3},
        {"ma 9:00-24:01", "import.hours.bad_time", 8},
        {"ma 900-1700", "import.hours.bad_time", 3},
        {"ma 9:00", "import.hours.no_end", 7},
        {"ma 9:00-9:00", "import.hours.same_time", 3},
        {"ma 24:00-9:00", "import.hours.same_time", 3},
        {"ma 9-17 di 9-17", "import.hours.rest", 8},
        {"ma 9-17, di 9-17", "import.hours.comma_before_day", 9},
        {"2026-02-30 9-17", "import.hours.bad_date", 0},
        {"24-12-2026 9-17", "import.hours.bad_date", 0},
        {"\xe2\x80\xae", "import.hours.bad_day", 0},
    };
    for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
        struct pp_rule rules[PP_MAX_RULES];
        uint16_t count = 3;
        const char *problem = "";
        unsigned where = 999;
        bool fine = pp_hours_parse(wrongs[i].text, PP_TIME_OPEN, rules, &count, PP_MAX_RULES,
                                   &problem, &where);
        if (fine || strcmp(problem, wrongs[i].problem) != 0 || where != wrongs[i].where)
            fail_msg("%s: %d %s at %u", wrongs[i].text, fine, problem, where);
        assert_int_equal(count, 3);
    }
}

static void test_refused_closed(void **state)
{
    (void)state;
    static const struct wrong wrongs[] = {
        {"kerst", "import.hours.bad_date", 0},
        {"2026-12-25, 2026-12-26", "import.hours.rest", 10},
        {"2026-12-25..", "import.hours.bad_date", 12},
        {"2026-12-25; 2027-01-03..2026-12-27", "import.hours.order", 12},
    };
    for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
        struct pp_rule rules[PP_MAX_RULES];
        uint16_t count = 0;
        const char *problem = "";
        unsigned where = 999;
        bool fine =
            pp_hours_parse_closed(wrongs[i].text, rules, &count, PP_MAX_RULES, &problem, &where);
        if (fine || strcmp(problem, wrongs[i].problem) != 0 || where != wrongs[i].where)
            fail_msg("%s: %d %s at %u", wrongs[i].text, fine, problem, where);
        assert_int_equal(count, 0);
    }
}

static void test_too_many(void **state)
{
    (void)state;
    struct pp_rule rules[4];
    uint16_t count = 0;
    const char *problem = NULL;
    unsigned where = 0;
    assert_true(pp_hours_parse("ma-do 9-17", PP_TIME_OPEN, rules, &count, 4, &problem, &where));
    count = 0;
    assert_false(pp_hours_parse("ma-vr 9-17", PP_TIME_OPEN, rules, &count, 4, &problem, &where));
    assert_string_equal(problem, "import.hours.too_many");
    assert_int_equal(count, 0);
}

// What is written, and that reading it again gives the same rules in the same order.
static void test_written(void **state)
{
    (void)state;
    static const struct {
        const char *given, *written;
    } pairs[] = {
        {"", ""},
        {" ; ", ""},
        {"ma-vr 9-17;za 10.00 - 12.00", "ma-vr 9:00-17:00; za 10:00-12:00"},
        {"MA,Wo 9\u201317", "ma,wo 9:00-17:00"},
        {"ma 9-12; di 9-12", "ma,di 9:00-12:00"},
        {"ma,wo-vr 9-12,13-17", "ma,wo-vr 9:00-12:00,13:00-17:00"},
        {"vr-ma 20-2", "vr-ma 20:00-2:00"},
        {"ma 22-24", "ma 22:00-24:00"},
        {"ma 22-0", "ma 22:00-24:00"},
        {"even wo 14-16; oneven wo 10-12", "even wo 14:00-16:00; oneven wo 10:00-12:00"},
        {"1e di 19:30-21; laatste vr,za 20-22", "1e di 19:30-21:00; laatste vr,za 20:00-22:00"},
        {"2026-12-24 10-12,13-14", "2026-12-24 10:00-12:00,13:00-14:00"},
        {"Dag en Nacht", "dag en nacht"},
        {"ma-zo 0-24", "dag en nacht"},
        {"zo-za 0-24", "zo-za 0:00-24:00"},
        {"ma 9-10; ma 9-10; di 9-10; wo 9-10; wo 9-10",
         "ma 9:00-10:00,9:00-10:00; di,wo,wo 9:00-10:00"},
    };
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        struct times first, again;
        set_times(&first, pairs[i].given, "", "");
        char *text = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&text, &size);
        pp_hours_write(out, first.rules, first.listing.rule_count, PP_TIME_OPEN);
        fclose(out);
        assert_string_equal(text, pairs[i].written);
        set_times(&again, text, "", "");
        assert_int_equal(first.listing.rule_count, again.listing.rule_count);
        assert_true(same_rules(first.rules, again.rules, first.listing.rule_count));
        free(text);
    }
}

static int set_zone(void **state)
{
    (void)state;
    pp_clock_set_zone("Europe/Amsterdam");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states),         cmocka_unit_test(test_hour_that_comes_twice),
        cmocka_unit_test(test_consistent),     cmocka_unit_test(test_refused),
        cmocka_unit_test(test_refused_closed), cmocka_unit_test(test_too_many),
        cmocka_unit_test(test_written),
    };
    return cmocka_run_group_tests(tests, set_zone, NULL);
}
