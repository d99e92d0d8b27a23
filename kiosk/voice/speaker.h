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
// the sentence (its `number` counts from 0) that begins to be heard, and the end of all, a tenth of
// a second after the last sound so that it has left the loudspeaker. They are posted while the
// player is pulled. After a hush or a new say nothing more comes of what was said before.
struct pp_speaker;

// `inbox` is the owner's, for struct pp_voice_message. NULL when eSpeak-NG cannot start.
struct pp_speaker *pp_speaker_create(struct pp_mailbox *inbox);
// Nothing may pull the player any more.
void pp_speaker_destroy(struct pp_speaker *speaker);

struct pp_player *pp_speaker_player(struct pp_speaker *speaker);

// Says sentences from now, instead of what was being said. `session` comes back in the messages.
// `wpm` is words per minute as measured, pauses included (voice/pace.h); the pitch does not depend
// on it. Control characters in a text are spaces; what is too long is cut. With a voice that does
// not exist nothing is heard, and the end is reported.
void pp_speaker_say(struct pp_speaker *speaker, uint32_t session, const char *voice, int wpm,
                    const struct pp_sentence *sentences, uint8_t count);
// Stops at once: nothing that was made is heard any more.
void pp_speaker_hush(struct pp_speaker *speaker);

// Whether the worker has something to do (not: whether something is being heard). Exact: true from
// the return of pp_speaker_say until everything is in the player, or until the worker waits because
// the player is full; and again from the pull or flush that makes room. So a virtual clock may
// advance when this is false, by pulling. Whenever it becomes false the inbox is woken.
bool pp_speaker_busy(struct pp_speaker *speaker);

#endif
