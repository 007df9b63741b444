#include "report/policy.h"

#include "base/mem.h"
#include "support/report_test.h"

static const char *base64(const char *bytes)
{
    retort_policy_base64(test_out(), (const unsigned char *)bytes,
                         strlen(bytes));
    return test_text();
}

/* The vectors of RFC 4648, section 10. */
static void base64__pads(void **state)
{
    (void)state;
    assert_string_equal(base64(""), "");
    assert_string_equal(base64("f"), "Zg==");
    assert_string_equal(base64("fo"), "Zm8=");
    assert_string_equal(base64("foo"), "Zm9v");
    assert_string_equal(base64("foob"), "Zm9vYg==");
    assert_string_equal(base64("fooba"), "Zm9vYmE=");
    assert_string_equal(base64("foobar"), "Zm9vYmFy");
    assert_string_equal(base64("\xff\xfe\xfb"), "//77");
}

/* SHA-256 of the empty text is known everywhere. */
static void write__allows_one_style_and_nothing_else(void **state)
{
    retort_err err;

    (void)state;
    assert_int_equal(retort_policy_write(test_out(), "", &err), RETORT_OK);
    assert_string_equal(
        test_text(),
        "default-src 'none'; style-src "
        "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
        "base-uri 'none'; form-action 'none'");
}

static void write__tells_when_memory_is_refused(void **state)
{
    retort_err err;
    retort_buf *out = test_out();

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_policy_write(out, "x", &err), RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64__pads),
        cmocka_unit_test(write__allows_one_style_and_nothing_else),
        cmocka_unit_test(write__tells_when_memory_is_refused),
    };

    return cmocka_run_group_tests_name("policy", tests, NULL, test_release);
}
