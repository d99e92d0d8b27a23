// The words of the keeper's notation (config/README.md). They are part of the file format, the
// same in every language, and stand here only.
#ifndef PP_LISTINGS_WORDS_H
#define PP_LISTINGS_WORDS_H

extern const char *const pp_words_weekdays[7]; // Monday first
extern const char *const pp_words_parity[2];   // even, odd
extern const char *const pp_words_nth[5];      // first .. fourth, last
extern const char *const pp_words_always;      // day and night

extern const char *const pp_words_yes_no[2];  // no, yes
extern const char *const pp_words_scope[3];   // enum pp_scope
extern const char *const pp_words_walk_in[4]; // enum pp_walk_in; unknown is ""
extern const char *const pp_words_wheelchair[4];
extern const char *const pp_words_school[2]; // "", closed in school holidays
extern const char *const pp_words_public[2]; // "", open on public holidays

#endif
