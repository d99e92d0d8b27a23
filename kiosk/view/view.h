// A screen described as data: what is on it, what each thing is called, says and does.
//
// Everything else follows from this one description: where things go (ui/layout), how they look
// (ui/paint), what is read aloud (voice/speak), what may be said (hearables), what a script finds
// and what a dump holds. Pure: built from the state, the flow, the words and what was found.
//
// Its strings tell what a visitor picked: they live in the view's arena, which is wiped whenever a
// view is built anew and when a session ends. Main thread only.
#ifndef PP_VIEW_VIEW_H
#define PP_VIEW_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "conf/kiosk.h"
#include "conf/pack.h"
#include "conf/urgent.h"
#include "core/converse.h"
#include "listings/match.h"
#include "sys/arena.h"

enum pp_role {
    PP_ROLE_BUTTON, // top or bar
    PP_ROLE_CHOICE, // a tile with a pictogram, a label and a number
    PP_ROLE_CARD,   // a result with a few lines
    PP_ROLE_TEXT,   // read-only: a heading, a fact with a pictogram; can have focus so it is read
};

// Where on the screen it belongs; layout decides the rest.
enum pp_region { PP_REGION_TOP, PP_REGION_BODY, PP_REGION_BAR };

// How much a button stands out.
enum pp_emphasis { PP_PLAIN, PP_PRIMARY, PP_DANGER };

// A line of a card or of the detail screen: a small pictogram and a text.
struct pp_line {
    const char *icon; // "" for none
    const char *text;
    bool strong;
    bool faint; // why it is shown, when it was checked
};

enum { PP_MAX_LINES = 10, PP_MAX_CONTROLS = 40, PP_MAX_SAYINGS = 48, PP_MAX_HEARABLES = 256 };

struct pp_control {
    char id[48];               // as in the scripted visitor: "option.alone", "back", "result.1"
    uint8_t role;              // enum pp_role
    uint8_t region;            // enum pp_region
    uint8_t emphasis;          // enum pp_emphasis
    uint8_t number;            // 1..9 shown on it, said for it and pressed for it; 0: none
    bool quiet;                // not said aloud by itself
    bool chosen;               // is the present setting or answer
    const char *label;         // what is seen; may have no more than a few words
    const char *spoken;        // what is said for it: a sentence
    const char *icon;          // pictogram, "" for none
    const char *tint;          // "" or a tint of the theme
    const char *action;        // of a card: the words of its button, NULL for none
    struct pp_meaning meaning; // what it does; type PP_INPUT_NONE for PP_ROLE_TEXT
    uint8_t line_count;
    struct pp_line lines[PP_MAX_LINES];
};

// One thing that is said, in reading order.
struct pp_saying {
    const char *text;
    int16_t control; // which control lights up, -1: the title, -2: the notice
    bool listed;     // part of a list: a short pause before it
};

struct pp_view {
    const char *screen; // identifier of the step
    const char *type_name;
    uint8_t step_type; // enum pp_step_type
    const char *title;
    const char *notice;  // "" for none
    uint8_t notice_kind; // enum pp_notice
    uint8_t dots, dot;   // progress: how many, how far (1..dots); 0: none
    uint8_t page, pages;
    bool rtl;
    bool listening, speaking;
    uint8_t text_size, theme;
    uint8_t control_count;
    struct pp_control controls[PP_MAX_CONTROLS];
    uint8_t saying_count;
    struct pp_saying sayings[PP_MAX_SAYINGS];
    uint8_t notice_sayings; // how many sayings (from the start) belong to the notice
    struct pp_arena arena;
};

// A result as it is shown: the match and its texts.
struct pp_found {
    struct pp_match match;
    struct pp_listing listing; // texts in the finder's arena
};

// Everything a view is built from. Borrowed during the call.
struct pp_view_source {
    const struct pp_core *core;
    const struct pp_state *state;
    const struct pp_pack *pack;         // of the state's language
    const struct pp_pack *const *packs; // of all languages (the language screen names them)
    const struct pp_kiosk *kiosk;
    const struct pp_urgent *urgent;
    const struct pp_found *found; // as many as state->result_count
    struct pp_local_time now;
    bool clock_trusted;
    bool can_speak, can_listen;
    int32_t seconds_left; // on the timeout screen
};

// Describes the screen of `source->state` in `view` (zeroed, or one built before).
void pp_view_build(struct pp_view *view, const struct pp_view_source *source);
// Wipes and frees. Takes a zeroed view.
void pp_view_finish(struct pp_view *view);

// The control with this identifier, or NULL. `option.ID` on another page is not there.
const struct pp_control *pp_view_control(const struct pp_view *view, const char *id);

// A phrase that may be said now.
struct pp_hearable {
    char id[48];        // the control or command it stands for: "option.alone", "back", "urgent"
    const char *phrase; // JSGF expansion: words, ( ), [ ], |
    struct pp_meaning meaning;
    bool urgent; // of the words that are listened to everywhere
};

struct pp_hearables {
    struct pp_hearable items[PP_MAX_HEARABLES];
    uint16_t count;
    struct pp_arena arena;
};

// All phrases of the current screen: options of every page, the numbers of the tiles that are
// seen, the fixed commands, the urgent words.
void pp_view_hearables(struct pp_hearables *hearables, const struct pp_view *view,
                       const struct pp_view_source *source);
void pp_hearables_finish(struct pp_hearables *hearables);

#endif
