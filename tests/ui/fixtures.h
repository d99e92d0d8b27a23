// Screens made by hand, with the words of a usual visit; only for the tests of ui/.
#ifndef PP_TESTS_UI_FIXTURES_H
#define PP_TESTS_UI_FIXTURES_H

#include <stdio.h>
#include <string.h>

#include "view/view.h"

enum fixture {
    FIXTURE_START,
    FIXTURE_HAPPENED,
    FIXTURE_LAST_PAGE,
    FIXTURE_NEED,
    FIXTURE_NOTICE,
    FIXTURE_LISTENING,
    FIXTURE_RESULTS,
    FIXTURE_DETAIL,
    FIXTURE_URGENT,
    FIXTURE_CONFIRM_ONE,
    FIXTURE_CONFIRM_MANY,
    FIXTURE_LANGUAGE,
    FIXTURE_SETTINGS,
    FIXTURE_TIMEOUT,
    FIXTURE_BYE,
    FIXTURES
};

static const char *const fixture_names[FIXTURES] = {
    "start",  "happened", "last_page",    "need",     "notice",   "listening", "results", "detail",
    "urgent", "confirm",  "confirm_many", "language", "settings", "timeout",   "bye",
};

static inline struct pp_control *fixture_add(struct pp_view *view, const char *id,
                                             enum pp_role role, enum pp_region region,
                                             const char *label, const char *icon)
{
    struct pp_control *control = &view->controls[view->control_count++];
    *control = (struct pp_control){
        .role = (uint8_t)role,
        .region = (uint8_t)region,
        .label = label,
        .spoken = label,
        .icon = icon,
        .tint = "",
        .meaning = {role == PP_ROLE_TEXT ? PP_INPUT_NONE : PP_INPUT_OPTION, 0},
    };
    snprintf(control->id, sizeof(control->id), "%s", id);
    static const struct {
        const char *id;
        uint8_t type;
    } types[] = {
        {"talk", PP_INPUT_TALK}, {"read_aloud", PP_INPUT_READ_ALOUD}, {"more", PP_INPUT_MORE}};
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (strcmp(types[i].id, id) == 0)
            control->meaning.type = types[i].type;
    return control;
}

static inline void fixture_line(struct pp_control *control, const char *icon, const char *text,
                                bool strong, bool faint)
{
    control->lines[control->line_count++] =
        (struct pp_line){.icon = icon, .text = text, .strong = strong, .faint = faint};
}

static inline void fixture_top(struct pp_view *view)
{
    fixture_add(view, "language", PP_ROLE_BUTTON, PP_REGION_TOP, "Taal", "language");
    fixture_add(view, "settings", PP_ROLE_BUTTON, PP_REGION_TOP, "Groter of harder", "settings");
    fixture_add(view, "urgent", PP_ROLE_BUTTON, PP_REGION_TOP, "Nu hulp nodig", "urgent")
        ->emphasis = PP_DANGER;
}

// The buttons below: `skip` and `more` may be NULL.
static inline void fixture_bar(struct pp_view *view, bool inside, const char *skip,
                               const char *more)
{
    if (inside) {
        fixture_add(view, "back", PP_ROLE_BUTTON, PP_REGION_BAR, "Terug", "back");
        fixture_add(view, "stop", PP_ROLE_BUTTON, PP_REGION_BAR, "Stop", "stop");
    }
    fixture_add(view, "read_aloud", PP_ROLE_BUTTON, PP_REGION_BAR, "Lees voor", "read_aloud");
    fixture_add(view, "talk", PP_ROLE_BUTTON, PP_REGION_BAR, "Praat", "talk")->emphasis =
        PP_PRIMARY;
    if (skip)
        fixture_add(view, "option.rather_not", PP_ROLE_CHOICE, PP_REGION_BAR, skip, "rather_not");
    if (more)
        fixture_add(view, strcmp(more, "Klaar") == 0 ? "done" : "more", PP_ROLE_BUTTON,
                    PP_REGION_BAR, more, strcmp(more, "Klaar") == 0 ? "done" : "more");
}

static inline void fixture_tiles(struct pp_view *view, const char *const (*tiles)[4], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char id[48];
        snprintf(id, sizeof(id), "option.%s", tiles[i][0]);
        struct pp_control *tile =
            fixture_add(view, id, PP_ROLE_CHOICE, PP_REGION_BODY, tiles[i][1], tiles[i][2]);
        tile->tint = tiles[i][3];
        tile->number = (uint8_t)(i + 1);
    }
}

static const char *const fixture_happened[][4] = {
    {"alone", "Ik voel me alleen", "alone", "sky"},
    {"money", "Geld of brieven", "money", "sun"},
    {"head", "Druk in mijn hoofd", "head", "lilac"},
    {"home", "Wonen", "home", "leaf"},
    {"care", "Ik zorg voor iemand", "care", "rose"},
    {"loss", "Iemand is dood of weg", "loss", "stone"},
};

static const char *const fixture_needs[][4] = {
    {"listener", "Iemand die luistert", "listener", "sky"},
    {"peers", "Mensen zoals ik", "peers", "leaf"},
    {"papers", "Hulp met papieren", "papers", "sun"},
    {"place", "Een fijne plek", "place", "rose"},
    {"activity", "Iets doen", "activity", "lilac"},
    {"go_along", "Iemand gaat mee", "go_along", "stone"},
};

static inline void fixture_start(struct pp_view *view)
{
    view->title = "Hoi! Waar kan ik je mee helpen?";
    fixture_add(view, "begin", PP_ROLE_BUTTON, PP_REGION_BODY, "Beginnen", "begin")->emphasis =
        PP_PRIMARY;
    fixture_add(view, "option.for_other", PP_ROLE_CHOICE, PP_REGION_BODY, "Voor iemand anders",
                "for_other")
        ->tint = "rose";
    fixture_bar(view, false, NULL, NULL);
}

static inline void fixture_question(struct pp_view *view, enum fixture which, uint8_t room)
{
    view->dots = 3;
    view->dot = which == FIXTURE_NEED ? 2 : 1;
    view->title = which == FIXTURE_NEED ? "Wat heb je nodig?" : "Wat is er met je gebeurd?";
    if (which == FIXTURE_NOTICE)
        view->notice = "Dat hoorde ik niet goed. Zeg bijvoorbeeld: ik voel me alleen.";
    if (which == FIXTURE_LAST_PAGE)
        room = 2;
    fixture_tiles(view, which == FIXTURE_NEED ? fixture_needs : fixture_happened,
                  room < 6 ? room : 6);
    fixture_bar(view, true, which == FIXTURE_NEED ? "Weet ik nog niet" : "Zeg ik liever niet",
                "Meer");
    if (which != FIXTURE_LISTENING)
        return;
    view->listening = true;
    for (size_t i = 0; i < view->control_count; i++)
        if (strcmp(view->controls[i].id, "talk") == 0)
            view->controls[i].label = "Ik luister";
}

static inline void fixture_results(struct pp_view *view, uint8_t room)
{
    static const char *const cards[3][8] = {
        {"Samen praten", "kind_peer_group", "sky",
         "Een groep mensen die ook alleen zijn. Je mag ook luisteren.", "Vandaag om 14:00",
         "5 minuten lopen", "Omdat je zei: ik voel me alleen", "walk"},
        {"Open koffie", "kind_drop_in", "sun", "Kom binnen wanneer je wilt. De koffie is gratis.",
         "Nu open tot 17:00", "Hier in huis", "Omdat je zei: mensen zoals ik", "home_here"},
        {"Kwartiermaker Sam", "kind_kwartiermaker", "leaf",
         "Sam kent de buurt en gaat de eerste keer mee.", "Morgen vanaf 10:00", "5 minuten lopen",
         "Omdat je zei: iemand gaat mee", "walk"},
    };
    view->title = "Hier kun je terecht";
    view->dots = view->dot = 3;
    for (uint8_t i = 0; i < 3 && i < room; i++) {
        char id[48];
        snprintf(id, sizeof(id), "result.%u", i + 1u);
        struct pp_control *card =
            fixture_add(view, id, PP_ROLE_CARD, PP_REGION_BODY, cards[i][0], cards[i][1]);
        card->tint = cards[i][2];
        card->number = (uint8_t)(i + 1);
        card->action = "Vertel me meer";
        fixture_line(card, "", cards[i][3], false, false);
        fixture_line(card, "clock", cards[i][4], i != 2, false);
        fixture_line(card, cards[i][7], cards[i][5], false, false);
        fixture_line(card, "", cards[i][6], false, true);
    }
    fixture_bar(view, true, "Nog een vraag", "Klaar");
}

static inline void fixture_detail(struct pp_view *view)
{
    static const char *const facts[][2] = {
        {"people", "Praten met mensen die ook iemand missen."},
        {"clock", "Vandaag om 14:00"},
        {"calendar", "Dinsdag 14:00 - 16:00, donderdag 10:00 - 12:00"},
        {"walk", "Wilgenplein 1, 5 minuten lopen"},
        {"welcome", "Fatma of Kees doet de deur open."},
        {"first_time", "De eerste keer mag je ook alleen luisteren."},
        {"door", "Je mag zo binnenlopen."},
        {"money_free", "Gratis"},
        {"phone", "000 555 01 23"},
        {"wheelchair", "Met een rolstoel kun je naar binnen."},
        {"checked", "Nagekeken op 2 november 2026"},
    };
    view->title = "Rouwcafé De Wilg";
    view->dots = view->dot = 3;
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
        char id[48];
        snprintf(id, sizeof(id), "fact.%s", facts[i][0]);
        fixture_add(view, id, PP_ROLE_TEXT, PP_REGION_BODY, facts[i][1], facts[i][0]);
    }
    fixture_bar(view, true, NULL, "Klaar");
}

static inline void fixture_urgent(struct pp_view *view, uint8_t room)
{
    static const char *const numbers[][4] = {
        {"Ambulance, politie, brandweer", "112", "Als iemand nu in gevaar is", "urgent_danger"},
        {"113 Zelfmoordpreventie", "113 of 0800-0113", "Als je aan de dood denkt",
         "urgent_suicide"},
        {"Veilig Thuis", "0800-2000", "Als het thuis niet veilig is", "urgent_veilig_thuis"},
        {"Huisartsenpost", "0000-000000", "Als je snel een dokter nodig hebt", "urgent_doctor"},
        {"De Luisterlijn", "088 0767 000", "Als je met iemand wilt praten", "urgent_luisterlijn"},
        {"Kindertelefoon", "0800-0432", "Als je nog geen 18 bent", "urgent_kindertelefoon"},
        {"MIND Korrelatie", "0900-1450", "Als het slecht gaat met je gevoel", "urgent_korrelatie"},
    };
    view->title = "Deze mensen helpen je nu";
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]) && i < room; i++) {
        char id[48];
        snprintf(id, sizeof(id), "number.%zu", i + 1);
        struct pp_control *number =
            fixture_add(view, id, PP_ROLE_TEXT, PP_REGION_BODY, numbers[i][0], numbers[i][3]);
        number->emphasis = i == 0 ? PP_DANGER : PP_PLAIN;
        fixture_line(number, "", numbers[i][1], true, false);
        fixture_line(number, "", numbers[i][2], false, false);
    }
    fixture_add(view, "host", PP_ROLE_TEXT, PP_REGION_BODY,
                "Hier is de gastvrouw bij de koffie. Een telefoon staat bij de balie.", "people");
    fixture_bar(view, true, NULL, NULL);
}

static inline void fixture_confirm(struct pp_view *view, size_t count)
{
    view->title = count == 1 ? "Bedoel je: ik voel me alleen?" : "Wat bedoel je?";
    view->dots = 3;
    view->dot = 1;
    fixture_tiles(view, fixture_happened, count);
    if (count == 1)
        fixture_add(view, "yes", PP_ROLE_BUTTON, PP_REGION_BODY, "Ja", "yes")->emphasis =
            PP_PRIMARY;
    fixture_add(view, "no", PP_ROLE_BUTTON, PP_REGION_BODY, "Nee", "no");
    fixture_bar(view, true, NULL, NULL);
}

static inline void fixture_language(struct pp_view *view, uint8_t room)
{
    static const char *const languages[][2] = {
        {"nl", "Nederlands"}, {"en", "English"},    {"tr", "Türkçe"},
        {"ar", "العربية"},    {"uk", "Українська"}, {"pl", "Polski"},
    };
    view->title = "Kies je taal";
    for (uint8_t i = 0; i < 6 && i < room; i++) {
        char id[48];
        snprintf(id, sizeof(id), "language.%s", languages[i][0]);
        struct pp_control *tile =
            fixture_add(view, id, PP_ROLE_CHOICE, PP_REGION_BODY, languages[i][1], "");
        tile->number = (uint8_t)(i + 1);
        tile->chosen = i == 0;
    }
    fixture_bar(view, true, NULL, NULL);
}

static inline void fixture_settings(struct pp_view *view, uint8_t room)
{
    static const char *const settings[][4] = {
        {"text_size", "Letters", "text_size", "sky"}, {"theme", "Kleuren", "theme", "sun"},
        {"louder", "Harder", "louder", "leaf"},       {"softer", "Zachter", "softer", "leaf"},
        {"faster", "Sneller", "faster", "lilac"},     {"slower", "Langzamer", "slower", "lilac"},
    };
    view->title = "Wat kan beter voor je?";
    size_t first = view->control_count;
    fixture_tiles(view, settings, room < 6 ? room : 6);
    fixture_line(&view->controls[first], "", "Nu: gewoon", false, false);
    fixture_line(&view->controls[first + 1], "", "Nu: gewoon", false, false);
    fixture_bar(view, true, NULL, NULL);
}

static inline void fixture_timeout(struct pp_view *view)
{
    view->title = "Ben je er nog?";
    fixture_add(view, "left", PP_ROLE_TEXT, PP_REGION_BODY, "Nog 30 seconden.", "clock");
    fixture_add(view, "yes", PP_ROLE_BUTTON, PP_REGION_BODY, "Ja, ik ben er", "yes")->emphasis =
        PP_PRIMARY;
    fixture_add(view, "no", PP_ROLE_BUTTON, PP_REGION_BODY, "Nee, ik ben klaar", "no");
    fixture_bar(view, false, NULL, NULL);
}

// `tiles` and `cards`: what there is room for (pp_layout_capacity).
static inline void fixture_make(struct pp_view *view, enum fixture which, uint8_t text_size,
                                uint8_t theme, uint8_t tiles, uint8_t cards)
{
    static const uint8_t types[FIXTURES] = {
        PP_STEP_START,    PP_STEP_QUESTION, PP_STEP_QUESTION, PP_STEP_QUESTION, PP_STEP_QUESTION,
        PP_STEP_QUESTION, PP_STEP_RESULTS,  PP_STEP_DETAIL,   PP_STEP_URGENT,   PP_STEP_CONFIRM,
        PP_STEP_CONFIRM,  PP_STEP_LANGUAGE, PP_STEP_SETTINGS, PP_STEP_TIMEOUT,  PP_STEP_BYE,
    };
    memset(view, 0, sizeof(*view));
    view->screen = fixture_names[which];
    view->step_type = types[which];
    view->title = view->notice = "";
    view->page = 0;
    view->pages = 1;
    view->text_size = text_size;
    view->theme = theme;
    fixture_top(view);
    switch (which) {
    case FIXTURE_START:
        fixture_start(view);
        break;
    case FIXTURE_RESULTS:
        fixture_results(view, cards);
        break;
    case FIXTURE_DETAIL:
        fixture_detail(view);
        break;
    case FIXTURE_URGENT:
        fixture_urgent(view, 7);
        break;
    case FIXTURE_CONFIRM_ONE:
        fixture_confirm(view, 1);
        break;
    case FIXTURE_CONFIRM_MANY:
        fixture_confirm(view, 3);
        break;
    case FIXTURE_LANGUAGE:
        fixture_language(view, tiles);
        break;
    case FIXTURE_SETTINGS:
        fixture_settings(view, tiles);
        break;
    case FIXTURE_TIMEOUT:
        fixture_timeout(view);
        break;
    case FIXTURE_BYE:
        view->title = "Dag! Fijn dat je er was.";
        fixture_bar(view, false, NULL, NULL);
        break;
    default:
        fixture_question(view, which, tiles);
        break;
    }
    view->sayings[0] = (struct pp_saying){.text = view->title, .control = -1};
    view->saying_count = 1;
}

// The button that a screen gets when layout says that it takes more than one page.
static inline void fixture_more(struct pp_view *view)
{
    fixture_add(view, "more", PP_ROLE_BUTTON, PP_REGION_BAR, "Meer", "more");
}

static const int fixture_sizes[][2] = {
    {1280, 800}, {1920, 1080}, {800, 480}, {1024, 600}, {720, 1280}, {1080, 1920},
};
enum { FIXTURE_SIZES = sizeof(fixture_sizes) / sizeof(fixture_sizes[0]) };

#endif
