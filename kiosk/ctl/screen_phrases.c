#include "ctl/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/urgent.h"
#include "view/view.h"

struct scene {
    struct pp_urgent urgent;
    struct pp_core core;
    struct pp_state state;
    struct pp_view view;
    struct pp_hearables hearables;
    struct pp_found found[PP_MAX_RESULTS];
    struct pp_pack packs[PP_MAX_LANGUAGES];
};

static void take(struct pp_ctl *ctl, const struct pp_hearables *hearables,
                 struct pp_phrase *phrases, size_t *count)
{
    *count = 0;
    for (uint16_t i = 0; i < hearables->count && i < PP_MAX_PHRASES; i++) {
        const struct pp_hearable *item = &hearables->items[i];
        struct pp_phrase *phrase = &phrases[*count];
        phrase->jsgf = pp_arena_strdup(&ctl->arena, item->phrase);
        phrase->urgent = item->urgent;
        memcpy(phrase->id, item->id, sizeof(phrase->id));
        *count += phrase->jsgf != NULL;
    }
}

// Puts a visitor on the screen who came there from the start.
static void stand_on(struct scene *scene, uint8_t step)
{
    pp_state_init(&scene->state, &scene->core);
    if (step == scene->state.step)
        return;
    scene->state.trail[0] = (struct pp_visit){scene->state.step, 0};
    scene->state.depth = 1;
    scene->state.step = step;
    // Something to ask back about, so that yes and no are answers.
    scene->state.guess_count = 1;
    scene->state.guesses[0] = (struct pp_meaning){PP_INPUT_BEGIN, 0};
}

bool pp_ctl_screen_phrases(struct pp_ctl *ctl, const char *code, const char *screen,
                           struct pp_pack *pack, struct pp_phrase *phrases, size_t *count)
{
    struct scene *scene = calloc(1, sizeof(*scene));
    if (!scene)
        return false;
    bool good = pp_ctl_load_kiosk(ctl) && pp_ctl_load_pack(ctl, code, pack) &&
                pp_urgent_load(&scene->urgent, &ctl->arena, ctl->paths.config, &ctl->report);
    uint8_t step = good ? pp_flow_find_step(&ctl->flow, screen) : PP_NONE;
    if (good && step == PP_NONE) {
        pp_report_add(&ctl->report, PP_ERROR, (struct pp_place){.field = "--screen"},
                      "a screen of conversation.yaml, as happened or need", "there is no screen %s",
                      screen);
        good = false;
    }
    if (good) {
        scene->core = (struct pp_core){
            .flow = &ctl->flow,
            .language_count = ctl->kiosk.language_count,
            .capacity = {.tiles = 6, .cards = 3},
            .text_pages = 1,
        };
        stand_on(scene, step);
        const struct pp_pack *packs[PP_MAX_LANGUAGES];
        for (uint8_t i = 0; i < ctl->kiosk.language_count; i++) {
            packs[i] = &scene->packs[i];
            if (!pp_ctl_load_pack(ctl, ctl->kiosk.languages[i], &scene->packs[i]))
                packs[i] = pack;
        }
        struct pp_view_source source = {
            .core = &scene->core,
            .state = &scene->state,
            .pack = pack,
            .packs = packs,
            .kiosk = &ctl->kiosk,
            .urgent = &scene->urgent,
            .found = scene->found,
            .can_speak = true,
            .can_listen = true,
        };
        pp_view_build(&scene->view, &source);
        pp_view_hearables(&scene->hearables, &scene->view, &source);
        take(ctl, &scene->hearables, phrases, count);
        pp_view_finish(&scene->view);
        pp_hearables_finish(&scene->hearables);
    }
    free(scene);
    return good;
}
