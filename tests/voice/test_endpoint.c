// End of speech, on made signals: a room of steady noise with bursts of a voice.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "voice/endpoint.h"

enum { RATE = 16000 };

// A stretch of sound: its length and the level of the voice in it (0: only the room).
struct stretch {
    int ms;
    int amplitude;
};

struct row {
    const char *name;
    int room;                   // amplitude of its noise
    struct stretch parts[8];    // then the room only
    enum pp_endpoint_event end; // PP_ENDPOINT_END or _NO_ONE
    int speech_ms, end_ms;      // when they are told, 0: never
};

static uint32_t random_state;

static double noise(void)
{
    random_state = random_state * 1664525 + 1013904223;
    return (double)(int32_t)random_state / 2147483648.0;
}

// Syllables: a tone with overtones at 120 Hz whose loudness goes up and down four times a second,
// with a closed sound of 40 ms in each.
static double voice(long at)
{
    double t = (double)at / RATE;
    double syllable = fmod(t * 4, 1);
    if (syllable > 0.84)
        return 0;
    double envelope = 0.25 + 0.75 * sin(3.14159265 * syllable / 0.84);
    double sum = 0;
    for (int harmonic = 1; harmonic <= 8; harmonic++)
        sum += sin(2 * 3.14159265 * 120 * harmonic * t) / harmonic;
    return envelope * sum / 1.6;
}

static int16_t sample(const struct row *row, long at)
{
    long start = 0;
    double value = row->room * noise();
    for (size_t i = 0; i < 8 && row->parts[i].ms > 0; i++) {
        long length = (long)row->parts[i].ms * RATE / 1000;
        if (at >= start && at < start + length)
            value += row->parts[i].amplitude * voice(at - start);
        start += length;
    }
    return (int16_t)fmax(-32768, fmin(32767, value));
}

static const struct row rows[] = {
    {"silence", 0, {{0, 0}}, PP_ENDPOINT_NO_ONE, 0, 5000},
    {"a quiet room", 40, {{0, 0}}, PP_ENDPOINT_NO_ONE, 0, 5000},
    {"a loud room", 2000, {{0, 0}}, PP_ENDPOINT_NO_ONE, 0, 5000},
    {"a sentence", 40, {{500, 0}, {2000, 5000}}, PP_ENDPOINT_END, 740, 3100},
    {"a sentence in digital silence", 0, {{500, 0}, {2000, 5000}}, PP_ENDPOINT_END, 740, 3100},
    {"one word", 40, {{500, 0}, {500, 5000}}, PP_ENDPOINT_END, 740, 1600},
    {"at once", 40, {{1500, 5000}}, PP_ENDPOINT_END, 440, 2100},
    {"softly", 40, {{500, 0}, {1500, 400}}, PP_ENDPOINT_END, 740, 2600},
    {"in a loud room", 1000, {{700, 0}, {2000, 8000}}, PP_ENDPOINT_END, 940, 3300},
    {"with a pause of 400 ms",
     40,
     {{500, 0}, {800, 5000}, {400, 0}, {800, 5000}},
     PP_ENDPOINT_END,
     740,
     3100},
    {"late", 40, {{4000, 0}, {1000, 5000}}, PP_ENDPOINT_END, 4240, 5600},
    {"without end", 40, {{500, 0}, {20000, 5000}}, PP_ENDPOINT_END, 740, 8740},
    {"a click", 40, {{1000, 0}, {30, 20000}}, PP_ENDPOINT_NO_ONE, 0, 5000},
    {"a cup after the sentence",
     40,
     {{500, 0}, {1500, 5000}, {300, 0}, {30, 5000}},
     PP_ENDPOINT_END,
     740,
     2700},
    {"full scale", 40, {{500, 0}, {2000, 60000}}, PP_ENDPOINT_END, 740, 3100},
};

// Feeds blocks of one size until the end; what was told when, in milliseconds.
static enum pp_endpoint_event run(const struct row *row, size_t block, int *speech, int *end)
{
    int16_t samples[4096];
    struct pp_endpoint endpoint;
    long fed = 0;
    pp_endpoint_init(&endpoint);
    random_state = 1;
    *speech = *end = 0;
    while (fed < 20L * RATE) {
        for (size_t i = 0; i < block; i++)
            samples[i] = sample(row, fed + (long)i);
        size_t done = 0;
        while (done < block) {
            size_t taken;
            enum pp_endpoint_event event =
                pp_endpoint_feed(&endpoint, samples + done, block - done, &taken);
            done += taken;
            fed += (long)taken;
            int at = (int)(fed * 1000 / RATE);
            if (event == PP_ENDPOINT_SPEECH) {
                assert_int_equal(*speech, 0);
                *speech = at;
            } else if (event != PP_ENDPOINT_NOTHING) {
                *end = at;
                return event;
            }
        }
    }
    return PP_ENDPOINT_NOTHING;
}

static bool near_ms(int got, int expected)
{
    return expected == 0 ? got == 0 : abs(got - expected) <= 160;
}

static void hears_the_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int speech;
        int end;
        enum pp_endpoint_event event = run(&rows[i], 512, &speech, &end);
        if (event != rows[i].end || !near_ms(speech, rows[i].speech_ms) ||
            !near_ms(end, rows[i].end_ms))
            fail_msg("%s: event %d, speech at %d ms (%d), end at %d ms (%d)", rows[i].name,
                     (int)event, speech, rows[i].speech_ms, end, rows[i].end_ms);
    }
}

static void does_not_depend_on_blocks(void **state)
{
    (void)state;
    static const size_t blocks[] = {1, 160, 1000, 4096};
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int speech;
        int end;
        run(&rows[i], 512, &speech, &end);
        for (size_t b = 0; b < sizeof(blocks) / sizeof(*blocks); b++) {
            int other_speech;
            int other_end;
            run(&rows[i], blocks[b], &other_speech, &other_end);
            assert_int_equal(other_speech, speech);
            assert_int_equal(other_end, end);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hears_the_end),
        cmocka_unit_test(does_not_depend_on_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
