// The table of an acoustic model: which of its phones stand for a sound of IPA. Pure but for
// reading the file.
#ifndef PP_VOICE_PHONES_H
#define PP_VOICE_PHONES_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/arena.h"
#include "sys/report.h"
#include "voice/lexicon.h"

enum { PP_MAX_ALTERNATIVES = 4, PP_PRONUNCIATION_SIZE = 320 };

// One sound (or several that belong together) and the phones it can be, the likeliest first.
struct pp_sound {
    const char *ipa;
    size_t length; // of ipa, in bytes
    const char *phones[PP_MAX_ALTERNATIVES];
    size_t count;
};

// A word that eSpeak-NG says otherwise than people do, or in more than one way.
struct pp_spelling {
    const char *voice;
    const char *word;
    const char *ipa[PP_MAX_PRONUNCIATIONS];
    size_t count;
};

struct pp_phones {
    const char *const *phones; // of the model; ends in NULL
    struct pp_sound *sounds;   // the longest first
    size_t sound_count;
    struct pp_sound *endings; // at the end of a word, before `sounds`; the longest first
    size_t ending_count;
    const char **ignored; // marks without a phone (stress, length, tone); ends in NULL
    struct pp_spelling *spellings;
    size_t spelling_count;
};

// Pronunciations of one word.
struct pp_pronounced {
    char texts[PP_MAX_PRONUNCIATIONS][PP_PRONUNCIATION_SIZE]; // phones parted by spaces
    size_t count;
};

// Reads config_dir/phones/NAME.yaml into `arena`. False when it cannot be used.
bool pp_phones_load(struct pp_phones *table, struct pp_arena *arena, const char *config_dir,
                    const char *name, struct pp_report *report);

// Adds the pronunciations of a word's IPA to what is there, without doubles, the likeliest first,
// up to `limit` in all. What eSpeak-NG puts in parentheses (switches of language) is left out.
// False at a sound that the table lacks: *unmapped points to it.
bool pp_phones_map(const struct pp_phones *table, const char *ipa, size_t limit,
                   struct pp_pronounced *pronounced, const char **unmapped);

// The spelling for a word of a voice ("nl+f2" counts as "nl"), or NULL.
const struct pp_spelling *pp_phones_spelling(const struct pp_phones *table, const char *voice,
                                             const char *word);

#endif
