#include "run/library_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/model_world.h"

static retort_library *open_library(const char *path)
{
    retort_library *lib = NULL;
    retort_err err = {0};

    if (retort_library_open(&lib, path, RETORT_LIBRARY_READ, &err) != RETORT_OK)
        fail_msg("%s", err.text);
    return lib;
}

/* Six lineages of six vendors, a teacher and a variant each. */
static void check__counts_for_every_reference(void **state)
{
    const char *path = fixture_path("l.rlib");
    retort_library_checked c;
    retort_library *lib;

    (void)state;
    assert_int_equal(world_library(path, "l", false, 0, NULL), RETORT_OK);
    lib = open_library(path);
    assert_int_equal(retort_library_check(lib, &c, NULL), RETORT_OK);
    assert_int_equal(c.totals.references, WORLD_LINEAGES);
    assert_int_equal(c.totals.positive_lineages, 0);
    assert_int_equal(c.count, WORLD_LINEAGES);
    assert_int_equal(c.passed, 0);
    assert_int_equal(c.without_row, 0);
    for (size_t i = 0; i < c.count; i++) {
        const retort_checked_reference *r = &c.references[i];

        assert_true(i == 0 || strcmp(c.references[i - 1].model, r->model) < 0);
        assert_int_equal(r->counts.controls, WORLD_LINEAGES - 1);
        assert_int_equal(r->counts.control_vendors, WORLD_LINEAGES - 1);
        assert_int_equal(r->counts.null_lineages, WORLD_LINEAGES - 1);
        assert_false(r->passed);
    }
    retort_library_checked_release(&c);
    retort_library_abandon(lib);
}

static void check__counts_models_that_no_row_names(void **state)
{
    const char *path = fixture_path("bare.rlib");
    const world_model m = world_member(0, 0);
    retort_fingerprint *fp = world_count(&m, 0, 3, 0);
    retort_library_checked c;
    retort_library *lib = NULL;

    (void)state;
    assert_int_equal(
        retort_library_open(&lib, path, RETORT_LIBRARY_WRITE, NULL), RETORT_OK);
    assert_int_equal(retort_library_add(lib, "x", fp, false, NULL), RETORT_OK);
    assert_int_equal(retort_library_check(lib, &c, NULL), RETORT_OK);
    assert_int_equal(c.without_row, 1);
    assert_int_equal(c.count, 0);
    retort_library_checked_release(&c);
    retort_library_abandon(lib);
    retort_fingerprint_free(fp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check__counts_for_every_reference),
        cmocka_unit_test(check__counts_models_that_no_row_names),
    };

    return cmocka_run_group_tests_name(
        "library_check", tests, fixture_make_folder, fixture_drop_folder);
}
