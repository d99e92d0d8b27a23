// What stands in the body, by the type of the step.
#include <math.h>

#include "ui/geometry.h"

struct group {
    size_t count;
    uint8_t which[PP_MAX_CONTROLS];
};

struct parts {
    struct group tiles, cards, texts, buttons;
};

static void add(struct group *group, uint8_t at)
{
    group->which[group->count++] = at;
}

static void sort_out(const struct pp_view *view, struct parts *parts)
{
    for (uint8_t i = 0; i < view->control_count; i++) {
        const struct pp_control *control = &view->controls[i];
        if (control->region != PP_REGION_BODY)
            continue;
        if (control->role == PP_ROLE_CHOICE)
            add(&parts->tiles, i);
        else if (control->role == PP_ROLE_CARD)
            add(&parts->cards, i);
        else if (control->role == PP_ROLE_TEXT)
            add(&parts->texts, i);
        else
            add(&parts->buttons, i);
    }
}

static struct pp_box cut_bottom(const struct pp_plan *plan, struct pp_box *box, double height)
{
    struct pp_box cut = {box->x, box->y + box->h - height, box->w, height};
    box->h -= height + plan->gap;
    return cut;
}

static struct pp_box cut_top(const struct pp_plan *plan, struct pp_box *box, double height)
{
    struct pp_box cut = {box->x, box->y, box->w, height};
    box->y += height + plan->gap;
    box->h -= height + plan->gap;
    return cut;
}

// Whether the labels of buttons of this size fit in two lines beside their pictograms.
static bool buttons_fit(const struct pp_plan *plan, const struct group *group, double w, double h,
                        double em)
{
    const int lines = h >= 2 * em * plan->pitch ? 2 : 1;
    for (size_t i = 0; i < group->count; i++) {
        const struct pp_control *control = &plan->view->controls[group->which[i]];
        double icon = control->icon && control->icon[0] ? 1.4 * em + PP_PAD_MM : 0;
        if (pp_text_width_in(control->label, em, lines) * 1.03 + icon + 2 * PP_PAD_MM > w)
            return false;
    }
    return true;
}

// Buttons of one size, side by side or below each other.
static void buttons_make(struct pp_plan *plan, const struct group *group, struct pp_box box,
                         bool stacked)
{
    if (group->count == 0)
        return;
    double count = (double)group->count;
    double w = stacked ? box.w : fmin((box.w - plan->gap * (count - 1)) / count, 120.0);
    double h = stacked ? fmin((box.h - plan->gap * (count - 1)) / count, 22.0) : box.h;
    double x = box.x + (stacked ? 0 : (box.w - w * count - plan->gap * (count - 1)) / 2);
    struct pp_text_range range = pp_theme_text(PP_TEXT_BUTTON, plan->view->text_size, plan->side);
    double cap = range.most;
    while (cap > range.least && !buttons_fit(plan, group, w, h, pp_theme_em(cap)))
        cap -= PP_CAP_STEP_MM;
    const double em = plan->em[PP_TEXT_BUTTON] = pp_theme_em(fmax(cap, range.least));
    const bool icons = buttons_fit(plan, group, w, h, em);
    for (size_t i = 0; i < group->count; i++) {
        const struct pp_control *control = &plan->view->controls[group->which[i]];
        double step = (double)i;
        plan->controls[group->which[i]] =
            (struct pp_box){x + (stacked ? 0 : (w + plan->gap) * step),
                            box.y + (stacked ? (h + plan->gap) * step : 0), w, h};
        bool icon = icons && control->icon && control->icon[0];
        plan->looks[group->which[i]] = icon ? PP_LOOK_BESIDE : PP_LOOK_LABEL;
        plan->icons[group->which[i]] = fmin(h * 0.6, em * 1.4);
    }
}

static double button_height(const struct pp_plan *plan)
{
    return plan->small ? 14.0 : fmax(17.0, plan->em[PP_TEXT_LABEL] * plan->pitch + 4.0);
}

// Lines of text over the whole width, as high as they need to be.
static void strip_make(struct pp_plan *plan, const struct group *texts, struct pp_box *box)
{
    if (texts->count == 0)
        return;
    struct pp_box all = *box;
    all.h = box->h * 0.5;
    pp_strip_make(plan, texts->which, texts->count, all);
    double bottom = box->y;
    for (size_t i = 0; i < texts->count; i++) {
        const struct pp_box *text = &plan->controls[texts->which[i]];
        bottom = fmax(bottom, text->y + text->h);
    }
    cut_top(plan, box, bottom - box->y);
}

// The first screen: one thing to do stands out, whatever else there is stands behind it.
static void start_make(struct pp_plan *plan, struct parts *parts)
{
    struct group all = parts->buttons;
    for (size_t i = 0; i < parts->tiles.count; i++)
        add(&all, parts->tiles.which[i]);
    struct pp_box box = plan->body;
    strip_make(plan, &parts->texts, &box);
    if (all.count < 2) {
        pp_tiles_make(plan, all.which, all.count, box);
        plan->em[PP_TEXT_BUTTON] = plan->em[PP_TEXT_LABEL];
        return;
    }
    struct pp_box first = box, rest = box;
    if (plan->portrait) {
        first.h = (box.h - plan->gap) * 0.58;
        rest.y += first.h + plan->gap;
        rest.h -= first.h + plan->gap;
    } else {
        first.w = (box.w - plan->gap) * 0.6;
        rest.x += first.w + plan->gap;
        rest.w -= first.w + plan->gap;
    }
    pp_tiles_make(plan, all.which + 1, all.count - 1, rest);
    double em = plan->em[PP_TEXT_LABEL];
    // The rest decides the letters; the first one is larger in every way but those.
    plan->em[PP_TEXT_BUTTON] = em;
    plan->controls[all.which[0]] = first;
    plan->looks[all.which[0]] = PP_LOOK_ABOVE;
    plan->icons[all.which[0]] = fmin(first.h * 0.5, first.h - em * plan->pitch - 2 * PP_PAD_MM);
}

// The facts, and what can be done with them: beside on a wide glass, below on a tall one.
static void detail_make(struct pp_plan *plan, struct parts *parts)
{
    struct pp_box box = plan->body;
    if (parts->buttons.count > 0 && !plan->portrait) {
        double width = fmax(44.0, box.w * 0.25);
        struct pp_box side = {box.x + box.w - width, box.y, width, box.h};
        box.w -= width + plan->gap * 2;
        buttons_make(plan, &parts->buttons, side, true);
    } else if (parts->buttons.count > 0) {
        double count = plan->narrow ? (double)parts->buttons.count : 1;
        double height = button_height(plan) * count + plan->gap * (count - 1);
        buttons_make(plan, &parts->buttons, cut_bottom(plan, &box, height), plan->narrow);
    }
    struct group all = parts->cards;
    for (size_t i = 0; i < parts->texts.count; i++)
        add(&all, parts->texts.which[i]);
    pp_facts_make(plan, all.which, all.count, box);
}

// Texts with lines are numbers to call, in cards; a text without lines says something to all.
static void urgent_make(struct pp_plan *plan, struct parts *parts)
{
    struct group numbers = parts->cards, plain = {.count = 0};
    for (size_t i = 0; i < parts->texts.count; i++) {
        uint8_t at = parts->texts.which[i];
        add(plan->view->controls[at].line_count ? &numbers : &plain, at);
    }
    struct pp_box box = plan->body;
    if (parts->buttons.count + parts->tiles.count > 0) {
        struct group buttons = parts->buttons;
        for (size_t i = 0; i < parts->tiles.count; i++)
            add(&buttons, parts->tiles.which[i]);
        buttons_make(plan, &buttons, cut_bottom(plan, &box, button_height(plan)), false);
    }
    strip_make(plan, &plain, &box);
    if (plan->small) {
        // Texts need no gaps for fingers.
        const double closer = plan->gap - 1.4;
        box.h += closer;
        if (plain.count > 0) {
            box.y -= closer;
            box.h += closer;
        }
    }
    pp_numbers_make(plan, numbers.which, numbers.count, box);
}

// A question to the visitor, or a goodbye: the title in the middle, large.
static void middle_make(struct pp_plan *plan, struct parts *parts)
{
    struct pp_box box = plan->body;
    struct group buttons = parts->buttons;
    for (size_t i = 0; i < parts->tiles.count; i++)
        add(&buttons, parts->tiles.which[i]);
    if (buttons.count > 0) {
        bool stacked = plan->narrow;
        double one = plan->small ? 16.0 : 24.0;
        double count = stacked ? (double)buttons.count : 1;
        double height = one * count + plan->gap * (count - 1);
        buttons_make(plan, &buttons, cut_bottom(plan, &box, height), stacked);
    }
    struct pp_text_range range = pp_theme_text(PP_TEXT_TITLE, plan->view->text_size, plan->side);
    struct pp_text_range fact = pp_theme_text(PP_TEXT_FACT, plan->view->text_size, plan->side);
    const double line = pp_theme_em(fact.most) * plan->pitch + PP_FACT_GAP_MM;
    const double texts = line * (double)parts->texts.count;
    double title = 0;
    const int caps = pp_cap_count(range.most, range.least);
    for (int k = 0; k < caps; k++) {
        const double cap = pp_cap_at(range.most, k);
        bool fits = true;
        plan->em[PP_TEXT_TITLE] = pp_theme_em(cap);
        title = pp_text_height(plan, plan->view->title, true, plan->em[PP_TEXT_TITLE], box.w * 0.9,
                               &fits);
        if (fits && title + texts + plan->gap < box.h)
            break;
    }
    plan->title_centred = true;
    double logo = fmin(box.h - title - texts - 2 * plan->gap, plan->small ? 26.0 : 52.0);
    if (logo < 9)
        logo = 0;
    double y = box.y + fmax(0, (box.h - logo - title - texts - plan->gap) / 2);
    plan->logo = (struct pp_box){box.x + (box.w - logo) / 2, y, logo, logo};
    y += logo + (logo > 0 ? plan->gap : 0);
    plan->title = (struct pp_box){box.x, y, box.w, title};
    box.h = box.y + box.h - y - title - plan->gap;
    box.y = y + title + plan->gap;
    if (parts->texts.count > 0)
        pp_strip_make(plan, parts->texts.which, parts->texts.count, box);
}

static void usual_make(struct pp_plan *plan, struct parts *parts)
{
    struct pp_box box = plan->body;
    strip_make(plan, &parts->texts, &box);
    // Where a row of buttons would leave tiles too low, they stand among the tiles.
    bool low = plan->small && !plan->portrait && parts->cards.count == 0;
    if (parts->buttons.count > 0 && (low || parts->tiles.count + parts->cards.count == 0)) {
        struct group all = parts->tiles;
        for (size_t i = 0; i < parts->buttons.count; i++)
            add(&all, parts->buttons.which[i]);
        pp_tiles_make(plan, all.which, all.count, box);
        plan->em[PP_TEXT_BUTTON] = plan->em[PP_TEXT_LABEL];
        return;
    }
    struct pp_box row = {0};
    if (parts->buttons.count > 0)
        row = cut_bottom(plan, &box, button_height(plan));
    if (parts->cards.count > 0)
        pp_cards_make(plan, parts->cards.which, parts->cards.count, box);
    else
        pp_tiles_make(plan, parts->tiles.which, parts->tiles.count, box);
    if (parts->buttons.count == 0)
        return;
    // Close below what they belong to, and higher where there is room.
    double bottom = box.y;
    for (size_t i = 0; i < parts->tiles.count + parts->cards.count; i++) {
        const struct pp_box *above =
            &plan->controls[i < parts->tiles.count ? parts->tiles.which[i]
                                                   : parts->cards.which[i - parts->tiles.count]];
        bottom = fmax(bottom, above->y + above->h);
    }
    const double end = row.y + row.h;
    row.y = bottom + plan->gap;
    row.h = fmin(end - row.y, fmax(row.h, 26.0));
    buttons_make(plan, &parts->buttons, row, false);
}

void pp_body_make(struct pp_plan *plan)
{
    struct parts parts = {0};
    sort_out(plan->view, &parts);
    switch (plan->view->step_type) {
    case PP_STEP_START:
        start_make(plan, &parts);
        break;
    case PP_STEP_DETAIL:
        detail_make(plan, &parts);
        break;
    case PP_STEP_URGENT:
        urgent_make(plan, &parts);
        break;
    case PP_STEP_TIMEOUT:
    case PP_STEP_BYE:
        middle_make(plan, &parts);
        break;
    default:
        usual_make(plan, &parts);
        break;
    }
}
