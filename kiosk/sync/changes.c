#include "sync/changes.h"

#include <stdlib.h>
#include <string.h>

#include "listings/import.h"

// A listing of the snapshot, found by its id.
struct old_listing {
    const char *id;
    uint32_t row;
    bool stays;
};

static int by_id(const void *a, const void *b)
{
    const struct old_listing *one = a;
    const struct old_listing *other = b;
    return strcmp(one->id, other->id);
}

static bool add(struct pp_changes *changes, enum pp_change change, const char *name,
                struct pp_arena *arena)
{
    size_t n = changes->count[change]++;
    if (n >= PP_CHANGES_NAMED)
        return true;
    changes->names[change][n] = pp_arena_strdup(arena, name);
    return changes->names[change][n] != NULL;
}

// Freed by the caller; NULL when memory is out.
static char *as_csv(const struct pp_listing *listing, const struct pp_flow *flow)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return NULL;
    bool written = pp_export_csv(out, flow, listing, 1);
    if (fclose(out) == 0 && written)
        return text;
    free(text);
    return NULL;
}

// False when memory is out.
static bool compare(const struct pp_listing *one, const struct pp_listing *other,
                    const struct pp_flow *flow, bool *same)
{
    char *one_csv = as_csv(one, flow);
    char *other_csv = as_csv(other, flow);
    bool made = one_csv && other_csv;
    if (made)
        *same = strcmp(one_csv, other_csv) == 0;
    free(one_csv);
    free(other_csv);
    return made;
}

static struct old_listing *index_old(const struct pp_catalogue *catalogue)
{
    struct old_listing *index = calloc(catalogue->count + 1, sizeof(*index));
    if (!index)
        return NULL;
    for (size_t i = 0; i < catalogue->count; i++) {
        index[i].id = catalogue->listings[i].id;
        index[i].row = catalogue->listings[i].row;
    }
    qsort(index, catalogue->count, sizeof(*index), by_id);
    return index;
}

// Compares one that came in with the one of the same id in the snapshot.
static bool judge(struct pp_changes *changes, struct pp_store *old, struct old_listing *was,
                  const struct pp_flow *flow, const struct pp_listing *listing,
                  struct pp_arena *arena)
{
    was->stays = true;
    struct pp_arena scratch = {0};
    struct pp_listing before;
    bool same = false;
    bool done = pp_store_listing(old, was->row, &scratch, &before) &&
                compare(&before, listing, flow, &same) &&
                (same || add(changes, PP_CHANGE_CHANGED, listing->name, arena));
    pp_arena_finish(&scratch);
    return done;
}

static bool add_gone(struct pp_changes *changes, struct pp_store *old,
                     const struct old_listing *index, size_t count, struct pp_arena *arena)
{
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        if (index[i].stays)
            continue;
        struct pp_arena scratch = {0};
        struct pp_listing before;
        done = pp_store_listing(old, index[i].row, &scratch, &before) &&
               add(changes, PP_CHANGE_GONE, before.name, arena);
        pp_arena_finish(&scratch);
    }
    return done;
}

bool pp_changes_find(struct pp_changes *changes, struct pp_store *old, const struct pp_flow *flow,
                     const struct pp_listing *listings, size_t count, struct pp_arena *arena)
{
    struct pp_changes found = {0};
    struct pp_catalogue none = {0};
    const struct pp_catalogue *catalogue = old ? pp_store_catalogue(old) : &none;
    struct old_listing *index = index_old(catalogue);
    bool done = index != NULL;
    for (size_t i = 0; i < count && done; i++) {
        struct old_listing wanted = {.id = listings[i].id};
        struct old_listing *was = bsearch(&wanted, index, catalogue->count, sizeof(*index), by_id);
        if (was)
            done = judge(&found, old, was, flow, &listings[i], arena);
        else
            done = add(&found, PP_CHANGE_ADDED, listings[i].name, arena);
    }
    done = done && add_gone(&found, old, index, catalogue->count, arena);
    free(index);
    if (done)
        *changes = found;
    return done;
}
