#include "run/preparing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "base/sha256.h"

static const retort_fp_params BY_TEXT = {.rules = 1};
static const retort_fp_params BY_ID = {.rules = 1, .key = RETORT_PROMPT_KEY_ID};

static retort_record record(const char *prompt, const char *response)
{
    return (retort_record){.model = retort_span_of("m"),
                           .prompt_id = retort_span_of("q1"),
                           .prompt = retort_span_of(prompt),
                           .response = retort_span_of(response)};
}

static retort_reply_facts run(const retort_fp_params *params,
                              const retort_record *rec, char *text, size_t room)
{
    retort_preparer *p = NULL;
    retort_reply_facts facts;
    retort_span got;

    assert_int_equal(retort_preparer_new(&p, NULL), RETORT_OK);
    assert_int_equal(retort_preparer_run(p, params, rec, &facts, &got, NULL),
                     RETORT_OK);
    assert_true(got.len < room);
    memcpy(text, got.ptr ? got.ptr : "", got.len);
    text[got.len] = '\0';
    retort_preparer_free(p);
    return facts;
}

static void sha256(const void *bytes, size_t len, unsigned char *out)
{
    retort_sha256 *h = NULL;

    assert_int_equal(retort_sha256_new(&h, NULL), RETORT_OK);
    retort_sha256_update(h, bytes, len);
    assert_int_equal(retort_sha256_final(h, out, NULL), RETORT_OK);
    retort_sha256_free(h);
}

static void run__keys_by_the_folded_prompt_or_by_id(void **state)
{
    retort_record rec = record("  What\n is\tit? ", "A reply.");
    unsigned char want[RETORT_SHA256_BYTES];
    retort_reply_facts facts;
    char text[100];

    (void)state;
    facts = run(&BY_TEXT, &rec, text, sizeof(text));
    sha256("What is it?", 11, want);
    assert_memory_equal(facts.key, want, RETORT_KEY_BYTES);
    facts = run(&BY_ID, &rec, text, sizeof(text));
    sha256("q1", 2, want);
    assert_memory_equal(facts.key, want, RETORT_KEY_BYTES);
    assert_string_equal(text, "A reply.");
}

/* Length and bytes of system, prompt, reasoning, response, as read. */
static void run__digests_the_canonical_record(void **state)
{
    static const char *const fields[] = {"sys", " p \r\n", "why", "re\r\nply "};
    retort_record rec = record(fields[1], fields[3]);
    unsigned char bytes[200];
    unsigned char want[RETORT_SHA256_BYTES];
    retort_reply_facts facts;
    char text[100];
    size_t n = 0;

    (void)state;
    rec.system = retort_span_of(fields[0]);
    rec.reasoning = retort_span_of(fields[2]);
    for (size_t i = 0; i < 4; i++) {
        retort_put_le(bytes + n, strlen(fields[i]), 8);
        memcpy(bytes + n + 8, fields[i], strlen(fields[i]));
        n += 8 + strlen(fields[i]);
    }
    sha256(bytes, n, want);
    facts = run(&BY_TEXT, &rec, text, sizeof(text));
    assert_memory_equal(facts.digest, want, sizeof(want));
    assert_true(facts.had_reasoning);
}

static void run__digest_ignores_who_and_where(void **state)
{
    retort_record a = record("p", "r");
    retort_record b = record("p", "r");
    retort_record c = record("pr", "");
    retort_reply_facts fa;
    retort_reply_facts fb;
    char text[100];

    (void)state;
    b.model = retort_span_of("another");
    b.prompt_id = retort_span_of("q2");
    b.sample = 7;
    b.truncated = true;
    fa = run(&BY_TEXT, &a, text, sizeof(text));
    fb = run(&BY_TEXT, &b, text, sizeof(text));
    assert_memory_equal(fa.digest, fb.digest, RETORT_SHA256_BYTES);
    assert_false(fa.truncated);
    assert_true(fb.truncated);
    c.response = retort_span_of(""); /* the same bytes, cut elsewhere */
    fb = run(&BY_TEXT, &c, text, sizeof(text));
    assert_memory_not_equal(fa.digest, fb.digest, RETORT_SHA256_BYTES);
}

static void run__refuses_a_record_that_cannot_be_keyed(void **state)
{
    static const char *const none[] = {"", " \n\t "};
    retort_preparer *p = NULL;
    retort_reply_facts facts;
    retort_span text;

    (void)state;
    assert_int_equal(retort_preparer_new(&p, NULL), RETORT_OK);
    for (size_t i = 0; i < 2; i++) {
        retort_record rec = record(none[i], "r");
        retort_err err = {0};

        assert_int_equal(
            retort_preparer_run(p, &BY_TEXT, &rec, &facts, &text, &err),
            RETORT_ERR_SHAPE);
        assert_non_null(strstr(err.text, "--prompt-key id"));
        assert_int_equal(
            retort_preparer_run(p, &BY_ID, &rec, &facts, &text, &err),
            RETORT_OK);
        rec.prompt_id = retort_span_of("");
        assert_int_equal(
            retort_preparer_run(p, &BY_ID, &rec, &facts, &text, &err),
            RETORT_ERR_SHAPE);
        assert_non_null(strstr(err.text, "no prompt id"));
    }
    retort_preparer_free(p);
    retort_preparer_free(NULL);
}

/* A refused record leaves nothing in the digests of the next. */
static void run__starts_clean_after_a_failure(void **state)
{
    const retort_record good = record("p", "r");
    const retort_record bad = record("p", "\xff");
    const retort_record none = record("", "r");
    retort_preparer *p = NULL;
    retort_reply_facts want;
    retort_reply_facts got;
    retort_span text;

    (void)state;
    assert_int_equal(retort_preparer_new(&p, NULL), RETORT_OK);
    assert_int_equal(
        retort_preparer_run(p, &BY_TEXT, &good, &want, &text, NULL), RETORT_OK);
    assert_int_equal(retort_preparer_run(p, &BY_TEXT, &bad, &got, &text, NULL),
                     RETORT_ERR_UTF8);
    assert_int_equal(retort_preparer_run(p, &BY_TEXT, &none, &got, &text, NULL),
                     RETORT_ERR_SHAPE);
    assert_int_equal(retort_preparer_run(p, &BY_TEXT, &good, &got, &text, NULL),
                     RETORT_OK);
    assert_memory_equal(want.key, got.key, RETORT_KEY_BYTES);
    assert_memory_equal(want.digest, got.digest, RETORT_SHA256_BYTES);
    retort_preparer_free(p);
}

static void run__cuts_the_channel_out(void **state)
{
    const retort_record rec =
        record("p", "<think>hidden</think>Shown.\n```\ncode\n```\n");
    static const char *const want[RETORT_CHANNEL_COUNT][2] = {
        {"Shown.", "hidden"},
        {"Shown.", "code"},
        {"code", "Shown."},
        {"hidden", "Shown."}};

    (void)state;
    for (uint32_t c = 0; c < RETORT_CHANNEL_COUNT; c++) {
        const retort_fp_params params = {.rules = 1, .channel = c};
        char text[100];
        retort_reply_facts facts = run(&params, &rec, text, sizeof(text));

        assert_true(facts.had_reasoning);
        assert_non_null(strstr(text, want[c][0]));
        assert_null(strstr(text, want[c][1]));
    }
}

static void new__fails_cleanly_without_memory(void **state)
{
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st != RETORT_OK && n < 50; n++) {
        retort_preparer *p = NULL;

        retort_mem_fail_at(n);
        st = retort_preparer_new(&p, NULL);
        retort_mem_fail_at(-1);
        assert_int_equal(p == NULL, st != RETORT_OK);
        retort_preparer_free(p);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run__keys_by_the_folded_prompt_or_by_id),
        cmocka_unit_test(run__digests_the_canonical_record),
        cmocka_unit_test(run__digest_ignores_who_and_where),
        cmocka_unit_test(run__refuses_a_record_that_cannot_be_keyed),
        cmocka_unit_test(run__starts_clean_after_a_failure),
        cmocka_unit_test(run__cuts_the_channel_out),
        cmocka_unit_test(new__fails_cleanly_without_memory),
    };

    return cmocka_run_group_tests_name("preparing", tests, NULL, NULL);
}
