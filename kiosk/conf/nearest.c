#include "conf/nearest.h"

#include <stdint.h>
#include <string.h>

enum { COMPARED = 95 };

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t pp_nearest_distance(const char *a, const char *b)
{
    size_t row[COMPARED + 1];
    size_t a_length = strnlen(a, COMPARED);
    size_t b_length = strnlen(b, COMPARED);
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = min(replaced, min(row[j], row[j - 1]) + 1);
        }
    }
    return row[b_length];
}

const char *pp_nearest_name(const char *word, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t distance = pp_nearest_distance(word, names[i]);
        if (distance < least) {
            least = distance;
            nearest = names[i];
        }
    }
    return nearest;
}
