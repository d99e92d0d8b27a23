// How often a word stands in the memory of this process that can be written to.
#ifndef TESTS_VOICE_COPIES_H
#define TESTS_VOICE_COPIES_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The word with the lowest bit of each letter turned, so that the search does not find itself.
static const char masked[] = "wsddlevnnse"; // vreemdwoord

static void unmask(char *to)
{
    size_t i = 0;
    for (; masked[i]; i++)
        to[i] = (char)(masked[i] ^ 1);
    to[i] = '\0';
}

static int copies_between(int memory, unsigned long from, unsigned long to)
{
    int found = 0;
    unsigned char *bytes = malloc(to - from);
    assert_non_null(bytes);
    ssize_t length = pread(memory, bytes, to - from, (off_t)from);
    for (ssize_t i = 0; i + (ssize_t)sizeof(masked) - 1 <= length; i++) {
        size_t same = 0;
        while (masked[same] && bytes[(size_t)i + same] == (masked[same] ^ 1))
            same++;
        found += same == sizeof(masked) - 1;
    }
    explicit_bzero(bytes, to - from); // so that the next search does not find this copy
    free(bytes);
    return found;
}

static int copies_in_memory(void)
{
    FILE *maps = fopen("/proc/self/maps", "re");
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    assert_non_null(maps);
    assert_true(memory >= 0);
    char line[512];
    int found = 0;
    while (fgets(line, sizeof(line), maps)) {
        // FROM-TO rw.. ; larger ones are the sanitizers' own
        char *rest;
        unsigned long from = strtoul(line, &rest, 16);
        unsigned long to = strtoul(rest + 1, &rest, 16);
        if (rest[2] == 'w' && to - from <= (64UL << 20))
            found += copies_between(memory, from, to);
    }
    fclose(maps);
    close(memory);
    return found;
}

#endif
