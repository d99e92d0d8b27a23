// Reading a whole file, with a limit.
#ifndef PP_SYS_FILE_H
#define PP_SYS_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/report.h"

// Reads all of `path` ("-": standard input) into memory that the caller frees; a NUL is added
// behind it. On failure the report says why (missing, a folder, larger than `limit` bytes) and
// NULL is returned.
char *pp_file_read(const char *path, size_t limit, size_t *length, struct pp_report *report);

// The same, but of a file that is larger the first `most` bytes are given: for those who have their
// own words for what is too large.
char *pp_file_read_start(const char *path, size_t most, size_t *length, struct pp_report *report);

bool pp_file_exists(const char *path);

#endif
