// What the decoders found, weighed: made ways through made sound.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "voice/judge.h"

enum { S = PP_SEGMENT_SILENCE, P = PP_SEGMENT_PHONE };

static struct pp_path path_of(const struct pp_segment *segments, size_t count)
{
    struct pp_path path = {.count = count};
    for (size_t i = 0; i < count; i++)
        path.segments[i] = segments[i];
    return path;
}

// Loud from frame 10 to 49.
static const struct pp_levels *levels(void)
{
    static struct pp_levels made;
    made.count = 60;
    made.threshold = 40;
    for (size_t i = 0; i < made.count; i++)
        made.frames[i] = i >= 10 && i < 50 ? 60 : 20;
    return &made;
}

static bool near_to(float a, double b)
{
    return fabs((double)a - b) < 0.01;
}

static void weighs_words_against_phones(void **state)
{
    (void)state;
    // Words from 10 to 39; the rest of what was loud went as noise.
    const struct pp_segment words[] = {
        {0, 9, -20, S}, {10, 29, -200, 0}, {30, 39, -300, 1}, {40, 49, -400, S}, {50, 59, -20, S}};
    const struct pp_segment phones[] = {{0, 9, -20, S}, {10, 49, -400, P}, {50, 59, -20, S}};
    struct pp_path grammar = path_of(words, 5);
    struct pp_path loop = path_of(phones, 3);
    struct pp_evidence evidence = {.margin = 3};
    pp_judge_weigh(&evidence, &grammar, &loop, levels());
    assert_true(near_to(evidence.per_frame, (-500 + 300) / 30.0));
    assert_true(near_to(evidence.worst, (-300 + 100) / (10 + 8.0)));
    assert_true(near_to(evidence.whole, (-900 + 400) / 30.0));
    assert_true(near_to(evidence.seconds, 0.3));
    assert_true(near_to(evidence.margin, 3));
    assert_int_equal(pp_judge_score(&grammar), -940);
}

static void survives_empty_and_endless_ways(void **state)
{
    (void)state;
    struct pp_path nothing = {.count = 0};
    struct pp_evidence evidence = {0};
    pp_judge_weigh(&evidence, &nothing, &nothing, levels());
    assert_true(evidence.seconds == 0);
    assert_true(pp_judge_confidence(&evidence) == 0);
    const struct pp_segment endless[] = {{0, 100000, -20, 0}};
    struct pp_path grammar = path_of(endless, 1);
    pp_judge_weigh(&evidence, &grammar, &nothing, levels());
    assert_true(isfinite(evidence.whole));
}

static void decides(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct pp_evidence evidence;
        enum pp_decision decision;
    } rows[] = {
        // Human speech, as measured.
        {"clear", {0, -10, -2, 30, 2}, PP_HEARD_SURE},
        {"a foreign accent", {0, -24, -13, 21, 4}, PP_HEARD_SURE},
        {"something else", {0, -31, -34, 3, 3}, PP_HEARD_NO},
        {"nothing like it", {0, -50, -48, 0, 5}, PP_HEARD_NO},
        // Two phrases that sound alike.
        {"one of two", {0, -15, -14, 2, 1}, PP_HEARD_ASK},
        {"the end was something else", {0, -15, -25, 15, 1}, PP_HEARD_ASK},
        {"no words", {0, 0, 0, 40, 0}, PP_HEARD_NO},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        float confidence = pp_judge_confidence(&rows[i].evidence);
        assert_true(confidence >= 0 && confidence <= 1);
        if (pp_judge_decide(confidence, false) != rows[i].decision)
            fail_msg("%s: %d with %.3f", rows[i].name, (int)pp_judge_decide(confidence, false),
                     (double)confidence);
    }
}

static void more_evidence_never_counts_against(void **state)
{
    (void)state;
    struct pp_evidence evidence = {0, -60, -60, -10, 1};
    float before = 0;
    for (int i = 0; i < 60; i++) {
        evidence.worst += 1;
        evidence.whole += 1;
        evidence.margin += 0.8F;
        float confidence = pp_judge_confidence(&evidence);
        assert_true(confidence >= before);
        before = confidence;
    }
    assert_true(before > 0.99F);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weighs_words_against_phones),
        cmocka_unit_test(survives_empty_and_endless_ways),
        cmocka_unit_test(decides),
        cmocka_unit_test(more_evidence_never_counts_against),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
