#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl/ctl.h"
#include "ctl/phrases.h"
#include "ctl/phrases_file.h"
#include "ctl/voice.h"
#include "voice/recogniser.h"
#include "voice/wav.h"

static const char help[] =
    "Usage: praatpaalctl hear --lang CODE (--screen ID | --phrases FILE) [--json] WAV...\n"
    "What the kiosk would hear in recordings; one line each: path, tab, sure, ask or no, tab, id\n"
    "of the best guess (- when there is none), tab, confidence.\n\n"
    "  --lang CODE     the language, one of lang/CODE.yaml or a voice of eSpeak-NG\n"
    "  --screen ID     listen for what may be said on this screen\n"
    "  --phrases FILE  listen for these: id, tab, phrase (JSGF) a line\n"
    "  --json          one JSON object a line, with the evidence\n";

struct request {
    const char *lang, *screen, *phrases_file;
    bool json;
    int count;
    char **files;
    struct pp_phrase phrases[PP_MAX_PHRASES];
    size_t phrase_count;
};

static const char *decision_name(enum pp_decision decision)
{
    return decision == PP_HEARD_SURE ? "sure" : decision == PP_HEARD_ASK ? "ask" : "no";
}

// Three digits are what the number is worth.
static json_t *json_number(float value)
{
    char text[32];
    snprintf(text, sizeof(text), "%.3f", (double)value);
    return json_real(strtod(text, NULL));
}

static void print_json(const struct request *request, const char *path,
                       const struct pp_heard *heard)
{
    json_t *guesses = json_array();
    for (uint8_t i = 0; i < heard->guess_count; i++)
        json_array_append_new(
            guesses, json_pack("{s:s, s:o}", "id", request->phrases[heard->guesses[i].phrase].id,
                               "confidence", json_number(heard->guesses[i].confidence)));
    json_t *line =
        json_pack("{s:s%, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "path", path, strlen(path),
                  "decision", decision_name(heard->decision), "guesses", guesses, "per_frame",
                  json_number(heard->per_frame), "worst", json_number(heard->worst), "whole",
                  json_number(heard->whole), "margin", json_number(heard->margin), "seconds",
                  json_number(heard->seconds), "snr_db", json_number(heard->snr_db));
    char *text = line ? json_dumps(line, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;
    puts(text ? text : "{\"error\": \"the path is not UTF-8\"}");
    free(text);
    json_decref(line);
}

static void print_line(const struct request *request, const char *path,
                       const struct pp_heard *heard)
{
    const char *id = "-";
    float confidence = 0;
    if (heard->guess_count > 0) {
        id = request->phrases[heard->guesses[0].phrase].id;
        confidence = heard->guesses[0].confidence;
    }
    printf("%s\t%s\t%s\t%.3f\n", path, decision_name(heard->decision), id, (double)confidence);
}

static enum pp_exit hear_file(struct pp_ctl *ctl, const struct request *request,
                              struct pp_recogniser *recogniser, const char *path)
{
    int16_t *samples = NULL;
    size_t count = 0;
    if (access(path, R_OK) != 0) {
        pp_report_add(&ctl->report, PP_ERROR, (struct pp_place){.file = path},
                      "the path of a WAV file", "it cannot be read");
        return PP_EXIT_NO_INPUT;
    }
    if (!pp_wav_read(path, PP_VOICE_RATE, &samples, &count, &ctl->report))
        return PP_EXIT_DATA;
    struct pp_heard heard = {0};
    pp_recogniser_begin(recogniser);
    pp_recogniser_feed(recogniser, samples, count);
    pp_recogniser_end(recogniser, &heard);
    if (request->json)
        print_json(request, path, &heard);
    else
        print_line(request, path, &heard);
    free(samples);
    return PP_EXIT_OK;
}

// Every file is tried; the first thing that went wrong decides the exit.
static enum pp_exit hear_files(struct pp_ctl *ctl, const struct request *request,
                               struct pp_recogniser *recogniser)
{
    enum pp_exit code = PP_EXIT_OK;
    for (int i = 0; i < request->count; i++) {
        enum pp_exit one = hear_file(ctl, request, recogniser, request->files[i]);
        if (code == PP_EXIT_OK)
            code = one;
    }
    return code;
}

static enum pp_exit load_phrases(struct pp_ctl *ctl, struct request *request, const char **voice)
{
    enum pp_exit code = PP_EXIT_OK;
    *voice = pp_ctl_voice(ctl, "hear", request->lang, &code);
    if (!*voice)
        return code;
    if (request->phrases_file)
        return pp_ctl_phrases_file(ctl, request->phrases_file, request->phrases,
                                   &request->phrase_count);
    struct pp_pack pack;
    if (pp_ctl_screen_phrases(ctl, request->lang, request->screen, &pack, request->phrases,
                              &request->phrase_count))
        return PP_EXIT_OK;
    return PP_EXIT_DATA;
}

static enum pp_exit run(struct pp_ctl *ctl, struct request *request)
{
    const char *voice;
    struct pp_recogniser *recogniser = NULL;
    enum pp_exit code = load_phrases(ctl, request, &voice);
    if (code != PP_EXIT_OK)
        return code;
    struct pp_lexicon *lexicon = pp_ctl_lexicon(ctl, voice, &code);
    if (!lexicon)
        return code;
    recogniser = pp_recogniser_create(ctl->kiosk.model, lexicon, &ctl->report);
    if (!recogniser)
        code = PP_EXIT_UNAVAILABLE;
    else if (!pp_recogniser_phrases(recogniser, request->phrases, request->phrase_count,
                                    &ctl->report))
        code = PP_EXIT_DATA;
    else
        code = hear_files(ctl, request, recogniser);
    pp_recogniser_destroy(recogniser);
    pp_lexicon_destroy(lexicon);
    return code;
}

static enum pp_exit read_options(struct request *request, int argc, char **argv, bool *wants_help)
{
    static const struct option options[] = {
        {"lang", required_argument, NULL, 'l'},    {"screen", required_argument, NULL, 's'},
        {"phrases", required_argument, NULL, 'p'}, {"json", no_argument, NULL, 'j'},
        {"help", no_argument, NULL, 'h'},          {0},
    };
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'l':
            request->lang = optarg;
            break;
        case 's':
            request->screen = optarg;
            break;
        case 'p':
            request->phrases_file = optarg;
            break;
        case 'j':
            request->json = true;
            break;
        case 'h':
            *wants_help = true;
            return PP_EXIT_OK;
        default:
            return PP_EXIT_USAGE;
        }
    }
    if (!request->lang)
        return pp_ctl_usage("hear", "--lang is missing");
    if (!request->screen == !request->phrases_file)
        return pp_ctl_usage("hear", "give either --screen or --phrases");
    if (optind == argc)
        return pp_ctl_usage("hear", "there is no WAV file");
    request->files = argv + optind;
    request->count = argc - optind;
    return PP_EXIT_OK;
}

enum pp_exit pp_ctl_hear(struct pp_ctl *ctl, int argc, char **argv)
{
    struct request *request = calloc(1, sizeof(*request));
    bool wants_help = false;
    if (!request)
        return PP_EXIT_UNAVAILABLE;
    enum pp_exit code = read_options(request, argc, argv, &wants_help);
    if (wants_help)
        fputs(help, stdout);
    else if (code == PP_EXIT_OK)
        code = run(ctl, request);
    free(request);
    return code;
}
