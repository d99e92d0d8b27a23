// Speech for tests: eSpeak-NG's own voices at the recogniser's rate.
#ifndef PP_TESTS_VOICE_SPEECH_H
#define PP_TESTS_VOICE_SPEECH_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "voice/espeak.h"
#include "voice/heard.h"
#include "voice/resample.h"

enum { SPEECH_LEAD = PP_VOICE_RATE / 2, SPEECH_TAIL = PP_VOICE_RATE };

struct speech {
    int16_t *samples;
    size_t count;
};

struct speech_taken {
    int16_t samples[22050 * 8];
    size_t count;
};

static inline bool speech_take(void *context, const int16_t *samples, size_t count)
{
    struct speech_taken *taken = context;
    size_t room = sizeof(taken->samples) / sizeof(*taken->samples) - taken->count;
    size_t part = count < room ? count : room;
    memcpy(taken->samples + taken->count, samples, part * sizeof(*samples));
    taken->count += part;
    return part == count;
}

// A text as a voice says it, with half a second of a quiet room before and a second behind it, at
// a third of full scale. The caller frees the samples.
static inline struct speech speech_make(const char *voice, const char *text)
{
    struct speech speech = {0};
    struct speech_taken *taken = calloc(1, sizeof(*taken));
    const struct pp_espeak_sink sink = {.samples = speech_take, .context = taken};
    if (!taken || !pp_espeak_start() || !pp_espeak_say(voice, 150, text, &sink)) {
        free(taken);
        return speech;
    }
    size_t words = pp_resample_count(taken->count, pp_espeak_rate(), PP_VOICE_RATE);
    speech.count = SPEECH_LEAD + words + SPEECH_TAIL;
    speech.samples = calloc(speech.count, sizeof(*speech.samples));
    if (speech.samples)
        pp_resample(taken->samples, taken->count, pp_espeak_rate(), PP_VOICE_RATE,
                    speech.samples + SPEECH_LEAD);
    uint32_t random = 7;
    for (size_t i = 0; speech.samples && i < speech.count; i++) {
        random = random * 1664525 + 1013904223;
        speech.samples[i] = (int16_t)(speech.samples[i] / 3 + (int)(random >> 27) - 16);
    }
    free(taken);
    return speech;
}

#endif
