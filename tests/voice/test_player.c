// The ring between the speaking worker and the loudspeaker.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "voice/player.h"

enum { RATE = 8000, ROOM = 2 * RATE };

struct heard {
    uint32_t tags[200];
    size_t count;
};

static void on_mark(void *context, uint32_t tag)
{
    struct heard *heard = context;
    heard->tags[heard->count++] = tag;
}

static void ramp(int16_t *samples, size_t count, int from)
{
    for (size_t i = 0; i < count; i++)
        samples[i] = (int16_t)(from + (int)i);
}

static void samples_come_out_as_they_went_in(void **state)
{
    (void)state;
    struct pp_player *player = pp_player_create(RATE, NULL, NULL);
    assert_non_null(player);
    assert_int_equal(pp_player_rate(player), RATE);
    assert_true(pp_player_empty(player));
    uint32_t generation = pp_player_flush(player);
    // Several times round the ring, with blocks that do not divide it.
    int16_t in[3000], out[3001];
    for (int round = 0; round < 20; round++) {
        ramp(in, 3000, 100 + round);
        assert_true(pp_player_write(player, generation, in, 3000));
        assert_false(pp_player_empty(player));
        pp_player_pull(player, out, 3001);
        assert_memory_equal(out, in, sizeof(in));
        assert_int_equal(out[3000], 0);
        assert_true(pp_player_empty(player));
    }
    assert_int_equal(pp_player_played(player), 60000);
    memset(in, 0, sizeof(in));
    in[7] = PP_SILENCE;
    in[8] = PP_SILENCE + 1;
    pp_player_write(player, generation, in, 100);
    pp_player_pull(player, out, 100);
    assert_int_equal(pp_player_played(player), 60001);
    pp_player_destroy(player);
    pp_player_destroy(NULL);
}

static void marks_come_when_what_is_before_has_been_pulled(void **state)
{
    (void)state;
    struct heard heard = {.count = 0};
    struct pp_player *player = pp_player_create(RATE, on_mark, &heard);
    int16_t samples[100];
    ramp(samples, 100, 1000);
    assert_true(pp_player_mark(player, 0, 1));
    assert_true(pp_player_write(player, 0, samples, 100));
    assert_true(pp_player_mark(player, 0, 2));
    assert_true(pp_player_mark(player, 0, 3));
    assert_true(pp_player_write(player, 0, samples, 50));
    assert_true(pp_player_mark(player, 0, 4));
    static const struct {
        size_t pull, marks;
    } rows[] = {{1, 1}, {98, 1}, {1, 3}, {49, 3}, {1, 4}, {10, 4}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        pp_player_pull(player, samples, rows[i].pull);
        assert_int_equal(heard.count, rows[i].marks);
    }
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(heard.tags[i], i + 1);
    assert_true(pp_player_mark(player, 0, 5));
    assert_false(pp_player_empty(player));
    pp_player_pull(player, samples, 1);
    assert_int_equal(heard.count, 5);
    assert_true(pp_player_empty(player));
    pp_player_destroy(player);
}

static void a_flush_leaves_nothing_and_refuses_the_old(void **state)
{
    (void)state;
    struct heard heard = {.count = 0};
    struct pp_player *player = pp_player_create(RATE, on_mark, &heard);
    int16_t samples[500], out[500];
    ramp(samples, 500, 1000);
    uint32_t old = pp_player_flush(player);
    assert_true(pp_player_write(player, old, samples, 500));
    assert_true(pp_player_mark(player, old, 1));
    uint32_t fresh = pp_player_flush(player);
    assert_int_not_equal(fresh, old);
    assert_true(pp_player_empty(player));
    assert_false(pp_player_write(player, old, samples, 500));
    assert_false(pp_player_mark(player, old, 2));
    assert_true(pp_player_empty(player));
    pp_player_pull(player, out, 500);
    for (size_t i = 0; i < 500; i++)
        assert_int_equal(out[i], 0);
    assert_int_equal(heard.count, 0);
    assert_true(pp_player_write(player, fresh, samples, 10));
    pp_player_pull(player, out, 10);
    assert_memory_equal(out, samples, 20);
    pp_player_destroy(player);
}

static void the_gain_is_in_decibels(void **state)
{
    (void)state;
    static const struct {
        double db;
        int in, out;
    } rows[] = {{0, 10000, 10000}, {-20, 10000, 1000}, {6.0206, 10000, 20000}, {20, 1000, 10000},
                {-40, 10000, 100}, {-90, 10000, 100},  {90, 1000, 10000}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pp_player *player = pp_player_create(RATE, NULL, NULL);
        int16_t sample = (int16_t)rows[i].in;
        pp_player_gain(player, rows[i].db);
        assert_true(pp_player_write(player, 0, &sample, 1));
        pp_player_pull(player, &sample, 1);
        assert_in_range(sample, rows[i].out - 2, rows[i].out + 2);
        pp_player_destroy(player);
    }
}

static void loud_samples_are_limited_and_keep_their_shape(void **state)
{
    (void)state;
    struct pp_player *player = pp_player_create(RATE, NULL, NULL);
    pp_player_gain(player, 20);
    int16_t in[RATE], out[RATE];
    for (int i = 0; i < RATE; i++)
        in[i] = (int16_t)lrint(30000 * sin(2 * 3.14159265 * 100 * i / RATE));
    assert_true(pp_player_write(player, 0, in, RATE));
    pp_player_pull(player, out, RATE);
    double product = 0, power_in = 0, power_out = 0;
    for (int i = 0; i < RATE; i++) {
        assert_in_range(abs(out[i]), 0, 32000);
        assert_true((in[i] < -100 && out[i] < 0) || (in[i] > 100 && out[i] > 0) ||
                    abs(in[i]) <= 100);
        product += (double)in[i] * out[i];
        power_in += (double)in[i] * in[i];
        power_out += (double)out[i] * out[i];
    }
    // A clipped sine of this loudness (a square) would correlate 0.90.
    assert_true(product / sqrt(power_in * power_out) > 0.98);
    assert_true(sqrt(power_out / RATE) > 20000);
    int16_t lowest = INT16_MIN;
    assert_true(pp_player_write(player, 0, &lowest, 1));
    pp_player_pull(player, &lowest, 1);
    assert_true(lowest < -31000);
    pp_player_destroy(player);
}

struct writer {
    struct pp_player *player;
    sem_t full;
    const int16_t *samples;
    size_t count;
    bool fresh;
};

static void on_full(void *context)
{
    struct writer *writer = context;
    sem_post(&writer->full);
}

static void *write_all(void *context)
{
    struct writer *writer = context;
    writer->fresh = pp_player_write(writer->player, 0, writer->samples, writer->count);
    return NULL;
}

static void begin(struct writer *writer, pthread_t *thread, const int16_t *samples, size_t count)
{
    *writer = (struct writer){.samples = samples, .count = count};
    writer->player = pp_player_create(RATE, NULL, NULL);
    assert_non_null(writer->player);
    assert_int_equal(sem_init(&writer->full, 0, 0), 0);
    pp_player_on_full(writer->player, on_full, writer);
    assert_int_equal(pthread_create(thread, NULL, write_all, writer), 0);
}

static void finish(struct writer *writer, pthread_t thread, bool fresh)
{
    pthread_join(thread, NULL);
    assert_int_equal(writer->fresh, fresh);
    pp_player_destroy(writer->player);
    sem_destroy(&writer->full);
}

static void the_writer_waits_for_room(void **state)
{
    (void)state;
    enum { ALL = ROOM + 1000 };
    int16_t *samples = malloc(ALL * sizeof(*samples));
    int16_t *out = calloc(ALL, sizeof(*out));
    assert_non_null(samples);
    assert_non_null(out);
    ramp(samples, ALL, 1);
    struct writer writer;
    pthread_t thread;
    begin(&writer, &thread, samples, ALL);
    sem_wait(&writer.full); // two seconds are in, and it waits
    assert_true(pp_player_full(writer.player));
    pp_player_pull(writer.player, out, 400);
    sem_wait(&writer.full);
    pp_player_pull(writer.player, out + 400, 600);
    // It has all in soon: 16000 wait then, of which the last is the last written.
    pthread_join(thread, NULL);
    assert_false(pp_player_full(writer.player));
    pp_player_pull(writer.player, out + 1000, ROOM);
    assert_memory_equal(out, samples, ALL * sizeof(*out));
    assert_true(writer.fresh);
    pp_player_destroy(writer.player);
    sem_destroy(&writer.full);
    free(samples);
    free(out);
}

static void a_flush_frees_the_waiting_writer(void **state)
{
    (void)state;
    int16_t *samples = malloc((ROOM + 1) * sizeof(*samples));
    assert_non_null(samples);
    ramp(samples, ROOM + 1, 1);
    struct writer writer;
    pthread_t thread;
    begin(&writer, &thread, samples, ROOM + 1);
    sem_wait(&writer.full);
    pp_player_flush(writer.player);
    assert_false(pp_player_full(writer.player));
    assert_true(pp_player_empty(writer.player));
    finish(&writer, thread, false);
    free(samples);
}

// For the thread sanitizer: everything at once.
static void *flush_now_and_then(void *context)
{
    struct pp_player *player = context;
    for (int i = 0; i < 200; i++) {
        pp_player_flush(player);
        pp_player_gain(player, i % 20);
        (void)pp_player_played(player);
    }
    return NULL;
}

static void *write_and_mark(void *context)
{
    struct pp_player *player = context;
    int16_t samples[700];
    ramp(samples, 700, 5000);
    for (uint32_t generation = 0; generation < 200;) {
        if (!pp_player_write(player, generation, samples, 700) ||
            !pp_player_mark(player, generation, generation))
            generation++;
    }
    return NULL;
}

static void all_threads_at_once(void **state)
{
    (void)state;
    struct heard *heard = calloc(1, sizeof(*heard));
    struct pp_player *player = pp_player_create(RATE, NULL, heard);
    pthread_t writer, flusher;
    assert_int_equal(pthread_create(&writer, NULL, write_and_mark, player), 0);
    assert_int_equal(pthread_create(&flusher, NULL, flush_now_and_then, player), 0);
    int16_t out[512];
    for (int i = 0; i < 500; i++)
        pp_player_pull(player, out, 512);
    pthread_join(flusher, NULL);
    // The last generation is 200, which the writer does not use.
    pthread_join(writer, NULL);
    assert_true(pp_player_empty(player));
    pp_player_destroy(player);
    free(heard);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_come_out_as_they_went_in),
        cmocka_unit_test(marks_come_when_what_is_before_has_been_pulled),
        cmocka_unit_test(a_flush_leaves_nothing_and_refuses_the_old),
        cmocka_unit_test(the_gain_is_in_decibels),
        cmocka_unit_test(loud_samples_are_limited_and_keep_their_shape),
        cmocka_unit_test(the_writer_waits_for_room),
        cmocka_unit_test(a_flush_frees_the_waiting_writer),
        cmocka_unit_test(all_threads_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
