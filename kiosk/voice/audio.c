#include "voice/audio.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

enum {
    DEVICES = 8, // of each kind that are looked at
    NAME = 128,
    PLAY_BLOCK = 512, // samples: 23 ms, so that a hush is heard soon
    LISTEN_BLOCK = 512,
    RETRY_MS = 5000, // before a sound system that did not start is tried again
};

// One direction: all loudspeakers, or all microphones.
struct side {
    bool captures;
    char names[DEVICES][NAME];
    int count;
    char last[NAME];        // the device opened last, "" when the system chose it
    SDL_AudioDeviceID open; // 0: none
};

struct pp_audio {
    struct pp_player *player;     // may be NULL
    struct pp_listener *listener; // may be NULL
    bool awake;                   // SDL's audio is started
    Uint64 failed_ms;             // when starting it failed last, 0: never
    struct side out, in;
};

// SDL's playing thread.
static void SDLCALL play(void *context, Uint8 *bytes, int length)
{
    struct pp_audio *audio = context;
    pp_player_pull(audio->player, (int16_t *)(void *)bytes, (size_t)length / sizeof(int16_t));
}

// SDL's capturing thread. What was captured is wiped: the buffer is SDL's and lives on.
static void SDLCALL capture(void *context, Uint8 *bytes, int length)
{
    struct pp_audio *audio = context;
    pp_listener_push(audio->listener, (const int16_t *)(void *)bytes,
                     (size_t)length / sizeof(int16_t));
    explicit_bzero(bytes, (size_t)length);
}

static void list_devices(struct side *side)
{
    memset(side->names, 0, sizeof(side->names));
    int count = SDL_GetNumAudioDevices(side->captures);
    side->count = 0;
    for (int i = 0; i < count && side->count < DEVICES; i++) {
        const char *name = SDL_GetAudioDeviceName(i, side->captures);
        if (name)
            SDL_strlcpy(side->names[side->count++], name, NAME);
    }
}

static bool list_again(struct side *side)
{
    struct side before = *side;
    list_devices(side);
    return before.count != side->count ||
           memcmp(before.names, side->names, sizeof(side->names)) != 0;
}

static bool open_named(struct pp_audio *audio, struct side *side, const char *name)
{
    const SDL_AudioSpec wanted = {
        .freq = side->captures ? PP_VOICE_RATE : pp_player_rate(audio->player),
        .format = AUDIO_S16SYS,
        .channels = 1,
        .samples = side->captures ? LISTEN_BLOCK : PLAY_BLOCK,
        .callback = side->captures ? capture : play,
        .userdata = audio,
    };
    // No change is allowed: SDL converts what the device cannot do, rates too.
    SDL_AudioSpec had;
    side->open = SDL_OpenAudioDevice(name[0] ? name : NULL, side->captures, &wanted, &had, 0);
    if (side->open == 0)
        return false;
    char chosen[NAME]; // `name` may be side->last
    SDL_strlcpy(chosen, name, sizeof(chosen));
    memcpy(side->last, chosen, sizeof(chosen));
    SDL_PauseAudioDevice(side->open, 0);
    return true;
}

static void close_side(struct side *side)
{
    if (side->open != 0)
        SDL_CloseAudioDevice(side->open);
    side->open = 0;
}

// The device of the last time by its name, because numbers of cards change; then the one that the
// system prefers; then any: where no sound server runs, the system's own is often a screen's.
static bool open_side(struct pp_audio *audio, struct side *side)
{
    if (side->open != 0 && SDL_GetAudioDeviceStatus(side->open) != SDL_AUDIO_STOPPED)
        return true;
    pp_audio_wake(audio);
    close_side(side);
    // Without this, libasound writes a page about a missing card.
    if (side->count == 0)
        return false;
    if (side->last[0] && open_named(audio, side, side->last))
        return true;
    if (open_named(audio, side, ""))
        return true;
    for (int i = 0; i < side->count; i++) {
        if (open_named(audio, side, side->names[i]))
            return true;
    }
    return false;
}

bool pp_audio_wake(struct pp_audio *audio)
{
    Uint64 now = SDL_GetTicks64();
    if (audio->awake || (audio->failed_ms && now - audio->failed_ms < RETRY_MS))
        return false;
    audio->failed_ms = 0;
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        audio->failed_ms = now ? now : 1;
        return false;
    }
    audio->awake = true;
    bool changed = list_again(&audio->out);
    return list_again(&audio->in) || changed;
}

void pp_audio_rest(struct pp_audio *audio)
{
    if (!audio->awake)
        return;
    close_side(&audio->out);
    close_side(&audio->in);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    audio->awake = false;
}

struct pp_audio *pp_audio_create(struct pp_player *player, struct pp_listener *listener)
{
    struct pp_audio *audio = calloc(1, sizeof(*audio));
    if (!audio)
        return NULL;
    audio->player = player;
    audio->listener = listener;
    audio->in.captures = true;
    pp_audio_wake(audio);
    return audio;
}

void pp_audio_destroy(struct pp_audio *audio)
{
    if (!audio)
        return;
    pp_audio_rest(audio);
    free(audio);
}

bool pp_audio_has_speaker(const struct pp_audio *audio)
{
    return audio->out.count > 0;
}

bool pp_audio_has_microphone(const struct pp_audio *audio)
{
    return audio->in.count > 0;
}

bool pp_audio_speak(struct pp_audio *audio)
{
    return audio->player && open_side(audio, &audio->out);
}

bool pp_audio_listen(struct pp_audio *audio)
{
    return audio->listener && open_side(audio, &audio->in);
}

void pp_audio_stop_speaking(struct pp_audio *audio)
{
    close_side(&audio->out);
}

void pp_audio_stop_listening(struct pp_audio *audio)
{
    close_side(&audio->in);
}

// A device that was pulled out while it was open: another takes over where there is one.
static bool replace_lost(struct pp_audio *audio, struct side *side)
{
    if (side->open == 0 || SDL_GetAudioDeviceStatus(side->open) != SDL_AUDIO_STOPPED)
        return false;
    open_side(audio, side);
    return true;
}

bool pp_audio_rescan(struct pp_audio *audio)
{
    if (!audio->awake)
        return false;
    bool changed = list_again(&audio->out);
    changed = list_again(&audio->in) || changed;
    changed = replace_lost(audio, &audio->out) || changed;
    return replace_lost(audio, &audio->in) || changed;
}
