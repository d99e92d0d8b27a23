// The conversation: (state, input, now) -> state and effects.
//
// Pure: no clock, no I/O, no threads, no allocation. The state is a flat value without pointers or
// padding that matters: a wiped state equals a fresh one byte for byte. Everything that a visitor
// has said or picked is in it and nowhere else in the core.
#ifndef PP_CORE_CONVERSE_H
#define PP_CORE_CONVERSE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/flow.h"

// How much the screen has room for at the present text size; the rest is on further pages.
struct pp_capacity {
    uint8_t tiles; // choices: at most six
    uint8_t cards; // results: at most three
};

// What the conversation needs to know beside the flow. Borrowed and constant during a call.
struct pp_core {
    const struct pp_flow *flow;
    uint8_t language_count; // language 0 is this kiosk's own
    struct pp_capacity capacity;
    // Pages that the texts of the detail and the urgent screen take: how many fit on one depends on
    // the texts, so the layout counts them. At least 1.
    uint8_t text_pages;
};

enum pp_input_type {
    PP_INPUT_NONE,
    // What a control, a key or a heard phrase can mean:
    PP_INPUT_BEGIN,
    PP_INPUT_OPTION, // arg: option of the current step, on whatever page
    PP_INPUT_BACK,
    PP_INPUT_STOP,
    PP_INPUT_DONE,
    PP_INPUT_URGENT,
    PP_INPUT_MORE, // the next page, round
    PP_INPUT_LANGUAGE,
    PP_INPUT_SETTINGS,
    PP_INPUT_PICK_LANGUAGE, // arg: index of a language
    PP_INPUT_RESULT,        // arg: index of a result, on whatever page
    PP_INPUT_REFINE,        // ask me one more question
    PP_INPUT_READ_ALOUD,
    PP_INPUT_TALK,
    PP_INPUT_YES,
    PP_INPUT_NO,
    PP_INPUT_HELP,    // a bare "hulp": is there danger, or shall I explain?
    PP_INPUT_EXPLAIN, // "ik snap het niet"
    PP_INPUT_LOUDER,
    PP_INPUT_SOFTER,
    PP_INPUT_FASTER,
    PP_INPUT_SLOWER,
    // What the world reports:
    PP_INPUT_TOUCH,  // somewhere without a control, or any sign of life
    PP_INPUT_HEARD,  // the recogniser's answer: `decision`, `guesses`
    PP_INPUT_DEAF,   // listening ended without an answer: cancelled, or the microphone went
    PP_INPUT_SPOKEN, // speaking ended by itself
    PP_INPUT_FOUND,  // the answer to PP_EFFECT_SEARCH: `found`
    PP_INPUT_TICK,   // the deadline has come
    PP_INPUT_TYPES
};

enum pp_decision {
    PP_HEARD_NO,  // not one of the phrases, as far as can be told
    PP_HEARD_ASK, // doubtful
    PP_HEARD_SURE,
};

// One meaning, as small as can be: what a control stands for and what a phrase says.
struct pp_meaning {
    uint8_t type; // enum pp_input_type
    uint8_t arg;
};

enum { PP_MAX_GUESSES = 3 };

struct pp_input {
    uint8_t type; // enum pp_input_type
    uint8_t arg;
    uint8_t decision;    // PP_INPUT_HEARD: enum pp_decision
    uint8_t guess_count; // PP_INPUT_HEARD: best first
    struct pp_meaning guesses[PP_MAX_GUESSES];
    uint8_t found_count;            // PP_INPUT_FOUND
    uint32_t found[PP_MAX_RESULTS]; // PP_INPUT_FOUND: row numbers of the listings, best first
};

// What is going on with sound.
enum pp_voice {
    PP_VOICE_QUIET,
    PP_VOICE_SPEAKING,
    PP_VOICE_LISTENING,
};

// A line that is shown once, above the choices.
enum pp_notice {
    PP_NOTICE_NONE,
    PP_NOTICE_UNDERSTOOD, // "ik hoorde: ..." (`understood`); back undoes it
    PP_NOTICE_EXAMPLE,    // not understood, first: say for example ...
    PP_NOTICE_TOUCH,      // not understood, again: tap a picture, or ask the host
    PP_NOTICE_EXPLAIN,    // what this screen is for
    PP_NOTICES
};

enum { PP_TRAIL = 16, PP_TEXT_SIZES = 3, PP_THEMES = 3 };
enum { PP_VOLUME_MIN = -3, PP_VOLUME_MAX = 3, PP_RATE_MIN = -2, PP_RATE_MAX = 3 };

struct pp_visit {
    uint8_t step;
    uint8_t page;
};

struct pp_state {
    uint8_t step; // the screen that is shown
    uint8_t page;
    uint8_t language;
    uint8_t depth;                    // of the trail
    struct pp_visit trail[PP_TRAIL];  // screens to go back to, oldest first
    uint8_t answers[PP_MAX_STEPS];    // of each step: option + 1, or 0 when not answered
    uint32_t results[PP_MAX_RESULTS]; // row numbers of the listings, best first
    uint8_t result_count;
    uint8_t result;        // on the detail screen: index into `results`
    uint8_t by_voice;      // the visitor began by voice: screens are read aloud by themselves
    uint8_t voice;         // enum pp_voice
    uint8_t notice;        // enum pp_notice
    uint8_t misheard;      // times in a row that nothing was understood
    uint8_t patience;      // times in a row that the idle time passed while something was said
    uint8_t asking_danger; // the confirm screen asks whether there is danger
    uint8_t guess_count;   // what the confirm screen asks about
    struct pp_meaning guesses[PP_MAX_GUESSES];
    struct pp_meaning understood; // for PP_NOTICE_UNDERSTOOD
    uint8_t understood_step;      // the step it was an answer to
    int8_t volume;                // steps from this kiosk's usual
    int8_t rate;                  // steps from the usual
    uint8_t text_size;
    uint8_t theme;
    int64_t deadline; // milliseconds of the monotonic clock when PP_INPUT_TICK is due; 0: never
};

// What the world must do after a step of the conversation: a set of these.
enum pp_effect {
    PP_EFFECT_REDRAW = 1 << 0,     // the screen's description has changed
    PP_EFFECT_HUSH = 1 << 1,       // stop speaking at once
    PP_EFFECT_SAY = 1 << 2,        // read the screen aloud, from its start
    PP_EFFECT_SAY_NOTICE = 1 << 3, // say the notice only
    PP_EFFECT_LISTEN = 1 << 4,     // open the microphone for this screen's phrases
    PP_EFFECT_UNLISTEN = 1 << 5,   // close it, throw away what it heard
    PP_EFFECT_SEARCH = 1 << 6,     // match `answers`, answer with PP_INPUT_FOUND
    PP_EFFECT_SETTINGS = 1 << 7,   // volume, rate, text size, theme or language has changed
    PP_EFFECT_WIPE = 1 << 8,       // the session has ended: wipe whatever still knows of it
};

// Makes a fresh state: the start screen, nothing known, no deadline.
void pp_state_init(struct pp_state *state, const struct pp_core *core);

// Takes one step. `now` is in milliseconds of a clock that never jumps. What a visitor does always
// counts as a sign of life (it ends speech, notice and idle time), even when it has no meaning on
// this screen; anything else that has none changes nothing. Returns a set of enum pp_effect.
uint32_t pp_converse(struct pp_state *state, const struct pp_core *core,
                     const struct pp_input *input, int64_t now);

// Whether a meaning could be acted on now: the view shows a control for it, the grammar a phrase.
bool pp_converse_allows(const struct pp_state *state, const struct pp_core *core,
                        struct pp_meaning meaning);

// How many pages the current screen has (at least 1).
uint8_t pp_converse_pages(const struct pp_state *state, const struct pp_core *core);

// The question that PP_INPUT_REFINE would ask, or PP_NONE when all have been answered.
uint8_t pp_converse_refinement(const struct pp_state *state, const struct pp_core *core);

// Whether the visitor is here for somebody else (answered `for_other`).
bool pp_converse_for_other(const struct pp_state *state, const struct pp_core *core);

#endif
