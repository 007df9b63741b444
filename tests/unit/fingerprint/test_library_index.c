#include "fingerprint/library_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <retort/limits.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "fingerprint/lineage_tsv.h"

static void release(retort_library *lib)
{
    retort_mem_free(lib->models);
    retort_mem_free(lib->rows);
    retort_mem_free(lib->notes);
    retort_arena_release(&lib->text);
}

static void index__keeps_names_ascending(void **state)
{
    static const char *const names[] = {"d", "b", "a", "c", "b"};
    retort_library lib = {0};
    size_t at;

    (void)state;
    for (uint64_t i = 0; i < 5; i++) {
        retort_library_model model = {.name = names[i], .replies = i};

        assert_int_equal(retort_library_index(&lib, &model, NULL), RETORT_OK);
    }
    assert_int_equal(lib.model_count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(lib.models[i].name[0], 'a' + (int)i);
    assert_true(retort_library_find(&lib, "b", &at));
    assert_int_equal(at, 1);
    assert_int_equal(lib.models[1].replies, 4); /* the later one */
    assert_false(retort_library_find(&lib, "bb", &at));
    assert_int_equal(at, 2);
    release(&lib);
}

static void is_digest__wants_64_lower_hex_digits(void **state)
{
    char hex[70];

    (void)state;
    memset(hex, 'f', sizeof(hex));
    hex[63] = '\0';
    assert_false(retort_library_is_digest(hex));
    hex[63] = '0';
    hex[64] = '\0';
    assert_true(retort_library_is_digest(hex));
    hex[5] = 'F';
    assert_false(retort_library_is_digest(hex));
    hex[5] = 'f';
    hex[64] = 'f';
    hex[65] = '\0';
    assert_false(retort_library_is_digest(hex));
}

static void merge_rows__holds_to_the_limit_and_then_changes_nothing(
    void **state)
{
    static retort_lineage_row many[RETORT_LINEAGE_ROWS_MAX];
    static char name[RETORT_LINEAGE_ROWS_MAX][8];
    const retort_lineage_row one = {"n", "", "", "", "", "",
                                    "",  "", "", "", ""};
    retort_library lib = {0};
    retort_err err = {0};

    (void)state;
    for (size_t i = 0; i < RETORT_LINEAGE_ROWS_MAX; i++) {
        (void)snprintf(name[i], sizeof(name[i]), "m%05zu", i);
        many[i] = one;
        many[i].model = name[i];
    }
    assert_int_equal(retort_library_merge_rows(
                         &lib, many, RETORT_LINEAGE_ROWS_MAX - 1, NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_merge_rows(
                         &lib, &many[RETORT_LINEAGE_ROWS_MAX - 1], 1, NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_merge_rows(&lib, many, 3, NULL), RETORT_OK);
    assert_int_equal(lib.row_count, RETORT_LINEAGE_ROWS_MAX);
    assert_int_equal(retort_library_merge_rows(&lib, &one, 1, &err),
                     RETORT_ERR_LIMIT);
    assert_int_equal(lib.row_count, RETORT_LINEAGE_ROWS_MAX);
    assert_string_equal(lib.rows[RETORT_LINEAGE_ROWS_MAX - 1].model,
                        name[RETORT_LINEAGE_ROWS_MAX - 1]);
    release(&lib);
}

static void merge_rows__copies_its_strings(void **state)
{
    char name[] = "model";
    retort_lineage_row row = {name, "", "", "", "", "", "", "", "", "", ""};
    retort_library lib = {0};

    (void)state;
    assert_int_equal(retort_library_merge_rows(&lib, &row, 1, NULL), RETORT_OK);
    name[0] = 'x';
    assert_string_equal(lib.rows[0].model, "model");
    assert_int_equal(retort_library_merge_rows(&lib, NULL, 0, NULL), RETORT_OK);
    release(&lib);
}

static void put_note__holds_to_the_limit(void **state)
{
    retort_library lib = {0};
    char key[16];

    (void)state;
    for (size_t i = 0; i <= RETORT_LIBRARY_NOTES_MAX; i++) {
        (void)snprintf(key, sizeof(key), "k%zu", i);
        assert_int_equal(retort_library_put_note(&lib, key, "v", NULL),
                         i < RETORT_LIBRARY_NOTES_MAX ? RETORT_OK
                                                      : RETORT_ERR_LIMIT);
    }
    assert_int_equal(retort_library_put_note(&lib, "k0", "", NULL), RETORT_OK);
    assert_int_equal(retort_library_put_note(&lib, "k0", "", NULL), RETORT_OK);
    assert_int_equal(retort_library_put_note(&lib, "z", "last", NULL),
                     RETORT_OK);
    assert_string_equal(retort_library_note(&lib, "z"), "last");
    for (size_t i = 1; i < lib.note_count; i++)
        assert_true(strcmp(lib.notes[i - 1].key, lib.notes[i].key) < 0);
    release(&lib);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(index__keeps_names_ascending),
        cmocka_unit_test(is_digest__wants_64_lower_hex_digits),
        cmocka_unit_test(
            merge_rows__holds_to_the_limit_and_then_changes_nothing),
        cmocka_unit_test(merge_rows__copies_its_strings),
        cmocka_unit_test(put_note__holds_to_the_limit),
    };

    return cmocka_run_group_tests_name("library_index", tests, NULL, NULL);
}
