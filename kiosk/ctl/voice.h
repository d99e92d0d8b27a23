// What the commands that listen share.
#ifndef PP_CTL_VOICE_H
#define PP_CTL_VOICE_H

#include "ctl/ctl.h"
#include "voice/lexicon.h"

// A lexicon with the kiosk's table for an eSpeak-NG voice; eSpeak-NG is started. NULL: `*exit` says
// how to end, the report or standard error why.
struct pp_lexicon *pp_ctl_lexicon(struct pp_ctl *ctl, const char *command, const char *voice,
                                  enum pp_exit *exit);

// The eSpeak-NG voice of a language: that of its pack where there is one, else the code itself.
// NULL when the pack cannot be used.
const char *pp_ctl_voice(struct pp_ctl *ctl, const char *code);

#endif
