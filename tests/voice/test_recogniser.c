// From samples to a phrase, with eSpeak-NG's voice as the speaker.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "speech.h"
#include "voice/lexicon.h"
#include "voice/recogniser.h"

static const struct pp_phrase phrases[] = {
    {"alone", "ik voel me [zo] alleen", false},          {"care", "ik zorg voor iemand", false},
    {"head", "het is druk in mijn hoofd", false},        {"new", "ik ben nieuw hier", false},
    {"alone", "ik heb niemand om mee te praten", false}, {"urgent", "ik heb nu hulp nodig", true},
    {"unsafe", "ik voel me niet veilig", false},         {"none", "dat zeg ik liever niet", false},
};
enum { COUNT = sizeof(phrases) / sizeof(*phrases), BLOCK = 1000 };

struct fixture {
    struct pp_lexicon *lexicon;
    struct pp_recogniser *recogniser;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    struct pp_report report = {0};
    fixture.lexicon = pp_lexicon_create(PP_SOURCE_DIR "/config", "en-us", "nl", &report);
    if (fixture.lexicon)
        fixture.recogniser = pp_recogniser_create("", fixture.lexicon, &report);
    bool good =
        fixture.recogniser && pp_recogniser_phrases(fixture.recogniser, phrases, COUNT, &report);
    pp_report_print(&report, stderr);
    *state = &fixture;
    return good ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    pp_recogniser_destroy(fixture->recogniser);
    pp_lexicon_destroy(fixture->lexicon);
    return 0;
}

static struct pp_heard hear(struct fixture *fixture, const int16_t *samples, size_t count,
                            size_t block)
{
    struct pp_heard heard;
    assert_true(pp_recogniser_begin(fixture->recogniser));
    for (size_t at = 0; at < count; at += block)
        pp_recogniser_feed(fixture->recogniser, samples + at,
                           count - at < block ? count - at : block);
    pp_recogniser_end(fixture->recogniser, &heard);
    return heard;
}

static struct pp_heard hear_text(struct fixture *fixture, const char *voice, const char *text)
{
    struct speech speech = speech_make(voice, text);
    assert_non_null(speech.samples);
    struct pp_heard heard = hear(fixture, speech.samples, speech.count, BLOCK);
    free(speech.samples);
    return heard;
}

static void hears_the_right_phrase(void **state)
{
    static const struct {
        const char *text, *id;
    } rows[] = {
        {"Ik voel me zo alleen.", "alone"},
        {"Het is druk in mijn hoofd.", "head"},
        {"Ik heb niemand om mee te praten.", "alone"},
        {"Dat zeg ik liever niet.", "none"},
        {"Ik heb nu hulp nodig.", "urgent"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct pp_heard heard = hear_text(*state, "nl+klatt2", rows[i].text);
        assert_in_range(heard.guess_count, 1, PP_MAX_GUESSES);
        assert_string_equal(phrases[heard.guesses[0].phrase].id, rows[i].id);
        if (heard.decision != PP_HEARD_SURE)
            fail_msg("%s: not sure (%.3f)", rows[i].text, (double)heard.guesses[0].confidence);
        for (uint8_t g = 1; g < heard.guess_count; g++)
            assert_string_not_equal(phrases[heard.guesses[g].phrase].id, rows[i].id);
        assert_true(heard.seconds > 0.5F && heard.seconds < 4);
        assert_true(heard.snr_db > 10);
    }
}

static void is_never_sure_of_something_else(void **state)
{
    static const char *const texts[] = {
        "De trein naar Utrecht vertrekt om kwart over tien.",
        "Mag ik een kopje koffie met melk?",
        "Ik voel me prima vandaag.",
        "Mijn buurvrouw heeft een nieuwe hond.",
        "Waar is het toilet?",
        "Ik zoek mijn sleutels.",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct pp_heard heard = hear_text(*state, "nl+f2", texts[i]);
        if (heard.decision == PP_HEARD_SURE)
            fail_msg("%s: sure of %s", texts[i], phrases[heard.guesses[0].phrase].id);
    }
}

static bool same(const struct pp_heard *a, const struct pp_heard *b)
{
    if (a->decision != b->decision || a->guess_count != b->guess_count ||
        a->per_frame != b->per_frame || a->worst != b->worst || a->whole != b->whole ||
        a->margin != b->margin || a->seconds != b->seconds || a->snr_db != b->snr_db)
        return false;
    for (uint8_t i = 0; i < a->guess_count; i++) {
        if (a->guesses[i].phrase != b->guesses[i].phrase ||
            a->guesses[i].confidence != b->guesses[i].confidence)
            return false;
    }
    return true;
}

// Nothing of a visitor is left: who spoke before, how loud, and how the samples came in make no
// difference to the last digit.
static void forgets_who_spoke_before(void **state)
{
    struct fixture *fixture = *state;
    struct speech speech = speech_make("nl+klatt2", "Ik ben nieuw hier.");
    assert_non_null(speech.samples);
    struct pp_heard first = hear(fixture, speech.samples, speech.count, BLOCK);
    assert_int_equal(first.decision, PP_HEARD_SURE);
    static const struct {
        const char *voice, *text;
    } others[] = {
        {"nl+f2", "Ik voel me niet veilig."},
        {"nl+m3", "Waar is het toilet?"},
        {"nl+f5", "Het is druk in mijn hoofd."},
    };
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
        hear_text(fixture, others[i].voice, others[i].text);
        struct pp_heard again = hear(fixture, speech.samples, speech.count, BLOCK);
        assert_true(same(&first, &again));
    }
    static const size_t blocks[] = {1, 160, 4096, 100000};
    for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++) {
        struct pp_heard again = hear(fixture, speech.samples, speech.count, blocks[i]);
        assert_true(same(&first, &again));
    }
    assert_true(pp_recogniser_begin(fixture->recogniser));
    pp_recogniser_feed(fixture->recogniser, speech.samples, speech.count / 2);
    pp_recogniser_cancel(fixture->recogniser);
    struct pp_heard again = hear(fixture, speech.samples, speech.count, BLOCK);
    assert_true(same(&first, &again));
    free(speech.samples);
}

enum signal { NOTHING, ZEROS, FULL_SCALE, NOISE, CLICKS, TONE, CONSTANT };

static int16_t signal_at(enum signal signal, size_t i, uint32_t *random)
{
    *random = *random * 1664525 + 1013904223;
    switch (signal) {
    case FULL_SCALE:
        return i / 40 % 2 ? 32767 : -32768;
    case NOISE:
        return (int16_t)(*random >> 16);
    case CLICKS:
        return i % 8000 == 0 ? 30000 : 0;
    case TONE:
        return (int16_t)((int)(i % 36) * 800 - 14000);
    case CONSTANT:
        return 12000;
    default:
        return 0;
    }
}

static void says_no_to_what_is_no_speech(void **state)
{
    static const struct {
        enum signal signal;
        size_t count;
    } rows[] = {
        {NOTHING, 0},        {ZEROS, 1},          {ZEROS, 48000},    {FULL_SCALE, 48000},
        {NOISE, 48000},      {CLICKS, 80000},     {TONE, 48000},     {CONSTANT, 48000},
        {NOISE, 16000 * 20}, {ZEROS, 16000 * 20}, {FULL_SCALE, 700},
    };
    int16_t *samples = calloc(16000 * 20, sizeof(*samples));
    assert_non_null(samples);
    for (size_t row = 0; row < sizeof(rows) / sizeof(*rows); row++) {
        uint32_t random = 3;
        for (size_t i = 0; i < rows[row].count; i++)
            samples[i] = signal_at(rows[row].signal, i, &random);
        struct pp_heard heard = hear(*state, samples, rows[row].count, BLOCK);
        if (heard.decision != PP_HEARD_NO)
            fail_msg("row %zu: decision %d", row, (int)heard.decision);
    }
    free(samples);
}

static void refuses_bad_phrases_and_keeps_the_old(void **state)
{
    struct fixture *fixture = *state;
    struct pp_phrase bad[] = {{"a", "ik (ben", false}, {"b", "ik ben", false}};
    struct pp_report report = {0};
    assert_false(pp_recogniser_phrases(fixture->recogniser, bad, 2, &report));
    bad[0].jsgf = "ik ben 😀"; // no letters: not a word at all
    assert_true(pp_recogniser_phrases(fixture->recogniser, bad, 2, &report));
    assert_true(pp_recogniser_phrases(fixture->recogniser, phrases, COUNT, &report));
    bad[0].jsgf = "";
    assert_false(pp_recogniser_phrases(fixture->recogniser, bad, 2, &report));
    struct pp_heard heard = hear_text(fixture, "nl+klatt2", "Ik ben nieuw hier.");
    assert_int_equal(heard.decision, PP_HEARD_SURE);
    assert_string_equal(phrases[heard.guesses[0].phrase].id, "new");
    pp_report_finish(&report);
}

// With one meaning only there is nothing to be before; it is still refused when it is not said.
static void listens_for_one_meaning(void **state)
{
    struct fixture *fixture = *state;
    struct pp_report report = {0};
    assert_true(pp_recogniser_phrases(fixture->recogniser, phrases, 1, &report));
    struct pp_heard heard = hear_text(fixture, "nl+klatt2", "Ik voel me alleen.");
    assert_int_equal(heard.decision, PP_HEARD_SURE);
    assert_int_equal(heard.guess_count, 1);
    heard = hear_text(fixture, "nl+klatt2", "De trein naar Utrecht vertrekt om kwart over tien.");
    assert_int_not_equal(heard.decision, PP_HEARD_SURE);
    assert_true(pp_recogniser_phrases(fixture->recogniser, phrases, COUNT, &report));
}

static void needs_a_model(void **state)
{
    struct fixture *fixture = *state;
    struct pp_report report = {0};
    assert_null(pp_recogniser_create("/nowhere", fixture->lexicon, &report));
    assert_int_equal(report.errors, 1);
    assert_string_equal(report.items[0].file, "/nowhere");
    pp_report_finish(&report);
}

static void needs_phrases(void **state)
{
    struct fixture *fixture = *state;
    struct pp_report report = {0};
    struct pp_recogniser *recogniser = pp_recogniser_create(NULL, fixture->lexicon, &report);
    assert_non_null(recogniser);
    assert_false(pp_recogniser_begin(recogniser));
    const int16_t samples[100] = {0};
    pp_recogniser_feed(recogniser, samples, 100);
    struct pp_heard heard;
    pp_recogniser_end(recogniser, &heard);
    assert_int_equal(heard.decision, PP_HEARD_NO);
    pp_recogniser_cancel(recogniser);
    pp_recogniser_destroy(recogniser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hears_the_right_phrase),
        cmocka_unit_test(is_never_sure_of_something_else),
        cmocka_unit_test(forgets_who_spoke_before),
        cmocka_unit_test(says_no_to_what_is_no_speech),
        cmocka_unit_test(refuses_bad_phrases_and_keeps_the_old),
        cmocka_unit_test(listens_for_one_meaning),
        cmocka_unit_test(needs_a_model),
        cmocka_unit_test(needs_phrases),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
