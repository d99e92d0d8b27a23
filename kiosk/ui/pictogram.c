#include "ui/pictogram.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

enum { KEPT = 160, NAME_MAX_BYTES = 48, FOLDER_MAX_BYTES = 400 };

struct kept {
    char name[NAME_MAX_BYTES];
    int size;
    uint32_t colour;
    uint64_t used;            // counts drawings; 0: free
    cairo_surface_t *surface; // NULL: not to be had
};

struct pp_pictograms {
    char folder[FOLDER_MAX_BYTES];
    unsigned missing;
    uint64_t drawings;
    struct kept kept[KEPT];
};

struct pp_pictograms *pp_pictograms_create(const char *assets)
{
    struct pp_pictograms *pictograms = calloc(1, sizeof(*pictograms));
    if (!pictograms)
        return NULL;
    snprintf(pictograms->folder, sizeof(pictograms->folder), "%s/pictograms", assets);
    return pictograms;
}

void pp_pictograms_destroy(struct pp_pictograms *pictograms)
{
    if (!pictograms)
        return;
    for (size_t i = 0; i < KEPT; i++)
        if (pictograms->kept[i].surface)
            cairo_surface_destroy(pictograms->kept[i].surface);
    free(pictograms);
}

// The path of a drawing; false for a name that is no identifier, so that no name can lead out of
// the folder.
static bool path_of(const struct pp_pictograms *pictograms, const char *name, char *path,
                    size_t size)
{
    if (!pp_text_is_id(name))
        return false;
    int length = snprintf(path, size, "%s/%s.svg", pictograms->folder, name);
    return length > 0 && (size_t)length < size;
}

// The drawings are made in one ink; CSS beats the attributes that set it.
static bool recolour(RsvgHandle *handle, uint32_t colour)
{
    char css[160];
    snprintf(css, sizeof(css),
             "g,path,circle,rect,line{stroke:#%06x}"
             "[fill=\"#17252A\"]{fill:#%06x}",
             (unsigned)colour, (unsigned)colour);
    return rsvg_handle_set_stylesheet(handle, (const guint8 *)css, strlen(css), NULL);
}

static cairo_surface_t *rasterise(const char *path, int size, uint32_t colour, GError **error)
{
    cairo_surface_t *surface = NULL;
    RsvgHandle *handle = rsvg_handle_new_from_file(path, error);
    if (!handle)
        return NULL;
    surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size, size);
    cairo_t *cairo = cairo_create(surface);
    const RsvgRectangle all = {0, 0, size, size};
    bool drawn =
        recolour(handle, colour) && rsvg_handle_render_document(handle, cairo, &all, error);
    cairo_destroy(cairo);
    g_object_unref(handle);
    if (!drawn) {
        cairo_surface_destroy(surface);
        surface = NULL;
    }
    return surface;
}

static const struct kept *find(struct pp_pictograms *pictograms, const char *name, int size,
                               uint32_t colour)
{
    struct kept *oldest = &pictograms->kept[0];
    pictograms->drawings++;
    for (size_t i = 0; i < KEPT; i++) {
        struct kept *kept = &pictograms->kept[i];
        if (kept->used && kept->size == size && kept->colour == colour &&
            strcmp(kept->name, name) == 0) {
            kept->used = pictograms->drawings;
            return kept;
        }
        if (kept->used < oldest->used)
            oldest = kept;
    }
    if (oldest->surface)
        cairo_surface_destroy(oldest->surface);
    *oldest = (struct kept){.size = size, .colour = colour, .used = pictograms->drawings};
    snprintf(oldest->name, sizeof(oldest->name), "%s", name);
    char path[FOLDER_MAX_BYTES + NAME_MAX_BYTES + 8];
    GError *error = NULL;
    if (path_of(pictograms, name, path, sizeof(path)))
        oldest->surface = rasterise(path, size, colour, &error);
    if (!oldest->surface)
        pictograms->missing++;
    g_clear_error(&error);
    return oldest;
}

static void draw_placeholder(cairo_t *cairo, double x, double y, int size, uint32_t colour)
{
    const double inset = size * 0.15, side = size * 0.7, r = size * 0.14;
    cairo_set_source_rgb(cairo, (colour >> 16) / 255.0, (colour >> 8 & 255) / 255.0,
                         (colour & 255) / 255.0);
    cairo_set_line_width(cairo, size * 0.05);
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x + inset + side - r, y + inset + r, r, -M_PI / 2, 0);
    cairo_arc(cairo, x + inset + side - r, y + inset + side - r, r, 0, M_PI / 2);
    cairo_arc(cairo, x + inset + r, y + inset + side - r, r, M_PI / 2, M_PI);
    cairo_arc(cairo, x + inset + r, y + inset + r, r, M_PI, 3 * M_PI / 2);
    cairo_close_path(cairo);
    cairo_stroke(cairo);
}

void pp_pictogram_draw(struct pp_pictograms *pictograms, cairo_t *cairo, const char *name, double x,
                       double y, int size, uint32_t colour, bool flip)
{
    if (size < 1)
        return;
    const struct kept *kept = find(pictograms, name, size, colour);
    if (!kept->surface) {
        draw_placeholder(cairo, x, y, size, colour);
        return;
    }
    cairo_save(cairo);
    // Whole pixels keep strokes sharp.
    cairo_translate(cairo, round(x) + (flip ? size : 0), round(y));
    if (flip)
        cairo_scale(cairo, -1, 1);
    cairo_set_source_surface(cairo, kept->surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST);
    cairo_paint(cairo);
    cairo_restore(cairo);
}

bool pp_pictogram_check(struct pp_pictograms *pictograms, const char *name,
                        struct pp_report *report)
{
    char path[FOLDER_MAX_BYTES + NAME_MAX_BYTES + 8];
    if (!path_of(pictograms, name, path, sizeof(path))) {
        pp_report_add(report, PP_ERROR, (struct pp_place){.file = pictograms->folder},
                      "use small letters, digits and _", "'%s' is no name for a pictogram", name);
        return false;
    }
    GError *error = NULL;
    cairo_surface_t *surface = rasterise(path, 16, 0, &error);
    bool fine = surface != NULL;
    if (!fine)
        pp_report_add(report, PP_ERROR, (struct pp_place){.file = path},
                      "draw it on a grid of 100 by 100 and put it there, or name another one",
                      "cannot be drawn: %s", error ? error->message : "out of memory");
    g_clear_error(&error);
    if (surface)
        cairo_surface_destroy(surface);
    return fine;
}

unsigned pp_pictograms_missing(const struct pp_pictograms *pictograms)
{
    return pictograms->missing;
}
