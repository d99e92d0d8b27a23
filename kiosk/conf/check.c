#include "conf/check.h"

#include <string.h>

#include "sys/paths.h"

const struct pp_yaml *pp_check_root(const struct pp_yaml_source *source, struct pp_arena *arena,
                                    enum pp_yaml_type type)
{
    const struct pp_yaml *root = pp_yaml_read(arena, source->file, source->report);
    if (!root || root->type == type)
        return root;
    if (type == PP_YAML_MAP)
        pp_yaml_problem(source, root, NULL, "write lines `name: value`",
                        "must be a group of names with values");
    else
        pp_yaml_problem(source, root, NULL, "write lines that begin with `- `", "must be a list");
    return NULL;
}

const struct pp_yaml *pp_check_file(struct pp_yaml_source *source, struct pp_arena *arena,
                                    const char *dir, const char *name, enum pp_yaml_type type)
{
    char path[PP_PATH_MAX];
    source->file = pp_path_join(path, dir, name) ? pp_arena_strdup(arena, path) : NULL;
    if (!source->file) {
        source->file = name;
        pp_yaml_problem(source, NULL, NULL, "use a folder with a shorter name",
                        "the name of its folder is too long, or memory is out");
        return NULL;
    }
    return pp_check_root(source, arena, type);
}

bool pp_check_file_word(const char *text)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_-";
    size_t length = strspn(text, allowed);
    return length > 0 && length <= 40 && text[length] == '\0' && text[0] != '-';
}

bool pp_check_https(const char *url)
{
    static const char scheme[] = "https://";
    if (strncmp(url, scheme, sizeof(scheme) - 1) != 0)
        return false;
    const char *host = url + sizeof(scheme) - 1;
    return host[0] != '\0' && host[0] != '/' && !strpbrk(host, " \"<>\\");
}

bool pp_check_phone(const char *number)
{
    size_t digits = 0;
    for (const char *c = number; *c; c++) {
        if (*c >= '0' && *c <= '9')
            digits++;
        else if (!strchr(" +-", *c))
            return false;
    }
    return digits >= 3;
}
