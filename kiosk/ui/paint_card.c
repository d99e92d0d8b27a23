// What has more than a label: results, facts and numbers to call.
#include <math.h>

#include "ui/canvas.h"
#include "ui/geometry.h"

void pp_canvas_badge(struct pp_canvas *canvas, unsigned number, double x, double y)
{
    if (number == 0 || number > 9)
        return;
    const double side = PP_BADGE_MM * canvas->mm;
    const char text[2] = {(char)('0' + number), '\0'};
    uint32_t ink = pp_canvas_colour(canvas, PP_COLOUR_INK);
    uint32_t card = pp_canvas_colour(canvas, PP_COLOUR_CARD);
    struct pp_frame frame = {x, y, side, side};
    struct pp_frame seen = frame;
    if (canvas->view->rtl)
        seen.x = 2 * canvas->whole.x + canvas->whole.w - x - side;
    pp_canvas_edged(canvas, seen, side, card, ink, canvas->mm * 0.4);
    const struct pp_words words = {.text = text,
                                   .em = pp_theme_em(3.8) * canvas->mm,
                                   .bold = true,
                                   .centred = true,
                                   .middle = true,
                                   .colour = ink,
                                   .ground = card};
    pp_canvas_words(canvas, &words, frame);
}

static uint32_t line_colour(const struct pp_canvas *canvas, const struct pp_line *line,
                            uint32_t usual)
{
    if (line->strong)
        return pp_canvas_colour(canvas, PP_COLOUR_STRONG);
    return line->faint ? pp_canvas_colour(canvas, PP_COLOUR_FAINT) : usual;
}

static double lines_height(const struct pp_canvas *canvas, const struct pp_control *control,
                           double em, double width)
{
    double sum = 0;
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        const struct pp_words words = {.text = line->text, .em = em, .bold = line->strong};
        double indent = line->icon && line->icon[0] ? PP_LINE_INDENT_EM * em : 0;
        sum += pp_canvas_measure(canvas, &words, width - indent, 0)->height + PP_LINE_GAP_EM * em;
    }
    return sum;
}

// The lines of a control from `frame`'s top down, with `air` between them.
static void draw_lines(struct pp_canvas *canvas, const struct pp_control *control, double em,
                       struct pp_frame frame, double air, struct pp_colours colours)
{
    const double bottom = frame.y + frame.h;
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        struct pp_words words = {.text = line->text,
                                 .em = em,
                                 .bold = line->strong,
                                 .colour = line_colour(canvas, line, colours.text),
                                 .ground = colours.ground};
        struct pp_frame rest = {frame.x, frame.y, frame.w, bottom - frame.y};
        if (rest.h < em * 0.5) {
            canvas->cut_short++;
            return;
        }
        if (line->icon && line->icon[0]) {
            double side = PP_LINE_ICON_EM * em;
            pp_canvas_pictogram(canvas, line->icon, frame.x, frame.y + em * 0.05, side,
                                words.colour);
            rest.x += PP_LINE_INDENT_EM * em;
            rest.w -= PP_LINE_INDENT_EM * em;
        }
        frame.y += pp_canvas_words(canvas, &words, rest) + PP_LINE_GAP_EM * em + air;
    }
}

// The look of a button at the end of a card: the card as a whole is what is touched.
static void draw_action(struct pp_canvas *canvas, const struct pp_control *control,
                        struct pp_frame frame, bool pressed)
{
    uint32_t ground = pp_canvas_colour(canvas, pressed ? PP_COLOUR_ON_PRIMARY : PP_COLOUR_PRIMARY);
    uint32_t text = pp_canvas_colour(canvas, pressed ? PP_COLOUR_PRIMARY : PP_COLOUR_ON_PRIMARY);
    struct pp_frame seen = frame;
    if (canvas->view->rtl)
        seen.x = 2 * canvas->whole.x + canvas->whole.w - frame.x - frame.w;
    pp_canvas_box(canvas, seen, PP_CORNER_MM * 0.75 * canvas->mm, ground);
    double pad = PP_PAD_MM * canvas->mm;
    const struct pp_frame inner = {frame.x + pad, frame.y, frame.w - 2 * pad, frame.h};
    struct pp_words words = {.text = control->action,
                             .em = fmin(canvas->layout->em[PP_TEXT_LABEL], frame.h / 1.3),
                             .bold = true,
                             .centred = true,
                             .middle = true,
                             .colour = text,
                             .ground = ground};
    // One line looks like a button; two lines when it must.
    const double least = pp_theme_em(3.5) * canvas->mm;
    while (words.em > least && pp_canvas_measure(canvas, &words, inner.w, 0)->lines > 1)
        words.em = fmax(least, words.em - 0.15 * canvas->mm);
    pp_canvas_words(canvas, &words, inner);
}

// Draws the button and takes its room off `inner`.
static void cut_action(struct pp_canvas *canvas, int index, struct pp_frame frame,
                       struct pp_frame *inner)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const double mm = canvas->mm;
    const bool pressed = canvas->marks->pressed == index;
    double high = PP_ACTION_MM(frame.h / mm) * mm;
    double wide = inner->w;
    if (!control->action)
        return;
    const bool beside = canvas->layout->looks[index] == PP_LOOK_BESIDE;
    if (beside) {
        wide = PP_SIDE_ACTION_MM * mm - (inner->x - frame.x);
        high = fmin(high * 1.3, inner->h);
    }
    draw_action(
        canvas, control,
        (struct pp_frame){inner->x + inner->w - wide, inner->y + inner->h - high, wide, high},
        pressed);
    if (beside)
        inner->w -= PP_SIDE_ACTION_MM * mm;
    else
        inner->h -= high + PP_CARD_GAP_MM * mm;
}

// The pictogram on its tint with the number at its corner, and the name. Returns their height.
static double draw_head(struct pp_canvas *canvas, int index, struct pp_frame inner,
                        struct pp_colours colours)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const double mm = canvas->mm;
    const double side = canvas->layout->icons[index];
    const bool pressed = canvas->marks->pressed == index;
    struct pp_frame square = {inner.x, inner.y, side, side};
    if (canvas->view->rtl)
        square.x = 2 * canvas->whole.x + canvas->whole.w - inner.x - side;
    uint32_t tint = pressed ? colours.ground : pp_theme_tint(canvas->view->theme, control->tint);
    pp_canvas_box(canvas, square, PP_CORNER_MM * 0.75 * mm, tint);
    pp_canvas_pictogram(canvas, control->icon, inner.x + side * 0.08, inner.y + side * 0.08,
                        side * 0.84, colours.text);
    const double indent = side + PP_PAD_MM * mm;
    struct pp_words name = {.text = control->label,
                            .em = canvas->layout->em[PP_TEXT_LABEL],
                            .bold = true,
                            .lit = canvas->marks->lit == index,
                            .colour = colours.text,
                            .ground = colours.ground};
    struct pp_frame head = {inner.x + indent, inner.y, inner.w - indent, inner.h};
    double high = pp_canvas_measure(canvas, &name, head.w, head.h)->height;
    if (high < side) {
        head.h = side;
        name.middle = true;
    }
    pp_canvas_words(canvas, &name, head);
    pp_canvas_badge(canvas, control->number, inner.x - mm, inner.y - mm);
    return fmax(high, side);
}

void pp_canvas_card(struct pp_canvas *canvas, int index, struct pp_colours colours)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const double mm = canvas->mm;
    const double em = canvas->layout->em[PP_TEXT_BODY];
    const struct pp_frame frame = pp_frame_of(canvas->layout->controls[index]);
    struct pp_frame inner = pp_frame_inset(frame, PP_CARD_PAD_MM(frame.w / mm) * mm);
    cut_action(canvas, index, frame, &inner);
    double used = draw_head(canvas, index, inner, colours) + PP_CARD_GAP_MM * mm;
    inner.y += used;
    inner.h -= used;
    double lines = lines_height(canvas, control, em, inner.w);
    // What is left goes between the lines, up to most of a line each.
    double air = fmax(0, inner.h - lines) / (control->line_count + 1.0);
    air = fmin(air, em * 0.7);
    inner.y += air * 0.6;
    inner.h -= air * 0.6;
    draw_lines(canvas, control, em, inner, air, colours);
}

// Who, the number large, and what for. What is not strong is left out where the layout says that
// there is no room for it.
void pp_canvas_number(struct pp_canvas *canvas, int index)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const struct pp_layout *layout = canvas->layout;
    const double mm = canvas->mm;
    const bool first = control->emphasis == PP_DANGER;
    const bool brief = layout->looks[index] == PP_LOOK_LABEL;
    struct pp_frame frame = pp_frame_of(layout->controls[index]);
    struct pp_colours colours = pp_theme_control(canvas->view, control, false);
    uint32_t ink = pp_canvas_colour(canvas, PP_COLOUR_INK);
    if (first && canvas->view->theme == PP_THEME_CONTRAST)
        pp_canvas_cut_box(canvas, frame, PP_CORNER_MM * mm, colours.ground, colours.text,
                          PP_STROKE_MM * mm);
    else if (first)
        pp_canvas_box(canvas, frame, PP_CORNER_MM * mm, colours.ground);
    else
        pp_canvas_edged(canvas, frame, PP_CORNER_MM * mm, pp_canvas_colour(canvas, PP_COLOUR_CARD),
                        ink, PP_STROKE_MM * 0.7 * mm);
    if (!first)
        colours.ground = pp_canvas_colour(canvas, PP_COLOUR_CARD);

    const double body = layout->em[PP_TEXT_BODY];
    const double indent = PP_LINE_INDENT_EM * body;
    struct pp_frame inner = pp_frame_inset(frame, PP_PAD_MM * mm);
    struct pp_words words = {.text = control->label,
                             .em = body,
                             .bold = true,
                             .lit = canvas->marks->lit == index,
                             .colour = colours.text,
                             .ground = colours.ground};
    // All together in the middle of the height.
    double total = pp_canvas_measure(canvas, &words, inner.w - indent, 0)->height;
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        if (brief && !line->strong)
            continue;
        struct pp_words each = {.text = line->text,
                                .em = line->strong ? layout->em[PP_TEXT_LABEL] : body,
                                .bold = line->strong};
        total += pp_canvas_measure(canvas, &each, inner.w, 0)->height;
    }
    const double bottom = frame.y + frame.h;
    double y = frame.y + fmax((frame.h - total) / 2, 0);
    pp_canvas_pictogram(canvas, control->icon, inner.x, y + body * 0.05, PP_LINE_ICON_EM * body,
                        colours.text);
    y += pp_canvas_words(canvas, &words,
                         (struct pp_frame){inner.x + indent, y, inner.w - indent, bottom - y});
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        if (brief && !line->strong)
            continue;
        words = (struct pp_words){.text = line->text,
                                  .em = line->strong ? layout->em[PP_TEXT_LABEL] : body,
                                  .bold = line->strong,
                                  .colour = colours.text,
                                  .ground = colours.ground};
        y += pp_canvas_words(canvas, &words, (struct pp_frame){inner.x, y, inner.w, bottom - y});
    }
}
