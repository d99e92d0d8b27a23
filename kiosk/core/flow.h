// The conversation as data: steps, their options, and what each answer is worth for each kind of
// support. Loaded from config/conversation.yaml and config/kinds.yaml by conf/; constant afterwards
// and shared freely between threads. Identifiers are borrowed from the loader's arena.
#ifndef PP_CORE_FLOW_H
#define PP_CORE_FLOW_H

#include <stdbool.h>
#include <stdint.h>

enum {
    PP_MAX_STEPS = 24,
    PP_MAX_OPTIONS = 24, // of one step
    PP_MAX_KINDS = 64,
    PP_MAX_RESULTS = 9, // listings a visitor is offered at most, over all pages
    PP_MAX_LANGUAGES = 24,
    PP_NONE = 255, // "no step", "no option", "no kind"
};

// What a step is. Only PP_STEP_QUESTION may occur more than once.
enum pp_step_type {
    PP_STEP_START,
    PP_STEP_QUESTION,
    PP_STEP_RESULTS,
    PP_STEP_DETAIL,
    PP_STEP_URGENT,
    PP_STEP_CONFIRM,
    PP_STEP_LANGUAGE,
    PP_STEP_SETTINGS,
    PP_STEP_TIMEOUT,
    PP_STEP_BYE,
    PP_STEP_TYPES
};

// What it takes to act on an answer that was heard and is sure. A doubtful one is always asked
// back.
enum pp_weight {
    PP_WEIGHT_HARMLESS, // act, show what was understood, let it be undone
    PP_WEIGHT_CONFIRM,  // ask back first
};

// What an option of the settings step changes.
enum pp_setting {
    PP_SETTING_NONE,
    PP_SETTING_TEXT_SIZE, // the next size, round
    PP_SETTING_THEME,     // the next theme, round
    PP_SETTING_LOUDER,
    PP_SETTING_SOFTER,
    PP_SETTING_FASTER,
    PP_SETTING_SLOWER,
};

struct pp_option {
    const char *id;
    const char *icon; // assets/pictograms/ICON.svg
    const char *tint; // name of a colour of the theme
    bool bar;         // stands in the bar (an answer that says nothing: "dat zeg ik liever niet")
    bool quiet;       // never said back aloud in a public room
    enum pp_setting setting;
    // An option of the start step answers another question in passing ("het gaat om iemand
    // anders" answers `need`): that step and option, or PP_NONE.
    uint8_t answers_step;
    uint8_t answers_option;
    int8_t worth[PP_MAX_KINDS]; // -9..9, what this answer is worth for each kind of support
};

struct pp_step {
    const char *id;
    enum pp_step_type type;
    enum pp_weight weight;
    bool refine;  // a question that is only asked from the results, when the visitor wants to
    bool themed;  // its options are the themes listings can be marked with (happened)
    uint8_t next; // the step after this one, or PP_NONE
    uint8_t option_count;
    struct pp_option options[PP_MAX_OPTIONS];
};

// A kind of support (a row of mission.md).
struct pp_kind {
    const char *id;
    const char *icon;
    const char *tint;
    bool peer;        // people who lived through it themselves: ranked first
    bool last_resort; // offered when nothing else fits
};

// Points by which listings are put in order; see listings/match.h for how they add up.
struct pp_ranking {
    int16_t fit;         // for each point of worth
    int16_t theme;       // worth added when a listing is marked for what happened
    int16_t other_theme; // worth taken off when it is marked, but for something else
    int16_t peer;        // a kind with `peer`
    int16_t open_now;    // open, or begins within two hours
    int16_t open_today;
    int16_t open_this_week; // within seven days
    int16_t per_5_minutes;  // taken off for every five minutes' walk ...
    int16_t walk_max;       // ... to this much at most
    int16_t checked;        // checked within the last 92 days
    int16_t stale;          // taken off when checked more than 365 days ago
    int16_t same_kind;      // taken off for every listing of the same kind already chosen
};

// Seconds.
struct pp_timings {
    uint16_t idle;      // without a touch or a word, until the warning
    uint16_t warning;   // until the session ends after the warning
    uint16_t bye;       // how long the goodbye stands
    uint16_t repeat_ms; // milliseconds in which a second press of the same control is ignored
};

struct pp_flow {
    uint8_t step_count;
    uint8_t kind_count;
    uint8_t step_of[PP_STEP_TYPES]; // the step of each type; of questions, the first
    struct pp_step steps[PP_MAX_STEPS];
    struct pp_kind kinds[PP_MAX_KINDS];
    struct pp_ranking ranking;
    struct pp_timings timings;
    bool confirm_stop; // "stop", heard, is asked back
};

// The index of the step with this identifier, or PP_NONE.
uint8_t pp_flow_find_step(const struct pp_flow *flow, const char *id);
// The index of an option of a step, or PP_NONE.
uint8_t pp_flow_find_option(const struct pp_step *step, const char *id);
uint8_t pp_flow_find_kind(const struct pp_flow *flow, const char *id);

// The options of a step that stand on tiles come in order, those of the bar are left out of the
// count and of the pages.
uint8_t pp_step_tile_count(const struct pp_step *step);
// The option index of the n-th tile, or PP_NONE.
uint8_t pp_step_tile(const struct pp_step *step, uint8_t n);

#endif
