// Colours and letter sizes: three themes and three text sizes.
//
// Letters are measured by the height of a capital in millimetres on the glass, as VVSG 2.0 and
// EN 301 549 do. Andika's capitals are 1485/2048 of the em (its OS/2 table, sCapHeight).
#ifndef PP_UI_THEME_H
#define PP_UI_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "view/view.h"

// In the order the settings screen goes round.
enum pp_theme {
    PP_THEME_PAPER,    // text at least 10:1
    PP_THEME_CONTRAST, // black and white, at least 20:1; urgency shows by shape
    PP_THEME_CALM,     // 4.5:1 to 8:1, for who is dazzled
};

enum pp_colour {
    PP_COLOUR_PAPER,      // behind everything
    PP_COLOUR_INK,        // text and strokes on paper, cards, chips and tints
    PP_COLOUR_FAINT,      // text that matters less
    PP_COLOUR_STRONG,     // text that matters most: "Nu open"
    PP_COLOUR_CARD,       // cards and chips
    PP_COLOUR_BAR,        // the strip
    PP_COLOUR_BUTTON,     // buttons in the strip
    PP_COLOUR_PRIMARY,    // the button to press when in doubt
    PP_COLOUR_ON_PRIMARY, //
    PP_COLOUR_EDGE,       // around the primary button, and the level picture in it
    PP_COLOUR_DANGER,     //
    PP_COLOUR_ON_DANGER,  //
    PP_COLOUR_MARKER,     // behind what is being read aloud
    PP_COLOUR_ON_MARKER,  //
    PP_COLOUR_FOCUS,      // the ring around the control that keys and switches act on
    PP_COLOURS
};

// 0xRRGGBB. An unknown theme is the first.
uint32_t pp_theme_colour(uint8_t theme, enum pp_colour colour);

// A tint of kinds.yaml and conversation.yaml (sky lilac sun leaf rose stone); "" and unknown names
// are the colour of cards.
uint32_t pp_theme_tint(uint8_t theme, const char *name);

// What a control is painted in: text on ground.
struct pp_colours {
    uint32_t text, ground;
};

// `pressed` turns both round, so that a finger sees at once what it touches.
struct pp_colours pp_theme_control(const struct pp_view *view, const struct pp_control *control,
                                   bool pressed);

// WCAG 2.2, "contrast ratio": 1 to 21.
double pp_theme_contrast(uint32_t one, uint32_t other);

enum pp_text_class {
    PP_TEXT_TITLE,
    PP_TEXT_LABEL,  // tiles, names of cards, numbers, buttons
    PP_TEXT_BODY,   // lines of cards and tiles, names of numbers
    PP_TEXT_SIDE,   // what matters less and is also said: why a card is shown, what a number is for
    PP_TEXT_FACT,   // read-only texts
    PP_TEXT_NOTICE, // the line above the choices
    PP_TEXT_TOP,    // chips
    PP_TEXT_BAR,    // buttons in the strip
    PP_TEXT_BUTTON, // buttons in the body: "ja", "nee"
    PP_TEXT_CLASSES
};

// Heights of a capital in millimetres: layout takes the largest that fits, never under `least`.
struct pp_text_range {
    double least, most;
};

// `side`: millimetres of the short side of the glass. Under 100 letters are smaller, over 180 there
// is room for larger ones.
struct pp_text_range pp_theme_text(enum pp_text_class text_class, uint8_t text_size, double side);

// Millimetres of the em for a height of capitals.
double pp_theme_em(double cap_mm);

#endif
