#include "sys/report.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void printable(char *text)
{
    for (unsigned char *c = (unsigned char *)text; *c; c++) {
        if (*c < 0x20 || *c == 0x7f)
            *c = '?';
    }
}

static void copy(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from ? from : "");
    printable(to);
}

void pp_report_add(struct pp_report *report, enum pp_severity severity, struct pp_place place,
                   const char *remedy, const char *format, ...)
{
    if (severity == PP_ERROR)
        report->errors++;
    else
        report->warnings++;
    if (report->count >= PP_REPORT_KEPT)
        return;
    if (!report->items) {
        report->items = calloc(PP_REPORT_KEPT, sizeof(*report->items));
        if (!report->items)
            return;
    }
    struct pp_problem *problem = &report->items[report->count++];
    problem->severity = severity;
    problem->line = place.line;
    copy(problem->file, sizeof(problem->file), place.file);
    copy(problem->field, sizeof(problem->field), place.field);
    copy(problem->remedy, sizeof(problem->remedy), remedy);
    va_list args;
    va_start(args, format);
    vsnprintf(problem->what, sizeof(problem->what), format, args);
    va_end(args);
    printable(problem->what);
}

void pp_report_print(const struct pp_report *report, FILE *out)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct pp_problem *problem = &report->items[i];
        if (problem->file[0])
            fprintf(out, "%s:", problem->file);
        if (problem->line)
            fprintf(out, "%u:", problem->line);
        if (problem->file[0] || problem->line)
            fputc(' ', out);
        fputs(problem->severity == PP_ERROR ? "error: " : "warning: ", out);
        if (problem->field[0])
            fprintf(out, "%s: ", problem->field);
        fputs(problem->what, out);
        if (problem->remedy[0])
            fprintf(out, " (%s)", problem->remedy);
        fputc('\n', out);
    }
    size_t total = report->errors + report->warnings;
    if (total > report->count)
        fprintf(out, "and %zu more\n", total - report->count);
}

void pp_report_finish(struct pp_report *report)
{
    free(report->items);
    *report = (struct pp_report){0};
}
