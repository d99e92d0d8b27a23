// The messages that both workers post to the main thread, and the devices.
#ifndef PP_VOICE_VOICE_H
#define PP_VOICE_VOICE_H

#include <stdint.h>

#include "voice/heard.h"

enum pp_voice_message_type {
    PP_VOICE_READY,    // the recogniser can listen
    PP_VOICE_MISSING,  // it never will: model or phones are missing
    PP_VOICE_HEARD,    // `heard`
    PP_VOICE_SENTENCE, // the sentence `number` begins to be heard
    PP_VOICE_SPOKEN,   // everything has been heard
    PP_VOICE_SPEECH,   // speech has been detected (the level picture)
};

struct pp_voice_message {
    enum pp_voice_message_type type;
    uint32_t session;
    uint8_t number;
    struct pp_heard heard;
};

#endif
