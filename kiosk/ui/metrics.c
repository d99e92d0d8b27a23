#include "ui/metrics.h"

#include <stdint.h>
#include <string.h>

// ' ' to '~', thousandths of the em: regular and bold.
static const uint16_t ascii[2][95] = {
    {269, 373, 500, 586, 586, 745, 597, 295,  388, 388, 502, 586, 317, 420, 312, 488,
     586, 586, 586, 586, 586, 586, 586, 586,  586, 586, 312, 317, 586, 586, 586, 513,
     831, 681, 627, 662, 701, 566, 562, 693,  720, 476, 471, 640, 527, 876, 732, 713,
     583, 720, 637, 574, 618, 703, 667, 1016, 647, 645, 601, 386, 488, 386, 415, 622,
     283, 562, 564, 498, 581, 535, 366, 549,  574, 276, 291, 505, 276, 823, 579, 557,
     571, 552, 435, 471, 408, 579, 522, 757,  530, 518, 508, 488, 337, 488, 544},
    {269, 381, 530, 605, 605, 764, 662, 305,  420, 420, 508, 586, 325, 437, 347, 527,
     605, 605, 605, 605, 605, 605, 605, 605,  605, 605, 347, 347, 586, 586, 586, 532,
     851, 725, 676, 676, 725, 592, 586, 719,  740, 510, 503, 698, 552, 906, 754, 732,
     623, 754, 674, 607, 618, 728, 715, 1042, 667, 666, 610, 415, 527, 415, 430, 632,
     312, 613, 593, 499, 618, 542, 391, 579,  603, 312, 327, 556, 312, 859, 608, 566,
     603, 591, 486, 505, 432, 608, 539, 767,  579, 537, 518, 508, 337, 508, 544},
};

// Averages by block, thousandths of the em: letters of Andika Bold and of Noto Sans Bold.
static const struct {
    uint32_t from, until;
    unsigned width;
} blocks[] = {
    {0x00C0, 0x024F, 620},    {0x0300, 0x036F, 0},      {0x0370, 0x03FF, 640},
    {0x0400, 0x052F, 740},    {0x064B, 0x065F, 0},      {0x0600, 0x08FF, 560},
    {0x0900, 0x0DFF, 680},    {0x1200, 0x139F, 820},    {0x1E00, 0x1EFF, 640},
    {0x2010, 0x2027, 540},    {0x3000, 0x9FFF, 1000},   {0xAC00, 0xD7FF, 950},
    {0xFB50, 0xFDFF, 560},    {0xFE70, 0xFEFF, 560},    {0xFF00, 0xFFEF, 1000},
    {0x1F000, 0x1FFFF, 1200}, {0x20000, 0x3FFFF, 1000},
};

enum { OTHERWISE = 640 };

static uint32_t next_character(const unsigned char **at, const unsigned char *end)
{
    const unsigned char *p = *at;
    uint32_t c = *p++;
    int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;
    if (more)
        c &= 0x3Fu >> more;
    while (more-- > 0 && p < end)
        c = c << 6 | (*p++ & 0x3F);
    *at = p;
    return c;
}

static unsigned advance(uint32_t c, bool bold)
{
    if (c < ' ')
        return 0;
    if (c <= '~')
        return ascii[bold][c - ' '];
    for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++)
        if (c >= blocks[i].from && c <= blocks[i].until)
            return blocks[i].width;
    return OTHERWISE;
}

double pp_metrics_pitch(bool rtl)
{
    return rtl ? 1.3 : 1.2;
}

double pp_metrics_width(const char *text, size_t bytes, bool bold)
{
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + bytes;
    unsigned sum = 0;
    while (at < end)
        sum += advance(next_character(&at, end), bold);
    return sum / 1000.0;
}

int pp_metrics_lines(const char *text, bool bold, double width, bool *broken)
{
    const double space = ascii[bold][0] / 1000.0;
    int lines = 1;
    double used = 0;
    while (*text) {
        size_t bytes = strcspn(text, " \n");
        double word = pp_metrics_width(text, bytes, bold);
        if (word > width && broken)
            *broken = true;
        if (word > width && width > 0)
            lines += (int)(word / width);
        if (used > 0 && used + space + word > width) {
            lines++;
            used = word;
        } else {
            used += (used > 0 ? space : 0) + word;
        }
        text += bytes;
        if (*text == '\n') {
            lines++;
            used = 0;
        }
        if (*text)
            text++;
    }
    return lines;
}
