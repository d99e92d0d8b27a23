// Rates: lengths, pitch and loudness stay, what a lower rate cannot hold goes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "voice/resample.h"

static const double pi = 3.14159265358979323846;

static int16_t *sine(double hz, int rate, size_t count, double amplitude)
{
    int16_t *made = malloc((count + 1) * sizeof(*made));
    assert_non_null(made);
    for (size_t i = 0; i < count; i++)
        made[i] = (int16_t)lrint(amplitude * sin(2 * pi * hz * (double)i / rate));
    return made;
}

// The amplitude of one frequency in the middle of a recording.
static double amplitude_at(const int16_t *samples, size_t count, int rate, double hz)
{
    double re = 0, im = 0;
    size_t from = count / 4, to = count - count / 4;
    for (size_t i = from; i < to; i++) {
        re += samples[i] * cos(2 * pi * hz * (double)i / rate);
        im += samples[i] * sin(2 * pi * hz * (double)i / rate);
    }
    return 2 * sqrt(re * re + im * im) / (double)(to - from);
}

static double loudness(const int16_t *samples, size_t count)
{
    double sum = 0;
    size_t from = count / 4, to = count - count / 4;
    for (size_t i = from; i < to; i++)
        sum += (double)samples[i] * samples[i];
    return sqrt(sum / (double)(to - from));
}

static void a_tone_keeps_its_pitch_and_loudness(void **state)
{
    (void)state;
    static const struct {
        int from, to;
        double hz;
    } rows[] = {
        {48000, 16000, 1000}, {44100, 16000, 440},  {22050, 16000, 3000}, {8000, 16000, 3000},
        {4000, 16000, 500},   {192000, 16000, 100}, {16000, 16000, 1000}, {11025, 16000, 2500},
        {48000, 16000, 6300}, {96000, 22050, 4000},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        size_t count = (size_t)rows[i].from;
        int16_t *in = sine(rows[i].hz, rows[i].from, count, 10000);
        size_t made = pp_resample_count(count, rows[i].from, rows[i].to);
        assert_int_equal(made, rows[i].to);
        int16_t *out = calloc(made, sizeof(*out));
        assert_non_null(out);
        pp_resample(in, count, rows[i].from, rows[i].to, out);
        double found = amplitude_at(out, made, rows[i].to, rows[i].hz);
        if (fabs(found - 10000) > 150)
            fail_msg("%d to %d: %g Hz has amplitude %g", rows[i].from, rows[i].to, rows[i].hz,
                     found);
        // Nothing else has come with it: all the power is in the tone.
        if (fabs(loudness(out, made) - found / sqrt(2)) > 20)
            fail_msg("%d to %d: noise beside %g Hz", rows[i].from, rows[i].to, rows[i].hz);
        free(in);
        free(out);
    }
}

static void what_the_lower_rate_cannot_hold_goes(void **state)
{
    (void)state;
    static const struct {
        int from, to;
        double hz;
    } rows[] = {{48000, 16000, 9000}, {44100, 16000, 12000}, {192000, 16000, 50000}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        size_t count = (size_t)rows[i].from;
        int16_t *in = sine(rows[i].hz, rows[i].from, count, 10000);
        size_t made = pp_resample_count(count, rows[i].from, rows[i].to);
        int16_t *out = calloc(made, sizeof(*out));
        assert_non_null(out);
        pp_resample(in, count, rows[i].from, rows[i].to, out);
        if (loudness(out, made) > 10) // 57 dB down
            fail_msg("%g Hz came through at %g", rows[i].hz, loudness(out, made));
        free(in);
        free(out);
    }
}

static void loud_samples_are_limited_not_wrapped(void **state)
{
    (void)state;
    // A square wave overshoots when its upper harmonics go.
    int16_t in[4800], out[1600];
    for (size_t i = 0; i < 4800; i++)
        in[i] = i / 100 % 2 ? INT16_MAX : INT16_MIN;
    pp_resample(in, 4800, 48000, 16000, out);
    for (size_t i = 100; i < 1500; i++) {
        size_t place = i * 3 % 200;
        if (place > 20 && place < 80)
            assert_true(out[i] < -20000);
        if (place > 120 && place < 180)
            assert_true(out[i] > 20000);
    }
}

static void nothing_stays_nothing(void **state)
{
    (void)state;
    int16_t in[2] = {5, 6}, out[4] = {1, 2, 3, 4};
    assert_int_equal(pp_resample_count(0, 48000, 16000), 0);
    pp_resample(in, 0, 48000, 16000, out);
    pp_resample(in, 0, 16000, 16000, out);
    assert_int_equal(out[0], 1);
    assert_int_equal(pp_resample_count(1, 48000, 16000), 0);
    assert_int_equal(pp_resample_count(1, 16000, 32000), 2);
    assert_int_equal(pp_resample_count(11520000, 192000, 16000), 960000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tone_keeps_its_pitch_and_loudness),
        cmocka_unit_test(what_the_lower_rate_cannot_hold_goes),
        cmocka_unit_test(loud_samples_are_limited_not_wrapped),
        cmocka_unit_test(nothing_stays_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
