// What can wake a blocked window: file descriptors of the display or of the input devices.
// Private to window.c.
#ifndef PP_UI_WAKERS_H
#define PP_UI_WAKERS_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

enum { PP_WAKERS_MAX = 40 };

// The input devices of a console without a display server. SDL reads them itself, but has no way
// to wait for them; these are second openings of the same devices, read only to be emptied.
struct pp_wakers {
    int inotify; // tells of devices that come and go; -1: not watching
    size_t count;
    int devices[PP_WAKERS_MAX];
};

// Opens every device of /dev/input and watches for new ones. Devices that may not be read are
// left out.
void pp_wakers_open(struct pp_wakers *wakers);
void pp_wakers_close(struct pp_wakers *wakers);

// Fills `fds` with what to wait for; returns how many.
size_t pp_wakers_fill(const struct pp_wakers *wakers, struct pollfd *fds, size_t room);

// Empties what is readable, and opens the devices anew when some came or went.
void pp_wakers_drain(struct pp_wakers *wakers);

#endif
