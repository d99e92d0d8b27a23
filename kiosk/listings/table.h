// The tables of a snapshot, and how their checksums are made. Private to listings/.
#ifndef PP_LISTINGS_TABLE_H
#define PP_LISTINGS_TABLE_H

#include <sqlite3.h>
#include <stdint.h>

#include "listings/column.h"
#include "listings/store.h"

// Fields of a row of `listing`: row, the columns, checksum.
enum { PP_TABLE_ROW = 0, PP_TABLE_COLUMNS = 1, PP_TABLE_CHECK = PP_COLUMNS + 1 };

enum { PP_TABLE_SQL = 1024 };

// The statements that make both tables, as SQLite keeps them in sqlite_schema.
extern const char pp_table_snapshot_sql[];
void pp_table_listing_sql(char sql[static PP_TABLE_SQL]);

// A running checksum: FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
uint64_t pp_table_check_begin(int64_t number);
uint64_t pp_table_check_text(uint64_t check, const char *text);
uint64_t pp_table_check_number(uint64_t check, int64_t number);

// Opens the file at `path` as pp_store_open does.
enum pp_store_error pp_store_open_file(struct pp_store **store, const char *path,
                                       const struct pp_flow *flow);

#endif
