// Words in Andika, shaped by Pango, on lines of our own pitch.
//
// Shaped texts are kept for the next frame; they may tell what a visitor picked, so they are wiped
// when a session ends. Main thread only.
#ifndef PP_UI_TEXT_H
#define PP_UI_TEXT_H

#include <cairo.h>
#include <stdbool.h>

struct pp_texts;

struct pp_texts *pp_texts_create(void);
void pp_texts_destroy(struct pp_texts *texts);

struct pp_text_style {
    double em;     // pixels
    bool bold;     //
    bool centred;  // else at the start of the line
    bool rtl;      // direction of the screen
    bool balanced; // lines of about equal length
};

// One text, wrapped. Owned by the texts: valid until the next call that sets one.
struct pp_text_block {
    int lines;
    double width;  // pixels, of the widest line
    double height; // pixels
    double box;    // the width it was wrapped in
    bool whole;    // false: a word is broken, or words were left out
    struct pp_text_style style;
    void *layout; // PangoLayout
};

// Wraps `text` at `width` pixels; words beyond `height` pixels are left out and end in an ellipsis
// (0: no limit). NULL when memory is out.
const struct pp_text_block *pp_texts_set(struct pp_texts *texts, const char *text,
                                         const struct pp_text_style *style, double width,
                                         double height);

// Draws it with its top left corner (of the box it was wrapped in) at x, y, in the source colour.
void pp_texts_draw(cairo_t *cairo, const struct pp_text_block *block, double x, double y);

// The rectangle of a line, for what stands behind it.
void pp_texts_line_box(const struct pp_text_block *block, int line, double x, double y,
                       double box[4]);

// Wipes and drops all kept texts.
void pp_texts_forget(struct pp_texts *texts);

#endif
