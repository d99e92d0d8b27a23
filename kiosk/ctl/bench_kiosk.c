#include "ctl/bench_kiosk.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ctl/bench_time.h"
#include "sys/file.h"

enum { STARTS = 9, START_LIMIT_MS = 15000, IDLE_MS = 10000, SETTLE_MS = 3000 };

// A kiosk that has been started.
struct child {
    pid_t pid;
    int ready; // receives what it tells systemd
    int log;   // its standard error
    double ready_ms;
};

static void sleep_ms(long ms)
{
    struct timespec ts = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&ts, NULL);
}

// A socket like systemd's, in the abstract namespace: nothing is left behind on disk.
static int open_ready_socket(char *name, size_t size)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(name, size, "@praatpaal-bench-%d", (int)getpid());
    size_t length = strlen(name);
    memcpy(address.sun_path + 1, name + 1, length - 1);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    socklen_t size_used = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    if (fd >= 0 && bind(fd, (struct sockaddr *)&address, size_used) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

// The same configuration without voice, in memory: a path that the child can open, or NULL.
static int mute_config(const struct pp_ctl *ctl)
{
    struct pp_report report = {0};
    size_t length = 0;
    char *text = pp_file_read(ctl->paths.kiosk, 1 << 20, &length, &report);
    pp_report_finish(&report);
    int fd = text ? memfd_create("praatpaal-mute", 0) : -1;
    for (char *line = text; fd >= 0 && line && *line;) {
        char *end = strchr(line, '\n');
        size_t n = end ? (size_t)(end - line) + 1 : strlen(line);
        const char *trimmed = line + strspn(line, " ");
        int written;
        if (strncmp(trimmed, "speak:", 6) == 0)
            written = dprintf(fd, "  speak: false\n");
        else if (strncmp(trimmed, "listen:", 7) == 0)
            written = dprintf(fd, "  listen: false\n");
        else
            written = dprintf(fd, "%.*s", (int)n, line);
        line = written < 0 ? NULL : line + n;
    }
    free(text);
    return fd;
}

static void become_kiosk(const struct pp_ctl *ctl, const char *notify, int log, int config_fd,
                         bool on_display)
{
    char program[PP_PATH_MAX];
    char config[64];
    ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 16);
    if (n <= 0)
        _exit(127);
    program[n] = '\0';
    char *slash = strrchr(program, '/');
    snprintf(slash, 16, "/praatpaal");
    snprintf(config, sizeof(config), "/proc/self/fd/%d", config_fd);
    setenv("NOTIFY_SOCKET", notify, 1);
    dup2(log, STDERR_FILENO);
    const char *argv[] = {program,
                          "--config",
                          config_fd >= 0 ? config : ctl->paths.kiosk,
                          "--data",
                          ctl->paths.data,
                          "--size",
                          "1920x1080",
                          on_display ? NULL : "--headless",
                          NULL};
    execv(program, (char *const *)argv);
    _exit(127);
}

// Waits for READY=1. False when it does not come in time.
static bool await_ready(int fd)
{
    char message[256];
    struct pollfd pfd = {.fd = fd, .events = POLLIN};
    while (poll(&pfd, 1, START_LIMIT_MS) > 0) {
        ssize_t n = recv(fd, message, sizeof(message) - 1, 0);
        if (n <= 0)
            return false;
        message[n] = '\0';
        if (strstr(message, "READY=1"))
            return true;
    }
    return false;
}

// Ends it; returns the frames it says it has presented.
static long end(struct child *child)
{
    char text[4096] = "";
    size_t used = 0;
    long frames = 0;
    if (child->pid > 0)
        kill(child->pid, SIGTERM);
    ssize_t n;
    while ((n = read(child->log, text + used, sizeof(text) - 1 - used)) > 0)
        used += (size_t)n;
    text[used] = '\0';
    const char *line = strstr(text, "stopped ");
    if (line)
        frames = strtol(line + 8, NULL, 10);
    if (child->pid > 0)
        waitpid(child->pid, NULL, 0);
    close(child->log);
    close(child->ready);
    return frames;
}

static bool start(const struct pp_ctl *ctl, bool mute, bool on_display, struct child *child)
{
    char name[64];
    int log[2];
    int config = mute ? mute_config(ctl) : -1;
    child->ready = open_ready_socket(name, sizeof(name));
    if (child->ready < 0 || pipe(log) != 0 || (mute && config < 0))
        return false;
    child->log = log[0];
    double begin = pp_bench_now_ms();
    child->pid = fork();
    if (child->pid == 0)
        become_kiosk(ctl, name, log[1], config, on_display);
    close(log[1]);
    if (config >= 0)
        close(config);
    bool good = child->pid > 0 && await_ready(child->ready);
    child->ready_ms = pp_bench_now_ms() - begin;
    if (!good)
        end(child);
    return good;
}

// Voluntary context switches of all threads: how often the process has been woken.
static long wakeups(pid_t pid)
{
    static const char voluntary[] = "voluntary_ctxt_switches:";
    char path[64];
    snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    long sum = 0;
    struct dirent *task;
    while (tasks && (task = readdir(tasks))) {
        char status[384], line[256];
        snprintf(status, sizeof(status), "%s/%s/status", path, task->d_name);
        FILE *file = task->d_name[0] == '.' ? NULL : fopen(status, "re");
        while (file && fgets(line, sizeof(line), file)) {
            if (strncmp(line, voluntary, sizeof(voluntary) - 1) == 0)
                sum += strtol(line + sizeof(voluntary) - 1, NULL, 10);
        }
        if (file)
            fclose(file);
    }
    if (tasks)
        closedir(tasks);
    return sum;
}

static double pss_mb(pid_t pid)
{
    char path[64], line[256];
    snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pid);
    FILE *file = fopen(path, "re");
    long kb = 0;
    while (file && fgets(line, sizeof(line), file)) {
        if (strncmp(line, "Pss:", 4) == 0) {
            kb = strtol(line + 4, NULL, 10);
            break;
        }
    }
    if (file)
        fclose(file);
    return (double)kb / 1024;
}

static bool failed(struct pp_ctl *ctl)
{
    pp_report_add(&ctl->report, PP_ERROR, (struct pp_place){.field = "bench"},
                  "start praatpaal by hand and see what it says", "praatpaal does not start");
    return false;
}

bool pp_bench_kiosk(struct pp_ctl *ctl, struct pp_bench_kiosk *figures)
{
    const char *display = getenv("DISPLAY");
    bool on_display = display && *display;
    double starts[STARTS];
    struct child child;
    for (int i = 0; i < STARTS; i++) {
        if (!start(ctl, false, on_display, &child))
            return failed(ctl);
        starts[i] = child.ready_ms;
        end(&child);
    }
    pp_bench_sort(starts, STARTS);
    // Frames of a short run and of one that idles: the difference is painted for nobody.
    if (!start(ctl, false, on_display, &child))
        return failed(ctl);
    sleep_ms(SETTLE_MS);
    long frames = end(&child);
    if (!start(ctl, false, on_display, &child))
        return failed(ctl);
    sleep_ms(SETTLE_MS);
    long woken = wakeups(child.pid);
    sleep_ms(IDLE_MS);
    woken = wakeups(child.pid) - woken;
    double voice = pss_mb(child.pid);
    frames = end(&child) - frames;
    if (!start(ctl, true, on_display, &child))
        return failed(ctl);
    sleep_ms(SETTLE_MS);
    double mute = pss_mb(child.pid);
    end(&child);
    *figures = (struct pp_bench_kiosk){
        .first_frame_ms = starts[STARTS / 2],
        .idle_wakeups_per_s = (double)woken * 1000 / IDLE_MS,
        .idle_frames = (double)frames,
        .pss_voice_mb = voice,
        .pss_mute_mb = mute,
        .on_display = on_display,
    };
    return true;
}
