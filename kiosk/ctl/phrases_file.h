// Phrases from a file: id, tab, phrase (JSGF) a line. Empty lines and lines with # are skipped.
#ifndef PP_CTL_PHRASES_FILE_H
#define PP_CTL_PHRASES_FILE_H

#include "ctl/ctl.h"
#include "voice/heard.h"

// Fills at most PP_MAX_PHRASES; the strings live in the arena of `ctl`. Anything but OK: the
// report says why.
enum pp_exit pp_ctl_phrases_file(struct pp_ctl *ctl, const char *path, struct pp_phrase *phrases,
                                 size_t *count);

#endif
