// Results that stand as rows over the whole width.
#include <math.h>

#include "ui/canvas.h"
#include "ui/geometry.h"
#include "ui/metrics.h"

static struct pp_frame frame_of(struct pp_box box)
{
    return (struct pp_frame){box.x, box.y, box.w, box.h};
}

static struct pp_words line_words(const struct pp_canvas *canvas, const struct pp_line *line,
                                  struct pp_colours colours)
{
    const bool extra = !(line->icon && line->icon[0]);
    return (struct pp_words){.text = line->text,
                             .em = canvas->layout->em[extra ? PP_TEXT_SIDE : PP_TEXT_BODY],
                             .bold = line->strong,
                             .colour = pp_canvas_line_colour(canvas, line, colours.text),
                             .ground = colours.ground};
}

// When and how far behind each other; returns the height.
static double draw_one_line(struct pp_canvas *canvas, const struct pp_control *control,
                            struct pp_frame frame, struct pp_colours colours)
{
    const double em = canvas->layout->em[PP_TEXT_BODY];
    const double end = frame.x + frame.w;
    double x = frame.x, height = 0;
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        if (!pp_line_is(line, PP_LINES_WITH_ICON))
            continue;
        const struct pp_words words = line_words(canvas, line, colours);
        pp_canvas_pictogram(canvas, line->icon, x, frame.y + em * 0.02, PP_LINE_ICON_EM * em,
                            words.colour);
        x += PP_LINE_INDENT_EM * em;
        const double room = end - x;
        const double width = ceil(pp_canvas_measure(canvas, &words, room, 0)->width) + 1;
        const struct pp_frame rest = {x, frame.y, fmin(width, room), frame.h};
        height = fmax(height, pp_canvas_words(canvas, &words, rest));
        x += width + PP_ROW_GAP_EM * em;
    }
    return height + PP_LINE_GAP_EM * em;
}

static bool is_shown(const struct pp_canvas *canvas, const struct pp_line *line, bool extras)
{
    return extras ? pp_line_is_extra(line, canvas->layout->row_extras)
                  : pp_line_is(line, PP_LINES_WITH_ICON);
}

// Lines below each other: when and how far, or the extras. Measures or draws; returns the height.
static double lines(struct pp_canvas *canvas, const struct pp_control *control, bool extras,
                    struct pp_frame frame, struct pp_colours colours, bool draw)
{
    double y = frame.y;
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        if (!is_shown(canvas, line, extras))
            continue;
        const struct pp_words words = line_words(canvas, line, colours);
        const double indent = extras ? 0 : PP_LINE_INDENT_EM * words.em;
        const struct pp_frame rest = {frame.x + indent, y, frame.w - indent,
                                      fmax(frame.y + frame.h - y, words.em)};
        if (draw && !extras)
            pp_canvas_pictogram(canvas, line->icon, frame.x, y + words.em * 0.02,
                                PP_LINE_ICON_EM * words.em, words.colour);
        y += draw ? pp_canvas_words(canvas, &words, rest)
                  : pp_canvas_measure(canvas, &words, rest.w, 0)->height;
        y += PP_LINE_GAP_EM * words.em;
    }
    return y - frame.y;
}

// A button with a sign that there is more: the card as a whole is what is touched.
static void draw_arrow(const struct pp_canvas *canvas, struct pp_frame frame, bool pressed)
{
    uint32_t ground = pp_canvas_colour(canvas, pressed ? PP_COLOUR_ON_PRIMARY : PP_COLOUR_PRIMARY);
    uint32_t sign = pp_canvas_colour(canvas, pressed ? PP_COLOUR_PRIMARY : PP_COLOUR_ON_PRIMARY);
    const bool rtl = canvas->view->rtl;
    if (rtl)
        frame.x = 2 * canvas->whole.x + canvas->whole.w - frame.x - frame.w;
    pp_canvas_box(canvas, frame, PP_CORNER_MM * 0.75 * canvas->mm, ground);
    const double step = frame.h * 0.2;
    const double x = frame.x + frame.w / 2, y = frame.y + frame.h / 2;
    const double point = rtl ? -step * 0.5 : step * 0.5;
    cairo_t *cairo = canvas->cairo;
    cairo_move_to(cairo, x - point, y - step);
    cairo_line_to(cairo, x + point, y);
    cairo_line_to(cairo, x - point, y + step);
    pp_canvas_source(canvas, sign);
    cairo_set_line_width(cairo, frame.h * 0.09);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(cairo);
}

static void draw_name(struct pp_canvas *canvas, const struct pp_words *name, struct pp_frame *texts)
{
    double high = pp_canvas_words(canvas, name, *texts);
    texts->y += high;
    texts->h -= high;
}

// Name, when and how far, and extras in the middle of the height.
static void draw_over(struct pp_canvas *canvas, const struct pp_control *control,
                      const struct pp_words *name, struct pp_frame texts, struct pp_colours colours)
{
    const double em = canvas->layout->em[PP_TEXT_BODY];
    const double line = em * pp_metrics_pitch(canvas->view->rtl);
    double total = pp_canvas_measure(canvas, name, texts.w, 0)->height + line +
                   lines(canvas, control, true, texts, colours, false);
    double air = fmax(texts.h - total, 0) / 3;
    texts.y += air;
    texts.h -= air;
    draw_name(canvas, name, &texts);
    texts.y += fmin(air, em * 0.3);
    texts.h -= fmin(air, em * 0.3);
    double used = draw_one_line(canvas, control, texts, colours);
    texts.y += used;
    texts.h -= used;
    lines(canvas, control, true, texts, colours, true);
}

static void draw_split(struct pp_canvas *canvas, const struct pp_control *control,
                       const struct pp_words *name, struct pp_frame texts,
                       struct pp_colours colours)
{
    struct pp_frame side = texts, before = texts;
    side.w = canvas->layout->row_side;
    side.x = texts.x + texts.w - side.w;
    before.w -= side.w + PP_SIDE_GAP_MM * canvas->mm;
    double total = pp_canvas_measure(canvas, name, before.w, 0)->height +
                   lines(canvas, control, true, before, colours, false);
    double air = fmax(before.h - total, 0) / 2;
    before.y += air;
    before.h -= air;
    draw_name(canvas, name, &before);
    lines(canvas, control, true, before, colours, true);
    air = fmax(side.h - lines(canvas, control, false, side, colours, false), 0) / 2;
    side.y += air;
    side.h -= air;
    lines(canvas, control, false, side, colours, true);
}

static void draw_stack(struct pp_canvas *canvas, const struct pp_control *control,
                       struct pp_words *name, const struct pp_row *row, struct pp_frame card,
                       struct pp_colours colours)
{
    struct pp_frame texts = frame_of(row->texts);
    double high = pp_canvas_measure(canvas, name, texts.w, 0)->height;
    texts.h = fmax(high, row->square.h);
    name->middle = true;
    pp_canvas_words(canvas, name, texts);
    struct pp_frame under = pp_frame_inset(card, row->pad);
    under.w = texts.x + texts.w - under.x;
    under.y += texts.h;
    under.h -= texts.h;
    double all = lines(canvas, control, false, under, colours, false) +
                 lines(canvas, control, true, under, colours, false);
    double air = fmax(under.h - all, 0) / 3;
    under.y += air;
    under.h -= air;
    double used = lines(canvas, control, false, under, colours, true);
    under.y += used;
    under.h -= used;
    lines(canvas, control, true, under, colours, true);
}

void pp_canvas_row(struct pp_canvas *canvas, int index, struct pp_colours colours)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const struct pp_layout *layout = canvas->layout;
    const struct pp_frame card = pp_frame_of(layout->controls[index]);
    const double mm = canvas->mm;
    struct pp_row row;
    pp_row_parts(&row, (struct pp_box){card.x, card.y, card.w, card.h}, layout->icons[index],
                 control->number > 0, layout->row_arrows, mm);
    if (layout->looks[index] != PP_LOOK_ROW_STACK)
        row.square.y = card.y + (card.h - row.square.h) / 2;
    pp_canvas_tinted(canvas, index, frame_of(row.square), colours);
    pp_canvas_badge(canvas, control->number, row.badge.x, row.badge.y);
    if (row.arrow.w > 0)
        draw_arrow(canvas, frame_of(row.arrow), canvas->marks->pressed == index);
    struct pp_words name = {.text = control->label,
                            .em = layout->em[PP_TEXT_LABEL],
                            .bold = true,
                            .lit = canvas->marks->lit == index,
                            .colour = colours.text,
                            .ground = colours.ground};
    if (layout->looks[index] == PP_LOOK_ROW_SPLIT)
        draw_split(canvas, control, &name, frame_of(row.texts), colours);
    else if (layout->looks[index] == PP_LOOK_ROW_STACK)
        draw_stack(canvas, control, &name, &row, card, colours);
    else
        draw_over(canvas, control, &name, frame_of(row.texts), colours);
}
