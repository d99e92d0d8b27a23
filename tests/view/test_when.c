#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "conf/flow_load.h"
#include "sys/clock.h"
#include "view/when.h"

struct fixture {
    struct pp_arena arena;
    struct pp_flow flow;
    struct pp_pack pack;
    struct pp_pack english;
};

static int setup(void **state)
{
    static struct fixture fixture;
    struct pp_report report = {0};
    if (!pp_flow_load(&fixture.flow, &fixture.arena, PP_SOURCE_DIR "/config", &report) ||
        !pp_pack_load(&fixture.pack, &fixture.arena, PP_SOURCE_DIR "/lang", "nl", &fixture.flow,
                      &report) ||
        !pp_pack_load(&fixture.english, &fixture.arena, PP_SOURCE_DIR "/lang", "en", &fixture.flow,
                      &report)) {
        pp_report_print(&report, stderr);
        return 1;
    }
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    pp_arena_finish(&fixture->arena);
    return 0;
}

static void test_times_are_said_as_people_do(void **state)
{
    struct fixture *f = *state;
    static const struct {
        int hour, minute;
        const char *said;
        const char *in_english;
    } rows[] = {
        {9, 0, "negen uur", "nine o'clock"},
        {14, 0, "twee uur", "two o'clock"},
        {14, 5, "vijf over twee", "five past two"},
        {14, 15, "kwart over twee", "quarter past two"},
        {14, 20, "tien voor half drie", "twenty past two"},
        {14, 30, "half drie", "half past two"},
        {14, 40, "tien over half drie", "twenty to three"},
        {14, 45, "kwart voor drie", "quarter to three"},
        {14, 55, "vijf voor drie", "five to three"},
        {12, 30, "half één", "half past twelve"},
        {0, 0, "twaalf uur", "twelve o'clock"},
        {23, 45, "kwart voor twaalf", "quarter to twelve"},
        {12, 45, "kwart voor één", "quarter to one"},
        {14, 16, "veertien voor half drie", "sixteen past two"},
        {14, 31, "een over half drie", "twenty-nine to three"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int16_t minute = (int16_t)(rows[i].hour * 60 + rows[i].minute);
        assert_string_equal(pp_time_spoken(&f->arena, &f->pack, minute), rows[i].said);
        assert_string_equal(pp_time_spoken(&f->arena, &f->english, minute), rows[i].in_english);
    }
}

static void test_phone_numbers_are_said_in_groups(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(pp_phone_spoken(&f->arena, &f->pack, "088 0767 000"),
                        "nul acht acht, nul zeven zes zeven, nul nul nul");
    assert_string_equal(pp_phone_spoken(&f->arena, &f->pack, "0800-0113"),
                        "nul acht nul nul, nul een een drie");
    assert_string_equal(pp_phone_spoken(&f->arena, &f->pack, "112"), "een een twee");
    assert_string_equal(pp_phone_spoken(&f->arena, &f->pack, ""), "");
}

static void test_walking(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(pp_walk_seen(&f->arena, &f->pack, -1), "");
    assert_string_equal(pp_walk_seen(&f->arena, &f->pack, 1), "1 minuut lopen");
    assert_string_equal(pp_walk_seen(&f->arena, &f->pack, 5), "5 minuten lopen");
}

// Tuesday 24 November 2026, 13:00.
static struct pp_local_time tuesday(void)
{
    return (struct pp_local_time){.day = pp_day_from_date(2026, 11, 24), .minute = 780};
}

static void test_when_seen_and_said(void **state)
{
    struct fixture *f = *state;
    struct pp_local_time now = tuesday();
    const struct pp_rule rule = {.type = PP_RULE_WEEKLY,
                                 .weekday = 1,
                                 .every = 1,
                                 .from = 840,
                                 .until = 960,
                                 .time_type = PP_TIME_MEETING};
    const struct pp_listing listing = {.rules = &rule, .rule_count = 1};
    static const struct {
        struct pp_opening opening;
        int after_days;
        const char *seen;
        const char *said;
    } rows[] = {
        {{.open = PP_OPEN_NOW, .time_type = PP_TIME_OPEN, .until = 1020},
         0,
         "Nu open tot 17:00",
         "vijf uur"},
        {{.open = PP_OPEN_LATER, .time_type = PP_TIME_MEETING, .from = 840},
         0,
         "Vandaag om 14:00",
         "twee uur"},
        {{.open = PP_OPEN_LATER, .time_type = PP_TIME_OPEN, .from = 600},
         1,
         "Morgen open om 10:00",
         "tien uur"},
        {{.open = PP_OPEN_LATER, .time_type = PP_TIME_MEETING, .from = 870},
         2,
         "Donderdag om 14:30",
         "half drie"},
        {{.open = PP_OPEN_LATER, .time_type = PP_TIME_MEETING, .from = 870},
         9,
         "3 december",
         "half drie"},
        {{.open = PP_OPEN_UNKNOWN}, 0, "Bel eerst", "el eerst"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pp_opening opening = rows[i].opening;
        opening.day = now.day + rows[i].after_days;
        const char *seen = pp_when_seen(&f->arena, &f->pack, &listing, &opening, now, true);
        const char *said = pp_when_spoken(&f->arena, &f->pack, &listing, &opening, now, true);
        if (!strstr(seen, rows[i].seen) || !strstr(said, rows[i].said))
            fail_msg("row %zu: seen \"%s\", said \"%s\"", i, seen, said);
    }
}

static void test_without_a_trusted_clock_nothing_is_open_now(void **state)
{
    struct fixture *f = *state;
    const struct pp_rule rule = {.type = PP_RULE_WEEKLY,
                                 .weekday = 1,
                                 .every = 1,
                                 .from = 840,
                                 .until = 960,
                                 .time_type = PP_TIME_MEETING};
    const struct pp_listing listing = {.rules = &rule, .rule_count = 1};
    const struct pp_opening opening = {.open = PP_OPEN_NOW, .until = 960};
    const char *seen = pp_when_seen(&f->arena, &f->pack, &listing, &opening, tuesday(), false);
    assert_non_null(strstr(seen, "dinsdag"));
    assert_null(strstr(seen, "Nu"));
}

static void test_the_week_in_lines(void **state)
{
    struct fixture *f = *state;
    struct pp_rule rules[6] = {0};
    for (uint8_t i = 0; i < 5; i++)
        rules[i] = (struct pp_rule){
            .type = PP_RULE_WEEKLY, .weekday = i, .every = 1, .from = 540, .until = 1020};
    rules[5] = (struct pp_rule){
        .type = PP_RULE_MONTHLY, .weekday = 1, .nth = 5, .from = 1170, .until = 1260};
    const struct pp_listing listing = {.rules = rules, .rule_count = 6};
    const char *lines[8];
    assert_int_equal(pp_week_seen(&f->arena, &f->pack, &listing, lines, 8), 2);
    assert_string_equal(lines[0], "maandag - vrijdag 9:00 - 17:00");
    assert_non_null(strstr(lines[1], "laatste dinsdag"));
    assert_int_equal(pp_week_seen(&f->arena, &f->pack, &listing, lines, 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times_are_said_as_people_do),
        cmocka_unit_test(test_phone_numbers_are_said_in_groups),
        cmocka_unit_test(test_walking),
        cmocka_unit_test(test_when_seen_and_said),
        cmocka_unit_test(test_without_a_trusted_clock_nothing_is_open_now),
        cmocka_unit_test(test_the_week_in_lines),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
