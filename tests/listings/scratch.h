// Files in a test's own folder, and listings to put in a snapshot.
#ifndef PP_TESTS_LISTINGS_SCRATCH_H
#define PP_TESTS_LISTINGS_SCRATCH_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "listings/listing.h"
#include "made_flow.h"

#define DB PP_SCRATCH "/listings.db"

static inline bool write_bytes(const char *path, const void *bytes, size_t size)
{
    unlink(path);
    FILE *file = fopen(path, "wb");
    bool fine = file && fwrite(bytes, 1, size, file) == size;
    if (file)
        fclose(file);
    return fine;
}

// Freed by the caller; NULL when it is not there.
static inline char *read_bytes(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    if (bytes && fread(bytes, 1, *size, file) != *size)
        *size = 0;
    fclose(file);
    return bytes;
}

static inline void remove_all(void)
{
    static const char *const names[] = {
        DB, PP_SCRATCH "/listings.new.db", PP_SCRATCH "/listings.previous.db",
        PP_SCRATCH "/listings.spare.db", PP_SCRATCH "/listings.lock"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        unlink(names[i]);
}

enum { MADE_RULES = 3 };

struct made {
    char id[32];
    struct pp_rule rules[MADE_RULES];
};

// `count` different listings; both are freed by the caller.
static inline struct pp_listing *make_listings(size_t count, struct made **made)
{
    struct pp_listing *listings = calloc(count, sizeof(*listings));
    *made = calloc(count, sizeof(**made));
    for (size_t i = 0; listings && *made && i < count; i++) {
        struct made *own = &(*made)[i];
        snprintf(own->id, sizeof(own->id), "plek%zu", i);
        own->rules[0] = (struct pp_rule){.type = PP_RULE_WEEKLY,
                                         .weekday = (uint8_t)(i % 7),
                                         .every = 1,
                                         .from = 540,
                                         .until = 1020};
        own->rules[1] = (struct pp_rule){.type = PP_RULE_MONTHLY,
                                         .time_type = PP_TIME_MEETING,
                                         .nth = 5,
                                         .every = 1,
                                         .from = 1200,
                                         .until = 1560};
        own->rules[2] = (struct pp_rule){.type = PP_RULE_CLOSED, .day = 20800, .last_day = 20805};
        listings[i] = (struct pp_listing){
            .id = own->id,
            .kind = (uint8_t)(i % KINDS),
            .themes = i % 3 ? 0 : 1U << LOSS,
            .name = "Rouwcafé De Wilg",
            .summary = "Praten met mensen die ook iemand missen.",
            .welcome = "Fatma doet de deur open.",
            .first_time = "",
            .for_whom = "",
            .address = "Wilgenplein 1",
            .directions = "",
            .phone = "000 555 01 23",
            .website = "",
            .cost = "Gratis",
            .languages = "nl,tr",
            .hours_note = "",
            .walk_in = PP_WALK_IN_YES,
            .latitude = 52.1 + (double)(i % 100) / 1000,
            .longitude = 5.1,
            .checked = 20770,
            .ends = INT32_MAX,
            .rules = own->rules,
            .rule_count = MADE_RULES,
        };
    }
    return listings;
}

#endif
