// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on
#include <X11/Xlib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/clock.h"
#include "ui/window.h"

static struct pp_window *open_window(bool headless)
{
    struct pp_report report = {0};
    const struct pp_window_params params = {.width = 640, .height = 400, .headless = headless};
    struct pp_window *window = pp_window_create(&params, &report);
    pp_report_finish(&report);
    assert_non_null(window);
    return window;
}

static void drain(struct pp_window *window, int fd)
{
    SDL_Event event;
    while (pp_window_wait(window, fd, 100, &event))
        continue;
}

static void test_headless_has_pixels(void **state)
{
    (void)state;
    struct pp_window *window = open_window(true);
    int width = 0, height = 0, stride = 0;
    unsigned char *pixels = pp_window_pixels(window, &width, &height, &stride);
    assert_non_null(pixels);
    assert_int_equal(width, 640);
    assert_int_equal(height, 400);
    assert_true(stride >= width * 4);
    memset(pixels, 0x7F, (size_t)stride * (size_t)height);
    pp_window_present(window);
    uint64_t wakeups = 0, frames = 0;
    pp_window_counts(window, &wakeups, &frames);
    assert_int_equal(frames, 1);
    pp_window_destroy(window);
}

static void test_wait_ends_by_itself_without_polling(void **state)
{
    (void)state;
    struct pp_window *window = open_window(true);
    int fd = eventfd(0, EFD_CLOEXEC);
    uint64_t before = 0, after = 0, frames = 0;
    SDL_Event event;
    drain(window, fd);
    pp_window_counts(window, &before, &frames);
    int64_t start = pp_clock_monotonic_ms();
    assert_false(pp_window_wait(window, fd, 250, &event));
    int64_t took = pp_clock_monotonic_ms() - start;
    assert_true(took >= 250 && took < 5000);
    pp_window_counts(window, &after, &frames);
    assert_true(after - before <= 2);
    assert_false(pp_window_wait(window, fd, 0, &event));
    close(fd);
    pp_window_destroy(window);
}

static void test_a_worker_wakes_it(void **state)
{
    (void)state;
    struct pp_window *window = open_window(true);
    int fd = eventfd(0, EFD_CLOEXEC);
    SDL_Event event;
    drain(window, fd);
    uint64_t one = 1;
    assert_int_equal(write(fd, &one, sizeof(one)), sizeof(one));
    int64_t start = pp_clock_monotonic_ms();
    assert_false(pp_window_wait(window, fd, 60000, &event));
    assert_true(pp_clock_monotonic_ms() - start < 30000);
    close(fd);
    pp_window_destroy(window);
}

static void test_queued_events_come_first(void **state)
{
    (void)state;
    struct pp_window *window = open_window(true);
    int fd = eventfd(1, EFD_CLOEXEC);
    SDL_Event event;
    drain(window, fd);
    SDL_Event pushed = {.type = SDL_USEREVENT};
    assert_int_equal(SDL_PushEvent(&pushed), 1);
    assert_true(pp_window_wait(window, fd, -1, &event));
    assert_int_equal(event.type, SDL_USEREVENT);
    assert_false(pp_window_wait(window, fd, -1, &event));
    close(fd);
    pp_window_destroy(window);
}

static void test_no_display_is_reported(void **state)
{
    (void)state;
    char *display = getenv("DISPLAY");
    char *kept = display ? strdup(display) : NULL;
    unsetenv("DISPLAY");
    setenv("SDL_VIDEODRIVER", "x11", 1);
    struct pp_report report = {0};
    const struct pp_window_params params = {.width = 640, .height = 400};
    assert_null(pp_window_create(&params, &report));
    assert_int_equal(report.errors, 1);
    assert_non_null(strstr(report.items[0].remedy, "--headless"));
    pp_report_finish(&report);
    unsetenv("SDL_VIDEODRIVER");
    if (kept)
        setenv("DISPLAY", kept, 1);
    free(kept);
}

struct server {
    pid_t pid; // 0: there is none to start
    char display[32];
};

// Xvfb tells its number on a line, in more than one write.
static bool read_line(int fd, char *text, size_t size)
{
    size_t length = 0;
    while (length + 1 < size && read(fd, text + length, 1) == 1) {
        if (text[length] == '\n') {
            text[length] = '\0';
            return true;
        }
        length++;
    }
    return false;
}

static int start_server(void **state)
{
    static struct server server;
    int tell[2];
    *state = &server;
    if (access("/usr/bin/Xvfb", X_OK) != 0)
        return 0;
    if (pipe(tell) != 0)
        return -1;
    server.pid = fork();
    if (server.pid == 0) {
        char number[16];
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        close(tell[0]);
        snprintf(number, sizeof(number), "%d", tell[1]);
        execl("/usr/bin/Xvfb", "Xvfb", "-displayfd", number, "-screen", "0", "800x600x24",
              "-nolisten", "tcp", (char *)NULL);
        _exit(127);
    }
    close(tell[1]);
    char number[16];
    bool told = server.pid > 0 && read_line(tell[0], number, sizeof(number));
    close(tell[0]);
    if (!told)
        return -1;
    snprintf(server.display, sizeof(server.display), ":%s", number);
    return 0;
}

static int stop_server(void **state)
{
    const struct server *server = *state;
    if (server->pid > 0) {
        kill(server->pid, SIGTERM);
        waitpid(server->pid, NULL, 0);
    }
    return 0;
}

static void test_x11_blocks_and_wakes(void **state)
{
    const struct server *server = *state;
    if (server->pid <= 0) {
        print_message("SKIPPED: no Xvfb here, the wait on X11 is not tested\n");
        skip();
    }
    setenv("DISPLAY", server->display, 1);
    struct pp_window *window = open_window(false);
    assert_string_equal(SDL_GetCurrentVideoDriver(), "x11");
    int fd = eventfd(0, EFD_CLOEXEC);
    int width = 0, height = 0, stride = 0;
    assert_non_null(pp_window_pixels(window, &width, &height, &stride));
    pp_window_present(window);
    drain(window, fd);
    uint64_t before = 0, after = 0, frames = 0;
    SDL_Event event;
    pp_window_counts(window, &before, &frames);
    assert_false(pp_window_wait(window, fd, 300, &event));
    pp_window_counts(window, &after, &frames);
    assert_true(after - before <= 3);

    // Another client moves the pointer over the window: that wakes it.
    Display *other = XOpenDisplay(server->display);
    assert_non_null(other);
    XWarpPointer(other, None, DefaultRootWindow(other), 0, 0, 0, 0, 400, 300);
    XSync(other, False);
    XWarpPointer(other, None, DefaultRootWindow(other), 0, 0, 0, 0, 420, 310);
    XSync(other, False);
    assert_true(pp_window_wait(window, fd, 30000, &event));
    XCloseDisplay(other);
    close(fd);
    pp_window_destroy(window);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headless_has_pixels),
        cmocka_unit_test(test_wait_ends_by_itself_without_polling),
        cmocka_unit_test(test_a_worker_wakes_it),
        cmocka_unit_test(test_queued_events_come_first),
        cmocka_unit_test(test_no_display_is_reported),
        cmocka_unit_test_setup_teardown(test_x11_blocks_and_wakes, start_server, stop_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
