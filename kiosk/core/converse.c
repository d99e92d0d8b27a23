#include "core/converse.h"

#include <string.h>

// One step of the conversation while it is being taken.
struct turn {
    struct pp_state *state;
    const struct pp_core *core;
    int64_t now;
    uint32_t effects;
};

static const struct pp_step *step_at(const struct pp_core *core, uint8_t index)
{
    return &core->flow->steps[index];
}

static enum pp_step_type type_of(const struct pp_state *state, const struct pp_core *core)
{
    return step_at(core, state->step)->type;
}

static uint8_t step_of(const struct pp_core *core, enum pp_step_type type)
{
    return core->flow->step_of[type];
}

// Screens that lie over another one and return to it.
static bool is_overlay(enum pp_step_type type)
{
    return type == PP_STEP_URGENT || type == PP_STEP_LANGUAGE || type == PP_STEP_SETTINGS ||
           type == PP_STEP_CONFIRM || type == PP_STEP_TIMEOUT;
}

void pp_state_init(struct pp_state *state, const struct pp_core *core)
{
    memset(state, 0, sizeof(*state));
    state->step = step_of(core, PP_STEP_START);
}

static bool is_fresh(const struct turn *turn)
{
    struct pp_state fresh;
    pp_state_init(&fresh, turn->core);
    fresh.deadline = turn->state->deadline;
    return memcmp(&fresh, turn->state, sizeof(fresh)) == 0;
}

uint8_t pp_converse_pages(const struct pp_state *state, const struct pp_core *core)
{
    const struct pp_capacity *capacity = &core->capacity;
    uint8_t count = 0;
    uint8_t room = capacity->tiles;
    switch (type_of(state, core)) {
    case PP_STEP_QUESTION:
    case PP_STEP_SETTINGS:
        count = pp_step_tile_count(step_at(core, state->step));
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
        if (step_at(core, i)->refine && !state->answers[i])
            return i;
    }
    return PP_NONE;
}

bool pp_converse_for_other(const struct pp_state *state, const struct pp_core *core)
{
    const struct pp_step *start = step_at(core, step_of(core, PP_STEP_START));
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

static bool confirms(const struct pp_state *state, struct pp_meaning meaning)
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
    enum pp_step_type type = type_of(state, core);
    const struct pp_step *step = step_at(core, state->step);
    if (type == PP_STEP_CONFIRM && confirms(state, meaning))
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
        return type == PP_STEP_RESULTS && pp_converse_refinement(state, core) != PP_NONE;
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

// Speaks the screen when the visitor goes by ear.
static void screen_changed(struct turn *turn)
{
    turn->effects |= PP_EFFECT_REDRAW;
    if (turn->state->by_voice) {
        turn->effects |= PP_EFFECT_SAY;
        turn->state->voice = PP_VOICE_SPEAKING;
    }
}

static void say_notice(struct turn *turn, enum pp_notice notice)
{
    turn->state->notice = (uint8_t)notice;
    turn->state->voice = PP_VOICE_SPEAKING;
    turn->effects |= PP_EFFECT_REDRAW | PP_EFFECT_SAY_NOTICE;
}

static void forget_results(struct pp_state *state)
{
    memset(state->results, 0, sizeof(state->results));
    state->result_count = 0;
    state->result = 0;
}

// Results are looked for when they are reached by an answer, not when an overlay or a detail
// returns to them: what a visitor has just seen must still be there.
static void arrive(struct turn *turn, enum pp_step_type from)
{
    struct pp_state *state = turn->state;
    bool asked = from == PP_STEP_QUESTION || from == PP_STEP_START;
    if (type_of(state, turn->core) == PP_STEP_RESULTS && asked) {
        state->page = 0;
        forget_results(state);
        turn->effects |= PP_EFFECT_SEARCH | PP_EFFECT_REDRAW;
        return;
    }
    screen_changed(turn);
}

static void go(struct turn *turn, uint8_t step)
{
    struct pp_state *state = turn->state;
    enum pp_step_type from = type_of(state, turn->core);
    if (state->depth == PP_TRAIL) {
        // The oldest but the start goes: the way home stays.
        memmove(&state->trail[1], &state->trail[2], sizeof(state->trail[0]) * (PP_TRAIL - 2));
        state->depth--;
    }
    state->trail[state->depth++] = (struct pp_visit){state->step, state->page};
    state->step = step;
    state->page = 0;
    arrive(turn, from);
}

// Leaves the screen for the one before it, without a word.
static void leave(struct turn *turn)
{
    struct pp_state *state = turn->state;
    if (state->depth == 0)
        return;
    state->depth--;
    state->step = state->trail[state->depth].step;
    state->page = state->trail[state->depth].page;
    state->trail[state->depth] = (struct pp_visit){0};
    state->guess_count = 0;
    state->asking_danger = 0;
    memset(state->guesses, 0, sizeof(state->guesses));
}

// Questions about what was said or whether anybody is there go over the screen they ask about,
// but never over each other; the other overlays take each other's place.
static void go_over(struct turn *turn, enum pp_step_type type)
{
    bool asks = type == PP_STEP_CONFIRM || type == PP_STEP_TIMEOUT;
    for (;;) {
        enum pp_step_type at = type_of(turn->state, turn->core);
        bool passing = at == PP_STEP_CONFIRM || at == PP_STEP_TIMEOUT;
        if (!(asks ? passing : is_overlay(at)) || turn->state->depth == 0)
            break;
        leave(turn);
    }
    go(turn, step_of(turn->core, type));
}

static void wipe(struct turn *turn)
{
    pp_state_init(turn->state, turn->core);
    turn->effects = PP_EFFECT_WIPE | PP_EFFECT_HUSH | PP_EFFECT_UNLISTEN | PP_EFFECT_SETTINGS |
                    PP_EFFECT_REDRAW;
}

static void stop(struct turn *turn)
{
    bool by_voice = turn->state->by_voice;
    wipe(turn);
    turn->state->step = step_of(turn->core, PP_STEP_BYE);
    if (by_voice) {
        turn->state->voice = PP_VOICE_SPEAKING;
        turn->effects |= PP_EFFECT_SAY;
    }
}

// Back to the screen before, undoing what was answered there.
static void back(struct turn *turn)
{
    struct pp_state *state = turn->state;
    enum pp_step_type from = type_of(state, turn->core);
    leave(turn);
    enum pp_step_type to = type_of(state, turn->core);
    if (!is_overlay(from)) {
        if (to == PP_STEP_QUESTION)
            state->answers[state->step] = 0;
        else if (to == PP_STEP_START)
            memset(state->answers, 0, sizeof(state->answers));
        if (to == PP_STEP_QUESTION || to == PP_STEP_START)
            forget_results(state);
    }
    arrive(turn, from);
}

static uint8_t next_question(const struct turn *turn, uint8_t step)
{
    const struct pp_core *core = turn->core;
    uint8_t next = step_at(core, step)->next;
    // At most every step once, so that a circle in the data cannot hang the kiosk.
    for (uint8_t i = 0; i < core->flow->step_count; i++) {
        if (next == PP_NONE || step_at(core, next)->type != PP_STEP_QUESTION ||
            !turn->state->answers[next])
            break;
        next = step_at(core, next)->next;
    }
    return next == PP_NONE ? step_of(core, PP_STEP_RESULTS) : next;
}

static int8_t stepped(int8_t value, int change, int low, int high)
{
    int next = value + change;
    return (int8_t)(next < low ? low : next > high ? high : next);
}

static void change_volume(struct turn *turn, int change)
{
    turn->state->volume = stepped(turn->state->volume, change, PP_VOLUME_MIN, PP_VOLUME_MAX);
    turn->effects |= PP_EFFECT_SETTINGS | PP_EFFECT_REDRAW;
}

static void change_rate(struct turn *turn, int change)
{
    turn->state->rate = stepped(turn->state->rate, change, PP_RATE_MIN, PP_RATE_MAX);
    turn->effects |= PP_EFFECT_SETTINGS | PP_EFFECT_REDRAW;
}

static void change_setting(struct turn *turn, enum pp_setting setting)
{
    struct pp_state *state = turn->state;
    switch (setting) {
    case PP_SETTING_TEXT_SIZE:
        state->text_size = (uint8_t)((state->text_size + 1) % PP_TEXT_SIZES);
        break;
    case PP_SETTING_THEME:
        state->theme = (uint8_t)((state->theme + 1) % PP_THEMES);
        break;
    case PP_SETTING_LOUDER:
        change_volume(turn, 1);
        break;
    case PP_SETTING_SOFTER:
        change_volume(turn, -1);
        break;
    case PP_SETTING_FASTER:
        change_rate(turn, 1);
        break;
    case PP_SETTING_SLOWER:
        change_rate(turn, -1);
        break;
    case PP_SETTING_NONE:
        break;
    }
    turn->effects |= PP_EFFECT_SETTINGS | PP_EFFECT_REDRAW;
}

static void answer(struct turn *turn, uint8_t index)
{
    struct pp_state *state = turn->state;
    uint8_t step = state->step;
    const struct pp_option *option = &step_at(turn->core, step)->options[index];
    if (option->setting != PP_SETTING_NONE) {
        change_setting(turn, option->setting);
        return;
    }
    if (option->answers_step != PP_NONE)
        state->answers[option->answers_step] = (uint8_t)(option->answers_option + 1);
    if (step_at(turn->core, step)->type == PP_STEP_QUESTION)
        state->answers[step] = (uint8_t)(index + 1);
    go(turn, next_question(turn, step));
}

// From the urgent screen on to the normal search: back to the question it came over, or to the
// first one.
static void begin(struct turn *turn)
{
    struct pp_state *state = turn->state;
    if (type_of(state, turn->core) == PP_STEP_URGENT) {
        leave(turn);
        if (type_of(state, turn->core) != PP_STEP_START) {
            arrive(turn, PP_STEP_URGENT);
            return;
        }
    }
    go(turn, next_question(turn, step_of(turn->core, PP_STEP_START)));
}

static void act(struct turn *turn, struct pp_meaning meaning);

static void ask_back(struct turn *turn, const struct pp_meaning *guesses, uint8_t count)
{
    struct pp_state *state = turn->state;
    go_over(turn, PP_STEP_CONFIRM);
    state->guess_count = count;
    for (uint8_t i = 0; i < count; i++)
        state->guesses[i] = guesses[i];
    screen_changed(turn);
    // What was asked by ear is asked back by ear.
    turn->effects |= PP_EFFECT_SAY;
    state->voice = PP_VOICE_SPEAKING;
}

static void not_understood(struct turn *turn)
{
    if (turn->state->misheard < 255)
        turn->state->misheard++;
    say_notice(turn, turn->state->misheard > 1 ? PP_NOTICE_TOUCH : PP_NOTICE_EXAMPLE);
}

static void yes(struct turn *turn)
{
    struct pp_state *state = turn->state;
    if (type_of(state, turn->core) == PP_STEP_TIMEOUT) {
        leave(turn);
        screen_changed(turn);
        return;
    }
    bool danger = state->asking_danger;
    struct pp_meaning meaning = state->guesses[0];
    leave(turn);
    state->misheard = 0;
    if (danger)
        go_over(turn, PP_STEP_URGENT);
    else
        act(turn, meaning);
}

static void no(struct turn *turn)
{
    struct pp_state *state = turn->state;
    if (type_of(state, turn->core) == PP_STEP_TIMEOUT) {
        stop(turn);
        return;
    }
    bool danger = state->asking_danger;
    leave(turn);
    if (danger)
        say_notice(turn, PP_NOTICE_EXPLAIN);
    else
        not_understood(turn);
}

// Does what a control stands for. What is not allowed now does nothing.
static void act(struct turn *turn, struct pp_meaning meaning)
{
    struct pp_state *state = turn->state;
    if (!pp_converse_allows(state, turn->core, meaning))
        return;
    if (type_of(state, turn->core) == PP_STEP_CONFIRM && confirms(state, meaning)) {
        leave(turn);
        state->misheard = 0;
        act(turn, meaning);
        return;
    }
    switch (meaning.type) {
    case PP_INPUT_BEGIN:
        begin(turn);
        break;
    case PP_INPUT_OPTION:
        answer(turn, meaning.arg);
        break;
    case PP_INPUT_BACK:
        back(turn);
        break;
    case PP_INPUT_STOP:
    case PP_INPUT_DONE:
        stop(turn);
        break;
    case PP_INPUT_URGENT:
        go_over(turn, PP_STEP_URGENT);
        break;
    case PP_INPUT_MORE:
        state->page = (uint8_t)((state->page + 1) % pp_converse_pages(state, turn->core));
        screen_changed(turn);
        break;
    case PP_INPUT_LANGUAGE:
        go_over(turn, PP_STEP_LANGUAGE);
        break;
    case PP_INPUT_SETTINGS:
        go_over(turn, PP_STEP_SETTINGS);
        break;
    case PP_INPUT_PICK_LANGUAGE:
        state->language = meaning.arg;
        leave(turn);
        screen_changed(turn);
        turn->effects |= PP_EFFECT_SETTINGS;
        break;
    case PP_INPUT_RESULT:
        state->result = meaning.arg;
        go(turn, step_of(turn->core, PP_STEP_DETAIL));
        break;
    case PP_INPUT_REFINE:
        go(turn, pp_converse_refinement(state, turn->core));
        break;
    case PP_INPUT_READ_ALOUD:
        state->voice = PP_VOICE_SPEAKING;
        turn->effects |= PP_EFFECT_SAY | PP_EFFECT_REDRAW;
        break;
    case PP_INPUT_TALK:
        state->by_voice = 1;
        state->voice = PP_VOICE_LISTENING;
        turn->effects |= PP_EFFECT_LISTEN | PP_EFFECT_REDRAW;
        break;
    case PP_INPUT_YES:
        yes(turn);
        break;
    case PP_INPUT_NO:
        no(turn);
        break;
    case PP_INPUT_HELP:
        ask_back(turn, NULL, 0);
        state->asking_danger = 1;
        break;
    case PP_INPUT_EXPLAIN:
        say_notice(turn, PP_NOTICE_EXPLAIN);
        break;
    case PP_INPUT_LOUDER:
        change_volume(turn, 1);
        break;
    case PP_INPUT_SOFTER:
        change_volume(turn, -1);
        break;
    case PP_INPUT_FASTER:
        change_rate(turn, 1);
        break;
    case PP_INPUT_SLOWER:
        change_rate(turn, -1);
        break;
    default:
        break;
    }
}

// Whether a sure answer still has to be asked back.
static bool is_weighty(const struct turn *turn, struct pp_meaning meaning)
{
    enum pp_step_type type = type_of(turn->state, turn->core);
    if (meaning.type == PP_INPUT_STOP || meaning.type == PP_INPUT_DONE)
        return turn->core->flow->confirm_stop && type != PP_STEP_TIMEOUT;
    bool answers = meaning.type == PP_INPUT_OPTION || meaning.type == PP_INPUT_PICK_LANGUAGE ||
                   meaning.type == PP_INPUT_RESULT;
    return answers && step_at(turn->core, turn->state->step)->weight == PP_WEIGHT_CONFIRM;
}

static void heard_sure(struct turn *turn, struct pp_meaning meaning)
{
    struct pp_state *state = turn->state;
    bool confirming = type_of(state, turn->core) == PP_STEP_CONFIRM;
    state->misheard = 0;
    if (!confirming && is_weighty(turn, meaning)) {
        ask_back(turn, &meaning, 1);
        return;
    }
    uint8_t step = state->step;
    act(turn, meaning);
    if (!confirming && (meaning.type == PP_INPUT_OPTION || meaning.type == PP_INPUT_RESULT) &&
        !(turn->effects & PP_EFFECT_WIPE)) {
        state->notice = PP_NOTICE_UNDERSTOOD;
        state->understood = meaning;
        state->understood_step = step;
    }
}

static void heard(struct turn *turn, const struct pp_input *input)
{
    struct pp_state *state = turn->state;
    bool sure = input->decision == PP_HEARD_SURE && input->guess_count > 0 &&
                pp_converse_allows(state, turn->core, input->guesses[0]);
    // Any sound shows that somebody is there.
    if (type_of(state, turn->core) == PP_STEP_TIMEOUT && !sure) {
        yes(turn);
        return;
    }
    struct pp_meaning allowed[PP_MAX_GUESSES];
    uint8_t count = 0;
    for (uint8_t i = 0; i < input->guess_count && i < PP_MAX_GUESSES; i++) {
        if (pp_converse_allows(state, turn->core, input->guesses[i]))
            allowed[count++] = input->guesses[i];
    }
    bool confirming = type_of(state, turn->core) == PP_STEP_CONFIRM;
    if (count > 0 && input->decision == PP_HEARD_SURE) {
        heard_sure(turn, allowed[0]);
    } else if (confirming) {
        say_notice(turn, PP_NOTICE_TOUCH);
    } else if (count > 0 && (input->decision == PP_HEARD_ASK || state->misheard == 1)) {
        if (input->decision != PP_HEARD_ASK)
            state->misheard++;
        ask_back(turn, allowed, count);
    } else {
        not_understood(turn);
    }
}

static void tick(struct turn *turn)
{
    struct pp_state *state = turn->state;
    switch (type_of(state, turn->core)) {
    case PP_STEP_START:
    case PP_STEP_BYE:
    case PP_STEP_TIMEOUT:
        wipe(turn);
        break;
    default:
        // While something is said or listened to, somebody may well be there.
        if (state->voice == PP_VOICE_QUIET) {
            go_over(turn, PP_STEP_TIMEOUT);
            turn->effects |= PP_EFFECT_SAY;
            state->voice = PP_VOICE_SPEAKING;
        }
        break;
    }
}

static void found(struct turn *turn, const struct pp_input *input)
{
    struct pp_state *state = turn->state;
    if (type_of(state, turn->core) != PP_STEP_RESULTS)
        return;
    uint8_t count =
        input->found_count < PP_MAX_RESULTS ? input->found_count : (uint8_t)PP_MAX_RESULTS;
    forget_results(state);
    memcpy(state->results, input->found, count * sizeof(state->results[0]));
    state->result_count = count;
    if (state->page >= pp_converse_pages(state, turn->core))
        state->page = 0;
    screen_changed(turn);
}

// A visitor's own doing ends what is being said or listened to, and with it the last notice.
static void interrupt(struct turn *turn, enum pp_voice *was)
{
    struct pp_state *state = turn->state;
    *was = (enum pp_voice)state->voice;
    if (*was == PP_VOICE_SPEAKING)
        turn->effects |= PP_EFFECT_HUSH | PP_EFFECT_REDRAW;
    if (*was == PP_VOICE_LISTENING)
        turn->effects |= PP_EFFECT_UNLISTEN | PP_EFFECT_REDRAW;
    state->voice = PP_VOICE_QUIET;
    if (state->notice != PP_NOTICE_NONE)
        turn->effects |= PP_EFFECT_REDRAW;
    state->notice = PP_NOTICE_NONE;
    state->understood = (struct pp_meaning){0};
    state->understood_step = 0;
}

static void touched(struct turn *turn, const struct pp_input *input)
{
    enum pp_step_type type = type_of(turn->state, turn->core);
    enum pp_voice was;
    interrupt(turn, &was);
    if (type == PP_STEP_BYE) {
        wipe(turn);
        if (input->type == PP_INPUT_URGENT)
            go_over(turn, PP_STEP_URGENT);
        return;
    }
    if (input->type == PP_INPUT_TOUCH) {
        if (type == PP_STEP_TIMEOUT)
            yes(turn);
        return;
    }
    // The same button that begins it ends it.
    if ((input->type == PP_INPUT_READ_ALOUD && was == PP_VOICE_SPEAKING) ||
        (input->type == PP_INPUT_TALK && was == PP_VOICE_LISTENING))
        return;
    act(turn, (struct pp_meaning){input->type, input->arg});
}

static void set_deadline(struct turn *turn)
{
    struct pp_state *state = turn->state;
    const struct pp_timings *timings = &turn->core->flow->timings;
    int64_t seconds = timings->idle;
    switch (type_of(state, turn->core)) {
    case PP_STEP_START:
        seconds = is_fresh(turn) ? 0 : timings->idle;
        break;
    case PP_STEP_TIMEOUT:
        seconds = timings->warning;
        break;
    case PP_STEP_BYE:
        seconds = timings->bye;
        break;
    default:
        break;
    }
    state->deadline = seconds ? turn->now + seconds * 1000 : 0;
}

uint32_t pp_converse(struct pp_state *state, const struct pp_core *core,
                     const struct pp_input *input, int64_t now)
{
    struct turn turn = {.state = state, .core = core, .now = now};
    enum pp_step_type before = type_of(state, core);
    switch (input->type) {
    case PP_INPUT_NONE:
        return 0;
    case PP_INPUT_HEARD: {
        if (state->voice != PP_VOICE_LISTENING)
            return 0;
        enum pp_voice was;
        interrupt(&turn, &was);
        heard(&turn, input);
        break;
    }
    case PP_INPUT_DEAF:
    case PP_INPUT_SPOKEN:
        if (state->voice != (input->type == PP_INPUT_DEAF ? PP_VOICE_LISTENING : PP_VOICE_SPEAKING))
            return 0;
        state->voice = PP_VOICE_QUIET;
        turn.effects |= PP_EFFECT_REDRAW;
        // The warning that was read out does not put off the end it warns of.
        if (before == PP_STEP_TIMEOUT || before == PP_STEP_BYE)
            return turn.effects;
        break;
    case PP_INPUT_FOUND:
        found(&turn, input);
        break;
    case PP_INPUT_TICK:
        if (state->deadline == 0 || now < state->deadline)
            return 0;
        tick(&turn);
        break;
    default:
        if (input->type >= PP_INPUT_TYPES)
            return 0;
        touched(&turn, input);
        break;
    }
    set_deadline(&turn);
    return turn.effects;
}
