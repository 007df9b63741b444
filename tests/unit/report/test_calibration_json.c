#include "report/calibration_json.h"

#include <math.h>

#include "base/mem.h"
#include "report/calibration_fields.h"
#include "support/report_test.h"
#include "support/sample_calibration.h"

enum { MODELS = 5 };

/* The JSON of a sample, in the output and as a copy of the test's. */
static char *json_of(size_t models, bool hostile)
{
    retort_calibration *c = sample_calibration(models, hostile);
    char *copy;

    assert_int_equal(retort_calibration_json_write(c, test_out(), NULL),
                     RETORT_OK);
    copy = test_malloc(test_buf.len + 1);
    memcpy(copy, test_buf.ptr, test_buf.len + 1);
    retort_calibration_free(c);
    return copy;
}

static retort_status read_text(const char *json, retort_err *err)
{
    retort_calibration *c = NULL;
    retort_status st;

    *err = (retort_err){0};
    st = retort_calibration_json_read(&c, retort_span_of(json), err);
    assert_true((c != NULL) == (st == RETORT_OK));
    retort_calibration_free(c);
    return st;
}

/* Status of reading the sample with the first @p from turned into @p to. */
static retort_status read_changed(const char *from, const char *to,
                                  retort_err *err)
{
    char *json = json_of(MODELS, false);
    const char *at = strstr(json, from);
    retort_status st;

    assert_non_null(at);
    retort_buf_add(test_out(), (retort_span){json, (size_t)(at - json)});
    retort_buf_puts(&test_buf, to);
    retort_buf_puts(&test_buf, at + strlen(from));
    test_free(json);
    st = read_text(test_buf.ptr, err);
    return st;
}

static void read__gives_back_the_same_bytes(void **state)
{
    (void)state;
    for (int hostile = 0; hostile < 2; hostile++) {
        char *json = json_of(9, hostile);
        retort_calibration *c = NULL;

        assert_int_equal(
            retort_calibration_json_read(&c, retort_span_of(json), NULL),
            RETORT_OK);
        assert_int_equal(retort_calibration_json_write(c, test_out(), NULL),
                         RETORT_OK);
        assert_string_equal(test_text(), json);
        retort_calibration_free(c);
        test_free(json);
    }
}

static void check_pair_of(const retort_comparison *a,
                          const retort_comparison *b)
{
    assert_int_equal(a->suspect, b->suspect);
    assert_int_equal(a->reference, b->reference);
    assert_int_equal(a->suspect_lineage, b->suspect_lineage);
    assert_int_equal(a->reference_lineage, b->reference_lineage);
    assert_int_equal(a->use, b->use);
    assert_string_equal(a->stratum, b->stratum);
    assert_int_equal(a->is_time_impossible, b->is_time_impossible);
    assert_int_equal(a->shares_base, b->shares_base);
    assert_int_equal(a->shared_prompts, b->shared_prompts);
    assert_true(a->length == b->length);
    assert_true(a->hub == b->hub || (isnan(a->hub) && isnan(b->hub)));
    assert_memory_equal(a->at, b->at, sizeof(a->at));
}

static void read__gives_back_every_pair(void **state)
{
    retort_calibration *want = sample_calibration(9, false);
    retort_calibration *got = NULL;
    char *json = json_of(9, false);

    (void)state;
    assert_int_equal(
        retort_calibration_json_read(&got, retort_span_of(json), NULL),
        RETORT_OK);
    assert_int_equal(got->population.set_count, SAMPLE_SETS);
    for (size_t i = 0; i < SAMPLE_SETS; i++) {
        const retort_comparison_set *a = &want->population.sets[i];
        const retort_comparison_set *b = &got->population.sets[i];

        assert_string_equal(a->proposition, b->proposition);
        assert_int_equal(a->count, b->count);
        assert_true(a->count > 10);
        for (size_t j = 0; j < a->count; j++)
            check_pair_of(&a->items[j], &b->items[j]);
    }
    assert_int_equal(got->population.model_count, 9);
    assert_true(got->prior == 0.5);
    assert_true(got->seed == want->seed);
    assert_int_equal(got->validation_count, SAMPLE_SETS);
    assert_true(got->validations[1].open.cllr.value ==
                want->validations[1].open.cllr.value);
    assert_int_equal(got->validations[2].weighed_count,
                     want->population.sets[2].count);
    retort_calibration_free(want);
    retort_calibration_free(got);
    test_free(json);
}

static void write__writes_equal_settings_once(void **state)
{
    char *json = json_of(MODELS, false);

    (void)state;
    /* Two of the three sets have nothing of their own in the open. */
    assert_int_equal(test_count(json, "\"open\":[]"),
                     2 * (test_count(json, "\"closed\":[") / 3));
    test_free(json);
}

static void write__refuses_what_the_reader_would(void **state)
{
    retort_calibration *c = sample_calibration(MODELS, false);
    retort_err err = {0};

    (void)state;
    c->prior = 0;
    assert_int_equal(retort_calibration_json_write(c, test_out(), &err),
                     RETORT_ERR_FORMAT);
    assert_string_equal(err.text, "prior: 0, want a number between 0 and 1");
    c->prior = 0.5;
    c->seed = RETORT_FIELDS_COUNT_MAX + 1;
    assert_int_equal(retort_calibration_json_write(c, test_out(), &err),
                     RETORT_ERR_LIMIT);
    retort_calibration_free(c);
}

static void read__names_the_place_of_what_is_wrong(void **state)
{
    static const struct {
        const char *from, *to, *text;
    } ROWS[] = {
        {"retort-calibration-1", "retort-result-1",
         "format: want retort-calibration-1"},
        {"\"prior\":0.5", "\"prior\":null",
         "prior: nan, want a number between 0 and 1"},
        {"\"prior\":0.5", "\"prior\":\"x\"",
         "prior: want number or null, found string"},
        {"\"closed\":[", "\"closed\":[1,",
         "population.sets[0].items[0].closed: 34 numbers, want 33"},
        {"\"closed\":[", "\"closed\":[true,",
         "population.sets[0].items[0].closed: 34 numbers, want 33"},
        {"\"open\":[]", "\"open\":[0]",
         "population.sets[0].items[0].open: 1 numbers, want 33"},
        {"\"open\":[]", "\"open\":null",
         "population.sets[0].items[0].open: want list, found null"},
        {"\"open\":[]", "\"open\":{}",
         "population.sets[0].items[0].open: want list, found object"},
        {"\"reference\":3", "\"reference\":-1",
         "population.sets[0].items[0].reference: -1 is below 0"},
        {"\"reference\":3", "\"reference\":5",
         "population.sets[0].items[0].reference: 5, but the table has 5"},
        {"\"lineage\":0", "\"lineage\":3",
         "population.models[0].lineage: 3, but the table has 3"},
        {"\"proposition\":\"tuned\"", "\"proposition\":\"canary\"",
         "population.sets[1].proposition: unknown proposition 'canary'"},
        {"\"lineages\":[\"lineage-00000\"", "\"lineages\":[\"z\"",
         "population.lineages[1]: not behind the one before it"},
        {"\"seed\":20250101", "\"seed\":0,\"more\":[]",
         "calibration: unknown key 'more'"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++) {
        retort_err err;

        assert_int_equal(read_changed(ROWS[i].from, ROWS[i].to, &err),
                         RETORT_ERR_FORMAT);
        assert_string_equal(err.text, ROWS[i].text);
    }
}

static void read__holds_the_limits(void **state)
{
    static const struct {
        const char *from, *to;
        retort_status status;
    } ROWS[] = {
        {"\"seed\":20250101", "\"seed\":9007199254740991", RETORT_OK},
        {"\"seed\":20250101", "\"seed\":9007199254740992", RETORT_OK},
        {"\"seed\":20250101", "\"seed\":9007199254740993", RETORT_ERR_LIMIT},
        {"\"draws\":2000,\"format\"", "\"draws\":99999,\"format\"", RETORT_OK},
        {"\"draws\":2000,\"format\"", "\"draws\":100000,\"format\"", RETORT_OK},
        {"\"draws\":2000,\"format\"", "\"draws\":100001,\"format\"",
         RETORT_ERR_FORMAT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++) {
        retort_err err;

        if (read_changed(ROWS[i].from, ROWS[i].to, &err) != ROWS[i].status)
            fail_msg("%s: %s", ROWS[i].to, err.text);
    }
}

/* The first use set to @p use. */
static retort_status read_use_of(unsigned use, retort_err *err)
{
    char *json = json_of(MODELS, false);
    char *at = strstr(json, "\"use\":");
    retort_status st;

    assert_non_null(at);
    at[6] = (char)('0' + use);
    st = read_text(json, err);
    test_free(json);
    return st;
}

static void read__holds_the_limit_of_a_use(void **state)
{
    retort_err err;

    (void)state;
    assert_int_equal(read_use_of(RETORT_USE_COUNT - 2, &err), RETORT_OK);
    assert_int_equal(read_use_of(RETORT_USE_COUNT - 1, &err), RETORT_OK);
    assert_int_equal(read_use_of(RETORT_USE_COUNT, &err), RETORT_ERR_LIMIT);
    assert_string_equal(err.text, "population.sets[0].items[0].use: 4 counted, "
                                  "more than 3");
}

/* That many zeros where pairs should be: room is asked for only within the
 * limit, and given back. */
static retort_status read_pairs_of(size_t count, retort_err *err)
{
    static const char KEY[] = "\"items\":[";
    char *json = json_of(MODELS, false);
    char *at = strstr(json, KEY);
    retort_buf text;
    retort_status st;

    assert_non_null(at);
    retort_buf_init(&text, RETORT_FIELDS_BYTES_MAX);
    retort_buf_add(&text, (retort_span){json, (size_t)(at - json)});
    retort_buf_puts(&text, KEY);
    for (size_t i = 0; i < count; i++)
        retort_buf_puts(&text, i ? ",0" : "0");
    retort_buf_puts(&text, "],\"proposition\":\"same\"}]},\"x\":0}");
    st = read_text(text.ptr, err);
    retort_buf_release(&text);
    test_free(json);
    return st;
}

static void read__holds_the_limit_of_pairs(void **state)
{
    retort_err err;

    (void)state;
    for (size_t n = RETORT_CALIBRATION_PAIRS_MAX - 1;
         n <= RETORT_CALIBRATION_PAIRS_MAX; n++) {
        assert_int_equal(read_pairs_of(n, &err), RETORT_ERR_FORMAT);
        assert_string_equal(
            err.text, "population.sets[0].items[0]: want object, found int");
    }
    assert_int_equal(read_pairs_of(RETORT_CALIBRATION_PAIRS_MAX + 1, &err),
                     RETORT_ERR_LIMIT);
    assert_string_equal(err.text, "population.sets[0].items: 262145 members, "
                                  "more than 262144");
}

static void read__refuses_what_is_no_json(void **state)
{
    retort_err err;

    (void)state;
    assert_int_equal(read_text("", &err), RETORT_ERR_JSON);
    assert_int_equal(read_text("{", &err), RETORT_ERR_JSON);
    assert_int_equal(read_text("[]", &err), RETORT_ERR_FORMAT);
    assert_string_equal(err.text, "calibration: want object");
    assert_int_equal(read_text("{\"draws\":\"\xff\"}", &err), RETORT_ERR_UTF8);
    assert_int_equal(read_changed("]}\n", "]} 1\n", &err), RETORT_ERR_JSON);
}

/* Room of its own for each part, so that a tool sees a read past its end. */
static void read__refuses_its_text_cut_anywhere(void **state)
{
    char *json = json_of(4, true);
    size_t whole = strlen(json) - 1; /* the line end may be missing */
    retort_err err;

    (void)state;
    for (size_t n = 0; n < whole; n += 1 + n / 64) {
        char *part = retort_mem_new(n + 1, 1);
        retort_calibration *c = NULL;

        assert_non_null(part);
        memcpy(part, json, n);
        assert_int_not_equal(
            retort_calibration_json_read(&c, (retort_span){part, n}, &err),
            RETORT_OK);
        assert_null(c);
        retort_mem_free(part);
    }
    test_free(json);
}

static void read__tells_every_refused_allocation(void **state)
{
    char *json = json_of(4, false);
    retort_status st = RETORT_ERR_NOMEM;

    (void)state;
    for (long n = 0; st != RETORT_OK; n++) {
        retort_calibration *c = NULL;

        retort_mem_fail_at(n);
        st = retort_calibration_json_read(&c, retort_span_of(json), NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
        assert_true((c != NULL) == (st == RETORT_OK));
        retort_calibration_free(c);
    }
    test_free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read__gives_back_the_same_bytes),
        cmocka_unit_test(read__gives_back_every_pair),
        cmocka_unit_test(write__writes_equal_settings_once),
        cmocka_unit_test(write__refuses_what_the_reader_would),
        cmocka_unit_test(read__names_the_place_of_what_is_wrong),
        cmocka_unit_test(read__holds_the_limits),
        cmocka_unit_test(read__holds_the_limit_of_a_use),
        cmocka_unit_test(read__holds_the_limit_of_pairs),
        cmocka_unit_test(read__refuses_what_is_no_json),
        cmocka_unit_test(read__refuses_its_text_cut_anywhere),
        cmocka_unit_test(read__tells_every_refused_allocation),
    };

    return cmocka_run_group_tests_name("calibration_json", tests, NULL,
                                       test_release);
}
