#include "infer/wording.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const char *found_in(const char *text)
{
    const char *found = "stale";

    if (retort_wording_is_clean(text, &found)) {
        assert_null(found);
        return NULL;
    }
    assert_non_null(found);
    return found;
}

static void clean__finds_every_phrase(void **state)
{
    (void)state;
    for (const char *const *p = retort_wording_forbidden(); *p; p++) {
        char text[256];
        const char *star = strchr(*p, '*');

        if (star)
            (void)snprintf(text, sizeof(text),
                           "So it is. The %.*s model x-1 was%s here, no?",
                           (int)(star - *p), *p, star + 1);
        else
            (void)snprintf(text, sizeof(text), "So it is: \"%s\", no?", *p);
        assert_string_equal(found_in(text), *p);
    }
}

static void clean__does_not_care_for_case_and_space(void **state)
{
    (void)state;
    assert_string_equal(found_in("It PROVES nothing"), "proves");
    assert_string_equal(found_in("it could\n  not\thave been"),
                        "could not have");
    assert_string_equal(found_in("95% Confident"), "% confident");
    assert_string_equal(found_in("95 %  confident"), "% confident");
    assert_string_equal(found_in("the Probability that S"),
                        "probability that s");
}

static void clean__takes_whole_words(void **state)
{
    (void)state;
    assert_null(found_in("uncertain, waterproof, mismatch, matchless"));
    assert_null(found_in("prompt-matched z; teacher-matched nulls"));
    assert_null(found_in("could not be had"));
    assert_null(found_in("the likelihood ratio that S and R give"));
    assert_null(found_in(""));
    assert_null(found_in("..., %"));
}

static void clean__looks_six_words_far(void **state)
{
    (void)state;
    assert_non_null(
        found_in("probability that a b c d e f distilled something"));
    assert_null(found_in("probability that a b c d e f g distilled"));
    assert_null(found_in("probability that distilled"));
    assert_null(found_in("probability that a model"));
}

static void clean__allows_the_caution_only(void **state)
{
    char text[512];

    (void)state;
    assert_null(found_in(retort_wording_caution()));
    (void)snprintf(text, sizeof(text), "One. %s Two.",
                   retort_wording_caution());
    assert_null(found_in(text));
    assert_null(found_in("This is not the probability\n   that S was distilled "
                         "from R."));
    (void)snprintf(text, sizeof(text), "%s It proves it.",
                   retort_wording_caution());
    assert_string_equal(found_in(text), "proves");
    assert_string_equal(found_in("This is the probability that S was "
                                 "distilled from R."),
                        "probability that s");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean__finds_every_phrase),
        cmocka_unit_test(clean__does_not_care_for_case_and_space),
        cmocka_unit_test(clean__takes_whole_words),
        cmocka_unit_test(clean__looks_six_words_far),
        cmocka_unit_test(clean__allows_the_caution_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
