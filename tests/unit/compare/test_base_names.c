#include "compare/base_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fingerprint/lineage_words.h"

static void bases_next__yields_both_names_of_a_cell(void **state)
{
    retort_bases bases = retort_bases_of("openchat-3.5 (mistral-7b)");
    retort_span name;

    (void)state;
    assert_true(retort_bases_next(&bases, &name));
    assert_true(retort_word_is(name, "openchat-3.5"));
    assert_true(retort_bases_next(&bases, &name));
    assert_true(retort_word_is(name, "mistral-7b"));
    assert_false(retort_bases_next(&bases, &name));
}

static void bases_next__yields_nothing_of_nothing(void **state)
{
    static const char *const empty[] = {"", "  ", "( )", "(),,"};
    retort_span name;

    (void)state;
    for (size_t i = 0; i < sizeof(empty) / sizeof(empty[0]); i++) {
        retort_bases bases = retort_bases_of(empty[i]);

        assert_false(retort_bases_next(&bases, &name));
    }
}

static void assert_stem(const char *name, const char *stem)
{
    retort_span got = retort_base_stem(retort_span_of(name));

    if (!retort_word_is(got, stem))
        fail_msg("stem of %s is %.*s, not %s", name, (int)got.len, got.ptr,
                 stem);
}

static void stem__cuts_a_size_and_nothing_else(void **state)
{
    (void)state;
    assert_stem("llama-2-7b", "llama-2");
    assert_stem("llama-2-13b", "llama-2");
    assert_stem("llama-2", "llama-2");
    assert_stem("mixtral-8x7b", "mixtral");
    assert_stem("qwen1.5-1.8b", "qwen1.5");
    assert_stem("opt-350m", "opt");
    assert_stem("llama-2-7b-chat", "llama-2-7b-chat");
    assert_stem("web", "web");
    assert_stem("phi-b", "phi-b");
    assert_stem("7b", "7b");
    assert_stem("-7b", "-7b");
    assert_stem("", "");
    assert_stem("llama2b", "llama2b");
}

static void shared__sees_one_base_under_two_sizes(void **state)
{
    (void)state;
    assert_true(retort_bases_shared("llama-1-7b", "llama-1-13b"));
    assert_true(retort_bases_shared("llama-2", "llama-2-70b"));
    assert_true(retort_bases_shared("mistral-7b", "chat (mistral-7b)"));
    assert_false(retort_bases_shared("llama-1-7b", "llama-2-7b"));
    assert_false(retort_bases_shared("", ""));
    assert_false(retort_bases_shared("", "llama-1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bases_next__yields_both_names_of_a_cell),
        cmocka_unit_test(bases_next__yields_nothing_of_nothing),
        cmocka_unit_test(stem__cuts_a_size_and_nothing_else),
        cmocka_unit_test(shared__sees_one_base_under_two_sizes),
    };

    return cmocka_run_group_tests_name("base_names", tests, NULL, NULL);
}
