#include "conf/kiosk.h"

#include <string.h>

#include "conf/check.h"
#include "conf/yaml.h"
#include "sys/file.h"
#include "sys/paths.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const regions[PP_SCHOOL_REGIONS] = {"noord", "midden", "zuid"};

static void load_doctor(struct pp_kiosk *kiosk, const struct pp_yaml_source *source,
                        const struct pp_yaml *place)
{
    if (!pp_yaml_string(source, place, "place", "doctor_number", true, &kiosk->doctor_number))
        return;
    if (!pp_check_phone(kiosk->doctor_number))
        pp_yaml_problem(source, pp_yaml_get(place, "doctor_number"), "place.doctor_number",
                        "write the number with digits, spaces, + and - only",
                        "\"%.60s\" is not a telephone number", kiosk->doctor_number);
}

// The C library takes an unknown name for UTC without a word: every opening hour would be wrong.
static bool is_zone(const char *zone)
{
    char path[PP_PATH_MAX];
    return zone[0] && zone[0] != '/' && !strstr(zone, "..") && !strchr(zone, ' ') &&
           pp_path_join(path, "/usr/share/zoneinfo", zone) && pp_file_exists(path);
}

static void load_zone(struct pp_kiosk *kiosk, const struct pp_yaml_source *source,
                      const struct pp_yaml *place)
{
    kiosk->zone = "Europe/Amsterdam";
    if (!pp_yaml_string(source, place, "place", "timezone", false, &kiosk->zone))
        return;
    if (!is_zone(kiosk->zone))
        pp_yaml_problem(source, pp_yaml_get(place, "timezone"), "place.timezone",
                        "write a name such as Europe/Amsterdam; is tzdata installed?",
                        "\"%.60s\" is not a time zone of this machine", kiosk->zone);
}

static void load_place(struct pp_kiosk *kiosk, const struct pp_yaml_source *source,
                       const struct pp_yaml *root)
{
    static const char *const known[] = {"name",          "host",     "telephone",
                                        "address",       "latitude", "longitude",
                                        "doctor_number", "timezone", "school_region"};
    const struct pp_yaml *place = pp_yaml_map(source, root, "", "place", true);
    if (!place)
        return;
    pp_yaml_only(source, place, "place", known, COUNT(known));
    pp_yaml_string(source, place, "place", "name", true, &kiosk->place);
    pp_yaml_string(source, place, "place", "host", true, &kiosk->host);
    pp_yaml_string(source, place, "place", "telephone", true, &kiosk->telephone_place);
    pp_yaml_string(source, place, "place", "address", true, &kiosk->address);
    pp_yaml_double(source, place, "place", "latitude", true, -90, 90, &kiosk->latitude);
    pp_yaml_double(source, place, "place", "longitude", true, -180, 180, &kiosk->longitude);
    load_doctor(kiosk, source, place);
    load_zone(kiosk, source, place);
    size_t region = 0;
    if (pp_yaml_choice(source, place, "place", "school_region", true, regions, COUNT(regions),
                       &region))
        kiosk->school_region = (int)region;
}

static void add_language(struct pp_kiosk *kiosk, const struct pp_yaml_source *source,
                         const struct pp_yaml *item)
{
    if (item->type != PP_YAML_SCALAR || !pp_check_file_word(item->value)) {
        pp_yaml_problem(source, item, "languages",
                        "write the code of a language pack, such as nl for lang/nl.yaml",
                        "a code of a language does not fit");
        return;
    }
    for (uint8_t i = 0; i < kiosk->language_count; i++) {
        if (strcmp(kiosk->languages[i], item->value) == 0) {
            pp_yaml_problem(source, item, "languages", "name it once", "\"%s\" is there twice",
                            item->value);
            return;
        }
    }
    if (kiosk->language_count == PP_MAX_LANGUAGES) {
        pp_yaml_problem(source, item, "languages", "leave some out",
                        "has more than the %d languages that fit", PP_MAX_LANGUAGES);
        return;
    }
    kiosk->languages[kiosk->language_count++] = item->value;
}

static void load_languages(struct pp_kiosk *kiosk, const struct pp_yaml_source *source,
                           const struct pp_yaml *root)
{
    const struct pp_yaml *list = pp_yaml_list(source, root, "", "languages", true);
    if (!list)
        return;
    for (size_t i = 0; i < list->count; i++)
        add_language(kiosk, source, list->items[i]);
    if (list->count == 0)
        pp_yaml_problem(source, list, "languages", "name at least one: [nl]", "is empty");
}

static void load_panel(struct pp_kiosk *kiosk, const struct pp_yaml_source *source,
                       const struct pp_yaml *screen)
{
    const struct pp_yaml *list = pp_yaml_list(source, screen, "screen", "panel_mm", false);
    if (!list)
        return;
    // The readers want a name to find a value by; the items of this list get theirs here.
    struct pp_yaml values[2];
    struct pp_yaml *items[2] = {&values[0], &values[1]};
    const char *const names[2] = {"width", "height"};
    double sizes[2] = {0, 0};
    if (list->count != 2) {
        pp_yaml_problem(source, list, "screen.panel_mm", "write [width, height] in millimetres",
                        "has %zu numbers", list->count);
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        values[i] = *list->items[i];
        values[i].key = names[i];
    }
    const struct pp_yaml pair = {
        .type = PP_YAML_MAP, .line = list->line, .count = 2, .items = items};
    for (size_t i = 0; i < 2; i++)
        pp_yaml_double(source, &pair, "screen.panel_mm", names[i], true, 50, 3000, &sizes[i]);
    kiosk->panel_width_mm = sizes[0];
    kiosk->panel_height_mm = sizes[1];
}

static void load_screen(struct pp_kiosk *kiosk, const struct pp_yaml_source *source,
                        const struct pp_yaml *root)
{
    static const char *const known[] = {"panel_mm", "distance_mm", "low_reach"};
    kiosk->distance_mm = 600;
    const struct pp_yaml *screen = pp_yaml_map(source, root, "", "screen", false);
    if (!screen)
        return;
    pp_yaml_only(source, screen, "screen", known, COUNT(known));
    load_panel(kiosk, source, screen);
    pp_yaml_double(source, screen, "screen", "distance_mm", false, 200, 3000, &kiosk->distance_mm);
    pp_yaml_bool(source, screen, "screen", "low_reach", false, &kiosk->low_reach);
}

static void load_voice(struct pp_kiosk *kiosk, const struct pp_yaml_source *source,
                       const struct pp_yaml *root)
{
    static const char *const known[] = {"speak", "listen", "model", "phones", "gain_db"};
    kiosk->speak = true;
    kiosk->listen = true;
    kiosk->model = "";
    kiosk->phones = "en-us";
    const struct pp_yaml *voice = pp_yaml_map(source, root, "", "voice", false);
    if (!voice)
        return;
    pp_yaml_only(source, voice, "voice", known, COUNT(known));
    pp_yaml_bool(source, voice, "voice", "speak", false, &kiosk->speak);
    pp_yaml_bool(source, voice, "voice", "listen", false, &kiosk->listen);
    pp_yaml_string(source, voice, "voice", "model", false, &kiosk->model);
    pp_yaml_double(source, voice, "voice", "gain_db", false, -40, 20, &kiosk->speaker_gain_db);
    if (pp_yaml_string(source, voice, "voice", "phones", false, &kiosk->phones) &&
        !pp_check_file_word(kiosk->phones))
        pp_yaml_problem(source, pp_yaml_get(voice, "phones"), "voice.phones",
                        "write the name of a table in config/phones/, without .yaml",
                        "\"%.60s\" cannot be the name of a table", kiosk->phones);
}

static void load_feed(struct pp_kiosk *kiosk, const struct pp_yaml_source *source,
                      const struct pp_yaml *root)
{
    static const char *const known[] = {"url", "keeper"};
    kiosk->feed_url = "";
    kiosk->keeper = "";
    const struct pp_yaml *feed = pp_yaml_map(source, root, "", "feed", false);
    if (!feed)
        return;
    pp_yaml_only(source, feed, "feed", known, COUNT(known));
    pp_yaml_string(source, feed, "feed", "keeper", false, &kiosk->keeper);
    if (pp_yaml_string(source, feed, "feed", "url", false, &kiosk->feed_url) &&
        kiosk->feed_url[0] && !pp_check_https(kiosk->feed_url))
        pp_yaml_problem(source, pp_yaml_get(feed, "url"), "feed.url",
                        "write an address that begins with https://, or \"\" for none",
                        "\"%.60s\" is not such an address", kiosk->feed_url);
}

bool pp_kiosk_load(struct pp_kiosk *kiosk, struct pp_arena *arena, const char *path,
                   struct pp_report *report)
{
    static const char *const known[] = {"place", "languages", "screen", "voice", "feed"};
    const struct pp_yaml_source source = {path, report};
    size_t errors = report->errors;
    const struct pp_yaml *root = pp_check_root(&source, arena, PP_YAML_MAP);
    if (!root)
        return false;
    struct pp_kiosk loaded = {0};
    pp_yaml_only(&source, root, "", known, COUNT(known));
    load_place(&loaded, &source, root);
    load_languages(&loaded, &source, root);
    load_screen(&loaded, &source, root);
    load_voice(&loaded, &source, root);
    load_feed(&loaded, &source, root);
    if (report->errors > errors)
        return false;
    *kiosk = loaded;
    return true;
}
