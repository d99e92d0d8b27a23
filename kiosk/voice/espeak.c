#include "voice/espeak.h"

#include <ctype.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <espeak-ng/espeak_ng.h>
#include <espeak-ng/speak_lib.h>

enum {
    VOICE_MAX = 40,
    BLOCK_MS = 20, // asked for; eSpeak-NG hands over about 50 ms at a time
    CLAUSE = 800,  // what its buffer for one clause holds (N_TR_SOURCE)
    STACK = 65536, // more than it uses
};

// eSpeak-NG keeps its state in globals of its own, so what is known about it is kept in one here.
static struct {
    pthread_mutex_t mutex; // held during every call of the library
    bool initialised;      // the library, once and for ever
    bool started;
    int rate;
    char voice[VOICE_MAX];             // the voice set, "" when unknown
    const struct pp_espeak_sink *sink; // while it synthesises
} library = {.mutex = PTHREAD_MUTEX_INITIALIZER};

// Called by espeak_ng_Synthesize, on its thread.
static int take_block(short *samples, int count, espeak_EVENT *events)
{
    const struct pp_espeak_sink *sink = library.sink;
    for (; sink->word && events->type != espeakEVENT_LIST_TERMINATED; events++) {
        // At the end of a clause a word of no length is reported once more.
        if (events->type == espeakEVENT_WORD && events->length > 0)
            sink->word(sink->context, events->text_position - 1, events->length,
                       (int64_t)events->audio_position * library.rate / 1000);
    }
    if (!samples || count <= 0)
        return 0;
    return sink->samples(sink->context, samples, (size_t)count) ? 0 : 1;
}

// Even when it is not to play, Debian's eSpeak-NG looks for a PulseAudio server, and the search
// makes folders in the home directory. With a server named, that is not there, it does not search.
static espeak_ng_STATUS initialise_output(void)
{
    static const char variable[] = "PULSE_SERVER";
    char before[256] = "";
    const char *set = getenv(variable);
    if (set)
        snprintf(before, sizeof(before), "%s", set);
    setenv(variable, "unix:/dev/null", 1);
    espeak_ng_STATUS status = espeak_ng_InitializeOutput(ENOUTPUT_MODE_SYNCHRONOUS, BLOCK_MS, NULL);
    if (set)
        setenv(variable, before, 1);
    else
        unsetenv(variable);
    return status;
}

// The mutex is held. The ng_ functions, because espeak_Initialize prints when it fails.
static bool initialise(void)
{
    espeak_ng_ERROR_CONTEXT context = NULL;
    espeak_ng_InitializePath(NULL);
    bool fine = espeak_ng_Initialize(&context) == ENS_OK && initialise_output() == ENS_OK;
    espeak_ng_ClearErrorContext(&context);
    if (fine) {
        library.rate = espeak_ng_GetSampleRate();
        espeak_SetSynthCallback(take_block);
    }
    return fine;
}

// The library is never terminated: in 1.51 espeak_ng_Terminate waits for ever, now and then, for a
// thread of its own (in the second start and stop of one process).
bool pp_espeak_start(void)
{
    pthread_mutex_lock(&library.mutex);
    library.initialised = library.initialised || initialise();
    library.started = library.initialised;
    bool started = library.started;
    pthread_mutex_unlock(&library.mutex);
    return started;
}

// Overwrites the frames of calls that have returned.
__attribute__((noinline)) static void wipe_stack(void)
{
    unsigned char frames[STACK];
    explicit_bzero(frames, sizeof(frames));
}

static bool refuse(void *context, const int16_t *samples, size_t count)
{
    (void)context, (void)samples, (void)count;
    return false;
}

// The mutex is held. A clause that fills the library's buffers replaces what was in them.
static void forget(void)
{
    static const struct pp_espeak_sink nowhere = {.samples = refuse};
    char filler[CLAUSE];
    for (size_t i = 0; i < sizeof(filler) - 1; i++)
        filler[i] = i % 2 ? ' ' : 'e';
    filler[sizeof(filler) - 1] = '\0';
    if (library.started && library.voice[0]) {
        library.sink = &nowhere;
        espeak_ng_Synthesize(filler, sizeof(filler), 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL,
                             NULL);
        library.sink = NULL;
    }
    wipe_stack();
}

void pp_espeak_forget(void)
{
    pthread_mutex_lock(&library.mutex);
    forget();
    pthread_mutex_unlock(&library.mutex);
}

void pp_espeak_stop(void)
{
    pthread_mutex_lock(&library.mutex);
    forget();
    library.started = false;
    pthread_mutex_unlock(&library.mutex);
}

int pp_espeak_rate(void)
{
    pthread_mutex_lock(&library.mutex);
    int rate = library.started ? library.rate : 0;
    pthread_mutex_unlock(&library.mutex);
    return rate;
}

// A name becomes a path in eSpeak-NG, so it may only have letters, digits, '-', '_' and one '+'.
static bool name_fits(const char *voice)
{
    size_t length = strnlen(voice, VOICE_MAX);
    if (length == 0 || length == VOICE_MAX)
        return false;
    int plus = 0;
    for (const char *c = voice; *c; c++) {
        plus += *c == '+';
        if (!isalnum((unsigned char)*c) && !strchr("+-_", *c))
            return false;
    }
    return plus <= 1 && voice[0] != '+';
}

// eSpeak-NG takes the plain voice, silently, when a variant ("+f2") does not exist.
static bool variant_exists(const char *voice)
{
    const char *plus = strchr(voice, '+');
    if (!plus)
        return true;
    const char *data = NULL;
    espeak_Info(&data);
    char path[512];
    int length = snprintf(path, sizeof(path), "%s/voices/!v/%s", data ? data : "", plus + 1);
    return plus[1] && length > 0 && (size_t)length < sizeof(path) && access(path, R_OK) == 0;
}

// The mutex is held.
static bool set_voice(const char *voice)
{
    if (!library.started || !name_fits(voice))
        return false;
    if (strcmp(library.voice, voice) == 0)
        return true;
    if (!variant_exists(voice))
        return false;
    library.voice[0] = '\0';
    // By the name of its file ("nl+f2"), else by language ("en-gb", "nl-be").
    espeak_VOICE wanted = {.languages = voice};
    if (espeak_ng_SetVoiceByName(voice) != ENS_OK &&
        (strchr(voice, '+') || espeak_ng_SetVoiceByProperties(&wanted) != ENS_OK))
        return false;
    snprintf(library.voice, sizeof(library.voice), "%s", voice);
    return true;
}

// The mutex is held. Slower than the library can speak, words are parted by pauses: its unit for
// them lasts 31 ms at the lowest rate (measured in 1.51).
static void set_pace(int wpm)
{
    int gap = 0;
    wpm = wpm < PP_ESPEAK_SLOWEST ? PP_ESPEAK_SLOWEST : wpm;
    wpm = wpm > espeakRATE_MAXIMUM ? espeakRATE_MAXIMUM : wpm;
    if (wpm < espeakRATE_MINIMUM)
        gap = (60000 / wpm - 60000 / espeakRATE_MINIMUM) / 31;
    espeak_ng_SetParameter(espeakRATE, gap > 0 ? espeakRATE_MINIMUM : wpm, 0);
    espeak_ng_SetParameter(espeakWORDGAP, gap, 0);
}

bool pp_espeak_say(const char *voice, int wpm, const char *text, const struct pp_espeak_sink *sink)
{
    pthread_mutex_lock(&library.mutex);
    bool set = set_voice(voice);
    if (set) {
        set_pace(wpm);
        library.sink = sink;
        espeak_ng_Synthesize(text, strlen(text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL,
                             NULL);
        library.sink = NULL;
    }
    pthread_mutex_unlock(&library.mutex);
    return set;
}

// Appends a clause's phonemes. Left out: "(en)" and "(nl)" around words of another language.
static bool append(char *ipa, size_t size, size_t *used, const char *phonemes)
{
    bool between = *used > 0;
    for (const char *c = phonemes; *c; c++) {
        if (*c == '(') {
            const char *end = strchr(c, ')');
            if (end) {
                c = end;
                continue;
            }
        }
        if (isspace((unsigned char)*c)) {
            between = *used > 0;
            continue;
        }
        if (*used + between + 2 > size)
            return false;
        if (between)
            ipa[(*used)++] = ' ';
        between = false;
        ipa[(*used)++] = *c;
    }
    return true;
}

bool pp_espeak_ipa(const char *voice, const char *text, char *ipa, size_t size)
{
    char made[4096];
    size_t used = 0;
    pthread_mutex_lock(&library.mutex);
    bool fine = size > 0 && set_voice(voice);
    const void *rest = text;
    while (fine && rest) {
        const char *phonemes = espeak_TextToPhonemes(&rest, espeakCHARS_UTF8, espeakPHONEMES_IPA);
        fine =
            !phonemes || append(made, size < sizeof(made) ? size : sizeof(made), &used, phonemes);
    }
    pthread_mutex_unlock(&library.mutex);
    if (fine) {
        memcpy(ipa, made, used);
        ipa[used] = '\0';
    }
    explicit_bzero(made, sizeof(made));
    return fine;
}
