// Small questions about text.
#ifndef PP_SYS_TEXT_H
#define PP_SYS_TEXT_H

#include <stdbool.h>
#include <stddef.h>

// Whether all `length` bytes are valid UTF-8 (no overlong forms, no surrogates), without NUL.
// RFC 3629.
bool pp_utf8_valid(const char *text, size_t length);

// The byte offset of the first invalid byte, or `length` when all is valid.
size_t pp_utf8_first_invalid(const char *text, size_t length);

// How many characters (code points) a valid UTF-8 string has.
size_t pp_utf8_count(const char *text);

// Whether valid UTF-8 `text` has a control character other than newline, or one that changes the
// direction of what follows (bidi controls, Unicode UAX #9): neither belongs on a screen.
bool pp_text_has_controls(const char *text);

// Whether `text` is an identifier: [a-z][a-z0-9_]*, at most 40 characters.
bool pp_text_is_id(const char *text);

// Parses all of `text` as a whole number in [low, high]. False leaves `value` as it was.
bool pp_text_to_long(const char *text, long low, long high, long *value);

// Parses all of `text` as a decimal number with '.', in the C locale. False leaves `value`.
bool pp_text_to_double(const char *text, double low, double high, double *value);

#endif
