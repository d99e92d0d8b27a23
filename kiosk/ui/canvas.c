#include "ui/canvas.h"

#include <math.h>
#include <string.h>

#include "ui/metrics.h"

struct pp_frame pp_frame_of(struct pp_rect rect)
{
    return (struct pp_frame){rect.x, rect.y, rect.w, rect.h};
}

struct pp_frame pp_frame_inset(struct pp_frame frame, double by)
{
    return (struct pp_frame){frame.x + by, frame.y + by, frame.w - 2 * by, frame.h - 2 * by};
}

uint32_t pp_canvas_colour(const struct pp_canvas *canvas, enum pp_colour colour)
{
    return pp_theme_colour(canvas->view->theme, colour);
}

void pp_canvas_source(const struct pp_canvas *canvas, uint32_t colour)
{
    cairo_set_source_rgb(canvas->cairo, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
                         (colour & 255) / 255.0);
}

static void trace(cairo_t *cairo, struct pp_frame f, double corner)
{
    double r = fmax(0, fmin(corner, fmin(f.w, f.h) / 2));
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, f.x + f.w - r, f.y + r, r, -M_PI / 2, 0);
    cairo_arc(cairo, f.x + f.w - r, f.y + f.h - r, r, 0, M_PI / 2);
    cairo_arc(cairo, f.x + r, f.y + f.h - r, r, M_PI / 2, M_PI);
    cairo_arc(cairo, f.x + r, f.y + r, r, M_PI, 3 * M_PI / 2);
    cairo_close_path(cairo);
}

static void trace_cut(cairo_t *cairo, struct pp_frame f, double corner)
{
    double r = fmin(corner, fmin(f.w, f.h) / 2);
    cairo_move_to(cairo, f.x + r, f.y);
    cairo_line_to(cairo, f.x + f.w - r, f.y);
    cairo_line_to(cairo, f.x + f.w, f.y + r);
    cairo_line_to(cairo, f.x + f.w, f.y + f.h - r);
    cairo_line_to(cairo, f.x + f.w - r, f.y + f.h);
    cairo_line_to(cairo, f.x + r, f.y + f.h);
    cairo_line_to(cairo, f.x, f.y + f.h - r);
    cairo_line_to(cairo, f.x, f.y + r);
    cairo_close_path(cairo);
}

void pp_canvas_box(const struct pp_canvas *canvas, struct pp_frame frame, double corner,
                   uint32_t colour)
{
    trace(canvas->cairo, frame, corner);
    pp_canvas_source(canvas, colour);
    cairo_fill(canvas->cairo);
}

void pp_canvas_edged(const struct pp_canvas *canvas, struct pp_frame frame, double corner,
                     uint32_t ground, uint32_t edge, double width)
{
    trace(canvas->cairo, pp_frame_inset(frame, width / 2), corner - width / 2);
    pp_canvas_source(canvas, ground);
    cairo_fill_preserve(canvas->cairo);
    pp_canvas_source(canvas, edge);
    cairo_set_line_width(canvas->cairo, width);
    cairo_stroke(canvas->cairo);
}

void pp_canvas_cut_box(const struct pp_canvas *canvas, struct pp_frame frame, double corner,
                       uint32_t ground, uint32_t edge, double width)
{
    trace_cut(canvas->cairo, frame, corner);
    pp_canvas_source(canvas, ground);
    cairo_fill(canvas->cairo);
    trace_cut(canvas->cairo, pp_frame_inset(frame, width * 2), corner - width);
    pp_canvas_source(canvas, edge);
    cairo_set_line_width(canvas->cairo, width);
    cairo_stroke(canvas->cairo);
}

void pp_canvas_disc(const struct pp_canvas *canvas, double x, double y, double radius,
                    uint32_t colour)
{
    cairo_new_sub_path(canvas->cairo);
    cairo_arc(canvas->cairo, x, y, radius, 0, 2 * M_PI);
    pp_canvas_source(canvas, colour);
    cairo_fill(canvas->cairo);
}

static double mirrored(const struct pp_canvas *canvas, double x, double w)
{
    if (!canvas->view->rtl)
        return x;
    return 2 * canvas->whole.x + canvas->whole.w - x - w;
}

const struct pp_text_block *pp_canvas_measure(const struct pp_canvas *canvas,
                                              const struct pp_words *words, double width,
                                              double height)
{
    const struct pp_text_style style = {
        .em = words->em,
        .bold = words->bold,
        .centred = words->centred,
        .rtl = canvas->view->rtl,
        .balanced = words->centred || words->bold,
    };
    return pp_texts_set(canvas->texts, words->text, &style, width, height);
}

// The marker stroke behind words that are being read; where the ground is the marker's own colour
// its pair is taken the other way round.
static uint32_t mark(const struct pp_canvas *canvas, const struct pp_words *words,
                     const struct pp_text_block *block, double x, double y)
{
    uint32_t marker = pp_canvas_colour(canvas, PP_COLOUR_MARKER);
    uint32_t ink = pp_canvas_colour(canvas, PP_COLOUR_ON_MARKER);
    if (marker == words->ground) {
        uint32_t other = marker;
        marker = ink;
        ink = other;
    }
    for (int i = 0; i < block->lines; i++) {
        double box[4];
        pp_texts_line_box(block, i, x, y, box);
        pp_canvas_box(canvas, (struct pp_frame){box[0], box[1], box[2], box[3]}, words->em * 0.2,
                      marker);
    }
    return ink;
}

double pp_canvas_words(struct pp_canvas *canvas, const struct pp_words *words,
                       struct pp_frame frame)
{
    if (!words->text || !words->text[0] || frame.w <= 0)
        return 0;
    const struct pp_text_block *block = pp_canvas_measure(canvas, words, frame.w, frame.h);
    if (!block->whole)
        canvas->cut_short++;
    double x = mirrored(canvas, frame.x, frame.w);
    double y = words->middle ? frame.y + (frame.h - block->height) / 2 : frame.y;
    uint32_t colour = words->lit ? mark(canvas, words, block, x, y) : words->colour;
    pp_canvas_source(canvas, colour);
    pp_texts_draw(canvas->cairo, block, x, y);
    return block->height;
}

// Arrows point the way one reads.
static bool points(const char *name)
{
    return strcmp(name, "back") == 0 || strcmp(name, "more") == 0 || strcmp(name, "begin") == 0;
}

void pp_canvas_pictogram(const struct pp_canvas *canvas, const char *name, double x, double y,
                         double size, uint32_t colour)
{
    if (!name || !name[0])
        return;
    pp_pictogram_draw(canvas->pictograms, canvas->cairo, name, mirrored(canvas, x, size), y,
                      (int)lround(size), colour, canvas->view->rtl && points(name));
}
