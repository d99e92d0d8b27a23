#include "sys/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Reads until the end or until more than `limit` bytes have come. NULL: errno says why.
static char *read_stream(FILE *stream, size_t limit, size_t *length)
{
    size_t size = 0;
    size_t room = 8192;
    char *bytes = malloc(room + 1);
    while (bytes) {
        size += fread(bytes + size, 1, room - size, stream);
        if (size < room || size > limit)
            break;
        room *= 2;
        char *grown = realloc(bytes, room + 1);
        if (!grown)
            free(bytes);
        bytes = grown;
    }
    if (!bytes)
        return NULL;
    if (ferror(stream)) {
        free(bytes);
        return NULL;
    }
    bytes[size] = '\0';
    *length = size;
    return bytes;
}

// Gives what read_stream gives; `length` may be more than `limit`.
static char *read_path(const char *path, size_t limit, size_t *length, struct pp_report *report)
{
    struct pp_place place = {.file = path};
    bool standard = strcmp(path, "-") == 0;
    FILE *stream = standard ? stdin : fopen(path, "rbe");
    if (!stream) {
        pp_report_add(report, PP_ERROR, place, "give the path of a file that can be read",
                      "cannot be read: %s", strerror(errno));
        return NULL;
    }
    errno = 0;
    char *bytes = read_stream(stream, limit, length);
    int error = errno;
    if (!standard)
        fclose(stream);
    if (!bytes)
        pp_report_add(report, PP_ERROR, place, "give the path of a file that can be read",
                      "cannot be read: %s", strerror(error));
    return bytes;
}

char *pp_file_read(const char *path, size_t limit, size_t *length, struct pp_report *report)
{
    size_t size = 0;
    char *bytes = read_path(path, limit, &size, report);
    if (bytes && size > limit) {
        pp_report_add(report, PP_ERROR, (struct pp_place){.file = path}, "give a smaller file",
                      "is larger than %zu bytes, the most that is read", limit);
        free(bytes);
        return NULL;
    }
    if (bytes)
        *length = size;
    return bytes;
}

char *pp_file_read_start(const char *path, size_t most, size_t *length, struct pp_report *report)
{
    size_t size = 0;
    char *bytes = read_path(path, most, &size, report);
    if (!bytes)
        return NULL;
    if (size > most)
        size = most;
    bytes[size] = '\0';
    *length = size;
    return bytes;
}

bool pp_file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}
