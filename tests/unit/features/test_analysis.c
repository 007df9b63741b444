#include "features/analysis.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/hash_bag.h"

static const retort_family *family(const char *id)
{
    int i = retort_family_find(id);

    assert_true(i >= 0);
    return &retort_families()[i];
}

static void count__keeps_distinct_hashes_of_presence_families(void **state)
{
    retort_analysis a = {0};
    retort_hash_list *list;

    (void)state;
    assert_int_equal(
        retort_analysis_read(&a, retort_span_of("of it of it"), NULL),
        RETORT_OK);
    assert_int_equal(a.view.tokens->count, 4);
    assert_int_equal(retort_analysis_count(&a, family("sk"), &list, NULL),
                     RETORT_OK);
    /* of, it; of it, it of; of it of, it of it; of it of it */
    assert_int_equal(list->count, 2 + 2 + 2 + 1);
    assert_int_equal(retort_analysis_count(&a, family("wd"), &list, NULL),
                     RETORT_OK);
    assert_int_equal(list->count, 4 + 3 + 2 + 1);
    retort_analysis_release(&a);
}

static void read__can_be_repeated_with_longer_and_shorter_texts(void **state)
{
    static char text[30000];
    retort_analysis a = {0};
    retort_hash_list *list;
    const size_t lengths[] = {10, sizeof(text), 0, 200};

    (void)state;
    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = i % 2 ? ' ' : (char)('a' + i / 2 % 26);
    for (size_t i = 0; i < 4; i++) {
        size_t tokens = (lengths[i] + 1) / 2;

        assert_int_equal(
            retort_analysis_read(&a, (retort_span){text, lengths[i]}, NULL),
            RETORT_OK);
        assert_int_equal(a.view.tokens->count, tokens);
        assert_ptr_equal(a.view.text.ptr, text);
        assert_int_equal(retort_analysis_count(&a, family("tk"), &list, NULL),
                         RETORT_OK);
        assert_int_equal(list->count, tokens);
    }
    retort_analysis_release(&a);
}

static void grams__gives_distinct_sequences_of_the_lengths_asked(void **state)
{
    retort_analysis a = {0};
    retort_hash_list *list;
    uint64_t want[] = {test_sequence("x y x", NULL),
                       test_sequence("y x y", NULL),
                       test_sequence("x y x y", NULL)};
    static test_bag bag;

    (void)state;
    assert_int_equal(retort_analysis_read(&a, retort_span_of("x y x y"), NULL),
                     RETORT_OK);
    assert_int_equal(retort_analysis_grams(&a, 3, 4, &list, NULL), RETORT_OK);
    memcpy(bag.items, list->items, list->count * sizeof(*bag.items));
    bag.count = list->count;
    test_bag_equals(&bag, want, 3);
    assert_int_equal(retort_analysis_grams(&a, 12, 12, &list, NULL), RETORT_OK);
    assert_int_equal(list->count, 0);
    retort_analysis_release(&a);
}

static void read__says_when_memory_runs_out(void **state)
{
    retort_analysis a = {0};
    retort_hash_list *list;
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_mem_fail_at(n);
        st = retort_analysis_read(&a, retort_span_of("some of it"), NULL);
        if (st == RETORT_OK)
            st = retort_analysis_count(&a, family("sk"), &list, NULL);
        retort_mem_fail_at(-1);
        if (st != RETORT_OK)
            retort_analysis_release(&a);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 5);
    assert_int_equal(list->count, 3 + 2 + 1);
    retort_analysis_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(count__keeps_distinct_hashes_of_presence_families),
        cmocka_unit_test(read__can_be_repeated_with_longer_and_shorter_texts),
        cmocka_unit_test(grams__gives_distinct_sequences_of_the_lengths_asked),
        cmocka_unit_test(read__says_when_memory_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
