#include <retort/report.h>

#include <locale.h>
#include <math.h>

#include "base/mem.h"
#include "infer/wording.h"
#include "report/escape.h"
#include "support/report_test.h"

enum { RANDOM_RESULTS = 60 };

/* Bend a small result into any other: scores, ranks, kinds, flags. */
static void bend(retort_screening *s, uint64_t seed)
{
    static const char *const BASES[] = {"control suspects", "references", ""};
    retort_suspect *suspect = test_suspect(s, 0);

    s->kind = seed % 5 == 0 ? "compare" : "screen";
    suspect->candidate_count = seed % 5 == 0 ? 1 : seed % 4;
    suspect->strip_count = seed % 2;
    for (size_t i = 0; i < suspect->candidate_count; i++) {
        retort_candidate *c = test_candidate(s, i);

        for (size_t j = 0; j < RETORT_SCORE_COUNT; j++) {
            double noise = sample_noise(seed * 8 + i, j);

            c->score[j] = noise < 0.2 ? (double)NAN : 2 * noise - 1;
        }
        c->is_own_lineage = (seed + i) % 3 == 0;
        c->is_reference = (seed + i) % 7 > 0;
        c->percentile = 100 * sample_noise(seed, 90 + i);
        c->percentile_basis = BASES[(seed + i) % 3];
        if (isnan(c->score[RETORT_SCORE_PROFILE]) || !c->is_reference)
            c->rank_distilled = 0;
        if (isnan(c->score[RETORT_SCORE_RESIDUAL]))
            c->rank_kin = 0;
    }
}

/* A setting with numbers that depend on @p seed, a fifth of them not known. */
static retort_setting bent_setting(uint64_t seed)
{
    static const char *const RULES[] = {"ELUB", "invariance", "lineages",
                                        "none", ""};
    retort_setting s = sample_setting(6 * sample_noise(seed, 1) - 3, false);
    double *numbers[] = {&s.score, &s.raw,    &s.lower,       &s.upper,
                         &s.low,   &s.median, &s.ridge_tenth, &s.sd};

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        if (sample_noise(seed, 20 + i) < 0.2)
            *numbers[i] = (double)NAN;
    }
    s.active = RULES[seed % 5];
    s.upper_rule = RULES[(seed + 1) % 5];
    return s;
}

/* A row of any outcome, in the words of the engine where there is a ratio. */
static void bend_row(retort_screening *s, retort_evidence *e, uint64_t seed)
{
    static const char *const VERDICTS[] = {"supported", "against",
                                           "inconclusive", "refused"};
    static const char *const KINDS[] = {"other teachers", "common source"};
    bool refused = seed % 4 == 3;

    e->closed = bent_setting(seed);
    e->open = bent_setting(seed + 1);
    e->llr = refused ? (double)NAN : e->closed.llr;
    e->low = e->llr - sample_noise(seed, 2);
    e->high = e->llr + sample_noise(seed, 3);
    e->verdict = VERDICTS[seed % 4];
    e->headline = seed % 3 ? "closed" : "open";
    e->calibration = KINDS[seed % 2];
    e->p = seed % 5 ? sample_noise(seed, 4) : (double)NAN;
    e->p_floor = 1.0 / 19;
    e->power = sample_noise(seed, 5);
    e->false_support = seed % 6 ? sample_noise(seed, 6) : (double)NAN;
    e->explained_by = seed % 3 ? "" : "same";
    e->caution = retort_wording_caution();
    assert_true(sample_rules(s, e, refused, false));
    if (seed % 2)
        assert_true(sample_rivals(s, e, false));
    assert_int_equal(retort_wording_write(e, s->arena, NULL), RETORT_OK);
}

/* A comparison with evidence, like no other. */
static retort_screening *weighed_of(uint64_t seed)
{
    retort_screening *s = test_weighed(false);

    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        retort_proposition p = (retort_proposition)i;

        if (retort_proposition_about(p)->answer == RETORT_ANSWER_RATIO)
            bend_row(s, test_evidence(s, p), 7 * seed + (uint64_t)i);
    }
    return s;
}

static void forget_strip(retort_strip *strip)
{
    retort_strip_point *p = test_own(strip->points);

    strip->suspect_score = (double)NAN;
    for (size_t i = 0; i < strip->point_count; i++)
        p[i].score = (double)NAN;
}

/* No number of @p s is known any more. */
static void forget_numbers(retort_screening *s)
{
    retort_suspect *suspect = test_suspect(s, 0);
    double *values = test_own(s->heatmap.values);

    suspect->median_chars = (double)NAN;
    for (size_t i = 0; i < suspect->candidate_count; i++) {
        for (size_t j = 0; j < RETORT_SCORE_COUNT; j++)
            test_candidate(s, i)->score[j] = (double)NAN;
        test_candidate(s, i)->percentile = (double)NAN;
        test_candidate(s, i)->p = (double)NAN;
        test_candidate(s, i)->p_holm = (double)NAN;
    }
    for (size_t i = 0; i < suspect->strip_count; i++)
        forget_strip(test_own(&suspect->strips[i]));
    for (size_t i = 0; i < s->heatmap.size * s->heatmap.size; i++)
        values[i] = (double)NAN;
}

static void forget_row(retort_evidence *e)
{
    retort_rival *rivals = test_own(e->rivals);
    retort_rule *rules = test_own(e->rules);

    e->llr = e->low = e->high = (double)NAN;
    e->p = e->p_floor = e->power = e->false_support = (double)NAN;
    e->closed = e->open = sample_no_setting();
    for (size_t i = 0; i < e->rival_count; i++)
        rivals[i].score = rivals[i].chance = (double)NAN;
    for (size_t i = 0; i < e->rule_count; i++)
        rules[i].value = rules[i].limit = (double)NAN;
}

static char *bytes_of(const retort_screening *s, const char *sink, size_t *len)
{
    char *bytes = NULL;

    assert_int_equal(retort_report_write(s, sink, &bytes, len, NULL),
                     RETORT_OK);
    assert_int_equal(bytes[*len], '\0');
    return bytes;
}

static retort_screening *read_back(const char *json, size_t len)
{
    retort_screening *s = NULL;
    retort_err err = {0};

    if (retort_report_read_json(&s, (retort_span){json, len}, &err) !=
        RETORT_OK)
        fail_msg("not read back: %s", err.text);
    return s;
}

/* A result and what its JSON form holds give the same bytes in every sink. */
static void check_round_trip(retort_screening *s)
{
    size_t json_len;
    char *json = bytes_of(s, "json", &json_len);
    retort_screening *again = read_back(json, json_len);

    for (const retort_sink_info *i = retort_report_sinks(); i->name; i++) {
        size_t one_len;
        size_t two_len;
        char *one = bytes_of(s, i->name, &one_len);
        char *two = bytes_of(again, i->name, &two_len);

        assert_int_equal(one_len, two_len);
        assert_memory_equal(one, two, one_len);
        retort_report_bytes_free(one);
        retort_report_bytes_free(two);
    }
    retort_report_bytes_free(json);
    retort_screening_free(again);
    retort_screening_free(s);
}

static void all__say_the_same_of_struct_and_json(void **state)
{
    (void)state;
    check_round_trip(test_sample(false));
    check_round_trip(test_sample(true));
    check_round_trip(test_pair(false));
    check_round_trip(test_pair(true));
    check_round_trip(test_weighed(false));
    check_round_trip(test_weighed(true));
    for (uint64_t seed = 0; seed < RANDOM_RESULTS; seed++) {
        retort_screening *s = test_small(seed % 2);

        bend(s, seed);
        check_round_trip(s);
        check_round_trip(weighed_of(seed));
    }
}

static void all__take_a_result_without_numbers(void **state)
{
    static const char *const SHOWN[] = {">nan", " nan", ",nan",
                                        ":nan", "NaN",  "inf<"};
    retort_screening *s = test_small(false);

    (void)state;
    forget_numbers(s);
    for (const retort_sink_info *i = retort_report_sinks(); i->name; i++) {
        test_write(s, i->name);
        for (size_t j = 0; j < sizeof(SHOWN) / sizeof(SHOWN[0]); j++)
            assert_not_written(SHOWN[j]);
    }
    check_round_trip(s);
    s = test_pair(false);
    forget_numbers(s);
    check_round_trip(s);
    s = test_weighed(false);
    forget_numbers(s);
    for (size_t i = 0; i < RETORT_PROPOSITION_COUNT; i++)
        forget_row(test_evidence(s, (retort_proposition)i));
    for (const retort_sink_info *i = retort_report_sinks(); i->name; i++) {
        test_write(s, i->name);
        for (size_t j = 0; j < sizeof(SHOWN) / sizeof(SHOWN[0]); j++)
            assert_not_written(SHOWN[j]);
    }
    check_round_trip(s);
}

static void all__take_an_empty_result(void **state)
{
    static const char *const KINDS[] = {"screen", "compare"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        retort_screening *s = NULL;

        assert_int_equal(retort_screening_new(&s, NULL), RETORT_OK);
        s->kind = KINDS[i];
        check_round_trip(s);
    }
}

/* No sink says more than it may, whatever the result; @p s is freed. */
static void check_wording(retort_screening *s, const char *status)
{
    static const char *const FORBIDDEN[] = {"guilty", "likely derived",
                                            "confirms", "confidence"};

    for (const retort_sink_info *i = retort_report_sinks(); i->name; i++) {
        const char *found = NULL;

        test_write(s, i->name);
        if (!retort_wording_is_clean(test_text(), &found))
            fail_msg("%s says: %s", i->name, found);
        for (size_t j = 0; j < sizeof(FORBIDDEN) / sizeof(FORBIDDEN[0]); j++)
            assert_not_written(FORBIDDEN[j]);
        if (s->suspects[0].candidate_count > 0)
            assert_written(status);
    }
    retort_screening_free(s);
}

static void all__stay_within_their_words(void **state)
{
    (void)state;
    check_wording(test_sample(false), RETORT_SCREENING_STATUS);
    check_wording(test_pair(false), RETORT_SCREENING_STATUS);
    check_wording(test_weighed(false), RETORT_EVIDENCE_STATUS);
    for (uint64_t seed = 0; seed < RANDOM_RESULTS; seed++) {
        retort_screening *s = test_small(false);

        bend(s, seed);
        check_wording(s, RETORT_SCREENING_STATUS);
        check_wording(weighed_of(seed), RETORT_EVIDENCE_STATUS);
    }
}

/* The check above can fail. */
static void people__show_a_word_too_much(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    test_evidence(s, RETORT_PROPOSITION_SAME)->sentence =
        "The replies prove that R was used.";
    for (const retort_sink_info *i = retort_report_sinks(); i->name; i++) {
        const char *found = NULL;

        if (strcmp(i->name, "csv") == 0)
            continue; /* it has no sentence */
        test_write(s, i->name);
        assert_false(retort_wording_is_clean(test_text(), &found));
        assert_string_equal(found, "prove");
    }
    retort_screening_free(s);
}

/* Each number of evidence stands beside its caution. */
static void people__read_the_caution_with_every_ratio(void **state)
{
    static const char *const SINKS[] = {"html", "text"};

    (void)state;
    for (uint64_t seed = 0; seed < RANDOM_RESULTS; seed++) {
        retort_screening *s = weighed_of(seed);

        for (size_t i = 0; i < 2; i++) {
            test_write(s, SINKS[i]);
            assert_int_equal(
                test_count(test_text(),
                           "This is not the probability that S was distilled"),
                3);
        }
        retort_screening_free(s);
    }
}

static void people__always_read_the_two_limits(void **state)
{
    static const char *const SINKS[] = {"html", "text"};

    (void)state;
    for (uint64_t seed = 0; seed < RANDOM_RESULTS; seed++) {
        retort_screening *s = test_small(true);

        bend(s, seed);
        for (size_t i = 0; i < 2; i++) {
            test_write(s, SINKS[i]);
            assert_written("not exclude a common teacher; direction of");
        }
        retort_screening_free(s);
    }
}

/* Every attempt of the sample as the name of the one suspect. */
static void all__show_every_attempt_as_text(void **state)
{
    static const struct {
        const char *sink;
        retort_escape escape;
    } SINKS[] = {{"html", retort_escape_html},
                 {"text", retort_escape_text},
                 {"csv", retort_escape_csv},
                 {"json", retort_escape_json}};
    retort_screening *s = test_pair(false);

    (void)state;
    for (size_t i = 0; i < SAMPLE_ATTACK_COUNT; i++) {
        test_suspect(s, 0)->name = SAMPLE_ATTACKS[i];
        for (size_t j = 0; j < sizeof(SINKS) / sizeof(SINKS[0]); j++) {
            retort_buf shown;

            retort_buf_init(&shown, 1 << 12);
            SINKS[j].escape(&shown, SAMPLE_ATTACKS[i]);
            test_write(s, SINKS[j].sink);
            assert_written(shown.ptr);
            if (j == 0 && strcmp(shown.ptr, SAMPLE_ATTACKS[i]) != 0)
                assert_not_written(SAMPLE_ATTACKS[i]);
            retort_buf_release(&shown);
        }
    }
    retort_screening_free(s);
}

static void json__gives_back_every_attempt(void **state)
{
    retort_screening *s = test_pair(false);

    (void)state;
    for (size_t i = 0; i + 1 < SAMPLE_ATTACK_COUNT; i++) { /* last: no UTF-8 */
        size_t len;
        char *json;
        retort_screening *again;

        test_suspect(s, 0)->name = SAMPLE_ATTACKS[i];
        json = bytes_of(s, "json", &len);
        again = read_back(json, len);
        assert_string_equal(again->suspects[0].name, SAMPLE_ATTACKS[i]);
        retort_screening_free(again);
        retort_report_bytes_free(json);
    }
    retort_screening_free(s);
}

static bool enter_foreign_locale(void)
{
    static const char *const NAMES[] = {"de_DE.UTF-8", "fr_FR.UTF-8",
                                        "tr_TR.UTF-8"};

    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        if (setlocale(LC_ALL, NAMES[i]))
            return true;
    }
    return false;
}

static void check_locale(const retort_screening *s, const char *sink)
{
    size_t plain_len;
    size_t foreign_len;
    char *plain = bytes_of(s, sink, &plain_len);
    char *foreign;

    assert_true(enter_foreign_locale());
    foreign = bytes_of(s, sink, &foreign_len);
    if (strcmp(sink, "json") == 0) {
        retort_screening *again = read_back(plain, plain_len);

        assert_true(again->suspects[0].median_chars == 1184.5);
        retort_screening_free(again);
    }
    (void)setlocale(LC_ALL, "C");
    assert_int_equal(plain_len, foreign_len);
    assert_memory_equal(plain, foreign, plain_len);
    retort_report_bytes_free(plain);
    retort_report_bytes_free(foreign);
}

static void all__ignore_the_locale(void **state)
{
    retort_screening *s;

    (void)state;
    if (!enter_foreign_locale()) {
        print_message("skipped: no locale with a decimal comma\n");
        skip();
    }
    (void)setlocale(LC_ALL, "C");
    s = test_small(true);
    for (const retort_sink_info *i = retort_report_sinks(); i->name; i++)
        check_locale(s, i->name);
    retort_screening_free(s);
    s = test_weighed(true);
    for (const retort_sink_info *i = retort_report_sinks(); i->name; i++)
        check_locale(s, i->name);
    retort_screening_free(s);
}

/* Refuse each allocation in turn: every one is told, none leaks. */
static void check_no_memory(const retort_screening *s, const char *sink)
{
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_err err = {0};
        char *bytes = NULL;
        size_t len = 1;

        assert_true(n < 20000);
        retort_mem_fail_at(n);
        st = retort_report_write(s, sink, &bytes, &len, &err);
        retort_mem_fail_at(-1);
        if (st == RETORT_OK)
            retort_report_bytes_free(bytes);
        else
            assert_true(!bytes && len == 0 && err.text[0]);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 1);
}

static void all__tell_of_no_memory(void **state)
{
    retort_screening *s = test_small(true);
    retort_screening *pair = test_pair(true);
    retort_screening *weighed = test_weighed(true);

    (void)state;
    for (const retort_sink_info *i = retort_report_sinks(); i->name; i++) {
        check_no_memory(s, i->name);
        check_no_memory(pair, i->name);
        check_no_memory(weighed, i->name);
    }
    retort_screening_free(weighed);
    retort_screening_free(pair);
    retort_screening_free(s);
}

static void write__knows_its_sinks(void **state)
{
    static const char *const BAD[] = {"", "pdf", "HTML", "html "};
    retort_screening *s = test_small(false);
    retort_err err = {0};
    char *bytes = s->arena;
    size_t len = 1;

    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_int_equal(retort_report_write(s, BAD[i], &bytes, &len, &err),
                         RETORT_ERR_ARG);
        assert_null(bytes);
        assert_int_equal(len, 0);
    }
    assert_string_equal(err.text, "no report format 'html '");
    retort_screening_free(s);
}

static void sinks__write_what_their_rows_say(void **state)
{
    static const char *const STARTS[][2] = {{"html", "<!DOCTYPE html>"},
                                            {"json", "{\"format\""},
                                            {"csv", "suspect,"},
                                            {"text", "screening only"}};
    retort_screening *s = test_small(false);
    size_t count = 0;

    (void)state;
    for (const retort_sink_info *i = retort_report_sinks(); i->name; i++) {
        assert_true(count < sizeof(STARTS) / sizeof(STARTS[0]));
        test_write(s, i->name);
        assert_string_equal(i->name, STARTS[count][0]);
        assert_memory_equal(test_text(), STARTS[count][1],
                            strlen(STARTS[count][1]));
        assert_int_equal(i->extension[0], '.');
        assert_true(i->summary[0]);
        count++;
    }
    assert_int_equal(count, 4);
    retort_report_bytes_free(NULL);
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all__say_the_same_of_struct_and_json),
        cmocka_unit_test(all__take_a_result_without_numbers),
        cmocka_unit_test(all__take_an_empty_result),
        cmocka_unit_test(all__stay_within_their_words),
        cmocka_unit_test(people__show_a_word_too_much),
        cmocka_unit_test(people__read_the_caution_with_every_ratio),
        cmocka_unit_test(people__always_read_the_two_limits),
        cmocka_unit_test(all__show_every_attempt_as_text),
        cmocka_unit_test(json__gives_back_every_attempt),
        cmocka_unit_test(all__ignore_the_locale),
        cmocka_unit_test(all__tell_of_no_memory),
        cmocka_unit_test(write__knows_its_sinks),
        cmocka_unit_test(sinks__write_what_their_rows_say),
    };

    return cmocka_run_group_tests_name("sinks", tests, NULL, test_release);
}
