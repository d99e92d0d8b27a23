#include "ui/layout.h"

#include <math.h>
#include <string.h>

#include "ui/geometry.h"
#include "ui/metrics.h"

static const struct {
    int width, height;
    double inch;
} panels[] = {
    {800, 480, 7.0},   {1024, 600, 7.0},   {720, 1280, 7.0},
    {1280, 800, 10.1}, {1920, 1080, 15.6}, {1080, 1920, 15.6},
};

struct pp_glass pp_glass_of(int width, int height, double dpi, double panel_width_mm,
                            double panel_height_mm)
{
    struct pp_glass glass = {.width = width, .height = height};
    if (dpi > 0) {
        glass.per_mm = dpi / 25.4;
        return glass;
    }
    if (panel_width_mm > 0 && panel_height_mm > 0) {
        // The larger density keeps everything at least as large as asked for.
        glass.per_mm = fmax(width / panel_width_mm, height / panel_height_mm);
        return glass;
    }
    double inch = 15.6;
    for (size_t i = 0; i < sizeof(panels) / sizeof(panels[0]); i++)
        if (panels[i].width == width && panels[i].height == height)
            inch = panels[i].inch;
    glass.per_mm = hypot(width, height) / (inch * 25.4);
    return glass;
}

struct pp_box pp_grid_cell(struct pp_box box, double gap, size_t columns, size_t rows, size_t i)
{
    const size_t row = i / columns, column = i % columns;
    double w = (box.w - gap * (double)(columns - 1)) / (double)columns;
    double h = (box.h - gap * (double)(rows - 1)) / (double)rows;
    return (struct pp_box){box.x + (w + gap) * (double)column, box.y + (h + gap) * (double)row, w,
                           h};
}

int pp_cap_count(double most, double least)
{
    return most < least ? 0 : (int)floor((most - least) / PP_CAP_STEP_MM + 1.001);
}

double pp_cap_at(double most, int n)
{
    return most - n * PP_CAP_STEP_MM;
}

static double within(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

void pp_plan_init(struct pp_plan *plan, const struct pp_view *view, const struct pp_glass *glass)
{
    memset(plan, 0, sizeof(*plan));
    plan->view = view;
    plan->width = glass->width / glass->per_mm;
    plan->height = glass->height / glass->per_mm;
    const double side = plan->side = fmin(plan->width, plan->height);
    plan->small = side < 100;
    plan->narrow = plan->width < 100;
    plan->portrait = plan->height > plan->width;
    plan->low_reach = glass->low_reach;
    plan->margin = within(plan->width * 0.031, 3.0, 9.0);
    plan->gap = within(side * 0.025, PP_GAP_MM, 5.0);
    plan->pitch = pp_metrics_pitch(view->rtl);
    for (unsigned i = 0; i < PP_TEXT_CLASSES; i++) {
        struct pp_text_range range = pp_theme_text(i, view->text_size, plan->side);
        plan->em[i] = pp_theme_em(range.least);
    }
}

double pp_text_width_in(const char *text, double em, int lines)
{
    double whole = pp_metrics_width(text, strlen(text), true);
    double width = whole / lines;
    while (width < whole) {
        bool broken = false;
        if (pp_metrics_lines(text, true, width, &broken) <= lines && !broken)
            break;
        width += 0.1;
    }
    return fmin(width, whole) * em;
}

double pp_text_height(const struct pp_plan *plan, const char *text, bool bold, double em,
                      double width, bool *fits)
{
    if (!text || !text[0])
        return 0;
    bool broken = false;
    int lines = pp_metrics_lines(text, bold, width * 0.985 / em, &broken);
    if (broken)
        *fits = false;
    return lines * plan->pitch * em;
}

static struct pp_rect to_pixels(const struct pp_plan *plan, const struct pp_glass *glass,
                                struct pp_box box)
{
    if (box.w <= 0 || box.h <= 0)
        return (struct pp_rect){0, 0, 0, 0};
    if (plan->view->rtl)
        box.x = plan->width - box.x - box.w;
    int left = (int)lround(box.x * glass->per_mm);
    int top = (int)lround(box.y * glass->per_mm);
    int right = (int)lround((box.x + box.w) * glass->per_mm);
    int bottom = (int)lround((box.y + box.h) * glass->per_mm);
    return (struct pp_rect){left, top, right - left, bottom - top};
}

void pp_layout_make(struct pp_layout *layout, const struct pp_view *view,
                    const struct pp_glass *glass)
{
    struct pp_plan plan;
    pp_plan_init(&plan, view, glass);
    pp_frame_make(&plan);
    pp_body_make(&plan);
    memset(layout, 0, sizeof(*layout));
    layout->logo = to_pixels(&plan, glass, plan.logo);
    layout->title = to_pixels(&plan, glass, plan.title);
    layout->notice = to_pixels(&plan, glass, plan.notice);
    layout->dots = to_pixels(&plan, glass, plan.dots);
    layout->bar = to_pixels(&plan, glass, plan.bar);
    layout->body = to_pixels(&plan, glass, plan.body);
    layout->title_centred = plan.title_centred;
    layout->row_extras = plan.row_extras;
    layout->row_arrows = plan.row_arrows;
    layout->row_side = (int)ceil(plan.row_side * glass->per_mm);
    layout->pages = plan.pages ? plan.pages : 1;
    layout->reach = (int)(PP_GAP_MM / 2 * glass->per_mm);
    for (size_t i = 0; i < view->control_count; i++) {
        layout->controls[i] = to_pixels(&plan, glass, plan.controls[i]);
        layout->looks[i] = plan.looks[i];
        layout->icons[i] = (int)lround(plan.icons[i] * glass->per_mm);
    }
    for (size_t i = 0; i < PP_TEXT_CLASSES; i++)
        layout->em[i] = plan.em[i] * glass->per_mm;
}

// A screen of this many choices or cards with words of a usual length, laid out to see if it fits.
static bool has_room(const struct pp_glass *glass, uint8_t text_size, enum pp_role role,
                     uint8_t count)
{
    static const char two_words[] = "nnnnnnnn nnnnnnnnn";
    static const char sentences[] = "nnnnnn nnnn nnnnn nnn nn nnnn nnnnn nnn nnnnn";
    static const char short_line[] = "nnn nnnn nnn nnnn";
    static const char reason[] = "nnnnn nn nnn nn nnn nn nnnn";
    static const char name[] = "nnnnn nnnnnn";
    struct pp_view view = {.title = "nnn nn nn nnn nn nnnnnnn", .notice = "", .dots = 3};
    view.step_type = role == PP_ROLE_CARD ? PP_STEP_RESULTS : PP_STEP_QUESTION;
    view.text_size = text_size;
    view.control_count = count;
    uint8_t which[PP_MAX_CONTROLS];
    for (uint8_t i = 0; i < count; i++) {
        which[i] = i;
        view.controls[i] = (struct pp_control){
            .role = (uint8_t)role,
            .region = PP_REGION_BODY,
            .label = two_words,
            .icon = "n",
            .number = (uint8_t)(i + 1),
        };
        if (role != PP_ROLE_CARD)
            continue;
        view.controls[i].label = name;
        view.controls[i].action = two_words;
        view.controls[i].line_count = 4;
        view.controls[i].lines[0] = (struct pp_line){.icon = "", .text = sentences};
        for (size_t k = 1; k < 3; k++)
            view.controls[i].lines[k] = (struct pp_line){.icon = "n", .text = short_line};
        view.controls[i].lines[3] = (struct pp_line){.icon = "", .text = reason};
    }
    struct pp_plan plan;
    pp_plan_init(&plan, &view, glass);
    pp_frame_make(&plan);
    if (role == PP_ROLE_CARD)
        return pp_cards_make(&plan, which, count, plan.body);
    // Fewer tiles with a pictogram that can be seen are better than more without.
    return pp_tiles_make(&plan, which, count, plan.body) && plan.icons[0] >= 10.9;
}

void pp_layout_capacity(const struct pp_glass *glass, uint8_t text_size, uint8_t *tiles,
                        uint8_t *cards)
{
    static const uint8_t tile_counts[] = {6, 4, 3, 2};
    *tiles = 2;
    for (size_t i = sizeof(tile_counts); i-- > 0;)
        if (has_room(glass, text_size, PP_ROLE_CHOICE, tile_counts[i]))
            *tiles = tile_counts[i];
    *cards = 1;
    for (uint8_t count = 2; count <= 3; count++)
        if (has_room(glass, text_size, PP_ROLE_CARD, count))
            *cards = count;
}

int pp_layout_hit(const struct pp_layout *layout, const struct pp_view *view, int x, int y)
{
    // Half the smallest gap between targets, so that no two of them reach over each other.
    int nearest = -1;
    int reach = layout->reach;
    for (int i = 0; i < view->control_count; i++) {
        const struct pp_rect *r = &layout->controls[i];
        if (r->w <= 0 || x < r->x - reach || x >= r->x + r->w + reach || y < r->y - reach ||
            y >= r->y + r->h + reach)
            continue;
        bool inside = x >= r->x && x < r->x + r->w && y >= r->y && y < r->y + r->h;
        if (inside)
            return i;
        if (nearest < 0)
            nearest = i;
    }
    return nearest;
}
