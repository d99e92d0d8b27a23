// Painting a view with Cairo, Pango and librsvg into pixels (ARGB32, as of a window surface).
#ifndef PP_UI_PAINT_H
#define PP_UI_PAINT_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/report.h"
#include "ui/layout.h"
#include "view/view.h"

struct pp_painter;

// What can be lit beside a control: that is, being read.
enum { PP_LIT_TITLE = -1, PP_LIT_NOTICE = -2, PP_LIT_NOTHING = -3 };

// What changes without the view changing.
struct pp_paint_marks {
    int lit;      // control being read, or PP_LIT_*
    int pressed;  // control under the finger, or -1
    int focus;    // control with keyboard focus, or -1
    double level; // 0..1, the level picture while listening
};

// `assets` is the folder with pictograms/. Pictograms are rasterised once per size and tint.
struct pp_painter *pp_painter_create(const char *assets);
void pp_painter_destroy(struct pp_painter *painter);

// Whether every pictogram in `names` is there and can be drawn; each that is not is reported.
bool pp_painter_check(struct pp_painter *painter, const char *const *names, size_t count,
                      struct pp_report *report);

// Paints the whole view. `pixels` is 4-byte aligned, `stride` in bytes.
void pp_paint(struct pp_painter *painter, const struct pp_view *view,
              const struct pp_layout *layout, const struct pp_glass *glass,
              const struct pp_paint_marks *marks, unsigned char *pixels, int stride);

// Forgets texts it has kept (a session has ended).
void pp_painter_forget(struct pp_painter *painter);

// Pictograms asked for and not found, since the start.
unsigned pp_painter_missing(const struct pp_painter *painter);

// Texts of the last painted view that did not fit whole: broken inside a word, or shortened.
unsigned pp_painter_cut_short(const struct pp_painter *painter);

#endif
