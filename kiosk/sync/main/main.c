#include <curl/curl.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "conf/flow_load.h"
#include "conf/kiosk.h"
#include "conf/pack.h"
#include "sync/letter.h"
#include "sync/sync.h"
#include "sys/arena.h"
#include "sys/clock.h"
#include "sys/exit.h"
#include "sys/paths.h"
#include "sys/report.h"
#include "sys/text.h"

struct options {
    const char *config;
    const char *data;
    const char *url; // NULL: of kiosk.yaml
    const char *ca_file;
    long seconds;
    bool allow_shrink;
    bool help, version;
};

struct program {
    struct options options;
    struct pp_paths paths;
    struct pp_arena arena;
    struct pp_report report;
    struct pp_kiosk kiosk;
    struct pp_flow flow;
    struct pp_pack texts;
};

static void print_help(void)
{
    puts("Usage: praatpaal-sync [OPTIONS]\n"
         "Fetches the keeper's listings (feed.url of kiosk.yaml), checks them and makes them the\n"
         "snapshot that the kiosk shows. Whatever is wrong with them, the old snapshot stays.\n\n"
         "  --config FILE   the kiosk's configuration\n"
         "  --data DIR      the folder with listings.db, and the report sync-report.txt\n"
         "  --url URL       fetch from here and not from feed.url\n"
         "  --ca-file FILE  certificate authorities (PEM) to trust as well\n"
         "  --seconds N     give up after N seconds (1 to 3600; default 120)\n"
         "  --allow-shrink  take a list that has fewer than half of the listings there were\n"
         "  --help          this text\n"
         "  --version       the version\n\n"
         "Exit status: 0 updated, unchanged or no feed set; 1 not fetched or not stored;\n"
         "64 wrong use; 65 the list is wrong; 78 bad configuration.");
}

// False: wrong use, told to the user.
static bool parse_options(struct options *options, int argc, char **argv)
{
    enum { CONFIG, DATA, URL, CA_FILE, SECONDS, ALLOW_SHRINK, HELP, VERSION };
    static const struct option known[] = {
        {"config", required_argument, NULL, CONFIG},
        {"data", required_argument, NULL, DATA},
        {"url", required_argument, NULL, URL},
        {"ca-file", required_argument, NULL, CA_FILE},
        {"seconds", required_argument, NULL, SECONDS},
        {"allow-shrink", no_argument, NULL, ALLOW_SHRINK},
        {"help", no_argument, NULL, HELP},
        {"version", no_argument, NULL, VERSION},
        {0},
    };
    int option;
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        switch (option) {
        case CONFIG:
            options->config = optarg;
            break;
        case DATA:
            options->data = optarg;
            break;
        case URL:
            options->url = optarg;
            break;
        case CA_FILE:
            options->ca_file = optarg;
            break;
        case SECONDS:
            if (!pp_text_to_long(optarg, 1, 3600, &options->seconds)) {
                fputs("praatpaal-sync: --seconds takes a number from 1 to 3600\n", stderr);
                return false;
            }
            break;
        case ALLOW_SHRINK:
            options->allow_shrink = true;
            break;
        case HELP:
            options->help = true;
            break;
        case VERSION:
            options->version = true;
            break;
        default:
            return false; // getopt_long said why
        }
    }
    if (optind < argc)
        fprintf(stderr, "praatpaal-sync: unexpected '%s'\n", argv[optind]);
    return optind == argc;
}

static bool load(struct program *program)
{
    struct pp_arena *arena = &program->arena;
    struct pp_report *report = &program->report;
    char file[PP_PATH_MAX];
    return pp_kiosk_load(&program->kiosk, arena, program->paths.kiosk, report) &&
           pp_flow_load(&program->flow, arena, program->paths.config, report) &&
           pp_path_join(file, program->paths.lang, "keeper/nl.yaml") &&
           pp_texts_load(&program->texts, arena, file, report) &&
           pp_letter_check(&program->texts, file, report);
}

static enum pp_exit exit_of(enum pp_sync_result result)
{
    switch (result) {
    case PP_SYNC_UPDATED:
    case PP_SYNC_UNCHANGED:
    case PP_SYNC_NO_FEED:
        return PP_EXIT_OK;
    case PP_SYNC_BAD_DATA:
        return PP_EXIT_DATA;
    default:
        return PP_EXIT_FAILED;
    }
}

static enum pp_exit sync(struct program *program)
{
    const struct options *options = &program->options;
    pp_clock_set_zone(program->kiosk.zone);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        fputs("praatpaal-sync: libcurl cannot be set up\n", stderr);
        return PP_EXIT_UNAVAILABLE;
    }
    struct pp_sync_params params = {
        .url = options->url ? options->url : program->kiosk.feed_url,
        .data_dir = program->paths.data,
        .ca_file = options->ca_file,
        .seconds = options->seconds,
        .allow_shrink = options->allow_shrink,
        .now = pp_clock_wall_s(),
        .flow = &program->flow,
        .texts = &program->texts,
    };
    char *letter = NULL;
    enum pp_exit code = exit_of(pp_sync_run(&params, &letter));
    fputs(letter ? letter : "praatpaal-sync: no memory\n", letter ? stdout : stderr);
    free(letter);
    curl_global_cleanup();
    return fflush(stdout) == 0 ? code : PP_EXIT_FAILED;
}

int main(int argc, char **argv)
{
    struct program *program = calloc(1, sizeof(*program));
    if (!program)
        return PP_EXIT_UNAVAILABLE;
    enum pp_exit code = PP_EXIT_USAGE;
    struct options *options = &program->options;
    if (!parse_options(options, argc, argv)) {
        fputs("Try: praatpaal-sync --help\n", stderr);
        goto out;
    }
    if (options->help || options->version) {
        if (options->help)
            print_help();
        else
            puts("praatpaal-sync " PP_VERSION);
        code = PP_EXIT_OK;
        goto out;
    }
    pp_paths_find(&program->paths, options->config, options->data);
    code = load(program) ? sync(program) : PP_EXIT_CONFIG;
    pp_report_print(&program->report, stderr);
out:
    pp_report_finish(&program->report);
    pp_arena_finish(&program->arena);
    free(program);
    return (int)code;
}
