// The plain screens: what stands in the middle of each.
#include <stdio.h>

#include "view/build.h"

void pp_build_page(const struct pp_build *build, uint8_t count, uint8_t room, uint8_t *first,
                   uint8_t *end)
{
    if (room == 0)
        room = 1;
    unsigned from = (unsigned)build->source->state->page * room;
    unsigned to = from + room;
    *first = (uint8_t)(from < count ? from : 0);
    *end = (uint8_t)(to < count ? to : count);
}

static void build_tiles(const struct pp_build *build)
{
    uint8_t first, end;
    pp_build_page(build, pp_step_tile_count(build->step), build->source->core->capacity.tiles,
                  &first, &end);
    for (uint8_t i = first; i < end; i++)
        pp_build_option(build, build->step, pp_step_tile(build->step, i), (uint8_t)(i - first + 1));
}

void pp_build_start(const struct pp_build *build)
{
    struct pp_control *begin = pp_build_button(build, PP_REGION_BODY, PP_INPUT_BEGIN, "begin");
    if (begin) {
        begin->role = PP_ROLE_CHOICE;
        begin->emphasis = PP_PRIMARY;
        begin->number = 1;
    }
    for (uint8_t i = 0; i < build->step->option_count; i++)
        pp_build_option(build, build->step, i, (uint8_t)(i + 2));
}

void pp_build_question(const struct pp_build *build)
{
    build_tiles(build);
}

void pp_build_settings(const struct pp_build *build)
{
    const struct pp_state *state = build->source->state;
    build_tiles(build);
    for (uint8_t i = 0; i < build->view->control_count; i++) {
        struct pp_control *control = &build->view->controls[i];
        if (control->meaning.type != PP_INPUT_OPTION)
            continue;
        const char *value = "";
        switch (build->step->options[control->meaning.arg].setting) {
        case PP_SETTING_TEXT_SIZE:
            value = pp_build_words(build, "settings.text_size.%u", state->text_size);
            break;
        case PP_SETTING_THEME:
            value = pp_build_words(build, "settings.theme.%u", state->theme);
            break;
        default:
            continue;
        }
        value = pp_build_fill(build, pp_build_words(build, "settings.now"), "value", value);
        pp_build_line(control, "", value, false, false);
    }
}

void pp_build_language(const struct pp_build *build)
{
    const struct pp_view_source *source = build->source;
    uint8_t first, end;
    pp_build_page(build, source->core->language_count, source->core->capacity.tiles, &first, &end);
    for (uint8_t i = first; i < end; i++) {
        const struct pp_pack *pack = source->packs[i];
        struct pp_meaning meaning = {PP_INPUT_PICK_LANGUAGE, i};
        struct pp_control *control =
            pp_build_add(build, PP_ROLE_CHOICE, PP_REGION_BODY, meaning, "language.%s", pack->code);
        control->label = pack->name;
        control->spoken = pack->name;
        control->icon = "language";
        control->number = (uint8_t)(i - first + 1);
        control->chosen = i == source->state->language;
    }
}

static void build_yes_no(const struct pp_build *build, const char *yes_words, const char *no_words)
{
    struct pp_control *yes = pp_build_button(build, PP_REGION_BODY, PP_INPUT_YES, "yes");
    if (yes) {
        yes->emphasis = PP_PRIMARY;
        if (yes_words)
            yes->label = yes->spoken = pp_build_words(build, "%s", yes_words);
    }
    struct pp_control *no = pp_build_button(build, PP_REGION_BODY, PP_INPUT_NO, "no");
    if (no && no_words)
        no->label = no->spoken = pp_build_words(build, "%s", no_words);
}

void pp_build_confirm(const struct pp_build *build)
{
    const struct pp_state *state = build->source->state;
    if (state->asking_danger) {
        build->view->title = pp_build_words(build, "confirm.danger");
        build_yes_no(build, "confirm.danger_yes", "confirm.danger_no");
        return;
    }
    uint8_t asked = pp_build_asked_step(build->source);
    for (uint8_t i = 0; i < state->guess_count; i++) {
        char id[48];
        const char *label, *icon, *tint;
        pp_build_describe(build, asked, state->guesses[i], id, &label, &icon, &tint);
        // One guess is a picture beside the question; several are choices.
        struct pp_control *control =
            pp_build_add(build, PP_ROLE_CHOICE, PP_REGION_BODY, state->guesses[i], "%s", id);
        control->label = label;
        control->spoken = label;
        control->icon = icon;
        control->tint = tint;
        control->quiet = pp_build_is_quiet(build->source, asked, state->guesses[i]);
        control->number = (uint8_t)(state->guess_count > 1 ? i + 1 : 0);
        if (state->guess_count == 1)
            build->view->title =
                pp_build_fill(build, pp_build_words(build, "confirm.one"), "what", label);
    }
    if (state->guess_count > 1)
        build->view->title = pp_build_words(build, "confirm.many");
    build_yes_no(build, NULL, NULL);
}

void pp_build_timeout(const struct pp_build *build)
{
    char seconds[16];
    snprintf(seconds, sizeof(seconds), "%d", build->source->seconds_left);
    const char *left =
        pp_build_fill(build, pp_build_words(build, "timeout.left"), "seconds", seconds);
    pp_build_fact(build, "seconds", "clock", left, left);
    build_yes_no(build, "timeout.yes", "timeout.no");
}
