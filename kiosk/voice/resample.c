#include "voice/resample.h"

#include <math.h>
#include <string.h>

enum {
    ZEROS = 24,  // zero crossings of the sinc on each side
    STEPS = 256, // points of the table between two crossings; linear in between
};

static const double pi = 3.14159265358979323846;

// Half of a Hann-windowed sinc that lets pass what lies under `roll` of half the sample rate.
static void make_table(float *table, double roll)
{
    for (int i = 0; i <= ZEROS * STEPS; i++) {
        double x = (double)i / STEPS;
        double sinc = i == 0 ? roll : sin(pi * x * roll) / (pi * x);
        double window = 0.5 + 0.5 * cos(pi * x / ZEROS);
        table[i] = (float)(sinc * window);
    }
    table[ZEROS * STEPS + 1] = 0; // read, with weight 0, at the edge
}

static double weight(const float *table, double x)
{
    double at = fabs(x) * STEPS;
    int i = (int)at;
    if (i >= ZEROS * STEPS)
        return 0;
    double part = at - i;
    return table[i] + part * (table[i + 1] - table[i]);
}

static int16_t limited(double value)
{
    if (value > INT16_MAX)
        return INT16_MAX;
    if (value < INT16_MIN)
        return INT16_MIN;
    return (int16_t)lrint(value);
}

size_t pp_resample_count(size_t count, int from, int to)
{
    return (size_t)(((uint64_t)count * (uint64_t)to + (uint64_t)from / 2) / (uint64_t)from);
}

void pp_resample(const int16_t *in, size_t count, int from, int to, int16_t *out)
{
    if (from == to) {
        if (count > 0)
            memcpy(out, in, count * sizeof(*in));
        return;
    }
    float table[ZEROS * STEPS + 2];
    make_table(table, 0.92);
    // The filter is as wide as the lower rate asks, counted in samples of `in`.
    double scale = to < from ? (double)to / from : 1;
    double reach = ZEROS / scale;
    size_t wanted = pp_resample_count(count, from, to);
    for (size_t n = 0; n < wanted; n++) {
        double centre = (double)n * from / to;
        int64_t first = (int64_t)ceil(centre - reach);
        int64_t last = (int64_t)floor(centre + reach);
        first = first < 0 ? 0 : first;
        last = last >= (int64_t)count ? (int64_t)count - 1 : last;
        double sum = 0;
        for (int64_t i = first; i <= last; i++)
            sum += in[i] * weight(table, ((double)i - centre) * scale);
        out[n] = limited(sum * scale);
    }
}
