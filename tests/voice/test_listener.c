// The listening worker: what it posts, when, and what it never posts.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "speech.h"
#include "sys/clock.h"
#include "voice/listener.h"
#include "voice/voice.h"

static const struct pp_phrase phrases[] = {
    {"alone", "ik voel me [zo] alleen", false},
    {"head", "het is druk in mijn hoofd", false},
    {"new", "ik ben nieuw hier", false},
    {"urgent", "ik heb nu hulp nodig", true},
};
enum { COUNT = sizeof(phrases) / sizeof(*phrases), PATIENCE_MS = 120000 };

struct fixture {
    struct pp_mailbox inbox;
    struct pp_listener *listener;
};

static void make(struct fixture *fixture, const char *model)
{
    assert_true(pp_mailbox_init(&fixture->inbox, sizeof(struct pp_voice_message), 32));
    const struct pp_listener_params params = {
        .config_dir = PP_SOURCE_DIR "/config",
        .model = model,
        .phones = "en-us",
        .voice = "nl",
        .inbox = &fixture->inbox,
    };
    fixture->listener = pp_listener_create(&params);
    assert_non_null(fixture->listener);
}

static void finish(struct fixture *fixture)
{
    pp_listener_destroy(fixture->listener);
    pp_mailbox_finish(&fixture->inbox);
}

// The next message; waits for it.
static struct pp_voice_message next(struct fixture *fixture)
{
    struct pp_voice_message message;
    int64_t give_up = pp_clock_monotonic_ms() + PATIENCE_MS;
    while (!pp_mailbox_take(&fixture->inbox, &message)) {
        assert_true(pp_clock_monotonic_ms() < give_up);
        pp_mailbox_wait(&fixture->inbox, 1000);
    }
    return message;
}

// Waits until the worker has nothing more to do.
static void settle(struct fixture *fixture)
{
    int64_t give_up = pp_clock_monotonic_ms() + PATIENCE_MS;
    while (pp_listener_busy(fixture->listener)) {
        assert_true(pp_clock_monotonic_ms() < give_up);
        pp_mailbox_wait(&fixture->inbox, 1);
    }
}

static bool is_empty(struct fixture *fixture)
{
    struct pp_voice_message message;
    return !pp_mailbox_take(&fixture->inbox, &message);
}

// As a microphone would, in blocks of 20 ms, but no faster than the worker hears.
static void push(struct fixture *fixture, const int16_t *samples, size_t count)
{
    for (size_t at = 0; at < count; at += 320) {
        pp_listener_push(fixture->listener, samples + at, count - at < 320 ? count - at : 320);
        if (at % 32000 == 0)
            settle(fixture);
    }
}

static void push_text(struct fixture *fixture, const char *text)
{
    struct speech speech = speech_make("nl+klatt2", text);
    assert_non_null(speech.samples);
    push(fixture, speech.samples, speech.count);
    free(speech.samples);
}

static void expect_ready(struct fixture *fixture)
{
    assert_int_equal(next(fixture).type, PP_VOICE_READY);
}

static void hears_one_sentence_after_the_other(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint16_t phrase;
    } rows[] = {
        {"Het is druk in mijn hoofd.", 1}, {"Ik ben nieuw hier.", 2}, {"Ik voel me zo alleen.", 0}};
    struct fixture fixture;
    make(&fixture, "");
    expect_ready(&fixture);
    pp_listener_phrases(fixture.listener, "nl", phrases, COUNT);
    for (uint32_t i = 0; i < 3; i++) {
        pp_listener_open(fixture.listener, 70 + i);
        push_text(&fixture, rows[i].text);
        struct pp_voice_message message = next(&fixture);
        assert_int_equal(message.type, PP_VOICE_SPEECH);
        assert_int_equal(message.session, 70 + i);
        message = next(&fixture);
        assert_int_equal(message.type, PP_VOICE_HEARD);
        assert_int_equal(message.session, 70 + i);
        assert_int_equal(message.heard.decision, PP_HEARD_SURE);
        assert_int_equal(message.heard.guesses[0].phrase, rows[i].phrase);
        settle(&fixture);
        assert_true(is_empty(&fixture));
    }
    finish(&fixture);
}

static void says_when_nobody_speaks(void **state)
{
    (void)state;
    struct fixture fixture;
    make(&fixture, NULL);
    expect_ready(&fixture);
    pp_listener_phrases(fixture.listener, "nl", phrases, COUNT);
    pp_listener_open(fixture.listener, 5);
    static const int16_t silence[PP_VOICE_RATE * 6];
    push(&fixture, silence, PP_VOICE_RATE * 6);
    struct pp_voice_message message = next(&fixture);
    assert_int_equal(message.type, PP_VOICE_HEARD);
    assert_int_equal(message.session, 5);
    assert_int_equal(message.heard.decision, PP_HEARD_NO);
    assert_int_equal(message.heard.guess_count, 0);
    assert_true(message.heard.seconds == 0);
    finish(&fixture);
}

static void says_nothing_after_close(void **state)
{
    (void)state;
    struct fixture fixture;
    make(&fixture, "");
    struct speech speech = speech_make("nl+klatt2", "Ik ben nieuw hier.");
    assert_non_null(speech.samples);
    expect_ready(&fixture);
    pp_listener_phrases(fixture.listener, "nl", phrases, COUNT);
    settle(&fixture);
    push(&fixture, speech.samples, speech.count); // not open: heard by nobody
    settle(&fixture);
    assert_true(is_empty(&fixture));
    // Closed in the middle, and closed while the worker is at the end of it.
    pp_listener_open(fixture.listener, 1);
    push(&fixture, speech.samples, speech.count / 4);
    pp_listener_close(fixture.listener);
    pp_listener_open(fixture.listener, 2);
    for (size_t at = 0; at + 320 <= speech.count; at += 320)
        pp_listener_push(fixture.listener, speech.samples + at, 320);
    pp_listener_forget(fixture.listener);
    while (!is_empty(&fixture)) {
        // What was posted before the close may be here; nothing may follow.
    }
    settle(&fixture);
    assert_true(is_empty(&fixture));
    // What was left in the ring is not part of the next utterance; phrases are to be given anew.
    pp_listener_phrases(fixture.listener, "nl", phrases, COUNT);
    pp_listener_open(fixture.listener, 3);
    push(&fixture, speech.samples, speech.count);
    assert_int_equal(next(&fixture).type, PP_VOICE_SPEECH);
    struct pp_voice_message message = next(&fixture);
    assert_int_equal(message.session, 3);
    assert_int_equal(message.heard.guesses[0].phrase, 2);
    free(speech.samples);
    finish(&fixture);
}

// The worker is still at the end of the first utterance when the second opening comes: the first
// may not close it.
static void an_old_opening_does_not_close_a_new_one(void **state)
{
    (void)state;
    struct fixture fixture;
    make(&fixture, "");
    struct speech speech = speech_make("nl+klatt2", "Ik ben nieuw hier.");
    assert_non_null(speech.samples);
    expect_ready(&fixture);
    pp_listener_phrases(fixture.listener, "nl", phrases, COUNT);
    settle(&fixture);
    for (uint32_t round = 0; round < 3; round++) {
        pp_listener_open(fixture.listener, 2 * round + 1);
        for (size_t at = 0; at + 320 <= speech.count; at += 320)
            pp_listener_push(fixture.listener, speech.samples + at, 320);
        pp_listener_close(fixture.listener);
        pp_listener_open(fixture.listener, 2 * round + 2);
        push(&fixture, speech.samples, speech.count);
        settle(&fixture);
        struct pp_voice_message message;
        do {
            message = next(&fixture);
        } while (message.type != PP_VOICE_HEARD || message.session != 2 * round + 2);
        assert_int_equal(message.heard.guesses[0].phrase, 2);
    }
    free(speech.samples);
    finish(&fixture);
}

static void leaves_out_only_the_bad_phrase(void **state)
{
    (void)state;
    struct pp_phrase some[COUNT];
    memcpy(some, phrases, sizeof(some));
    some[0].jsgf = "ik (voel";
    struct fixture fixture;
    make(&fixture, "");
    expect_ready(&fixture);
    pp_listener_phrases(fixture.listener, "nl", some, COUNT);
    pp_listener_open(fixture.listener, 9);
    push_text(&fixture, "Ik ben nieuw hier.");
    assert_int_equal(next(&fixture).type, PP_VOICE_SPEECH);
    assert_int_equal(next(&fixture).heard.guesses[0].phrase, 2);
    finish(&fixture);
}

static void changes_the_language(void **state)
{
    (void)state;
    static const struct pp_phrase english[] = {{"alone", "i feel all alone", false},
                                               {"money", "i have money problems", false}};
    struct fixture fixture;
    make(&fixture, "");
    expect_ready(&fixture);
    pp_listener_phrases(fixture.listener, "en", english, 2);
    pp_listener_open(fixture.listener, 1);
    struct speech speech = speech_make("en+klatt2", "I have money problems.");
    assert_non_null(speech.samples);
    push(&fixture, speech.samples, speech.count);
    free(speech.samples);
    assert_int_equal(next(&fixture).type, PP_VOICE_SPEECH);
    struct pp_voice_message message = next(&fixture);
    assert_int_equal(message.heard.guesses[0].phrase, 1);
    assert_int_not_equal(message.heard.decision, PP_HEARD_NO);
    finish(&fixture);
}

static void is_missing_without_a_model(void **state)
{
    (void)state;
    struct fixture fixture;
    make(&fixture, "/nowhere");
    assert_int_equal(next(&fixture).type, PP_VOICE_MISSING);
    // It can still be used, and understands nothing.
    pp_listener_phrases(fixture.listener, "nl", phrases, COUNT);
    pp_listener_open(fixture.listener, 1);
    push_text(&fixture, "Ik ben nieuw hier.");
    assert_int_equal(next(&fixture).type, PP_VOICE_SPEECH);
    assert_int_equal(next(&fixture).heard.decision, PP_HEARD_NO);
    finish(&fixture);
}

static void ends_at_any_moment(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct fixture fixture;
        make(&fixture, "");
        static const int16_t samples[PP_VOICE_RATE];
        if (i > 0)
            pp_listener_phrases(fixture.listener, "nl", phrases, COUNT);
        if (i > 1)
            pp_listener_open(fixture.listener, 1);
        pp_listener_push(fixture.listener, samples, PP_VOICE_RATE);
        finish(&fixture);
    }
    pp_listener_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hears_one_sentence_after_the_other),
        cmocka_unit_test(says_when_nobody_speaks),
        cmocka_unit_test(says_nothing_after_close),
        cmocka_unit_test(an_old_opening_does_not_close_a_new_one),
        cmocka_unit_test(leaves_out_only_the_bad_phrase),
        cmocka_unit_test(changes_the_language),
        cmocka_unit_test(is_missing_without_a_model),
        cmocka_unit_test(ends_at_any_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
