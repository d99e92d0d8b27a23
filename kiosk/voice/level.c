#include "voice/level.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float least_contrast = 6.0F; // dB
// Where between room and voice speech begins: low enough for soft consonants, above the room.
static const float between = 0.4F;

float pp_level_db(const int16_t *samples, size_t count)
{
    double power = 0;
    for (size_t i = 0; i < count; i++)
        power += (double)samples[i] * samples[i];
    return count == 0 ? 0 : (float)(10 * log10(power / (double)count + 1));
}

static int by_value(const void *a, const void *b)
{
    float left = *(const float *)a;
    float right = *(const float *)b;
    return (left > right) - (left < right);
}

void pp_levels_measure(struct pp_levels *levels, const int16_t *samples, size_t count)
{
    float sorted[PP_LEVEL_FRAMES];
    memset(levels, 0, sizeof(*levels));
    while (levels->count < PP_LEVEL_FRAMES && (levels->count + 1) * PP_LEVEL_FRAME <= count) {
        levels->frames[levels->count] =
            pp_level_db(samples + levels->count * PP_LEVEL_FRAME, PP_LEVEL_FRAME);
        levels->count++;
    }
    if (levels->count == 0)
        return;
    memcpy(sorted, levels->frames, levels->count * sizeof(*sorted));
    qsort(sorted, levels->count, sizeof(*sorted), by_value);
    levels->floor = sorted[levels->count / 10];
    levels->voice = sorted[levels->count - 1 - levels->count / 20];
    levels->threshold = levels->floor + between * (levels->voice - levels->floor);
    explicit_bzero(sorted, sizeof(sorted));
    if (levels->voice - levels->floor < least_contrast)
        return;
    for (size_t i = 0; i < levels->count; i++) {
        if (levels->frames[i] <= levels->threshold)
            continue;
        if (levels->in_speech == 0)
            levels->first = i;
        levels->last = i;
        levels->in_speech++;
    }
}
