// What the parts of the layout share; private to layout.c, frame.c, body.c and the painter.
//
// All lengths are millimetres, all places count from the top left; layout.c mirrors for
// right-to-left and turns everything into pixels.
#ifndef PP_UI_GEOMETRY_H
#define PP_UI_GEOMETRY_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/layout.h"

struct pp_box {
    double x, y, w, h;
};

struct pp_plan {
    const struct pp_view *view;
    double width, height; // the glass
    double side;          // the shorter of the two
    double margin, gap;
    bool small;    // short side under 100 mm
    bool narrow;   // width under 100 mm
    bool portrait; //
    bool low_reach;
    double pitch; // of lines, in ems
    struct pp_box logo, title, notice, dots, bar, body;
    struct pp_box controls[PP_MAX_CONTROLS];
    uint8_t looks[PP_MAX_CONTROLS];
    double icons[PP_MAX_CONTROLS];
    double em[PP_TEXT_CLASSES];
    bool title_centred;
    uint8_t row_extras; // see layout.h
    bool row_arrows;
    double row_side;
    uint8_t pages; // that the texts of the body take
};

// Smallest touch target and gap, with room for rounding to pixels.
#define PP_TARGET_MM 13.0
#define PP_GAP_MM    2.8

// Insides of tiles, cards and buttons.
#define PP_PAD_MM   2.4
#define PP_BADGE_MM 7.4
// What a number takes of the width of a tile whose pictogram stands beside the label.
#define PP_BADGE_BESIDE_MM 5.0
#define PP_CARD_GAP_MM     1.4
#define PP_FACT_GAP_MM     1.6

// The room around what a card of this width holds, and the height of the button it shows.
#define PP_CARD_PAD_MM(width) ((width) > 90 ? 4.4 : 2.8)
#define PP_ACTION_MM(height)  ((height) > 78 ? 13.0 : 9.6)

// On a wide card: the column with the button and the lines that have a pictogram.
#define PP_SIDE_MM(width) ((width) > 150 ? 66.0 : 56.0)
#define PP_SIDE_GAP_MM    3.0

enum pp_lines { PP_LINES_ALL, PP_LINES_WITH_ICON, PP_LINES_PLAIN };

// The insides of a card that is a row: number, pictogram on its tint, texts, and the sign at the
// end that there is more. Lengths in units of `mm`.
struct pp_row {
    double pad;
    struct pp_box badge, square, texts, arrow; // arrow: empty for none
};

void pp_row_parts(struct pp_row *row, struct pp_box card, double icon, bool numbered, bool arrow,
                  double mm);

// Between when and how far on one line, in ems.
#define PP_ROW_GAP_EM 0.9

// A pictogram before a line of text, and the room behind it, in ems.
#define PP_LINE_ICON_EM   1.15
#define PP_LINE_INDENT_EM 1.5
#define PP_LINE_GAP_EM    0.12

// Letter sizes are tried from the largest down, in steps of this many millimetres of the capital.
#define PP_CAP_STEP_MM 0.1

// How many sizes there are from `most` down to `least`, both included, and which one is the n-th.
int pp_cap_count(double most, double least);
double pp_cap_at(double most, int n);

// Cell `i`, row by row, of a grid with columns and rows in a box.
struct pp_box pp_grid_cell(struct pp_box box, double gap, size_t columns, size_t rows, size_t i);

void pp_plan_init(struct pp_plan *plan, const struct pp_view *view, const struct pp_glass *glass);

// Title, notice, dots, top row and bar; leaves `body` as what is over.
void pp_frame_make(struct pp_plan *plan);

// What stands in the body, by the type of the step.
void pp_body_make(struct pp_plan *plan);

// Tiles: `count` controls in a grid within `box`, and the letters for them. False when the labels
// do not fit whole, even with the smallest letters.
bool pp_tiles_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box);

// Results, side by side or below each other. False when texts do not fit whole.
bool pp_cards_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box);

// Results as rows over the whole width. False when texts do not fit whole.
bool pp_rows_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box);

// Facts below each other in columns, over as many pages as they need.
void pp_facts_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box);

// One or two texts over the whole width. False when they do not fit whole.
bool pp_strip_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box);

// Numbers to call, over as many pages as they need; the very first stands out.
void pp_numbers_make(struct pp_plan *plan, const uint8_t *which, size_t count, struct pp_box box);

// Height of `text` wrapped at `width` with letters of `em`; `*fits` becomes false when a word is
// wider than that.
double pp_text_height(const struct pp_plan *plan, const char *text, bool bold, double em,
                      double width, bool *fits);
// Whether a row with these extras shows the line.
bool pp_line_is_extra(const struct pp_line *line, enum pp_extras extras);
// Whether a line is one of these.
bool pp_line_is(const struct pp_line *line, enum pp_lines of);
// Height of lines of a control, each with its pictogram before it.
double pp_lines_height(const struct pp_plan *plan, const struct pp_control *control,
                       enum pp_lines of, double em, double width, bool *fits);
// The least width at which bold `text` takes no more than `lines`.
double pp_text_width_in(const char *text, double em, int lines);

#endif
