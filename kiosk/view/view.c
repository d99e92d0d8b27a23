#include "view/view.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "view/build.h"

static const char *const type_names[PP_STEP_TYPES] = {
    [PP_STEP_START] = "start",       [PP_STEP_QUESTION] = "question", [PP_STEP_RESULTS] = "results",
    [PP_STEP_DETAIL] = "detail",     [PP_STEP_URGENT] = "urgent",     [PP_STEP_CONFIRM] = "confirm",
    [PP_STEP_LANGUAGE] = "language", [PP_STEP_SETTINGS] = "settings", [PP_STEP_TIMEOUT] = "timeout",
    [PP_STEP_BYE] = "bye",
};

static const char *fill_house(const struct pp_build *build, const char *text)
{
    const struct pp_fill fills[] = {
        {"place", build->source->kiosk->place},
        {"host", build->source->kiosk->host},
        {"telephone", build->source->kiosk->telephone_place},
    };
    return pp_fill(&build->view->arena, text, fills, sizeof(fills) / sizeof(fills[0]));
}

const char *pp_build_words_if(const struct pp_build *build, const char *format, ...)
{
    char path[160];
    va_list args;
    va_start(args, format);
    vsnprintf(path, sizeof(path), format, args);
    va_end(args);
    const char *text = pp_pack_find(build->source->pack, "%s", path);
    return text ? fill_house(build, text) : "";
}

const char *pp_build_words(const struct pp_build *build, const char *format, ...)
{
    char path[160];
    va_list args;
    va_start(args, format);
    vsnprintf(path, sizeof(path), format, args);
    va_end(args);
    return fill_house(build, pp_pack_text(build->source->pack, "%s", path));
}

const char *pp_build_fill(const struct pp_build *build, const char *text, const char *name,
                          const char *value)
{
    struct pp_fill fill = {name, value};
    return pp_fill(&build->view->arena, text, &fill, 1);
}

struct pp_control *pp_build_add(const struct pp_build *build, enum pp_role role,
                                enum pp_region region, struct pp_meaning meaning,
                                const char *id_format, ...)
{
    struct pp_view *view = build->view;
    if (view->control_count < PP_MAX_CONTROLS)
        view->control_count++;
    struct pp_control *control = &view->controls[view->control_count - 1];
    *control = (struct pp_control){
        .role = (uint8_t)role,
        .region = (uint8_t)region,
        .meaning = meaning,
        .label = "",
        .spoken = "",
        .icon = "",
        .tint = "",
    };
    va_list args;
    va_start(args, id_format);
    vsnprintf(control->id, sizeof(control->id), id_format, args);
    va_end(args);
    return control;
}

struct pp_control *pp_build_button(const struct pp_build *build, enum pp_region region,
                                   enum pp_input_type type, const char *id)
{
    struct pp_meaning meaning = {(uint8_t)type, 0};
    if (!pp_converse_allows(build->source->state, build->source->core, meaning))
        return NULL;
    struct pp_control *control = pp_build_add(build, PP_ROLE_BUTTON, region, meaning, "%s", id);
    control->label = pp_build_words(build, "controls.%s.label", id);
    control->spoken = pp_build_words_if(build, "controls.%s.spoken", id);
    if (!control->spoken[0])
        control->spoken = control->label;
    control->icon = id;
    return control;
}

struct pp_control *pp_build_option(const struct pp_build *build, const struct pp_step *step,
                                   uint8_t index, uint8_t number)
{
    const struct pp_option *option = &step->options[index];
    struct pp_meaning meaning = {PP_INPUT_OPTION, index};
    struct pp_control *control = pp_build_add(build, option->bar ? PP_ROLE_BUTTON : PP_ROLE_CHOICE,
                                              option->bar ? PP_REGION_BAR : PP_REGION_BODY, meaning,
                                              "option.%s", option->id);
    control->label = pp_build_words(build, "options.%s.%s.label", step->id, option->id);
    control->spoken = pp_build_words_if(build, "options.%s.%s.spoken", step->id, option->id);
    if (!control->spoken[0])
        control->spoken = control->label;
    control->icon = option->icon;
    control->tint = option->tint;
    control->quiet = option->quiet;
    control->number = number;
    return control;
}

struct pp_control *pp_build_fact(const struct pp_build *build, const char *id, const char *icon,
                                 const char *label, const char *spoken)
{
    struct pp_control *control =
        pp_build_add(build, PP_ROLE_TEXT, PP_REGION_BODY, (struct pp_meaning){0}, "%s", id);
    control->icon = icon;
    control->label = label;
    control->spoken = spoken;
    return control;
}

void pp_build_line(struct pp_control *control, const char *icon, const char *text, bool strong,
                   bool faint)
{
    if (!text[0] || control->line_count == PP_MAX_LINES)
        return;
    control->lines[control->line_count++] = (struct pp_line){icon, text, strong, faint};
}

const char *pp_build_control_id(enum pp_input_type type)
{
    switch (type) {
    case PP_INPUT_BEGIN:
        return "begin";
    case PP_INPUT_BACK:
        return "back";
    case PP_INPUT_STOP:
        return "stop";
    case PP_INPUT_DONE:
        return "done";
    case PP_INPUT_URGENT:
        return "urgent";
    case PP_INPUT_MORE:
        return "more";
    case PP_INPUT_LANGUAGE:
        return "language";
    case PP_INPUT_SETTINGS:
        return "settings";
    case PP_INPUT_REFINE:
        return "refine";
    case PP_INPUT_READ_ALOUD:
        return "read_aloud";
    case PP_INPUT_TALK:
        return "talk";
    case PP_INPUT_YES:
        return "yes";
    case PP_INPUT_NO:
        return "no";
    case PP_INPUT_HELP:
        return "help";
    case PP_INPUT_EXPLAIN:
        return "explain";
    case PP_INPUT_LOUDER:
        return "louder";
    case PP_INPUT_SOFTER:
        return "softer";
    case PP_INPUT_FASTER:
        return "faster";
    case PP_INPUT_SLOWER:
        return "slower";
    default:
        return NULL;
    }
}

uint8_t pp_build_asked_step(const struct pp_view_source *source)
{
    const struct pp_state *state = source->state;
    return state->depth ? state->trail[state->depth - 1].step : state->step;
}

void pp_build_describe(const struct pp_build *build, uint8_t step, struct pp_meaning meaning,
                       char id[48], const char **label, const char **icon, const char **tint)
{
    const struct pp_view_source *source = build->source;
    const struct pp_step *asked = &source->core->flow->steps[step];
    const char *fixed = pp_build_control_id((enum pp_input_type)meaning.type);
    *label = "";
    *icon = "";
    *tint = "";
    snprintf(id, 48, "unknown");
    if (meaning.type == PP_INPUT_OPTION && meaning.arg < asked->option_count) {
        const struct pp_option *option = &asked->options[meaning.arg];
        snprintf(id, 48, "option.%s", option->id);
        *label = pp_build_words(build, "options.%s.%s.label", asked->id, option->id);
        *icon = option->icon;
        *tint = option->tint;
    } else if (meaning.type == PP_INPUT_RESULT && meaning.arg < source->state->result_count) {
        const struct pp_listing *listing = &source->found[meaning.arg].listing;
        const struct pp_kind *kind = &source->core->flow->kinds[listing->kind];
        snprintf(id, 48, "result.%d", meaning.arg + 1);
        *label = listing->name;
        *icon = kind->icon;
        *tint = kind->tint;
    } else if (meaning.type == PP_INPUT_PICK_LANGUAGE &&
               meaning.arg < source->core->language_count) {
        snprintf(id, 48, "language.%s", source->packs[meaning.arg]->code);
        *label = source->packs[meaning.arg]->name;
        *icon = "language";
    } else if (fixed) {
        snprintf(id, 48, "%s", fixed);
        *label = pp_build_words(build, "controls.%s.label", fixed);
        *icon = fixed;
    }
}

// Everything at the top: the same controls at the same places on every screen.
static void build_top(const struct pp_build *build)
{
    // The language that is on, in its own name: whoever reads another looks for a name they know.
    struct pp_control *language =
        pp_build_button(build, PP_REGION_TOP, PP_INPUT_LANGUAGE, "language");
    if (language)
        language->label = build->source->pack->name;
    pp_build_button(build, PP_REGION_TOP, PP_INPUT_SETTINGS, "settings");
    struct pp_control *urgent = pp_build_button(build, PP_REGION_TOP, PP_INPUT_URGENT, "urgent");
    if (urgent)
        urgent->emphasis = PP_DANGER;
}

// The bar: back, stop, read aloud, talk; then what is particular to the screen.
static void build_bar(const struct pp_build *build)
{
    const struct pp_view_source *source = build->source;
    pp_build_button(build, PP_REGION_BAR, PP_INPUT_BACK, "back");
    pp_build_button(build, PP_REGION_BAR, PP_INPUT_STOP, "stop");
    struct pp_control *control = NULL;
    if (source->can_speak)
        control = pp_build_button(build, PP_REGION_BAR, PP_INPUT_READ_ALOUD, "read_aloud");
    if (control && build->view->speaking)
        control->label = pp_build_words(build, "controls.read_aloud.speaking");
    control = NULL;
    if (source->can_listen)
        control = pp_build_button(build, PP_REGION_BAR, PP_INPUT_TALK, "talk");
    if (control) {
        control->emphasis = PP_PRIMARY;
        if (build->view->listening)
            control->label = pp_build_words(build, "controls.talk.listening");
    }
    if (build->step->type == PP_STEP_URGENT) {
        control = pp_build_button(build, PP_REGION_BAR, PP_INPUT_BEGIN, "begin");
        control->label = control->spoken = pp_build_words(build, "urgent.search");
    }
    if (build->step->type == PP_STEP_QUESTION) {
        for (uint8_t i = 0; i < build->step->option_count; i++) {
            if (build->step->options[i].bar)
                pp_build_option(build, build->step, i, 0);
        }
    }
    pp_build_button(build, PP_REGION_BAR, PP_INPUT_REFINE, "refine");
    pp_build_button(build, PP_REGION_BAR, PP_INPUT_MORE, "more");
    pp_build_button(build, PP_REGION_BAR, PP_INPUT_DONE, "done");
}

static void build_body(const struct pp_build *build)
{
    switch (build->step->type) {
    case PP_STEP_START:
        pp_build_start(build);
        break;
    case PP_STEP_QUESTION:
        pp_build_question(build);
        break;
    case PP_STEP_RESULTS:
        pp_build_results(build);
        break;
    case PP_STEP_DETAIL:
        pp_build_detail(build);
        break;
    case PP_STEP_URGENT:
        pp_build_urgent(build);
        break;
    case PP_STEP_CONFIRM:
        pp_build_confirm(build);
        break;
    case PP_STEP_LANGUAGE:
        pp_build_language(build);
        break;
    case PP_STEP_SETTINGS:
        pp_build_settings(build);
        break;
    case PP_STEP_TIMEOUT:
        pp_build_timeout(build);
        break;
    default:
        break;
    }
}

static const char *build_title(const struct pp_build *build)
{
    const char *other = "";
    if (pp_converse_for_other(build->source->state, build->source->core))
        other = pp_build_words_if(build, "screens.%s.title_other", build->step->id);
    return other[0] ? other : pp_build_words(build, "screens.%s.title", build->step->id);
}

static const char *build_notice(const struct pp_build *build)
{
    const struct pp_state *state = build->source->state;
    char id[48];
    const char *label, *icon, *tint;
    switch (state->notice) {
    case PP_NOTICE_UNDERSTOOD:
        pp_build_describe(build, state->understood_step, state->understood, id, &label, &icon,
                          &tint);
        return pp_build_fill(build, pp_build_words(build, "notices.understood"), "what", label);
    case PP_NOTICE_EXAMPLE:
        return pp_build_fill(build, pp_build_words(build, "notices.example"), "example",
                             pp_build_words_if(build, "screens.%s.example", build->step->id));
    case PP_NOTICE_TOUCH:
        return pp_build_words(build, "notices.touch");
    case PP_NOTICE_EXPLAIN:
        return pp_build_words(build, "screens.%s.explain", build->step->id);
    default:
        return "";
    }
}

bool pp_build_is_quiet(const struct pp_view_source *source, uint8_t step, struct pp_meaning meaning)
{
    const struct pp_step *asked = &source->core->flow->steps[step];
    return meaning.type == PP_INPUT_OPTION && meaning.arg < asked->option_count &&
           asked->options[meaning.arg].quiet;
}

static bool notice_is_quiet(const struct pp_view_source *source)
{
    const struct pp_state *state = source->state;
    return state->notice == PP_NOTICE_UNDERSTOOD &&
           pp_build_is_quiet(source, state->understood_step, state->understood);
}

// The title as it is said: in other words when the pack has them, or when it names an answer that
// is not to be said back.
static const char *spoken_title(const struct pp_build *build)
{
    const struct pp_state *state = build->source->state;
    if (build->step->type == PP_STEP_CONFIRM && state->guess_count == 1 &&
        pp_build_is_quiet(build->source, pp_build_asked_step(build->source), state->guesses[0]))
        return pp_build_words(build, "screens.%s.title", build->step->id);
    // Its sentence invites to choose; when nothing was found the title says what to do.
    if (build->step->type == PP_STEP_RESULTS && state->result_count == 0)
        return build->view->title;
    const char *spoken = pp_build_words_if(build, "screens.%s.spoken", build->step->id);
    return spoken[0] ? spoken : build->view->title;
}

static void say(struct pp_view *view, const char *text, int control, bool listed)
{
    if (!text[0] || view->saying_count == PP_MAX_SAYINGS)
        return;
    view->sayings[view->saying_count++] =
        (struct pp_saying){.text = text, .control = (int16_t)control, .listed = listed};
}

// Reading order: the notice, the title, the choices with their numbers, the ways on. The buttons
// that are the same everywhere are not read each time.
static void build_sayings(const struct pp_build *build)
{
    struct pp_view *view = build->view;
    if (!notice_is_quiet(build->source))
        say(view, view->notice, -2, false);
    view->notice_sayings = view->saying_count;
    say(view, spoken_title(build), -1, false);
    for (int i = 0; i < view->control_count; i++) {
        const struct pp_control *control = &view->controls[i];
        bool way_on =
            control->meaning.type == PP_INPUT_MORE || control->meaning.type == PP_INPUT_REFINE ||
            (control->meaning.type == PP_INPUT_OPTION && view->step_type != PP_STEP_START);
        if (control->region != PP_REGION_BODY && !way_on)
            continue;
        if (control->quiet && view->step_type == PP_STEP_CONFIRM)
            continue;
        const char *text = control->spoken;
        if (control->number)
            text = pp_arena_printf(
                &view->arena, "%s: %s",
                pp_pack_text(build->source->pack, "numbers.%d", control->number - 1), text);
        say(view, text ? text : "", i, true);
    }
}

// How far along: the questions between start and results, and the results themselves.
static void build_dots(const struct pp_build *build)
{
    const struct pp_flow *flow = build->source->core->flow;
    uint8_t shown = build->source->state->step;
    if (build->step->type == PP_STEP_DETAIL)
        shown = flow->step_of[PP_STEP_RESULTS];
    uint8_t at = flow->steps[flow->step_of[PP_STEP_START]].next;
    for (uint8_t i = 1; at != PP_NONE && i <= flow->step_count; i++) {
        build->view->dots = i;
        if (at == shown)
            build->view->dot = i;
        at = flow->steps[at].next;
    }
    if (build->view->dot == 0)
        build->view->dots = 0;
}

void pp_view_build(struct pp_view *view, const struct pp_view_source *source)
{
    struct pp_arena arena = view->arena;
    pp_arena_wipe(&arena);
    explicit_bzero(view, sizeof(*view));
    view->arena = arena;

    const struct pp_state *state = source->state;
    struct pp_build build = {view, source, &source->core->flow->steps[state->step]};
    view->screen = build.step->id;
    view->step_type = (uint8_t)build.step->type;
    view->type_name = type_names[build.step->type];
    view->rtl = source->pack->rtl;
    view->listening = state->voice == PP_VOICE_LISTENING;
    view->speaking = state->voice == PP_VOICE_SPEAKING;
    view->text_size = state->text_size;
    view->theme = state->theme;
    view->page = state->page;
    view->pages = pp_converse_pages(state, source->core);
    view->title = build_title(&build);
    view->notice = build_notice(&build);
    view->notice_kind = state->notice;
    build_dots(&build);
    build_top(&build);
    build_body(&build);
    build_bar(&build);
    build_sayings(&build);
}

void pp_view_finish(struct pp_view *view)
{
    pp_arena_finish(&view->arena);
    explicit_bzero(view, sizeof(*view));
}

const struct pp_control *pp_view_control(const struct pp_view *view, const char *id)
{
    for (int i = 0; i < view->control_count; i++) {
        if (strcmp(view->controls[i].id, id) == 0)
            return &view->controls[i];
    }
    return NULL;
}
