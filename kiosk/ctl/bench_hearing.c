#include "ctl/bench_hearing.h"

#include <stdlib.h>
#include <string.h>

#include "ctl/bench_time.h"
#include "ctl/phrases.h"
#include "voice/espeak.h"
#include "voice/lexicon.h"
#include "voice/recogniser.h"
#include "voice/resample.h"

enum {
    BLOCK = PP_VOICE_RATE / 50,
    LEAD = PP_VOICE_RATE * 3 / 10,
    TAIL = PP_VOICE_RATE * 6 / 10, // voice/endpoint.h waits as long
};

struct bench {
    struct pp_recogniser *recogniser;
    struct pp_phrase phrases[PP_MAX_PHRASES];
    size_t phrase_count;
    double real_time[PP_MAX_OPTIONS];
    double result_ms[PP_MAX_OPTIONS];
    size_t count;
};

// What eSpeak-NG has made so far, at its own rate.
struct speech {
    int16_t *samples;
    size_t count, room;
};

static bool keep(void *context, const int16_t *samples, size_t count)
{
    struct speech *speech = context;
    if (count > speech->room - speech->count)
        count = speech->room - speech->count;
    memcpy(speech->samples + speech->count, samples, count * sizeof(*samples));
    speech->count += count;
    return speech->count < speech->room;
}

// The words at 16 kHz; the caller frees them.
static int16_t *speak(const char *words, size_t *count)
{
    struct speech speech = {.room = (size_t)pp_espeak_rate() * 8};
    speech.samples = calloc(speech.room, sizeof(*speech.samples));
    const struct pp_espeak_sink sink = {.samples = keep, .context = &speech};
    int16_t *samples = NULL;
    if (speech.samples && pp_espeak_say("nl+f2", 140, words, &sink)) {
        *count = pp_resample_count(speech.count, pp_espeak_rate(), PP_VOICE_RATE);
        samples = calloc(*count + 1, sizeof(*samples));
    }
    if (samples)
        pp_resample(speech.samples, speech.count, pp_espeak_rate(), PP_VOICE_RATE, samples);
    free(speech.samples);
    return samples;
}

// The words with the silence of a room before and behind: as long as the one that ends it.
static int16_t *in_room(const char *words, size_t *count)
{
    size_t spoken = 0;
    int16_t *speech = speak(words, &spoken);
    *count = LEAD + spoken + TAIL;
    int16_t *samples = speech ? calloc(*count, sizeof(*samples)) : NULL;
    uint32_t seed = 1;
    for (size_t i = 0; samples && i < *count; i++) {
        seed = seed * 1664525u + 1013904223u;
        bool is_speech = i >= LEAD && i < LEAD + spoken;
        samples[i] = is_speech ? speech[i - LEAD] : (int16_t)((int)(seed >> 27) - 16);
    }
    free(speech);
    return samples;
}

static void hear(struct bench *bench, const char *words)
{
    size_t count = 0;
    int16_t *samples = in_room(words, &count);
    if (!samples || !pp_recogniser_begin(bench->recogniser)) {
        free(samples);
        return;
    }
    double work = 0;
    double free_at = 0; // when what came in so far has been dealt with, had it come in live
    struct pp_heard heard;
    for (size_t at = 0; at + BLOCK <= count; at += BLOCK) {
        double came = (double)(at + BLOCK) * 1000 / PP_VOICE_RATE;
        double begin = pp_bench_now_ms();
        pp_recogniser_feed(bench->recogniser, samples + at, BLOCK);
        double took = pp_bench_now_ms() - begin;
        work += took;
        free_at = (free_at > came ? free_at : came) + took;
    }
    double begin = pp_bench_now_ms();
    pp_recogniser_end(bench->recogniser, &heard);
    double took = pp_bench_now_ms() - begin;
    double length = (double)count * 1000 / PP_VOICE_RATE;
    bench->real_time[bench->count] = (work + took) / length;
    bench->result_ms[bench->count] = free_at + took - length;
    bench->count++;
    free(samples);
}

static bool run(struct pp_ctl *ctl, struct bench *bench, struct pp_pack *pack,
                struct pp_bench_hearing *figures)
{
    double begin = pp_bench_now_ms();
    if (!pp_recogniser_phrases(bench->recogniser, bench->phrases, bench->phrase_count,
                               &ctl->report))
        return false;
    figures->phrases_ms = pp_bench_now_ms() - begin;
    const struct pp_step *start = &ctl->flow.steps[ctl->flow.step_of[PP_STEP_START]];
    const struct pp_step *step = &ctl->flow.steps[start->next];
    for (uint8_t i = 0; i < step->option_count; i++)
        hear(bench, pp_pack_text(pack, "options.%s.%s.label", step->id, step->options[i].id));
    if (bench->count == 0)
        return false;
    pp_bench_sort(bench->real_time, bench->count);
    pp_bench_sort(bench->result_ms, bench->count);
    figures->real_time = bench->real_time[bench->count / 2];
    figures->result_ms_p50 = bench->result_ms[bench->count / 2];
    figures->result_ms_max = bench->result_ms[bench->count - 1];
    return true;
}

bool pp_bench_hearing(struct pp_ctl *ctl, struct pp_bench_hearing *figures)
{
    struct bench *bench = calloc(1, sizeof(*bench));
    struct pp_lexicon *lexicon = NULL;
    struct pp_pack pack;
    bool good = bench && pp_ctl_load_kiosk(ctl) && pp_ctl_load_flow(ctl);
    if (good) {
        const struct pp_step *start = &ctl->flow.steps[ctl->flow.step_of[PP_STEP_START]];
        good = pp_espeak_start() &&
               pp_ctl_screen_phrases(ctl, ctl->kiosk.languages[0], ctl->flow.steps[start->next].id,
                                     &pack, bench->phrases, &bench->phrase_count);
    }
    if (good)
        lexicon = pp_lexicon_create(ctl->paths.config, ctl->kiosk.phones, pack.voice, &ctl->report);
    if (lexicon)
        bench->recogniser = pp_recogniser_create(ctl->kiosk.model, lexicon, &ctl->report);
    good = good && bench->recogniser && run(ctl, bench, &pack, figures);
    if (bench)
        pp_recogniser_destroy(bench->recogniser);
    pp_lexicon_destroy(lexicon);
    free(bench);
    return good;
}
