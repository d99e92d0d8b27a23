// What can be done in a state: questions that change nothing.
#include "core/turn.h"

const struct pp_step *pp_core_step(const struct pp_core *core, uint8_t index)
{
    return &core->flow->steps[index];
}

enum pp_step_type pp_state_type(const struct pp_state *state, const struct pp_core *core)
{
    return pp_core_step(core, state->step)->type;
}

uint8_t pp_converse_pages(const struct pp_state *state, const struct pp_core *core)
{
    const struct pp_capacity *capacity = &core->capacity;
    uint8_t count = 0;
    uint8_t room = capacity->tiles;
    switch (pp_state_type(state, core)) {
    case PP_STEP_QUESTION:
    case PP_STEP_SETTINGS:
        count = pp_step_tile_count(pp_core_step(core, state->step));
        break;
    case PP_STEP_LANGUAGE:
        count = core->language_count;
        break;
    case PP_STEP_RESULTS:
        count = state->result_count;
        room = capacity->cards;
        break;
    case PP_STEP_DETAIL:
    case PP_STEP_URGENT:
        return core->text_pages ? core->text_pages : 1;
    default:
        return 1;
    }
    if (room == 0 || count == 0)
        return 1;
    return (uint8_t)((count + room - 1) / room);
}

uint8_t pp_converse_refinement(const struct pp_state *state, const struct pp_core *core)
{
    for (uint8_t i = 0; i < core->flow->step_count; i++) {
        if (pp_core_step(core, i)->refine && !state->answers[i])
            return i;
    }
    return PP_NONE;
}

bool pp_converse_for_other(const struct pp_state *state, const struct pp_core *core)
{
    const struct pp_step *start = pp_core_step(core, core->flow->step_of[PP_STEP_START]);
    for (uint8_t i = 0; i < start->option_count; i++) {
        const struct pp_option *option = &start->options[i];
        if (option->answers_step != PP_NONE &&
            state->answers[option->answers_step] == option->answers_option + 1)
            return true;
    }
    return false;
}

static bool same_meaning(struct pp_meaning a, struct pp_meaning b)
{
    return a.type == b.type && a.arg == b.arg;
}

bool pp_state_asks_about(const struct pp_state *state, struct pp_meaning meaning)
{
    for (uint8_t i = 0; i < state->guess_count; i++) {
        if (same_meaning(state->guesses[i], meaning))
            return true;
    }
    return false;
}

bool pp_converse_allows(const struct pp_state *state, const struct pp_core *core,
                        struct pp_meaning meaning)
{
    enum pp_step_type type = pp_state_type(state, core);
    const struct pp_step *step = pp_core_step(core, state->step);
    if (type == PP_STEP_CONFIRM && pp_state_asks_about(state, meaning))
        return true;
    switch (meaning.type) {
    case PP_INPUT_BEGIN:
        return type == PP_STEP_START || type == PP_STEP_URGENT;
    case PP_INPUT_OPTION:
        return meaning.arg < step->option_count;
    case PP_INPUT_BACK:
        return state->depth > 0;
    case PP_INPUT_STOP:
        return type != PP_STEP_START && type != PP_STEP_BYE;
    case PP_INPUT_DONE:
        return type == PP_STEP_RESULTS || type == PP_STEP_DETAIL || type == PP_STEP_BYE;
    case PP_INPUT_URGENT:
        return type != PP_STEP_URGENT;
    case PP_INPUT_MORE:
        return pp_converse_pages(state, core) > 1;
    case PP_INPUT_LANGUAGE:
        return core->language_count > 1 && type != PP_STEP_LANGUAGE && type != PP_STEP_BYE &&
               type != PP_STEP_TIMEOUT;
    case PP_INPUT_SETTINGS:
        return type != PP_STEP_SETTINGS && type != PP_STEP_BYE && type != PP_STEP_TIMEOUT;
    case PP_INPUT_PICK_LANGUAGE:
        return type == PP_STEP_LANGUAGE && meaning.arg < core->language_count;
    case PP_INPUT_RESULT:
        return type == PP_STEP_RESULTS && meaning.arg < state->result_count;
    case PP_INPUT_REFINE:
        return type == PP_STEP_RESULTS && state->result_count > 0 &&
               pp_converse_refinement(state, core) != PP_NONE;
    case PP_INPUT_YES:
        return type == PP_STEP_TIMEOUT ||
               (type == PP_STEP_CONFIRM && (state->asking_danger || state->guess_count == 1));
    case PP_INPUT_NO:
        return type == PP_STEP_TIMEOUT || type == PP_STEP_CONFIRM;
    case PP_INPUT_READ_ALOUD:
    case PP_INPUT_TALK:
    case PP_INPUT_HELP:
    case PP_INPUT_EXPLAIN:
    case PP_INPUT_LOUDER:
    case PP_INPUT_SOFTER:
    case PP_INPUT_FASTER:
    case PP_INPUT_SLOWER:
        return type != PP_STEP_BYE;
    default:
        return false;
    }
}
