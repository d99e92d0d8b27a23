#include "voice/pace.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "voice/espeak.h"

// Measured against eight sentences of plain Dutch (57 words, 0.2 s between sentences) at
// eSpeak-NG's rates 80 to 450: with these two numbers the text lasts as long as its words, within
// 5%.
static const char text[] = "la tuma de sano, mi pareli tu. No be kimura sa te!";
static const double text_words = 15.8;
static const double text_pauses = 1.0; // seconds

static bool count_samples(void *context, const int16_t *samples, size_t count)
{
    (void)samples;
    *(size_t *)context += count;
    return true;
}

// Words per minute heard at a rate asked; 0 for a voice that does not exist.
static double measure(const char *voice, int rate)
{
    size_t count = 0;
    const struct pp_espeak_sink sink = {.samples = count_samples, .context = &count};
    if (!pp_espeak_say(voice, rate, text, &sink) || pp_espeak_rate() == 0)
        return 0;
    return text_words * 60 / ((double)count / pp_espeak_rate() + text_pauses);
}

static int find_rate(const char *voice, int wpm)
{
    // What is heard is nearly in proportion to what is asked, so two steps come close enough.
    double rate = 0.84 * wpm;
    for (int step = 0; step < 2; step++) {
        double heard = measure(voice, (int)lround(rate));
        if (heard <= 0)
            return wpm;
        rate = fmin(fmax(rate * wpm / heard, PP_ESPEAK_SLOWEST), 450);
    }
    return (int)lround(rate);
}

int pp_pace_rate(struct pp_pace *pace, const char *voice, int wpm)
{
    for (size_t i = 0; i < PP_PACES; i++) {
        if (pace->known[i].wpm == wpm && strcmp(pace->known[i].voice, voice) == 0)
            return pace->known[i].rate;
    }
    int rate = find_rate(voice, wpm);
    if (strlen(voice) < PP_VOICE_NAME) {
        unsigned at = pace->next++ % PP_PACES;
        snprintf(pace->known[at].voice, PP_VOICE_NAME, "%s", voice);
        pace->known[at].wpm = wpm;
        pace->known[at].rate = rate;
    }
    return rate;
}
