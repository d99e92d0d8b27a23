#include "listings/store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "listings/table.h"
#include "sys/paths.h"
#include "sys/text.h"

// What tells one file from another.
struct identity {
    dev_t device;
    ino_t inode;
    struct timespec changed;
};

struct pp_store {
    sqlite3 *db;
    sqlite3_stmt *select_row;
    const struct pp_flow *flow;
    struct pp_arena arena; // what the catalogue points to
    struct pp_catalogue catalogue;
    int64_t made;
    struct identity identity;
    struct pp_draft draft; // the row being read
};

const char *pp_store_error_text(enum pp_store_error error)
{
    switch (error) {
    case PP_STORE_OK:
        return "the listings are fine";
    case PP_STORE_MISSING:
        return "there are no listings yet; import them: praatpaalctl listings import FILE";
    case PP_STORE_FOREIGN:
        return "this is not a file with listings; move it away and import the listings again";
    case PP_STORE_VERSION_OTHER:
        return "these listings were made by another version; import them again";
    case PP_STORE_DAMAGED:
        return "these listings are damaged; import them again";
    case PP_STORE_UNKNOWN_KIND:
        return "these listings use a kind or theme that this configuration does not have; import "
               "them again to see which, or bring the configuration up to date";
    case PP_STORE_NO_MEMORY:
        return "there is no memory left; restart the device";
    }
    return "";
}

static enum pp_store_error error_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return PP_STORE_OK;
    case SQLITE_NOMEM:
        return PP_STORE_NO_MEMORY;
    case SQLITE_CANTOPEN:
        return PP_STORE_MISSING;
    case SQLITE_NOTADB:
        return PP_STORE_FOREIGN;
    default:
        return PP_STORE_DAMAGED;
    }
}

// Everything an evil file could use that these queries do not need.
static bool set_guards(sqlite3 *db)
{
    static const struct {
        int limit, value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 128 * 1024},
        {SQLITE_LIMIT_SQL_LENGTH, 4096},
        {SQLITE_LIMIT_COLUMN, 64},
        {SQLITE_LIMIT_EXPR_DEPTH, 16},
        {SQLITE_LIMIT_COMPOUND_SELECT, 2},
        {SQLITE_LIMIT_VDBE_OP, 25000},
        {SQLITE_LIMIT_FUNCTION_ARG, 4},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 16},
        {SQLITE_LIMIT_VARIABLE_NUMBER, 8},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    };
    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
        sqlite3_limit(db, limits[i].limit, limits[i].value);
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        if (sqlite3_db_config(db, options[i].option, options[i].value, (int *)NULL) != SQLITE_OK)
            return false;
    }
    return sqlite3_exec(db,
                        "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF;"
                        "PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;",
                        NULL, NULL, NULL) == SQLITE_OK;
}

// file:PATH?mode=ro&immutable=1 with what has a meaning in it as %XX.
static bool make_uri(char *uri, size_t size, const char *path)
{
    size_t at = (size_t)snprintf(uri, size, "file:");
    for (; *path; path++) {
        if (at + 4 > size)
            return false;
        if (strchr("%?#", *path))
            at += (size_t)snprintf(uri + at, size - at, "%%%02X", (unsigned char)*path);
        else
            uri[at++] = *path;
    }
    return (size_t)snprintf(uri + at, size - at, "?mode=ro&immutable=1") < size - at;
}

static enum pp_store_error open_database(sqlite3 **db, const char *path)
{
    char uri[3 * PP_PATH_MAX + 64];
    if (!make_uri(uri, sizeof(uri), path))
        return PP_STORE_MISSING;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
                SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(uri, db, flags, NULL);
    if (code != SQLITE_OK)
        return error_of(code);
    return set_guards(*db) ? PP_STORE_OK : PP_STORE_DAMAGED;
}

// The one number a pragma answers with.
static enum pp_store_error read_pragma(sqlite3 *db, const char *sql, int *value)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        *value = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? PP_STORE_DAMAGED : error_of(code);
}

static enum pp_store_error check_header(sqlite3 *db)
{
    int application = 0;
    int version = 0;
    enum pp_store_error error = read_pragma(db, "PRAGMA application_id", &application);
    if (error == PP_STORE_OK && application != PP_STORE_APPLICATION_ID)
        return PP_STORE_FOREIGN;
    if (error == PP_STORE_OK)
        error = read_pragma(db, "PRAGMA user_version", &version);
    if (error == PP_STORE_OK && version != PP_STORE_VERSION)
        return PP_STORE_VERSION_OTHER;
    return error;
}

static const char *text_at(sqlite3_stmt *statement, int field)
{
    if (sqlite3_column_type(statement, field) != SQLITE_TEXT)
        return NULL;
    const char *text = (const char *)sqlite3_column_text(statement, field);
    // A NUL inside would hide what is behind it.
    if (!text || strlen(text) != (size_t)sqlite3_column_bytes(statement, field))
        return NULL;
    return text;
}

static enum pp_store_error check_integrity(sqlite3 *db)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    enum pp_store_error error = error_of(code);
    if (code == SQLITE_ROW) {
        const char *text = text_at(statement, 0);
        error = text && strcmp(text, "ok") == 0 ? PP_STORE_OK : PP_STORE_DAMAGED;
    }
    sqlite3_finalize(statement);
    return error;
}

// The file must have our two tables exactly, and nothing else: no views, triggers, generated
// columns or virtual tables.
static enum pp_store_error check_schema(sqlite3 *db)
{
    char listing[PP_TABLE_SQL];
    pp_table_listing_sql(listing);
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT sql FROM sqlite_schema", -1, &statement, NULL);
    if (code != SQLITE_OK)
        return error_of(code);
    int rows = 0;
    int known = 0;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *sql = text_at(statement, 0);
        rows++;
        known |= sql && strcmp(sql, pp_table_snapshot_sql) == 0 ? 1 : 0;
        known |= sql && strcmp(sql, listing) == 0 ? 2 : 0;
    }
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE)
        return error_of(code);
    return rows == 2 && known == 3 ? PP_STORE_OK : PP_STORE_DAMAGED;
}

// Checks the stored checksum of the row the statement stands on.
static enum pp_store_error check_row(sqlite3_stmt *statement, uint64_t *check)
{
    int64_t row = sqlite3_column_int64(statement, PP_TABLE_ROW);
    *check = pp_table_check_begin(row);
    for (int i = 0; i < PP_COLUMNS; i++) {
        const char *text = text_at(statement, PP_TABLE_COLUMNS + i);
        if (!text || !pp_utf8_valid(text, strlen(text)))
            return PP_STORE_DAMAGED;
        *check = pp_table_check_text(*check, text);
    }
    bool fine = row >= 1 && row <= PP_MAX_LISTINGS &&
                (uint64_t)sqlite3_column_int64(statement, PP_TABLE_CHECK) == *check;
    return fine ? PP_STORE_OK : PP_STORE_DAMAGED;
}

// Reads the row the statement stands on, as if a keeper had just written it.
static enum pp_store_error read_row(struct pp_draft *draft, sqlite3_stmt *statement,
                                    const struct pp_flow *flow, struct pp_arena *arena,
                                    uint64_t *check)
{
    enum pp_store_error error = check_row(statement, check);
    if (error != PP_STORE_OK)
        return error;
    struct pp_cell_problem problem = {0};
    enum pp_column column = PP_COLUMN_ID;
    pp_draft_init(draft);
    for (int i = 0; i < PP_COLUMNS; i++) {
        column = (enum pp_column)i;
        if (!pp_column_read(draft, column, text_at(statement, PP_TABLE_COLUMNS + i), flow, arena,
                            &problem))
            goto bad;
    }
    if (!pp_draft_finish(draft, arena, &column, &problem))
        goto bad;
    draft->listing.row = (uint32_t)sqlite3_column_int64(statement, PP_TABLE_ROW);
    return PP_STORE_OK;
bad:
    if (!problem.key[0])
        return PP_STORE_NO_MEMORY;
    return column == PP_COLUMN_KIND || column == PP_COLUMN_THEMES ? PP_STORE_UNKNOWN_KIND
                                                                  : PP_STORE_DAMAGED;
}

// What the snapshot says of itself.
static enum pp_store_error read_snapshot(struct pp_store *store, size_t *count, uint64_t *check)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->db, "SELECT made, listings, checksum FROM snapshot", -1,
                                  &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    enum pp_store_error error = error_of(code);
    if (code == SQLITE_DONE)
        error = PP_STORE_DAMAGED;
    if (code == SQLITE_ROW) {
        int64_t listings = sqlite3_column_int64(statement, 1);
        store->made = sqlite3_column_int64(statement, 0);
        *check = (uint64_t)sqlite3_column_int64(statement, 2);
        *count = (size_t)listings;
        if (listings < 0 || listings > PP_MAX_LISTINGS)
            error = PP_STORE_DAMAGED;
    }
    sqlite3_finalize(statement);
    return error;
}

// Keeps what the matching needs of the row that was read.
static enum pp_store_error keep_row(struct pp_store *store, struct pp_listing *kept)
{
    const struct pp_listing *read = &store->draft.listing;
    *kept = *read;
    kept->name = kept->summary = kept->welcome = kept->first_time = kept->for_whom = NULL;
    kept->address = kept->directions = kept->phone = kept->website = NULL;
    kept->cost = kept->languages = kept->hours_note = NULL;
    size_t size = read->rule_count * sizeof(*read->rules);
    struct pp_rule *rules = size ? pp_arena_alloc(&store->arena, size) : NULL;
    kept->id = pp_arena_strdup(&store->arena, read->id);
    if (!kept->id || (size && !rules))
        return PP_STORE_NO_MEMORY;
    if (size)
        memcpy(rules, read->rules, size);
    kept->rules = rules;
    return PP_STORE_OK;
}

static enum pp_store_error read_rows(struct pp_store *store, size_t count, uint64_t expected)
{
    struct pp_catalogue *catalogue = &store->catalogue;
    struct pp_arena scratch = {0};
    sqlite3_stmt *statement = NULL;
    uint64_t total = pp_table_check_begin(store->made);
    enum pp_store_error error = PP_STORE_OK;
    int code =
        sqlite3_prepare_v2(store->db, "SELECT * FROM listing ORDER BY row", -1, &statement, NULL);
    if (code != SQLITE_OK)
        return error_of(code);
    while (error == PP_STORE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        uint64_t check = 0;
        if (catalogue->count == count)
            error = PP_STORE_DAMAGED;
        if (error == PP_STORE_OK)
            error = read_row(&store->draft, statement, store->flow, &scratch, &check);
        if (error == PP_STORE_OK)
            error = keep_row(store, &catalogue->listings[catalogue->count]);
        catalogue->count += error == PP_STORE_OK;
        total = pp_table_check_number(total, (int64_t)check);
        pp_arena_wipe(&scratch);
    }
    sqlite3_finalize(statement);
    pp_arena_finish(&scratch);
    if (error == PP_STORE_OK)
        error = error_of(code);
    if (error == PP_STORE_OK && (catalogue->count != count || total != expected))
        error = PP_STORE_DAMAGED;
    return error;
}

static enum pp_store_error read_catalogue(struct pp_store *store)
{
    size_t count = 0;
    uint64_t check = 0;
    enum pp_store_error error = read_snapshot(store, &count, &check);
    if (error != PP_STORE_OK)
        return error;
    store->catalogue.listings = calloc(count ? count : 1, sizeof(struct pp_listing));
    if (!store->catalogue.listings)
        return PP_STORE_NO_MEMORY;
    error = read_rows(store, count, check);
    if (error != PP_STORE_OK)
        return error;
    return error_of(sqlite3_prepare_v2(store->db, "SELECT * FROM listing WHERE row = ?", -1,
                                       &store->select_row, NULL));
}

static bool identify(const char *path, struct identity *identity)
{
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    *identity = (struct identity){st.st_dev, st.st_ino, st.st_ctim};
    return true;
}

enum pp_store_error pp_store_open_file(struct pp_store **store, const char *path,
                                       const struct pp_flow *flow)
{
    struct pp_store *opened = calloc(1, sizeof(*opened));
    if (!opened)
        return PP_STORE_NO_MEMORY;
    opened->flow = flow;
    // Asked before opening: if it is swapped in between, pp_store_changed will say so.
    enum pp_store_error error = PP_STORE_MISSING;
    if (identify(path, &opened->identity))
        error = open_database(&opened->db, path);
    if (error == PP_STORE_OK)
        error = check_header(opened->db);
    if (error == PP_STORE_OK)
        error = check_schema(opened->db);
    if (error == PP_STORE_OK)
        error = check_integrity(opened->db);
    if (error == PP_STORE_OK)
        error = read_catalogue(opened);
    if (error == PP_STORE_OK)
        *store = opened;
    else
        pp_store_close(opened);
    return error;
}

enum pp_store_error pp_store_open(struct pp_store **store, const char *data_dir,
                                  const struct pp_flow *flow)
{
    char path[PP_PATH_MAX];
    if (!pp_path_join(path, data_dir, "listings.db"))
        return PP_STORE_MISSING;
    return pp_store_open_file(store, path, flow);
}

void pp_store_close(struct pp_store *store)
{
    if (!store)
        return;
    sqlite3_finalize(store->select_row);
    sqlite3_close(store->db);
    free(store->catalogue.listings);
    pp_arena_finish(&store->arena);
    free(store);
}

const struct pp_catalogue *pp_store_catalogue(const struct pp_store *store)
{
    return &store->catalogue;
}

bool pp_store_listing(struct pp_store *store, uint32_t row, struct pp_arena *arena,
                      struct pp_listing *listing)
{
    uint64_t check = 0;
    sqlite3_stmt *statement = store->select_row;
    bool fine = sqlite3_bind_int64(statement, 1, row) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW &&
                read_row(&store->draft, statement, store->flow, arena, &check) == PP_STORE_OK;
    sqlite3_reset(statement);
    if (fine)
        *listing = store->draft.listing;
    pp_draft_init(&store->draft); // what a visitor looked at is not kept here
    return fine;
}

int64_t pp_store_made(const struct pp_store *store)
{
    return store->made;
}

bool pp_store_changed(const struct pp_store *store, const char *data_dir)
{
    char path[PP_PATH_MAX];
    struct identity now;
    if (!pp_path_join(path, data_dir, "listings.db") || !identify(path, &now))
        return false;
    const struct identity *then = &store->identity;
    return now.device != then->device || now.inode != then->inode ||
           now.changed.tv_sec != then->changed.tv_sec ||
           now.changed.tv_nsec != then->changed.tv_nsec;
}
