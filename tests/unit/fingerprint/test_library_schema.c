#include "fingerprint/library_schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/library_fixture.h"

static void make_library(const char *name)
{
    struct sqlite3 *db;

    fixture_write(fixture_path(name), "", 0);
    assert_int_equal(
        retort_db_open(&db, fixture_path(name), RETORT_DB_PRIVATE, NULL),
        RETORT_OK);
    assert_int_equal(retort_library_schema_create(db, NULL), RETORT_OK);
    assert_int_equal(retort_db_exec(db, "COMMIT", NULL), RETORT_OK);
    retort_db_close(db);
}

static retort_status check(const char *name, retort_err *err)
{
    struct sqlite3 *db;
    retort_status st =
        retort_db_open(&db, fixture_path(name), RETORT_DB_IMMUTABLE, err);

    if (st == RETORT_OK)
        st = retort_library_schema_check(db, err);
    retort_db_close(db);
    return st;
}

static void create__makes_what_check_accepts(void **state)
{
    char *bytes;
    size_t len;

    (void)state;
    make_library("good");
    assert_int_equal(check("good", NULL), RETORT_OK);
    bytes = fixture_read(fixture_path("good"), &len);
    assert_true(len > 100);
    /* the header of SQLite's file format, big-endian */
    assert_memory_equal(bytes, "SQLite format 3", 16);
    assert_memory_equal(bytes + 16, "\x10\x00", 2);         /* page size */
    assert_memory_equal(bytes + 18, "\x01\x01", 2);         /* no write-ahead */
    assert_memory_equal(bytes + 60, "\x00\x00\x00\x01", 4); /* version */
    assert_memory_equal(bytes + 68, "rtlb", 4);
    retort_mem_free(bytes);
}

static void check__refuses_other_databases(void **state)
{
    retort_err err = {0};
    struct sqlite3 *db;

    (void)state;
    fixture_write(fixture_path("empty"), "", 0);
    assert_int_equal(check("empty", &err), RETORT_ERR_FORMAT);
    assert_non_null(strstr(err.text, "not a library"));
    fixture_write(fixture_path("other"), "", 0);
    assert_int_equal(
        retort_db_open(&db, fixture_path("other"), RETORT_DB_PRIVATE, NULL),
        RETORT_OK);
    assert_int_equal(
        retort_db_exec(db, "PRAGMA application_id = -5; CREATE TABLE t (a)",
                       NULL),
        RETORT_OK);
    retort_db_close(db);
    assert_int_equal(check("other", &err), RETORT_ERR_FORMAT);
}

static void check__names_both_versions(void **state)
{
    retort_err err = {0};

    (void)state;
    make_library("later");
    assert_int_equal(
        fixture_sql(fixture_path("later"), "PRAGMA user_version = 2"),
        RETORT_OK);
    assert_int_equal(check("later", &err), RETORT_ERR_FORMAT);
    assert_string_equal(err.text, "library is of version 2, not 1");
}

static void check__wants_every_table_as_it_was_made(void **state)
{
    static const char *const changes[] = {
        "DROP TABLE note",
        "ALTER TABLE model ADD COLUMN extra TEXT",
        "ALTER TABLE lineage DROP COLUMN note",
        "DROP TABLE score; CREATE VIEW score AS SELECT 1 AS kind",
        "ALTER TABLE score_set RENAME TO score_sets",
    };
    retort_err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        make_library("changed");
        assert_int_equal(check("changed", &err), RETORT_OK);
        assert_int_equal(fixture_sql(fixture_path("changed"), changes[i]),
                         RETORT_OK);
        assert_int_equal(check("changed", &err), RETORT_ERR_FORMAT);
    }
}

static void check__lets_a_users_own_objects_be(void **state)
{
    (void)state;
    make_library("mine");
    assert_int_equal(fixture_sql(fixture_path("mine"),
                                 "CREATE TABLE my_notes (a);"
                                 "CREATE INDEX by_vendor ON lineage (vendor);"
                                 "CREATE VIEW mine AS SELECT * FROM members;"),
                     RETORT_OK);
    assert_int_equal(check("mine", NULL), RETORT_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(create__makes_what_check_accepts),
        cmocka_unit_test(check__refuses_other_databases),
        cmocka_unit_test(check__names_both_versions),
        cmocka_unit_test(check__wants_every_table_as_it_was_made),
        cmocka_unit_test(check__lets_a_users_own_objects_be),
    };

    return cmocka_run_group_tests_name(
        "library_schema", tests, fixture_make_folder, fixture_drop_folder);
}
