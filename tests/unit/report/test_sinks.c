#include "base/mem.h"
#include "support/report_test.h"

static void sinks__are_listed_with_extension_and_summary(void **state)
{
    const retort_sink_info *info = retort_report_sinks();
    size_t count = 0;

    (void)state;
    for (; info[count].name; count++) {
        assert_int_equal(info[count].extension[0], '.');
        assert_true(strlen(info[count].summary) > 0);
    }
    assert_int_equal(count, 4);
}

static void write__gives_each_sink_its_own_output(void **state)
{
    static const char *const STARTS[][2] = {
        {"html", "<!DOCTYPE html>"},
        {"json", "{\"format\":\"retort-result-1\","},
        {"csv", "suspect,suspect_digest,"},
        {"text", "screening only"},
    };
    retort_screening *s = test_sample(false);

    (void)state;
    for (size_t i = 0; i < sizeof(STARTS) / sizeof(STARTS[0]); i++) {
        char *out = NULL;
        size_t len = 0;

        assert_int_equal(
            retort_report_write(s, STARTS[i][0], &out, &len, NULL), RETORT_OK);
        assert_int_equal(strncmp(out, STARTS[i][1], strlen(STARTS[i][1])), 0);
        assert_int_equal(strlen(out), len);
        assert_int_equal(out[len - 1], '\n');
        retort_report_bytes_free(out);
    }
    retort_screening_free(s);
}

static void write__refuses_a_sink_it_does_not_know(void **state)
{
    retort_screening *s = test_sample(false);
    retort_err err = {0};
    char *out = (char *)s;
    size_t len = 1;

    (void)state;
    assert_int_equal(retort_report_write(s, "docx", &out, &len, &err),
                     RETORT_ERR_ARG);
    assert_string_equal(err.text, "no report format 'docx'");
    assert_null(out);
    assert_int_equal(len, 0);
    retort_report_bytes_free(NULL);
    retort_screening_free(s);
}

/* Refuse each allocation in turn: every one must be told, none may leak. */
static void write__tells_every_refused_allocation(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    s->heatmap.size = 0; /* the picture allocates nothing that others do not */
    for (const retort_sink_info *i = retort_report_sinks(); i->name; i++) {
        retort_status st = RETORT_ERR_NOMEM;

        for (long n = 0; st != RETORT_OK; n += n < 40 ? 1 : 97) {
            char *out = NULL;
            size_t len = 0;

            retort_mem_fail_at(n);
            st = retort_report_write(s, i->name, &out, &len, NULL);
            retort_mem_fail_at(-1);
            assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
            assert_true((out != NULL) == (st == RETORT_OK));
            retort_report_bytes_free(out);
        }
    }
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sinks__are_listed_with_extension_and_summary),
        cmocka_unit_test(write__gives_each_sink_its_own_output),
        cmocka_unit_test(write__refuses_a_sink_it_does_not_know),
        cmocka_unit_test(write__tells_every_refused_allocation),
    };

    return cmocka_run_group_tests_name("sinks", tests, NULL, test_release);
}
