#include "features/family.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "features/families.h"
#include "support/hash_bag.h"

/* Numbers and sizes are part of the file format: none may ever change. */
static void table__is_that_of_the_file_format(void **state)
{
    static const struct {
        const char *id;
        int number;
        int bits;
        bool blocked;
        bool presence;
    } want[] = {
        {"so", 1, 14, true, true},   {"op", 2, 14, true, true},
        {"cl", 3, 14, true, true},   {"lo", 4, 14, true, true},
        {"sk", 5, 16, false, true},  {"sks", 6, 16, false, true},
        {"wd", 7, 18, false, false}, {"ch", 8, 18, false, false},
        {"la", 9, 12, false, false}, {"tk", 10, 16, false, false},
    };
    const retort_family *f = retort_families();

    (void)state;
    assert_int_equal(retort_family_count(), sizeof(want) / sizeof(want[0]));
    for (size_t i = 0; i < retort_family_count(); i++) {
        assert_string_equal(f[i].id, want[i].id);
        assert_int_equal(f[i].number, want[i].number);
        assert_int_equal(f[i].bits, want[i].bits);
        assert_int_equal(f[i].blocked, want[i].blocked);
        assert_int_equal(f[i].presence, want[i].presence);
        assert_true(strlen(f[i].title) > 0);
    }
    assert_null(f[retort_family_count()].id);
    assert_true(retort_family_count() <= RETORT_FAMILY_MAX);
}

static void find__knows_every_id_and_no_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < retort_family_count(); i++)
        assert_int_equal(retort_family_find(retort_families()[i].id), i);
    assert_int_equal(retort_family_find("s"), -1);
    assert_int_equal(retort_family_find("sox"), -1);
    assert_int_equal(retort_family_find(""), -1);
}

/* The ten values of docs/format-fingerprint.md, section 3. */
static void hashes__are_those_of_the_format(void **state)
{
    const uint64_t raw2 = 2;

    (void)state;
    assert_true(retort_hash_token("the", 3) == UINT64_C(0x57f84ccc9ca69ead));
    assert_true(retort_hash_token("don't", 5) == UINT64_C(0x4ac6df9f5ecbd57d));
    assert_true(retort_hash_token("#", 1) == UINT64_C(0xc5b44432a590ce05));
    assert_true(retort_hash_token("counterintuitives", 17) ==
                UINT64_C(0xfacaafc9edd53166));
    assert_true(retort_hash_token("\xf0\x9f\x99\x82", 4) ==
                UINT64_C(0x1fa58f2ae9365479));
    assert_true(test_sequence("the", NULL) == UINT64_C(0x7149dc02cb3a5a3c));
    assert_true(test_sequence("the don't", NULL) ==
                UINT64_C(0x3d1f4f5ff7ae50c4));
    assert_true(test_sequence("the don't # counterintuitives", NULL) ==
                UINT64_C(0x4a16ba805a8f960a));
    assert_true(test_sequence("the don't", &raw2) ==
                UINT64_C(0x06c8ad20855c2aa4));
    assert_true(retort_hash64("the", 3) == UINT64_C(0xcb1283631cf33d7d));
}

/* The same ten, as the families find them in a reply. */
static void families__use_those_hashes(void **state)
{
    static test_bag bag;
    size_t found = 0;

    (void)state;
    test_bag_of(&bag, "the don't 7 counterintuitives", retort_word_grams_bound,
                retort_word_grams_count);
    for (size_t i = 0; i < bag.count; i++)
        found += bag.items[i] == UINT64_C(0x7149dc02cb3a5a3c) ||
                 bag.items[i] == UINT64_C(0x3d1f4f5ff7ae50c4) ||
                 bag.items[i] == UINT64_C(0x4a16ba805a8f960a);
    assert_int_equal(found, 3);
    test_bag_of(&bag, "the don't", retort_edges_bound, retort_edges_first);
    found = 0;
    for (size_t i = 0; i < bag.count; i++)
        found += bag.items[i] == UINT64_C(0x06c8ad20855c2aa4);
    assert_int_equal(found, 1);
    test_bag_of(&bag, "the", retort_char_grams_bound, retort_char_grams_count);
    found = 0;
    for (size_t i = 0; i < bag.count; i++)
        found += bag.items[i] == UINT64_C(0xcb1283631cf33d7d);
    assert_int_equal(found, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table__is_that_of_the_file_format),
        cmocka_unit_test(find__knows_every_id_and_no_other),
        cmocka_unit_test(hashes__are_those_of_the_format),
        cmocka_unit_test(families__use_those_hashes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
