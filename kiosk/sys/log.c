#include "sys/log.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

static const char *const names[PP_LOG_EVENTS] = {
    [PP_LOG_STOPPED] = "stopped",
    [PP_LOG_LISTINGS_OPENED] = "listings-opened",
    [PP_LOG_LISTINGS_BAD] = "listings-bad",
    [PP_LOG_LISTINGS_SWITCHED] = "listings-switched",
    [PP_LOG_NO_SPEAKER] = "no-speaker",
    [PP_LOG_NO_MICROPHONE] = "no-microphone",
    [PP_LOG_NO_SPEECH] = "no-speech",
    [PP_LOG_NO_RECOGNISER] = "no-recogniser",
    [PP_LOG_PICTOGRAM_MISSING] = "pictogram-missing",
    [PP_LOG_CLOCK_UNTRUSTED] = "clock-untrusted",
    [PP_LOG_URGENT_NUMBERS_OLD] = "urgent-numbers-old",
    [PP_LOG_QUEUE_FULL] = "queue-full",
};

static atomic_bool silent;

void pp_log(enum pp_log_event event, long a, long b)
{
    if (atomic_load(&silent) || event >= PP_LOG_EVENTS)
        return;
    fprintf(stderr, "praatpaal: %s %ld %ld\n", names[event], a, b);
}

void pp_log_silence(void)
{
    atomic_store(&silent, true);
}
