// Every configuration file and language pack that is shipped loads, and fast.
#include "changed.h"

#include <dirent.h>
#include <time.h>

#include "conf/calendar.h"
#include "conf/flow_load.h"
#include "conf/kiosk.h"
#include "conf/pack.h"
#include "conf/urgent.h"

#define CONFIG_DIR PP_SOURCE_DIR "/config"
#define LANG_DIR   PP_SOURCE_DIR "/lang"

struct all {
    struct pp_arena arena;
    struct pp_report report;
    struct pp_flow flow;
    struct pp_kiosk kiosk;
    struct pp_urgent urgent;
    struct pp_school_holidays holidays;
};

static bool load_all(struct all *all)
{
    struct pp_arena *arena = &all->arena;
    struct pp_report *report = &all->report;
    return pp_kiosk_load(&all->kiosk, arena, CONFIG_DIR "/kiosk.yaml", report) &&
           pp_flow_load(&all->flow, arena, CONFIG_DIR, report) &&
           pp_urgent_load(&all->urgent, arena, CONFIG_DIR, report) &&
           pp_school_holidays_load(&all->holidays, arena, CONFIG_DIR, report);
}

static bool load_pack(struct all *all, const char *code, struct pp_pack *pack)
{
    return pp_pack_load(pack, &all->arena, LANG_DIR, code, &all->flow, &all->report) &&
           pp_urgent_check_pack(&all->urgent, pack, &all->report);
}

static int set_up(void **state)
{
    static struct all all;
    *state = &all;
    bool loaded = load_all(&all);
    pp_report_print(&all.report, stderr);
    return loaded && all.report.errors + all.report.warnings == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    struct all *all = *state;
    pp_report_finish(&all->report);
    pp_arena_finish(&all->arena);
    return 0;
}

// Loads NAME.yaml of a folder; returns whether it is one and was fine.
typedef bool load_named(struct all *all, const char *path, const char *code);

static size_t load_folder(struct all *all, const char *dir, load_named *load)
{
    size_t loaded = 0;
    DIR *folder = opendir(dir);
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        const char *dot = strrchr(entry->d_name, '.');
        if (!dot || strcmp(dot, ".yaml") != 0)
            continue;
        char path[1024];
        char code[64];
        snprintf(path, sizeof(path), "%s/%s", dir, entry->d_name);
        snprintf(code, sizeof(code), "%.*s", (int)(dot - entry->d_name), entry->d_name);
        bool fine = load(all, path, code);
        pp_report_print(&all->report, stderr);
        if (!fine || all->report.errors + all->report.warnings > 0)
            fail_msg("%s does not load", path);
        loaded++;
    }
    closedir(folder);
    return loaded;
}

static bool load_named_pack(struct all *all, const char *path, const char *code)
{
    (void)path;
    struct pp_pack pack = {0};
    return load_pack(all, code, &pack);
}

static bool load_named_texts(struct all *all, const char *path, const char *code)
{
    (void)code;
    struct pp_pack texts = {0};
    return pp_texts_load(&texts, &all->arena, path, &all->report);
}

static void all_packs_load(void **state)
{
    assert_true(load_folder(*state, LANG_DIR, load_named_pack) > 0);
}

static void all_texts_for_keepers_load(void **state)
{
    assert_true(load_folder(*state, LANG_DIR "/keeper", load_named_texts) > 0);
}

static void the_kiosks_languages_have_a_pack(void **state)
{
    struct all *all = *state;
    for (uint8_t i = 0; i < all->kiosk.language_count; i++) {
        struct pp_pack pack = {0};
        assert_true(load_pack(all, all->kiosk.languages[i], &pack));
    }
}

// The order others script against.
static void options_are_in_the_agreed_order(void **state)
{
    const struct all *all = *state;
    static const char *const happened[] = {
        "alone",    "money", "head",     "home", "care",    "loss", "unsafe",    "work",
        "conflict", "body",  "new_here", "use",  "nothing", "else", "rather_not"};
    static const char *const need[] = {"listener",  "peers",    "papers",  "place",
                                       "activity",  "go_along", "learn",   "rest",
                                       "for_other", "else",     "not_sure"};
    const struct pp_step *steps[] = {
        &all->flow.steps[pp_flow_find_step(&all->flow, "happened")],
        &all->flow.steps[pp_flow_find_step(&all->flow, "need")],
    };
    assert_int_equal(steps[0]->option_count, COUNT(happened));
    for (size_t i = 0; i < COUNT(happened); i++)
        assert_string_equal(steps[0]->options[i].id, happened[i]);
    assert_int_equal(steps[1]->option_count, COUNT(need));
    for (size_t i = 0; i < COUNT(need); i++)
        assert_string_equal(steps[1]->options[i].id, need[i]);
}

static void urgent_numbers_are_the_agreed_ones(void **state)
{
    const struct all *all = *state;
    static const char *const ids[] = {"danger",      "suicide",        "veilig_thuis", "doctor",
                                      "luisterlijn", "kindertelefoon", "korrelatie"};
    assert_int_equal(all->urgent.count, COUNT(ids));
    for (size_t i = 0; i < COUNT(ids); i++) {
        const struct pp_urgent_number *number = &all->urgent.numbers[i];
        assert_string_equal(number->id, ids[i]);
        assert_int_equal(number->confirmed, strcmp(ids[i], "korrelatie") != 0);
    }
    assert_string_equal(all->urgent.numbers[0].number, "112");
    assert_string_equal(all->urgent.numbers[3].number, "");
}

static void school_holidays_cover_two_years(void **state)
{
    const struct all *all = *state;
    for (int region = 0; region < PP_SCHOOL_REGIONS; region++)
        assert_int_equal(all->holidays.counts[region], 10);
}

static long cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// The first picture must stand soon after power-on: 15 ms of that are for loading. Counted in this
// process's own time, since other work on the machine says nothing about ours.
static void loading_is_fast(void **state)
{
    (void)state;
    enum { TIMES = 10, MOST_MS = 15 };
    static struct all all;
    long begin = cpu_ms();
    for (int i = 0; i < TIMES; i++) {
        struct pp_pack pack = {0};
        memset(&all, 0, sizeof(all));
        assert_true(load_all(&all));
        assert_true(load_pack(&all, "nl", &pack));
        pp_report_finish(&all.report);
        pp_arena_finish(&all.arena);
    }
    long each = (cpu_ms() - begin) / TIMES;
    print_message("everything loads in %ld ms\n", each);
    assert_true(each <= MOST_MS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_packs_load),
        cmocka_unit_test(all_texts_for_keepers_load),
        cmocka_unit_test(the_kiosks_languages_have_a_pack),
        cmocka_unit_test(options_are_in_the_agreed_order),
        cmocka_unit_test(urgent_numbers_are_the_agreed_ones),
        cmocka_unit_test(school_holidays_cover_two_years),
        cmocka_unit_test(loading_is_fast),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
