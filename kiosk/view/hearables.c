// What may be said on a screen.
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "view/build.h"

struct gather {
    struct pp_hearables *hearables;
    const struct pp_view *view;
    const struct pp_view_source *source;
};

static void add(const struct gather *gather, struct pp_meaning meaning, const char *id,
                const char *phrase, bool urgent)
{
    struct pp_hearables *hearables = gather->hearables;
    if (!phrase || !phrase[0] || hearables->count == PP_MAX_HEARABLES)
        return;
    struct pp_hearable *item = &hearables->items[hearables->count++];
    snprintf(item->id, sizeof(item->id), "%s", id);
    item->phrase = phrase;
    item->meaning = meaning;
    item->urgent = urgent;
}

// Adds every phrase of a list of the pack.
static void add_list(const struct gather *gather, struct pp_meaning meaning, const char *id,
                     bool urgent, const char *format, ...)
{
    char path[160];
    va_list args;
    va_start(args, format);
    vsnprintf(path, sizeof(path), format, args);
    va_end(args);
    const char *phrase;
    for (size_t n = 0; (phrase = pp_pack_item(gather->source->pack, n, "%s", path)); n++)
        add(gather, meaning, id, phrase, urgent);
}

static void add_options(const struct gather *gather)
{
    const struct pp_step *step = &gather->source->core->flow->steps[gather->source->state->step];
    for (uint8_t i = 0; i < step->option_count; i++) {
        char id[48];
        snprintf(id, sizeof(id), "option.%s", step->options[i].id);
        add_list(gather, (struct pp_meaning){PP_INPUT_OPTION, i}, id, false, "options.%s.%s.hear",
                 step->id, step->options[i].id);
    }
}

// A name as words that can be pronounced: lower-case letters of ASCII, others as they are, digits
// and signs as spaces.
static const char *speakable(struct pp_arena *arena, const char *name)
{
    char *text = pp_arena_strdup(arena, name);
    for (char *c = text; c && *c; c++) {
        if ((unsigned char)*c >= 0x80)
            continue;
        *c = isalpha((unsigned char)*c) ? (char)tolower((unsigned char)*c) : ' ';
    }
    return text;
}

static void add_names(const struct gather *gather)
{
    const struct pp_view_source *source = gather->source;
    struct pp_arena *arena = &gather->hearables->arena;
    char id[48];
    if (gather->view->step_type == PP_STEP_RESULTS) {
        for (uint8_t i = 0; i < source->state->result_count; i++) {
            snprintf(id, sizeof(id), "result.%d", i + 1);
            add(gather, (struct pp_meaning){PP_INPUT_RESULT, i}, id,
                speakable(arena, source->found[i].listing.name), false);
        }
    }
    if (gather->view->step_type == PP_STEP_LANGUAGE) {
        for (uint8_t i = 0; i < source->core->language_count; i++) {
            snprintf(id, sizeof(id), "language.%s", source->packs[i]->code);
            add(gather, (struct pp_meaning){PP_INPUT_PICK_LANGUAGE, i}, id,
                speakable(arena, source->packs[i]->name), false);
        }
    }
}

// What the confirm screen asks about can be said again in its own words.
static void add_guesses(const struct gather *gather)
{
    const struct pp_state *state = gather->source->state;
    const struct pp_step *step =
        &gather->source->core->flow->steps[pp_build_asked_step(gather->source)];
    for (uint8_t i = 0; i < state->guess_count; i++) {
        struct pp_meaning meaning = state->guesses[i];
        if (meaning.type != PP_INPUT_OPTION || meaning.arg >= step->option_count)
            continue;
        char id[48];
        snprintf(id, sizeof(id), "option.%s", step->options[meaning.arg].id);
        add_list(gather, meaning, id, false, "options.%s.%s.hear", step->id,
                 step->options[meaning.arg].id);
    }
}

// The numbers of what is seen now.
static void add_numbers(const struct gather *gather)
{
    for (int i = 0; i < gather->view->control_count; i++) {
        const struct pp_control *control = &gather->view->controls[i];
        if (!control->number)
            continue;
        const char *number = pp_pack_text(gather->source->pack, "numbers.%d", control->number - 1);
        struct pp_fill fill = {"number", number};
        add(gather, control->meaning, control->id,
            pp_fill(&gather->hearables->arena, pp_pack_text(gather->source->pack, "number_hear"),
                    &fill, 1),
            false);
    }
}

static void add_commands(const struct gather *gather)
{
    for (int type = PP_INPUT_NONE; type < PP_INPUT_TYPES; type++) {
        const char *id = pp_build_control_id((enum pp_input_type)type);
        struct pp_meaning meaning = {(uint8_t)type, 0};
        if (id && type != PP_INPUT_TALK &&
            pp_converse_allows(gather->source->state, gather->source->core, meaning))
            add_list(gather, meaning, id, false, "controls.%s.hear", id);
    }
    add_list(gather, (struct pp_meaning){PP_INPUT_URGENT, 0}, "urgent", true, "urgent.words");
    // With one result, "tell me more" can only mean that one.
    if (gather->view->step_type == PP_STEP_RESULTS && gather->source->state->result_count == 1)
        add_list(gather, (struct pp_meaning){PP_INPUT_RESULT, 0}, "result.1", false,
                 "controls.result.hear");
}

void pp_view_hearables(struct pp_hearables *hearables, const struct pp_view *view,
                       const struct pp_view_source *source)
{
    struct pp_arena arena = hearables->arena;
    pp_arena_wipe(&arena);
    explicit_bzero(hearables, sizeof(*hearables));
    hearables->arena = arena;
    struct gather gather = {hearables, view, source};
    add_options(&gather);
    add_names(&gather);
    if (view->step_type == PP_STEP_CONFIRM)
        add_guesses(&gather);
    add_numbers(&gather);
    add_commands(&gather);
}

void pp_hearables_finish(struct pp_hearables *hearables)
{
    pp_arena_finish(&hearables->arena);
    explicit_bzero(hearables, sizeof(*hearables));
}
