// Results as rows over the whole width: on a glass where columns would need letters too small.
#include <math.h>
#include <string.h>

#include "ui/geometry.h"
#include "ui/metrics.h"

// A row higher than this holds nothing more.
#define ROW_MOST_MM 46.0

struct rows {
    const uint8_t *which;
    size_t count;
    struct pp_box box; // of all rows together
    uint8_t look;
    double name, body; // ems
    double icon;       // side of the tinted square
};

static const struct pp_control *control_at(const struct pp_plan *plan, const struct rows *rows,
                                           size_t i)
{
    return &plan->view->controls[rows->which[i]];
}

void pp_row_parts(struct pp_row *row, struct pp_box card, double icon, bool numbered, bool arrow,
                  double mm)
{
    const bool roomy = card.w > 150 * mm;
    const double pad = row->pad = (roomy ? 2.2 : 1.0) * mm;
    const double badge = PP_BADGE_MM * mm;
    double x = card.x + pad;
    // Beside the pictogram where there is room, else over its corner.
    row->badge =
        (struct pp_box){x, roomy ? card.y + (card.h - badge) / 2 : card.y + pad, badge, badge};
    if (numbered)
        x += roomy ? badge + pad : PP_BADGE_BESIDE_MM * mm;
    row->square = (struct pp_box){x, card.y + pad, icon, icon};
    x += icon + PP_PAD_MM * mm;
    const double side = arrow ? fmin(card.h - 2 * pad, 13.0 * mm) : 0;
    const double end = card.x + card.w - pad;
    row->arrow = (struct pp_box){end - side, card.y + (card.h - side) / 2, side, side};
    row->texts = (struct pp_box){x, card.y + pad, end - x, card.h - 2 * pad};
    if (arrow)
        row->texts.w -= side + PP_PAD_MM * mm;
}

bool pp_line_is_extra(const struct pp_line *line, enum pp_extras extras)
{
    if (line->icon && line->icon[0])
        return false;
    return extras == PP_EXTRAS_ALL || (extras == PP_EXTRAS_SUMMARY && !line->faint);
}

// Room of a line with its pictogram when nothing makes it wrap.
static double line_width(const struct pp_line *line, double em)
{
    double text = pp_metrics_width(line->text, strlen(line->text), line->strong) * em;
    return text * 1.03 + PP_LINE_INDENT_EM * em + 0.3;
}

// When and how far behind each other.
static double one_line_width(const struct pp_control *control, double em)
{
    double width = 0;
    for (size_t i = 0; i < control->line_count; i++)
        if (pp_line_is(&control->lines[i], PP_LINES_WITH_ICON))
            width += line_width(&control->lines[i], em) + (width > 0 ? PP_ROW_GAP_EM * em : 0);
    return width;
}

static double widest_line(const struct pp_plan *plan, const struct rows *rows)
{
    double most = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct pp_control *control = control_at(plan, rows, i);
        for (size_t k = 0; k < control->line_count; k++)
            if (pp_line_is(&control->lines[k], PP_LINES_WITH_ICON))
                most = fmax(most, line_width(&control->lines[k], rows->body));
    }
    return most;
}

static double extras_height(const struct pp_plan *plan, const struct pp_control *control,
                            double width, bool *fits)
{
    const double em = plan->em[PP_TEXT_SIDE];
    double height = 0;
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        if (pp_line_is_extra(line, plan->row_extras))
            height += pp_text_height(plan, line->text, line->strong, em, width, fits) +
                      PP_LINE_GAP_EM * em;
    }
    return height;
}

static bool row_fits(const struct pp_plan *plan, const struct rows *rows, size_t i)
{
    const struct pp_control *control = control_at(plan, rows, i);
    struct pp_box cell = pp_grid_cell(rows->box, plan->gap, 1, rows->count, i);
    struct pp_row row;
    pp_row_parts(&row, cell, rows->icon, control->number > 0, plan->row_arrows, 1.0);
    const double line = rows->body * (plan->pitch + PP_LINE_GAP_EM);
    double name_width = row.texts.w;
    if (rows->look == PP_LOOK_ROW_SPLIT)
        name_width -= plan->row_side + PP_SIDE_GAP_MM;
    bool fits = name_width > 0;
    if (!fits)
        return false;
    double name = pp_text_height(plan, control->label, true, rows->name, name_width, &fits);
    double height = 0;
    if (rows->look == PP_LOOK_ROW) {
        fits = fits && one_line_width(control, rows->body) <= row.texts.w;
        height = name + line + extras_height(plan, control, row.texts.w, &fits);
    } else if (rows->look == PP_LOOK_ROW_SPLIT) {
        height = fmax(
            name + extras_height(plan, control, name_width, &fits),
            pp_lines_height(plan, control, PP_LINES_WITH_ICON, rows->body, plan->row_side, &fits));
    } else {
        const double width = row.texts.x + row.texts.w - cell.x - row.pad;
        height = fmax(name, rows->icon) +
                 pp_lines_height(plan, control, PP_LINES_WITH_ICON, rows->body, width, &fits) +
                 extras_height(plan, control, width, &fits);
    }
    // The gap below the last line is not needed.
    return fits && height - PP_LINE_GAP_EM * rows->body <= row.texts.h;
}

static bool rows_fit_look(struct pp_plan *plan, struct rows *rows, enum pp_look look)
{
    struct pp_box cell = pp_grid_cell(rows->box, plan->gap, 1, rows->count, 0);
    rows->look = (uint8_t)look;
    rows->icon = fmin(cell.h - (cell.w > 150 ? 4.4 : 2.0), 22.0);
    if (look == PP_LOOK_ROW_STACK)
        rows->icon = fmin(rows->icon, fmax(cell.h * 0.4, 12.0));
    plan->row_side = look == PP_LOOK_ROW_SPLIT ? widest_line(plan, rows) : 0;
    for (size_t i = 0; i < rows->count; i++)
        if (!row_fits(plan, rows, i))
            return false;
    return true;
}

// The largest letters that fit with what the plan says about extras and arrows.
static bool rows_fit(struct pp_plan *plan, struct rows *rows, struct pp_text_range body,
                     struct pp_text_range name)
{
    static const enum pp_look wide[] = {PP_LOOK_ROW, PP_LOOK_ROW_SPLIT, PP_LOOK_ROW_STACK};
    struct pp_text_range side = pp_theme_text(PP_TEXT_SIDE, plan->view->text_size, plan->side);
    const int caps = pp_cap_count(body.most, body.least);
    for (int k = 0; k < caps; k++) {
        const double cap = pp_cap_at(body.most, k);
        rows->body = pp_theme_em(cap);
        rows->name = pp_theme_em(fmax(name.least, fmin(name.most, cap * 1.17)));
        plan->em[PP_TEXT_SIDE] = pp_theme_em(fmax(side.least, fmin(side.most, cap * 0.88)));
        for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
            if (rows_fit_look(plan, rows, wide[i]))
                return true;
    }
    return false;
}

// As much as can be shown with letters that are large enough; else only what is needed.
static bool rows_choose(struct pp_plan *plan, struct rows *rows)
{
    struct pp_text_range name = pp_theme_text(PP_TEXT_LABEL, plan->view->text_size, plan->side);
    struct pp_text_range body = pp_theme_text(PP_TEXT_BODY, plan->view->text_size, plan->side);
    for (int extras = PP_EXTRAS_ALL; extras >= PP_EXTRAS_NONE; extras--) {
        for (unsigned bare = 0; bare < 2; bare++) {
            plan->row_extras = (uint8_t)extras;
            plan->row_arrows = bare == 0;
            if (rows_fit(plan, rows, body, name))
                return true;
        }
    }
    // Long names and times: smaller letters are better than half a word.
    while (body.least > 3.5) {
        body.least = body.most = body.least - PP_CAP_STEP_MM;
        name.least = name.most = fmin(name.least, body.least * 1.1);
        if (rows_fit(plan, rows, body, name))
            break;
    }
    return false;
}

bool pp_rows_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box)
{
    const double most = ROW_MOST_MM * (double)count + plan->gap * (double)(count - 1);
    box.h = fmin(box.h, most);
    struct rows rows = {.which = which, .count = count, .box = box};
    bool fits = rows_choose(plan, &rows);
    plan->em[PP_TEXT_LABEL] = rows.name;
    plan->em[PP_TEXT_BODY] = rows.body;
    for (size_t i = 0; i < count; i++) {
        plan->controls[which[i]] = pp_grid_cell(box, plan->gap, 1, count, i);
        plan->looks[which[i]] = rows.look;
        plan->icons[which[i]] = rows.icon;
    }
    return fits;
}
