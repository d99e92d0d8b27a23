#include "app/app.h"

#include <string.h>

#include "app/script.h"
#include "listings/match.h"
#include "sys/clock.h"
#include "sys/log.h"

int64_t pp_app_now(const struct pp_app *app)
{
    return app->time.by_script ? app->time.now_ms : pp_clock_monotonic_ms();
}

int64_t pp_app_wall(const struct pp_app *app)
{
    if (app->time.by_script)
        return app->time.wall_start + app->time.now_ms / 1000;
    return pp_clock_wall_s() + app->time.wall_offset;
}

int32_t pp_app_seconds_left(const struct pp_app *app)
{
    int64_t left = (app->state.deadline - pp_app_now(app) + 999) / 1000;
    return app->state.deadline && left > 0 ? (int32_t)left : 0;
}

void pp_app_source(const struct pp_app *app, struct pp_view_source *source)
{
    const struct pp_world *world = app->world;
    bool started = app->sound_started;
    *source = (struct pp_view_source){
        .core = &app->core,
        .state = &app->state,
        .pack = world->packs[app->state.language],
        .packs = world->packs,
        .kiosk = &world->kiosk,
        .urgent = &world->urgent,
        .found = app->found,
        .now = pp_clock_local(pp_app_wall(app)),
        .clock_trusted = app->clock_trusted,
        // Until the devices have been looked for, what kiosk.yaml promises is believed.
        .can_speak = started ? pp_sound_can_speak(&app->sound) : world->kiosk.speak,
        .can_listen = started ? pp_sound_can_listen(&app->sound) : world->kiosk.listen,
        .seconds_left = pp_app_seconds_left(app),
    };
}

static bool is_of_texts(const struct pp_view *view)
{
    return view->step_type == PP_STEP_DETAIL || view->step_type == PP_STEP_URGENT;
}

// The control with this identifier on the page that is seen, or -1.
static int find_control(const struct pp_app *app, const char *id)
{
    for (int i = 0; i < app->view.control_count; i++) {
        if (strcmp(app->view.controls[i].id, id) == 0)
            return pp_app_is_placed(app, i) ? i : -1;
    }
    return -1;
}

static void build(struct pp_app *app)
{
    struct pp_view_source source;
    pp_app_source(app, &source);
    app->seconds_shown = source.seconds_left;
    pp_view_build(&app->view, &source);
    pp_layout_make(&app->layout, &app->view, &app->glass);
}

void pp_app_describe(struct pp_app *app)
{
    char focus[sizeof(app->view.controls[0].id)] = "";
    bool pressed = app->marks.pressed >= 0;
    if (app->marks.focus >= 0 && app->marks.focus < app->view.control_count)
        memcpy(focus, app->view.controls[app->marks.focus].id, sizeof(focus));
    build(app);
    // How many pages texts take is known once they are laid out; then `more` must be there or not.
    if (app->layout.pages != app->core.text_pages && is_of_texts(&app->view)) {
        app->core.text_pages = app->layout.pages;
        build(app);
    }
    app->marks.focus = focus[0] ? find_control(app, focus) : -1;
    app->marks.pressed = pressed && app->press.down ? app->press.control : -1;
    app->dirty = true;
}

static void settings_changed(struct pp_app *app);

void pp_app_paint(struct pp_app *app)
{
    int width, height, stride;
    unsigned char *pixels = pp_window_pixels(app->window, &width, &height, &stride);
    if (!pixels)
        return;
    if (width != app->glass.width || height != app->glass.height) {
        app->glass.width = width;
        app->glass.height = height;
        settings_changed(app);
        pp_app_describe(app);
    }
    pp_paint(app->painter, &app->view, &app->layout, &app->glass, &app->marks, pixels, stride);
    pp_window_present(app->window);
    app->dirty = false;
}

// Opens the listings anew when sync has swapped in others. Only between two visitors: what one of
// them has been shown must not change under their hands.
static void refresh_listings(struct pp_app *app)
{
    const char *dir = app->world->paths.data;
    if (app->store && !pp_store_changed(app->store, dir))
        return;
    struct pp_store *fresh = NULL;
    enum pp_store_error error = pp_store_open(&fresh, dir, &app->world->flow);
    if (error != PP_STORE_OK) {
        // The listings that were good stay in use.
        if (error != PP_STORE_MISSING || !app->store)
            pp_log(PP_LOG_LISTINGS_BAD, (long)error, 0);
        return;
    }
    bool first = !app->store;
    pp_store_close(app->store);
    app->store = fresh;
    pp_log(first ? PP_LOG_LISTINGS_OPENED : PP_LOG_LISTINGS_SWITCHED,
           (long)pp_store_catalogue(fresh)->count, 0);
}

// Whether the clock can be believed changes: network time may come long after the start.
static void trust_clock(struct pp_app *app)
{
    bool trusted = app->clock_given || pp_clock_trusted();
    if (app->clock_trusted && !trusted)
        pp_log(PP_LOG_CLOCK_UNTRUSTED, 0, 0);
    app->clock_trusted = trusted;
}

static void forget_found(struct pp_app *app)
{
    explicit_bzero(app->found, sizeof(app->found));
    pp_arena_wipe(&app->found_arena);
}

static void search(struct pp_app *app)
{
    forget_found(app);
    struct pp_input input = {.type = PP_INPUT_FOUND};
    if (app->store) {
        const struct pp_kiosk *kiosk = &app->world->kiosk;
        const struct pp_match_query query = {
            .flow = &app->world->flow,
            .answers = app->state.answers,
            .latitude = kiosk->latitude,
            .longitude = kiosk->longitude,
            .calendar = &app->world->calendar,
            .now = pp_clock_local(pp_app_wall(app)),
            .clock_trusted = app->clock_trusted,
        };
        struct pp_match matches[PP_MAX_RESULTS];
        size_t count =
            pp_match_find(pp_store_catalogue(app->store), &query, matches, PP_MAX_RESULTS);
        for (size_t i = 0; i < count; i++) {
            struct pp_found *found = &app->found[input.found_count];
            if (!pp_store_listing(app->store, matches[i].row, &app->found_arena, &found->listing))
                continue;
            found->match = matches[i];
            input.found[input.found_count++] = matches[i].row;
        }
    }
    pp_app_input(app, &input);
}

static void settings_changed(struct pp_app *app)
{
    struct pp_capacity *capacity = &app->core.capacity;
    pp_layout_capacity(&app->glass, app->state.text_size, &capacity->tiles, &capacity->cards);
    uint8_t pages = pp_converse_pages(&app->state, &app->core);
    if (app->state.page >= pages)
        app->state.page = (uint8_t)(pages - 1);
    pp_sound_volume(&app->sound, app->state.volume);
}

static void wipe(struct pp_app *app)
{
    forget_found(app);
    pp_sound_forget(&app->sound);
    pp_painter_forget(app->painter);
    explicit_bzero(&app->press, sizeof(app->press));
    app->press.control = -1;
    explicit_bzero(app->said, sizeof(app->said));
    app->said_count = 0;
    app->saying_control = false;
    app->marks = (struct pp_paint_marks){.lit = PP_LIT_NOTHING, .pressed = -1, .focus = -1};
    app->core.text_pages = 1;
    refresh_listings(app);
    trust_clock(app);
}

static void spoken(struct pp_app *app)
{
    struct pp_input input = {.type = PP_INPUT_SPOKEN};
    app->marks.lit = PP_LIT_NOTHING;
    app->dirty = true;
    pp_app_input(app, &input);
}

static void say_all(struct pp_app *app, const struct pp_saying *sayings, uint8_t count)
{
    const struct pp_pack *pack = app->world->packs[app->state.language];
    app->said_count = count;
    for (uint8_t i = 0; i < count; i++)
        app->said[i] = sayings[i].control;
    // What cannot be said has been said.
    if (!pp_sound_say(&app->sound, pack, sayings, count, app->state.rate)) {
        spoken(app);
        return;
    }
    if (app->script)
        pp_script_spoken(app->script, sayings, count);
}

bool pp_app_is_placed(const struct pp_app *app, int control)
{
    return control < 0 || app->layout.controls[control].w > 0;
}

// Says the first `count` sayings of the view, but for those of controls on another page.
static void say(struct pp_app *app, uint8_t count)
{
    struct pp_saying sayings[PP_MAX_SAYINGS];
    uint8_t n = 0;
    for (uint8_t i = 0; i < count; i++) {
        if (pp_app_is_placed(app, app->view.sayings[i].control))
            sayings[n++] = app->view.sayings[i];
    }
    app->saying_control = false;
    say_all(app, sayings, n);
}

void pp_app_say_control(struct pp_app *app, int control)
{
    struct pp_saying saying = {.text = app->view.controls[control].spoken,
                               .control = (int16_t)control};
    app->saying_control = true;
    say_all(app, &saying, 1);
}

static void listen(struct pp_app *app)
{
    app->marks.level = 0;
    struct pp_view_source source;
    pp_app_source(app, &source);
    if (pp_sound_listen(&app->sound, &app->view, &source))
        return;
    struct pp_input input = {.type = PP_INPUT_DEAF};
    pp_app_input(app, &input);
}

static void carry_out(struct pp_app *app, uint32_t effects, struct pp_visit before)
{
    bool elsewhere = app->state.step != before.step || app->state.page != before.page;
    // What a finger went down on is not there any more.
    if (elsewhere) {
        app->press.control = -1;
        app->marks.pressed = -1;
    }
    if (effects & PP_EFFECT_HUSH)
        pp_sound_hush(&app->sound);
    if (effects & PP_EFFECT_UNLISTEN)
        pp_sound_unlisten(&app->sound);
    if (effects & PP_EFFECT_WIPE)
        wipe(app);
    if (effects & PP_EFFECT_SETTINGS)
        settings_changed(app);
    if (effects & (PP_EFFECT_HUSH | PP_EFFECT_SAY | PP_EFFECT_SAY_NOTICE))
        app->marks.lit = PP_LIT_NOTHING;
    if (app->state.step != before.step)
        app->marks.focus = -1;
    if (effects & PP_EFFECT_SEARCH) {
        search(app);
        return;
    }
    if (effects)
        pp_app_describe(app);
    if (effects & PP_EFFECT_SAY)
        say(app, app->view.saying_count);
    else if (effects & PP_EFFECT_SAY_NOTICE)
        say(app, app->view.notice_sayings);
    if (effects & PP_EFFECT_LISTEN)
        listen(app);
}

// Whether somebody did this, rather than the kiosk itself.
static bool is_visitors(const struct pp_input *input)
{
    return input->type <= PP_INPUT_TOUCH;
}

void pp_app_input(struct pp_app *app, const struct pp_input *input)
{
    struct pp_visit before = {app->state.step, app->state.page};
    if (app->saying_control && is_visitors(input)) {
        pp_sound_hush(&app->sound);
        app->marks.lit = PP_LIT_NOTHING;
        app->saying_control = false;
        app->dirty = true;
    }
    uint32_t effects = pp_converse(&app->state, &app->core, input, pp_app_now(app));
    carry_out(app, effects, before);
}

void pp_app_meaning(struct pp_app *app, struct pp_meaning meaning)
{
    if (app->state.deadline == 0) { // nobody was here: the moment to take new listings
        refresh_listings(app);
        trust_clock(app);
    }
    struct pp_input input = {.type = meaning.type, .arg = meaning.arg};
    pp_app_input(app, &input);
}

static void init_time(struct pp_app *app, const struct pp_app_params *params)
{
    int64_t wall = pp_clock_wall_s();
    app->time.by_script = params->headless && params->script;
    app->time.now_ms = 1;
    app->time.wall_start = params->has_now ? params->now_s : wall;
    app->time.wall_offset = params->has_now ? params->now_s - wall : 0;
    app->clock_given = params->has_now;
    app->clock_trusted = true;
    trust_clock(app);
}

static bool init_screen(struct pp_app *app, const struct pp_app_params *params,
                        struct pp_report *report)
{
    const struct pp_kiosk *kiosk = &app->world->kiosk;
    const struct pp_window_params window = {
        .width = params->width,
        .height = params->height,
        .fullscreen = params->fullscreen,
        .headless = params->headless,
    };
    app->window = pp_window_create(&window, report);
    if (!app->window)
        return false;
    int width = 0, height = 0, stride;
    pp_window_pixels(app->window, &width, &height, &stride);
    app->glass =
        pp_glass_of(width, height, params->dpi, kiosk->panel_width_mm, kiosk->panel_height_mm);
    app->glass.low_reach = kiosk->low_reach;
    app->painter = pp_painter_create(app->world->paths.assets);
    return app->painter != NULL;
}

bool pp_app_init(struct pp_app *app, const struct pp_app_params *params, struct pp_report *report)
{
    *app = (struct pp_app){
        .world = params->world,
        .script = params->script,
        .out_dir = params->out_dir,
        .headless = params->headless,
        .fullscreen = params->fullscreen,
        .marks = {.lit = PP_LIT_NOTHING, .pressed = -1, .focus = -1},
        .seconds_shown = -1,
        .press = {.control = -1},
    };
    init_time(app, params);
    if (!pp_sound_init(&app->sound, app->world, params->script != NULL) ||
        !init_screen(app, params, report))
        return false;
    app->core = (struct pp_core){
        .flow = &app->world->flow,
        .language_count = app->world->pack_count,
        .text_pages = 1,
    };
    pp_layout_capacity(&app->glass, 0, &app->core.capacity.tiles, &app->core.capacity.cards);
    pp_state_init(&app->state, &app->core);
    refresh_listings(app);
    int32_t age = pp_urgent_age(&app->world->urgent, pp_clock_local(pp_app_wall(app)).day);
    if (age > PP_URGENT_STALE_DAYS)
        pp_log(PP_LOG_URGENT_NUMBERS_OLD, age, 0);
    pp_app_describe(app);
    return true;
}

void pp_app_finish(struct pp_app *app)
{
    pp_sound_finish(&app->sound);
    forget_found(app);
    pp_arena_finish(&app->found_arena);
    pp_view_finish(&app->view);
    pp_painter_destroy(app->painter);
    pp_window_destroy(app->window);
    pp_store_close(app->store);
    explicit_bzero(app, sizeof(*app));
}
