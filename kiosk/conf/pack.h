// A language pack: lang/CODE.yaml, all words seen, spoken and understood in one language.
//
// The file is a tree; a text is found by its dotted path ("screens.happened.title"). What a pack
// must hold follows from the flow and is checked when it is loaded: see pp_pack_load.
#ifndef PP_CONF_PACK_H
#define PP_CONF_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "core/flow.h"
#include "sys/arena.h"
#include "sys/report.h"

struct pp_pack_entry {
    const char *path;
    const char *text;
};

struct pp_pack {
    const char *code;  // BCP 47: "nl"
    const char *name;  // in the language itself: "Nederlands"
    const char *voice; // eSpeak-NG voice: "nl"
    bool rtl;
    struct pp_pack_entry *entries; // sorted by path (strcmp)
    size_t count;
};

// Reads lang_dir/CODE.yaml. Texts that the flow needs and the pack lacks, texts with control
// characters, unknown places in braces ({name}) and unknown keys are errors with file, line, field
// and remedy. False when it cannot be used.
bool pp_pack_load(struct pp_pack *pack, struct pp_arena *arena, const char *lang_dir,
                  const char *code, const struct pp_flow *flow, struct pp_report *report);

// Reads any YAML file of texts (lang/keeper/nl.yaml) without the checks against a flow; code, name
// and voice stay NULL. False when it cannot be used.
bool pp_texts_load(struct pp_pack *texts, struct pp_arena *arena, const char *path,
                   struct pp_report *report);

// The text at a path, made with printf, or NULL when there is none.
const char *pp_pack_find(const struct pp_pack *pack, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// The text at a path that pp_pack_load has made sure of; "" (never NULL) if it is missing after
// all.
const char *pp_pack_text(const struct pp_pack *pack, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// The n-th text of a list (from 0), or NULL behind its end.
const char *pp_pack_item(const struct pp_pack *pack, size_t n, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// A value for a place in braces.
struct pp_fill {
    const char *name;  // "minutes"
    const char *value; // "5"
};

// `text` with every {name} replaced, in `arena`; "" when memory is out.
const char *pp_fill(struct pp_arena *arena, const char *text, const struct pp_fill *fills,
                    size_t count);

#endif
