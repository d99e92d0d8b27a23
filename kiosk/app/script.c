#include "app/script.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/script_parse.h"
#include "sys/exit.h"
#include "sys/file.h"
#include "sys/paths.h"
#include "ui/dump.h"
#include "voice/wav.h"

enum { SCRIPT_LIMIT = 1024 * 1024, HEARD_SENTENCES = 96, PRESS_MS = 60, FINGER = 1 };

struct pp_script {
    struct pp_arena arena;
    char *text;
    const char *file;
    struct pp_command *commands;
    size_t count, at;
    int64_t due;      // the present wait ends then; 0: no wait by time
    bool waiting;     // the present command has begun to wait
    bool finger_down; // a press waits for its release at x, y
    double x, y;
    unsigned turns; // pages turned for the present tap
    char last_tap[48];
    int64_t last_tap_ms;
    char *spoken[HEARD_SENTENCES]; // the latest sentences, a ring
    size_t spoken_count;
};

struct pp_script *pp_script_read(const char *path, struct pp_report *report)
{
    struct pp_script *script = calloc(1, sizeof(*script));
    if (!script)
        return NULL;
    size_t length;
    script->text = pp_file_read(path, SCRIPT_LIMIT, &length, report);
    script->file = strcmp(path, "-") == 0 ? "standard input" : path;
    if (!script->text || !pp_script_parse(&script->arena, script->file, script->text,
                                          &script->commands, &script->count, report)) {
        pp_script_destroy(script);
        return NULL;
    }
    return script;
}

void pp_script_destroy(struct pp_script *script)
{
    if (!script)
        return;
    for (size_t i = 0; i < HEARD_SENTENCES; i++)
        free(script->spoken[i]);
    pp_arena_finish(&script->arena);
    free(script->text);
    free(script);
}

int64_t pp_script_due(const struct pp_script *script)
{
    return script->due;
}

void pp_script_spoken(struct pp_script *script, const struct pp_saying *sayings, uint8_t count)
{
    for (uint8_t i = 0; i < count; i++) {
        char **slot = &script->spoken[script->spoken_count++ % HEARD_SENTENCES];
        free(*slot);
        *slot = strdup(sayings[i].text);
    }
}

static enum pp_script_state fail(struct pp_script *script, struct pp_app *app, const char *format,
                                 ...) __attribute__((format(printf, 3, 4)));

static enum pp_script_state fail(struct pp_script *script, struct pp_app *app, const char *format,
                                 ...)
{
    fprintf(stderr, "%s:%u: ", script->file, script->commands[script->at].line);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    app->exit_code = PP_EXIT_FAILED;
    return PP_SCRIPT_ENDED;
}

static enum pp_script_state done(struct pp_script *script)
{
    script->at++;
    script->waiting = false;
    script->due = 0;
    script->turns = 0;
    return PP_SCRIPT_GOES_ON;
}

// Waits until `ms` from when the wait began. True when they have passed.
static bool passed(struct pp_script *script, struct pp_app *app, double ms)
{
    int64_t now = pp_app_now(app);
    if (!script->waiting) {
        script->waiting = true;
        script->due = now + (int64_t)ms;
    }
    return now >= script->due;
}

static void push_finger(struct pp_app *app, Uint32 type, double x, double y)
{
    SDL_Event event = {0};
    event.tfinger.type = type;
    event.tfinger.fingerId = FINGER;
    event.tfinger.x = (float)((x + 0.5) / app->glass.width);
    event.tfinger.y = (float)((y + 0.5) / app->glass.height);
    SDL_PushEvent(&event);
}

// A press lasts as long as a quick finger's. True when it is over.
static bool press_at(struct pp_script *script, struct pp_app *app, double x, double y)
{
    if (!script->finger_down) {
        script->finger_down = true;
        script->x = x;
        script->y = y;
        script->waiting = false;
        passed(script, app, PRESS_MS);
        push_finger(app, SDL_FINGERDOWN, x, y);
        return false;
    }
    if (!passed(script, app, PRESS_MS))
        return false;
    push_finger(app, SDL_FINGERUP, script->x, script->y);
    script->finger_down = false;
    script->waiting = false;
    script->due = 0;
    return true;
}

// The control with an identifier, when it has a place on the page that is seen.
static const struct pp_control *seen_control(const struct pp_app *app, const char *id)
{
    const struct pp_control *control = pp_view_control(&app->view, id);
    return control && pp_app_is_placed(app, (int)(control - app->view.controls)) ? control : NULL;
}

// The control to press for `id`: itself, or `more` when it may be on another page.
static const struct pp_control *control_for(const struct pp_script *script,
                                            const struct pp_app *app, const char *id)
{
    const struct pp_control *control = seen_control(app, id);
    if (!control && script->turns < app->view.pages)
        control = seen_control(app, "more");
    return control;
}

static enum pp_script_state tap(struct pp_script *script, struct pp_app *app, const char *id)
{
    if (script->finger_down) {
        if (!press_at(script, app, script->x, script->y))
            return PP_SCRIPT_WAITS;
        if (script->turns > 0 && strcmp(script->last_tap, id) != 0)
            return PP_SCRIPT_GOES_ON; // a page was turned: look again
        return done(script);
    }
    const struct pp_control *control = control_for(script, app, id);
    if (!control)
        return fail(script, app, "expected a control %s to tap, but screen %s has none", id,
                    app->view.screen);
    // A second press of the same control would be taken for trembling.
    bool same = strcmp(script->last_tap, control->id) == 0;
    int64_t gap = app->world->flow.timings.repeat_ms;
    if (same && pp_app_now(app) < script->last_tap_ms + gap) {
        script->due = script->last_tap_ms + gap;
        return PP_SCRIPT_WAITS;
    }
    script->last_tap_ms = pp_app_now(app) + PRESS_MS;
    memcpy(script->last_tap, control->id, sizeof(script->last_tap));
    if (strcmp(control->id, id) != 0)
        script->turns++;
    const struct pp_rect *rect = &app->layout.controls[control - app->view.controls];
    press_at(script, app, rect->x + rect->w * 0.5, rect->y + rect->h * 0.5);
    return PP_SCRIPT_GOES_ON;
}

static enum pp_script_state press_key(struct pp_script *script, const char *name)
{
    static const struct {
        const char *name;
        SDL_Keycode code;
    } keys[] = {
        {"left", SDLK_LEFT},      {"right", SDLK_RIGHT}, {"select", SDLK_RETURN},
        {"back", SDLK_BACKSPACE}, {"help", SDLK_F1},
    };
    SDL_Event event = {0};
    event.key.type = SDL_KEYDOWN;
    event.key.keysym.sym = SDLK_0 + (name[0] - '0');
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (strcmp(name, keys[i].name) == 0)
            event.key.keysym.sym = keys[i].code;
    }
    SDL_PushEvent(&event);
    event.key.type = SDL_KEYUP;
    SDL_PushEvent(&event);
    return done(script);
}

static enum pp_script_state hear(struct pp_script *script, struct pp_app *app, const char *path)
{
    struct pp_report report = {0};
    int16_t *samples = NULL;
    size_t count = 0;
    bool good = pp_wav_read(path, PP_VOICE_RATE, &samples, &count, &report);
    if (!good)
        pp_report_print(&report, stderr);
    pp_report_finish(&report);
    if (!good)
        return fail(script, app, "expected a sound file to hear, but %s is none", path);
    pp_sound_microphone(&app->sound, samples, count);
    return done(script);
}

static bool hearing(struct pp_app *app)
{
    return app->sound.heard_at < app->sound.heard_count;
}

static enum pp_script_state wait_while(struct pp_script *script, bool condition)
{
    return condition ? PP_SCRIPT_WAITS : done(script);
}

static bool is_speaking(struct pp_app *app)
{
    return app->state.voice == PP_VOICE_SPEAKING ||
           (app->sound.speaker && app->saying_control && pp_sound_flowing(&app->sound));
}

static bool contains(const char *text, const char *words)
{
    return text && strstr(text, words);
}

static bool is_seen(const struct pp_view *view, const char *words)
{
    if (contains(view->title, words) || contains(view->notice, words))
        return true;
    for (int i = 0; i < view->control_count; i++) {
        const struct pp_control *control = &view->controls[i];
        if (contains(control->label, words) || contains(control->action, words))
            return true;
        for (int n = 0; n < control->line_count; n++) {
            if (contains(control->lines[n].text, words))
                return true;
        }
    }
    return false;
}

static bool was_spoken(const struct pp_script *script, const char *words)
{
    for (size_t i = 0; i < HEARD_SENTENCES; i++) {
        if (contains(script->spoken[i], words))
            return true;
    }
    return false;
}

static enum pp_script_state expect(struct pp_script *script, struct pp_app *app,
                                   const struct pp_command *command)
{
    const struct pp_view *view = &app->view;
    const char *text = command->text;
    const char *code = app->world->packs[app->state.language]->code;
    size_t last = script->spoken_count;
    switch (command->type) {
    case PP_COMMAND_EXPECT_SCREEN:
        if (strcmp(view->screen, text) != 0)
            return fail(script, app, "expected screen %s, but it is %s", text, view->screen);
        break;
    case PP_COMMAND_EXPECT_CONTROL:
        if (!seen_control(app, text))
            return fail(script, app, "expected control %s, but screen %s has none", text,
                        view->screen);
        break;
    case PP_COMMAND_EXPECT_NO_CONTROL:
        if (seen_control(app, text))
            return fail(script, app, "expected no control %s, but screen %s has one", text,
                        view->screen);
        break;
    case PP_COMMAND_EXPECT_TEXT:
        if (!is_seen(view, text))
            return fail(script, app, "expected text \"%s\", but screen %s (\"%s\") has none", text,
                        view->screen, view->title);
        break;
    case PP_COMMAND_EXPECT_SPOKEN:
        if (!was_spoken(script, text))
            return fail(script, app, "expected spoken \"%s\", but the last was \"%s\"", text,
                        last ? script->spoken[(last - 1) % HEARD_SENTENCES] : "");
        break;
    case PP_COMMAND_EXPECT_LANG:
        if (strcmp(code, text) != 0)
            return fail(script, app, "expected lang %s, but it is %s", text, code);
        break;
    default:
        break;
    }
    return done(script);
}

// The words of the screen, a sentence a line, for people who read the results of a run.
static bool write_words(const char *path, const struct pp_app *app)
{
    const struct pp_view *view = &app->view;
    FILE *out = fopen(path, "we");
    if (!out)
        return false;
    for (uint8_t i = 0; i < view->saying_count; i++)
        if (pp_app_is_placed(app, view->sayings[i].control))
            fprintf(out, "%s\n", view->sayings[i].text);
    return fclose(out) == 0;
}

static enum pp_script_state picture(struct pp_script *script, struct pp_app *app,
                                    const struct pp_command *command)
{
    char path[PP_PATH_MAX], words[PP_PATH_MAX];
    bool shot = command->type == PP_COMMAND_SHOT;
    const char *dir = app->out_dir ? app->out_dir : ".";
    snprintf(path, sizeof(path), "%s/%s.%s", dir, command->text, shot ? "png" : "json");
    snprintf(words, sizeof(words), "%s/%s.txt", dir, command->text);
    errno = 0;
    bool good;
    if (shot) {
        int width, height, stride;
        unsigned char *pixels = pp_window_pixels(app->window, &width, &height, &stride);
        pp_app_paint(app);
        good = pixels && pp_shot_write(path, pixels, width, height, stride);
    } else {
        good = pp_dump_write(path, &app->view, &app->layout, &app->glass, &app->marks,
                             app->world->packs[app->state.language]->code) &&
               write_words(words, app);
    }
    if (!good)
        return fail(script, app, "expected to write %s, but: %s", path,
                    errno ? strerror(errno) : "it failed");
    return done(script);
}

enum pp_script_state pp_script_step(struct pp_script *script, struct pp_app *app)
{
    if (script->at == script->count)
        return PP_SCRIPT_ENDED;
    const struct pp_command *command = &script->commands[script->at];
    bool listening = app->state.voice == PP_VOICE_LISTENING;
    switch (command->type) {
    case PP_COMMAND_TAP:
        return tap(script, app, command->text);
    case PP_COMMAND_TOUCH:
        if (!press_at(script, app, command->x, command->y))
            return PP_SCRIPT_WAITS;
        return done(script);
    case PP_COMMAND_KEY:
        return press_key(script, command->text);
    case PP_COMMAND_HEAR:
        return hear(script, app, command->text);
    case PP_COMMAND_WAIT_MS:
        return wait_while(script, !passed(script, app, command->x));
    case PP_COMMAND_PASS:
        return wait_while(script, !passed(script, app, command->x * 60000));
    case PP_COMMAND_WAIT_SPEECH:
        return wait_while(script, is_speaking(app));
    case PP_COMMAND_WAIT_LISTENING:
        // Just opened and nothing heard yet: it is listening. Else until it has been answered.
        return wait_while(script, listening && app->sound.heard_count > 0);
    case PP_COMMAND_WAIT_IDLE:
        return wait_while(script, is_speaking(app) || listening || hearing(app));
    case PP_COMMAND_SHOT:
    case PP_COMMAND_DUMP:
        return picture(script, app, command);
    default:
        return expect(script, app, command);
    }
}
