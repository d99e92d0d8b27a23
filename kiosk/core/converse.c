#include "core/turn.h"

#include <string.h>

// How many times in a row the idle time may pass while something is said.
enum { PATIENCE = 3 };

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

static bool is_fresh(const struct pp_turn *turn)
{
    struct pp_state fresh;
    pp_state_init(&fresh, turn->core);
    fresh.deadline = turn->state->deadline;
    // Padding is zero in both: states are made by memset, and only members are written after.
    // NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c)
    return memcmp(&fresh, turn->state, sizeof(fresh)) == 0;
}

// Speaks the screen when the visitor goes by ear.
void pp_turn_screen_changed(struct pp_turn *turn)
{
    turn->effects |= PP_EFFECT_REDRAW;
    if (turn->state->by_voice) {
        turn->effects |= PP_EFFECT_SAY;
        turn->state->voice = PP_VOICE_SPEAKING;
    }
}

void pp_turn_say_notice(struct pp_turn *turn, enum pp_notice notice)
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
static void arrive(struct pp_turn *turn, enum pp_step_type from)
{
    struct pp_state *state = turn->state;
    bool asked = from == PP_STEP_QUESTION || from == PP_STEP_START;
    if (pp_state_type(state, turn->core) == PP_STEP_RESULTS && asked) {
        state->page = 0;
        forget_results(state);
        turn->effects |= PP_EFFECT_SEARCH | PP_EFFECT_REDRAW;
        return;
    }
    pp_turn_screen_changed(turn);
}

static void go(struct pp_turn *turn, uint8_t step)
{
    struct pp_state *state = turn->state;
    enum pp_step_type from = pp_state_type(state, turn->core);
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
static void leave(struct pp_turn *turn)
{
    struct pp_state *state = turn->state;
    if (state->depth == 0)
        return;
    state->depth--;
    state->step = state->trail[state->depth].step;
    state->page = state->trail[state->depth].page;
    // Larger or smaller letters may have made fewer pages of what there is.
    uint8_t pages = pp_converse_pages(state, turn->core);
    if (state->page >= pages)
        state->page = (uint8_t)(pages - 1);
    state->trail[state->depth] = (struct pp_visit){0};
    state->guess_count = 0;
    state->asking_danger = 0;
    memset(state->guesses, 0, sizeof(state->guesses));
}

// Questions about what was said or whether anybody is there go over the screen they ask about,
// but never over each other; the other overlays take each other's place.
void pp_turn_go_over(struct pp_turn *turn, enum pp_step_type type)
{
    bool asks = type == PP_STEP_CONFIRM || type == PP_STEP_TIMEOUT;
    for (;;) {
        enum pp_step_type at = pp_state_type(turn->state, turn->core);
        bool passing = at == PP_STEP_CONFIRM || at == PP_STEP_TIMEOUT;
        if (!(asks ? passing : is_overlay(at)) || turn->state->depth == 0)
            break;
        leave(turn);
    }
    go(turn, step_of(turn->core, type));
}

static void wipe(struct pp_turn *turn)
{
    pp_state_init(turn->state, turn->core);
    turn->effects = PP_EFFECT_WIPE | PP_EFFECT_HUSH | PP_EFFECT_UNLISTEN | PP_EFFECT_SETTINGS |
                    PP_EFFECT_REDRAW;
}

static void stop(struct pp_turn *turn)
{
    // The goodbye is still said in the visitor's own language; leaving it wipes that too.
    bool by_voice = turn->state->by_voice;
    uint8_t language = turn->state->language;
    wipe(turn);
    turn->state->language = language;
    turn->state->step = step_of(turn->core, PP_STEP_BYE);
    if (by_voice) {
        turn->state->voice = PP_VOICE_SPEAKING;
        turn->effects |= PP_EFFECT_SAY;
    }
}

// Back to the screen before, undoing what was answered there.
static void back(struct pp_turn *turn)
{
    struct pp_state *state = turn->state;
    enum pp_step_type from = pp_state_type(state, turn->core);
    leave(turn);
    enum pp_step_type to = pp_state_type(state, turn->core);
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

static uint8_t next_question(const struct pp_turn *turn, uint8_t step)
{
    const struct pp_core *core = turn->core;
    uint8_t next = pp_core_step(core, step)->next;
    // At most every step once, so that a circle in the data cannot hang the kiosk.
    for (uint8_t i = 0; i < core->flow->step_count; i++) {
        if (next == PP_NONE || pp_core_step(core, next)->type != PP_STEP_QUESTION ||
            !turn->state->answers[next])
            break;
        next = pp_core_step(core, next)->next;
    }
    return next == PP_NONE ? step_of(core, PP_STEP_RESULTS) : next;
}

static int8_t stepped(int8_t value, int change, int low, int high)
{
    int next = value + change;
    return (int8_t)(next < low ? low : next > high ? high : next);
}

static void change_volume(struct pp_turn *turn, int change)
{
    turn->state->volume = stepped(turn->state->volume, change, PP_VOLUME_MIN, PP_VOLUME_MAX);
    turn->effects |= PP_EFFECT_SETTINGS | PP_EFFECT_REDRAW;
}

static void change_rate(struct pp_turn *turn, int change)
{
    turn->state->rate = stepped(turn->state->rate, change, PP_RATE_MIN, PP_RATE_MAX);
    turn->effects |= PP_EFFECT_SETTINGS | PP_EFFECT_REDRAW;
}

static void change_setting(struct pp_turn *turn, enum pp_setting setting)
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

static void answer(struct pp_turn *turn, uint8_t index)
{
    struct pp_state *state = turn->state;
    uint8_t step = state->step;
    const struct pp_option *option = &pp_core_step(turn->core, step)->options[index];
    if (option->setting != PP_SETTING_NONE) {
        change_setting(turn, option->setting);
        return;
    }
    if (option->answers_step != PP_NONE)
        state->answers[option->answers_step] = (uint8_t)(option->answers_option + 1);
    if (pp_core_step(turn->core, step)->type == PP_STEP_QUESTION)
        state->answers[step] = (uint8_t)(index + 1);
    go(turn, next_question(turn, step));
}

// From the urgent screen on to the normal search: back to the question it came over, or to the
// first one.
static void begin(struct pp_turn *turn)
{
    struct pp_state *state = turn->state;
    if (pp_state_type(state, turn->core) == PP_STEP_URGENT) {
        leave(turn);
        if (pp_state_type(state, turn->core) != PP_STEP_START) {
            arrive(turn, PP_STEP_URGENT);
            return;
        }
    }
    go(turn, next_question(turn, step_of(turn->core, PP_STEP_START)));
}

static void yes(struct pp_turn *turn)
{
    struct pp_state *state = turn->state;
    if (pp_state_type(state, turn->core) == PP_STEP_TIMEOUT) {
        leave(turn);
        pp_turn_screen_changed(turn);
        return;
    }
    bool danger = state->asking_danger;
    struct pp_meaning meaning = state->guesses[0];
    leave(turn);
    state->misheard = 0;
    if (danger)
        pp_turn_go_over(turn, PP_STEP_URGENT);
    else
        pp_turn_act(turn, meaning);
}

static void no(struct pp_turn *turn)
{
    struct pp_state *state = turn->state;
    if (pp_state_type(state, turn->core) == PP_STEP_TIMEOUT) {
        stop(turn);
        return;
    }
    bool danger = state->asking_danger;
    // Somebody who does not want to stop after all has been understood.
    bool stopping = state->guess_count == 1 && (state->guesses[0].type == PP_INPUT_STOP ||
                                                state->guesses[0].type == PP_INPUT_DONE);
    leave(turn);
    if (danger)
        pp_turn_say_notice(turn, PP_NOTICE_EXPLAIN);
    else if (stopping)
        pp_turn_screen_changed(turn);
    else
        pp_turn_not_understood(turn);
}

// Does what a control stands for. What is not allowed now does nothing.
void pp_turn_act(struct pp_turn *turn, struct pp_meaning meaning)
{
    struct pp_state *state = turn->state;
    if (!pp_converse_allows(state, turn->core, meaning))
        return;
    if (pp_state_type(state, turn->core) == PP_STEP_CONFIRM &&
        pp_state_asks_about(state, meaning)) {
        leave(turn);
        state->misheard = 0;
        pp_turn_act(turn, meaning);
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
        pp_turn_go_over(turn, PP_STEP_URGENT);
        break;
    case PP_INPUT_MORE:
        state->page = (uint8_t)((state->page + 1) % pp_converse_pages(state, turn->core));
        pp_turn_screen_changed(turn);
        break;
    case PP_INPUT_LANGUAGE:
        pp_turn_go_over(turn, PP_STEP_LANGUAGE);
        break;
    case PP_INPUT_SETTINGS:
        pp_turn_go_over(turn, PP_STEP_SETTINGS);
        break;
    case PP_INPUT_PICK_LANGUAGE:
        state->language = meaning.arg;
        leave(turn);
        pp_turn_screen_changed(turn);
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
        pp_turn_ask_back(turn, NULL, 0);
        state->asking_danger = 1;
        break;
    case PP_INPUT_EXPLAIN:
        pp_turn_say_notice(turn, PP_NOTICE_EXPLAIN);
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

// Nothing is said or listened to from now on.
static void hush(struct pp_turn *turn)
{
    struct pp_state *state = turn->state;
    if (state->voice == PP_VOICE_SPEAKING)
        turn->effects |= PP_EFFECT_HUSH | PP_EFFECT_REDRAW;
    if (state->voice == PP_VOICE_LISTENING)
        turn->effects |= PP_EFFECT_UNLISTEN | PP_EFFECT_REDRAW;
    state->voice = PP_VOICE_QUIET;
}

static void tick(struct pp_turn *turn)
{
    struct pp_state *state = turn->state;
    switch (pp_state_type(state, turn->core)) {
    case PP_STEP_START:
    case PP_STEP_BYE:
    case PP_STEP_TIMEOUT:
        wipe(turn);
        break;
    default:
        // While something is said, somebody may well be listening; but not for ever: a loudspeaker
        // that has died must not keep a visitor's answers on the screen. Listening ends by itself
        // in seconds, so by now it is stuck.
        if (state->voice == PP_VOICE_SPEAKING && state->patience < PATIENCE) {
            state->patience++;
            break;
        }
        hush(turn);
        pp_turn_go_over(turn, PP_STEP_TIMEOUT);
        turn->effects |= PP_EFFECT_SAY;
        state->voice = PP_VOICE_SPEAKING;
        break;
    }
}

static void found(struct pp_turn *turn, const struct pp_input *input)
{
    struct pp_state *state = turn->state;
    if (pp_state_type(state, turn->core) != PP_STEP_RESULTS)
        return;
    uint8_t count =
        input->found_count < PP_MAX_RESULTS ? input->found_count : (uint8_t)PP_MAX_RESULTS;
    forget_results(state);
    memcpy(state->results, input->found, count * sizeof(state->results[0]));
    state->result_count = count;
    if (state->page >= pp_converse_pages(state, turn->core))
        state->page = 0;
    pp_turn_screen_changed(turn);
}

// A visitor's own doing ends what is being said or listened to, and with it the last notice.
static void interrupt(struct pp_turn *turn, enum pp_voice *was)
{
    struct pp_state *state = turn->state;
    *was = (enum pp_voice)state->voice;
    hush(turn);
    state->patience = 0;
    if (state->notice != PP_NOTICE_NONE)
        turn->effects |= PP_EFFECT_REDRAW;
    state->notice = PP_NOTICE_NONE;
    state->understood = (struct pp_meaning){0};
    state->understood_step = 0;
}

static void touched(struct pp_turn *turn, const struct pp_input *input)
{
    enum pp_step_type type = pp_state_type(turn->state, turn->core);
    enum pp_voice was;
    interrupt(turn, &was);
    if (type == PP_STEP_BYE) {
        wipe(turn);
        if (input->type == PP_INPUT_URGENT)
            pp_turn_go_over(turn, PP_STEP_URGENT);
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
    pp_turn_act(turn, (struct pp_meaning){input->type, input->arg});
}

static void set_deadline(struct pp_turn *turn)
{
    struct pp_state *state = turn->state;
    const struct pp_timings *timings = &turn->core->flow->timings;
    int64_t seconds = timings->idle;
    switch (pp_state_type(state, turn->core)) {
    case PP_STEP_START:
        // A touch that changes nothing still shows that somebody is there.
        seconds = is_fresh(turn) && !turn->touched ? 0 : timings->idle;
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
    struct pp_turn turn = {.state = state, .core = core, .now = now};
    enum pp_step_type before = pp_state_type(state, core);
    switch (input->type) {
    case PP_INPUT_NONE:
        return 0;
    case PP_INPUT_HEARD: {
        if (state->voice != PP_VOICE_LISTENING)
            return 0;
        enum pp_voice was;
        interrupt(&turn, &was);
        pp_turn_heard(&turn, input);
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
        turn.touched = !(turn.effects & PP_EFFECT_WIPE);
        break;
    }
    set_deadline(&turn);
    return turn.effects;
}
