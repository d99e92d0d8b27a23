#include "sync/sync.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "listings/import.h"
#include "listings/store.h"
#include "sync/changes.h"
#include "sync/fetch.h"
#include "sync/letter.h"
#include "sync/state.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/paths.h"

static const char report_name[] = "sync-report.txt";

enum { REPORT_LIMIT = 1024 * 1024 };

// One run.
struct run {
    const struct pp_sync_params *params;
    struct pp_letter letter;
    struct pp_arena arena;
    struct pp_sync_state before; // as read
    struct pp_sync_state after;  // to be kept
    struct pp_store *old;        // the snapshot that stands, or NULL
};

static void say_technical(struct run *run, const char *problem)
{
    pp_letter_say(&run->letter, PP_LETTER_TECHNICAL, "problem", problem, NULL);
}

static enum pp_letter_text text_of(enum pp_fetch_result result, long status)
{
    switch (result) {
    case PP_FETCH_NOT_HTTPS:
        return PP_LETTER_NOT_HTTPS;
    case PP_FETCH_REDIRECT:
        return PP_LETTER_REDIRECT;
    case PP_FETCH_CERTIFICATE:
        return PP_LETTER_CERTIFICATE;
    case PP_FETCH_TOO_LARGE:
        return PP_LETTER_TOO_LARGE;
    case PP_FETCH_TOO_SLOW:
        return PP_LETTER_TOO_SLOW;
    case PP_FETCH_STATUS:
        if (status == 404 || status == 410)
            return PP_LETTER_NOT_FOUND;
        return status == 401 || status == 403 ? PP_LETTER_NO_ACCESS : PP_LETTER_STATUS;
    default:
        return PP_LETTER_UNREACHABLE;
    }
}

static enum pp_sync_result not_fetched(struct run *run, enum pp_fetch_result result,
                                       const struct pp_fetched *fetched)
{
    struct pp_letter *letter = &run->letter;
    long seconds = run->params->seconds ? run->params->seconds : PP_FETCH_SECONDS;
    pp_letter_say(letter, text_of(result, fetched->status), "seconds",
                  pp_letter_number(letter, (size_t)seconds), "megabytes",
                  pp_letter_number(letter, PP_FETCH_LIMIT / (1024 * 1024)), NULL);
    say_technical(run, fetched->problem);
    return PP_SYNC_NOT_FETCHED;
}

// What a spreadsheet that is not published, a login or a café's Wi-Fi answers with.
static bool is_webpage(const struct pp_fetched *fetched)
{
    const char *body = fetched->body;
    if (strncmp(body, "\xef\xbb\xbf", 3) == 0)
        body += 3;
    body += strspn(body, " \t\r\n");
    return *body == '<' || strncasecmp(fetched->content_type, "text/html", 9) == 0;
}

static bool shrunk(const struct run *run, size_t count)
{
    size_t old = run->old ? pp_store_catalogue(run->old)->count : 0;
    return !run->params->allow_shrink && 2 * count < old;
}

static void say_changes(struct run *run, const struct pp_changes *changes)
{
    static const enum pp_letter_text texts[PP_CHANGES] = {
        [PP_CHANGE_ADDED] = PP_LETTER_ADDED,
        [PP_CHANGE_CHANGED] = PP_LETTER_CHANGED,
        [PP_CHANGE_GONE] = PP_LETTER_GONE,
    };
    struct pp_letter *letter = &run->letter;
    pp_letter_say(letter, PP_LETTER_DIFFERENCE, "added",
                  pp_letter_number(letter, changes->count[PP_CHANGE_ADDED]), "changed",
                  pp_letter_number(letter, changes->count[PP_CHANGE_CHANGED]), "gone",
                  pp_letter_number(letter, changes->count[PP_CHANGE_GONE]), NULL);
    for (size_t change = 0; change < PP_CHANGES; change++) {
        size_t count = changes->count[change];
        for (size_t i = 0; i < count && i < PP_CHANGES_NAMED; i++)
            pp_letter_say(letter, texts[change], "name", changes->names[change][i], NULL);
        if (count > PP_CHANGES_NAMED)
            pp_letter_say(letter, PP_LETTER_MORE, "count",
                          pp_letter_number(letter, count - PP_CHANGES_NAMED), NULL);
    }
}

static enum pp_sync_result not_stored(struct run *run, const char *problem)
{
    pp_letter_say(&run->letter, PP_LETTER_NOT_STORED, NULL);
    say_technical(run, problem);
    return PP_SYNC_NOT_STORED;
}

// The listings are right: make them the snapshot, when they differ from what stands.
static enum pp_sync_result store(struct run *run, const struct pp_listing *listings, size_t count)
{
    const struct pp_sync_params *params = run->params;
    struct pp_changes changes;
    if (!pp_changes_find(&changes, run->old, params->flow, listings, count, &run->arena)) {
        // What cannot be compared is replaced as a whole.
        pp_store_close(run->old);
        run->old = NULL;
        if (!pp_changes_find(&changes, NULL, params->flow, listings, count, &run->arena))
            return not_stored(run, strerror(ENOMEM));
    }
    if (run->old && !changes.count[PP_CHANGE_ADDED] && !changes.count[PP_CHANGE_CHANGED] &&
        !changes.count[PP_CHANGE_GONE]) {
        run->after.made = pp_store_made(run->old);
        pp_letter_say(&run->letter, PP_LETTER_UNCHANGED, NULL);
        return PP_SYNC_UNCHANGED;
    }
    struct pp_report report = {0};
    if (!pp_snapshot_build(params->data_dir, params->flow, listings, count, params->now, &report)) {
        enum pp_sync_result result =
            not_stored(run, report.count ? report.items[0].what : "no memory");
        pp_report_finish(&report);
        return result;
    }
    pp_report_finish(&report);
    run->after.made = params->now;
    pp_letter_say(&run->letter, PP_LETTER_UPDATED, "count", pp_letter_number(&run->letter, count),
                  NULL);
    say_changes(run, &changes);
    return PP_SYNC_UPDATED;
}

static enum pp_sync_result check_and_store(struct run *run, const struct pp_fetched *fetched)
{
    struct pp_letter *letter = &run->letter;
    enum pp_sync_result result = PP_SYNC_BAD_DATA;
    struct pp_report report = {0};
    struct pp_listing *listings = NULL;
    size_t count = 0;
    if (is_webpage(fetched)) {
        pp_letter_say(letter, PP_LETTER_WEBPAGE, NULL);
        goto out;
    }
    if (!pp_import_csv(fetched->body, fetched->length, "", run->params->flow, run->params->texts,
                       &run->arena, &listings, &count, &report)) {
        pp_letter_say(letter, PP_LETTER_WRONG, "count",
                      pp_letter_number(letter, report.errors + report.warnings), NULL);
        pp_letter_problems(letter, &report);
        goto out;
    }
    if (count == 0) {
        pp_letter_say(letter, PP_LETTER_EMPTY, NULL);
        goto out;
    }
    if (shrunk(run, count)) {
        pp_letter_say(letter, PP_LETTER_SHRUNK, "count", pp_letter_number(letter, count), "old",
                      pp_letter_number(letter, pp_store_catalogue(run->old)->count), NULL);
        goto out;
    }
    result = store(run, listings, count);
    if (report.warnings) {
        pp_letter_say(letter, PP_LETTER_WARNED, "count", pp_letter_number(letter, report.warnings),
                      NULL);
        pp_letter_problems(letter, &report);
    }
out:
    pp_report_finish(&report);
    return result;
}

static enum pp_sync_result fetch_and_store(struct run *run)
{
    const struct pp_sync_params *params = run->params;
    enum pp_sync_result result;
    // The ETag speaks of the snapshot only while that is still the one it came with.
    bool holds = run->old && run->before.made == pp_store_made(run->old) &&
                 strcmp(run->before.url, params->url) == 0;
    struct pp_fetch_params fetch = {
        .url = params->url,
        .etag = holds ? run->before.etag : "",
        .ca_file = params->ca_file,
        .seconds = params->seconds,
    };
    struct pp_fetched fetched;
    enum pp_fetch_result got = pp_fetch(&fetch, &fetched);
    if (got == PP_FETCH_UNCHANGED) {
        pp_letter_say(&run->letter, PP_LETTER_UNCHANGED, NULL);
        result = PP_SYNC_UNCHANGED;
    } else if (got == PP_FETCH_NEW) {
        result = check_and_store(run, &fetched);
        if (result == PP_SYNC_UPDATED || result == PP_SYNC_UNCHANGED) {
            snprintf(run->after.url, sizeof(run->after.url), "%s", params->url);
            snprintf(run->after.etag, sizeof(run->after.etag), "%s", fetched.etag);
        }
    } else {
        result = not_fetched(run, got, &fetched);
    }
    pp_fetched_finish(&fetched);
    return result;
}

// Behind its first line, which holds the time.
static const char *body_of(const char *letter)
{
    const char *end = strchr(letter, '\n');
    return end ? end : letter;
}

// The report that stands: NULL when there is none. Freed by the caller.
static char *read_report(const char *data_dir)
{
    char path[PP_PATH_MAX];
    if (!pp_path_join(path, data_dir, report_name) || !pp_file_exists(path))
        return NULL;
    struct pp_report report = {0};
    size_t length;
    char *text = pp_file_read(path, REPORT_LIMIT, &length, &report);
    pp_report_finish(&report);
    return text;
}

static bool same_state(const struct pp_sync_state *one, const struct pp_sync_state *other)
{
    return strcmp(one->url, other->url) == 0 && strcmp(one->etag, other->etag) == 0 &&
           one->made == other->made && one->good == other->good;
}

// Keeps state and report, each only when it says something else than what is there. That nothing
// changed since a good report is no news: what was new then can still be read there.
static bool keep(const struct run *run, enum pp_sync_result result, const char *letter)
{
    const char *dir = run->params->data_dir;
    bool kept = true;
    if (!same_state(&run->before, &run->after))
        kept = pp_state_write(&run->after, dir);
    char *standing = read_report(dir);
    bool told = standing && (strcmp(body_of(standing), body_of(letter)) == 0 ||
                             (result == PP_SYNC_UNCHANGED && run->before.good));
    free(standing);
    if (!told)
        kept = pp_file_replace(dir, report_name, 0644, letter, strlen(letter)) && kept;
    return kept;
}

static void say_title(struct run *run)
{
    struct pp_local_time local = pp_clock_local(run->params->now);
    int year;
    int month;
    int mday;
    pp_date_from_day(local.day, &year, &month, &mday);
    const char *date = pp_arena_printf(&run->arena, "%d-%d-%d %02d:%02d", mday, month, year,
                                       local.minute / 60, local.minute % 60);
    pp_letter_say(&run->letter, PP_LETTER_TITLE, "date", date ? date : "", NULL);
}

// With the lock held.
static enum pp_sync_result update(struct run *run)
{
    const struct pp_sync_params *params = run->params;
    pp_state_read(&run->before, params->data_dir);
    run->after = run->before;
    if (pp_store_open(&run->old, params->data_dir, params->flow) != PP_STORE_OK)
        run->old = NULL;
    enum pp_sync_result result = fetch_and_store(run);
    run->after.good = result == PP_SYNC_UPDATED || result == PP_SYNC_UNCHANGED;
    if (!run->after.good)
        pp_letter_say(&run->letter, run->old ? PP_LETTER_KEPT : PP_LETTER_NONE, NULL);
    return result;
}

// Leaves the lock in *lock, or -1.
static enum pp_sync_result lock_and_update(struct run *run, int *lock)
{
    const struct pp_sync_params *params = run->params;
    *lock = -1;
    if (!params->url[0]) {
        pp_letter_say(&run->letter, PP_LETTER_NO_FEED, NULL);
        return PP_SYNC_NO_FEED;
    }
    if (mkdir(params->data_dir, 0755) != 0 && errno != EEXIST)
        return not_stored(run, strerror(errno));
    *lock = pp_state_lock(params->data_dir);
    if (*lock < 0 && errno == EAGAIN) {
        pp_letter_say(&run->letter, PP_LETTER_BUSY, NULL);
        return PP_SYNC_BUSY;
    }
    return *lock < 0 ? not_stored(run, strerror(errno)) : update(run);
}

enum pp_sync_result pp_sync_run(const struct pp_sync_params *params, char **letter)
{
    char *text = NULL;
    size_t length = 0;
    *letter = NULL;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return PP_SYNC_NOT_STORED;
    struct run *run = calloc(1, sizeof(*run));
    if (!run) {
        fclose(out);
        free(text);
        return PP_SYNC_NOT_STORED;
    }
    run->params = params;
    run->letter = (struct pp_letter){.out = out, .texts = params->texts, .arena = &run->arena};
    say_title(run);
    int lock;
    enum pp_sync_result result = lock_and_update(run, &lock);
    if (fclose(out) == 0)
        *letter = text;
    else
        free(text);
    if (lock >= 0 && *letter && !keep(run, result, *letter) && result != PP_SYNC_UPDATED)
        result = PP_SYNC_NOT_STORED;
    pp_store_close(run->old);
    if (lock >= 0)
        close(lock);
    pp_arena_finish(&run->arena);
    free(run);
    return result;
}
