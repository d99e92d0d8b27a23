// A small conversation for the tests of the listings: two questions and one to refine, five kinds.
#ifndef PP_TESTS_LISTINGS_MADE_FLOW_H
#define PP_TESTS_LISTINGS_MADE_FLOW_H

#include <string.h>

#include "core/flow.h"

enum { KIND_PEERS, KIND_DROP_IN, KIND_PAPERS, KIND_OPENER, KIND_SPORT, KINDS };
enum { STEP_HAPPENED, STEP_NEED, STEP_STRENGTHS, STEPS };
enum { ALONE, MONEY, LOSS, RATHER_NOT };
enum { COMPANY, LETTERS, NOTHING_FITS };

static inline void make_flow(struct pp_flow *flow)
{
    static const struct pp_kind kinds[KINDS] = {
        [KIND_PEERS] = {.id = "peer_group", .peer = true},
        [KIND_DROP_IN] = {.id = "drop_in"},
        [KIND_PAPERS] = {.id = "paperwork_help"},
        [KIND_OPENER] = {.id = "kwartiermaker", .last_resort = true},
        [KIND_SPORT] = {.id = "sport"},
    };
    memset(flow, 0, sizeof(*flow));
    flow->kind_count = KINDS;
    memcpy(flow->kinds, kinds, sizeof(kinds));
    flow->step_count = STEPS;
    memset(flow->step_of, PP_NONE, sizeof(flow->step_of));
    flow->step_of[PP_STEP_QUESTION] = STEP_HAPPENED;
    flow->steps[STEP_HAPPENED] = (struct pp_step){
        .id = "happened",
        .type = PP_STEP_QUESTION,
        .themed = true,
        .next = STEP_NEED,
        .option_count = 4,
        .options = {{.id = "alone", .worth = {5, 4, 0, 0, 1}},
                    {.id = "money", .worth = {1, 0, 6, 0, 0}},
                    {.id = "loss", .worth = {6, 2, 0, 0, 0}},
                    {.id = "rather_not", .bar = true}},
    };
    flow->steps[STEP_NEED] = (struct pp_step){
        .id = "need",
        .type = PP_STEP_QUESTION,
        .next = PP_NONE,
        .option_count = 3,
        .options = {{.id = "company", .worth = {4, 4, 0, 0, 2}},
                    {.id = "letters", .worth = {0, 0, 6, 0, 0}},
                    {.id = "nothing_fits", .worth = {-9, -9, -9, 0, -9}}},
    };
    flow->steps[STEP_STRENGTHS] = (struct pp_step){
        .id = "strengths",
        .type = PP_STEP_QUESTION,
        .refine = true,
        .next = PP_NONE,
        .option_count = 1,
        .options = {{.id = "moving", .worth = {0, 0, 0, 0, 9}}},
    };
    flow->ranking = (struct pp_ranking){.fit = 10,
                                        .theme = 5,
                                        .other_theme = 8,
                                        .peer = 8,
                                        .open_now = 6,
                                        .open_today = 5,
                                        .open_this_week = 2,
                                        .per_5_minutes = 1,
                                        .walk_max = 8,
                                        .checked = 2,
                                        .stale = 3,
                                        .same_kind = 15};
}

#endif
