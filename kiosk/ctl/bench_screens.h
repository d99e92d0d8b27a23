// Figures of the screens: how long from a touch to the frame that answers it.
#ifndef PP_CTL_BENCH_SCREENS_H
#define PP_CTL_BENCH_SCREENS_H

#include <stdbool.h>
#include <stddef.h>

#include "ctl/ctl.h"

enum { PP_BENCH_SCREENS = 16 };

struct pp_bench_screen {
    char screen[40]; // the screen that is reached
    double p50_ms, p99_ms;
    size_t count;
};

// Walks through the kiosk at 1920x1080 (dummy video driver, software framebuffer) and times each
// press and release until the frame has been presented. Returns how many screens were measured.
size_t pp_bench_screens(struct pp_ctl *ctl, struct pp_bench_screen screens[PP_BENCH_SCREENS]);

#endif
