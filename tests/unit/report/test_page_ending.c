#include "report/page.h"

#include "support/report_test.h"

static void provenance__shows_every_field(void **state)
{
    static const char *const SHOWN[] = {
        "<bdi>retort</bdi>",
        "<bdi>0.1.0</bdi>",
        "<bdi>gcc 12.2.0, -O2 -ffp-contract=off</bdi>",
        "<dt>Version of the rules</dt><dd>1</dd>",
        "<bdi>--top 44 --strips 6</bdi>",
        "<bdi>sample-library.sqlite</bdi>",
        "<code><bdi>2c26b46b68",
        "<dt>Models in it</dt><dd>128</dd>",
        "<dt>Lineages in it</dt><dd>47</dd>",
        "<dt>References in it</dt><dd>44</dd>",
        "<bdi>Made-up models for tests.</bdi><br><bdi>Nothing here was",
        "<code><bdi>9f86d081",
        "<code><bdi>5d41402a",
    };
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_provenance(test_out(), s);
    for (size_t i = 0; i < sizeof(SHOWN) / sizeof(SHOWN[0]); i++)
        assert_written(SHOWN[i]);
    retort_screening_free(s);
}

static void words__explain_every_score_and_every_limit(void **state)
{
    (void)state;
    retort_page_words(test_out());
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        assert_written(retort_score_about((retort_score)i)->title);
    for (size_t i = 0; retort_page_limits[i]; i++)
        assert_written(retort_page_limits[i]);
    for (size_t i = 0; retort_page_glossary[i].term; i++)
        assert_written(retort_page_glossary[i].meaning);
    assert_written("No number on this page is the probability");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(provenance__shows_every_field),
        cmocka_unit_test(words__explain_every_score_and_every_limit),
    };

    return cmocka_run_group_tests_name("page_ending", tests, NULL,
                                       test_release);
}
