// The SDL window: a surface to paint in, events, and a wait that does not poll.
#ifndef PP_UI_WINDOW_H
#define PP_UI_WINDOW_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "sys/report.h"

struct pp_window;

struct pp_window_params {
    int width, height; // 0: the display's own
    bool fullscreen;
    bool headless; // SDL's dummy driver
};

// NULL when there is no display; the report says so.
struct pp_window *pp_window_create(const struct pp_window_params *params, struct pp_report *report);
void pp_window_destroy(struct pp_window *window);

// The pixels to paint in (ARGB32/XRGB) until the next call of present. NULL when there are none
// just now (minimised, switched away).
unsigned char *pp_window_pixels(struct pp_window *window, int *width, int *height, int *stride);
void pp_window_present(struct pp_window *window);

// Waits until SDL has an event, `wake_fd` is readable, or `timeout_ms` has passed (-1: no end).
// True when *event was filled. Blocks in poll() on the X connection or the evdev devices, so an
// idle kiosk does not wake.
bool pp_window_wait(struct pp_window *window, int wake_fd, int timeout_ms, SDL_Event *event);

// Whether the display server is gone: an SDL_QUIT then is its end.
bool pp_window_is_lost(const struct pp_window *window);

// Wake-ups of pp_window_wait and frames presented since the start.
void pp_window_counts(const struct pp_window *window, uint64_t *wakeups, uint64_t *frames);

#endif
