// Whether what the decoders found may be believed. Pure.
#ifndef PP_VOICE_JUDGE_H
#define PP_VOICE_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "voice/heard.h"
#include "voice/level.h"

// A part of the way a decoder found through the sound: frames of 10 ms, both ends included.
struct pp_segment {
    int32_t first, last;
    int32_t score; // of the sound in it, the more the better
    int16_t word;  // its number in the grammar; PP_SEGMENT_SILENCE or PP_SEGMENT_PHONE
};

enum { PP_SEGMENT_SILENCE = -1, PP_SEGMENT_PHONE = -2, PP_MAX_SEGMENTS = 480 };

struct pp_path {
    struct pp_segment segments[PP_MAX_SEGMENTS]; // in order of time
    size_t count;
};

// What speaks for and against. Scores are per frame, in the decoder's unit (0.1 nat).
struct pp_evidence {
    float per_frame; // of the words, grammar minus phone loop
    float worst;     // the same for the word where it is least
    float whole;     // the same with everything that was as loud as the voice
    float margin;    // best phrase minus the best one that means something else
    float seconds;   // of the words
};

// The margin that counts when there was no other phrase at all.
#define PP_MARGIN_MOST 40.0F

// Compares the grammar's way with the phone loop's; `margin` is left to be filled in. Speech that
// the grammar took for noise, to get round it, is known by its loudness.
void pp_judge_weigh(struct pp_evidence *evidence, const struct pp_path *grammar,
                    const struct pp_path *loop, const struct pp_levels *levels);

// The score of all of a way.
int64_t pp_judge_score(const struct pp_path *path);

// How likely it is that the phrase was said, 0..1.
float pp_judge_confidence(const struct pp_evidence *evidence);
// And what may be done then.
// Of urgent words less is asked: to miss them
// costs more than a screen of telephone numbers that was not needed, and is left again by one tap.
enum pp_decision pp_judge_decide(float confidence, bool urgent);

#endif
