// The readers of yaml.h: a value out of a map, checked.
#include <stdio.h>
#include <string.h>

#include "conf/nearest.h"
#include "conf/yaml.h"
#include "sys/text.h"

enum { FIELD_MAX = 96, REMEDY_MAX = 320 };

const struct pp_yaml *pp_yaml_get(const struct pp_yaml *map, const char *key)
{
    if (map->type != PP_YAML_MAP)
        return NULL;
    for (size_t i = 0; i < map->count; i++) {
        if (strcmp(map->items[i]->key, key) == 0)
            return map->items[i];
    }
    return NULL;
}

static void join(char field[FIELD_MAX], const char *prefix, const char *key)
{
    snprintf(field, FIELD_MAX, "%s%s%s", prefix, prefix[0] ? "." : "", key);
}

// The child of `map`; when it is needed and absent, or of another type than `type`, a problem.
static const struct pp_yaml *find(const struct pp_yaml_source *source, const struct pp_yaml *map,
                                  const char *field, const char *key, bool needed,
                                  enum pp_yaml_type type)
{
    static const char *const remedies[] = {
        [PP_YAML_SCALAR] = "write one value behind the colon",
        [PP_YAML_LIST] = "write a list: lines that begin with `- `, or [a, b]",
        [PP_YAML_MAP] = "write indented lines `name: value`",
    };
    static const char *const names[] = {
        [PP_YAML_SCALAR] = "one value",
        [PP_YAML_LIST] = "a list",
        [PP_YAML_MAP] = "a group of names with values",
    };
    const struct pp_yaml *node = pp_yaml_get(map, key);
    if (!node) {
        if (needed)
            pp_yaml_problem(source, map, field, "add it", "is missing");
        return NULL;
    }
    if (node->type == type)
        return node;
    pp_yaml_problem(source, node, field, remedies[type], "must be %s", names[type]);
    return NULL;
}

static bool is_null(const struct pp_yaml *node)
{
    return node->plain && (node->value[0] == '\0' || strcmp(node->value, "~") == 0 ||
                           strcmp(node->value, "null") == 0);
}

// The scalar child of `map`; NULL when it is not there or has no value.
static const struct pp_yaml *find_scalar(const struct pp_yaml_source *source,
                                         const struct pp_yaml *map, const char *field,
                                         const char *key, bool needed)
{
    const struct pp_yaml *node = find(source, map, field, key, needed, PP_YAML_SCALAR);
    if (node && is_null(node)) {
        pp_yaml_problem(source, node, field, "fill it in, or take the line out", "has no value");
        return NULL;
    }
    return node;
}

bool pp_yaml_string(const struct pp_yaml_source *source, const struct pp_yaml *map,
                    const char *prefix, const char *key, bool needed, const char **value)
{
    char field[FIELD_MAX];
    join(field, prefix, key);
    const struct pp_yaml *node = find_scalar(source, map, field, key, needed);
    if (!node)
        return false;
    if (needed && !node->value[0]) {
        pp_yaml_problem(source, node, field, "fill it in", "is empty");
        return false;
    }
    if (strchr(node->value, '\n') || pp_text_has_controls(node->value)) {
        pp_yaml_problem(source, node, field, "write it on one line, without control characters",
                        "has a line end or a control character in it");
        return false;
    }
    *value = node->value;
    return true;
}

bool pp_yaml_id(const struct pp_yaml_source *source, const struct pp_yaml *map, const char *prefix,
                const char *key, bool needed, const char **value)
{
    char field[FIELD_MAX];
    join(field, prefix, key);
    const struct pp_yaml *node = find_scalar(source, map, field, key, needed);
    if (!node)
        return false;
    if (!pp_text_is_id(node->value)) {
        pp_yaml_problem(source, node, field,
                        "use small letters a-z, digits and _, beginning with a letter, at most 40",
                        "\"%.60s\" is not an identifier", node->value);
        return false;
    }
    *value = node->value;
    return true;
}

bool pp_yaml_long(const struct pp_yaml_source *source, const struct pp_yaml *map,
                  const char *prefix, const char *key, bool needed, long low, long high,
                  long *value)
{
    char field[FIELD_MAX];
    join(field, prefix, key);
    const struct pp_yaml *node = find_scalar(source, map, field, key, needed);
    if (!node)
        return false;
    if (node->plain && pp_text_to_long(node->value, low, high, value))
        return true;
    char remedy[REMEDY_MAX];
    snprintf(remedy, sizeof(remedy), "write a whole number from %ld to %ld, without quotes", low,
             high);
    pp_yaml_problem(source, node, field, remedy, "\"%.60s\" does not fit", node->value);
    return false;
}

bool pp_yaml_double(const struct pp_yaml_source *source, const struct pp_yaml *map,
                    const char *prefix, const char *key, bool needed, double low, double high,
                    double *value)
{
    char field[FIELD_MAX];
    join(field, prefix, key);
    const struct pp_yaml *node = find_scalar(source, map, field, key, needed);
    if (!node)
        return false;
    if (node->plain && pp_text_to_double(node->value, low, high, value))
        return true;
    char remedy[REMEDY_MAX];
    snprintf(remedy, sizeof(remedy),
             "write a number from %g to %g, with a point for fractions and without quotes", low,
             high);
    pp_yaml_problem(source, node, field, remedy, "\"%.60s\" does not fit", node->value);
    return false;
}

bool pp_yaml_bool(const struct pp_yaml_source *source, const struct pp_yaml *map,
                  const char *prefix, const char *key, bool needed, bool *value)
{
    char field[FIELD_MAX];
    join(field, prefix, key);
    const struct pp_yaml *node = find_scalar(source, map, field, key, needed);
    if (!node)
        return false;
    bool yes = strcmp(node->value, "true") == 0;
    if (!node->plain || (!yes && strcmp(node->value, "false") != 0)) {
        pp_yaml_problem(source, node, field, "write true or false, without quotes",
                        "\"%.60s\" does not fit", node->value);
        return false;
    }
    *value = yes;
    return true;
}

// "a, b, c", cut to fit.
static void list_names(char *out, size_t size, const char *before, const char *const *names,
                       size_t count)
{
    size_t used = (size_t)snprintf(out, size, "%s", before);
    for (size_t i = 0; i < count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ", " : "", names[i]);
}

bool pp_yaml_choice(const struct pp_yaml_source *source, const struct pp_yaml *map,
                    const char *prefix, const char *key, bool needed, const char *const *choices,
                    size_t count, size_t *value)
{
    char field[FIELD_MAX];
    join(field, prefix, key);
    const struct pp_yaml *node = find_scalar(source, map, field, key, needed);
    if (!node)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(node->value, choices[i]) == 0) {
            *value = i;
            return true;
        }
    }
    char remedy[REMEDY_MAX];
    list_names(remedy, sizeof(remedy), "write one of: ", choices, count);
    pp_yaml_problem(source, node, field, remedy, "\"%.60s\" is not known here", node->value);
    return false;
}

const struct pp_yaml *pp_yaml_map(const struct pp_yaml_source *source, const struct pp_yaml *map,
                                  const char *prefix, const char *key, bool needed)
{
    char field[FIELD_MAX];
    join(field, prefix, key);
    return find(source, map, field, key, needed, PP_YAML_MAP);
}

const struct pp_yaml *pp_yaml_list(const struct pp_yaml_source *source, const struct pp_yaml *map,
                                   const char *prefix, const char *key, bool needed)
{
    char field[FIELD_MAX];
    join(field, prefix, key);
    return find(source, map, field, key, needed, PP_YAML_LIST);
}

void pp_yaml_only(const struct pp_yaml_source *source, const struct pp_yaml *map,
                  const char *prefix, const char *const *known, size_t count)
{
    for (size_t i = 0; i < map->count; i++) {
        const struct pp_yaml *item = map->items[i];
        bool found = false;
        for (size_t j = 0; j < count && !found; j++)
            found = strcmp(item->key, known[j]) == 0;
        if (found)
            continue;
        char field[FIELD_MAX];
        char remedy[REMEDY_MAX] = "";
        join(field, prefix, item->key);
        if (source->report->count < PP_REPORT_KEPT) // else nobody reads it
            snprintf(remedy, sizeof(remedy), "the nearest known name is \"%s\"",
                     pp_nearest_name(item->key, known, count));
        pp_yaml_problem(source, item, field, remedy, "is not known here");
    }
}
