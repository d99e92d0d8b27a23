#include "voice/ring.h"

#include <stdlib.h>
#include <string.h>

bool pp_ring_init(struct pp_ring *ring, size_t capacity)
{
    size_t size = 1;
    while (size < capacity)
        size *= 2;
    ring->samples = calloc(size, sizeof(*ring->samples));
    ring->capacity = size;
    atomic_init(&ring->written, 0);
    atomic_init(&ring->taken, 0);
    return ring->samples != NULL;
}

void pp_ring_finish(struct pp_ring *ring)
{
    if (ring->samples)
        explicit_bzero(ring->samples, ring->capacity * sizeof(*ring->samples));
    free(ring->samples);
    ring->samples = NULL;
    ring->capacity = 0;
}

// The parts before and behind the edge of the memory.
static size_t until_edge(const struct pp_ring *ring, size_t at, size_t count)
{
    size_t room = ring->capacity - (at & (ring->capacity - 1));
    return count < room ? count : room;
}

size_t pp_ring_write(struct pp_ring *ring, const int16_t *samples, size_t count)
{
    size_t written = atomic_load_explicit(&ring->written, memory_order_relaxed);
    size_t taken = atomic_load_explicit(&ring->taken, memory_order_acquire);
    size_t room = ring->capacity - (written - taken);
    if (count > room)
        count = room;
    size_t first = until_edge(ring, written, count);
    size_t mask = ring->capacity - 1;
    if (count > 0) {
        memcpy(ring->samples + (written & mask), samples, first * sizeof(*samples));
        memcpy(ring->samples, samples + first, (count - first) * sizeof(*samples));
    }
    atomic_store_explicit(&ring->written, written + count, memory_order_release);
    return count;
}

static void wipe(struct pp_ring *ring, size_t at, size_t count)
{
    size_t first = until_edge(ring, at, count);
    explicit_bzero(ring->samples + (at & (ring->capacity - 1)), first * sizeof(*ring->samples));
    explicit_bzero(ring->samples, (count - first) * sizeof(*ring->samples));
}

size_t pp_ring_read(struct pp_ring *ring, int16_t *samples, size_t count)
{
    size_t taken = atomic_load_explicit(&ring->taken, memory_order_relaxed);
    size_t waiting = atomic_load_explicit(&ring->written, memory_order_acquire) - taken;
    if (count > waiting)
        count = waiting;
    size_t first = until_edge(ring, taken, count);
    memcpy(samples, ring->samples + (taken & (ring->capacity - 1)), first * sizeof(*samples));
    memcpy(samples + first, ring->samples, (count - first) * sizeof(*samples));
    wipe(ring, taken, count);
    atomic_store_explicit(&ring->taken, taken + count, memory_order_release);
    return count;
}

void pp_ring_drop(struct pp_ring *ring, size_t until)
{
    size_t taken = atomic_load_explicit(&ring->taken, memory_order_relaxed);
    size_t count = until - taken;
    // Both only grow; what was taken already lies "behind" as a huge difference.
    if (count == 0 || count > pp_ring_waiting(ring))
        return;
    wipe(ring, taken, count);
    atomic_store_explicit(&ring->taken, until, memory_order_release);
}

size_t pp_ring_waiting(struct pp_ring *ring)
{
    size_t taken = atomic_load_explicit(&ring->taken, memory_order_acquire);
    return atomic_load_explicit(&ring->written, memory_order_acquire) - taken;
}
