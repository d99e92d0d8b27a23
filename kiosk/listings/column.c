#include "listings/column.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "conf/nearest.h"
#include "listings/hours.h"
#include "listings/words.h"
#include "sys/clock.h"
#include "sys/text.h"

enum form {
    FORM_ID,
    FORM_KIND,
    FORM_TEXT,
    FORM_THEMES,
    FORM_CHOICE, // of `words`, into a uint8_t
    FORM_FLAG,   // of two `words`, into a bool
    FORM_DEGREES,
    FORM_PHONE,
    FORM_WEBSITE,
    FORM_TIMES,
    FORM_CLOSED,
    FORM_LANGUAGES,
    FORM_DATE,
};

struct spec {
    const char *name;
    const char *key; // of the problem of a choice
    const char *const *words;
    size_t offset; // of the member of struct pp_listing
    enum form form;
    int32_t absent; // FORM_DATE: the day when there is none; FORM_TIMES: enum pp_time_type;
                    // FORM_DEGREES: the largest number
    uint16_t most;  // characters
    uint8_t word_count;
    bool required;
};

#define AT(member) .offset = offsetof(struct pp_listing, member)
#define CHOICE(list, path)                                                                         \
    .words = (list), .word_count = sizeof(list) / sizeof((list)[0]), .key = (path)

static const struct spec specs[PP_COLUMNS] = {
    [PP_COLUMN_ID] = {"id", .form = FORM_ID, .required = true, AT(id)},
    [PP_COLUMN_KIND] = {"kind", .form = FORM_KIND, .required = true, AT(kind)},
    [PP_COLUMN_NAME] = {"name", .form = FORM_TEXT, .required = true, .most = 40, AT(name)},
    [PP_COLUMN_SUMMARY] = {"summary", .form = FORM_TEXT, .required = true, .most = 120,
                           AT(summary)},
    [PP_COLUMN_WELCOME] = {"welcome", .form = FORM_TEXT, .most = 160, AT(welcome)},
    [PP_COLUMN_FIRST_TIME] = {"first_time", .form = FORM_TEXT, .most = 240, AT(first_time)},
    [PP_COLUMN_THEMES] = {"themes", .form = FORM_THEMES, AT(themes)},
    [PP_COLUMN_FOR_WHOM] = {"for_whom", .form = FORM_TEXT, .most = 80, AT(for_whom)},
    [PP_COLUMN_WHERE] = {"where", .form = FORM_CHOICE, AT(scope),
                         CHOICE(pp_words_scope, "import.where")},
    [PP_COLUMN_ADDRESS] = {"address", .form = FORM_TEXT, .most = 100, AT(address)},
    [PP_COLUMN_HIDDEN_ADDRESS] = {"hidden_address", .form = FORM_FLAG, AT(hidden_address),
                                  CHOICE(pp_words_yes_no, "import.yes_no")},
    [PP_COLUMN_DIRECTIONS] = {"directions", .form = FORM_TEXT, .most = 160, AT(directions)},
    [PP_COLUMN_LATITUDE] = {"latitude", .form = FORM_DEGREES, AT(latitude), .absent = 90},
    [PP_COLUMN_LONGITUDE] = {"longitude", .form = FORM_DEGREES, AT(longitude), .absent = 180},
    [PP_COLUMN_PHONE] = {"phone", .form = FORM_PHONE, .most = 20, AT(phone)},
    [PP_COLUMN_WEBSITE] = {"website", .form = FORM_WEBSITE, .most = 200, AT(website)},
    [PP_COLUMN_OPEN] = {"open", .form = FORM_TIMES, .absent = PP_TIME_OPEN},
    [PP_COLUMN_MEETINGS] = {"meetings", .form = FORM_TIMES, .absent = PP_TIME_MEETING},
    [PP_COLUMN_CLOSED] = {"closed", .form = FORM_CLOSED},
    [PP_COLUMN_SCHOOL_HOLIDAYS] = {"school_holidays", .form = FORM_FLAG,
                                   AT(closed_on_school_holidays),
                                   CHOICE(pp_words_school, "import.school_holidays")},
    [PP_COLUMN_PUBLIC_HOLIDAYS] = {"public_holidays", .form = FORM_FLAG,
                                   AT(open_on_public_holidays),
                                   CHOICE(pp_words_public, "import.public_holidays")},
    [PP_COLUMN_HOURS_NOTE] = {"hours_note", .form = FORM_TEXT, .most = 100, AT(hours_note)},
    [PP_COLUMN_WALK_IN] = {"walk_in", .form = FORM_CHOICE, AT(walk_in),
                           CHOICE(pp_words_walk_in, "import.walk_in")},
    [PP_COLUMN_WHEELCHAIR] = {"wheelchair", .form = FORM_CHOICE, AT(wheelchair),
                              CHOICE(pp_words_wheelchair, "import.wheelchair")},
    [PP_COLUMN_COST] = {"cost", .form = FORM_TEXT, .most = 60, AT(cost)},
    [PP_COLUMN_LANGUAGES] = {"languages", .form = FORM_LANGUAGES, .most = 80, AT(languages)},
    [PP_COLUMN_CHECKED] = {"checked", .form = FORM_DATE, AT(checked), .absent = INT32_MIN},
    [PP_COLUMN_ENDS] = {"ends", .form = FORM_DATE, AT(ends), .absent = INT32_MAX},
};

const char *pp_column_name(enum pp_column column)
{
    return specs[column].name;
}

bool pp_column_required(enum pp_column column)
{
    return specs[column].required;
}

void pp_draft_init(struct pp_draft *draft)
{
    draft->listing = (struct pp_listing){
        .latitude = NAN, .longitude = NAN, .checked = INT32_MIN, .ends = INT32_MAX};
    draft->rule_count = 0;
}

static void *member(struct pp_listing *listing, const struct spec *spec)
{
    return (char *)listing + spec->offset;
}

static const void *const_member(const struct pp_listing *listing, const struct spec *spec)
{
    return (const char *)listing + spec->offset;
}

static bool wrong(struct pp_cell_problem *problem, const char *key, const char *given)
{
    *problem = (struct pp_cell_problem){.key = key, .given = given};
    return false;
}

static bool keep(struct pp_draft *draft, const struct spec *spec, struct pp_arena *arena,
                 const char *text, struct pp_cell_problem *problem)
{
    const char *copy = text[0] ? pp_arena_strdup(arena, text) : "";
    if (!copy)
        return wrong(problem, "", text);
    *(const char **)member(&draft->listing, spec) = copy;
    return true;
}

static bool read_id(const char *text, struct pp_cell_problem *problem)
{
    return pp_text_is_id(text) || wrong(problem, "import.id.bad", text);
}

static bool read_kind(struct pp_draft *draft, const char *text, const struct pp_flow *flow,
                      struct pp_cell_problem *problem)
{
    uint8_t kind = pp_flow_find_kind(flow, text);
    if (kind != PP_NONE) {
        draft->listing.kind = kind;
        return true;
    }
    const char *names[PP_MAX_KINDS];
    for (uint8_t i = 0; i < flow->kind_count; i++)
        names[i] = flow->kinds[i].id;
    wrong(problem, "import.kind.unknown", text);
    problem->nearest = pp_nearest_name(text, names, flow->kind_count);
    return false;
}

// The step listings are marked with, or NULL.
static const struct pp_step *themed_step(const struct pp_flow *flow)
{
    for (uint8_t i = 0; i < flow->step_count; i++) {
        if (flow->steps[i].themed)
            return &flow->steps[i];
    }
    return NULL;
}

static bool unknown_theme(const struct pp_step *step, const char *given,
                          struct pp_cell_problem *problem)
{
    const char *names[PP_MAX_OPTIONS];
    size_t count = 0;
    for (uint8_t i = 0; step && i < step->option_count; i++)
        names[count++] = step->options[i].id;
    char word[48];
    snprintf(word, sizeof(word), "%.*s", (int)strcspn(given, " "), given);
    wrong(problem, "import.themes.unknown", given);
    problem->nearest = pp_nearest_name(word, names, count);
    return false;
}

static bool read_themes(struct pp_draft *draft, const char *text, const struct pp_flow *flow,
                        struct pp_cell_problem *problem)
{
    const struct pp_step *step = themed_step(flow);
    uint32_t themes = 0;
    for (const char *at = text + strspn(text, " "); *at; at += strspn(at, " ")) {
        char word[48];
        size_t n = strcspn(at, " ");
        snprintf(word, sizeof(word), "%.*s", (int)n, at);
        uint8_t option = step && n < sizeof(word) ? pp_flow_find_option(step, word) : PP_NONE;
        if (option == PP_NONE)
            return unknown_theme(step, at, problem);
        themes |= UINT32_C(1) << option;
        at += n;
    }
    draft->listing.themes = themes;
    return true;
}

// Index of `text` in the words of a choice. Empty text is the first.
static bool read_choice(const struct spec *spec, const char *text, uint8_t *index,
                        struct pp_cell_problem *problem)
{
    *index = 0;
    if (!text[0])
        return true;
    for (uint8_t i = 0; i < spec->word_count; i++) {
        if (strcasecmp(text, spec->words[i]) == 0) {
            *index = i;
            return true;
        }
    }
    return wrong(problem, spec->key, text);
}

static bool read_degrees(double *degrees, const struct spec *spec, const char *text,
                         struct pp_cell_problem *problem)
{
    *degrees = NAN;
    if (!text[0])
        return true;
    if (text[strspn(text, "-0123456789.")] == '\0' &&
        pp_text_to_double(text, -spec->absent, spec->absent, degrees))
        return true;
    wrong(problem, strchr(text, ',') ? "import.degrees.comma" : "import.degrees.bad", text);
    problem->most = (unsigned)spec->absent;
    return false;
}

static bool read_times(struct pp_draft *draft, const struct spec *spec, const char *text,
                       struct pp_cell_problem *problem)
{
    const char *key = NULL;
    unsigned where = 0;
    bool fine = spec->form == FORM_TIMES
                    ? pp_hours_parse(text, (enum pp_time_type)spec->absent, draft->rules,
                                     &draft->rule_count, PP_MAX_RULES, &key, &where)
                    : pp_hours_parse_closed(text, draft->rules, &draft->rule_count, PP_MAX_RULES,
                                            &key, &where);
    if (fine)
        return true;
    wrong(problem, key, text + where);
    problem->most = PP_MAX_RULES;
    return false;
}

static bool read_date(int32_t *day, const struct spec *spec, const char *text,
                      struct pp_cell_problem *problem)
{
    *day = spec->absent;
    return !text[0] || pp_date_parse(text, day) || wrong(problem, "import.date.bad", text);
}

static bool is_website(const char *text)
{
    static const char scheme[] = "https://";
    size_t n = sizeof(scheme) - 1;
    if (strncmp(text, scheme, n) != 0 || !strchr(text + n, '.'))
        return false;
    for (const char *c = text; *c; c++) {
        if (*c <= ' ' || *c > '~' || *c == '"' || *c == '<' || *c == '>')
            return false;
    }
    return true;
}

static bool is_phone(const char *text)
{
    return strspn(text, "0123456789 +-") == strlen(text) && strpbrk(text, "0123456789");
}

// Codes with spaces become codes with commas.
static bool read_languages(struct pp_draft *draft, const struct spec *spec, struct pp_arena *arena,
                           const char *text, struct pp_cell_problem *problem)
{
    char codes[128] = "";
    size_t size = 0;
    for (const char *at = text + strspn(text, " "); *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        size_t letters = strspn(at, "abcdefghijklmnopqrstuvwxyz");
        if (letters < 2 || letters > 3 || n > 12 ||
            strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != n ||
            size + n + 2 > sizeof(codes))
            return wrong(problem, "import.languages.bad", at);
        size += (size_t)snprintf(codes + size, sizeof(codes) - size, "%s%.*s", size ? "," : "",
                                 (int)n, at);
        at += n;
    }
    return keep(draft, spec, arena, codes, problem);
}

// What every text must be.
static bool read_common(const struct spec *spec, const char *text, struct pp_cell_problem *problem)
{
    if (!text[0])
        return !spec->required || wrong(problem, "import.cell.empty", text);
    if (strpbrk(text, "\n\r"))
        return wrong(problem, "import.cell.lines", text);
    if (pp_text_has_controls(text))
        return wrong(problem, "import.cell.controls", text);
    if (spec->most && pp_utf8_count(text) > spec->most) {
        wrong(problem, "import.cell.long", text);
        problem->most = spec->most;
        return false;
    }
    return true;
}

bool pp_column_read(struct pp_draft *draft, enum pp_column column, const char *text,
                    const struct pp_flow *flow, struct pp_arena *arena,
                    struct pp_cell_problem *problem)
{
    const struct spec *spec = &specs[column];
    uint8_t index = 0;
    if (!read_common(spec, text, problem))
        return false;
    switch (spec->form) {
    case FORM_ID:
        return read_id(text, problem) && keep(draft, spec, arena, text, problem);
    case FORM_KIND:
        return read_kind(draft, text, flow, problem);
    case FORM_TEXT:
        return keep(draft, spec, arena, text, problem);
    case FORM_THEMES:
        return read_themes(draft, text, flow, problem);
    case FORM_CHOICE:
        if (!read_choice(spec, text, &index, problem))
            return false;
        *(uint8_t *)member(&draft->listing, spec) = index;
        return true;
    case FORM_FLAG:
        if (!read_choice(spec, text, &index, problem))
            return false;
        *(bool *)member(&draft->listing, spec) = index == 1;
        return true;
    case FORM_DEGREES:
        return read_degrees(member(&draft->listing, spec), spec, text, problem);
    case FORM_PHONE:
        return (!text[0] || is_phone(text) || wrong(problem, "import.phone.bad", text)) &&
               keep(draft, spec, arena, text, problem);
    case FORM_WEBSITE:
        return (!text[0] || is_website(text) || wrong(problem, "import.website.bad", text)) &&
               keep(draft, spec, arena, text, problem);
    case FORM_TIMES:
    case FORM_CLOSED:
        return read_times(draft, spec, text, problem);
    case FORM_LANGUAGES:
        return read_languages(draft, spec, arena, text, problem);
    case FORM_DATE:
        return read_date(member(&draft->listing, spec), spec, text, problem);
    }
    return false;
}

bool pp_draft_finish(struct pp_draft *draft, struct pp_arena *arena, enum pp_column *column,
                     struct pp_cell_problem *problem)
{
    struct pp_listing *listing = &draft->listing;
    if (isnan(listing->latitude) != isnan(listing->longitude)) {
        *column = isnan(listing->latitude) ? PP_COLUMN_LATITUDE : PP_COLUMN_LONGITUDE;
        return wrong(problem, "import.degrees.half", "");
    }
    if (listing->hidden_address) {
        listing->address = "";
        listing->directions = "";
        listing->latitude = NAN;
        listing->longitude = NAN;
    }
    struct pp_rule *rules = NULL;
    if (draft->rule_count > 0) {
        size_t size = draft->rule_count * sizeof(*rules);
        rules = pp_arena_alloc(arena, size);
        *column = PP_COLUMN_OPEN;
        if (!rules)
            return wrong(problem, "", "");
        memcpy(rules, draft->rules, size);
    }
    listing->rules = rules;
    listing->rule_count = draft->rule_count;
    return true;
}

// With as few digits as give the same number again.
static void write_degrees(FILE *out, double degrees)
{
    char text[40] = "";
    for (int digits = 6; digits <= 17; digits++) {
        snprintf(text, sizeof(text), "%.*f", digits - 2, degrees);
        if (strtod(text, NULL) == degrees)
            break;
    }
    fputs(text, out);
}

static void write_themes(FILE *out, const struct pp_flow *flow, uint32_t themes)
{
    const struct pp_step *step = themed_step(flow);
    bool first = true;
    for (uint8_t i = 0; step && i < step->option_count; i++) {
        if (!(themes >> i & 1))
            continue;
        fprintf(out, "%s%s", first ? "" : " ", step->options[i].id);
        first = false;
    }
}

static void write_languages(FILE *out, const char *codes)
{
    for (; *codes; codes++)
        fputc(*codes == ',' ? ' ' : *codes, out);
}

static void write_date(FILE *out, int32_t day)
{
    int year, month, mday;
    pp_date_from_day(day, &year, &month, &mday);
    fprintf(out, "%04d-%02d-%02d", year, month, mday);
}

static void write_column(FILE *out, enum pp_column column, const struct pp_flow *flow,
                         const struct pp_listing *listing)
{
    const struct spec *spec = &specs[column];
    const void *value = const_member(listing, spec);
    switch (spec->form) {
    case FORM_ID:
    case FORM_TEXT:
    case FORM_PHONE:
    case FORM_WEBSITE:
        fputs(*(const char *const *)value, out);
        break;
    case FORM_KIND:
        fputs(flow->kinds[listing->kind].id, out);
        break;
    case FORM_THEMES:
        write_themes(out, flow, listing->themes);
        break;
    case FORM_CHOICE:
        fputs(spec->words[*(const uint8_t *)value], out);
        break;
    case FORM_FLAG:
        fputs(spec->words[*(const bool *)value], out);
        break;
    case FORM_DEGREES:
        if (!isnan(*(const double *)value))
            write_degrees(out, *(const double *)value);
        break;
    case FORM_TIMES:
        pp_hours_write(out, listing->rules, listing->rule_count, (enum pp_time_type)spec->absent);
        break;
    case FORM_CLOSED:
        pp_hours_write_closed(out, listing->rules, listing->rule_count);
        break;
    case FORM_LANGUAGES:
        write_languages(out, *(const char *const *)value);
        break;
    case FORM_DATE:
        if (*(const int32_t *)value != spec->absent)
            write_date(out, *(const int32_t *)value);
        break;
    }
}

bool pp_column_writer_init(struct pp_column_writer *writer)
{
    *writer = (struct pp_column_writer){0};
    writer->stream = open_memstream(&writer->text, &writer->size);
    return writer->stream != NULL;
}

void pp_column_writer_finish(struct pp_column_writer *writer)
{
    if (writer->stream)
        fclose(writer->stream);
    free(writer->text);
    *writer = (struct pp_column_writer){0};
}

const char *pp_column_text(struct pp_column_writer *writer, enum pp_column column,
                           const struct pp_flow *flow, const struct pp_listing *listing)
{
    if (fseeko(writer->stream, 0, SEEK_SET) != 0)
        return NULL;
    write_column(writer->stream, column, flow, listing);
    fputc('\0', writer->stream);
    if (fflush(writer->stream) != 0 || ferror(writer->stream))
        return NULL;
    return writer->text;
}
