#include "run/lineage_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/library_fixture.h"

#define HEADER                                                                 \
    "model\tvendor\tfamily\tbase\trelation\tteachers\tshare\tconfidence\t"     \
    "released\tsource\tnote\n"

static const char *write_table(const char *text)
{
    const char *path = fixture_path("lineage.tsv");
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    return path;
}

static void read__gives_the_rows(void **state)
{
    retort_lineage_table t = {0};
    const char *path =
        write_table(HEADER "b\t-\tx\t-\tteacher\t-\t-\tdocumented\t-\ts\t-\n"
                           "a\tv\ty\t-\tteacher\t-\t-\tdocumented\t-\ts\t-\n");

    (void)state;
    assert_int_equal(retort_lineage_file_read(&t, path, NULL), RETORT_OK);
    assert_int_equal(t.count, 2);
    assert_string_equal(t.rows[0].model, "a");
    assert_string_equal(t.rows[0].family, "y");
    retort_lineage_table_release(&t);
}

static void read__names_the_file_it_refuses(void **state)
{
    retort_lineage_table t = {0};
    retort_err err = {0};
    const char *path = write_table("nonsense\n");

    (void)state;
    assert_int_equal(retort_lineage_file_read(&t, path, &err),
                     RETORT_ERR_FORMAT);
    assert_non_null(strstr(err.file, "lineage.tsv"));
    retort_lineage_table_release(&t);
}

static void read__of_no_path_is_an_empty_table(void **state)
{
    retort_lineage_table t = {0};

    (void)state;
    assert_int_equal(retort_lineage_file_read(&t, NULL, NULL), RETORT_OK);
    assert_int_equal(t.count, 0);
    retort_lineage_table_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read__gives_the_rows),
        cmocka_unit_test(read__names_the_file_it_refuses),
        cmocka_unit_test(read__of_no_path_is_an_empty_table),
    };

    return cmocka_run_group_tests(tests, fixture_make_folder,
                                  fixture_drop_folder);
}
