// The ring of samples: order, room, wiping, and two threads at once.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <sched.h>
#include <string.h>

#include "voice/ring.h"

static bool is_wiped(const struct pp_ring *ring)
{
    for (size_t i = 0; i < ring->capacity; i++) {
        if (ring->samples[i] != 0)
            return false;
    }
    return true;
}

static void keeps_order_round_the_edge(void **state)
{
    (void)state;
    struct pp_ring ring = {0};
    assert_true(pp_ring_init(&ring, 7)); // becomes 8
    int16_t next = 1;
    int16_t expected = 1;
    for (int round = 0; round < 50; round++) {
        int16_t in[5] = {0};
        int16_t out[5] = {0};
        for (int i = 0; i < 5; i++)
            in[i] = next++;
        assert_int_equal(pp_ring_write(&ring, in, 5), 5);
        assert_int_equal(pp_ring_waiting(&ring), 5);
        assert_int_equal(pp_ring_read(&ring, out, 5), 5);
        for (int i = 0; i < 5; i++)
            assert_int_equal(out[i], expected++);
        assert_true(is_wiped(&ring));
    }
    pp_ring_finish(&ring);
}

static void drops_what_does_not_fit(void **state)
{
    (void)state;
    const int16_t in[10] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    int16_t out[10] = {0};
    struct pp_ring ring = {0};
    assert_true(pp_ring_init(&ring, 8));
    assert_int_equal(pp_ring_write(&ring, in, 10), 8);
    assert_int_equal(pp_ring_write(&ring, in, 1), 0);
    assert_int_equal(pp_ring_read(&ring, out, 10), 8);
    assert_memory_equal(out, in, 8 * sizeof(*in));
    assert_int_equal(pp_ring_read(&ring, out, 10), 0);
    pp_ring_finish(&ring);
}

static void drops_and_wipes_until_a_position(void **state)
{
    (void)state;
    const int16_t in[6] = {1, 2, 3, 4, 5, 6};
    int16_t out[8] = {0};
    struct pp_ring ring = {0};
    assert_true(pp_ring_init(&ring, 8));
    pp_ring_write(&ring, in, 4);
    size_t until = ring.written;
    pp_ring_write(&ring, in + 4, 2);
    pp_ring_drop(&ring, until);
    assert_int_equal(pp_ring_waiting(&ring), 2);
    pp_ring_drop(&ring, until - 2); // long gone: nothing happens
    assert_int_equal(pp_ring_read(&ring, out, 8), 2);
    assert_int_equal(out[0], 5);
    assert_true(is_wiped(&ring));
    pp_ring_finish(&ring);
    pp_ring_finish(&ring);
}

enum { MANY = 200000 };

static void *write_many(void *argument)
{
    struct pp_ring *ring = argument;
    int16_t sample = 0;
    for (int sent = 0; sent < MANY;) {
        int16_t block[33];
        int count = MANY - sent < 33 ? MANY - sent : 33;
        for (int i = 0; i < count; i++)
            block[i] = (int16_t)(sample + i);
        size_t taken = pp_ring_write(ring, block, (size_t)count);
        if (taken == 0)
            sched_yield();
        sample = (int16_t)(sample + (int16_t)taken);
        sent += (int)taken;
    }
    return NULL;
}

static void serves_two_threads(void **state)
{
    (void)state;
    struct pp_ring ring = {0};
    assert_true(pp_ring_init(&ring, 256));
    pthread_t writer;
    assert_int_equal(pthread_create(&writer, NULL, write_many, &ring), 0);
    int16_t expected = 0;
    int wrong = 0;
    for (int got = 0; got < MANY;) {
        int16_t block[50];
        size_t count = pp_ring_read(&ring, block, 50);
        for (size_t i = 0; i < count; i++) {
            wrong += block[i] != expected;
            expected = (int16_t)(expected + 1);
        }
        if (count == 0)
            sched_yield();
        got += (int)count;
    }
    pthread_join(writer, NULL);
    assert_int_equal(wrong, 0);
    pp_ring_finish(&ring);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_order_round_the_edge),
        cmocka_unit_test(drops_what_does_not_fit),
        cmocka_unit_test(drops_and_wipes_until_a_position),
        cmocka_unit_test(serves_two_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
