// How much room words take, without a font: so that layout stays pure arithmetic.
//
// Advances are those of Andika (its hmtx tables), without kerning. Other scripts go by an average.
#ifndef PP_UI_METRICS_H
#define PP_UI_METRICS_H

#include <stdbool.h>
#include <stddef.h>

// From one baseline to the next, in ems; also the height of a single line.
double pp_metrics_pitch(bool rtl);

// Width in ems of the first `bytes` of valid UTF-8.
double pp_metrics_width(const char *text, size_t bytes, bool bold);

// Lines that `text` takes when wrapped between words at `width` (in ems), at least 1. `*broken`
// becomes true when a single word is wider; it is left alone otherwise. NULL is fine.
int pp_metrics_lines(const char *text, bool bold, double width, bool *broken);

#endif
