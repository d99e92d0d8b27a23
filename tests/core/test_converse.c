#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/flow_fixture.h"

struct kiosk {
    struct pp_flow flow;
    struct pp_core core;
    struct pp_state state;
    int64_t now;
    uint32_t effects;
};

static void kiosk_init(struct kiosk *kiosk)
{
    memset(kiosk, 0, sizeof(*kiosk));
    fix_flow(&kiosk->flow);
    kiosk->core = (struct pp_core){
        .flow = &kiosk->flow,
        .language_count = 3,
        .capacity = {.tiles = 6, .cards = 3},
        .text_pages = 2,
    };
    pp_state_init(&kiosk->state, &kiosk->core);
    kiosk->now = 1000;
}

static void give(struct kiosk *kiosk, const struct pp_input *input)
{
    kiosk->effects = pp_converse(&kiosk->state, &kiosk->core, input, kiosk->now);
    if (kiosk->effects & PP_EFFECT_SEARCH) {
        struct pp_input found = {
            .type = PP_INPUT_FOUND, .found_count = 5, .found = {7, 5, 3, 2, 1}};
        kiosk->effects |= pp_converse(&kiosk->state, &kiosk->core, &found, kiosk->now);
    }
}

static void press(struct kiosk *kiosk, enum pp_input_type type, uint8_t arg)
{
    struct pp_input input = {.type = (uint8_t)type, .arg = arg};
    give(kiosk, &input);
}

static void hear(struct kiosk *kiosk, enum pp_decision decision, enum pp_input_type type,
                 uint8_t arg)
{
    press(kiosk, PP_INPUT_TALK, 0);
    struct pp_input input = {.type = PP_INPUT_HEARD,
                             .decision = (uint8_t)decision,
                             .guess_count = type == PP_INPUT_NONE ? 0 : 1,
                             .guesses = {{(uint8_t)type, arg}}};
    give(kiosk, &input);
}

static void assert_fresh(const struct kiosk *kiosk)
{
    struct pp_state fresh;
    pp_state_init(&fresh, &kiosk->core);
    assert_memory_equal(&fresh, &kiosk->state, sizeof(fresh));
}

// Nobody does anything any more, on the start screen.
static void wait_out(struct kiosk *kiosk)
{
    assert_int_equal(kiosk->state.step, FIX_START);
    kiosk->now = kiosk->state.deadline;
    press(kiosk, PP_INPUT_TICK, 0);
}

static void to_results(struct kiosk *kiosk)
{
    press(kiosk, PP_INPUT_BEGIN, 0);
    press(kiosk, PP_INPUT_OPTION, 2);
    press(kiosk, PP_INPUT_OPTION, 1);
    assert_int_equal(kiosk->state.step, FIX_RESULTS);
}

static void test_walk_by_touch(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    assert_int_equal(kiosk.state.step, FIX_HAPPENED);
    press(&kiosk, PP_INPUT_MORE, 0);
    assert_int_equal(kiosk.state.page, 1);
    press(&kiosk, PP_INPUT_MORE, 0);
    assert_int_equal(kiosk.state.page, 0);
    press(&kiosk, PP_INPUT_OPTION, 7);
    assert_int_equal(kiosk.state.step, FIX_NEED);
    press(&kiosk, PP_INPUT_OPTION, 0);
    assert_int_equal(kiosk.state.step, FIX_RESULTS);
    assert_true(kiosk.effects & PP_EFFECT_SEARCH);
    assert_int_equal(kiosk.state.answers[FIX_HAPPENED], 8);
    assert_int_equal(kiosk.state.answers[FIX_NEED], 1);
    assert_int_equal(kiosk.state.result_count, 5);
    press(&kiosk, PP_INPUT_RESULT, 1);
    assert_int_equal(kiosk.state.step, FIX_DETAIL);
    assert_int_equal(kiosk.state.results[kiosk.state.result], 5);
    press(&kiosk, PP_INPUT_DONE, 0);
    assert_int_equal(kiosk.state.step, FIX_BYE);
    assert_true(kiosk.effects & PP_EFFECT_WIPE);
    press(&kiosk, PP_INPUT_TOUCH, 0);
    assert_fresh(&kiosk);
}

static void test_skip_and_undo(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    press(&kiosk, PP_INPUT_OPTION, FIX_SKIP);
    assert_int_equal(kiosk.state.step, FIX_NEED);
    press(&kiosk, PP_INPUT_OPTION, 4);
    press(&kiosk, PP_INPUT_BACK, 0);
    assert_int_equal(kiosk.state.step, FIX_NEED);
    assert_int_equal(kiosk.state.answers[FIX_NEED], 0);
    press(&kiosk, PP_INPUT_BACK, 0);
    assert_int_equal(kiosk.state.answers[FIX_HAPPENED], 0);
    press(&kiosk, PP_INPUT_BACK, 0);
    assert_int_equal(kiosk.state.step, FIX_START);
    press(&kiosk, PP_INPUT_BACK, 0);
    wait_out(&kiosk);
    assert_fresh(&kiosk);
}

static void test_for_other_skips_its_question(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_OPTION, 0);
    assert_int_equal(kiosk.state.step, FIX_HAPPENED);
    assert_true(pp_converse_for_other(&kiosk.state, &kiosk.core));
    press(&kiosk, PP_INPUT_OPTION, 0);
    assert_int_equal(kiosk.state.step, FIX_RESULTS);
    press(&kiosk, PP_INPUT_BACK, 0);
    press(&kiosk, PP_INPUT_BACK, 0);
    assert_false(pp_converse_for_other(&kiosk.state, &kiosk.core));
    wait_out(&kiosk);
    assert_fresh(&kiosk);
}

static void test_refine_returns_to_results(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    to_results(&kiosk);
    press(&kiosk, PP_INPUT_REFINE, 0);
    assert_int_equal(kiosk.state.step, FIX_STRENGTHS);
    press(&kiosk, PP_INPUT_OPTION, 1);
    assert_int_equal(kiosk.state.step, FIX_RESULTS);
    assert_true(kiosk.effects & PP_EFFECT_SEARCH);
    press(&kiosk, PP_INPUT_REFINE, 0);
    assert_int_equal(kiosk.state.step, FIX_RESULTS); // nothing more to ask
    press(&kiosk, PP_INPUT_BACK, 0);
    assert_int_equal(kiosk.state.step, FIX_STRENGTHS);
    assert_int_equal(kiosk.state.answers[FIX_STRENGTHS], 0);
}

static void test_detail_keeps_the_results(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    to_results(&kiosk);
    press(&kiosk, PP_INPUT_MORE, 0);
    press(&kiosk, PP_INPUT_RESULT, 4);
    press(&kiosk, PP_INPUT_BACK, 0);
    assert_int_equal(kiosk.state.step, FIX_RESULTS);
    assert_int_equal(kiosk.state.page, 1);
    assert_false(kiosk.effects & PP_EFFECT_SEARCH);
}

static void test_urgent_goes_on_to_the_search(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_URGENT, 0);
    assert_int_equal(kiosk.state.step, FIX_URGENT);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    assert_int_equal(kiosk.state.step, FIX_HAPPENED);
    press(&kiosk, PP_INPUT_OPTION, 3);
    press(&kiosk, PP_INPUT_URGENT, 0);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    assert_int_equal(kiosk.state.step, FIX_NEED);
    assert_int_equal(kiosk.state.answers[FIX_HAPPENED], 4);
}

static void test_timeout_warns_then_wipes(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    assert_int_equal(kiosk.state.deadline, 0);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    assert_int_equal(kiosk.state.deadline, kiosk.now + 120000);
    kiosk.now += 119999;
    press(&kiosk, PP_INPUT_TICK, 0);
    assert_int_equal(kiosk.state.step, FIX_HAPPENED);
    kiosk.now++;
    press(&kiosk, PP_INPUT_TICK, 0);
    assert_int_equal(kiosk.state.step, FIX_TIMEOUT);
    assert_true(kiosk.effects & PP_EFFECT_SAY);
    press(&kiosk, PP_INPUT_TOUCH, 0);
    assert_int_equal(kiosk.state.step, FIX_HAPPENED);
    kiosk.now += 120000;
    press(&kiosk, PP_INPUT_TICK, 0);
    int64_t end = kiosk.state.deadline;
    assert_int_equal(end, kiosk.now + 30000);
    kiosk.now += 5000;
    press(&kiosk, PP_INPUT_SPOKEN, 0); // the warning itself does not put off the end
    assert_int_equal(kiosk.state.deadline, end);
    kiosk.now = end;
    press(&kiosk, PP_INPUT_TICK, 0);
    assert_true(kiosk.effects & PP_EFFECT_WIPE);
    assert_fresh(&kiosk);
}

// A loudspeaker that died in the middle of a sentence: its end is never reported.
static void test_speech_that_never_ends_is_not_waited_for(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    press(&kiosk, PP_INPUT_READ_ALOUD, 0);
    int ticks = 0;
    while (kiosk.state.step != FIX_TIMEOUT && ticks < 20) {
        kiosk.now = kiosk.state.deadline;
        press(&kiosk, PP_INPUT_TICK, 0);
        ticks++;
    }
    assert_int_equal(ticks, 4);
    assert_true(kiosk.effects & PP_EFFECT_HUSH);
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    press(&kiosk, PP_INPUT_TALK, 0);
    kiosk.now = kiosk.state.deadline;
    press(&kiosk, PP_INPUT_TICK, 0);
    assert_int_equal(kiosk.state.step, FIX_TIMEOUT);
    assert_true(kiosk.effects & PP_EFFECT_UNLISTEN);
}

static void test_no_to_stopping_goes_on(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    hear(&kiosk, PP_HEARD_SURE, PP_INPUT_STOP, 0);
    press(&kiosk, PP_INPUT_NO, 0);
    assert_int_equal(kiosk.state.step, FIX_HAPPENED);
    assert_int_equal(kiosk.state.notice, PP_NOTICE_NONE);
    assert_int_equal(kiosk.state.misheard, 0);
}

// Results on their fourth page, then letters so small that there is only one.
static void test_a_page_that_is_gone(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    kiosk.core.capacity.cards = 1;
    to_results(&kiosk);
    for (int i = 0; i < 3; i++)
        press(&kiosk, PP_INPUT_MORE, 0);
    press(&kiosk, PP_INPUT_SETTINGS, 0);
    kiosk.core.capacity.cards = 3;
    press(&kiosk, PP_INPUT_BACK, 0);
    assert_int_equal(kiosk.state.page, 1);
}

static void test_a_changed_start_screen_forgets_too(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_LANGUAGE, 0);
    press(&kiosk, PP_INPUT_PICK_LANGUAGE, 2);
    assert_int_equal(kiosk.state.step, FIX_START);
    assert_int_equal(kiosk.state.language, 2);
    assert_true(kiosk.effects & PP_EFFECT_SETTINGS);
    kiosk.now = kiosk.state.deadline;
    press(&kiosk, PP_INPUT_TICK, 0);
    assert_fresh(&kiosk);
}

static void test_sure_acts_and_can_be_undone(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    hear(&kiosk, PP_HEARD_SURE, PP_INPUT_BEGIN, 0);
    assert_int_equal(kiosk.state.step, FIX_HAPPENED);
    assert_true(kiosk.effects & PP_EFFECT_SAY);
    hear(&kiosk, PP_HEARD_SURE, PP_INPUT_OPTION, 6); // on the second page
    assert_int_equal(kiosk.state.step, FIX_NEED);
    assert_int_equal(kiosk.state.notice, PP_NOTICE_UNDERSTOOD);
    assert_int_equal(kiosk.state.understood.arg, 6);
    assert_int_equal(kiosk.state.understood_step, FIX_HAPPENED);
    press(&kiosk, PP_INPUT_BACK, 0);
    assert_int_equal(kiosk.state.step, FIX_HAPPENED);
    assert_int_equal(kiosk.state.answers[FIX_HAPPENED], 0);
    assert_int_equal(kiosk.state.notice, PP_NOTICE_NONE);
}

static void test_doubt_is_asked_back(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    hear(&kiosk, PP_HEARD_ASK, PP_INPUT_OPTION, 1);
    assert_int_equal(kiosk.state.step, FIX_CONFIRM);
    assert_int_equal(kiosk.state.answers[FIX_HAPPENED], 0);
    press(&kiosk, PP_INPUT_NO, 0);
    assert_int_equal(kiosk.state.step, FIX_HAPPENED);
    assert_int_equal(kiosk.state.notice, PP_NOTICE_EXAMPLE);
    hear(&kiosk, PP_HEARD_ASK, PP_INPUT_OPTION, 1);
    hear(&kiosk, PP_HEARD_SURE, PP_INPUT_YES, 0);
    assert_int_equal(kiosk.state.step, FIX_NEED);
    assert_int_equal(kiosk.state.answers[FIX_HAPPENED], 2);
}

static void test_repair_ends_at_touch(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    hear(&kiosk, PP_HEARD_NO, PP_INPUT_OPTION, 1);
    assert_int_equal(kiosk.state.notice, PP_NOTICE_EXAMPLE);
    hear(&kiosk, PP_HEARD_NO, PP_INPUT_OPTION, 1);
    assert_int_equal(kiosk.state.step, FIX_CONFIRM); // the best, as pictures
    press(&kiosk, PP_INPUT_NO, 0);
    assert_int_equal(kiosk.state.notice, PP_NOTICE_TOUCH);
    hear(&kiosk, PP_HEARD_NO, PP_INPUT_NONE, 0);
    assert_int_equal(kiosk.state.step, FIX_HAPPENED);
    assert_int_equal(kiosk.state.notice, PP_NOTICE_TOUCH);
}

static void test_weighty_words_are_asked_back(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    hear(&kiosk, PP_HEARD_SURE, PP_INPUT_STOP, 0);
    assert_int_equal(kiosk.state.step, FIX_CONFIRM);
    press(&kiosk, PP_INPUT_YES, 0);
    assert_int_equal(kiosk.state.step, FIX_BYE);

    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_LANGUAGE, 0);
    hear(&kiosk, PP_HEARD_SURE, PP_INPUT_PICK_LANGUAGE, 1);
    assert_int_equal(kiosk.state.step, FIX_CONFIRM);
    press(&kiosk, PP_INPUT_YES, 0);
    assert_int_equal(kiosk.state.language, 1);
    assert_int_equal(kiosk.state.step, FIX_START);
}

static void test_help_asks_whether_there_is_danger(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    hear(&kiosk, PP_HEARD_SURE, PP_INPUT_HELP, 0);
    assert_int_equal(kiosk.state.step, FIX_CONFIRM);
    assert_true(kiosk.state.asking_danger);
    press(&kiosk, PP_INPUT_YES, 0);
    assert_int_equal(kiosk.state.step, FIX_URGENT);
    press(&kiosk, PP_INPUT_BACK, 0);
    hear(&kiosk, PP_HEARD_SURE, PP_INPUT_HELP, 0);
    press(&kiosk, PP_INPUT_NO, 0);
    assert_int_equal(kiosk.state.step, FIX_HAPPENED);
    assert_int_equal(kiosk.state.notice, PP_NOTICE_EXPLAIN);
}

static void test_a_touch_hushes_and_closes_the_ear(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_READ_ALOUD, 0);
    assert_int_equal(kiosk.state.voice, PP_VOICE_SPEAKING);
    press(&kiosk, PP_INPUT_TOUCH, 0);
    assert_true(kiosk.effects & PP_EFFECT_HUSH);
    press(&kiosk, PP_INPUT_READ_ALOUD, 0);
    press(&kiosk, PP_INPUT_READ_ALOUD, 0);
    assert_int_equal(kiosk.state.voice, PP_VOICE_QUIET);
    assert_false(kiosk.effects & PP_EFFECT_SAY);
    press(&kiosk, PP_INPUT_TALK, 0);
    assert_true(kiosk.effects & PP_EFFECT_LISTEN);
    press(&kiosk, PP_INPUT_TALK, 0);
    assert_true(kiosk.effects & PP_EFFECT_UNLISTEN);
    assert_int_equal(kiosk.state.voice, PP_VOICE_QUIET);
}

static void test_a_late_answer_of_the_recogniser_is_ignored(void **unused)
{
    (void)unused;
    struct kiosk kiosk;
    kiosk_init(&kiosk);
    press(&kiosk, PP_INPUT_BEGIN, 0);
    struct pp_state before = kiosk.state;
    struct pp_input late = {.type = PP_INPUT_HEARD,
                            .decision = PP_HEARD_SURE,
                            .guess_count = 1,
                            .guesses = {{PP_INPUT_OPTION, 1}}};
    give(&kiosk, &late);
    assert_int_equal(kiosk.effects, 0);
    assert_memory_equal(&before, &kiosk.state, sizeof(before));
}

// A small generator, so that a failing walk can be repeated.
static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static struct pp_input random_input(uint32_t *seed)
{
    struct pp_input input = {.type = (uint8_t)(next_random(seed) % (PP_INPUT_TYPES + 1)),
                             .arg = (uint8_t)(next_random(seed) % 12)};
    input.decision = (uint8_t)(next_random(seed) % 3);
    input.guess_count = (uint8_t)(next_random(seed) % 4);
    for (int i = 0; i < PP_MAX_GUESSES; i++)
        input.guesses[i] = (struct pp_meaning){(uint8_t)(next_random(seed) % PP_INPUT_TYPES),
                                               (uint8_t)(next_random(seed) % 12)};
    input.found_count = (uint8_t)(next_random(seed) % (PP_MAX_RESULTS + 3));
    return input;
}

static void assert_ways_out(const struct kiosk *at)
{
    struct kiosk copy = *at;
    copy.core.flow = &copy.flow;
    press(&copy, PP_INPUT_URGENT, 0);
    assert_int_equal(copy.state.step, FIX_URGENT);
    copy = *at;
    copy.core.flow = &copy.flow;
    if (copy.state.step != FIX_START)
        press(&copy, PP_INPUT_STOP, 0);
    if (copy.state.step != FIX_START)
        press(&copy, PP_INPUT_DONE, 0);
    assert_int_equal(copy.state.step, FIX_START);
    // And by waiting alone, from wherever: fresh again, byte for byte.
    copy = *at;
    copy.core.flow = &copy.flow;
    for (int i = 0; i < 8 && copy.state.deadline; i++) {
        press(&copy, PP_INPUT_SPOKEN, 0);
        press(&copy, PP_INPUT_DEAF, 0);
        copy.now = copy.state.deadline;
        press(&copy, PP_INPUT_TICK, 0);
    }
    assert_fresh(&copy);
}

static void test_any_order_of_inputs(void **unused)
{
    (void)unused;
    bool seen[FIX_STEPS] = {0};
    for (uint32_t walk = 1; walk <= 400; walk++) {
        struct kiosk kiosk;
        kiosk_init(&kiosk);
        kiosk.core.capacity.tiles = (uint8_t)(1 + walk % 6);
        uint32_t seed = walk * 2654435761u;
        for (int i = 0; i < 250; i++) {
            kiosk.now += next_random(&seed) % (i % 16 == 0 ? 300000 : 9000);
            struct pp_input input = random_input(&seed);
            give(&kiosk, &input);
            seen[kiosk.state.step] = true;
            assert_true(kiosk.state.step < FIX_STEPS);
            assert_true(kiosk.state.depth <= PP_TRAIL);
            assert_true(kiosk.state.page < pp_converse_pages(&kiosk.state, &kiosk.core));
            assert_true(kiosk.state.result_count <= PP_MAX_RESULTS);
            if (i % 5 == 0)
                assert_ways_out(&kiosk);
        }
    }
    for (int i = 0; i < FIX_STEPS; i++)
        assert_true(seen[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walk_by_touch),
        cmocka_unit_test(test_skip_and_undo),
        cmocka_unit_test(test_for_other_skips_its_question),
        cmocka_unit_test(test_refine_returns_to_results),
        cmocka_unit_test(test_detail_keeps_the_results),
        cmocka_unit_test(test_urgent_goes_on_to_the_search),
        cmocka_unit_test(test_timeout_warns_then_wipes),
        cmocka_unit_test(test_speech_that_never_ends_is_not_waited_for),
        cmocka_unit_test(test_no_to_stopping_goes_on),
        cmocka_unit_test(test_a_page_that_is_gone),
        cmocka_unit_test(test_a_changed_start_screen_forgets_too),
        cmocka_unit_test(test_sure_acts_and_can_be_undone),
        cmocka_unit_test(test_doubt_is_asked_back),
        cmocka_unit_test(test_repair_ends_at_touch),
        cmocka_unit_test(test_weighty_words_are_asked_back),
        cmocka_unit_test(test_help_asks_whether_there_is_danger),
        cmocka_unit_test(test_a_touch_hushes_and_closes_the_ear),
        cmocka_unit_test(test_a_late_answer_of_the_recogniser_is_ignored),
        cmocka_unit_test(test_any_order_of_inputs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
