#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "ctl/voice.h"
#include "sys/text.h"
#include "voice/words.h"

static const char help[] =
    "Usage: praatpaalctl phones --lang CODE TEXT...\n"
    "The phones that each word of a text gets: word, tab, pronunciations parted by \" | \".\n\n"
    "  --lang CODE  the language, one of lang/CODE.yaml or a voice of eSpeak-NG\n";

static void print_word(const char *word, const char *const *pronunciations, size_t count)
{
    printf("%s\t", word);
    for (size_t i = 0; i < count; i++)
        printf("%s%s", i > 0 ? " | " : "", pronunciations[i]);
    putchar('\n');
}

static void report_word(struct pp_ctl *ctl, const struct pp_lexicon *lexicon, const char *word)
{
    const char *sound = pp_lexicon_unmapped(lexicon);
    if (*sound)
        pp_report_add(&ctl->report, PP_ERROR, (struct pp_place){.field = word},
                      "add it to the table in config/phones",
                      "the table %s has no phone for the sound %s", ctl->kiosk.phones, sound);
    else
        pp_report_add(&ctl->report, PP_ERROR, (struct pp_place){.field = word},
                      "a word of the language", "eSpeak-NG does not pronounce this");
}

// Marks of JSGF are skipped, so that a phrase of a pack can be given as it is.
static bool print_text(struct pp_ctl *ctl, struct pp_lexicon *lexicon, const char *text)
{
    bool all = true;
    char word[PP_WORD_SIZE];
    while (*text) {
        size_t length = pp_words_next(&text, word);
        if (length == PP_WORD_SIZE) {
            pp_report_add(&ctl->report, PP_ERROR, (struct pp_place){0}, "at most 60 bytes a word",
                          "a word is too long");
            return false;
        }
        if (length == 0) {
            text += *text != '\0';
            continue;
        }
        const char *pronunciations[PP_MAX_PRONUNCIATIONS];
        size_t count = pp_lexicon_word(lexicon, word, pronunciations);
        if (count > 0)
            print_word(word, pronunciations, count);
        else
            report_word(ctl, lexicon, word);
        all = all && count > 0;
    }
    return all;
}

static enum pp_exit print_all(struct pp_ctl *ctl, const char *lang, int count, char **texts)
{
    enum pp_exit code = PP_EXIT_OK;
    for (int i = 0; i < count; i++) {
        if (!pp_utf8_valid(texts[i], strlen(texts[i]))) {
            fputs("praatpaalctl phones: the text is not UTF-8\n", stderr);
            return PP_EXIT_DATA;
        }
    }
    const char *voice = pp_ctl_voice(ctl, "phones", lang, &code);
    struct pp_lexicon *lexicon = voice ? pp_ctl_lexicon(ctl, voice, &code) : NULL;
    if (!lexicon)
        return code;
    code = PP_EXIT_OK;
    for (int i = 0; i < count; i++) {
        if (!print_text(ctl, lexicon, texts[i]))
            code = PP_EXIT_DATA;
    }
    pp_lexicon_destroy(lexicon);
    return code;
}

enum pp_exit pp_ctl_phones(struct pp_ctl *ctl, int argc, char **argv)
{
    static const struct option options[] = {
        {"lang", required_argument, NULL, 'l'},
        {"help", no_argument, NULL, 'h'},
        {0},
    };
    const char *lang = NULL;
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'l':
            lang = optarg;
            break;
        case 'h':
            fputs(help, stdout);
            return PP_EXIT_OK;
        default:
            return PP_EXIT_USAGE;
        }
    }
    if (!lang)
        return pp_ctl_usage("phones", "--lang is missing");
    if (optind == argc)
        return pp_ctl_usage("phones", "there is no text");
    return print_all(ctl, lang, argc - optind, argv + optind);
}
