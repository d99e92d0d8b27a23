#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "conf/flow_load.h"
#include "sys/clock.h"
#include "view/view.h"

struct fixture {
    struct pp_arena arena;
    struct pp_flow flow;
    struct pp_pack pack;
    const struct pp_pack *packs[1];
    struct pp_kiosk kiosk;
    struct pp_urgent urgent;
    struct pp_core core;
    struct pp_state state;
    struct pp_found found[PP_MAX_RESULTS];
    struct pp_view view;
    struct pp_hearables hearables;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct pp_report report = {0};
    if (!f || !pp_flow_load(&f->flow, &f->arena, PP_SOURCE_DIR "/config", &report) ||
        !pp_pack_load(&f->pack, &f->arena, PP_SOURCE_DIR "/lang", "nl", &f->flow, &report) ||
        !pp_kiosk_load(&f->kiosk, &f->arena, PP_SOURCE_DIR "/config/kiosk.yaml", &report) ||
        !pp_urgent_load(&f->urgent, &f->arena, PP_SOURCE_DIR "/config", &report)) {
        pp_report_print(&report, stderr);
        return 1;
    }
    f->packs[0] = &f->pack;
    f->core = (struct pp_core){
        .flow = &f->flow,
        .language_count = 1,
        .capacity = {.tiles = 6, .cards = 3},
        .text_pages = 2,
    };
    pp_state_init(&f->state, &f->core);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    pp_view_finish(&f->view);
    pp_hearables_finish(&f->hearables);
    pp_arena_finish(&f->arena);
    free(f);
    return 0;
}

static void describe(struct fixture *f)
{
    struct pp_view_source source = {
        .core = &f->core,
        .state = &f->state,
        .pack = &f->pack,
        .packs = f->packs,
        .kiosk = &f->kiosk,
        .urgent = &f->urgent,
        .found = f->found,
        .now = {.day = pp_day_from_date(2026, 11, 24), .minute = 780},
        .clock_trusted = true,
        .can_speak = true,
        .can_listen = true,
        .seconds_left = 30,
    };
    pp_view_build(&f->view, &source);
    pp_view_hearables(&f->hearables, &f->view, &source);
}

static void press(struct fixture *f, enum pp_input_type type, uint8_t arg)
{
    struct pp_input input = {.type = (uint8_t)type, .arg = arg};
    pp_converse(&f->state, &f->core, &input, 1000);
    describe(f);
}

static void answer(struct fixture *f, const char *option)
{
    const struct pp_step *step = &f->flow.steps[f->state.step];
    uint8_t index = pp_flow_find_option(step, option);
    assert_int_not_equal(index, PP_NONE);
    press(f, PP_INPUT_OPTION, index);
}

static bool is_said(const struct pp_view *view, const char *words)
{
    for (uint8_t i = 0; i < view->saying_count; i++) {
        if (strstr(view->sayings[i].text, words))
            return true;
    }
    return false;
}

static void test_start(void **state)
{
    struct fixture *f = *state;
    describe(f);
    assert_string_equal(f->view.screen, "start");
    assert_non_null(strstr(f->view.title, "Hoi"));
    assert_non_null(pp_view_control(&f->view, "begin"));
    assert_non_null(pp_view_control(&f->view, "option.for_other"));
    assert_non_null(pp_view_control(&f->view, "urgent"));
    assert_non_null(pp_view_control(&f->view, "talk"));
    assert_null(pp_view_control(&f->view, "back"));
    assert_null(pp_view_control(&f->view, "language")); // there is only one
}

// The order and the pages that interfaces.md promises.
static void test_the_pages_of_happened(void **state)
{
    struct fixture *f = *state;
    static const char *const pages[3][7] = {
        {"alone", "money", "head", "home", "care", "loss"},
        {"unsafe", "work", "conflict", "body", "new_here", "use"},
        {"nothing", "else"},
    };
    press(f, PP_INPUT_BEGIN, 0);
    assert_string_equal(f->view.title, "Wat is er met je gebeurd?");
    for (int page = 0; page < 3; page++) {
        char id[64];
        int number = 0;
        for (int i = 0; i < f->view.control_count; i++) {
            const struct pp_control *control = &f->view.controls[i];
            if (control->role != PP_ROLE_CHOICE)
                continue;
            snprintf(id, sizeof(id), "option.%s", pages[page][number]);
            assert_string_equal(control->id, id);
            assert_int_equal(control->number, ++number);
        }
        assert_int_equal(number, page < 2 ? 6 : 2);
        assert_non_null(pp_view_control(&f->view, "option.rather_not"));
        press(f, PP_INPUT_MORE, 0);
    }
    assert_int_equal(f->view.page, 0);
}

static void test_a_sensitive_answer_is_shown_but_not_said(void **state)
{
    struct fixture *f = *state;
    press(f, PP_INPUT_BEGIN, 0);
    press(f, PP_INPUT_TALK, 0);
    const struct pp_step *happened = &f->flow.steps[f->state.step];
    struct pp_input heard = {.type = PP_INPUT_HEARD,
                             .decision = PP_HEARD_SURE,
                             .guess_count = 1,
                             .guesses = {{PP_INPUT_OPTION, pp_flow_find_option(happened, "use")}}};
    pp_converse(&f->state, &f->core, &heard, 1000);
    describe(f);
    assert_string_equal(f->view.screen, "need");
    assert_non_null(strstr(f->view.notice, pp_pack_text(&f->pack, "options.happened.use.label")));
    assert_int_equal(f->view.notice_sayings, 0);
    assert_false(is_said(&f->view, f->view.notice));
    assert_true(is_said(&f->view, "Wat heb je nodig?"));
}

static void test_a_sensitive_guess_is_asked_about_without_naming_it(void **state)
{
    struct fixture *f = *state;
    press(f, PP_INPUT_BEGIN, 0);
    press(f, PP_INPUT_TALK, 0);
    const struct pp_step *happened = &f->flow.steps[f->state.step];
    const char *label = pp_pack_text(&f->pack, "options.happened.use.label");
    struct pp_input heard = {.type = PP_INPUT_HEARD,
                             .decision = PP_HEARD_ASK,
                             .guess_count = 1,
                             .guesses = {{PP_INPUT_OPTION, pp_flow_find_option(happened, "use")}}};
    pp_converse(&f->state, &f->core, &heard, 1000);
    describe(f);
    assert_string_equal(f->view.screen, "confirm");
    assert_string_equal(pp_view_control(&f->view, "option.use")->label, label);
    assert_false(is_said(&f->view, label));
    assert_true(is_said(&f->view, pp_pack_text(&f->pack, "screens.confirm.title")));
}

static void test_who_is_here_for_another_is_asked_about_them(void **state)
{
    struct fixture *f = *state;
    describe(f);
    answer(f, "for_other");
    assert_string_equal(f->view.title, "Wat is er met die ander gebeurd?");
}

static bool is_heard(const struct fixture *f, const char *id, const char *words)
{
    for (uint16_t i = 0; i < f->hearables.count; i++) {
        if (strcmp(f->hearables.items[i].id, id) == 0 &&
            strstr(f->hearables.items[i].phrase, words))
            return true;
    }
    return false;
}

static void test_every_page_can_be_said(void **state)
{
    struct fixture *f = *state;
    press(f, PP_INPUT_BEGIN, 0);
    assert_true(is_heard(f, "option.alone", "alleen"));
    assert_true(is_heard(f, "option.use", ""));
    assert_true(is_heard(f, "option.rather_not", ""));
    assert_true(is_heard(f, "option.alone", "een"));    // its number
    assert_false(is_heard(f, "option.use", "[nummer")); // not seen now: no number
    assert_true(is_heard(f, "back", ""));
    assert_true(is_heard(f, "urgent", ""));
    assert_true(f->hearables.count < PP_MAX_HEARABLES);
}

static struct pp_listing an_example(void)
{
    static const struct pp_rule rule = {.type = PP_RULE_WEEKLY,
                                        .weekday = 1,
                                        .every = 1,
                                        .from = 840,
                                        .until = 960,
                                        .time_type = PP_TIME_MEETING};
    return (struct pp_listing){
        .id = "koffie",
        .name = "Samen koffie",
        .summary = "Praten en koffie drinken.",
        .welcome = "Fatma doet open.",
        .first_time = "Je mag ook alleen luisteren.",
        .for_whom = "",
        .address = "Wilgenplein 1",
        .directions = "",
        .phone = "000 555 01 23",
        .website = "",
        .cost = "Gratis",
        .languages = "nl,tr",
        .hours_note = "",
        .walk_in = PP_WALK_IN_YES,
        .wheelchair = PP_WHEELCHAIR_YES,
        .latitude = NAN,
        .longitude = NAN,
        .checked = pp_day_from_date(2026, 11, 3),
        .rules = &rule,
        .rule_count = 1,
    };
}

static void give_results(struct fixture *f, uint8_t count)
{
    struct pp_input input = {.type = PP_INPUT_FOUND, .found_count = count};
    for (uint8_t i = 0; i < count; i++) {
        input.found[i] = i + 1u;
        f->found[i].listing = an_example();
        f->found[i].match = (struct pp_match){
            .row = i + 1u,
            .walk_minutes = 5,
            .because = {pp_flow_find_step(&f->flow, "happened"), PP_NONE},
            .opening = {.open = PP_OPEN_LATER,
                        .time_type = PP_TIME_MEETING,
                        .day = pp_day_from_date(2026, 11, 24),
                        .from = 840},
        };
    }
    pp_converse(&f->state, &f->core, &input, 1000);
    describe(f);
}

static void test_results_and_detail(void **state)
{
    struct fixture *f = *state;
    press(f, PP_INPUT_BEGIN, 0);
    answer(f, "alone");
    answer(f, "peers");
    give_results(f, 4);
    assert_int_equal(f->view.pages, 2);
    const struct pp_control *card = pp_view_control(&f->view, "result.1");
    assert_non_null(card);
    assert_string_equal(card->lines[1].text, "Vandaag om 14:00");
    assert_non_null(strstr(card->spoken, "twee uur"));
    assert_non_null(strstr(card->lines[3].text, "alleen"));
    assert_null(pp_view_control(&f->view, "result.4"));
    press(f, PP_INPUT_RESULT, 0);
    assert_string_equal(f->view.title, "Samen koffie");
    static const char *const facts[] = {
        "fact.kind",  "fact.summary",   "fact.when",       "fact.address",    "fact.walk",
        "fact.phone", "fact.walk_in",   "fact.welcome",    "fact.first_time", "fact.week",
        "fact.cost",  "fact.languages", "fact.wheelchair", "fact.checked"};
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
        if (!pp_view_control(&f->view, facts[i]))
            fail_msg("%s is not told", facts[i]);
    }
    f->found[0].listing.hidden_address = true;
    describe(f);
    assert_null(strstr(pp_view_control(&f->view, "fact.address")->label, "Wilgenplein"));
}

static void test_no_listings_is_not_an_empty_page(void **state)
{
    struct fixture *f = *state;
    press(f, PP_INPUT_BEGIN, 0);
    answer(f, "alone");
    answer(f, "peers");
    give_results(f, 0);
    assert_non_null(strstr(f->view.title, f->kiosk.host));
    assert_non_null(pp_view_control(&f->view, "fact.host"));
    // And it is said: not the sentence that invites to choose.
    assert_string_equal(f->view.sayings[0].text, f->view.title);
    // Another answer cannot find what is not there.
    assert_null(pp_view_control(&f->view, "refine"));
}

static void test_urgent_names_everything(void **state)
{
    struct fixture *f = *state;
    press(f, PP_INPUT_URGENT, 0);
    const struct pp_control *first = pp_view_control(&f->view, "number.danger");
    assert_non_null(first);
    assert_string_equal(first->lines[0].text, "112");
    assert_int_equal(f->view.pages, 2);
    assert_non_null(strstr(pp_view_control(&f->view, "fact.host")->label, f->kiosk.host));
    assert_non_null(pp_view_control(&f->view, "begin"));
    assert_true(is_said(&f->view, "een een twee"));
}

// No place in braces is left unfilled, nothing seen is empty, on any screen.
static void test_nothing_is_left_unfilled(void **state)
{
    struct fixture *f = *state;
    for (uint8_t step = 0; step < f->flow.step_count; step++) {
        pp_state_init(&f->state, &f->core);
        f->state.step = step;
        f->state.depth = 1;
        f->state.guess_count = 1;
        f->state.guesses[0] = (struct pp_meaning){PP_INPUT_BACK, 0};
        for (uint8_t notice = 0; notice < PP_NOTICES; notice++) {
            f->state.notice = notice;
            describe(f);
            assert_null(strchr(f->view.title, '{'));
            assert_null(strchr(f->view.notice, '{'));
            assert_true(f->view.title[0] != '\0');
            for (int i = 0; i < f->view.control_count; i++) {
                assert_null(strchr(f->view.controls[i].label, '{'));
                assert_null(strchr(f->view.controls[i].spoken, '{'));
                assert_true(f->view.controls[i].label[0] != '\0');
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_start, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_pages_of_happened, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_sensitive_answer_is_shown_but_not_said, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_sensitive_guess_is_asked_about_without_naming_it,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_is_here_for_another_is_asked_about_them, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_every_page_can_be_said, setup, teardown),
        cmocka_unit_test_setup_teardown(test_results_and_detail, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_listings_is_not_an_empty_page, setup, teardown),
        cmocka_unit_test_setup_teardown(test_urgent_names_everything, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_is_left_unfilled, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
