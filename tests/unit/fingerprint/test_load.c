#include <retort/fingerprint.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "support/counted_corpus.h"
#include "support/fingerprint_bytes.h"
#include "support/library_fixture.h"

static const retort_fp_params PLAIN = {.rules = 1};

static void load__reads_what_was_encoded(void **state)
{
    const char *path = fixture_path("one.rfp");
    retort_fingerprint *fp = bytes_small(&PLAIN, 0x11, 5, 4);
    retort_fingerprint *back = NULL;
    unsigned char *bytes;
    size_t len;

    (void)state;
    assert_int_equal(retort_fingerprint_encode(fp, false, &bytes, &len, NULL),
                     RETORT_OK);
    fixture_write(path, bytes, len);
    assert_int_equal(retort_fingerprint_load(&back, path, NULL), RETORT_OK);
    assert_string_equal(corpus_digest(fp), corpus_digest(back));
    retort_fingerprint_bytes_free(bytes);
    retort_fingerprint_free(back);
    retort_fingerprint_free(fp);
}

static void load__names_the_file_in_every_error(void **state)
{
    const char *bad = fixture_path("bad.rfp");
    const char *none = fixture_path("none.rfp");
    retort_fingerprint *fp = (void *)1;
    retort_err err = {0};

    (void)state;
    fixture_write(bad, "nothing of ours", 15);
    assert_int_equal(retort_fingerprint_load(&fp, bad, &err),
                     RETORT_ERR_FORMAT);
    assert_string_equal(err.file, bad);
    assert_null(fp);
    fp = (void *)1;
    assert_int_equal(retort_fingerprint_load(&fp, none, &err),
                     RETORT_ERR_NOT_FOUND);
    assert_string_equal(err.file, none);
    assert_null(fp);
    assert_int_equal(retort_fingerprint_load(&fp, fixture_folder, &err),
                     RETORT_ERR_FORMAT);
    assert_string_equal(err.file, fixture_folder);
}

static void load__refuses_an_empty_file(void **state)
{
    const char *path = fixture_path("empty.rfp");
    retort_fingerprint *fp = NULL;

    (void)state;
    fixture_write(path, "", 0);
    assert_int_equal(retort_fingerprint_load(&fp, path, NULL),
                     RETORT_ERR_FORMAT);
    assert_null(fp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(load__reads_what_was_encoded),
        cmocka_unit_test(load__names_the_file_in_every_error),
        cmocka_unit_test(load__refuses_an_empty_file),
    };

    return cmocka_run_group_tests_name("load", tests, fixture_make_folder,
                                       fixture_drop_folder);
}
