// Fetching the keeper's listings over https with libcurl.
#ifndef PP_SYNC_FETCH_H
#define PP_SYNC_FETCH_H

#include <stddef.h>

enum pp_fetch_result {
    PP_FETCH_NEW,         // a body came
    PP_FETCH_UNCHANGED,   // 304: the ETag still holds
    PP_FETCH_REFUSED,     // not https, a redirect away from https, a wrong certificate, too large
    PP_FETCH_UNREACHABLE, // no network, no answer, too slow, broken off
    PP_FETCH_STATUS,      // another HTTP status
};

enum { PP_FETCH_LIMIT = 8 * 1024 * 1024, PP_FETCH_SECONDS = 120 };

struct pp_fetched {
    char *body; // freed by pp_fetched_finish
    size_t length;
    char etag[256]; // "" when the server gave none
    char content_type[128];
    long status;
    char problem[256]; // for PP_FETCH_REFUSED, UNREACHABLE: what went wrong, in English
};

struct pp_fetch_params {
    const char *url;
    const char *etag;    // of the last time, or ""
    const char *ca_file; // extra certificate authority (tests), or NULL
    size_t limit;        // 0: PP_FETCH_LIMIT
    long seconds;        // 0: PP_FETCH_SECONDS
};

enum pp_fetch_result pp_fetch(const struct pp_fetch_params *params, struct pp_fetched *fetched);
void pp_fetched_finish(struct pp_fetched *fetched);

#endif
