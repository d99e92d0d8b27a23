#include "changed.h"

#include "conf/flow_load.h"
#include "conf/pack.h"
#include "conf/pack_needs.h"

#define FILE_NAME "xx.yaml"

struct fixture {
    struct pp_flow flow;
    struct pp_arena arena;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    struct pp_report report = {0};
    bool loaded = pp_flow_load(&fixture.flow, &fixture.arena, GOOD_DIR, &report);
    pp_report_print(&report, stderr);
    pp_report_finish(&report);
    *state = &fixture;
    return loaded ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    pp_arena_finish(&fixture->arena);
    return 0;
}

static void finds_texts(void **state)
{
    const struct fixture *fixture = *state;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    struct pp_pack pack = {0};
    assert_true(pp_pack_load(&pack, &arena, GOOD_DIR, "xx", &fixture->flow, &report));
    assert_string_equal(pack.code, "xx");
    assert_string_equal(pack.name, "Testish");
    assert_string_equal(pack.voice, "en");
    assert_true(pack.rtl);
    assert_string_equal(pp_pack_find(&pack, "screens.%s.title", "bye"), "Title of bye");
    assert_null(pp_pack_find(&pack, "screens.%s.title_other", "bye"));
    assert_null(pp_pack_find(&pack, "screens"));
    assert_null(pp_pack_find(&pack, "%*s", 500, "x"));
    assert_string_equal(pp_pack_text(&pack, "controls.talk.listening"), "I listen");
    assert_string_equal(pp_pack_text(&pack, "controls.talk.absent"), "");
    assert_string_equal(pp_pack_item(&pack, 0, "days"), "mo");
    assert_string_equal(pp_pack_item(&pack, 6, "%s", "days"), "su");
    assert_null(pp_pack_item(&pack, 7, "days"));
    assert_null(pp_pack_item(&pack, 0, "date"));
    assert_string_equal(pp_pack_text(&pack, "settings.text_size.%d", 2), "largest");
    assert_string_equal(pp_pack_text(&pack, "settings.theme.%d", 2), "plain");
    for (size_t i = 1; i < pack.count; i++)
        assert_true(strcmp(pack.entries[i - 1].path, pack.entries[i].path) < 0);
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

#define HAPPENED "screens.happened.title"

static const struct bad bads[] = {
    {FILE_NAME, "code: xx", "code: nl", 2, "code", "write xx"},
    {FILE_NAME, "code: xx\n", "", 2, "code", "is missing"},
    {FILE_NAME, "direction: rtl", "direction: left", 5, "direction", "ltr, rtl"},
    {FILE_NAME, "voice: en\n", "voice:\n", 4, "voice", "has no text"},
    {FILE_NAME, "    title: Title of happened\n", "", 10, HAPPENED, "is missing"},
    {FILE_NAME, "Title of happened", "\"\"", 11, HAPPENED, "has no text"},
    {FILE_NAME, "Title of happened", "\"a\\tb\"", 11, HAPPENED, "control character"},
    {FILE_NAME, "Title of happened", "\"a\\u202eb\"", 11, HAPPENED, "control character"},
    {FILE_NAME, "Title of happened", "[a, b]", 11, HAPPENED, "must be one text"},
    {FILE_NAME, "Title of happened", "{a: b}", 11, "screens.happened.title.a", HAPPENED},
    {FILE_NAME, "    title: Title of happened", "    titel: Title", 11, "screens.happened.titel",
     HAPPENED},
    {FILE_NAME, "Title of happened", "\"{hots}?\"", 11, HAPPENED, "{place} {host}"},
    {FILE_NAME, "Title of happened", "\"{host\"", 11, HAPPENED, "a brace stands alone"},
    {FILE_NAME, "Title of happened", "\"host}\"", 11, HAPPENED, "a brace stands alone"},
    {FILE_NAME, "Title of happened", "\"{host}{}\"", 11, HAPPENED, "\"{}\" is not filled in"},
    {FILE_NAME, "Label alone", "\"{host}\"", 52, "options.happened.alone.label", "without braces"},
    {FILE_NAME, "  happened:\n", "  hapened:\n", 11, "screens.hapened.title", HAPPENED},
    {FILE_NAME, "    money:\n", "    monney:\n", 58, "options.happened.monney.label",
     "options.happened.money.label"},
    {FILE_NAME, "    money:\n", "    monney:\n", 50, "options.happened.money.hear", "add the list"},
    {FILE_NAME, "    title: Title of happened", "    a.b: Title", 11, "screens.happened",
     "\"a.b\" is not a name"},
    {FILE_NAME, "[i say alone, ", "[\"i say (alone\", ", 53, "options.happened.alone.hear",
     "not closed"},
    {FILE_NAME, "      hear: [i say alone, \"(yes | well) alone [please]\"]", "      hear: alone",
     53, "options.happened.alone.hear", "must be a list"},
    {FILE_NAME, "      hear: [i say alone, \"(yes | well) alone [please]\"]", "      hear: []", 53,
     "options.happened.alone.hear", "is missing"},
    {FILE_NAME, "  group: {name: group, explain: A group.}\n", "", 72, "kinds.group.explain",
     "is missing"},
    {FILE_NAME, "  place: {name: place,", "  plaice: {name: place,", 74, "kinds.plaice.name",
     "kinds.place.name"},
    {FILE_NAME, "    listening: I listen\n", "", 89, "controls.talk.listening", "is missing"},
    {FILE_NAME, "  louder: {label: Do louder, hear: [do louder]}\n", "  louder: {hear: [do it]}\n",
     120, "controls.louder.label", "is missing"},
    {FILE_NAME, "seven, eight, nine]", "seven, eight]", 126, "numbers", "it needs 9"},
    {FILE_NAME, "[mo, tu,", "[mo, tu, tu,", 170, "days", "has 8 texts"},
    {FILE_NAME, "days: [mo, tu, we, th, fr, sa, su]", "days: mo", 170, "days", "must be a list"},
    {FILE_NAME, "days: [mo, tu, we, th, fr, sa, su]",
     "days: {\"0\": a, \"1\": b, \"2\": c, \"3\": d, \"4\": e, \"5\": f, \"6\": g}", 170, "days.0",
     "nearest known path is days"},
    {FILE_NAME, "languages: {xx: Testish, ", "languages: {", 127, "languages.xx", "is missing"},
    {FILE_NAME, "languages: {xx: Testish, nl: Dutch}", "languages: {xx: Testish, nl: [a]}", 127,
     "languages.nl", "must be one text"},
    {FILE_NAME, "{name: Danger, when: In danger}", "{name: Danger}", 134,
     "urgent.numbers.danger.when", "is missing"},
    {FILE_NAME, "{seconds} seconds", "{minutes} minutes", 130, "timeout.left", "{seconds}"},
    {FILE_NAME, "  boxing_day: boxing_day\n", "", 191, "holidays.boxing_day", "is missing"},
};

static void names_what_is_wrong(void **state)
{
    const struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(bads); i++) {
        struct pp_arena arena = {0};
        struct pp_report report = {0};
        struct pp_pack pack = {.count = 7};
        copy_good(FILE_NAME, bads[i].from, bads[i].to);
        assert_false(pp_pack_load(&pack, &arena, PP_SCRATCH, "xx", &fixture->flow, &report));
        assert_int_equal(pack.count, 7);
        expect_problem(&report, &bads[i]);
        pp_report_finish(&report);
        pp_arena_finish(&arena);
    }
}

static void refuses_codes_that_are_no_file_names(void **state)
{
    const struct fixture *fixture = *state;
    static const char *const codes[] = {"", "../xx", "xx/yy", "-x", "xx.yaml", "zz"};
    for (size_t i = 0; i < COUNT(codes); i++) {
        struct pp_arena arena = {0};
        struct pp_report report = {0};
        struct pp_pack pack = {0};
        assert_false(pp_pack_load(&pack, &arena, GOOD_DIR, codes[i], &fixture->flow, &report));
        assert_int_equal(report.errors, 1);
        pp_report_finish(&report);
        pp_arena_finish(&arena);
    }
}

static void loads_texts_without_a_flow(void **state)
{
    (void)state;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    struct pp_pack texts = {.code = "before"};
    static const char good[] = "import:\n  bad_day: \"{text} is not a day\"\n  list: [a, b]\n";
    static const char bad[] = "import:\n  bad_day: \"a\\u0007\"\n";
    write_scratch("keeper.yaml", good, sizeof(good) - 1);
    assert_true(pp_texts_load(&texts, &arena, PP_SCRATCH "/keeper.yaml", &report));
    assert_null(texts.code);
    assert_string_equal(pp_pack_text(&texts, "import.bad_day"), "{text} is not a day");
    assert_string_equal(pp_pack_item(&texts, 1, "import.list"), "b");
    write_scratch("keeper.yaml", bad, sizeof(bad) - 1);
    assert_false(pp_texts_load(&texts, &arena, PP_SCRATCH "/keeper.yaml", &report));
    const struct bad problem = {"keeper.yaml", NULL, NULL, 2, "import.bad_day", "control"};
    expect_problem(&report, &problem);
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

static void finds_nothing_in_an_empty_pack(void **state)
{
    (void)state;
    const struct pp_pack pack = {0};
    assert_null(pp_pack_find(&pack, "a"));
    assert_null(pp_pack_item(&pack, 0, "a"));
    assert_string_equal(pp_pack_text(&pack, "a"), "");
}

static void judges_phrases(void **state)
{
    (void)state;
    static const struct {
        const char *phrase;
        bool good;
    } cases[] = {
        {"ik ben alleen", true},
        {"'s avonds", true},
        {"caf\xc3\xa9 [nu]", true},
        {"(ja | nee [hoor]) 5", true},
        {"a | b c", true},
        {"[a] (b | [c] d)", true},
        {"", false},
        {"  ", false},
        {"(", false},
        {"a)", false},
        {"(a]", false},
        {"[a", false},
        {"a | ", false},
        {"| a", false},
        {"(a | ) b", false},
        {"() a", false},
        {"a, b", false},
        {"a.", false},
        {"<a>", false},
        {"a*", false},
        {"{a}", false},
        {"a = b;", false},
        {"[a]", false},           // silence
        {"[a] | b", false},       // silence
        {"([a] | b) [c]", false}, // silence
        {"((((((((((a))))))))))", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        if ((pp_phrase_problem(cases[i].phrase) == NULL) != cases[i].good)
            fail_msg("\"%s\"", cases[i].phrase);
    }
}

static void fills_places_in_braces(void **state)
{
    (void)state;
    static const struct pp_fill fills[] = {{"n", "5"}, {"name", "{n}"}, {"none", ""}};
    static const struct {
        const char *text;
        const char *filled;
    } cases[] = {
        {"", ""},           {"no braces", "no braces"},   {"{n} minutes", "5 minutes"},
        {"{n}{n}", "55"},   {"{name}!", "{n}!"}, // what is filled in is not looked at again
        {"a{none}b", "ab"}, {"{other} {n", "{other} {n"}, {"{{n}}", "{5}"},
    };
    struct pp_arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(pp_fill(&arena, cases[i].text, fills, COUNT(fills)), cases[i].filled);
    assert_string_equal(pp_fill(&arena, "{n}", NULL, 0), "{n}");
    pp_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_texts),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(refuses_codes_that_are_no_file_names),
        cmocka_unit_test(loads_texts_without_a_flow),
        cmocka_unit_test(finds_nothing_in_an_empty_pack),
        cmocka_unit_test(judges_phrases),
        cmocka_unit_test(fills_places_in_braces),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
