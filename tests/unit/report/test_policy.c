#include "report/policy.h"

#include "base/mem.h"
#include "support/report_test.h"

static const char *base64(const char *text)
{
    retort_policy_base64(test_out(), (const unsigned char *)text, strlen(text));
    return test_text();
}

static void base64__gives_the_vectors_of_rfc_4648(void **state)
{
    (void)state;
    assert_string_equal(base64(""), "");
    assert_string_equal(base64("f"), "Zg==");
    assert_string_equal(base64("fo"), "Zm8=");
    assert_string_equal(base64("foo"), "Zm9v");
    assert_string_equal(base64("foob"), "Zm9vYg==");
    assert_string_equal(base64("fooba"), "Zm9vYmE=");
    assert_string_equal(base64("foobar"), "Zm9vYmFy");
    assert_string_equal(base64("\xff\xef\xbe\xfb"), "/+++"
                                                    "+w==");
}

static void write__allows_one_style_and_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(retort_policy_write(test_out(), "", NULL), RETORT_OK);
    assert_string_equal(
        test_text(), "default-src 'none'; style-src "
                     "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
                     "base-uri 'none'; form-action 'none'");
}

static void write__changes_with_the_style(void **state)
{
    (void)state;
    assert_int_equal(retort_policy_write(test_out(), "a{}", NULL), RETORT_OK);
    assert_not_written("47DEQpj8HBSa");
}

static void write__tells_of_no_memory(void **state)
{
    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_policy_write(test_out(), "a{}", NULL),
                     RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64__gives_the_vectors_of_rfc_4648),
        cmocka_unit_test(write__allows_one_style_and_nothing_else),
        cmocka_unit_test(write__changes_with_the_style),
        cmocka_unit_test(write__tells_of_no_memory),
    };

    return cmocka_run_group_tests_name("policy", tests, NULL, test_release);
}
