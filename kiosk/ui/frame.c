// What is the same on every screen: chips above, title, notice, and the strip with buttons below.
#include <math.h>

#include "ui/geometry.h"

// ---- one row of buttons: the largest letters and the fullest look that fit in the width

enum { MAX_ROW = 12 };

// The smallest capitals that anything is written in.
#define LEAST_CAP_MM 3.49

struct row {
    const struct pp_plan *plan;
    size_t count;
    uint8_t which[MAX_ROW]; // controls
    uint8_t looks[MAX_ROW];
    double widths[MAX_ROW];
    double icons[MAX_ROW]; // of single ones that differ, else 0
    double icon;
    double pad;
    double height; // of a button
};

static const struct pp_control *control_of(const struct row *row, size_t i)
{
    return &row->plan->view->controls[row->which[i]];
}

static bool has_icon(const struct pp_control *control)
{
    return control->icon && control->icon[0];
}

// Lines of letters of `em` that stand in a height.
static int lines_in(const struct pp_plan *plan, double height, double em)
{
    return (int)floor(height / (em * plan->pitch) + 0.001);
}

static double label_width(const struct pp_control *control, double em, int lines)
{
    // A little air: kerning and rounding must not push a word to the next line.
    return pp_text_width_in(control->label, em, lines) * 1.02 + 0.3;
}

static void set_look(struct row *row, size_t i, enum pp_look look, double width)
{
    row->looks[i] = (uint8_t)look;
    // 20 mm where there is room for it.
    bool roomy = !row->plan->small && look != PP_LOOK_ICON;
    row->widths[i] = fmax(width, roomy ? 20.2 : PP_TARGET_MM);
}

static void look_beside(struct row *row, size_t i, double em, int lines)
{
    const struct pp_control *control = control_of(row, i);
    double icon = has_icon(control) ? row->icon + row->pad * 0.7 : 0;
    set_look(row, i, icon > 0 ? PP_LOOK_BESIDE : PP_LOOK_LABEL,
             label_width(control, em, lines) + icon + 2 * row->pad);
}

// The pictogram over the label, or only the label when that saves much room.
static bool look_above(struct row *row, size_t i, double em, bool mixed)
{
    const struct pp_control *control = control_of(row, i);
    int room = lines_in(row->plan, row->height - 1.6 - row->icon - 0.6, em);
    int alone = lines_in(row->plan, row->height - 1.6, em);
    if (alone < 1)
        return false;
    double label = label_width(control, em, alone) + 2 * row->pad;
    if (room < 1 || !has_icon(control)) {
        set_look(row, i, PP_LOOK_LABEL, label);
        return room >= 1;
    }
    double above = fmax(label_width(control, em, room), row->icon) + 2 * row->pad;
    // A long label goes without; any label does when there is no other way.
    if (label < above * 0.75 && (mixed || above > 48))
        set_look(row, i, PP_LOOK_LABEL, label);
    else
        set_look(row, i, PP_LOOK_ABOVE, above);
    return true;
}

static double row_width(const struct row *row)
{
    double sum = row->plan->gap * (double)(row->count > 0 ? row->count - 1 : 0);
    for (size_t i = 0; i < row->count; i++)
        sum += row->widths[i];
    return sum;
}

enum bar_style { BAR_BESIDE, BAR_BESIDE_WRAPPED, BAR_ABOVE, BAR_MIXED, BAR_STYLES };

static bool bar_try(struct row *row, enum bar_style style, double em, double width)
{
    const struct pp_plan *plan = row->plan;
    const bool above = style == BAR_ABOVE || style == BAR_MIXED;
    row->icon = above ? fmin(row->height * 0.42, row->height - 2.2 - em * plan->pitch)
                      : fmin(row->height * 0.55, em * 1.3);
    row->pad = above ? PP_PAD_MM * 0.6 : PP_PAD_MM;
    int lines = style == BAR_BESIDE ? 1 : lines_in(plan, row->height - 1.6, em);
    if (lines < 1 || (above && row->icon < (plan->small ? 4.2 : 5.6)))
        return false;
    for (size_t i = 0; i < row->count; i++) {
        if (above && !look_above(row, i, em, style == BAR_MIXED))
            return false;
        if (!above)
            look_beside(row, i, em, lines < 2 ? lines : 2);
        if (control_of(row, i)->emphasis == PP_PRIMARY && !plan->small)
            row->widths[i] = fmax(row->widths[i] * 1.2, 34.0);
    }
    return row_width(row) <= width;
}

// Gives what is left of the width away: most of it to the button to press when in doubt.
static void bar_spread(struct row *row, double width)
{
    double left = width - row_width(row);
    if (row->count == 0)
        return;
    for (size_t i = 0; i < row->count && left > 0; i++) {
        if (control_of(row, i)->emphasis != PP_PRIMARY)
            continue;
        double more = fmin(left * 0.6, fmax(0, width * 0.42 - row->widths[i]));
        row->widths[i] += more;
        left -= more;
    }
    for (size_t i = 0; i < row->count; i++)
        row->widths[i] += left / (double)row->count;
}

// While it listens the level picture is as large as the button allows.
static void show_level(struct row *row, size_t i, double em)
{
    const struct pp_control *control = control_of(row, i);
    if (!row->plan->view->listening || control->meaning.type != PP_INPUT_TALK)
        return;
    double room = row->widths[i] - label_width(control, em, 1) - 2.4 * PP_PAD_MM;
    double icon = fmin(row->height * 0.7, room);
    if (icon > row->icon) {
        row->looks[i] = PP_LOOK_BESIDE;
        row->icons[i] = icon;
    }
}

static void row_place(struct pp_plan *plan, const struct row *row, double x, double y)
{
    for (size_t i = 0; i < row->count; i++) {
        uint8_t at = row->which[i];
        plan->controls[at] = (struct pp_box){x, y, row->widths[i], row->height};
        plan->looks[at] = row->looks[i];
        plan->icons[at] = row->icons[i] > 0 ? row->icons[i] : row->icon;
        x += row->widths[i] + plan->gap;
    }
}

static size_t collect(const struct pp_plan *plan, enum pp_region region, uint8_t *which)
{
    size_t count = 0;
    for (uint8_t i = 0; i < plan->view->control_count && count < MAX_ROW; i++)
        if (plan->view->controls[i].region == region)
            which[count++] = i;
    return count;
}

static bool bar_rows_try(struct row *rows, size_t row_count, enum bar_style style, double em,
                         double width)
{
    for (size_t i = 0; i < row_count; i++)
        if (!bar_try(&rows[i], style, em, width))
            return false;
    return true;
}

static void bar_make(struct pp_plan *plan)
{
    const double width = plan->width - 2 * plan->margin;
    const size_t row_count = plan->narrow ? 2 : 1;
    double height = plan->narrow  ? 13.6
                    : plan->small ? 14.8
                                  : fmin(fmax(plan->height * 0.13, 18.0), 20.0);
    uint8_t which[MAX_ROW];
    size_t count = collect(plan, PP_REGION_BAR, which);
    struct row rows[2] = {{.plan = plan, .height = height}, {.plan = plan, .height = height}};
    size_t first = row_count == 1 ? count : (count + 1) / 2;
    for (size_t i = 0; i < count; i++) {
        struct row *row = &rows[i < first ? 0 : 1];
        row->which[row->count++] = which[i];
    }
    double strip = height * (double)row_count + plan->gap * ((double)row_count + 1);
    plan->bar = (struct pp_box){0, plan->height - strip, plan->width, strip};

    struct pp_text_range range = pp_theme_text(PP_TEXT_BAR, plan->view->text_size, plan->side);
    bool fits = false;
    // Under the least only where buttons would lie over each other otherwise.
    const int caps = pp_cap_count(range.most, LEAST_CAP_MM);
    for (int k = 0; !fits && k < caps; k++) {
        const double cap = pp_cap_at(range.most, k);
        plan->em[PP_TEXT_BAR] = pp_theme_em(cap);
        for (unsigned style = 0; !fits && style < BAR_STYLES; style++)
            fits = bar_rows_try(rows, row_count, style, plan->em[PP_TEXT_BAR], width);
    }
    for (size_t i = 0; i < row_count; i++) {
        double y = plan->bar.y + plan->gap + (height + plan->gap) * (double)i;
        bar_spread(&rows[i], width);
        for (size_t k = 0; k < rows[i].count; k++)
            show_level(&rows[i], k, plan->em[PP_TEXT_BAR]);
        row_place(plan, &rows[i], plan->margin, y);
    }
}

// ---- the row of chips

enum top_style { TOP_FULL, TOP_FIRST_FULL, TOP_ICONS, TOP_LABEL_ONLY, TOP_STYLES };

static bool top_try(struct row *row, enum top_style style, double em, double width)
{
    int lines = lines_in(row->plan, row->height - (row->plan->small ? 0.6 : 2.0), em);
    if (lines < 1)
        return false;
    row->icon = fmin(row->height * 0.56, em * 1.35);
    row->pad = row->height * 0.26;
    size_t chips = 0;
    for (size_t i = 0; i < row->count; i++) {
        const struct pp_control *control = control_of(row, i);
        bool danger = control->emphasis == PP_DANGER;
        bool bare = !danger && has_icon(control) &&
                    (style >= TOP_ICONS || (style == TOP_FIRST_FULL && chips > 0));
        if (bare)
            set_look(row, i, PP_LOOK_ICON, fmax(row->icon + 2 * row->pad, row->height));
        else if (danger && style == TOP_LABEL_ONLY)
            set_look(row, i, PP_LOOK_LABEL, label_width(control, em, lines) + 2 * row->pad);
        else
            look_beside(row, i, em, style == TOP_ICONS ? lines : 1);
        chips += !danger;
    }
    return row_width(row) <= width;
}

static double dots_width(const struct pp_plan *plan)
{
    return plan->view->dots * 6.0;
}

static double top_height(const struct pp_plan *plan)
{
    if (plan->narrow)
        return 16.6;
    if (plan->small)
        return PP_TARGET_MM + 0.2;
    return fmin(fmax(fmin(plan->width, plan->height) * 0.1, 13.6), 18.0);
}

// Chips before, danger behind, the dots between them.
static void top_make(struct pp_plan *plan, double y)
{
    struct row row = {.plan = plan, .height = top_height(plan)};
    row.count = collect(plan, PP_REGION_TOP, row.which);
    const double width = plan->width - 2 * plan->margin;
    const double dots = plan->narrow ? 0 : 26.0;
    struct pp_text_range range = pp_theme_text(PP_TEXT_TOP, plan->view->text_size, plan->side);
    bool fits = false;
    const int caps = pp_cap_count(range.most, LEAST_CAP_MM);
    for (int k = 0; !fits && k < caps; k++) {
        const double cap = pp_cap_at(range.most, k);
        plan->em[PP_TEXT_TOP] = pp_theme_em(cap);
        for (unsigned style = 0; !fits && style < TOP_STYLES; style++)
            fits = top_try(&row, style, plan->em[PP_TEXT_TOP], width - dots);
    }
    row_place(plan, &row, plan->margin, y);
    double before = plan->margin, behind = plan->width - plan->margin;
    for (size_t i = 0; i < row.count; i++) {
        struct pp_box *box = &plan->controls[row.which[i]];
        if (control_of(&row, i)->emphasis == PP_DANGER) {
            box->x = plan->width - plan->margin - box->w;
            behind = box->x;
        } else {
            before = box->x + box->w;
        }
    }
    if (plan->view->dots == 0)
        return;
    double across = dots_width(plan);
    // In the middle of the glass where that is free, else in the middle of what is free.
    double x = (plan->width - across) / 2;
    if (x < before + plan->gap || x + across > behind - plan->gap)
        x = (before + behind - across) / 2;
    plan->dots = (struct pp_box){x, y, across, row.height};
    if (plan->narrow)
        plan->dots = (struct pp_box){(plan->width - across) / 2, y + row.height, across, 4.5};
}

// ---- title and notice

// One line if any size allows; else two, small on a low glass.
static double title_height(struct pp_plan *plan, double width)
{
    struct pp_text_range range = pp_theme_text(PP_TEXT_TITLE, plan->view->text_size, plan->side);
    // Where there is most to read the title steps back.
    if (plan->side < 180 &&
        (plan->view->step_type == PP_STEP_RESULTS || plan->view->step_type == PP_STEP_URGENT))
        range.most = range.least;
    for (int lines = 1; lines <= 3; lines++) {
        double least = lines == 1 || plan->small ? range.least : range.most * 0.9;
        double most = plan->narrow && lines > 1 ? range.least * 1.1 : range.most;
        const int caps = pp_cap_count(most, least);
        for (int k = 0; k < caps; k++) {
            const double cap = pp_cap_at(most, k);
            double em = pp_theme_em(cap);
            bool fits = true;
            double height = pp_text_height(plan, plan->view->title, true, em, width, &fits);
            plan->em[PP_TEXT_TITLE] = em;
            if (fits && height < (lines + 0.5) * plan->pitch * em)
                return height;
        }
    }
    plan->em[PP_TEXT_TITLE] = pp_theme_em(range.least);
    bool fits = true;
    return pp_text_height(plan, plan->view->title, true, plan->em[PP_TEXT_TITLE], width, &fits);
}

static double title_make(struct pp_plan *plan, double y)
{
    double x = plan->margin;
    double width = plan->width - 2 * plan->margin;
    double logo = 0;
    if (plan->view->step_type == PP_STEP_START) {
        logo = plan->small ? 12.0 : 17.0;
        plan->logo = (struct pp_box){x, y, logo, logo};
        x += logo + plan->gap;
        width -= logo + plan->gap;
    }
    double text = title_height(plan, width);
    double height = fmax(text, logo);
    plan->logo.y += (height - logo) / 2;
    plan->title = (struct pp_box){x, y + (height - text) / 2, width, text};
    return y + height;
}

static bool has_notice(const struct pp_plan *plan)
{
    return plan->view->notice && plan->view->notice[0];
}

static bool is_tight(const struct pp_plan *plan)
{
    return plan->small || (plan->view->text_size > 0 && plan->side < 180);
}

static double notice_make(struct pp_plan *plan, double y)
{
    const char *text = plan->view->notice;
    if (!has_notice(plan))
        return y;
    struct pp_text_range range = pp_theme_text(PP_TEXT_NOTICE, plan->view->text_size, plan->side);
    const double pad = plan->small ? 0.6 : 1.8;
    double width = plan->width - 2 * plan->margin;
    double height = 0;
    const int caps = pp_cap_count(range.most, range.least);
    for (int k = 0; k < caps; k++) {
        const double cap = pp_cap_at(range.most, k);
        double em = pp_theme_em(cap);
        bool fits = true;
        plan->em[PP_TEXT_NOTICE] = em;
        height = pp_text_height(plan, text, false, em, width - 10.0, &fits);
        // Where it is tight one line, or small letters.
        if (fits && height < em * plan->pitch * (is_tight(plan) ? 1.5 : 2.5))
            break;
    }
    plan->notice = (struct pp_box){plan->margin, y, width, height + 2 * pad};
    return y + plan->notice.h + (plan->small ? 1.6 : plan->gap);
}

static bool title_in_body(const struct pp_plan *plan)
{
    return plan->view->step_type == PP_STEP_TIMEOUT || plan->view->step_type == PP_STEP_BYE;
}

// Who helps here stands where the title would.
static bool host_is_title(const struct pp_plan *plan)
{
    if (!plan->small || plan->view->step_type != PP_STEP_URGENT)
        return false;
    for (size_t i = 0; i < plan->view->control_count; i++) {
        const struct pp_control *control = &plan->view->controls[i];
        if (control->role == PP_ROLE_TEXT && control->line_count == 0)
            return true;
    }
    return false;
}

void pp_frame_make(struct pp_plan *plan)
{
    const double space = plan->small ? 1.2 : plan->gap * 0.7;
    bar_make(plan);
    double chips = top_height(plan) + (plan->narrow ? 4.5 : 0);
    double y = plan->gap;
    if (!plan->low_reach) {
        top_make(plan, y);
        y += chips + space;
    }
    // On a small glass, or with large letters, a notice takes the place of the title: there is no
    // room for both.
    if (!title_in_body(plan) && !host_is_title(plan) && !(has_notice(plan) && is_tight(plan)))
        y = title_make(plan, y) + space;
    y = notice_make(plan, y);
    if (plan->low_reach) {
        // EN 301 549, 8.3.2: what is touched stays low; the lower five eighths where the glass
        // is tall enough for that.
        y = fmax(y, plan->height - fmax(plan->height * 0.625, 125.0));
        top_make(plan, y);
        y += chips + PP_GAP_MM;
    }
    plan->body = (struct pp_box){plan->margin, y, plan->width - 2 * plan->margin,
                                 plan->bar.y - plan->gap - y};
}
