// From samples to a phrase: PocketSphinx behind a small interface. All PocketSphinx calls are in
// recogniser.c.
//
// A grammar decoder for the phrases and a phone-loop decoder beside it, whose score the grammar
// must beat. The words' pronunciations come from a lexicon (eSpeak-NG phonemes mapped onto the
// model's phones). One thread at a time.
#ifndef PP_VOICE_RECOGNISER_H
#define PP_VOICE_RECOGNISER_H

#include <stddef.h>
#include <stdint.h>

#include "sys/report.h"
#include "voice/heard.h"
#include "voice/lexicon.h"

struct pp_recogniser;

// `model`: folder of the acoustic model, NULL or "" for Debian's English one. NULL when it cannot
// be used; the report says what is missing. The lexicon is borrowed and must outlive it.
struct pp_recogniser *pp_recogniser_create(const char *model, struct pp_lexicon *lexicon,
                                           struct pp_report *report);
// Takes NULL.
void pp_recogniser_destroy(struct pp_recogniser *recogniser);

// What to listen for from now on. Copies what it needs. False when a phrase is not JSGF or a word
// has no pronunciation: the report names it, and the phrases before stay.
bool pp_recogniser_phrases(struct pp_recogniser *recogniser, const struct pp_phrase *phrases,
                           size_t count, struct pp_report *report);

// An utterance: begin, feed any number of times (16 kHz mono), end. `cancel` throws it away.
// After end or cancel nothing of the utterance is left: hypothesis, features and cepstral mean are
// at their starting values.
bool pp_recogniser_begin(struct pp_recogniser *recogniser);
void pp_recogniser_feed(struct pp_recogniser *recogniser, const int16_t *samples, size_t count);
void pp_recogniser_end(struct pp_recogniser *recogniser, struct pp_heard *heard);
void pp_recogniser_cancel(struct pp_recogniser *recogniser);

#endif
