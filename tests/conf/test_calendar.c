#include "changed.h"

#include "conf/calendar.h"
#include "sys/clock.h"

#define FILE_NAME "school-holidays.yaml"

enum { NOORD, MIDDEN, ZUID };

static void knows_school_holidays(void **state)
{
    (void)state;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    struct pp_school_holidays holidays = {0};
    static const struct {
        const char *day;
        bool holiday[3];
    } cases[] = {
        {"2026-12-18", {false, false, false}}, {"2026-12-19", {true, true, true}},
        {"2027-01-03", {true, true, true}},    {"2027-01-04", {false, false, false}},
        {"2027-07-09", {false, false, false}}, {"2027-07-10", {true, false, false}},
        {"2027-07-20", {true, true, false}},   {"2027-08-23", {false, true, true}},
        {"2027-09-05", {false, false, true}},  {"2027-09-06", {false, false, false}},
    };
    assert_true(pp_school_holidays_load(&holidays, &arena, GOOD_DIR, &report));
    for (int region = NOORD; region <= ZUID; region++) {
        assert_int_equal(holidays.counts[region], 2);
        assert_true(holidays.ranges[region][0].first < holidays.ranges[region][1].first);
    }
    for (size_t i = 0; i < COUNT(cases); i++) {
        int32_t day = 0;
        assert_true(pp_date_parse(cases[i].day, &day));
        for (int region = NOORD; region <= ZUID; region++) {
            if (pp_school_holiday(&holidays, region, day) != cases[i].holiday[region])
                fail_msg("%s in region %d", cases[i].day, region);
        }
        assert_false(pp_school_holiday(&holidays, -1, day));
        assert_false(pp_school_holiday(&holidays, 3, day));
    }
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

static const struct bad bads[] = {
    {FILE_NAME, "https://", "http://", 1, "source", "https address"},
    {FILE_NAME, "source: https://example.org/holidays\n", "", 1, "source", "is missing"},
    {FILE_NAME, "holidays:\n", "holiday:\n", 2, "holiday", "\"holidays\""},
    {FILE_NAME, "name: summer, ", "", 3, "holidays.name", "is missing"},
    {FILE_NAME, "midden:", "mitten:", 3, "holidays.mitten", "\"midden\""},
    {FILE_NAME, "midden:", "mitten:", 3, "holidays.midden", "is missing"},
    {FILE_NAME, "[2027-07-10, 2027-08-22]", "[2027-07-10]", 3, "holidays.noord", "two dates"},
    {FILE_NAME, "[2027-07-10, 2027-08-22]", "2027-07-10", 3, "holidays.noord", "must be a list"},
    {FILE_NAME, "2027-08-22", "2027-08-32", 3, "holidays.noord", "two dates"},
    {FILE_NAME, "2027-08-22", "2027-07-09", 3, "holidays.noord", "before the first"},
    {FILE_NAME, "2027-08-22", "2028-08-22", 3, "holidays.noord", "100 days later"},
    {FILE_NAME, "noord: [2026-12-19", "noord: [2027-08-22", 4, "holidays.noord", "before"},
    {FILE_NAME, "zuid: [2026-12-19, 2027-01-03]", "zuid: [2027-09-05, 2027-09-06]", 2,
     "holidays.zuid", "overlap on 2027-09-05"},
    {FILE_NAME, "  - {name: winter", "  - winter\n  - {name: winter", 4, "holidays",
     "group of names"},
};

static void names_what_is_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bads); i++) {
        struct pp_arena arena = {0};
        struct pp_report report = {0};
        struct pp_school_holidays holidays = {.counts = {7, 7, 7}};
        copy_good(FILE_NAME, bads[i].from, bads[i].to);
        assert_false(pp_school_holidays_load(&holidays, &arena, PP_SCRATCH, &report));
        assert_int_equal(holidays.counts[NOORD], 7);
        expect_problem(&report, &bads[i]);
        pp_report_finish(&report);
        pp_arena_finish(&arena);
    }
}

// Easter Sundays as published; the rest follows from it.
static void computes_public_holidays(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        const char *id;
    } cases[] = {
        {"2024-03-31", "easter"},
        {"2025-04-20", "easter"},
        {"2026-04-05", "easter"},
        {"2027-03-28", "easter"},
        {"2028-04-16", "easter"},
        {"2029-04-01", "easter"},
        {"2030-04-21", "easter"},
        {"2038-04-25", "easter"},
        {"2008-03-23", "easter"},
        {"2049-04-18", "easter"},
        {"2076-04-19", "easter"},
        {"2026-04-06", "easter_monday"},
        {"2026-05-14", "ascension"},
        {"2026-05-24", "whit_sunday"},
        {"2026-05-25", "whit_monday"},
        {"2026-01-01", "new_year"},
        {"2026-12-25", "christmas"},
        {"2026-12-26", "boxing_day"},
        {"2026-04-27", "kings_day"},
        {"2025-04-26", "kings_day"},
        {"2025-04-27", NULL},
        {"2026-04-26", NULL},
        {"2025-05-05", "liberation_day"},
        {"2030-05-05", "liberation_day"},
        {"2026-05-05", NULL},
        {"2026-04-03", NULL}, // Good Friday
        {"2026-12-24", NULL},
        {"2026-12-31", NULL},
        {"2026-05-15", NULL},
        {"2027-05-06", "ascension"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int32_t day = 0;
        assert_true(pp_date_parse(cases[i].day, &day));
        const char *id = pp_public_holiday(day);
        if ((id == NULL) != (cases[i].id == NULL) || (id && strcmp(id, cases[i].id) != 0))
            fail_msg("%s is %s, not %s", cases[i].day, id ? id : "none",
                     cases[i].id ? cases[i].id : "none");
    }
}

static void easter_is_a_sunday_in_spring(void **state)
{
    (void)state;
    for (int year = 1970; year <= 2200; year++) {
        int found = 0;
        int32_t last = pp_day_from_date(year, 4, 25);
        for (int32_t day = pp_day_from_date(year, 3, 22); day <= last; day++) {
            const char *id = pp_public_holiday(day);
            if (id && strcmp(id, "easter") == 0) {
                assert_int_equal(pp_weekday(day), 6);
                found++;
            }
        }
        assert_int_equal(found, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_school_holidays),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(computes_public_holidays),
        cmocka_unit_test(easter_is_a_sunday_in_spring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
