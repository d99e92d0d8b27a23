// A ring of samples between one writer and one reader, without locks.
#ifndef PP_VOICE_RING_H
#define PP_VOICE_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_ring {
    int16_t *samples;
    size_t capacity;        // a power of two
    _Atomic size_t written; // ever, by the writer
    _Atomic size_t taken;   // ever, by the reader
};

// Room for at least `capacity` samples. False when memory is out.
bool pp_ring_init(struct pp_ring *ring, size_t capacity);
// Wipes. Takes a zeroed ring. Neither side may use it any more.
void pp_ring_finish(struct pp_ring *ring);

// The writer: appends what fits, returns how many that were. Never blocks.
size_t pp_ring_write(struct pp_ring *ring, const int16_t *samples, size_t count);
// The reader: takes up to `count`; what was taken is wiped.
size_t pp_ring_read(struct pp_ring *ring, int16_t *samples, size_t count);
// The reader: wipes and drops what waits from before position `until` (a value of `written`).
void pp_ring_drop(struct pp_ring *ring, size_t until);
// Any thread.
size_t pp_ring_waiting(struct pp_ring *ring);

#endif
