// The keeper's listings as CSV (RFC 4180, UTF-8, the columns of config/README.md).
#ifndef PP_LISTINGS_IMPORT_H
#define PP_LISTINGS_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "conf/pack.h"
#include "core/flow.h"
#include "listings/listing.h"
#include "sys/arena.h"
#include "sys/report.h"

enum { PP_IMPORT_LIMIT = 8 * 1024 * 1024, PP_IMPORT_FIELD = 4096, PP_IMPORT_ROWS = 20000 };

// Parses CSV text. Every row is checked: columns, identifiers unique, known kind and themes, times,
// dates, coordinates, lengths, encoding, no control or bidi characters. One error anywhere and
// false is returned, the report naming `name`, line and column for each. A list without rows is an
// error too: it would leave visitors with nothing. What is secret (hidden_address) is left out,
// with a warning. `listings` then stays as
// it was; on success it is an array in `arena`. The reader of the messages is the keeper, so their
// words come from `keeper` (lang/keeper/nl.yaml, loaded with pp_texts_load).
bool pp_import_csv(const char *text, size_t length, const char *name, const struct pp_flow *flow,
                   const struct pp_pack *keeper, struct pp_arena *arena,
                   struct pp_listing **listings, size_t *count, struct pp_report *report);

// Writes listings as the same CSV; importing that gives the same listings. False on a write error.
bool pp_export_csv(FILE *out, const struct pp_flow *flow, const struct pp_listing *listings,
                   size_t count);

// Writes one listing for people: a line "column: text" for every column that is filled in.
bool pp_listing_print(FILE *out, const struct pp_flow *flow, const struct pp_listing *listing);

#endif
