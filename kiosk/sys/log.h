// The log. It cannot leak: a call takes an event from a closed list and whole numbers, never text.
//
// What a visitor says or picks cannot be formatted into it, because there is no parameter that
// would take it (tests/sys/must_not_compile proves so). Lines go to standard error, which systemd
// keeps in the (volatile) journal. Any thread.
#ifndef PP_SYS_LOG_H
#define PP_SYS_LOG_H

enum pp_log_event {
    PP_LOG_STOPPED,            // a: frames presented, b: wake-ups of the loop
    PP_LOG_LISTINGS_OPENED,    // a: listings
    PP_LOG_LISTINGS_BAD,       // a: enum pp_store_error
    PP_LOG_LISTINGS_SWITCHED,  // a: listings
    PP_LOG_NO_SPEAKER,         //
    PP_LOG_NO_MICROPHONE,      //
    PP_LOG_NO_SPEECH,          // eSpeak-NG could not start
    PP_LOG_NO_RECOGNISER,      // model or phone table missing
    PP_LOG_PICTOGRAM_MISSING,  // a: count
    PP_LOG_CLOCK_UNTRUSTED,    //
    PP_LOG_URGENT_NUMBERS_OLD, // a: days since the check
    PP_LOG_QUEUE_FULL,         // a: messages dropped
    PP_LOG_EVENTS              // count of the events, not one itself
};

// Writes one line: the event's name and both numbers.
void pp_log(enum pp_log_event event, long a, long b);

// Log nothing from now on (the scripted visitor, tests).
void pp_log_silence(void);

#endif
