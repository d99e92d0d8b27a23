// An arena: many small allocations with one lifetime, freed or wiped together.
//
// Loaded data (a language pack, a conversation) and the description of the current screen live in
// arenas. Not thread-safe; one owner.
#ifndef PP_SYS_ARENA_H
#define PP_SYS_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct pp_arena_block;

struct pp_arena {
    struct pp_arena_block *blocks; // newest first
};

// Zeroed memory aligned for any object, or NULL when there is none left.
void *pp_arena_alloc(struct pp_arena *arena, size_t size);

// A copy of `text` (of its first `length` bytes), or NULL when memory is out.
char *pp_arena_strdup(struct pp_arena *arena, const char *text);
char *pp_arena_strndup(struct pp_arena *arena, const char *text, size_t length);

// A formatted string, or NULL when memory is out.
char *pp_arena_printf(struct pp_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// Overwrites everything allocated with zeros and makes all of it free for use again; one block is
// kept, so that a screen that is described again and again does not allocate.
void pp_arena_wipe(struct pp_arena *arena);

// Wipes and frees everything. Takes a zeroed arena.
void pp_arena_finish(struct pp_arena *arena);

#endif
