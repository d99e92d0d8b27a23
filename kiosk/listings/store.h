// The snapshot of the listings: a read-only SQLite file, as made by pp_snapshot_build.
//
// On opening, what the matching needs of every listing is read into memory (the catalogue); the
// texts of the few that are shown are read when they are shown. One thread.
//
// A row holds the same columns, in the same notation, as the keeper's CSV (config/README.md), so
// that kinds and themes are kept by identifier and every row is checked again when it is read. A
// checksum over each row and over all of them finds what SQLite cannot: changed bytes inside texts
// (damage, not forgery: a signed feed is what helps against that).
#ifndef PP_LISTINGS_STORE_H
#define PP_LISTINGS_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/flow.h"
#include "listings/listing.h"
#include "sys/arena.h"
#include "sys/report.h"

// "PPAL" and the version of the tables.
enum { PP_STORE_APPLICATION_ID = 0x5050414c, PP_STORE_VERSION = 1 };
enum { PP_MAX_LISTINGS = 200000 };

enum pp_store_error {
    PP_STORE_OK,
    PP_STORE_MISSING, // no such file
    PP_STORE_FOREIGN, // not a snapshot of ours
    PP_STORE_VERSION_OTHER,
    PP_STORE_DAMAGED,      // truncated, mutated, rows that break the rules
    PP_STORE_UNKNOWN_KIND, // a row is whole, but has a kind or theme the flow does not have
    PP_STORE_NO_MEMORY,
};

// A sentence for the keeper, in English, with the remedy.
const char *pp_store_error_text(enum pp_store_error error);

// The listings in memory: texts are NULL in them but for id; use pp_store_listing for a whole one.
struct pp_catalogue {
    struct pp_listing *listings;
    size_t count;
};

struct pp_store;

// Opens DIR/listings.db read-only and immutable, and checks all of it. The guards are those of
// SQLite's "Defense Against The Dark Arts" page for files that cannot be trusted. `flow` is
// borrowed until the store is closed.
enum pp_store_error pp_store_open(struct pp_store **store, const char *data_dir,
                                  const struct pp_flow *flow);
// Takes NULL.
void pp_store_close(struct pp_store *store);

const struct pp_catalogue *pp_store_catalogue(const struct pp_store *store);

// Reads the whole listing of a row into `arena`. False when it is not there or damaged.
bool pp_store_listing(struct pp_store *store, uint32_t row, struct pp_arena *arena,
                      struct pp_listing *listing);

// When the snapshot was made (seconds since 1970).
int64_t pp_store_made(const struct pp_store *store);

// Whether DIR/listings.db is now another file than the one opened (device, inode, change time).
// False when there is none: the opened one can still be used.
bool pp_store_changed(const struct pp_store *store, const char *data_dir);

// Builds DIR/listings.db aside and swaps it in: integrity checked, synced, renamed, the previous
// kept as listings.previous.db. Interrupted at any moment, the old file or the new one is there,
// never none. False: the report says why and the old file is untouched.
bool pp_snapshot_build(const char *data_dir, const struct pp_flow *flow,
                       const struct pp_listing *listings, size_t count, int64_t now,
                       struct pp_report *report);

#endif
