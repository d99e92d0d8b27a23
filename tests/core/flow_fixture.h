// A small conversation with every type of step, for tests of the core.
#ifndef PP_TESTS_CORE_FLOW_FIXTURE_H
#define PP_TESTS_CORE_FLOW_FIXTURE_H

#include <string.h>

#include "core/converse.h"

enum {
    FIX_START,
    FIX_HAPPENED,
    FIX_NEED,
    FIX_STRENGTHS,
    FIX_RESULTS,
    FIX_DETAIL,
    FIX_URGENT,
    FIX_CONFIRM,
    FIX_LANGUAGE,
    FIX_SETTINGS,
    FIX_TIMEOUT,
    FIX_BYE,
    FIX_STEPS
};

// Options of the questions: eight on tiles, the last in the bar.
enum { FIX_TILES = 8, FIX_SKIP = 8, FIX_OPTIONS = 9 };

static inline void fix_options(struct pp_step *step, uint8_t count)
{
    static const char *const ids[] = {"a", "b", "c", "d", "e", "f", "g", "h", "skip"};
    step->option_count = count;
    for (uint8_t i = 0; i < count; i++) {
        step->options[i].id = ids[i];
        step->options[i].bar = i == FIX_SKIP;
        step->options[i].answers_step = PP_NONE;
        step->options[i].answers_option = PP_NONE;
    }
}

static inline void fix_flow(struct pp_flow *flow)
{
    static const struct {
        const char *id;
        enum pp_step_type type;
        uint8_t next;
    } steps[FIX_STEPS] = {
        [FIX_START] = {"start", PP_STEP_START, FIX_HAPPENED},
        [FIX_HAPPENED] = {"happened", PP_STEP_QUESTION, FIX_NEED},
        [FIX_NEED] = {"need", PP_STEP_QUESTION, FIX_RESULTS},
        [FIX_STRENGTHS] = {"strengths", PP_STEP_QUESTION, FIX_RESULTS},
        [FIX_RESULTS] = {"results", PP_STEP_RESULTS, PP_NONE},
        [FIX_DETAIL] = {"detail", PP_STEP_DETAIL, PP_NONE},
        [FIX_URGENT] = {"urgent", PP_STEP_URGENT, PP_NONE},
        [FIX_CONFIRM] = {"confirm", PP_STEP_CONFIRM, PP_NONE},
        [FIX_LANGUAGE] = {"language", PP_STEP_LANGUAGE, PP_NONE},
        [FIX_SETTINGS] = {"settings", PP_STEP_SETTINGS, PP_NONE},
        [FIX_TIMEOUT] = {"timeout", PP_STEP_TIMEOUT, PP_NONE},
        [FIX_BYE] = {"bye", PP_STEP_BYE, PP_NONE},
    };
    memset(flow, 0, sizeof(*flow));
    flow->step_count = FIX_STEPS;
    memset(flow->step_of, PP_NONE, sizeof(flow->step_of));
    for (uint8_t i = 0; i < FIX_STEPS; i++) {
        struct pp_step *step = &flow->steps[i];
        step->id = steps[i].id;
        step->type = steps[i].type;
        step->next = steps[i].next;
        if (flow->step_of[step->type] == PP_NONE)
            flow->step_of[step->type] = i;
    }
    fix_options(&flow->steps[FIX_START], 1);
    flow->steps[FIX_START].options[0].answers_step = FIX_NEED;
    flow->steps[FIX_START].options[0].answers_option = 3;
    fix_options(&flow->steps[FIX_HAPPENED], FIX_OPTIONS);
    flow->steps[FIX_HAPPENED].themed = true;
    fix_options(&flow->steps[FIX_NEED], FIX_OPTIONS);
    fix_options(&flow->steps[FIX_STRENGTHS], FIX_OPTIONS);
    flow->steps[FIX_STRENGTHS].refine = true;
    fix_options(&flow->steps[FIX_SETTINGS], 6);
    for (uint8_t i = 0; i < 6; i++)
        flow->steps[FIX_SETTINGS].options[i].setting = (enum pp_setting)(PP_SETTING_TEXT_SIZE + i);
    flow->steps[FIX_LANGUAGE].weight = PP_WEIGHT_CONFIRM;
    flow->timings = (struct pp_timings){.idle = 120, .warning = 30, .bye = 8, .repeat_ms = 500};
    flow->confirm_stop = true;
}

#endif
