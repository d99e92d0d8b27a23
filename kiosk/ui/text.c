#include "ui/text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ui/metrics.h"

// More than one screen holds.
enum { KEPT = 192 };

// The capitals of Andika, in ems: they are what is put in the middle of a line.
static const double cap_height = 1485.0 / 2048.0;

struct kept {
    uint64_t key;
    uint64_t used; // counts requests; 0: free
    double limit;  // height asked for
    struct pp_text_block block;
};

struct pp_texts {
    PangoFontMap *map;
    PangoContext *context;
    uint64_t requests;
    struct kept kept[KEPT];
};

struct pp_texts *pp_texts_create(void)
{
    struct pp_texts *texts = calloc(1, sizeof(*texts));
    if (!texts)
        return NULL;
    texts->map = pango_cairo_font_map_new();
    texts->context = pango_font_map_create_context(texts->map);
    // The same letters on every machine: no hints from the system's settings.
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(texts->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(texts->context, FALSE);
    return texts;
}

static void drop(struct kept *kept)
{
    PangoLayout *layout = kept->block.layout;
    if (layout) {
        // Pango frees its copy of the text without wiping it; it is ours to wipe, being the only
        // owner of the layout.
        char *text = (char *)pango_layout_get_text(layout);
        explicit_bzero(text, strlen(text));
        g_object_unref(layout);
    }
    *kept = (struct kept){.used = 0};
}

void pp_texts_forget(struct pp_texts *texts)
{
    for (size_t i = 0; i < KEPT; i++)
        drop(&texts->kept[i]);
}

void pp_texts_destroy(struct pp_texts *texts)
{
    if (!texts)
        return;
    pp_texts_forget(texts);
    g_object_unref(texts->context);
    g_object_unref(texts->map);
    free(texts);
}

// FNV-1a, a value at a time.
static uint64_t mix(uint64_t hash, uint64_t value)
{
    return (hash ^ value) * 1099511628211u;
}

static uint64_t key_of(const char *text, const struct pp_text_style *style, double width,
                       double height)
{
    uint64_t hash = 14695981039346656037u;
    // Sixty-fourths of a pixel tell sizes apart.
    hash = mix(hash, (uint64_t)llround(style->em * 64));
    hash = mix(hash, (uint64_t)llround(width * 64));
    hash = mix(hash, (uint64_t)llround(height * 64));
    hash = mix(hash, (uint64_t)style->bold | (uint64_t)style->centred << 1 |
                         (uint64_t)style->rtl << 2 | (uint64_t)style->balanced << 3);
    for (const char *at = text; *at; at++)
        hash = mix(hash, (unsigned char)*at);
    return hash;
}

static void set_font(PangoLayout *layout, const struct pp_text_style *style)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, "Andika,Noto Sans,Noto Sans Arabic");
    pango_font_description_set_weight(font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, style->em * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
}

// Whether every line ends where a line may end.
static bool words_whole(PangoLayout *layout)
{
    const char *text = pango_layout_get_text(layout);
    int count = 0;
    const PangoLogAttr *marks = pango_layout_get_log_attrs_readonly(layout, &count);
    int lines = pango_layout_get_line_count(layout);
    for (int i = 1; i < lines; i++) {
        PangoLayoutLine *line = pango_layout_get_line_readonly(layout, i);
        long at = g_utf8_pointer_to_offset(text, text + line->start_index);
        if (at < count && !marks[at].is_line_break)
            return false;
    }
    return true;
}

// The least width that takes no more lines.
static void balance(PangoLayout *layout, int width)
{
    int lines = pango_layout_get_line_count(layout);
    if (lines < 2)
        return;
    int low = width / (lines + 1), high = width;
    while (high - low > PANGO_SCALE) {
        int middle = low + (high - low) / 2;
        pango_layout_set_width(layout, middle);
        if (pango_layout_get_line_count(layout) <= lines && words_whole(layout))
            high = middle;
        else
            low = middle;
    }
    pango_layout_set_width(layout, high);
}

static double line_width(PangoLayout *layout, int line)
{
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, line), NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

static void shape(struct pp_texts *texts, struct pp_text_block *block, const char *text,
                  double width, double height)
{
    PangoLayout *layout = pango_layout_new(texts->context);
    const int wide = (int)(width * PANGO_SCALE);
    set_font(layout, &block->style);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout, wide);
    pango_layout_set_text(layout, text, -1);
    const double pitch = block->style.em * pp_metrics_pitch(block->style.rtl);
    block->whole = words_whole(layout);
    if (height > 0 && pango_layout_get_line_count(layout) * pitch > height + pitch * 0.1) {
        int room = (int)floor(height / pitch + 0.1);
        pango_layout_set_height(layout, room > 1 ? -room : -1);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
        block->whole = false;
    } else if (block->style.balanced && block->whole) {
        balance(layout, wide);
    }
    block->lines = pango_layout_get_line_count(layout);
    block->height = block->lines * pitch;
    block->box = width;
    block->width = 0;
    for (int i = 0; i < block->lines; i++)
        block->width = fmax(block->width, line_width(layout, i));
    block->layout = layout;
}

const struct pp_text_block *pp_texts_set(struct pp_texts *texts, const char *text,
                                         const struct pp_text_style *style, double width,
                                         double height)
{
    const uint64_t key = key_of(text, style, width, height);
    struct kept *oldest = &texts->kept[0];
    texts->requests++;
    for (size_t i = 0; i < KEPT; i++) {
        struct kept *kept = &texts->kept[i];
        if (kept->used && kept->key == key &&
            strcmp(pango_layout_get_text(kept->block.layout), text) == 0) {
            kept->used = texts->requests;
            return &kept->block;
        }
        if (kept->used < oldest->used)
            oldest = kept;
    }
    drop(oldest);
    oldest->key = key;
    oldest->used = texts->requests;
    oldest->block.style = *style;
    shape(texts, &oldest->block, text, width, height);
    return &oldest->block;
}

static double line_start(const struct pp_text_block *block, double width)
{
    double room = block->box - width;
    if (block->style.centred)
        return room / 2;
    return block->style.rtl ? room : 0;
}

void pp_texts_draw(cairo_t *cairo, const struct pp_text_block *block, double x, double y)
{
    const double em = block->style.em;
    const double pitch = pp_metrics_pitch(block->style.rtl);
    for (int i = 0; i < block->lines; i++) {
        double width = line_width(block->layout, i);
        double baseline = y + em * (pitch * i + (pitch + cap_height) / 2);
        cairo_move_to(cairo, x + line_start(block, width), baseline);
        pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(block->layout, i));
    }
}

void pp_texts_line_box(const struct pp_text_block *block, int line, double x, double y,
                       double box[4])
{
    const double em = block->style.em;
    const double pitch = em * pp_metrics_pitch(block->style.rtl);
    double width = line_width(block->layout, line);
    box[0] = x + line_start(block, width) - em * 0.18;
    box[1] = y + pitch * line + em * 0.02;
    box[2] = width + em * 0.36;
    box[3] = pitch - em * 0.04;
}
