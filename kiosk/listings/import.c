#include "listings/import.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "conf/nearest.h"
#include "listings/column.h"
#include "listings/csv.h"
#include "sys/text.h"

// A row that could be read, for finding identifiers that are used twice.
struct row {
    const char *id;
    unsigned line;
};

struct importer {
    const char *name;
    const struct pp_flow *flow;
    const struct pp_pack *keeper;
    struct pp_arena *arena;
    struct pp_report *report;
    struct pp_csv csv;
    int cell_of[PP_COLUMNS]; // which cell of a row holds the column, -1 for none
    size_t columns;          // cells of the header
    struct pp_draft draft;
    struct pp_listing *listings;
    struct row *rows;
    size_t count;
    size_t room;
    bool failed;
};

// The keeper's words for a problem, filled in.
static const char *words(struct importer *importer, const struct pp_cell_problem *problem,
                         const char *part)
{
    const char *text = pp_pack_find(importer->keeper, "%s.%s", problem->key, part);
    if (!text)
        return problem->key;
    char given[64] = "";
    char most[16];
    const char *from = problem->given ? problem->given : "";
    size_t n = strnlen(from, sizeof(given) - 1);
    while (from[n] && n > 0 && ((unsigned char)from[n] & 0xc0) == 0x80)
        n--; // cut at the edge of a character
    memcpy(given, from, n);
    snprintf(most, sizeof(most), "%u", problem->most);
    const struct pp_fill fills[] = {
        {"given", given},
        {"nearest", problem->nearest ? problem->nearest : ""},
        {"most", most},
    };
    return pp_fill(importer->arena, text, fills, sizeof(fills) / sizeof(fills[0]));
}

static void complain(struct importer *importer, enum pp_severity severity, unsigned line,
                     const char *field, const struct pp_cell_problem *problem)
{
    importer->failed |= severity == PP_ERROR;
    struct pp_place place = {.file = importer->name, .line = line, .field = field};
    // Behind the last that is kept only the number counts.
    bool kept = importer->report->count < PP_REPORT_KEPT;
    const char *what = kept ? words(importer, problem, "what") : "";
    const char *right = kept ? words(importer, problem, "right") : "";
    pp_report_add(importer->report, severity, place, right, "%s", what);
}

static bool refuse(struct importer *importer, unsigned line, const char *field, const char *key,
                   const char *given, unsigned most)
{
    const struct pp_cell_problem problem = {.key = key, .given = given, .most = most};
    complain(importer, PP_ERROR, line, field, &problem);
    return false;
}

static bool no_memory(struct importer *importer)
{
    return refuse(importer, 0, NULL, "import.file.memory", NULL, 0);
}

static unsigned line_of(const char *text, size_t offset)
{
    unsigned line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n';
    return line;
}

static bool looks_like_page(const char *text, size_t length)
{
    size_t i = 0;
    while (i < length && (strchr(" \t\r\n", text[i]) || (unsigned char)text[i] >= 0x80))
        i++;
    return i < length && text[i] == '<';
}

// What can be said of the file before its rows are looked at.
static bool check_file(struct importer *importer, const char *text, size_t length)
{
    if (length > PP_IMPORT_LIMIT)
        return refuse(importer, 0, NULL, "import.file.large", NULL, PP_IMPORT_LIMIT >> 20);
    if (length >= 4 &&
        (memcmp(text, "PK\x03\x04", 4) == 0 || memcmp(text, "\xd0\xcf\x11\xe0", 4) == 0))
        return refuse(importer, 0, NULL, "import.file.workbook", NULL, 0);
    if (looks_like_page(text, length))
        return refuse(importer, 0, NULL, "import.file.page", NULL, 0);
    size_t invalid = pp_utf8_first_invalid(text, length);
    if (invalid < length)
        return refuse(importer, line_of(text, invalid), NULL, "import.file.encoding", NULL, 0);
    return true;
}

// Cuts spaces, tabs and no-break spaces off both ends.
static char *trim(char *text)
{
    for (;;) {
        if (*text == ' ' || *text == '\t')
            text++;
        else if (strncmp(text, "\xc2\xa0", 2) == 0)
            text += 2;
        else
            break;
    }
    size_t n = strlen(text);
    for (;;) {
        if (n >= 1 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
            n--;
        else if (n >= 2 && memcmp(text + n - 2, "\xc2\xa0", 2) == 0)
            n -= 2;
        else
            break;
    }
    text[n] = '\0';
    return text;
}

static bool csv_problem(struct importer *importer, enum pp_csv_result result)
{
    static const char *const keys[] = {
        [PP_CSV_UNCLOSED] = "import.csv.unclosed",    [PP_CSV_AFTER_QUOTE] = "import.csv.quote",
        [PP_CSV_STRAY_QUOTE] = "import.csv.quote",    [PP_CSV_FIELD_TOO_LONG] = "import.csv.long",
        [PP_CSV_TOO_MANY_CELLS] = "import.csv.cells",
    };
    const char *column = NULL;
    for (int i = 0; i < PP_COLUMNS && importer->columns > 0; i++) {
        if (importer->cell_of[i] == (int)importer->csv.count)
            column = pp_column_name((enum pp_column)i);
    }
    unsigned most = result == PP_CSV_FIELD_TOO_LONG ? PP_CSV_FIELD : PP_CSV_CELLS;
    return refuse(importer, importer->csv.line, column, keys[result], NULL, most);
}

static int find_column(const char *name)
{
    for (int i = 0; i < PP_COLUMNS; i++) {
        if (strcasecmp(name, pp_column_name((enum pp_column)i)) == 0)
            return i;
    }
    return -1;
}

static void unknown_column(struct importer *importer, const char *name)
{
    const char *names[PP_COLUMNS];
    for (int i = 0; i < PP_COLUMNS; i++)
        names[i] = pp_column_name((enum pp_column)i);
    const struct pp_cell_problem problem = {
        .key = "import.header.unknown",
        .given = name,
        .nearest = pp_nearest_name(name, names, PP_COLUMNS),
    };
    complain(importer, PP_ERROR, importer->csv.row_line, name, &problem);
}

static bool read_header(struct importer *importer)
{
    struct pp_csv *csv = &importer->csv;
    enum pp_csv_result result = pp_csv_next(csv);
    if (result == PP_CSV_END)
        return refuse(importer, 0, NULL, "import.file.empty", NULL, 0);
    if (result != PP_CSV_ROW)
        return csv_problem(importer, result);
    size_t known = 0;
    for (size_t i = 0; i < csv->count; i++)
        known += find_column(trim(csv->cells[i])) >= 0;
    if (known == 0)
        return refuse(importer, csv->row_line, NULL, "import.header.none", csv->cells[0], 0);
    importer->columns = csv->count;
    for (size_t i = 0; i < csv->count; i++) {
        const char *name = trim(csv->cells[i]);
        int column = find_column(name);
        if (column < 0)
            unknown_column(importer, name);
        else if (importer->cell_of[column] >= 0)
            refuse(importer, csv->row_line, name, "import.header.twice", name, 0);
        else
            importer->cell_of[column] = (int)i;
    }
    for (int i = 0; i < PP_COLUMNS; i++) {
        const char *name = pp_column_name((enum pp_column)i);
        if (importer->cell_of[i] < 0 && pp_column_required((enum pp_column)i))
            refuse(importer, csv->row_line, name, "import.header.missing", name, 0);
    }
    return !importer->failed;
}

// Cells behind the last column may be there when they are empty: spreadsheets add them.
static bool check_cell_count(struct importer *importer)
{
    const struct pp_csv *csv = &importer->csv;
    size_t count = csv->count;
    while (count > importer->columns && !csv->cells[count - 1][0])
        count--;
    if (count == importer->columns)
        return true;
    char given[24];
    snprintf(given, sizeof(given), "%zu", count);
    return refuse(importer, csv->row_line, NULL, "import.csv.count", given,
                  (unsigned)importer->columns);
}

static bool hides_something(const struct pp_listing *listing)
{
    return listing->hidden_address && (listing->address[0] || listing->directions[0] ||
                                       !isnan(listing->latitude) || !isnan(listing->longitude));
}

static void report_cell(struct importer *importer, unsigned line, enum pp_column column,
                        const struct pp_cell_problem *problem)
{
    if (problem->key[0])
        complain(importer, PP_ERROR, line, pp_column_name(column), problem);
    else
        no_memory(importer);
}

static void read_row(struct importer *importer)
{
    struct pp_csv *csv = &importer->csv;
    struct pp_draft *draft = &importer->draft;
    struct pp_cell_problem problem = {0};
    bool fine = true;
    pp_draft_init(draft);
    for (int i = 0; i < PP_COLUMNS; i++) {
        int cell = importer->cell_of[i];
        const char *text = cell < 0 ? "" : trim(csv->cells[cell]);
        if (pp_column_read(draft, (enum pp_column)i, text, importer->flow, importer->arena,
                           &problem))
            continue;
        fine = false;
        report_cell(importer, cell < 0 ? csv->row_line : csv->cell_lines[cell], (enum pp_column)i,
                    &problem);
    }
    enum pp_column column = PP_COLUMN_ID;
    bool hidden = fine && hides_something(&draft->listing);
    if (fine && !pp_draft_finish(draft, importer->arena, &column, &problem)) {
        fine = false;
        report_cell(importer, csv->row_line, column, &problem);
    }
    if (hidden) {
        const struct pp_cell_problem dropped = {.key = "import.hidden_address.dropped"};
        complain(importer, PP_WARNING, csv->row_line, pp_column_name(PP_COLUMN_HIDDEN_ADDRESS),
                 &dropped);
    }
    if (!fine)
        return;
    importer->rows[importer->count] = (struct row){draft->listing.id, csv->row_line};
    importer->listings[importer->count++] = draft->listing;
}

static void read_rows(struct importer *importer)
{
    size_t rows = 0;
    for (;;) {
        enum pp_csv_result result = pp_csv_next(&importer->csv);
        if (result == PP_CSV_END)
            return;
        if (result != PP_CSV_ROW) {
            csv_problem(importer, result);
            return;
        }
        if (pp_csv_is_blank(&importer->csv))
            continue;
        if (++rows > importer->room) {
            refuse(importer, importer->csv.row_line, NULL, "import.file.rows", NULL,
                   PP_IMPORT_ROWS);
            return;
        }
        if (check_cell_count(importer))
            read_row(importer);
    }
}

static int by_id_and_line(const void *a, const void *b)
{
    const struct row *left = a;
    const struct row *right = b;
    int order = strcmp(left->id, right->id);
    if (order)
        return order;
    return (left->line > right->line) - (left->line < right->line);
}

static void check_identifiers(struct importer *importer)
{
    qsort(importer->rows, importer->count, sizeof(*importer->rows), by_id_and_line);
    for (size_t i = 1; i < importer->count; i++) {
        const struct row *row = &importer->rows[i];
        if (strcmp(row[-1].id, row->id) == 0)
            refuse(importer, row->line, pp_column_name(PP_COLUMN_ID), "import.id.twice", row->id,
                   row[-1].line);
    }
}

// As many rows as there can be at most.
static size_t room_for(const char *text, size_t length)
{
    size_t lines = 1;
    for (size_t i = 0; i < length && lines < PP_IMPORT_ROWS; i++)
        lines += text[i] == '\n' || text[i] == '\r';
    return lines;
}

static bool import_rows(struct importer *importer, const char *text, size_t length)
{
    if (!check_file(importer, text, length))
        return false;
    pp_csv_init(&importer->csv, text, length);
    if (!read_header(importer))
        return false;
    importer->room = room_for(text, length);
    importer->rows = calloc(importer->room, sizeof(*importer->rows));
    importer->listings =
        pp_arena_alloc(importer->arena, importer->room * sizeof(*importer->listings));
    if (!importer->rows || !importer->listings)
        return no_memory(importer);
    read_rows(importer);
    check_identifiers(importer);
    if (!importer->failed && importer->count == 0)
        refuse(importer, 0, NULL, "import.file.empty", NULL, 0);
    return !importer->failed;
}

bool pp_import_csv(const char *text, size_t length, const char *name, const struct pp_flow *flow,
                   const struct pp_pack *keeper, struct pp_arena *arena,
                   struct pp_listing **listings, size_t *count, struct pp_report *report)
{
    struct importer *importer = calloc(1, sizeof(*importer));
    if (!importer) {
        pp_report_add(report, PP_ERROR, (struct pp_place){.file = name}, NULL, "no memory left");
        return false;
    }
    importer->name = name;
    importer->flow = flow;
    importer->keeper = keeper;
    importer->arena = arena;
    importer->report = report;
    for (int i = 0; i < PP_COLUMNS; i++)
        importer->cell_of[i] = -1;
    bool fine = import_rows(importer, text, length);
    if (fine) {
        *listings = importer->listings;
        *count = importer->count;
    }
    free(importer->rows);
    free(importer);
    return fine;
}
