#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "listings/store.h"
#include "scratch.h"

#define PREVIOUS PP_SCRATCH "/listings.previous.db"
#define FRESH    PP_SCRATCH "/listings.new.db"

static struct pp_flow flow;

static bool build_in(const char *dir, size_t count, int64_t made_at, size_t *errors)
{
    struct made *made = NULL;
    struct pp_listing *listings = make_listings(count ? count : 1, &made);
    struct pp_report report = {0};
    bool fine = pp_snapshot_build(dir, &flow, listings, count, made_at, &report);
    *errors = report.errors;
    if (fine == (report.errors > 0))
        pp_report_print(&report, stderr);
    pp_report_finish(&report);
    free(listings);
    free(made);
    return fine;
}

static bool build(size_t count)
{
    size_t errors = 0;
    bool fine = build_in(PP_SCRATCH, count, 1795000000, &errors);
    assert_int_equal(fine, errors == 0);
    return fine;
}

// How many listings are in DIR/listings.db; -1 when it cannot be opened.
static int count_in(const char *dir)
{
    struct pp_store *store = NULL;
    if (pp_store_open(&store, dir, &flow) != PP_STORE_OK)
        return -1;
    int count = (int)pp_store_catalogue(store)->count;
    pp_store_close(store);
    return count;
}

static void assert_same_file(const char *path, const char *bytes, size_t size)
{
    size_t now = 0;
    char *got = read_bytes(path, &now);
    assert_non_null(got);
    assert_int_equal(now, size);
    assert_memory_equal(got, bytes, size);
    free(got);
}

static void test_previous_kept(void **state)
{
    (void)state;
    remove_all();
    assert_true(build(3));
    assert_int_equal(count_in(PP_SCRATCH), 3);
    assert_int_equal(access(PREVIOUS, F_OK), -1);
    size_t size = 0;
    char *first = read_bytes(DB, &size);
    assert_true(build(5));
    assert_int_equal(count_in(PP_SCRATCH), 5);
    assert_same_file(PREVIOUS, first, size);
    free(first);
    assert_true(build(7));
    assert_int_equal(count_in(PP_SCRATCH), 7);
    assert_int_equal(access(FRESH, F_OK), -1);
    assert_int_equal(access(PP_SCRATCH "/listings.spare.db", F_OK), -1);
    struct stat st;
    assert_int_equal(stat(DB, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
}

// The same listings give the same bytes: a feed that did not change changes nothing.
static void test_repeatable(void **state)
{
    (void)state;
    assert_true(build(5));
    size_t size = 0;
    char *first = read_bytes(DB, &size);
    assert_true(build(5));
    assert_same_file(DB, first, size);
    free(first);
}

// A store that is open goes on reading the file it opened.
static void test_open_store_goes_on(void **state)
{
    (void)state;
    assert_true(build(3));
    struct pp_store *store = NULL;
    assert_int_equal(pp_store_open(&store, PP_SCRATCH, &flow), PP_STORE_OK);
    assert_true(build(6));
    assert_true(pp_store_changed(store, PP_SCRATCH));
    struct pp_arena arena = {0};
    struct pp_listing listing;
    for (uint32_t row = 1; row <= 3; row++)
        assert_true(pp_store_listing(store, row, &arena, &listing));
    assert_false(pp_store_listing(store, 4, &arena, &listing));
    pp_arena_finish(&arena);
    pp_store_close(store);
}

static void test_leftovers(void **state)
{
    (void)state;
    assert_true(write_bytes(FRESH, "half a file", 11));
    assert_true(write_bytes(FRESH "-journal", "half a journal", 14));
    assert_true(write_bytes(PP_SCRATCH "/listings.spare.db", "x", 1));
    assert_true(build(4));
    assert_int_equal(count_in(PP_SCRATCH), 4);
    assert_int_equal(access(FRESH "-journal", F_OK), -1);
}

static void test_refused(void **state)
{
    (void)state;
    assert_true(build(3));
    size_t size = 0;
    size_t errors = 0;
    char *old = read_bytes(DB, &size);
    // Nothing to keep.
    assert_false(build(0));
    assert_same_file(DB, old, size);
    // Two that break the rules: read back, they would be damaged.
    struct made *made = NULL;
    struct pp_listing *listings = make_listings(2, &made);
    struct pp_report report = {0};
    listings[1].summary = "";
    assert_false(pp_snapshot_build(PP_SCRATCH, &flow, listings, 2, 1, &report));
    assert_int_equal(report.errors, 1);
    pp_report_finish(&report);
    free(listings);
    free(made);
    assert_same_file(DB, old, size);
    assert_int_equal(access(FRESH, F_OK), -1);
    // No folder.
    assert_false(build_in(PP_SCRATCH "/no/such", 3, 1, &errors));
    assert_int_equal(errors, 1);
    // Something in the way of the new file.
    assert_int_equal(mkdir(FRESH, 0755), 0);
    assert_false(build(4));
    assert_int_equal(rmdir(FRESH), 0);
    assert_same_file(DB, old, size);
    // Somebody else is busy.
    int fd = open(PP_SCRATCH "/listings.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    assert_int_equal(fcntl(fd, F_OFD_SETLK, &lock), 0);
    assert_false(build(4));
    close(fd);
    assert_same_file(DB, old, size);
    free(old);
}

// A full disk, as far as a limit on the size of files can play one.
static void test_disk_full(void **state)
{
    (void)state;
    assert_true(build(3));
    size_t size = 0;
    char *old = read_bytes(DB, &size);
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    for (rlim_t most = 0; most < 64 * 1024; most += 3000) {
        const struct rlimit limit = {most, before.rlim_max};
        size_t errors = 0;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        bool fine = build_in(PP_SCRATCH, 300, 1, &errors);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_false(fine);
        assert_true(errors > 0);
        assert_same_file(DB, old, size);
    }
    free(old);
}

// Runs a build of 40 listings and kills it when it is at its n-th stop before or after a system
// call. False when it was done before that.
static bool build_killed(int64_t made, int stops)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        size_t errors = 0;
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        raise(SIGSTOP);
        build_in(PP_SCRATCH, 40, made, &errors);
        _exit(errors > 0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    for (int i = 0; i < stops && WIFSTOPPED(status); i++) {
        assert_int_equal(ptrace(PTRACE_SYSCALL, child, NULL, NULL), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
    }
    if (!WIFSTOPPED(status)) {
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        return false;
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return true;
}

// When the listings that are there were made; opening them checks all of them.
static int64_t made_when(void)
{
    struct pp_store *store = NULL;
    assert_int_equal(pp_store_open(&store, PP_SCRATCH, &flow), PP_STORE_OK);
    assert_int_equal(pp_store_catalogue(store)->count, 40);
    int64_t made = pp_store_made(store);
    pp_store_close(store);
    return made;
}

// Killed at every system call: the old listings or the new ones, never none, never a mixture.
static void test_killed(void **state)
{
    (void)state;
    size_t errors = 0;
    assert_true(build_in(PP_SCRATCH, 40, 1, &errors));
    int olds = 0;
    int news = 0;
    int64_t next = 2;
    // A call is stopped at twice, before and after; after it is before the next.
    for (int stops = 1; build_killed(next, stops); stops += 2) {
        int64_t made = made_when();
        assert_true(made == next || made == next - 1);
        olds += made != next;
        news += made == next;
        next = made + 1;
    }
    print_message("killed %d times with the old in place, %d with the new\n", olds, news);
    assert_true(olds > 50);
    assert_true(news > 1);
}

static int prepare(void **state)
{
    (void)state;
    make_flow(&flow);
    remove_all();
    return 0;
}

static int clean(void **state)
{
    (void)state;
    remove_all();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_previous_kept),
        cmocka_unit_test(test_repeatable),
        cmocka_unit_test(test_open_store_goes_on),
        cmocka_unit_test(test_leftovers),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_disk_full),
        cmocka_unit_test(test_killed),
    };
    return cmocka_run_group_tests(tests, prepare, clean);
}
