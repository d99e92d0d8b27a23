#include "conf/pack_check.h"

#include <stdio.h>
#include <string.h>

#include "conf/pack_needs.h"

// Finding the nearest known path looks at all of them: worth it for a few mistakes only.
enum { SUGGESTIONS = 20, REMEDY_MAX = 320, PATH_PART_MAX = 192 };

struct checker {
    const struct pp_yaml_source *source;
    const struct pp_yaml *root;
    const char *code;
    struct pp_needs needs;
    unsigned suggestions; // made
};

static void unknown(struct checker *checker, const struct pp_leaf *leaf)
{
    char remedy[REMEDY_MAX] = "see lang/README.md";
    if (checker->suggestions++ < SUGGESTIONS)
        snprintf(remedy, sizeof(remedy), "the nearest known path is %s",
                 pp_needs_nearest(&checker->needs, leaf->path)->path);
    pp_yaml_problem(checker->source, leaf->node, leaf->path, remedy, "is not known here");
}

// Whether `fills` ("place host") has the name of `length` bytes at `name`.
static bool fill_known(const char *fills, const char *name, size_t length)
{
    while (*fills) {
        size_t word = strcspn(fills, " ");
        if (word == length && strncmp(fills, name, length) == 0)
            return true;
        fills += word + strspn(fills + word, " ");
    }
    return false;
}

// "{place} {host}"
static void fills_remedy(char *remedy, size_t size, const char *fills)
{
    if (!fills[0]) {
        snprintf(remedy, size, "write it without braces");
        return;
    }
    size_t used = (size_t)snprintf(remedy, size, "known here:");
    while (*fills && used < size) {
        size_t word = strcspn(fills, " ");
        used += (size_t)snprintf(remedy + used, size - used, " {%.*s}", (int)word, fills);
        fills += word + strspn(fills + word, " ");
    }
}

static void check_braces(const struct checker *checker, const struct pp_leaf *leaf,
                         const struct pp_need *need)
{
    char remedy[REMEDY_MAX];
    for (const char *at = strpbrk(leaf->text, "{}"); at; at = strpbrk(at, "{}")) {
        size_t length = strcspn(at + 1, "{}");
        bool closed = *at == '{' && at[1 + length] == '}';
        if (!closed || !fill_known(need->fills, at + 1, length)) {
            fills_remedy(remedy, sizeof(remedy), need->fills);
            pp_yaml_problem(checker->source, leaf->node, leaf->path, remedy,
                            closed ? "\"%.*s\" is not filled in here" : "a brace stands alone",
                            (int)(length < 60 ? length + 2 : 60), at);
            return;
        }
        at += length + 2;
    }
}

// Of a text in a list: what is needed at that number, or else the list.
static struct pp_need *find_need(const struct checker *checker, const struct pp_leaf *leaf)
{
    struct pp_need *need = pp_needs_find(&checker->needs, leaf->path, strlen(leaf->path));
    if (need || leaf->list_length == 0)
        return need;
    return pp_needs_find(&checker->needs, leaf->path, leaf->list_length);
}

static void check_leaf(struct checker *checker, const struct pp_leaf *leaf)
{
    const struct pp_yaml_source *source = checker->source;
    struct pp_need *need = find_need(checker, leaf);
    if (!need) {
        unknown(checker, leaf);
        return;
    }
    need->seen++;
    if (need->list != (leaf->list_length > 0 && leaf->path[strlen(need->path)] == '.')) {
        pp_yaml_problem(source, leaf->node, need->path,
                        need->list ? "write a list: lines that begin with `- `"
                                   : "write one text behind the colon",
                        need->list ? "must be a list" : "must be one text");
        return;
    }
    check_braces(checker, leaf, need);
    const char *problem = need->phrases ? pp_phrase_problem(leaf->text) : NULL;
    if (problem)
        pp_yaml_problem(source, leaf->node, need->path,
                        "write words, ( ), | and [ ] for what may be left out", "\"%.80s\" %s",
                        leaf->text, problem);
}

// The deepest place in the file on the way to `path`: there the missing text belongs.
static const struct pp_yaml *place_of(const struct pp_yaml *node, const char *path)
{
    for (;;) {
        char part[PATH_PART_MAX];
        size_t length = strcspn(path, ".");
        snprintf(part, sizeof(part), "%.*s", (int)length, path);
        const struct pp_yaml *child = pp_yaml_get(node, part);
        if (!child)
            return node;
        node = child;
        if (path[length] == '\0')
            return node;
        path += length + 1;
    }
}

static void check_need(const struct checker *checker, const struct pp_need *need)
{
    const struct pp_yaml *place = place_of(checker->root, need->path);
    char remedy[64];
    if (need->seen == 0 && !need->optional) {
        pp_yaml_problem(checker->source, place, need->path,
                        need->list ? "add the list" : "add the text", "is missing");
    } else if (need->count > 0 && need->seen != need->count) {
        snprintf(remedy, sizeof(remedy), "it needs %u", need->count);
        pp_yaml_problem(checker->source, place, need->path, remedy, "has %zu texts", need->seen);
    }
}

static void check_head(const struct checker *checker)
{
    static const char *const directions[] = {"ltr", "rtl"};
    const struct pp_yaml_source *source = checker->source;
    const char *code = NULL;
    size_t direction = 0;
    pp_yaml_choice(source, checker->root, "", "direction", false, directions, 2, &direction);
    if (pp_yaml_string(source, checker->root, "", "code", false, &code) &&
        strcmp(code, checker->code) != 0) {
        char remedy[REMEDY_MAX];
        snprintf(remedy, sizeof(remedy), "write %s, or rename the file to %.60s.yaml",
                 checker->code, code);
        pp_yaml_problem(source, pp_yaml_get(checker->root, "code"), "code", remedy,
                        "\"%.60s\" is not the name of the file", code);
    }
}

void pp_pack_check(const struct pp_yaml_source *source, struct pp_arena *arena,
                   const struct pp_yaml *root, const struct pp_leaves *leaves, const char *code,
                   const struct pp_flow *flow)
{
    struct checker checker = {.source = source, .root = root, .code = code};
    if (!pp_needs_make(&checker.needs, arena, flow, code, root)) {
        pp_yaml_problem(source, NULL, NULL, "give the program more memory", "memory is out");
        return;
    }
    check_head(&checker);
    for (size_t i = 0; i < leaves->count; i++)
        check_leaf(&checker, &leaves->items[i]);
    for (size_t i = 0; i < checker.needs.count; i++)
        check_need(&checker, &checker.needs.items[i]);
}
