// The phrases that a screen of the kiosk listens for.
#ifndef PP_CTL_PHRASES_H
#define PP_CTL_PHRASES_H

#include <stddef.h>

#include "ctl/ctl.h"
#include "voice/heard.h"

// Fills at most PP_MAX_PHRASES phrases of the screen (its first page) in language `code`; the
// strings live in the arena of `ctl`. `pack` is filled too. False: `ctl->report` says why.
bool pp_ctl_screen_phrases(struct pp_ctl *ctl, const char *code, const char *screen,
                           struct pp_pack *pack, struct pp_phrase *phrases, size_t *count);

#endif
