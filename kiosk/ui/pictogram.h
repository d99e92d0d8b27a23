// Line drawings from assets/pictograms, rasterised once per size and colour.
#ifndef PP_UI_PICTOGRAM_H
#define PP_UI_PICTOGRAM_H

#include <cairo.h>
#include <stdbool.h>
#include <stdint.h>

#include "sys/report.h"

struct pp_pictograms;

// `assets` is the folder with pictograms/; copied. NULL when memory is out.
struct pp_pictograms *pp_pictograms_create(const char *assets);
void pp_pictograms_destroy(struct pp_pictograms *pictograms);

// Draws `name` in a square of `size` pixels at x, y, its strokes in `colour` (0xRRGGBB); `flip`
// turns it left to right. One that is not there shows as an empty rounded square, and is counted.
void pp_pictogram_draw(struct pp_pictograms *pictograms, cairo_t *cairo, const char *name, double x,
                       double y, int size, uint32_t colour, bool flip);

// Whether it is there and can be drawn; if not, the report says why.
bool pp_pictogram_check(struct pp_pictograms *pictograms, const char *name,
                        struct pp_report *report);

// How many drawings were asked for and not found.
unsigned pp_pictograms_missing(const struct pp_pictograms *pictograms);

#endif
