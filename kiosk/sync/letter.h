// The report that the keeper of the listings reads, in the keeper's language: plain sentences from
// lang/keeper/nl.yaml, below `sync`.
#ifndef PP_SYNC_LETTER_H
#define PP_SYNC_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "conf/pack.h"
#include "sys/arena.h"
#include "sys/report.h"

// One for each key below `sync`; letter.c names them, and what is filled in.
enum pp_letter_text {
    PP_LETTER_TITLE,
    PP_LETTER_UPDATED,
    PP_LETTER_DIFFERENCE,
    PP_LETTER_ADDED,
    PP_LETTER_CHANGED,
    PP_LETTER_GONE,
    PP_LETTER_MORE,
    PP_LETTER_UNCHANGED,
    PP_LETTER_NO_FEED,
    PP_LETTER_BUSY,
    PP_LETTER_KEPT,
    PP_LETTER_NONE,
    PP_LETTER_NOT_HTTPS,
    PP_LETTER_REDIRECT,
    PP_LETTER_CERTIFICATE,
    PP_LETTER_TOO_LARGE,
    PP_LETTER_TOO_SLOW,
    PP_LETTER_UNREACHABLE,
    PP_LETTER_NOT_FOUND,
    PP_LETTER_NO_ACCESS,
    PP_LETTER_STATUS,
    PP_LETTER_WEBPAGE,
    PP_LETTER_EMPTY,
    PP_LETTER_SHRUNK,
    PP_LETTER_WRONG,
    PP_LETTER_WARNED,
    PP_LETTER_ROW,
    PP_LETTER_WHOLE,
    PP_LETTER_NOT_STORED,
    PP_LETTER_TECHNICAL,
    PP_LETTER_TEXTS // count of the texts, not one itself
};

// Whether `texts` has all of them; what lacks is added to the report as errors about `file`.
bool pp_letter_check(const struct pp_pack *texts, const char *file, struct pp_report *report);

struct pp_letter {
    FILE *out;
    const struct pp_pack *texts;
    struct pp_arena *arena; // for the sentences while they are made
};

// Writes one sentence and ends the line. Behind `text`: pairs of a name in braces and its value,
// and NULL.
void pp_letter_say(struct pp_letter *letter, enum pp_letter_text text, ...)
    __attribute__((sentinel));

// A number for pp_letter_say.
const char *pp_letter_number(struct pp_letter *letter, size_t number);

// Writes what is wrong with the listings, a line for each problem. A problem without a remedy and
// place comes out without them.
void pp_letter_problems(struct pp_letter *letter, const struct pp_report *report);

#endif
