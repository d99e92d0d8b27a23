// WAV files: for scripted visitors, tests and `praatpaalctl`. RIFF, PCM, 16 bits.
#ifndef PP_VOICE_WAV_H
#define PP_VOICE_WAV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sys/report.h"

// Reads a 16-bit PCM file of any rate (4000..192000 Hz) and 1..8 channels, mixes to mono and
// resamples to `rate`; at most 60 s. The caller frees *samples. An empty file has no samples and
// is fine. False: the report says what is wrong.
bool pp_wav_read(const char *path, int rate, int16_t **samples, size_t *count,
                 struct pp_report *report);

// The same for the bytes of a file; `name` stands in the report.
bool pp_wav_parse(const void *bytes, size_t length, const char *name, int rate, int16_t **samples,
                  size_t *count, struct pp_report *report);

// Writes mono. False on a write error (errno).
bool pp_wav_write(const char *path, int rate, const int16_t *samples, size_t count);

#endif
