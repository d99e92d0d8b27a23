#include "voice/grammar.h"

#include <stdlib.h>
#include <string.h>

#include "sys/text.h"
#include "voice/words.h"

enum { MAX_NODES = 16384, MAX_STATES = 8192, MAX_WORDS = 4096, MAX_DEPTH = 16, PHRASE_LIMIT = 512 };
enum { NO_NODE = UINT16_MAX, NO_WORD = UINT16_MAX };

// A node of what is parsed: one arc with a word, or up to two without.
struct node {
    uint16_t word;
    uint16_t next[2];
};

// A part of a phrase: in at `first`, out at `last`.
struct part {
    uint16_t first, last;
};

// A set of nodes, in order, that a row of words can lead to.
struct state {
    uint16_t *nodes;
    size_t count;
};

struct builder {
    struct pp_grammar *grammar;
    struct node *nodes;
    size_t node_count;
    uint16_t ends[PP_MAX_PHRASES]; // the last node of each phrase
    size_t phrase_count;
    struct state *states;
    unsigned char *marked; // of each node, while a set is made
    uint16_t *stack;
    size_t arc_room;
    const struct pp_phrase *phrase; // the one being parsed
    struct pp_report *report;
    unsigned depth;
};

static bool fail(struct builder *b, const char *what, const char *remedy)
{
    struct pp_place place = {.field = b->phrase->id};
    pp_report_add(b->report, PP_ERROR, place, remedy, "%s in \"%s\"", what, b->phrase->jsgf);
    return false;
}

static bool out_of_memory(struct builder *b)
{
    pp_report_add(b->report, PP_ERROR, (struct pp_place){0}, NULL, "out of memory");
    return false;
}

static bool add_node(struct builder *b, uint16_t *index)
{
    if (b->node_count == MAX_NODES)
        return fail(b, "the phrases become too large", "fewer or shorter phrases on one screen");
    b->nodes[b->node_count] = (struct node){NO_WORD, {NO_NODE, NO_NODE}};
    *index = (uint16_t)b->node_count++;
    return true;
}

static void link_nodes(struct builder *b, uint16_t from, uint16_t to)
{
    uint16_t *next = b->nodes[from].next;
    next[next[0] != NO_NODE] = to;
}

static bool add_word(struct builder *b, const char *word, uint16_t *index)
{
    struct pp_grammar *grammar = b->grammar;
    for (size_t i = 0; i < grammar->word_count; i++) {
        if (strcmp(grammar->words[i], word) == 0) {
            *index = (uint16_t)i;
            return true;
        }
    }
    if (grammar->word_count == MAX_WORDS)
        return fail(b, "there are too many different words", "fewer phrases on one screen");
    char *copy = strdup(word);
    if (!copy)
        return out_of_memory(b);
    grammar->words[grammar->word_count] = copy;
    *index = (uint16_t)grammar->word_count++;
    return true;
}

static bool parse_choice(struct builder *b, const char **text, struct part *part);

static bool parse_word(struct builder *b, const char **text, struct part *part)
{
    char word[PP_WORD_SIZE];
    size_t length = pp_words_next(text, word);
    if (length == PP_WORD_SIZE)
        return fail(b, "a word is too long", "words of less than 60 bytes");
    uint16_t index = 0;
    if (!add_word(b, word, &index) || !add_node(b, &part->first) || !add_node(b, &part->last))
        return false;
    b->nodes[part->first].word = index;
    link_nodes(b, part->first, part->last);
    return true;
}

static bool parse_bracket(struct builder *b, const char **text, struct part *part)
{
    bool optional = **text == '[';
    char closing = optional ? ']' : ')';
    if (++b->depth > MAX_DEPTH)
        return fail(b, "brackets are too deep", "at most 16 in each other");
    ++*text;
    struct part inner;
    if (!parse_choice(b, text, &inner))
        return false;
    if (**text != closing)
        return fail(b, optional ? "a [ is not closed" : "a ( is not closed",
                    "every bracket is closed by its own kind");
    ++*text;
    b->depth--;
    // Nodes of its own, so that none ever gets a third arc.
    if (!add_node(b, &part->first) || !add_node(b, &part->last))
        return false;
    link_nodes(b, part->first, inner.first);
    link_nodes(b, inner.last, part->last);
    if (optional)
        link_nodes(b, part->first, part->last);
    return true;
}

// Whether something of a sequence stands at *text; moves it behind the spaces.
static bool more_items(const char **text)
{
    char ignored[PP_WORD_SIZE];
    const char *ahead = *text;
    if (pp_words_next(&ahead, ignored) > 0)
        return true;
    *text = ahead;
    return *ahead == '(' || *ahead == '[';
}

static bool parse_sequence(struct builder *b, const char **text, struct part *part)
{
    bool any = false;
    while (more_items(text)) {
        char ignored[PP_WORD_SIZE];
        const char *ahead = *text;
        bool word = pp_words_next(&ahead, ignored) > 0;
        struct part item;
        if (!(word ? parse_word(b, text, &item) : parse_bracket(b, text, &item)))
            return false;
        if (any)
            link_nodes(b, part->last, item.first);
        else
            part->first = item.first;
        part->last = item.last;
        any = true;
    }
    return any || fail(b, "words are missing", "words, ( ), [ ] for what may be left out, |");
}

static bool parse_choice(struct builder *b, const char **text, struct part *part)
{
    if (!parse_sequence(b, text, part))
        return false;
    while (**text == '|') {
        ++*text;
        struct part other;
        struct part both;
        if (!parse_sequence(b, text, &other) || !add_node(b, &both.first) ||
            !add_node(b, &both.last))
            return false;
        link_nodes(b, both.first, part->first);
        link_nodes(b, both.first, other.first);
        link_nodes(b, part->last, both.last);
        link_nodes(b, other.last, both.last);
        *part = both;
    }
    return true;
}

static bool parse_phrase(struct builder *b, struct part *part)
{
    const char *text = b->phrase->jsgf;
    size_t length = strlen(text);
    if (length > PHRASE_LIMIT)
        return fail(b, "the phrase is too long", "at most 512 bytes");
    if (!pp_utf8_valid(text, length))
        return fail(b, "there are bytes that are not UTF-8", "text in UTF-8");
    b->depth = 0;
    if (!parse_choice(b, &text, part))
        return false;
    if (*text != '\0')
        return fail(b, "there is a mark that does not belong here",
                    "words, ( ), [ ] for what may be left out, |");
    return true;
}

// Marks a node and all that can be reached without a word.
static void mark(struct builder *b, uint16_t node)
{
    size_t depth = 0;
    b->stack[depth++] = node;
    while (depth > 0) {
        uint16_t top = b->stack[--depth];
        if (b->marked[top])
            continue;
        b->marked[top] = 1;
        for (size_t i = 0; i < 2 && b->nodes[top].word == NO_WORD; i++) {
            if (b->nodes[top].next[i] != NO_NODE)
                b->stack[depth++] = b->nodes[top].next[i];
        }
    }
}

// The state of the nodes that are marked (and unmarks them): an old one, or a new one at the end.
static bool take_state(struct builder *b, size_t *index)
{
    struct pp_grammar *grammar = b->grammar;
    size_t count = 0;
    for (size_t i = 0; i < b->node_count; i++) {
        if (b->marked[i])
            b->stack[count++] = (uint16_t)i;
    }
    memset(b->marked, 0, b->node_count);
    for (size_t i = 0; i < grammar->state_count; i++) {
        const struct state *state = &b->states[i];
        if (state->count == count &&
            memcmp(state->nodes, b->stack, count * sizeof(*b->stack)) == 0) {
            *index = i;
            return true;
        }
    }
    if (grammar->state_count == MAX_STATES)
        return fail(b, "the phrases become too large", "fewer phrases with fewer [ ] and |");
    uint16_t *nodes = calloc(count + 1, sizeof(*nodes));
    if (!nodes)
        return out_of_memory(b);
    memcpy(nodes, b->stack, count * sizeof(*nodes));
    *index = grammar->state_count++;
    b->states[*index] = (struct state){nodes, count};
    grammar->accepts[*index] = PP_NO_PHRASE;
    for (size_t p = b->phrase_count; p-- > 0;) {
        for (size_t i = 0; i < count; i++) {
            if (nodes[i] == b->ends[p])
                grammar->accepts[*index] = (uint16_t)p;
        }
    }
    return true;
}

static bool add_arc(struct builder *b, size_t from, size_t to, uint16_t word)
{
    struct pp_grammar *grammar = b->grammar;
    if (grammar->arc_count == b->arc_room) {
        size_t room = b->arc_room ? b->arc_room * 2 : 256;
        void *arcs = realloc(grammar->arcs, room * sizeof(*grammar->arcs));
        if (!arcs)
            return out_of_memory(b);
        grammar->arcs = arcs;
        b->arc_room = room;
    }
    grammar->arcs[grammar->arc_count++] =
        (struct pp_grammar_arc){(uint32_t)from, (uint32_t)to, word};
    return true;
}

// The arcs out of a state: one for each word that its nodes have.
static bool expand(struct builder *b, size_t from)
{
    size_t first = b->grammar->arc_count;
    for (size_t i = 0; i < b->states[from].count; i++) {
        uint16_t word = b->nodes[b->states[from].nodes[i]].word;
        bool done = word == NO_WORD;
        for (size_t a = first; a < b->grammar->arc_count && !done; a++)
            done = b->grammar->arcs[a].word == word;
        if (done)
            continue;
        for (size_t j = i; j < b->states[from].count; j++) {
            const struct node *node = &b->nodes[b->states[from].nodes[j]];
            if (node->word == word)
                mark(b, node->next[0]);
        }
        size_t to;
        if (!take_state(b, &to) || !add_arc(b, from, to, word))
            return false;
    }
    return true;
}

static bool determine(struct builder *b)
{
    size_t start;
    if (!take_state(b, &start))
        return false;
    for (size_t state = 0; state < b->grammar->state_count; state++) {
        if (!expand(b, state))
            return false;
    }
    return true;
}

static bool parse_all(struct builder *b, const struct pp_phrase *phrases, size_t count)
{
    struct part parts[PP_MAX_PHRASES];
    for (size_t i = 0; i < count; i++) {
        b->phrase = &phrases[i];
        if (!parse_phrase(b, &parts[i]))
            return false;
        mark(b, parts[i].first);
        if (b->marked[parts[i].last])
            return fail(b, "everything may be left out", "at least one word outside [ ]");
        b->ends[i] = parts[i].last;
        memset(b->marked, 0, b->node_count);
    }
    for (size_t i = 0; i < count; i++)
        mark(b, parts[i].first);
    b->phrase_count = count;
    return true;
}

static bool builder_init(struct builder *b)
{
    b->grammar = calloc(1, sizeof(*b->grammar));
    b->nodes = calloc(MAX_NODES, sizeof(*b->nodes));
    b->states = calloc(MAX_STATES, sizeof(*b->states));
    b->marked = calloc(MAX_NODES, 1);
    // A node is pushed at most once for each arc that leads to it.
    b->stack = calloc(2 * MAX_NODES + 1, sizeof(*b->stack));
    if (!b->grammar || !b->nodes || !b->states || !b->marked || !b->stack)
        return false;
    b->grammar->words = calloc(MAX_WORDS, sizeof(*b->grammar->words));
    b->grammar->accepts = calloc(MAX_STATES, sizeof(*b->grammar->accepts));
    return b->grammar->words && b->grammar->accepts;
}

static void builder_finish(struct builder *b)
{
    for (size_t i = 0; b->states && i < MAX_STATES; i++)
        free(b->states[i].nodes);
    free(b->nodes);
    free(b->states);
    free(b->marked);
    free(b->stack);
}

struct pp_grammar *pp_grammar_create(const struct pp_phrase *phrases, size_t count,
                                     struct pp_report *report)
{
    struct builder b = {.report = report};
    bool done = false;
    if (count == 0 || count > PP_MAX_PHRASES) {
        pp_report_add(report, PP_ERROR, (struct pp_place){0}, "1 to 192 phrases",
                      "%zu phrases to listen for", count);
        return NULL;
    }
    if (!builder_init(&b)) {
        out_of_memory(&b);
        goto out;
    }
    done = parse_all(&b, phrases, count) && determine(&b);
out:
    builder_finish(&b);
    if (done)
        return b.grammar;
    pp_grammar_destroy(b.grammar);
    return NULL;
}

void pp_grammar_destroy(struct pp_grammar *grammar)
{
    if (!grammar)
        return;
    for (size_t i = 0; i < grammar->word_count; i++)
        free(grammar->words[i]);
    free(grammar->words);
    free(grammar->arcs);
    free(grammar->accepts);
    free(grammar);
}

long pp_grammar_step(const struct pp_grammar *grammar, size_t state, size_t word)
{
    for (size_t i = 0; i < grammar->arc_count; i++) {
        if (grammar->arcs[i].from == state && grammar->arcs[i].word == word)
            return (long)grammar->arcs[i].to;
    }
    return -1;
}
