#include "changed.h"

#include "conf/kiosk.h"

static void reads_everything(void **state)
{
    (void)state;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    struct pp_kiosk kiosk = {0};
    assert_true(pp_kiosk_load(&kiosk, &arena, GOOD_DIR "/kiosk.yaml", &report));
    assert_string_equal(kiosk.place, "The Willow");
    assert_string_equal(kiosk.host, "the host");
    assert_string_equal(kiosk.telephone_place, "at the desk");
    assert_string_equal(kiosk.address, "Willow Square 1");
    assert_true(kiosk.latitude > 52.49 && kiosk.latitude < 52.51);
    assert_true(kiosk.longitude > 5.24 && kiosk.longitude < 5.26);
    assert_string_equal(kiosk.doctor_number, "000 555 01 99");
    assert_string_equal(kiosk.zone, "Europe/Amsterdam");
    assert_int_equal(kiosk.school_region, 2);
    assert_int_equal(kiosk.language_count, 2);
    assert_string_equal(kiosk.languages[1], "en-GB");
    assert_true(kiosk.panel_width_mm > 216.9 && kiosk.panel_width_mm < 217.1);
    assert_true(kiosk.panel_height_mm > 136.4 && kiosk.panel_height_mm < 136.6);
    assert_true(kiosk.distance_mm > 699.9 && kiosk.distance_mm < 700.1);
    assert_true(kiosk.low_reach);
    assert_false(kiosk.speak);
    assert_true(kiosk.listen);
    assert_string_equal(kiosk.model, "/srv/model");
    assert_string_equal(kiosk.phones, "nl");
    assert_true(kiosk.speaker_gain_db > -3.6 && kiosk.speaker_gain_db < -3.4);
    assert_string_equal(kiosk.feed_url, "https://example.org/listings.csv");
    assert_string_equal(kiosk.keeper, "Sam");
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

static void has_defaults_for_what_may_be_left_out(void **state)
{
    (void)state;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    struct pp_kiosk kiosk = {0};
    static const char text[] = "place: {name: a, host: b, telephone: c, address: d, latitude: 1,\n"
                               "  longitude: 2, doctor_number: 000 11, school_region: noord}\n"
                               "languages: [nl]\n";
    write_scratch("kiosk.yaml", text, sizeof(text) - 1);
    assert_true(pp_kiosk_load(&kiosk, &arena, PP_SCRATCH "/kiosk.yaml", &report));
    assert_string_equal(kiosk.zone, "Europe/Amsterdam");
    assert_true(kiosk.speak && kiosk.listen && !kiosk.low_reach);
    assert_string_equal(kiosk.model, "");
    assert_string_equal(kiosk.phones, "en-us");
    assert_string_equal(kiosk.feed_url, "");
    assert_true(kiosk.distance_mm > 599 && kiosk.distance_mm < 601);
    assert_false(kiosk.panel_width_mm > 0);
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

static const struct bad bads[] = {
    {"kiosk.yaml", "  name: The Willow\n", "", 1, "place.name", "is missing"},
    {"kiosk.yaml", "The Willow", "\"\"", 2, "place.name", "is empty"},
    {"kiosk.yaml", "  host:", "  hots:", 3, "place.hots", "\"host\""},
    {"kiosk.yaml", "52.5", "52,5", 6, "place.latitude", "with a point"},
    {"kiosk.yaml", "52.5", "92.5", 6, "place.latitude", "-90 to 90"},
    {"kiosk.yaml", "5.25", "-181", 7, "place.longitude", "-180 to 180"},
    {"kiosk.yaml", "000 555 01 99", "ask", 8, "place.doctor_number", "digits"},
    {"kiosk.yaml", "Europe/Amsterdam", "/etc/passwd", 9, "place.timezone", "Europe/Amsterdam"},
    {"kiosk.yaml", "Europe/Amsterdam", "Europe/Amsterdan", 9, "place.timezone", "Europe/Amsterdam"},
    {"kiosk.yaml", "Europe/Amsterdam", "../../x", 9, "place.timezone", "Europe/Amsterdam"},
    {"kiosk.yaml", "zuid", "west", 10, "place.school_region", "noord, midden, zuid"},
    {"kiosk.yaml", "[nl, en-GB]", "nl", 11, "languages", "must be a list"},
    {"kiosk.yaml", "[nl, en-GB]", "[]", 11, "languages", "is empty"},
    {"kiosk.yaml", "[nl, en-GB]", "[nl, ../nl]", 11, "languages", "does not fit"},
    {"kiosk.yaml", "[nl, en-GB]", "[nl, [en]]", 11, "languages", "does not fit"},
    {"kiosk.yaml", "[nl, en-GB]", "[nl, nl]", 11, "languages", "twice"},
    {"kiosk.yaml", "[nl, en-GB]", "[a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y]", 11,
     "languages", "more than"},
    {"kiosk.yaml", "[217, 136.5]", "[217]", 13, "screen.panel_mm", "[width, height]"},
    {"kiosk.yaml", "[217, 136.5]", "[217, wide]", 13, "screen.panel_mm.height", "50 to 3000"},
    {"kiosk.yaml", "[217, 136.5]", "217", 13, "screen.panel_mm", "must be a list"},
    {"kiosk.yaml", "700", "far", 14, "screen.distance_mm", "200 to 3000"},
    {"kiosk.yaml", "low_reach: true", "low_reach: ja", 15, "screen.low_reach", "true or false"},
    {"kiosk.yaml", "speak: false", "speak: \"false\"", 17, "voice.speak", "without quotes"},
    {"kiosk.yaml", "phones: nl", "phones: ../nl", 20, "voice.phones", "config/phones/"},
    {"kiosk.yaml", "-3.5", "90", 21, "voice.gain_db", "-40 to 20"},
    {"kiosk.yaml", "https:", "http:", 23, "feed.url", "https://"},
    {"kiosk.yaml", "https://example.org/listings.csv", "https://", 23, "feed.url", "https://"},
    {"kiosk.yaml", "feed:\n", "feet:\n", 22, "feet", "\"feed\""},
    {"kiosk.yaml", "voice:\n", "voice: []\nvoices:\n", 16, "voice", "group of names"},
};

static void names_what_is_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bads); i++) {
        struct pp_arena arena = {0};
        struct pp_report report = {0};
        struct pp_kiosk kiosk = {.place = "before"};
        copy_good(bads[i].file, bads[i].from, bads[i].to);
        assert_false(pp_kiosk_load(&kiosk, &arena, PP_SCRATCH "/kiosk.yaml", &report));
        assert_string_equal(kiosk.place, "before");
        expect_problem(&report, &bads[i]);
        pp_report_finish(&report);
        pp_arena_finish(&arena);
    }
}

static void refuses_a_list(void **state)
{
    (void)state;
    struct pp_arena arena = {0};
    struct pp_report report = {0};
    struct pp_kiosk kiosk = {0};
    write_scratch("kiosk.yaml", "- a\n", 4);
    assert_false(pp_kiosk_load(&kiosk, &arena, PP_SCRATCH "/kiosk.yaml", &report));
    const struct bad bad = {"kiosk.yaml", NULL, NULL, 1, "", "group of names"};
    expect_problem(&report, &bad);
    pp_report_finish(&report);
    pp_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_everything),
        cmocka_unit_test(has_defaults_for_what_may_be_left_out),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(refuses_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
