// What praatpaal-sync remembers in the data folder from one run to the next.
//
//   sync-state       the ETag that goes with the snapshot, and what the last report said
//   sync-report.txt  the last report for the keeper
//   sync.lock        held while a run is under way
//
// Files are replaced as wholes: written aside, synced, renamed.
#ifndef PP_SYNC_STATE_H
#define PP_SYNC_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sync/fetch.h"

struct pp_sync_state {
    char url[PP_FETCH_URL];   // that the ETag came from; "" when nothing was fetched yet
    char etag[PP_FETCH_ETAG]; // "" when there is none
    int64_t made;             // pp_store_made of the snapshot that the ETag stands for; 0: none
    bool good;                // whether the last report was of success
};

enum pp_state_result {
    PP_STATE_READ,
    PP_STATE_NONE,    // there was no file: the state is zeroed
    PP_STATE_DAMAGED, // it could not be understood: renamed to sync-state.damaged, zeroed
};

// Reads DIR/sync-state.
enum pp_state_result pp_state_read(struct pp_sync_state *state, const char *dir);

// Replaces DIR/sync-state. False, with errno set, when it cannot; the old one is then untouched.
bool pp_state_write(const struct pp_sync_state *state, const char *dir);

// Takes DIR/sync.lock, without waiting. A descriptor to close, or -1: errno is EAGAIN when another
// run holds it.
int pp_state_lock(const char *dir);

// Replaces DIR/NAME by `length` bytes: it is the old or the new file at any moment, also after a
// power cut. False, with errno set, when it cannot; the old one is then untouched.
bool pp_file_replace(const char *dir, const char *name, unsigned mode, const char *bytes,
                     size_t length);

#endif
