#include "changed.h"

#include "conf/flow_load.h"

static bool load(struct pp_flow *flow, struct pp_arena *arena, const char *dir,
                 struct pp_report *report)
{
    bool loaded = pp_flow_load(flow, arena, dir, report);
    assert_int_equal(loaded, report->errors == 0);
    return loaded;
}

static void reads_everything(void **state)
{
    (void)state;
    static struct pp_flow flow;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    assert_true(load(&flow, &arena, GOOD_DIR, &report));
    assert_int_equal(flow.kind_count, 2);
    assert_string_equal(flow.kinds[0].tint, "lilac");
    assert_true(flow.kinds[0].peer && !flow.kinds[0].last_resort);
    assert_true(!flow.kinds[1].peer && flow.kinds[1].last_resort);
    assert_int_equal(flow.step_count, 12);
    assert_int_equal(flow.timings.idle, 120);
    assert_int_equal(flow.timings.warning, 30);
    assert_int_equal(flow.timings.bye, 8);
    assert_int_equal(flow.timings.repeat_ms, 500);
    assert_true(flow.confirm_stop);
    assert_int_equal(flow.ranking.fit, 10);
    assert_int_equal(flow.ranking.other_theme, 8);
    assert_int_equal(flow.ranking.per_5_minutes, 1);
    assert_int_equal(flow.ranking.walk_max, 8);
    assert_int_equal(flow.ranking.same_kind, 15);
    assert_int_equal(flow.step_of[PP_STEP_START], 0);
    assert_int_equal(flow.step_of[PP_STEP_QUESTION], 1);
    assert_int_equal(flow.step_of[PP_STEP_RESULTS], 4);
    assert_int_equal(flow.step_of[PP_STEP_BYE], 11);
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

static void links_steps_and_options(void **state)
{
    (void)state;
    static struct pp_flow flow;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    assert_true(load(&flow, &arena, GOOD_DIR, &report));
    const struct pp_step *happened = &flow.steps[1];
    assert_int_equal(flow.steps[0].next, 1);
    assert_int_equal(happened->next, 2);
    assert_int_equal(flow.steps[2].next, 4);
    assert_int_equal(flow.steps[3].next, 4); // a refining question leads back by itself
    assert_int_equal(flow.steps[4].next, PP_NONE);
    assert_true(happened->themed && !happened->refine && flow.steps[3].refine);
    assert_int_equal(happened->weight, PP_WEIGHT_CONFIRM);
    assert_int_equal(flow.steps[2].weight, PP_WEIGHT_HARMLESS);
    assert_int_equal(happened->option_count, 3);
    assert_int_equal(happened->options[0].worth[0], 5);
    assert_int_equal(happened->options[0].worth[1], -9);
    assert_int_equal(happened->options[1].worth[0], 0);
    assert_true(happened->options[0].quiet && !happened->options[0].bar);
    assert_true(happened->options[1].bar);
    assert_string_equal(happened->options[1].tint, "");
    assert_int_equal(happened->options[0].answers_step, PP_NONE);
    assert_int_equal(flow.steps[0].options[0].answers_step, 2);
    assert_int_equal(flow.steps[0].options[0].answers_option, 0);
    assert_int_equal(flow.steps[9].options[0].setting, PP_SETTING_LOUDER);
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

#define KINDS "kinds.yaml"
#define STEPS "conversation.yaml"

static const struct bad bads[] = {
    {KINDS, "id: group", "id: Group", 1, "kinds.id", "small letters"},
    {KINDS, "id: place", "id: group", 2, "kinds.group", "two kinds"},
    {KINDS, "icon: place, ", "", 2, "kinds.place.icon", "is missing"},
    {KINDS, "lilac", "purple", 1, "kinds.group.tint", "lilac"},
    {KINDS, "peer: true", "pear: true", 1, "kinds.group.pear", "\"peer\""},
    {KINDS, "peer: true", "peer: ja", 1, "kinds.group.peer", "true or false"},
    {KINDS, "last_resort: true", "last_resort: false", 0, "kinds", "last_resort: true"},
    {KINDS, "- {id: group", "- group\n- {id: group", 1, "kinds", "group of names"},
    {STEPS, "idle: 120", "idle: 5", 1, "timings.idle", "10 to 3600"},
    {STEPS, "idle: 120", "idle: long", 1, "timings.idle", "whole number"},
    {STEPS, ", bye: 8", "", 1, "timings.bye", "is missing"},
    {STEPS, "confirm_stop: true\n", "", 1, "confirm_stop", "is missing"},
    {STEPS, "  fit: 10\n", "  fit: 1000\n", 4, "ranking.fit", "0 to 100"},
    {STEPS, "  stale: 3\n", "", 3, "ranking.stale", "is missing"},
    {STEPS, "  stale: 3\n", "  stale: -3\n", 14, "ranking.stale", "0 to 100"},
    {STEPS, "steps:\n", "stages:\n", 16, "stages", "\"steps\""},
    {STEPS, "  - id: start\n", "  - id: st art\n", 17, "steps.id", "not an identifier"},
    {STEPS, "type: start", "type: begin", 18, "steps.start.type", "question, results"},
    {STEPS, "    next: happened\n", "", 17, "steps.start.next", "is missing"},
    {STEPS, "next: happened", "next: happend", 19, "steps.start", "\"happened\""},
    {STEPS, "next: happened", "next: bye", 19, "steps.start", "leads to a step of the type bye"},
    {STEPS, "next: happened", "next: phase", 40, "steps", "from the results only"},
    {STEPS, "need.other", "need.others", 21, "steps.start.options.for_other", "no answer"},
    {STEPS, "need.other", "nerd.other", 21, "steps.start.options.for_other", "\"need\""},
    {STEPS, "need.other", "need", 21, "steps.start.options.for_other", "need.for_other"},
    {STEPS, ", answers: need.other", "", 21, "steps.start.options.for_other.answers", "is missing"},
    {STEPS, ", answers: need.other", ", answers: need.other, worth: {group: 1}", 21,
     "steps.start.options.for_other.worth", "only options of questions"},
    {STEPS, "themed: true", "themes: true", 24, "steps.happened.themes", "\"themed\""},
    {STEPS, "weight: confirm", "weight: heavy", 25, "steps.happened.weight", "harmless, confirm"},
    {STEPS, "  next: need\n", "  next: happened\n", 16, "steps", "never leads to the results"},
    {STEPS, "group: 5", "gruop: 5", 32, "steps.happened.options.alone.worth", "\"group\""},
    {STEPS, "group: 5", "group: 10", 32, "steps.happened.options.alone.worth.group", "-9 to 9"},
    {STEPS, "group: 5", "group: \"5\"", 32, "steps.happened.options.alone.worth.group",
     "without quotes"},
    {STEPS, "{group: 5, place: -9}", "[group]", 32, "steps.happened.options.alone.worth",
     "must be a group"},
    {STEPS, "        icon: alone\n", "", 28, "steps.happened.options.alone.icon", "is missing"},
    {STEPS, "icon: alone", "icon: ../alone", 29, "steps.happened.options.alone.icon",
     "small letters"},
    {STEPS, "quiet: true", "quit: true", 31, "steps.happened.options.alone.quit", "\"quiet\""},
    {STEPS, "{id: money, icon: money}", "{id: alone, icon: money}", 34,
     "steps.happened.options.alone", "two options"},
    {STEPS, "{id: money, icon: money}", "money", 34, "steps.happened.options", "{id: ..., ...}"},
    {STEPS, "{id: money, icon: money}", "{id: money, icon: money, setting: theme}", 34,
     "steps.happened.options.money", "only options of the step settings"},
    {STEPS, "{id: money, icon: money}", "{id: money, icon: money, answers: need.other}", 34,
     "steps.happened.options.money", "only options of the start"},
    {STEPS, "    options:\n      - {id: calm, icon: calm}\n", "    options: []\n", 43,
     "steps.phase", "has no options"},
    {STEPS, "    options:\n      - {id: calm, icon: calm}\n", "", 40, "steps.phase.options",
     "is missing"},
    {STEPS, "    refine: true\n", "    refine: true\n    themed: true\n", 40, "steps",
     "two steps are themed"},
    {STEPS, "type: results}", "type: results, next: need}", 45, "steps.results",
     "only the start and questions"},
    {STEPS, "type: results}", "type: results, options: []}", 45, "steps.results", "has no options"},
    {STEPS, "type: results}", "type: results, refine: true}", 45, "steps.results",
     "only a question"},
    {STEPS, "{id: detail, type: detail}", "{id: detail, type: results}", 46, "steps",
     "a second step of the type results"},
    {STEPS, "  - {id: detail, type: detail}\n", "", 16, "steps",
     "there is no step of the type detail"},
    {STEPS, "{id: detail,", "{id: results,", 46, "steps", "two steps with the id results"},
    {STEPS, ", setting: louder", "", 53, "steps.settings.options.louder.setting", "is missing"},
    {STEPS, "setting: louder", "setting: loud", 53, "steps.settings.options.louder.setting",
     "louder, softer"},
    {STEPS, "  - {id: bye, type: bye}\n", "  - bye\n", 55, "steps", "group of names"},
};

static void names_what_is_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bads); i++) {
        static struct pp_flow flow;
        struct pp_arena arena = {0};
        struct pp_report report = {0};
        flow.step_count = 99;
        copy_good(KINDS, NULL, NULL);
        copy_good(STEPS, NULL, NULL);
        copy_good(bads[i].file, bads[i].from, bads[i].to);
        assert_false(load(&flow, &arena, PP_SCRATCH, &report));
        assert_int_equal(flow.step_count, 99);
        expect_problem(&report, &bads[i]);
        pp_report_finish(&report);
        pp_arena_finish(&arena);
    }
}

// `count` items made with `item`, which has one %d, behind `before`.
static void write_many(const char *name, const char *before, const char *item, int count,
                       const char *after)
{
    static char text[64 * 1024];
    size_t used = (size_t)snprintf(text, sizeof(text), "%s", before);
    for (int i = 0; i < count; i++) {
        const char *hole = strstr(item, "%d");
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%.*s%d%s", (int)(hole - item),
                                 item, i, hole + 2);
    }
    used += (size_t)snprintf(text + used, sizeof(text) - used, "%s", after);
    write_scratch(name, text, used);
}

static void refuses_more_than_fits(void **state)
{
    (void)state;
    static struct pp_flow flow;
    static const char kind[] = "- {id: k%d, icon: k, tint: sky, last_resort: true}\n";
    static const char step[] = "  - {id: s%d, type: question, next: results, options: []}\n";
    static const char option[] = "      - {id: o%d, icon: o}\n";
    static const char begin[] = "steps:\n  - id: a\n    type: question\n    options:\n";
    static const struct bad kinds = {KINDS, NULL, NULL, PP_MAX_KINDS + 1, "kinds", "64 kinds"};
    static const struct bad steps = {STEPS, NULL, NULL, PP_MAX_STEPS + 2, "steps", "24 steps"};
    static const struct bad options = {STEPS,     NULL,        NULL, PP_MAX_OPTIONS + 5,
                                       "steps.a", "24 options"};
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    copy_good(STEPS, NULL, NULL);
    write_many(KINDS, "", kind, PP_MAX_KINDS + 1, "");
    assert_false(load(&flow, &arena, PP_SCRATCH, &report));
    expect_problem(&report, &kinds);
    pp_report_finish(&report);
    copy_good(KINDS, NULL, NULL);
    write_many(STEPS, "steps:\n", step, PP_MAX_STEPS + 1, "");
    assert_false(load(&flow, &arena, PP_SCRATCH, &report));
    expect_problem(&report, &steps);
    pp_report_finish(&report);
    write_many(STEPS, begin, option, PP_MAX_OPTIONS + 1, "");
    assert_false(load(&flow, &arena, PP_SCRATCH, &report));
    expect_problem(&report, &options);
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

static void refuses_a_folder_without_the_files(void **state)
{
    (void)state;
    static struct pp_flow flow;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    assert_false(load(&flow, &arena, PP_SCRATCH "/absent", &report));
    assert_non_null(strstr(report.items[0].file, "absent/kinds.yaml"));
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_everything),
        cmocka_unit_test(links_steps_and_options),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(refuses_more_than_fits),
        cmocka_unit_test(refuses_a_folder_without_the_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
