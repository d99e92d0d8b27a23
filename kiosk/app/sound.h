// The kiosk's mouth and ear: both workers, and the devices or the virtual clock that drive them.
//
// Driven by devices, SDL pulls and pushes samples on its own threads. Driven by the clock (a
// scripted visitor), pp_sound_advance pulls and pushes as many samples as time has passed: the
// same workers, the same player, the same ring.
// Main thread.
#ifndef PP_APP_SOUND_H
#define PP_APP_SOUND_H

#include <stdbool.h>
#include <stdint.h>

#include "app/world.h"
#include "sys/mailbox.h"
#include "view/view.h"
#include "voice/audio.h"
#include "voice/listener.h"
#include "voice/speaker.h"
#include "voice/voice.h"

struct pp_sound {
    const struct pp_world *world;
    struct pp_mailbox inbox; // struct pp_voice_message
    struct pp_speaker *speaker;
    struct pp_listener *listener;
    struct pp_audio *audio; // NULL when the clock drives
    bool by_clock;
    bool deaf;                            // the recogniser will never be ready
    bool wants_speaker, wants_microphone; // what the devices are to do, see pp_sound_attend
    uint32_t session; // tags what is asked of the workers; what comes back with another is stale
    struct pp_hearables hearables; // what is listened for now
    // Driven by the clock: what the microphone hears, and how far.
    int16_t *heard;
    size_t heard_count, heard_at;
    int64_t played_us, pushed_us; // remainders, microseconds
};

// Only makes the inbox: the workers are started by pp_sound_start, after the first frame. False
// when there is no memory or descriptor.
bool pp_sound_init(struct pp_sound *sound, const struct pp_world *world, bool by_clock);
void pp_sound_finish(struct pp_sound *sound);
// Starts workers and devices, as far as kiosk.yaml wants them and they are there.
void pp_sound_start(struct pp_sound *sound);

bool pp_sound_can_speak(const struct pp_sound *sound);
bool pp_sound_can_listen(const struct pp_sound *sound);

// Says sayings[first..first+count) of the view, or any text. False when it cannot speak.
bool pp_sound_say(struct pp_sound *sound, const struct pp_pack *pack,
                  const struct pp_saying *sayings, uint8_t count, int rate_step);
void pp_sound_hush(struct pp_sound *sound);
// Volume in steps of 6 dB from the kiosk's usual.
void pp_sound_volume(struct pp_sound *sound, int step);

// Opens the ear for what may be said on this screen. False when it cannot listen.
bool pp_sound_listen(struct pp_sound *sound, const struct pp_view *view,
                     const struct pp_view_source *source);
void pp_sound_unlisten(struct pp_sound *sound);
// What a message of the recogniser means, as an input. False when it is stale or no answer.
bool pp_sound_heard(struct pp_sound *sound, const struct pp_voice_message *message,
                    struct pp_input *input);

// What pp_sound_attend found.
enum pp_sound_news {
    PP_SOUND_AS_BEFORE,
    PP_SOUND_CHANGED, // devices came or went: what can be said or heard is something else
    PP_SOUND_MUTE,    // what is being said cannot be heard: there is no loudspeaker that opens
    PP_SOUND_DEAF,    // the same for the microphone
};

// Opens and closes the devices as they are wanted; with nobody there they rest. Opening and closing
// take their time, so this is done after the frame, when nobody waits for it.
enum pp_sound_news pp_sound_attend(struct pp_sound *sound, bool somebody);

// The session has ended: forgets and wipes everything said and heard.
void pp_sound_forget(struct pp_sound *sound);

// Driven by the clock: whether a worker has something to do, so that time must not pass yet.
bool pp_sound_busy(struct pp_sound *sound);
// Driven by the clock: time passes.
void pp_sound_advance(struct pp_sound *sound, int64_t ms);
// Driven by the clock: the microphone hears these samples (16 kHz) from now. Takes ownership.
void pp_sound_microphone(struct pp_sound *sound, int16_t *samples, size_t count);
// Whether samples wait to be heard or played, so that time must pass in small steps.
bool pp_sound_flowing(struct pp_sound *sound);

#endif
