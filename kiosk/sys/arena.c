#include "sys/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 16 * 1024 };

struct pp_arena_block {
    struct pp_arena_block *next;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

static struct pp_arena_block *block_create(size_t size)
{
    struct pp_arena_block *block = malloc(sizeof(*block) + size);
    if (!block)
        return NULL;
    block->next = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

void *pp_arena_alloc(struct pp_arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        return NULL;
    size_t want = (size + align - 1) / align * align;
    struct pp_arena_block *block = arena->blocks;
    if (!block || block->size - block->used < want) {
        block = block_create(want > BLOCK_SIZE ? want : BLOCK_SIZE);
        if (!block)
            return NULL;
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *memory = block->bytes + block->used;
    block->used += want;
    return memset(memory, 0, want);
}

char *pp_arena_strndup(struct pp_arena *arena, const char *text, size_t length)
{
    length = strnlen(text, length);
    char *copy = pp_arena_alloc(arena, length + 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}

char *pp_arena_strdup(struct pp_arena *arena, const char *text)
{
    return pp_arena_strndup(arena, text, strlen(text));
}

char *pp_arena_printf(struct pp_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = length < 0 ? NULL : pp_arena_alloc(arena, (size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

void pp_arena_wipe(struct pp_arena *arena)
{
    struct pp_arena_block *block = arena->blocks;
    arena->blocks = NULL;
    while (block) {
        struct pp_arena_block *next = block->next;
        explicit_bzero(block->bytes, block->used);
        block->used = 0;
        if (!next && block->size == BLOCK_SIZE) {
            block->next = NULL;
            arena->blocks = block;
        } else {
            free(block);
        }
        block = next;
    }
}

void pp_arena_finish(struct pp_arena *arena)
{
    pp_arena_wipe(arena);
    free(arena->blocks);
    arena->blocks = NULL;
}
