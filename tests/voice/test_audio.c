// The loudspeaker and the microphone with SDL's dummy drivers: what is pulled and pushed, what is
// opened and closed, and what happens without devices.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <SDL.h>
#include <dirent.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "voice/audio.h"

// The listener's end of the microphone, in place of the real one.
struct pp_listener {
    sem_t pushed;
    size_t count;
};

void pp_listener_push(struct pp_listener *listener, const int16_t *samples, size_t count)
{
    (void)samples;
    listener->count += count;
    sem_post(&listener->pushed);
}

struct reached {
    sem_t mark;
};

static void on_mark(void *context, uint32_t tag)
{
    struct reached *reached = context;
    if (tag == 9)
        sem_post(&reached->mark);
}

static bool wait_for(sem_t *semaphore)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 20;
    return sem_timedwait(semaphore, &until) == 0;
}

// How many threads this process has: an open device has one.
static int threads(void)
{
    DIR *tasks = opendir("/proc/self/task");
    assert_non_null(tasks);
    int count = 0;
    while (readdir(tasks))
        count++;
    closedir(tasks);
    return count;
}

static void use_driver(const char *name)
{
    assert_int_equal(setenv("SDL_AUDIODRIVER", name, 1), 0);
}

static void what_is_written_is_played(void **state)
{
    (void)state;
    use_driver("dummy");
    struct reached reached;
    sem_init(&reached.mark, 0, 0);
    struct pp_player *player = pp_player_create(22050, on_mark, &reached);
    struct pp_audio *audio = pp_audio_create(player, NULL);
    assert_non_null(audio);
    assert_true(pp_audio_has_speaker(audio));
    assert_false(pp_audio_listen(audio)); // there is no listener
    // The first thread of a process may bring one of a sanitizer's.
    assert_true(pp_audio_speak(audio));
    pp_audio_stop_speaking(audio);
    int closed = threads();
    int16_t samples[2000];
    for (int i = 0; i < 2000; i++)
        samples[i] = 1000;
    // Again after it has been closed.
    for (int round = 1; round <= 2; round++) {
        uint32_t generation = pp_player_flush(player);
        assert_true(pp_player_write(player, generation, samples, 2000));
        assert_true(pp_player_mark(player, generation, 9));
        assert_true(pp_audio_speak(audio));
        assert_int_equal(threads(), closed + 1);
        assert_true(pp_audio_speak(audio)); // is open already
        assert_int_equal(threads(), closed + 1);
        assert_true(wait_for(&reached.mark));
        assert_int_equal(pp_player_played(player), 2000 * round);
        pp_audio_stop_speaking(audio);
        pp_audio_stop_speaking(audio);
        assert_int_equal(threads(), closed);
    }
    pp_audio_destroy(audio);
    pp_player_destroy(player);
    sem_destroy(&reached.mark);
}

static void the_microphone_pushes(void **state)
{
    (void)state;
    use_driver("dummy");
    struct pp_listener listener = {.count = 0};
    sem_init(&listener.pushed, 0, 0);
    struct pp_audio *audio = pp_audio_create(NULL, &listener);
    assert_non_null(audio);
    assert_true(pp_audio_has_microphone(audio));
    int closed = threads();
    assert_false(pp_audio_speak(audio)); // there is no player
    assert_true(pp_audio_listen(audio));
    for (int i = 0; i < 3; i++)
        assert_true(wait_for(&listener.pushed));
    pp_audio_stop_listening(audio);
    assert_int_equal(threads(), closed);
    assert_true(listener.count >= 3 * 256);
    pp_audio_destroy(audio); // also when it is open
    audio = pp_audio_create(NULL, &listener);
    assert_true(pp_audio_listen(audio));
    pp_audio_destroy(audio);
    pp_audio_destroy(NULL);
    sem_destroy(&listener.pushed);
}

static void a_file_takes_the_sound_at_its_rate(void **state)
{
    (void)state;
    use_driver("disk");
    const char *path = PP_SCRATCH "/played.raw";
    setenv("SDL_DISKAUDIOFILE", path, 1);
    setenv("SDL_DISKAUDIODELAY", "0", 1);
    SDL_LogSetAllPriority(SDL_LOG_PRIORITY_CRITICAL + 1);
    struct reached reached;
    sem_init(&reached.mark, 0, 0);
    struct pp_player *player = pp_player_create(22050, on_mark, &reached);
    struct pp_audio *audio = pp_audio_create(player, NULL);
    assert_non_null(audio);
    int16_t samples[2000];
    for (int i = 0; i < 2000; i++)
        samples[i] = (int16_t)(i + 1);
    pp_player_write(player, 0, samples, 2000);
    pp_player_mark(player, 0, 9);
    assert_true(pp_audio_speak(audio));
    assert_true(wait_for(&reached.mark));
    pp_audio_destroy(audio);
    // SDL writes silence until the device has been started.
    static int16_t file_samples[400000];
    FILE *file = fopen(path, "rbe");
    assert_non_null(file);
    size_t count = fread(file_samples, sizeof(file_samples[0]), 400000, file);
    fclose(file);
    unlink(path);
    const int16_t *played = file_samples;
    while (count > 0 && *played == 0) {
        played++;
        count--;
    }
    // The last block may have been closed away.
    assert_true(count >= 1536);
    assert_memory_equal(played, samples, 1536 * sizeof(played[0]));
    pp_player_destroy(player);
    sem_destroy(&reached.mark);
    unsetenv("SDL_DISKAUDIOFILE");
}

static void without_devices_it_is_quiet(void **state)
{
    (void)state;
    struct pp_player *player = pp_player_create(22050, NULL, NULL);
    use_driver("no such driver");
    struct pp_audio *audio = pp_audio_create(player, NULL);
    assert_non_null(audio);
    assert_false(pp_audio_has_speaker(audio));
    assert_false(pp_audio_speak(audio));
    pp_audio_destroy(audio);
    use_driver("alsa");
    audio = pp_audio_create(player, NULL);
    if (!pp_audio_has_speaker(audio)) {
        assert_false(pp_audio_speak(audio));
        assert_false(pp_audio_rescan(audio));
    } else {
        puts("there is a sound card here: what happens without one is not tested");
    }
    pp_audio_destroy(audio);
    use_driver("dummy");
    audio = pp_audio_create(player, NULL);
    assert_non_null(audio);
    assert_false(pp_audio_rescan(audio)); // nothing has changed
    assert_true(pp_audio_speak(audio));
    assert_false(pp_audio_rescan(audio)); // nor while it plays
    pp_audio_destroy(audio);
    pp_player_destroy(player);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_played),
        cmocka_unit_test(the_microphone_pushes),
        cmocka_unit_test(a_file_takes_the_sound_at_its_rate),
        cmocka_unit_test(without_devices_it_is_quiet),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
