// Figures of the whole kiosk as a process of its own: start, idling, memory.
#ifndef PP_CTL_BENCH_KIOSK_H
#define PP_CTL_BENCH_KIOSK_H

#include <stdbool.h>

#include "ctl/ctl.h"

struct pp_bench_kiosk {
    double first_frame_ms;     // from fork to "ready" (the first frame has been presented), median
    double idle_wakeups_per_s; // of all threads, nobody there
    double idle_frames;        // painted in ten idle seconds
    double pss_voice_mb;       // proportional set size with speech and recogniser loaded
    double pss_mute_mb;        // without both
    bool on_display;           // else with the dummy video driver
};

// Starts praatpaal from this program's folder a dozen times; takes about half a minute. False:
// `ctl->report` says why.
bool pp_bench_kiosk(struct pp_ctl *ctl, struct pp_bench_kiosk *figures);

#endif
