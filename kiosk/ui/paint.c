#include "ui/paint.h"

#include <math.h>
#include <stdlib.h>

#include "ui/canvas.h"
#include "ui/geometry.h"

struct pp_painter {
    struct pp_texts *texts;
    struct pp_pictograms *pictograms;
    unsigned cut_short;
};

struct pp_painter *pp_painter_create(const char *assets)
{
    struct pp_painter *painter = calloc(1, sizeof(*painter));
    if (!painter)
        return NULL;
    painter->texts = pp_texts_create();
    painter->pictograms = pp_pictograms_create(assets);
    if (!painter->texts || !painter->pictograms) {
        pp_painter_destroy(painter);
        return NULL;
    }
    return painter;
}

void pp_painter_destroy(struct pp_painter *painter)
{
    if (!painter)
        return;
    pp_texts_destroy(painter->texts);
    pp_pictograms_destroy(painter->pictograms);
    free(painter);
}

bool pp_painter_check(struct pp_painter *painter, const char *const *names, size_t count,
                      struct pp_report *report)
{
    bool fine = true;
    for (size_t i = 0; i < count; i++)
        if (!pp_pictogram_check(painter->pictograms, names[i], report))
            fine = false;
    return fine;
}

static bool is_empty(struct pp_rect rect)
{
    return rect.w <= 0 || rect.h <= 0;
}

static void paint_title(struct pp_canvas *canvas)
{
    const struct pp_layout *layout = canvas->layout;
    if (!is_empty(layout->logo))
        pp_canvas_pictogram(canvas, "praatpaal", layout->logo.x, layout->logo.y, layout->logo.w,
                            pp_canvas_colour(canvas, PP_COLOUR_STRONG));
    const struct pp_words words = {
        .text = canvas->view->title,
        .em = layout->em[PP_TEXT_TITLE],
        .bold = true,
        .centred = layout->title_centred,
        .lit = canvas->marks->lit == PP_LIT_TITLE,
        .colour = pp_canvas_colour(canvas, PP_COLOUR_INK),
        .ground = pp_canvas_colour(canvas, PP_COLOUR_PAPER),
    };
    canvas->whole = pp_frame_of(layout->title);
    pp_canvas_words(canvas, &words, pp_frame_of(layout->title));
}

static void paint_notice(struct pp_canvas *canvas)
{
    const struct pp_frame frame = pp_frame_of(canvas->layout->notice);
    if (is_empty(canvas->layout->notice))
        return;
    const double mm = canvas->mm;
    uint32_t card = pp_canvas_colour(canvas, PP_COLOUR_CARD);
    uint32_t ink = pp_canvas_colour(canvas, PP_COLOUR_INK);
    pp_canvas_edged(canvas, frame, PP_CORNER_MM * 0.6 * mm, card, ink, PP_STROKE_MM * 0.5 * mm);
    canvas->whole = frame;
    const struct pp_words words = {
        .text = canvas->view->notice,
        .em = canvas->layout->em[PP_TEXT_NOTICE],
        .middle = true,
        .lit = canvas->marks->lit == PP_LIT_NOTICE,
        .colour = ink,
        .ground = card,
    };
    pp_canvas_words(canvas, &words,
                    (struct pp_frame){frame.x + 5 * mm, frame.y, frame.w - 10 * mm, frame.h});
}

static void paint_dots(const struct pp_canvas *canvas)
{
    const struct pp_frame frame = pp_frame_of(canvas->layout->dots);
    const unsigned count = canvas->view->dots;
    if (is_empty(canvas->layout->dots) || count == 0)
        return;
    const double radius = fmin(1.6 * canvas->mm, frame.w / count * 0.3);
    for (unsigned i = 0; i < count; i++) {
        unsigned at = canvas->view->rtl ? count - 1 - i : i;
        double x = frame.x + frame.w * (at + 0.5) / count;
        double y = frame.y + frame.h / 2;
        uint32_t done = pp_canvas_colour(canvas, PP_COLOUR_STRONG);
        pp_canvas_disc(canvas, x, y, radius,
                       i < canvas->view->dot ? done : pp_canvas_colour(canvas, PP_COLOUR_INK));
        if (i >= canvas->view->dot)
            pp_canvas_disc(canvas, x, y, radius - 0.55 * canvas->mm,
                           pp_canvas_colour(canvas, PP_COLOUR_PAPER));
    }
}

// How many pages there are and which one this is: small marks over the button for the next page.
static void paint_pages(const struct pp_canvas *canvas)
{
    const struct pp_view *view = canvas->view;
    const struct pp_layout *layout = canvas->layout;
    const unsigned pages = layout->pages > view->pages ? layout->pages : view->pages;
    int more = view->control_count - 1;
    while (more >= 0 && (view->controls[more].meaning.type != PP_INPUT_MORE ||
                         view->controls[more].region != PP_REGION_BAR))
        more--;
    if (pages < 2 || more < 0 || is_empty(layout->controls[more]))
        return;
    const struct pp_frame button = pp_frame_of(layout->controls[more]);
    const double mm = canvas->mm;
    const double gap = layout->reach * 2.0; // between buttons
    const double high = fmin(1.3 * mm, gap * 0.5);
    const double step = fmin(5.0 * mm, button.w / pages);
    const uint32_t ground = pp_canvas_colour(canvas, PP_COLOUR_BAR);
    const uint32_t ink = view->theme == PP_THEME_CONTRAST
                             ? pp_canvas_colour(canvas, PP_COLOUR_INK)
                             : pp_canvas_colour(canvas, PP_COLOUR_BUTTON);
    for (unsigned i = 0; i < pages; i++) {
        const unsigned at = view->rtl ? pages - 1 - i : i;
        const struct pp_frame mark = {button.x + (button.w - step * pages) / 2 + step * (at + 0.1),
                                      button.y - (gap + high) / 2, step * 0.8, high};
        if (i == view->page % pages)
            pp_canvas_box(canvas, mark, high, ink);
        else
            pp_canvas_edged(canvas, mark, high, ground, ink, 0.3 * mm);
    }
}

// A bright band between two dark lines shows on paper and on the strip alike.
static void paint_focus(const struct pp_canvas *canvas)
{
    const int index = canvas->marks->focus;
    if (index < 0 || index >= canvas->view->control_count ||
        is_empty(canvas->layout->controls[index]))
        return;
    const struct pp_control *control = &canvas->view->controls[index];
    const double mm = canvas->mm;
    const double line = 0.4 * mm, band = 1.5 * mm;
    struct pp_frame frame = pp_frame_of(canvas->layout->controls[index]);
    double corner =
        control->region == PP_REGION_TOP ? frame.h / 2 : fmin(PP_CORNER_MM * mm, frame.h * 0.32);
    const double out = 2 * line + band - 0.2 * mm;
    frame = pp_frame_inset(frame, -out);
    cairo_t *cairo = canvas->cairo;
    const struct {
        uint32_t colour;
        double width;
    } strokes[] = {
        {pp_canvas_colour(canvas, PP_COLOUR_ON_MARKER), band + 2 * line},
        {pp_canvas_colour(canvas, PP_COLOUR_FOCUS), band},
    };
    struct pp_frame middle = pp_frame_inset(frame, (band + 2 * line) / 2);
    const double r = fmin(corner + out / 2, fmin(middle.w, middle.h) / 2);
    for (size_t i = 0; i < sizeof(strokes) / sizeof(strokes[0]); i++) {
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, middle.x + middle.w - r, middle.y + r, r, -M_PI / 2, 0);
        cairo_arc(cairo, middle.x + middle.w - r, middle.y + middle.h - r, r, 0, M_PI / 2);
        cairo_arc(cairo, middle.x + r, middle.y + middle.h - r, r, M_PI / 2, M_PI);
        cairo_arc(cairo, middle.x + r, middle.y + r, r, M_PI, 3 * M_PI / 2);
        cairo_close_path(cairo);
        pp_canvas_source(canvas, strokes[i].colour);
        cairo_set_line_width(cairo, strokes[i].width);
        cairo_stroke(cairo);
    }
}

static void paint_bar(const struct pp_canvas *canvas)
{
    struct pp_frame bar = pp_frame_of(canvas->layout->bar);
    pp_canvas_source(canvas, pp_canvas_colour(canvas, PP_COLOUR_BAR));
    cairo_rectangle(canvas->cairo, bar.x, bar.y, bar.w, bar.h);
    cairo_fill(canvas->cairo);
    if (canvas->view->theme != PP_THEME_CONTRAST)
        return;
    pp_canvas_source(canvas, pp_canvas_colour(canvas, PP_COLOUR_INK));
    cairo_rectangle(canvas->cairo, bar.x, bar.y, bar.w, 0.5 * canvas->mm);
    cairo_fill(canvas->cairo);
}

void pp_paint(struct pp_painter *painter, const struct pp_view *view,
              const struct pp_layout *layout, const struct pp_glass *glass,
              const struct pp_paint_marks *marks, unsigned char *pixels, int stride)
{
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        pixels, CAIRO_FORMAT_RGB24, glass->width, glass->height, stride);
    struct pp_canvas canvas = {
        .cairo = cairo_create(surface),
        .texts = painter->texts,
        .pictograms = painter->pictograms,
        .view = view,
        .layout = layout,
        .marks = marks,
        .mm = glass->per_mm,
        .whole = {0, 0, glass->width, glass->height},
    };
    pp_canvas_source(&canvas, pp_canvas_colour(&canvas, PP_COLOUR_PAPER));
    cairo_paint(canvas.cairo);
    paint_bar(&canvas);
    // The pictogram before the title must not be mirrored again: layout has done that.
    struct pp_frame logo = pp_frame_of(layout->logo);
    canvas.whole = logo;
    paint_title(&canvas);
    paint_dots(&canvas);
    paint_notice(&canvas);
    for (int i = 0; i < view->control_count; i++)
        pp_canvas_control(&canvas, i);
    paint_pages(&canvas);
    paint_focus(&canvas);
    painter->cut_short = canvas.cut_short;
    cairo_destroy(canvas.cairo);
    cairo_surface_destroy(surface);
}

void pp_painter_forget(struct pp_painter *painter)
{
    pp_texts_forget(painter->texts);
}

unsigned pp_painter_missing(const struct pp_painter *painter)
{
    return pp_pictograms_missing(painter->pictograms);
}

unsigned pp_painter_cut_short(const struct pp_painter *painter)
{
    return painter->cut_short;
}
