#include "sync/fetch.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { HEADER_LIMIT = 64 * 1024 };

// What the callbacks of one transfer share.
struct transfer {
    struct pp_fetched *fetched;
    size_t limit;
    size_t room;
    size_t header_bytes;
    bool too_large;
};

// libcurl hands over at most 16 KiB at a time, so that is how far over the limit it gets.
static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    struct pp_fetched *fetched = transfer->fetched;
    size_t length = size * count;
    fetched->received += length;
    if (fetched->received > transfer->limit) {
        transfer->too_large = true;
        return 0;
    }
    if (fetched->length + length + 1 > transfer->room) {
        size_t room = 2 * (fetched->length + length) + 1;
        char *grown = realloc(fetched->body, room);
        if (!grown)
            return 0;
        fetched->body = grown;
        transfer->room = room;
    }
    memcpy(fetched->body + fetched->length, bytes, length);
    fetched->length += length;
    fetched->body[fetched->length] = '\0';
    return length;
}

// libcurl keeps every header line; endless ones are cut off here.
static size_t count_headers(char *bytes, size_t size, size_t count, void *context)
{
    (void)bytes;
    struct transfer *transfer = context;
    transfer->header_bytes += size * count;
    if (transfer->header_bytes > HEADER_LIMIT) {
        transfer->too_large = true;
        return 0;
    }
    return size * count;
}

// A header of the last answer, when it fits and is printable ASCII.
static void copy_header(CURL *curl, const char *name, char *to, size_t size)
{
    struct curl_header *header = NULL;
    to[0] = '\0';
    if (curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return;
    size_t length = strlen(header->value);
    for (size_t i = 0; i < length; i++) {
        if (header->value[i] < 0x20 || header->value[i] > 0x7e)
            return;
    }
    if (length < size)
        memcpy(to, header->value, length + 1);
}

// What libcurl is given is an https address and nothing stranger.
static bool is_https_address(const char *url)
{
    size_t length = strlen(url);
    for (size_t i = 0; i < length; i++) {
        if (url[i] <= 0x20 || url[i] > 0x7e)
            return false;
    }
    return length < PP_FETCH_URL && strncasecmp(url, "https://", strlen("https://")) == 0;
}

static bool prepare(CURL *curl, const struct pp_fetch_params *params, struct transfer *transfer,
                    struct curl_slist *headers, char *problem)
{
    long seconds = params->seconds ? params->seconds : PP_FETCH_SECONDS;
    bool set = curl_easy_setopt(curl, CURLOPT_URL, params->url) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "https") == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)PP_FETCH_REDIRECTS) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_USERAGENT, "praatpaal") == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, count_headers) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)transfer->limit) ==
                   CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, problem) == CURLE_OK;
    // Debian's libcurl also has a folder of authorities, which stays: this one comes beside it.
    if (set && params->ca_file)
        set = curl_easy_setopt(curl, CURLOPT_CAINFO, params->ca_file) == CURLE_OK;
    return set;
}

// libcurl's sentences can repeat what a server sent.
static void make_printable(char *text)
{
    for (; *text; text++) {
        if (*text < 0x20 || *text > 0x7e)
            *text = '?';
    }
}

static enum pp_fetch_result judge_failure(CURL *curl, CURLcode code,
                                          const struct transfer *transfer)
{
    if (transfer->too_large)
        return PP_FETCH_TOO_LARGE;
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    switch (code) {
    case CURLE_URL_MALFORMAT:
        return PP_FETCH_NOT_HTTPS;
    case CURLE_UNSUPPORTED_PROTOCOL: // also said of an answer that is no HTTP
        return status / 100 == 3 ? PP_FETCH_REDIRECT : PP_FETCH_UNREACHABLE;
    case CURLE_TOO_MANY_REDIRECTS:
        return PP_FETCH_REDIRECT;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return PP_FETCH_CERTIFICATE;
    case CURLE_FILESIZE_EXCEEDED:
        return PP_FETCH_TOO_LARGE;
    case CURLE_OPERATION_TIMEDOUT:
        return PP_FETCH_TOO_SLOW;
    default:
        return PP_FETCH_UNREACHABLE;
    }
}

static enum pp_fetch_result judge_answer(CURL *curl, bool asked_if_changed,
                                         struct pp_fetched *fetched)
{
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &fetched->status);
    copy_header(curl, "ETag", fetched->etag, sizeof(fetched->etag));
    copy_header(curl, "Content-Type", fetched->content_type, sizeof(fetched->content_type));
    if (fetched->status == 200)
        return PP_FETCH_NEW;
    if (fetched->status == 304 && asked_if_changed)
        return PP_FETCH_UNCHANGED;
    snprintf(fetched->problem, sizeof(fetched->problem), "HTTP status %ld", fetched->status);
    return PP_FETCH_STATUS;
}

static void drop_body(struct pp_fetched *fetched)
{
    free(fetched->body);
    fetched->body = NULL;
    fetched->length = 0;
}

enum pp_fetch_result pp_fetch(const struct pp_fetch_params *params, struct pp_fetched *fetched)
{
    *fetched = (struct pp_fetched){0};
    enum pp_fetch_result result = PP_FETCH_UNREACHABLE;
    if (!is_https_address(params->url)) {
        snprintf(fetched->problem, sizeof(fetched->problem), "not an https address");
        return PP_FETCH_NOT_HTTPS;
    }
    struct transfer transfer = {.fetched = fetched,
                                .limit = params->limit ? params->limit : PP_FETCH_LIMIT};
    char problem[CURL_ERROR_SIZE] = "";
    struct curl_slist *headers = curl_slist_append(NULL, "Accept: text/csv, */*;q=0.1");
    if (headers && params->etag && params->etag[0]) {
        char condition[sizeof(fetched->etag) + 32];
        snprintf(condition, sizeof(condition), "If-None-Match: %s", params->etag);
        struct curl_slist *longer = curl_slist_append(headers, condition);
        if (!longer)
            curl_slist_free_all(headers);
        headers = longer;
    }
    CURL *curl = curl_easy_init();
    if (!curl || !headers || !prepare(curl, params, &transfer, headers, problem)) {
        snprintf(fetched->problem, sizeof(fetched->problem), "libcurl cannot be set up");
        goto out;
    }
    CURLcode code = curl_easy_perform(curl);
    if (code == CURLE_OK) {
        result = judge_answer(curl, params->etag && params->etag[0], fetched);
        if (result == PP_FETCH_NEW && !fetched->body && !(fetched->body = calloc(1, 1)))
            result = PP_FETCH_UNREACHABLE;
    } else {
        result = judge_failure(curl, code, &transfer);
        snprintf(fetched->problem, sizeof(fetched->problem), "%s",
                 problem[0] ? problem : curl_easy_strerror(code));
        make_printable(fetched->problem);
    }
out:
    if (result != PP_FETCH_NEW)
        drop_body(fetched);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    return result;
}

void pp_fetched_finish(struct pp_fetched *fetched)
{
    drop_body(fetched);
    *fetched = (struct pp_fetched){0};
}
