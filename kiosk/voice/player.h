// Samples on their way to the loudspeaker: filled by the speaking worker, pulled by SDL's audio
// thread, or by the virtual clock of a scripted run. Marks travel with the samples, so that "this
// sentence begins" is known when it is heard, not when it was made.
#ifndef PP_VOICE_PLAYER_H
#define PP_VOICE_PLAYER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_player;

enum {
    PP_SILENCE = 32, // what is not louder counts as silence (-60 dB)
    PP_GAIN_MIN = -40,
    PP_GAIN_MAX = 20,
};

// A mark has been reached: everything before it has been pulled. `tag` as given to pp_player_mark.
// Called on the pulling thread, after a flush perhaps once more for what was there before.
typedef void pp_player_mark_fn(void *context, uint32_t tag);

struct pp_player *pp_player_create(int rate, pp_player_mark_fn *on_mark, void *context);
void pp_player_destroy(struct pp_player *player);

// The worker: appends samples; blocks while more than two seconds wait, until room or a flush.
// False when it was flushed in between: stop making more.
bool pp_player_write(struct pp_player *player, uint32_t generation, const int16_t *samples,
                     size_t count);
// The same, but never blocks: `taken` says how many samples found room.
bool pp_player_offer(struct pp_player *player, uint32_t generation, const int16_t *samples,
                     size_t count, size_t *taken);
// The worker: a mark behind all samples written so far.
bool pp_player_mark(struct pp_player *player, uint32_t generation, uint32_t tag);

// Any thread: throws away (wipes) everything and returns the new generation; what is written with
// an older one is refused.
uint32_t pp_player_flush(struct pp_player *player);

// The pulling thread: fills `count` samples, silence where there are none, at the gain set.
void pp_player_pull(struct pp_player *player, int16_t *samples, size_t count);

// Gain in dB, PP_GAIN_MIN..PP_GAIN_MAX; takes effect at the next pull. Samples are limited, never
// wrapped.
void pp_player_gain(struct pp_player *player, double db);

// Called on the writer's thread whenever it begins to wait for room; it may not call the player.
typedef void pp_player_full_fn(void *context);
void pp_player_on_full(struct pp_player *player, pp_player_full_fn *on_full, void *context);
// Whether the writer waits for room. No longer so from the pull or flush that makes some.
bool pp_player_full(struct pp_player *player);

// Whether nothing waits to be pulled: no samples, no marks.
bool pp_player_empty(struct pp_player *player);
// Samples pulled that were not silence (before the gain), since the start.
int64_t pp_player_played(struct pp_player *player);
int pp_player_rate(const struct pp_player *player);

#endif
