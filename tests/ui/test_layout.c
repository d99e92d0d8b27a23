// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on
#include <math.h>
#include <stdlib.h>

#include "fixtures.h"
#include "ui/layout.h"

// Every screen on every panel at every text size.
struct scene {
    struct pp_glass glass;
    struct pp_view view;
    struct pp_layout layout;
    enum fixture fixture;
    char name[80];
};

static void make(struct scene *scene, enum fixture fixture, size_t size, uint8_t text_size,
                 bool low_reach, bool rtl)
{
    uint8_t tiles = 0, cards = 0;
    scene->fixture = fixture;
    scene->glass = pp_glass_of(fixture_sizes[size][0], fixture_sizes[size][1], 0, 0, 0);
    scene->glass.low_reach = low_reach;
    pp_layout_capacity(&scene->glass, text_size, &tiles, &cards);
    fixture_make(&scene->view, fixture, text_size, 0, tiles, cards);
    scene->view.rtl = rtl;
    pp_layout_make(&scene->layout, &scene->view, &scene->glass);
    if (scene->layout.pages > 1) {
        fixture_more(&scene->view);
        pp_layout_make(&scene->layout, &scene->view, &scene->glass);
    }
    snprintf(scene->name, sizeof(scene->name), "%s %dx%d text %u%s%s", fixture_names[fixture],
             scene->glass.width, scene->glass.height, text_size, low_reach ? " low" : "",
             rtl ? " rtl" : "");
}

typedef void check(const struct scene *scene);

static void for_all(check *what)
{
    static struct scene scene;
    for (unsigned f = 0; f < FIXTURES; f++)
        for (size_t size = 0; size < FIXTURE_SIZES; size++)
            for (uint8_t text = 0; text < (uint8_t)PP_TEXT_SIZES; text++)
                for (unsigned way = 0; way < 3; way++) {
                    make(&scene, f, size, text, way == 1, way == 2);
                    what(&scene);
                }
}

static bool touched(const struct scene *scene, int i)
{
    return scene->view.controls[i].meaning.type != PP_INPUT_NONE;
}

static bool placed(const struct scene *scene, int i)
{
    return scene->layout.controls[i].w > 0;
}

static void fail_at(const struct scene *scene, int i, const char *what, double value)
{
    fail_msg("%s: %s %s (%.2f)", scene->name, i >= 0 ? scene->view.controls[i].id : "", what,
             value);
}

static void check_inside(const struct scene *scene)
{
    for (int i = 0; i < scene->view.control_count; i++) {
        const struct pp_rect *r = &scene->layout.controls[i];
        if (!placed(scene, i)) {
            if (touched(scene, i))
                fail_at(scene, i, "has no place", 0);
            continue;
        }
        if (r->x < 0 || r->y < 0 || r->x + r->w > scene->glass.width ||
            r->y + r->h > scene->glass.height)
            fail_at(scene, i, "is outside", r->y + r->h);
        bool in_bar = scene->view.controls[i].region == PP_REGION_BAR;
        if (!in_bar && r->y + r->h > scene->layout.bar.y)
            fail_at(scene, i, "hangs over the strip", r->y + r->h);
    }
}

static void test_everything_is_on_the_glass(void **state)
{
    (void)state;
    for_all(check_inside);
}

static void check_targets(const struct scene *scene)
{
    bool small = fmin(scene->glass.width, scene->glass.height) / scene->glass.per_mm < 100;
    for (int i = 0; i < scene->view.control_count; i++) {
        const struct pp_rect *r = &scene->layout.controls[i];
        if (!touched(scene, i))
            continue;
        double least = fmin(r->w, r->h) / scene->glass.per_mm;
        double most = fmax(r->w, r->h) / scene->glass.per_mm;
        if (least < 12.7)
            fail_at(scene, i, "is too small to touch", least);
        // A chip without a label is round.
        bool round = scene->layout.looks[i] == PP_LOOK_ICON;
        if (!small && !round && most < 20)
            fail_at(scene, i, "is under 20 mm", most);
    }
}

static void test_targets_are_large_enough(void **state)
{
    (void)state;
    for_all(check_targets);
}

static double distance(struct pp_rect a, struct pp_rect b)
{
    int across = a.x > b.x ? a.x - b.x - b.w : b.x - a.x - a.w;
    int down = a.y > b.y ? a.y - b.y - b.h : b.y - a.y - a.h;
    return across > down ? across : down;
}

static void check_gaps(const struct scene *scene)
{
    const struct pp_layout *layout = &scene->layout;
    for (int i = 0; i < scene->view.control_count; i++) {
        for (int k = i + 1; k < scene->view.control_count; k++) {
            if (!placed(scene, i) || !placed(scene, k))
                continue;
            double gap = distance(layout->controls[i], layout->controls[k]) / scene->glass.per_mm;
            if (gap < 0)
                fail_at(scene, i, "lies over another", gap);
            if (touched(scene, i) && touched(scene, k) && gap < 2.54)
                fail_at(scene, i, "is too close to another", gap);
        }
        const struct pp_rect fixed[] = {layout->title, layout->notice, layout->dots};
        for (size_t k = 0; placed(scene, i) && k < sizeof(fixed) / sizeof(fixed[0]); k++)
            if (fixed[k].w > 0 && distance(layout->controls[i], fixed[k]) < 0)
                fail_at(scene, i, "lies over title, notice or dots", (double)k);
    }
}

static void test_nothing_overlaps(void **state)
{
    (void)state;
    for_all(check_gaps);
}

// Who reads (or steps with keys) in the order of the view never jumps back up within a region,
// unless to the top of a next column.
static void check_order(const struct scene *scene)
{
    for (int i = 0; i < scene->view.control_count; i++) {
        for (int k = i + 1; k < scene->view.control_count; k++) {
            const struct pp_rect a = scene->layout.controls[i], b = scene->layout.controls[k];
            bool same = scene->view.controls[i].region == scene->view.controls[k].region;
            if (!same || a.w == 0 || b.w == 0)
                continue;
            // A text without lines on the urgent screen is said to all, above the numbers.
            if (strcmp(scene->view.controls[k].id, "host") == 0)
                continue;
            bool further = scene->view.rtl ? b.x + b.w <= a.x : b.x >= a.x + a.w;
            bool before = scene->view.rtl ? b.x >= a.x + a.w : b.x + b.w <= a.x;
            if (b.y + b.h <= a.y && !further)
                fail_at(scene, k, "stands above what comes before it", b.y);
            if (before && b.y == a.y)
                fail_at(scene, k, "stands before what comes before it", b.x);
        }
    }
}

static void test_order_is_that_of_the_view(void **state)
{
    (void)state;
    for_all(check_order);
}

static void test_urgent_and_strip_never_move(void **state)
{
    (void)state;
    static struct scene first, scene;
    for (size_t size = 0; size < FIXTURE_SIZES; size++) {
        for (uint8_t text = 0; text < (uint8_t)PP_TEXT_SIZES; text++) {
            make(&first, FIXTURE_START, size, text, false, false);
            for (unsigned f = 0; f < FIXTURES; f++) {
                make(&scene, f, size, text, false, false);
                assert_memory_equal(&scene.layout.bar, &first.layout.bar, sizeof(struct pp_rect));
                for (int i = 0; i < 3; i++)
                    assert_memory_equal(&scene.layout.controls[i], &first.layout.controls[i],
                                        sizeof(struct pp_rect));
            }
        }
    }
}

static double cap_mm(const struct scene *scene, enum pp_text_class text_class)
{
    return scene->layout.em[text_class] / scene->glass.per_mm * 1485.0 / 2048.0;
}

static void check_letters(const struct scene *scene)
{
    double side = fmin(scene->glass.width, scene->glass.height) / scene->glass.per_mm;
    // Right-to-left scripts need higher lines, and so smaller letters in a low button.
    bool small = side < 100 || scene->view.rtl;
    uint8_t text = scene->view.text_size;
    const double tolerance = 0.02;
    // Room for results is counted for left-to-right; higher lines take it from the letters.
    const double row = side < 100 && scene->view.rtl ? 4.2 : 4.8;
    const struct {
        enum pp_text_class text_class;
        double least;
    } floors[] = {
        {PP_TEXT_TITLE, 4.8},
        {PP_TEXT_BODY, row},
        {PP_TEXT_FACT, 4.8},
        {PP_TEXT_SIDE, small ? 4.0 : 4.2},
        // On 7 inch they are as wide as six buttons allow; their pictograms never change.
        {PP_TEXT_BAR, small ? 3.5 : 4.8},
        {PP_TEXT_TOP, small ? 3.5 : 4.8},
        {PP_TEXT_LABEL, row},
    };
    for (size_t i = 0; i < sizeof(floors) / sizeof(floors[0]); i++)
        if (cap_mm(scene, floors[i].text_class) < floors[i].least - tolerance)
            fail_at(scene, -1, "has letters that are too small",
                    cap_mm(scene, floors[i].text_class));
    // What a question asks keeps the size that was chosen.
    static const double chosen[PP_TEXT_SIZES] = {4.8, 6.4, 8.5};
    bool question = scene->fixture == FIXTURE_HAPPENED || scene->fixture == FIXTURE_NEED ||
                    scene->fixture == FIXTURE_LAST_PAGE;
    if (question && !small && cap_mm(scene, PP_TEXT_LABEL) < chosen[text] - tolerance)
        fail_at(scene, -1, "does not keep the size that was chosen", cap_mm(scene, PP_TEXT_LABEL));
}

static void test_letters_are_large_enough(void **state)
{
    (void)state;
    for_all(check_letters);
}

static void test_capacity(void **state)
{
    (void)state;
    static const struct {
        int width, height;
        uint8_t text_size, tiles, cards;
    } cases[] = {
        {1280, 800, 0, 6, 3}, {1920, 1080, 0, 6, 3}, {800, 480, 0, 4, 2},  {1024, 600, 0, 4, 2},
        {720, 1280, 0, 3, 2}, {1080, 1920, 0, 6, 3}, {1280, 800, 1, 4, 2}, {1280, 800, 2, 4, 2},
        {800, 480, 2, 2, 1},  {1080, 1920, 2, 6, 3},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pp_glass glass = pp_glass_of(cases[i].width, cases[i].height, 0, 0, 0);
        uint8_t tiles = 0, cards = 0;
        pp_layout_capacity(&glass, cases[i].text_size, &tiles, &cards);
        if (tiles != cases[i].tiles || cards != cases[i].cards)
            fail_msg("%dx%d text %u: %u tiles and %u cards", cases[i].width, cases[i].height,
                     cases[i].text_size, tiles, cards);
    }
}

// Who hardly reads needs the picture; the drawing takes about three quarters of its square.
static void test_pictograms_of_tiles_are_large(void **state)
{
    (void)state;
    static const enum fixture fixtures[] = {FIXTURE_HAPPENED, FIXTURE_NEED, FIXTURE_SETTINGS};
    static struct scene scene;
    for (size_t f = 0; f < sizeof(fixtures) / sizeof(fixtures[0]); f++) {
        for (size_t size = 0; size < FIXTURE_SIZES; size++) {
            make(&scene, fixtures[f], size, 0, false, false);
            bool small = fmin(scene.glass.width, scene.glass.height) / scene.glass.per_mm < 100;
            for (int i = 0; i < scene.view.control_count; i++) {
                if (scene.view.controls[i].role != PP_ROLE_CHOICE ||
                    scene.view.controls[i].region != PP_REGION_BODY)
                    continue;
                double side = scene.layout.icons[i] / scene.glass.per_mm;
                if (side < (small ? 12.0 : 14.0))
                    fail_at(&scene, i, "has too small a pictogram", side);
                assert_int_equal(scene.layout.looks[i], scene.layout.looks[3]);
            }
        }
    }
}

static void test_glass(void **state)
{
    (void)state;
    static const struct {
        int width, height;
        double dpi, mm_w, mm_h, per_mm;
    } cases[] = {
        {1280, 800, 0, 0, 0, 5.884},     {800, 480, 0, 0, 0, 5.247},
        {1920, 1080, 254, 0, 0, 10},     {1920, 1080, 254, 344, 194, 10},
        {1280, 800, 0, 216, 160, 5.926}, {640, 480, 0, 0, 0, 2.019},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pp_glass glass = pp_glass_of(cases[i].width, cases[i].height, cases[i].dpi,
                                            cases[i].mm_w, cases[i].mm_h);
        assert_float_equal(glass.per_mm, cases[i].per_mm, 0.001);
        assert_int_equal(glass.width, cases[i].width);
    }
}

static void check_hits(const struct scene *scene)
{
    for (int i = 0; i < scene->view.control_count; i++) {
        const struct pp_rect *r = &scene->layout.controls[i];
        if (!placed(scene, i))
            continue;
        assert_int_equal(pp_layout_hit(&scene->layout, &scene->view, r->x, r->y), i);
        assert_int_equal(
            pp_layout_hit(&scene->layout, &scene->view, r->x + r->w / 2, r->y + r->h / 2), i);
        assert_int_equal(
            pp_layout_hit(&scene->layout, &scene->view, r->x + r->w - 1, r->y + r->h - 1), i);
    }
    assert_int_equal(pp_layout_hit(&scene->layout, &scene->view, -50, -50), -1);
}

static void test_touch_finds_the_control(void **state)
{
    (void)state;
    for_all(check_hits);
}

static void test_touch_reaches_half_the_gap(void **state)
{
    (void)state;
    static struct scene scene;
    make(&scene, FIXTURE_HAPPENED, 0, 0, false, false);
    const struct pp_rect a = scene.layout.controls[3], b = scene.layout.controls[4];
    int gap = b.x - a.x - a.w, y = a.y + a.h / 2;
    assert_true(gap > 2 * 2.54);
    assert_int_equal(pp_layout_hit(&scene.layout, &scene.view, a.x + a.w + 5, y), 3);
    assert_int_equal(pp_layout_hit(&scene.layout, &scene.view, b.x - 5, y), 4);
    // Left of the first tile, in the margin, far from everything.
    assert_int_equal(pp_layout_hit(&scene.layout, &scene.view, 2, y), -1);
}

static void test_right_to_left_is_the_mirror(void **state)
{
    (void)state;
    static struct scene ltr, rtl;
    make(&ltr, FIXTURE_CONFIRM_MANY, 1, 0, false, false);
    make(&rtl, FIXTURE_CONFIRM_MANY, 1, 0, false, true);
    for (int i = 0; i < ltr.view.control_count; i++) {
        const struct pp_rect a = ltr.layout.controls[i], b = rtl.layout.controls[i];
        if (ltr.view.controls[i].region == PP_REGION_BODY)
            assert_in_range(abs(a.x + a.w / 2 + b.x + b.w / 2 - ltr.glass.width), 0, 3);
    }
    assert_true(rtl.layout.controls[0].x > rtl.layout.controls[2].x);
}

static void test_low_reach_keeps_targets_low(void **state)
{
    (void)state;
    static struct scene scene;
    for (unsigned f = 0; f < FIXTURES; f++) {
        make(&scene, f, 5, 0, true, false);
        for (int i = 0; i < scene.view.control_count; i++)
            if (touched(&scene, i))
                assert_true(scene.layout.controls[i].y >= scene.glass.height * 3 / 8 - 2);
    }
}

static void test_pages_hold_every_fact_once(void **state)
{
    (void)state;
    static struct scene scene;
    static const enum fixture fixtures[] = {FIXTURE_DETAIL, FIXTURE_URGENT};
    for (size_t f = 0; f < 2; f++) {
        for (size_t size = 0; size < FIXTURE_SIZES; size++) {
            int seen[PP_MAX_CONTROLS] = {0};
            make(&scene, fixtures[f], size, 0, false, false);
            uint8_t pages = scene.layout.pages;
            for (uint8_t page = 0; page < pages; page++) {
                scene.view.page = page;
                pp_layout_make(&scene.layout, &scene.view, &scene.glass);
                assert_int_equal(scene.layout.pages, pages);
                for (int i = 0; i < scene.view.control_count; i++)
                    seen[i] += placed(&scene, i);
            }
            for (int i = 0; i < scene.view.control_count; i++)
                if (scene.view.controls[i].role == PP_ROLE_TEXT &&
                    strcmp(scene.view.controls[i].id, "host") != 0 && seen[i] != 1)
                    fail_at(&scene, i, "is not on exactly one page", seen[i]);
        }
    }
}

// Without a button for the next page, nobody may miss a number.
static void test_all_numbers_stay_without_more(void **state)
{
    (void)state;
    static struct scene scene;
    for (size_t size = 0; size < FIXTURE_SIZES; size++) {
        scene.glass = pp_glass_of(fixture_sizes[size][0], fixture_sizes[size][1], 0, 0, 0);
        fixture_make(&scene.view, FIXTURE_URGENT, 0, 0, 6, 3);
        pp_layout_make(&scene.layout, &scene.view, &scene.glass);
        for (int i = 0; i < scene.view.control_count; i++)
            assert_true(placed(&scene, i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_is_on_the_glass),
        cmocka_unit_test(test_targets_are_large_enough),
        cmocka_unit_test(test_nothing_overlaps),
        cmocka_unit_test(test_order_is_that_of_the_view),
        cmocka_unit_test(test_urgent_and_strip_never_move),
        cmocka_unit_test(test_letters_are_large_enough),
        cmocka_unit_test(test_capacity),
        cmocka_unit_test(test_pictograms_of_tiles_are_large),
        cmocka_unit_test(test_glass),
        cmocka_unit_test(test_touch_finds_the_control),
        cmocka_unit_test(test_touch_reaches_half_the_gap),
        cmocka_unit_test(test_right_to_left_is_the_mirror),
        cmocka_unit_test(test_low_reach_keeps_targets_low),
        cmocka_unit_test(test_pages_hold_every_fact_once),
        cmocka_unit_test(test_all_numbers_stay_without_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
