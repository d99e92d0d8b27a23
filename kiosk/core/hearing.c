// What the recogniser's answer leads to: act, ask back, or repair.
#include "core/turn.h"

void pp_turn_ask_back(struct pp_turn *turn, const struct pp_meaning *guesses, uint8_t count)
{
    struct pp_state *state = turn->state;
    pp_turn_go_over(turn, PP_STEP_CONFIRM);
    state->guess_count = count;
    for (uint8_t i = 0; i < count; i++)
        state->guesses[i] = guesses[i];
    pp_turn_screen_changed(turn);
    // What was asked by ear is asked back by ear.
    turn->effects |= PP_EFFECT_SAY;
    state->voice = PP_VOICE_SPEAKING;
}

void pp_turn_not_understood(struct pp_turn *turn)
{
    if (turn->state->misheard < 255)
        turn->state->misheard++;
    pp_turn_say_notice(turn, turn->state->misheard > 1 ? PP_NOTICE_TOUCH : PP_NOTICE_EXAMPLE);
}

// Whether a sure answer still has to be asked back.
static bool is_weighty(const struct pp_turn *turn, struct pp_meaning meaning)
{
    enum pp_step_type type = pp_state_type(turn->state, turn->core);
    if (meaning.type == PP_INPUT_STOP || meaning.type == PP_INPUT_DONE)
        return turn->core->flow->confirm_stop && type != PP_STEP_TIMEOUT;
    bool answers = meaning.type == PP_INPUT_OPTION || meaning.type == PP_INPUT_PICK_LANGUAGE ||
                   meaning.type == PP_INPUT_RESULT;
    return answers && pp_core_step(turn->core, turn->state->step)->weight == PP_WEIGHT_CONFIRM;
}

static void heard_sure(struct pp_turn *turn, struct pp_meaning meaning)
{
    struct pp_state *state = turn->state;
    bool confirming = pp_state_type(state, turn->core) == PP_STEP_CONFIRM;
    // A "no" to what was asked back is one more that was misheard.
    if (meaning.type != PP_INPUT_NO)
        state->misheard = 0;
    if (!confirming && is_weighty(turn, meaning)) {
        pp_turn_ask_back(turn, &meaning, 1);
        return;
    }
    uint8_t step = state->step;
    pp_turn_act(turn, meaning);
    if (!confirming && (meaning.type == PP_INPUT_OPTION || meaning.type == PP_INPUT_RESULT) &&
        !(turn->effects & PP_EFFECT_WIPE)) {
        state->notice = PP_NOTICE_UNDERSTOOD;
        state->understood = meaning;
        state->understood_step = step;
    }
}

void pp_turn_heard(struct pp_turn *turn, const struct pp_input *input)
{
    struct pp_state *state = turn->state;
    bool sure = input->decision == PP_HEARD_SURE && input->guess_count > 0 &&
                pp_converse_allows(state, turn->core, input->guesses[0]);
    // Any sound shows that somebody is there.
    if (pp_state_type(state, turn->core) == PP_STEP_TIMEOUT && !sure) {
        pp_turn_act(turn, (struct pp_meaning){PP_INPUT_YES, 0});
        return;
    }
    struct pp_meaning allowed[PP_MAX_GUESSES];
    uint8_t count = 0;
    for (uint8_t i = 0; i < input->guess_count && i < PP_MAX_GUESSES; i++) {
        if (pp_converse_allows(state, turn->core, input->guesses[i]))
            allowed[count++] = input->guesses[i];
    }
    bool confirming = pp_state_type(state, turn->core) == PP_STEP_CONFIRM;
    if (count > 0 && input->decision == PP_HEARD_SURE) {
        heard_sure(turn, allowed[0]);
    } else if (confirming) {
        pp_turn_say_notice(turn, PP_NOTICE_TOUCH);
    } else if (count > 0 && (input->decision == PP_HEARD_ASK || state->misheard == 1)) {
        if (input->decision != PP_HEARD_ASK)
            state->misheard++;
        pp_turn_ask_back(turn, allowed, count);
    } else {
        pp_turn_not_understood(turn);
    }
}
