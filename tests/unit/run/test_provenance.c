#include "run/provenance.h"

#include <retort/version.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "fingerprint/section.h"

static retort_input_facts input(const char *path)
{
    retort_input_facts f = {
        .path = path, .format = "plain", .counts = {.read = 5, .used = 3}};

    f.file.compression = "gzip";
    f.file.bytes = 77;
    memset(f.file.sha256, 0xab, sizeof(f.file.sha256));
    f.counts.skipped[RETORT_SKIP_EMPTY] = 2;
    return f;
}

struct world {
    retort_fingerprint *fp;
    retort_fingerprinting how;
    retort_fingerprinting_facts facts;
    retort_pairs pairs;
};

static void world_make(struct world *w, retort_input_facts *inputs, size_t n)
{
    const retort_fp_params params = {.rules = 1};

    memset(w, 0, sizeof(*w));
    assert_int_equal(retort_fp_new(&w->fp, &params, NULL), RETORT_OK);
    w->facts.inputs = inputs;
    w->facts.input_count = n;
    for (size_t i = 0; i < n; i++)
        for (size_t m = 0; m < 2; m++)
            assert_int_equal(
                retort_pairs_add(&w->pairs, m, i, 10 * m + i + 1, NULL),
                RETORT_OK);
}

static void world_release(struct world *w)
{
    retort_pairs_release(&w->pairs);
    retort_fingerprint_free(w->fp);
}

static retort_status set(struct world *w, size_t model, retort_err *err)
{
    return retort_provenance_set(w->fp, &w->how, &w->facts, &w->pairs, model,
                                 err);
}

static void set__is_one_line_with_sorted_keys(void **state)
{
    retort_input_facts in = input("/home/someone/data/a\"b.jsonl.gz");
    struct world w;

    (void)state;
    world_make(&w, &in, 1);
    w.how.options_text = "--detail reply";
    assert_int_equal(set(&w, 1, NULL), RETORT_OK);
    assert_string_equal(
        w.fp->provenance,
        "{\"inputs\":[{\"bytes\":77,\"compression\":\"gzip\",\"format\":"
        "\"plain\",\"name\":\"a\\\"b.jsonl.gz\",\"records\":{\"read\":5,"
        "\"skipped\":{\"empty reply\":2},\"used\":3},\"replies\":11,"
        "\"sha256\":"
        "\"abababababababababababababababababababababababababababababababab\""
        "}],\"options\":\"--detail "
        "reply\",\"rules\":1,\"tool\":\"retort " RETORT_VERSION "\"}");
    world_release(&w);
}

static void set__lists_only_the_inputs_of_the_model(void **state)
{
    retort_input_facts in[3] = {input("x/one"), input("two"), input("y/three")};
    struct world w;

    (void)state;
    world_make(&w, in, 2);
    w.facts.input_count = 3;
    assert_int_equal(retort_pairs_add(&w.pairs, 1, 2, 1, NULL), RETORT_OK);
    assert_int_equal(set(&w, 0, NULL), RETORT_OK);
    assert_non_null(strstr(w.fp->provenance, "\"one\""));
    assert_non_null(strstr(w.fp->provenance, "\"two\""));
    assert_null(strstr(w.fp->provenance, "three"));
    assert_non_null(strstr(w.fp->provenance, "\"options\":\"\""));
    world_release(&w);
}

/* Two machines, two places: the same bytes. */
static void set__tells_no_folder(void **state)
{
    static const char *const paths[] = {"/home/me/set/a.json", "a.json",
                                        "../a.json", "./a.json"};
    static const char *const folders[] = {"/home/me/set", "/home/me/set/",
                                          "set///", "./set/"};

    (void)state;
    for (size_t i = 0; i < 8; i++) {
        retort_input_facts in = input(i < 4 ? paths[i] : folders[i - 4]);
        struct world w;

        world_make(&w, &in, 1);
        assert_int_equal(set(&w, 0, NULL), RETORT_OK);
        assert_non_null(strstr(w.fp->provenance, i < 4 ? "\"name\":\"a.json\""
                                                       : "\"name\":\"set\""));
        assert_null(strstr(w.fp->provenance, "home"));
        world_release(&w);
    }
}

static void set__refuses_more_inputs_than_fit(void **state)
{
    enum { MANY = 4000 };
    retort_input_facts *in = retort_mem_new(MANY, sizeof(*in));
    static char name[400];
    struct world w;
    retort_err err = {0};

    (void)state;
    assert_non_null(in);
    memset(name, 'n', sizeof(name) - 1);
    for (size_t i = 0; i < MANY; i++)
        in[i] = input(name);
    world_make(&w, in, MANY);
    assert_int_equal(set(&w, 0, &err), RETORT_ERR_LIMIT);
    assert_non_null(strstr(err.text, "4000 inputs"));
    assert_string_equal(w.fp->provenance, "");
    world_release(&w);
    world_make(&w, in, 700);
    assert_int_equal(set(&w, 0, &err), RETORT_OK);
    assert_true(strlen(w.fp->provenance) < RETORT_FP_PROVENANCE_MAX / 2);
    world_release(&w);
    retort_mem_free(in);
}

static void set__reports_lack_of_memory(void **state)
{
    retort_input_facts in = input("a");
    struct world w;
    retort_err err = {0};

    (void)state;
    world_make(&w, &in, 1);
    for (long n = 0; n < 2; n++) {
        retort_mem_fail_at(n ? 1 : 0);
        assert_int_equal(set(&w, 0, &err), RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
    }
    world_release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set__is_one_line_with_sorted_keys),
        cmocka_unit_test(set__lists_only_the_inputs_of_the_model),
        cmocka_unit_test(set__tells_no_folder),
        cmocka_unit_test(set__refuses_more_inputs_than_fit),
        cmocka_unit_test(set__reports_lack_of_memory),
    };

    return cmocka_run_group_tests_name("provenance", tests, NULL, NULL);
}
