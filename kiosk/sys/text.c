#include "sys/text.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// The length of the character that begins at `s`, 0 when it is not valid.
static size_t utf8_length(const unsigned char *s, size_t left)
{
    if (s[0] == 0)
        return 0;
    if (s[0] < 0x80)
        return 1;
    size_t n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || n > left)
        return 0;
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    }
    if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
        (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
        return 0;
    return n;
}

static uint32_t utf8_decode(const unsigned char *s, size_t n)
{
    static const unsigned char masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    uint32_t code = s[0] & masks[n];
    for (size_t i = 1; i < n; i++)
        code = code << 6 | (s[i] & 0x3fu);
    return code;
}

size_t pp_utf8_first_invalid(const char *text, size_t length)
{
    size_t i = 0;
    while (i < length) {
        size_t n = utf8_length((const unsigned char *)text + i, length - i);
        if (n == 0)
            return i;
        i += n;
    }
    return length;
}

bool pp_utf8_valid(const char *text, size_t length)
{
    return pp_utf8_first_invalid(text, length) == length;
}

size_t pp_utf8_count(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

bool pp_text_has_controls(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t left = strlen(text);
    while (left > 0) {
        size_t n = utf8_length(s, left);
        if (n == 0)
            return true;
        uint32_t code = utf8_decode(s, n);
        if ((code < 0x20 && code != '\n') || (code >= 0x7f && code < 0xa0))
            return true;
        if (code == 0x200e || code == 0x200f || code == 0x061c ||
            (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069))
            return true;
        s += n;
        left -= n;
    }
    return false;
}

bool pp_text_is_id(const char *text)
{
    if (text[0] < 'a' || text[0] > 'z')
        return false;
    size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return n <= 40 && text[n] == '\0';
}

bool pp_text_to_long(const char *text, long low, long high, long *value)
{
    char *end = NULL;
    errno = 0;
    long number = strtol(text, &end, 10);
    if (errno || end == text || *end || number < low || number > high)
        return false;
    *value = number;
    return true;
}

bool pp_text_to_double(const char *text, double low, double high, double *value)
{
    char *end = NULL;
    errno = 0;
    double number = strtod(text, &end);
    if (errno || end == text || *end || !isfinite(number) || number < low || number > high)
        return false;
    *value = number;
    return true;
}
