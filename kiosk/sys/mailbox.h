// A bounded queue of small messages between two threads, with an eventfd that a loop can poll.
//
// Many writers, one reader. Messages are copied in and out, so nothing in them points to what
// another thread may free. When it is full the new message is refused and counted: the writer
// decides what that means. Samples do not travel here (see voice/ring.h).
#ifndef PP_SYS_MAILBOX_H
#define PP_SYS_MAILBOX_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct pp_mailbox {
    pthread_mutex_t mutex;
    unsigned char *slots; // protected by mutex
    size_t message_size;
    size_t capacity;
    size_t head;    // protected by mutex
    size_t count;   // protected by mutex
    size_t refused; // protected by mutex
    int fd;         // eventfd, readable while messages wait or after pp_mailbox_wake
};

// False when memory or a descriptor cannot be had; nothing to finish then.
bool pp_mailbox_init(struct pp_mailbox *box, size_t message_size, size_t capacity);
// Wipes the messages. Takes a zeroed mailbox.
void pp_mailbox_finish(struct pp_mailbox *box);

// Any thread. False when full.
bool pp_mailbox_post(struct pp_mailbox *box, const void *message);
// Any thread: makes the descriptor readable without a message.
void pp_mailbox_wake(struct pp_mailbox *box);
// The reader: takes the oldest; the slot is wiped. False when there is none (the descriptor is
// then no longer readable).
bool pp_mailbox_take(struct pp_mailbox *box, void *message);
// Any thread: how many messages have been refused since the start.
size_t pp_mailbox_refused(struct pp_mailbox *box);
// The reader: blocks until a message or a wake-up, at most `timeout_ms` (-1: without end).
void pp_mailbox_wait(struct pp_mailbox *box, int timeout_ms);

#endif
