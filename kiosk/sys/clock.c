#include "sys/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

// The Netherlands, written out: last Sundays of March and October (Directive 2000/84/EC).
static const char fallback_zone[] = "CET-1CEST,M3.5.0,M10.5.0/3";

// 2026-01-01: no kiosk runs this program before it was written.
enum { FIRST_YEAR_DAY = 20454 };

// A real-time clock may be this far off.
enum { RTC_APART_S = 300 };

int64_t pp_clock_monotonic_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t pp_clock_wall_s(void)
{
    return (int64_t)time(NULL);
}

// A zone the C library can find: a POSIX string (has a digit), or a file of the zone database.
static bool zone_known(const char *zone)
{
    if (strpbrk(zone, "0123456789") && !strchr(zone, '/'))
        return true;
    if (zone[0] == '/' || strstr(zone, ".."))
        return false;
    char path[256];
    snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", zone);
    return access(path, R_OK) == 0;
}

bool pp_clock_set_zone(const char *zone)
{
    bool known = zone_known(zone);
    setenv("TZ", known ? zone : fallback_zone, 1);
    tzset();
    return known;
}

struct pp_local_time pp_clock_local(int64_t wall_s)
{
    time_t t = (time_t)wall_s;
    struct tm tm = {0};
    localtime_r(&t, &tm);
    return (struct pp_local_time){
        .day = pp_day_from_date(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday),
        .minute = (int16_t)(tm.tm_hour * 60 + tm.tm_min),
    };
}

bool pp_clock_parse(const char *text, int64_t *wall_s)
{
    int y, m, d, h = 12, min = 0, s = 0, used = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 || used != 10)
        return false;
    if (text[used]) {
        if (text[used] != 'T' && text[used] != ' ')
            return false;
        const char *clock = text + used + 1;
        used = 0;
        if (sscanf(clock, "%2d:%2d%n", &h, &min, &used) != 2 || used != 5)
            return false;
        if (clock[used] == ':') {
            int more = 0;
            if (sscanf(clock + used, ":%2d%n", &s, &more) != 1 || more != 3)
                return false;
            used += more;
        }
        if (clock[used])
            return false;
    }
    if (!pp_date_valid(y, m, d) || h < 0 || h > 23 || min < 0 || min > 59 || s < 0 || s > 59)
        return false;
    struct tm tm = {.tm_year = y - 1900,
                    .tm_mon = m - 1,
                    .tm_mday = d,
                    .tm_hour = h,
                    .tm_min = min,
                    .tm_sec = s,
                    .tm_isdst = -1};
    *wall_s = (int64_t)mktime(&tm);
    return true;
}

// Whether there is a real-time clock that agrees with the system's: one without a battery starts
// anywhere, and the system then goes by the last time it was on.
static bool rtc_agrees(void)
{
    FILE *file = fopen("/sys/class/rtc/rtc0/since_epoch", "re");
    long long seconds = 0;
    bool known = file && fscanf(file, "%lld", &seconds) == 1;
    if (file)
        fclose(file);
    int64_t apart = pp_clock_wall_s() - (int64_t)seconds;
    return known && apart > -RTC_APART_S && apart < RTC_APART_S;
}

bool pp_clock_trusted(void)
{
    if (pp_clock_wall_s() < (int64_t)FIRST_YEAR_DAY * 86400)
        return false;
    struct timex timex = {0};
    int state = adjtimex(&timex);
    // The kiosk's unit forbids every call that could set the clock, and this one with them; then
    // the word of systemd-timesyncd counts.
    bool disciplined = state < 0 ? access("/run/systemd/timesync/synchronized", F_OK) == 0
                                 : state != TIME_ERROR && !(timex.status & STA_UNSYNC);
    return disciplined || rtc_agrees();
}

int32_t pp_day_from_date(int year, int month, int mday)
{
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int yoe = year - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void pp_date_from_day(int32_t day, int *year, int *month, int *mday)
{
    day += 719468;
    int era = (day >= 0 ? day : day - 146096) / 146097;
    int doe = day - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *mday = doy - (153 * mp + 2) / 5 + 1;
    *month = mp + (mp < 10 ? 3 : -9);
    *year = yoe + era * 400 + (*month <= 2);
}

int pp_weekday(int32_t day)
{
    int weekday = (day + 3) % 7;
    return weekday < 0 ? weekday + 7 : weekday;
}

bool pp_date_valid(int year, int month, int mday)
{
    if (year < 1900 || year > 2200 || month < 1 || month > 12 || mday < 1 || mday > 31)
        return false;
    int y, m, d;
    pp_date_from_day(pp_day_from_date(year, month, mday), &y, &m, &d);
    return y == year && m == month && d == mday;
}

bool pp_date_parse(const char *text, int32_t *day)
{
    int y, m, d, used = 0;
    if (strlen(text) != 10 || sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 || used != 10)
        return false;
    if (!pp_date_valid(y, m, d))
        return false;
    *day = pp_day_from_date(y, m, d);
    return true;
}
