// From one sample rate to another, whole recordings at once.
#ifndef PP_VOICE_RESAMPLE_H
#define PP_VOICE_RESAMPLE_H

#include <stddef.h>
#include <stdint.h>

// How many samples `count` samples become.
size_t pp_resample_count(size_t count, int from, int to);

// Band-limited interpolation with a windowed sinc (J. O. Smith, "Digital Audio Resampling"): what
// lies above half the lower rate is taken away, what lies below 0.8 of that is kept. `out` has room
// for pp_resample_count samples. Rates in Hz, above 0. Samples are limited, never wrapped.
void pp_resample(const int16_t *in, size_t count, int from, int to, int16_t *out);

#endif
