// Facts of one place in columns, and numbers to call.
#include <math.h>

#include "ui/geometry.h"

static const struct pp_control *control_at(const struct pp_plan *plan, const uint8_t *which,
                                           size_t i)
{
    return &plan->view->controls[which[i]];
}

// ---- facts

static double fact_height(const struct pp_plan *plan, const struct pp_control *control, double em,
                          double width, bool *fits)
{
    double indent = control->icon && control->icon[0] ? PP_LINE_INDENT_EM * em : 0;
    double height = pp_text_height(plan, control->label, control->emphasis == PP_PRIMARY, em,
                                   width - indent, fits);
    if (control->line_count)
        height += PP_LINE_GAP_EM * em +
                  pp_lines_height(plan, control, PP_LINES_ALL, em, width - indent, fits);
    return fmax(height, em * plan->pitch);
}

struct columns {
    size_t count;
    double gap, width;
};

static struct columns columns_of(size_t count, struct pp_box box)
{
    const double gap = 7.0;
    return (struct columns){count, gap, (box.w - gap * (double)(count - 1)) / (double)count};
}

// Fills column after column; false when the last one is too short.
static bool facts_flow(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box,
                       struct columns columns, double limit)
{
    double em = plan->em[PP_TEXT_FACT];
    bool fits = true;
    size_t column = 0;
    double y = 0;
    for (size_t i = 0; i < count; i++) {
        double height = fact_height(plan, control_at(plan, which, i), em, columns.width, &fits);
        if (y > 0 && y + height > limit) {
            column++;
            y = 0;
        }
        if (column >= columns.count || height > box.h)
            return false;
        plan->controls[which[i]] =
            (struct pp_box){box.x + (columns.width + columns.gap) * (double)column, box.y + y,
                            columns.width, height};
        plan->looks[which[i]] = PP_LOOK_BESIDE;
        plan->icons[which[i]] = PP_LINE_ICON_EM * em;
        y += height + PP_FACT_GAP_MM;
    }
    return fits;
}

// Columns of about equal length read better than a full one and a rest.
static void facts_balance(struct pp_plan *plan, const uint8_t *which, size_t count,
                          struct pp_box box, struct columns columns)
{
    double limit = box.h;
    while (limit > 10 && facts_flow(plan, which, count, box, columns, limit - 2.0))
        limit -= 2.0;
    facts_flow(plan, which, count, box, columns, limit);
}

// Nothing fits: every fact gets its share, and the painter has to shorten.
static void facts_squeeze(struct pp_plan *plan, const uint8_t *which, size_t count,
                          struct pp_box box, struct columns columns)
{
    size_t rows = (count + columns.count - 1) / columns.count;
    for (size_t i = 0; i < count; i++) {
        const size_t column = i / rows;
        struct pp_box all = {box.x + (columns.width + columns.gap) * (double)column, box.y,
                             columns.width, box.h};
        plan->controls[which[i]] = pp_grid_cell(all, PP_FACT_GAP_MM, 1, rows, i % rows);
        plan->looks[which[i]] = PP_LOOK_BESIDE;
        plan->icons[which[i]] = PP_LINE_ICON_EM * plan->em[PP_TEXT_FACT];
    }
}

// All of them in at most so many columns with the largest letters that allow it.
static bool facts_fit(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box,
                      size_t most_columns, struct pp_text_range range)
{
    const int caps = pp_cap_count(range.most, range.least);
    for (int k = 0; k < caps; k++) {
        const double cap = pp_cap_at(range.most, k);
        plan->em[PP_TEXT_FACT] = pp_theme_em(cap);
        for (size_t n = 1; n <= most_columns; n++) {
            struct columns columns = columns_of(n, box);
            // Seven to twelve words a line.
            if (n < most_columns && columns.width > 32 * plan->em[PP_TEXT_FACT])
                continue;
            if (!facts_flow(plan, which, count, box, columns, box.h))
                continue;
            facts_balance(plan, which, count, box, columns);
            return true;
        }
    }
    return false;
}

bool pp_strip_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box)
{
    struct pp_text_range range = pp_theme_text(PP_TEXT_FACT, plan->view->text_size, plan->side);
    // A line each if letters can be small enough for that, else what they need.
    struct pp_box lines = box;
    lines.h = (double)count * (pp_theme_em(range.most) * plan->pitch + PP_FACT_GAP_MM);
    if (facts_fit(plan, which, count, lines, 1, range))
        return true;
    plan->em[PP_TEXT_FACT] = pp_theme_em(range.least);
    if (facts_flow(plan, which, count, box, columns_of(1, box), box.h))
        return true;
    facts_squeeze(plan, which, count, box, columns_of(1, box));
    return false;
}

typedef bool fit_texts(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box);

// Each page takes as many as fit whole, at least one. What is on another page has no place.
static bool has_more(const struct pp_view *view)
{
    for (size_t i = 0; i < view->control_count; i++)
        if (view->controls[i].meaning.type == PP_INPUT_MORE)
            return true;
    return false;
}

static void pages_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box,
                       fit_texts *fit)
{
    size_t starts[PP_MAX_CONTROLS + 1];
    size_t pages = 0;
    for (size_t start = 0; start < count;) {
        size_t taken = count - start;
        while (taken > 1 && !fit(plan, which + start, taken, box))
            taken--;
        starts[pages++] = start;
        start += taken;
    }
    starts[pages] = count;
    size_t page = plan->view->page % pages;
    for (size_t i = 0; i < count; i++)
        plan->controls[which[i]] = (struct pp_box){0};
    size_t shown = starts[page + 1] - starts[page];
    if (!fit(plan, which + starts[page], shown, box))
        facts_squeeze(plan, which + starts[page], shown, box, columns_of(1, box));
    plan->pages = (uint8_t)pages;
}

static bool facts_fit_page(struct pp_plan *plan, const uint8_t *which, size_t count,
                           struct pp_box box)
{
    struct pp_text_range range = pp_theme_text(PP_TEXT_FACT, plan->view->text_size, plan->side);
    const size_t columns = box.w > 250 ? 3 : box.w > 95 ? 2 : 1;
    // A fact too long for a page of its own, as the times of a week: smaller letters are better
    // than half of it.
    if (count == 1)
        range.least = fmin(range.least, 3.5);
    return facts_fit(plan, which, count, box, columns, range);
}

void pp_facts_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box)
{
    if (count > 0)
        pages_make(plan, which, count, box, facts_fit_page);
}

// ---- numbers to call

enum arrangement { FIRST_BEFORE, FIRST_ABOVE, ALL_ALIKE, ARRANGEMENTS };

// Between numbers: they are read, not touched.
static double number_gap(const struct pp_plan *plan)
{
    return plan->small ? 1.2 : 2.2;
}

// What number, name and what it is for take, and room so that nothing touches the edge. `brief`
// leaves the last out; on a small glass the number then stands behind the name where it can.
static double number_height(struct pp_plan *plan, uint8_t at, double width, bool brief, bool *fits)
{
    const struct pp_control *control = &plan->view->controls[at];
    const double body = plan->em[PP_TEXT_BODY], strong = plan->em[PP_TEXT_LABEL];
    const double inner = width - 2 * PP_PAD_MM;
    const double indent = plan->small ? 0 : PP_LINE_INDENT_EM * body;
    double height = pp_text_height(plan, control->label, true, body, inner - indent, fits);
    double used = pp_text_width_in(control->label, body, 1);
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        if (brief && !line->strong)
            continue;
        double em = line->strong ? strong : plan->em[PP_TEXT_SIDE];
        height += pp_text_height(plan, line->text, line->strong, em, inner, fits);
        if (line->strong)
            used += pp_text_width_in(line->text, em, 1) + 2 * PP_PAD_MM;
    }
    const double edges = plan->small ? 0.8 : 2.0;
    plan->looks[at] = brief ? PP_LOOK_NUMBER_BRIEF : PP_LOOK_NUMBER;
    plan->icons[at] = indent > 0 ? PP_LINE_ICON_EM * body : 0;
    if (brief && plan->small && control->line_count > 0 && used <= inner) {
        plan->looks[at] = PP_LOOK_NUMBER_BESIDE;
        height = fmax(body, strong) * plan->pitch;
    }
    return height + edges;
}

// Rows of so many columns, each as high as it must be; what is left is shared out.
static bool numbers_grid(struct pp_plan *plan, const uint8_t *which, size_t count,
                         struct pp_box box, size_t columns, bool brief)
{
    const double gap = number_gap(plan);
    const size_t rows = (count + columns - 1) / columns;
    double needs[PP_MAX_CONTROLS] = {0};
    double sum = gap * (double)(rows - 1);
    bool fits = true;
    for (size_t i = 0; i < count; i++) {
        const double width = pp_grid_cell(box, gap, columns, rows, i).w;
        const double need = number_height(plan, which[i], width, brief, &fits);
        needs[i / columns] = fmax(needs[i / columns], need);
    }
    for (size_t row = 0; row < rows; row++)
        sum += needs[row];
    const double more = (box.h - sum) / (double)rows;
    double y = box.y;
    for (size_t i = 0; i < count; i++) {
        const size_t row = i / columns;
        if (i > 0 && i % columns == 0)
            y += needs[row - 1] + more + gap;
        struct pp_box cell = pp_grid_cell(box, gap, columns, rows, i);
        plan->controls[which[i]] = (struct pp_box){cell.x, y, cell.w, needs[row] + more};
    }
    return fits && more >= 0;
}

static bool numbers_arrange(struct pp_plan *plan, const uint8_t *which, size_t count,
                            struct pp_box box, enum arrangement how, size_t columns, bool brief)
{
    if (how == ALL_ALIKE || count == 1)
        return numbers_grid(plan, which, count, box, columns, brief);
    const double gap = number_gap(plan);
    struct pp_box first = box;
    bool fits = true;
    if (how == FIRST_BEFORE) {
        first.w = box.w * (columns == 1 ? 0.42 : 0.29);
        box.x += first.w + gap;
        box.w -= first.w + gap;
        fits = number_height(plan, which[0], first.w, brief, &fits) <= box.h && fits;
    } else {
        first.h = number_height(plan, which[0], first.w, brief, &fits);
        box.y += first.h + gap;
        box.h -= first.h + gap;
    }
    plan->controls[which[0]] = first;
    return fits && box.h > 0 && numbers_grid(plan, which + 1, count - 1, box, columns, brief);
}

static bool numbers_try(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box,
                        bool brief)
{
    bool first = control_at(plan, which, 0)->emphasis == PP_DANGER;
    for (unsigned how = first ? FIRST_BEFORE : ALL_ALIKE; how < ARRANGEMENTS; how++)
        for (size_t columns = 1; columns <= 4 && columns <= count; columns++)
            if (numbers_arrange(plan, which, count, box, how, columns, brief))
                return true;
    return false;
}

static bool numbers_fit(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box,
                        bool brief)
{
    // How much larger than its name a number is, where there is room.
    static const double larger[] = {1.4, 1.2, 1.0};
    struct pp_text_range label = pp_theme_text(PP_TEXT_LABEL, plan->view->text_size, plan->side);
    struct pp_text_range body = pp_theme_text(PP_TEXT_BODY, plan->view->text_size, plan->side);
    struct pp_text_range side = pp_theme_text(PP_TEXT_SIDE, plan->view->text_size, plan->side);
    const int caps = pp_cap_count(body.most, body.least);
    for (int k = 0; k < caps; k++) {
        const double cap = pp_cap_at(body.most, k);
        plan->em[PP_TEXT_BODY] = pp_theme_em(cap);
        plan->em[PP_TEXT_SIDE] = pp_theme_em(fmin(fmax(cap * 0.88, side.least), side.most));
        for (size_t i = 0; i < sizeof(larger) / sizeof(larger[0]); i++) {
            plan->em[PP_TEXT_LABEL] = pp_theme_em(fmax(cap * larger[i], label.least));
            if (numbers_try(plan, which, count, box, brief))
                return true;
        }
    }
    return false;
}

static bool numbers_fit_whole(struct pp_plan *plan, const uint8_t *which, size_t count,
                              struct pp_box box)
{
    // A small glass, or large letters, would need a page for each.
    bool brief = plan->small || (plan->view->text_size > 0 && plan->side < 180);
    return numbers_fit(plan, which, count, box, brief);
}

// As many as there are, however little is left of each: the painter has to shorten.
static void numbers_squeeze(struct pp_plan *plan, const uint8_t *which, size_t count,
                            struct pp_box box)
{
    size_t columns = plan->narrow ? 2 : 3;
    const size_t rows = (count + columns - 1) / columns;
    for (size_t i = 0; i < count; i++) {
        plan->controls[which[i]] = pp_grid_cell(box, number_gap(plan), columns, rows, i);
        plan->looks[which[i]] = PP_LOOK_NUMBER_BRIEF;
    }
}

void pp_numbers_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box)
{
    if (count == 0)
        return;
    // Without a way to the next page all numbers must be here: then what each is for, which is
    // also said, is left out.
    pages_make(plan, which, count, box, numbers_fit_whole);
    if (plan->pages == 1 || has_more(plan->view))
        return;
    if (!numbers_fit(plan, which, count, box, true))
        numbers_squeeze(plan, which, count, box);
}
