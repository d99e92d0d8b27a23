// The name a keeper probably meant. Private to conf/.
#ifndef PP_CONF_NEAREST_H
#define PP_CONF_NEAREST_H

#include <stddef.h>

// How many letters must be changed, added or left out to make `b` of `a` (Levenshtein), counting
// bytes, of the first 95 bytes of both.
size_t pp_nearest_distance(const char *a, const char *b);

// The one of `names` with the least distance to `word`; NULL when there are none.
const char *pp_nearest_name(const char *word, const char *const *names, size_t count);

#endif
