// Where the product's files are: beside the sources when started from a checkout, else where
// `cmake --install` put them.
#ifndef PP_SYS_PATHS_H
#define PP_SYS_PATHS_H

#include <stdbool.h>

enum { PP_PATH_MAX = 1024 };

struct pp_paths {
    char config[PP_PATH_MAX]; // the folder with kiosk.yaml, conversation.yaml, kinds.yaml, ...
    char lang[PP_PATH_MAX];   // the folder with CODE.yaml
    char assets[PP_PATH_MAX]; // the folder with pictograms/
    char data[PP_PATH_MAX];   // the folder with listings.db
    char kiosk[PP_PATH_MAX];  // the file kiosk.yaml (or what --config named)
};

// Finds them. `config_file` (--config) and `data_dir` (--data) may be NULL; a config file given
// decides `kiosk` alone when it stands in a folder without conversation.yaml, else `config` too.
// A checkout is recognised by this program lying in build/<preset>/bin below a folder with
// config/kiosk.yaml; its data are in build/<preset>/data.
void pp_paths_find(struct pp_paths *paths, const char *config_file, const char *data_dir);

// DIR/NAME into `out`. False when it does not fit.
bool pp_path_join(char *out, const char *dir, const char *name);

#endif
