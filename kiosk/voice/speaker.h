// The speaking worker: a thread that turns sentences into samples in a player.
#ifndef PP_VOICE_SPEAKER_H
#define PP_VOICE_SPEAKER_H

#include <stdbool.h>
#include <stdint.h>

#include "sys/mailbox.h"
#include "voice/player.h"

enum { PP_SPEECH_TEXT = 600, PP_MAX_SENTENCES = 48 };

// What to say: copied, and wiped when it has been said or stopped.
struct pp_sentence {
    const char *text;
    uint16_t pause_ms; // silence before it
};

// What the worker reports, posted to the owner's mailbox (struct pp_voice_message, voice/voice.h):
// the sentence that begins to be heard, and the end of all.
struct pp_speaker;

// `inbox` is the owner's, for struct pp_voice_message. NULL when eSpeak-NG cannot start.
struct pp_speaker *pp_speaker_create(struct pp_mailbox *inbox);
void pp_speaker_destroy(struct pp_speaker *speaker);

struct pp_player *pp_speaker_player(struct pp_speaker *speaker);

// Says sentences from now, instead of what was being said. `session` comes back in the messages.
// `wpm` is words per minute as measured (the speaker calibrates eSpeak-NG's own scale per voice).
void pp_speaker_say(struct pp_speaker *speaker, uint32_t session, const char *voice, int wpm,
                    const struct pp_sentence *sentences, uint8_t count);
// Stops at once: nothing that was made is heard any more.
void pp_speaker_hush(struct pp_speaker *speaker);

// Whether the worker has something to do (not: whether something is being heard).
bool pp_speaker_busy(struct pp_speaker *speaker);

#endif
