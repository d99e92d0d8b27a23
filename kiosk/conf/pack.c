#include "conf/pack.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/check.h"
#include "conf/pack_check.h"
#include "conf/yaml.h"
#include "sys/paths.h"
#include "sys/text.h"

enum { TEXT_PATH_MAX = 192 };

struct flattener {
    const struct pp_yaml_source *source;
    struct pp_arena *arena;
    struct pp_leaves *leaves;
    char path[TEXT_PATH_MAX];
};

static size_t count_leaves(const struct pp_yaml *node)
{
    if (node->type == PP_YAML_SCALAR)
        return 1;
    size_t count = 0;
    for (size_t i = 0; i < node->count; i++)
        count += count_leaves(node->items[i]);
    return count;
}

static void check_text(const struct flattener *flattener, const struct pp_yaml *node)
{
    if (node->value[0] == '\0')
        pp_yaml_problem(flattener->source, node, flattener->path, "write the text", "has no text");
    else if (pp_text_has_controls(node->value))
        pp_yaml_problem(flattener->source, node, flattener->path,
                        "take out signs that cannot be seen, such as a tab",
                        "has a control character in it");
}

static void add_leaf(struct flattener *flattener, const struct pp_yaml *node, size_t list_length)
{
    check_text(flattener, node);
    const char *path = pp_arena_strdup(flattener->arena, flattener->path);
    if (!path) {
        pp_yaml_problem(flattener->source, node, NULL, "give the program more memory",
                        "memory is out");
        return;
    }
    flattener->leaves->items[flattener->leaves->count++] =
        (struct pp_leaf){path, node->value, node, list_length};
}

// A part of a path: with a dot in it, two paths could be the same.
static bool name_ok(const struct flattener *flattener, const struct pp_yaml *node)
{
    if (pp_check_file_word(node->key))
        return true;
    pp_yaml_problem(flattener->source, node, flattener->path,
                    "use letters, digits, - and _, at most 40", "\"%.60s\" is not a name",
                    node->key);
    return false;
}

static void flatten(struct flattener *flattener, const struct pp_yaml *node, size_t length,
                    size_t list_length)
{
    if (node->type == PP_YAML_SCALAR) {
        add_leaf(flattener, node, list_length);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct pp_yaml *item = node->items[i];
        const char *dot = length > 0 ? "." : "";
        char *end = flattener->path + length;
        size_t room = sizeof(flattener->path) - length;
        if (node->type == PP_YAML_MAP && !name_ok(flattener, item))
            continue;
        int added = node->type == PP_YAML_MAP ? snprintf(end, room, "%s%s", dot, item->key)
                                              : snprintf(end, room, "%s%zu", dot, i);
        if (added < 0 || (size_t)added >= room)
            pp_yaml_problem(flattener->source, item, NULL, "use shorter names",
                            "the path of a text is too long");
        else
            flatten(flattener, item, length + (size_t)added,
                    node->type == PP_YAML_LIST ? length : 0);
        *end = '\0';
    }
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct pp_pack_entry *)a)->path, ((const struct pp_pack_entry *)b)->path);
}

// All texts of a tree, in the order of the file.
static bool collect(struct pp_leaves *leaves, const struct pp_yaml_source *source,
                    struct pp_arena *arena, const struct pp_yaml *root)
{
    size_t room = count_leaves(root);
    leaves->items = pp_arena_alloc(arena, (room + 1) * sizeof(*leaves->items));
    if (!leaves->items) {
        pp_yaml_problem(source, NULL, NULL, "give the program more memory", "memory is out");
        return false;
    }
    struct flattener flattener = {.source = source, .arena = arena, .leaves = leaves};
    flatten(&flattener, root, 0, 0);
    return true;
}

static bool set_entries(struct pp_pack *pack, struct pp_arena *arena,
                        const struct pp_leaves *leaves)
{
    pack->entries = pp_arena_alloc(arena, (leaves->count + 1) * sizeof(*pack->entries));
    if (!pack->entries)
        return false;
    for (size_t i = 0; i < leaves->count; i++)
        pack->entries[i] = (struct pp_pack_entry){leaves->items[i].path, leaves->items[i].text};
    pack->count = leaves->count;
    qsort(pack->entries, pack->count, sizeof(*pack->entries), compare_entries);
    return true;
}

static bool load(struct pp_pack *pack, const struct pp_yaml_source *source, struct pp_arena *arena,
                 const char *code, const struct pp_flow *flow)
{
    size_t errors = source->report->errors;
    const struct pp_yaml *root = pp_check_root(source, arena, PP_YAML_MAP);
    struct pp_leaves leaves = {0};
    if (!root || !collect(&leaves, source, arena, root))
        return false;
    struct pp_pack loaded = {0};
    if (flow)
        pp_pack_check(source, arena, root, &leaves, code, flow);
    if (!set_entries(&loaded, arena, &leaves)) {
        pp_yaml_problem(source, NULL, NULL, "give the program more memory", "memory is out");
        return false;
    }
    if (source->report->errors > errors)
        return false;
    if (flow) {
        loaded.code = pp_pack_find(&loaded, "code");
        loaded.name = pp_pack_find(&loaded, "name");
        loaded.voice = pp_pack_find(&loaded, "voice");
        loaded.rtl = strcmp(pp_pack_text(&loaded, "direction"), "rtl") == 0;
    }
    *pack = loaded;
    return true;
}

bool pp_pack_load(struct pp_pack *pack, struct pp_arena *arena, const char *lang_dir,
                  const char *code, const struct pp_flow *flow, struct pp_report *report)
{
    struct pp_yaml_source source = {lang_dir, report};
    if (!pp_check_file_word(code)) {
        pp_yaml_problem(&source, NULL, NULL, "give the name of a pack without .yaml, such as nl",
                        "\"%.60s\" is not the code of a language", code);
        return false;
    }
    char name[64];
    char path[PP_PATH_MAX];
    snprintf(name, sizeof(name), "%s.yaml", code);
    if (!pp_path_join(path, lang_dir, name)) {
        pp_yaml_problem(&source, NULL, NULL, "use a folder with a shorter name",
                        "the name of the folder is too long");
        return false;
    }
    source.file = path;
    return load(pack, &source, arena, code, flow);
}

bool pp_texts_load(struct pp_pack *texts, struct pp_arena *arena, const char *path,
                   struct pp_report *report)
{
    const struct pp_yaml_source source = {path, report};
    return load(texts, &source, arena, NULL, NULL);
}

static const char *find(const struct pp_pack *pack, const char *path)
{
    const struct pp_pack_entry key = {.path = path};
    if (pack->count == 0)
        return NULL;
    const struct pp_pack_entry *entry =
        bsearch(&key, pack->entries, pack->count, sizeof(key), compare_entries);
    return entry ? entry->text : NULL;
}

// A path that does not fit is one that no text has.
static bool make_path(char path[TEXT_PATH_MAX], const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static bool make_path(char path[TEXT_PATH_MAX], const char *format, va_list args)
{
    int length = vsnprintf(path, TEXT_PATH_MAX, format, args);
    return length >= 0 && length < TEXT_PATH_MAX;
}

const char *pp_pack_find(const struct pp_pack *pack, const char *format, ...)
{
    char path[TEXT_PATH_MAX];
    va_list args;
    va_start(args, format);
    bool fits = make_path(path, format, args);
    va_end(args);
    return fits ? find(pack, path) : NULL;
}

const char *pp_pack_text(const struct pp_pack *pack, const char *format, ...)
{
    char path[TEXT_PATH_MAX];
    va_list args;
    va_start(args, format);
    bool fits = make_path(path, format, args);
    va_end(args);
    const char *text = fits ? find(pack, path) : NULL;
    return text ? text : "";
}

const char *pp_pack_item(const struct pp_pack *pack, size_t n, const char *format, ...)
{
    char path[TEXT_PATH_MAX];
    va_list args;
    va_start(args, format);
    bool fits = make_path(path, format, args);
    va_end(args);
    if (!fits)
        return NULL;
    size_t length = strlen(path);
    int added = snprintf(path + length, sizeof(path) - length, ".%zu", n);
    return added > 0 && (size_t)added < sizeof(path) - length ? find(pack, path) : NULL;
}

// The fill for the place in braces that `text` begins with, and how long that place is.
static const struct pp_fill *fill_at(const char *text, const struct pp_fill *fills, size_t count,
                                     size_t *length)
{
    for (size_t i = 0; text[0] == '{' && i < count; i++) {
        size_t name = strlen(fills[i].name);
        if (strncmp(text + 1, fills[i].name, name) == 0 && text[1 + name] == '}') {
            *length = name + 2;
            return &fills[i];
        }
    }
    *length = 1;
    return NULL;
}

const char *pp_fill(struct pp_arena *arena, const char *text, const struct pp_fill *fills,
                    size_t count)
{
    size_t size = 0;
    size_t length = 0;
    for (const char *at = text; *at; at += length) {
        const struct pp_fill *fill = fill_at(at, fills, count, &length);
        size += fill ? strlen(fill->value) : 1;
    }
    char *filled = pp_arena_alloc(arena, size + 1);
    if (!filled)
        return "";
    char *end = filled;
    for (const char *at = text; *at; at += length) {
        const struct pp_fill *fill = fill_at(at, fills, count, &length);
        size_t piece = fill ? strlen(fill->value) : 1;
        memcpy(end, fill ? fill->value : at, piece);
        end += piece;
    }
    return filled;
}
