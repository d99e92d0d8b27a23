#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/yaml.h"
#include "sys/paths.h"
#include "voice/phones.h"

struct loader {
    struct pp_yaml_source source;
    struct pp_arena *arena;
    struct pp_phones *table;
};

static bool is_name(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    size_t length = strlen(name);
    return length > 0 && length <= 40 && strspn(name, allowed) == length;
}

static bool is_phone(const struct pp_phones *table, const char *name, size_t length)
{
    for (const char *const *phone = table->phones; *phone; phone++) {
        if (strncmp(*phone, name, length) == 0 && (*phone)[length] == '\0')
            return true;
    }
    return false;
}

// Phones of the table, parted by single spaces; or nothing at all.
static bool is_row_of_phones(const struct pp_phones *table, const char *text)
{
    if (*text == '\0')
        return true;
    for (;;) {
        size_t length = strcspn(text, " ");
        if (!is_phone(table, text, length))
            return false;
        if (text[length] == '\0')
            return true;
        text += length + 1;
    }
}

static bool check_scalars(const struct loader *l, const struct pp_yaml *list, const char *field,
                          size_t most)
{
    bool right = list->type == PP_YAML_LIST && list->count > 0 && list->count <= most;
    for (size_t i = 0; right && i < list->count; i++)
        right = list->items[i]->type == PP_YAML_SCALAR;
    if (!right)
        pp_yaml_problem(&l->source, list, field, "a list in [ ]", "not a list of 1 to %zu texts",
                        most);
    return right;
}

static const char **load_list(const struct loader *l, const struct pp_yaml *root, const char *key)
{
    const struct pp_yaml *list = pp_yaml_list(&l->source, root, "", key, true);
    if (!list || !check_scalars(l, list, key, 200))
        return NULL;
    const char **texts = pp_arena_alloc(l->arena, (list->count + 1) * sizeof(*texts));
    for (size_t i = 0; texts && i < list->count; i++) {
        texts[i] = list->items[i]->value;
        if (texts[i][0] == '\0') {
            pp_yaml_problem(&l->source, list->items[i], key, "leave it out", "empty");
            return NULL;
        }
    }
    return texts;
}

static bool load_sound(const struct loader *l, const struct pp_yaml *item, const char *field,
                       struct pp_sound *sound)
{
    if (!check_scalars(l, item, field, PP_MAX_ALTERNATIVES))
        return false;
    sound->ipa = item->key;
    sound->length = strlen(item->key);
    if (sound->length == 0) {
        pp_yaml_problem(&l->source, item, field, "IPA before the colon", "no sound");
        return false;
    }
    for (; sound->count < item->count; sound->count++) {
        const char *phones = item->items[sound->count]->value;
        if (!is_row_of_phones(l->table, phones)) {
            pp_yaml_problem(&l->source, item, field, "phones of the list, a space between",
                            "\"%s\" for %s is not made of phones", phones, sound->ipa);
            return false;
        }
        sound->phones[sound->count] = phones;
    }
    return true;
}

static int by_length(const void *a, const void *b)
{
    const struct pp_sound *left = a;
    const struct pp_sound *right = b;
    return (left->length < right->length) - (left->length > right->length);
}

static struct pp_sound *load_sounds(const struct loader *l, const struct pp_yaml *root,
                                    const char *key, size_t *count)
{
    const struct pp_yaml *map = pp_yaml_map(&l->source, root, "", key, true);
    if (!map)
        return NULL;
    struct pp_sound *sounds = pp_arena_alloc(l->arena, (map->count + 1) * sizeof(*sounds));
    for (size_t i = 0; sounds && i < map->count; i++) {
        if (!load_sound(l, map->items[i], key, &sounds[i]))
            return NULL;
    }
    if (sounds)
        qsort(sounds, map->count, sizeof(*sounds), by_length);
    *count = map->count;
    return sounds;
}

static bool load_spelling(const struct loader *l, const struct pp_yaml *item, const char *voice)
{
    if (!check_scalars(l, item, "words", PP_MAX_PRONUNCIATIONS))
        return false;
    struct pp_spelling *spelling = &l->table->spellings[l->table->spelling_count++];
    spelling->voice = voice;
    spelling->word = item->key;
    for (; spelling->count < item->count; spelling->count++)
        spelling->ipa[spelling->count] = item->items[spelling->count]->value;
    return true;
}

static bool load_spellings(const struct loader *l, const struct pp_yaml *root)
{
    const struct pp_yaml *voices = pp_yaml_map(&l->source, root, "", "words", false);
    size_t total = 0;
    for (size_t i = 0; voices && i < voices->count; i++) {
        if (voices->items[i]->type != PP_YAML_MAP) {
            pp_yaml_problem(&l->source, voices->items[i], "words", "VOICE: {word: [ipa]}",
                            "not a map of words");
            return false;
        }
        total += voices->items[i]->count;
    }
    l->table->spellings = pp_arena_alloc(l->arena, (total + 1) * sizeof(*l->table->spellings));
    if (!l->table->spellings)
        return false;
    for (size_t i = 0; voices && i < voices->count; i++) {
        const struct pp_yaml *words = voices->items[i];
        for (size_t j = 0; j < words->count; j++) {
            if (!load_spelling(l, words->items[j], words->key))
                return false;
        }
    }
    return true;
}

static bool load(const struct loader *l, const struct pp_yaml *root)
{
    static const char *const known[] = {"phones", "ignore", "sounds", "endings", "words"};
    struct pp_phones *table = l->table;
    if (root->type != PP_YAML_MAP) {
        pp_yaml_problem(&l->source, root, "",
                        "phones:, ignore:, sounds:, endings:, words:", "not a map");
        return false;
    }
    size_t errors = l->source.report->errors;
    pp_yaml_only(&l->source, root, "", known, sizeof(known) / sizeof(*known));
    table->phones = load_list(l, root, "phones");
    table->ignored = load_list(l, root, "ignore");
    if (!table->phones || !table->ignored)
        return false;
    table->sounds = load_sounds(l, root, "sounds", &table->sound_count);
    table->endings = load_sounds(l, root, "endings", &table->ending_count);
    return table->sounds && table->endings && load_spellings(l, root) &&
           l->source.report->errors == errors;
}

bool pp_phones_load(struct pp_phones *table, struct pp_arena *arena, const char *config_dir,
                    const char *name, struct pp_report *report)
{
    char folder[PP_PATH_MAX];
    char path[PP_PATH_MAX];
    char file[64];
    if (!is_name(name)) {
        pp_report_add(report, PP_ERROR, (struct pp_place){.field = "voice.phones"},
                      "small letters, digits and -, as in en-us", "\"%s\" is not a table's name",
                      name);
        return false;
    }
    snprintf(file, sizeof(file), "%s.yaml", name);
    if (!pp_path_join(folder, config_dir, "phones") || !pp_path_join(path, folder, file)) {
        pp_report_add(report, PP_ERROR, (struct pp_place){.file = config_dir}, NULL,
                      "the path is too long");
        return false;
    }
    const struct pp_yaml *root = pp_yaml_read(arena, path, report);
    if (!root)
        return false;
    struct pp_phones loaded = {0};
    struct loader loader = {{path, report}, arena, &loaded};
    if (!load(&loader, root))
        return false;
    *table = loaded;
    return true;
}
