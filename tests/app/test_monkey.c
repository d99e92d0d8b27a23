// A monkey at the kiosk: seeded random fingers, mice, keys, words heard and time passing. Nothing
// may crash or get stuck: help stays one tap away, stop and a touch lead to a fresh start, and
// memory does not grow. PP_MONKEY_EVENTS and PP_MONKEY_SEED ask for a longer or another walk.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "conf/flow_load.h"
#include "listings/import.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/text.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// Sanitizers keep what is freed, and count leaks themselves.
enum { EVENTS = 12000, WATCH_MEMORY = 0 };
#else
enum { EVENTS = 20000, WATCH_MEMORY = 1 };
#endif

enum {
    PAINT_EVERY = 50,
    URGENT_EVERY = 149,
    STOP_EVERY = 997,
    // Bytes in use: what they may grow between a quarter of a walk and its end, and all of them.
    GROWTH_MAX = 64 * 1024,
    IN_USE_MAX = 28 * 1024 * 1024,
    SHORT_WALK = 10000, // too short to have been everywhere
};

struct monkey {
    uint64_t random;
    struct pp_world world;
    struct pp_app app;
    unsigned long visited[PP_STEP_TYPES]; // by kind of screen
    long event;
};

// SplitMix64: the same walk everywhere.
static uint64_t next_random(struct monkey *m)
{
    uint64_t z = m->random += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

static unsigned below(struct monkey *m, unsigned n)
{
    return (unsigned)(next_random(m) % n);
}

static bool make_listings(struct pp_world *world, struct pp_report *report)
{
    const char *csv = PP_SOURCE_DIR "/config/demo/listings.csv";
    struct pp_pack keeper = {0};
    struct pp_listing *listings = NULL;
    size_t length = 0;
    size_t count = 0;
    char *text = pp_file_read(csv, PP_IMPORT_LIMIT, &length, report);
    bool good =
        text &&
        pp_texts_load(&keeper, &world->arena, PP_SOURCE_DIR "/lang/keeper/nl.yaml", report) &&
        pp_import_csv(text, length, csv, &world->flow, &keeper, &world->arena, &listings, &count,
                      report) &&
        pp_snapshot_build(PP_SCRATCH, &world->flow, listings, count, 1800000000, report);
    free(text);
    return good;
}

// The world of the source tree, with a second language (the first by another name) so that the
// language screen is there.
static bool make_world(struct pp_world *world, struct pp_report *report)
{
    const char *config = PP_SOURCE_DIR "/config";
    struct pp_arena *arena = &world->arena;
    snprintf(world->paths.config, PP_PATH_MAX, "%s", config);
    snprintf(world->paths.assets, PP_PATH_MAX, "%s", PP_SOURCE_DIR "/assets");
    snprintf(world->paths.data, PP_PATH_MAX, "%s", PP_SCRATCH);
    if (!pp_kiosk_load(&world->kiosk, arena, PP_SOURCE_DIR "/config/kiosk.yaml", report) ||
        !pp_flow_load(&world->flow, arena, config, report) ||
        !pp_urgent_load(&world->urgent, arena, config, report) ||
        !pp_pack_load(&world->pack_store[0], arena, PP_SOURCE_DIR "/lang", "nl", &world->flow,
                      report))
        return false;
    pp_clock_set_zone(world->kiosk.zone);
    world->pack_store[1] = world->pack_store[0];
    world->pack_store[1].code = "x-other";
    world->pack_store[1].rtl = true;
    world->packs[0] = &world->pack_store[0];
    world->packs[1] = &world->pack_store[1];
    world->pack_count = 2;
    return make_listings(world, report);
}

static long asked(const char *name, long otherwise)
{
    const char *value = getenv(name);
    long number = otherwise;
    if (value)
        assert_true(pp_text_to_long(value, 1, 1000000000, &number));
    return number;
}

static int setup(void **state)
{
    struct monkey *m = calloc(1, sizeof(*m));
    struct pp_report report = {0};
    pp_log_silence();
    if (!m || !make_world(&m->world, &report)) {
        pp_report_print(&report, stderr);
        return 1;
    }
    const struct pp_app_params params = {.world = &m->world,
                                         .width = 1280,
                                         .height = 800,
                                         .headless = true,
                                         .has_now = true,
                                         .now_s = 1795512600}; // a Tuesday morning in November
    if (!pp_app_init(&m->app, &params, &report)) {
        pp_report_print(&report, stderr);
        return 1;
    }
    m->app.time.by_script = true;
    m->random = (uint64_t)asked("PP_MONKEY_SEED", 1);
    *state = m;
    return 0;
}

static int teardown(void **state)
{
    struct monkey *m = *state;
    pp_app_finish(&m->app);
    pp_world_finish(&m->world);
    free(m);
    return 0;
}

static const char *screen(const struct monkey *m)
{
    return m->app.view.screen;
}

static void finger(struct monkey *m, Uint32 type, SDL_FingerID id, int x, int y)
{
    SDL_Event event = {0};
    event.tfinger.type = type;
    event.tfinger.fingerId = id;
    event.tfinger.x = (float)x / (float)m->app.glass.width;
    event.tfinger.y = (float)y / (float)m->app.glass.height;
    pp_app_event(&m->app, &event);
}

// A calm hand: no other finger is on the glass, and the last press is long ago.
static void calm(struct monkey *m)
{
    memset(&m->app.press, 0, sizeof(m->app.press));
    m->app.press.control = -1;
}

static void tap(struct monkey *m, int x, int y)
{
    calm(m);
    finger(m, SDL_FINGERDOWN, 9, x, y);
    finger(m, SDL_FINGERUP, 9, x, y);
}

static struct pp_rect place_of(const struct monkey *m, const struct pp_control *control)
{
    // cppcheck-suppress nullPointerArithmeticRedundantCheck ; who calls has made sure of it
    return m->app.layout.controls[control - m->app.view.controls];
}

static void tap_control(struct monkey *m, const struct pp_control *control)
{
    struct pp_rect rect = place_of(m, control);
    if (rect.w <= 0 || rect.x < 0 || rect.y < 0 || rect.x + rect.w > m->app.glass.width ||
        rect.y + rect.h > m->app.glass.height)
        fail_msg("event %ld: %s is not on the glass of %s", m->event, control->id, screen(m));
    tap(m, rect.x + rect.w / 2, rect.y + rect.h / 2);
}

// Mostly somewhere on a control: who taps blindly gets nowhere.
static void random_point(struct monkey *m, int *x, int *y)
{
    const struct pp_app *app = &m->app;
    *x = (int)below(m, (unsigned)app->glass.width);
    *y = (int)below(m, (unsigned)app->glass.height);
    if (app->view.control_count == 0 || below(m, 4) == 0)
        return;
    struct pp_rect rect = app->layout.controls[below(m, app->view.control_count)];
    if (rect.w <= 0)
        return;
    *x = rect.x + (int)below(m, (unsigned)rect.w);
    *y = rect.y + (int)below(m, (unsigned)rect.h);
}

static void random_finger(struct monkey *m)
{
    int x, y;
    random_point(m, &x, &y);
    SDL_FingerID id = (SDL_FingerID)below(m, 3);
    unsigned what = below(m, 8);
    if (what != 0)
        finger(m, SDL_FINGERDOWN, id, x, y);
    if (what == 1) // slides away before it goes up
        random_point(m, &x, &y);
    if (what != 2) // or stays down
        finger(m, SDL_FINGERUP, id, x, y);
}

static void random_mouse(struct monkey *m)
{
    int x, y;
    random_point(m, &x, &y);
    SDL_Event event = {0};
    event.button.type = SDL_MOUSEBUTTONDOWN;
    event.button.button = below(m, 4) ? SDL_BUTTON_LEFT : SDL_BUTTON_RIGHT;
    event.button.which = below(m, 8) ? 0 : SDL_TOUCH_MOUSEID;
    event.button.x = x;
    event.button.y = y;
    pp_app_event(&m->app, &event);
    event.button.type = SDL_MOUSEBUTTONUP;
    pp_app_event(&m->app, &event);
}

static void random_key(struct monkey *m)
{
    static const SDL_Keycode keys[] = {
        SDLK_LEFT, SDLK_RIGHT, SDLK_RETURN, SDLK_SPACE,  SDLK_BACKSPACE, SDLK_F1,    SDLK_1,
        SDLK_2,    SDLK_3,     SDLK_6,      SDLK_9,      SDLK_KP_1,      SDLK_KP_5,  SDLK_0,
        SDLK_TAB,  SDLK_F4,    SDLK_ESCAPE, SDLK_DELETE, SDLK_RIGHT,     SDLK_RETURN};
    SDL_Event event = {0};
    event.key.type = below(m, 8) ? SDL_KEYDOWN : SDL_KEYUP;
    event.key.repeat = below(m, 8) == 0;
    event.key.keysym.sym =
        below(m, 16) ? keys[below(m, sizeof(keys) / sizeof(keys[0]))] : (SDL_Keycode)next_random(m);
    pp_app_event(&m->app, &event);
}

static void random_other(struct monkey *m)
{
    static const Uint32 types[] = {SDL_WINDOWEVENT, SDL_AUDIODEVICEADDED, SDL_AUDIODEVICEREMOVED,
                                   SDL_MOUSEWHEEL,  SDL_TEXTINPUT,        SDL_QUIT};
    SDL_Event event = {0};
    event.type = types[below(m, sizeof(types) / sizeof(types[0]))];
    event.window.event = (Uint8)below(m, 20);
    pp_app_event(&m->app, &event);
    m->app.quit = false;
}

// What a recogniser could make of a noise: any of what the screen has, on any page of it.
static void random_words(struct monkey *m)
{
    struct pp_app *app = &m->app;
    struct pp_view_source source;
    struct pp_hearables hearables = {0};
    pp_app_source(app, &source);
    pp_view_hearables(&hearables, &app->view, &source);
    struct pp_input input = {.type = PP_INPUT_HEARD, .decision = (uint8_t)below(m, 3)};
    if (hearables.count > 0 && input.decision != PP_HEARD_NO)
        input.guess_count = (uint8_t)(1 + below(m, PP_MAX_GUESSES));
    for (uint8_t i = 0; i < input.guess_count; i++)
        input.guesses[i] = hearables.items[below(m, hearables.count)].meaning;
    pp_hearables_finish(&hearables);
    // There is no ear in this test: the state is put where an ear would have left it.
    if (app->state.voice == PP_VOICE_QUIET && app->view.step_type != PP_STEP_BYE)
        app->state.voice = PP_VOICE_LISTENING;
    pp_app_input(app, &input);
}

static void pass_time(struct monkey *m)
{
    struct pp_app *app = &m->app;
    unsigned kind = below(m, 100);
    app->time.now_ms += below(m, kind == 0 ? 200000 : kind < 5 ? 20000 : 800);
    if (app->state.deadline && pp_app_now(app) >= app->state.deadline) {
        const struct pp_input tick = {.type = PP_INPUT_TICK};
        pp_app_input(app, &tick);
    }
}

static void act(struct monkey *m)
{
    switch (below(m, 8)) {
    case 0:
        random_mouse(m);
        break;
    case 1:
        random_key(m);
        break;
    case 2:
        random_other(m);
        break;
    case 3:
        random_words(m);
        break;
    default:
        random_finger(m);
        break;
    }
    pass_time(m);
}

static void check_urgent(struct monkey *m)
{
    if (m->app.view.step_type == PP_STEP_URGENT)
        return;
    const struct pp_control *urgent = pp_view_control(&m->app.view, "urgent");
    if (!urgent)
        fail_msg("event %ld: screen %s has no urgent", m->event, screen(m));
    char before[48];
    snprintf(before, sizeof(before), "%s", screen(m));
    tap_control(m, urgent);
    if (m->app.view.step_type != PP_STEP_URGENT)
        fail_msg("event %ld: urgent on %s leads to %s", m->event, before, screen(m));
}

// Stop and a touch: the start, and a state like a fresh one byte for byte.
static void check_stop(struct monkey *m)
{
    const struct pp_control *stop = pp_view_control(&m->app.view, "stop");
    char before[48];
    snprintf(before, sizeof(before), "%s", screen(m));
    if (stop)
        tap_control(m, stop);
    if (m->app.view.step_type != PP_STEP_START)
        tap(m, 5, 5);
    if (m->app.view.step_type != PP_STEP_START)
        fail_msg("event %ld: stop on %s and a touch lead to %s", m->event, before, screen(m));
}

static void check_fresh(struct monkey *m)
{
    check_stop(m);
    // A touch on the start screen is a sign of life; when nothing follows, all is forgotten.
    m->app.time.now_ms += 3600 * 1000;
    for (int i = 0; i < 4 && m->app.state.deadline; i++) {
        const struct pp_input tick = {.type = PP_INPUT_TICK};
        pp_app_input(&m->app, &tick);
        m->app.time.now_ms += 3600 * 1000;
    }
    struct pp_state fresh;
    memset(&fresh, 0, sizeof(fresh));
    pp_state_init(&fresh, &m->app.core);
    assert_memory_equal(&m->app.state, &fresh, sizeof(fresh));
    assert_int_equal(m->app.found[0].match.row, 0);
}

// Walks for as long as asked, and gives the bytes in use between two visitors after a quarter of it
// and at its end.
static void walk(struct monkey *m, long events, bool paints, size_t *quarter, size_t *end)
{
    for (m->event = 1; m->event <= events; m->event++) {
        act(m);
        m->visited[m->app.view.step_type]++;
        if (paints && m->event % PAINT_EVERY == 0)
            pp_app_paint(&m->app);
        if (m->event % URGENT_EVERY == 0)
            check_urgent(m);
        if (m->event % STOP_EVERY == 0)
            check_stop(m);
        if (m->event == events / 4) {
            check_fresh(m);
            *quarter = mallinfo2().uordblks;
        }
    }
    check_fresh(m);
    *end = mallinfo2().uordblks;
    print_message("%zu bytes in use after a quarter, %zu at the end\n", *quarter, *end);
    for (unsigned i = 0; events >= SHORT_WALK && i < PP_STEP_TYPES; i++) {
        if (m->visited[i] == 0)
            fail_msg("the monkey never came to screen %u of enum pp_step_type", i);
    }
}

// Letters and pictograms are kept for the next frame, by Cairo and FreeType too: that fills up by
// and by, to a limit.
static void test_a_monkey_that_looks(void **state)
{
    size_t quarter, end;
    walk(*state, asked("PP_MONKEY_EVENTS", EVENTS), true, &quarter, &end);
    if (WATCH_MEMORY && end > IN_USE_MAX)
        fail_msg("%zu bytes are in use", end);
}

static void test_a_blind_monkey(void **state)
{
    struct monkey *m = *state;
    size_t quarter, end;
    m->random += 1;
    walk(m, asked("PP_MONKEY_EVENTS", EVENTS), false, &quarter, &end);
    if (WATCH_MEMORY && end > quarter + GROWTH_MAX)
        fail_msg("memory grew from %zu to %zu bytes", quarter, end);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_monkey_that_looks, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_blind_monkey, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
