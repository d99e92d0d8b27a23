#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/ctl.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"
#include "voice/audio.h"
#include "voice/espeak.h"
#include "voice/speaker.h"
#include "voice/voice.h"
#include "voice/wav.h"

enum {
    USUAL_WPM = 140,
    BLOCK = 1024,
    PATIENCE_MS = 5000, // with a sound card that takes nothing
};

static const char help[] =
    "Usage: praatpaalctl say --lang CODE [--out FILE.wav] [--wpm N] [--voice V] TEXT...\n"
    "Says a text as the kiosk would.\n\n"
    "  --lang CODE  the language, one of lang/CODE.yaml\n"
    "  --out FILE   write it to a WAV file instead of the sound card\n"
    "  --wpm N      words per minute, 50 to 300 (default: 140)\n"
    "  --voice V    another voice of eSpeak-NG than the language's, as nl+f2\n";

struct request {
    const char *lang, *out, *voice;
    long wpm;
    char text[PP_SPEECH_TEXT];
};

// Speech being taken by the block until its end.
struct speech {
    struct pp_mailbox inbox;
    struct pp_speaker *speaker;
    int16_t *samples; // for a file
    size_t count;
};

// Takes the messages that wait. True when everything has been heard.
static bool has_ended(struct speech *speech)
{
    bool ended = false;
    struct pp_voice_message message;
    while (pp_mailbox_take(&speech->inbox, &message))
        ended = ended || message.type == PP_VOICE_SPOKEN;
    return ended;
}

static bool pull_block(struct speech *speech)
{
    int16_t *grown = realloc(speech->samples, (speech->count + BLOCK) * sizeof(*speech->samples));
    if (!grown)
        return false;
    speech->samples = grown;
    pp_player_pull(pp_speaker_player(speech->speaker), grown + speech->count, BLOCK);
    speech->count += BLOCK;
    return true;
}

static enum pp_exit write_file(struct speech *speech, const char *path)
{
    while (!has_ended(speech)) {
        if (pp_speaker_busy(speech->speaker)) {
            pp_mailbox_wait(&speech->inbox, -1);
        } else if (!pull_block(speech)) {
            fputs("praatpaalctl say: there is no memory for it\n", stderr);
            return PP_EXIT_UNAVAILABLE;
        }
    }
    if (!pp_wav_write(path, pp_espeak_rate(), speech->samples, speech->count)) {
        fprintf(stderr, "praatpaalctl say: %s cannot be written: %s\n", path, strerror(errno));
        return PP_EXIT_FAILED;
    }
    return PP_EXIT_OK;
}

static enum pp_exit wait_for_end(struct speech *speech)
{
    struct pp_player *player = pp_speaker_player(speech->speaker);
    int64_t played = -1, since = 0;
    while (!has_ended(speech)) {
        int64_t now = pp_clock_monotonic_ms();
        if (played != pp_player_played(player)) {
            played = pp_player_played(player);
            since = now;
        }
        if (now - since >= PATIENCE_MS) {
            fputs("praatpaalctl say: the sound card takes no sound\n", stderr);
            return PP_EXIT_UNAVAILABLE;
        }
        pp_mailbox_wait(&speech->inbox, PATIENCE_MS);
    }
    return PP_EXIT_OK;
}

static enum pp_exit play(struct speech *speech)
{
    struct pp_audio *audio = pp_audio_create(pp_speaker_player(speech->speaker), NULL);
    enum pp_exit code = PP_EXIT_UNAVAILABLE;
    if (audio && pp_audio_speak(audio))
        code = wait_for_end(speech);
    else
        fputs("praatpaalctl say: there is no sound card that plays (--out FILE.wav writes a file "
              "instead)\n",
              stderr);
    pp_audio_destroy(audio);
    return code;
}

static enum pp_exit speak(const struct request *request, const char *voice)
{
    struct speech speech = {.samples = NULL};
    char ipa[64];
    enum pp_exit code = PP_EXIT_UNAVAILABLE;
    if (!pp_mailbox_init(&speech.inbox, sizeof(struct pp_voice_message), 64))
        return code;
    speech.speaker = pp_speaker_create(&speech.inbox);
    if (!speech.speaker) {
        fputs("praatpaalctl say: eSpeak-NG has no data (install espeak-ng-data)\n", stderr);
    } else if (!pp_espeak_ipa(voice, "", ipa, sizeof(ipa))) {
        fprintf(stderr, "praatpaalctl say: eSpeak-NG has no voice \"%s\" (espeak-ng --voices)\n",
                voice);
    } else {
        const struct pp_sentence sentence = {.text = request->text};
        pp_speaker_say(speech.speaker, 1, voice, (int)request->wpm, &sentence, 1);
        code = request->out ? write_file(&speech, request->out) : play(&speech);
    }
    pp_speaker_destroy(speech.speaker);
    pp_mailbox_finish(&speech.inbox);
    free(speech.samples);
    return code;
}

// Letters, digits and hyphens (BCP 47): a code becomes the name of a file.
static bool code_fits(const char *code)
{
    size_t length = strspn(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    return length > 0 && length < 36 && code[length] == '\0';
}

static bool language_exists(const struct pp_ctl *ctl, const char *code)
{
    char name[64], path[PP_PATH_MAX];
    if (!code || !code_fits(code))
        return false;
    snprintf(name, sizeof(name), "%s.yaml", code);
    return pp_path_join(path, ctl->paths.lang, name) && pp_file_exists(path);
}

static bool join_text(struct request *request, int count, char **words)
{
    size_t used = 0;
    for (int i = 0; i < count; i++) {
        size_t length = strlen(words[i]);
        if (used + length + 2 > sizeof(request->text))
            return false;
        if (used > 0)
            request->text[used++] = ' ';
        memcpy(request->text + used, words[i], length);
        used += length;
    }
    request->text[used] = '\0';
    return true;
}

static enum pp_exit read_options(struct request *request, int argc, char **argv, bool *wants_help)
{
    static const struct option options[] = {
        {"lang", required_argument, NULL, 'l'}, {"out", required_argument, NULL, 'o'},
        {"wpm", required_argument, NULL, 'w'},  {"voice", required_argument, NULL, 'v'},
        {"help", no_argument, NULL, 'h'},       {0},
    };
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'l':
            request->lang = optarg;
            break;
        case 'o':
            request->out = optarg;
            break;
        case 'w':
            if (!pp_text_to_long(optarg, 50, 300, &request->wpm))
                return pp_ctl_usage("say", "--wpm takes 50 to 300, not \"%s\"", optarg);
            break;
        case 'v':
            request->voice = optarg;
            break;
        case 'h':
            *wants_help = true;
            return PP_EXIT_OK;
        default:
            return PP_EXIT_USAGE;
        }
    }
    if (!request->lang)
        return pp_ctl_usage("say", "--lang is missing");
    if (optind == argc)
        return pp_ctl_usage("say", "there is no text to say");
    if (!join_text(request, argc - optind, argv + optind))
        return pp_ctl_usage("say", "the text is longer than %d bytes", PP_SPEECH_TEXT - 1);
    if (!pp_utf8_valid(request->text, strlen(request->text))) {
        fputs("praatpaalctl say: the text is not UTF-8\n", stderr);
        return PP_EXIT_DATA;
    }
    return PP_EXIT_OK;
}

enum pp_exit pp_ctl_say(struct pp_ctl *ctl, int argc, char **argv)
{
    struct request request = {.wpm = USUAL_WPM};
    bool wants_help = false;
    enum pp_exit code = read_options(&request, argc, argv, &wants_help);
    if (wants_help)
        fputs(help, stdout);
    if (code != PP_EXIT_OK || wants_help)
        return code;
    if (!language_exists(ctl, request.lang)) {
        fprintf(stderr, "praatpaalctl say: there is no language \"%s\": no %s/%s.yaml\n",
                request.lang, ctl->paths.lang, request.lang);
        return PP_EXIT_NO_INPUT;
    }
    struct pp_pack pack;
    if (!pp_ctl_load_pack(ctl, request.lang, &pack))
        return ctl->has_flow ? PP_EXIT_DATA : PP_EXIT_CONFIG;
    return speak(&request, request.voice ? request.voice : pack.voice);
}
