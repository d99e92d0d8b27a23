// Problems found in data from outside: a file, a feed, a form.
//
// A report collects what is wrong so that the person who can mend it reads everything at once:
// the place (file, line, field), what is wrong, and what would be right. Loaders take a report
// and never print; the program prints it once. Not thread-safe; one owner.
#ifndef PP_SYS_REPORT_H
#define PP_SYS_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum pp_severity { PP_WARNING, PP_ERROR };

struct pp_problem {
    enum pp_severity severity;
    char file[192];   // "" when there is none
    unsigned line;    // from 1; 0: the whole file
    char field[96];   // "" when there is none
    char what[320];   // what is wrong, a sentence without a full stop
    char remedy[320]; // what would be right, likewise
};

// The most problems kept; later ones are counted only.
enum { PP_REPORT_KEPT = 200 };

struct pp_report {
    struct pp_problem *items;
    size_t count; // kept
    size_t errors;
    size_t warnings;
};

// Where a problem is; the strings are borrowed during the call.
struct pp_place {
    const char *file;
    unsigned line;
    const char *field;
};

// Adds one problem. `remedy` may be NULL; `format` says what is wrong. Text from outside is made
// printable (control characters become '?') and cut to fit.
void pp_report_add(struct pp_report *report, enum pp_severity severity, struct pp_place place,
                   const char *remedy, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

// Prints one line a problem: FILE:LINE: FIELD: what (remedy), and a last line when some were
// counted only.
void pp_report_print(const struct pp_report *report, FILE *out);

// Frees what the report holds and makes it empty. Takes a zeroed one.
void pp_report_finish(struct pp_report *report);

#endif
