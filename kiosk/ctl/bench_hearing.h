// Figures of the recogniser, with synthetic speech.
#ifndef PP_CTL_BENCH_HEARING_H
#define PP_CTL_BENCH_HEARING_H

#include <stdbool.h>

#include "ctl/ctl.h"

struct pp_bench_hearing {
    double real_time; // seconds of work for a second of sound, median
    // From the end of the silence that ends an utterance to the answer, were the sound to come in
    // as it does from a microphone: work that is not done in time makes the answer late.
    double result_ms_p50;
    double result_ms_max;
    double phrases_ms; // to listen for another screen's phrases
};

// Has a synthetic voice say every option of the first question against that screen's phrases.
// False: `ctl->report` says what is missing.
bool pp_bench_hearing(struct pp_ctl *ctl, struct pp_bench_hearing *figures);

#endif
