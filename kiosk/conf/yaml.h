// Human-edited YAML (libyaml) as a tree that remembers lines, and readers that name what is wrong.
//
// A reader finds a value, checks its form, and otherwise adds a problem with file, line, field and
// remedy to the report. Anchors, aliases and tags are refused: a keeper does not need them, and
// aliases are a way to make a small file huge.
#ifndef PP_CONF_YAML_H
#define PP_CONF_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/arena.h"
#include "sys/report.h"

enum pp_yaml_type { PP_YAML_SCALAR, PP_YAML_LIST, PP_YAML_MAP };

struct pp_yaml {
    enum pp_yaml_type type;
    unsigned line;
    const char *key;   // in a map: its name; else NULL
    const char *value; // of a scalar; else NULL
    bool plain;        // a scalar without quotes
    size_t count;      // of a list or a map
    struct pp_yaml **items;
};

// What a set of readers shares. `prefix` names the place in the file, for messages.
struct pp_yaml_source {
    const char *file;
    struct pp_report *report;
};

enum { PP_YAML_LIMIT = 2 * 1024 * 1024, PP_YAML_DEPTH = 16 };

// Parses a file (one document, UTF-8, at most PP_YAML_LIMIT bytes) into `arena`. NULL when it
// cannot be read or is not such YAML; the report says where. Duplicate keys are errors.
struct pp_yaml *pp_yaml_read(struct pp_arena *arena, const char *path, struct pp_report *report);

// The child of a map by key, or NULL.
const struct pp_yaml *pp_yaml_get(const struct pp_yaml *map, const char *key);

// Adds an error about `node` (may be NULL: the whole file). `field` is the dotted path.
void pp_yaml_problem(const struct pp_yaml_source *source, const struct pp_yaml *node,
                     const char *field, const char *remedy, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

// Readers of a map's child. `needed`: its absence is an error too, and so is an empty string. All
// return whether *value was set; on absence or error it stays as it was. `prefix` is the dotted
// path of `map` ("" at the top).
bool pp_yaml_string(const struct pp_yaml_source *source, const struct pp_yaml *map,
                    const char *prefix, const char *key, bool needed, const char **value);
bool pp_yaml_id(const struct pp_yaml_source *source, const struct pp_yaml *map, const char *prefix,
                const char *key, bool needed, const char **value);
bool pp_yaml_long(const struct pp_yaml_source *source, const struct pp_yaml *map,
                  const char *prefix, const char *key, bool needed, long low, long high,
                  long *value);
bool pp_yaml_double(const struct pp_yaml_source *source, const struct pp_yaml *map,
                    const char *prefix, const char *key, bool needed, double low, double high,
                    double *value);
bool pp_yaml_bool(const struct pp_yaml_source *source, const struct pp_yaml *map,
                  const char *prefix, const char *key, bool needed, bool *value);
// A word out of `choices` (`count` of them): *value becomes its index.
bool pp_yaml_choice(const struct pp_yaml_source *source, const struct pp_yaml *map,
                    const char *prefix, const char *key, bool needed, const char *const *choices,
                    size_t count, size_t *value);
// A child that is a map or a list.
const struct pp_yaml *pp_yaml_map(const struct pp_yaml_source *source, const struct pp_yaml *map,
                                  const char *prefix, const char *key, bool needed);
const struct pp_yaml *pp_yaml_list(const struct pp_yaml_source *source, const struct pp_yaml *map,
                                   const char *prefix, const char *key, bool needed);
// Every key of `map` that is not among `known` is an error that names the nearest known one.
void pp_yaml_only(const struct pp_yaml_source *source, const struct pp_yaml *map,
                  const char *prefix, const char *const *known, size_t count);

#endif
