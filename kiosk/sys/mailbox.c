#include "sys/mailbox.h"

#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

bool pp_mailbox_init(struct pp_mailbox *box, size_t message_size, size_t capacity)
{
    *box = (struct pp_mailbox){.message_size = message_size, .capacity = capacity, .fd = -1};
    box->slots = calloc(capacity, message_size);
    box->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (box->slots && box->fd >= 0 && pthread_mutex_init(&box->mutex, NULL) == 0)
        return true;
    free(box->slots);
    if (box->fd >= 0)
        close(box->fd);
    *box = (struct pp_mailbox){0};
    return false;
}

void pp_mailbox_finish(struct pp_mailbox *box)
{
    if (!box->slots)
        return;
    explicit_bzero(box->slots, box->message_size * box->capacity);
    free(box->slots);
    close(box->fd);
    pthread_mutex_destroy(&box->mutex);
    *box = (struct pp_mailbox){0};
}

void pp_mailbox_wake(struct pp_mailbox *box)
{
    uint64_t one = 1;
    // It can only fail when the counter is full, and then the descriptor is readable anyway.
    ssize_t written = write(box->fd, &one, sizeof(one));
    (void)written;
}

bool pp_mailbox_post(struct pp_mailbox *box, const void *message)
{
    pthread_mutex_lock(&box->mutex);
    bool room = box->count < box->capacity;
    if (room) {
        size_t slot = (box->head + box->count) % box->capacity;
        memcpy(box->slots + slot * box->message_size, message, box->message_size);
        box->count++;
    } else {
        box->refused++;
    }
    pthread_mutex_unlock(&box->mutex);
    if (room)
        pp_mailbox_wake(box);
    return room;
}

bool pp_mailbox_take(struct pp_mailbox *box, void *message)
{
    pthread_mutex_lock(&box->mutex);
    bool some = box->count > 0;
    if (some) {
        unsigned char *slot = box->slots + box->head * box->message_size;
        memcpy(message, slot, box->message_size);
        explicit_bzero(slot, box->message_size);
        box->head = (box->head + 1) % box->capacity;
        box->count--;
    } else {
        uint64_t ignored;
        ssize_t n = read(box->fd, &ignored, sizeof(ignored));
        (void)n;
    }
    pthread_mutex_unlock(&box->mutex);
    return some;
}

size_t pp_mailbox_refused(struct pp_mailbox *box)
{
    pthread_mutex_lock(&box->mutex);
    size_t refused = box->refused;
    pthread_mutex_unlock(&box->mutex);
    return refused;
}

void pp_mailbox_wait(struct pp_mailbox *box, int timeout_ms)
{
    struct pollfd pfd = {.fd = box->fd, .events = POLLIN};
    poll(&pfd, 1, timeout_ms);
}
