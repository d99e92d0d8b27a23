// A listing: one place, group or person a visitor can be pointed to.
#ifndef PP_LISTINGS_LISTING_H
#define PP_LISTINGS_LISTING_H

#include <stdbool.h>
#include <stdint.h>

// What a recurring time is (HSDS 3.1 parts them the same way): walk in between two times, or a
// meeting that starts at one.
enum pp_time_type { PP_TIME_OPEN, PP_TIME_MEETING };

enum pp_rule_type {
    PP_RULE_WEEKLY,  // every `weekday`
    PP_RULE_MONTHLY, // the `nth` `weekday` of the month (5: the last)
    PP_RULE_DATE,    // on `day` only
    PP_RULE_CLOSED,  // an exception: closed from `day` to `last_day`
};

enum { PP_MAX_RULES = 128 }; // of one listing

// One row of a listing's times, in local time. `until` may be up to 2880 (past midnight).
struct pp_rule {
    uint8_t type;        // enum pp_rule_type
    uint8_t time_type;   // enum pp_time_type
    uint8_t weekday;     // 0: Monday
    uint8_t nth;         // 1..5
    uint8_t every;       // weekly: 1 every week, 2 even ISO weeks, 3 odd ISO weeks
    int16_t from, until; // minutes of the day
    int32_t day, last_day;
};

enum pp_wheelchair {
    PP_WHEELCHAIR_UNKNOWN,
    PP_WHEELCHAIR_YES,
    PP_WHEELCHAIR_PARTLY,
    PP_WHEELCHAIR_NO
};
enum pp_walk_in { PP_WALK_IN_UNKNOWN, PP_WALK_IN_YES, PP_WALK_IN_CALL_FIRST, PP_WALK_IN_REGISTER };
enum pp_scope { PP_SCOPE_PLACE, PP_SCOPE_PHONE, PP_SCOPE_ONLINE };

// All strings are UTF-8, "" when unknown, and belong to whoever gave the listing.
struct pp_listing {
    uint32_t row;    // of the snapshot; 0 before it is stored
    const char *id;  // stable, from the keeper
    uint8_t kind;    // index into the flow's kinds
    uint8_t scope;   // enum pp_scope
    uint32_t themes; // bit n: option n of the themed step; 0: for anyone
    const char *name;
    const char *summary;    // one line: what happens
    const char *welcome;    // who receives you
    const char *first_time; // what the first time is like
    const char *for_whom;   // women, age; "" for everyone
    const char *address;    // "" for none or hidden
    const char *directions;
    const char *phone;
    const char *website;
    const char *cost;
    const char *languages; // BCP 47 codes, "nl,en"
    const char *hours_note;
    bool hidden_address; // never shown, never used for distance
    uint8_t walk_in;     // enum pp_walk_in
    uint8_t wheelchair;  // enum pp_wheelchair
    bool closed_on_school_holidays;
    bool open_on_public_holidays;
    double latitude, longitude; // NAN when unknown
    int32_t checked;            // day; INT32_MIN when never
    int32_t ends;               // last day it exists; INT32_MAX when open-ended
    const struct pp_rule *rules;
    uint16_t rule_count;
};

#endif
