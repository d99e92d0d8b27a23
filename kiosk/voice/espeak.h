// eSpeak-NG: all its calls are in espeak.c. It keeps global state, so there is one instance, and
// every call here takes its turn behind a mutex; a call waits at most for one sentence.
#ifndef PP_VOICE_ESPEAK_H
#define PP_VOICE_ESPEAK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Starts the library without audio output of its own; later calls do nothing. False when its data
// are missing. Call it before other threads are started: it changes the environment for a moment.
bool pp_espeak_start(void);
// Forgets, and answers no call until the next start. The library itself stays until the process
// ends.
void pp_espeak_stop(void);
// Overwrites what the library's own buffers, and this thread's stack, still hold of what was said
// on it. About a millisecond.
void pp_espeak_forget(void);

// Samples per second of what is synthesised (22050), 0 before the start.
int pp_espeak_rate(void);

enum { PP_ESPEAK_SLOWEST = 30 };

struct pp_espeak_sink {
    // Takes samples as they are made (mono). Returns false to stop the synthesis.
    bool (*samples)(void *context, const int16_t *samples, size_t count);
    // A word begins: its position in characters (from 0) and in samples since the start of the
    // text. May be NULL.
    void (*word)(void *context, int character, int length, int64_t sample);
    void *context;
};

// Synthesises one text with a voice ("nl", "nl+f2") at `wpm` words per minute as eSpeak-NG counts
// them, 30..450; under 80, its lowest, the words are parted by pauses. False when the voice does
// not exist. Blocks until done.
bool pp_espeak_say(const char *voice, int wpm, const char *text, const struct pp_espeak_sink *sink);

// The phonemes of a text as IPA, words parted by spaces, into `ipa`. False when it does not fit or
// the voice does not exist.
bool pp_espeak_ipa(const char *voice, const char *text, char *ipa, size_t size);

#endif
