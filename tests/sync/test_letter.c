#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/pack.h"
#include "sync/letter.h"
#include "sys/arena.h"

static const char keeper_file[] = PP_SOURCE_DIR "/lang/keeper/nl.yaml";

// The sentence comes out whole, with what is filled in, and ends its line.
static void assert_says(const struct pp_pack *texts, struct pp_arena *arena,
                        const struct pp_report *report, const char *wanted)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    struct pp_letter letter = {.out = out, .texts = texts, .arena = arena};
    pp_letter_problems(&letter, report);
    fclose(out);
    assert_string_equal(text, wanted);
    free(text);
}

static void test_all_there(void **context)
{
    (void)context;
    struct pp_pack texts = {0};
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    bool fine = pp_texts_load(&texts, &arena, keeper_file, &report) &&
                pp_letter_check(&texts, keeper_file, &report);
    pp_report_print(&report, stderr);
    assert_true(fine);
    assert_int_equal(report.errors, 0);
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

static void test_missing_named(void **context)
{
    (void)context;
    struct pp_pack texts = {0};
    struct pp_report report = {0};
    assert_false(pp_letter_check(&texts, "nl.yaml", &report));
    assert_int_equal(report.errors, PP_LETTER_TEXTS);
    assert_string_equal(report.items[0].field, "sync.title");
    assert_string_equal(report.items[0].file, "nl.yaml");
    pp_report_finish(&report);
}

static void test_problems(void **context)
{
    (void)context;
    struct pp_pack texts = {0};
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    assert_true(pp_texts_load(&texts, &arena, keeper_file, &report));
    assert_says(&texts, &arena, &report, "");
    pp_report_add(&report, PP_ERROR, (struct pp_place){.line = 3, .field = "kind"}, "kies {dit}",
                  "de soort \"%s\" is niet bekend", "{x}");
    pp_report_add(&report, PP_ERROR, (struct pp_place){0}, "zet er rijen in", "er staat niets");
    assert_says(&texts, &arena, &report,
                "  regel 3, kind: de soort \"{x}\" is niet bekend (kies {dit})\n"
                "  er staat niets (zet er rijen in)\n");
    for (int i = 2; i < PP_REPORT_KEPT + 5; i++)
        pp_report_add(&report, PP_ERROR, (struct pp_place){.line = 9}, "b", "a");
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    struct pp_letter letter = {.out = out, .texts = &texts, .arena = &arena};
    pp_letter_problems(&letter, &report);
    fclose(out);
    assert_non_null(strstr(text, "\n  ... en nog 5\n"));
    free(text);
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_there),
        cmocka_unit_test(test_missing_named),
        cmocka_unit_test(test_problems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
