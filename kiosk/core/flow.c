#include "core/flow.h"

#include <string.h>

uint8_t pp_flow_find_step(const struct pp_flow *flow, const char *id)
{
    for (uint8_t i = 0; i < flow->step_count; i++) {
        if (strcmp(flow->steps[i].id, id) == 0)
            return i;
    }
    return PP_NONE;
}

uint8_t pp_flow_find_option(const struct pp_step *step, const char *id)
{
    for (uint8_t i = 0; i < step->option_count; i++) {
        if (strcmp(step->options[i].id, id) == 0)
            return i;
    }
    return PP_NONE;
}

uint8_t pp_flow_find_kind(const struct pp_flow *flow, const char *id)
{
    for (uint8_t i = 0; i < flow->kind_count; i++) {
        if (strcmp(flow->kinds[i].id, id) == 0)
            return i;
    }
    return PP_NONE;
}

uint8_t pp_step_tile_count(const struct pp_step *step)
{
    uint8_t count = 0;
    for (uint8_t i = 0; i < step->option_count; i++) {
        if (!step->options[i].bar)
            count++;
    }
    return count;
}

uint8_t pp_step_tile(const struct pp_step *step, uint8_t n)
{
    uint8_t tile = 0;
    for (uint8_t i = 0; i < step->option_count; i++) {
        if (step->options[i].bar)
            continue;
        if (tile == n)
            return i;
        tile++;
    }
    return PP_NONE;
}
