// What is a word in a phrase that people wrote, in any script.
#ifndef PP_VOICE_WORDS_H
#define PP_VOICE_WORDS_H

#include <stddef.h>

enum { PP_WORD_SIZE = 64 }; // bytes, with the NUL

// Takes the next word from *text (valid UTF-8) in lower case and moves *text behind it. Marks of
// writing are skipped; an apostrophe or hyphen inside a word belongs to it. Returns its length in
// bytes; 0 at the end of the text or at one of JSGF's marks ( ) [ ] | < > { } * + / = (*text then
// stands on it); PP_WORD_SIZE when the word is longer than fits.
size_t pp_words_next(const char **text, char word[PP_WORD_SIZE]);

#endif
