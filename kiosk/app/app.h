// The kiosk: everything put together. Main thread.
//
// Event or message -> pp_app_input -> the conversation -> effects: view, layout and paint; speak;
// listen; search; wipe.
#ifndef PP_APP_APP_H
#define PP_APP_APP_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "app/sound.h"
#include "app/world.h"
#include "core/converse.h"
#include "listings/store.h"
#include "ui/layout.h"
#include "ui/paint.h"
#include "ui/window.h"
#include "view/view.h"

struct pp_script;

struct pp_app_params {
    struct pp_world *world; // borrowed
    int width, height;      // 0: the display's
    double dpi;             // 0: by the panel
    bool fullscreen;
    bool headless;
    struct pp_script *script; // borrowed, or NULL
    const char *out_dir;      // for shots and dumps
    bool has_now;
    int64_t now_s; // --now: what the wall clock says at the start
};

// Time as the kiosk sees it: the machine's, or one that a script lets pass.
struct pp_time {
    bool by_script;
    int64_t now_ms;      // by script: milliseconds since the start
    int64_t wall_offset; // seconds to add to the wall clock (--now)
    int64_t wall_start;  // by script: wall clock at the start
};

// Something that a finger or mouse is doing.
struct pp_press {
    bool down;
    int64_t finger;   // SDL's, or -1 for the mouse
    int control;      // that it went down on, or -1
    char last_id[48]; // the control pressed last, and when: a second press is swallowed
    uint8_t last_step;
    int64_t last_ms;
};

struct pp_app {
    struct pp_world *world;
    struct pp_script *script;
    const char *out_dir;
    bool headless;
    bool fullscreen;
    bool quit;
    int exit_code;
    struct pp_time time;
    bool clock_given; // by --now: then it is believed
    bool clock_trusted;
    int32_t seconds_shown; // of the warning, on the screen now
    // The conversation and what it is about.
    struct pp_core core;
    struct pp_state state;
    struct pp_store *store; // NULL: no listings
    struct pp_found found[PP_MAX_RESULTS];
    struct pp_arena found_arena;
    // What is seen.
    struct pp_window *window;
    struct pp_painter *painter;
    struct pp_glass glass;
    struct pp_view view;
    struct pp_layout layout;
    struct pp_paint_marks marks;
    bool dirty;
    struct pp_press press;
    // What is heard.
    struct pp_sound sound;
    bool sound_started;
    int16_t said[PP_MAX_SAYINGS]; // what each sentence that is being said lights up
    uint8_t said_count;
    bool saying_control; // what is being said is the focused control alone
};

// Puts everything together and describes the first screen. False: the report says why.
bool pp_app_init(struct pp_app *app, const struct pp_app_params *params, struct pp_report *report);
// Takes a zeroed one.
void pp_app_finish(struct pp_app *app);

// Runs until the window is closed, a signal asks to stop or the script has ended. Returns the
// exit code.
int pp_app_run(struct pp_app *app);

// Gives the conversation an input and carries out what follows.
void pp_app_input(struct pp_app *app, const struct pp_input *input);
void pp_app_meaning(struct pp_app *app, struct pp_meaning meaning);

// An SDL event (app/events.c).
void pp_app_event(struct pp_app *app, const SDL_Event *event);

// Describes the screen anew and lays it out; it is painted when the loop comes round.
void pp_app_describe(struct pp_app *app);
void pp_app_paint(struct pp_app *app);

// Seconds until the conversation's deadline.
int32_t pp_app_seconds_left(const struct pp_app *app);

int64_t pp_app_now(const struct pp_app *app);  // milliseconds, never jumps
int64_t pp_app_wall(const struct pp_app *app); // seconds since 1970
void pp_app_source(const struct pp_app *app, struct pp_view_source *source);

// Whether a control has a place on the page that is seen; the title and the notice (below 0) do.
bool pp_app_is_placed(const struct pp_app *app, int control);

// Says one control (the one that has the focus).
void pp_app_say_control(struct pp_app *app, int control);

#endif
