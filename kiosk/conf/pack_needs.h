// What a language pack must hold: the table of lang/README.md, written out for a flow. Private to
// conf/.
#ifndef PP_CONF_PACK_NEEDS_H
#define PP_CONF_PACK_NEEDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conf/yaml.h"
#include "core/flow.h"
#include "sys/arena.h"

struct pp_need {
    const char *path;
    const char *fills; // names known in braces, with spaces between
    bool optional;
    bool list;
    bool phrases;  // a list of phrases to be heard
    uint8_t count; // of a list: how many texts; 0: one or more
    size_t seen;   // how many texts the pack has for it
};

struct pp_needs {
    struct pp_need *items; // sorted by path
    size_t count;
};

// `root` is the pack's tree: its own names under `urgent.numbers` and `languages` are needs too.
// False when memory is out.
bool pp_needs_make(struct pp_needs *needs, struct pp_arena *arena, const struct pp_flow *flow,
                   const char *code, const struct pp_yaml *root);

// The need with this path (its first `length` bytes), or NULL.
struct pp_need *pp_needs_find(const struct pp_needs *needs, const char *path, size_t length);

// The need whose path is nearest to `path`; NULL when there are none.
const struct pp_need *pp_needs_nearest(const struct pp_needs *needs, const char *path);

// What is wrong with a phrase (words, ( ), [ ] for what may be left out, |), or NULL.
const char *pp_phrase_problem(const char *phrase);

#endif
