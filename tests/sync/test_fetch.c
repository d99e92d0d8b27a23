// pp_fetch against a loopback https server that behaves well or badly (server.py).
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <curl/curl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sync/fetch.h"
#include "sys/clock.h"

enum { LIMIT = 100000, CUT_OFF = 16 * 1024 };

static const char server_dir[] = PP_SCRATCH "/server";
static const char ca_file[] = PP_SCRATCH "/server/ca.pem";
static int server_input = -1;
static pid_t server = -1;
static long ports[3]; // GOOD OTHER NAME

static bool have(const char *program)
{
    char command[128];
    snprintf(command, sizeof(command), "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0; // NOLINT(cert-env33-c): a fixed word
}

static bool read_ports(void)
{
    char path[PATH_MAX];
    snprintf(path, sizeof(path), "%s/ports", server_dir);
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    char line[64] = "";
    char *rest = fgets(line, sizeof(line), file);
    fclose(file);
    for (int i = 0; rest && i < 3; i++)
        ports[i] = strtol(rest, &rest, 10);
    return ports[2] != 0;
}

// Starts the server and waits until it has written its ports, or has ended without.
static int start_server(void **context)
{
    (void)context;
    int ends[2];
    assert_int_equal(
        system("rm -rf '" PP_SCRATCH "/server' && mkdir -p '" PP_SCRATCH "/server'"), // NOLINT
        0);
    assert_int_equal(pipe(ends), 0);
    server = fork();
    assert_true(server >= 0);
    if (server == 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("python3", "python3", PP_SOURCE_DIR "/tests/sync/server.py", server_dir,
               (char *)NULL);
        _exit(127);
    }
    close(ends[0]);
    server_input = ends[1];
    assert_int_equal(curl_global_init(CURL_GLOBAL_DEFAULT), CURLE_OK);
    while (!read_ports()) {
        if (waitpid(server, NULL, WNOHANG) == server)
            return 1;
        usleep(10000);
    }
    return 0;
}

static int stop_server(void **context)
{
    (void)context;
    close(server_input);
    waitpid(server, NULL, 0);
    curl_global_cleanup();
    return 0;
}

static enum pp_fetch_result fetch(long port, const char *path, const char *etag,
                                  struct pp_fetched *fetched)
{
    char url[256];
    snprintf(url, sizeof(url), "https://127.0.0.1:%ld%s", port, path);
    struct pp_fetch_params params = {
        .url = url, .etag = etag, .ca_file = ca_file, .limit = LIMIT, .seconds = 20};
    return pp_fetch(&params, fetched);
}

struct answer {
    const char *path;
    enum pp_fetch_result result;
    long status;
    size_t length;
};

static void test_answers(void **context)
{
    (void)context;
    static const struct answer answers[] = {
        {"/size/0", PP_FETCH_NEW, 200, 0},
        {"/size/1", PP_FETCH_NEW, 200, 1},
        {"/size/100000", PP_FETCH_NEW, 200, LIMIT},
        {"/undeclared/100000", PP_FETCH_NEW, 200, LIMIT},
        {"/size/100001", PP_FETCH_TOO_LARGE, 0, 0},
        {"/undeclared/100001", PP_FETCH_TOO_LARGE, 0, 0},
        {"/endless", PP_FETCH_TOO_LARGE, 0, 0},
        {"/endless-headers", PP_FETCH_TOO_LARGE, 0, 0},
        {"/half", PP_FETCH_UNREACHABLE, 0, 0},
        {"/no-http", PP_FETCH_UNREACHABLE, 0, 0},
        {"/hops/3", PP_FETCH_NEW, 200, 4},
        {"/hops/4", PP_FETCH_REDIRECT, 0, 0},
        {"/loop", PP_FETCH_REDIRECT, 0, 0},
        {"/to-http", PP_FETCH_REDIRECT, 0, 0},
        {"/to-file", PP_FETCH_REDIRECT, 0, 0},
        {"/status/404", PP_FETCH_STATUS, 404, 0},
        {"/status/500", PP_FETCH_STATUS, 500, 0},
        {"/status/206", PP_FETCH_STATUS, 206, 0},
        {"/unasked-304", PP_FETCH_STATUS, 304, 0},
    };
    FILE *list = fopen(PP_SCRATCH "/server/list", "we");
    assert_non_null(list);
    fputs("abcd", list);
    fclose(list);
    for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        const struct answer *answer = &answers[i];
        struct pp_fetched fetched;
        enum pp_fetch_result result = fetch(ports[0], answer->path, "", &fetched);
        if (result != answer->result || fetched.status != answer->status ||
            fetched.length != answer->length)
            fail_msg("%s: result %d, status %ld, %zu bytes, %s", answer->path, (int)result,
                     fetched.status, fetched.length, fetched.problem);
        assert_int_equal(result == PP_FETCH_NEW, fetched.body != NULL);
        assert_int_equal(result == PP_FETCH_NEW, fetched.problem[0] == '\0');
        if (fetched.body)
            assert_int_equal(fetched.body[fetched.length], '\0');
        assert_true(fetched.received <= LIMIT + CUT_OFF);
        pp_fetched_finish(&fetched);
    }
}

static void test_etag(void **context)
{
    (void)context;
    struct pp_fetched first;
    assert_int_equal(fetch(ports[0], "/list", "", &first), PP_FETCH_NEW);
    assert_int_equal(first.etag[0], '"');
    assert_string_equal(first.content_type, "text/csv");
    struct pp_fetched second;
    assert_int_equal(fetch(ports[0], "/list", first.etag, &second), PP_FETCH_UNCHANGED);
    assert_null(second.body);
    pp_fetched_finish(&second);
    assert_int_equal(fetch(ports[0], "/list", "\"another\"", &second), PP_FETCH_NEW);
    assert_string_equal(second.etag, first.etag);
    pp_fetched_finish(&second);
    // One that does not fit is left away, not cut: half an ETag is another ETag.
    assert_int_equal(fetch(ports[0], "/odd-etag", "", &second), PP_FETCH_NEW);
    assert_string_equal(second.etag, "");
    pp_fetched_finish(&second);
    pp_fetched_finish(&first);
}

static void test_certificates(void **context)
{
    (void)context;
    struct pp_fetched fetched;
    for (int i = 1; i < 3; i++) {
        assert_int_equal(fetch(ports[i], "/list", "", &fetched), PP_FETCH_CERTIFICATE);
        pp_fetched_finish(&fetched);
    }
    // Without the extra authority the good server is as unknown as any.
    char url[64];
    snprintf(url, sizeof(url), "https://127.0.0.1:%ld/list", ports[0]);
    struct pp_fetch_params params = {.url = url, .etag = ""};
    assert_int_equal(pp_fetch(&params, &fetched), PP_FETCH_CERTIFICATE);
    pp_fetched_finish(&fetched);
}

static void test_addresses(void **context)
{
    (void)context;
    static const char *const wrong[] = {
        "",
        "http://127.0.0.1/",
        "file:///etc/hostname",
        "ftp://127.0.0.1/x",
        "https:/127.0.0.1/",
        "https://127.0.0.1/a b",
        "https://127.0.0.1/\r\nHost: elsewhere",
        "https://127.0.0.1/\xc3\xa9",
        " https://127.0.0.1/",
        "https://",
    };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct pp_fetched fetched;
        struct pp_fetch_params params = {.url = wrong[i], .etag = ""};
        if (pp_fetch(&params, &fetched) != PP_FETCH_NOT_HTTPS)
            fail_msg("taken as an https address: '%s'", wrong[i]);
        pp_fetched_finish(&fetched);
    }
    char *long_url = malloc(PP_FETCH_URL + 1);
    assert_non_null(long_url);
    memset(long_url, 'x', PP_FETCH_URL);
    memcpy(long_url, "https://", strlen("https://"));
    long_url[PP_FETCH_URL] = '\0';
    struct pp_fetched fetched;
    struct pp_fetch_params params = {.url = long_url, .etag = ""};
    assert_int_equal(pp_fetch(&params, &fetched), PP_FETCH_NOT_HTTPS);
    pp_fetched_finish(&fetched);
    free(long_url);
}

// One byte a second would take eleven days: the time limit ends it.
static void test_slow(void **context)
{
    (void)context;
    char url[64];
    snprintf(url, sizeof(url), "https://127.0.0.1:%ld/slow", ports[0]);
    struct pp_fetch_params params = {.url = url, .etag = "", .ca_file = ca_file, .seconds = 2};
    struct pp_fetched fetched;
    int64_t before = pp_clock_monotonic_ms();
    assert_int_equal(pp_fetch(&params, &fetched), PP_FETCH_TOO_SLOW);
    assert_true(pp_clock_monotonic_ms() - before < 10000);
    pp_fetched_finish(&fetched);
}

static void test_nobody_there(void **context)
{
    (void)context;
    struct pp_fetched fetched;
    assert_int_equal(fetch(1, "/list", "", &fetched), PP_FETCH_UNREACHABLE);
    pp_fetched_finish(&fetched);
}

// What a server learns of a kiosk: nothing that tells it from another.
static void test_nothing_told(void **context)
{
    (void)context;
    struct pp_fetched fetched;
    for (int i = 0; i < 2; i++) { // the first answer sets a cookie
        assert_int_equal(fetch(ports[0], "/list?told", "", &fetched), PP_FETCH_STATUS);
        assert_int_equal(fetch(ports[0], "/list", "", &fetched), PP_FETCH_NEW);
        pp_fetched_finish(&fetched);
    }
    FILE *log = fopen(PP_SCRATCH "/server/requests.log", "re");
    assert_non_null(log);
    char line[4096];
    size_t lines = 0;
    while (fgets(line, sizeof(line), log)) {
        lines++;
        if (strstr(line, "ookie") || !strstr(line, "('User-Agent', 'praatpaal')") ||
            strstr(line, "Accept-Encoding") || strstr(line, "Referer"))
            fail_msg("sent: %s", line);
    }
    fclose(log);
    assert_true(lines > 3);
}

int main(void)
{
    if (!have("python3") || !have("openssl")) {
        fputs("SKIPPED: python3 or openssl is absent, so fetching is NOT tested\n", stderr);
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),      cmocka_unit_test(test_etag),
        cmocka_unit_test(test_certificates), cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_slow),         cmocka_unit_test(test_nobody_there),
        cmocka_unit_test(test_nothing_told),
    };
    return cmocka_run_group_tests(tests, start_server, stop_server);
}
