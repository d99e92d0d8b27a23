// What the commands about hearing share.
#ifndef PP_CTL_VOICE_H
#define PP_CTL_VOICE_H

#include "ctl/ctl.h"
#include "voice/lexicon.h"

// The eSpeak-NG voice of a language: that of its pack or, where there is no such pack, the code
// itself ("tr"), so that a language can be tried before it has a pack. NULL: *code says how to end
// and the report why.
const char *pp_ctl_voice(struct pp_ctl *ctl, const char *command, const char *lang,
                         enum pp_exit *code);

// A lexicon for that voice with this kiosk's table of phones. NULL: as above.
struct pp_lexicon *pp_ctl_lexicon(struct pp_ctl *ctl, const char *voice, enum pp_exit *code);

#endif
