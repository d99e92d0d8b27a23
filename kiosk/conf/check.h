// Checks that several loaders share. Private to conf/.
#ifndef PP_CONF_CHECK_H
#define PP_CONF_CHECK_H

#include <stdbool.h>

#include "conf/yaml.h"

// The root of `source->file`, which must be of `type`; NULL with a problem in the report.
const struct pp_yaml *pp_check_root(const struct pp_yaml_source *source, struct pp_arena *arena,
                                    enum pp_yaml_type type);

// Reads NAME in the folder `dir`: its path (in `arena`, NULL when memory is out) becomes
// source->file.
const struct pp_yaml *pp_check_file(struct pp_yaml_source *source, struct pp_arena *arena,
                                    const char *dir, const char *name, enum pp_yaml_type type);

// Whether `text` can be part of a file name: letters, digits, - and _, at most 40, not beginning
// with -. Language codes (BCP 47) and names of phone tables are such.
bool pp_check_file_word(const char *text);

// Whether it begins with https:// and a host follows, without spaces.
bool pp_check_https(const char *url);

// Whether it can be dialled: digits, spaces, + and -, with at least three digits.
bool pp_check_phone(const char *number);

#endif
