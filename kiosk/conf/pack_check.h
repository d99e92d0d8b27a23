// A language pack against what it must hold. Private to conf/.
#ifndef PP_CONF_PACK_CHECK_H
#define PP_CONF_PACK_CHECK_H

#include <stddef.h>

#include "conf/yaml.h"
#include "core/flow.h"
#include "sys/arena.h"

// One text of a pack.
struct pp_leaf {
    const char *path;
    const char *text;
    const struct pp_yaml *node;
    size_t list_length; // of a text in a list: how much of its path names the list; else 0
};

struct pp_leaves {
    struct pp_leaf *items; // in the order of the file
    size_t count;
};

// Adds a problem for every text that is missing, unknown or of the wrong form.
void pp_pack_check(const struct pp_yaml_source *source, struct pp_arena *arena,
                   const struct pp_yaml *root, const struct pp_leaves *leaves, const char *code,
                   const struct pp_flow *flow);

#endif
