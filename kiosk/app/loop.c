// The loop: wait for an event, a message or a deadline; take it; paint when something has changed.
#include <signal.h>
#include <stdio.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "app/app.h"
#include "app/script.h"
#include "sys/clock.h"
#include "sys/log.h"

enum { FLOW_MS = 20 };

// A signal handler can reach nothing but globals: these two are its whole contact with the loop.
static volatile sig_atomic_t stop_asked;
static volatile sig_atomic_t wake_fd = -1;

static void on_signal(int number)
{
    (void)number;
    stop_asked = 1;
    const uint64_t one = 1;
    ssize_t n = write(wake_fd, &one, sizeof(one));
    (void)n;
}

static void catch_signals(int fd)
{
    wake_fd = fd;
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static void sentence_begins(struct pp_app *app, uint8_t number)
{
    if (number >= app->said_count)
        return;
    app->marks.lit = app->said[number];
    app->dirty = true;
}

static void take_message(struct pp_app *app, const struct pp_voice_message *message)
{
    struct pp_sound *sound = &app->sound;
    struct pp_input input = {.type = PP_INPUT_SPOKEN};
    switch (message->type) {
    case PP_VOICE_MISSING:
        pp_log(PP_LOG_NO_RECOGNISER, 0, 0);
        sound->deaf = true;
        if (app->state.voice == PP_VOICE_LISTENING) {
            input.type = PP_INPUT_DEAF;
            pp_app_input(app, &input);
        }
        pp_app_describe(app);
        break;
    case PP_VOICE_HEARD:
        if (pp_sound_heard(sound, message, &input))
            pp_app_input(app, &input);
        break;
    case PP_VOICE_SENTENCE:
        if (message->session == sound->session)
            sentence_begins(app, message->number);
        break;
    case PP_VOICE_SPOKEN:
        if (message->session == sound->session) {
            sound->wants_speaker = false;
            app->saying_control = false;
            app->marks.lit = PP_LIT_NOTHING;
            app->dirty = true;
            pp_app_input(app, &input);
        }
        break;
    case PP_VOICE_SPEECH:
        if (message->session == sound->session) {
            app->marks.level = 1.0;
            app->dirty = true;
        }
        break;
    case PP_VOICE_READY:
        break;
    }
}

static bool take_messages(struct pp_app *app)
{
    struct pp_voice_message message;
    bool some = false;
    while (pp_mailbox_take(&app->sound.inbox, &message)) {
        take_message(app, &message);
        some = true;
    }
    return some;
}

static bool take_events(struct pp_app *app)
{
    SDL_Event event;
    bool some = false;
    while (SDL_PollEvent(&event)) {
        pp_app_event(app, &event);
        some = true;
    }
    return some;
}

// What is due now: the conversation's deadline, and the seconds of the warning counting down.
static void take_deadline(struct pp_app *app)
{
    if (app->state.deadline && pp_app_now(app) >= app->state.deadline) {
        struct pp_input input = {.type = PP_INPUT_TICK};
        pp_app_input(app, &input);
    }
    if (app->view.step_type == PP_STEP_TIMEOUT && pp_app_seconds_left(app) != app->seconds_shown)
        pp_app_describe(app);
}

// Milliseconds until something is due by itself, or -1.
static int64_t until_due(const struct pp_app *app)
{
    int64_t now = pp_app_now(app);
    int64_t due = app->state.deadline;
    if (app->script) {
        int64_t script = pp_script_due(app->script);
        if (script && (!due || script < due))
            due = script;
    }
    if (!due)
        return -1;
    int64_t left = due > now ? due - now : 0;
    bool counting = app->view.step_type == PP_STEP_TIMEOUT;
    return counting && left > 1000 ? 1000 : left;
}

static void paint_if_dirty(struct pp_app *app)
{
    if (app->dirty)
        pp_app_paint(app);
}

// Lets a script go as far as it can now. False when it has ended.
static bool run_script(struct pp_app *app)
{
    for (;;) {
        enum pp_script_state state = pp_script_step(app->script, app);
        if (state == PP_SCRIPT_ENDED)
            return false;
        if (state == PP_SCRIPT_WAITS)
            return true;
        take_events(app);
        take_messages(app);
        paint_if_dirty(app);
    }
}

// Time of its own: it passes only when every worker is idle and nothing else is left to do.
static void run_by_script(struct pp_app *app)
{
    for (;;) {
        take_events(app);
        take_messages(app);
        take_deadline(app);
        paint_if_dirty(app);
        if (!run_script(app) || stop_asked)
            return;
        if (pp_sound_busy(&app->sound)) {
            pp_mailbox_wait(&app->sound.inbox, 100);
            continue;
        }
        if (take_messages(app))
            continue;
        int64_t step = until_due(app);
        bool flowing =
            pp_sound_flowing(&app->sound) || app->state.voice != PP_VOICE_QUIET || step < 0;
        if (flowing && (step < 0 || step > FLOW_MS))
            step = FLOW_MS;
        app->time.now_ms += step;
        pp_sound_advance(&app->sound, step < 1000 ? step : 0);
    }
}

// Tells systemd that the loop goes round, half as often as it wants to know.
struct watchdog {
    int64_t every_ms; // 0: nobody wants to know
    int64_t next_ms;
};

static void watchdog_init(struct watchdog *watchdog)
{
    uint64_t us = 0;
    bool wanted = sd_watchdog_enabled(0, &us) > 0;
    *watchdog = (struct watchdog){.every_ms = wanted ? (int64_t)(us / 2000) : 0};
}

static int64_t watchdog_feed(struct watchdog *watchdog, int64_t now, int64_t wait)
{
    if (watchdog->every_ms == 0)
        return wait;
    if (now >= watchdog->next_ms) {
        sd_notify(0, "WATCHDOG=1");
        watchdog->next_ms = now + watchdog->every_ms;
    }
    int64_t left = watchdog->next_ms - now;
    return wait < 0 || wait > left ? left : wait;
}

// Looks after the devices. True when that led to something new.
static bool attend(struct pp_app *app)
{
    struct pp_input input = {0};
    switch (pp_sound_attend(&app->sound, app->state.deadline != 0)) {
    case PP_SOUND_AS_BEFORE:
        return false;
    case PP_SOUND_CHANGED:
        pp_app_describe(app);
        return true;
    case PP_SOUND_MUTE:
        input.type = PP_INPUT_SPOKEN;
        break;
    case PP_SOUND_DEAF:
        input.type = PP_INPUT_DEAF;
        break;
    }
    app->marks.lit = PP_LIT_NOTHING;
    pp_app_input(app, &input);
    pp_app_describe(app);
    return true;
}

// Time as it passes for everybody.
static void run_by_clock(struct pp_app *app)
{
    struct watchdog watchdog;
    watchdog_init(&watchdog);
    int64_t before = pp_app_now(app);
    while (!app->quit && !stop_asked) {
        take_messages(app);
        take_deadline(app);
        if (app->script) {
            int64_t now = pp_app_now(app);
            pp_sound_advance(&app->sound, now - before);
            before = now;
            if (!run_script(app))
                return;
        }
        paint_if_dirty(app);
        if (attend(app))
            continue;
        int64_t wait = until_due(app);
        if (app->script && (wait < 0 || wait > FLOW_MS))
            wait = FLOW_MS;
        wait = watchdog_feed(&watchdog, pp_app_now(app), wait);
        SDL_Event event;
        if (pp_window_wait(app->window, app->sound.inbox.fd, wait > 60000 ? 60000 : (int)wait,
                           &event)) {
            pp_app_event(app, &event);
            take_events(app);
        }
    }
}

int pp_app_run(struct pp_app *app)
{
    catch_signals(app->sound.inbox.fd);
    pp_app_paint(app);
    sd_notify(0, "READY=1");
    // The visitor sees the kiosk before it looks for loudspeakers and loads a model.
    pp_sound_start(&app->sound);
    app->sound_started = true;
    pp_app_describe(app);
    if (app->time.by_script)
        run_by_script(app);
    else
        run_by_clock(app);
    sd_notify(0, "STOPPING=1");
    unsigned missing = pp_painter_missing(app->painter);
    if (missing)
        pp_log(PP_LOG_PICTOGRAM_MISSING, (long)missing, 0);
    size_t refused = pp_mailbox_refused(&app->sound.inbox);
    if (refused)
        pp_log(PP_LOG_QUEUE_FULL, (long)refused, 0);
    uint64_t wakeups, frames;
    pp_window_counts(app->window, &wakeups, &frames);
    pp_log(PP_LOG_STOPPED, (long)frames, (long)wakeups);
    return app->exit_code;
}
