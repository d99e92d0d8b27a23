// One update of the listings: fetch them, check every row, build the snapshot, tell the keeper.
//
// Whatever goes wrong, the snapshot that stands stays as it is. When nothing is new, nothing is
// written, so that it can be run every few minutes from a memory card.
#ifndef PP_SYNC_SYNC_H
#define PP_SYNC_SYNC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conf/pack.h"
#include "core/flow.h"

enum pp_sync_result {
    PP_SYNC_UPDATED,     // a new snapshot stands
    PP_SYNC_UNCHANGED,   // the listings are those of the snapshot
    PP_SYNC_NO_FEED,     // no address is set
    PP_SYNC_BUSY,        // another run holds the lock
    PP_SYNC_NOT_FETCHED, // unreachable, refused, an HTTP error
    PP_SYNC_BAD_DATA,    // rows that are wrong, a web page, no rows, too few rows
    PP_SYNC_NOT_STORED,  // the data folder cannot be written
};

struct pp_sync_params {
    const char *url;      // of kiosk.yaml, "" for none
    const char *data_dir; // is made when its parent is there
    const char *ca_file;  // see pp_fetch_params
    long seconds;         // see pp_fetch_params
    bool allow_shrink;    // take fewer than half of the listings that were there
    int64_t now;          // seconds since 1970
    const struct pp_flow *flow;
    const struct pp_pack *texts; // checked by pp_letter_check
};

// Runs it. `letter` becomes the report for the keeper (freed by the caller), or NULL when there was
// no memory for one. It is also kept in DATA_DIR/sync-report.txt, unless it says no more than the
// one there. Blocks; curl_global_init has been called.
enum pp_sync_result pp_sync_run(const struct pp_sync_params *params, char **letter);

#endif
