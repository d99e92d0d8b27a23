// The columns of a listing (config/README.md): how each is read from the keeper's text, checked,
// and written again. Import, export and the snapshot all use these, so that what one accepts the
// others do too. Private to listings/.
#ifndef PP_LISTINGS_COLUMN_H
#define PP_LISTINGS_COLUMN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/flow.h"
#include "listings/listing.h"
#include "sys/arena.h"

// In the order in which they are exported and kept in the snapshot.
enum pp_column {
    PP_COLUMN_ID,
    PP_COLUMN_KIND,
    PP_COLUMN_NAME,
    PP_COLUMN_SUMMARY,
    PP_COLUMN_WELCOME,
    PP_COLUMN_FIRST_TIME,
    PP_COLUMN_THEMES,
    PP_COLUMN_FOR_WHOM,
    PP_COLUMN_WHERE,
    PP_COLUMN_ADDRESS,
    PP_COLUMN_HIDDEN_ADDRESS,
    PP_COLUMN_DIRECTIONS,
    PP_COLUMN_LATITUDE,
    PP_COLUMN_LONGITUDE,
    PP_COLUMN_PHONE,
    PP_COLUMN_WEBSITE,
    PP_COLUMN_OPEN,
    PP_COLUMN_MEETINGS,
    PP_COLUMN_CLOSED,
    PP_COLUMN_SCHOOL_HOLIDAYS,
    PP_COLUMN_PUBLIC_HOLIDAYS,
    PP_COLUMN_HOURS_NOTE,
    PP_COLUMN_WALK_IN,
    PP_COLUMN_WHEELCHAIR,
    PP_COLUMN_COST,
    PP_COLUMN_LANGUAGES,
    PP_COLUMN_CHECKED,
    PP_COLUMN_ENDS,
    PP_COLUMNS
};

// The name in the header, and the database's name for it.
const char *pp_column_name(enum pp_column column);
bool pp_column_required(enum pp_column column);

// A listing while its columns are read; begin with pp_draft_init and read all columns in order.
struct pp_draft {
    struct pp_listing listing; // `rules` is set by pp_draft_finish
    struct pp_rule rules[PP_MAX_RULES];
    uint16_t rule_count;
};

void pp_draft_init(struct pp_draft *draft);

// What is wrong with a text. The strings are borrowed from the text, the flow or constants.
struct pp_cell_problem {
    const char *key;     // path of the keeper's texts, "import.kind.unknown"
    const char *given;   // from here on it is wrong
    const char *nearest; // what was probably meant, or NULL
    unsigned most;       // a limit that was passed, or 0
};

// Reads one column from UTF-8 `text` (NUL-terminated, without spaces around it). False: `problem`
// says why. A key of "" means that memory is out.
bool pp_column_read(struct pp_draft *draft, enum pp_column column, const char *text,
                    const struct pp_flow *flow, struct pp_arena *arena,
                    struct pp_cell_problem *problem);

// Checks what belongs together and moves the rules into `arena`. A hidden address (and where it
// is) is dropped here: what the kiosk does not have it cannot show. `problem->key` may be "" (no
// memory); *column is the column to name.
bool pp_draft_finish(struct pp_draft *draft, struct pp_arena *arena, enum pp_column *column,
                     struct pp_cell_problem *problem);

// Writes columns as texts; reading such a text gives the same again.
struct pp_column_writer {
    FILE *stream;
    char *text;
    size_t size;
};

// False when memory is out.
bool pp_column_writer_init(struct pp_column_writer *writer);
// Takes a zeroed one.
void pp_column_writer_finish(struct pp_column_writer *writer);

// The text of one column, valid until the next call; NULL when memory is out.
const char *pp_column_text(struct pp_column_writer *writer, enum pp_column column,
                           const struct pp_flow *flow, const struct pp_listing *listing);

#endif
