#include "report/result_fields.h"

#include <stdio.h>

#include "support/report_test.h"

static const char PAGE[] = TEST_DATA_DIR "/../docs/result-json.md";

static void read_page(void)
{
    char part[4096];
    size_t n;
    FILE *fp = fopen(PAGE, "rb");

    assert_non_null(fp);
    (void)test_out();
    while ((n = fread(part, 1, sizeof(part), fp)) > 0)
        retort_buf_add(&test_buf, (retort_span){part, n});
    (void)fclose(fp);
}

/* Keys of an object, each in code marks, and of the objects inside: as deep as
 * the table, which has no circle. */
/* NOLINTNEXTLINE(misc-no-recursion) */
static size_t check_named(const retort_fields *fields)
{
    size_t count = fields->count;

    for (size_t i = 0; i < fields->count; i++) {
        char want[80];

        (void)snprintf(want, sizeof(want), "`%s`", fields->rows[i].key);
        assert_written(want);
        if (fields->rows[i].inner)
            count += check_named(fields->rows[i].inner);
    }
    return count;
}

static void page__names_every_field(void **state)
{
    (void)state;
    read_page();
    assert_in_range(check_named(&retort_result_fields), 60, 200);
}

static void page__has_no_row_for_an_unknown_field(void **state)
{
    size_t rows;

    (void)state;
    read_page();
    rows = test_count(test_text(), "\n| `");
    /* The keys of a point stand in a sentence. */
    assert_int_equal(rows + 3, check_named(&retort_result_fields));
}

static void page__tells_the_limits(void **state)
{
    static const struct {
        const char *unit;
        size_t limit;
    } LIMITS[] = {{" MiB of text", RETORT_RESULT_BYTES_MAX >> 20},
                  {" bytes a string", RETORT_RESULT_STRING_MAX},
                  {" suspects, candidates and points", RETORT_RESULT_LIST_MAX},
                  {" warnings, reasons", RETORT_RESULT_REMARKS_MAX},
                  {" rows", RETORT_RESULT_HEATMAP_MAX},
                  {" levels", RETORT_DEPTH_MAX},
                  {" objects", RETORT_RESULT_OBJECTS_MAX},
                  {" values", RETORT_RESULT_VALUES_MAX}};

    (void)state;
    read_page();
    assert_written(RETORT_RESULT_FORMAT);
    for (size_t i = 0; i < sizeof(LIMITS) / sizeof(LIMITS[0]); i++) {
        char want[80];

        (void)snprintf(want, sizeof(want), "%zu%s", LIMITS[i].limit,
                       LIMITS[i].unit);
        assert_written(want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page__names_every_field),
        cmocka_unit_test(page__has_no_row_for_an_unknown_field),
        cmocka_unit_test(page__tells_the_limits),
    };

    return cmocka_run_group_tests_name("result_fields_table", tests, NULL,
                                       test_release);
}
