#include "ctl/phrases_file.h"

#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"

enum { FILE_LIMIT = 256 * 1024 };

static bool add(struct pp_ctl *ctl, struct pp_place place, char *line, struct pp_phrase *phrases,
                size_t *count)
{
    static const char form[] = "a line is: id, a tab, the phrase";
    char *tab = strchr(line, '\t');
    size_t length = tab ? (size_t)(tab - line) : 0;
    if (length == 0 || length >= sizeof(phrases->id)) {
        pp_report_add(&ctl->report, PP_ERROR, place, form,
                      tab ? "the id is empty or longer than 47 bytes" : "there is no tab");
        return false;
    }
    if (!pp_utf8_valid(line, strlen(line))) {
        pp_report_add(&ctl->report, PP_ERROR, place, "text in UTF-8", "bytes that are not UTF-8");
        return false;
    }
    if (*count == PP_MAX_PHRASES) {
        pp_report_add(&ctl->report, PP_ERROR, place, "at most 192", "too many phrases");
        return false;
    }
    struct pp_phrase *phrase = &phrases[*count];
    *phrase = (struct pp_phrase){.jsgf = pp_arena_strdup(&ctl->arena, tab + 1)};
    memcpy(phrase->id, line, length);
    ++*count;
    return phrase->jsgf != NULL;
}

enum pp_exit pp_ctl_phrases_file(struct pp_ctl *ctl, const char *path, struct pp_phrase *phrases,
                                 size_t *count)
{
    size_t length;
    *count = 0;
    char *text = pp_file_read(path, FILE_LIMIT, &length, &ctl->report);
    if (!text)
        return PP_EXIT_NO_INPUT;
    struct pp_place place = {.file = path};
    bool good = true;
    char *rest = text;
    char *line;
    while (good && (line = strsep(&rest, "\n"))) {
        place.line++;
        line[strcspn(line, "\r")] = '\0';
        if (*line && *line != '#')
            good = add(ctl, place, line, phrases, count);
    }
    free(text);
    if (good && *count == 0) {
        pp_report_add(&ctl->report, PP_ERROR, (struct pp_place){.file = path},
                      "a line is: id, a tab, the phrase", "there are no phrases");
        good = false;
    }
    return good ? PP_EXIT_OK : PP_EXIT_DATA;
}
