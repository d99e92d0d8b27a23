#include "voice/phones.h"

#include <string.h>

enum { MAX_SEGMENTS = 96, MAX_CHANGES = 4 };

// A word as a row of sounds, each with its alternatives.
struct row {
    const struct pp_sound *sounds[MAX_SEGMENTS];
    size_t count;
};

static const struct pp_sound *find(const struct pp_sound *sounds, size_t count, const char *ipa)
{
    for (size_t i = 0; i < count; i++) {
        if (strncmp(sounds[i].ipa, ipa, sounds[i].length) == 0)
            return &sounds[i];
    }
    return NULL;
}

// An ending must be all that is left of the word.
static const struct pp_sound *find_ending(const struct pp_phones *table, const char *ipa)
{
    for (size_t i = 0; i < table->ending_count; i++) {
        if (strcmp(table->endings[i].ipa, ipa) == 0)
            return &table->endings[i];
    }
    return NULL;
}

static size_t ignored_length(const struct pp_phones *table, const char *ipa)
{
    if (*ipa == '(') {
        const char *end = strchr(ipa, ')');
        return end ? (size_t)(end - ipa) + 1 : strlen(ipa);
    }
    for (const char **mark = table->ignored; *mark; mark++) {
        size_t length = strlen(*mark);
        if (strncmp(*mark, ipa, length) == 0)
            return length;
    }
    return 0;
}

static bool segment(const struct pp_phones *table, const char *ipa, struct row *row,
                    const char **unmapped)
{
    while (*ipa) {
        const struct pp_sound *sound = find_ending(table, ipa);
        if (!sound)
            sound = find(table->sounds, table->sound_count, ipa);
        size_t length = sound ? sound->length : ignored_length(table, ipa);
        if (length == 0 || row->count == MAX_SEGMENTS) {
            *unmapped = ipa;
            return false;
        }
        if (sound)
            row->sounds[row->count++] = sound;
        ipa += length;
    }
    return true;
}

// What writes one pronunciation after the other.
struct writer {
    const struct row *row;
    size_t picks[MAX_SEGMENTS];
    size_t limit;
    struct pp_pronounced *out;
};

static void write_one(struct writer *w)
{
    char text[PP_PRONUNCIATION_SIZE];
    size_t used = 0;
    for (size_t i = 0; i < w->row->count; i++) {
        const char *phones = w->row->sounds[i]->phones[w->picks[i]];
        size_t length = strlen(phones);
        if (length == 0)
            continue;
        if (used + length + 2 > sizeof(text))
            return;
        if (used > 0)
            text[used++] = ' ';
        memcpy(text + used, phones, length);
        used += length;
    }
    text[used] = '\0';
    if (used == 0)
        return;
    for (size_t i = 0; i < w->out->count; i++) {
        if (strcmp(w->out->texts[i], text) == 0)
            return;
    }
    memcpy(w->out->texts[w->out->count++], text, used + 1);
}

// Every row of picks from `at` on whose alternatives add up to `left` steps from the likeliest.
static void write_all(struct writer *w, size_t at, size_t left)
{
    if (w->out->count >= w->limit)
        return;
    if (left == 0) {
        memset(w->picks + at, 0, (w->row->count - at) * sizeof(*w->picks));
        write_one(w);
        return;
    }
    if (at == w->row->count)
        return;
    size_t most = w->row->sounds[at]->count - 1;
    for (size_t pick = most < left ? most : left; pick < MAX_SEGMENTS; pick--) {
        w->picks[at] = pick;
        write_all(w, at + 1, left - pick);
    }
}

bool pp_phones_map(const struct pp_phones *table, const char *ipa, size_t limit,
                   struct pp_pronounced *pronounced, const char **unmapped)
{
    struct row row = {.count = 0};
    if (!segment(table, ipa, &row, unmapped))
        return false;
    struct writer writer = {.row = &row, .limit = limit, .out = pronounced};
    if (writer.limit > PP_MAX_PRONUNCIATIONS)
        writer.limit = PP_MAX_PRONUNCIATIONS;
    for (size_t changes = 0; changes <= MAX_CHANGES; changes++)
        write_all(&writer, 0, changes);
    return true;
}

const struct pp_spelling *pp_phones_spelling(const struct pp_phones *table, const char *voice,
                                             const char *word)
{
    size_t length = strcspn(voice, "+");
    for (size_t i = 0; i < table->spelling_count; i++) {
        const struct pp_spelling *spelling = &table->spellings[i];
        if (strncmp(spelling->voice, voice, length) == 0 && spelling->voice[length] == '\0' &&
            strcmp(spelling->word, word) == 0)
            return spelling;
    }
    return NULL;
}
