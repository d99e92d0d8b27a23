// Reading CSV as of RFC 4180: one row at a time, from text in memory. Private to listings/.
//
// Commas or semicolons (a spreadsheet in Dutch writes the latter), quotes doubled inside quotes,
// lines ended by CR LF, LF or CR. More lenient than the RFC in the ends of lines only.
#ifndef PP_LISTINGS_CSV_H
#define PP_LISTINGS_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { PP_CSV_CELLS = 64, PP_CSV_FIELD = 4096 };

enum pp_csv_result {
    PP_CSV_ROW,
    PP_CSV_END,
    PP_CSV_UNCLOSED,       // a quote that is never closed
    PP_CSV_AFTER_QUOTE,    // text between a closing quote and the next separator
    PP_CSV_STRAY_QUOTE,    // a quote inside a cell that does not begin with one
    PP_CSV_FIELD_TOO_LONG, // more than PP_CSV_FIELD bytes
    PP_CSV_TOO_MANY_CELLS, // more than PP_CSV_CELLS
};

struct pp_csv {
    const char *text; // borrowed
    size_t length;
    size_t at;
    unsigned line; // of `at`, from 1
    char separator;
    // The row last read.
    unsigned row_line; // where it begins
    size_t count;
    char *cells[PP_CSV_CELLS];         // with a NUL behind each; valid until the next row
    unsigned cell_lines[PP_CSV_CELLS]; // where each begins
    char cell_text[PP_CSV_CELLS][PP_CSV_FIELD + 1];
};

// Starts reading. A byte-order mark is skipped; the separator is the one of comma and semicolon
// that the first line has more of.
void pp_csv_init(struct pp_csv *csv, const char *text, size_t length);

// Reads the next row. After anything but PP_CSV_ROW reading is over; `line` and `count` (the cell
// it was in) say where.
enum pp_csv_result pp_csv_next(struct pp_csv *csv);

// Whether all cells of the row are empty.
bool pp_csv_is_blank(const struct pp_csv *csv);

// Writes one cell, in quotes where it needs them for a comma as separator.
void pp_csv_write(FILE *out, const char *text);

#endif
