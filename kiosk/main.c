// praatpaal: the kiosk.
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "app/script.h"
#include "app/selftest.h"
#include "sys/clock.h"
#include "sys/exit.h"
#include "sys/log.h"
#include "sys/text.h"

struct options {
    const char *config, *data, *lang, *script, *out;
    int width, height;
    double dpi;
    bool fullscreen, headless, check_config, selftest;
    const char *now;
};

static const char help[] =
    "Usage: praatpaal [OPTION]...\n"
    "The kiosk: asks what has happened and what is needed, and points to people nearby.\n\n"
    "  --config FILE   this kiosk's configuration (kiosk.yaml)\n"
    "  --data DIR      the folder with listings.db\n"
    "  --lang CODE     start in this language\n"
    "  --size WxH      window of this many pixels\n"
    "  --dpi N         density of the glass, pixels per inch\n"
    "  --fullscreen    the whole screen\n"
    "  --headless      without display and sound card\n"
    "  --script FILE   play a scripted visitor (- for standard input)\n"
    "  --out DIR       where a script's pictures and dumps go\n"
    "  --now TIME      begin at this local time, as 2026-11-23T14:05\n"
    "  --check-config  check every file of the configuration, and end\n"
    "  --selftest      check what the kiosk needs on this machine, and end\n"
    "  --help          this text\n"
    "  --version       the version\n";

static int usage(const char *what, const char *value, const char *right)
{
    fprintf(stderr, "praatpaal: %s %s: %s\nTry: praatpaal --help\n", what, value, right);
    return PP_EXIT_USAGE;
}

static bool parse_size(const char *text, struct options *options)
{
    int used = 0;
    return sscanf(text, "%4dx%4d%n", &options->width, &options->height, &used) == 2 &&
           text[used] == '\0' && options->width >= 320 && options->height >= 320;
}

// Returns -1 to go on, else the exit code.
static int parse(int argc, char **argv, struct options *options)
{
    static const struct option names[] = {
        {"config", required_argument, NULL, 'c'},
        {"data", required_argument, NULL, 'd'},
        {"lang", required_argument, NULL, 'l'},
        {"size", required_argument, NULL, 's'},
        {"dpi", required_argument, NULL, 'p'},
        {"fullscreen", no_argument, NULL, 'f'},
        {"headless", no_argument, NULL, 'H'},
        {"script", required_argument, NULL, 'S'},
        {"out", required_argument, NULL, 'o'},
        {"now", required_argument, NULL, 'n'},
        {"check-config", no_argument, NULL, 'C'},
        {"selftest", no_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'V'},
        {0},
    };
    int option;
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        switch (option) {
        case 'c':
            options->config = optarg;
            break;
        case 'd':
            options->data = optarg;
            break;
        case 'l':
            options->lang = optarg;
            break;
        case 's':
            if (!parse_size(optarg, options))
                return usage("--size", optarg, "give it as 1280x800, at least 320x320");
            break;
        case 'p':
            if (!pp_text_to_double(optarg, 40, 600, &options->dpi))
                return usage("--dpi", optarg, "give a number from 40 to 600");
            break;
        case 'f':
            options->fullscreen = true;
            break;
        case 'H':
            options->headless = true;
            break;
        case 'S':
            options->script = optarg;
            break;
        case 'o':
            options->out = optarg;
            break;
        case 'n':
            options->now = optarg;
            break;
        case 'C':
            options->check_config = true;
            break;
        case 't':
            options->selftest = true;
            break;
        case 'h':
            fputs(help, stdout);
            return PP_EXIT_OK;
        case 'V':
            puts("praatpaal " PP_VERSION);
            return PP_EXIT_OK;
        default:
            return PP_EXIT_USAGE;
        }
    }
    if (optind < argc)
        return usage("argument", argv[optind], "praatpaal takes options only");
    return -1;
}

// --now is local time of the kiosk, so it can be read only when the zone is known.
static int read_now(const struct options *options, struct pp_app_params *params)
{
    if (!options->now)
        return -1;
    if (!pp_clock_parse(options->now, &params->now_s))
        return usage("--now", options->now, "give local time as 2026-11-23T14:05");
    params->has_now = true;
    return -1;
}

static int run_kiosk(const struct options *options, struct pp_world *world,
                     struct pp_report *report)
{
    struct pp_app_params params = {
        .world = world,
        .width = options->width,
        .height = options->height,
        .dpi = options->dpi,
        .fullscreen = options->fullscreen,
        .headless = options->headless,
        .out_dir = options->out,
    };
    int code = read_now(options, &params);
    if (code >= 0)
        return code;
    if (options->script) {
        pp_log_silence();
        if (options->out && mkdir(options->out, 0777) != 0 && errno != EEXIST)
            return usage("--out", options->out, "give a folder that can be made or written in");
        params.script = pp_script_read(options->script, report);
        if (!params.script)
            return report->errors && access(options->script, R_OK) != 0 &&
                           strcmp(options->script, "-") != 0
                       ? PP_EXIT_NO_INPUT
                       : PP_EXIT_DATA;
    }
    struct pp_app *app = calloc(1, sizeof(*app));
    code = PP_EXIT_UNAVAILABLE;
    if (app && pp_app_init(app, &params, report)) {
        pp_report_print(report, stderr);
        pp_report_finish(report);
        code = pp_app_run(app);
    }
    if (app)
        pp_app_finish(app);
    free(app);
    pp_script_destroy(params.script);
    return code;
}

int main(int argc, char **argv)
{
    struct options options = {0};
    int code = parse(argc, argv, &options);
    if (code >= 0)
        return code;
    struct pp_report report = {0};
    struct pp_world *world = calloc(1, sizeof(*world));
    if (!world)
        return PP_EXIT_UNAVAILABLE;
    if (!pp_world_load(world, options.config, options.data, options.lang, &report))
        code = PP_EXIT_CONFIG;
    else if (options.check_config)
        code = pp_check_config(world, &report);
    else if (options.selftest)
        code = pp_selftest(world, &report);
    else
        code = run_kiosk(&options, world, &report);
    pp_report_print(&report, stderr);
    pp_report_finish(&report);
    pp_world_finish(world);
    free(world);
    return code;
}
