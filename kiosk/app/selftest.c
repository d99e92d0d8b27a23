#include "app/selftest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "listings/store.h"
#include "sys/clock.h"
#include "ui/paint.h"
#include "ui/window.h"
#include "voice/espeak.h"
#include "voice/lexicon.h"
#include "voice/recogniser.h"

enum { MAX_ICONS = 512 };

struct icons {
    const char *names[MAX_ICONS];
    size_t count;
};

static void add_icon(struct icons *icons, const char *name)
{
    for (size_t i = 0; i < icons->count; i++) {
        if (strcmp(icons->names[i], name) == 0)
            return;
    }
    if (icons->count < MAX_ICONS)
        icons->names[icons->count++] = name;
}

static void gather_icons(const struct pp_world *world, struct icons *icons)
{
    // Those that the program itself names; the others come from the configuration.
    static const char *const own[] = {
        "begin",      "back",       "stop",      "read_aloud", "talk",    "urgent",
        "more",       "done",       "yes",       "no",         "refine",  "language",
        "settings",   "clock",      "phone",     "walk",       "place",   "door",
        "welcome",    "info",       "calendar",  "online",     "checked", "first_time",
        "money_free", "people_for", "languages", "wheelchair", "key",
    };
    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
        add_icon(icons, own[i]);
    for (uint8_t i = 0; i < world->flow.kind_count; i++)
        add_icon(icons, world->flow.kinds[i].icon);
    for (uint8_t i = 0; i < world->urgent.count; i++)
        add_icon(icons, world->urgent.numbers[i].icon);
    for (uint8_t s = 0; s < world->flow.step_count; s++) {
        const struct pp_step *step = &world->flow.steps[s];
        for (uint8_t i = 0; i < step->option_count; i++)
            add_icon(icons, step->options[i].icon);
    }
}

// A number that has gone out of use is worse than none: the keeper is told in time.
static void check_age(const struct pp_world *world, struct pp_report *report)
{
    int32_t days = pp_urgent_age(&world->urgent, pp_clock_local(pp_clock_wall_s()).day);
    char path[PP_PATH_MAX];
    if (days > PP_URGENT_STALE_DAYS && pp_path_join(path, world->paths.config, "urgent.yaml"))
        pp_report_add(report, PP_WARNING, (struct pp_place){.file = path},
                      "look at each source and write the day in `checked`",
                      "a number was last checked %d days ago", days);
}

static bool check_icons(const struct pp_world *world, struct pp_report *report)
{
    struct pp_painter *painter = pp_painter_create(world->paths.assets);
    struct icons icons = {.count = 0};
    gather_icons(world, &icons);
    bool good = painter && pp_painter_check(painter, icons.names, icons.count, report);
    pp_painter_destroy(painter);
    return good;
}

enum pp_exit pp_check_config(struct pp_world *world, struct pp_report *report)
{
    bool good = check_icons(world, report) && report->errors == 0;
    check_age(world, report);
    if (!good)
        return PP_EXIT_CONFIG;
    printf("good: %u steps, %u kinds of support, %u languages, %u urgent numbers\n",
           world->flow.step_count, world->flow.kind_count, world->pack_count, world->urgent.count);
    return PP_EXIT_OK;
}

static bool line(const char *what, bool good, const char *remedy)
{
    printf("%-12s %s%s\n", what, good ? "ok" : "missing: ", good ? "" : remedy);
    return good;
}

static bool check_listings(const struct pp_world *world)
{
    struct pp_store *store = NULL;
    enum pp_store_error error = pp_store_open(&store, world->paths.data, &world->flow);
    bool good = line("listings", error == PP_STORE_OK, pp_store_error_text(error));
    pp_store_close(store);
    return good;
}

static bool check_display(void)
{
    struct pp_report report = {0};
    struct pp_window *window =
        pp_window_create(&(struct pp_window_params){.width = 320, .height = 320}, &report);
    bool good = line("display", window != NULL, "no display can be opened; is the screen on?");
    pp_window_destroy(window);
    pp_report_finish(&report);
    return good;
}

static bool check_recogniser(const struct pp_world *world)
{
    struct pp_report report = {0};
    const struct pp_kiosk *kiosk = &world->kiosk;
    struct pp_lexicon *lexicon =
        pp_lexicon_create(world->paths.config, kiosk->phones, world->packs[0]->voice, &report);
    struct pp_recogniser *recogniser =
        lexicon ? pp_recogniser_create(kiosk->model, lexicon, &report) : NULL;
    bool good = line("recogniser", recogniser != NULL, "install pocketsphinx-en-us");
    pp_recogniser_destroy(recogniser);
    pp_lexicon_destroy(lexicon);
    pp_report_print(&report, stderr);
    pp_report_finish(&report);
    return good;
}

enum pp_exit pp_selftest(struct pp_world *world, struct pp_report *report)
{
    bool good = line("pictograms", check_icons(world, report), "see the messages; install again");
    good = check_listings(world) && good;
    good = check_display() && good;
    good = line("voice", pp_espeak_start(), "install espeak-ng-data") && good;
    good = check_recogniser(world) && good;
    pp_espeak_stop();
    return good ? PP_EXIT_OK : PP_EXIT_UNAVAILABLE;
}
