// config/kiosk.yaml: this kiosk, its place and its devices.
#ifndef PP_CONF_KIOSK_H
#define PP_CONF_KIOSK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/flow.h"
#include "sys/arena.h"
#include "sys/report.h"

enum { PP_SCHOOL_REGIONS = 3 }; // noord, midden, zuid

struct pp_kiosk {
    // place:
    const char *place;           // name of the house it stands in, as people say it
    const char *host;            // who is there to help ("de gastvrouw bij de koffie")
    const char *telephone_place; // where a visitor without a phone can call
    const char *address;
    double latitude, longitude; // WGS 84
    const char *doctor_number;  // huisartsenpost
    const char *zone;           // IANA time zone
    int school_region;          // index: noord, midden, zuid
    // languages: codes, the first is the kiosk's own
    const char *languages[PP_MAX_LANGUAGES];
    uint8_t language_count;
    // screen: panel of the glass, 0 when not set; viewing distance
    double panel_width_mm, panel_height_mm;
    double distance_mm;
    bool low_reach;
    // voice:
    bool speak, listen;
    const char *model;      // folder of the acoustic model, "" for Debian's English one
    const char *phones;     // name of the table in config/phones/, without .yaml
    double speaker_gain_db; // 0 by default
    // feed:
    const char *feed_url; // https, or "" for none
    const char *keeper;   // who keeps the listings, named in messages to the keeper
};

// Reads kiosk.yaml. False when it cannot be used; the report says why.
bool pp_kiosk_load(struct pp_kiosk *kiosk, struct pp_arena *arena, const char *path,
                   struct pp_report *report);

#endif
