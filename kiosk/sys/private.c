#include "sys/private.h"

#include <string.h>

void pp_private_set(struct pp_private_text *text, const char *from)
{
    size_t length = strnlen(from, PP_PRIVATE_MAX);
    if (length >= PP_PRIVATE_MAX) {
        length = PP_PRIVATE_MAX - 1;
        while (length > 0 && ((unsigned char)from[length] & 0xc0) == 0x80)
            length--;
    }
    explicit_bzero(text, sizeof(*text));
    memcpy(text->hidden, from, length);
}

const char *pp_private_peek(const struct pp_private_text *text)
{
    return text->hidden;
}

void pp_private_wipe(struct pp_private_text *text)
{
    explicit_bzero(text, sizeof(*text));
}
