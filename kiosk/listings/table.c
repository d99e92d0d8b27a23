#include "listings/table.h"

#include <stdio.h>
#include <string.h>

const char pp_table_snapshot_sql[] =
    "CREATE TABLE snapshot(made INTEGER, listings INTEGER, checksum INTEGER)";

void pp_table_listing_sql(char sql[static PP_TABLE_SQL])
{
    size_t size =
        (size_t)snprintf(sql, PP_TABLE_SQL, "CREATE TABLE listing(row INTEGER PRIMARY KEY");
    for (int i = 0; i < PP_COLUMNS; i++)
        size += (size_t)snprintf(sql + size, PP_TABLE_SQL - size, ", \"%s\" TEXT",
                                 pp_column_name((enum pp_column)i));
    snprintf(sql + size, PP_TABLE_SQL - size, ", checksum INTEGER)");
}

static uint64_t add_byte(uint64_t check, unsigned char byte)
{
    return (check ^ byte) * UINT64_C(0x100000001b3);
}

uint64_t pp_table_check_begin(int64_t number)
{
    return pp_table_check_number(UINT64_C(0xcbf29ce484222325), number);
}

uint64_t pp_table_check_text(uint64_t check, const char *text)
{
    for (; *text; text++)
        check = add_byte(check, (unsigned char)*text);
    return add_byte(check, 0);
}

uint64_t pp_table_check_number(uint64_t check, int64_t number)
{
    for (int shift = 0; shift < 64; shift += 8)
        check = add_byte(check, (unsigned char)((uint64_t)number >> shift & 0xff));
    return check;
}
