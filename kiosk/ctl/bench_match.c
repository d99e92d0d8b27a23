#include "ctl/bench.h"

#include <stdlib.h>
#include <time.h>

#include "listings/match.h"

enum { ROUNDS = 3, RULES = 6 };

static const double latitude = 52.1;
static const double longitude = 5.1;

// A small generator that gives the same numbers everywhere (Numerical Recipes' LCG).
static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static uint16_t make_rules(struct pp_rule *rules, uint32_t *seed)
{
    uint16_t count = (uint16_t)(next(seed) % (RULES + 1));
    for (uint16_t i = 0; i < count; i++) {
        bool monthly = next(seed) % 4 == 0;
        uint32_t from = 480 + next(seed) % 10 * 60;
        rules[i] = (struct pp_rule){
            .type = monthly ? PP_RULE_MONTHLY : PP_RULE_WEEKLY,
            .time_type = (uint8_t)(next(seed) % 2),
            .weekday = (uint8_t)(next(seed) % 7),
            .nth = (uint8_t)(1 + next(seed) % 5),
            .every = (uint8_t)(1 + next(seed) % 3),
            .from = (int16_t)from,
            .until = (int16_t)(from + 60 + next(seed) % 5 * 60),
        };
    }
    return count;
}

static void make_listing(struct pp_listing *listing, struct pp_rule *rules, uint32_t row,
                         const struct pp_flow *flow, int32_t today, uint32_t *seed)
{
    bool themed = next(seed) % 4 == 0;
    *listing = (struct pp_listing){
        .row = row,
        .id = "",
        .kind = (uint8_t)(next(seed) % flow->kind_count),
        .themes = themed ? UINT32_C(1) << next(seed) % 12 : 0,
        .closed_on_school_holidays = next(seed) % 3 == 0,
        .latitude = latitude + (next(seed) % 1000 - 500.0) / 10000,
        .longitude = longitude + (next(seed) % 1000 - 500.0) / 10000,
        .checked = today - (int32_t)(next(seed) % 500),
        .ends = INT32_MAX,
        .rules = rules,
    };
    listing->rule_count = make_rules(rules, seed);
}

static double milliseconds_of(const struct pp_catalogue *catalogue,
                              const struct pp_match_query *query)
{
    struct pp_match matches[PP_MAX_RESULTS];
    struct timespec begin, end;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
    pp_match_find(catalogue, query, matches, PP_MAX_RESULTS);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
    return (double)(end.tv_sec - begin.tv_sec) * 1e3 + (double)(end.tv_nsec - begin.tv_nsec) / 1e6;
}

// Asks all pairs of answers; returns how many times were measured.
static size_t measure(const struct pp_catalogue *catalogue, const struct pp_flow *flow,
                      uint8_t first, uint8_t second, double *times)
{
    uint8_t answers[PP_MAX_STEPS] = {0};
    struct pp_match_query query = {
        .flow = flow,
        .answers = answers,
        .latitude = latitude,
        .longitude = longitude,
        .now = {.day = pp_day_from_date(2026, 11, 24), .minute = 615},
        .clock_trusted = true,
    };
    size_t count = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (uint8_t a = 1; a <= flow->steps[first].option_count; a++) {
            for (uint8_t b = 1; b <= flow->steps[second].option_count; b++) {
                answers[first] = a;
                answers[second] = b;
                times[count++] = milliseconds_of(catalogue, &query);
            }
        }
    }
    return count;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

bool pp_bench_match(struct pp_ctl *ctl, size_t listings, double *p50_ms, double *p99_ms)
{
    if (!pp_ctl_load_flow(ctl))
        return false;
    const struct pp_flow *flow = &ctl->flow;
    uint8_t first = flow->step_of[PP_STEP_QUESTION];
    uint8_t second = first < flow->step_count ? flow->steps[first].next : PP_NONE;
    if (second >= flow->step_count || flow->kind_count == 0)
        return false;
    int32_t today = pp_day_from_date(2026, 11, 24);
    uint32_t seed = 1;
    bool fine = false;
    struct pp_catalogue catalogue = {.listings = calloc(listings, sizeof(struct pp_listing)),
                                     .count = listings};
    struct pp_rule *rules = calloc(listings * RULES, sizeof(*rules));
    double *times = calloc((size_t)ROUNDS * PP_MAX_OPTIONS * PP_MAX_OPTIONS, sizeof(*times));
    if (!catalogue.listings || !rules || !times)
        goto out;
    for (size_t i = 0; i < listings; i++)
        make_listing(&catalogue.listings[i], &rules[i * RULES], (uint32_t)i + 1, flow, today,
                     &seed);
    size_t count = measure(&catalogue, flow, first, second, times);
    if (count == 0)
        goto out;
    qsort(times, count, sizeof(*times), by_size);
    *p50_ms = times[count / 2];
    *p99_ms = times[count * 99 / 100];
    fine = true;
out:
    free(catalogue.listings);
    free(rules);
    free(times);
    return fine;
}
