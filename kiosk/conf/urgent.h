// config/urgent.yaml: numbers for when it is urgent, each with its source and date of checking.
#ifndef PP_CONF_URGENT_H
#define PP_CONF_URGENT_H

#include <stdbool.h>
#include <stdint.h>

#include "conf/pack.h"
#include "sys/arena.h"
#include "sys/report.h"

enum { PP_MAX_URGENT = 12 };

struct pp_urgent_number {
    const char *id;     // texts in the pack: urgent.numbers.ID.name, urgent.numbers.ID.when
    const char *number; // as written: "0800-2000"; "" when kiosk.yaml gives it (doctor_number)
    const char *also;   // a second number of the same people, or ""
    const char *icon;
    const char *source;                // https address
    int32_t checked;                   // day, see sys/clock.h
    bool confirmed;                    // false: not confirmed with the organisation yet
    bool first;                        // stands out: danger to life
    int16_t open_minute, close_minute; // 0..1440; both 0: day and night
};

// After this the keeper is asked to look again.
enum { PP_URGENT_STALE_DAYS = 365 };

struct pp_urgent {
    struct pp_urgent_number numbers[PP_MAX_URGENT];
    uint8_t count;
};

bool pp_urgent_load(struct pp_urgent *urgent, struct pp_arena *arena, const char *config_dir,
                    struct pp_report *report);

// Whether the pack has the texts of every number; those it lacks are errors in the report.
bool pp_urgent_check_pack(const struct pp_urgent *urgent, const struct pp_pack *pack,
                          struct pp_report *report);

// Days since the number that was checked longest ago, on `today`.
int32_t pp_urgent_age(const struct pp_urgent *urgent, int32_t today);

#endif
