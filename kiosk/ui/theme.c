#include "ui/theme.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const uint32_t colours[PP_THEMES][PP_COLOURS] = {
    [PP_THEME_PAPER] =
        {
            [PP_COLOUR_PAPER] = 0xFFF7EA,
            [PP_COLOUR_INK] = 0x17252A,
            [PP_COLOUR_FAINT] = 0x2B3A40,
            [PP_COLOUR_STRONG] = 0x064438,
            [PP_COLOUR_CARD] = 0xFFFFFF,
            [PP_COLOUR_BAR] = 0x17252A,
            [PP_COLOUR_BUTTON] = 0xFFF7EA,
            [PP_COLOUR_PRIMARY] = 0x08473B,
            [PP_COLOUR_ON_PRIMARY] = 0xFFFFFF,
            [PP_COLOUR_EDGE] = 0x8CE0C8,
            [PP_COLOUR_DANGER] = 0x820F18,
            [PP_COLOUR_ON_DANGER] = 0xFFFFFF,
            [PP_COLOUR_MARKER] = 0xFFD166,
            [PP_COLOUR_ON_MARKER] = 0x17252A,
            [PP_COLOUR_FOCUS] = 0xFFD166,
        },
    [PP_THEME_CONTRAST] =
        {
            [PP_COLOUR_PAPER] = 0x000000,
            [PP_COLOUR_INK] = 0xFFFFFF,
            [PP_COLOUR_FAINT] = 0xFFFFFF,
            [PP_COLOUR_STRONG] = 0xFFFFFF,
            [PP_COLOUR_CARD] = 0x000000,
            [PP_COLOUR_BAR] = 0x000000,
            [PP_COLOUR_BUTTON] = 0x000000,
            [PP_COLOUR_PRIMARY] = 0xFFFFFF,
            [PP_COLOUR_ON_PRIMARY] = 0x000000,
            [PP_COLOUR_EDGE] = 0x000000,
            [PP_COLOUR_DANGER] = 0xFFFFFF,
            [PP_COLOUR_ON_DANGER] = 0x000000,
            [PP_COLOUR_MARKER] = 0xFFFFFF,
            [PP_COLOUR_ON_MARKER] = 0x000000,
            [PP_COLOUR_FOCUS] = 0xFFFFFF,
        },
    [PP_THEME_CALM] =
        {
            [PP_COLOUR_PAPER] = 0xEDE6D9,
            [PP_COLOUR_INK] = 0x46525A,
            [PP_COLOUR_FAINT] = 0x566168,
            [PP_COLOUR_STRONG] = 0x2F6357,
            [PP_COLOUR_CARD] = 0xF5F0E6,
            [PP_COLOUR_BAR] = 0x46525A,
            [PP_COLOUR_BUTTON] = 0xEDE6D9,
            [PP_COLOUR_PRIMARY] = 0x3F6E64,
            [PP_COLOUR_ON_PRIMARY] = 0xF5F0E6,
            [PP_COLOUR_EDGE] = 0xA9D3C6,
            [PP_COLOUR_DANGER] = 0x8E4A48,
            [PP_COLOUR_ON_DANGER] = 0xF5F0E6,
            [PP_COLOUR_MARKER] = 0xE9CF8F,
            [PP_COLOUR_ON_MARKER] = 0x46525A,
            [PP_COLOUR_FOCUS] = 0xE9CF8F,
        },
};

static const struct {
    const char *name;
    uint32_t colour[PP_THEMES];
} tints[] = {
    {"sky", {0xE3F1FB, 0x000000, 0xDCE6EC}},  {"lilac", {0xF3E8FA, 0x000000, 0xE6DEEA}},
    {"sun", {0xFFF0C9, 0x000000, 0xEFE3C4}},  {"leaf", {0xE2F5EA, 0x000000, 0xD9E6DC}},
    {"rose", {0xFDE5DE, 0x000000, 0xEFDCD5}}, {"stone", {0xECECE6, 0x000000, 0xE2E1DA}},
};

static uint8_t known_theme(uint8_t theme)
{
    return theme < PP_THEMES ? theme : (uint8_t)PP_THEME_PAPER;
}

uint32_t pp_theme_colour(uint8_t theme, enum pp_colour colour)
{
    return colours[known_theme(theme)][colour];
}

uint32_t pp_theme_tint(uint8_t theme, const char *name)
{
    for (size_t i = 0; i < sizeof(tints) / sizeof(tints[0]); i++)
        if (name && strcmp(tints[i].name, name) == 0)
            return tints[i].colour[known_theme(theme)];
    return pp_theme_colour(theme, PP_COLOUR_CARD);
}

static struct pp_colours resting(const struct pp_view *view, const struct pp_control *control)
{
    const uint32_t *of = colours[known_theme(view->theme)];
    if (control->emphasis == PP_DANGER)
        return (struct pp_colours){of[PP_COLOUR_ON_DANGER], of[PP_COLOUR_DANGER]};
    if (control->emphasis == PP_PRIMARY)
        return (struct pp_colours){of[PP_COLOUR_ON_PRIMARY], of[PP_COLOUR_PRIMARY]};
    if (control->region == PP_REGION_BAR)
        return (struct pp_colours){of[PP_COLOUR_INK], of[PP_COLOUR_BUTTON]};
    if (control->role == PP_ROLE_CHOICE)
        return (struct pp_colours){of[PP_COLOUR_INK], pp_theme_tint(view->theme, control->tint)};
    if (control->role == PP_ROLE_TEXT)
        return (struct pp_colours){of[PP_COLOUR_INK], of[PP_COLOUR_PAPER]};
    return (struct pp_colours){of[PP_COLOUR_INK], of[PP_COLOUR_CARD]};
}

struct pp_colours pp_theme_control(const struct pp_view *view, const struct pp_control *control,
                                   bool pressed)
{
    struct pp_colours rest = resting(view, control);
    return pressed ? (struct pp_colours){rest.ground, rest.text} : rest;
}

// WCAG 2.2, "relative luminance".
static double luminance(uint32_t colour)
{
    static const double weights[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (unsigned i = 0; i < 3; i++) {
        double part = (double)(colour >> (16 - 8 * i) & 255) / 255.0;
        part = part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
        sum += weights[i] * part;
    }
    return sum;
}

double pp_theme_contrast(uint32_t one, uint32_t other)
{
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return a > b ? a / b : b / a;
}

struct pp_text_range pp_theme_text(enum pp_text_class text_class, uint8_t text_size, double side)
{
    static const struct pp_text_range roomy[PP_TEXT_CLASSES][PP_TEXT_SIZES] = {
        [PP_TEXT_TITLE] = {{6.4, 7.4}, {7.2, 8.6}, {8.6, 10.0}},
        [PP_TEXT_LABEL] = {{4.8, 5.6}, {6.4, 7.1}, {8.5, 9.0}},
        [PP_TEXT_BODY] = {{4.8, 5.2}, {5.6, 6.4}, {6.4, 8.5}},
        [PP_TEXT_SIDE] = {{4.2, 4.6}, {4.8, 5.6}, {5.6, 7.1}},
        [PP_TEXT_FACT] = {{4.8, 5.2}, {5.6, 6.4}, {6.4, 8.5}},
        [PP_TEXT_NOTICE] = {{4.8, 4.8}, {5.6, 6.4}, {6.4, 8.5}},
        [PP_TEXT_TOP] = {{4.8, 4.8}, {4.8, 6.4}, {4.8, 8.5}},
        [PP_TEXT_BAR] = {{4.8, 4.8}, {4.8, 6.4}, {4.8, 8.5}},
        [PP_TEXT_BUTTON] = {{4.8, 5.6}, {4.8, 7.1}, {4.8, 9.0}},
    };
    // A 7 inch panel stands closer by: its letters go to 6.4 mm, and the strip and the chips,
    // whose pictograms are always the same, may be smaller.
    static const struct pp_text_range tight[PP_TEXT_CLASSES][PP_TEXT_SIZES] = {
        [PP_TEXT_TITLE] = {{4.8, 5.6}, {5.6, 6.0}, {6.4, 6.4}},
        [PP_TEXT_LABEL] = {{4.8, 5.2}, {5.6, 6.0}, {6.4, 6.4}},
        [PP_TEXT_BODY] = {{4.8, 4.8}, {4.8, 5.6}, {5.6, 6.4}},
        [PP_TEXT_SIDE] = {{4.0, 4.4}, {4.2, 4.8}, {4.8, 5.6}},
        [PP_TEXT_FACT] = {{4.8, 4.8}, {4.8, 5.6}, {5.6, 6.4}},
        [PP_TEXT_NOTICE] = {{4.0, 4.8}, {4.2, 5.6}, {4.2, 6.4}},
        [PP_TEXT_TOP] = {{4.0, 4.8}, {4.0, 5.6}, {4.0, 6.4}},
        [PP_TEXT_BAR] = {{4.0, 4.8}, {4.0, 5.6}, {4.0, 6.4}},
        [PP_TEXT_BUTTON] = {{4.8, 5.2}, {4.8, 6.0}, {4.8, 6.4}},
    };
    static const double more[PP_TEXT_CLASSES] = {
        [PP_TEXT_TITLE] = 1.25, [PP_TEXT_LABEL] = 1.2, [PP_TEXT_BODY] = 1.1,
        [PP_TEXT_SIDE] = 1.1,   [PP_TEXT_FACT] = 1.25, [PP_TEXT_NOTICE] = 1.2,
        [PP_TEXT_TOP] = 1.05,   [PP_TEXT_BAR] = 1.05,  [PP_TEXT_BUTTON] = 1.2,
    };
    if (text_size >= PP_TEXT_SIZES)
        text_size = PP_TEXT_SIZES - 1;
    if (side < 100)
        return tight[text_class][text_size];
    struct pp_text_range range = roomy[text_class][text_size];
    if (side >= 180)
        range.most *= more[text_class];
    return range;
}

double pp_theme_em(double cap_mm)
{
    return cap_mm * 2048.0 / 1485.0;
}
