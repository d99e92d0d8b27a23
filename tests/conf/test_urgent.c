#include "changed.h"

#include "conf/urgent.h"
#include "sys/clock.h"

#define FILE_NAME "urgent.yaml"

static void reads_everything(void **state)
{
    (void)state;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    struct pp_urgent urgent = {0};
    assert_true(pp_urgent_load(&urgent, &arena, GOOD_DIR, &report));
    assert_int_equal(urgent.count, 3);
    const struct pp_urgent_number *danger = &urgent.numbers[0];
    assert_string_equal(danger->id, "danger");
    assert_string_equal(danger->number, "112");
    assert_string_equal(danger->also, "");
    assert_true(danger->first && danger->confirmed);
    assert_int_equal(danger->open_minute, 0);
    assert_int_equal(danger->close_minute, 0);
    assert_int_equal(danger->checked, pp_day_from_date(2026, 11, 1));
    assert_string_equal(urgent.numbers[1].number, "");
    const struct pp_urgent_number *child = &urgent.numbers[2];
    assert_string_equal(child->also, "113");
    assert_string_equal(child->source, "https://example.org");
    assert_true(!child->first && !child->confirmed);
    assert_int_equal(child->open_minute, 11 * 60);
    assert_int_equal(child->close_minute, 21 * 60 + 30);
    // The doctor's was checked longest ago.
    assert_int_equal(pp_urgent_age(&urgent, pp_day_from_date(2027, 10, 1)), 365);
    assert_int_equal(pp_urgent_age(&urgent, pp_day_from_date(2026, 9, 1)), 0);
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

static const struct bad bads[] = {
    {FILE_NAME, "id: danger", "id: 1", 1, "urgent.id", "small letters"},
    {FILE_NAME, "id: doctor", "id: danger", 2, "urgent.danger", "two numbers"},
    {FILE_NAME, "\"112\"", "\"\"", 1, "urgent.danger.number", "is empty"},
    {FILE_NAME, "\"112\"", "call us", 1, "urgent.danger", "not a telephone number"},
    {FILE_NAME, "\"112\"", "12", 1, "urgent.danger", "not a telephone number"},
    {FILE_NAME, "number: doctor", "numbr: doctor", 2, "urgent.doctor.numbr", "\"number\""},
    {FILE_NAME, "\"113\"", "0b13", 3, "urgent.child", "not a telephone number"},
    {FILE_NAME, "icon: child, ", "", 3, "urgent.child.icon", "is missing"},
    {FILE_NAME, "https://example.org", "example.org", 1, "urgent.danger", "https address"},
    {FILE_NAME, "2026-11-01", "2026-02-30", 1, "urgent.danger", "not a date"},
    {FILE_NAME, "2026-11-01", "01-11-2026", 1, "urgent.danger", "2026-11-01"},
    {FILE_NAME, ", checked: 2026-10-01", "", 2, "urgent.doctor.checked", "is missing"},
    {FILE_NAME, "confirmed: false", "confirmed: nee", 3, "urgent.child.confirmed", "true or false"},
    {FILE_NAME, "11:00-21:30", "11-21", 3, "urgent.child", "11:00-21:00"},
    {FILE_NAME, "11:00-21:30", "21:30-11:00", 3, "urgent.child", "until a later one"},
    {FILE_NAME, "11:00-21:30", "11:00-24:30", 3, "urgent.child", "until a later one"},
    {FILE_NAME, "11:00-21:30", "11:60-21:30", 3, "urgent.child", "until a later one"},
    {FILE_NAME, "11:00-21:30", "11:00-21:30 daily", 3, "urgent.child", "until a later one"},
    {FILE_NAME, "11:00-21:30", "-1:00-21:30", 3, "urgent.child", "until a later one"},
    {FILE_NAME, "first: true", "first: false", 1, "urgent", "first: true"},
    {FILE_NAME, "- {id: doctor", "- [x]\n- {id: doctor", 2, "urgent", "group of names"},
};

static void names_what_is_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bads); i++) {
        struct pp_arena arena = {0};
        struct pp_report report = {0};
        struct pp_urgent urgent = {.count = 7};
        copy_good(FILE_NAME, bads[i].from, bads[i].to);
        assert_false(pp_urgent_load(&urgent, &arena, PP_SCRATCH, &report));
        assert_int_equal(urgent.count, 7);
        expect_problem(&report, &bads[i]);
        pp_report_finish(&report);
        pp_arena_finish(&arena);
    }
}

static void refuses_none_and_too_many(void **state)
{
    (void)state;
    static const char item[] = "- {id: danger, number: 112}\n";
    static char text[sizeof(item) * (PP_MAX_URGENT + 1)];
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    struct pp_urgent urgent = {0};
    write_scratch(FILE_NAME, "[]\n", 3);
    assert_false(pp_urgent_load(&urgent, &arena, PP_SCRATCH, &report));
    for (size_t i = 0; i <= PP_MAX_URGENT; i++)
        memcpy(text + i * (sizeof(item) - 1), item, sizeof(item));
    write_scratch(FILE_NAME, text, strlen(text));
    assert_false(pp_urgent_load(&urgent, &arena, PP_SCRATCH, &report));
    assert_int_equal(report.errors, 2);
    const struct bad none = {FILE_NAME, NULL, NULL, 1, "urgent", "has 0 numbers"};
    const struct bad many = {FILE_NAME, NULL, NULL, 1, "urgent", "has 13 numbers"};
    expect_problem(&report, &none);
    expect_problem(&report, &many);
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

static void asks_a_pack_for_the_texts_of_every_number(void **state)
{
    (void)state;
    struct pp_pack_entry entries[] = {
        {"urgent.numbers.child.name", "a"},  {"urgent.numbers.danger.name", "b"},
        {"urgent.numbers.danger.when", "c"}, {"urgent.numbers.doctor.name", "d"},
        {"urgent.numbers.doctor.when", "e"},
    };
    const struct pp_pack pack = {.code = "xx", .entries = entries, .count = COUNT(entries)};
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    struct pp_urgent urgent = {0};
    assert_true(pp_urgent_load(&urgent, &arena, GOOD_DIR, &report));
    assert_false(pp_urgent_check_pack(&urgent, &pack, &report));
    assert_int_equal(report.errors, 1);
    const struct bad bad = {"xx.yaml", NULL, NULL, 0, "urgent.numbers.child.when", "is missing"};
    expect_problem(&report, &bad);
    urgent.count = 2;
    assert_true(pp_urgent_check_pack(&urgent, &pack, &report));
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_everything),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(refuses_none_and_too_many),
        cmocka_unit_test(asks_a_pack_for_the_texts_of_every_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
