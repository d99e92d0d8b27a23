#include "listings/csv.h"

#include <string.h>

void pp_csv_init(struct pp_csv *csv, const char *text, size_t length)
{
    csv->text = text;
    csv->length = length;
    csv->at = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    csv->line = 1;
    csv->row_line = 0;
    csv->count = 0;
    size_t commas = 0;
    size_t semicolons = 0;
    for (size_t i = csv->at; i < length && text[i] != '\n' && text[i] != '\r'; i++) {
        commas += text[i] == ',';
        semicolons += text[i] == ';';
    }
    csv->separator = semicolons > commas ? ';' : ',';
}

static bool at_end(const struct pp_csv *csv)
{
    return csv->at >= csv->length;
}

static bool at_line_end(const struct pp_csv *csv)
{
    return at_end(csv) || csv->text[csv->at] == '\n' || csv->text[csv->at] == '\r';
}

// Steps over one end of line.
static void next_line(struct pp_csv *csv)
{
    bool crlf =
        csv->text[csv->at] == '\r' && csv->at + 1 < csv->length && csv->text[csv->at + 1] == '\n';
    csv->at += crlf ? 2 : 1;
    csv->line++;
}

static bool put(char *cell, size_t *size, char c)
{
    if (*size == PP_CSV_FIELD)
        return false;
    cell[(*size)++] = c;
    return true;
}

static enum pp_csv_result read_quoted(struct pp_csv *csv, char *cell, size_t *size)
{
    unsigned begin = csv->line;
    for (csv->at++; !at_end(csv); csv->at++) {
        char c = csv->text[csv->at];
        if (c == '"') {
            if (csv->at + 1 >= csv->length || csv->text[csv->at + 1] != '"') {
                csv->at++;
                bool ended = at_line_end(csv) || csv->text[csv->at] == csv->separator;
                return ended ? PP_CSV_ROW : PP_CSV_AFTER_QUOTE;
            }
            csv->at++;
        }
        if (c == '\n')
            csv->line++;
        if (!put(cell, size, c))
            return PP_CSV_FIELD_TOO_LONG;
    }
    csv->line = begin;
    return PP_CSV_UNCLOSED;
}

static enum pp_csv_result read_plain(struct pp_csv *csv, char *cell, size_t *size)
{
    for (; !at_line_end(csv) && csv->text[csv->at] != csv->separator; csv->at++) {
        if (csv->text[csv->at] == '"')
            return PP_CSV_STRAY_QUOTE;
        if (!put(cell, size, csv->text[csv->at]))
            return PP_CSV_FIELD_TOO_LONG;
    }
    return PP_CSV_ROW;
}

static enum pp_csv_result read_cell(struct pp_csv *csv)
{
    if (csv->count == PP_CSV_CELLS)
        return PP_CSV_TOO_MANY_CELLS;
    char *cell = csv->cell_text[csv->count];
    size_t size = 0;
    csv->cell_lines[csv->count] = csv->line;
    bool quoted = !at_end(csv) && csv->text[csv->at] == '"';
    enum pp_csv_result result =
        quoted ? read_quoted(csv, cell, &size) : read_plain(csv, cell, &size);
    if (result != PP_CSV_ROW)
        return result;
    cell[size] = '\0';
    csv->cells[csv->count++] = cell;
    return PP_CSV_ROW;
}

enum pp_csv_result pp_csv_next(struct pp_csv *csv)
{
    csv->count = 0;
    csv->row_line = csv->line;
    if (at_end(csv))
        return PP_CSV_END;
    for (;;) {
        enum pp_csv_result result = read_cell(csv);
        if (result != PP_CSV_ROW)
            return result;
        if (at_line_end(csv))
            break;
        csv->at++; // the separator
    }
    if (!at_end(csv))
        next_line(csv);
    return PP_CSV_ROW;
}

bool pp_csv_is_blank(const struct pp_csv *csv)
{
    for (size_t i = 0; i < csv->count; i++) {
        if (csv->cells[i][0])
            return false;
    }
    return true;
}

void pp_csv_write(FILE *out, const char *text)
{
    if (!strpbrk(text, ",;\"\r\n")) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}
