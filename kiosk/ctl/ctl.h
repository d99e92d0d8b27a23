// praatpaalctl: the operator's tool. One file a command (ctl/cmd_NAME.c), a table in ctl/main.c.
#ifndef PP_CTL_CTL_H
#define PP_CTL_CTL_H

#include "conf/kiosk.h"
#include "conf/pack.h"
#include "core/flow.h"
#include "sys/arena.h"
#include "sys/exit.h"
#include "sys/paths.h"
#include "sys/report.h"

// What the commands share. What a command needs it asks for with a pp_ctl_load_ function, which
// reports what is wrong; main prints the report and frees everything.
struct pp_ctl {
    struct pp_paths paths;
    struct pp_arena arena;
    struct pp_report report;
    struct pp_kiosk kiosk;
    struct pp_flow flow;
    bool has_kiosk, has_flow;
};

bool pp_ctl_load_kiosk(struct pp_ctl *ctl);
bool pp_ctl_load_flow(struct pp_ctl *ctl);
bool pp_ctl_load_pack(struct pp_ctl *ctl, const char *code, struct pp_pack *pack);

// A wrong use of a command: prints "praatpaalctl COMMAND: what" and how to get help to standard
// error; returns PP_EXIT_USAGE.
enum pp_exit pp_ctl_usage(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// The commands. argv[0] is the command's name; options may stand anywhere (getopt_long). They
// print results to standard output and return what the program exits with.
enum pp_exit pp_ctl_match(struct pp_ctl *ctl, int argc, char **argv);
enum pp_exit pp_ctl_listings(struct pp_ctl *ctl, int argc, char **argv);
enum pp_exit pp_ctl_hear(struct pp_ctl *ctl, int argc, char **argv);
enum pp_exit pp_ctl_phones(struct pp_ctl *ctl, int argc, char **argv);
enum pp_exit pp_ctl_say(struct pp_ctl *ctl, int argc, char **argv);
enum pp_exit pp_ctl_bench(struct pp_ctl *ctl, int argc, char **argv);

#endif
