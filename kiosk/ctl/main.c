#include "ctl/ctl.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/flow_load.h"
#include "sys/clock.h"

struct command {
    const char *name;
    enum pp_exit (*run)(struct pp_ctl *ctl, int argc, char **argv);
    const char *usage;
};

static const struct command commands[] = {
    {"match", pp_ctl_match, "match     what a visitor would be shown, in order, and why"},
    {"listings", pp_ctl_listings, "listings  import, export, list, show or check the listings"},
    {"hear", pp_ctl_hear, "hear      what would be heard in WAV files, and how sure"},
    {"phones", pp_ctl_phones, "phones    the phones that the words of a text get"},
    {"say", pp_ctl_say, "say       say a text as the kiosk would, or write it to a WAV file"},
    {"bench", pp_ctl_bench,
     "bench     measure this machine: start, touch, memory, matching, hearing, speaking"},
    {NULL, NULL, NULL},
};

bool pp_ctl_load_kiosk(struct pp_ctl *ctl)
{
    if (!ctl->has_kiosk) {
        ctl->has_kiosk = pp_kiosk_load(&ctl->kiosk, &ctl->arena, ctl->paths.kiosk, &ctl->report);
        if (ctl->has_kiosk)
            pp_clock_set_zone(ctl->kiosk.zone);
    }
    return ctl->has_kiosk;
}

bool pp_ctl_load_flow(struct pp_ctl *ctl)
{
    if (!ctl->has_flow)
        ctl->has_flow = pp_flow_load(&ctl->flow, &ctl->arena, ctl->paths.config, &ctl->report);
    return ctl->has_flow;
}

bool pp_ctl_load_pack(struct pp_ctl *ctl, const char *code, struct pp_pack *pack)
{
    return pp_ctl_load_flow(ctl) &&
           pp_pack_load(pack, &ctl->arena, ctl->paths.lang, code, &ctl->flow, &ctl->report);
}

enum pp_exit pp_ctl_usage(const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "praatpaalctl %s: ", command);
    vfprintf(stderr, format, args);
    va_end(args);
    fputs("\nTry: praatpaalctl --help\n", stderr);
    return PP_EXIT_USAGE;
}

static void print_help(void)
{
    puts("Usage: praatpaalctl [--config FILE] [--data DIR] COMMAND ...\n"
         "The operator's tool of Praatpaal.\n\n"
         "  --config FILE  the kiosk's configuration\n"
         "  --data DIR     the folder with listings.db\n"
         "  --help         this text\n"
         "  --version      the version\n\n"
         "Commands:");
    for (const struct command *command = commands; command->name; command++)
        printf("  %s\n", command->usage);
}

static int run(struct pp_ctl *ctl, int argc, char **argv)
{
    for (const struct command *command = commands; command->name; command++) {
        if (strcmp(command->name, argv[0]) == 0) {
            optind = 0; // the command reads its own options from the start
            return (int)command->run(ctl, argc, argv);
        }
    }
    return (int)pp_ctl_usage(argv[0], "there is no such command");
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"config", required_argument, NULL, 'c'},
        {"data", required_argument, NULL, 'd'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'V'},
        {0},
    };
    const char *config = NULL;
    const char *data = NULL;
    int option;
    while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1) {
        switch (option) {
        case 'c':
            config = optarg;
            break;
        case 'd':
            data = optarg;
            break;
        case 'h':
            print_help();
            return PP_EXIT_OK;
        case 'V':
            puts("praatpaalctl " PP_VERSION);
            return PP_EXIT_OK;
        default:
            return PP_EXIT_USAGE;
        }
    }
    if (optind == argc) {
        print_help();
        return PP_EXIT_USAGE;
    }
    struct pp_ctl *ctl = calloc(1, sizeof(*ctl));
    if (!ctl)
        return PP_EXIT_UNAVAILABLE;
    pp_paths_find(&ctl->paths, config, data);
    int code = run(ctl, argc - optind, argv + optind);
    pp_report_print(&ctl->report, stderr);
    pp_report_finish(&ctl->report);
    pp_arena_finish(&ctl->arena);
    free(ctl);
    return code;
}
