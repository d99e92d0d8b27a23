// How loud samples are, in frames of 10 ms, and which of them are speech.
#ifndef PP_VOICE_LEVEL_H
#define PP_VOICE_LEVEL_H

#include <stddef.h>
#include <stdint.h>

enum { PP_LEVEL_FRAME = 160, PP_LEVEL_FRAMES = 1400 }; // samples of a frame at 16 kHz; 14 s

// Mean power of samples in dB above that of one step of 16 bits (0..91).
float pp_level_db(const int16_t *samples, size_t count);

struct pp_levels {
    float frames[PP_LEVEL_FRAMES]; // dB
    size_t count;
    float floor;      // dB of the room: a tenth of the frames is below
    float voice;      // dB of speech: a twentieth of the frames is above
    float threshold;  // frames above it are speech
    size_t in_speech; // how many are
    size_t first;     // of them
    size_t last;
};

// Measures up to PP_LEVEL_FRAMES whole frames. Where nothing stands out from the room by 6 dB there
// is no speech.
void pp_levels_measure(struct pp_levels *levels, const int16_t *samples, size_t count);

#endif
