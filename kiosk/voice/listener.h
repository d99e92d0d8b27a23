// The listening worker: a thread that takes samples from a ring and asks the recogniser.
#ifndef PP_VOICE_LISTENER_H
#define PP_VOICE_LISTENER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sys/mailbox.h"
#include "voice/heard.h"

struct pp_listener;

struct pp_listener_params {
    const char *config_dir;   // with phones/
    const char *model;        // "" for Debian's
    const char *phones;       // the table
    const char *voice;        // eSpeak-NG voice of the first language
    struct pp_mailbox *inbox; // the owner's, for struct pp_voice_message
};

// Starts the worker, which then loads the model in the background (PP_VOICE_READY or
// PP_VOICE_MISSING follow in the inbox). NULL only when there is no memory or thread.
struct pp_listener *pp_listener_create(const struct pp_listener_params *params);
void pp_listener_destroy(struct pp_listener *listener);

// What to listen for, copied; takes effect before the next utterance. `voice` is the language's.
void pp_listener_phrases(struct pp_listener *listener, const char *voice,
                         const struct pp_phrase *phrases, size_t count);

// From now samples are listened to, until the end of speech (a PP_VOICE_HEARD follows), a limit of
// 8 s, or 5 s without speech (PP_VOICE_HEARD with PP_HEARD_NO and no speech).
void pp_listener_open(struct pp_listener *listener, uint32_t session);
// Throws away what was heard; no message follows.
void pp_listener_close(struct pp_listener *listener);

// The capturing thread (SDL's, or the virtual clock's): 16 kHz mono. Never blocks: what does not
// fit in the ring (8 s) is dropped.
void pp_listener_push(struct pp_listener *listener, const int16_t *samples, size_t count);

// Whether the worker has something to do now (ring not empty, commands waiting, decoding).
bool pp_listener_busy(struct pp_listener *listener);

// Wipes the ring, the decoders and the phrases: nothing is left of what was heard or listened for,
// and phrases must be given anew. Takes about half a second of the worker's time, nobody waits.
void pp_listener_forget(struct pp_listener *listener);

#endif
