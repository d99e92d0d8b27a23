// Times, days, distances and dates in words a person would use.
#ifndef PP_VIEW_WHEN_H
#define PP_VIEW_WHEN_H

#include "conf/pack.h"
#include "listings/hours.h"
#include "listings/match.h"
#include "sys/arena.h"

// "Nu open tot 17:00", "Vandaag om 14:00", "Morgen vanaf 10:00", "Dinsdag om 14:00", "Bel eerst".
// Spoken: the same with the time in words ("om twee uur"). Without a trusted clock no "now":
// the weekly time is named instead. In `arena`.
const char *pp_when_seen(struct pp_arena *arena, const struct pp_pack *pack,
                         const struct pp_listing *listing, const struct pp_opening *opening,
                         struct pp_local_time now, bool clock_trusted);
const char *pp_when_spoken(struct pp_arena *arena, const struct pp_pack *pack,
                           const struct pp_listing *listing, const struct pp_opening *opening,
                           struct pp_local_time now, bool clock_trusted);

// "14:30" and "half drie".
const char *pp_time_seen(struct pp_arena *arena, int16_t minute);
const char *pp_time_spoken(struct pp_arena *arena, const struct pp_pack *pack, int16_t minute);

// All regular times, a line each: "dinsdag 14:00 - 16:00". At most `room` lines; returns how many.
size_t pp_week_seen(struct pp_arena *arena, const struct pp_pack *pack,
                    const struct pp_listing *listing, const char **lines, size_t room);

// "088 0767 000" -> "nul acht acht, nul zeven zes zeven, nul nul nul".
const char *pp_phone_spoken(struct pp_arena *arena, const struct pp_pack *pack, const char *phone);

// "3 november 2026".
const char *pp_date_seen(struct pp_arena *arena, const struct pp_pack *pack, int32_t day);

// "5 minuten lopen", "Hier in huis", "" when unknown.
const char *pp_walk_seen(struct pp_arena *arena, const struct pp_pack *pack, int walk_minutes);

#endif
