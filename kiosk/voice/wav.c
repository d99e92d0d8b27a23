#include "voice/wav.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "voice/resample.h"

enum {
    SECONDS_MAX = 60,
    RATE_MIN = 4000,
    RATE_MAX = 192000,
    CHANNELS_MAX = 8,
    FORMAT_PCM = 1,
    FORMAT_EXTENSIBLE = 0xfffe,
    HEADER = 44, // of what is written
};

// The longest recording there may be, and its header.
static const size_t file_limit =
    (size_t)SECONDS_MAX * RATE_MAX * CHANNELS_MAX * sizeof(int16_t) + 65536;

static const char remedy[] = "make it 16-bit PCM, for instance: sox IN.wav -b 16 OUT.wav";

// A file being read: RIFF is a row of chunks, each a name of four letters and a size.
struct source {
    const unsigned char *bytes;
    size_t length;
    struct pp_place place;
    struct pp_report *report;
    int rate, channels; // from the chunk "fmt ", 0 before it
    const unsigned char *data;
    size_t frames;
};

static uint32_t le16(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t le32(const unsigned char *at)
{
    return le16(at) | le16(at + 2) << 16;
}

static bool read_format(struct source *source, const unsigned char *chunk, uint32_t size)
{
    struct pp_place place = source->place;
    place.field = "fmt";
    if (size < 16) {
        pp_report_add(source->report, PP_ERROR, place, remedy,
                      "the description of the format has %u bytes, at least 16 are needed", size);
        return false;
    }
    uint32_t format = le16(chunk), channels = le16(chunk + 2), rate = le32(chunk + 4);
    uint32_t align = le16(chunk + 12), bits = le16(chunk + 14);
    // In the longer description the kind of samples is at the start of an identifier.
    if (format == FORMAT_EXTENSIBLE && size >= 40)
        format = le16(chunk + 24);
    if (format != FORMAT_PCM || bits != 16) {
        pp_report_add(source->report, PP_ERROR, place, remedy,
                      "samples of kind %u with %u bits cannot be read", format, bits);
        return false;
    }
    if (rate < RATE_MIN || rate > RATE_MAX) {
        pp_report_add(source->report, PP_ERROR, place, "4000 to 192000 samples per second",
                      "it has %u samples per second", rate);
        return false;
    }
    if (channels < 1 || channels > CHANNELS_MAX || align != channels * 2) {
        pp_report_add(source->report, PP_ERROR, place, "1 to 8 channels of 2 bytes each",
                      "it has %u channels in %u bytes", channels, align);
        return false;
    }
    source->rate = (int)rate;
    source->channels = (int)channels;
    return true;
}

static bool read_data(struct source *source, const unsigned char *chunk, uint32_t size)
{
    struct pp_place place = source->place;
    place.field = "data";
    if (source->rate == 0) {
        pp_report_add(source->report, PP_ERROR, place, remedy,
                      "samples come before the description of their format");
        return false;
    }
    size_t frame = (size_t)source->channels * 2;
    if (size % frame != 0) {
        pp_report_add(source->report, PP_ERROR, place, remedy,
                      "%u bytes of samples are not a whole number of samples of %zu bytes", size,
                      frame);
        return false;
    }
    if (size / frame > (size_t)source->rate * SECONDS_MAX) {
        pp_report_add(source->report, PP_ERROR, place, "cut it to 60 seconds",
                      "it lasts %zu seconds", size / frame / (size_t)source->rate);
        return false;
    }
    source->data = chunk;
    source->frames = size / frame;
    return true;
}

// Goes from chunk to chunk until the samples.
static bool find_data(struct source *source)
{
    if (source->length < 12 || memcmp(source->bytes, "RIFF", 4) != 0 ||
        memcmp(source->bytes + 8, "WAVE", 4) != 0) {
        pp_report_add(source->report, PP_ERROR, source->place, remedy, "this is not a WAV file");
        return false;
    }
    size_t at = 12;
    while (source->length - at >= 8) {
        const unsigned char *chunk = source->bytes + at;
        uint32_t size = le32(chunk + 4);
        at += 8;
        if (size > source->length - at) {
            pp_report_add(source->report, PP_ERROR, source->place, "copy or record it again",
                          "it should go on for %u bytes, but %zu are there", size,
                          source->length - at);
            return false;
        }
        if (memcmp(chunk, "fmt ", 4) == 0 && !read_format(source, chunk + 8, size))
            return false;
        if (memcmp(chunk, "data", 4) == 0)
            return read_data(source, chunk + 8, size);
        at += size;
        if (size % 2 == 1 && at < source->length) // chunks begin at even places
            at++;
    }
    pp_report_add(source->report, PP_ERROR, source->place, remedy, "there are no samples in it");
    return false;
}

static void mix(const struct source *source, int16_t *mono)
{
    const unsigned char *at = source->data;
    for (size_t i = 0; i < source->frames; i++) {
        int sum = 0;
        for (int channel = 0; channel < source->channels; channel++, at += 2)
            sum += (int16_t)le16(at);
        mono[i] = (int16_t)(sum / source->channels);
    }
}

bool pp_wav_parse(const void *bytes, size_t length, const char *name, int rate, int16_t **samples,
                  size_t *count, struct pp_report *report)
{
    struct source source = {
        .bytes = bytes, .length = length, .place = {.file = name}, .report = report};
    if (!find_data(&source))
        return false;
    size_t wanted = pp_resample_count(source.frames, source.rate, rate);
    int16_t *mono = malloc((source.frames + 1) * sizeof(*mono));
    int16_t *made = malloc((wanted + 1) * sizeof(*made));
    bool fine = mono && made;
    if (fine) {
        mix(&source, mono);
        pp_resample(mono, source.frames, source.rate, rate, made);
        *samples = made;
        *count = wanted;
    } else {
        pp_report_add(report, PP_ERROR, source.place, NULL, "there is no memory for it");
        free(made);
    }
    free(mono);
    return fine;
}

bool pp_wav_read(const char *path, int rate, int16_t **samples, size_t *count,
                 struct pp_report *report)
{
    size_t length = 0;
    char *bytes = pp_file_read(path, file_limit, &length, report);
    if (!bytes)
        return false;
    bool fine = pp_wav_parse(bytes, length, path, rate, samples, count, report);
    free(bytes);
    return fine;
}

static void put16(unsigned char *at, uint32_t value)
{
    at[0] = (unsigned char)(value & 0xff);
    at[1] = (unsigned char)(value >> 8 & 0xff);
}

static void put32(unsigned char *at, uint32_t value)
{
    put16(at, value & 0xffff);
    put16(at + 2, value >> 16);
}

static bool write_samples(FILE *file, const int16_t *samples, size_t count)
{
    unsigned char block[2048] = {0};
    while (count > 0) {
        size_t n = count < sizeof(block) / 2 ? count : sizeof(block) / 2;
        for (size_t i = 0; i < n; i++)
            put16(block + 2 * i, (uint16_t)samples[i]);
        if (fwrite(block, 2, n, file) != n)
            return false;
        samples += n;
        count -= n;
    }
    return true;
}

bool pp_wav_write(const char *path, int rate, const int16_t *samples, size_t count)
{
    if (count > (UINT32_MAX - HEADER) / 2) {
        errno = EFBIG;
        return false;
    }
    FILE *file = fopen(path, "wbe");
    if (!file)
        return false;
    unsigned char header[HEADER] = "RIFF....WAVEfmt ";
    put32(header + 4, (uint32_t)(count * 2) + HEADER - 8);
    put32(header + 16, 16);
    put16(header + 20, FORMAT_PCM);
    put16(header + 22, 1);
    put32(header + 24, (uint32_t)rate);
    put32(header + 28, (uint32_t)rate * 2);
    put16(header + 32, 2);
    put16(header + 34, 16);
    for (size_t i = 0; i < 4; i++)
        header[36 + i] = (unsigned char)"data"[i];
    put32(header + 40, (uint32_t)(count * 2));
    bool fine = fwrite(header, 1, HEADER, file) == HEADER && write_samples(file, samples, count);
    int error = errno;
    if (fclose(file) != 0 && fine) {
        fine = false;
        error = errno;
    }
    errno = error;
    return fine;
}
