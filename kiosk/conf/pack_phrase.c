// Phrases to be heard, as in the expansions of JSGF: words, ( ), [ ] and |.
// Source of the notation: JSpeech Grammar Format, W3C Note, 5 June 2000.
#include <string.h>

#include "conf/pack_needs.h"

enum { MAX_DEPTH = 8 };

struct reader {
    const char *at;
    const char *problem; // the first one found
};

static bool fail(struct reader *reader, const char *problem)
{
    if (!reader->problem)
        reader->problem = problem;
    return false;
}

// Letters of any language (bytes of UTF-8 beyond ASCII), digits, ' and -.
static size_t word_length(const char *text)
{
    size_t n = 0;
    for (; text[n]; n++) {
        unsigned char c = (unsigned char)text[n];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        if (!letter && !(c >= '0' && c <= '9') && c != '\'' && c != '-')
            break;
    }
    return n;
}

static bool read_alternatives(struct reader *reader, int depth, bool *says);

// A word or a group. `says`: it cannot be silence.
static bool read_part(struct reader *reader, int depth, bool *says)
{
    char open = *reader->at;
    if (open != '(' && open != '[') {
        size_t length = word_length(reader->at);
        if (length == 0)
            return fail(reader, "has a sign that cannot be said, or a bracket too many");
        reader->at += length;
        *says = true;
        return true;
    }
    if (depth == MAX_DEPTH)
        return fail(reader, "has brackets nested too deep");
    reader->at++;
    bool inner = false;
    if (!read_alternatives(reader, depth + 1, &inner))
        return false;
    if (*reader->at != (open == '(' ? ')' : ']'))
        return fail(reader, "has a bracket that is not closed");
    reader->at++;
    *says = open == '(' && inner;
    return true;
}

static bool read_sequence(struct reader *reader, int depth, bool *says)
{
    bool any = false;
    for (;;) {
        reader->at += strspn(reader->at, " \n");
        if (!*reader->at || strchr(")]|", *reader->at))
            break;
        bool part = false;
        if (!read_part(reader, depth, &part))
            return false;
        any = true;
        *says = *says || part;
    }
    return any || fail(reader, "has nothing between two signs, or is empty");
}

static bool read_alternatives(struct reader *reader, int depth, bool *says)
{
    *says = true;
    for (;;) {
        bool sequence = false;
        if (!read_sequence(reader, depth, &sequence))
            return false;
        *says = *says && sequence;
        if (*reader->at != '|')
            return true;
        reader->at++;
    }
}

const char *pp_phrase_problem(const char *phrase)
{
    struct reader reader = {.at = phrase};
    bool says = false;
    if (!read_alternatives(&reader, 0, &says))
        return reader.problem;
    if (*reader.at)
        return "has a bracket that was not opened";
    return says ? NULL : "can be left out as a whole, so silence would match it";
}
