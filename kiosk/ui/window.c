#include "ui/window.h"

#include <SDL_syswm.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

// Xlib's Window type must not hide ours; only three of its functions are used.
#include <X11/Xlib.h>

#include "sys/clock.h"
#include "ui/wakers.h"

// Where SDL's events come from, which is what decides how to wait for them.
enum source {
    SOURCE_NONE,    // the dummy driver: there are none
    SOURCE_X11,     // the connection to the X server
    SOURCE_DEVICES, // KMSDRM: evdev
    SOURCE_UNKNOWN, // another driver: there is nothing to wait on
};

// How often to look when there is nothing to wait on.
enum { LOOK_MS = 30 };

// The kernel hands an event to each opening of a device in turn; SDL's may come just after ours.
enum { SECOND_LOOK_MS = 2 };

struct pp_window {
    bool lost; // the display server is gone
    SDL_Window *window;
    SDL_Surface *shadow; // when the window's own pixels are in another format
    enum source source;
    Display *display; // SOURCE_X11; SDL's
    struct pp_wakers wakers;
    bool second_look;
    uint64_t wakeups, frames;
};

static void complain(struct pp_report *report, const char *what)
{
    pp_report_add(report, PP_ERROR, (struct pp_place){.file = ""},
                  "start it on a desktop, or on a console as a user of the groups video, render "
                  "and input; --headless needs no display",
                  "%s: %s", what, SDL_GetError());
}

static void set_hints(const struct pp_window_params *params)
{
    // A tap is one event: SDL would make a click of it as well.
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    // Closing a kiosk's window from outside does nothing; a signal still ends it.
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, params->fullscreen ? "0" : "1");
    if (params->headless)
        SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "dummy", SDL_HINT_OVERRIDE);
    else
        SDL_ResetHint(SDL_HINT_VIDEODRIVER);
}

static enum source source_of(const char *driver)
{
    if (strcmp(driver, "dummy") == 0 || strcmp(driver, "offscreen") == 0)
        return SOURCE_NONE;
    if (strcmp(driver, "x11") == 0)
        return SOURCE_X11;
    return strcasecmp(driver, "kmsdrm") == 0 ? SOURCE_DEVICES : SOURCE_UNKNOWN;
}

static bool open_window(struct pp_window *window, const struct pp_window_params *params)
{
    enum { USUAL_WIDTH = 1280, USUAL_HEIGHT = 800 };
    int width = params->width > 0 ? params->width : USUAL_WIDTH;
    int height = params->height > 0 ? params->height : USUAL_HEIGHT;
    Uint32 flags = params->fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0;
    window->window = SDL_CreateWindow("Praatpaal", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                      width, height, flags);
    if (!window->window)
        return false;
    if (params->fullscreen)
        SDL_ShowCursor(SDL_DISABLE);
    return true;
}

static void find_source(struct pp_window *window)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (window->source != SOURCE_X11)
        return;
    if (SDL_GetWindowWMInfo(window->window, &info) && info.subsystem == SDL_SYSWM_X11)
        window->display = info.info.x11.display;
    else
        window->source = SOURCE_UNKNOWN;
}

struct pp_window *pp_window_create(const struct pp_window_params *params, struct pp_report *report)
{
    struct pp_window *window = calloc(1, sizeof(*window));
    if (!window)
        return NULL;
    window->wakers.inotify = -1;
    set_hints(params);
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        complain(report, "there is no display");
        free(window);
        return NULL;
    }
    window->source = source_of(SDL_GetCurrentVideoDriver());
    // SDL's way through OpenGL costs memory and time; only KMSDRM has no other.
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, window->source == SOURCE_DEVICES ? "1" : "0");
    if (!open_window(window, params)) {
        complain(report, "the window cannot be opened");
        pp_window_destroy(window);
        return NULL;
    }
    find_source(window);
    if (window->source == SOURCE_DEVICES)
        pp_wakers_open(&window->wakers);
    return window;
}

void pp_window_destroy(struct pp_window *window)
{
    if (!window)
        return;
    pp_wakers_close(&window->wakers);
    SDL_FreeSurface(window->shadow);
    if (window->window)
        SDL_DestroyWindow(window->window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(window);
}

static bool is_ours(const SDL_Surface *surface)
{
    return surface->format->format == SDL_PIXELFORMAT_ARGB8888 ||
           surface->format->format == SDL_PIXELFORMAT_RGB888;
}

// The surface to paint in: the window's own if Cairo can, else one that is copied.
static SDL_Surface *paintable(struct pp_window *window)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window->window);
    if (!surface || (is_ours(surface) && !SDL_MUSTLOCK(surface)))
        return surface;
    if (window->shadow && (window->shadow->w != surface->w || window->shadow->h != surface->h)) {
        SDL_FreeSurface(window->shadow);
        window->shadow = NULL;
    }
    if (!window->shadow)
        window->shadow =
            SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_RGB888);
    return window->shadow;
}

unsigned char *pp_window_pixels(struct pp_window *window, int *width, int *height, int *stride)
{
    const SDL_Surface *surface = paintable(window);
    if (!surface)
        return NULL;
    *width = surface->w;
    *height = surface->h;
    *stride = surface->pitch;
    return surface->pixels;
}

void pp_window_present(struct pp_window *window)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window->window);
    if (!surface)
        return;
    if (window->shadow && !(is_ours(surface) && !SDL_MUSTLOCK(surface)))
        SDL_BlitSurface(window->shadow, NULL, surface, NULL);
    if (SDL_UpdateWindowSurface(window->window) == 0)
        window->frames++;
}

// Fills `fds` behind the first, which is the caller's. Returns how many there are in all.
static nfds_t gather(const struct pp_window *window, struct pollfd *fds, size_t room)
{
    size_t count = 1;
    if (window->source == SOURCE_X11)
        fds[count++] = (struct pollfd){.fd = ConnectionNumber(window->display), .events = POLLIN};
    else if (window->source == SOURCE_DEVICES)
        count += pp_wakers_fill(&window->wakers, fds + count, room - count);
    return (nfds_t)count;
}

// What may block without missing anything, in milliseconds; -1: for ever.
static int patience(const struct pp_window *window, int left)
{
    int most = window->source == SOURCE_UNKNOWN ? LOOK_MS
               : window->second_look            ? SECOND_LOOK_MS
                                                : -1;
    return most >= 0 && (left < 0 || left > most) ? most : left;
}

static int left_until(int64_t deadline)
{
    if (deadline < 0)
        return -1;
    int64_t left = deadline - pp_clock_monotonic_ms();
    return left > 0 ? (int)left : 0;
}

bool pp_window_wait(struct pp_window *window, int wake_fd, int timeout_ms, SDL_Event *event)
{
    const int64_t deadline = timeout_ms < 0 ? -1 : pp_clock_monotonic_ms() + timeout_ms;
    for (;;) {
        if (SDL_PollEvent(event))
            return true;
        // Xlib may have read events while it waited for answers: those do not wake poll().
        if (window->source == SOURCE_X11 && XPending(window->display) > 0)
            continue;
        int left = left_until(deadline);
        if (left == 0)
            return false;
        struct pollfd fds[PP_WAKERS_MAX + 3] = {{.fd = wake_fd, .events = POLLIN}};
        nfds_t count = gather(window, fds, sizeof(fds) / sizeof(fds[0]));
        int ready = poll(fds, count, patience(window, left));
        window->wakeups++;
        window->second_look = false;
        if (ready > 0 && fds[0].revents)
            return false;
        if (ready > 0 && window->source == SOURCE_DEVICES) {
            pp_wakers_drain(&window->wakers);
            window->second_look = true;
        }
        // The display server is gone: SDL cannot tell, and poll() would never block again.
        if (ready > 0 && window->source == SOURCE_X11 && fds[1].revents & (POLLERR | POLLHUP)) {
            window->lost = true;
            *event = (SDL_Event){.type = SDL_QUIT};
            return true;
        }
    }
}

bool pp_window_is_lost(const struct pp_window *window)
{
    return window->lost;
}

void pp_window_counts(const struct pp_window *window, uint64_t *wakeups, uint64_t *frames)
{
    *wakeups = window->wakeups;
    *frames = window->frames;
}
