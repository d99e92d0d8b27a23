#include "ctl/bench_screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "ctl/bench_time.h"

enum { WALKS = 60, SAMPLES = WALKS * 4 };

struct samples {
    char screen[40];
    double ms[SAMPLES];
    size_t count;
};

struct walk {
    struct pp_app *app;
    struct samples screens[PP_BENCH_SCREENS];
    size_t count;
};

static void add(struct walk *walk, const char *screen, double ms)
{
    size_t i = 0;
    while (i < walk->count && strcmp(walk->screens[i].screen, screen) != 0)
        i++;
    if (i == PP_BENCH_SCREENS)
        return;
    struct samples *samples = &walk->screens[i];
    if (i == walk->count) {
        walk->count++;
        snprintf(samples->screen, sizeof(samples->screen), "%s", screen);
    }
    if (samples->count < SAMPLES)
        samples->ms[samples->count++] = ms;
}

static void finger(struct walk *walk, Uint32 type, const struct pp_rect *rect)
{
    struct pp_app *app = walk->app;
    SDL_Event event = {0};
    event.tfinger.type = type;
    event.tfinger.fingerId = 1;
    event.tfinger.x = ((float)rect->x + (float)rect->w / 2) / (float)app->glass.width;
    event.tfinger.y = ((float)rect->y + (float)rect->h / 2) / (float)app->glass.height;
    double begin = pp_bench_now_ms();
    pp_app_event(app, &event);
    if (app->dirty)
        pp_app_paint(app);
    add(walk, app->view.screen, pp_bench_now_ms() - begin);
}

static void press(struct walk *walk, const char *id)
{
    const struct pp_control *control = pp_view_control(&walk->app->view, id);
    if (!control)
        return;
    struct pp_rect rect = walk->app->layout.controls[control - walk->app->view.controls];
    // Walks are faster than any hand: no press here is a trembling one.
    memset(&walk->app->press, 0, sizeof(walk->app->press));
    finger(walk, SDL_FINGERDOWN, &rect);
    finger(walk, SDL_FINGERUP, &rect);
}

static void walk_once(struct walk *walk)
{
    static const char *const way[] = {
        "begin", "more",        "option.unsafe",    "back",     "more",
        "more",  "option.loss", "option.peers",     "result.1", "urgent",
        "back",  "settings",    "option.text_size", "stop",     "done",
    };
    for (size_t i = 0; i < sizeof(way) / sizeof(way[0]); i++)
        press(walk, way[i]);
    struct pp_rect anywhere = {5, 5, 1, 1};
    finger(walk, SDL_FINGERDOWN, &anywhere);
    finger(walk, SDL_FINGERUP, &anywhere);
}

static size_t summarise(struct walk *walk, struct pp_bench_screen *screens)
{
    for (size_t i = 0; i < walk->count; i++) {
        struct samples *samples = &walk->screens[i];
        pp_bench_sort(samples->ms, samples->count);
        screens[i] = (struct pp_bench_screen){
            .p50_ms = samples->ms[samples->count / 2],
            .p99_ms = samples->ms[samples->count * 99 / 100],
            .count = samples->count,
        };
        memcpy(screens[i].screen, samples->screen, sizeof(samples->screen));
    }
    return walk->count;
}

size_t pp_bench_screens(struct pp_ctl *ctl, struct pp_bench_screen screens[PP_BENCH_SCREENS])
{
    struct pp_world *world = calloc(1, sizeof(*world));
    struct walk *walk = calloc(1, sizeof(*walk));
    struct pp_app *app = calloc(1, sizeof(*app));
    size_t count = 0;
    if (world && walk && app &&
        pp_world_load(world, ctl->paths.kiosk, ctl->paths.data, NULL, &ctl->report)) {
        const struct pp_app_params params = {
            .world = world, .width = 1920, .height = 1080, .headless = true};
        if (pp_app_init(app, &params, &ctl->report)) {
            pp_app_paint(app);
            walk->app = app;
            for (int i = 0; i < WALKS; i++)
                walk_once(walk);
            count = summarise(walk, screens);
        }
        pp_app_finish(app);
    }
    if (world)
        pp_world_finish(world);
    free(app);
    free(walk);
    free(world);
    return count;
}
