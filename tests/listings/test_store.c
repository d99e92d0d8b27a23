#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <sqlite3.h>
#include <sys/stat.h>

#include "listings/store.h"
#include "same_rules.h"
#include "scratch.h"

enum { COUNT = 40 };

static struct pp_flow flow;
static char *good; // the bytes of a good snapshot
static size_t good_size;

static enum pp_store_error open_it(void)
{
    struct pp_store *store = NULL;
    enum pp_store_error error = pp_store_open(&store, PP_SCRATCH, &flow);
    assert_true((error == PP_STORE_OK) == (store != NULL));
    pp_store_close(store);
    return error;
}

// A good snapshot that some statements were run on.
static void spoil(const char *sql)
{
    assert_true(write_bytes(DB, good, good_size));
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(DB, &db), SQLITE_OK);
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

static void test_read(void **state)
{
    (void)state;
    assert_true(write_bytes(DB, good, good_size));
    struct pp_store *store = NULL;
    assert_int_equal(pp_store_open(&store, PP_SCRATCH, &flow), PP_STORE_OK);
    assert_int_equal(pp_store_made(store), 1795000000);
    const struct pp_catalogue *catalogue = pp_store_catalogue(store);
    assert_int_equal(catalogue->count, COUNT);
    struct made *made = NULL;
    struct pp_listing *want = make_listings(COUNT, &made);
    struct pp_arena arena = {0};
    for (size_t i = 0; i < COUNT; i++) {
        const struct pp_listing *brief = &catalogue->listings[i];
        struct pp_listing whole;
        assert_string_equal(brief->id, want[i].id);
        assert_null(brief->name);
        assert_int_equal(brief->kind, want[i].kind);
        assert_int_equal(brief->themes, want[i].themes);
        assert_true(brief->latitude == want[i].latitude);
        assert_int_equal(brief->rule_count, MADE_RULES);
        assert_true(same_rules(brief->rules, want[i].rules, MADE_RULES));
        assert_true(pp_store_listing(store, brief->row, &arena, &whole));
        assert_string_equal(whole.id, want[i].id);
        assert_string_equal(whole.name, want[i].name);
        assert_string_equal(whole.languages, want[i].languages);
        assert_int_equal(whole.walk_in, PP_WALK_IN_YES);
        assert_true(same_rules(whole.rules, want[i].rules, MADE_RULES));
    }
    struct pp_listing none;
    assert_false(pp_store_listing(store, 0, &arena, &none));
    assert_false(pp_store_listing(store, COUNT + 1, &arena, &none));
    pp_arena_finish(&arena);
    pp_store_close(store);
    pp_store_close(NULL);
    free(want);
    free(made);
}

static void test_changed(void **state)
{
    (void)state;
    assert_true(write_bytes(DB, good, good_size));
    struct pp_store *store = NULL;
    assert_int_equal(pp_store_open(&store, PP_SCRATCH, &flow), PP_STORE_OK);
    assert_false(pp_store_changed(store, PP_SCRATCH));
    assert_int_equal(rename(DB, PP_SCRATCH "/away"), 0);
    assert_false(pp_store_changed(store, PP_SCRATCH));
    assert_true(write_bytes(DB, good, good_size));
    assert_true(pp_store_changed(store, PP_SCRATCH));
    pp_store_close(store);
    unlink(PP_SCRATCH "/away");
}

// Opening and reading leave nothing behind and change nothing.
static void test_untouched(void **state)
{
    (void)state;
    assert_true(write_bytes(DB, good, good_size));
    assert_int_equal(chmod(DB, 0444), 0);
    struct stat before, after;
    assert_int_equal(stat(DB, &before), 0);
    assert_int_equal(open_it(), PP_STORE_OK);
    assert_int_equal(stat(DB, &after), 0);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(access(DB "-journal", F_OK), -1);
    assert_int_equal(access(DB "-wal", F_OK), -1);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *sql;
        enum pp_store_error want;
    } rows[] = {
        {"SELECT 1", PP_STORE_OK},
        {"PRAGMA application_id=7", PP_STORE_FOREIGN},
        {"PRAGMA user_version=2", PP_STORE_VERSION_OTHER},
        {"CREATE TABLE more(a)", PP_STORE_DAMAGED},
        {"CREATE VIEW more AS SELECT 1", PP_STORE_DAMAGED},
        {"CREATE INDEX more ON listing(name)", PP_STORE_DAMAGED},
        {"CREATE TRIGGER more AFTER INSERT ON listing BEGIN SELECT 1; END", PP_STORE_DAMAGED},
        {"DROP TABLE snapshot", PP_STORE_DAMAGED},
        {"DROP TABLE listing; CREATE VIEW listing AS SELECT * FROM snapshot", PP_STORE_DAMAGED},
        {"DELETE FROM snapshot", PP_STORE_DAMAGED},
        {"DELETE FROM listing WHERE row=3", PP_STORE_DAMAGED},
        {"UPDATE snapshot SET listings=39", PP_STORE_DAMAGED},
        {"UPDATE snapshot SET listings=-1", PP_STORE_DAMAGED},
        {"UPDATE snapshot SET listings=99999999999", PP_STORE_DAMAGED},
        {"UPDATE snapshot SET made=made+1", PP_STORE_DAMAGED},
        {"UPDATE snapshot SET checksum=0", PP_STORE_DAMAGED},
        {"UPDATE listing SET name='Iets anders' WHERE row=3", PP_STORE_DAMAGED},
        {"UPDATE listing SET name=NULL WHERE row=3", PP_STORE_DAMAGED},
        {"UPDATE listing SET name=x'00' WHERE row=3", PP_STORE_DAMAGED},
        {"UPDATE listing SET name=name||char(0)||'x' WHERE row=3", PP_STORE_DAMAGED},
        {"UPDATE listing SET name=char(8238) WHERE row=3", PP_STORE_DAMAGED},
        {"UPDATE listing SET row=-5 WHERE row=3", PP_STORE_DAMAGED},
        {"UPDATE listing SET summary=hex(zeroblob(1000000)) WHERE row=3", PP_STORE_DAMAGED},
        {"UPDATE listing SET checksum=checksum+1 WHERE row=3", PP_STORE_DAMAGED},
        {"PRAGMA journal_mode=WAL", PP_STORE_DAMAGED},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        spoil(rows[i].sql);
        enum pp_store_error error = open_it();
        // A WAL header alone may be read or not; what counts is that it is no crash.
        if (strstr(rows[i].sql, "WAL"))
            continue;
        if (error != rows[i].want)
            fail_msg("%s: %d", rows[i].sql, error);
        assert_true(strlen(pp_store_error_text(error)) > 10);
    }
}

static void test_foreign(void **state)
{
    (void)state;
    unlink(DB);
    assert_int_equal(open_it(), PP_STORE_MISSING);
    assert_true(write_bytes(DB, "", 0));
    assert_int_equal(open_it(), PP_STORE_FOREIGN);
    static const char page[] = "<html>log eerst in</html>, met genoeg tekst om te lezen";
    assert_true(write_bytes(DB, page, sizeof(page)));
    assert_int_equal(open_it(), PP_STORE_FOREIGN);
    unlink(DB);
    assert_int_equal(mkdir(DB, 0755), 0);
    assert_int_equal(open_it(), PP_STORE_MISSING);
    assert_int_equal(rmdir(DB), 0);
    struct pp_store *store = NULL;
    assert_int_equal(pp_store_open(&store, "/nowhere/at?all#%", &flow), PP_STORE_MISSING);
}

// A configuration that no longer has a kind.
static void test_unknown_kind(void **state)
{
    (void)state;
    assert_true(write_bytes(DB, good, good_size));
    struct pp_flow *less = malloc(sizeof(*less));
    assert_non_null(less);
    struct pp_store *store = NULL;
    *less = flow;
    less->kind_count--;
    assert_int_equal(pp_store_open(&store, PP_SCRATCH, less), PP_STORE_UNKNOWN_KIND);
    *less = flow;
    less->steps[STEP_HAPPENED].option_count = LOSS;
    assert_int_equal(pp_store_open(&store, PP_SCRATCH, less), PP_STORE_UNKNOWN_KIND);
    assert_null(store);
    // Another order is no problem: they are kept by identifier.
    *less = flow;
    struct pp_kind swapped = less->kinds[0];
    less->kinds[0] = less->kinds[1];
    less->kinds[1] = swapped;
    assert_int_equal(pp_store_open(&store, PP_SCRATCH, less), PP_STORE_OK);
    assert_int_equal(pp_store_catalogue(store)->listings[0].kind, 1);
    pp_store_close(store);
    free(less);
}

static void test_truncated(void **state)
{
    (void)state;
    for (size_t size = 0; size < good_size; size += 512) {
        assert_true(write_bytes(DB, good, size));
        if (open_it() == PP_STORE_OK)
            fail_msg("cut to %zu bytes and accepted", size);
    }
}

// Damage is refused, or it hit bytes that hold nothing: then every text is still right.
static void check_texts(struct pp_store *store)
{
    struct made *made = NULL;
    struct pp_listing *want = make_listings(COUNT, &made);
    struct pp_arena arena = {0};
    assert_int_equal(pp_store_catalogue(store)->count, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        struct pp_listing got;
        assert_true(pp_store_listing(store, (uint32_t)i + 1, &arena, &got));
        assert_string_equal(got.id, want[i].id);
        assert_string_equal(got.name, want[i].name);
        assert_string_equal(got.summary, want[i].summary);
        assert_string_equal(got.phone, want[i].phone);
        assert_int_equal(got.kind, want[i].kind);
        assert_true(same_rules(got.rules, want[i].rules, MADE_RULES));
    }
    pp_arena_finish(&arena);
    free(want);
    free(made);
}

static void test_mutated(void **state)
{
    (void)state;
    char *bytes = malloc(good_size);
    assert_non_null(bytes);
    uint32_t seed = 11;
    size_t refused = 0;
    for (int round = 0; round < 300; round++) {
        memcpy(bytes, good, good_size);
        for (int i = 0; i <= round % 4; i++) {
            seed = seed * 1664525U + 1013904223U;
            // Half of them in the first page, where the structure is.
            size_t range = round % 2 ? good_size : 4096;
            bytes[(seed >> 4) % range] = (char)(seed >> 20);
        }
        assert_true(write_bytes(DB, bytes, good_size));
        struct pp_store *store = NULL;
        if (pp_store_open(&store, PP_SCRATCH, &flow) == PP_STORE_OK)
            check_texts(store);
        else
            refused++;
        pp_store_close(store);
    }
    free(bytes);
    assert_true(refused > 100);
}

static int build(void **state)
{
    (void)state;
    make_flow(&flow);
    remove_all();
    struct made *made = NULL;
    struct pp_listing *listings = make_listings(COUNT, &made);
    struct pp_report report = {0};
    bool fine = pp_snapshot_build(PP_SCRATCH, &flow, listings, COUNT, 1795000000, &report);
    pp_report_print(&report, stderr);
    pp_report_finish(&report);
    free(listings);
    free(made);
    good = read_bytes(DB, &good_size);
    return fine && good ? 0 : -1;
}

static int clean(void **state)
{
    (void)state;
    free(good);
    remove_all();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),      cmocka_unit_test(test_changed),
        cmocka_unit_test(test_untouched), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_foreign),   cmocka_unit_test(test_unknown_kind),
        cmocka_unit_test(test_truncated), cmocka_unit_test(test_mutated),
    };
    return cmocka_run_group_tests(tests, build, clean);
}
