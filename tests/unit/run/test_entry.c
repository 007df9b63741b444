#include "run/entry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/random_corpus.h"

static retort_reply_facts facts_of(test_random *r)
{
    retort_reply_facts f = {.had_reasoning = random_below(r, 2),
                            .was_template = random_below(r, 2),
                            .truncated = random_below(r, 2)};

    for (size_t i = 0; i < sizeof(f.key); i++)
        f.key[i] = (unsigned char)random_next(r);
    for (size_t i = 0; i < sizeof(f.digest); i++)
        f.digest[i] = (unsigned char)random_next(r);
    return f;
}

static void next__gives_back_what_was_put(void **state)
{
    static char text[3000];
    test_random make = {1};
    test_random again = {1};
    retort_reply_facts facts;
    retort_span rest;
    retort_span got;
    retort_buf b;

    (void)state;
    retort_buf_init(&b, 1 << 24);
    for (size_t i = 0; i < 200; i++) {
        facts = facts_of(&make);
        memset(text, (int)i, sizeof(text));
        retort_entry_put(&b, &facts, (retort_span){text, i * 13 % 2999});
    }
    assert_int_equal(retort_buf_status(&b), RETORT_OK);
    rest = (retort_span){b.ptr, b.len};
    for (size_t i = 0; i < 200; i++) {
        retort_reply_facts want = facts_of(&again);

        assert_true(retort_entry_next(&rest, &facts, &got));
        assert_memory_equal(facts.key, want.key, sizeof(want.key));
        assert_memory_equal(facts.digest, want.digest, sizeof(want.digest));
        assert_int_equal(facts.had_reasoning, want.had_reasoning);
        assert_int_equal(facts.was_template, want.was_template);
        assert_int_equal(facts.truncated, want.truncated);
        assert_int_equal(got.len, i * 13 % 2999);
        memset(text, (int)i, sizeof(text));
        assert_memory_equal(got.ptr, text, got.len);
    }
    assert_int_equal(rest.len, 0);
    assert_false(retort_entry_next(&rest, &facts, &got));
    retort_buf_release(&b);
}

static void put__sticks_to_a_failure(void **state)
{
    const retort_reply_facts facts = {.truncated = true};
    retort_buf b;

    (void)state;
    retort_buf_init(&b, 60);
    retort_entry_put(&b, &facts, retort_span_of("0123456789"));
    assert_int_equal(retort_buf_status(&b), RETORT_ERR_LIMIT);
    retort_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next__gives_back_what_was_put),
        cmocka_unit_test(put__sticks_to_a_failure),
    };

    return cmocka_run_group_tests_name("entry", tests, NULL, NULL);
}
