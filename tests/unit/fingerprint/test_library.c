#include <retort/library.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <retort/limits.h>
#include <sys/stat.h>

#include "support/library_fixture.h"

#define HEADER                                                                 \
    "model\tvendor\tfamily\tbase\trelation\tteachers\tshare\tconfidence\t"     \
    "released\tsource\tnote\n"

static retort_library *open_library(const char *name, retort_library_mode mode)
{
    retort_library *lib;
    retort_err err = {0};

    if (retort_library_open(&lib, fixture_path(name), mode, &err) != RETORT_OK)
        fail_msg("%s", err.text);
    return lib;
}

static void close_library(retort_library *lib)
{
    retort_err err = {0};

    if (retort_library_close(lib, &err) != RETORT_OK)
        fail_msg("%s", err.text);
}

static void open__tells_a_missing_file_from_a_new_one(void **state)
{
    retort_library *lib;
    retort_err err = {0};
    struct stat sb;

    (void)state;
    assert_int_equal(retort_library_open(&lib, fixture_path("none"),
                                         RETORT_LIBRARY_READ, &err),
                     RETORT_ERR_NOT_FOUND);
    assert_null(lib);
    assert_string_equal(err.file, fixture_path("none"));
    close_library(open_library("new", RETORT_LIBRARY_WRITE));
    assert_int_equal(stat(fixture_path("new"), &sb), 0);
    lib = open_library("new", RETORT_LIBRARY_READ);
    assert_int_equal(retort_library_count(lib), 0);
    assert_int_equal(retort_library_row_count(lib), 0);
    assert_string_equal(retort_library_note(lib, "notice"), "");
    close_library(lib);
    assert_int_equal(fixture_empty_folder(), 1);
}

static void add__keeps_fingerprints_whatever_the_order(void **state)
{
    static const char *const names[] = {"b", "a", "c"};
    retort_library *lib = open_library("l", RETORT_LIBRARY_WRITE);

    (void)state;
    for (uint32_t i = 0; i < 3; i++) {
        retort_fingerprint *fp = fixture_fingerprint(i);

        assert_int_equal(retort_library_add(lib, names[i], fp, false, NULL),
                         RETORT_OK);
        retort_fingerprint_free(fp);
    }
    for (int round = 0; round < 2; round++) { /* before and after a close */
        static const uint32_t channel[] = {1, 0, 2};

        assert_int_equal(retort_library_count(lib), 3);
        for (size_t i = 0; i < 3; i++) {
            char name[2] = {(char)('a' + i), '\0'};
            retort_fingerprint *fp;

            assert_string_equal(retort_library_name(lib, i), name);
            assert_int_equal(retort_library_load(lib, i, &fp, NULL), RETORT_OK);
            assert_int_equal(fp->params.channel, channel[i]);
            retort_fingerprint_free(fp);
            assert_int_equal(retort_library_load_totals(lib, i, &fp, NULL),
                             RETORT_OK);
            retort_fingerprint_free(fp);
        }
        close_library(lib);
        lib = open_library("l", RETORT_LIBRARY_READ);
    }
    close_library(lib);
}

static void add__replaces_only_by_force(void **state)
{
    retort_library *lib = open_library("force", RETORT_LIBRARY_WRITE);
    retort_fingerprint *first = fixture_fingerprint(0);
    retort_fingerprint *second = fixture_fingerprint(1);
    retort_fingerprint *fp;

    (void)state;
    assert_int_equal(retort_library_add(lib, "m", first, false, NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_add(lib, "m", second, false, NULL),
                     RETORT_ERR_EXISTS);
    close_library(lib);
    lib = open_library("force", RETORT_LIBRARY_WRITE);
    assert_int_equal(retort_library_add(lib, "m", second, false, NULL),
                     RETORT_ERR_EXISTS);
    assert_int_equal(retort_library_add(lib, "m", second, true, NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_count(lib), 1);
    close_library(lib);
    lib = open_library("force", RETORT_LIBRARY_READ);
    assert_int_equal(retort_library_count(lib), 1);
    assert_int_equal(retort_library_load(lib, 0, &fp, NULL), RETORT_OK);
    assert_int_equal(fp->params.channel, 1);
    retort_fingerprint_free(fp);
    close_library(lib);
    retort_fingerprint_free(first);
    retort_fingerprint_free(second);
}

static void add__wants_a_label(void **state)
{
    static const char *const bad[] = {"",    "a b",      "a/b",
                                      "a,b", "\xc3\xa4", "a\n"};
    char name[RETORT_LABEL_BYTES_MAX + 2];
    retort_library *lib = open_library("label", RETORT_LIBRARY_WRITE);
    retort_fingerprint *fp = fixture_fingerprint(0);

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(retort_library_add(lib, bad[i], fp, false, NULL),
                         RETORT_ERR_ARG);
    for (size_t more = 0; more < 3; more++) {
        size_t len = RETORT_LABEL_BYTES_MAX - 1 + more;

        memset(name, 'n', len);
        name[len] = '\0';
        assert_int_equal(retort_library_add(lib, name, fp, false, NULL),
                         more < 2 ? RETORT_OK : RETORT_ERR_ARG);
    }
    assert_int_equal(retort_library_add(lib, "A+b-C_d.9", fp, false, NULL),
                     RETORT_OK);
    retort_fingerprint_free(fp);
    retort_library_abandon(lib);
}

static void put__holds_a_fingerprint_to_the_limit(void **state)
{
    retort_library *lib = open_library("big", RETORT_LIBRARY_WRITE);

    (void)state;
    lib->blob_bytes_max = 5;
    assert_int_equal(fixture_put(lib, "below", "1234"), RETORT_OK);
    assert_int_equal(fixture_put(lib, "at", "12345"), RETORT_OK);
    assert_int_equal(fixture_put(lib, "above", "123456"), RETORT_ERR_LIMIT);
    assert_int_equal(retort_library_count(lib), 2);
    close_library(lib);
}

static void put__holds_the_models_to_their_limit(void **state)
{
    retort_library *lib = open_library("many", RETORT_LIBRARY_WRITE);
    char name[16];

    (void)state;
    for (size_t i = 0; i < RETORT_MODELS_MAX; i++) {
        (void)snprintf(name, sizeof(name), "m%05zu", RETORT_MODELS_MAX - i);
        assert_int_equal(fixture_put(lib, name, "x"), RETORT_OK);
    }
    assert_int_equal(fixture_put(lib, "one-more", "x"), RETORT_ERR_LIMIT);
    close_library(lib);
    lib = open_library("many", RETORT_LIBRARY_READ);
    assert_int_equal(retort_library_count(lib), RETORT_MODELS_MAX);
    close_library(lib);
    assert_int_equal(
        fixture_sql(fixture_path("many"),
                    "INSERT INTO model SELECT 'z' || name, content_digest, 1, "
                    "1, fingerprint FROM model LIMIT 1"),
        RETORT_OK);
    assert_int_equal(retort_library_open(&lib, fixture_path("many"),
                                         RETORT_LIBRARY_READ, NULL),
                     RETORT_ERR_FORMAT);
}

static void load__refuses_content_that_its_row_denies(void **state)
{
    retort_library *lib = open_library("liar", RETORT_LIBRARY_WRITE);
    retort_fingerprint *fp = fixture_fingerprint(0);
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_library_add(lib, "m", fp, false, NULL), RETORT_OK);
    assert_int_equal(fixture_put(lib, "n", "no fingerprint at all"), RETORT_OK);
    retort_fingerprint_free(fp);
    close_library(lib);
    assert_int_equal(fixture_sql(fixture_path("liar"),
                                 "UPDATE model SET content_digest = "
                                 "replace(hex(zeroblob(32)), '0', '1')"),
                     RETORT_OK);
    lib = open_library("liar", RETORT_LIBRARY_READ);
    assert_int_equal(retort_library_load(lib, 0, &fp, &err), RETORT_ERR_FORMAT);
    assert_null(fp);
    assert_non_null(strstr(err.text, "its row says 1111111111111111"));
    assert_string_equal(err.file, fixture_path("liar"));
    assert_int_not_equal(retort_library_load(lib, 1, &fp, &err), RETORT_OK);
    assert_null(fp);
    close_library(lib);
}

static void set_lineage__replaces_rows_and_keeps_the_others(void **state)
{
    retort_library *lib = open_library("rows", RETORT_LIBRARY_WRITE);
    const char first[] = HEADER "b\tv\tf\t-\tteacher\t-\t-\t-\t-\ts\told\n"
                                "d\tv\tf\t-\tteacher\t-\t-\t-\t-\ts\tkept\n";
    const char second[] = HEADER "b\tv\tf\t-\tversion\td\t-\t-\t-\ts\tnew\n"
                                 "a\tv\tf\t-\tvariant\tb\t-\t-\t-\ts\t-\n"
                                 "e\tv\tf\t-\tvariant\tb\t-\t-\t-\ts\t-\n";

    (void)state;
    assert_int_equal(fixture_put(lib, "b", "x"), RETORT_OK);
    assert_int_equal(fixture_put(lib, "c", "y"), RETORT_OK);
    assert_null(retort_library_lineage(lib, 0));
    assert_int_equal(
        retort_library_set_lineage(lib, retort_span_of(first), NULL),
        RETORT_OK);
    assert_string_equal(retort_library_lineage(lib, 0)->note, "old");
    assert_int_equal(
        retort_library_set_lineage(lib, retort_span_of(second), NULL),
        RETORT_OK);
    for (int round = 0; round < 2; round++) {
        static const char *const names[] = {"a", "b", "d", "e"};

        assert_int_equal(retort_library_row_count(lib), 4);
        for (size_t i = 0; i < 4; i++)
            assert_string_equal(retort_library_row(lib, i)->model, names[i]);
        assert_string_equal(retort_library_row(lib, 1)->note, "new");
        assert_string_equal(retort_library_row(lib, 1)->teachers, "d");
        assert_string_equal(retort_library_row(lib, 2)->note, "kept");
        assert_string_equal(retort_library_lineage(lib, 0)->note, "new");
        assert_null(retort_library_lineage(lib, 1)); /* c has no row */
        close_library(lib);
        lib = open_library("rows", RETORT_LIBRARY_READ);
    }
    close_library(lib);
}

static void set_lineage__changes_nothing_when_the_table_is_bad(void **state)
{
    retort_library *lib = open_library("bad", RETORT_LIBRARY_WRITE);
    const char good[] = HEADER "b\tv\tf\t-\tteacher\t-\t-\t-\t-\ts\tn\n";
    const char bad[] = HEADER "c\tv\tf\t-\tteacher\t-\t-\t-\t-\ts\tn\n"
                              "d\tv\tf\t-\tboss\t-\t-\t-\t-\ts\tn\n";
    retort_err err = {0};

    (void)state;
    assert_int_equal(
        retort_library_set_lineage(lib, retort_span_of(good), NULL), RETORT_OK);
    assert_int_equal(retort_library_set_lineage(lib, retort_span_of(bad), &err),
                     RETORT_ERR_FORMAT);
    assert_int_equal(err.record, 3);
    assert_int_equal(retort_library_row_count(lib), 1);
    close_library(lib);
}

static void set_note__keeps_lines_of_text(void **state)
{
    retort_library *lib = open_library("notes", RETORT_LIBRARY_WRITE);

    (void)state;
    assert_int_equal(retort_library_set_note(lib, "notice", "first", NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_set_note(lib, "about", "it", NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_set_note(lib, "gone", "soon", NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_set_note(lib, "notice", "second", NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_set_note(lib, "gone", "", NULL), RETORT_OK);
    assert_int_equal(retort_library_set_note(lib, "a b", "x", NULL),
                     RETORT_ERR_ARG);
    assert_int_equal(retort_library_set_note(lib, "k", "two\nlines", NULL),
                     RETORT_ERR_ARG);
    assert_int_equal(retort_library_set_note(lib, "k", "\xff", NULL),
                     RETORT_ERR_ARG);
    close_library(lib);
    lib = open_library("notes", RETORT_LIBRARY_READ);
    assert_string_equal(retort_library_note(lib, "notice"), "second");
    assert_string_equal(retort_library_note(lib, "about"), "it");
    assert_string_equal(retort_library_note(lib, "gone"), "");
    assert_string_equal(retort_library_note(lib, "k"), "");
    close_library(lib);
}

static void set_note__holds_a_note_to_its_limit(void **state)
{
    retort_library *lib = open_library("long", RETORT_LIBRARY_WRITE);
    char *text = retort_mem_new(RETORT_LIBRARY_NOTE_BYTES_MAX + 2, 1);

    (void)state;
    for (size_t more = 0; more < 3; more++) {
        memset(text, 'n', RETORT_LIBRARY_NOTE_BYTES_MAX - 1 + more);
        assert_int_equal(retort_library_set_note(lib, "k", text, NULL),
                         more < 2 ? RETORT_OK : RETORT_ERR_LIMIT);
    }
    retort_mem_free(text);
    retort_library_abandon(lib);
}

static void reader__cannot_write(void **state)
{
    retort_library *lib;
    retort_fingerprint *fp = fixture_fingerprint(0);

    (void)state;
    close_library(open_library("ro", RETORT_LIBRARY_WRITE));
    lib = open_library("ro", RETORT_LIBRARY_READ);
    assert_int_equal(retort_library_add(lib, "m", fp, true, NULL),
                     RETORT_ERR_ARG);
    assert_int_equal(retort_library_set_note(lib, "k", "v", NULL),
                     RETORT_ERR_ARG);
    assert_int_equal(
        retort_library_set_lineage(lib, retort_span_of(HEADER), NULL),
        RETORT_ERR_ARG);
    retort_fingerprint_free(fp);
    close_library(lib);
}

static void abandon__leaves_the_file_as_it_was(void **state)
{
    retort_library *lib = open_library("keep", RETORT_LIBRARY_WRITE);

    (void)state;
    (void)fixture_empty_folder();
    retort_library_abandon(lib);
    assert_int_equal(fixture_empty_folder(), 0);
    lib = open_library("keep", RETORT_LIBRARY_WRITE);
    assert_int_equal(fixture_put(lib, "a", "x"), RETORT_OK);
    close_library(lib);
    lib = open_library("keep", RETORT_LIBRARY_WRITE);
    assert_int_equal(fixture_put(lib, "b", "x"), RETORT_OK);
    assert_int_equal(retort_library_count(lib), 2);
    retort_library_abandon(lib);
    lib = open_library("keep", RETORT_LIBRARY_READ);
    assert_int_equal(retort_library_count(lib), 1);
    close_library(lib);
    assert_int_equal(fixture_empty_folder(), 1);
    retort_library_abandon(NULL);
    assert_int_equal(retort_library_close(NULL, NULL), RETORT_OK);
}

/* Two sessions on one file: the second must not undo the first. */
static void close__refuses_to_overwrite_another_writer(void **state)
{
    retort_library *mine = open_library("race", RETORT_LIBRARY_WRITE);
    retort_library *theirs = open_library("race", RETORT_LIBRARY_WRITE);
    retort_err err = {0};

    (void)state;
    assert_int_equal(fixture_put(mine, "mine", "x"), RETORT_OK);
    assert_int_equal(fixture_put(theirs, "theirs", "y"), RETORT_OK);
    close_library(theirs);
    assert_int_equal(retort_library_close(mine, &err), RETORT_ERR_IO);
    assert_non_null(strstr(err.text, "changed by another program"));
    mine = open_library("race", RETORT_LIBRARY_READ);
    assert_int_equal(retort_library_count(mine), 1);
    assert_string_equal(retort_library_name(mine, 0), "theirs");
    close_library(mine);
    assert_int_equal(fixture_empty_folder(), 1);
}

static void digest__names_content_and_lineage_only(void **state)
{
    const char row[] = HEADER "a\tv\tf\t-\tteacher\t-\t-\t-\t-\ts\tn\n";
    char hex[4][RETORT_DIGEST_HEX_BYTES];
    retort_library *lib = open_library("id", RETORT_LIBRARY_WRITE);

    (void)state;
    assert_int_equal(retort_library_digest(lib, hex[0], NULL), RETORT_OK);
    /* SHA-256 of nothing, FIPS 180-4 */
    assert_string_equal(hex[0], "e3b0c44298fc1c149afbf4c8996fb924"
                                "27ae41e4649b934ca495991b7852b855");
    assert_int_equal(fixture_put(lib, "b", "x"), RETORT_OK);
    assert_int_equal(fixture_put(lib, "a", "x"), RETORT_OK);
    assert_int_equal(retort_library_digest(lib, hex[1], NULL), RETORT_OK);
    assert_int_equal(retort_library_set_note(lib, "k", "v", NULL), RETORT_OK);
    assert_int_equal(retort_library_digest(lib, hex[2], NULL), RETORT_OK);
    assert_string_equal(hex[1], hex[2]);
    assert_int_equal(retort_library_set_lineage(lib, retort_span_of(row), NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_digest(lib, hex[2], NULL), RETORT_OK);
    assert_string_not_equal(hex[1], hex[2]);
    close_library(lib);
    lib = open_library("id", RETORT_LIBRARY_READ);
    assert_int_equal(retort_library_digest(lib, hex[3], NULL), RETORT_OK);
    assert_string_equal(hex[2], hex[3]);
    close_library(lib);
}

static void open__takes_names_that_a_uri_would_misread(void **state)
{
    static const char *const names[] = {"a?b#c", "100%25", "x&mode=memory",
                                        "file:y", "sp ace"};

    (void)state;
    (void)fixture_empty_folder();
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        retort_library *lib = open_library(names[i], RETORT_LIBRARY_WRITE);

        assert_int_equal(fixture_put(lib, "m", "x"), RETORT_OK);
        close_library(lib);
        lib = open_library(names[i], RETORT_LIBRARY_READ);
        assert_int_equal(retort_library_count(lib), 1);
        close_library(lib);
        assert_int_equal(fixture_empty_folder(), 1);
    }
}

static void open__gives_all_back_when_memory_runs_out(void **state)
{
    const char row[] = HEADER "a\tv\tf\t-\tteacher\t-\t-\t-\t-\ts\tn\n";
    retort_status st = RETORT_ERR_NOMEM;
    retort_library *lib = open_library("oom", RETORT_LIBRARY_WRITE);
    long n = 0;

    (void)state;
    assert_int_equal(fixture_put(lib, "a", "x"), RETORT_OK);
    assert_int_equal(retort_library_set_note(lib, "k", "v", NULL), RETORT_OK);
    assert_int_equal(retort_library_set_lineage(lib, retort_span_of(row), NULL),
                     RETORT_OK);
    close_library(lib);
    for (; st == RETORT_ERR_NOMEM && n < 100; n++) {
        retort_mem_fail_at(n);
        st = retort_library_open(&lib, fixture_path("oom"),
                                 RETORT_LIBRARY_WRITE, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || lib == NULL);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 6);
    retort_library_abandon(lib);
    assert_int_equal(fixture_empty_folder(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open__tells_a_missing_file_from_a_new_one),
        cmocka_unit_test(add__keeps_fingerprints_whatever_the_order),
        cmocka_unit_test(add__replaces_only_by_force),
        cmocka_unit_test(add__wants_a_label),
        cmocka_unit_test(put__holds_a_fingerprint_to_the_limit),
        cmocka_unit_test(put__holds_the_models_to_their_limit),
        cmocka_unit_test(load__refuses_content_that_its_row_denies),
        cmocka_unit_test(set_lineage__replaces_rows_and_keeps_the_others),
        cmocka_unit_test(set_lineage__changes_nothing_when_the_table_is_bad),
        cmocka_unit_test(set_note__keeps_lines_of_text),
        cmocka_unit_test(set_note__holds_a_note_to_its_limit),
        cmocka_unit_test(reader__cannot_write),
        cmocka_unit_test(abandon__leaves_the_file_as_it_was),
        cmocka_unit_test(close__refuses_to_overwrite_another_writer),
        cmocka_unit_test(digest__names_content_and_lineage_only),
        cmocka_unit_test(open__takes_names_that_a_uri_would_misread),
        cmocka_unit_test(open__gives_all_back_when_memory_runs_out),
    };

    return cmocka_run_group_tests_name("library", tests, fixture_make_folder,
                                       fixture_drop_folder);
}
