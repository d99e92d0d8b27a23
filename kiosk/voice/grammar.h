// The phrases of a screen as one graph of words: deterministic and without cycles, so a row of
// words leads to one state, and what two phrases begin with is in it once.
//
// A phrase is JSGF's part without rules: words, ( ), [ ] for what may be left out, |. Marks that
// only writing has (. , ? ! ; : and quotes) are parting, as spaces are; upper case is lower case.
#ifndef PP_VOICE_GRAMMAR_H
#define PP_VOICE_GRAMMAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sys/report.h"
#include "voice/heard.h"

struct pp_grammar_arc {
    uint32_t from, to;
    uint16_t word;
};

enum { PP_NO_PHRASE = UINT16_MAX };

struct pp_grammar {
    char **words;
    size_t word_count;
    struct pp_grammar_arc *arcs; // in order of `from`; state 0 is the start
    size_t arc_count;
    uint16_t *accepts; // of each state: the phrase that is said when it is reached, or PP_NO_PHRASE
    size_t state_count;
};

// Builds the graph. NULL when a phrase is not of this form, can be empty or is too large: the
// report names it by its id and says what would be right. When two phrases can be the same words,
// the first counts.
struct pp_grammar *pp_grammar_create(const struct pp_phrase *phrases, size_t count,
                                     struct pp_report *report);
// Takes NULL.
void pp_grammar_destroy(struct pp_grammar *grammar);

// The state that `word` leads to from `state`, or -1.
long pp_grammar_step(const struct pp_grammar *grammar, size_t state, size_t word);

#endif
