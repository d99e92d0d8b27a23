// Shapes, words and pictograms on a Cairo surface; private to the painter.
//
// Boxes are in pixels. Inside a control everything is placed as for left-to-right and mirrored
// here within the control's box.
#ifndef PP_UI_CANVAS_H
#define PP_UI_CANVAS_H

#include <cairo.h>

#include "ui/layout.h"
#include "ui/paint.h"
#include "ui/pictogram.h"
#include "ui/text.h"

struct pp_frame {
    double x, y, w, h;
};

struct pp_canvas {
    cairo_t *cairo;
    struct pp_texts *texts;
    struct pp_pictograms *pictograms;
    const struct pp_view *view;
    const struct pp_layout *layout;
    const struct pp_paint_marks *marks;
    double mm;             // pixels of a millimetre
    struct pp_frame whole; // what is mirrored within: the glass, or a control
    unsigned cut_short;    // texts that did not fit whole
};

// Strokes of boxes, and of the ring around the control with focus.
#define PP_STROKE_MM 0.68
#define PP_CORNER_MM 4.7

struct pp_frame pp_frame_of(struct pp_rect rect);
struct pp_frame pp_frame_inset(struct pp_frame frame, double by);

uint32_t pp_canvas_colour(const struct pp_canvas *canvas, enum pp_colour colour);
void pp_canvas_source(const struct pp_canvas *canvas, uint32_t colour);

// A rounded box; `corner` is cut to half its shorter side.
void pp_canvas_box(const struct pp_canvas *canvas, struct pp_frame frame, double corner,
                   uint32_t colour);
// The same with an edge that lies inside the frame.
void pp_canvas_edged(const struct pp_canvas *canvas, struct pp_frame frame, double corner,
                     uint32_t ground, uint32_t edge, double width);
// An edged box with its corners cut off straight: the shape of what is urgent.
void pp_canvas_cut_box(const struct pp_canvas *canvas, struct pp_frame frame, double corner,
                       uint32_t ground, uint32_t edge, double width);
void pp_canvas_disc(const struct pp_canvas *canvas, double x, double y, double radius,
                    uint32_t colour);

struct pp_words {
    const char *text;
    double em;
    bool bold;
    bool centred;
    bool middle; // in the middle of the frame's height, else at its top
    bool lit;    // being read aloud
    uint32_t colour;
    uint32_t ground; // what it stands on
};

// Draws words in a frame (mirrored) and returns the height they took.
double pp_canvas_words(struct pp_canvas *canvas, const struct pp_words *words,
                       struct pp_frame frame);
// How large they will be.
const struct pp_text_block *pp_canvas_measure(const struct pp_canvas *canvas,
                                              const struct pp_words *words, double width,
                                              double height);

// A pictogram in a square (mirrored).
void pp_canvas_pictogram(const struct pp_canvas *canvas, const char *name, double x, double y,
                         double size, uint32_t colour);

// One control, without the ring of focus.
void pp_canvas_control(struct pp_canvas *canvas, int index);

// A card and a number to call (paint_card.c), and a card that is a row (paint_row.c).
void pp_canvas_row(struct pp_canvas *canvas, int index, struct pp_colours colours);
void pp_canvas_card(struct pp_canvas *canvas, int index, struct pp_colours colours);
void pp_canvas_number(struct pp_canvas *canvas, int index);
void pp_canvas_badge(struct pp_canvas *canvas, unsigned number, double x, double y);
// The pictogram of a card on its tint, in a square frame (mirrored).
void pp_canvas_tinted(struct pp_canvas *canvas, int index, struct pp_frame square,
                      struct pp_colours colours);
uint32_t pp_canvas_line_colour(const struct pp_canvas *canvas, const struct pp_line *line,
                               uint32_t usual);

#endif
