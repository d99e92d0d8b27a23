// The library's synthesiser: voices, samples, words, phonemes; and that it prints nothing.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "copies.h"
#include "voice/espeak.h"

struct take {
    size_t count, stop_at; // samples taken; 0: never stop
    int loudest;
    int words;
    int characters[16], lengths[16];
    int64_t samples[16];
};

static bool on_samples(void *context, const int16_t *samples, size_t count)
{
    struct take *take = context;
    take->count += count;
    for (size_t i = 0; i < count; i++)
        take->loudest = abs(samples[i]) > take->loudest ? abs(samples[i]) : take->loudest;
    return take->stop_at == 0 || take->count < take->stop_at;
}

static void on_word(void *context, int character, int length, int64_t sample)
{
    struct take *take = context;
    if (take->words < 16) {
        take->characters[take->words] = character;
        take->lengths[take->words] = length;
        take->samples[take->words] = sample;
    }
    take->words++;
}

static struct take say(const char *voice, int wpm, const char *text, size_t stop_at)
{
    struct take take = {.stop_at = stop_at};
    const struct pp_espeak_sink sink = {on_samples, on_word, &take};
    assert_true(pp_espeak_say(voice, wpm, text, &sink));
    return take;
}

static void voices_are_known_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *voice;
        bool known;
    } rows[] = {
        {"nl", true},     {"tr", true},        {"pl", true},     {"nl+f2", true},
        {"en-gb", true},  {"ar", true},        {"xx", false},    {"nl+nosuch", false},
        {"", false},      {"+f2", false},      {"nl+", false},   {"nl+../../voices/!v/f2", false},
        {"../nl", false}, {"nl+f2+m1", false}, {"nl nl", false}, {"/etc", false},
        {"nl\n", false},  {"gmw/nl", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char ipa[200] = "untouched";
        if (pp_espeak_ipa(rows[i].voice, "a", ipa, sizeof(ipa)) != rows[i].known)
            fail_msg("voice '%s'", rows[i].voice);
        assert_int_equal(strcmp(ipa, "untouched") != 0, rows[i].known);
        struct take take = {0};
        const struct pp_espeak_sink sink = {on_samples, NULL, &take};
        assert_int_equal(pp_espeak_say(rows[i].voice, 150, "a", &sink), rows[i].known);
        assert_int_equal(take.count > 0, rows[i].known);
    }
}

static void a_sentence_becomes_sound(void **state)
{
    (void)state;
    assert_int_equal(pp_espeak_rate(), 22050);
    struct take slow = say("nl", 100, "Wat is er met je gebeurd?", 0);
    struct take fast = say("nl", 200, "Wat is er met je gebeurd?", 0);
    assert_true(slow.loudest > 3000);
    assert_true(slow.count > 22050);
    assert_true(fast.count * 3 < slow.count * 2);
    struct take none = say("nl", 100, "", 0);
    assert_true(none.loudest < 50);
}

static void it_stops_when_told(void **state)
{
    (void)state;
    struct take take = say("nl", 100, "Wat is er met je gebeurd? Je mag het zeggen.", 4000);
    assert_true(take.count >= 4000 && take.count < 8000);
    struct take next = say("nl", 100, "Ja.", 0);
    assert_true(next.loudest > 3000);
}

static void words_are_counted_in_characters(void **state)
{
    (void)state;
    // "é" is two bytes: positions count characters.
    struct take take = say("nl", 150, "Café één twee drie.", 0);
    static const int characters[] = {0, 5, 9, 14};
    static const int lengths[] = {4, 3, 4, 4};
    assert_int_equal(take.words, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(take.characters[i], characters[i]);
        assert_int_equal(take.lengths[i], lengths[i]);
        assert_true(take.samples[i] <= (int64_t)take.count);
        if (i > 0)
            assert_true(take.samples[i] > take.samples[i - 1] + 1000);
    }
}

static void phonemes_are_words_parted_by_spaces(void **state)
{
    (void)state;
    static const struct {
        const char *voice, *text, *ipa;
    } rows[] = {
        {"nl", "Ik voel me alleen", "ɪk vˈul mə ɑlˈeːn"},
        {"nl", "Wat is er met je gebeurd?", "ʋɑt ɪs ər mɛt jə ɣəbˈøːrt"},
        {"nl", "", ""},
        {"nl", "...", ""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char ipa[200];
        assert_true(pp_espeak_ipa(rows[i].voice, rows[i].text, ipa, sizeof(ipa)));
        assert_string_equal(ipa, rows[i].ipa);
    }
}

static int spaces(const char *text)
{
    int count = 0;
    for (; *text; text++)
        count += *text == ' ';
    return count;
}

static void clauses_are_joined_and_other_languages_unmarked(void **state)
{
    (void)state;
    char ipa[200];
    assert_true(pp_espeak_ipa("nl", "Geld of brieven, wonen of werk.", ipa, sizeof(ipa)));
    assert_int_equal(spaces(ipa), 5);
    assert_true(pp_espeak_ipa("nl", "weekend website", ipa, sizeof(ipa)));
    assert_null(strpbrk(ipa, "()"));
    assert_int_equal(spaces(ipa), 1);
}

static void phonemes_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    char exact[200], small[200] = "untouched";
    assert_true(pp_espeak_ipa("nl", "Ik voel me alleen", exact, sizeof(exact)));
    size_t length = strlen(exact);
    assert_true(pp_espeak_ipa("nl", "Ik voel me alleen", small, length + 1));
    assert_string_equal(small, exact);
    for (size_t size = 0; size <= length; size++) {
        char out[200] = "untouched";
        assert_false(pp_espeak_ipa("nl", "Ik voel me alleen", out, size));
        assert_string_equal(out, "untouched");
    }
}

static void it_prints_nothing(void **state)
{
    (void)state;
    const char *path = PP_SCRATCH "/printed";
    fflush(stdout);
    fflush(stderr);
    int out = dup(1), err = dup(2);
    int file = open(path, O_CREAT | O_TRUNC | O_RDWR, 0600);
    assert_true(file >= 0);
    dup2(file, 1);
    dup2(file, 2);
    bool started = pp_espeak_start(); // the first of this process: see main
    struct take take = {0};
    const struct pp_espeak_sink sink = {on_samples, on_word, &take};
    pp_espeak_say("nl", 150, "Dit is weekend: [[x]] \001\002 \xff\xfe <b> & 1234567890123.", &sink);
    pp_espeak_say("xx", 150, "Niets.", &sink);
    char ipa[2000];
    pp_espeak_ipa("nl+nosuch", "a", ipa, sizeof(ipa));
    pp_espeak_ipa("nl", "\xff\xfe \xc3", ipa, sizeof(ipa));
    fflush(stdout);
    fflush(stderr);
    dup2(out, 1);
    dup2(err, 2);
    close(out);
    close(err);
    off_t length = lseek(file, 0, SEEK_END);
    close(file);
    assert_true(started);
    assert_true(take.count > 0);
    assert_int_equal(length, 0);
}

static void before_the_start_nothing_is_said(void **state)
{
    (void)state;
    pp_espeak_stop();
    char ipa[10];
    struct take take = {0};
    const struct pp_espeak_sink sink = {on_samples, NULL, &take};
    assert_int_equal(pp_espeak_rate(), 0);
    assert_false(pp_espeak_ipa("nl", "a", ipa, sizeof(ipa)));
    assert_false(pp_espeak_say("nl", 150, "a", &sink));
    assert_true(pp_espeak_start());
    assert_true(pp_espeak_start());
}

static void what_was_said_is_forgotten(void **state)
{
    (void)state;
    char text[64] = "Hallo ";
    unmask(text + strlen(text));
    say("nl", 150, text, 0);
    char ipa[200];
    assert_true(pp_espeak_ipa("nl", text, ipa, sizeof(ipa)));
    explicit_bzero(text, sizeof(text));
    assert_true(copies_in_memory() > 0); // the search works
    pp_espeak_forget();
    assert_int_equal(copies_in_memory(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_prints_nothing),
        cmocka_unit_test(voices_are_known_or_refused),
        cmocka_unit_test(a_sentence_becomes_sound),
        cmocka_unit_test(it_stops_when_told),
        cmocka_unit_test(words_are_counted_in_characters),
        cmocka_unit_test(phonemes_are_words_parted_by_spaces),
        cmocka_unit_test(clauses_are_joined_and_other_languages_unmarked),
        cmocka_unit_test(phonemes_that_do_not_fit_are_refused),
        cmocka_unit_test(what_was_said_is_forgotten),
        cmocka_unit_test(before_the_start_nothing_is_said),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    pp_espeak_stop();
    return failed;
}
