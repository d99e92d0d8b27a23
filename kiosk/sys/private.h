// Text that came from a visitor, or that would tell what a visitor said or picked.
//
// It is a type of its own, so that no log call, file writer or network call of ours takes it. The
// only ways out are pp_private_peek (for the speaker and the painter) and pp_private_wipe.
#ifndef PP_SYS_PRIVATE_H
#define PP_SYS_PRIVATE_H

#include <stddef.h>

enum { PP_PRIVATE_MAX = 512 };

struct pp_private_text {
    char hidden[PP_PRIVATE_MAX]; // UTF-8, ends in NUL; cut at a character when too long
};

// Keeps a copy of `text`, cut to what fits at the edge of a UTF-8 character.
void pp_private_set(struct pp_private_text *text, const char *from);

// The text itself, for painting or speaking it. Borrowed: valid until set or wiped.
const char *pp_private_peek(const struct pp_private_text *text);

// Overwrites it with zeros, in a way the compiler keeps.
void pp_private_wipe(struct pp_private_text *text);

#endif
