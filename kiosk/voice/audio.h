// The loudspeaker and the microphone through SDL audio: thin, so that files and virtual clocks can
// take their place. Opened when needed and closed when idle (an open device wakes 48 times a
// second). Main thread, but for SDL's own callbacks.
#ifndef PP_VOICE_AUDIO_H
#define PP_VOICE_AUDIO_H

#include <stdbool.h>

#include "voice/listener.h"
#include "voice/player.h"

struct pp_audio;

// Looks for devices. NULL only when memory is out: a sound system that does not start is tried
// again when it is needed.
struct pp_audio *pp_audio_create(struct pp_player *player, struct pp_listener *listener);
void pp_audio_destroy(struct pp_audio *audio);

bool pp_audio_has_speaker(const struct pp_audio *audio);
bool pp_audio_has_microphone(const struct pp_audio *audio);

// Opens the device and lets it pull or push; false when it cannot.
bool pp_audio_speak(struct pp_audio *audio);
bool pp_audio_listen(struct pp_audio *audio);
void pp_audio_stop_speaking(struct pp_audio *audio);
void pp_audio_stop_listening(struct pp_audio *audio);

// SDL's audio as a whole: while it is started a thread of its own wakes ten times a second to look
// for devices (SDL 2.26, ALSA), so it rests while nobody is there. Waking looks for devices anew
// and is true when they have changed; opening a device wakes it too. Starting is waking.
bool pp_audio_wake(struct pp_audio *audio);
void pp_audio_rest(struct pp_audio *audio);

// SDL_AUDIODEVICEADDED and REMOVED: looks again. True when what is there has changed.
bool pp_audio_rescan(struct pp_audio *audio);

#endif
