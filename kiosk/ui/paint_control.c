// Buttons, tiles and facts.
#include <math.h>
#include <string.h>

#include "ui/canvas.h"
#include "ui/geometry.h"
#include "ui/metrics.h"

// ---- grounds

static double corner_of(const struct pp_canvas *canvas, const struct pp_control *control,
                        struct pp_frame frame)
{
    if (control->region == PP_REGION_TOP)
        return frame.h / 2;
    return fmin(PP_CORNER_MM * canvas->mm, frame.h * 0.32);
}

static void draw_ground(const struct pp_canvas *canvas, const struct pp_control *control,
                        struct pp_frame frame, struct pp_colours colours, bool active)
{
    const double stroke = PP_STROKE_MM * canvas->mm;
    const double corner = corner_of(canvas, control, frame);
    const bool contrast = canvas->view->theme == PP_THEME_CONTRAST;
    uint32_t ink = pp_canvas_colour(canvas, PP_COLOUR_INK);
    if (control->emphasis == PP_DANGER) {
        if (contrast)
            pp_canvas_cut_box(canvas, frame, 4.0 * canvas->mm, colours.ground, colours.text,
                              stroke);
        else
            pp_canvas_box(canvas, frame, corner, colours.ground);
    } else if (control->emphasis == PP_PRIMARY) {
        pp_canvas_edged(canvas, frame, corner, colours.ground,
                        pp_canvas_colour(canvas, PP_COLOUR_EDGE), stroke * (active ? 2.2 : 1.0));
    } else if (control->region == PP_REGION_BAR && !contrast) {
        pp_canvas_box(canvas, frame, corner, colours.ground);
    } else {
        pp_canvas_edged(canvas, frame, corner, colours.ground, ink,
                        stroke * (control->chosen ? 2.0 : 1.0));
    }
}

// ---- pictogram and label together

struct insides {
    struct pp_words label;
    const char *icon;
    double side; // of the pictogram
    uint32_t colour;
};

// How loud it is, as bars: more than a light that is on.
static void draw_level(const struct pp_canvas *canvas, double x, double y, double side,
                       uint32_t colour)
{
    static const double shape[] = {0.45, 0.8, 1.0, 0.7, 0.5};
    enum { BARS = sizeof(shape) / sizeof(shape[0]) };
    const double level = fmin(fmax(canvas->marks->level, 0), 1);
    const double step = side / BARS;
    const double thick = step * 0.62;
    if (canvas->view->rtl)
        x = 2 * canvas->whole.x + canvas->whole.w - x - side;
    for (size_t i = 0; i < BARS; i++) {
        double high = fmax(thick, side * shape[i] * (0.18 + 0.82 * level));
        pp_canvas_box(canvas,
                      (struct pp_frame){x + step * (double)i + (step - thick) / 2,
                                        y + (side - high) / 2, thick, high},
                      thick / 2, colour);
    }
}

static void draw_picture(const struct pp_canvas *canvas, const struct insides *insides, double x,
                         double y, bool level)
{
    if (level)
        draw_level(canvas, x, y, insides->side, insides->colour);
    else
        pp_canvas_pictogram(canvas, insides->icon, x, y, insides->side, insides->colour);
}

// In the middle, the pictogram before or over the label.
static void draw_button(struct pp_canvas *canvas, const struct insides *insides,
                        struct pp_frame frame, enum pp_look look, bool level)
{
    const double pad = PP_PAD_MM * 0.6 * canvas->mm;
    struct pp_words label = insides->label;
    label.centred = true;
    label.middle = true;
    double side = insides->side;
    if (look == PP_LOOK_ICON) {
        draw_picture(canvas, insides, frame.x + (frame.w - side) / 2,
                     frame.y + (frame.h - side) / 2, level);
        return;
    }
    struct pp_frame inner = {frame.x + pad, frame.y, frame.w - 2 * pad, frame.h};
    if (look == PP_LOOK_ABOVE) {
        double text = pp_canvas_measure(canvas, &label, inner.w, inner.h - side)->height;
        double air = fmin(canvas->mm * 0.6, fmax(0, frame.h - side - text) / 3);
        double y = frame.y + (frame.h - side - air - text) / 2;
        draw_picture(canvas, insides, frame.x + (frame.w - side) / 2, y, level);
        inner.y = y + side + air;
        inner.h = text;
    } else if (look == PP_LOOK_BESIDE) {
        const double air = pad * 1.1;
        inner.w -= side + air;
        double text = pp_canvas_measure(canvas, &label, inner.w, inner.h)->width;
        double x = frame.x + (frame.w - side - air - text) / 2;
        draw_picture(canvas, insides, x, frame.y + (frame.h - side) / 2, level);
        inner.x = x + side + air;
        // The label's own width: centred in it, it starts behind the pictogram.
        label.centred = inner.w - text < 1;
        if (canvas->view->rtl && !label.centred)
            inner.w = fmin(inner.w, text + 1);
    }
    pp_canvas_words(canvas, &label, inner);
}

// Lines under a tile's label: what is chosen now.
static double tile_lines(struct pp_canvas *canvas, const struct pp_control *control,
                         const struct pp_words *like, struct pp_frame frame, bool draw)
{
    double y = frame.y;
    for (size_t i = 0; i < control->line_count; i++) {
        struct pp_words words = *like;
        words.text = control->lines[i].text;
        words.em = canvas->layout->em[PP_TEXT_BODY];
        words.bold = false;
        words.lit = false;
        words.middle = false;
        if (draw)
            y += pp_canvas_words(canvas, &words, (struct pp_frame){frame.x, y, frame.w, 0});
        else
            y += pp_canvas_measure(canvas, &words, frame.w, 0)->height;
    }
    return y - frame.y;
}

static bool is_tile_above(const struct pp_canvas *canvas, int index)
{
    const struct pp_control *control = &canvas->view->controls[index];
    return control->region == PP_REGION_BODY && control->role == PP_ROLE_CHOICE &&
           canvas->layout->looks[index] == PP_LOOK_ABOVE;
}

// The height of the most words under a pictogram on this screen: with it all pictograms of a row
// stand at one height.
static double most_words(struct pp_canvas *canvas, const struct pp_words *like)
{
    double most = 0;
    for (int i = 0; i < canvas->view->control_count; i++) {
        const struct pp_rect *rect = &canvas->layout->controls[i];
        if (!is_tile_above(canvas, i) || rect->w <= 0)
            continue;
        struct pp_frame text = {.w = rect->w - 2 * PP_PAD_MM * canvas->mm};
        struct pp_words words = *like;
        words.text = canvas->view->controls[i].label;
        double high = pp_canvas_measure(canvas, &words, text.w, 0)->height;
        high += tile_lines(canvas, &canvas->view->controls[i], &words, text, false);
        most = fmax(most, high);
    }
    return most;
}

static void draw_tile_words(struct pp_canvas *canvas, const struct pp_control *control,
                            const struct pp_words *label, struct pp_frame text)
{
    const double high = pp_canvas_measure(canvas, label, text.w, 0)->height;
    const double all = high + tile_lines(canvas, control, label, text, false);
    text.y += (text.h - all) / 2;
    text.h = high;
    pp_canvas_words(canvas, label, text);
    text.y += high;
    tile_lines(canvas, control, label, text, true);
}

static void draw_tile_above(struct pp_canvas *canvas, int index, const struct insides *insides)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const double pad = PP_PAD_MM * canvas->mm, side = insides->side;
    const struct pp_frame frame = pp_frame_of(canvas->layout->controls[index]);
    struct pp_words label = insides->label;
    label.centred = true;
    const double words = most_words(canvas, &label);
    // What is left, in three: above, between and below; without a pictogram words stand alone.
    const double air = fmax(frame.h - side - words, 0) / (side > 0 ? 3 : 2);
    struct pp_frame text = {frame.x + pad, frame.y + air, frame.w - 2 * pad, words};
    if (side > 0) {
        pp_canvas_pictogram(canvas, insides->icon, frame.x + (frame.w - side) / 2,
                            frame.y + air * 1.15, side, insides->colour);
        text.y = frame.y + side + air * 1.9;
    }
    draw_tile_words(canvas, control, &label, text);
    pp_canvas_badge(canvas, control->number, frame.x + pad * 0.8, frame.y + pad * 0.8);
}

static void draw_tile_beside(struct pp_canvas *canvas, int index, const struct insides *insides)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const double pad = PP_PAD_MM * canvas->mm, side = insides->side;
    const double badge = control->number ? PP_BADGE_BESIDE_MM * canvas->mm : 0;
    const struct pp_frame frame = pp_frame_of(canvas->layout->controls[index]);
    const double used = 2 * pad + badge + side;
    const struct pp_frame text = {frame.x + used, frame.y, frame.w - used - pad, frame.h};
    pp_canvas_pictogram(canvas, insides->icon, frame.x + pad + badge,
                        frame.y + (frame.h - side) / 2, side, insides->colour);
    pp_canvas_badge(canvas, control->number, frame.x + pad * 0.6, frame.y + pad * 0.6);
    draw_tile_words(canvas, control, &insides->label, text);
}

static void draw_fact(struct pp_canvas *canvas, int index, const struct pp_words *like)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const double em = canvas->layout->em[PP_TEXT_FACT];
    struct pp_frame frame = pp_frame_of(canvas->layout->controls[index]);
    const double bottom = frame.y + frame.h;
    struct pp_words words = *like;
    words.em = em;
    words.bold = control->emphasis == PP_PRIMARY;
    words.colour = pp_canvas_colour(canvas, words.bold ? PP_COLOUR_STRONG : PP_COLOUR_INK);
    words.ground = pp_canvas_colour(canvas, PP_COLOUR_PAPER);
    if (canvas->layout->title_centred) {
        // Alone under a title in the middle.
        words.centred = true;
        pp_canvas_words(canvas, &words, frame);
        return;
    }
    if (control->icon && control->icon[0]) {
        pp_canvas_pictogram(canvas, control->icon, frame.x, frame.y + em * 0.05,
                            canvas->layout->icons[index], words.colour);
        frame.x += PP_LINE_INDENT_EM * em;
        frame.w -= PP_LINE_INDENT_EM * em;
    }
    frame.y += pp_canvas_words(canvas, &words, frame);
    for (size_t i = 0; i < control->line_count; i++) {
        const struct pp_line *line = &control->lines[i];
        words.text = line->text;
        words.bold = line->strong;
        words.lit = false;
        words.colour = pp_canvas_colour(canvas, line->faint ? PP_COLOUR_FAINT : PP_COLOUR_INK);
        words.em = line->faint ? canvas->layout->em[PP_TEXT_SIDE] : em;
        frame.y += PP_LINE_GAP_EM * em;
        frame.h = bottom - frame.y;
        frame.y += pp_canvas_words(canvas, &words, frame);
    }
}

static bool stands_on_tile(const struct pp_control *control)
{
    return control->region == PP_REGION_BODY &&
           (control->role == PP_ROLE_CHOICE || control->role == PP_ROLE_BUTTON);
}

static double em_of(const struct pp_canvas *canvas, const struct pp_control *control)
{
    const double *em = canvas->layout->em;
    if (control->region == PP_REGION_TOP)
        return em[PP_TEXT_TOP];
    if (control->region == PP_REGION_BAR)
        return em[PP_TEXT_BAR];
    if (control->role == PP_ROLE_BUTTON)
        return em[PP_TEXT_BUTTON];
    return em[PP_TEXT_LABEL];
}

void pp_canvas_control(struct pp_canvas *canvas, int index)
{
    const struct pp_control *control = &canvas->view->controls[index];
    const struct pp_layout *layout = canvas->layout;
    const struct pp_frame frame = pp_frame_of(layout->controls[index]);
    if (frame.w <= 0)
        return;
    canvas->whole = frame;
    const bool talk = control->meaning.type == PP_INPUT_TALK;
    const bool listening = talk && canvas->view->listening;
    const bool speaking = control->meaning.type == PP_INPUT_READ_ALOUD && canvas->view->speaking;
    struct pp_colours colours =
        pp_theme_control(canvas->view, control, canvas->marks->pressed == index);
    if (speaking && canvas->marks->pressed != index)
        colours = (struct pp_colours){pp_canvas_colour(canvas, PP_COLOUR_ON_MARKER),
                                      pp_canvas_colour(canvas, PP_COLOUR_MARKER)};
    const struct insides insides = {
        .label = {.text = control->label,
                  .em = em_of(canvas, control),
                  .bold = true,
                  .lit = canvas->marks->lit == index,
                  .colour = colours.text,
                  .ground = colours.ground},
        .icon = control->icon,
        .side = layout->icons[index],
        .colour = colours.text,
    };
    const enum pp_look look = layout->looks[index];
    if (look >= PP_LOOK_NUMBER && look <= PP_LOOK_NUMBER_BESIDE) {
        pp_canvas_number(canvas, index);
    } else if (control->role == PP_ROLE_TEXT) {
        draw_fact(canvas, index, &insides.label);
    } else if (control->role == PP_ROLE_CARD) {
        draw_ground(canvas, control, frame, colours, false);
        pp_canvas_card(canvas, index, colours);
    } else if (stands_on_tile(control) && control->role == PP_ROLE_CHOICE) {
        draw_ground(canvas, control, frame, colours, false);
        if (is_tile_above(canvas, index))
            draw_tile_above(canvas, index, &insides);
        else
            draw_tile_beside(canvas, index, &insides);
    } else {
        draw_ground(canvas, control, frame, colours, listening);
        draw_button(canvas, &insides, frame, layout->looks[index], listening);
    }
}
