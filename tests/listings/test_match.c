#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "listings/match.h"
#include "made_flow.h"

static struct pp_flow flow;

// Tuesday 2026-11-24, 10:00.
static struct pp_local_time now;
static const double home_lat = 52.1;
static const double home_lon = 5.1;

enum { MOST = 40 };

struct world {
    struct pp_listing listings[MOST];
    struct pp_rule rules[MOST];
    struct pp_catalogue catalogue;
    uint8_t answers[PP_MAX_STEPS];
    struct pp_match_query query;
    struct pp_match found[PP_MAX_RESULTS];
    size_t count;
};

static void world_init(struct world *world)
{
    memset(world, 0, sizeof(*world));
    world->catalogue.listings = world->listings;
    world->query = (struct pp_match_query){
        .flow = &flow,
        .answers = world->answers,
        .latitude = home_lat,
        .longitude = home_lon,
        .now = now,
        .clock_trusted = true,
    };
}

static void answer(struct world *world, uint8_t step, uint8_t option)
{
    world->answers[step] = (uint8_t)(option + 1);
}

// A listing of a kind at `metres` north; it has no times and was never checked.
static struct pp_listing *add(struct world *world, uint8_t kind, double metres)
{
    struct pp_listing *listing = &world->listings[world->catalogue.count++];
    *listing = (struct pp_listing){
        .row = (uint32_t)world->catalogue.count,
        .id = "",
        .kind = kind,
        .latitude = home_lat + metres / 111195.0,
        .longitude = home_lon,
        .checked = INT32_MIN,
        .ends = INT32_MAX,
    };
    return listing;
}

static void open_on(struct world *world, struct pp_listing *listing, int weekday, int from)
{
    struct pp_rule *rule = &world->rules[listing->row];
    *rule = (struct pp_rule){.type = PP_RULE_WEEKLY,
                             .weekday = (uint8_t)weekday,
                             .every = 1,
                             .from = (int16_t)from,
                             .until = (int16_t)(from + 60)};
    listing->rules = rule;
    listing->rule_count = 1;
}

// Asks, and checks that the rows come in this order.
static void expect(struct world *world, const char *rows)
{
    char got[128] = "";
    size_t at = 0;
    world->count = pp_match_find(&world->catalogue, &world->query, world->found, PP_MAX_RESULTS);
    for (size_t i = 0; i < world->count; i++)
        at +=
            (size_t)snprintf(got + at, sizeof(got) - at, "%s%u", i ? " " : "", world->found[i].row);
    assert_string_equal(got, rows);
}

static void test_walk(void **state)
{
    (void)state;
    assert_int_equal(pp_walk_minutes(52, 5, 52, 5), 0);
    assert_int_equal(pp_walk_minutes(52, 5, 52.0005, 5), 1);
    assert_int_equal(pp_walk_minutes(NAN, 5, 52, 5), -1);
    assert_int_equal(pp_walk_minutes(52, 5, 52, NAN), -1);
    // Utrecht Centraal to the Dom tower: 0.81 km as the crow flies, 1.05 km, 13.1 minutes.
    assert_int_equal(pp_walk_minutes(52.08944, 5.10972, 52.09069, 5.12139), 14);
    // A quarter of the way round the earth: 10,007.5 km.
    assert_int_equal(pp_walk_minutes(0, 0, 90, 0), (int)ceil(6371000 * 1.57079632679 * 1.3 / 80));
    assert_int_equal(pp_walk_minutes(0, 0, 0, 180), (int)ceil(6371000 * 3.14159265359 * 1.3 / 80));
}

static void test_worth(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    add(&world, KIND_PAPERS, 100);
    add(&world, KIND_DROP_IN, 100);
    add(&world, KIND_PEERS, 100);
    add(&world, KIND_SPORT, 100);
    answer(&world, STEP_HAPPENED, ALONE);
    answer(&world, STEP_NEED, COMPANY);
    // Peers 9, drop-in 8; sport 3 is less than half, papers nothing.
    expect(&world, "3 2");
    assert_int_equal(world.found[0].worth, 9);
    assert_int_equal(world.found[1].worth, 8);
    assert_int_equal(world.found[0].points, 10 * 9 + 8);
    assert_int_equal(world.found[0].walk_minutes, 2);
    assert_int_equal(world.found[0].because[0], STEP_HAPPENED);
    assert_int_equal(world.found[0].because[1], STEP_NEED);
    assert_int_equal(world.found[0].last_resort, 0);
    // Another question weighs as much.
    answer(&world, STEP_STRENGTHS, 0);
    expect(&world, "4 3 2");
    assert_int_equal(world.found[0].because[0], STEP_STRENGTHS);
    // Money: papers only, and need speaks for it as much as what happened does.
    world_init(&world);
    add(&world, KIND_PAPERS, 100);
    add(&world, KIND_PEERS, 100);
    answer(&world, STEP_HAPPENED, MONEY);
    expect(&world, "1");
    assert_int_equal(world.found[0].because[0], STEP_HAPPENED);
    assert_int_equal(world.found[0].because[1], PP_NONE);
}

static void test_themes(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    add(&world, KIND_PEERS, 100);
    add(&world, KIND_PEERS, 100)->themes = 1U << LOSS;
    add(&world, KIND_PEERS, 100)->themes = 1U << ALONE | 1U << MONEY;
    answer(&world, STEP_NEED, COMPANY);
    answer(&world, STEP_HAPPENED, ALONE);
    // 9, 9 - 8, 9 + 5.
    expect(&world, "3 1");
    assert_int_equal(world.found[0].worth, 14);
    answer(&world, STEP_HAPPENED, LOSS);
    expect(&world, "2 1");
    // Not told, or not asked: half is taken off, and 4 - 4 is nothing.
    answer(&world, STEP_HAPPENED, RATHER_NOT);
    expect(&world, "1");
    world.answers[STEP_HAPPENED] = 0;
    expect(&world, "1");
    flow.ranking.other_theme = 4;
    expect(&world, "1 2 3");
    assert_int_equal(world.found[1].worth, 2);
    make_flow(&flow);
}

// Each point of the ranking by itself: the second listing differs in one thing and comes first.
static void test_points(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    answer(&world, STEP_HAPPENED, ALONE);
    flow.ranking.same_kind = 0;
    add(&world, KIND_DROP_IN, 100);
    struct pp_listing *other = add(&world, KIND_DROP_IN, 100);
    const struct pp_listing plain = *other;
    static const struct {
        int weekday, from, gain;
    } times[] = {{1, 570, 6}, {1, 720, 6}, {1, 721, 5}, {1, 1380, 5}, {2, 60, 2}, {0, 600, 2}};
    for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
        open_on(&world, other, times[i].weekday, times[i].from);
        expect(&world, "2 1");
        assert_int_equal(world.found[0].points, 40 + times[i].gain);
        assert_int_equal(world.found[1].points, 40);
    }
    // The same weekday a week on is no longer this week.
    open_on(&world, other, 1, 500);
    expect(&world, "1 2");
    assert_int_equal(world.found[1].points, 40);
    *other = plain;
    other->checked = now.day - 92;
    expect(&world, "2 1");
    assert_int_equal(world.found[0].points, 42);
    other->checked = now.day - 93;
    expect(&world, "1 2");
    assert_int_equal(world.found[1].points, 40);
    other->checked = now.day - 365;
    expect(&world, "1 2");
    assert_int_equal(world.found[1].points, 40);
    other->checked = now.day - 366;
    expect(&world, "1 2");
    assert_int_equal(world.found[1].points, 37);
    other->checked = now.day + 1; // in the future: not believed
    expect(&world, "1 2");
    assert_int_equal(world.found[1].points, 40);
    make_flow(&flow);
}

static void test_distance(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    answer(&world, STEP_HAPPENED, ALONE);
    flow.ranking.same_kind = 0;
    add(&world, KIND_DROP_IN, 20000);                       // far: -8
    add(&world, KIND_DROP_IN, 1000);                        // 17 minutes: -3
    add(&world, KIND_DROP_IN, NAN);                         // unknown: -4
    add(&world, KIND_DROP_IN, 100)->scope = PP_SCOPE_PHONE; // nowhere: -4
    add(&world, KIND_DROP_IN, 100);                         // 2 minutes
    add(&world, KIND_DROP_IN, 100)->hidden_address = true;  // -4
    add(&world, KIND_DROP_IN, 50);                          // 1 minute
    expect(&world, "7 5 2 3 4 6 1");
    assert_int_equal(world.found[2].walk_minutes, 17);
    assert_int_equal(world.found[2].points, 37);
    assert_int_equal(world.found[3].walk_minutes, -1);
    assert_int_equal(world.found[3].points, 36);
    assert_int_equal(world.found[5].walk_minutes, -1);
    assert_int_equal(world.found[6].points, 32);
    make_flow(&flow);
}

// When only one is asked for, the nearer of two that are equal is not passed over.
static void test_equal_on_full_shelf(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    open_on(&world, add(&world, KIND_DROP_IN, 200), 1, 570);
    open_on(&world, add(&world, KIND_DROP_IN, 100), 1, 570);
    answer(&world, STEP_HAPPENED, ALONE);
    assert_int_equal(pp_match_find(&world.catalogue, &world.query, world.found, 1), 1);
    assert_int_equal(world.found[0].row, 2);
    assert_int_equal(pp_match_find(&world.catalogue, &world.query, world.found, 0), 0);
}

// After one of a kind the next of it stands back, so that there is something to choose.
static void test_variety(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    for (int i = 0; i < 4; i++)
        add(&world, KIND_PEERS, 100);
    add(&world, KIND_DROP_IN, 100);
    answer(&world, STEP_HAPPENED, ALONE);
    answer(&world, STEP_NEED, COMPANY);
    // Peers 98, 83, 68, 53; drop-in 80.
    expect(&world, "1 2 5 3 4");
    assert_int_equal(world.found[1].points, 83);
    assert_int_equal(world.found[4].points, 53);
}

// Without hours is not dropped: "bel eerst" is an answer too. Nor is what is closed.
static void test_unknown_hours_stay(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    add(&world, KIND_PEERS, 100);
    struct pp_listing *closed = add(&world, KIND_PEERS, 100);
    open_on(&world, closed, 1, 600);
    closed->rules = &world.rules[closed->row];
    world.rules[closed->row].type = PP_RULE_DATE;
    world.rules[closed->row].day = now.day - 1;
    answer(&world, STEP_HAPPENED, ALONE);
    expect(&world, "1 2");
    assert_int_equal(world.found[0].opening.open, PP_OPEN_UNKNOWN);
    assert_int_equal(world.found[1].opening.open, PP_OPEN_CLOSED);
}

static void test_never_empty(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    answer(&world, STEP_NEED, NOTHING_FITS);
    expect(&world, "");
    add(&world, KIND_PEERS, 100);
    // There is no last resort: what there is, is better than nothing.
    expect(&world, "1");
    assert_int_equal(world.found[0].last_resort, 1);
    assert_int_equal(world.found[0].because[0], PP_NONE);
    add(&world, KIND_OPENER, 5000);
    expect(&world, "2");
    assert_int_equal(world.found[0].last_resort, 1);
    // No answers at all.
    memset(world.answers, 0, sizeof(world.answers));
    expect(&world, "2");
    // Something fits: no last resort.
    answer(&world, STEP_HAPPENED, ALONE);
    expect(&world, "1");
    assert_int_equal(world.found[0].last_resort, 0);
    // Over since yesterday; today is its last day.
    world.listings[0].ends = now.day - 1;
    expect(&world, "2");
    world.listings[0].ends = now.day;
    expect(&world, "1");
}

// Every pair of answers gives something, whatever the catalogue.
static void test_every_pair(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    add(&world, KIND_SPORT, NAN);
    for (uint8_t a = 0; a <= flow.steps[STEP_HAPPENED].option_count; a++) {
        for (uint8_t b = 0; b <= flow.steps[STEP_NEED].option_count; b++) {
            world.answers[STEP_HAPPENED] = a;
            world.answers[STEP_NEED] = b;
            expect(&world, "1");
        }
    }
}

static void test_untrusted_clock(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    answer(&world, STEP_HAPPENED, ALONE);
    flow.ranking.same_kind = 0;
    add(&world, KIND_DROP_IN, 100);
    struct pp_listing *open = add(&world, KIND_DROP_IN, 100);
    open_on(&world, open, 1, 570);
    open->checked = now.day;
    struct pp_listing *ended = add(&world, KIND_DROP_IN, 100);
    ended->ends = now.day - 1;
    expect(&world, "2 1");
    world.query.clock_trusted = false;
    expect(&world, "1 2 3");
    assert_int_equal(world.found[0].points, world.found[1].points);
    make_flow(&flow);
}

static uint32_t random_next(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static int by_rule(const struct pp_match *a, const struct pp_match *b)
{
    if (a->points != b->points)
        return b->points - a->points;
    int walk_a = a->walk_minutes < 0 ? INT16_MAX : a->walk_minutes;
    int walk_b = b->walk_minutes < 0 ? INT16_MAX : b->walk_minutes;
    return walk_a != walk_b ? walk_a - walk_b : (int)a->row - (int)b->row;
}

// In random worlds: the order is total, does not depend on that of the catalogue, and a smaller
// limit gives the beginning of the same answer.
static void test_order(void **state)
{
    (void)state;
    uint32_t seed = 3;
    for (int round = 0; round < 500; round++) {
        struct world world, turned;
        world_init(&world);
        for (int i = 0; i < MOST - 1; i++) {
            struct pp_listing *l =
                add(&world, (uint8_t)(random_next(&seed) % KINDS), random_next(&seed) % 9 * 300);
            l->themes = random_next(&seed) % 3 ? 0 : 1U << random_next(&seed) % 3;
            l->checked = now.day - (int32_t)(random_next(&seed) % 500);
            if (random_next(&seed) % 5)
                open_on(&world, l, (int)(random_next(&seed) % 7),
                        (int)(random_next(&seed) % 24 * 60));
        }
        answer(&world, STEP_HAPPENED, (uint8_t)(random_next(&seed) % 4));
        answer(&world, STEP_NEED, (uint8_t)(random_next(&seed) % 3));
        world.count = pp_match_find(&world.catalogue, &world.query, world.found, PP_MAX_RESULTS);
        assert_true(world.count > 0);
        for (size_t i = 1; i < world.count; i++)
            assert_true(by_rule(&world.found[i - 1], &world.found[i]) < 0 ||
                        world.found[i - 1].points > world.found[i].points);
        turned = world;
        for (size_t i = 0; i < world.catalogue.count; i++)
            turned.listings[i] = world.listings[world.catalogue.count - 1 - i];
        turned.catalogue.listings = turned.listings;
        struct pp_match again[PP_MAX_RESULTS];
        size_t limit = 1 + random_next(&seed) % PP_MAX_RESULTS;
        size_t count = pp_match_find(&turned.catalogue, &world.query, again, limit);
        assert_int_equal(count, limit < world.count ? limit : world.count);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(again[i].row, world.found[i].row);
            assert_int_equal(again[i].points, world.found[i].points);
        }
    }
}

static int prepare(void **state)
{
    (void)state;
    make_flow(&flow);
    now = (struct pp_local_time){.day = pp_day_from_date(2026, 11, 24), .minute = 600};
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walk),
        cmocka_unit_test(test_worth),
        cmocka_unit_test(test_themes),
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_distance),
        cmocka_unit_test(test_variety),
        cmocka_unit_test(test_equal_on_full_shelf),
        cmocka_unit_test(test_unknown_hours_stay),
        cmocka_unit_test(test_never_empty),
        cmocka_unit_test(test_every_pair),
        cmocka_unit_test(test_untrusted_clock),
        cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
