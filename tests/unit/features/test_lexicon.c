#include "features/lexicon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/hash.h"

static uint64_t hash_of(const char *word)
{
    return retort_hash_token(word, strlen(word));
}

static void marks__are_those_of_the_word(void **state)
{
    static retort_lexicon lex;

    (void)state;
    assert_int_equal(retort_lexicon_marks(&lex, hash_of("alpha")), 0);
    retort_lexicon_put(&lex, retort_span_of("alpha"), 1);
    retort_lexicon_put(&lex, retort_span_of("beta"), 4);
    assert_int_equal(retort_lexicon_marks(&lex, hash_of("alpha")), 1);
    assert_int_equal(retort_lexicon_marks(&lex, hash_of("beta")), 4);
    assert_int_equal(retort_lexicon_marks(&lex, hash_of("alpha ")), 0);
}

static void put__adds_marks_to_a_known_word(void **state)
{
    static retort_lexicon lex;

    (void)state;
    retort_lexicon_put(&lex, retort_span_of("gamma"), 1);
    retort_lexicon_put(&lex, retort_span_of("gamma"), 8);
    retort_lexicon_put(&lex, retort_span_of("gamma"), 8);
    assert_int_equal(retort_lexicon_marks(&lex, hash_of("gamma")), 9);
}

/* A filled table has collisions: every word must still be found. */
static void put__finds_every_word_of_a_full_lexicon(void **state)
{
    static retort_lexicon lex;
    char word[16];

    (void)state;
    for (uint32_t i = 0; i < RETORT_LEXICON_WORDS_MAX; i++) {
        (void)snprintf(word, sizeof(word), "w%u", i);
        retort_lexicon_put(&lex, retort_span_of(word), i + 1);
    }
    for (uint32_t i = 0; i < RETORT_LEXICON_WORDS_MAX; i++) {
        (void)snprintf(word, sizeof(word), "w%u", i);
        assert_int_equal(retort_lexicon_marks(&lex, hash_of(word)), i + 1);
    }
    assert_int_equal(retort_lexicon_marks(&lex, hash_of("x")), 0);
}

static void publish__is_seen(void **state)
{
    static retort_lexicon lex;

    (void)state;
    assert_false(retort_lexicon_ready(&lex));
    retort_lexicon_publish(&lex);
    assert_true(retort_lexicon_ready(&lex));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks__are_those_of_the_word),
        cmocka_unit_test(put__adds_marks_to_a_known_word),
        cmocka_unit_test(put__finds_every_word_of_a_full_lexicon),
        cmocka_unit_test(publish__is_seen),
    };

    return cmocka_run_group_tests_name("lexicon", tests, NULL, NULL);
}
