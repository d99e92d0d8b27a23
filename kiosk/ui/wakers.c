#include "ui/wakers.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

static const char folder[] = "/dev/input";

static void open_devices(struct pp_wakers *wakers)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    if (!dir)
        return;
    while (wakers->count < PP_WAKERS_MAX && (entry = readdir(dir)) != NULL) {
        if (strncmp(entry->d_name, "event", 5) != 0)
            continue;
        char path[sizeof(folder) + sizeof(entry->d_name) + 1];
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (fd >= 0)
            wakers->devices[wakers->count++] = fd;
    }
    closedir(dir);
}

static void close_devices(struct pp_wakers *wakers)
{
    for (size_t i = 0; i < wakers->count; i++)
        close(wakers->devices[i]);
    wakers->count = 0;
}

void pp_wakers_open(struct pp_wakers *wakers)
{
    wakers->count = 0;
    wakers->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (wakers->inotify >= 0 &&
        inotify_add_watch(wakers->inotify, folder, IN_CREATE | IN_DELETE | IN_ATTRIB) < 0) {
        close(wakers->inotify);
        wakers->inotify = -1;
    }
    open_devices(wakers);
}

void pp_wakers_close(struct pp_wakers *wakers)
{
    close_devices(wakers);
    if (wakers->inotify >= 0)
        close(wakers->inotify);
    wakers->inotify = -1;
}

size_t pp_wakers_fill(const struct pp_wakers *wakers, struct pollfd *fds, size_t room)
{
    size_t count = 0;
    if (wakers->inotify >= 0 && count < room)
        fds[count++] = (struct pollfd){.fd = wakers->inotify, .events = POLLIN};
    for (size_t i = 0; i < wakers->count && count < room; i++)
        fds[count++] = (struct pollfd){.fd = wakers->devices[i], .events = POLLIN};
    return count;
}

static bool empty(int fd)
{
    char bytes[4096];
    bool any = false;
    while (read(fd, bytes, sizeof(bytes)) > 0)
        any = true;
    return any;
}

void pp_wakers_drain(struct pp_wakers *wakers)
{
    for (size_t i = 0; i < wakers->count; i++)
        empty(wakers->devices[i]);
    if (wakers->inotify >= 0 && empty(wakers->inotify)) {
        close_devices(wakers);
        open_devices(wakers);
    }
}
