// The screen described as data, for scripts and accessibility checks.
#ifndef PP_UI_DUMP_H
#define PP_UI_DUMP_H

#include <stdbool.h>

#include "ui/layout.h"
#include "ui/paint.h"
#include "view/view.h"

// Writes JSON: screen lang dir theme spoken[] controls[{id,role,label,spoken,rect_px,rect_mm,fg,bg,
// focus,focused}]; `focus` is the place in the order of focus, from 1, and `focused` whether it is
// there now. False on a write error (errno).
bool pp_dump_write(const char *path, const struct pp_view *view, const struct pp_layout *layout,
                   const struct pp_glass *glass, const struct pp_paint_marks *marks,
                   const char *lang);

// Writes the pixels as PNG. False on a write error.
bool pp_shot_write(const char *path, const unsigned char *pixels, int width, int height,
                   int stride);

#endif
