// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on
#include <math.h>

#include "fixtures.h"
#include "ui/theme.h"

static const char *const tint_names[] = {"sky", "lilac", "sun", "leaf", "rose", "stone", ""};

// Text on ground must lie between these.
static const struct {
    double least, most;
} limits[PP_THEMES] = {
    [PP_THEME_PAPER] = {10.0, 21.1},
    [PP_THEME_CONTRAST] = {20.0, 21.1},
    [PP_THEME_CALM] = {4.5, 8.0},
};

static void expect_text(uint8_t theme, uint32_t text, uint32_t ground, const char *what)
{
    double contrast = pp_theme_contrast(text, ground);
    if (contrast < limits[theme].least || contrast > limits[theme].most)
        fail_msg("theme %u, %s: #%06X on #%06X is %.2f:1", theme, what, (unsigned)text,
                 (unsigned)ground, contrast);
}

static void test_contrast_formula(void **state)
{
    (void)state;
    assert_float_equal(pp_theme_contrast(0x000000, 0xFFFFFF), 21.0, 0.001);
    assert_float_equal(pp_theme_contrast(0xFFFFFF, 0x000000), 21.0, 0.001);
    assert_float_equal(pp_theme_contrast(0x777777, 0x777777), 1.0, 0.001);
    // Figures of design tools: #17252A on #FFF7EA, #0A5C4C under white.
    assert_float_equal(pp_theme_contrast(0x17252A, 0xFFF7EA), 14.8, 0.05);
    assert_float_equal(pp_theme_contrast(0x0A5C4C, 0xFFFFFF), 7.9, 0.05);
}

static void test_text_on_every_ground(void **state)
{
    (void)state;
    static const struct {
        enum pp_colour text, ground;
        const char *what;
    } pairs[] = {
        {PP_COLOUR_INK, PP_COLOUR_PAPER, "title"},
        {PP_COLOUR_INK, PP_COLOUR_CARD, "card"},
        {PP_COLOUR_FAINT, PP_COLOUR_CARD, "faint line"},
        {PP_COLOUR_FAINT, PP_COLOUR_PAPER, "faint fact"},
        {PP_COLOUR_STRONG, PP_COLOUR_CARD, "strong line"},
        {PP_COLOUR_STRONG, PP_COLOUR_PAPER, "strong fact"},
        {PP_COLOUR_INK, PP_COLOUR_BUTTON, "button"},
        {PP_COLOUR_ON_PRIMARY, PP_COLOUR_PRIMARY, "primary"},
        {PP_COLOUR_ON_DANGER, PP_COLOUR_DANGER, "urgent"},
        {PP_COLOUR_ON_MARKER, PP_COLOUR_MARKER, "marker"},
    };
    for (uint8_t theme = 0; theme < (uint8_t)PP_THEMES; theme++) {
        for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
            expect_text(theme, pp_theme_colour(theme, pairs[i].text),
                        pp_theme_colour(theme, pairs[i].ground), pairs[i].what);
        for (size_t i = 0; i < sizeof(tint_names) / sizeof(tint_names[0]); i++)
            expect_text(theme, pp_theme_colour(theme, PP_COLOUR_INK),
                        pp_theme_tint(theme, tint_names[i]), tint_names[i]);
    }
}

static void test_every_control_pressed_or_not(void **state)
{
    (void)state;
    static struct pp_view view;
    for (uint8_t theme = 0; theme < (uint8_t)PP_THEMES; theme++) {
        for (unsigned f = 0; f < FIXTURES; f++) {
            fixture_make(&view, f, 0, theme, 6, 3);
            for (size_t i = 0; i < view.control_count; i++) {
                struct pp_colours rest = pp_theme_control(&view, &view.controls[i], false);
                struct pp_colours down = pp_theme_control(&view, &view.controls[i], true);
                expect_text(theme, rest.text, rest.ground, view.controls[i].id);
                expect_text(theme, down.text, down.ground, view.controls[i].id);
                assert_int_not_equal(rest.ground, down.ground);
            }
        }
    }
}

// Borders, rings, pictures: 3:1.
static void test_shapes_can_be_told_apart(void **state)
{
    (void)state;
    static const enum pp_colour pairs[][2] = {
        {PP_COLOUR_INK, PP_COLOUR_PAPER},    {PP_COLOUR_EDGE, PP_COLOUR_PRIMARY},
        {PP_COLOUR_STRONG, PP_COLOUR_PAPER}, {PP_COLOUR_PRIMARY, PP_COLOUR_PAPER},
        {PP_COLOUR_DANGER, PP_COLOUR_PAPER}, {PP_COLOUR_FOCUS, PP_COLOUR_ON_MARKER},
    };
    for (uint8_t theme = 0; theme < (uint8_t)PP_THEMES; theme++)
        for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
            assert_true(pp_theme_contrast(pp_theme_colour(theme, pairs[i][0]),
                                          pp_theme_colour(theme, pairs[i][1])) >= 3.0);
}

static void test_unknown_names_fall_back(void **state)
{
    (void)state;
    assert_int_equal(pp_theme_colour(200, PP_COLOUR_INK), pp_theme_colour(0, PP_COLOUR_INK));
    assert_int_equal(pp_theme_tint(0, "purple"), pp_theme_colour(0, PP_COLOUR_CARD));
    assert_int_equal(pp_theme_tint(0, NULL), pp_theme_colour(0, PP_COLOUR_CARD));
}

static void test_letters(void **state)
{
    (void)state;
    // Default labels are at least 4.8 mm everywhere; sizes only grow.
    static const double sides[] = {87, 136, 194};
    for (size_t s = 0; s < sizeof(sides) / sizeof(sides[0]); s++) {
        const bool small = sides[s] < 100;
        // What is needed, and what is secondary; on 7 inch strip and chips may be smaller.
        static const enum pp_text_class needed[] = {PP_TEXT_TITLE, PP_TEXT_LABEL, PP_TEXT_BODY,
                                                    PP_TEXT_FACT, PP_TEXT_BUTTON};
        static const enum pp_text_class other[] = {PP_TEXT_NOTICE, PP_TEXT_TOP, PP_TEXT_BAR};
        for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
            assert_true(pp_theme_text(needed[i], 0, sides[s]).least >= 4.8);
        for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
            assert_true(pp_theme_text(other[i], 0, sides[s]).least >= (small ? 4.0 : 4.8));
        assert_true(pp_theme_text(PP_TEXT_SIDE, 0, sides[s]).least >= (small ? 4.0 : 4.2));
        for (unsigned c = 0; c < PP_TEXT_CLASSES; c++) {
            for (uint8_t size = 0; size < (uint8_t)PP_TEXT_SIZES; size++) {
                struct pp_text_range range = pp_theme_text(c, size, sides[s]);
                assert_true(range.least >= 3.5 && range.most >= range.least);
                assert_true(range.least >= pp_theme_text(c, 0, sides[s]).least);
            }
        }
    }
    assert_true(pp_theme_text(PP_TEXT_LABEL, 1, 136).least >= 6.4);
    assert_true(pp_theme_text(PP_TEXT_LABEL, 2, 136).least >= 8.5);
    assert_true(pp_theme_text(PP_TEXT_LABEL, 2, 91).least >= 6.4);
    assert_float_equal(pp_theme_em(4.8), 6.62, 0.001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contrast_formula),
        cmocka_unit_test(test_text_on_every_ground),
        cmocka_unit_test(test_every_control_pressed_or_not),
        cmocka_unit_test(test_shapes_can_be_told_apart),
        cmocka_unit_test(test_unknown_names_fall_back),
        cmocka_unit_test(test_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
