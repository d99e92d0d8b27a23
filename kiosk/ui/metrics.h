// How much room words take, without a font: so that layout stays pure arithmetic.
//
// Advances are those of Andika Bold (its hmtx table); the painter's regular text is a little
// narrower, so an estimate errs on the side of room. Other scripts go by an average.
#ifndef PP_UI_METRICS_H
#define PP_UI_METRICS_H

#include <stdbool.h>
#include <stddef.h>

// From one baseline to the next, in ems; also the height of a single line.
double pp_metrics_pitch(bool rtl);

// Width in ems of the first `bytes` of valid UTF-8.
double pp_metrics_width(const char *text, size_t bytes);

// Lines that `text` takes when wrapped between words at `width` (in ems), at least 1. `*broken`
// becomes true when a single word is wider; it is left alone otherwise. NULL is fine.
int pp_metrics_lines(const char *text, double width, bool *broken);

#endif
