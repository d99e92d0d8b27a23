#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "listings/table.h"
#include "sys/paths.h"

// Everything lies in the folder of the listings: only within one file system can a name be moved
// onto another in one step.
struct builder {
    const char *dir;
    int dir_fd;
    int lock_fd; // of a file that is locked while building, so that two builders cannot mix
    char path[PP_PATH_MAX];
    char fresh[PP_PATH_MAX];    // being made
    char previous[PP_PATH_MAX]; // the one before
    char spare[PP_PATH_MAX];    // becomes `previous`
    const struct pp_flow *flow;
    const struct pp_listing *listings;
    size_t count;
    int64_t now;
    struct pp_report *report;
};

static bool fail(const struct builder *builder, const char *file, const char *what, int error)
{
    struct pp_place place = {.file = file};
    pp_report_add(builder->report, PP_ERROR, place,
                  "make room, or make the folder writable; the old listings are still there",
                  "%s: %s", what, strerror(error));
    return false;
}

// SQLite's own messages can repeat what is in the file; its codes cannot.
static bool fail_database(const struct builder *builder, int code)
{
    struct pp_place place = {.file = builder->fresh};
    pp_report_add(builder->report, PP_ERROR, place,
                  "make room, or make the folder writable; the old listings are still there",
                  "cannot be written, SQLite code %d", code);
    return false;
}

static int insert_listing(sqlite3_stmt *statement, struct pp_column_writer *writer,
                          const struct builder *builder, size_t index, uint64_t *check)
{
    int64_t row = (int64_t)index + 1;
    *check = pp_table_check_begin(row);
    int code = sqlite3_bind_int64(statement, PP_TABLE_ROW + 1, row);
    for (int i = 0; i < PP_COLUMNS && code == SQLITE_OK; i++) {
        const char *text =
            pp_column_text(writer, (enum pp_column)i, builder->flow, &builder->listings[index]);
        if (!text)
            return SQLITE_NOMEM;
        *check = pp_table_check_text(*check, text);
        code = sqlite3_bind_text(statement, PP_TABLE_COLUMNS + i + 1, text, -1, SQLITE_TRANSIENT);
    }
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, PP_TABLE_CHECK + 1, (int64_t)*check);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    int reset = sqlite3_reset(statement);
    return code == SQLITE_DONE ? reset : code;
}

static int insert_all(sqlite3 *db, const struct builder *builder, uint64_t *total)
{
    char sql[64 + 3 * (PP_COLUMNS + 2)] = "INSERT INTO listing VALUES(?";
    for (int i = 0; i < PP_COLUMNS + 1; i++)
        strcat(sql, ",?"); // NOLINT: sized for it
    strcat(sql, ")");      // NOLINT
    struct pp_column_writer writer = {0};
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK && !pp_column_writer_init(&writer))
        code = SQLITE_NOMEM;
    for (size_t i = 0; i < builder->count && code == SQLITE_OK; i++) {
        uint64_t check = 0;
        code = insert_listing(statement, &writer, builder, i, &check);
        *total = pp_table_check_number(*total, (int64_t)check);
    }
    sqlite3_finalize(statement);
    pp_column_writer_finish(&writer);
    return code;
}

static int insert_snapshot(sqlite3 *db, const struct builder *builder, uint64_t check)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "INSERT INTO snapshot VALUES(?,?,?)", -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 1, builder->now);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 2, (int64_t)builder->count);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 3, (int64_t)check);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int fill(sqlite3 *db, const struct builder *builder)
{
    char listing[PP_TABLE_SQL];
    char head[256];
    pp_table_listing_sql(listing);
    snprintf(head, sizeof(head),
             "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
             "PRAGMA application_id=%d; PRAGMA user_version=%d; BEGIN;",
             PP_STORE_APPLICATION_ID, PP_STORE_VERSION);
    uint64_t check = pp_table_check_begin(builder->now);
    int code = sqlite3_exec(db, head, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, pp_table_snapshot_sql, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, listing, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = insert_all(db, builder, &check);
    if (code == SQLITE_OK)
        code = insert_snapshot(db, builder, check);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    return code;
}

static bool is_whole(sqlite3 *db)
{
    sqlite3_stmt *statement = NULL;
    bool whole =
        sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW &&
        strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
    sqlite3_finalize(statement);
    return whole;
}

static bool make_database(const struct builder *builder)
{
    sqlite3 *db = NULL;
    int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(builder->fresh, &db, flags, NULL);
    if (code == SQLITE_OK)
        code = fill(db, builder);
    if (code == SQLITE_OK && !is_whole(db))
        code = SQLITE_CORRUPT;
    int closed = sqlite3_close(db);
    if (code == SQLITE_OK)
        code = closed;
    return code == SQLITE_OK || fail_database(builder, code);
}

// Makes sure that what was built is on the disk and can be read by everyone.
static bool sync_file(const struct builder *builder)
{
    int fd = open(builder->fresh, O_RDONLY | O_CLOEXEC);
    bool fine = fd >= 0 && fchmod(fd, 0644) == 0 && fsync(fd) == 0;
    int error = errno;
    if (fd >= 0)
        close(fd);
    return fine || fail(builder, builder->fresh, "cannot be kept on the disk", error);
}

// The kiosk must be able to use it, with all of its checks.
static bool try_out(const struct builder *builder)
{
    struct pp_store *store = NULL;
    enum pp_store_error error = pp_store_open_file(&store, builder->fresh, builder->flow);
    pp_store_close(store);
    if (error == PP_STORE_OK)
        return true;
    struct pp_place place = {.file = builder->fresh};
    pp_report_add(builder->report, PP_ERROR, place, "the old listings are still there",
                  "cannot be read back: %s", pp_store_error_text(error));
    return false;
}

// A second name for the old file first; then the new one takes its place in one step.
static bool swap(const struct builder *builder)
{
    unlink(builder->spare);
    if (link(builder->path, builder->spare) == 0) {
        if (rename(builder->spare, builder->previous) != 0)
            return fail(builder, builder->previous, "cannot be replaced", errno);
    } else if (errno != ENOENT) {
        return fail(builder, builder->spare, "cannot be made", errno);
    }
    // Renaming one name of a file to another name of the same file leaves both.
    unlink(builder->spare);
    if (rename(builder->fresh, builder->path) != 0)
        return fail(builder, builder->path, "cannot be replaced", errno);
    if (fsync(builder->dir_fd) == 0)
        return true;
    struct pp_place place = {.file = builder->dir};
    pp_report_add(builder->report, PP_ERROR, place, "look after the disk and import them again",
                  "the new listings are there, but may be gone after a power cut: %s",
                  strerror(errno));
    return false;
}

static bool open_folder(struct builder *builder)
{
    if (mkdir(builder->dir, 0755) != 0 && errno != EEXIST)
        return fail(builder, builder->dir, "cannot be made", errno);
    builder->dir_fd = open(builder->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (builder->dir_fd < 0)
        return fail(builder, builder->dir, "cannot be opened", errno);
    builder->lock_fd =
        openat(builder->dir_fd, "listings.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (builder->lock_fd < 0)
        return fail(builder, builder->dir, "cannot be locked", errno);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(builder->lock_fd, F_OFD_SETLK, &lock) == 0)
        return true;
    struct pp_place place = {.file = builder->dir};
    pp_report_add(builder->report, PP_ERROR, place, "try again when it is done",
                  "other listings are being put in place just now");
    return false;
}

static void remove_fresh(const struct builder *builder)
{
    char journal[PP_PATH_MAX + 16];
    snprintf(journal, sizeof(journal), "%s-journal", builder->fresh);
    unlink(builder->fresh);
    unlink(journal);
}

static bool check_count(const struct builder *builder)
{
    if (builder->count >= 1 && builder->count <= PP_MAX_LISTINGS)
        return true;
    struct pp_place place = {.file = builder->path};
    pp_report_add(builder->report, PP_ERROR, place, "the old listings are still there",
                  "there are %zu listings, and 1 to %d can be kept", builder->count,
                  PP_MAX_LISTINGS);
    return false;
}

bool pp_snapshot_build(const char *data_dir, const struct pp_flow *flow,
                       const struct pp_listing *listings, size_t count, int64_t now,
                       struct pp_report *report)
{
    struct builder builder = {
        .dir = data_dir,
        .dir_fd = -1,
        .lock_fd = -1,
        .flow = flow,
        .listings = listings,
        .count = count,
        .now = now,
        .report = report,
    };
    if (!pp_path_join(builder.path, data_dir, "listings.db") ||
        !pp_path_join(builder.fresh, data_dir, "listings.new.db") ||
        !pp_path_join(builder.previous, data_dir, "listings.previous.db") ||
        !pp_path_join(builder.spare, data_dir, "listings.spare.db"))
        return fail(&builder, data_dir, "cannot be used", ENAMETOOLONG);
    if (!check_count(&builder))
        return false;
    bool fine = false;
    if (!open_folder(&builder))
        goto out;
    remove_fresh(&builder);
    fine = make_database(&builder) && sync_file(&builder) && try_out(&builder) && swap(&builder);
    if (!fine)
        remove_fresh(&builder);
out:
    if (builder.lock_fd >= 0)
        close(builder.lock_fd);
    if (builder.dir_fd >= 0)
        close(builder.dir_fd);
    return fine;
}
