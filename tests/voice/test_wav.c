// WAV files: good ones of every kind, and broken ones, each with its own message.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "voice/wav.h"

// A file to be made; fields that are 0 take what is usual.
struct made {
    uint32_t format, channels, rate, bits, align, data_size;
    bool extensible, no_riff, no_format, no_data, data_first, odd_chunk, short_format;
    size_t frames; // really there
};

struct bytes {
    unsigned char *at;
    size_t length;
};

static void put(struct bytes *bytes, uint32_t value, size_t size)
{
    bytes->at = realloc(bytes->at, bytes->length + size);
    assert_non_null(bytes->at);
    for (size_t i = 0; i < size; i++)
        bytes->at[bytes->length++] = (unsigned char)(value >> 8 * i & 0xff);
}

static void put_name(struct bytes *bytes, const char *name)
{
    for (size_t i = 0; i < 4; i++)
        put(bytes, (unsigned char)name[i], 1);
}

static void put_format(struct bytes *bytes, const struct made *made)
{
    uint32_t format = made->format ? made->format : 1;
    put_name(bytes, "fmt ");
    put(bytes, made->short_format ? 14 : made->extensible ? 40 : 16, 4);
    put(bytes, made->extensible ? 0xfffe : format, 2);
    put(bytes, made->channels, 2);
    put(bytes, made->rate, 4);
    put(bytes, made->rate * made->channels * 2, 4);
    put(bytes, made->align ? made->align : made->channels * 2, 2);
    if (made->short_format)
        return;
    put(bytes, made->bits ? made->bits : 16, 2);
    if (made->extensible) {
        put(bytes, 22, 2);
        put(bytes, 16, 2);
        put(bytes, 0, 4);
        put(bytes, format, 4);
        put(bytes, 0x00100000, 4);
        put(bytes, 0xaa000080, 4);
        put(bytes, 0x719b3800, 4);
    }
}

// Sample i of channel c is 1000 (i + 1) + 300 c.
static void put_data(struct bytes *bytes, const struct made *made)
{
    put_name(bytes, "data");
    uint32_t size = (uint32_t)(made->frames * made->channels * 2);
    put(bytes, made->data_size ? made->data_size : size, 4);
    for (size_t i = 0; i < made->frames; i++)
        for (uint32_t channel = 0; channel < made->channels; channel++)
            put(bytes, (uint32_t)(i % 30 + 1) * 1000 + channel * 300, 2);
}

static struct bytes build(const struct made *made)
{
    struct bytes bytes = {NULL, 0};
    put_name(&bytes, made->no_riff ? "RIFX" : "RIFF");
    put(&bytes, 0, 4);
    put_name(&bytes, "WAVE");
    if (made->data_first)
        put_data(&bytes, made);
    if (made->odd_chunk) {
        put_name(&bytes, "LIST");
        put(&bytes, 3, 4);
        put(&bytes, 0, 4); // and one byte to be even again
    }
    if (!made->no_format)
        put_format(&bytes, made);
    if (!made->no_data && !made->data_first)
        put_data(&bytes, made);
    return bytes;
}

static void good_files_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct made made;
        size_t count;
        int16_t first, second;
    } rows[] = {
        {"mono", {.channels = 1, .rate = 16000, .frames = 9}, 9, 1000, 2000},
        {"stereo is mixed", {.channels = 2, .rate = 16000, .frames = 9}, 9, 1150, 2150},
        {"8 channels", {.channels = 8, .rate = 16000, .frames = 9}, 9, 2050, 3050},
        {"extensible",
         {.channels = 1, .rate = 16000, .frames = 9, .extensible = true},
         9,
         1000,
         2000},
        {"an odd chunk before",
         {.channels = 1, .rate = 16000, .frames = 9, .odd_chunk = true},
         9,
         1000,
         2000},
        {"no samples", {.channels = 1, .rate = 16000}, 0, 0, 0},
        {"60 s", {.channels = 1, .rate = 4000, .frames = 240000}, 960000, -1, -1},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct bytes bytes = build(&rows[i].made);
        struct pp_report report = {0};
        int16_t *samples = NULL;
        size_t count = 99;
        if (!pp_wav_parse(bytes.at, bytes.length, "x.wav", 16000, &samples, &count, &report))
            fail_msg("%s: %s", rows[i].name, report.items[0].what);
        assert_int_equal(count, rows[i].count);
        assert_int_equal(report.errors, 0);
        if (count > 1 && rows[i].first > 0) {
            assert_int_equal(samples[0], rows[i].first);
            assert_int_equal(samples[1], rows[i].second);
        }
        free(samples);
        free(bytes.at);
        pp_report_finish(&report);
    }
}

static void rates_are_changed(void **state)
{
    (void)state;
    static const uint32_t rates[] = {4000, 8000, 11025, 44100, 48000, 192000};
    for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
        struct made made = {.channels = 2, .rate = rates[i], .frames = rates[i] / 2};
        struct bytes bytes = build(&made);
        struct pp_report report = {0};
        int16_t *samples = NULL;
        size_t count = 0;
        assert_true(
            pp_wav_parse(bytes.at, bytes.length, "x.wav", 16000, &samples, &count, &report));
        assert_in_range(count, 7999, 8001);
        free(samples);
        free(bytes.at);
        pp_report_finish(&report);
    }
}

static void broken_files_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *what; // in the message
        struct made made;
    } rows[] = {
        {"not a WAV", {.channels = 1, .rate = 16000, .frames = 9, .no_riff = true}},
        {"has 0 samples per second", {.channels = 1, .rate = 0, .frames = 9}},
        {"has 3999 samples per second", {.channels = 1, .rate = 3999, .frames = 9}},
        {"has 192001 samples per second", {.channels = 1, .rate = 192001, .frames = 9}},
        {"has 0 channels", {.channels = 0, .rate = 16000, .frames = 9}},
        {"has 9 channels", {.channels = 9, .rate = 16000, .frames = 9}},
        {"1 channels in 4 bytes", {.channels = 1, .rate = 16000, .frames = 9, .align = 4}},
        {"kind 1 with 24 bits", {.channels = 1, .rate = 16000, .frames = 9, .bits = 24}},
        {"kind 3 with 32 bits", {.format = 3, .channels = 1, .rate = 16000, .bits = 32}},
        {"kind 7", {.format = 7, .channels = 1, .rate = 16000, .frames = 9, .bits = 8}},
        {"kind 3", {.format = 3, .channels = 1, .rate = 16000, .frames = 9, .extensible = true}},
        {"has 14 bytes", {.channels = 1, .rate = 16000, .frames = 9, .short_format = true}},
        {"before the description", {.channels = 1, .rate = 16000, .frames = 9, .data_first = true}},
        {"before the description", {.channels = 1, .rate = 16000, .frames = 9, .no_format = true}},
        {"no samples in it", {.channels = 1, .rate = 16000, .no_data = true}},
        {"go on for 4294967295 bytes",
         {.channels = 1, .rate = 16000, .frames = 9, .data_size = UINT32_MAX}},
        {"go on for 20 bytes, but 18",
         {.channels = 1, .rate = 16000, .frames = 9, .data_size = 20}},
        {"whole number", {.channels = 1, .rate = 16000, .frames = 9, .data_size = 17}},
        {"lasts 61 seconds", {.channels = 1, .rate = 4000, .frames = 244000}},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct bytes bytes = build(&rows[i].made);
        struct pp_report report = {0};
        int16_t *samples = NULL;
        size_t count = 99;
        if (pp_wav_parse(bytes.at, bytes.length, "x.wav", 16000, &samples, &count, &report))
            fail_msg("taken: %s", rows[i].what);
        assert_int_equal(report.errors, 1);
        assert_string_equal(report.items[0].file, "x.wav");
        if (!strstr(report.items[0].what, rows[i].what))
            fail_msg("'%s' instead of '%s'", report.items[0].what, rows[i].what);
        assert_true(report.items[0].remedy[0]);
        assert_null(samples);
        assert_int_equal(count, 99);
        free(bytes.at);
        pp_report_finish(&report);
    }
}

static void every_cut_is_an_error_not_a_crash(void **state)
{
    (void)state;
    struct made made = {
        .channels = 2, .rate = 16000, .frames = 9, .extensible = true, .odd_chunk = true};
    struct bytes bytes = build(&made);
    for (size_t length = 0; length < bytes.length; length++) {
        // A copy of its own size, so that the address sanitizer sees every byte behind it.
        unsigned char *cut = malloc(length + !length);
        assert_non_null(cut);
        memcpy(cut, bytes.at, length);
        struct pp_report report = {0};
        int16_t *samples = NULL;
        size_t count = 0;
        assert_false(pp_wav_parse(cut, length, "x.wav", 16000, &samples, &count, &report));
        assert_int_equal(report.errors, 1);
        free(cut);
        pp_report_finish(&report);
    }
    free(bytes.at);
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    const char *path = PP_SCRATCH "/written.wav";
    int16_t samples[3000];
    for (int i = 0; i < 3000; i++)
        samples[i] = (int16_t)(i * 21 - 32000);
    assert_true(pp_wav_write(path, 22050, samples, 3000));
    struct pp_report report = {0};
    int16_t *again = NULL;
    size_t count = 0;
    assert_true(pp_wav_read(path, 22050, &again, &count, &report));
    assert_int_equal(count, 3000);
    assert_memory_equal(again, samples, sizeof(samples));
    free(again);
    assert_true(pp_wav_write(path, 16000, NULL, 0));
    assert_true(pp_wav_read(path, 16000, &again, &count, &report));
    assert_int_equal(count, 0);
    free(again);
    pp_report_finish(&report);
}

static void paths_that_cannot_be(void **state)
{
    (void)state;
    static const char *const paths[] = {PP_SCRATCH "/absent.wav", PP_SCRATCH, "/dev/null"};
    for (size_t i = 0; i < 3; i++) {
        struct pp_report report = {0};
        int16_t *samples = NULL;
        size_t count = 0;
        assert_false(pp_wav_read(paths[i], 16000, &samples, &count, &report));
        assert_int_equal(report.errors, 1);
        pp_report_finish(&report);
    }
    int16_t sample = 0;
    errno = 0;
    assert_false(pp_wav_write(PP_SCRATCH "/absent/x.wav", 16000, &sample, 1));
    assert_int_equal(errno, ENOENT);
    assert_false(pp_wav_write("/dev/full", 16000, &sample, 1));
    assert_int_equal(errno, ENOSPC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_files_are_read),
        cmocka_unit_test(rates_are_changed),
        cmocka_unit_test(broken_files_are_named),
        cmocka_unit_test(every_cut_is_an_error_not_a_crash),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(paths_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
