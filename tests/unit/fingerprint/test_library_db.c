#include "fingerprint/library_db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "support/library_fixture.h"

static struct sqlite3 *open_new(const char *name)
{
    struct sqlite3 *db;

    fixture_write(fixture_path(name), "", 0);
    assert_int_equal(
        retort_db_open(&db, fixture_path(name), RETORT_DB_PRIVATE, NULL),
        RETORT_OK);
    return db;
}

static void open__wants_an_existing_file(void **state)
{
    struct sqlite3 *db;
    retort_err err = {0};

    (void)state;
    assert_int_equal(
        retort_db_open(&db, fixture_path("none"), RETORT_DB_PRIVATE, &err),
        RETORT_ERR_IO);
    assert_null(db);
    assert_int_equal(
        retort_db_open(&db, fixture_path("none"), RETORT_DB_IMMUTABLE, NULL),
        RETORT_ERR_IO);
}

static void open__finds_other_files_out(void **state)
{
    static const char text[] = "This is a text file, long enough to be taken "
                               "for the header of something by a reader that "
                               "does not look at the first sixteen bytes.";
    struct sqlite3 *db;
    retort_err err = {0};

    (void)state;
    fixture_write(fixture_path("text"), text, sizeof(text));
    if (retort_db_open(&db, fixture_path("text"), RETORT_DB_IMMUTABLE, &err) ==
        RETORT_OK) {
        assert_int_equal(
            retort_db_exec(db, "SELECT * FROM sqlite_schema", &err),
            RETORT_ERR_FORMAT);
        retort_db_close(db);
    }
    assert_int_equal(err.code, RETORT_ERR_FORMAT);
}

static void immutable__cannot_be_written(void **state)
{
    struct sqlite3 *db = open_new("ro");
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_db_exec(db, "CREATE TABLE t (a)", NULL), RETORT_OK);
    retort_db_close(db);
    assert_int_equal(
        retort_db_open(&db, fixture_path("ro"), RETORT_DB_IMMUTABLE, NULL),
        RETORT_OK);
    assert_int_equal(retort_db_exec(db, "INSERT INTO t VALUES (1)", &err),
                     RETORT_ERR_IO);
    retort_db_close(db);
}

static void values__come_back_as_they_went_in(void **state)
{
    static const char bytes[] = {0, 1, 2, 0};
    const double tenth = 0.1;
    struct sqlite3 *db = open_new("values");
    struct sqlite3_stmt *stmt;
    double real;
    uint64_t number;
    retort_span blob;

    (void)state;
    assert_int_equal(retort_db_exec(db, "CREATE TABLE t (a, b, c, d)", NULL),
                     RETORT_OK);
    assert_int_equal(retort_db_prepare(db,
                                       "INSERT INTO t VALUES (?1, ?2, ?3, ?4)",
                                       &stmt, NULL),
                     RETORT_OK);
    retort_db_bind_text(stmt, 1, "caf\xc3\xa9");
    retort_db_bind_int(stmt, 2, INT64_MAX);
    retort_db_bind_real(stmt, 3, tenth);
    retort_db_bind_blob(stmt, 4, (retort_span){bytes, sizeof(bytes)});
    assert_int_equal(retort_db_run(stmt, NULL), RETORT_OK);
    retort_db_finish(stmt);
    assert_int_equal(
        retort_db_prepare(db, "SELECT a, b, c, d FROM t", &stmt, NULL),
        RETORT_OK);
    assert_int_equal(retort_db_step(stmt, NULL), RETORT_OK);
    assert_string_equal(retort_db_text(stmt, 0), "caf\xc3\xa9");
    assert_true(retort_db_int(stmt, 1, &number));
    assert_true(number == INT64_MAX);
    assert_true(retort_db_real(stmt, 2, &real));
    assert_memory_equal(&real, &tenth, sizeof(real));
    blob = retort_db_blob(stmt, 3);
    assert_int_equal(blob.len, sizeof(bytes));
    assert_memory_equal(blob.ptr, bytes, sizeof(bytes));
    assert_int_equal(retort_db_step(stmt, NULL), RETORT_END);
    retort_db_finish(stmt);
    retort_db_close(db);
}

static void values__of_another_type_are_refused(void **state)
{
    struct sqlite3 *db = open_new("types");
    struct sqlite3_stmt *stmt;
    double real;
    uint64_t number;

    (void)state;
    assert_int_equal(retort_db_prepare(db,
                                       "SELECT 1, 'x', -1, NULL, x'00', "
                                       "CAST(x'6100' AS TEXT), 1.5",
                                       &stmt, NULL),
                     RETORT_OK);
    assert_int_equal(retort_db_step(stmt, NULL), RETORT_OK);
    assert_null(retort_db_text(stmt, 0));
    assert_null(retort_db_text(stmt, 3));
    assert_null(retort_db_text(stmt, 4));
    assert_null(retort_db_text(stmt, 5)); /* holds a NUL */
    assert_false(retort_db_int(stmt, 1, &number));
    assert_false(retort_db_int(stmt, 2, &number));
    assert_false(retort_db_int(stmt, 6, &number));
    assert_false(retort_db_real(stmt, 0, &real));
    assert_false(retort_db_real(stmt, 1, &real));
    assert_true(retort_db_real(stmt, 3, &real));
    assert_true(isnan(real));
    assert_int_equal(retort_db_blob(stmt, 1).len, 0);
    retort_db_finish(stmt);
    retort_db_close(db);
}

static void prepare__tells_what_is_wrong(void **state)
{
    struct sqlite3 *db = open_new("sql");
    struct sqlite3_stmt *stmt;
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_db_prepare(db, "SELECT no FROM where", &stmt, &err),
                     RETORT_ERR_FORMAT);
    assert_null(stmt);
    assert_non_null(strstr(err.text, "library: "));
    retort_db_finish(NULL);
    retort_db_close(db);
    retort_db_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open__wants_an_existing_file),
        cmocka_unit_test(open__finds_other_files_out),
        cmocka_unit_test(immutable__cannot_be_written),
        cmocka_unit_test(values__come_back_as_they_went_in),
        cmocka_unit_test(values__of_another_type_are_refused),
        cmocka_unit_test(prepare__tells_what_is_wrong),
    };

    return cmocka_run_group_tests_name("library_db", tests, fixture_make_folder,
                                       fixture_drop_folder);
}
