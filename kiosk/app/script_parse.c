#include "app/script_parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_COMMANDS = 10000 };

enum form { FORM_WORD, FORM_QUOTED, FORM_NAME, FORM_NUMBER, FORM_PIXEL, FORM_KEY, FORM_NONE };

// Longer beginnings stand before shorter ones.
static const struct {
    const char *words;
    enum pp_command_type type;
    enum form form;
    const char *example;
} forms[] = {
    {"tap", PP_COMMAND_TAP, FORM_WORD, "tap option.alone"},
    {"touch", PP_COMMAND_TOUCH, FORM_PIXEL, "touch 640 400"},
    {"key", PP_COMMAND_KEY, FORM_KEY, "key left, right, select, back, help or 1 to 9"},
    {"hear", PP_COMMAND_HEAR, FORM_WORD, "hear FILE.wav"},
    {"wait speech", PP_COMMAND_WAIT_SPEECH, FORM_NONE, "wait speech"},
    {"wait listening", PP_COMMAND_WAIT_LISTENING, FORM_NONE, "wait listening"},
    {"wait idle", PP_COMMAND_WAIT_IDLE, FORM_NONE, "wait idle"},
    {"wait", PP_COMMAND_WAIT_MS, FORM_NUMBER, "wait 500, wait speech, wait listening, wait idle"},
    {"pass", PP_COMMAND_PASS, FORM_NUMBER, "pass 3"},
    {"expect screen", PP_COMMAND_EXPECT_SCREEN, FORM_WORD, "expect screen need"},
    {"expect no control", PP_COMMAND_EXPECT_NO_CONTROL, FORM_WORD, "expect no control talk"},
    {"expect control", PP_COMMAND_EXPECT_CONTROL, FORM_WORD, "expect control talk"},
    {"expect text", PP_COMMAND_EXPECT_TEXT, FORM_QUOTED, "expect text \"Hoi\""},
    {"expect spoken", PP_COMMAND_EXPECT_SPOKEN, FORM_QUOTED, "expect spoken \"Hoi\""},
    {"expect lang", PP_COMMAND_EXPECT_LANG, FORM_WORD, "expect lang nl"},
    {"expect", PP_COMMAND_EXPECT_SCREEN, FORM_WORD,
     "expect screen, control, no control, text, spoken or lang"},
    {"shot", PP_COMMAND_SHOT, FORM_NAME, "shot start"},
    {"dump", PP_COMMAND_DUMP, FORM_NAME, "dump start"},
};

// The text behind `words` when the line begins with them as whole words, else NULL.
static char *after(char *line, const char *words)
{
    while (*words) {
        if (*words == ' ') {
            if (!isblank((unsigned char)*line))
                return NULL;
            while (isblank((unsigned char)*line))
                line++;
            words++;
        } else if (*line++ != *words++) {
            return NULL;
        }
    }
    if (*line && !isblank((unsigned char)*line))
        return NULL;
    while (isblank((unsigned char)*line))
        line++;
    return line;
}

// Cuts off a comment (a # at the start or behind a blank, outside quotes) and blanks at the end.
static void trim(char *line)
{
    bool quoted = false;
    for (char *c = line; *c; c++) {
        if (*c == '"')
            quoted = !quoted;
        if (*c == '#' && !quoted && (c == line || isblank((unsigned char)c[-1]))) {
            *c = '\0';
            break;
        }
    }
    size_t n = strlen(line);
    while (n > 0 && isspace((unsigned char)line[n - 1]))
        line[--n] = '\0';
}

static bool take_numbers(const char *text, double *x, double *y)
{
    char *end = NULL;
    *x = strtod(text, &end);
    if (end == text || *x < 0)
        return false;
    if (!y)
        return *end == '\0';
    const char *second = end;
    *y = strtod(second, &end);
    return end != second && *end == '\0' && *y >= 0;
}

static bool is_key(const char *name)
{
    static const char *const names[] = {"left", "right", "select", "back", "help"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return name[0] >= '1' && name[0] <= '9' && name[1] == '\0';
}

// Reads what follows a command's words. False when it has not the right form.
static bool take_rest(struct pp_command *command, enum form form, char *rest)
{
    size_t n = strlen(rest);
    switch (form) {
    case FORM_NONE:
        return n == 0;
    case FORM_NUMBER:
        return take_numbers(rest, &command->x, NULL) && command->x < 1e7;
    case FORM_PIXEL:
        return take_numbers(rest, &command->x, &command->y);
    case FORM_QUOTED:
        if (n < 2 || rest[0] != '"' || rest[n - 1] != '"')
            return false;
        rest[n - 1] = '\0';
        command->text = rest + 1;
        return true;
    case FORM_NAME:
        command->text = rest;
        return n > 0 && n < 100 && rest[0] != '.' && !strchr(rest, '/') && !strchr(rest, ' ');
    case FORM_KEY:
        command->text = rest;
        return is_key(rest);
    case FORM_WORD:
        command->text = rest;
        return n > 0;
    }
    return false;
}

static bool parse_line(struct pp_command *command, char *line, const char *file,
                       struct pp_report *report)
{
    struct pp_place place = {.file = file, .line = command->line};
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        char *rest = after(line, forms[i].words);
        if (!rest)
            continue;
        command->type = forms[i].type;
        if (strcmp(forms[i].words, "expect") != 0 && take_rest(command, forms[i].form, rest))
            return true;
        place.field = forms[i].words;
        pp_report_add(report, PP_ERROR, place, forms[i].example, "this is not the form of it");
        return false;
    }
    pp_report_add(report, PP_ERROR, place,
                  "tap, touch, key, hear, wait, pass, expect, shot or dump",
                  "there is no such command: %.40s", line);
    return false;
}

bool pp_script_parse(struct pp_arena *arena, const char *file, char *text,
                     struct pp_command **commands, size_t *count, struct pp_report *report)
{
    size_t lines = 1;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    struct pp_place whole = {.file = file};
    if (lines > MAX_COMMANDS) {
        pp_report_add(report, PP_ERROR, whole, "split it", "has more than %d lines", MAX_COMMANDS);
        return false;
    }
    struct pp_command *list = pp_arena_alloc(arena, lines * sizeof(*list));
    if (!list)
        return false;
    size_t n = 0;
    unsigned number = 0;
    size_t errors = report->errors;
    char *line;
    while ((line = strsep(&text, "\n"))) {
        number++;
        trim(line);
        while (isblank((unsigned char)*line))
            line++;
        if (!*line)
            continue;
        list[n] = (struct pp_command){.line = number, .text = ""};
        if (parse_line(&list[n], line, file, report))
            n++;
    }
    *commands = list;
    *count = n;
    return report->errors == errors;
}
