// A graph of words as PocketSphinx reads it.
#ifndef PP_VOICE_GRAMMAR_FSG_H
#define PP_VOICE_GRAMMAR_FSG_H

#include <stdbool.h>
#include <stddef.h>

#include "voice/grammar.h"

// The graph as text in Sphinx' FSG format, with only what leads to a phrase that is `allowed` (one
// flag for each phrase). The caller frees it. NULL when no phrase is left or memory is out.
char *pp_grammar_fsg(const struct pp_grammar *grammar, const bool *allowed, size_t *length);

#endif
