#include "conf/pack_needs.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/nearest.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { NEED_PATH_MAX = 192 };

enum form {
    TEXT,
    MAYBE,   // a text that may be left out
    PHRASES, // a list of phrases
    LIST,    // a list of exactly `count` texts
};

// A row of the table in lang/README.md.
struct rule {
    const char *path;
    enum form form;
    uint8_t count;
    const char *fills;
};

static const struct rule of_step[] = {
    {"title", TEXT, 0, "place host"},   {"title_other", MAYBE, 0, "place host"},
    {"spoken", MAYBE, 0, "place host"}, {"explain", TEXT, 0, "place host"},
    {"example", MAYBE, 0, ""},
};

static const struct rule of_option[] = {
    {"label", TEXT, 0, ""},
    {"spoken", MAYBE, 0, ""},
    {"because", MAYBE, 0, ""},
    {"hear", PHRASES, 0, ""},
};

static const struct rule of_kind[] = {{"name", TEXT, 0, ""}, {"explain", TEXT, 0, ""}};

static const struct rule of_control[] = {
    {"label", TEXT, 0, ""},
    {"spoken", MAYBE, 0, ""},
    {"hear", PHRASES, 0, ""},
};

static const struct rule of_command[] = {{"label", TEXT, 0, ""}, {"hear", PHRASES, 0, ""}};

static const struct rule of_urgent[] = {{"name", TEXT, 0, ""}, {"when", TEXT, 0, ""}};

#define TIME_FILLS "hour minutes this_hour next_hour minutes_past minutes_to"

static const struct rule of_all[] = {
    {"code", TEXT, 0, ""},
    {"name", TEXT, 0, ""},
    {"voice", TEXT, 0, ""},
    {"direction", TEXT, 0, ""},
    {"controls.talk.listening", TEXT, 0, ""},
    {"controls.read_aloud.speaking", TEXT, 0, ""},
    {"number_hear", TEXT, 0, "number"},
    {"numbers", LIST, 9, ""},
    {"notices.understood", TEXT, 0, "what"},
    {"notices.example", TEXT, 0, "example"},
    {"notices.touch", TEXT, 0, "host"},
    {"confirm.one", TEXT, 0, "what"},
    {"confirm.many", TEXT, 0, "what"},
    {"confirm.danger", TEXT, 0, ""},
    {"confirm.danger_yes", TEXT, 0, ""},
    {"confirm.danger_no", TEXT, 0, ""},
    {"timeout.left", TEXT, 0, "seconds"},
    {"timeout.yes", TEXT, 0, ""},
    {"timeout.no", TEXT, 0, ""},
    {"urgent.words", PHRASES, 0, ""},
    {"urgent.search", TEXT, 0, ""},
    {"urgent.call", TEXT, 0, "name number when"},
    {"urgent.or", TEXT, 0, "number also"},
    {"urgent.host", TEXT, 0, "host telephone"},
    {"urgent.hours", TEXT, 0, "from until"},
    {"urgent.unconfirmed", TEXT, 0, ""},
    {"results.because", TEXT, 0, "answer"},
    {"results.last_resort", TEXT, 0, ""},
    {"results.none", TEXT, 0, "host"},
    {"results.card_spoken", TEXT, 0, "name when walk summary because"},
    {"detail.walk_in.yes", TEXT, 0, ""},
    {"detail.walk_in.call_first", TEXT, 0, ""},
    {"detail.walk_in.register", TEXT, 0, ""},
    {"detail.wheelchair.yes", TEXT, 0, ""},
    {"detail.wheelchair.partly", TEXT, 0, ""},
    {"detail.wheelchair.no", TEXT, 0, ""},
    {"detail.languages", TEXT, 0, "languages"},
    {"detail.checked", TEXT, 0, "date"},
    {"detail.phone", TEXT, 0, "phone"},
    {"detail.phone_spoken", TEXT, 0, "phone"},
    {"detail.hidden_address", TEXT, 0, ""},
    {"detail.scope.phone", TEXT, 0, ""},
    {"detail.scope.online", TEXT, 0, ""},
    {"detail.week", TEXT, 0, "times"},
    {"when.open_until", TEXT, 0, "time"},
    {"when.going_on", TEXT, 0, "time"},
    {"when.always", TEXT, 0, ""},
    {"when.opens_today", TEXT, 0, "time"},
    {"when.begins_today", TEXT, 0, "time"},
    {"when.opens_tomorrow", TEXT, 0, "time"},
    {"when.begins_tomorrow", TEXT, 0, "time"},
    {"when.opens_day", TEXT, 0, "day time"},
    {"when.begins_day", TEXT, 0, "day time"},
    {"when.opens_date", TEXT, 0, "date time"},
    {"when.begins_date", TEXT, 0, "date time"},
    {"when.weekly_open", TEXT, 0, "day time"},
    {"when.weekly_begins", TEXT, 0, "day time"},
    {"when.call_first", TEXT, 0, ""},
    {"when.closed", TEXT, 0, ""},
    {"week.nth", LIST, 5, "day"},
    {"week.even", TEXT, 0, "day"},
    {"week.odd", TEXT, 0, "day"},
    {"walk.here", TEXT, 0, "minutes"},
    {"walk.one", TEXT, 0, "minutes"},
    {"walk.minutes", TEXT, 0, "minutes"},
    {"days", LIST, 7, ""},
    {"months", LIST, 12, ""},
    {"date", TEXT, 0, "day month year"},
    {"time.hours", LIST, 12, ""},
    {"time.digits", LIST, 10, ""},
    {"time.minutes", LIST, 29, ""},
    {"time.exact", TEXT, 0, TIME_FILLS},
    {"time.past", TEXT, 0, TIME_FILLS},
    {"time.quarter_past", TEXT, 0, TIME_FILLS},
    {"time.to_half", TEXT, 0, TIME_FILLS},
    {"time.half", TEXT, 0, TIME_FILLS},
    {"time.past_half", TEXT, 0, TIME_FILLS},
    {"time.quarter_to", TEXT, 0, TIME_FILLS},
    {"time.to", TEXT, 0, TIME_FILLS},
    {"settings.text_size.0", TEXT, 0, ""},
    {"settings.text_size.1", TEXT, 0, ""},
    {"settings.text_size.2", TEXT, 0, ""},
    {"settings.theme.0", TEXT, 0, ""},
    {"settings.theme.1", TEXT, 0, ""},
    {"settings.theme.2", TEXT, 0, ""},
    {"settings.now", TEXT, 0, "value"},
    {"holidays.new_year", TEXT, 0, ""},
    {"holidays.easter", TEXT, 0, ""},
    {"holidays.easter_monday", TEXT, 0, ""},
    {"holidays.kings_day", TEXT, 0, ""},
    {"holidays.liberation_day", TEXT, 0, ""},
    {"holidays.ascension", TEXT, 0, ""},
    {"holidays.whit_sunday", TEXT, 0, ""},
    {"holidays.whit_monday", TEXT, 0, ""},
    {"holidays.christmas", TEXT, 0, ""},
    {"holidays.boxing_day", TEXT, 0, ""},
};

static const char *const controls[] = {"begin",  "back", "stop",     "read_aloud", "talk",
                                       "urgent", "more", "language", "settings",   "done",
                                       "yes",    "no",   "refine",   "result"};

// Said, but nowhere to be tapped.
static const char *const commands[] = {"louder", "softer", "faster", "slower", "explain", "help"};

struct maker {
    struct pp_needs *needs;
    struct pp_arena *arena;
    size_t room;
    bool out_of_memory;
};

static void add(struct maker *maker, const char *prefix, const struct rule *rule)
{
    struct pp_needs *needs = maker->needs;
    if (needs->count == maker->room) {
        size_t room = maker->room ? maker->room * 2 : 1024;
        struct pp_need *grown = pp_arena_alloc(maker->arena, room * sizeof(*grown));
        if (!grown) {
            maker->out_of_memory = true;
            return;
        }
        if (needs->count > 0)
            memcpy(grown, needs->items, needs->count * sizeof(*grown));
        needs->items = grown;
        maker->room = room;
    }
    const char *path =
        prefix[0] ? pp_arena_printf(maker->arena, "%s.%s", prefix, rule->path) : rule->path;
    if (!path) {
        maker->out_of_memory = true;
        return;
    }
    needs->items[needs->count++] = (struct pp_need){
        .path = path,
        .fills = rule->fills,
        .optional = rule->form == MAYBE,
        .list = rule->form == PHRASES || rule->form == LIST,
        .phrases = rule->form == PHRASES,
        .count = rule->count,
    };
}

static void add_all(struct maker *maker, const char *prefix, const struct rule *rules, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(maker, prefix, &rules[i]);
}

static void add_step(struct maker *maker, const struct pp_step *step)
{
    char prefix[NEED_PATH_MAX];
    snprintf(prefix, sizeof(prefix), "screens.%s", step->id);
    add_all(maker, prefix, of_step, COUNT(of_step));
    for (uint8_t i = 0; i < step->option_count; i++) {
        snprintf(prefix, sizeof(prefix), "options.%s.%s", step->id, step->options[i].id);
        add_all(maker, prefix, of_option, COUNT(of_option));
    }
}

static void add_controls(struct maker *maker)
{
    char prefix[NEED_PATH_MAX];
    for (size_t i = 0; i < COUNT(controls); i++) {
        snprintf(prefix, sizeof(prefix), "controls.%s", controls[i]);
        add_all(maker, prefix, of_control, COUNT(of_control));
    }
    for (size_t i = 0; i < COUNT(commands); i++) {
        snprintf(prefix, sizeof(prefix), "controls.%s", commands[i]);
        add_all(maker, prefix, of_command, COUNT(of_command));
    }
}

// The pack names more numbers and languages than can be known here; each must be whole.
static void add_named_by_pack(struct maker *maker, const char *code, const struct pp_yaml *root)
{
    const struct pp_yaml *urgent = pp_yaml_get(root, "urgent");
    const struct pp_yaml *numbers = urgent ? pp_yaml_get(urgent, "numbers") : NULL;
    for (size_t i = 0; numbers && numbers->type == PP_YAML_MAP && i < numbers->count; i++) {
        char prefix[NEED_PATH_MAX];
        snprintf(prefix, sizeof(prefix), "urgent.numbers.%s", numbers->items[i]->key);
        add_all(maker, prefix, of_urgent, COUNT(of_urgent));
    }
    const struct pp_yaml *languages = pp_yaml_get(root, "languages");
    bool own = false;
    for (size_t i = 0; languages && languages->type == PP_YAML_MAP && i < languages->count; i++) {
        const char *key = languages->items[i]->key;
        own = own || strcmp(key, code) == 0;
        add(maker, "languages", &(struct rule){key, TEXT, 0, ""});
    }
    if (!own)
        add(maker, "languages", &(struct rule){code, TEXT, 0, ""});
}

static int compare(const void *a, const void *b)
{
    return strcmp(((const struct pp_need *)a)->path, ((const struct pp_need *)b)->path);
}

bool pp_needs_make(struct pp_needs *needs, struct pp_arena *arena, const struct pp_flow *flow,
                   const char *code, const struct pp_yaml *root)
{
    struct maker maker = {.needs = needs, .arena = arena};
    *needs = (struct pp_needs){0};
    add_all(&maker, "", of_all, COUNT(of_all));
    add_controls(&maker);
    for (uint8_t i = 0; i < flow->step_count; i++)
        add_step(&maker, &flow->steps[i]);
    for (uint8_t i = 0; i < flow->kind_count; i++) {
        char prefix[NEED_PATH_MAX];
        snprintf(prefix, sizeof(prefix), "kinds.%s", flow->kinds[i].id);
        add_all(&maker, prefix, of_kind, COUNT(of_kind));
    }
    add_named_by_pack(&maker, code, root);
    if (maker.out_of_memory)
        return false;
    qsort(needs->items, needs->count, sizeof(*needs->items), compare);
    return true;
}

struct pp_need *pp_needs_find(const struct pp_needs *needs, const char *path, size_t length)
{
    size_t low = 0;
    size_t high = needs->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *at = needs->items[middle].path;
        int order = strncmp(path, at, length);
        if (order == 0 && at[length] == '\0')
            return &needs->items[middle];
        // A path that begins with the one sought stands behind it.
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct pp_need *pp_needs_nearest(const struct pp_needs *needs, const char *path)
{
    const struct pp_need *nearest = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < needs->count; i++) {
        size_t distance = pp_nearest_distance(path, needs->items[i].path);
        if (distance < least) {
            least = distance;
            nearest = &needs->items[i];
        }
    }
    return nearest;
}
