#include "ctl/bench_time.h"

#include <stdlib.h>
#include <time.h>

double pp_bench_now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec * 1000 + (double)ts.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void pp_bench_sort(double *values, size_t count)
{
    qsort(values, count, sizeof(*values), compare);
}
