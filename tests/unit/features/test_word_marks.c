#include "features/word_marks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/hash.h"
#include "features/skeleton.h"
#include "features/stylometry_table.h"

enum { WORDS_MAX = 64 };

typedef struct marked {
    retort_tokens tokens;
    uint32_t marks[WORDS_MAX];
} marked;

/* Marks of a short text. */
static void mark(marked *m, const char *text)
{
    assert_int_equal(retort_tokens_scan(&m->tokens, retort_span_of(text), NULL),
                     RETORT_OK);
    assert_in_range(m->tokens.count, 0, WORDS_MAX);
    retort_word_marks(&m->tokens, m->marks);
}

static void marks__tell_closed_class_words(void **state)
{
    marked m = {0};

    (void)state;
    for (size_t i = 0; i < retort_closed_class_count; i++) {
        mark(&m, retort_closed_class[i]);
        assert_int_equal(m.tokens.count, 1);
        assert_int_equal(m.marks[0] & 1, 1);
    }
    mark(&m, "table # 12 . \xe6\xbc\xa2 zzyzx");
    for (size_t i = 0; i < m.tokens.count; i++)
        assert_int_equal(m.marks[i], 0);
    retort_tokens_release(&m.tokens);
}

static void marks__tell_the_lists_of_a_word(void **state)
{
    marked m = {0};

    (void)state;
    for (size_t i = 0; i < retort_style_list_count; i++) {
        const retort_style_list *list = &retort_style_lists[i];
        char word[32] = {0};
        size_t len = strcspn(list->words, " ");

        assert_in_range(len, 1, sizeof(word) - 1);
        memcpy(word, list->words, len);
        mark(&m, word);
        assert_true(m.marks[0] >> list->mark & 1);
    }
    mark(&m, "don't");
    assert_true(m.marks[0] >> RETORT_MARK_CONTRACTION & 1);
    retort_tokens_release(&m.tokens);
}

/* The mark of the first word leads to the first phrase that starts with it. */
static void phrases__are_found_by_their_first_word(void **state)
{
    marked m = {0};

    (void)state;
    for (size_t i = 0; i < retort_style_phrase_count; i++) {
        size_t first;

        mark(&m, retort_style_phrases[i].words);
        assert_in_range(m.marks[0] >> RETORT_PHRASE_SHIFT, 1, i + 1);
        first = (m.marks[0] >> RETORT_PHRASE_SHIFT) - 1;
        assert_true(retort_phrase_starts(first, m.tokens.hash[0]));
        assert_true(retort_phrase_starts(i, m.tokens.hash[0]));
        assert_true(first == 0 ||
                    !retort_phrase_starts(first - 1, m.tokens.hash[0]));
        assert_true(retort_phrase_stands(&m.tokens, i, 0));
    }
    retort_tokens_release(&m.tokens);
}

/* Of a long phrase, its first words count. */
static void phrases__must_stand_whole(void **state)
{
    marked m = {0};

    (void)state;
    for (size_t i = 0; i < retort_style_phrase_count; i++) {
        char text[128] = "x ";
        size_t words;

        assert_in_range(strlen(retort_style_phrases[i].words), 1, 100);
        memcpy(text + 2, retort_style_phrases[i].words,
               strlen(retort_style_phrases[i].words));
        mark(&m, text);
        assert_false(retort_phrase_stands(&m.tokens, i, 0));
        assert_true(retort_phrase_stands(&m.tokens, i, 1));
        words = m.tokens.count - 1;
        if (words > RETORT_PHRASE_WORDS_MAX)
            words = RETORT_PHRASE_WORDS_MAX;
        m.tokens.count = 1 + words;
        assert_true(retort_phrase_stands(&m.tokens, i, 1));
        m.tokens.count = words; /* the last one is missing */
        assert_false(retort_phrase_stands(&m.tokens, i, 1));
    }
    retort_tokens_release(&m.tokens);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks__tell_closed_class_words),
        cmocka_unit_test(marks__tell_the_lists_of_a_word),
        cmocka_unit_test(phrases__are_found_by_their_first_word),
        cmocka_unit_test(phrases__must_stand_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
