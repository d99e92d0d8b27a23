#include "listings/column.h"
#include "listings/csv.h"
#include "listings/import.h"

static bool write_listing(FILE *out, struct pp_column_writer *writer, const struct pp_flow *flow,
                          const struct pp_listing *listing)
{
    for (int i = 0; i < PP_COLUMNS; i++) {
        const char *text = pp_column_text(writer, (enum pp_column)i, flow, listing);
        if (!text)
            return false;
        if (i > 0)
            fputc(',', out);
        pp_csv_write(out, text);
    }
    fputs("\r\n", out);
    return true;
}

bool pp_export_csv(FILE *out, const struct pp_flow *flow, const struct pp_listing *listings,
                   size_t count)
{
    struct pp_column_writer writer;
    if (!pp_column_writer_init(&writer))
        return false;
    for (int i = 0; i < PP_COLUMNS; i++)
        fprintf(out, "%s%s", i ? "," : "", pp_column_name((enum pp_column)i));
    fputs("\r\n", out);
    bool fine = true;
    for (size_t i = 0; i < count && fine; i++)
        fine = write_listing(out, &writer, flow, &listings[i]);
    pp_column_writer_finish(&writer);
    return fine && fflush(out) == 0 && !ferror(out);
}

bool pp_listing_print(FILE *out, const struct pp_flow *flow, const struct pp_listing *listing)
{
    struct pp_column_writer writer;
    if (!pp_column_writer_init(&writer))
        return false;
    bool fine = true;
    for (int i = 0; i < PP_COLUMNS && fine; i++) {
        const char *text = pp_column_text(&writer, (enum pp_column)i, flow, listing);
        fine = text != NULL;
        if (fine && text[0])
            fprintf(out, "%s: %s\n", pp_column_name((enum pp_column)i), text);
    }
    pp_column_writer_finish(&writer);
    return fine && fflush(out) == 0 && !ferror(out);
}
