#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/state.h"
#include "sys/file.h"

static const char dir[] = PP_SCRATCH;
static const char state_path[] = PP_SCRATCH "/sync-state";
static const char damaged_path[] = PP_SCRATCH "/sync-state.damaged";

static const struct pp_sync_state full = {.url = "https://example.org/list?x=1&y=2",
                                          .etag = "W/\"a b\"",
                                          .made = 1795328532,
                                          .good = true};

static int clean(void **context)
{
    (void)context;
    unlink(state_path);
    unlink(damaged_path);
    return 0;
}

static void write_file(const char *bytes, size_t length)
{
    FILE *file = fopen(state_path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void assert_zeroed(const struct pp_sync_state *state)
{
    static const struct pp_sync_state zeroed;
    assert_memory_equal(state->url, zeroed.url, sizeof(zeroed.url));
    assert_memory_equal(state->etag, zeroed.etag, sizeof(zeroed.etag));
    assert_int_equal(state->made, 0);
    assert_false(state->good);
}

static void test_round_trip(void **context)
{
    (void)context;
    static const struct pp_sync_state bare = {.url = "https://example.org/"};
    const struct pp_sync_state *const states[] = {&full, &bare};
    for (size_t i = 0; i < 2; i++) {
        struct pp_sync_state state = {.made = 7};
        assert_true(pp_state_write(states[i], dir));
        assert_int_equal(pp_state_read(&state, dir), PP_STATE_READ);
        assert_string_equal(state.url, states[i]->url);
        assert_string_equal(state.etag, states[i]->etag);
        assert_int_equal(state.made, states[i]->made);
        assert_int_equal(state.good, states[i]->good);
    }
    struct stat st;
    assert_int_equal(stat(state_path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600); // an address can be a secret one
}

static void test_none(void **context)
{
    (void)context;
    struct pp_sync_state state = full;
    assert_int_equal(pp_state_read(&state, dir), PP_STATE_NONE);
    assert_zeroed(&state);
}

static void assert_damaged(const char *bytes, size_t length)
{
    clean(NULL);
    write_file(bytes, length);
    struct pp_sync_state state = full;
    enum pp_state_result result = pp_state_read(&state, dir);
    if (result != PP_STATE_DAMAGED)
        fail_msg("read as a state: '%.*s'", (int)length, bytes);
    assert_zeroed(&state);
    assert_false(pp_file_exists(state_path));
    assert_true(pp_file_exists(damaged_path));
}

static void test_damaged(void **context)
{
    (void)context;
    static const char *const damaged[] = {
        "",
        "praatpaal-sync 2\nurl a\netag b\nmade 1\ngood 1\n",
        "praatpaal-sync 1\nurl a\netag b\nmade 1\ngood 2\n",
        "praatpaal-sync 1\nurl a\netag b\nmade -1\ngood 1\n",
        "praatpaal-sync 1\nurl a\netag b\nmade 99999999999999999999\ngood 1\n",
        "praatpaal-sync 1\nurl a\netag b\nmade\ngood 1\n",
        "praatpaal-sync 1\netag b\nurl a\nmade 1\ngood 1\n",
        "praatpaal-sync 1\nurl a\netag b\r\nIf-Match: c\nmade 1\ngood 1\n",
        "praatpaal-sync 1\nurl a\netag \x1b[2J\nmade 1\ngood 1\n",
        "praatpaal-sync 1\nurl a\netag b\nmade 1\ngood 1\nmore 1\n",
    };
    for (size_t i = 0; i < sizeof(damaged) / sizeof(damaged[0]); i++)
        assert_damaged(damaged[i], strlen(damaged[i]));
    char *etag = malloc(600);
    assert_non_null(etag);
    int length = snprintf(etag, 600, "praatpaal-sync 1\nurl a\netag %0400d\nmade 1\ngood 1\n", 1);
    assert_damaged(etag, (size_t)length);
    free(etag);
    static const char nul[] = "praatpaal-sync 1\nurl a\netag \0b\nmade 1\ngood 1\n";
    assert_damaged(nul, sizeof(nul) - 1);
}

// Cut off at any byte, as after a power cut on a file system that promises little.
static void test_cut_off(void **context)
{
    (void)context;
    static const char text[] = "praatpaal-sync 1\nurl a\netag b\nmade 1\ngood 1\n";
    for (size_t length = 0; length < sizeof(text) - 1; length++)
        assert_damaged(text, length);
}

static void test_lock(void **context)
{
    (void)context;
    int first = pp_state_lock(dir);
    assert_true(first >= 0);
    errno = 0;
    assert_int_equal(pp_state_lock(dir), -1);
    assert_int_equal(errno, EAGAIN);
    close(first);
    int second = pp_state_lock(dir);
    assert_true(second >= 0);
    close(second);
    assert_int_equal(pp_state_lock(PP_SCRATCH "/absent"), -1);
    assert_int_equal(errno, ENOENT);
}

static void test_replace(void **context)
{
    (void)context;
    // What a killed run left, here a link to a file that is not to be touched.
    assert_true(pp_file_replace(dir, "precious", 0600, "keep", 4));
    unlink(PP_SCRATCH "/some.new");
    assert_int_equal(symlink("precious", PP_SCRATCH "/some.new"), 0);
    assert_true(pp_file_replace(dir, "some", 0644, "new", 3));
    struct pp_report report = {0};
    size_t length;
    char *text = pp_file_read(PP_SCRATCH "/precious", 100, &length, &report);
    assert_non_null(text);
    assert_string_equal(text, "keep");
    free(text);
    text = pp_file_read(PP_SCRATCH "/some", 100, &length, &report);
    assert_non_null(text);
    assert_string_equal(text, "new");
    free(text);
    assert_false(pp_file_replace(PP_SCRATCH "/absent", "some", 0644, "new", 3));
    assert_false(pp_file_exists(PP_SCRATCH "/some.new"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_round_trip, clean), cmocka_unit_test_setup(test_none, clean),
        cmocka_unit_test_setup(test_damaged, clean),    cmocka_unit_test_setup(test_cut_off, clean),
        cmocka_unit_test_setup(test_lock, clean),       cmocka_unit_test_setup(test_replace, clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
