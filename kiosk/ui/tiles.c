// Choices in a grid and results side by side: one letter size and one look for all of them.
#include <math.h>

#include "ui/geometry.h"

struct grid {
    size_t columns, rows;
};

static const struct pp_control *control_at(const struct pp_plan *plan, const uint8_t *which,
                                           size_t i)
{
    return &plan->view->controls[which[i]];
}

static struct pp_box cell_of(const struct pp_plan *plan, struct grid grid, struct pp_box box,
                             size_t i)
{
    return pp_grid_cell(box, plan->gap, grid.columns, grid.rows, i);
}

// ---- tiles

// What a tile without a pictogram answers when asked how large it can be.
#define NO_ICON 1000.0

static bool has_icon(const struct pp_control *control)
{
    return control->icon && control->icon[0];
}

static double tile_text_height(const struct pp_plan *plan, const struct pp_control *control,
                               double em, double width, bool *fits)
{
    double height = pp_text_height(plan, control->label, true, em, width, fits);
    for (size_t i = 0; i < control->line_count; i++)
        height += pp_text_height(plan, control->lines[i].text, false, plan->em[PP_TEXT_BODY], width,
                                 fits);
    return height;
}

static double icon_above(const struct pp_plan *plan, const struct pp_control *control,
                         struct pp_box tile, double em)
{
    bool fits = true;
    double text = tile_text_height(plan, control, em, tile.w - 2 * PP_PAD_MM, &fits);
    if (!has_icon(control))
        return fits && text <= tile.h - 2 * PP_PAD_MM ? NO_ICON : 0;
    double room = tile.h - 1.5 * PP_PAD_MM - text;
    double beside_badge = tile.w - 2 * (PP_PAD_MM + (control->number ? PP_BADGE_MM : 0));
    return fits ? fmin(fmin(room, beside_badge), tile.h * 0.56) : 0;
}

static double icon_beside(const struct pp_plan *plan, const struct pp_control *control,
                          struct pp_box tile, double em)
{
    double badge = control->number ? PP_BADGE_BESIDE_MM : 0;
    double most = fmin(fmin(tile.h - 2 * PP_PAD_MM, tile.w * 0.32), 34.0);
    for (int step = 0; most - step * 0.5 > 6.0; step++) {
        const double icon = most - step * 0.5;
        double width = tile.w - 3 * PP_PAD_MM - badge - icon;
        bool fits = width > 0;
        if (fits &&
            tile_text_height(plan, control, em, width, &fits) <=
                tile.h - (plan->small ? 2.0 : 3.0) &&
            fits)
            return icon;
    }
    return 0;
}

struct tiles {
    const uint8_t *which;
    size_t count;
    struct pp_box box;
    struct grid grid;
    enum pp_look look;
    double icon;
    uint8_t text_size;
};

static double least_icon(const struct pp_plan *plan, const struct tiles *tiles, enum pp_look look,
                         double em)
{
    double least = NO_ICON;
    for (size_t i = 0; i < tiles->count; i++) {
        const struct pp_control *control = control_at(plan, tiles->which, i);
        struct pp_box cell = cell_of(plan, tiles->grid, tiles->box, i);
        double icon = look == PP_LOOK_ABOVE ? icon_above(plan, control, cell, em)
                                            : icon_beside(plan, control, cell, em);
        least = fmin(least, icon);
    }
    return least;
}

static size_t usual_columns(const struct pp_plan *plan, size_t count)
{
    if (plan->portrait)
        return count <= 3 ? 1 : count <= 8 ? 2 : 3;
    if (count <= 3)
        return count;
    return count == 4 ? 2 : count <= 6 ? 3 : 4;
}

// The largest letters with which the pictograms still reach `want`.
static bool tiles_fit_look(struct pp_plan *plan, struct tiles *tiles, enum pp_look look,
                           double want)
{
    struct pp_text_range range = pp_theme_text(PP_TEXT_LABEL, tiles->text_size, plan->side);
    struct pp_text_range body = pp_theme_text(PP_TEXT_BODY, tiles->text_size, plan->side);
    const int caps = pp_cap_count(range.most, range.least);
    for (int k = 0; k < caps; k++) {
        const double cap = pp_cap_at(range.most, k);
        plan->em[PP_TEXT_LABEL] = pp_theme_em(cap);
        plan->em[PP_TEXT_BODY] = pp_theme_em(fmax(body.least, fmin(body.most, cap * 0.8)));
        tiles->look = look;
        tiles->icon = least_icon(plan, tiles, look, plan->em[PP_TEXT_LABEL]);
        if (tiles->icon >= want)
            return true;
    }
    return false;
}

static bool tiles_fit(struct pp_plan *plan, struct tiles *tiles, double want)
{
    return tiles_fit_look(plan, tiles, PP_LOOK_ABOVE, want) ||
           tiles_fit_look(plan, tiles, PP_LOOK_BESIDE, want);
}

// Who hardly reads needs the picture: half of the tile and more. The drawing takes about three
// quarters of its square. A high tile has enough with less.
static double icon_wanted(struct pp_box cell)
{
    if (cell.h > 45)
        return cell.h * 0.44;
    return fmax(fmin(cell.h * 0.54, 18.6), 13.5);
}

static bool grid_fits(struct pp_plan *plan, struct tiles *tiles, size_t columns, double want)
{
    tiles->grid.columns = columns;
    tiles->grid.rows = (tiles->count + columns - 1) / columns;
    struct pp_box cell = cell_of(plan, tiles->grid, tiles->box, 0);
    return cell.h >= PP_TARGET_MM && tiles_fit(plan, tiles, want);
}

// The usual grid if the labels fit in it, else another one.
static bool tiles_choose(struct pp_plan *plan, struct tiles *tiles)
{
    static const double wants[] = {11.0, 8.0};
    const size_t usual = usual_columns(plan, tiles->count);
    tiles->grid = (struct grid){usual, (tiles->count + usual - 1) / usual};
    const double best = icon_wanted(cell_of(plan, tiles->grid, tiles->box, 0));
    for (int step = 0; best - step * 1.3 > wants[0]; step++)
        if (grid_fits(plan, tiles, usual, best - step * 1.3))
            return true;
    for (size_t k = 0; k < sizeof(wants) / sizeof(wants[0]); k++) {
        for (size_t step = 0; step < 2 * tiles->count; step++) {
            // usual, one less, one more, two less ...
            size_t off = (step + 1) / 2;
            if (step % 2 == 1 && off >= usual)
                continue;
            size_t columns = step % 2 == 1 ? usual - off : usual + off;
            if (columns >= 1 && columns <= tiles->count &&
                grid_fits(plan, tiles, columns, wants[k]))
                return true;
        }
    }
    tiles->grid = (struct grid){usual, (tiles->count + usual - 1) / usual};
    if (tiles_fit(plan, tiles, 6.0))
        return true;
    // Smaller letters than were asked for are better than half a word.
    while (tiles->text_size > 0) {
        tiles->text_size--;
        if (tiles_fit(plan, tiles, 6.0))
            break;
    }
    return false;
}

bool pp_tiles_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box)
{
    if (count == 0)
        return true;
    if (count <= 2 && plan->view->step_type != PP_STEP_START) {
        // Alone they would be walls.
        double rows = plan->portrait ? (double)count : 1;
        double w = count == 1 ? fmax(box.w * 0.6, fmin(box.w, 100.0)) : box.w;
        box.h = fmin(box.h, rows * fmax(w * (plan->portrait ? 0.7 : 1), 60.0));
        box.x += (box.w - w) / 2;
        box.w = w;
    }
    struct tiles tiles = {
        .which = which, .count = count, .box = box, .text_size = plan->view->text_size};
    bool fits = tiles_choose(plan, &tiles);
    for (size_t i = 0; i < count; i++) {
        plan->controls[which[i]] = cell_of(plan, tiles.grid, box, i);
        plan->looks[which[i]] = (uint8_t)tiles.look;
        plan->icons[which[i]] = tiles.icon >= NO_ICON ? 0 : fmax(tiles.icon, 5.0);
    }
    return fits;
}

// ---- cards

struct card_letters {
    double name, body; // ems
    double icon;       // side of the tinted square
    bool side;         // the button beside the texts
};

bool pp_line_is(const struct pp_line *line, enum pp_lines of)
{
    bool icon = line->icon && line->icon[0];
    return of == PP_LINES_ALL || icon == (of == PP_LINES_WITH_ICON);
}

double pp_lines_height(const struct pp_plan *plan, const struct pp_control *control,
                       enum pp_lines of, double usual, double width, bool *fits)
{
    double height = 0;
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        if (!pp_line_is(line, of))
            continue;
        const double em = line->faint ? plan->em[PP_TEXT_SIDE] : usual;
        double indent = line->icon && line->icon[0] ? PP_LINE_INDENT_EM * em : 0;
        height += pp_text_height(plan, line->text, line->strong, em, width - indent, fits);
        height += PP_LINE_GAP_EM * em;
    }
    return height;
}

static bool card_fits(const struct pp_plan *plan, const struct pp_control *control,
                      struct pp_box card, const struct card_letters *letters)
{
    bool fits = true;
    const double pad = PP_CARD_PAD_MM(card.w);
    const double room = card.h - 2 * pad;
    const double action = control->action ? PP_ACTION_MM(card.h) + PP_CARD_GAP_MM : 0;
    const double side = PP_SIDE_MM(card.w);
    double width = card.w - 2 * pad - (letters->side ? side + PP_SIDE_GAP_MM : 0);
    double name = pp_text_height(plan, control->label, true, letters->name,
                                 width - letters->icon - PP_PAD_MM, &fits);
    double height = fmax(name, letters->icon) + PP_CARD_GAP_MM;
    height += pp_lines_height(plan, control, letters->side ? PP_LINES_PLAIN : PP_LINES_ALL,
                              letters->body, width, &fits);
    if (!letters->side)
        return fits && height + action <= room;
    double beside =
        pp_lines_height(plan, control, PP_LINES_WITH_ICON, letters->body, side, &fits) + action;
    return fits && fmax(height, beside) <= room;
}

static bool cards_fit(const struct pp_plan *plan, const uint8_t *which, size_t count,
                      struct grid grid, struct pp_box box, const struct card_letters *letters)
{
    for (size_t i = 0; i < count; i++)
        if (!card_fits(plan, control_at(plan, which, i), cell_of(plan, grid, box, i), letters))
            return false;
    return true;
}

// The largest letters for texts between these that fit; `name` follows them, not under
// `name_least`.
static bool cards_letters(struct pp_plan *plan, const uint8_t *which, size_t count,
                          struct grid grid, struct pp_box box, struct pp_text_range body,
                          struct pp_text_range name, struct card_letters *letters)
{
    struct pp_box cell = cell_of(plan, grid, box, 0);
    struct pp_text_range side = pp_theme_text(PP_TEXT_SIDE, plan->view->text_size, plan->side);
    const int caps = pp_cap_count(body.most, body.least);
    for (int k = 0; k < caps; k++) {
        const double cap = pp_cap_at(body.most, k);
        letters->body = pp_theme_em(cap);
        letters->name = pp_theme_em(fmax(name.least, fmin(name.most, cap * 1.2)));
        plan->em[PP_TEXT_SIDE] = pp_theme_em(fmax(side.least, fmin(side.most, cap * 0.88)));
        letters->icon = fmin(fmax(cell.h * 0.2, letters->name * 1.5), 24.0);
        if (cards_fit(plan, which, count, grid, box, letters))
            return true;
    }
    return false;
}

bool pp_cards_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box)
{
    if (count == 0)
        return true;
    // On a glass this low letters in columns would be too small, however few columns there are.
    if (plan->side < 180)
        return pp_rows_make(plan, which, count, box);
    struct grid grid = plan->portrait ? (struct grid){1, count} : (struct grid){count, 1};
    struct pp_box cell = cell_of(plan, grid, box, 0);
    struct pp_text_range name = pp_theme_text(PP_TEXT_LABEL, plan->view->text_size, plan->side);
    struct pp_text_range body = pp_theme_text(PP_TEXT_BODY, plan->view->text_size, plan->side);
    struct card_letters letters = {.side = cell.w > 120 && cell.w > 1.8 * cell.h};
    bool fits = cards_letters(plan, which, count, grid, box, body, name, &letters);
    if (!fits)
        return pp_rows_make(plan, which, count, box);
    plan->em[PP_TEXT_LABEL] = letters.name;
    plan->em[PP_TEXT_BODY] = letters.body;
    for (size_t i = 0; i < count; i++) {
        plan->controls[which[i]] = cell_of(plan, grid, box, i);
        plan->looks[which[i]] = letters.side ? PP_LOOK_BESIDE : PP_LOOK_ABOVE;
        plan->icons[which[i]] = letters.icon;
    }
    return fits;
}
