#include "ui/dump.h"

#include <cairo.h>
#include <errno.h>
#include <jansson.h>
#include <math.h>

static const char *const role_names[] = {
    [PP_ROLE_BUTTON] = "button",
    [PP_ROLE_CHOICE] = "choice",
    [PP_ROLE_CARD] = "card",
    [PP_ROLE_TEXT] = "text",
};

static const char *const theme_names[PP_THEMES] = {
    [PP_THEME_PAPER] = "paper",
    [PP_THEME_CONTRAST] = "contrast",
    [PP_THEME_CALM] = "calm",
};

static json_t *colour_json(uint32_t colour)
{
    return json_sprintf("#%06X", (unsigned)colour);
}

static json_t *pixels_json(struct pp_rect rect)
{
    return json_pack("[i,i,i,i]", rect.x, rect.y, rect.w, rect.h);
}

static double tenths(int pixels, double per_mm)
{
    return round(pixels / per_mm * 10) / 10;
}

static json_t *mm_json(struct pp_rect rect, double per_mm)
{
    return json_pack("[f,f,f,f]", tenths(rect.x, per_mm), tenths(rect.y, per_mm),
                     tenths(rect.w, per_mm), tenths(rect.h, per_mm));
}

static const char *text_or_empty(const char *text)
{
    return text ? text : "";
}

static json_t *control_json(const struct pp_view *view, const struct pp_layout *layout,
                            const struct pp_glass *glass, const struct pp_paint_marks *marks,
                            int index)
{
    const struct pp_control *control = &view->controls[index];
    struct pp_colours colours = pp_theme_control(view, control, marks->pressed == index);
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:i, s:b}", "id", control->id, "role",
        role_names[control->role], "label", text_or_empty(control->label), "spoken",
        text_or_empty(control->spoken), "rect_px", pixels_json(layout->controls[index]), "rect_mm",
        mm_json(layout->controls[index], glass->per_mm), "fg", colour_json(colours.text), "bg",
        colour_json(colours.ground), "focus", index + 1, "focused", marks->focus == index);
}

// Takes ownership of `item`. False when there was none or memory is out.
static bool append(json_t *array, json_t *item)
{
    return item && json_array_append_new(array, item) == 0;
}

static json_t *view_json(const struct pp_view *view, const struct pp_layout *layout,
                         const struct pp_glass *glass, const struct pp_paint_marks *marks,
                         const char *lang)
{
    json_t *spoken = json_array();
    json_t *controls = json_array();
    bool fine = spoken && controls;
    for (int i = 0; fine && i < view->saying_count; i++) {
        int control = view->sayings[i].control;
        // What is on another page is not said on this one.
        if (control < 0 || layout->controls[control].w > 0)
            fine = append(spoken, json_string(text_or_empty(view->sayings[i].text)));
    }
    for (int i = 0; fine && i < view->control_count; i++)
        fine = append(controls, control_json(view, layout, glass, marks, i));
    if (!fine) {
        json_decref(spoken);
        json_decref(controls);
        return NULL;
    }
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o}", "screen", view->screen, "lang", lang, "dir",
                     view->rtl ? "rtl" : "ltr", "theme",
                     theme_names[view->theme < PP_THEMES ? view->theme : PP_THEME_PAPER], "spoken",
                     spoken, "controls", controls);
}

bool pp_dump_write(const char *path, const struct pp_view *view, const struct pp_layout *layout,
                   const struct pp_glass *glass, const struct pp_paint_marks *marks,
                   const char *lang)
{
    json_t *all = view_json(view, layout, glass, marks, lang);
    if (!all) {
        errno = ENOMEM;
        return false;
    }
    errno = 0;
    bool written = json_dump_file(all, path, JSON_INDENT(1) | JSON_REAL_PRECISION(7)) == 0;
    json_decref(all);
    if (!written && errno == 0)
        errno = EIO;
    return written;
}

bool pp_shot_write(const char *path, const unsigned char *pixels, int width, int height, int stride)
{
    // Cairo only reads what it writes out, but has no const for it.
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        (unsigned char *)pixels, CAIRO_FORMAT_RGB24, width, height, stride);
    errno = 0;
    bool written = cairo_surface_write_to_png(surface, path) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    if (!written && errno == 0)
        errno = EIO;
    return written;
}
