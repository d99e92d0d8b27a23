#include "voice/words.h"

#include <locale.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

static const char jsgf_marks[] = "()[]|<>{}*+/=";

static pthread_once_t once = PTHREAD_ONCE_INIT;
static locale_t unicode; // constant after the first call; kept as long as the process

static void load_unicode(void)
{
    unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

// The character at `text` and its length; valid UTF-8 is a condition of the caller.
static uint32_t decode(const char *text, size_t *length)
{
    const unsigned char *byte = (const unsigned char *)text;
    size_t more = byte[0] < 0x80 ? 0 : byte[0] < 0xe0 ? 1 : byte[0] < 0xf0 ? 2 : 3;
    uint32_t character = more == 0 ? byte[0] : byte[0] & (0x3fU >> more);
    size_t used = 1;
    for (; used <= more && (byte[used] & 0xc0) == 0x80; used++)
        character = character << 6 | (byte[used] & 0x3fU);
    *length = used;
    return character;
}

static size_t encode(uint32_t character, char bytes[4])
{
    if (character < 0x80) {
        bytes[0] = (char)character;
        return 1;
    }
    size_t more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    for (size_t i = more; i > 0; i--) {
        bytes[i] = (char)(0x80 | (character & 0x3f));
        character >>= 6;
    }
    static const unsigned lead[] = {0, 0xc0, 0xe0, 0xf0};
    bytes[0] = (char)(lead[more] | character);
    return more + 1;
}

// Letters, digits and the signs that combine with them. Without the locale everything beyond ASCII
// counts as a letter, which the pronunciation then decides about.
static bool is_letter(uint32_t character)
{
    if (character < 0x80)
        return (character >= '0' && character <= '9') ||
               ((character | 0x20) >= 'a' && (character | 0x20) <= 'z');
    if (!unicode)
        return true;
    // Blanks and General Punctuation are no letters, nor combining, whatever their width.
    if (character < 0xc0 || (character >= 0x2000 && character < 0x2070))
        return character == 0xaa || character == 0xb5 || character == 0xba;
    if (iswalnum_l((wint_t)character, unicode) != 0)
        return true;
    return (character >= 0x300 && character < 0x370) || (character >= 0x64b && character < 0x660) ||
           (character >= 0x900 && character < 0xe00 && character != 0x964 && character != 0x965);
}

static bool joins(uint32_t character)
{
    return character == '\'' || character == '-' || character == 0x2019;
}

static size_t lower(uint32_t character, char bytes[4])
{
    if (character < 0x80)
        return encode(character >= 'A' && character <= 'Z' ? character | 0x20 : character, bytes);
    return encode(unicode ? (uint32_t)towlower_l((wint_t)character, unicode) : character, bytes);
}

// Skips what stands between words. False at the end or at a mark of JSGF.
static bool find_word(const char **text)
{
    for (;;) {
        size_t length;
        uint32_t character = decode(*text, &length);
        if (character == 0 || (character < 0x80 && strchr(jsgf_marks, (int)character)))
            return false;
        if (is_letter(character))
            return true;
        *text += length;
    }
}

// The apostrophe of "zo'n" has a letter behind it; so has the hyphen of "e-mail".
static bool goes_on(const char *text, uint32_t character, size_t length)
{
    if (is_letter(character))
        return true;
    size_t next;
    return joins(character) && is_letter(decode(text + length, &next));
}

size_t pp_words_next(const char **text, char word[PP_WORD_SIZE])
{
    pthread_once(&once, load_unicode);
    if (!find_word(text))
        return 0;
    size_t used = 0;
    for (;;) {
        size_t length;
        uint32_t character = decode(*text, &length);
        if (!goes_on(*text, character, length))
            break;
        if (used + 4 >= PP_WORD_SIZE)
            return PP_WORD_SIZE;
        used += lower(character == 0x2019 ? '\'' : character, word + used);
        *text += length;
    }
    word[used] = '\0';
    return used;
}
