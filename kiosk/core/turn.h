// One step of the conversation while it is being taken: what converse.c and hearing.c share.
// Private to core/.
#ifndef PP_CORE_TURN_H
#define PP_CORE_TURN_H

#include "core/converse.h"

struct pp_turn {
    struct pp_state *state;
    const struct pp_core *core;
    int64_t now;
    uint32_t effects;
    bool touched; // the visitor did something
};

const struct pp_step *pp_core_step(const struct pp_core *core, uint8_t index);
enum pp_step_type pp_state_type(const struct pp_state *state, const struct pp_core *core);

// Whether the confirm screen asks about this meaning.
bool pp_state_asks_about(const struct pp_state *state, struct pp_meaning meaning);

// converse.c: does what a control stands for; what is not allowed now does nothing.
void pp_turn_act(struct pp_turn *turn, struct pp_meaning meaning);
// Puts a screen of this type over the one that is shown.
void pp_turn_go_over(struct pp_turn *turn, enum pp_step_type type);
// The screen is another one: draw it, and say it when the visitor goes by ear.
void pp_turn_screen_changed(struct pp_turn *turn);
// Shows and says a notice.
void pp_turn_say_notice(struct pp_turn *turn, enum pp_notice notice);

// hearing.c: takes the recogniser's answer.
void pp_turn_heard(struct pp_turn *turn, const struct pp_input *input);
// Asks back what was meant, with up to PP_MAX_GUESSES pictures; none: whether there is danger.
void pp_turn_ask_back(struct pp_turn *turn, const struct pp_meaning *guesses, uint8_t count);
// Nothing was understood: an example first, then the way by touch.
void pp_turn_not_understood(struct pp_turn *turn);

#endif
