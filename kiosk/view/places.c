// The screens that show where to go: results, the detail of one, and the urgent numbers.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "view/build.h"
#include "view/when.h"

// Why a result is shown: the answers that speak for it.
static const char *because(const struct pp_build *build, const struct pp_found *found,
                           bool said_aloud)
{
    const struct pp_view_source *source = build->source;
    if (found->match.last_resort)
        return pp_build_words(build, "results.last_resort");
    char answers[256] = "";
    for (size_t i = 0; i < 2; i++) {
        uint8_t index = found->match.because[i];
        if (index == PP_NONE || !source->state->answers[index])
            continue;
        const struct pp_step *step = &source->core->flow->steps[index];
        const struct pp_option *option = &step->options[source->state->answers[index] - 1];
        if (said_aloud && option->quiet)
            continue;
        const char *words = pp_build_words_if(build, "options.%s.%s.because", step->id, option->id);
        if (!words[0])
            words = pp_build_words(build, "options.%s.%s.label", step->id, option->id);
        size_t used = strlen(answers);
        snprintf(answers + used, sizeof(answers) - used, "%s%s", used ? ", " : "", words);
    }
    if (!answers[0])
        return "";
    const char *text =
        pp_build_fill(build, pp_build_words(build, "results.because"), "answer", answers);
    explicit_bzero(answers, sizeof(answers));
    return text;
}

static const char *walk(const struct pp_build *build, const struct pp_found *found)
{
    const struct pp_listing *listing = &found->listing;
    if (listing->scope == PP_SCOPE_PHONE)
        return pp_build_words(build, "detail.scope.phone");
    if (listing->scope == PP_SCOPE_ONLINE)
        return pp_build_words(build, "detail.scope.online");
    return pp_walk_seen(&build->view->arena, build->source->pack, found->match.walk_minutes);
}

static const char *walk_icon(const struct pp_listing *listing)
{
    return listing->scope == PP_SCOPE_PHONE    ? "phone"
           : listing->scope == PP_SCOPE_ONLINE ? "online"
                                               : "walk";
}

static void build_card(const struct pp_build *build, uint8_t index, uint8_t number)
{
    const struct pp_view_source *source = build->source;
    const struct pp_found *found = &source->found[index];
    const struct pp_listing *listing = &found->listing;
    const struct pp_kind *kind = &source->core->flow->kinds[listing->kind];
    struct pp_arena *arena = &build->view->arena;
    struct pp_control *card =
        pp_build_add(build, PP_ROLE_CARD, PP_REGION_BODY,
                     (struct pp_meaning){PP_INPUT_RESULT, index}, "result.%d", index + 1);
    card->number = number;
    card->label = listing->name;
    card->icon = kind->icon;
    card->tint = kind->tint;
    card->action = pp_build_words(build, "controls.result.label");

    const char *seen = pp_when_seen(arena, source->pack, listing, &found->match.opening,
                                    source->now, source->clock_trusted);
    const char *spoken = pp_when_spoken(arena, source->pack, listing, &found->match.opening,
                                        source->now, source->clock_trusted);
    const char *far = walk(build, found);
    pp_build_line(card, "", listing->summary, false, false);
    pp_build_line(card, "clock", seen, true, false);
    pp_build_line(card, walk_icon(listing), far, false, false);
    pp_build_line(card, "", because(build, found, false), false, true);
    const struct pp_fill fills[] = {
        {"name", listing->name},
        {"when", spoken},
        {"walk", far},
        {"summary", listing->summary},
        {"because", because(build, found, true)},
    };
    card->spoken = pp_fill(arena, pp_build_words(build, "results.card_spoken"), fills,
                           sizeof(fills) / sizeof(fills[0]));
}

void pp_build_results(const struct pp_build *build)
{
    const struct pp_state *state = build->source->state;
    if (state->result_count == 0) {
        build->view->title = pp_build_words(build, "results.none");
        const char *host = pp_build_words(build, "urgent.host");
        pp_build_fact(build, "fact.host", "welcome", host, host);
        return;
    }
    uint8_t first, end;
    pp_build_page(build, state->result_count, build->source->core->capacity.cards, &first, &end);
    for (uint8_t i = first; i < end; i++)
        build_card(build, i, (uint8_t)(i - first + 1));
}

static void fact(const struct pp_build *build, const char *id, const char *icon, const char *seen,
                 const char *spoken)
{
    if (seen[0])
        pp_build_fact(build, id, icon, seen, spoken);
}

static const char *join(const struct pp_build *build, const char *first, const char *second)
{
    if (!first[0] || !second[0])
        return first[0] ? first : second;
    const char *text = pp_arena_printf(&build->view->arena, "%s\n%s", first, second);
    return text ? text : first;
}

static const char *language_names(const struct pp_build *build, const char *codes)
{
    char names[200] = "";
    while (*codes) {
        size_t n = strcspn(codes, ", ");
        const char *name = pp_build_words_if(build, "languages.%.*s", (int)n, codes);
        size_t used = strlen(names);
        if (name[0])
            snprintf(names + used, sizeof(names) - used, "%s%s", used ? ", " : "", name);
        codes += n;
        codes += strspn(codes, ", ");
    }
    if (!names[0])
        return "";
    return pp_build_fill(build, pp_build_words(build, "detail.languages"), "languages", names);
}

static const char *week(const struct pp_build *build, const struct pp_listing *listing)
{
    const char *lines[8];
    size_t count = pp_week_seen(&build->view->arena, build->source->pack, listing, lines, 8);
    if (count == 0)
        return "";
    const char *times = lines[0];
    for (size_t i = 1; i < count; i++)
        times = join(build, times, lines[i]);
    return pp_build_fill(build, pp_build_words(build, "detail.week"), "times", times);
}

static void build_what(const struct pp_build *build, const struct pp_found *found)
{
    const struct pp_view_source *source = build->source;
    const struct pp_listing *listing = &found->listing;
    const struct pp_kind *kind = &source->core->flow->kinds[listing->kind];
    struct pp_arena *arena = &build->view->arena;
    static const char *const walk_in[] = {"", "yes", "call_first", "register"};

    fact(build, "fact.kind", kind->icon, pp_build_words(build, "kinds.%s.name", kind->id),
         pp_build_words(build, "kinds.%s.explain", kind->id));
    fact(build, "fact.summary", "info", listing->summary, listing->summary);
    fact(build, "fact.when", "clock",
         pp_when_seen(arena, source->pack, listing, &found->match.opening, source->now,
                      source->clock_trusted),
         pp_when_spoken(arena, source->pack, listing, &found->match.opening, source->now,
                        source->clock_trusted));
    const char *address =
        listing->hidden_address ? pp_build_words(build, "detail.hidden_address") : listing->address;
    fact(build, "fact.address", listing->hidden_address ? "key" : "place", address, address);
    const char *far = walk(build, found);
    fact(build, "fact.walk", walk_icon(listing), far, far);
    if (listing->phone[0])
        fact(build, "fact.phone", "phone",
             pp_build_fill(build, pp_build_words(build, "detail.phone"), "phone", listing->phone),
             pp_build_fill(build, pp_build_words(build, "detail.phone_spoken"), "phone",
                           pp_phone_spoken(arena, source->pack, listing->phone)));
    if (listing->walk_in != PP_WALK_IN_UNKNOWN) {
        const char *words = pp_build_words(build, "detail.walk_in.%s", walk_in[listing->walk_in]);
        fact(build, "fact.walk_in", "door", words, words);
    }
}

static void build_first_time(const struct pp_build *build, const struct pp_listing *listing)
{
    fact(build, "fact.welcome", "welcome", listing->welcome, listing->welcome);
    fact(build, "fact.first_time", "first_time", listing->first_time, listing->first_time);
    fact(build, "fact.for_whom", "people_for", listing->for_whom, listing->for_whom);
    fact(build, "fact.directions", "place", listing->directions, listing->directions);
}

static void build_practical(const struct pp_build *build, const struct pp_listing *listing)
{
    const struct pp_view_source *source = build->source;
    static const char *const wheelchair[] = {"", "yes", "partly", "no"};

    const char *times = join(build, week(build, listing), listing->hours_note);
    fact(build, "fact.week", "calendar", times, times);
    fact(build, "fact.cost", "money_free", listing->cost, listing->cost);
    const char *languages = language_names(build, listing->languages);
    fact(build, "fact.languages", "languages", languages, languages);
    if (listing->wheelchair != PP_WHEELCHAIR_UNKNOWN) {
        const char *words =
            pp_build_words(build, "detail.wheelchair.%s", wheelchair[listing->wheelchair]);
        fact(build, "fact.wheelchair", "wheelchair", words, words);
    }
    fact(build, "fact.website", "online", listing->website, "");
    if (listing->checked != INT32_MIN) {
        const char *checked =
            pp_build_fill(build, pp_build_words(build, "detail.checked"), "date",
                          pp_date_seen(&build->view->arena, source->pack, listing->checked));
        fact(build, "fact.checked", "checked", checked, checked);
    }
}

void pp_build_detail(const struct pp_build *build)
{
    const struct pp_state *state = build->source->state;
    if (state->result >= state->result_count)
        return;
    const struct pp_found *found = &build->source->found[state->result];
    build->view->title = found->listing.name;
    build_what(build, found);
    const char *why = because(build, found, false);
    fact(build, "fact.because", "checked", why, because(build, found, true));
    build_first_time(build, &found->listing);
    build_practical(build, &found->listing);
}

static const char *line_hours(const struct pp_build *build, const struct pp_urgent_number *number)
{
    if (number->open_minute == 0 && number->close_minute == 0)
        return "";
    const struct pp_fill fills[] = {
        {"from", pp_time_seen(&build->view->arena, number->open_minute)},
        {"until", pp_time_seen(&build->view->arena, number->close_minute)},
    };
    return pp_fill(&build->view->arena, pp_build_words(build, "urgent.hours"), fills, 2);
}

static void build_number(const struct pp_build *build, const struct pp_urgent_number *number)
{
    const struct pp_view_source *source = build->source;
    struct pp_arena *arena = &build->view->arena;
    const char *digits = number->number[0] ? number->number : source->kiosk->doctor_number;
    const char *name = pp_build_words(build, "urgent.numbers.%s.name", number->id);
    const char *when = pp_build_words(build, "urgent.numbers.%s.when", number->id);
    struct pp_control *card = pp_build_add(build, PP_ROLE_TEXT, PP_REGION_BODY,
                                           (struct pp_meaning){0}, "number.%s", number->id);
    card->icon = number->icon;
    card->emphasis = number->first ? PP_DANGER : PP_PLAIN;
    card->label = name;
    const char *call = digits;
    if (number->also[0]) {
        const struct pp_fill fills[] = {{"number", digits}, {"also", number->also}};
        call = pp_fill(arena, pp_build_words(build, "urgent.or"), fills, 2);
    }
    pp_build_line(card, "", call, true, false);
    pp_build_line(card, "", when, false, false);
    pp_build_line(card, "clock", line_hours(build, number), false, false);
    if (!number->confirmed)
        pp_build_line(card, "", pp_build_words(build, "urgent.unconfirmed"), false, true);
    const struct pp_fill fills[] = {
        {"name", name},
        {"when", when},
        {"number", pp_phone_spoken(arena, source->pack, digits)},
    };
    card->spoken = pp_fill(arena, pp_build_words(build, "urgent.call"), fills, 3);
}

void pp_build_urgent(const struct pp_build *build)
{
    const struct pp_view_source *source = build->source;
    for (uint8_t i = 0; i < source->urgent->count; i++)
        build_number(build, &source->urgent->numbers[i]);
    const char *host = pp_build_words(build, "urgent.host");
    pp_build_fact(build, "fact.host", "welcome", host, host);
}
