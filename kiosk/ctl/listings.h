// Opening the listings, as several commands do.
#ifndef PP_CTL_LISTINGS_H
#define PP_CTL_LISTINGS_H

#include "ctl/ctl.h"
#include "listings/store.h"

// Opens the listings of --data; the flow is loaded first. Anything but PP_EXIT_OK: it is in the
// report why, and *store is as it was.
enum pp_exit pp_ctl_open_store(struct pp_ctl *ctl, struct pp_store **store);

// Reports that a row of the opened listings can no longer be read; returns PP_EXIT_DATA.
enum pp_exit pp_ctl_listings_damaged(struct pp_ctl *ctl);

#endif
