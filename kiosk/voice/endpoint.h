// When somebody begins to speak, and when they have done. Pure: samples in, what happened out.
//
// Everything is judged against the room as it sounded since the microphone was opened: its floor is
// what 15% of the frames are below, the voice what 5% are above. So a loud room needs no setting,
// and whoever speaks at once is heard as soon as the first closed sound (p, t, k) lets the room
// through.
#ifndef PP_VOICE_ENDPOINT_H
#define PP_VOICE_ENDPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PP_ENDPOINT_FRAME = 320,      // samples: 20 ms at 16 kHz
    PP_ENDPOINT_SILENCE = 30,     // frames of silence that end speech: 600 ms
    PP_ENDPOINT_NOBODY = 250,     // frames without speech: 5 s
    PP_ENDPOINT_LIMIT = 400,      // frames from the start of speech: 8 s
    PP_ENDPOINT_FRAMES = 650 + 1, // the most there can be
};

enum pp_endpoint_event {
    PP_ENDPOINT_NOTHING, // all samples taken, go on
    PP_ENDPOINT_SPEECH,  // somebody speaks; told once
    PP_ENDPOINT_END,     // the speech has ended, or has lasted too long
    PP_ENDPOINT_NO_ONE,  // nobody spoke
};

struct pp_endpoint {
    float levels[PP_ENDPOINT_FRAMES]; // dB of each frame
    size_t count;
    int64_t power;  // of the frame that is not full yet
    size_t in_part; // samples of it
    size_t began;   // the frame in which speech was told of
    bool speech;
};

void pp_endpoint_init(struct pp_endpoint *endpoint);

// Takes samples up to the first event; *taken says how many. After an end or no one, nothing more
// happens until the next init.
enum pp_endpoint_event pp_endpoint_feed(struct pp_endpoint *endpoint, const int16_t *samples,
                                        size_t count, size_t *taken);

#endif
