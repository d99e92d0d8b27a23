#include "conf/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/check.h"
#include "conf/kiosk.h"
#include "conf/yaml.h"
#include "sys/clock.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { FIELD_MAX = 96, MAX_RANGES = 400, LONGEST = 100 };

static const char *const regions[PP_SCHOOL_REGIONS] = {"noord", "midden", "zuid"};

static bool read_range(const struct pp_yaml_source *source, const struct pp_yaml *list,
                       const char *field, struct pp_day_range *range)
{
    static const char remedy[] = "write [2026-12-19, 2027-01-03]: the first and the last day";
    int32_t days[2];
    bool two = list->count == 2;
    for (size_t i = 0; two && i < 2; i++) {
        const struct pp_yaml *item = list->items[i];
        two = item->type == PP_YAML_SCALAR && pp_date_parse(item->value, &days[i]);
    }
    if (!two) {
        pp_yaml_problem(source, list, field, remedy, "must be two dates that exist");
        return false;
    }
    if (days[1] < days[0] || days[1] - days[0] > LONGEST) {
        pp_yaml_problem(source, list, field, remedy,
                        "the last day is before the first, or over %d days later", LONGEST);
        return false;
    }
    *range = (struct pp_day_range){days[0], days[1]};
    return true;
}

static void load_holiday(struct pp_school_holidays *holidays, const struct pp_yaml_source *source,
                         const struct pp_yaml *item)
{
    static const char *const known[] = {"name", "noord", "midden", "zuid"};
    const char *name = "";
    if (item->type != PP_YAML_MAP) {
        pp_yaml_problem(source, item, "holidays", "write {name: ..., noord: [...], ...}",
                        "every item must be a group of names with values");
        return;
    }
    pp_yaml_string(source, item, "holidays", "name", true, &name);
    pp_yaml_only(source, item, "holidays", known, COUNT(known));
    for (size_t region = 0; region < PP_SCHOOL_REGIONS; region++) {
        const struct pp_yaml *list = pp_yaml_list(source, item, "holidays", regions[region], true);
        char field[FIELD_MAX];
        struct pp_day_range range;
        snprintf(field, sizeof(field), "holidays.%s", regions[region]);
        if (list && read_range(source, list, field, &range))
            holidays->ranges[region][holidays->counts[region]++] = range;
    }
}

static int compare_ranges(const void *a, const void *b)
{
    const struct pp_day_range *one = a;
    const struct pp_day_range *other = b;
    return (one->first > other->first) - (one->first < other->first);
}

static void sort_region(struct pp_school_holidays *holidays, size_t region,
                        const struct pp_yaml_source *source, const struct pp_yaml *list)
{
    struct pp_day_range *ranges = holidays->ranges[region];
    size_t count = holidays->counts[region];
    qsort(ranges, count, sizeof(*ranges), compare_ranges);
    for (size_t i = 1; i < count; i++) {
        if (ranges[i].first > ranges[i - 1].last)
            continue;
        int year, month, mday;
        pp_date_from_day(ranges[i].first, &year, &month, &mday);
        char field[FIELD_MAX];
        snprintf(field, sizeof(field), "holidays.%s", regions[region]);
        pp_yaml_problem(source, list, field, "let each begin after the one before has ended",
                        "two holidays overlap on %04d-%02d-%02d", year, month, mday);
    }
}

static bool make_room(struct pp_school_holidays *holidays, struct pp_arena *arena, size_t count)
{
    for (size_t region = 0; region < PP_SCHOOL_REGIONS; region++) {
        holidays->ranges[region] = pp_arena_alloc(arena, (count + 1) * sizeof(struct pp_day_range));
        if (!holidays->ranges[region])
            return false;
    }
    return true;
}

static void load_list(struct pp_school_holidays *holidays, struct pp_arena *arena,
                      const struct pp_yaml_source *source, const struct pp_yaml *list)
{
    if (list->count > MAX_RANGES) {
        pp_yaml_problem(source, list, "holidays", "leave out the past ones",
                        "has more than %d holidays", MAX_RANGES);
        return;
    }
    if (!make_room(holidays, arena, list->count)) {
        pp_yaml_problem(source, list, NULL, "give the program more memory", "memory is out");
        return;
    }
    for (size_t i = 0; i < list->count; i++)
        load_holiday(holidays, source, list->items[i]);
    for (size_t region = 0; region < PP_SCHOOL_REGIONS; region++)
        sort_region(holidays, region, source, list);
}

bool pp_school_holidays_load(struct pp_school_holidays *holidays, struct pp_arena *arena,
                             const char *config_dir, struct pp_report *report)
{
    static const char *const known[] = {"source", "holidays"};
    struct pp_yaml_source source = {NULL, report};
    struct pp_school_holidays loaded = {0};
    size_t errors = report->errors;
    const struct pp_yaml *root =
        pp_check_file(&source, arena, config_dir, "school-holidays.yaml", PP_YAML_MAP);
    if (!root)
        return false;
    const char *from = NULL;
    pp_yaml_only(&source, root, "", known, COUNT(known));
    if (pp_yaml_string(&source, root, "", "source", true, &from) && !pp_check_https(from))
        pp_yaml_problem(&source, pp_yaml_get(root, "source"), "source",
                        "write the https address the dates are from",
                        "\"%.60s\" is not such an address", from);
    const struct pp_yaml *list = pp_yaml_list(&source, root, "", "holidays", true);
    if (list)
        load_list(&loaded, arena, &source, list);
    if (report->errors > errors)
        return false;
    *holidays = loaded;
    return true;
}

bool pp_school_holiday(const struct pp_school_holidays *holidays, int region, int32_t day)
{
    if (region < 0 || region >= PP_SCHOOL_REGIONS)
        return false;
    for (uint16_t i = 0; i < holidays->counts[region]; i++) {
        const struct pp_day_range *range = &holidays->ranges[region][i];
        if (day >= range->first && day <= range->last)
            return true;
    }
    return false;
}

// The day of Easter Sunday. The letters are those of the method as J. Meeus prints it in
// "Astronomical Algorithms" (1991), chapter 8.
static int32_t easter(int year)
{
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = b / 4;
    int e = b % 4;
    int f = (b + 8) / 25;
    int g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4;
    int k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int month = (h + l - 7 * m + 114) / 31;
    int mday = (h + l - 7 * m + 114) % 31 + 1;
    return pp_day_from_date(year, month, mday);
}

const char *pp_public_holiday(int32_t day)
{
    enum { SUNDAY = 6 };
    int year, month, mday;
    pp_date_from_day(day, &year, &month, &mday);
    int32_t easter_day = easter(year);
    int32_t kings_day = pp_day_from_date(year, 4, 27);
    if (pp_weekday(kings_day) == SUNDAY)
        kings_day--;
    // Of two on one day the first in this list is named.
    const struct {
        const char *id;
        int32_t day;
    } days[] = {
        {"new_year", pp_day_from_date(year, 1, 1)},
        {"easter", easter_day},
        {"easter_monday", easter_day + 1},
        {"kings_day", kings_day},
        {"ascension", easter_day + 39},
        {"whit_sunday", easter_day + 49},
        {"whit_monday", easter_day + 50},
        {"christmas", pp_day_from_date(year, 12, 25)},
        {"boxing_day", pp_day_from_date(year, 12, 26)},
    };
    for (size_t i = 0; i < COUNT(days); i++) {
        if (days[i].day == day)
            return days[i].id;
    }
    return year % 5 == 0 && month == 5 && mday == 5 ? "liberation_day" : NULL;
}
