#include "conf/flow_check.h"

#include <string.h>

const char *const pp_step_type_names[PP_STEP_TYPES] = {
    [PP_STEP_START] = "start",       [PP_STEP_QUESTION] = "question", [PP_STEP_RESULTS] = "results",
    [PP_STEP_DETAIL] = "detail",     [PP_STEP_URGENT] = "urgent",     [PP_STEP_CONFIRM] = "confirm",
    [PP_STEP_LANGUAGE] = "language", [PP_STEP_SETTINGS] = "settings", [PP_STEP_TIMEOUT] = "timeout",
    [PP_STEP_BYE] = "bye",
};

void pp_flow_check_types(struct pp_flow *flow, const struct pp_yaml_source *source,
                         const struct pp_yaml *steps)
{
    for (uint8_t i = 0; i < flow->step_count; i++) {
        enum pp_step_type type = flow->steps[i].type;
        if (flow->step_of[type] == PP_NONE)
            flow->step_of[type] = i;
        else if (type != PP_STEP_QUESTION)
            pp_yaml_problem(source, steps->items[i], "steps", "keep one of them",
                            "a second step of the type %s", pp_step_type_names[type]);
    }
    for (size_t type = 0; type < PP_STEP_TYPES; type++) {
        if (flow->step_of[type] == PP_NONE)
            pp_yaml_problem(source, steps, "steps", "add one", "there is no step of the type %s",
                            pp_step_type_names[type]);
    }
}

static void check_themed(const struct pp_flow *flow, const struct pp_yaml_source *source,
                         const struct pp_yaml *steps)
{
    const char *themed = NULL;
    for (uint8_t i = 0; i < flow->step_count; i++) {
        if (!flow->steps[i].themed)
            continue;
        if (themed)
            pp_yaml_problem(source, steps->items[i], "steps", "mark one of them only",
                            "two steps are themed: %s and %s", themed, flow->steps[i].id);
        themed = flow->steps[i].id;
    }
}

static void check_unique(const struct pp_flow *flow, const struct pp_yaml_source *source,
                         const struct pp_yaml *steps)
{
    for (uint8_t i = 0; i < flow->step_count; i++) {
        const char *id = flow->steps[i].id;
        if (id[0] && pp_flow_find_step(flow, id) != i)
            pp_yaml_problem(source, steps->items[i], "steps", "give each step its own id",
                            "there are two steps with the id %s", id);
    }
}

// From start, by `next`, over questions that are always asked, to results.
static void check_way(const struct pp_flow *flow, const struct pp_yaml_source *source,
                      const struct pp_yaml *steps)
{
    uint8_t at = flow->step_of[PP_STEP_START];
    for (uint8_t walked = 0; walked <= flow->step_count; walked++) {
        const struct pp_step *step = &flow->steps[at];
        if (step->type == PP_STEP_RESULTS)
            return;
        if (step->refine) {
            pp_yaml_problem(source, steps->items[at], "steps", "let `next` skip it",
                            "%s is asked from the results only, but lies on the way there",
                            step->id);
            return;
        }
        if (step->next == PP_NONE)
            return; // has been reported when it was read
        at = step->next;
    }
    pp_yaml_problem(source, steps, "steps", "let the last question have `next: results`",
                    "following `next` from the start never leads to the results");
}

void pp_flow_check(const struct pp_flow *flow, const struct pp_yaml_source *source,
                   const struct pp_yaml *steps)
{
    check_unique(flow, source, steps);
    check_themed(flow, source, steps);
    if (flow->step_of[PP_STEP_START] != PP_NONE)
        check_way(flow, source, steps);
}
