#include "changed.h"

#include "conf/yaml.h"

#define FILE_NAME "test.yaml"
#define FILE_PATH PP_SCRATCH "/" FILE_NAME
#define MARK      "\xef\xbb\xbf"

struct loaded {
    struct pp_arena arena;
    struct pp_report report;
    const struct pp_yaml *root;
};

static struct loaded load_bytes(const char *bytes, size_t length)
{
    struct loaded loaded = {0};
    write_scratch(FILE_NAME, bytes, length);
    loaded.root = pp_yaml_read(&loaded.arena, FILE_PATH, &loaded.report);
    return loaded;
}

static struct loaded load(const char *text)
{
    return load_bytes(text, strlen(text));
}

static void finish(struct loaded *loaded)
{
    pp_report_finish(&loaded->report);
    pp_arena_finish(&loaded->arena);
}

static void reads_a_tree_with_lines(void **state)
{
    (void)state;
    struct loaded loaded = load("# first\n"
                                "a: plain text\n"
                                "b: [x, 'y']\n"
                                "c:\n"
                                "  d: \"1\"\n"
                                "  e: >\n"
                                "    folded\n"
                                "    text\n"
                                "f: {}\n");
    assert_non_null(loaded.root);
    assert_int_equal(loaded.report.errors, 0);
    assert_int_equal(loaded.root->type, PP_YAML_MAP);
    assert_int_equal(loaded.root->count, 4);
    const struct pp_yaml *a = pp_yaml_get(loaded.root, "a");
    assert_string_equal(a->value, "plain text");
    assert_true(a->plain);
    assert_int_equal(a->line, 2);
    const struct pp_yaml *b = pp_yaml_get(loaded.root, "b");
    assert_int_equal(b->type, PP_YAML_LIST);
    assert_int_equal(b->count, 2);
    assert_string_equal(b->items[1]->value, "y");
    assert_null(b->items[1]->key);
    assert_false(b->items[1]->plain);
    const struct pp_yaml *c = pp_yaml_get(loaded.root, "c");
    assert_int_equal(c->line, 4);
    assert_int_equal(pp_yaml_get(c, "d")->line, 5);
    assert_string_equal(pp_yaml_get(c, "e")->value, "folded text");
    assert_int_equal(pp_yaml_get(loaded.root, "f")->count, 0);
    assert_null(pp_yaml_get(loaded.root, "g"));
    assert_null(pp_yaml_get(b, "x"));
    finish(&loaded);
}

static void takes_what_editors_write(void **state)
{
    (void)state;
    static const char *const texts[] = {
        (MARK "a: b\n"), // byte-order mark
        "a: b\r\n",      // line ends of Windows
        (MARK "# x\r\na: b"), "---\na: b\n...\n", "a: b #\tc\n",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct loaded loaded = load(texts[i]);
        pp_report_print(&loaded.report, stderr);
        assert_non_null(loaded.root);
        assert_string_equal(pp_yaml_get(loaded.root, "a")->value, "b");
        finish(&loaded);
    }
}

static void names_what_is_broken(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned line;
        const char *says;
    } cases[] = {
        {"", 0, "is empty"},
        {"# nothing\n", 0, "is empty"},
        {"a: b\nc: [d\n", 3, "bracket"},
        {"a: \"b\n\nc: d\n", 4, "close the quote"},
        {"a:\n\tb: c\n", 2, "spaces"},
        {"a:\n  b: c\n\td: e\n", 3, "spaces"},
        {"a: b: c\n", 1, "double quotes"},
        {"a: b\n c: d\n", 2, "indentation"},
        {"a: @b\n", 1, "double quotes"},
        {"a: b\nc: d\na: e\n", 3, "on line 1 too"},
        {"a: {b: 1, c: 2, b: 3}\n", 1, "twice"},
        {"a: &x b\n", 1, "anchors"},
        {"a: b\nc: *x\n", 2, "anchors"},
        {"a: !!str b\n", 1, "tag"},
        {"a: !x [b]\n", 1, "tag"},
        {"a: &y {b: c}\n", 1, "anchors"},
        {"&k a: b\n", 1, "anchors"},
        {"a: b\n---\nc: d\n", 2, "second document"},
        {"[a, b]: c\n", 1, "must be a word"},
        {"a: b\n\"\": c\n", 2, "must be a word"},
        {"a: b\xff\n", 1, "UTF-8"},
        {"a: b\nc: \xc3\n", 2, "UTF-8"},
        {"a: b\nc: \x01\n", 2, "control character"},
        {"a: \"\\0\"\n", 1, "NUL"},
        {"\"a\\0b\": c\n", 1, "NUL"},
        {"[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]\n", 1, "too deep"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct loaded loaded = load(cases[i].text);
        assert_null(loaded.root);
        assert_true(loaded.report.errors > 0);
        const struct pp_problem *problem = &loaded.report.items[0];
        if (problem->line != cases[i].line ||
            !(strstr(problem->what, cases[i].says) || strstr(problem->remedy, cases[i].says))) {
            pp_report_print(&loaded.report, stderr);
            fail_msg("case %zu: not line %u and \"%s\"", i, cases[i].line, cases[i].says);
        }
        assert_string_equal(problem->file, FILE_PATH);
        assert_true(problem->remedy[0]);
        finish(&loaded);
    }
}

static void refuses_nul_bytes_and_utf16(void **state)
{
    (void)state;
    struct loaded nul = load_bytes("a: b\n\0c: d\n", 11);
    assert_null(nul.root);
    assert_int_equal(nul.report.items[0].line, 2);
    finish(&nul);
    struct loaded utf16 = load_bytes("\xff\xfe"
                                     "a\0:\0 \0b\0",
                                     10);
    assert_null(utf16.root);
    assert_non_null(strstr(utf16.report.items[0].remedy, "UTF-8"));
    finish(&utf16);
}

static void allows_depth_up_to_the_limit(void **state)
{
    (void)state;
    char text[2 * PP_YAML_DEPTH + 1];
    size_t depth = PP_YAML_DEPTH - 1;
    memset(text, '[', depth);
    text[depth] = 'a';
    memset(text + depth + 1, ']', depth);
    text[2 * depth + 1] = '\0';
    struct loaded loaded = load(text);
    assert_non_null(loaded.root);
    finish(&loaded);
}

static void refuses_files_that_cannot_be_read(void **state)
{
    (void)state;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    assert_null(pp_yaml_read(&arena, PP_SCRATCH "/absent.yaml", &report));
    assert_null(pp_yaml_read(&arena, PP_SCRATCH, &report));
    assert_int_equal(report.errors, 2);
    pp_report_finish(&report);
}

static void refuses_huge_files(void **state)
{
    (void)state;
    size_t length = 5 * 1024 * 1024;
    char *text = malloc(length);
    assert_non_null(text);
    memset(text, 'a', length);
    struct loaded large = load_bytes(text, length);
    assert_null(large.root);
    assert_non_null(strstr(large.report.items[0].what, "larger"));
    finish(&large);
    // Small enough to be read, but with far more values than any file of ours.
    length = 1024 * 1024;
    for (size_t i = 0; i < length; i++)
        text[i] = "- \n"[i % 3];
    struct loaded many = load_bytes(text, length);
    assert_null(many.root);
    assert_non_null(strstr(many.report.items[0].what, "100000 values"));
    finish(&many);
    free(text);
}

// A square of the keys would take minutes here.
static void finds_a_double_among_many_keys(void **state)
{
    (void)state;
    enum { KEYS = 40000 };
    char *text = malloc(KEYS * 16);
    assert_non_null(text);
    size_t used = 0;
    for (int i = 0; i < KEYS; i++)
        used += (size_t)sprintf(text + used, "k%d: x\n", i);
    used += (size_t)sprintf(text + used, "k17: x\n");
    struct loaded loaded = load_bytes(text, used);
    assert_null(loaded.root);
    assert_int_equal(loaded.report.errors, 1);
    assert_int_equal(loaded.report.items[0].line, KEYS + 1);
    assert_non_null(strstr(loaded.report.items[0].what, "line 18"));
    finish(&loaded);
    free(text);
}

static const char values[] = "text: hello\n"
                             "empty: \"\"\n"
                             "null: ~\n"
                             "nothing:\n"
                             "lines: \"a\\nb\"\n"
                             "bidi: \"a\\u202eb\"\n"
                             "id: a_1\n"
                             "Bad: A-1\n"
                             "seven: 7\n"
                             "quoted: \"7\"\n"
                             "half: 0.5\n"
                             "comma: 0,5\n"
                             "yes: true\n"
                             "ja: yes\n"
                             "list: [a]\n"
                             "map: {a: b}\n";

static void reads_values(void **state)
{
    (void)state;
    static const char *const colours[] = {"red", "hello"};
    struct loaded loaded = load(values);
    const struct pp_yaml_source source = {FILE_PATH, &loaded.report};
    const struct pp_yaml *root = loaded.root;
    assert_non_null(root);
    const char *text = "before";
    long number = -1;
    double fraction = -1;
    bool yes = false;
    size_t choice = 9;
    assert_true(pp_yaml_string(&source, root, "", "text", true, &text));
    assert_string_equal(text, "hello");
    assert_true(pp_yaml_string(&source, root, "", "empty", false, &text));
    assert_string_equal(text, "");
    assert_true(pp_yaml_id(&source, root, "", "id", true, &text));
    assert_string_equal(text, "a_1");
    assert_true(pp_yaml_long(&source, root, "", "seven", true, 7, 7, &number));
    assert_int_equal(number, 7);
    assert_true(pp_yaml_double(&source, root, "", "half", true, 0, 1, &fraction));
    assert_true(fraction > 0.49 && fraction < 0.51);
    assert_true(pp_yaml_bool(&source, root, "", "yes", true, &yes));
    assert_true(yes);
    assert_true(pp_yaml_choice(&source, root, "", "text", true, colours, 2, &choice));
    assert_int_equal(choice, 1);
    assert_non_null(pp_yaml_list(&source, root, "", "list", true));
    assert_non_null(pp_yaml_map(&source, root, "", "map", true));
    // What may be absent and is absent is no problem.
    assert_false(pp_yaml_string(&source, root, "", "absent", false, &text));
    assert_null(pp_yaml_list(&source, root, "", "absent", false));
    assert_string_equal(text, "a_1");
    assert_int_equal(loaded.report.errors, 0);
    finish(&loaded);
}

enum reader { STRING, ID, LONG, DOUBLE, BOOL, CHOICE, LIST, MAP };

static bool read_value(const struct pp_yaml_source *source, const struct pp_yaml *root,
                       enum reader reader, const char *key)
{
    static const char *const colours[] = {"red", "blue"};
    const char *text = "before";
    long number = -1;
    double fraction = -1;
    bool yes = false;
    size_t choice = 9;
    bool read = false;
    switch (reader) {
    case STRING:
        read = pp_yaml_string(source, root, "top", key, true, &text);
        break;
    case ID:
        read = pp_yaml_id(source, root, "top", key, true, &text);
        break;
    case LONG:
        read = pp_yaml_long(source, root, "top", key, true, 1, 6, &number);
        break;
    case DOUBLE:
        read = pp_yaml_double(source, root, "top", key, true, 0, 1, &fraction);
        break;
    case BOOL:
        read = pp_yaml_bool(source, root, "top", key, true, &yes);
        break;
    case CHOICE:
        read = pp_yaml_choice(source, root, "top", key, true, colours, 2, &choice);
        break;
    case LIST:
        read = pp_yaml_list(source, root, "top", key, true) != NULL;
        break;
    case MAP:
        read = pp_yaml_map(source, root, "top", key, true) != NULL;
        break;
    }
    // Whatever was there stays.
    assert_string_equal(text, "before");
    assert_int_equal(number, -1);
    assert_true(fraction < 0);
    assert_false(yes);
    assert_int_equal(choice, 9);
    return read;
}

static void names_values_that_do_not_fit(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        const char *says;
        enum reader reader;
        unsigned line;
    } cases[] = {
        {"absent", "is missing", STRING, 1},       {"empty", "is empty", STRING, 2},
        {"null", "has no value", STRING, 3},       {"nothing", "has no value", STRING, 4},
        {"lines", "one line", STRING, 5},          {"bidi", "control", STRING, 6},
        {"list", "must be one value", STRING, 15}, {"map", "must be one value", STRING, 16},
        {"Bad", "small letters", ID, 8},           {"half", "not an identifier", ID, 11},
        {"seven", "from 1 to 6", LONG, 9},         {"quoted", "without quotes", LONG, 10},
        {"half", "whole number", LONG, 11},        {"text", "whole number", LONG, 1},
        {"seven", "from 0 to 1", DOUBLE, 9},       {"comma", "with a point", DOUBLE, 12},
        {"nothing", "has no value", DOUBLE, 4},    {"ja", "true or false", BOOL, 14},
        {"text", "red, blue", CHOICE, 1},          {"map", "must be a list", LIST, 16},
        {"text", "must be a list", LIST, 1},       {"list", "must be a group", MAP, 15},
        {"absent", "is missing", MAP, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct loaded loaded = load(values);
        const struct pp_yaml_source source = {FILE_PATH, &loaded.report};
        assert_false(read_value(&source, loaded.root, cases[i].reader, cases[i].key));
        char field[96];
        snprintf(field, sizeof(field), "top.%s", cases[i].key);
        const struct bad bad = {FILE_NAME, NULL, NULL, cases[i].line, field, cases[i].says};
        expect_problem(&loaded.report, &bad);
        assert_int_equal(loaded.report.errors, 1);
        finish(&loaded);
    }
}

static void names_the_nearest_known_key(void **state)
{
    (void)state;
    static const char *const known[] = {"name", "latitude", "longitude"};
    struct loaded loaded = load("name: a\nlatitute: 1\nlogitude: 2\n");
    const struct pp_yaml_source source = {FILE_PATH, &loaded.report};
    pp_yaml_only(&source, loaded.root, "place", known, COUNT(known));
    assert_int_equal(loaded.report.errors, 2);
    const struct bad first = {FILE_NAME, NULL, NULL, 2, "place.latitute", "\"latitude\""};
    const struct bad second = {FILE_NAME, NULL, NULL, 3, "place.logitude", "\"longitude\""};
    expect_problem(&loaded.report, &first);
    expect_problem(&loaded.report, &second);
    finish(&loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_tree_with_lines),
        cmocka_unit_test(takes_what_editors_write),
        cmocka_unit_test(names_what_is_broken),
        cmocka_unit_test(refuses_nul_bytes_and_utf16),
        cmocka_unit_test(allows_depth_up_to_the_limit),
        cmocka_unit_test(refuses_files_that_cannot_be_read),
        cmocka_unit_test(refuses_huge_files),
        cmocka_unit_test(finds_a_double_among_many_keys),
        cmocka_unit_test(reads_values),
        cmocka_unit_test(names_values_that_do_not_fit),
        cmocka_unit_test(names_the_nearest_known_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
