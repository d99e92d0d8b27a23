#include "conf/urgent.h"

#include <stdio.h>
#include <string.h>

#include "conf/check.h"
#include "conf/yaml.h"
#include "sys/clock.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { FIELD_MAX = 96 };

static void load_phone(const struct pp_yaml_source *source, const struct pp_yaml *item,
                       const char *prefix, const char *key, bool needed, const char **number)
{
    if (!pp_yaml_string(source, item, prefix, key, needed, number) || pp_check_phone(*number))
        return;
    pp_yaml_problem(source, pp_yaml_get(item, key), prefix,
                    "write digits, spaces, + and - only, or `doctor` as the number for the one of "
                    "kiosk.yaml",
                    "\"%.60s\" is not a telephone number", *number);
}

static void load_checked(const struct pp_yaml_source *source, const struct pp_yaml *item,
                         const char *prefix, int32_t *checked)
{
    const char *date = NULL;
    if (!pp_yaml_string(source, item, prefix, "checked", true, &date))
        return;
    if (!pp_date_parse(date, checked))
        pp_yaml_problem(source, pp_yaml_get(item, "checked"), prefix,
                        "write the day it was checked as 2026-11-01",
                        "\"%.60s\" is not a date that exists", date);
}

static void load_source(const struct pp_yaml_source *source, const struct pp_yaml *item,
                        const char *prefix, const char **address)
{
    if (pp_yaml_string(source, item, prefix, "source", true, address) && !pp_check_https(*address))
        pp_yaml_problem(source, pp_yaml_get(item, "source"), prefix,
                        "write the https address of who answers the number",
                        "\"%.60s\" is not such an address", *address);
}

// Reads "9:30" or "09:30" at *text and moves behind it.
static bool parse_time(const char **text, int *minute)
{
    int numbers[2] = {0, 0};
    for (size_t i = 0; i < 2; i++) {
        size_t digits = strspn(*text, "0123456789");
        if (digits == 0 || digits > 2 || (i == 1 && digits != 2))
            return false;
        for (; digits > 0; digits--)
            numbers[i] = numbers[i] * 10 + *(*text)++ - '0';
        if (i == 0 && *(*text)++ != ':')
            return false;
    }
    *minute = numbers[0] * 60 + numbers[1];
    return numbers[1] < 60 && *minute <= 1440;
}

// "11:00-21:00"
static bool parse_hours(const char *text, int16_t *open, int16_t *close)
{
    int times[2];
    if (!parse_time(&text, &times[0]) || *text++ != '-' || !parse_time(&text, &times[1]) ||
        *text != '\0' || times[0] >= times[1])
        return false;
    *open = (int16_t)times[0];
    *close = (int16_t)times[1];
    return true;
}

static void load_hours(const struct pp_yaml_source *source, const struct pp_yaml *item,
                       const char *prefix, struct pp_urgent_number *number)
{
    const char *hours = NULL;
    if (pp_yaml_string(source, item, prefix, "hours", false, &hours) &&
        !parse_hours(hours, &number->open_minute, &number->close_minute))
        pp_yaml_problem(source, pp_yaml_get(item, "hours"), prefix,
                        "write \"11:00-21:00\"; leave it out for day and night",
                        "\"%.60s\" is not from a time until a later one", hours);
}

static bool id_taken(const struct pp_urgent *urgent, const char *id)
{
    for (uint8_t i = 0; i < urgent->count; i++) {
        if (strcmp(urgent->numbers[i].id, id) == 0)
            return true;
    }
    return false;
}

static void load_number(struct pp_urgent *urgent, const struct pp_yaml_source *source,
                        const struct pp_yaml *item)
{
    static const char *const known[] = {"id",      "number",    "also",  "icon", "source",
                                        "checked", "confirmed", "first", "hours"};
    struct pp_urgent_number number = {
        .id = "", .number = "", .also = "", .icon = "", .source = "", .confirmed = true};
    if (item->type != PP_YAML_MAP) {
        pp_yaml_problem(source, item, "urgent", "write {id: ..., number: ..., ...}",
                        "every item must be a group of names with values");
        return;
    }
    pp_yaml_id(source, item, "urgent", "id", true, &number.id);
    char prefix[FIELD_MAX];
    snprintf(prefix, sizeof(prefix), "urgent.%s", number.id);
    pp_yaml_only(source, item, prefix, known, COUNT(known));
    if (number.id[0] && id_taken(urgent, number.id))
        pp_yaml_problem(source, item, prefix, "give each number its own id",
                        "there are two numbers with this id");
    const struct pp_yaml *written = pp_yaml_get(item, "number");
    bool doctor =
        written && written->type == PP_YAML_SCALAR && strcmp(written->value, "doctor") == 0;
    if (!doctor)
        load_phone(source, item, prefix, "number", true, &number.number);
    load_phone(source, item, prefix, "also", false, &number.also);
    pp_yaml_id(source, item, prefix, "icon", true, &number.icon);
    load_source(source, item, prefix, &number.source);
    load_checked(source, item, prefix, &number.checked);
    pp_yaml_bool(source, item, prefix, "confirmed", false, &number.confirmed);
    pp_yaml_bool(source, item, prefix, "first", false, &number.first);
    load_hours(source, item, prefix, &number);
    urgent->numbers[urgent->count++] = number;
}

bool pp_urgent_load(struct pp_urgent *urgent, struct pp_arena *arena, const char *config_dir,
                    struct pp_report *report)
{
    struct pp_yaml_source source = {NULL, report};
    struct pp_urgent loaded = {0};
    size_t errors = report->errors;
    const struct pp_yaml *root =
        pp_check_file(&source, arena, config_dir, "urgent.yaml", PP_YAML_LIST);
    if (!root)
        return false;
    if (root->count == 0 || root->count > PP_MAX_URGENT) {
        pp_yaml_problem(&source, root, "urgent", "name the most important ones",
                        "has %zu numbers; from 1 to %d fit", root->count, PP_MAX_URGENT);
        return false;
    }
    for (size_t i = 0; i < root->count; i++)
        load_number(&loaded, &source, root->items[i]);
    if (report->errors > errors)
        return false;
    if (!loaded.numbers[0].first) {
        pp_yaml_problem(&source, root->items[0], "urgent", "begin with it, with `first: true`",
                        "the number for danger to life does not come first");
        return false;
    }
    *urgent = loaded;
    return true;
}

bool pp_urgent_check_pack(const struct pp_urgent *urgent, const struct pp_pack *pack,
                          struct pp_report *report)
{
    static const char *const texts[] = {"name", "when"};
    size_t errors = report->errors;
    char file[FIELD_MAX];
    snprintf(file, sizeof(file), "%.60s.yaml", pack->code);
    for (uint8_t i = 0; i < urgent->count; i++) {
        for (size_t j = 0; j < COUNT(texts); j++) {
            char field[FIELD_MAX];
            snprintf(field, sizeof(field), "urgent.numbers.%s.%s", urgent->numbers[i].id, texts[j]);
            struct pp_place place = {.file = file, .field = field};
            if (!pp_pack_find(pack, "%s", field))
                pp_report_add(report, PP_ERROR, place, "add the text",
                              "is missing for a number of urgent.yaml");
        }
    }
    return report->errors == errors;
}

int32_t pp_urgent_age(const struct pp_urgent *urgent, int32_t today)
{
    int32_t oldest = today;
    for (uint8_t i = 0; i < urgent->count; i++) {
        if (urgent->numbers[i].checked < oldest)
            oldest = urgent->numbers[i].checked;
    }
    return today - oldest;
}
