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

uint32_t pp_canvas_line_colour(const struct pp_canvas *canvas, const struct pp_line *line,
                               uint32_t usual)
{
    if (line->strong)
        return pp_canvas_colour(canvas, PP_COLOUR_STRONG);
    return line->faint ? pp_canvas_colour(canvas, PP_COLOUR_FAINT) : usual;
}

static double line_indent(const struct pp_line *line, double em)
{
    return line->icon && line->icon[0] ? PP_LINE_INDENT_EM * em : 0;
}

static double line_em(const struct pp_canvas *canvas, const struct pp_line *line)
{
    return canvas->layout->em[line->faint ? PP_TEXT_SIDE : PP_TEXT_BODY];
}

static double lines_height(const struct pp_canvas *canvas, const struct pp_control *control,
                           enum pp_lines of, double width)
{
    double sum = 0;
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        const struct pp_words words = {
            .text = line->text, .em = line_em(canvas, line), .bold = line->strong};
        if (pp_line_is(line, of))
            sum +=
                PP_LINE_GAP_EM * words.em +
                pp_canvas_measure(canvas, &words, width - line_indent(line, words.em), 0)->height;
    }
    return sum;
}

static size_t count_lines(const struct pp_control *control, enum pp_lines of)
{
    size_t count = 0;
    for (size_t i = 0; i < control->line_count; i++)
        count += pp_line_is(&control->lines[i], of);
    return count;
}

// Lines of a card from `frame`'s top down. Room that is left goes between them, up to most of a
// line each.
static void draw_lines(struct pp_canvas *canvas, const struct pp_control *control, enum pp_lines of,
                       struct pp_frame frame, struct pp_colours colours)
{
    const double usual = canvas->layout->em[PP_TEXT_BODY];
    const double bottom = frame.y + frame.h;
    double left = frame.h - lines_height(canvas, control, of, frame.w);
    double air = fmin(fmax(0, left) / ((double)count_lines(control, of) + 1), usual * 0.7);
    frame.y += air * 0.6;
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        if (!pp_line_is(line, of))
            continue;
        const double em = line_em(canvas, line);
        struct pp_words words = {.text = line->text,
                                 .em = em,
                                 .bold = line->strong,
                                 .colour = pp_canvas_line_colour(canvas, line, colours.text),
                                 .ground = colours.ground};
        const double indent = line_indent(line, em);
        struct pp_frame rest = {frame.x + indent, frame.y, frame.w - indent, bottom - frame.y};
        // Half a reason is none.
        if (rest.h < em * 0.8 ||
            (line->faint && !pp_canvas_measure(canvas, &words, rest.w, rest.h)->whole)) {
            canvas->cut_short++;
            return;
        }
        if (indent > 0)
            pp_canvas_pictogram(canvas, line->icon, frame.x, frame.y + em * 0.02,
                                PP_LINE_ICON_EM * em, words.colour);
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
    const double pad = PP_PAD_MM * canvas->mm;
    const double badge = control->number ? PP_BADGE_MM * canvas->mm : 0;
    const double edge = fmin((frame.h - badge) / 2, pad);
    pp_canvas_badge(canvas, control->number, frame.x + edge, frame.y + (frame.h - badge) / 2);
    const double start = badge > 0 ? edge + badge + pad * 0.4 : pad;
    const struct pp_frame inner = {frame.x + start, frame.y, frame.w - start - pad, frame.h};
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

// Draws the button at the bottom of `frame` and takes its room off.
static void cut_action(struct pp_canvas *canvas, int index, struct pp_frame *frame)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const double mm = canvas->mm;
    if (!control->action)
        return;
    const double high = PP_ACTION_MM(canvas->layout->controls[index].h / mm) * mm;
    draw_action(canvas, control,
                (struct pp_frame){frame->x, frame->y + frame->h - high, frame->w, high},
                canvas->marks->pressed == index);
    frame->h -= high + PP_CARD_GAP_MM * mm;
}

void pp_canvas_tinted(struct pp_canvas *canvas, int index, struct pp_frame square,
                      struct pp_colours colours)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const bool pressed = canvas->marks->pressed == index;
    struct pp_frame seen = square;
    if (canvas->view->rtl)
        seen.x = 2 * canvas->whole.x + canvas->whole.w - square.x - square.w;
    uint32_t tint = pressed ? colours.ground : pp_theme_tint(canvas->view->theme, control->tint);
    pp_canvas_box(canvas, seen, PP_CORNER_MM * 0.75 * canvas->mm, tint);
    const double edge = square.w * 0.08;
    pp_canvas_pictogram(canvas, control->icon, square.x + edge, square.y + edge,
                        square.w - 2 * edge, colours.text);
}

// The pictogram on its tint with the number at its corner, and the name. Returns their height.
static double draw_head(struct pp_canvas *canvas, int index, struct pp_frame inner,
                        struct pp_colours colours)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const double mm = canvas->mm;
    const double side = canvas->layout->icons[index];
    pp_canvas_tinted(canvas, index, (struct pp_frame){inner.x, inner.y, side, side}, colours);
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
    if (!control->action)
        pp_canvas_badge(canvas, control->number, inner.x - mm, inner.y - mm);
    return fmax(high, side);
}

void pp_canvas_card(struct pp_canvas *canvas, int index, struct pp_colours colours)
{
    if (canvas->layout->looks[index] >= PP_LOOK_ROW) {
        pp_canvas_row(canvas, index, colours);
        return;
    }
    const struct pp_control *control = &canvas->view->controls[index];
    const double mm = canvas->mm;
    const bool beside = canvas->layout->looks[index] == PP_LOOK_BESIDE;
    const struct pp_frame frame = pp_frame_of(canvas->layout->controls[index]);
    struct pp_frame inner = pp_frame_inset(frame, PP_CARD_PAD_MM(frame.w / mm) * mm);
    if (beside) {
        struct pp_frame side = inner;
        side.w = PP_SIDE_MM(frame.w / mm) * mm;
        side.x = inner.x + inner.w - side.w;
        inner.w -= side.w + PP_SIDE_GAP_MM * mm;
        cut_action(canvas, index, &side);
        draw_lines(canvas, control, PP_LINES_WITH_ICON, side, colours);
    } else {
        cut_action(canvas, index, &inner);
    }
    double used = draw_head(canvas, index, inner, colours) + PP_CARD_GAP_MM * mm;
    inner.y += used;
    inner.h -= used;
    draw_lines(canvas, control, beside ? PP_LINES_PLAIN : PP_LINES_ALL, inner, colours);
}

// Who, the number large, and what for. What is not strong is left out where the layout says that
// there is no room for it. Measures or draws; returns the height.
static double number_texts(struct pp_canvas *canvas, int index, struct pp_frame frame,
                           struct pp_colours colours, double strong, bool draw)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const double body = canvas->layout->em[PP_TEXT_BODY];
    const double side = canvas->layout->icons[index];
    const double indent = side > 0 ? PP_LINE_INDENT_EM * body : 0;
    const bool brief = canvas->layout->looks[index] == PP_LOOK_NUMBER_BRIEF;
    const double bottom = frame.y + frame.h;
    struct pp_words words = {.text = control->label,
                             .em = body,
                             .bold = control->line_count > 0,
                             .lit = canvas->marks->lit == index,
                             .colour = colours.text,
                             .ground = colours.ground};
    double y = frame.y;
    if (draw && side > 0)
        pp_canvas_pictogram(canvas, control->icon, frame.x, y + body * 0.02, side, colours.text);
    struct pp_frame rest = {frame.x + indent, y, frame.w - indent, draw ? bottom - y : 0};
    y += draw ? pp_canvas_words(canvas, &words, rest)
              : pp_canvas_measure(canvas, &words, rest.w, 0)->height;
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        if (brief && !line->strong)
            continue;
        words.text = line->text;
        words.em = line->strong ? strong : canvas->layout->em[PP_TEXT_SIDE];
        words.bold = line->strong;
        words.lit = false;
        rest = (struct pp_frame){frame.x, y, frame.w, draw ? bottom - y : 0};
        y += draw ? pp_canvas_words(canvas, &words, rest)
                  : pp_canvas_measure(canvas, &words, rest.w, 0)->height;
    }
    return y - frame.y;
}

// The first number may be larger than the others, as far as there is room.
static double number_em(struct pp_canvas *canvas, int index, struct pp_frame inner,
                        struct pp_colours colours)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const double usual = canvas->layout->em[PP_TEXT_LABEL];
    if (control->emphasis != PP_DANGER)
        return usual;
    for (int tenths = 22; tenths > 10; tenths--) {
        const double em = usual * tenths / 10;
        bool one_line = true;
        for (size_t i = 0; i < control->line_count; i++) {
            const struct pp_words words = {.text = control->lines[i].text, .em = em, .bold = true};
            if (control->lines[i].strong &&
                pp_canvas_measure(canvas, &words, inner.w, 0)->lines > 1)
                one_line = false;
        }
        if (one_line && number_texts(canvas, index, inner, colours, em, false) <= inner.h)
            return em;
    }
    return usual;
}

// Letters as large as a height allows, on one line.
static void larger(const struct pp_canvas *canvas, struct pp_words *words, double width,
                   double most)
{
    const double usual = words->em;
    words->em = fmax(most, usual);
    while (words->em > usual && pp_canvas_measure(canvas, words, 1e6, 0)->width > width)
        words->em = fmax(usual, words->em - 0.2 * canvas->mm);
}

// Who, and the number at the end of the line.
static void number_beside(struct pp_canvas *canvas, int index, struct pp_frame inner,
                          struct pp_colours colours)
{
    const struct pp_control *control = &canvas->view->controls[index];
    struct pp_words words = {.text = control->label,
                             .em = canvas->layout->em[PP_TEXT_BODY],
                             .bold = true,
                             .middle = true,
                             .lit = canvas->marks->lit == index,
                             .colour = colours.text,
                             .ground = colours.ground};
    pp_canvas_words(canvas, &words, inner);
    const double room =
        inner.w - PP_PAD_MM * canvas->mm - pp_canvas_measure(canvas, &words, inner.w, 0)->width;
    words.em = canvas->layout->em[PP_TEXT_LABEL];
    words.lit = false;
    for (size_t i = 0; i < control->line_count; i++) {
        if (!control->lines[i].strong)
            continue;
        words.text = control->lines[i].text;
        if (control->emphasis == PP_DANGER)
            larger(canvas, &words, room, inner.h * 0.8);
        const double width = ceil(pp_canvas_measure(canvas, &words, inner.w, 0)->width) + 1;
        const struct pp_frame end = {inner.x + inner.w - width, inner.y, width, inner.h};
        pp_canvas_words(canvas, &words, end);
    }
}

void pp_canvas_number(struct pp_canvas *canvas, int index)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const double mm = canvas->mm;
    const bool first = control->emphasis == PP_DANGER;
    const struct pp_frame frame = pp_frame_of(canvas->layout->controls[index]);
    const double corner = fmin(PP_CORNER_MM * mm, frame.h * 0.25);
    struct pp_colours colours = pp_theme_control(canvas->view, control, false);
    uint32_t ink = pp_canvas_colour(canvas, PP_COLOUR_INK);
    if (!first)
        colours.ground = pp_canvas_colour(canvas, PP_COLOUR_CARD);
    if (first && canvas->view->theme == PP_THEME_CONTRAST)
        pp_canvas_cut_box(canvas, frame, corner, colours.ground, colours.ground, PP_STROKE_MM * mm);
    else if (first)
        pp_canvas_box(canvas, frame, corner, colours.ground);
    else
        pp_canvas_edged(canvas, frame, corner, colours.ground, ink, PP_STROKE_MM * 0.7 * mm);

    struct pp_frame inner = pp_frame_inset(frame, PP_PAD_MM * mm);
    inner.y = frame.y;
    inner.h = frame.h;
    if (canvas->layout->looks[index] == PP_LOOK_NUMBER_BESIDE) {
        number_beside(canvas, index, inner, colours);
        return;
    }
    // Larger, but not against the edge.
    struct pp_frame room = inner;
    room.h -= (canvas->layout->icons[index] > 0 ? 3.6 : 1.6) * mm;
    double strong = number_em(canvas, index, room, colours);
    // All together in the middle of the height.
    double total = number_texts(canvas, index, inner, colours, strong, false);
    double above = fmax((frame.h - total) / 2, 0);
    inner.y += above;
    inner.h -= above;
    number_texts(canvas, index, inner, colours, strong, true);
}
