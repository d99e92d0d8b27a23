// What `praatpaalctl bench` measures.
#ifndef PP_CTL_BENCH_H
#define PP_CTL_BENCH_H

#include <stdbool.h>
#include <stddef.h>

#include "ctl/ctl.h"

// Matching among this many made-up listings of the flow's kinds: milliseconds of processor time (so
// that what else the machine does is left out) of one question, over all pairs of answers to the
// first two questions. False when memory is out or the flow has no two questions.
bool pp_bench_match(struct pp_ctl *ctl, size_t listings, double *p50_ms, double *p99_ms);

#endif
