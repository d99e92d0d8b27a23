// How fast eSpeak-NG has to be asked to speak, for a number of words per minute that are heard.
//
// Its own scale is off, and differently for every voice: asked for 125, the Dutch voice says 148.
// So a nonsense text of open syllables is measured once per voice and pace (a few milliseconds).
// A word here is a word of plain Dutch: with other languages it is the pace of the syllables that
// is kept, since a Turkish or Polish word says more (S. Trauzettel-Klosinski et al., "Standardized
// Assessment of Reading Performance: The New International Reading Speed Texts IReST", 2012).
#ifndef PP_VOICE_PACE_H
#define PP_VOICE_PACE_H

enum { PP_PACES = 8, PP_VOICE_NAME = 40 };

// What has been measured; starts zeroed. One thread.
struct pp_pace {
    struct {
        char voice[PP_VOICE_NAME];
        int wpm, rate;
    } known[PP_PACES];
    unsigned next; // the oldest, replaced next
};

// The `wpm` to ask pp_espeak_say for. For a voice that does not exist: `wpm`.
int pp_pace_rate(struct pp_pace *pace, const char *voice, int wpm);

#endif
