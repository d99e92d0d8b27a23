#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/listings.h"
#include "listings/import.h"
#include "listings/match.h"
#include "sys/clock.h"
#include "sys/file.h"

enum {
    DAYS_STALE = 365,
    FAR_MINUTES = 600, // nobody walks ten hours: more likely a mistake in the coordinates
};

static const char help[] =
    "Usage: praatpaalctl listings COMMAND [--format csv]\n"
    "The listings of this kiosk.\n\n"
    "  import FILE  check a CSV file (-: standard input) and put it in the place of the listings\n"
    "  export       write all listings as CSV\n"
    "  list         a line for each: id, kind, name\n"
    "  show ID      everything about one\n"
    "  check        what needs the keeper's attention: id, problem; exits with 1 when there is\n"
    "               anything\n\n"
    "  --format F   csv\n";

static void report_store(struct pp_ctl *ctl, enum pp_store_error error)
{
    const char *path = pp_arena_printf(&ctl->arena, "%s/listings.db", ctl->paths.data);
    pp_report_add(&ctl->report, PP_ERROR, (struct pp_place){.file = path}, NULL, "%s",
                  pp_store_error_text(error));
}

enum pp_exit pp_ctl_open_store(struct pp_ctl *ctl, struct pp_store **store)
{
    if (!pp_ctl_load_flow(ctl))
        return PP_EXIT_CONFIG;
    enum pp_store_error error = pp_store_open(store, ctl->paths.data, &ctl->flow);
    if (error == PP_STORE_OK)
        return PP_EXIT_OK;
    report_store(ctl, error);
    if (error == PP_STORE_NO_MEMORY)
        return PP_EXIT_UNAVAILABLE;
    return error == PP_STORE_MISSING ? PP_EXIT_NO_INPUT : PP_EXIT_DATA;
}

enum pp_exit pp_ctl_listings_damaged(struct pp_ctl *ctl)
{
    report_store(ctl, PP_STORE_DAMAGED);
    return PP_EXIT_DATA;
}

static bool load_keeper(struct pp_ctl *ctl, struct pp_pack *keeper)
{
    char path[PP_PATH_MAX];
    return pp_path_join(path, ctl->paths.lang, "keeper/nl.yaml") &&
           pp_texts_load(keeper, &ctl->arena, path, &ctl->report);
}

static enum pp_exit import_text(struct pp_ctl *ctl, const char *file, const char *text,
                                size_t length)
{
    struct pp_pack keeper = {0};
    struct pp_listing *listings = NULL;
    size_t count = 0;
    if (!load_keeper(ctl, &keeper))
        return PP_EXIT_CONFIG;
    if (!pp_import_csv(text, length, file, &ctl->flow, &keeper, &ctl->arena, &listings, &count,
                       &ctl->report))
        return PP_EXIT_DATA;
    if (!pp_snapshot_build(ctl->paths.data, &ctl->flow, listings, count, pp_clock_wall_s(),
                           &ctl->report))
        return PP_EXIT_FAILED;
    printf("%zu listings\n", count);
    return PP_EXIT_OK;
}

static enum pp_exit run_import(struct pp_ctl *ctl, const char *file)
{
    if (!pp_ctl_load_flow(ctl))
        return PP_EXIT_CONFIG;
    size_t length = 0;
    // One byte more than may be, so that the keeper's own message says so.
    char *text = pp_file_read_start(file, PP_IMPORT_LIMIT + 1, &length, &ctl->report);
    if (!text)
        return PP_EXIT_NO_INPUT;
    enum pp_exit code = import_text(ctl, file, text, length);
    free(text);
    return code;
}

static enum pp_exit run_export(struct pp_ctl *ctl, struct pp_store *store, const char *argument)
{
    (void)argument;
    const struct pp_catalogue *catalogue = pp_store_catalogue(store);
    struct pp_listing *listings = calloc(catalogue->count, sizeof(*listings));
    if (!listings)
        return PP_EXIT_UNAVAILABLE;
    bool fine = true;
    for (size_t i = 0; i < catalogue->count && fine; i++)
        fine = pp_store_listing(store, catalogue->listings[i].row, &ctl->arena, &listings[i]);
    enum pp_exit code = PP_EXIT_OK;
    if (!fine)
        code = pp_ctl_listings_damaged(ctl);
    else if (!pp_export_csv(stdout, &ctl->flow, listings, catalogue->count))
        code = PP_EXIT_FAILED;
    free(listings);
    return code;
}

static enum pp_exit run_list(struct pp_ctl *ctl, struct pp_store *store, const char *argument)
{
    (void)argument;
    const struct pp_catalogue *catalogue = pp_store_catalogue(store);
    struct pp_arena arena = {0};
    enum pp_exit code = PP_EXIT_OK;
    for (size_t i = 0; i < catalogue->count && code == PP_EXIT_OK; i++) {
        struct pp_listing listing;
        if (pp_store_listing(store, catalogue->listings[i].row, &arena, &listing))
            printf("%s\t%s\t%s\n", listing.id, ctl->flow.kinds[listing.kind].id, listing.name);
        else
            code = pp_ctl_listings_damaged(ctl);
        pp_arena_wipe(&arena);
    }
    pp_arena_finish(&arena);
    return code;
}

static enum pp_exit run_show(struct pp_ctl *ctl, struct pp_store *store, const char *id)
{
    const struct pp_catalogue *catalogue = pp_store_catalogue(store);
    struct pp_listing listing;
    for (size_t i = 0; i < catalogue->count; i++) {
        if (strcmp(catalogue->listings[i].id, id) != 0)
            continue;
        if (!pp_store_listing(store, catalogue->listings[i].row, &ctl->arena, &listing))
            return pp_ctl_listings_damaged(ctl);
        return pp_listing_print(stdout, &ctl->flow, &listing) ? PP_EXIT_OK : PP_EXIT_FAILED;
    }
    pp_report_add(&ctl->report, PP_ERROR, (struct pp_place){0},
                  "praatpaalctl listings list names all", "there is no listing \"%s\"", id);
    return PP_EXIT_FAILED;
}

static bool has_times(const struct pp_listing *listing)
{
    for (uint16_t i = 0; i < listing->rule_count; i++) {
        if (listing->rules[i].type != PP_RULE_CLOSED)
            return true;
    }
    return false;
}

static size_t name_problem(const struct pp_listing *listing, bool problem, const char *text)
{
    if (problem)
        printf("%s\t%s\n", listing->id, text);
    return problem;
}

// Prints a line for each problem; returns how many.
static size_t check_listing(const struct pp_ctl *ctl, const struct pp_listing *listing,
                            int32_t today)
{
    bool never = listing->checked == INT32_MIN;
    bool place = listing->scope == PP_SCOPE_PLACE && !listing->hidden_address;
    int walk = pp_walk_minutes(ctl->kiosk.latitude, ctl->kiosk.longitude, listing->latitude,
                               listing->longitude);
    size_t count = 0;
    count += name_problem(listing, listing->ends < today, "ended");
    count += name_problem(listing, never, "never checked");
    count += name_problem(listing, !never && listing->checked > today, "checked in the future");
    count += name_problem(listing, !never && today - listing->checked > DAYS_STALE,
                          "checked more than 365 days ago");
    count += name_problem(listing, !has_times(listing), "without hours");
    count += name_problem(listing, place && isnan(listing->latitude), "without coordinates");
    count += name_problem(listing, place && walk > FAR_MINUTES,
                          "more than 50 km away: are latitude and longitude right?");
    return count;
}

static enum pp_exit run_check(struct pp_ctl *ctl, struct pp_store *store, const char *argument)
{
    (void)argument;
    if (!pp_ctl_load_kiosk(ctl))
        return PP_EXIT_CONFIG;
    int32_t today = pp_clock_local(pp_clock_wall_s()).day;
    const struct pp_catalogue *catalogue = pp_store_catalogue(store);
    size_t count = 0;
    for (size_t i = 0; i < catalogue->count; i++)
        count += check_listing(ctl, &catalogue->listings[i], today);
    return count ? PP_EXIT_FAILED : PP_EXIT_OK;
}

struct command {
    const char *name;
    bool takes_argument;
    const char *argument; // what it takes, for messages
    enum pp_exit (*run)(struct pp_ctl *ctl, struct pp_store *store, const char *argument);
};

static const struct command commands[] = {
    {"import", true, "a file", NULL}, // needs no listings yet
    {"export", false, NULL, run_export},       {"list", false, NULL, run_list},
    {"show", true, "an identifier", run_show}, {"check", false, NULL, run_check},
};

static enum pp_exit run_command(struct pp_ctl *ctl, const struct command *command,
                                const char *argument)
{
    if (!command->run)
        return run_import(ctl, argument);
    struct pp_store *store = NULL;
    enum pp_exit code = pp_ctl_open_store(ctl, &store);
    if (code == PP_EXIT_OK)
        code = command->run(ctl, store, argument);
    pp_store_close(store);
    return code;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    }
    return NULL;
}

enum pp_exit pp_ctl_listings(struct pp_ctl *ctl, int argc, char **argv)
{
    static const struct option options[] = {
        {"format", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        {0},
    };
    const char *format = "csv";
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'f':
            format = optarg;
            break;
        case 'h':
            fputs(help, stdout);
            return PP_EXIT_OK;
        default:
            return PP_EXIT_USAGE;
        }
    }
    if (strcmp(format, "csv") != 0)
        return pp_ctl_usage("listings", "--format %s is not supported; csv is", format);
    if (optind == argc)
        return pp_ctl_usage("listings", "say what to do: import, export, list, show or check");
    const struct command *command = find_command(argv[optind]);
    if (!command)
        return pp_ctl_usage("listings",
                            "\"%s\" is not known; known are: import, export, list, show, check",
                            argv[optind]);
    int arguments = argc - optind - 1;
    if (command->takes_argument && arguments < 1)
        return pp_ctl_usage("listings", "%s takes %s", command->name, command->argument);
    if (arguments > command->takes_argument)
        return pp_ctl_usage("listings", "\"%s\" is too much", argv[argc - 1]);
    return run_command(ctl, command, arguments ? argv[optind + 1] : NULL);
}
