// Words as phones: the shipped table, alternatives and their order, spellings, and bad tables.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "voice/lexicon.h"
#include "voice/phones.h"

#define CONFIG PP_SOURCE_DIR "/config"

static bool has(const char *const *pronunciations, size_t count, const char *wanted)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(pronunciations[i], wanted) == 0)
            return true;
    }
    return false;
}

static void pronounces_dutch(void **state)
{
    (void)state;
    static const struct {
        const char *word, *first, *other;
    } rows[] = {
        {"huis", "HH AW S", "HH OY S"},        // œy
        {"goed", "HH UW T", "G UW T"},         // ɣ
        {"vuur", "V UW R", "F UW R"},          //
        {"put", "P AH T", "P UH T"},           // ɵ
        {"werk", "V EH R K", "W EH R K"},      // ʋ
        {"lopen", "L OW P AH N", "L OW P AH"}, // -en
        {"een", "AH N", "EY N"},               // said otherwise alone than in a sentence
        {"school", "S K OW L", "S HH OW L"},   // sx
    };
    struct pp_report report = {0};
    struct pp_lexicon *lexicon = pp_lexicon_create(CONFIG, "en-us", "nl", &report);
    pp_report_print(&report, stderr);
    assert_non_null(lexicon);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const char *got[PP_MAX_PRONUNCIATIONS];
        size_t count = pp_lexicon_word(lexicon, rows[i].word, got);
        assert_in_range(count, 1, PP_MAX_PRONUNCIATIONS);
        assert_string_equal(got[0], rows[i].first);
        if (!has(got, count, rows[i].other))
            fail_msg("%s is not also %s", rows[i].word, rows[i].other);
    }
    pp_lexicon_destroy(lexicon);
}

static void remembers_many_words(void **state)
{
    (void)state;
    struct pp_report report = {0};
    struct pp_lexicon *lexicon = pp_lexicon_create(CONFIG, "en-us", "nl", &report);
    assert_non_null(lexicon);
    const char *first[PP_MAX_PRONUNCIATIONS];
    size_t count = pp_lexicon_word(lexicon, "alleen", first);
    assert_true(count > 0);
    for (int i = 0; i < 600; i++) {
        const char *got[PP_MAX_PRONUNCIATIONS];
        char word[16];
        snprintf(word, sizeof(word), "ba%c%co", 'a' + i / 26, 'a' + i % 26);
        assert_true(pp_lexicon_word(lexicon, word, got) > 0);
    }
    const char *again[PP_MAX_PRONUNCIATIONS];
    assert_int_equal(pp_lexicon_word(lexicon, "alleen", again), count);
    assert_ptr_equal(first[0], again[0]); // the strings live as long as the lexicon
    pp_lexicon_destroy(lexicon);
}

// Every sound of the languages that visitors may choose has a phone.
static void knows_the_sounds_of_other_languages(void **state)
{
    (void)state;
    static const struct {
        const char *voice, *words[8];
    } rows[] = {
        {"tr", {"kendimi", "yalnız", "hissediyorum", "yardım", "çocuk", "öğretmen", "güzel"}},
        {"pl", {"czuję", "się", "samotny", "potrzebuję", "szczęście", "źle", "dźwięk"}},
        {"ar", {"أشعر", "بالوحدة", "أحتاج", "مساعدة", "طبيب", "ظهر", "غرفة"}},
        {"uk", {"почуваюся", "самотньо", "допомога", "щось", "їжа", "життя", "дзвін"}},
        {"en", {"alone", "thing", "there", "church", "measure", "bird", "near"}},
        {"de", {"fühle", "möchte", "brauche", "ich", "zwei", "pferd", "schön"}},
        {"fr", {"seul", "besoin", "vin", "blanc", "brun", "huit", "agneau"}},
        {"es", {"necesito", "ayuda", "gente", "niño", "perro", "calle", "agua"}},
        {"ro", {"singur", "nevoie", "ajutor", "pâine", "țară", "gheață", "ceai"}},
        {"bg", {"чувствам", "сам", "помощ", "ъгъл", "щастие", "живот", "цена"}},
        {"pt", {"sinto", "ajuda", "não", "mãe", "senhora", "filho", "chuva"}},
        {"hu", {"egyedül", "segítség", "gyerek", "nyár", "tyúk", "csésze", "őr"}},
        {"hi", {"अकेला", "मदद", "चाहिए", "पैसा", "घर", "थोड़ा", "बड़ा"}},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct pp_report report = {0};
        struct pp_lexicon *lexicon = pp_lexicon_create(CONFIG, "en-us", rows[i].voice, &report);
        assert_non_null(lexicon);
        for (size_t w = 0; w < 8 && rows[i].words[w]; w++) {
            const char *got[PP_MAX_PRONUNCIATIONS];
            if (pp_lexicon_word(lexicon, rows[i].words[w], got) == 0)
                fail_msg("%s: %s has the sound \"%s\"", rows[i].voice, rows[i].words[w],
                         pp_lexicon_unmapped(lexicon));
        }
        pp_lexicon_destroy(lexicon);
    }
}

static const char *write_table(const char *text)
{
    mkdir(PP_SCRATCH "/phones", 0777);
    FILE *out = fopen(PP_SCRATCH "/phones/made.yaml", "w");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
    return PP_SCRATCH;
}

#define HEAD "phones: [A, B, C]\nignore: [\"ˈ\"]\n"

static void orders_alternatives(void **state)
{
    (void)state;
    struct pp_phones table;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    const char *config = write_table(HEAD "sounds: {a: [A, B, C], ab: [C], b: [B, A]}\n"
                                          "endings: {ba: [B A, B]}\n");
    assert_true(pp_phones_load(&table, &arena, config, "made", &report));
    static const struct {
        const char *ipa, *first;
        size_t limit, count;
    } rows[] = {
        {"ab", "C", 6, 1},        // the longest sound
        {"ˈaˈb", "A B", 6, 6},    // marks are ignored
        {"ˈaˈb", "A B", 2, 2},    //
        {"aba", "C A", 6, 3},     // "ba" is no ending here: "ab" took its b
        {"bba", "B B A", 6, 4},   // but here
        {"(en)a(nl)", "A", 6, 3}, // a switch of language
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct pp_pronounced out = {.count = 0};
        const char *unmapped = NULL;
        assert_true(pp_phones_map(&table, rows[i].ipa, rows[i].limit, &out, &unmapped));
        assert_int_equal(out.count, rows[i].count);
        assert_string_equal(out.texts[0], rows[i].first);
    }
    struct pp_pronounced out = {.count = 0};
    const char *unmapped = NULL;
    assert_false(pp_phones_map(&table, "abx", 6, &out, &unmapped));
    assert_string_equal(unmapped, "x");
    pp_arena_finish(&arena);
}

static void tells_the_sound_that_is_missing(void **state)
{
    (void)state;
    struct pp_report report = {0};
    const char *config = write_table(HEAD "sounds: {a: [A]}\nendings: {}\n");
    struct pp_lexicon *lexicon = pp_lexicon_create(config, "made", "nl", &report);
    assert_non_null(lexicon);
    const char *got[PP_MAX_PRONUNCIATIONS];
    assert_int_equal(pp_lexicon_word(lexicon, "huis", got), 0);
    assert_string_equal(pp_lexicon_unmapped(lexicon), "h");
    assert_int_equal(pp_lexicon_word(lexicon, "...", got), 0);
    assert_string_equal(pp_lexicon_unmapped(lexicon), "");
    pp_lexicon_destroy(lexicon);
}

static void refuses_bad_tables(void **state)
{
    (void)state;
    static const struct {
        const char *text, *what;
    } rows[] = {
        {"[]\n", "not a map"},
        {"phones: [A]\n", "ignore"},
        {HEAD "sounds: {a: [D]}\nendings: {}\n", "not made of phones"},
        {HEAD "sounds: {a: [A  B]}\nendings: {}\n", "not made of phones"},
        {HEAD "sounds: {a: []}\nendings: {}\n", "not a list"},
        {HEAD "sounds: {a: [A, B, C, A, B]}\nendings: {}\n", "not a list"},
        {HEAD "sounds: {a: A}\nendings: {}\n", "not a list"},
        {HEAD "sounds: {a: [A]}\nendings: {}\nwords: {nl: [een]}\n", "not a map of words"},
        {HEAD "sounds: {a: [A]}\nendings: {}\nmore: 1\n", "more"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct pp_report report = {0};
        assert_null(pp_lexicon_create(write_table(rows[i].text), "made", "nl", &report));
        assert_true(report.errors > 0);
        bool named = false;
        for (size_t p = 0; p < report.count; p++)
            named = named || strstr(report.items[p].what, rows[i].what) ||
                    strstr(report.items[p].field, rows[i].what);
        if (!named)
            fail_msg("%s: %s: %s", rows[i].text, report.items[0].field, report.items[0].what);
        pp_report_finish(&report);
    }
    struct pp_report report = {0};
    assert_null(pp_lexicon_create(CONFIG, "../kiosk", "nl", &report));
    assert_null(pp_lexicon_create(CONFIG, "nowhere", "nl", &report));
    assert_int_equal(report.errors, 2);
    pp_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pronounces_dutch),
        cmocka_unit_test(remembers_many_words),
        cmocka_unit_test(knows_the_sounds_of_other_languages),
        cmocka_unit_test(orders_alternatives),
        cmocka_unit_test(tells_the_sound_that_is_missing),
        cmocka_unit_test(refuses_bad_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
