#include "sync/letter.h"

#include <assert.h>
#include <stdarg.h>

enum { MOST_FILLS = 4 };

static const char *const keys[PP_LETTER_TEXTS] = {
    [PP_LETTER_TITLE] = "title",             // {date}
    [PP_LETTER_UPDATED] = "updated",         // {count}
    [PP_LETTER_DIFFERENCE] = "difference",   // {added} {changed} {gone}
    [PP_LETTER_ADDED] = "added",             // {name}
    [PP_LETTER_CHANGED] = "changed",         // {name}
    [PP_LETTER_GONE] = "gone",               // {name}
    [PP_LETTER_MORE] = "more",               // {count}
    [PP_LETTER_UNCHANGED] = "unchanged",     //
    [PP_LETTER_NO_FEED] = "no_feed",         //
    [PP_LETTER_BUSY] = "busy",               //
    [PP_LETTER_KEPT] = "kept",               //
    [PP_LETTER_NONE] = "none",               //
    [PP_LETTER_NOT_HTTPS] = "not_https",     //
    [PP_LETTER_REDIRECT] = "redirect",       //
    [PP_LETTER_CERTIFICATE] = "certificate", //
    [PP_LETTER_TOO_LARGE] = "too_large",     // {megabytes}
    [PP_LETTER_TOO_SLOW] = "too_slow",       // {seconds}
    [PP_LETTER_UNREACHABLE] = "unreachable", //
    [PP_LETTER_NOT_FOUND] = "not_found",     //
    [PP_LETTER_NO_ACCESS] = "no_access",     //
    [PP_LETTER_STATUS] = "status",           //
    [PP_LETTER_WEBPAGE] = "webpage",         //
    [PP_LETTER_EMPTY] = "empty",             //
    [PP_LETTER_SHRUNK] = "shrunk",           // {count} {old}
    [PP_LETTER_WRONG] = "wrong",             // {count}
    [PP_LETTER_WARNED] = "warned",           // {count}
    [PP_LETTER_ROW] = "row",                 // {line} {field} {what} {remedy}
    [PP_LETTER_WHOLE] = "whole",             // {what} {remedy}
    [PP_LETTER_NOT_STORED] = "not_stored",   //
    [PP_LETTER_TECHNICAL] = "technical",     // {problem}
};

bool pp_letter_check(const struct pp_pack *texts, const char *file, struct pp_report *report)
{
    bool all = true;
    for (size_t i = 0; i < PP_LETTER_TEXTS; i++) {
        const char *text = pp_pack_find(texts, "sync.%s", keys[i]);
        if (text && text[0])
            continue;
        all = false;
        char field[64];
        snprintf(field, sizeof(field), "sync.%s", keys[i]);
        struct pp_place place = {.file = file, .field = field};
        pp_report_add(report, PP_ERROR, place, "add the sentence that the keeper is to read",
                      "is missing");
    }
    return all;
}

void pp_letter_say(struct pp_letter *letter, enum pp_letter_text text, ...)
{
    struct pp_fill fills[MOST_FILLS];
    size_t count = 0;
    va_list args;
    va_start(args, text);
    for (const char *name = va_arg(args, const char *); name; name = va_arg(args, const char *)) {
        assert(count < MOST_FILLS);
        fills[count].name = name;
        fills[count].value = va_arg(args, const char *);
        count++;
    }
    va_end(args);
    const char *pattern = pp_pack_text(letter->texts, "sync.%s", keys[text]);
    fprintf(letter->out, "%s\n", pp_fill(letter->arena, pattern, fills, count));
}

const char *pp_letter_number(struct pp_letter *letter, size_t number)
{
    const char *text = pp_arena_printf(letter->arena, "%zu", number);
    return text ? text : "?";
}

void pp_letter_problems(struct pp_letter *letter, const struct pp_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct pp_problem *problem = &report->items[i];
        if (problem->line)
            pp_letter_say(letter, PP_LETTER_ROW, "line", pp_letter_number(letter, problem->line),
                          "field", problem->field[0] ? problem->field : "-", "what", problem->what,
                          "remedy", problem->remedy, NULL);
        else
            pp_letter_say(letter, PP_LETTER_WHOLE, "what", problem->what, "remedy", problem->remedy,
                          NULL);
    }
    size_t total = report->errors + report->warnings;
    if (total > report->count)
        pp_letter_say(letter, PP_LETTER_MORE, "count",
                      pp_letter_number(letter, total - report->count), NULL);
}
