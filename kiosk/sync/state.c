#include "sync/state.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/paths.h"
#include "sys/text.h"

static const char state_name[] = "sync-state";
static const char first_line[] = "praatpaal-sync 1";

enum { STATE_LIMIT = 8192 };

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

bool pp_file_replace(const char *dir, const char *name, unsigned mode, const char *bytes,
                     size_t length)
{
    bool done = false;
    int fd = -1;
    char aside[128];
    snprintf(aside, sizeof(aside), "%s.new", name);
    int dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir_fd < 0)
        return false;
    // What a killed run left behind is not written into: it could be anything by now.
    if (unlinkat(dir_fd, aside, 0) != 0 && errno != ENOENT)
        goto out;
    fd = openat(dir_fd, aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0)
        goto out;
    done = write_all(fd, bytes, length) && fsync(fd) == 0 &&
           renameat(dir_fd, aside, dir_fd, name) == 0 && fsync(dir_fd) == 0;
out:;
    int error = errno;
    if (fd >= 0) {
        if (!done)
            unlinkat(dir_fd, aside, 0);
        close(fd);
    }
    close(dir_fd);
    errno = error;
    return done;
}

int pp_state_lock(const char *dir)
{
    char path[PP_PATH_MAX];
    if (!pp_path_join(path, dir, "sync.lock")) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return -1;
    // Belongs to the descriptor: the kernel lets it go when this process ends, however it ends.
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(fd, F_OFD_SETLK, &whole) != 0) {
        int error = errno == EACCES ? EAGAIN : errno;
        close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

// The value of "KEY VALUE\n" at *text, which is moved behind it; the line is cut in place. NULL
// when something else stands there or the value is not printable ASCII.
static const char *take_line(char **text, const char *key)
{
    size_t length = strlen(key);
    char *end = strchr(*text, '\n');
    if (!end || strncmp(*text, key, length) != 0 || (*text)[length] != ' ')
        return NULL;
    *end = '\0';
    const char *value = *text + length + 1;
    *text = end + 1;
    for (const char *c = value; *c; c++) {
        if (*c < 0x20 || *c > 0x7e)
            return NULL;
    }
    return value;
}

static bool copy_text(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);
    if (length >= size)
        return false;
    memcpy(to, from, length + 1);
    return true;
}

static bool parse(struct pp_sync_state *state, char *text, size_t length)
{
    size_t first = strlen(first_line);
    if (strlen(text) != length || strncmp(text, first_line, first) != 0 || text[first] != '\n')
        return false;
    char *rest = text + first + 1;
    const char *url = take_line(&rest, "url");
    const char *etag = url ? take_line(&rest, "etag") : NULL;
    const char *made = etag ? take_line(&rest, "made") : NULL;
    const char *good = made ? take_line(&rest, "good") : NULL;
    long made_s;
    long good_flag;
    if (!good || *rest || !copy_text(state->url, sizeof(state->url), url) ||
        !copy_text(state->etag, sizeof(state->etag), etag) ||
        !pp_text_to_long(made, 0, LONG_MAX, &made_s) || !pp_text_to_long(good, 0, 1, &good_flag))
        return false;
    state->made = made_s;
    state->good = good_flag == 1;
    return true;
}

enum pp_state_result pp_state_read(struct pp_sync_state *state, const char *dir)
{
    *state = (struct pp_sync_state){0};
    char path[PP_PATH_MAX];
    char damaged[PP_PATH_MAX];
    if (!pp_path_join(path, dir, state_name) || !pp_path_join(damaged, dir, "sync-state.damaged") ||
        access(path, F_OK) != 0)
        return PP_STATE_NONE;
    struct pp_report report = {0};
    size_t length;
    char *text = pp_file_read(path, STATE_LIMIT, &length, &report);
    pp_report_finish(&report);
    bool understood = text && parse(state, text, length);
    free(text);
    if (understood)
        return PP_STATE_READ;
    *state = (struct pp_sync_state){0};
    // When it cannot be moved either, the next pp_state_write replaces it.
    (void)rename(path, damaged);
    return PP_STATE_DAMAGED;
}

bool pp_state_write(const struct pp_sync_state *state, const char *dir)
{
    char text[STATE_LIMIT];
    int length = snprintf(text, sizeof(text), "%s\nurl %s\netag %s\nmade %" PRId64 "\ngood %d\n",
                          first_line, state->url, state->etag, state->made, state->good ? 1 : 0);
    if (length < 0 || (size_t)length >= sizeof(text)) {
        errno = EOVERFLOW;
        return false;
    }
    return pp_file_replace(dir, state_name, 0600, text, (size_t)length);
}
