// The speaking worker, driven by a virtual clock: the player is pulled only when the worker has
// nothing to do, so every figure here is exact and nothing sleeps.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "copies.h"
#include "voice/espeak.h"
#include "voice/pace.h"
#include "voice/speaker.h"
#include "voice/voice.h"

enum { RATE = 22050, BLOCK = 221, LONGEST = 120 * RATE, MESSAGES = 64 };

// What has been heard, and when (in samples) each message came.
struct hall {
    struct pp_mailbox inbox;
    struct pp_speaker *speaker;
    struct pp_player *player;
    int16_t *heard;
    size_t count;
    struct pp_voice_message messages[MESSAGES];
    size_t when[MESSAGES];
    size_t message_count;
};

static int open_hall(void **state)
{
    struct hall *hall = calloc(1, sizeof(*hall));
    if (!hall || !pp_mailbox_init(&hall->inbox, sizeof(struct pp_voice_message), MESSAGES))
        return -1;
    hall->speaker = pp_speaker_create(&hall->inbox);
    hall->heard = calloc(LONGEST, sizeof(*hall->heard));
    if (!hall->speaker || !hall->heard)
        return -1;
    hall->player = pp_speaker_player(hall->speaker);
    *state = hall;
    return 0;
}

static int close_hall(void **state)
{
    struct hall *hall = *state;
    pp_speaker_destroy(hall->speaker);
    pp_mailbox_finish(&hall->inbox);
    free(hall->heard);
    free(hall);
    return 0;
}

static void take_messages(struct hall *hall)
{
    struct pp_voice_message message;
    while (pp_mailbox_take(&hall->inbox, &message)) {
        assert_true(hall->message_count < MESSAGES);
        hall->when[hall->message_count] = hall->count;
        hall->messages[hall->message_count++] = message;
    }
}

// Every time the worker stops being busy it wakes the inbox: without that this would hang.
static void wait_until_idle(struct hall *hall)
{
    while (pp_speaker_busy(hall->speaker)) {
        pp_mailbox_wait(&hall->inbox, 20000);
        take_messages(hall);
    }
}

static void hear(struct hall *hall, size_t samples)
{
    for (size_t end = hall->count + samples; hall->count < end;) {
        wait_until_idle(hall);
        size_t n = end - hall->count < BLOCK ? end - hall->count : BLOCK;
        assert_true(hall->count + n <= LONGEST);
        pp_player_pull(hall->player, hall->heard + hall->count, n);
        hall->count += n;
        take_messages(hall);
    }
}

static bool spoken(const struct hall *hall)
{
    return hall->message_count > 0 &&
           hall->messages[hall->message_count - 1].type == PP_VOICE_SPOKEN;
}

static void hear_all(struct hall *hall)
{
    while (!spoken(hall))
        hear(hall, BLOCK);
    wait_until_idle(hall);
}

static void forget_all(struct hall *hall)
{
    hall->count = 0;
    hall->message_count = 0;
}

// The first sample that is not silence, from one on; or the end.
static size_t first_sound(const struct hall *hall, size_t from)
{
    while (from < hall->count && abs(hall->heard[from]) <= PP_SILENCE)
        from++;
    return from;
}

static const struct pp_sentence three[] = {
    {"Wat is er met je gebeurd?", 0},
    {"Kies een plaatje, of zeg het in je eigen woorden.", 250},
    {"Je kunt altijd stoppen of een stap terug.", 250},
};
enum { THREE_WORDS = 6 + 10 + 8 };

static void sentences_are_reported_as_they_are_heard(void **state)
{
    struct hall *hall = *state;
    pp_speaker_say(hall->speaker, 7, "nl", 140, three, 3);
    hear_all(hall);
    assert_int_equal(hall->message_count, 4);
    for (uint8_t i = 0; i < 3; i++) {
        assert_int_equal(hall->messages[i].type, PP_VOICE_SENTENCE);
        assert_int_equal(hall->messages[i].number, i);
        assert_int_equal(hall->messages[i].session, 7);
        // Sound begins within 25 ms of the message, after at least the pause asked.
        size_t sound = first_sound(hall, hall->when[i] - BLOCK);
        assert_in_range(sound, hall->when[i] - BLOCK, hall->when[i] + RATE / 40);
        for (size_t at = 0; i > 0 && at < (size_t)RATE * 240 / 1000; at++)
            assert_true(abs(hall->heard[hall->when[i] - BLOCK - at]) <= PP_SILENCE);
    }
    assert_int_equal(hall->messages[3].session, 7);
    assert_int_equal(first_sound(hall, 0), 0); // no silence before the first
    assert_true(pp_player_empty(hall->player));
    assert_true(pp_player_played(hall->player) > RATE);
}

static double words_per_minute(struct hall *hall, const char *voice, int wpm)
{
    forget_all(hall);
    pp_speaker_say(hall->speaker, 1, voice, wpm, three, 3);
    hear_all(hall);
    return THREE_WORDS * 60.0 * RATE / (double)hall->count;
}

static void the_pace_is_that_measured(void **state)
{
    struct hall *hall = *state;
    static const struct {
        const char *voice;
        int wpm;
        double low, high;
    } rows[] = {
        {"nl", 140, 130, 150}, {"nl+f2", 140, 130, 150}, {"nl", 125, 115, 135}, {"nl", 70, 61, 79},
        {"nl", 100, 90, 110},  {"nl", 200, 180, 220},    {"nl", 280, 245, 315},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        double heard = words_per_minute(hall, rows[i].voice, rows[i].wpm);
        printf("%s %d: %.1f words per minute\n", rows[i].voice, rows[i].wpm, heard);
        if (heard < rows[i].low || heard > rows[i].high)
            fail_msg("%s at %d: %g words per minute", rows[i].voice, rows[i].wpm, heard);
    }
}

// The pitch of a stretch by autocorrelation, 0 where there is none.
static double pitch_at(const int16_t *samples, size_t window)
{
    double best = 0, energy = 0;
    size_t lag_best = 0;
    for (size_t i = 0; i < window; i++)
        energy += (double)samples[i] * samples[i];
    for (size_t lag = RATE / 250; lag < RATE / 60; lag++) {
        double sum = 0;
        for (size_t i = 0; i < window; i++)
            sum += (double)samples[i] * samples[i + lag];
        if (sum > best) {
            best = sum;
            lag_best = lag;
        }
    }
    return energy > 1e8 && best > 0.7 * energy ? (double)RATE / (double)lag_best : 0;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median_pitch(struct hall *hall, int wpm)
{
    enum { WINDOW = 1024, MOST = 4000 };
    static double pitches[MOST];
    size_t count = 0;
    words_per_minute(hall, "nl", wpm);
    for (size_t at = 0; at + 2 * WINDOW < hall->count && count < MOST; at += WINDOW) {
        double pitch = pitch_at(hall->heard + at, WINDOW);
        if (pitch > 0)
            pitches[count++] = pitch;
    }
    assert_true(count > 20);
    qsort(pitches, count, sizeof(pitches[0]), ascending);
    return pitches[count / 2];
}

static void the_pitch_does_not_depend_on_the_pace(void **state)
{
    double normal = median_pitch(*state, 140);
    assert_true(normal > 60 && normal < 250);
    assert_true(fabs(median_pitch(*state, 70) / normal - 1) < 0.08);
    assert_true(fabs(median_pitch(*state, 280) / normal - 1) < 0.08);
}

static void a_hush_is_immediate(void **state)
{
    struct hall *hall = *state;
    pp_speaker_say(hall->speaker, 1, "nl", 140, three, 3);
    hear(hall, RATE);
    assert_true(pp_player_played(hall->player) > 0);
    int64_t played = pp_player_played(hall->player);
    size_t before = hall->count, messages = hall->message_count;
    pp_speaker_hush(hall->speaker);
    hear(hall, 3 * RATE);
    assert_int_equal(first_sound(hall, before), hall->count);
    assert_int_equal(hall->message_count, messages);
    assert_int_equal(pp_player_played(hall->player), played);
    assert_true(pp_player_empty(hall->player));
    assert_false(pp_speaker_busy(hall->speaker));
}

static void a_new_say_takes_the_place_of_the_old(void **state)
{
    struct hall *hall = *state;
    static const struct pp_sentence one[] = {{"Ja graag.", 0}};
    pp_speaker_say(hall->speaker, 1, "nl", 140, three, 3);
    hear(hall, RATE / 2);
    size_t messages = hall->message_count;
    pp_speaker_say(hall->speaker, 2, "nl", 140, one, 1);
    hear_all(hall);
    assert_int_equal(hall->message_count, messages + 2);
    for (size_t i = messages; i < hall->message_count; i++)
        assert_int_equal(hall->messages[i].session, 2);
    // Many in a row, most of them never begun: one end is reported, that of the last.
    forget_all(hall);
    for (uint32_t session = 3; session < 60; session++)
        pp_speaker_say(hall->speaker, session, "nl", 140, one, 1);
    hear_all(hall);
    hear(hall, RATE);
    assert_int_equal(hall->message_count, 2);
    assert_int_equal(hall->messages[1].session, 59);
}

static void odd_requests_end_too(void **state)
{
    struct hall *hall = *state;
    char long_text[2000];
    memset(long_text, 'a', sizeof(long_text));
    for (size_t i = 5; i < sizeof(long_text); i += 6)
        long_text[i] = ' ';
    memcpy(long_text + PP_SPEECH_TEXT - 2, "\xc3\xab", 2); // would be cut in half
    long_text[1999] = '\0';
    const struct pp_sentence texts[] = {{"", 0}, {"...", 0}, {long_text, 0}, {"\001\033x\n", 0}};
    static const struct {
        const char *voice;
        uint8_t count, sentences;
        bool sound;
    } rows[] = {
        {"nl", 0, 0, false},
        {"nl", 4, 4, true},
        {"xx", 4, 1, false},
        {"", 4, 1, false},
        {"a name that is much longer than the name of a voice can be", 4, 1, false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        forget_all(hall);
        int64_t played = pp_player_played(hall->player);
        pp_speaker_say(hall->speaker, 5, rows[i].voice, i == 1 ? 1000 : -5, texts, rows[i].count);
        hear_all(hall);
        assert_int_equal(hall->message_count, rows[i].sentences + 1);
        assert_int_equal(pp_player_played(hall->player) > played, rows[i].sound);
    }
}

static void as_many_sentences_as_there_may_be(void **state)
{
    struct hall *hall = *state;
    struct pp_sentence many[PP_MAX_SENTENCES + 1];
    for (size_t i = 0; i < PP_MAX_SENTENCES + 1; i++)
        many[i] = (struct pp_sentence){"Ja.", 10};
    pp_speaker_say(hall->speaker, 5, "nl", 300, many, PP_MAX_SENTENCES + 1);
    hear_all(hall);
    assert_int_equal(hall->message_count, PP_MAX_SENTENCES + 1);
    assert_int_equal(hall->messages[PP_MAX_SENTENCES - 1].number, PP_MAX_SENTENCES - 1);
}

// A worker that waits for room may not keep eSpeak-NG from the listener.
static void the_synthesiser_is_free_while_the_player_is_full(void **state)
{
    struct hall *hall = *state;
    static const struct pp_sentence slow[] = {
        {"Kies een plaatje of zeg het in je eigen woorden want je mag het zeggen.", 0}};
    pp_speaker_say(hall->speaker, 1, "nl", 60, slow, 1);
    wait_until_idle(hall);
    assert_true(pp_player_full(hall->player));
    char ipa[100];
    assert_true(pp_espeak_ipa("nl", "hallo", ipa, sizeof(ipa)));
    hear_all(hall);
    assert_true(hall->count > 5 * RATE);
}

static void say_masked(struct hall *hall)
{
    char text[64] = "Dit is een ";
    unmask(text + strlen(text));
    const struct pp_sentence sentences[] = {{text, 0}, {text, 3000}, {text, 0}};
    pp_speaker_say(hall->speaker, 1, "nl", 140, sentences, 3);
    explicit_bzero(text, sizeof(text));
}

static void no_text_is_left(void **state)
{
    struct hall *hall = *state;
    say_masked(hall);
    wait_until_idle(hall); // full: the second and third are still to come
    assert_true(copies_in_memory() > 0);
    hear_all(hall);
    assert_int_equal(copies_in_memory(), 0);
    say_masked(hall);
    wait_until_idle(hall);
    pp_speaker_hush(hall->speaker);
    wait_until_idle(hall);
    assert_int_equal(copies_in_memory(), 0);
}

static void paces_are_measured_once(void **state)
{
    (void)state;
    assert_true(pp_espeak_start());
    struct pp_pace pace = {0};
    int rate = pp_pace_rate(&pace, "nl", 140);
    assert_in_range(rate, 100, 135);
    assert_int_equal(pace.next, 1);
    assert_int_equal(pp_pace_rate(&pace, "nl", 140), rate);
    assert_int_equal(pace.next, 1);
    for (int wpm = 100; wpm < 100 + PP_PACES; wpm++)
        pp_pace_rate(&pace, "nl", wpm);
    // Measured again: eSpeak-NG's lengths differ by a few milliseconds from time to time.
    assert_in_range(pp_pace_rate(&pace, "nl", 140), rate - 2, rate + 2);
    assert_int_equal(pace.next, PP_PACES + 2);
    assert_int_equal(pp_pace_rate(&pace, "xx", 140), 140);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sentences_are_reported_as_they_are_heard, open_hall,
                                        close_hall),
        cmocka_unit_test_setup_teardown(the_pace_is_that_measured, open_hall, close_hall),
        cmocka_unit_test_setup_teardown(the_pitch_does_not_depend_on_the_pace, open_hall,
                                        close_hall),
        cmocka_unit_test_setup_teardown(a_hush_is_immediate, open_hall, close_hall),
        cmocka_unit_test_setup_teardown(a_new_say_takes_the_place_of_the_old, open_hall,
                                        close_hall),
        cmocka_unit_test_setup_teardown(odd_requests_end_too, open_hall, close_hall),
        cmocka_unit_test_setup_teardown(as_many_sentences_as_there_may_be, open_hall, close_hall),
        cmocka_unit_test_setup_teardown(the_synthesiser_is_free_while_the_player_is_full, open_hall,
                                        close_hall),
        cmocka_unit_test_setup_teardown(no_text_is_left, open_hall, close_hall),
        cmocka_unit_test(paces_are_measured_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
