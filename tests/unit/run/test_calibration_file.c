#include "run/calibration_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/infile.h"
#include "base/mem.h"
#include "support/library_fixture.h"

/* An empty population: all that a file needs. */
static retort_calibration *empty(void)
{
    retort_calibration *c = NULL;

    assert_int_equal(retort_calibration_new(&c, NULL), RETORT_OK);
    c->population.rules_version = 1;
    c->population.features = "none";
    c->population.library_digest = "00";
    c->population.library_name = "none";
    c->prior = 0.5;
    c->draws = 10;
    return c;
}

static void read__gives_what_was_written_and_its_digest(void **state)
{
    char path[400];
    char digest[RETORT_SHA256_HEX_BYTES];
    char expected[RETORT_SHA256_HEX_BYTES];
    unsigned char bytes[RETORT_SHA256_BYTES];
    retort_calibration *c = empty();
    retort_calibration *again = NULL;
    char *text = NULL;
    size_t len = 0;

    (void)state;
    (void)snprintf(path, sizeof(path), "%s", fixture_path("cal.json"));
    assert_int_equal(retort_calibration_file_write(c, RETORT_FORM_CALIBRATION,
                                                   path, false, NULL),
                     RETORT_OK);
    assert_int_equal(retort_calibration_file_read(&again, path, digest, NULL),
                     RETORT_OK);
    assert_string_equal(again->population.features, "none");
    assert_int_equal(again->draws, 10);
    assert_int_equal(retort_infile_read(path, 1 << 20, &text, &len, NULL),
                     RETORT_OK);
    assert_int_equal(retort_sha256_of((retort_span){text, len}, bytes, NULL),
                     RETORT_OK);
    retort_sha256_hex(bytes, expected);
    assert_string_equal(digest, expected);
    retort_mem_free(text);
    retort_calibration_free(again);
    retort_calibration_free(c);
}

static void write__keeps_what_exists(void **state)
{
    char path[400];
    retort_calibration *c = empty();

    (void)state;
    (void)snprintf(path, sizeof(path), "%s", fixture_path("keep.md"));
    assert_int_equal(
        retort_calibration_file_write(c, RETORT_FORM_TEXT, path, false, NULL),
        RETORT_OK);
    assert_int_equal(
        retort_calibration_file_write(c, RETORT_FORM_TEXT, path, false, NULL),
        RETORT_ERR_EXISTS);
    assert_int_equal(
        retort_calibration_file_write(c, RETORT_FORM_TEXT, path, true, NULL),
        RETORT_OK);
    retort_calibration_free(c);
}

static void try__leaves_nothing_behind(void **state)
{
    char path[400];
    retort_calibration *c = empty();

    (void)state;
    (void)snprintf(path, sizeof(path), "%s", fixture_path("try.json"));
    assert_int_equal(retort_calibration_file_try(path, false, NULL), RETORT_OK);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(
        retort_calibration_file_write(c, RETORT_FORM_TEXT, path, false, NULL),
        RETORT_OK);
    assert_int_equal(retort_calibration_file_try(path, false, NULL),
                     RETORT_ERR_EXISTS);
    assert_int_equal(retort_calibration_file_try(path, true, NULL), RETORT_OK);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(retort_calibration_file_try("-", false, NULL), RETORT_OK);
    retort_calibration_free(c);
}

static void read__names_the_file(void **state)
{
    char path[400];
    retort_calibration *c = empty();
    retort_calibration *again = NULL;
    retort_err err = {0};

    (void)state;
    (void)snprintf(path, sizeof(path), "%s", fixture_path("pairs.json"));
    assert_int_equal(
        retort_calibration_file_write(c, RETORT_FORM_PAIRS, path, false, NULL),
        RETORT_OK);
    assert_true(retort_calibration_file_read(&again, path, NULL, &err) < 0);
    assert_null(again);
    assert_non_null(strstr(err.file, "pairs.json"));
    retort_calibration_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read__gives_what_was_written_and_its_digest),
        cmocka_unit_test(write__keeps_what_exists),
        cmocka_unit_test(try__leaves_nothing_behind),
        cmocka_unit_test(read__names_the_file),
    };

    return cmocka_run_group_tests(tests, fixture_make_folder,
                                  fixture_drop_folder);
}
