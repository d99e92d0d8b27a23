#include "ctl/voice.h"

#include <stdio.h>
#include <string.h>

#include "sys/file.h"
#include "voice/espeak.h"

// A code becomes a part of a path: letters, digits and hyphens only.
static bool is_code(const char *lang)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    size_t length = strlen(lang);
    return length > 0 && length < 20 && strspn(lang, allowed) == length;
}

static bool has_pack(const struct pp_ctl *ctl, const char *lang)
{
    char name[32];
    char path[PP_PATH_MAX];
    snprintf(name, sizeof(name), "%s.yaml", lang);
    return pp_path_join(path, ctl->paths.lang, name) && pp_file_exists(path);
}

static bool has_voice(const char *voice)
{
    char ipa[16];
    return pp_espeak_ipa(voice, "a", ipa, sizeof(ipa));
}

const char *pp_ctl_voice(struct pp_ctl *ctl, const char *command, const char *lang,
                         enum pp_exit *code)
{
    if (!is_code(lang)) {
        *code = pp_ctl_usage(command, "--lang takes a language code such as nl, not \"%s\"", lang);
        return NULL;
    }
    if (!pp_espeak_start()) {
        fprintf(stderr, "praatpaalctl %s: eSpeak-NG cannot start (install espeak-ng-data)\n",
                command);
        *code = PP_EXIT_UNAVAILABLE;
        return NULL;
    }
    if (has_pack(ctl, lang)) {
        struct pp_pack pack;
        if (pp_ctl_load_pack(ctl, lang, &pack))
            return pack.voice;
        *code = ctl->has_flow ? PP_EXIT_DATA : PP_EXIT_CONFIG;
        return NULL;
    }
    if (has_voice(lang))
        return lang;
    fprintf(stderr,
            "praatpaalctl %s: there is no language \"%s\": no %s/%s.yaml and no such voice of "
            "eSpeak-NG\n",
            command, lang, ctl->paths.lang, lang);
    *code = PP_EXIT_NO_INPUT;
    return NULL;
}

struct pp_lexicon *pp_ctl_lexicon(struct pp_ctl *ctl, const char *voice, enum pp_exit *code)
{
    *code = PP_EXIT_CONFIG;
    if (!pp_ctl_load_kiosk(ctl))
        return NULL;
    return pp_lexicon_create(ctl->paths.config, ctl->kiosk.phones, voice, &ctl->report);
}
