// Time and order, for all that measures.
#ifndef PP_CTL_BENCH_TIME_H
#define PP_CTL_BENCH_TIME_H

#include <stddef.h>

// Milliseconds of a clock that never jumps.
double pp_bench_now_ms(void);

// Puts values in order, smallest first.
void pp_bench_sort(double *values, size_t count);

#endif
