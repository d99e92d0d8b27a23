#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <glob.h>
#include <math.h>

#include "listings/import.h"
#include "made_flow.h"
#include "same_rules.h"
#include "sys/clock.h"
#include "sys/file.h"

static struct pp_flow flow;
static struct pp_arena pack_arena;
static struct pp_pack keeper;

struct imported {
    struct pp_arena arena;
    struct pp_report report;
    struct pp_listing *listings;
    size_t count;
    bool fine;
};

static void import(struct imported *to, const char *text, size_t length)
{
    memset(to, 0, sizeof(*to));
    to->fine = pp_import_csv(text, length, "lijst.csv", &flow, &keeper, &to->arena, &to->listings,
                             &to->count, &to->report);
    if (!to->fine) {
        assert_null(to->listings);
        assert_true(to->report.errors > 0);
    }
}

static void finish(struct imported *imported)
{
    pp_arena_finish(&imported->arena);
    pp_report_finish(&imported->report);
}

#define HEAD "id,kind,name,summary"
#define ROW  "rouw,peer_group,Rouwcafé,Praten met anderen."

static void test_everything(void **state)
{
    (void)state;
    static const char text[] =
        "\xef\xbb\xbfname;id;kind;summary;welcome;first_time;themes;for_whom;where;address;"
        "hidden_address;directions;latitude;longitude;phone;website;closed;meetings;open;"
        "school_holidays;public_holidays;hours_note;walk_in;wheelchair;cost;languages;checked;"
        "ends\r\n"
        " Rouwcafé De Wilg ;rouw;peer_group;\"Praten; samen\";Fatma doet open;Luisteren mag;"
        "loss alone;Voor vrouwen;place;Wilgenplein 1;nee;Naast de bakker;52.1003;5.1002;"
        "000 555 01 23;https://voorbeeld.nl/rouw;2026-12-25;di 14:00-16:00;\"ma-vr 9-17\";dicht;"
        "open;Niet als het regent;bel eerst;deels;Gratis;nl tr ar;2026-11-02;2027-06-30\r\n";
    struct imported got;
    import(&got, text, sizeof(text) - 1);
    pp_report_print(&got.report, stderr);
    assert_true(got.fine);
    assert_int_equal(got.count, 1);
    const struct pp_listing *l = &got.listings[0];
    assert_string_equal(l->id, "rouw");
    assert_int_equal(l->kind, KIND_PEERS);
    assert_string_equal(l->name, "Rouwcafé De Wilg");
    assert_string_equal(l->summary, "Praten; samen");
    assert_string_equal(l->welcome, "Fatma doet open");
    assert_string_equal(l->first_time, "Luisteren mag");
    assert_int_equal(l->themes, 1U << LOSS | 1U << ALONE);
    assert_string_equal(l->for_whom, "Voor vrouwen");
    assert_int_equal(l->scope, PP_SCOPE_PLACE);
    assert_string_equal(l->address, "Wilgenplein 1");
    assert_false(l->hidden_address);
    assert_string_equal(l->directions, "Naast de bakker");
    assert_true(l->latitude == 52.1003 && l->longitude == 5.1002);
    assert_string_equal(l->phone, "000 555 01 23");
    assert_string_equal(l->website, "https://voorbeeld.nl/rouw");
    assert_true(l->closed_on_school_holidays && l->open_on_public_holidays);
    assert_string_equal(l->hours_note, "Niet als het regent");
    assert_int_equal(l->walk_in, PP_WALK_IN_CALL_FIRST);
    assert_int_equal(l->wheelchair, PP_WHEELCHAIR_PARTLY);
    assert_string_equal(l->cost, "Gratis");
    assert_string_equal(l->languages, "nl,tr,ar");
    assert_int_equal(l->checked, pp_day_from_date(2026, 11, 2));
    assert_int_equal(l->ends, pp_day_from_date(2027, 6, 30));
    // The order of the rules does not follow from that of the columns.
    assert_int_equal(l->rule_count, 7);
    assert_int_equal(l->rules[0].time_type, PP_TIME_OPEN);
    assert_int_equal(l->rules[5].time_type, PP_TIME_MEETING);
    assert_int_equal(l->rules[6].type, PP_RULE_CLOSED);
    finish(&got);
}

static void test_least(void **state)
{
    (void)state;
    struct imported got;
    import(&got, HEAD "\n\n" ROW "\n\n", strlen(HEAD "\n\n" ROW "\n\n"));
    assert_true(got.fine);
    assert_int_equal(got.count, 1);
    const struct pp_listing *l = &got.listings[0];
    assert_string_equal(l->welcome, "");
    assert_string_equal(l->languages, "");
    assert_true(isnan(l->latitude) && isnan(l->longitude));
    assert_int_equal(l->checked, INT32_MIN);
    assert_int_equal(l->ends, INT32_MAX);
    assert_int_equal(l->rule_count, 0);
    finish(&got);
}

struct bad {
    const char *text;
    unsigned line;
    const char *field;
    const char *what, *right; // parts of the message
};

// The header and a row with one column more.
#define WITH(column, value) HEAD "," column "\n" ROW "," value "\n"

static const struct bad bads[] = {
    {"", 0, "", "geen rijen", "kolommen"},
    {HEAD "\n", 0, "", "geen rijen", ""},
    {"\n" ROW, 1, "", "geen namen van kolommen", "id,kind,name,summary"},
    {"PK\x03\x04lijst", 0, "", "rekenblad", "CSV UTF-8"},
    {"<!DOCTYPE html><html>", 0, "", "webpagina", ""},
    {"\n  <html>", 0, "", "webpagina", "wifi"},
    {HEAD "\n" ROW "\ncaf\xe9,drop_in,Caf\xe9,Koffie\n", 3, "", "codering", "bewaar als UTF-8"},
    {"\xff\xfei\1d\1", 1, "", "codering", "bewaar als UTF-8"},
    {HEAD ",naam\n" ROW ",x\n", 1, "naam", "\"naam\" is niet bekend", "bedoel je name?"},
    {HEAD ",name\n" ROW ",x\n", 1, "name", "twee keer", "een"},
    {"id,kind,name\na,sport,b\n", 1, "summary", "\"summary\" ontbreekt", "voeg"},
    {HEAD "\nrouw,peer_group,Rouwcafé\n", 2, "", "3 vakjes en de eerste regel 4", "komma"},
    {HEAD "\n" ROW ",meer\n", 2, "", "5 vakjes", ""},
    {HEAD "\n\"rouw,peer_group\n", 2, "id", "nergens eindigt", ""},
    {HEAD "\nrouw,\"peer\"group,a,b\n", 2, "kind", "midden in een vakje", ""},
    {HEAD "\n,peer_group,a,b\n", 2, "id", "leeg", "vul het in"},
    {HEAD "\nRouw café,peer_group,a,b\n", 2, "id", "\"Rouw café\"", "kleine letter"},
    {HEAD "\n" ROW "\n" ROW "\n", 3, "id", "ook al op regel 2", "eigen id"},
    {HEAD "\nrouw,peergroup,a,b\n", 2, "kind", "\"peergroup\"", "bedoel je peer_group?"},
    {HEAD "\nrouw,sport,12345678901234567890123456789012345678901,b\n", 2, "name", "te lang",
     "hooguit 40"},
    {HEAD "\nrouw,sport,\"a\nb\",c\n", 2, "name", "meer dan een regel", "op een regel"},
    {HEAD "\nrouw,sport,a,\"b\nc\"\n", 2, "summary", "meer dan een regel", ""},
    {HEAD "\nrouw,sport,a\x07,b\n", 2, "name", "niet ziet", "opnieuw"},
    {HEAD "\nrouw,sport,a\xe2\x80\xae,b\n", 2, "name", "niet ziet", "opnieuw"},
    {WITH("themes", "loss alon"), 2, "themes", "\"alon\"", "bedoel je alone?"},
    {WITH("where", "thuis"), 2, "where", "\"thuis\"", "place, phone of online"},
    {WITH("hidden_address", "misschien"), 2, "hidden_address", "misschien", "ja of nee"},
    {WITH("school_holidays", "open"), 2, "school_holidays", "open", "dicht"},
    {WITH("public_holidays", "dicht"), 2, "public_holidays", "dicht", "open"},
    {WITH("walk_in", "soms"), 2, "walk_in", "soms", "bel eerst"},
    {WITH("wheelchair", "soms"), 2, "wheelchair", "soms", "deels"},
    {WITH("latitude", "52.1"), 2, "longitude", "alleen", "allebei"},
    {WITH("latitude", "\"52,1\""), 2, "latitude", "komma", "punt"},
    {WITH("latitude", "91"), 2, "latitude", "\"91\"", "-90 en 90"},
    {WITH("longitude", "181"), 2, "longitude", "\"181\"", "-180 en 180"},
    {WITH("latitude", "nan"), 2, "latitude", "\"nan\"", ""},
    {WITH("latitude", "0x10"), 2, "latitude", "\"0x10\"", ""},
    {WITH("phone", "bel maar"), 2, "phone", "\"bel maar\"", "cijfers"},
    {WITH("phone", "+-"), 2, "phone", "\"+-\"", "cijfers"},
    {WITH("website", "http://voorbeeld.nl"), 2, "website", "http://", "https://"},
    {WITH("website", "https://een twee.nl"), 2, "website", "https://", "spaties"},
    {WITH("languages", "nederlands"), 2, "languages", "nederlands", "nl tr ar"},
    {WITH("checked", "2-11-2026"), 2, "checked", "\"2-11-2026\"", "2026-11-02"},
    {WITH("checked", "2026-02-30"), 2, "checked", "bestaat", ""},
    {WITH("ends", "binnenkort"), 2, "ends", "binnenkort", ""},
    {WITH("open", "ma-vr 9:00"), 2, "open", "ontbreekt", "di 14:00-16:00"},
    {WITH("meetings", "dinsdag 9-10"), 2, "meetings", "\"dinsdag 9-10\"", "ma di wo"},
    {WITH("closed", "kerst"), 2, "closed", "\"kerst\"", "2026-12-24"},
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(bads) / sizeof(bads[0]); i++) {
        struct imported got;
        import(&got, bads[i].text, strlen(bads[i].text));
        assert_false(got.fine);
        const struct pp_problem *problem = &got.report.items[0];
        if (got.report.errors != 1 || problem->line != bads[i].line ||
            strcmp(problem->field, bads[i].field) != 0 || !strstr(problem->what, bads[i].what) ||
            !strstr(problem->remedy, bads[i].right)) {
            pp_report_print(&got.report, stderr);
            fail_msg("row %zu: %s", i, bads[i].text);
        }
        assert_string_equal(problem->file, "lijst.csv");
        finish(&got);
    }
}

// Everything that is wrong is named at once, not only the first.
static void test_all_named(void **state)
{
    (void)state;
    static const char text[] = HEAD ",open,checked\n"
                                    "A,xx,,b,ma,gisteren\n"
                                    "b,sport,ok,ok,,\n"
                                    "c,sport,ok,,ma 1-2,2026-13-01\n";
    struct imported got;
    import(&got, text, sizeof(text) - 1);
    assert_false(got.fine);
    assert_int_equal(got.report.errors, 7);
    finish(&got);
}

static void test_large(void **state)
{
    (void)state;
    struct imported got;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    fputs(HEAD "\nrouw,peer_group,a,\"", out);
    for (int i = 0; i < 5 << 20; i++)
        fputc('x', out);
    fputs("\"\n", out);
    fclose(out);
    import(&got, text, size);
    assert_false(got.fine);
    assert_int_equal(got.report.items[0].line, 2);
    assert_string_equal(got.report.items[0].field, "summary");
    assert_non_null(strstr(got.report.items[0].what, "4096"));
    finish(&got);
    free(text);

    out = open_memstream(&text, &size);
    fputs(HEAD "\n", out);
    for (int i = 0; i < PP_IMPORT_ROWS; i++)
        fprintf(out, "a%d,sport,Naam,Wat er is.\n", i);
    fflush(out);
    import(&got, text, size);
    assert_true(got.fine);
    assert_int_equal(got.count, PP_IMPORT_ROWS);
    finish(&got);
    fputs("b,sport,Naam,Wat er is.\n", out);
    fclose(out);
    import(&got, text, size);
    assert_false(got.fine);
    assert_int_equal(got.report.items[0].line, PP_IMPORT_ROWS + 2);
    assert_non_null(strstr(got.report.items[0].what, "20000 rijen"));
    finish(&got);
    free(text);

    text = calloc(1, PP_IMPORT_LIMIT + 1);
    assert_non_null(text);
    memset(text, 'x', PP_IMPORT_LIMIT + 1);
    import(&got, text, PP_IMPORT_LIMIT + 1);
    assert_false(got.fine);
    assert_non_null(strstr(got.report.items[0].what, "8 MiB"));
    finish(&got);
    free(text);
}

// A secret address is not kept, and the keeper is told.
static void test_hidden(void **state)
{
    (void)state;
    static const char text[] = HEAD ",address,hidden_address,directions,latitude,longitude\n" ROW
                                    ",Geheimstraat 9,ja,Bel aan,52.1,5.1\n";
    struct imported got;
    import(&got, text, sizeof(text) - 1);
    assert_true(got.fine);
    const struct pp_listing *l = &got.listings[0];
    assert_true(l->hidden_address);
    assert_string_equal(l->address, "");
    assert_string_equal(l->directions, "");
    assert_true(isnan(l->latitude) && isnan(l->longitude));
    assert_int_equal(got.report.warnings, 1);
    assert_string_equal(got.report.items[0].field, "hidden_address");
    finish(&got);
}

static void test_round_trip(void **state)
{
    (void)state;
    static const char text[] =
        HEAD ",themes,open,meetings,closed,latitude,longitude,languages,ends,walk_in,cost\n"
             "a,sport,\"Naam, met komma\",\"Zeg \"\"hoi\"\"\",loss money,"
             "\"ma-vr 9-12,13-17; za 20-2\",1e di 19:30-21,2026-12-25; 2026-12-27..2027-01-03,"
             "52.100345678901,-0.1,nl zh-Hant,2027-01-01,aanmelden,€ 2\n"
             "b,drop_in,B,C,,dag en nacht,even wo 14-16; 2026-12-24 10-12,,-90,180,,,,\n";
    struct imported first, again;
    import(&first, text, sizeof(text) - 1);
    assert_true(first.fine);
    char *csv = NULL;
    char *csv_again = NULL;
    size_t size = 0;
    size_t size_again = 0;
    FILE *out = open_memstream(&csv, &size);
    assert_true(pp_export_csv(out, &flow, first.listings, first.count));
    fclose(out);
    import(&again, csv, size);
    assert_true(again.fine);
    assert_int_equal(again.count, first.count);
    for (size_t i = 0; i < first.count; i++) {
        const struct pp_listing *a = &first.listings[i];
        const struct pp_listing *b = &again.listings[i];
        assert_string_equal(a->name, b->name);
        assert_string_equal(a->summary, b->summary);
        assert_string_equal(a->languages, b->languages);
        assert_true(a->latitude == b->latitude && a->longitude == b->longitude);
        assert_int_equal(a->themes, b->themes);
        assert_int_equal(a->ends, b->ends);
        assert_int_equal(a->rule_count, b->rule_count);
        assert_true(same_rules(a->rules, b->rules, a->rule_count));
    }
    out = open_memstream(&csv_again, &size_again);
    assert_true(pp_export_csv(out, &flow, again.listings, again.count));
    fclose(out);
    assert_int_equal(size, size_again);
    assert_memory_equal(csv, csv_again, size);
    free(csv);
    free(csv_again);
    finish(&first);
    finish(&again);
}

// Cut and mutated input: any answer is fine, a crash is not.
static void test_mutated(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (size_t round = 0; round < 2000; round++) {
        char text[1024];
        size_t size = 0;
        const char *from = bads[round % (sizeof(bads) / sizeof(bads[0]))].text;
        size = (size_t)snprintf(text, sizeof(text), "%s", from);
        for (int i = 0; i < 3 && size > 0; i++) {
            seed = seed * 1664525U + 1013904223U;
            text[(seed >> 8) % size] = (char)(seed >> 24);
        }
        struct imported got;
        import(&got, text, size);
        finish(&got);
    }
}

// Every key that the sources name must have both texts.
static size_t check_keys(const char *path)
{
    struct pp_report report = {0};
    size_t length = 0;
    size_t keys = 0;
    char *source = pp_file_read(path, 1 << 20, &length, &report);
    assert_non_null(source);
    for (char *at = strstr(source, "\"import."); at; at = strstr(at + 1, "\"import.")) {
        char key[64];
        snprintf(key, sizeof(key), "%.*s", (int)strcspn(at + 1, "\""), at + 1);
        if (strcmp(key, "import.") == 0)
            continue;
        keys++;
        if (!pp_pack_find(&keeper, "%s.what", key) || !pp_pack_find(&keeper, "%s.right", key))
            fail_msg("%s: no texts for %s in lang/keeper/nl.yaml", path, key);
    }
    free(source);
    return keys;
}

static void test_keys(void **state)
{
    (void)state;
    glob_t found;
    size_t keys = 0;
    assert_int_equal(glob(PP_SOURCE_DIR "/kiosk/listings/*.c", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        keys += check_keys(found.gl_pathv[i]);
    globfree(&found);
    assert_true(keys > 30);
}

// Every text is full and fills in nothing but what is known.
static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < keeper.count; i++) {
        const char *text = keeper.entries[i].text;
        if (strncmp(keeper.entries[i].path, "import.", 7) != 0)
            continue;
        assert_true(strlen(text) > 10);
        for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
            if (strncmp(at, "{given}", 7) != 0 && strncmp(at, "{nearest}", 9) != 0 &&
                strncmp(at, "{most}", 6) != 0)
                fail_msg("%s: %s", keeper.entries[i].path, text);
        }
    }
}

static int load(void **state)
{
    (void)state;
    struct pp_report report = {0};
    make_flow(&flow);
    bool fine = pp_texts_load(&keeper, &pack_arena, PP_SOURCE_DIR "/lang/keeper/nl.yaml", &report);
    pp_report_print(&report, stderr);
    pp_report_finish(&report);
    return fine ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    pp_arena_finish(&pack_arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything), cmocka_unit_test(test_least),
        cmocka_unit_test(test_refused),    cmocka_unit_test(test_all_named),
        cmocka_unit_test(test_large),      cmocka_unit_test(test_hidden),
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_mutated),
        cmocka_unit_test(test_keys),       cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
