// What must be true of a whole conversation, beyond each value by itself. Private to conf/.
#ifndef PP_CONF_FLOW_CHECK_H
#define PP_CONF_FLOW_CHECK_H

#include "conf/yaml.h"
#include "core/flow.h"

// In both, `steps` is the list that flow->steps was read from, item by item.

// That there is one step of every type; sets flow->step_of, which must be all PP_NONE.
void pp_flow_check_types(struct pp_flow *flow, const struct pp_yaml_source *source,
                         const struct pp_yaml *steps);

// The rest, once the steps are linked with each other.
void pp_flow_check(const struct pp_flow *flow, const struct pp_yaml_source *source,
                   const struct pp_yaml *steps);

// The names of the step types in the file, by enum pp_step_type.
extern const char *const pp_step_type_names[PP_STEP_TYPES];

#endif
