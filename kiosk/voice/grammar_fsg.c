#include "voice/grammar_fsg.h"

#include <stdio.h>
#include <stdlib.h>

// What a state is good for.
enum { NOWHERE, ON_THE_WAY, PHRASE };

// The graph has no cycles, so this ends after as many rounds as the longest phrase has words.
static void mark_useful(const struct pp_grammar *grammar, const bool *allowed,
                        unsigned char *useful)
{
    for (size_t i = 0; i < grammar->state_count; i++) {
        uint16_t phrase = grammar->accepts[i];
        useful[i] = phrase != PP_NO_PHRASE && allowed[phrase] ? PHRASE : NOWHERE;
    }
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < grammar->arc_count; i++) {
            const struct pp_grammar_arc *arc = &grammar->arcs[i];
            if (useful[arc->to] != NOWHERE && useful[arc->from] == NOWHERE) {
                useful[arc->from] = ON_THE_WAY;
                changed = true;
            }
        }
    }
}

static void write_arc(FILE *out, size_t from, size_t to, const char *word, unsigned ways)
{
    fprintf(out, "TRANSITION %zu %zu 1.0 %s\n", from, to, word);
    for (unsigned way = 2; way <= ways; way++)
        fprintf(out, "TRANSITION %zu %zu 1.0 %s(%u)\n", from, to, word, way);
}

// The format has one final state: whatever ends a phrase leads there too.
static void write_arcs(const struct pp_grammar *grammar, const unsigned char *useful,
                       const unsigned char *ways, FILE *out)
{
    for (size_t i = 0; i < grammar->arc_count; i++) {
        const struct pp_grammar_arc *arc = &grammar->arcs[i];
        const char *word = grammar->words[arc->word];
        if (useful[arc->to] != NOWHERE)
            write_arc(out, arc->from, arc->to, word, ways[arc->word]);
        if (useful[arc->to] == PHRASE)
            write_arc(out, arc->from, grammar->state_count, word, ways[arc->word]);
    }
}

// Silence and noise before the first word and after the last, silence between words. The decoder
// would add noise everywhere by itself, which takes twice the time and lets it skip a word that
// was said. The chances are the decoder's own (-silprob, -fillprob).
static void write_pauses(const struct pp_grammar *grammar, const unsigned char *useful, FILE *out)
{
    for (size_t i = 0; i <= grammar->state_count; i++) {
        if (i == grammar->state_count || useful[i] != NOWHERE)
            fprintf(out, "TRANSITION %zu %zu 0.005 <sil>\n", i, i);
    }
    fprintf(out, "TRANSITION 0 0 1e-8 [NOISE]\nTRANSITION %zu %zu 1e-8 [NOISE]\n",
            grammar->state_count, grammar->state_count);
}

char *pp_grammar_fsg(const struct pp_grammar *grammar, const bool *allowed,
                     const unsigned char *ways, size_t *length)
{
    char *text = NULL;
    size_t written = 0;
    FILE *out = NULL;
    unsigned char *useful = calloc(grammar->state_count, 1);
    if (!useful)
        return NULL;
    mark_useful(grammar, allowed, useful);
    if (useful[0] == NOWHERE)
        goto out;
    out = open_memstream(&text, &written);
    if (!out)
        goto out;
    fprintf(out, "FSG_BEGIN phrases\nNUM_STATES %zu\nSTART_STATE 0\nFINAL_STATE %zu\n",
            grammar->state_count + 1, grammar->state_count);
    write_arcs(grammar, useful, ways, out);
    write_pauses(grammar, useful, out);
    fputs("FSG_END\n", out);
    if (fclose(out) != 0) {
        free(text);
        text = NULL;
    }
    *length = written;
out:
    free(useful);
    return text;
}
