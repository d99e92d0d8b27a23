// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

#include "fixtures.h"
#include "ui/dump.h"

static const char path[] = PP_SCRATCH "/dump.json";

static struct pp_view view;
static struct pp_layout layout;
static struct pp_glass glass;
static const struct pp_paint_marks marks = {.lit = -3, .pressed = -1, .focus = 4};

static json_t *dump(enum fixture fixture, uint8_t theme, bool rtl)
{
    glass = pp_glass_of(1280, 800, 0, 0, 0);
    fixture_make(&view, fixture, 0, theme, 6, 3);
    view.rtl = rtl;
    pp_layout_make(&layout, &view, &glass);
    assert_true(pp_dump_write(path, &view, &layout, &glass, &marks, "nl"));
    json_error_t error;
    json_t *all = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!all)
        fail_msg("%s", error.text);
    return all;
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    if (!text)
        fail_msg("no text %s", key);
    return text;
}

static void test_says_what_is_on_the_screen(void **state)
{
    (void)state;
    json_t *all = dump(FIXTURE_HAPPENED, 0, false);
    assert_string_equal(text_of(all, "screen"), "happened");
    assert_string_equal(text_of(all, "lang"), "nl");
    assert_string_equal(text_of(all, "dir"), "ltr");
    assert_string_equal(text_of(all, "theme"), "paper");
    const json_t *spoken = json_object_get(all, "spoken");
    assert_int_equal(json_array_size(spoken), 1);
    assert_string_equal(json_string_value(json_array_get(spoken, 0)), "Wat is er met je gebeurd?");
    assert_int_equal(json_array_size(json_object_get(all, "controls")), view.control_count);
    assert_int_equal(json_object_size(all), 6);
    json_decref(all);
}

static void expect_rect(const json_t *control, const char *key, struct pp_rect rect, double per_mm)
{
    const int values[4] = {rect.x, rect.y, rect.w, rect.h};
    const json_t *array = json_object_get(control, key);
    assert_int_equal(json_array_size(array), 4);
    for (size_t i = 0; i < 4; i++)
        assert_float_equal(json_number_value(json_array_get(array, i)), (float)(values[i] / per_mm),
                           0.051);
}

static void test_controls_are_whole(void **state)
{
    (void)state;
    static const char *const keys[] = {"id",      "role", "label", "spoken", "rect_px",
                                       "rect_mm", "fg",   "bg",    "focus"};
    json_t *all = dump(FIXTURE_HAPPENED, 0, false);
    const json_t *controls = json_object_get(all, "controls");
    for (size_t i = 0; i < json_array_size(controls); i++) {
        const json_t *control = json_array_get(controls, i);
        for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++)
            assert_non_null(json_object_get(control, keys[k]));
        assert_string_equal(text_of(control, "id"), view.controls[i].id);
        expect_rect(control, "rect_px", layout.controls[i], 1);
        expect_rect(control, "rect_mm", layout.controls[i], glass.per_mm);
        assert_int_equal(json_integer_value(json_object_get(control, "focus")), i + 1);
        assert_true(json_is_true(json_object_get(control, "focused")) == (i == 4));
    }
    const json_t *urgent = json_array_get(controls, 2);
    assert_string_equal(text_of(urgent, "role"), "button");
    assert_string_equal(text_of(urgent, "fg"), "#FFFFFF");
    assert_string_equal(text_of(urgent, "bg"), "#820F18");
    assert_string_equal(text_of(json_array_get(controls, 3), "role"), "choice");
    json_decref(all);
}

static void test_roles_directions_themes(void **state)
{
    (void)state;
    json_t *all = dump(FIXTURE_RESULTS, 1, true);
    assert_string_equal(text_of(all, "dir"), "rtl");
    assert_string_equal(text_of(all, "theme"), "contrast");
    assert_string_equal(text_of(json_array_get(json_object_get(all, "controls"), 3), "role"),
                        "card");
    json_decref(all);
    all = dump(FIXTURE_DETAIL, 2, false);
    assert_string_equal(text_of(all, "theme"), "calm");
    assert_string_equal(text_of(json_array_get(json_object_get(all, "controls"), 3), "role"),
                        "text");
    json_decref(all);
}

static void test_write_errors_are_told(void **state)
{
    (void)state;
    json_decref(dump(FIXTURE_BYE, 0, false));
    errno = 0;
    assert_false(
        pp_dump_write(PP_SCRATCH "/no/such/folder.json", &view, &layout, &glass, &marks, "nl"));
    assert_int_not_equal(errno, 0);
    unsigned char pixels[16] = {0};
    assert_false(pp_shot_write(PP_SCRATCH "/no/such/folder.png", pixels, 2, 2, 8));
}

static void test_shot_is_a_png(void **state)
{
    (void)state;
    const char *file = PP_SCRATCH "/shot.png";
    unsigned char pixels[4 * 4 * 2] = {0};
    pixels[0] = 0xFF; // blue comes first
    assert_true(pp_shot_write(file, pixels, 4, 2, 16));
    FILE *in = fopen(file, "rb");
    assert_non_null(in);
    unsigned char head[8] = {0};
    assert_int_equal(fread(head, 1, sizeof(head), in), sizeof(head));
    fclose(in);
    assert_memory_equal(head, "\x89PNG\r\n\x1a\n", 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_says_what_is_on_the_screen),
        cmocka_unit_test(test_controls_are_whole),
        cmocka_unit_test(test_roles_directions_themes),
        cmocka_unit_test(test_write_errors_are_told),
        cmocka_unit_test(test_shot_is_a_png),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
