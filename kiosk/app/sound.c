#include "app/sound.h"

#include <stdlib.h>
#include <string.h>

#include "sys/log.h"

// Words per minute a voice says by default, as accessibility.md asks (125 to 150), and the steps
// that a visitor can choose, in percent.
enum { USUAL_WPM = 138 };
static const int rate_percent[] = {70, 85, 100, 120, 145, 180};

// Decibels of one step of the volume: -18..+18 over three steps down and up.
static const double volume_step_db = 6.0;

enum { PAUSE_MS = 150, LIST_PAUSE_MS = 400, INBOX = 64 };

bool pp_sound_init(struct pp_sound *sound, const struct pp_world *world, bool by_clock)
{
    *sound = (struct pp_sound){.world = world, .by_clock = by_clock};
    return pp_mailbox_init(&sound->inbox, sizeof(struct pp_voice_message), INBOX);
}

static void start_listener(struct pp_sound *sound)
{
    const struct pp_world *world = sound->world;
    const struct pp_listener_params params = {
        .config_dir = world->paths.config,
        .model = world->kiosk.model,
        .phones = world->kiosk.phones,
        .voice = world->packs[0]->voice,
        .inbox = &sound->inbox,
    };
    sound->listener = pp_listener_create(&params);
}

void pp_sound_start(struct pp_sound *sound)
{
    const struct pp_kiosk *kiosk = &sound->world->kiosk;
    if (kiosk->speak)
        sound->speaker = pp_speaker_create(&sound->inbox);
    if (kiosk->speak && !sound->speaker)
        pp_log(PP_LOG_NO_SPEECH, 0, 0);
    if (kiosk->listen)
        start_listener(sound);
    if (!sound->by_clock && (sound->speaker || sound->listener)) {
        struct pp_player *player = sound->speaker ? pp_speaker_player(sound->speaker) : NULL;
        sound->audio = pp_audio_create(player, sound->listener);
        if (!sound->audio || !pp_audio_has_speaker(sound->audio))
            pp_log(PP_LOG_NO_SPEAKER, 0, 0);
        if (!sound->audio || !pp_audio_has_microphone(sound->audio))
            pp_log(PP_LOG_NO_MICROPHONE, 0, 0);
    }
    pp_sound_volume(sound, 0);
}

void pp_sound_finish(struct pp_sound *sound)
{
    pp_audio_destroy(sound->audio);
    pp_speaker_destroy(sound->speaker);
    pp_listener_destroy(sound->listener);
    pp_hearables_finish(&sound->hearables);
    if (sound->heard)
        explicit_bzero(sound->heard, sound->heard_count * sizeof(*sound->heard));
    free(sound->heard);
    pp_mailbox_finish(&sound->inbox);
    *sound = (struct pp_sound){0};
}

bool pp_sound_can_speak(const struct pp_sound *sound)
{
    return sound->speaker &&
           (sound->by_clock || (sound->audio && pp_audio_has_speaker(sound->audio)));
}

bool pp_sound_can_listen(const struct pp_sound *sound)
{
    return sound->listener && !sound->deaf &&
           (sound->by_clock || (sound->audio && pp_audio_has_microphone(sound->audio)));
}

bool pp_sound_say(struct pp_sound *sound, const struct pp_pack *pack,
                  const struct pp_saying *sayings, uint8_t count, int rate_step)
{
    if (!pp_sound_can_speak(sound) || count == 0)
        return false;
    struct pp_sentence sentences[PP_MAX_SENTENCES];
    uint8_t n = count < PP_MAX_SENTENCES ? count : (uint8_t)PP_MAX_SENTENCES;
    for (uint8_t i = 0; i < n; i++)
        sentences[i] = (struct pp_sentence){
            .text = sayings[i].text,
            .pause_ms = i == 0              ? 0
                        : sayings[i].listed ? LIST_PAUSE_MS
                                            : PAUSE_MS,
        };
    int wpm = USUAL_WPM * rate_percent[rate_step - PP_RATE_MIN] / 100;
    pp_speaker_say(sound->speaker, ++sound->session, pack->voice, wpm, sentences, n);
    sound->wants_speaker = true;
    return true;
}

void pp_sound_hush(struct pp_sound *sound)
{
    sound->session++;
    sound->wants_speaker = false;
    if (sound->speaker)
        pp_speaker_hush(sound->speaker);
}

void pp_sound_volume(struct pp_sound *sound, int step)
{
    if (sound->speaker)
        pp_player_gain(pp_speaker_player(sound->speaker),
                       sound->world->kiosk.speaker_gain_db + volume_step_db * step);
}

bool pp_sound_listen(struct pp_sound *sound, const struct pp_view *view,
                     const struct pp_view_source *source)
{
    if (!pp_sound_can_listen(sound))
        return false;
    pp_view_hearables(&sound->hearables, view, source);
    struct pp_phrase *phrases = calloc(PP_MAX_PHRASES, sizeof(*phrases));
    if (!phrases)
        return false;
    size_t count = sound->hearables.count;
    for (size_t i = 0; i < count && i < PP_MAX_PHRASES; i++) {
        const struct pp_hearable *item = &sound->hearables.items[i];
        memcpy(phrases[i].id, item->id, sizeof(phrases[i].id));
        phrases[i].jsgf = item->phrase;
        phrases[i].urgent = item->urgent;
    }
    pp_listener_phrases(sound->listener, source->pack->voice, phrases, count);
    pp_listener_open(sound->listener, ++sound->session);
    sound->wants_microphone = true;
    explicit_bzero(phrases, PP_MAX_PHRASES * sizeof(*phrases));
    free(phrases);
    return true;
}

void pp_sound_unlisten(struct pp_sound *sound)
{
    sound->session++;
    sound->wants_microphone = false;
    if (sound->listener)
        pp_listener_close(sound->listener);
}

bool pp_sound_heard(struct pp_sound *sound, const struct pp_voice_message *message,
                    struct pp_input *input)
{
    if (message->type != PP_VOICE_HEARD || message->session != sound->session)
        return false;
    sound->wants_microphone = false;
    const struct pp_heard *heard = &message->heard;
    *input = (struct pp_input){.type = PP_INPUT_HEARD, .decision = (uint8_t)heard->decision};
    for (uint8_t i = 0; i < heard->guess_count && i < PP_MAX_GUESSES; i++) {
        uint16_t phrase = heard->guesses[i].phrase;
        if (phrase < sound->hearables.count)
            input->guesses[input->guess_count++] = sound->hearables.items[phrase].meaning;
    }
    return true;
}

enum pp_sound_news pp_sound_attend(struct pp_sound *sound, bool somebody)
{
    if (!sound->audio)
        return PP_SOUND_AS_BEFORE;
    if (!somebody) {
        pp_audio_rest(sound->audio);
        return PP_SOUND_AS_BEFORE;
    }
    bool changed = pp_audio_wake(sound->audio);
    if (!sound->wants_speaker)
        pp_audio_stop_speaking(sound->audio);
    if (!sound->wants_microphone)
        pp_audio_stop_listening(sound->audio);
    if (sound->wants_speaker && !pp_audio_speak(sound->audio)) {
        pp_sound_hush(sound);
        return PP_SOUND_MUTE;
    }
    if (sound->wants_microphone && !pp_audio_listen(sound->audio)) {
        pp_sound_unlisten(sound);
        return PP_SOUND_DEAF;
    }
    return changed ? PP_SOUND_CHANGED : PP_SOUND_AS_BEFORE;
}

void pp_sound_forget(struct pp_sound *sound)
{
    pp_sound_hush(sound);
    pp_sound_unlisten(sound);
    if (sound->listener)
        pp_listener_forget(sound->listener);
    pp_arena_wipe(&sound->hearables.arena);
    explicit_bzero(sound->hearables.items, sizeof(sound->hearables.items));
    sound->hearables.count = 0;
}

bool pp_sound_busy(struct pp_sound *sound)
{
    return (sound->speaker && pp_speaker_busy(sound->speaker)) ||
           (sound->listener && pp_listener_busy(sound->listener));
}

// How many samples `ms` more milliseconds are, keeping the remainder.
static size_t samples_due(int64_t *remainder_us, int64_t ms, int rate)
{
    int64_t us = *remainder_us + ms * 1000;
    int64_t count = us * rate / 1000000;
    *remainder_us = us - count * 1000000 / rate;
    return (size_t)count;
}

static void advance_speaker(struct pp_sound *sound, int64_t ms)
{
    int16_t samples[1024];
    struct pp_player *player = pp_speaker_player(sound->speaker);
    size_t due = samples_due(&sound->played_us, ms, pp_player_rate(player));
    while (due > 0) {
        size_t n = due < 1024 ? due : 1024;
        pp_player_pull(player, samples, n);
        due -= n;
    }
    explicit_bzero(samples, sizeof(samples));
}

// The room: a microphone never gives digital zeros, and a recogniser that is fed them behaves as
// it never would. A soft, repeatable noise at about -66 dB of full scale.
static int16_t room_noise(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (int16_t)((int)(*seed >> 16 & 31) - 16);
}

static void advance_microphone(struct pp_sound *sound, int64_t ms)
{
    int16_t samples[1024];
    size_t due = samples_due(&sound->pushed_us, ms, PP_VOICE_RATE);
    uint32_t seed = (uint32_t)sound->heard_at + 1;
    while (due > 0) {
        size_t n = due < 1024 ? due : 1024;
        for (size_t i = 0; i < n; i++) {
            int16_t noise = room_noise(&seed);
            bool some = sound->heard_at < sound->heard_count;
            samples[i] = some ? sound->heard[sound->heard_at++] : noise;
        }
        pp_listener_push(sound->listener, samples, n);
        due -= n;
    }
    explicit_bzero(samples, sizeof(samples));
}

void pp_sound_advance(struct pp_sound *sound, int64_t ms)
{
    if (sound->speaker)
        advance_speaker(sound, ms);
    if (sound->listener)
        advance_microphone(sound, ms);
}

void pp_sound_microphone(struct pp_sound *sound, int16_t *samples, size_t count)
{
    if (sound->heard)
        explicit_bzero(sound->heard, sound->heard_count * sizeof(*sound->heard));
    free(sound->heard);
    sound->heard = samples;
    sound->heard_count = count;
    sound->heard_at = 0;
}

bool pp_sound_flowing(struct pp_sound *sound)
{
    return sound->heard_at < sound->heard_count ||
           (sound->speaker && !pp_player_empty(pp_speaker_player(sound->speaker)));
}
