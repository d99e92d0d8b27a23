#include "voice/endpoint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// dB. Less contrast between voice and room is the room itself; a voice is far above it, and what
// is near it again is silence. Found with synthetic speech in babble at 10 to 20 dB.
static const float contrast_least = 9.0F;
static const float begin_above = 8.0F;
static const float end_above = 5.0F;
static const float begin_between = 0.5F;
static const float end_between = 0.4F;

enum {
    SPEECH_FRAMES = 8,  // so many loud frames (160 ms) ...
    SPEECH_WITHIN = 25, // ... within so many are speech
    STRAY_FRAMES = 3,   // loud frames that a silence may have: a chair, a cup
};

void pp_endpoint_init(struct pp_endpoint *endpoint)
{
    explicit_bzero(endpoint, sizeof(*endpoint));
}

static int by_value(const void *a, const void *b)
{
    float left = *(const float *)a;
    float right = *(const float *)b;
    return (left > right) - (left < right);
}

static void measure(const struct pp_endpoint *e, float *floor_db, float *voice_db)
{
    float sorted[PP_ENDPOINT_FRAMES];
    memcpy(sorted, e->levels, e->count * sizeof(*sorted));
    qsort(sorted, e->count, sizeof(*sorted), by_value);
    *floor_db = sorted[e->count * 15 / 100];
    *voice_db = sorted[e->count - 1 - e->count * 5 / 100];
}

// How many of the last `within` frames are louder than `threshold`.
static size_t loud_frames(const struct pp_endpoint *e, size_t within, float threshold)
{
    size_t loud = 0;
    for (size_t i = e->count > within ? e->count - within : 0; i < e->count; i++)
        loud += e->levels[i] > threshold;
    return loud;
}

static enum pp_endpoint_event after_frame(struct pp_endpoint *e)
{
    float room;
    float voice;
    measure(e, &room, &voice);
    float contrast = voice - room;
    if (!e->speech) {
        float threshold = room + fmaxf(begin_above, begin_between * contrast);
        if (contrast >= contrast_least &&
            loud_frames(e, SPEECH_WITHIN, threshold) >= SPEECH_FRAMES) {
            e->speech = true;
            e->began = e->count;
            return PP_ENDPOINT_SPEECH;
        }
        return e->count >= PP_ENDPOINT_NOBODY ? PP_ENDPOINT_NO_ONE : PP_ENDPOINT_NOTHING;
    }
    float threshold = room + fmaxf(end_above, end_between * contrast);
    size_t since = e->count - e->began;
    if (since >= PP_ENDPOINT_LIMIT ||
        (since >= PP_ENDPOINT_SILENCE &&
         loud_frames(e, PP_ENDPOINT_SILENCE, threshold) <= STRAY_FRAMES &&
         loud_frames(e, PP_ENDPOINT_SILENCE / 3, threshold) == 0))
        return PP_ENDPOINT_END;
    return PP_ENDPOINT_NOTHING;
}

enum pp_endpoint_event pp_endpoint_feed(struct pp_endpoint *e, const int16_t *samples, size_t count,
                                        size_t *taken)
{
    for (size_t i = 0; i < count; i++) {
        if (e->count == PP_ENDPOINT_FRAMES)
            break;
        e->power += (int64_t)samples[i] * samples[i];
        if (++e->in_part < PP_ENDPOINT_FRAME)
            continue;
        e->levels[e->count++] = (float)(10 * log10((double)e->power / PP_ENDPOINT_FRAME + 1));
        e->power = 0;
        e->in_part = 0;
        enum pp_endpoint_event event = after_frame(e);
        if (event != PP_ENDPOINT_NOTHING) {
            *taken = i + 1;
            return event;
        }
    }
    *taken = count;
    return PP_ENDPOINT_NOTHING;
}
