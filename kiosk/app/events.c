// Fingers, mouse and keys.
#include <string.h>

#include "app/app.h"

enum { MOUSE = -1 };

static struct pp_input sign_of_life(void)
{
    return (struct pp_input){.type = PP_INPUT_TOUCH};
}

// The same control twice in a moment is a trembling hand, not a second wish (EN 301 549, 5.8).
static bool is_repeat(struct pp_app *app, const struct pp_control *control)
{
    struct pp_press *press = &app->press;
    int64_t now = pp_app_now(app);
    bool same = press->last_ms && press->last_step == app->state.step &&
                strcmp(press->last_id, control->id) == 0 &&
                now - press->last_ms < app->world->flow.timings.repeat_ms;
    press->last_ms = now;
    press->last_step = app->state.step;
    memcpy(press->last_id, control->id, sizeof(press->last_id));
    return same;
}

static void activate(struct pp_app *app, int index)
{
    const struct pp_control *control = &app->view.controls[index];
    if (control->meaning.type == PP_INPUT_NONE || is_repeat(app, control)) {
        struct pp_input input = sign_of_life();
        pp_app_input(app, &input);
        return;
    }
    pp_app_meaning(app, control->meaning);
}

static void press_down(struct pp_app *app, int64_t finger, int x, int y)
{
    // A finger that came later takes the place of one that rests, or whose going was missed.
    struct pp_press *press = &app->press;
    press->down = true;
    press->finger = finger;
    press->control = pp_layout_hit(&app->layout, &app->view, x, y);
    // Silence at once, when the finger comes; what it presses is known when it goes.
    if (app->state.voice == PP_VOICE_SPEAKING || app->saying_control)
        pp_sound_hush(&app->sound);
    app->marks.focus = -1;
    app->marks.pressed = press->control;
    app->dirty = true;
}

static void press_up(struct pp_app *app, int64_t finger, int x, int y)
{
    struct pp_press *press = &app->press;
    if (!press->down || press->finger != finger)
        return;
    press->down = false;
    app->marks.pressed = -1;
    app->dirty = true;
    int control = pp_layout_hit(&app->layout, &app->view, x, y);
    if (control >= 0 && control == press->control && control < app->view.control_count) {
        activate(app, control);
        return;
    }
    struct pp_input input = sign_of_life();
    pp_app_input(app, &input);
}

static bool can_focus(const struct pp_app *app, int index)
{
    const struct pp_control *control = &app->view.controls[index];
    return pp_app_is_placed(app, index) &&
           (control->spoken[0] || control->meaning.type != PP_INPUT_NONE);
}

// Moves the focus round through the screen, and says what has it.
static void move_focus(struct pp_app *app, int direction)
{
    struct pp_input input = sign_of_life();
    int focus = app->marks.focus;
    pp_app_input(app, &input);
    int count = app->view.control_count;
    for (int i = 0; i < count; i++) {
        if (focus < 0)
            focus = direction > 0 ? 0 : count - 1;
        else
            focus = (focus + direction + count) % count;
        if (can_focus(app, focus))
            break;
    }
    app->marks.focus = focus;
    app->dirty = true;
    if (focus >= 0 && focus < count)
        pp_app_say_control(app, focus);
}

static void press_number(struct pp_app *app, int number)
{
    for (int i = 0; i < app->view.control_count; i++) {
        if (app->view.controls[i].number == number) {
            activate(app, i);
            return;
        }
    }
}

static void key(struct pp_app *app, SDL_Keycode code)
{
    switch (code) {
    case SDLK_LEFT:
        move_focus(app, app->view.rtl ? 1 : -1);
        break;
    case SDLK_RIGHT:
        move_focus(app, app->view.rtl ? -1 : 1);
        break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
    case SDLK_SPACE:
        if (app->marks.focus >= 0 && app->marks.focus < app->view.control_count)
            activate(app, app->marks.focus);
        break;
    case SDLK_BACKSPACE:
    case SDLK_AC_BACK:
        pp_app_meaning(app, (struct pp_meaning){PP_INPUT_BACK, 0});
        break;
    case SDLK_F1:
    case SDLK_HELP:
        pp_app_meaning(app, (struct pp_meaning){PP_INPUT_EXPLAIN, 0});
        break;
    default:
        if (code >= SDLK_1 && code <= SDLK_9)
            press_number(app, (int)(code - SDLK_0));
        else if (code >= SDLK_KP_1 && code <= SDLK_KP_9)
            press_number(app, (int)(code - SDLK_KP_1) + 1);
        break;
    }
}

static void device_changed(struct pp_app *app)
{
    // What is open and was lost, the loop finds when it looks after the devices.
    if (app->sound.audio && pp_audio_rescan(app->sound.audio))
        pp_app_describe(app);
}

static int to_pixel(float share, int size)
{
    int pixel = (int)(share * (float)size);
    return pixel < 0 ? 0 : pixel >= size ? size - 1 : pixel;
}

void pp_app_event(struct pp_app *app, const SDL_Event *event)
{
    const SDL_TouchFingerEvent *finger = &event->tfinger;
    const SDL_MouseButtonEvent *button = &event->button;
    switch (event->type) {
    case SDL_FINGERDOWN:
        press_down(app, finger->fingerId, to_pixel(finger->x, app->glass.width),
                   to_pixel(finger->y, app->glass.height));
        break;
    case SDL_FINGERUP:
        press_up(app, finger->fingerId, to_pixel(finger->x, app->glass.width),
                 to_pixel(finger->y, app->glass.height));
        break;
    case SDL_MOUSEBUTTONDOWN:
        if (button->which != SDL_TOUCH_MOUSEID && button->button == SDL_BUTTON_LEFT)
            press_down(app, MOUSE, button->x, button->y);
        break;
    case SDL_MOUSEBUTTONUP:
        if (button->which != SDL_TOUCH_MOUSEID && button->button == SDL_BUTTON_LEFT)
            press_up(app, MOUSE, button->x, button->y);
        break;
    case SDL_KEYDOWN:
        if (!event->key.repeat)
            key(app, event->key.keysym.sym);
        break;
    case SDL_WINDOWEVENT:
        app->dirty = true;
        break;
    case SDL_AUDIODEVICEADDED:
    case SDL_AUDIODEVICEREMOVED:
        device_changed(app);
        break;
    case SDL_QUIT:
        // Someone closes the window on their desktop. On a kiosk there is none to close, unless the
        // display itself has gone: then whoever watches over the kiosk starts it anew.
        app->quit = !app->fullscreen || pp_window_is_lost(app->window);
        break;
    default:
        break;
    }
}
