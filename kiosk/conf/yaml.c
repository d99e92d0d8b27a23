#include "conf/yaml.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "conf/nearest.h"
#include "sys/file.h"
#include "sys/text.h"

// A pack of 100 KB has about 3,000 nodes.
enum { MAX_NODES = 100000 };

// What is being built. Children of lists and maps that are still open wait on the stack.
struct builder {
    yaml_parser_t parser;
    const char *text; // the file, for messages
    size_t length;
    struct pp_arena *arena;
    struct pp_yaml_source source;
    struct pp_yaml **stack;
    size_t stack_count, stack_room;
    size_t nodes;
    bool duplicates; // keys that stand twice were found
};

void pp_yaml_problem(const struct pp_yaml_source *source, const struct pp_yaml *node,
                     const char *field, const char *remedy, const char *format, ...)
{
    char what[sizeof(((struct pp_problem *)0)->what)];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    struct pp_place place = {source->file, node ? node->line : 0, field};
    pp_report_add(source->report, PP_ERROR, place, remedy, "%s", what);
}

static void problem_at(const struct builder *builder, size_t line, const char *remedy,
                       const char *what)
{
    struct pp_place place = {builder->source.file, (unsigned)line, NULL};
    pp_report_add(builder->source.report, PP_ERROR, place, remedy, "%s", what);
}

static size_t line_of_offset(const char *text, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n';
    return line;
}

// Whether the indentation of a line (from 1) has a tab in it.
static bool indented_with_tab(const char *text, size_t line)
{
    for (; line > 1 && text; line--) {
        text = strchr(text, '\n');
        text = text ? text + 1 : NULL;
    }
    return text && text[strspn(text, " ")] == '\t';
}

// Says what libyaml did not like, with a remedy for what keepers most often do.
static void syntax_problem(const struct builder *builder)
{
    static const struct {
        const char *has;
        const char *remedy;
    } remedies[] = {
        {"mapping values are not allowed",
         "put a text that has \": \" in it between double quotes, "
         "and check the indentation"},
        {"end of stream", "close the quote or bracket that was opened"},
        {"control characters", "take out the control character"},
        {"cannot start any token", "put a text that begins with a sign between double quotes"},
        {"", "check the indentation, quotes and brackets of this line and the one before"},
    };
    const yaml_parser_t *parser = &builder->parser;
    const char *what = parser->problem ? parser->problem : "memory is out";
    bool of_reader = parser->error == YAML_READER_ERROR;
    size_t line = of_reader ? line_of_offset(builder->text, parser->problem_offset)
                            : parser->problem_mark.line + 1;
    if (indented_with_tab(builder->text, line)) {
        problem_at(builder, line, "indent with spaces", "a tab is used to indent");
        return;
    }
    size_t i = 0;
    while (!strstr(what, remedies[i].has))
        i++;
    problem_at(builder, line, remedies[i].remedy, what);
}

static void memory_problem(const struct builder *builder)
{
    problem_at(builder, 0, "give the program more memory", "memory is out");
}

static bool next_event(struct builder *builder, yaml_event_t *event)
{
    if (yaml_parser_parse(&builder->parser, event))
        return true;
    syntax_problem(builder);
    return false;
}

// The size of an array of `count` children.
static size_t pointers(size_t count)
{
    return count * sizeof(struct pp_yaml *); // NOLINT(bugprone-sizeof-expression): pointers
}

static bool push(struct builder *builder, struct pp_yaml *node)
{
    if (builder->stack_count == builder->stack_room) {
        size_t room = builder->stack_room ? builder->stack_room * 2 : 64;
        struct pp_yaml **grown = realloc(builder->stack, pointers(room));
        if (!grown) {
            memory_problem(builder);
            return false;
        }
        builder->stack = grown;
        builder->stack_room = room;
    }
    builder->stack[builder->stack_count++] = node;
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    const struct pp_yaml *one = *(struct pp_yaml *const *)a;
    const struct pp_yaml *other = *(struct pp_yaml *const *)b;
    int order = strcmp(one->key, other->key);
    return order ? order : (one->line > other->line) - (one->line < other->line);
}

// Sorted, so that a big map takes no square of its size.
static bool find_duplicates(struct builder *builder, const struct pp_yaml *map)
{
    if (map->count < 2)
        return true;
    struct pp_yaml **sorted = malloc(pointers(map->count));
    if (!sorted) {
        memory_problem(builder);
        return false;
    }
    memcpy(sorted, map->items, pointers(map->count));
    qsort(sorted, map->count, pointers(1), compare_keys);
    for (size_t i = 1; i < map->count; i++) {
        if (strcmp(sorted[i - 1]->key, sorted[i]->key) != 0)
            continue;
        builder->duplicates = true;
        pp_yaml_problem(&builder->source, sorted[i], sorted[i]->key, "keep one of the two",
                        "is there twice, on line %u too", sorted[i - 1]->line);
    }
    free(sorted);
    return true;
}

// Anchors and tags are refused on every kind of node.
static bool event_allowed(const struct builder *builder, const yaml_event_t *event)
{
    const yaml_char_t *anchor = NULL;
    const yaml_char_t *tag = NULL;
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    size_t line = event->start_mark.line + 1;
    if (event->type == YAML_ALIAS_EVENT || anchor)
        problem_at(builder, line, "write the value out, or put a text between double quotes",
                   "& and * (anchors) are not used here");
    else if (tag)
        problem_at(builder, line, "leave it out, or put a text between double quotes",
                   "! (a tag) is not used here");
    else
        return true;
    return false;
}

static struct pp_yaml *new_node(struct builder *builder, const yaml_event_t *event)
{
    size_t line = event->start_mark.line + 1;
    if (++builder->nodes > MAX_NODES) {
        problem_at(builder, line, "give a smaller file", "has more than 100000 values");
        return NULL;
    }
    struct pp_yaml *node = pp_arena_alloc(builder->arena, sizeof(*node));
    if (!node) {
        memory_problem(builder);
        return NULL;
    }
    node->line = (unsigned)line;
    return node;
}

// A copy of a scalar's text; a block (| or >) without the line ends behind it.
static const char *scalar_text(struct builder *builder, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    yaml_scalar_style_t style = event->data.scalar.style;
    if (strlen(text) != length) {
        problem_at(builder, event->start_mark.line + 1, "take it out", "a text has a NUL in it");
        return NULL;
    }
    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE) {
        while (length > 0 && text[length - 1] == '\n')
            length--;
    }
    const char *copy = pp_arena_strndup(builder->arena, text, length);
    if (!copy)
        memory_problem(builder);
    return copy;
}

static struct pp_yaml *build_node(struct builder *builder, const yaml_event_t *event,
                                  unsigned depth);

static bool close_children(struct builder *builder, struct pp_yaml *node, size_t first)
{
    node->count = builder->stack_count - first;
    node->items = pp_arena_alloc(builder->arena, pointers(node->count + 1));
    if (!node->items) {
        memory_problem(builder);
        return false;
    }
    if (node->count > 0)
        memcpy(node->items, builder->stack + first, pointers(node->count));
    builder->stack_count = first;
    return true;
}

static bool build_item(struct builder *builder, const yaml_event_t *event, unsigned depth)
{
    struct pp_yaml *item = build_node(builder, event, depth + 1);
    return item && push(builder, item);
}

// `event` is the key; takes the value's events.
static bool build_pair(struct builder *builder, const yaml_event_t *event, unsigned depth)
{
    size_t line = event->start_mark.line + 1;
    if (event->type != YAML_SCALAR_EVENT || event->data.scalar.length == 0) {
        problem_at(builder, line, "write `name: value`", "the name of a value must be a word");
        return false;
    }
    if (!event_allowed(builder, event))
        return false;
    const char *key = scalar_text(builder, event);
    yaml_event_t value;
    if (!key || !next_event(builder, &value))
        return false;
    struct pp_yaml *item = build_node(builder, &value, depth + 1);
    yaml_event_delete(&value);
    if (!item)
        return false;
    item->key = key;
    item->line = (unsigned)line;
    return push(builder, item);
}

static bool build_children(struct builder *builder, struct pp_yaml *node, unsigned depth)
{
    size_t first = builder->stack_count;
    bool ok = true;
    bool end = false;
    while (ok && !end) {
        yaml_event_t event;
        if (!next_event(builder, &event))
            return false;
        end = event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT;
        if (!end)
            ok = node->type == PP_YAML_MAP ? build_pair(builder, &event, depth)
                                           : build_item(builder, &event, depth);
        yaml_event_delete(&event);
    }
    if (!ok || !close_children(builder, node, first))
        return false;
    return node->type != PP_YAML_MAP || find_duplicates(builder, node);
}

// Recursion ends at PP_YAML_DEPTH.
static struct pp_yaml *build_node(struct builder *builder, const yaml_event_t *event,
                                  unsigned depth)
{
    if (!event_allowed(builder, event))
        return NULL;
    if (depth > PP_YAML_DEPTH) {
        problem_at(builder, event->start_mark.line + 1, "check the indentation and the brackets",
                   "is nested too deep");
        return NULL;
    }
    struct pp_yaml *node = new_node(builder, event);
    if (!node)
        return NULL;
    if (event->type == YAML_SCALAR_EVENT) {
        node->type = PP_YAML_SCALAR;
        node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        node->value = scalar_text(builder, event);
        return node->value ? node : NULL;
    }
    node->type = event->type == YAML_MAPPING_START_EVENT ? PP_YAML_MAP : PP_YAML_LIST;
    return build_children(builder, node, depth) ? node : NULL;
}

// Takes an event that must be of `type` and says nothing more.
static bool skip_event(struct builder *builder, yaml_event_type_t type)
{
    yaml_event_t event;
    if (!next_event(builder, &event))
        return false;
    bool as_expected = event.type == type;
    size_t line = event.start_mark.line + 1;
    yaml_event_delete(&event);
    if (!as_expected && type == YAML_DOCUMENT_START_EVENT)
        problem_at(builder, 0, "fill it in as config/README.md or lang/README.md says", "is empty");
    else if (!as_expected)
        problem_at(builder, line, "take out this line and what is behind it",
                   "a second document begins");
    return as_expected;
}

static struct pp_yaml *build_document(struct builder *builder)
{
    if (!skip_event(builder, YAML_STREAM_START_EVENT) ||
        !skip_event(builder, YAML_DOCUMENT_START_EVENT))
        return NULL;
    yaml_event_t event;
    if (!next_event(builder, &event))
        return NULL;
    struct pp_yaml *root = build_node(builder, &event, 1);
    yaml_event_delete(&event);
    if (!root || !skip_event(builder, YAML_DOCUMENT_END_EVENT) ||
        !skip_event(builder, YAML_STREAM_END_EVENT))
        return NULL;
    return builder->duplicates ? NULL : root;
}

static struct pp_yaml *parse(struct builder *builder)
{
    size_t invalid = pp_utf8_first_invalid(builder->text, builder->length);
    if (invalid < builder->length) {
        problem_at(builder, line_of_offset(builder->text, invalid), "save the file as UTF-8",
                   "has a byte that is not UTF-8 text");
        return NULL;
    }
    if (!yaml_parser_initialize(&builder->parser)) {
        memory_problem(builder);
        return NULL;
    }
    yaml_parser_set_encoding(&builder->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder->parser, (const unsigned char *)builder->text,
                                 builder->length);
    struct pp_yaml *root = build_document(builder);
    yaml_parser_delete(&builder->parser);
    free(builder->stack);
    return root;
}

struct pp_yaml *pp_yaml_read(struct pp_arena *arena, const char *path, struct pp_report *report)
{
    static const char mark[] = "\xef\xbb\xbf"; // UTF-8's byte-order mark, as some editors write
    size_t length = 0;
    char *bytes = pp_file_read(path, PP_YAML_LIMIT, &length, report);
    if (!bytes)
        return NULL;
    size_t skip = strncmp(bytes, mark, 3) == 0 ? 3 : 0;
    struct builder builder = {
        .text = bytes + skip,
        .length = length - skip,
        .arena = arena,
        .source = {path, report},
    };
    struct pp_yaml *root = parse(&builder);
    free(bytes);
    return root;
}
