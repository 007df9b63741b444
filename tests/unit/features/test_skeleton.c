#include "features/skeleton.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/hash.h"
#include "base/sha256.h"
#include "support/reply_view.h"

static void list__is_sorted_unique_and_lower_case(void **state)
{
    (void)state;
    assert_in_range(retort_closed_class_count, 220, 280);
    for (size_t i = 0; i < retort_closed_class_count; i++) {
        const char *word = retort_closed_class[i];

        assert_true(word[0] >= 'a' && word[0] <= 'z');
        for (const char *p = word; *p; p++)
            assert_true((*p >= 'a' && *p <= 'z') || *p == '\'');
        if (i > 0)
            assert_true(strcmp(retort_closed_class[i - 1], word) < 0);
    }
}

/* A change of the list is a change of RETORT_RULES_VERSION. */
static void list__has_the_digest_of_the_rule_version(void **state)
{
    unsigned char digest[RETORT_SHA256_BYTES];
    char hex[RETORT_SHA256_HEX_BYTES];
    retort_sha256 *h;

    (void)state;
    assert_int_equal(retort_sha256_new(&h, NULL), RETORT_OK);
    for (size_t i = 0; i < retort_closed_class_count; i++) {
        if (i > 0)
            retort_sha256_update(h, "\n", 1);
        retort_sha256_update(h, retort_closed_class[i],
                             strlen(retort_closed_class[i]));
    }
    assert_int_equal(retort_sha256_final(h, digest, NULL), RETORT_OK);
    retort_sha256_hex(digest, hex);
    retort_sha256_free(h);
    assert_string_equal(hex, "2a028132309c2342f342699b64a66bcc"
                             "205c550bd879d5294a6440d7c96bffc9");
}

static void keeps__knows_exactly_the_listed_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < retort_closed_class_count; i++)
        assert_true(
            retort_skeleton_keeps(retort_span_of(retort_closed_class[i])));
    assert_false(retort_skeleton_keeps(retort_span_of("")));
    assert_false(retort_skeleton_keeps(retort_span_of("table")));
    assert_false(retort_skeleton_keeps(retort_span_of("THE")));
    assert_false(retort_skeleton_keeps(retort_span_of("th")));
    assert_false(retort_skeleton_keeps(retort_span_of("theb")));
    assert_true(retort_skeleton_keeps((retort_span){"theb", 3}));
    assert_false(retort_skeleton_keeps((retort_span){"the\0", 4}));
}

/* Compare with spellings separated by one space; "\n" stands for itself. */
static void check(const uint64_t *hash, size_t count, const char *want)
{
    size_t i = 0;

    while (*want) {
        size_t len = strcspn(want, " ");

        assert_true(i < count);
        if (hash[i] != retort_hash_token(want, len))
            fail_msg("token %zu is not \"%.*s\"", i, (int)len, want);
        i++;
        want += len + (want[len] == ' ');
    }
    assert_int_equal(i, count);
}

static void expect(const char *text, const char *skeleton, const char *suffix)
{
    test_reply r = {0};

    (void)test_reply_of(&r, retort_span_of(text));
    check(r.skeleton, r.tokens.count, skeleton);
    check(r.suffix, r.tokens.count, suffix);
    test_reply_release(&r);
}

static void hash__keeps_closed_class_and_stars_the_rest(void **state)
{
    (void)state;
    expect("The cat sat on the mat.", "the * * on the * .",
           "the * * on the * .");
    expect("I don't think it\xe2\x80\x99s late, do you?",
           "i don't * it's * , do you ?", "i don't * it's * , do you ?");
    expect("", "", "");
}

static void hash__folds_numbers_and_cjk(void **state)
{
    (void)state;
    expect("In 1999, 3.5 of 10", "in # , # of #", "in # , # of #");
    expect("\xe6\xbc\xa2\xe5\xad\x97 and", "* * and", "* * and");
}

static void hash__keeps_layout_and_marks(void **state)
{
    (void)state;
    expect("# A plan\n\n- **One** bar|x\n1. Go\n```c\n",
           "<h1> a * \n\n <li> <b> one <b> * <bar> * \n <ol> * \n <fence> \n",
           "<h1> a * \n\n <li> <b> one <b> * <bar> * \n <ol> * \n <fence> \n");
}

static void hash__has_the_class_of_every_ending(void **state)
{
    (void)state;
    expect("running walked quickly nation vision statement kindness quality",
           "* * * * * * * *", "*ing *ed *ly *tion *tion *ment *ness *ity");
    expect("readable possible active famous useful global teacher fastest",
           "* * * * * * * *", "*able *able *ive *ous *ful *al *er *est");
    expect("realize realise tables balance science public", "* * * * * *",
           "*ize *ize *s *ance *ance *ic");
}

/* Each class at its least length, then one byte below it. */
static void hash__asks_for_the_least_length(void **state)
{
    (void)state;
    expect("usable cable local oval stance dance baked used later user",
           "* * * * * * * * * *", "*able * *al * *ance * *ed * *er *");
    expect("lowest guest useful awful music epic bring ring sanity unity",
           "* * * * * * * * * *", "*est * *ful * *ic * *ing * *ity *");
    expect("active drive resize prize badly ugly element moment odness gness",
           "* * * * * * * * * *", "*ive * *ize * *ly * *ment * *ness *");
    expect("famous pious cats gas action otion", "* * * * * *",
           "*ous * *s * *tion *");
}

static void hash__looks_at_the_very_end(void **state)
{
    (void)state;
    expect("kindnesses ability faithfully statements earliest positions",
           "* * * * * *", "*s *ity *ly *s *est *s");
    expect("useless status crisis glass virtues o ing", "* * * * * * *",
           "* * * * *s * *");
}

static void hash__is_the_same_beside_a_multibyte_letter(void **state)
{
    (void)state;
    expect("caf\xc3\xa9s \xc3\xa9ing \xc3\xa9", "* * *", "*s *ing *");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list__is_sorted_unique_and_lower_case),
        cmocka_unit_test(list__has_the_digest_of_the_rule_version),
        cmocka_unit_test(keeps__knows_exactly_the_listed_words),
        cmocka_unit_test(hash__keeps_closed_class_and_stars_the_rest),
        cmocka_unit_test(hash__folds_numbers_and_cjk),
        cmocka_unit_test(hash__keeps_layout_and_marks),
        cmocka_unit_test(hash__has_the_class_of_every_ending),
        cmocka_unit_test(hash__asks_for_the_least_length),
        cmocka_unit_test(hash__looks_at_the_very_end),
        cmocka_unit_test(hash__is_the_same_beside_a_multibyte_letter),
    };

    return cmocka_run_group_tests_name("skeleton", tests, NULL, NULL);
}
