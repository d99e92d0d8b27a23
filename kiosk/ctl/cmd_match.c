#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "conf/calendar.h"
#include "ctl/ctl.h"
#include "ctl/listings.h"
#include "listings/match.h"
#include "listings/store.h"
#include "sys/clock.h"
#include "sys/text.h"

struct question {
    uint8_t answers[PP_MAX_STEPS];
    long limit;
    int64_t at;
    bool json;
};

static const char help[] =
    "Usage: praatpaalctl match --happened ID --need ID [--with ID ...] [--at TIME]\n"
    "                          [--limit N] [--json]\n"
    "What a visitor with these answers would be shown, in order, and why.\n\n"
    "  --happened ID  the answer to what happened\n"
    "  --need ID      the answer to what is needed\n"
    "  --with ID      an answer to another question: OPTION, or QUESTION.OPTION; repeatable\n"
    "  --at TIME      local time, like 2026-11-24T14:05 (default: now)\n"
    "  --limit N      1 to 9 listings (default: 9)\n"
    "  --json         as JSON\n\n"
    "A line holds, with tabs between: number, name, kind, points, worth, when, walk, why.\n";

// "alone, money, ..." of one step.
static const char *known_options(struct pp_ctl *ctl, const struct pp_step *step)
{
    const char *list = "";
    for (uint8_t i = 0; i < step->option_count && list; i++)
        list = pp_arena_printf(&ctl->arena, "%s%s%s", list, i ? ", " : "", step->options[i].id);
    return list ? list : "";
}

static bool is_question(const struct pp_step *step)
{
    return step->type == PP_STEP_QUESTION;
}

static enum pp_exit set_answer(struct pp_ctl *ctl, struct question *question, const char *step_id,
                               const char *option_id)
{
    uint8_t step = pp_flow_find_step(&ctl->flow, step_id);
    if (step == PP_NONE || !is_question(&ctl->flow.steps[step]))
        return pp_ctl_usage("match", "there is no question \"%s\"", step_id);
    uint8_t option = pp_flow_find_option(&ctl->flow.steps[step], option_id);
    if (option == PP_NONE)
        return pp_ctl_usage("match", "\"%s\" is not an answer to %s; known are: %s", option_id,
                            step_id, known_options(ctl, &ctl->flow.steps[step]));
    question->answers[step] = (uint8_t)(option + 1);
    return PP_EXIT_OK;
}

static const char *known_questions(struct pp_ctl *ctl)
{
    const char *list = "";
    for (uint8_t i = 0; i < ctl->flow.step_count && list; i++) {
        const struct pp_step *step = &ctl->flow.steps[i];
        if (is_question(step))
            list = pp_arena_printf(&ctl->arena, "%s%s%s: %s", list, list[0] ? "; " : "", step->id,
                                   known_options(ctl, step));
    }
    return list ? list : "";
}

// An answer by its own name must belong to one question only.
static enum pp_exit set_other(struct pp_ctl *ctl, struct question *question, const char *given)
{
    const char *dot = strchr(given, '.');
    if (dot) {
        const char *step = pp_arena_strndup(&ctl->arena, given, (size_t)(dot - given));
        return step ? set_answer(ctl, question, step, dot + 1) : PP_EXIT_UNAVAILABLE;
    }
    const struct pp_step *found = NULL;
    for (uint8_t i = 0; i < ctl->flow.step_count; i++) {
        const struct pp_step *step = &ctl->flow.steps[i];
        if (!is_question(step) || pp_flow_find_option(step, given) == PP_NONE)
            continue;
        if (found)
            return pp_ctl_usage("match", "\"%s\" is an answer to %s and to %s; write %s.%s", given,
                                found->id, step->id, step->id, given);
        found = step;
    }
    if (!found)
        return pp_ctl_usage("match", "\"%s\" is not an answer; known are: %s", given,
                            known_questions(ctl));
    return set_answer(ctl, question, found->id, given);
}

static const char *opening_text(struct pp_arena *arena, const struct pp_opening *opening)
{
    static const char *const types[] = {"open", "meeting"};
    int year, month, mday;
    int until = opening->until % 1440;
    const char *type = types[opening->time_type == PP_TIME_MEETING];
    const char *text = NULL;
    switch ((enum pp_open)opening->open) {
    case PP_OPEN_UNKNOWN:
        return "unknown";
    case PP_OPEN_CLOSED:
        return "closed";
    case PP_OPEN_NOW:
        if (opening->until == PP_UNTIL_ALWAYS)
            return "open always";
        text = pp_arena_printf(arena, "%s until %d:%02d", type, until / 60, until % 60);
        break;
    case PP_OPEN_LATER:
        pp_date_from_day(opening->day, &year, &month, &mday);
        text = pp_arena_printf(arena, "%s %04d-%02d-%02d %d:%02d", type, year, month, mday,
                               opening->from / 60, opening->from % 60);
        break;
    }
    return text ? text : "";
}

static const char *open_name(uint8_t open)
{
    static const char *const names[] = {
        [PP_OPEN_UNKNOWN] = "unknown",
        [PP_OPEN_NOW] = "now",
        [PP_OPEN_LATER] = "later",
        [PP_OPEN_CLOSED] = "closed",
    };
    return names[open];
}

// "happened.alone", or NULL.
static const char *answer_name(struct pp_ctl *ctl, const struct question *question, uint8_t step)
{
    if (step == PP_NONE)
        return NULL;
    const struct pp_step *about = &ctl->flow.steps[step];
    return pp_arena_printf(&ctl->arena, "%s.%s", about->id,
                           about->options[question->answers[step] - 1].id);
}

static void print_line(struct pp_ctl *ctl, const struct question *question, size_t number,
                       const struct pp_match *match, const struct pp_listing *listing)
{
    const char *first = answer_name(ctl, question, match->because[0]);
    const char *second = answer_name(ctl, question, match->because[1]);
    printf("%zu\t%s\t%s\t%d\t%d\t%s\t", number, listing->name, ctl->flow.kinds[listing->kind].id,
           match->points, match->worth, opening_text(&ctl->arena, &match->opening));
    if (match->walk_minutes < 0)
        fputs("-\t", stdout);
    else
        printf("%d min\t", match->walk_minutes);
    if (match->last_resort)
        fputs("last resort", stdout);
    else
        printf("%s%s%s", first ? first : "-", second ? " " : "", second ? second : "");
    putchar('\n');
}

static json_t *opening_json(struct pp_arena *arena, const struct pp_opening *opening)
{
    return json_pack("{s:s, s:s, s:s, s:i}", "state", open_name(opening->open), "type",
                     opening->time_type == PP_TIME_MEETING ? "meeting" : "open", "text",
                     opening_text(arena, opening), "wait_minutes", (int)opening->wait);
}

static json_t *match_json(struct pp_ctl *ctl, const struct question *question,
                          const struct pp_match *match, const struct pp_listing *listing)
{
    json_t *because = json_array();
    for (int i = 0; i < 2; i++) {
        const char *name = answer_name(ctl, question, match->because[i]);
        if (name)
            json_array_append_new(because, json_string(name));
    }
    return json_pack("{s:s, s:s, s:s, s:i, s:i, s:o, s:o, s:b, s:o}", "id", listing->id, "name",
                     listing->name, "kind", ctl->flow.kinds[listing->kind].id, "points",
                     match->points, "worth", match->worth, "walk_minutes",
                     match->walk_minutes < 0 ? json_null() : json_integer(match->walk_minutes),
                     "opening", opening_json(&ctl->arena, &match->opening), "last_resort",
                     match->last_resort, "because", because);
}

static enum pp_exit show(struct pp_ctl *ctl, const struct question *question,
                         struct pp_store *store, const struct pp_match *matches, size_t count)
{
    json_t *list = json_array();
    enum pp_exit code = PP_EXIT_OK;
    for (size_t i = 0; i < count && code == PP_EXIT_OK; i++) {
        struct pp_listing listing;
        if (!pp_store_listing(store, matches[i].row, &ctl->arena, &listing))
            code = pp_ctl_listings_damaged(ctl);
        else if (question->json)
            json_array_append_new(list, match_json(ctl, question, &matches[i], &listing));
        else
            print_line(ctl, question, i + 1, &matches[i], &listing);
    }
    if (code == PP_EXIT_OK && question->json) {
        json_dumpf(list, stdout, JSON_INDENT(2));
        putchar('\n');
    }
    json_decref(list);
    return code;
}

static enum pp_exit answer(struct pp_ctl *ctl, const struct question *question)
{
    struct pp_school_holidays school = {0};
    if (!pp_ctl_load_kiosk(ctl) ||
        !pp_school_holidays_load(&school, &ctl->arena, ctl->paths.config, &ctl->report))
        return PP_EXIT_CONFIG;
    struct pp_store *store = NULL;
    enum pp_exit code = pp_ctl_open_store(ctl, &store);
    if (code != PP_EXIT_OK)
        return code;
    const struct pp_calendar calendar = {.school = &school, .region = ctl->kiosk.school_region};
    const struct pp_match_query query = {
        .flow = &ctl->flow,
        .answers = question->answers,
        .latitude = ctl->kiosk.latitude,
        .longitude = ctl->kiosk.longitude,
        .calendar = &calendar,
        .now = pp_clock_local(question->at),
        .clock_trusted = true, // whoever asks sees the time, or gives it
    };
    struct pp_match matches[PP_MAX_RESULTS];
    size_t count =
        pp_match_find(pp_store_catalogue(store), &query, matches, (size_t)question->limit);
    code = show(ctl, question, store, matches, count);
    pp_store_close(store);
    return code;
}

enum pp_exit pp_ctl_match(struct pp_ctl *ctl, int argc, char **argv)
{
    static const struct option options[] = {
        {"happened", required_argument, NULL, 'a'}, {"need", required_argument, NULL, 'n'},
        {"with", required_argument, NULL, 'w'},     {"at", required_argument, NULL, 't'},
        {"limit", required_argument, NULL, 'l'},    {"json", no_argument, NULL, 'j'},
        {"help", no_argument, NULL, 'h'},           {0},
    };
    struct question question = {.limit = PP_MAX_RESULTS, .at = pp_clock_wall_s()};
    const char *happened = NULL;
    const char *need = NULL;
    const char *at = NULL;
    const char *others[PP_MAX_STEPS];
    size_t other_count = 0;
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'a':
            happened = optarg;
            break;
        case 'n':
            need = optarg;
            break;
        case 'w':
            if (other_count == PP_MAX_STEPS)
                return pp_ctl_usage("match", "--with is given too often");
            others[other_count++] = optarg;
            break;
        case 't':
            at = optarg;
            break;
        case 'l':
            if (!pp_text_to_long(optarg, 1, PP_MAX_RESULTS, &question.limit))
                return pp_ctl_usage("match", "--limit takes 1 to %d", PP_MAX_RESULTS);
            break;
        case 'j':
            question.json = true;
            break;
        case 'h':
            fputs(help, stdout);
            return PP_EXIT_OK;
        default:
            return PP_EXIT_USAGE;
        }
    }
    if (optind < argc)
        return pp_ctl_usage("match", "\"%s\" is not an option", argv[optind]);
    if (!happened || !need)
        return pp_ctl_usage("match", "--happened and --need must both be given");
    // The kiosk first: its time zone decides what TIME means.
    if (!pp_ctl_load_kiosk(ctl) || !pp_ctl_load_flow(ctl))
        return PP_EXIT_CONFIG;
    if (at && !pp_clock_parse(at, &question.at))
        return pp_ctl_usage("match", "--at takes a local time like 2026-11-24T14:05, not \"%s\"",
                            at);
    enum pp_exit code = set_answer(ctl, &question, "happened", happened);
    if (code == PP_EXIT_OK)
        code = set_answer(ctl, &question, "need", need);
    for (size_t i = 0; i < other_count && code == PP_EXIT_OK; i++)
        code = set_other(ctl, &question, others[i]);
    return code == PP_EXIT_OK ? answer(ctl, &question) : code;
}
