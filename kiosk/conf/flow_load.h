// config/conversation.yaml and config/kinds.yaml -> struct pp_flow.
#ifndef PP_CONF_FLOW_LOAD_H
#define PP_CONF_FLOW_LOAD_H

#include <stdbool.h>

#include "core/flow.h"
#include "sys/arena.h"
#include "sys/report.h"

// Reads both files of the folder `config_dir`. Everything is checked: identifiers, that every step
// named exists, that there is one step of every type but question, that worths name known kinds,
// that there is a way from start to results and a last-resort kind. False when it cannot be used.
bool pp_flow_load(struct pp_flow *flow, struct pp_arena *arena, const char *config_dir,
                  struct pp_report *report);

#endif
