// Where everything goes: pure geometry in millimetres, turned into pixels at the end.
#ifndef PP_UI_LAYOUT_H
#define PP_UI_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/theme.h"
#include "view/view.h"

// The glass. Both densities are pixels per millimetre and equal on all known panels.
struct pp_glass {
    int width, height; // pixels
    double per_mm;
    bool low_reach; // everything that is touched in the lower part
};

// The glass for a size: by `dpi` when > 0, by the panel's millimetres when set, else by the known
// panels (800x480, 1024x600 and 720x1280: 7 inch; 1280x800: 10.1; 1920x1080, 1080x1920: 15.6),
// else as if 15.6 inch across.
struct pp_glass pp_glass_of(int width, int height, double dpi, double panel_width_mm,
                            double panel_height_mm);

struct pp_rect {
    int x, y, w, h; // pixels
};

// What fits on the glass at a text size, for struct pp_core.
void pp_layout_capacity(const struct pp_glass *glass, uint8_t text_size, uint8_t *tiles,
                        uint8_t *cards);

// What is seen of a control: there is not always room for both pictogram and label.
enum pp_look {
    PP_LOOK_LABEL,
    PP_LOOK_ICON,
    PP_LOOK_BESIDE,        // the pictogram before the label
    PP_LOOK_ABOVE,         // the pictogram over the label
    PP_LOOK_NUMBER,        // a number to call, with what it is for
    PP_LOOK_NUMBER_BRIEF,  // without
    PP_LOOK_NUMBER_BESIDE, // without, the number behind the name
    PP_LOOK_ROW,           // a card over the whole width: the name over when and how far
    PP_LOOK_ROW_SPLIT,     // when and how far stand behind the name
    PP_LOOK_ROW_STACK,     // when and how far below each other, under pictogram and name
};

// What a card shows besides its name and the lines with a pictogram.
enum pp_extras { PP_EXTRAS_NONE, PP_EXTRAS_SUMMARY, PP_EXTRAS_ALL };

struct pp_layout {
    struct pp_rect logo; // empty on all but the first and the last screen
    struct pp_rect title;
    struct pp_rect notice; // empty when there is none
    struct pp_rect dots;
    struct pp_rect bar; // the strip behind the bar's controls
    struct pp_rect body;
    struct pp_rect controls[PP_MAX_CONTROLS];
    uint8_t looks[PP_MAX_CONTROLS]; // enum pp_look
    int icons[PP_MAX_CONTROLS];     // pixels of the pictogram's side
    double em[PP_TEXT_CLASSES];     // pixels: the largest that fits, see theme.h
    bool title_centred;
    uint8_t row_extras; // of cards in rows: enum pp_extras
    bool row_arrows;    // of cards in rows: a sign at the end that there is more
    int row_side;       // pixels of when and how far, when they stand behind the name
    // Facts and numbers that do not fit on one screen go over several: how many pages that takes.
    // Shown is view->page (round); controls of other pages have an empty rectangle. Numbers stay
    // on one page, in fewer words, as long as no control of the view means PP_INPUT_MORE.
    uint8_t pages;
    int reach; // pixels that targets reach beyond their edge
};

void pp_layout_make(struct pp_layout *layout, const struct pp_view *view,
                    const struct pp_glass *glass);

// The control at a pixel, or -1. Targets reach half the gap beyond their edge.
int pp_layout_hit(const struct pp_layout *layout, const struct pp_view *view, int x, int y);

#endif
