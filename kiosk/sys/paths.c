#include "sys/paths.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sys/file.h"

bool pp_path_join(char *out, const char *dir, const char *name)
{
    size_t before = strlen(dir);
    size_t after = strlen(name);
    if (before + 1 + after >= PP_PATH_MAX)
        return false;
    // `out` may be `dir`; the end of the string comes with the name.
    memmove(out, dir, before); // NOLINT(bugprone-not-null-terminated-result)
    out[before] = '/';
    memcpy(out + before + 1, name, after + 1);
    return true;
}

// Cuts the last component off. False when there is none.
static bool parent(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return false;
    *slash = '\0';
    return true;
}

// The build folder this program lies in and the checkout around it, when that is where it is.
static bool find_checkout(char *build, char *root)
{
    ssize_t n = readlink("/proc/self/exe", build, PP_PATH_MAX - 1);
    if (n <= 0)
        return false;
    build[n] = '\0';
    if (!parent(build)) // the program
        return false;
    const char *bin = strrchr(build, '/');
    if (!bin || strcmp(bin, "/bin") != 0)
        return false;
    parent(build);
    snprintf(root, PP_PATH_MAX, "%s", build);
    char probe[PP_PATH_MAX];
    return parent(root) && parent(root) && pp_path_join(probe, root, "config/kiosk.yaml") &&
           pp_file_exists(probe);
}

void pp_paths_find(struct pp_paths *paths, const char *config_file, const char *data_dir)
{
    char build[PP_PATH_MAX];
    char root[PP_PATH_MAX];
    if (find_checkout(build, root)) {
        pp_path_join(paths->config, root, "config");
        pp_path_join(paths->lang, root, "lang");
        pp_path_join(paths->assets, root, "assets");
        pp_path_join(paths->data, build, "data");
    } else {
        snprintf(paths->config, PP_PATH_MAX, "/etc/praatpaal");
        snprintf(paths->lang, PP_PATH_MAX, "/usr/share/praatpaal/lang");
        snprintf(paths->assets, PP_PATH_MAX, "/usr/share/praatpaal/assets");
        snprintf(paths->data, PP_PATH_MAX, "/var/lib/praatpaal");
    }
    pp_path_join(paths->kiosk, paths->config, "kiosk.yaml");
    if (config_file) {
        snprintf(paths->kiosk, PP_PATH_MAX, "%s", config_file);
        char dir[PP_PATH_MAX];
        char probe[PP_PATH_MAX];
        snprintf(dir, sizeof(dir), "%s", config_file);
        if (!parent(dir))
            snprintf(dir, sizeof(dir), ".");
        if (pp_path_join(probe, dir, "conversation.yaml") && pp_file_exists(probe))
            snprintf(paths->config, PP_PATH_MAX, "%s", dir);
    }
    if (data_dir)
        snprintf(paths->data, PP_PATH_MAX, "%s", data_dir);
}
