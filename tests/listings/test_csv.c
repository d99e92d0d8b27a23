#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "listings/csv.h"

// Rows as text: cells between |, rows between /; then how it ended.
static void read_all(const char *text, size_t length, char *out, size_t size)
{
    struct pp_csv *csv = malloc(sizeof(*csv));
    assert_non_null(csv);
    pp_csv_init(csv, text, length);
    enum pp_csv_result result;
    size_t at = 0;
    while ((result = pp_csv_next(csv)) == PP_CSV_ROW) {
        for (size_t i = 0; i < csv->count; i++)
            at += (size_t)snprintf(out + at, size - at, "%s%s", i ? "|" : "", csv->cells[i]);
        at += (size_t)snprintf(out + at, size - at, "/");
    }
    static const char *const ends[] = {"row", "end", "unclosed", "after", "stray", "long", "cells"};
    snprintf(out + at, size - at, "%s:%u", ends[result], csv->line);
    free(csv);
}

static void test_table(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", "end:1"},
        {"a", "a/end:1"},
        {"a,b\r\n1,2\r\n", "a|b/1|2/end:3"},
        {"a,b\n1,2\n", "a|b/1|2/end:3"},
        {"a,b\r1,2", "a|b/1|2/end:2"},
        {"a;b;c\n1;2,5;3\n", "a|b|c/1|2,5|3/end:3"},
        {"a,b;c\n1,2;3\n", "a|b;c/1|2;3/end:3"},
        {"\xef\xbb\xbf"
         "a,b\n",
         "a|b/end:2"},
        {"a,\n,\n", "a|/|/end:3"},
        {"\n\na\n", "//a/end:4"},
        {"\"a,b\",\"c\"\"d\",\"\"\n", "a,b|c\"d|/end:2"},
        {"a\n\"two\r\nlines\"\nb\n", "a/two\r\nlines/b/end:5"},
        {"a\n\"open\nand\nmore", "a/unclosed:2"},
        {"\"a\"b\n", "after:1"},
        {"a\nb\"c\n", "a/stray:2"},
        {"\"", "unclosed:1"},
        {"\"\"", "/end:1"},
        {"a,", "a|/end:1"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char got[256];
        read_all(rows[i].text, strlen(rows[i].text), got, sizeof(got));
        assert_string_equal(got, rows[i].want);
    }
}

static void test_limits(void **state)
{
    (void)state;
    size_t size = 5U << 20;
    char *text = malloc(size);
    char *got = malloc(size);
    assert_non_null(text);
    assert_non_null(got);
    memset(text, 'x', size);
    read_all(text, PP_CSV_FIELD, got, size);
    assert_string_equal(got + PP_CSV_FIELD, "/end:1");
    read_all(text, PP_CSV_FIELD + 1, got, size);
    assert_string_equal(got, "long:1");
    read_all(text, size, got, size);
    assert_string_equal(got, "long:1");
    text[0] = '"';
    read_all(text, size, got, size);
    assert_string_equal(got, "long:1");
    memset(text, ',', PP_CSV_CELLS);
    read_all(text, PP_CSV_CELLS - 1, got, size);
    assert_string_equal(got + PP_CSV_CELLS - 1, "/end:1");
    read_all(text, PP_CSV_CELLS, got, size);
    assert_string_equal(got, "cells:1");
    free(text);
    free(got);
}

// What is written is read back, whatever it holds.
static void test_written(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "a", "a,b", "a;b", "\"", "say \"hi\", you", "two\nlines", "\r\n", " spaces ", "=1+1"};
    enum { COUNT = sizeof(texts) / sizeof(texts[0]) };
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    fputs("h,h\n", out);
    for (size_t i = 0; i < COUNT; i++) {
        fputc(i ? ',' : 'x', out);
        if (i == 0)
            fputc(',', out);
        pp_csv_write(out, texts[i]);
    }
    fclose(out);
    struct pp_csv *csv = malloc(sizeof(*csv));
    assert_non_null(csv);
    pp_csv_init(csv, text, size);
    assert_int_equal(pp_csv_next(csv), PP_CSV_ROW);
    assert_int_equal(pp_csv_next(csv), PP_CSV_ROW);
    assert_int_equal(csv->count, COUNT + 1);
    for (size_t i = 0; i < COUNT; i++)
        assert_string_equal(csv->cells[i + 1], texts[i]);
    free(csv);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
