#include "ctl/bench_speech.h"

#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "ctl/bench_time.h"
#include "sys/mailbox.h"
#include "voice/speaker.h"
#include "voice/voice.h"

enum { SENTENCES = 20, WPM = 140, PATIENCE_MS = 5000 };

static void empty(struct pp_mailbox *inbox)
{
    struct pp_voice_message message;
    while (pp_mailbox_take(inbox, &message)) {
    }
}

static void wait_until_idle(struct pp_speaker *speaker, struct pp_mailbox *inbox)
{
    while (pp_speaker_busy(speaker)) {
        pp_mailbox_wait(inbox, PATIENCE_MS);
        empty(inbox);
    }
}

// Milliseconds until the first sound, or a negative number when none comes.
static double first_sound(struct pp_speaker *speaker, const char *voice, uint32_t number)
{
    char text[32];
    snprintf(text, sizeof(text), "%u %u %u %u.", number, number + 1, number + 2, number + 3);
    const struct pp_sentence sentence = {.text = text};
    struct pp_player *player = pp_speaker_player(speaker);
    int64_t played = pp_player_played(player);
    double start = pp_bench_now_ms(), took = 0;
    pp_speaker_say(speaker, number, voice, WPM, &sentence, 1);
    do {
        int16_t samples[32];
        const struct timespec moment = {.tv_nsec = 200000};
        nanosleep(&moment, NULL);
        pp_player_pull(player, samples, 32);
        took = pp_bench_now_ms() - start;
        if (took > PATIENCE_MS)
            return -1;
    } while (pp_player_played(player) == played);
    return took;
}

bool pp_bench_speech(const char *voice, double *first_sound_ms_p50, double *first_sound_ms_max)
{
    struct pp_mailbox inbox;
    if (!pp_mailbox_init(&inbox, sizeof(struct pp_voice_message), 64))
        return false;
    double took[SENTENCES];
    struct pp_speaker *speaker = pp_speaker_create(&inbox);
    bool fine = speaker != NULL;
    if (fine)
        wait_until_idle(speaker, &inbox);
    for (uint32_t i = 0; fine && i < SENTENCES; i++) {
        took[i] = first_sound(speaker, voice, i + 1);
        fine = took[i] >= 0;
        pp_speaker_hush(speaker);
        wait_until_idle(speaker, &inbox);
    }
    if (fine) {
        pp_bench_sort(took, SENTENCES);
        *first_sound_ms_p50 = took[SENTENCES / 2];
        *first_sound_ms_max = took[SENTENCES - 1];
    }
    pp_speaker_destroy(speaker);
    pp_mailbox_finish(&inbox);
    return fine;
}
