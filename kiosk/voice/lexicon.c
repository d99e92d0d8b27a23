#include "voice/lexicon.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "voice/espeak.h"
#include "voice/phones.h"

enum { IPA_SIZE = 512, SOUND_SIZE = 8, FIRST_ROOM = 256 };

// A word and its pronunciations; a place without a word is free.
struct entry {
    const char *word;
    const char *pronunciations[PP_MAX_PRONUNCIATIONS];
    size_t count;
};

struct pp_lexicon {
    struct pp_arena arena;
    struct pp_phones table;
    const char *voice;
    struct entry *entries; // hashed, open addressing; the room is a power of two
    size_t room;
    size_t used;
    char unmapped[SOUND_SIZE];
};

struct pp_lexicon *pp_lexicon_create(const char *config_dir, const char *table, const char *voice,
                                     struct pp_report *report)
{
    struct pp_lexicon *lexicon = calloc(1, sizeof(*lexicon));
    if (!lexicon)
        return NULL;
    // Without it no word is pronounced, which pp_lexicon_word tells.
    pp_espeak_start();
    lexicon->room = FIRST_ROOM;
    lexicon->entries = calloc(lexicon->room, sizeof(*lexicon->entries));
    lexicon->voice = pp_arena_strdup(&lexicon->arena, voice);
    if (lexicon->entries && lexicon->voice &&
        pp_phones_load(&lexicon->table, &lexicon->arena, config_dir, table, report))
        return lexicon;
    pp_lexicon_destroy(lexicon);
    return NULL;
}

void pp_lexicon_destroy(struct pp_lexicon *lexicon)
{
    if (!lexicon)
        return;
    free(lexicon->entries);
    pp_arena_finish(&lexicon->arena);
    free(lexicon);
}

// FNV-1a, 32 bits.
static uint32_t hash(const char *word)
{
    uint32_t value = 2166136261U;
    for (const unsigned char *c = (const unsigned char *)word; *c; c++)
        value = (value ^ *c) * 16777619U;
    return value;
}

// The word's place, or the free one where it belongs.
static struct entry *find(struct entry *entries, size_t room, const char *word)
{
    size_t at = hash(word) & (room - 1);
    while (entries[at].word && strcmp(entries[at].word, word) != 0)
        at = (at + 1) & (room - 1);
    return &entries[at];
}

static bool grow(struct pp_lexicon *lexicon)
{
    if (lexicon->used * 2 < lexicon->room)
        return true;
    size_t room = lexicon->room * 2;
    struct entry *entries = calloc(room, sizeof(*entries));
    if (!entries)
        return false;
    for (size_t i = 0; i < lexicon->room; i++) {
        if (lexicon->entries[i].word)
            *find(entries, room, lexicon->entries[i].word) = lexicon->entries[i];
    }
    free(lexicon->entries);
    lexicon->entries = entries;
    lexicon->room = room;
    return true;
}

// One character of IPA, for a message.
static void keep_unmapped(struct pp_lexicon *lexicon, const char *ipa)
{
    size_t length = 1;
    while (length < SOUND_SIZE - 1 && ((unsigned char)ipa[length] & 0xc0) == 0x80)
        length++;
    memcpy(lexicon->unmapped, ipa, length);
    lexicon->unmapped[length] = '\0';
}

static bool pronounce(struct pp_lexicon *lexicon, const char *word, struct pp_pronounced *out)
{
    char ipa[IPA_SIZE];
    const char *unmapped = NULL;
    const struct pp_spelling *spelling = pp_phones_spelling(&lexicon->table, lexicon->voice, word);
    // The first way of every spelling comes before the second of any.
    for (size_t i = 0; spelling && i < spelling->count; i++) {
        size_t limit = PP_MAX_PRONUNCIATIONS - (spelling->count - 1 - i);
        if (!pp_phones_map(&lexicon->table, spelling->ipa[i], limit, out, &unmapped)) {
            keep_unmapped(lexicon, unmapped);
            return false;
        }
    }
    if (spelling)
        return true;
    if (!pp_espeak_ipa(lexicon->voice, word, ipa, sizeof(ipa)))
        return false;
    if (pp_phones_map(&lexicon->table, ipa, PP_MAX_PRONUNCIATIONS, out, &unmapped))
        return true;
    keep_unmapped(lexicon, unmapped);
    return false;
}

static bool remember(struct pp_lexicon *lexicon, const char *word,
                     const struct pp_pronounced *pronounced)
{
    struct entry entry = {.word = pp_arena_strdup(&lexicon->arena, word)};
    if (!entry.word || !grow(lexicon))
        return false;
    for (; entry.count < pronounced->count; entry.count++) {
        entry.pronunciations[entry.count] =
            pp_arena_strdup(&lexicon->arena, pronounced->texts[entry.count]);
        if (!entry.pronunciations[entry.count])
            return false;
    }
    *find(lexicon->entries, lexicon->room, word) = entry;
    lexicon->used++;
    return true;
}

size_t pp_lexicon_word(struct pp_lexicon *lexicon, const char *word,
                       const char *pronunciations[PP_MAX_PRONUNCIATIONS])
{
    struct entry *entry = find(lexicon->entries, lexicon->room, word);
    lexicon->unmapped[0] = '\0';
    if (!entry->word) {
        struct pp_pronounced pronounced = {.count = 0};
        if (!pronounce(lexicon, word, &pronounced) || pronounced.count == 0 ||
            !remember(lexicon, word, &pronounced))
            return 0;
        entry = find(lexicon->entries, lexicon->room, word);
    }
    memcpy(pronunciations, entry->pronunciations, entry->count * sizeof(*pronunciations));
    return entry->count;
}

const char *const *pp_lexicon_phones(const struct pp_lexicon *lexicon)
{
    return lexicon->table.phones;
}

const char *pp_lexicon_unmapped(const struct pp_lexicon *lexicon)
{
    return lexicon->unmapped;
}
