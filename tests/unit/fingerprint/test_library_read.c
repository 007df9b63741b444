/* Hostile library files: every way in which one can lie must be FORMAT. */
#include "fingerprint/library_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/library_fixture.h"

#define HEADER                                                                 \
    "model\tvendor\tfamily\tbase\trelation\tteachers\tshare\tconfidence\t"     \
    "released\tsource\tnote\n"

static void make_library(const char *name)
{
    const char row[] = HEADER "a\tv\tf\t-\tteacher\t-\t-\t-\t-\ts\tn\n"
                              "b\tv\tf\t-\tversion\ta\t-\t-\t-\ts\tn\n";
    retort_library *lib;

    (void)remove(fixture_path(name));
    assert_int_equal(retort_library_open(&lib, fixture_path(name),
                                         RETORT_LIBRARY_WRITE, NULL),
                     RETORT_OK);
    assert_int_equal(fixture_put(lib, "a", "some bytes"), RETORT_OK);
    assert_int_equal(fixture_put(lib, "b", "other bytes"), RETORT_OK);
    assert_int_equal(retort_library_set_lineage(lib, retort_span_of(row), NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_set_note(lib, "notice", "text", NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
}

static retort_status open_status(const char *name, retort_err *err)
{
    retort_library *lib;
    retort_status st =
        retort_library_open(&lib, fixture_path(name), RETORT_LIBRARY_READ, err);

    retort_library_abandon(lib);
    return st;
}

static void read__refuses_rows_that_we_would_not_have_written(void **state)
{
    static const struct {
        const char *sql;
        const char *words;
    } lies[] = {
        {"UPDATE model SET name = 'a/b' WHERE name = 'a'", "no proper name"},
        {"UPDATE model SET name = '' WHERE name = 'a'", "no proper name"},
        {"UPDATE model SET name = CAST(x'610062' AS TEXT) WHERE name = 'a'",
         "no proper name"},
        {"UPDATE model SET content_digest = 'abc'", "broken row"},
        {"UPDATE model SET content_digest = upper(content_digest)",
         "broken row"},
        {"UPDATE model SET replies = -1", "broken row"},
        {"UPDATE model SET prompts = -9", "broken row"},
        {"UPDATE lineage SET relation = 'boss'", "relation"},
        {"UPDATE lineage SET confidence = 'sure'", "confidence"},
        {"UPDATE lineage SET share = 'main' WHERE model = 'a'", "shares"},
        {"UPDATE lineage SET released = 'soon'", "released"},
        {"UPDATE lineage SET teachers = model", "own teacher"},
        {"UPDATE lineage SET note = CAST(x'ff' AS TEXT)", "UTF-8"},
        {"UPDATE lineage SET note = char(10)", "control"},
        {"UPDATE lineage SET note = CAST(x'410041' AS TEXT)", "no text"},
        {"UPDATE lineage SET model = 'a,b' WHERE model = 'a'", "comma"},
        {"UPDATE lineage SET note = printf('%.70000c', 'x')", "bytes"},
        {"UPDATE note SET value = char(27)", "no line of text"},
        {"UPDATE note SET key = CAST(x'c0af' AS TEXT)", "no line of text"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
        retort_err err = {0};

        make_library("lie");
        assert_int_equal(open_status("lie", &err), RETORT_OK);
        assert_int_equal(fixture_sql(fixture_path("lie"), lies[i].sql),
                         RETORT_OK);
        assert_int_equal(open_status("lie", &err), RETORT_ERR_FORMAT);
        assert_int_equal(err.code, RETORT_ERR_FORMAT);
        if (!strstr(err.text, lies[i].words))
            fail_msg("%s: \"%s\"", lies[i].sql, err.text);
    }
}

static void read__refuses_a_fingerprint_beyond_the_limit(void **state)
{
    retort_library *lib;
    retort_err err = {0};

    (void)state;
    make_library("big");
    for (size_t more = 0; more < 3; more++) {
        retort_library probe = {.blob_bytes_max = 10 + more};

        assert_int_equal(retort_db_open(&probe.old, fixture_path("big"),
                                        RETORT_DB_IMMUTABLE, NULL),
                         RETORT_OK);
        assert_int_equal(retort_library_read(&probe, &err),
                         more < 1 ? RETORT_ERR_FORMAT : RETORT_OK);
        retort_db_close(probe.old);
        retort_mem_free(probe.models);
        retort_mem_free(probe.rows);
        retort_mem_free(probe.notes);
        retort_arena_release(&probe.text);
    }
    assert_non_null(strstr(err.text, "of b has 11 bytes, more than 10"));
    assert_int_equal(retort_library_open(&lib, fixture_path("big"),
                                         RETORT_LIBRARY_READ, NULL),
                     RETORT_OK);
    assert_int_equal(lib->blob_bytes_max, RETORT_LIBRARY_BLOB_BYTES_MAX);
    retort_library_abandon(lib);
}

static void read__refuses_too_many_lineage_rows(void **state)
{
    (void)state;
    make_library("rows");
    assert_int_equal(
        fixture_sql(fixture_path("rows"),
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                    "FROM n WHERE i < 19998) INSERT INTO lineage SELECT 'm' || "
                    "i, '', '', '', '', '', '', '', '', '', '' FROM n"),
        RETORT_OK);
    assert_int_equal(open_status("rows", NULL), RETORT_OK);
    assert_int_equal(fixture_sql(fixture_path("rows"),
                                 "INSERT INTO lineage SELECT 'z', '', '', '', "
                                 "'', '', '', '', '', '', ''"),
                     RETORT_OK);
    assert_int_equal(open_status("rows", NULL), RETORT_ERR_FORMAT);
}

static void read__refuses_too_many_notes(void **state)
{
    (void)state;
    make_library("notes");
    assert_int_equal(
        fixture_sql(fixture_path("notes"),
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                    "FROM n WHERE i < 256) INSERT INTO note SELECT 'k' || i, "
                    "'v' FROM n"),
        RETORT_OK);
    assert_int_equal(open_status("notes", NULL), RETORT_ERR_FORMAT);
}

/* No cut and no flipped byte may do more than be refused or be harmless. */
static void open__survives_cuts_and_flips(void **state)
{
    size_t len;
    char *bytes;
    size_t refused = 0;

    (void)state;
    make_library("whole");
    bytes = fixture_read(fixture_path("whole"), &len);
    assert_true(len >= 4096);
    for (size_t cut = 0; cut < len; cut += 509) {
        fixture_write(fixture_path("cut"), bytes, cut);
        assert_int_not_equal(open_status("cut", NULL), RETORT_OK);
    }
    for (size_t at = 0; at < len; at += at < 8192 ? 7 : 61) {
        retort_library *lib;
        retort_status st;

        bytes[at] = (char)(bytes[at] ^ 0x55);
        fixture_write(fixture_path("flip"), bytes, len);
        bytes[at] = (char)(bytes[at] ^ 0x55);
        st = retort_library_open(&lib, fixture_path("flip"),
                                 RETORT_LIBRARY_READ, NULL);
        refused += st != RETORT_OK;
        for (size_t i = 0; lib && i < retort_library_count(lib); i++) {
            retort_fingerprint *fp;

            assert_int_not_equal(retort_library_load(lib, i, &fp, NULL),
                                 RETORT_OK); /* they never were any */
        }
        retort_library_abandon(lib);
    }
    assert_true(refused > 100);
    retort_mem_free(bytes);
}

static void open__refuses_what_is_no_library(void **state)
{
    retort_err err = {0};

    (void)state;
    fixture_write(fixture_path("text"), "model\tvendor\n", 13);
    assert_int_equal(open_status("text", &err), RETORT_ERR_FORMAT);
    assert_string_equal(err.file, fixture_path("text"));
    fixture_write(fixture_path("empty"), "", 0);
    assert_int_equal(open_status("empty", &err), RETORT_ERR_FORMAT);
    assert_int_equal(open_status(".", &err), RETORT_ERR_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read__refuses_rows_that_we_would_not_have_written),
        cmocka_unit_test(read__refuses_a_fingerprint_beyond_the_limit),
        cmocka_unit_test(read__refuses_too_many_lineage_rows),
        cmocka_unit_test(read__refuses_too_many_notes),
        cmocka_unit_test(open__survives_cuts_and_flips),
        cmocka_unit_test(open__refuses_what_is_no_library),
    };

    return cmocka_run_group_tests_name(
        "library_read", tests, fixture_make_folder, fixture_drop_folder);
}
