#include "voice/listener.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "sys/arena.h"
#include "sys/report.h"
#include "voice/endpoint.h"
#include "voice/lexicon.h"
#include "voice/recogniser.h"
#include "voice/ring.h"
#include "voice/voice.h"

enum { RING_SECONDS = 8, BLOCK = PP_VOICE_RATE / 10, VOICE_SIZE = 32 };

enum order_type { ORDER_PHRASES, ORDER_OPEN, ORDER_CLOSE, ORDER_FORGET, ORDER_END };

// What the worker is to do, in order. Made by the owner, freed by the worker.
struct order {
    struct order *next;
    enum order_type type;
    uint32_t session;
    uint32_t opening; // the number of this opening, see struct pp_listener
    size_t from;      // position in the ring where it begins
    struct arena_phrases *phrases;
};

struct arena_phrases {
    struct pp_arena arena; // holds the strings
    struct pp_phrase items[PP_MAX_PHRASES];
    size_t count;
    char voice[VOICE_SIZE];
};

struct pp_listener {
    pthread_t thread;
    sem_t wake;
    struct pp_ring ring;
    struct pp_mailbox *inbox;
    struct pp_arena arena; // holds the strings of the parameters
    const char *config_dir, *model, *phones;

    pthread_mutex_t mutex;
    struct order *first, **last; // protected by mutex
    uint32_t opening;            // protected by mutex: counts opens and closes
    atomic_bool open;            // samples are wanted
    // What there is to do, counted by who asks for it, and how much of that the worker has done.
    atomic_ulong asked, done;

    // The worker's own:
    char voice[VOICE_SIZE];
    struct pp_lexicon *lexicon;
    struct pp_recogniser *recogniser;
    struct pp_endpoint endpoint;
    uint16_t numbers[PP_MAX_PHRASES]; // of the phrases the recogniser has: as the owner knows them
    bool has_phrases;
    bool used; // since it was loaded: it knows of a visitor
    bool listening;
    uint32_t session;
    uint32_t listening_to; // opening
};

static bool load(struct pp_listener *l, const char *voice)
{
    struct pp_report report = {0};
    pp_recogniser_destroy(l->recogniser);
    pp_lexicon_destroy(l->lexicon);
    l->recogniser = NULL;
    l->has_phrases = false;
    l->used = false;
    l->lexicon = pp_lexicon_create(l->config_dir, l->phones, voice, &report);
    if (l->lexicon)
        l->recogniser = pp_recogniser_create(l->model, l->lexicon, &report);
    pp_report_finish(&report);
    strncpy(l->voice, voice, sizeof(l->voice) - 1);
    return l->recogniser != NULL;
}

// Posts unless the opening it belongs to was closed meanwhile: who has closed hears nothing more.
static void post_heard(struct pp_listener *l, enum pp_voice_message_type type,
                       const struct pp_heard *heard)
{
    struct pp_voice_message message = {.type = type, .session = l->session, .heard = *heard};
    pthread_mutex_lock(&l->mutex);
    if (l->opening == l->listening_to)
        pp_mailbox_post(l->inbox, &message);
    pthread_mutex_unlock(&l->mutex);
    explicit_bzero(&message, sizeof(message));
}

static void stop_listening(struct pp_listener *l)
{
    if (l->listening && l->recogniser)
        pp_recogniser_cancel(l->recogniser);
    pp_endpoint_init(&l->endpoint);
    l->listening = false;
}

// One phrase that cannot be used (checks of the pack name it) does not make the screen deaf: the
// others are listened for.
static void take_usable(struct pp_listener *l, const struct arena_phrases *phrases)
{
    static const size_t one = 1;
    struct pp_phrase *usable = calloc(PP_MAX_PHRASES, sizeof(*usable));
    size_t count = 0;
    for (size_t i = 0; usable && i < phrases->count; i++) {
        struct pp_report report = {0};
        if (pp_recogniser_phrases(l->recogniser, &phrases->items[i], one, &report)) {
            l->numbers[count] = (uint16_t)i;
            usable[count++] = phrases->items[i];
        }
        pp_report_finish(&report);
    }
    struct pp_report report = {0};
    l->has_phrases = count > 0 && pp_recogniser_phrases(l->recogniser, usable, count, &report);
    pp_report_finish(&report);
    free(usable);
}

static void take_phrases(struct pp_listener *l, const struct arena_phrases *phrases)
{
    stop_listening(l);
    if (strcmp(phrases->voice, l->voice) != 0)
        load(l, phrases->voice);
    l->has_phrases = false;
    l->used = true;
    if (!l->recogniser)
        return;
    struct pp_report report = {0};
    l->has_phrases = pp_recogniser_phrases(l->recogniser, phrases->items, phrases->count, &report);
    pp_report_finish(&report);
    for (size_t i = 0; i < PP_MAX_PHRASES; i++)
        l->numbers[i] = (uint16_t)i;
    if (!l->has_phrases)
        take_usable(l, phrases);
}

static void take_open(struct pp_listener *l, const struct order *order)
{
    stop_listening(l);
    l->session = order->session;
    l->listening_to = order->opening;
    pp_ring_drop(&l->ring, order->from);
    if (l->has_phrases)
        pp_recogniser_begin(l->recogniser);
    l->listening = true;
}

static void tell_result(struct pp_listener *l, bool spoken)
{
    struct pp_heard heard = {.decision = PP_HEARD_NO};
    pthread_mutex_lock(&l->mutex);
    if (l->opening == l->listening_to) // a later opening is not this one's to close
        atomic_store(&l->open, false);
    pthread_mutex_unlock(&l->mutex);
    if (spoken && l->has_phrases)
        pp_recogniser_end(l->recogniser, &heard);
    for (uint8_t i = 0; i < heard.guess_count; i++)
        heard.guesses[i].phrase = l->numbers[heard.guesses[i].phrase];
    post_heard(l, PP_VOICE_HEARD, &heard);
    explicit_bzero(&heard, sizeof(heard));
    stop_listening(l);
}

static void listen_to(struct pp_listener *l, const int16_t *samples, size_t count)
{
    static const struct pp_heard nothing = {.decision = PP_HEARD_NO};
    while (count > 0 && l->listening) {
        size_t taken;
        enum pp_endpoint_event event = pp_endpoint_feed(&l->endpoint, samples, count, &taken);
        if (l->has_phrases)
            pp_recogniser_feed(l->recogniser, samples, taken);
        samples += taken;
        count -= taken;
        if (event == PP_ENDPOINT_SPEECH)
            post_heard(l, PP_VOICE_SPEECH, &nothing);
        else if (event != PP_ENDPOINT_NOTHING)
            tell_result(l, event == PP_ENDPOINT_END);
    }
}

static struct order *next_order(struct pp_listener *l)
{
    pthread_mutex_lock(&l->mutex);
    struct order *order = l->first;
    if (order) {
        l->first = order->next;
        if (!l->first)
            l->last = &l->first;
    }
    pthread_mutex_unlock(&l->mutex);
    return order;
}

static bool has_orders(struct pp_listener *l)
{
    pthread_mutex_lock(&l->mutex);
    bool some = l->first != NULL;
    pthread_mutex_unlock(&l->mutex);
    return some;
}

// The phrases of a visitor's screens tell what they answered and what they were shown, and their
// words stay in the decoder's dictionary: a new one takes its place. Nobody waits for it now.
static void forget(struct pp_listener *l)
{
    char voice[VOICE_SIZE];
    memcpy(voice, l->voice, sizeof(voice));
    if (l->used)
        load(l, voice);
}

static void free_order(struct order *order)
{
    if (order->phrases)
        pp_arena_finish(&order->phrases->arena);
    free(order->phrases);
    free(order);
}

// False at the last order.
static bool obey(struct pp_listener *l)
{
    bool more = true;
    struct order *order;
    while (more && (order = next_order(l))) {
        switch (order->type) {
        case ORDER_PHRASES:
            take_phrases(l, order->phrases);
            break;
        case ORDER_OPEN:
            take_open(l, order);
            break;
        case ORDER_CLOSE:
            stop_listening(l);
            pp_ring_drop(&l->ring, order->from);
            break;
        case ORDER_FORGET:
            stop_listening(l);
            pp_ring_drop(&l->ring, order->from);
            forget(l);
            break;
        case ORDER_END:
            more = false;
            break;
        }
        free_order(order);
    }
    return more;
}

static void *work(void *argument)
{
    struct pp_listener *l = argument;
    int16_t block[BLOCK];
    char first_voice[VOICE_SIZE];
    memcpy(first_voice, l->voice, sizeof(first_voice));
    struct pp_voice_message message = {
        .type = load(l, first_voice) ? PP_VOICE_READY : PP_VOICE_MISSING,
    };
    pp_mailbox_post(l->inbox, &message);
    bool more = true;
    while (more) {
        unsigned long asked = atomic_load(&l->asked);
        more = obey(l);
        size_t count;
        while (more && l->listening && !has_orders(l) &&
               (count = pp_ring_read(&l->ring, block, BLOCK)) > 0)
            listen_to(l, block, count);
        explicit_bzero(block, sizeof(block));
        atomic_store(&l->done, asked);
        pp_mailbox_wake(l->inbox); // a virtual clock waits for the worker to be idle
        if (more && atomic_load(&l->asked) == asked)
            while (sem_wait(&l->wake) != 0) {
            }
    }
    stop_listening(l);
    pp_recogniser_destroy(l->recogniser);
    pp_lexicon_destroy(l->lexicon);
    return NULL;
}

static void ask(struct pp_listener *l)
{
    atomic_fetch_add(&l->asked, 1);
    sem_post(&l->wake);
}

static void give_order(struct pp_listener *l, struct order *order)
{
    order->from = atomic_load(&l->ring.written);
    pthread_mutex_lock(&l->mutex);
    if (order->type != ORDER_PHRASES) {
        order->opening = ++l->opening;
        atomic_store(&l->open, order->type == ORDER_OPEN);
    }
    *l->last = order;
    l->last = &order->next;
    pthread_mutex_unlock(&l->mutex);
    ask(l);
}

static void give_simple_order(struct pp_listener *l, enum order_type type, uint32_t session)
{
    struct order *order = calloc(1, sizeof(*order));
    if (!order)
        return;
    order->type = type;
    order->session = session;
    give_order(l, order);
}

static bool start_thread(struct pp_listener *l)
{
    if (sem_init(&l->wake, 0, 0) != 0)
        return false;
    if (pthread_mutex_init(&l->mutex, NULL) != 0) {
        sem_destroy(&l->wake);
        return false;
    }
    if (pthread_create(&l->thread, NULL, work, l) != 0) {
        pthread_mutex_destroy(&l->mutex);
        sem_destroy(&l->wake);
        return false;
    }
    return true;
}

struct pp_listener *pp_listener_create(const struct pp_listener_params *params)
{
    struct pp_listener *l = calloc(1, sizeof(*l));
    if (!l)
        return NULL;
    l->inbox = params->inbox;
    l->last = &l->first;
    l->config_dir = pp_arena_strdup(&l->arena, params->config_dir);
    l->model = pp_arena_strdup(&l->arena, params->model ? params->model : "");
    l->phones = pp_arena_strdup(&l->arena, params->phones);
    strncpy(l->voice, params->voice, sizeof(l->voice) - 1);
    atomic_init(&l->asked, 1); // loading
    if (l->config_dir && l->model && l->phones &&
        pp_ring_init(&l->ring, RING_SECONDS * PP_VOICE_RATE) && start_thread(l))
        return l;
    pp_ring_finish(&l->ring);
    pp_arena_finish(&l->arena);
    free(l);
    return NULL;
}

void pp_listener_destroy(struct pp_listener *l)
{
    if (!l)
        return;
    give_simple_order(l, ORDER_END, 0);
    pthread_join(l->thread, NULL);
    struct order *order;
    while ((order = next_order(l)))
        free_order(order);
    pthread_mutex_destroy(&l->mutex);
    sem_destroy(&l->wake);
    pp_ring_finish(&l->ring);
    pp_arena_finish(&l->arena);
    free(l);
}

void pp_listener_phrases(struct pp_listener *l, const char *voice, const struct pp_phrase *phrases,
                         size_t count)
{
    struct order *order = calloc(1, sizeof(*order));
    struct arena_phrases *copy = calloc(1, sizeof(*copy));
    if (!order || !copy) {
        free(order);
        free(copy);
        return;
    }
    strncpy(copy->voice, voice, sizeof(copy->voice) - 1);
    for (size_t i = 0; i < count && i < PP_MAX_PHRASES; i++) {
        copy->items[i] = phrases[i];
        copy->items[i].jsgf = pp_arena_strdup(&copy->arena, phrases[i].jsgf);
        if (!copy->items[i].jsgf)
            break;
        copy->count++;
    }
    order->type = ORDER_PHRASES;
    order->phrases = copy;
    give_order(l, order);
}

void pp_listener_open(struct pp_listener *l, uint32_t session)
{
    give_simple_order(l, ORDER_OPEN, session);
}

void pp_listener_close(struct pp_listener *l)
{
    give_simple_order(l, ORDER_CLOSE, 0);
}

void pp_listener_push(struct pp_listener *l, const int16_t *samples, size_t count)
{
    if (!atomic_load(&l->open))
        return;
    pp_ring_write(&l->ring, samples, count);
    ask(l);
}

bool pp_listener_busy(struct pp_listener *l)
{
    return atomic_load(&l->asked) != atomic_load(&l->done);
}

void pp_listener_forget(struct pp_listener *l)
{
    give_simple_order(l, ORDER_FORGET, 0);
}
