// What the recogniser answers, and what it listens for.
#ifndef PP_VOICE_HEARD_H
#define PP_VOICE_HEARD_H

#include <stdbool.h>
#include <stdint.h>

#include "core/converse.h"

enum { PP_VOICE_RATE = 16000, PP_MAX_PHRASES = 256 };

// One phrase to listen for. Several may have the same id.
struct pp_phrase {
    char id[48];
    const char *jsgf; // words, ( ), [ ], |
    bool urgent;
};

struct pp_guess {
    uint16_t phrase;  // index into the phrases given
    float confidence; // 0..1
};

// The answer. It names phrases by number; no text of what was said exists outside the decoder.
struct pp_heard {
    enum pp_decision decision;
    uint8_t guess_count; // different ids, best first
    struct pp_guess guesses[PP_MAX_GUESSES];
    // Why: scores are per frame of 10 ms, grammar minus phone loop, in units of 0.1 nat.
    float per_frame; // of the words
    float worst;     // of the word that fits least
    float whole;     // with whatever else was loud
    float margin;    // best guess minus the best phrase that means something else
    float seconds;   // of speech
    float snr_db;
};

#endif
