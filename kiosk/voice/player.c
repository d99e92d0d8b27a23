#include "voice/player.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SECONDS = 2, MARKS = 64 };

struct mark {
    int64_t at; // samples written before it
    uint32_t tag;
};

struct pp_player {
    pthread_mutex_t mutex;      // protects all but what is set once
    pthread_cond_t room;        // signalled when samples are taken or thrown away
    int rate;                   // set once
    pp_player_mark_fn *on_mark; // set once
    void *context;              // set once, for on_mark
    pp_player_full_fn *on_full;
    void *full_context;
    int16_t *ring;            // wiped where nothing waits
    size_t capacity;          // set once
    int64_t written, pulled;  // samples since the start
    struct mark marks[MARKS]; // oldest first
    size_t mark_count;
    uint32_t generation;
    bool waiting; // the writer, for room
    int64_t played;
    float gain, held; // held: what the limiter takes off, 0..1
    float release;    // set once: how far it lets go in one sample
};

struct pp_player *pp_player_create(int rate, pp_player_mark_fn *on_mark, void *context)
{
    struct pp_player *player = calloc(1, sizeof(*player));
    if (!player)
        return NULL;
    player->rate = rate;
    player->capacity = (size_t)rate * SECONDS;
    player->ring = calloc(player->capacity, sizeof(*player->ring));
    if (!player->ring || pthread_mutex_init(&player->mutex, NULL) != 0) {
        free(player->ring);
        free(player);
        return NULL;
    }
    if (pthread_cond_init(&player->room, NULL) != 0) {
        pthread_mutex_destroy(&player->mutex);
        free(player->ring);
        free(player);
        return NULL;
    }
    player->on_mark = on_mark;
    player->context = context;
    player->gain = 1;
    player->held = 1;
    player->release = 1 - expf(-1 / (0.1F * (float)rate)); // a time constant of 0.1 s
    return player;
}

void pp_player_destroy(struct pp_player *player)
{
    if (!player)
        return;
    explicit_bzero(player->ring, player->capacity * sizeof(*player->ring));
    free(player->ring);
    pthread_cond_destroy(&player->room);
    pthread_mutex_destroy(&player->mutex);
    free(player);
}

// The mutex is held. Waits until `full` is over; false when flushed in between. Whoever makes room
// clears `waiting` itself: between that and the moment this thread runs again, it has work to do.
static bool wait_for_room(struct pp_player *player, uint32_t generation)
{
    player->waiting = true;
    if (player->on_full)
        player->on_full(player->full_context);
    while (player->waiting && generation == player->generation)
        pthread_cond_wait(&player->room, &player->mutex);
    return generation == player->generation;
}

// The mutex is held.
static void make_room(struct pp_player *player)
{
    player->waiting = false;
    pthread_cond_broadcast(&player->room);
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

// The mutex is held. Puts in what there is room for.
static size_t put(struct pp_player *player, const int16_t *samples, size_t count)
{
    size_t done = 0;
    size_t room = player->capacity - (size_t)(player->written - player->pulled);
    while (done < count && room > 0) {
        size_t at = (size_t)player->written % player->capacity;
        size_t n = smaller(smaller(count - done, room), player->capacity - at);
        memcpy(player->ring + at, samples + done, n * sizeof(*samples));
        player->written += (int64_t)n;
        done += n;
        room -= n;
    }
    return done;
}

bool pp_player_offer(struct pp_player *player, uint32_t generation, const int16_t *samples,
                     size_t count, size_t *taken)
{
    pthread_mutex_lock(&player->mutex);
    bool fresh = generation == player->generation;
    *taken = fresh ? put(player, samples, count) : 0;
    pthread_mutex_unlock(&player->mutex);
    return fresh;
}

bool pp_player_write(struct pp_player *player, uint32_t generation, const int16_t *samples,
                     size_t count)
{
    pthread_mutex_lock(&player->mutex);
    bool fresh = generation == player->generation;
    while (fresh && count > 0) {
        size_t done = put(player, samples, count);
        samples += done;
        count -= done;
        if (count > 0)
            fresh = wait_for_room(player, generation);
    }
    pthread_mutex_unlock(&player->mutex);
    return fresh;
}

bool pp_player_mark(struct pp_player *player, uint32_t generation, uint32_t tag)
{
    pthread_mutex_lock(&player->mutex);
    bool fresh = generation == player->generation;
    while (fresh && player->mark_count == MARKS)
        fresh = wait_for_room(player, generation);
    if (fresh)
        player->marks[player->mark_count++] = (struct mark){player->written, tag};
    pthread_mutex_unlock(&player->mutex);
    return fresh;
}

uint32_t pp_player_flush(struct pp_player *player)
{
    pthread_mutex_lock(&player->mutex);
    explicit_bzero(player->ring, player->capacity * sizeof(*player->ring));
    player->pulled = player->written;
    player->mark_count = 0;
    uint32_t generation = ++player->generation;
    make_room(player);
    pthread_mutex_unlock(&player->mutex);
    return generation;
}

// The mutex is held. Takes at most `count` samples out of the ring.
static size_t take(struct pp_player *player, int16_t *samples, size_t count)
{
    size_t taken = 0;
    size_t waiting = (size_t)(player->written - player->pulled);
    while (taken < count && waiting > 0) {
        size_t at = (size_t)player->pulled % player->capacity;
        size_t n = smaller(smaller(count - taken, waiting), player->capacity - at);
        memcpy(samples + taken, player->ring + at, n * sizeof(*samples));
        explicit_bzero(player->ring + at, n * sizeof(*samples));
        player->pulled += (int64_t)n;
        taken += n;
        waiting -= n;
    }
    return taken;
}

// The mutex is held. Gain, and a limiter: it gives way at once and comes back slowly, so that
// loud speech stays speech instead of being clipped.
static void amplify(struct pp_player *player, int16_t *samples, size_t count)
{
    const float ceiling = 32000;
    for (size_t i = 0; i < count; i++) {
        player->played += abs(samples[i]) > PP_SILENCE;
        float value = (float)samples[i] * player->gain;
        player->held += (1 - player->held) * player->release;
        if (fabsf(value) * player->held > ceiling)
            player->held = ceiling / fabsf(value);
        samples[i] = (int16_t)lrintf(value * player->held);
    }
}

// The mutex is held. Moves the marks that have been reached into `tags`.
static size_t take_marks(struct pp_player *player, uint32_t tags[MARKS])
{
    size_t count = 0;
    while (count < player->mark_count && player->marks[count].at <= player->pulled) {
        tags[count] = player->marks[count].tag;
        count++;
    }
    player->mark_count -= count;
    memmove(player->marks, player->marks + count, player->mark_count * sizeof(player->marks[0]));
    return count;
}

void pp_player_pull(struct pp_player *player, int16_t *samples, size_t count)
{
    uint32_t tags[MARKS];
    pthread_mutex_lock(&player->mutex);
    size_t taken = take(player, samples, count);
    amplify(player, samples, taken);
    size_t reached = take_marks(player, tags);
    if (taken > 0 || reached > 0)
        make_room(player);
    pthread_mutex_unlock(&player->mutex);
    memset(samples + taken, 0, (count - taken) * sizeof(*samples));
    for (size_t i = 0; player->on_mark && i < reached; i++)
        player->on_mark(player->context, tags[i]);
}

void pp_player_gain(struct pp_player *player, double db)
{
    db = db < PP_GAIN_MIN ? PP_GAIN_MIN : db;
    db = db > PP_GAIN_MAX ? PP_GAIN_MAX : db;
    pthread_mutex_lock(&player->mutex);
    player->gain = (float)pow(10, db / 20);
    pthread_mutex_unlock(&player->mutex);
}

bool pp_player_empty(struct pp_player *player)
{
    pthread_mutex_lock(&player->mutex);
    bool empty = player->written == player->pulled && player->mark_count == 0;
    pthread_mutex_unlock(&player->mutex);
    return empty;
}

void pp_player_on_full(struct pp_player *player, pp_player_full_fn *on_full, void *context)
{
    pthread_mutex_lock(&player->mutex);
    player->on_full = on_full;
    player->full_context = context;
    pthread_mutex_unlock(&player->mutex);
}

bool pp_player_full(struct pp_player *player)
{
    pthread_mutex_lock(&player->mutex);
    bool full = player->waiting;
    pthread_mutex_unlock(&player->mutex);
    return full;
}

int64_t pp_player_played(struct pp_player *player)
{
    pthread_mutex_lock(&player->mutex);
    int64_t played = player->played;
    pthread_mutex_unlock(&player->mutex);
    return played;
}

int pp_player_rate(const struct pp_player *player)
{
    return player->rate;
}
