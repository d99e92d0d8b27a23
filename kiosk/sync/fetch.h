// Fetching the keeper's listings over https with libcurl.
//
// Nothing that could tell this kiosk from another is sent: no cookies, no version, only the ETag
// of the last time. Bodies are taken as they come (no decompression), so their size is what the
// limit says. The caller has called curl_global_init. Blocks; any thread.
#ifndef PP_SYNC_FETCH_H
#define PP_SYNC_FETCH_H

#include <stddef.h>

enum pp_fetch_result {
    PP_FETCH_NEW,         // a body came, whole
    PP_FETCH_UNCHANGED,   // 304: the ETag still holds
    PP_FETCH_NOT_HTTPS,   // the address is not an https address
    PP_FETCH_REDIRECT,    // led away from https, or round and round
    PP_FETCH_CERTIFICATE, // the server could not show that it is the one asked for
    PP_FETCH_TOO_LARGE,   // a body over the limit (or over 64 KiB of headers)
    PP_FETCH_TOO_SLOW,    // not done within the time limit
    PP_FETCH_UNREACHABLE, // no network, no answer, broken off
    PP_FETCH_STATUS,      // another HTTP status: see `status`
};

enum { PP_FETCH_LIMIT = 8 * 1024 * 1024, PP_FETCH_SECONDS = 120, PP_FETCH_REDIRECTS = 3 };
enum { PP_FETCH_URL = 2048, PP_FETCH_ETAG = 256 }; // bytes, with the NUL

struct pp_fetched {
    char *body; // with a NUL behind it; freed by pp_fetched_finish
    size_t length;
    size_t received;          // bytes of body that came in, also when they were thrown away
    char etag[PP_FETCH_ETAG]; // "" when the server gave none, or one that is no ETag
    char content_type[128];   // "" when the server gave none
    long status;
    char problem[256]; // what went wrong, in English, for who looks after the machine
};

struct pp_fetch_params {
    const char *url;     // https, printable ASCII, shorter than PP_FETCH_URL
    const char *etag;    // of the last time, or ""
    const char *ca_file; // certificate authorities to trust as well (an own server), or NULL
    size_t limit;        // bytes of body; 0: PP_FETCH_LIMIT
    long seconds;        // 0: PP_FETCH_SECONDS
};

// `fetched` is filled anew; only PP_FETCH_NEW leaves a body in it.
enum pp_fetch_result pp_fetch(const struct pp_fetch_params *params, struct pp_fetched *fetched);
// Takes a zeroed one.
void pp_fetched_finish(struct pp_fetched *fetched);

#endif
