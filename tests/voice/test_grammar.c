// Phrases as a graph: what is accepted, which phrase it is, what is refused and why.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "voice/grammar.h"
#include "voice/grammar_fsg.h"
#include "voice/words.h"

static const struct pp_phrase phrases[] = {
    {"alone", "ik (voel me | ben) [zo | heel] alleen", false},
    {"tired", "ik ben [zo] moe | moe", false},
    {"shop", "Zo'n grote E-mail, hé?", false},
    {"again", "ik ben alleen", false}, // the same words as "alone": the first counts
};
enum { COUNT = sizeof(phrases) / sizeof(*phrases) };

// The phrase that a row of words is, or -1; -2 when a word is not in the grammar.
static int find(const struct pp_grammar *grammar, const char *text)
{
    char word[PP_WORD_SIZE];
    long state = 0;
    while (pp_words_next(&text, word) > 0) {
        size_t i = 0;
        while (i < grammar->word_count && strcmp(grammar->words[i], word) != 0)
            i++;
        if (i == grammar->word_count)
            return -2;
        state = pp_grammar_step(grammar, (size_t)state, i);
        if (state < 0)
            return -1;
    }
    uint16_t phrase = grammar->accepts[state];
    return phrase == PP_NO_PHRASE ? -1 : phrase;
}

static void accepts_what_the_phrases_say(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int phrase;
    } rows[] = {
        {"ik voel me alleen", 0},
        {"ik ben heel alleen", 0},
        {"ik ben alleen", 0},
        {"ik ben zo moe", 1},
        {"moe", 1},
        {"ik ben moe", 1},
        {"zo'n grote e-mail hé", 2},
        {"ik ben", -1},
        {"ik voel me moe", -1},
        {"alleen ik", -1},
        {"ik ben zo heel moe", -1},
        {"", -1},
        {"koffie", -2},
    };
    struct pp_report report = {0};
    struct pp_grammar *grammar = pp_grammar_create(phrases, COUNT, &report);
    assert_non_null(grammar);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        if (find(grammar, rows[i].text) != rows[i].phrase)
            fail_msg("\"%s\" is %d, not %d", rows[i].text, find(grammar, rows[i].text),
                     rows[i].phrase);
    }
    pp_grammar_destroy(grammar);
}

static void shares_beginnings(void **state)
{
    (void)state;
    static const struct pp_phrase same[] = {{"a", "ik ben moe", false},
                                            {"b", "ik ben blij", false},
                                            {"c", "ik ben [heel] boos", false}};
    struct pp_report report = {0};
    struct pp_grammar *grammar = pp_grammar_create(same, 3, &report);
    assert_non_null(grammar);
    // start, ik, ben, moe, blij, boos, heel
    assert_int_equal(grammar->state_count, 7);
    assert_int_equal(grammar->arc_count, 7); // "boos" twice
    pp_grammar_destroy(grammar);
}

static void refuses_what_is_no_phrase(void **state)
{
    (void)state;
    static const struct {
        const char *jsgf, *what;
    } rows[] = {
        {"", "words are missing"},
        {"...", "words are missing"},
        {"ik (ben", "a ( is not closed"},
        {"ik [ben)", "a [ is not closed"},
        {"ik ben)", "a mark that does not belong"},
        {"ik | ", "words are missing"},
        {"ik () ben", "words are missing"},
        {"<ref> ben", "words are missing"},
        {"ik ben*", "a mark that does not belong"},
        {"ik /2/ ben", "a mark that does not belong"},
        {"[ik] [ben]", "everything may be left out"},
        {"ik \xff", "not UTF-8"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "too long"},
        {"((((((((((((((((((a))))))))))))))))))", "brackets are too deep"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct pp_phrase phrase = {"bad", rows[i].jsgf, false};
        struct pp_report report = {0};
        assert_null(pp_grammar_create(&phrase, 1, &report));
        assert_int_equal(report.errors, 1);
        assert_string_equal(report.items[0].field, "bad");
        if (!strstr(report.items[0].what, rows[i].what))
            fail_msg("\"%s\": %s", rows[i].jsgf, report.items[0].what);
        pp_report_finish(&report);
    }
    struct pp_report report = {0};
    assert_null(pp_grammar_create(phrases, 0, &report));
    pp_report_finish(&report);
}

// Optional words that could be combined without end are refused, not computed without end.
static void refuses_what_grows_too_large(void **state)
{
    (void)state;
    char texts[PP_MAX_PHRASES][PP_WORD_SIZE * 8];
    struct pp_phrase many[PP_MAX_PHRASES];
    for (size_t i = 0; i < PP_MAX_PHRASES; i++) {
        size_t used = 0;
        for (size_t word = 0; word < 45; word++)
            used +=
                (size_t)snprintf(texts[i] + used, sizeof(texts[i]) - used, "[a%zu%zu] ", i, word);
        snprintf(texts[i] + used, sizeof(texts[i]) - used, "b");
        many[i] = (struct pp_phrase){"many", texts[i], false};
    }
    struct pp_report report = {0};
    assert_null(pp_grammar_create(many, PP_MAX_PHRASES, &report));
    assert_int_equal(report.errors, 1);
    pp_report_finish(&report);
}

static size_t occurrences(const char *text, const char *what)
{
    size_t count = 0;
    while ((text = strstr(text, what))) {
        count++;
        text++;
    }
    return count;
}

static void writes_fsg_of_what_is_allowed(void **state)
{
    (void)state;
    struct pp_report report = {0};
    struct pp_grammar *grammar = pp_grammar_create(phrases, COUNT, &report);
    assert_non_null(grammar);
    unsigned char ways[32];
    memset(ways, 2, sizeof(ways));
    assert_true(grammar->word_count <= sizeof(ways));
    size_t length = 0;
    const bool tired[COUNT] = {false, true, false, false};
    char *text = pp_grammar_fsg(grammar, tired, ways, &length);
    assert_non_null(text);
    assert_int_equal(length, strlen(text));
    assert_non_null(strstr(text, " moe\n"));
    assert_non_null(strstr(text, " moe(2)\n"));
    assert_null(strstr(text, "alleen"));
    assert_null(strstr(text, "grote"));
    assert_int_equal(occurrences(text, " ben\n"), 1);
    free(text);
    const bool none[COUNT] = {false};
    assert_null(pp_grammar_fsg(grammar, none, ways, &length));
    pp_grammar_destroy(grammar);
}

static void finds_words_of_any_script(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } rows[] = {
        {"Ik voel me ALLEEN.", "ik|voel|me|alleen|"},
        {"  foto's, 's avonds -- ja-ja-", "foto's|s|avonds|ja-ja|"},
        {"“Zo’n É”", "zo'n|é|"},
        {"Привет, МИР!", "привет|мир|"},
        {"مرحبا، يا عالم؟", "مرحبا|يا|عالم|"},
        {"ÇOK güzel", "çok|güzel|"},
        {"मैं ठीक हूँ।", "मैं|ठीक|हूँ|"},
        {"?!.", ""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char got[256] = "";
        char word[PP_WORD_SIZE];
        const char *text = rows[i].text;
        size_t used = 0;
        while (pp_words_next(&text, word) > 0)
            used += (size_t)snprintf(got + used, sizeof(got) - used, "%s|", word);
        assert_string_equal(got, rows[i].words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_what_the_phrases_say),
        cmocka_unit_test(shares_beginnings),
        cmocka_unit_test(refuses_what_is_no_phrase),
        cmocka_unit_test(refuses_what_grows_too_large),
        cmocka_unit_test(writes_fsg_of_what_is_allowed),
        cmocka_unit_test(finds_words_of_any_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
