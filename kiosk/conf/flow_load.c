#include "conf/flow_load.h"

#include <stdio.h>
#include <string.h>

#include "conf/check.h"
#include "conf/flow_check.h"
#include "conf/nearest.h"
#include "conf/yaml.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { FIELD_MAX = 96, REMEDY_MAX = 128 };

static const char *const tints[] = {"sky", "lilac", "sun", "leaf", "rose", "stone"};

struct loader {
    struct pp_flow *flow;
    struct pp_yaml_source source;
    const struct pp_yaml *steps; // the list; item n becomes flow->steps[n]
};

static const char *read_tint(const struct pp_yaml_source *source, const struct pp_yaml *map,
                             const char *prefix, bool needed)
{
    size_t tint = 0;
    if (pp_yaml_choice(source, map, prefix, "tint", needed, tints, COUNT(tints), &tint))
        return tints[tint];
    return "";
}

static bool is_map(const struct pp_yaml_source *source, const struct pp_yaml *item,
                   const char *field)
{
    if (item->type == PP_YAML_MAP)
        return true;
    pp_yaml_problem(source, item, field, "write {id: ..., ...}",
                    "every item must be a group of names with values");
    return false;
}

static void load_kind(struct pp_flow *flow, const struct pp_yaml_source *source,
                      const struct pp_yaml *item)
{
    static const char *const known[] = {"id", "icon", "tint", "peer", "last_resort"};
    struct pp_kind kind = {.id = "", .icon = ""};
    if (!is_map(source, item, "kinds"))
        return;
    pp_yaml_id(source, item, "kinds", "id", true, &kind.id);
    char prefix[FIELD_MAX];
    snprintf(prefix, sizeof(prefix), "kinds.%s", kind.id);
    pp_yaml_only(source, item, prefix, known, COUNT(known));
    pp_yaml_id(source, item, prefix, "icon", true, &kind.icon);
    kind.tint = read_tint(source, item, prefix, true);
    pp_yaml_bool(source, item, prefix, "peer", false, &kind.peer);
    pp_yaml_bool(source, item, prefix, "last_resort", false, &kind.last_resort);
    if (kind.id[0] && pp_flow_find_kind(flow, kind.id) != PP_NONE)
        pp_yaml_problem(source, item, prefix, "give each kind its own id",
                        "there are two kinds with this id");
    flow->kinds[flow->kind_count++] = kind;
}

static bool load_kinds(struct pp_flow *flow, struct pp_arena *arena, const char *config_dir,
                       struct pp_report *report)
{
    struct pp_yaml_source source = {NULL, report};
    const struct pp_yaml *root =
        pp_check_file(&source, arena, config_dir, "kinds.yaml", PP_YAML_LIST);
    if (!root)
        return false;
    if (root->count > PP_MAX_KINDS) {
        pp_yaml_problem(&source, root->items[PP_MAX_KINDS], "kinds", "leave some out",
                        "has more than the %d kinds that fit", PP_MAX_KINDS);
        return false;
    }
    for (size_t i = 0; i < root->count; i++)
        load_kind(flow, &source, root->items[i]);
    bool last_resort = false;
    for (uint8_t i = 0; i < flow->kind_count; i++)
        last_resort = last_resort || flow->kinds[i].last_resort;
    if (!last_resort)
        pp_yaml_problem(&source, NULL, "kinds", "give one kind `last_resort: true`",
                        "no kind is offered when nothing else fits");
    return true;
}

static void load_ranking(struct pp_flow *flow, const struct pp_yaml_source *source,
                         const struct pp_yaml *root)
{
    struct pp_ranking *ranking = &flow->ranking;
    static const char *const names[] = {"fit",      "theme",      "other_theme",    "peer",
                                        "open_now", "open_today", "open_this_week", "per_5_minutes",
                                        "walk_max", "checked",    "stale",          "same_kind"};
    int16_t *const points[] = {
        &ranking->fit,      &ranking->theme,      &ranking->other_theme,    &ranking->peer,
        &ranking->open_now, &ranking->open_today, &ranking->open_this_week, &ranking->per_5_minutes,
        &ranking->walk_max, &ranking->checked,    &ranking->stale,          &ranking->same_kind};
    const struct pp_yaml *map = pp_yaml_map(source, root, "", "ranking", true);
    if (!map)
        return;
    pp_yaml_only(source, map, "ranking", names, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++) {
        long value = 0;
        // At most 100, so that all points of a listing together fit in 16 bits.
        if (pp_yaml_long(source, map, "ranking", names[i], true, 0, 100, &value))
            *points[i] = (int16_t)value;
    }
}

static void load_timings(struct pp_flow *flow, const struct pp_yaml_source *source,
                         const struct pp_yaml *root)
{
    static const char *const names[] = {"idle", "warning", "bye", "repeat_ms"};
    static const long least[] = {10, 5, 1, 0};
    static const long most[] = {3600, 600, 120, 5000};
    uint16_t *const seconds[] = {&flow->timings.idle, &flow->timings.warning, &flow->timings.bye,
                                 &flow->timings.repeat_ms};
    const struct pp_yaml *map = pp_yaml_map(source, root, "", "timings", true);
    if (!map)
        return;
    pp_yaml_only(source, map, "timings", names, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++) {
        long value = 0;
        if (pp_yaml_long(source, map, "timings", names[i], true, least[i], most[i], &value))
            *seconds[i] = (uint16_t)value;
    }
}

static void unknown_kind(const struct loader *loader, const struct pp_yaml *worth,
                         const char *prefix)
{
    const char *ids[PP_MAX_KINDS];
    for (uint8_t i = 0; i < loader->flow->kind_count; i++)
        ids[i] = loader->flow->kinds[i].id;
    const char *nearest = pp_nearest_name(worth->key, ids, loader->flow->kind_count);
    char remedy[REMEDY_MAX];
    snprintf(remedy, sizeof(remedy), "name a kind of kinds.yaml; the nearest is \"%s\"",
             nearest ? nearest : "");
    pp_yaml_problem(&loader->source, worth, prefix, remedy, "\"%.60s\" is not a known kind",
                    worth->key);
}

static void load_worths(const struct loader *loader, const struct pp_step *step,
                        struct pp_option *option, const struct pp_yaml *item, const char *prefix)
{
    const struct pp_yaml *map = pp_yaml_map(&loader->source, item, prefix, "worth", false);
    if (!map)
        return;
    char field[FIELD_MAX + sizeof(".worth")];
    snprintf(field, sizeof(field), "%s.worth", prefix);
    if (step->type != PP_STEP_QUESTION)
        pp_yaml_problem(&loader->source, map, field, "take it out",
                        "only options of questions are worth something");
    for (size_t i = 0; i < map->count; i++) {
        const struct pp_yaml *worth = map->items[i];
        uint8_t kind = pp_flow_find_kind(loader->flow, worth->key);
        long value = 0;
        if (kind == PP_NONE)
            unknown_kind(loader, worth, field);
        else if (pp_yaml_long(&loader->source, map, field, worth->key, true, -9, 9, &value))
            option->worth[kind] = (int8_t)value;
    }
}

static void load_setting(const struct loader *loader, const struct pp_step *step,
                         struct pp_option *option, const struct pp_yaml *item, const char *prefix)
{
    // By enum pp_setting, without PP_SETTING_NONE.
    static const char *const names[] = {"text_size", "theme",  "louder",
                                        "softer",    "faster", "slower"};
    bool settings = step->type == PP_STEP_SETTINGS;
    size_t setting = 0;
    if (!pp_yaml_choice(&loader->source, item, prefix, "setting", settings, names, COUNT(names),
                        &setting))
        return;
    option->setting = (enum pp_setting)(PP_SETTING_TEXT_SIZE + setting);
    if (!settings)
        pp_yaml_problem(&loader->source, pp_yaml_get(item, "setting"), prefix, "take it out",
                        "only options of the step settings have `setting`");
}

static void load_option(const struct loader *loader, struct pp_step *step,
                        const struct pp_yaml *item)
{
    static const char *const known[] = {"id",    "icon",    "tint",    "bar",
                                        "quiet", "setting", "answers", "worth"};
    struct pp_option *option = &step->options[step->option_count];
    *option = (struct pp_option){
        .id = "", .icon = "", .tint = "", .answers_step = PP_NONE, .answers_option = PP_NONE};
    char prefix[FIELD_MAX];
    snprintf(prefix, sizeof(prefix), "steps.%s.options", step->id);
    if (!is_map(&loader->source, item, prefix))
        return;
    pp_yaml_id(&loader->source, item, prefix, "id", true, &option->id);
    snprintf(prefix, sizeof(prefix), "steps.%s.options.%s", step->id, option->id);
    pp_yaml_only(&loader->source, item, prefix, known, COUNT(known));
    pp_yaml_id(&loader->source, item, prefix, "icon", true, &option->icon);
    option->tint = read_tint(&loader->source, item, prefix, false);
    pp_yaml_bool(&loader->source, item, prefix, "bar", false, &option->bar);
    pp_yaml_bool(&loader->source, item, prefix, "quiet", false, &option->quiet);
    load_setting(loader, step, option, item, prefix);
    load_worths(loader, step, option, item, prefix);
    if (option->id[0] && pp_flow_find_option(step, option->id) != PP_NONE)
        pp_yaml_problem(&loader->source, item, prefix, "give each option its own id",
                        "there are two options with this id");
    step->option_count++;
}

static void load_options(const struct loader *loader, struct pp_step *step,
                         const struct pp_yaml *item, const char *prefix)
{
    bool question = step->type == PP_STEP_QUESTION;
    const struct pp_yaml *list = pp_yaml_list(&loader->source, item, prefix, "options", question);
    if (!list)
        return;
    if (!question && step->type != PP_STEP_START && step->type != PP_STEP_SETTINGS)
        pp_yaml_problem(&loader->source, list, prefix, "take them out",
                        "a step of the type %s has no options", pp_step_type_names[step->type]);
    else if (question && list->count == 0)
        pp_yaml_problem(&loader->source, list, prefix, "add an option", "has no options");
    else if (list->count > PP_MAX_OPTIONS)
        pp_yaml_problem(&loader->source, list->items[PP_MAX_OPTIONS], prefix, "leave some out",
                        "has more than the %d options that fit", PP_MAX_OPTIONS);
    else
        for (size_t i = 0; i < list->count; i++)
            load_option(loader, step, list->items[i]);
}

// Everything of a step but what points to other steps.
static void load_step(const struct loader *loader, struct pp_step *step, const struct pp_yaml *item)
{
    static const char *const known[] = {"id",     "type", "themed", "refine",
                                        "weight", "next", "options"};
    static const char *const weights[] = {
        [PP_WEIGHT_HARMLESS] = "harmless", [PP_WEIGHT_CONFIRM] = "confirm"};
    *step = (struct pp_step){.id = "", .next = PP_NONE};
    if (!is_map(&loader->source, item, "steps"))
        return;
    pp_yaml_id(&loader->source, item, "steps", "id", true, &step->id);
    char prefix[FIELD_MAX];
    snprintf(prefix, sizeof(prefix), "steps.%s", step->id);
    pp_yaml_only(&loader->source, item, prefix, known, COUNT(known));
    size_t type = 0;
    size_t weight = 0;
    if (!pp_yaml_choice(&loader->source, item, prefix, "type", true, pp_step_type_names,
                        PP_STEP_TYPES, &type))
        return;
    step->type = (enum pp_step_type)type;
    pp_yaml_choice(&loader->source, item, prefix, "weight", false, weights, COUNT(weights),
                   &weight);
    step->weight = (enum pp_weight)weight;
    pp_yaml_bool(&loader->source, item, prefix, "themed", false, &step->themed);
    pp_yaml_bool(&loader->source, item, prefix, "refine", false, &step->refine);
    if (step->type != PP_STEP_QUESTION && (step->themed || step->refine))
        pp_yaml_problem(&loader->source, item, prefix, "take it out",
                        "only a question can be themed or refine");
    load_options(loader, step, item, prefix);
}

static void unknown_step(const struct loader *loader, const struct pp_yaml *node,
                         const char *prefix, const char *id)
{
    const char *ids[PP_MAX_STEPS];
    for (uint8_t i = 0; i < loader->flow->step_count; i++)
        ids[i] = loader->flow->steps[i].id;
    const char *nearest = pp_nearest_name(id, ids, loader->flow->step_count);
    char remedy[REMEDY_MAX];
    snprintf(remedy, sizeof(remedy), "name a step; the nearest is \"%s\"", nearest ? nearest : "");
    pp_yaml_problem(&loader->source, node, prefix, remedy, "there is no step \"%.60s\"", id);
}

static void link_next(const struct loader *loader, struct pp_step *step, const struct pp_yaml *item,
                      const char *prefix)
{
    const char *next = NULL;
    bool question = step->type == PP_STEP_QUESTION;
    bool needed = step->type == PP_STEP_START || (question && !step->refine);
    if (!pp_yaml_id(&loader->source, item, prefix, "next", needed, &next)) {
        // A question asked from the results leads back there by itself.
        if (question && step->refine)
            step->next = loader->flow->step_of[PP_STEP_RESULTS];
        return;
    }
    const struct pp_yaml *node = pp_yaml_get(item, "next");
    uint8_t found = pp_flow_find_step(loader->flow, next);
    enum pp_step_type type = found == PP_NONE ? PP_STEP_TYPES : loader->flow->steps[found].type;
    if (!needed && !question)
        pp_yaml_problem(&loader->source, node, prefix, "take it out",
                        "only the start and questions have `next`");
    else if (found == PP_NONE)
        unknown_step(loader, node, prefix, next);
    else if (type != PP_STEP_QUESTION && type != PP_STEP_RESULTS)
        pp_yaml_problem(&loader->source, node, prefix, "name a question, or the results",
                        "`next` leads to a step of the type %s", pp_step_type_names[type]);
    else
        step->next = found;
}

// `answers: STEP.OPTION`
static void link_answer(const struct loader *loader, const struct pp_step *step,
                        struct pp_option *option, const struct pp_yaml *item)
{
    const char *answers = NULL;
    char prefix[FIELD_MAX];
    snprintf(prefix, sizeof(prefix), "steps.%s.options.%s", step->id, option->id);
    bool needed = step->type == PP_STEP_START;
    if (!pp_yaml_string(&loader->source, item, prefix, "answers", needed, &answers))
        return;
    const struct pp_yaml *node = pp_yaml_get(item, "answers");
    if (!needed) {
        pp_yaml_problem(&loader->source, node, prefix, "take it out",
                        "only options of the start have `answers`");
        return;
    }
    char id[FIELD_MAX];
    snprintf(id, sizeof(id), "%s", answers);
    char *dot = strchr(id, '.');
    if (dot)
        *dot = '\0';
    uint8_t found = pp_flow_find_step(loader->flow, id);
    if (found == PP_NONE) {
        unknown_step(loader, node, prefix, id);
        return;
    }
    const struct pp_step *answered = &loader->flow->steps[found];
    uint8_t answer = dot ? pp_flow_find_option(answered, dot + 1) : PP_NONE;
    if (answered->type != PP_STEP_QUESTION || answer == PP_NONE) {
        pp_yaml_problem(&loader->source, node, prefix,
                        "name an option of a question: need.for_other",
                        "there is no answer \"%.60s\"", answers);
        return;
    }
    option->answers_step = found;
    option->answers_option = answer;
}

static void link_step(const struct loader *loader, struct pp_step *step, const struct pp_yaml *item)
{
    char prefix[FIELD_MAX];
    snprintf(prefix, sizeof(prefix), "steps.%s", step->id);
    link_next(loader, step, item, prefix);
    const struct pp_yaml *options = pp_yaml_get(item, "options");
    for (uint8_t i = 0; i < step->option_count; i++) {
        link_answer(loader, step, &step->options[i], options->items[i]);
    }
}

static void load_steps(struct loader *loader, const struct pp_yaml *root)
{
    struct pp_flow *flow = loader->flow;
    loader->steps = pp_yaml_list(&loader->source, root, "", "steps", true);
    if (!loader->steps)
        return;
    if (loader->steps->count > PP_MAX_STEPS) {
        pp_yaml_problem(&loader->source, loader->steps->items[PP_MAX_STEPS], "steps",
                        "leave some out", "has more than the %d steps that fit", PP_MAX_STEPS);
        return;
    }
    size_t errors = loader->source.report->errors;
    for (size_t i = 0; i < loader->steps->count; i++) {
        load_step(loader, &flow->steps[i], loader->steps->items[i]);
        flow->step_count++;
    }
    const struct pp_report *report = loader->source.report;
    memset(flow->step_of, PP_NONE, sizeof(flow->step_of));
    // What follows speaks of whole steps, so it waits until each is right by itself.
    if (report->errors > errors)
        return;
    pp_flow_check_types(flow, &loader->source, loader->steps);
    for (uint8_t i = 0; i < flow->step_count; i++)
        link_step(loader, &flow->steps[i], loader->steps->items[i]);
    if (report->errors == errors)
        pp_flow_check(flow, &loader->source, loader->steps);
}

bool pp_flow_load(struct pp_flow *flow, struct pp_arena *arena, const char *config_dir,
                  struct pp_report *report)
{
    static const char *const known[] = {"timings", "confirm_stop", "ranking", "steps"};
    size_t errors = report->errors;
    struct pp_flow *loaded = pp_arena_alloc(arena, sizeof(*loaded));
    struct loader loader = {.flow = loaded, .source = {NULL, report}};
    if (!loaded) {
        struct pp_place place = {.file = "conversation.yaml"};
        pp_report_add(report, PP_ERROR, place, "give the program more memory", "memory is out");
        return false;
    }
    if (!load_kinds(loaded, arena, config_dir, report))
        return false;
    const struct pp_yaml *root =
        pp_check_file(&loader.source, arena, config_dir, "conversation.yaml", PP_YAML_MAP);
    if (!root)
        return false;
    pp_yaml_only(&loader.source, root, "", known, COUNT(known));
    load_timings(loaded, &loader.source, root);
    pp_yaml_bool(&loader.source, root, "", "confirm_stop", true, &loaded->confirm_stop);
    load_ranking(loaded, &loader.source, root);
    load_steps(&loader, root);
    if (report->errors > errors)
        return false;
    *flow = *loaded;
    return true;
}
