#include "report/page.h"

#include "report/finding.h"
#include "support/report_test.h"

static void provenance__shows_every_member(void **state)
{
    retort_screening *s = test_small(false);
    const retort_provenance *p = &s->provenance;

    (void)state;
    retort_page_provenance(test_out(), s);
    assert_written(p->tool);
    assert_written(p->version);
    assert_written(p->build);
    assert_written(p->options);
    assert_written(p->library_name);
    assert_written(p->library_digest);
    assert_written("Version of the rules</dt><dd>1<");
    assert_written("Models in it</dt><dd>128<");
    assert_written("Lineages in it</dt><dd>47<");
    assert_written("References in it</dt><dd>44<");
    assert_written("Made-up models for tests.</bdi><br><bdi>Nothing");
    assert_written(s->suspects[0].content_digest);
    retort_screening_free(s);
}

static void provenance__escapes_foreign_text(void **state)
{
    retort_screening *s = test_small(true);

    (void)state;
    retort_page_provenance(test_out(), s);
    assert_not_written("<img");
    assert_not_written("<svg");
    assert_written("&lt;img");
    retort_screening_free(s);
}

static void provenance__names_the_calibration_of_evidence(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    retort_page_provenance(test_out(), s);
    assert_written("Digest of the calibration, SHA-256");
    assert_written(s->provenance.calibration_digest);
    retort_screening_free(s);
    s = test_pair(false);
    retort_page_provenance(test_out(), s);
    assert_not_written("calibration");
    retort_screening_free(s);
}

static void words__explain_every_score(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    retort_page_words(test_out(), s);
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        assert_written(retort_score_about((retort_score)i)->title);
    for (size_t i = 0; retort_page_glossary[i].term; i++)
        assert_written(retort_page_glossary[i].meaning);
    for (size_t i = 0; retort_page_evidence_glossary[i].term; i++)
        assert_not_written(retort_page_evidence_glossary[i].meaning);
    retort_screening_free(s);
}

static void words__of_evidence_are_others(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    retort_page_words(test_out(), s);
    for (size_t i = 0; retort_page_evidence_glossary[i].term; i++)
        assert_written(retort_page_evidence_glossary[i].meaning);
    for (size_t i = 0; retort_page_evidence_limits[i]; i++)
        assert_written(retort_page_evidence_limits[i]);
    assert_not_written("error rate is not established");
    assert_written("common teacher");
    assert_written("Direction is not inferred");
    retort_screening_free(s);
}

static void words__say_what_is_not_said(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    retort_page_words(test_out(), s);
    for (size_t i = 0; retort_page_limits[i]; i++)
        assert_written(retort_page_limits[i]);
    assert_written("error rate is not established");
    assert_written("common teacher");
    assert_written("Direction is not inferred");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(provenance__shows_every_member),
        cmocka_unit_test(provenance__escapes_foreign_text),
        cmocka_unit_test(provenance__names_the_calibration_of_evidence),
        cmocka_unit_test(words__explain_every_score),
        cmocka_unit_test(words__of_evidence_are_others),
        cmocka_unit_test(words__say_what_is_not_said),
    };

    return cmocka_run_group_tests_name("page_ending", tests, NULL,
                                       test_release);
}
