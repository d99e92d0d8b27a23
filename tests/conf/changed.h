// Good files with one thing changed, and the problem that must be named for it.
#ifndef PP_TESTS_CONF_CHANGED_H
#define PP_TESTS_CONF_CHANGED_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "sys/file.h"
#include "sys/report.h"

#define GOOD_DIR     PP_SOURCE_DIR "/tests/data/conf"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

// In FILE, the first FROM becomes TO; then a problem on LINE with this FIELD must have SAYS in what
// is wrong or in the remedy.
struct bad {
    const char *file;
    const char *from;
    const char *to;
    unsigned line;
    const char *field;
    const char *says;
};

static inline void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

// Writes `bytes` as PP_SCRATCH/NAME.
static inline void write_scratch(const char *name, const char *bytes, size_t length)
{
    char path[1024];
    snprintf(path, sizeof(path), "%s/%s", PP_SCRATCH, name);
    write_file(path, bytes, length);
}

// Copies the good file NAME to PP_SCRATCH, with the first `from` replaced (NULL: as it is).
static inline void copy_good(const char *name, const char *from, const char *to)
{
    char path[1024];
    size_t length = 0;
    struct pp_report report = {0};
    snprintf(path, sizeof(path), "%s/%s", GOOD_DIR, name);
    char *text = pp_file_read(path, 1 << 20, &length, &report);
    assert_non_null(text);
    char *at = from ? strstr(text, from) : NULL;
    if (from && !at)
        fail_msg("%s has no \"%s\"", name, from);
    if (!at) {
        write_scratch(name, text, length);
    } else {
        size_t size = length + strlen(to) + 1;
        char *changed = malloc(size);
        assert_non_null(changed);
        int used =
            snprintf(changed, size, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
        write_scratch(name, changed, (size_t)used);
        free(changed);
    }
    free(text);
}

static inline int is_named(const struct pp_problem *problem, const struct bad *bad)
{
    return problem->line == bad->line && strcmp(problem->field, bad->field) == 0 &&
           (strstr(problem->what, bad->says) || strstr(problem->remedy, bad->says)) &&
           problem->remedy[0] != '\0' && strstr(problem->file, bad->file) != NULL;
}

// That the report names what `bad` says it must.
static inline void expect_problem(const struct pp_report *report, const struct bad *bad)
{
    for (size_t i = 0; i < report->count; i++) {
        if (is_named(&report->items[i], bad))
            return;
    }
    pp_report_print(report, stderr);
    fail_msg("%s: no problem on line %u of %s that says \"%s\" (\"%s\" -> \"%s\")", bad->file,
             bad->line, bad->field, bad->says, bad->from ? bad->from : "", bad->to ? bad->to : "");
}

#endif
