// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on
#include <stdlib.h>

#include "fixtures.h"
#include "ui/paint.h"

// Fontconfig keeps what it has read until the process ends; FcFini may not be called while Pango
// lives on.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

static const struct pp_paint_marks plain = {.lit = -3, .pressed = -1, .focus = -1};

struct picture {
    struct pp_view view;
    struct pp_glass glass;
    struct pp_layout layout;
    unsigned char *pixels;
    int stride;
};

static void lay_out(struct picture *picture, enum fixture fixture, size_t size, uint8_t text,
                    uint8_t theme, bool rtl)
{
    uint8_t tiles = 0, cards = 0;
    picture->glass = pp_glass_of(fixture_sizes[size][0], fixture_sizes[size][1], 0, 0, 0);
    pp_layout_capacity(&picture->glass, text, &tiles, &cards);
    fixture_make(&picture->view, fixture, text, theme, tiles, cards);
    picture->view.rtl = rtl;
    pp_layout_make(&picture->layout, &picture->view, &picture->glass);
    if (picture->layout.pages > 1) {
        fixture_more(&picture->view);
        pp_layout_make(&picture->layout, &picture->view, &picture->glass);
    }
    picture->stride = picture->glass.width * 4;
    free(picture->pixels);
    picture->pixels = calloc((size_t)picture->glass.height, (size_t)picture->stride);
    assert_non_null(picture->pixels);
}

static void paint(struct pp_painter *painter, struct picture *picture,
                  const struct pp_paint_marks *marks)
{
    pp_paint(painter, &picture->view, &picture->layout, &picture->glass, marks, picture->pixels,
             picture->stride);
}

static uint32_t pixel(const struct picture *picture, int x, int y)
{
    uint32_t value;
    memcpy(&value, picture->pixels + (size_t)y * (size_t)picture->stride + (size_t)x * 4, 4);
    return value & 0xFFFFFF;
}

static size_t bytes_of(const struct picture *picture)
{
    return (size_t)picture->glass.height * (size_t)picture->stride;
}

static unsigned char *copy_of(const struct picture *picture)
{
    unsigned char *copy = malloc(bytes_of(picture));
    assert_non_null(copy);
    return memcpy(copy, picture->pixels, bytes_of(picture));
}

// Whether a rectangle looks different now.
static bool changed(const struct picture *picture, const unsigned char *before, struct pp_rect r)
{
    for (int y = r.y; y < r.y + r.h; y++) {
        size_t at = (size_t)y * (size_t)picture->stride + (size_t)r.x * 4;
        if (memcmp(picture->pixels + at, before + at, (size_t)r.w * 4) != 0)
            return true;
    }
    return false;
}

static int index_of(const struct pp_view *view, const char *id)
{
    for (int i = 0; i < view->control_count; i++)
        if (strcmp(view->controls[i].id, id) == 0)
            return i;
    fail_msg("no control %s", id);
    return -1;
}

static int setup(void **state)
{
    *state = pp_painter_create(PP_SOURCE_DIR "/assets");
    return *state ? 0 : -1;
}

static int teardown(void **state)
{
    pp_painter_destroy(*state);
    return 0;
}

static void test_every_text_fits_everywhere(void **state)
{
    struct pp_painter *painter = *state;
    static struct picture picture;
    for (unsigned f = 0; f < FIXTURES; f++) {
        for (size_t size = 0; size < FIXTURE_SIZES; size++) {
            for (uint8_t text = 0; text < (uint8_t)PP_TEXT_SIZES; text++) {
                lay_out(&picture, f, size, text, text, false);
                paint(painter, &picture, &plain);
                if (pp_painter_cut_short(painter) > 0)
                    fail_msg("%s %dx%d text %u: %u texts cut short", fixture_names[f],
                             picture.glass.width, picture.glass.height, text,
                             pp_painter_cut_short(painter));
            }
        }
    }
    assert_int_equal(pp_painter_missing(painter), 0);
    free(picture.pixels);
    picture.pixels = NULL;
}

static void test_what_does_not_fit_is_counted(void **state)
{
    struct pp_painter *painter = *state;
    static struct picture picture;
    lay_out(&picture, FIXTURE_HAPPENED, 0, 0, 0, false);
    picture.view.controls[3].label = "Onafgebrokenwoordendatnietinditvakjepast";
    paint(painter, &picture, &plain);
    assert_int_equal(pp_painter_cut_short(painter), 1);
    free(picture.pixels);
    picture.pixels = NULL;
}

static void test_painting_twice_gives_the_same(void **state)
{
    static struct picture picture;
    struct pp_painter *other = pp_painter_create(PP_SOURCE_DIR "/assets");
    lay_out(&picture, FIXTURE_RESULTS, 0, 0, 0, false);
    paint(*state, &picture, &plain);
    unsigned char *first = copy_of(&picture);
    paint(*state, &picture, &plain);
    assert_memory_equal(first, picture.pixels, bytes_of(&picture));
    paint(other, &picture, &plain);
    assert_memory_equal(first, picture.pixels, bytes_of(&picture));
    free(first);
    pp_painter_destroy(other);
    free(picture.pixels);
    picture.pixels = NULL;
}

static void test_forgetting_changes_nothing_seen(void **state)
{
    static struct picture picture;
    lay_out(&picture, FIXTURE_DETAIL, 0, 0, 0, false);
    paint(*state, &picture, &plain);
    unsigned char *first = copy_of(&picture);
    pp_painter_forget(*state);
    pp_painter_forget(*state);
    paint(*state, &picture, &plain);
    assert_memory_equal(first, picture.pixels, bytes_of(&picture));
    free(first);
    free(picture.pixels);
    picture.pixels = NULL;
}

static void test_marks_are_seen(void **state)
{
    static struct picture picture;
    for (uint8_t theme = 0; theme < (uint8_t)PP_THEMES; theme++) {
        lay_out(&picture, FIXTURE_HAPPENED, 0, 0, theme, false);
        paint(*state, &picture, &plain);
        unsigned char *before = copy_of(&picture);
        int tile = index_of(&picture.view, "option.alone");
        int back = index_of(&picture.view, "back");
        const struct pp_paint_marks marks[] = {
            {.lit = tile, .pressed = -1, .focus = -1},
            {.lit = -3, .pressed = tile, .focus = -1},
            {.lit = -3, .pressed = back, .focus = -1},
        };
        const int where[] = {tile, tile, back};
        for (size_t i = 0; i < 3; i++) {
            paint(*state, &picture, &marks[i]);
            assert_true(changed(&picture, before, picture.layout.controls[where[i]]));
            assert_false(changed(&picture, before,
                                 picture.layout.controls[index_of(&picture.view, "stop")]));
        }
        paint(*state, &picture, &(struct pp_paint_marks){.lit = -1, .pressed = -1, .focus = -1});
        assert_true(changed(&picture, before, picture.layout.title));
        free(before);
    }
    free(picture.pixels);
    picture.pixels = NULL;
}

// The ring of focus is thick, lies outside the control, and leaves its neighbours alone.
static void test_focus_is_a_thick_ring(void **state)
{
    static struct picture picture;
    lay_out(&picture, FIXTURE_HAPPENED, 0, 0, PP_THEME_PAPER, false);
    int tile = index_of(&picture.view, "option.head");
    paint(*state, &picture, &plain);
    unsigned char *before = copy_of(&picture);
    paint(*state, &picture, &(struct pp_paint_marks){.lit = -3, .pressed = -1, .focus = tile});
    struct pp_rect r = picture.layout.controls[tile];
    int bright = 0;
    for (int x = r.x - (int)(2.8 * picture.glass.per_mm); x < r.x; x++)
        bright += pixel(&picture, x, r.y + r.h / 2) == pp_theme_colour(0, PP_COLOUR_FOCUS);
    assert_true(bright / picture.glass.per_mm >= 1.0);
    assert_false(changed(&picture, before,
                         picture.layout.controls[index_of(&picture.view, "option.money")]));
    free(before);
    free(picture.pixels);
    picture.pixels = NULL;
}

static void test_level_follows_the_voice(void **state)
{
    static struct picture picture;
    lay_out(&picture, FIXTURE_LISTENING, 0, 0, 0, false);
    int talk = index_of(&picture.view, "talk");
    struct pp_paint_marks marks = {.lit = -3, .pressed = -1, .focus = -1, .level = 0};
    paint(*state, &picture, &marks);
    unsigned char *quiet = copy_of(&picture);
    marks.level = 1;
    paint(*state, &picture, &marks);
    assert_true(changed(&picture, quiet, picture.layout.controls[talk]));
    free(quiet);
    free(picture.pixels);
    picture.pixels = NULL;
}

static void test_themes_paint_their_paper(void **state)
{
    static struct picture picture;
    for (uint8_t theme = 0; theme < (uint8_t)PP_THEMES; theme++) {
        lay_out(&picture, FIXTURE_NEED, 1, 0, theme, false);
        paint(*state, &picture, &plain);
        assert_int_equal(pixel(&picture, 1, 1), pp_theme_colour(theme, PP_COLOUR_PAPER));
    }
    free(picture.pixels);
    picture.pixels = NULL;
}

static void test_missing_pictogram_is_counted_and_drawn(void **state)
{
    (void)state;
    static struct picture picture;
    struct pp_painter *painter = pp_painter_create(PP_SCRATCH);
    lay_out(&picture, FIXTURE_HAPPENED, 0, 0, 0, false);
    paint(painter, &picture, &plain);
    unsigned missing = pp_painter_missing(painter);
    assert_true(missing >= 6);
    // Asked for again it is not looked for again.
    paint(painter, &picture, &plain);
    assert_int_equal(pp_painter_missing(painter), missing);
    pp_painter_destroy(painter);
    free(picture.pixels);
    picture.pixels = NULL;
}

static void test_check_names_what_is_missing(void **state)
{
    static const char *const names[] = {"alone", "no_such_thing", "../alone"};
    struct pp_report report = {0};
    assert_true(pp_painter_check(*state, names, 1, &report));
    assert_int_equal(report.errors, 0);
    assert_false(pp_painter_check(*state, names, 3, &report));
    assert_int_equal(report.errors, 2);
    assert_non_null(strstr(report.items[0].file, "no_such_thing.svg"));
    pp_report_finish(&report);
}

static void test_right_to_left_is_painted(void **state)
{
    static struct picture picture;
    for (unsigned f = 0; f < FIXTURES; f++) {
        lay_out(&picture, f, 0, 0, 0, true);
        paint(*state, &picture, &plain);
    }
    free(picture.pixels);
    picture.pixels = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_text_fits_everywhere),
        cmocka_unit_test(test_what_does_not_fit_is_counted),
        cmocka_unit_test(test_painting_twice_gives_the_same),
        cmocka_unit_test(test_forgetting_changes_nothing_seen),
        cmocka_unit_test(test_marks_are_seen),
        cmocka_unit_test(test_focus_is_a_thick_ring),
        cmocka_unit_test(test_level_follows_the_voice),
        cmocka_unit_test(test_themes_paint_their_paper),
        cmocka_unit_test(test_missing_pictogram_is_counted_and_drawn),
        cmocka_unit_test(test_check_names_what_is_missing),
        cmocka_unit_test(test_right_to_left_is_painted),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
