// How words are pronounced in the phones of the acoustic model: eSpeak-NG's IPA mapped by a table
// (config/phones/NAME.yaml), remembered per word.
#ifndef PP_VOICE_LEXICON_H
#define PP_VOICE_LEXICON_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/arena.h"
#include "sys/report.h"

enum { PP_MAX_PRONUNCIATIONS = 6 };

struct pp_lexicon;

// Reads the table. `voice` is the eSpeak-NG voice of the language. NULL when it cannot be used.
struct pp_lexicon *pp_lexicon_create(const char *config_dir, const char *table, const char *voice,
                                     struct pp_report *report);
// Takes NULL.
void pp_lexicon_destroy(struct pp_lexicon *lexicon);

// Pronunciations of a word, the likeliest first, as phones parted by spaces. The strings live as
// long as the lexicon. 0 when it has none (nothing pronounceable, or eSpeak-NG is missing).
size_t pp_lexicon_word(struct pp_lexicon *lexicon, const char *word,
                       const char *pronunciations[PP_MAX_PRONUNCIATIONS]);

// The sound (one character of IPA) for which the table had no phone when the last pp_lexicon_word
// returned 0; "" when that was not the reason.
const char *pp_lexicon_unmapped(const struct pp_lexicon *lexicon);

// The phones of the table, for a loop over all of them: array ends in NULL.
const char *const *pp_lexicon_phones(const struct pp_lexicon *lexicon);

#endif
