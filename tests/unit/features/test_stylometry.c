#include "features/stylometry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/mem.h"
#include "features/lexicon.h"
#include "features/stylometry_table.h"
#include "support/reply_view.h"

static size_t row_of(const char *id)
{
    for (size_t i = 0; i < retort_style_count(); i++)
        if (strcmp(retort_style_about(i)->id, id) == 0)
            return i;
    fail_msg("no row %s", id);
    return 0;
}

static void measure(retort_span text, uint32_t *out)
{
    test_reply r = {0};

    retort_style_measure(test_reply_of(&r, text), out);
    test_reply_release(&r);
}

typedef struct want {
    const char *id;
    uint32_t value;
} want;

#define EXPECT(text, ...)                                                      \
    expect_rows(text, (const want[]){__VA_ARGS__, {NULL, 0}})

static void expect_rows(const char *text, const want *w)
{
    uint32_t out[RETORT_STYLE_MAX];

    measure(retort_span_of(text), out);
    for (; w->id; w++)
        if (out[row_of(w->id)] != w->value)
            fail_msg("%s is %u, not %u", w->id, out[row_of(w->id)], w->value);
}

static void about__has_stable_distinct_rows(void **state)
{
    (void)state;
    assert_in_range(retort_style_count(), 60, 70);
    for (size_t i = 0; i < retort_style_count(); i++) {
        const retort_style_info *info = retort_style_about(i);

        assert_true(strlen(info->title) > 0);
        assert_true(strcmp(info->unit, "count") == 0 ||
                    strcmp(info->unit, "thousandths") == 0 ||
                    strcmp(info->unit, "millionths") == 0);
        assert_int_equal(row_of(info->id), i);
    }
}

static void about__is_what_the_page_lists(void **state)
{
    static char page[1 << 16];
    FILE *fp = fopen(TEST_DATA_DIR "/../docs/stylometry.md", "rb");
    size_t len;

    (void)state;
    assert_non_null(fp);
    len = fread(page, 1, sizeof(page) - 1, fp);
    (void)fclose(fp);
    assert_in_range(len, 1, sizeof(page) - 2);
    for (size_t i = 0; i < retort_style_count(); i++) {
        const retort_style_info *info = retort_style_about(i);
        char row[256];

        (void)snprintf(row, sizeof(row), "\n| %zu | `%s` | %s | %s | ", i + 1,
                       info->id, info->title, info->unit);
        if (!strstr(page, row))
            fail_msg("the page lacks %s", row + 1);
    }
}

static void measure__of_nothing_is_nothing(void **state)
{
    uint32_t out[RETORT_STYLE_MAX];

    (void)state;
    measure((retort_span){NULL, 0}, out);
    for (size_t i = 0; i < retort_style_count(); i++)
        assert_int_equal(out[i], 0);
}

/* Sentences of 5, 4 and 4 words (the stop in main.c ends none), 48 letters.
 * Vowel runs: 3 1 1 1 1, 1 1 2 1, 1 1 0 2, and fine ends in a silent e: 15. */
static void measure__counts_words_and_sentences(void **state)
{
    (void)state;
    EXPECT("However, I think this works. It was painted red! "
           "Is main.c fine?",
           {"characters", 64}, {"words", 13}, {"sentences", 3}, {"lines", 1},
           {"paragraphs", 1}, {"word_characters", 3692},
           {"words_short", 461538}, {"words_long", 153846},
           {"words_very_long", 0}, {"words_per_sentence", 4333},
           {"sentence_step", 500}, {"sentence_longest", 5},
           {"sentences_short", 1000000}, {"sentences_long", 0},
           {"words_per_line", 13000}, {"words_per_paragraph", 13000},
           {"distinct_words", 1000000}, {"hapax_words", 1000000}, {"yule", 0},
           {"syllables_per_word", 1153}, {"flesch", 104822}, {"ari", 0},
           {"lix", 19717}, {"commas", 76923}, {"full_stops", 153846},
           {"question_marks", 76923}, {"exclamation_marks", 76923},
           {"upper_case", 83333}, {"digits", 0}, {"closed_class", 461538},
           {"first_person", 76923}, {"openers", 333333}, {"passives", 333333},
           {"ends_asking", 1}, {"greeting", 0}, {"non_ascii", 0});
}

static void measure__tells_word_lengths_apart(void **state)
{
    (void)state;
    /* 3, 4, 6, 7, 11 and 12 letters; e-acute is one character */
    EXPECT("abc abcd abcdef abcdefg abcdefghijk abcdefghijk\xc3\xa9",
           {"words", 6}, {"words_short", 166666}, {"words_long", 500000},
           {"words_very_long", 166666}, {"word_characters", 7166});
}

static void measure__tells_sentence_lengths_apart(void **state)
{
    (void)state;
    /* 8, 9, 24 and 25 words: steps of 1, 15 and 1 */
    EXPECT("a a a a a a a a. a a a a a a a a a? "
           "a a a a a a a a a a a a a a a a a a a a a a a a! "
           "a a a a a a a a a a a a a a a a a a a a a a a a a",
           {"sentences", 4}, {"sentences_short", 250000},
           {"sentences_long", 250000}, {"sentence_longest", 25},
           {"sentence_step", 5666});
    /* ends: full-width stop, line end, nothing for the mere marks */
    EXPECT("a\xe3\x80\x82"
           "b\nc ... !?\n\n.",
           {"sentences", 3});
}

static void measure__counts_readability(void **state)
{
    (void)state;
    /* 4 words, 34 letters, 2 sentences; vowel runs 4 5, 3 5 = 17, none silent:
     * 206.835 - 1.015 * 2 - 84.6 * 17 / 4 < 0; 4.71 * 8.5 + .5 * 2 - 21.43 */
    EXPECT("Necessary opportunity. Beautiful imagination.",
           {"word_characters", 10000}, {"syllables_per_word", 4250},
           {"flesch", 0}, {"ari", 26670}, {"lix", 102000});
    /* no vowels: one syllable a word; silent e of make, not of table, be */
    EXPECT("hmm", {"syllables_per_word", 1000});
    EXPECT("make table be", {"syllables_per_word", 1333});
}

static void measure__counts_richness_in_a_window(void **state)
{
    enum { WORDS = RETORT_STYLE_WINDOW + 1 };
    char text[2 * WORDS];

    (void)state;
    EXPECT("a a b c", {"distinct_words", 750000}, {"hapax_words", 500000},
           {"yule", 125000});
    EXPECT("a A a a", {"distinct_words", 250000}, {"hapax_words", 0},
           {"yule", 750000});
    for (size_t at = WORDS - 3; at < WORDS; at++) {
        bool inside = at < RETORT_STYLE_WINDOW;
        uint32_t out[RETORT_STYLE_MAX];

        for (size_t i = 0; i < WORDS; i++)
            memcpy(text + 2 * i, i == at ? "b " : "a ", 2);
        measure((retort_span){text, sizeof(text)}, out);
        assert_int_equal(out[row_of("words")], WORDS);
        assert_int_equal(out[row_of("distinct_words")], inside ? 1953 : 976);
        assert_int_equal(out[row_of("hapax_words")], inside ? 976 : 0);
    }
}

static void measure__counts_layout_outside_code(void **state)
{
    (void)state;
    EXPECT("# Plan\n\nSteps:\n- **One** apple\n- two\n1. three\n\n"
           "| a | b |\n|---|---|\n```c\n- x **y**:\n```\nDone.",
           {"lines", 11}, {"paragraphs", 3}, {"sentences", 8}, {"words", 11},
           {"headings", 90909}, {"bullets", 181818}, {"items", 90909},
           {"list_lines", 272727}, {"table_rows", 181818},
           {"bold_marks", 181818}, {"fences", 2}, {"code_lines", 90909},
           {"blank_lines", 181818}, {"colon_lines", 90909},
           {"words_per_line", 1000});
    EXPECT("a\n\n\n\n**b:**\n", {"blank_lines", 1500000},
           {"colon_lines", 500000}, {"paragraphs", 2});
}

/* 34 characters, 8 of them outside ASCII, 4 words. */
static void measure__counts_signs_of_the_text(void **state)
{
    (void)state;
    EXPECT("\xe2\x80\x9cYes\xe2\x80\x9d \xe2\x80\x94 it\xe2\x80\x99s "
           "1\xe2\x80\x93"
           "2\xe2\x80\xa6 don't \"x\"... "
           "\xf0\x9f\x98\x80 \xe2\x9c\x93",
           {"words", 4}, {"characters", 34}, {"non_ascii", 235294},
           {"curly_quotes", 750000}, {"straight_quotes", 750000},
           {"em_dashes", 250000}, {"en_dashes", 250000}, {"ellipses", 500000},
           {"emoji", 2}, {"digits", 58823}, {"numbers", 500000},
           {"contractions", 500000});
    EXPECT("a (b; c: d/e) `f`", {"parentheses", 166666}, {"semicolons", 166666},
           {"colons", 166666}, {"slashes", 166666}, {"backticks", 333333});
}

static void measure__finds_signs_across_blocks(void **state)
{
    char text[200];
    uint32_t out[RETORT_STYLE_MAX];

    (void)state;
    for (size_t at = 0; at + 4 <= 140; at++) {
        memset(text, 'x', sizeof(text));
        memcpy(text + at, "\xe2\x80\x94", 3);
        measure((retort_span){text, 140}, out);
        assert_int_equal(out[row_of("characters")], 138);
        assert_true(out[row_of("em_dashes")] > 0);
    }
    /* the last sign is cut off by the end of the span: not looked at */
    measure((retort_span){"x\xc3\xa9", 3}, out);
    assert_int_equal(out[row_of("non_ascii")], 500000);
}

static void measure__tells_runs_of_stops(void **state)
{
    (void)state;
    EXPECT("a.. b", {"ellipses", 0}, {"full_stops", 1000000});
    EXPECT("a... b", {"ellipses", 500000});
    EXPECT("a..... b", {"ellipses", 500000});
    EXPECT("a..c. b", {"ellipses", 0});
}

/* 23 words in 4 sentences. */
static void measure__counts_words_and_idioms_of_the_lists(void **state)
{
    (void)state;
    EXPECT("Sure! I'm sorry, but as an AI I cannot help. Let me know if you "
           "need more. For example, perhaps we must not.",
           {"words", 23}, {"sentences", 4}, {"greeting", 1}, {"apologies", 1},
           {"as_an_ai", 1}, {"refusals", 1}, {"closing_offers", 2},
           {"openers", 250000}, {"hedges", 43478}, {"modals", 86956},
           {"negations", 86956}, {"first_person", 130434},
           {"first_plural", 43478}, {"second_person", 43478}, {"boosters", 0},
           {"ends_asking", 0});
    EXPECT("It is sure, for example. However it is really, however.",
           {"greeting", 0}, {"openers", 500000}, {"boosters", 100000});
    EXPECT("I can not, let him know, let me, as an", {"refusals", 0},
           {"closing_offers", 0}, {"as_an_ai", 0});
}

static void measure__asks_at_the_end(void **state)
{
    (void)state;
    EXPECT("Is it?", {"ends_asking", 1});
    EXPECT("**(\"Is it?\")**\n\n", {"ends_asking", 1});
    EXPECT("Is it? Yes", {"ends_asking", 0});
    EXPECT("\n\"", {"ends_asking", 0});
}

static void measure__takes_be_and_ed_for_a_passive(void **state)
{
    (void)state;
    EXPECT("It was used.", {"passives", 1000000});
    EXPECT("It was red.", {"passives", 0});
    EXPECT("It was, used.", {"passives", 0});
    EXPECT("It has used.", {"passives", 0});
}

static void measure__stops_at_the_largest_value(void **state)
{
    char text[70];
    uint32_t out[RETORT_STYLE_MAX];

    (void)state;
    memset(text, '"', sizeof(text));
    text[0] = 'x';
    measure((retort_span){text, 68}, out);
    assert_int_equal(out[row_of("straight_quotes")], 67000000);
    measure((retort_span){text, 69}, out);
    assert_int_equal(out[row_of("straight_quotes")], RETORT_STYLE_VALUE_MAX);
}

/* Every phrase is found where it stands alone, and each list is clean. */
static void lists__are_sorted_and_all_in_use(void **state)
{
    uint32_t out[RETORT_STYLE_MAX];

    (void)state;
    assert_in_range(retort_style_phrase_count, 1, RETORT_STYLE_PHRASES_MAX);
    for (size_t i = 0; i < retort_style_phrase_count; i++) {
        const retort_style_phrase *p = &retort_style_phrases[i];
        bool found = false;

        measure(retort_span_of(p->words), out);
        for (size_t k = 0; k < retort_style_row_count; k++)
            found |= retort_style_rows[k].over == (int)p->counter && out[k] > 0;
        if (!found)
            fail_msg("\"%s\" is not counted", p->words);
        if (i > 0)
            assert_true(strcmp(p[-1].words, p->words) < 0);
    }
}

static void lists__fit_the_lexicon(void **state)
{
    size_t words = retort_closed_class_count + retort_style_phrase_count;

    (void)state;
    for (size_t i = 0; i < retort_style_list_count; i++) {
        const char *p = retort_style_lists[i].words;

        assert_true(*p >= 'a' && *p <= 'z');
        assert_null(strstr(p, "  "));
        for (words++; *p; p++) {
            assert_true((*p >= 'a' && *p <= 'z') || *p == '\'' || *p == ' ');
            words += *p == ' ';
        }
    }
    assert_in_range(words, 1, RETORT_LEXICON_WORDS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(about__has_stable_distinct_rows),
        cmocka_unit_test(about__is_what_the_page_lists),
        cmocka_unit_test(measure__of_nothing_is_nothing),
        cmocka_unit_test(measure__counts_words_and_sentences),
        cmocka_unit_test(measure__tells_word_lengths_apart),
        cmocka_unit_test(measure__tells_sentence_lengths_apart),
        cmocka_unit_test(measure__counts_readability),
        cmocka_unit_test(measure__counts_richness_in_a_window),
        cmocka_unit_test(measure__counts_layout_outside_code),
        cmocka_unit_test(measure__counts_signs_of_the_text),
        cmocka_unit_test(measure__finds_signs_across_blocks),
        cmocka_unit_test(measure__tells_runs_of_stops),
        cmocka_unit_test(measure__counts_words_and_idioms_of_the_lists),
        cmocka_unit_test(measure__asks_at_the_end),
        cmocka_unit_test(measure__takes_be_and_ed_for_a_passive),
        cmocka_unit_test(measure__stops_at_the_largest_value),
        cmocka_unit_test(lists__are_sorted_and_all_in_use),
        cmocka_unit_test(lists__fit_the_lexicon),
    };

    return cmocka_run_group_tests_name("stylometry", tests, NULL, NULL);
}
