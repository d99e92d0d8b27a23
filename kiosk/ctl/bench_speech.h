// How soon speech begins, in real time.
#ifndef PP_CTL_BENCH_SPEECH_H
#define PP_CTL_BENCH_SPEECH_H

#include <stdbool.h>

// Milliseconds from asking for a sentence until its first sound can be pulled, over 20 sentences
// of digits at the usual pace, after the worker has warmed up. The loudspeaker's own buffer comes
// on top (23 ms, voice/audio.c). False without eSpeak-NG or the voice.
bool pp_bench_speech(const char *voice, double *first_sound_ms_p50, double *first_sound_ms_max);

#endif
