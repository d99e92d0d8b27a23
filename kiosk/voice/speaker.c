#include "voice/speaker.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "voice/espeak.h"
#include "voice/pace.h"
#include "voice/voice.h"

enum {
    TAIL_MS = 100,  // of silence before the end is reported
    TAG_END = 0xff, // in place of a sentence's number
    SLOWEST = 40,   // words per minute
    FASTEST = 400,
};

// What is to be said.
struct job {
    uint32_t session;
    uint32_t generation; // of the player
    char voice[PP_VOICE_NAME];
    int wpm;
    uint8_t count;
    uint16_t pauses[PP_MAX_SENTENCES];
    char texts[PP_MAX_SENTENCES][PP_SPEECH_TEXT]; // each wiped when it has been taken
};

struct pp_speaker {
    pthread_mutex_t mutex; // before the player's and the inbox's
    pthread_cond_t work;
    pthread_t thread;
    struct pp_mailbox *inbox;
    struct pp_player *player;
    struct job job;  // protected by mutex, as are the four below
    uint32_t number; // of the job; goes with every mark, so that late ones are known
    bool waiting;    // the job has not been begun
    bool working;
    bool quit;
    struct pp_pace pace; // the worker's
};

// One sentence on its way from eSpeak-NG to the player. What finds no room there while it is being
// made is kept, because a thread that waits may not keep eSpeak-NG from the listener.
struct passage {
    struct pp_player *player;
    uint32_t generation;
    bool begun; // the first sound has come; silence before it is left out
    int16_t *kept;
    size_t count, room;
};

static bool keep(struct passage *passage, const int16_t *samples, size_t count)
{
    if (passage->count + count > passage->room) {
        size_t room = (passage->count + count) * 2;
        int16_t *grown = malloc(room * sizeof(*grown));
        if (!grown)
            return false;
        if (passage->kept) {
            memcpy(grown, passage->kept, passage->count * sizeof(*grown));
            explicit_bzero(passage->kept, passage->count * sizeof(*grown));
            free(passage->kept);
        }
        passage->kept = grown;
        passage->room = room;
    }
    memcpy(passage->kept + passage->count, samples, count * sizeof(*samples));
    passage->count += count;
    return true;
}

static bool take_samples(void *context, const int16_t *samples, size_t count)
{
    struct passage *passage = context;
    while (!passage->begun && count > 0) {
        passage->begun = abs(*samples) > PP_SILENCE;
        samples += !passage->begun;
        count -= !passage->begun;
    }
    size_t taken = 0;
    if (passage->count == 0 &&
        !pp_player_offer(passage->player, passage->generation, samples, count, &taken))
        return false;
    return taken == count || keep(passage, samples + taken, count - taken);
}

static bool write_silence(struct pp_player *player, uint32_t generation, int ms)
{
    static const int16_t silence[512];
    size_t count = (size_t)ms * (size_t)pp_player_rate(player) / 1000;
    bool fresh = true;
    while (fresh && count > 0) {
        size_t n = count < 512 ? count : 512;
        fresh = pp_player_write(player, generation, silence, n);
        count -= n;
    }
    return fresh;
}

static uint32_t tag_of(uint32_t job, uint8_t number)
{
    return job << 8 | number;
}

// Where the worker is in a job.
struct turn {
    uint32_t job, generation;
    char voice[PP_VOICE_NAME];
    int rate;
};

// False when the voice does not exist or something else is to be said.
static bool say_text(struct pp_speaker *speaker, const struct turn *turn, const char *text)
{
    struct passage passage = {.player = speaker->player, .generation = turn->generation};
    const struct pp_espeak_sink sink = {.samples = take_samples, .context = &passage};
    bool fine = pp_espeak_say(turn->voice, turn->rate, text, &sink);
    if (passage.kept) {
        fine = fine &&
               pp_player_write(passage.player, passage.generation, passage.kept, passage.count);
        explicit_bzero(passage.kept, passage.count * sizeof(*passage.kept));
        free(passage.kept);
    }
    return fine;
}

// Takes the next sentence out of the job. False at its end, or when it is no longer the job.
static bool next_sentence(struct pp_speaker *speaker, const struct turn *turn, uint8_t number,
                          char text[PP_SPEECH_TEXT], uint16_t *pause)
{
    pthread_mutex_lock(&speaker->mutex);
    bool some = speaker->number == turn->job && number < speaker->job.count;
    if (some) {
        memcpy(text, speaker->job.texts[number], PP_SPEECH_TEXT);
        explicit_bzero(speaker->job.texts[number], PP_SPEECH_TEXT);
        *pause = speaker->job.pauses[number];
    }
    pthread_mutex_unlock(&speaker->mutex);
    return some;
}

static void say_all(struct pp_speaker *speaker, const struct turn *turn)
{
    struct pp_player *player = speaker->player;
    char text[PP_SPEECH_TEXT];
    uint16_t pause = 0;
    bool fresh = true;
    for (uint8_t i = 0; fresh && next_sentence(speaker, turn, i, text, &pause); i++) {
        fresh = write_silence(player, turn->generation, pause) &&
                pp_player_mark(player, turn->generation, tag_of(turn->job, i)) &&
                say_text(speaker, turn, text);
    }
    explicit_bzero(text, sizeof(text));
    // Refused when something else is to be said.
    if (write_silence(player, turn->generation, TAIL_MS))
        pp_player_mark(player, turn->generation, tag_of(turn->job, TAG_END));
}

// The first synthesis of a process reads data from disk; so that happens before anyone waits.
static bool drop_samples(void *context, const int16_t *samples, size_t count)
{
    (void)context, (void)samples, (void)count;
    return true;
}

static void warm_up(void)
{
    const struct pp_espeak_sink sink = {.samples = drop_samples};
    pp_espeak_say("en", 300, "1", &sink);
}

static void *work(void *context)
{
    struct pp_speaker *speaker = context;
    warm_up();
    pthread_mutex_lock(&speaker->mutex);
    while (!speaker->quit) {
        if (!speaker->waiting) {
            speaker->working = false;
            pp_mailbox_wake(speaker->inbox);
            pthread_cond_wait(&speaker->work, &speaker->mutex);
            continue;
        }
        speaker->waiting = false;
        speaker->working = true;
        struct turn turn = {.job = speaker->number, .generation = speaker->job.generation};
        memcpy(turn.voice, speaker->job.voice, sizeof(turn.voice));
        int wpm = speaker->job.wpm;
        pthread_mutex_unlock(&speaker->mutex);
        turn.rate = pp_pace_rate(&speaker->pace, turn.voice, wpm);
        say_all(speaker, &turn);
        pp_espeak_forget();
        pthread_mutex_lock(&speaker->mutex);
    }
    pthread_mutex_unlock(&speaker->mutex);
    return NULL;
}

// On the pulling thread.
static void on_mark(void *context, uint32_t tag)
{
    struct pp_speaker *speaker = context;
    pthread_mutex_lock(&speaker->mutex);
    if (tag >> 8 == (speaker->number & 0xffffff)) {
        uint8_t number = tag & 0xff;
        struct pp_voice_message message = {
            .type = number == TAG_END ? PP_VOICE_SPOKEN : PP_VOICE_SENTENCE,
            .session = speaker->job.session,
            .number = number == TAG_END ? 0 : number,
        };
        pp_mailbox_post(speaker->inbox, &message);
    }
    pthread_mutex_unlock(&speaker->mutex);
}

static void on_full(void *context)
{
    struct pp_speaker *speaker = context;
    pp_mailbox_wake(speaker->inbox);
}

struct pp_speaker *pp_speaker_create(struct pp_mailbox *inbox)
{
    if (!pp_espeak_start())
        return NULL;
    struct pp_speaker *speaker = calloc(1, sizeof(*speaker));
    if (!speaker)
        return NULL;
    speaker->inbox = inbox;
    speaker->working = true; // until it has warmed up
    speaker->player = pp_player_create(pp_espeak_rate(), on_mark, speaker);
    bool mutex = pthread_mutex_init(&speaker->mutex, NULL) == 0;
    bool cond = pthread_cond_init(&speaker->work, NULL) == 0;
    if (speaker->player && mutex && cond) {
        pp_player_on_full(speaker->player, on_full, speaker);
        if (pthread_create(&speaker->thread, NULL, work, speaker) == 0)
            return speaker;
    }
    if (cond)
        pthread_cond_destroy(&speaker->work);
    if (mutex)
        pthread_mutex_destroy(&speaker->mutex);
    pp_player_destroy(speaker->player);
    free(speaker);
    return NULL;
}

void pp_speaker_destroy(struct pp_speaker *speaker)
{
    if (!speaker)
        return;
    pp_speaker_hush(speaker);
    pthread_mutex_lock(&speaker->mutex);
    speaker->quit = true;
    pthread_cond_signal(&speaker->work);
    pthread_mutex_unlock(&speaker->mutex);
    pthread_join(speaker->thread, NULL);
    pp_player_destroy(speaker->player);
    pthread_cond_destroy(&speaker->work);
    pthread_mutex_destroy(&speaker->mutex);
    explicit_bzero(&speaker->job, sizeof(speaker->job));
    free(speaker);
}

struct pp_player *pp_speaker_player(struct pp_speaker *speaker)
{
    return speaker->player;
}

// Cut at a character; eSpeak-NG takes some control characters for commands.
static void copy_text(char to[PP_SPEECH_TEXT], const char *from)
{
    size_t length = strnlen(from, PP_SPEECH_TEXT);
    if (length == PP_SPEECH_TEXT) {
        length--;
        while (length > 0 && ((unsigned char)from[length] & 0xc0) == 0x80)
            length--;
    }
    for (size_t i = 0; i < length; i++)
        to[i] = (unsigned char)from[i] < 0x20 || from[i] == 0x7f ? ' ' : from[i];
    to[length] = '\0';
}

// The mutex is held. Nothing of the job before is said or heard from here on.
static void replace_job(struct pp_speaker *speaker)
{
    explicit_bzero(&speaker->job, sizeof(speaker->job));
    speaker->number++;
    speaker->job.generation = pp_player_flush(speaker->player);
    speaker->waiting = false;
}

void pp_speaker_say(struct pp_speaker *speaker, uint32_t session, const char *voice, int wpm,
                    const struct pp_sentence *sentences, uint8_t count)
{
    pthread_mutex_lock(&speaker->mutex);
    replace_job(speaker);
    struct job *job = &speaker->job;
    job->session = session;
    // A name that does not fit is that of no voice; "" is none either.
    size_t length = strlen(voice);
    if (length < sizeof(job->voice))
        memcpy(job->voice, voice, length);
    job->wpm = wpm < SLOWEST ? SLOWEST : wpm > FASTEST ? FASTEST : wpm;
    job->count = count < PP_MAX_SENTENCES ? count : PP_MAX_SENTENCES;
    for (uint8_t i = 0; i < job->count; i++) {
        copy_text(job->texts[i], sentences[i].text);
        job->pauses[i] = sentences[i].pause_ms;
    }
    speaker->waiting = true;
    pthread_cond_signal(&speaker->work);
    pthread_mutex_unlock(&speaker->mutex);
}

void pp_speaker_hush(struct pp_speaker *speaker)
{
    pthread_mutex_lock(&speaker->mutex);
    replace_job(speaker);
    pthread_mutex_unlock(&speaker->mutex);
}

bool pp_speaker_busy(struct pp_speaker *speaker)
{
    pthread_mutex_lock(&speaker->mutex);
    bool busy = (speaker->waiting || speaker->working) && !pp_player_full(speaker->player);
    pthread_mutex_unlock(&speaker->mutex);
    return busy;
}
