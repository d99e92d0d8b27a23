// What is different between the snapshot that stands and the listings that came in.
#ifndef PP_SYNC_CHANGES_H
#define PP_SYNC_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/flow.h"
#include "listings/listing.h"
#include "listings/store.h"
#include "sys/arena.h"

enum pp_change { PP_CHANGE_ADDED, PP_CHANGE_CHANGED, PP_CHANGE_GONE, PP_CHANGES };

// The most names kept of each.
enum { PP_CHANGES_NAMED = 20 };

struct pp_changes {
    size_t count[PP_CHANGES];
    const char *names[PP_CHANGES][PP_CHANGES_NAMED]; // the first ones; in the arena
};

// Compares by id. `old` may be NULL: everything is added. Two listings are the same when their CSV
// is. False when memory is out or a listing of the snapshot cannot be read.
bool pp_changes_find(struct pp_changes *changes, struct pp_store *old, const struct pp_flow *flow,
                     const struct pp_listing *listings, size_t count, struct pp_arena *arena);

#endif
