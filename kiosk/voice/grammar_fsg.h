// A graph of words as PocketSphinx reads it.
#ifndef PP_VOICE_GRAMMAR_FSG_H
#define PP_VOICE_GRAMMAR_FSG_H

#include <stdbool.h>
#include <stddef.h>

#include "voice/grammar.h"

// The graph as text in Sphinx' FSG format, with only what leads to a phrase that is `allowed` (one
// flag for each phrase) and with every way to say a word (`ways[word]` of them; the second is
// called "word(2)"): having the decoder add those takes it many times as long. The caller frees it.
// NULL when no phrase is left or memory is out.
char *pp_grammar_fsg(const struct pp_grammar *grammar, const bool *allowed,
                     const unsigned char *ways, size_t *length);

#endif
