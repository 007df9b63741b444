#include "fingerprint/lineage_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void relation_parse__reads_back_every_word(void **state)
{
    (void)state;
    for (int i = 0; i < RETORT_RELATION_COUNT; i++) {
        const char *word = retort_relation_word((retort_relation)i);
        retort_relation back = RETORT_RELATION_COUNT;

        assert_true(retort_relation_parse(retort_span_of(word), &back));
        assert_int_equal(back, i);
        assert_non_null(strstr(retort_relation_words(), word));
    }
}

static void relation_parse__takes_an_empty_cell_for_unknown(void **state)
{
    retort_relation relation = RETORT_RELATION_TEACHER;

    (void)state;
    assert_true(retort_relation_parse(retort_span_of(""), &relation));
    assert_int_equal(relation, RETORT_RELATION_UNKNOWN);
}

static void relation_parse__refuses_other_words(void **state)
{
    static const char *const bad[] = {"Teacher", "teache",   "teachers",
                                      "sft",     " teacher", "-"};
    retort_relation relation = RETORT_RELATION_VARIANT;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(retort_relation_parse(retort_span_of(bad[i]), &relation));
    assert_int_equal(relation, RETORT_RELATION_VARIANT);
}

static void confidence_parse__reads_back_every_word(void **state)
{
    retort_confidence back;

    (void)state;
    for (int i = 0; i < RETORT_CONFIDENCE_COUNT; i++) {
        const char *word = retort_confidence_word((retort_confidence)i);

        back = RETORT_CONFIDENCE_COUNT;
        assert_true(retort_confidence_parse(retort_span_of(word), &back));
        assert_int_equal(back, i);
        assert_non_null(strstr(retort_confidence_words(), word));
    }
    assert_false(retort_confidence_parse(retort_span_of("certain"), &back));
}

static void share_parse__reads_back_every_word(void **state)
{
    retort_share back;

    (void)state;
    for (int i = 0; i < RETORT_SHARE_COUNT; i++) {
        const char *word = retort_share_word((retort_share)i);

        back = RETORT_SHARE_COUNT;
        assert_true(retort_share_parse(retort_span_of(word), &back));
        assert_int_equal(back, i);
        assert_non_null(strstr(retort_share_words(), word));
    }
    assert_false(retort_share_parse(retort_span_of(""), &back));
    assert_false(retort_share_parse(retort_span_of("most"), &back));
}

static void list_next__yields_trimmed_items_in_order(void **state)
{
    retort_list list = retort_list_of(retort_span_of("a, b b ,,c,"));
    static const char *const want[] = {"a", "b b", "", "c", ""};
    retort_span item;
    size_t n = 0;

    (void)state;
    while (retort_list_next(&list, &item)) {
        assert_true(n < 5);
        assert_true(retort_word_is(item, want[n]));
        n++;
    }
    assert_int_equal(n, 5);
    assert_false(retort_list_next(&list, &item));
}

static void list_count__is_zero_for_nothing_only(void **state)
{
    (void)state;
    assert_int_equal(retort_list_count(retort_span_of("")), 0);
    assert_int_equal(retort_list_count(retort_span_of(NULL)), 0);
    assert_int_equal(retort_list_count(retort_span_of("a")), 1);
    assert_int_equal(retort_list_count(retort_span_of(",")), 2);
}

static void list_next__stays_inside_its_bytes(void **state)
{
    static const char text[] = {'a', ',', 'b'}; /* no NUL after it */
    retort_list list = retort_list_of((retort_span){text, sizeof(text)});
    retort_span item;

    (void)state;
    assert_true(retort_list_next(&list, &item));
    assert_true(retort_list_next(&list, &item));
    assert_true(retort_word_is(item, "b"));
    assert_false(retort_list_next(&list, &item));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relation_parse__reads_back_every_word),
        cmocka_unit_test(relation_parse__takes_an_empty_cell_for_unknown),
        cmocka_unit_test(relation_parse__refuses_other_words),
        cmocka_unit_test(confidence_parse__reads_back_every_word),
        cmocka_unit_test(share_parse__reads_back_every_word),
        cmocka_unit_test(list_next__yields_trimmed_items_in_order),
        cmocka_unit_test(list_count__is_zero_for_nothing_only),
        cmocka_unit_test(list_next__stays_inside_its_bytes),
    };

    return cmocka_run_group_tests_name("lineage_words", tests, NULL, NULL);
}
