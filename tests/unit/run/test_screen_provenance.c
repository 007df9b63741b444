#include "run/screen_provenance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/model_world.h"

static char library[400];

static int make_world(void **state)
{
    if (fixture_make_folder(state) != 0)
        return -1;
    (void)snprintf(library, 400, "%s", fixture_path("l.rlib"));
    return world_library(library, "l", false, 0, NULL) == RETORT_OK ? 0 : -1;
}

static retort_roster *load(void)
{
    const retort_roster_source source = {.library = library, .threads = 1};
    retort_roster *r = NULL;

    assert_int_equal(retort_roster_load(&r, &source, NULL), RETORT_OK);
    return r;
}

static void provenance__counts_the_roster_and_copies_its_strings(void **state)
{
    retort_screening *s = NULL;
    retort_roster *r = load();
    size_t references = 0;

    (void)state;
    for (size_t i = 0; i < r->count; i++)
        references += r->models[i].is_reference;
    assert_int_equal(retort_screening_new(&s, NULL), RETORT_OK);
    assert_int_equal(retort_screen_provenance(s, r, "top=3", NULL), RETORT_OK);
    assert_int_equal(s->provenance.library_models, r->count);
    assert_int_equal(s->provenance.library_references, references);
    assert_ptr_not_equal(s->provenance.library_digest, r->digest);
    assert_string_equal(s->provenance.library_digest, r->digest);
    assert_string_equal(s->provenance.options, "top=3");
    assert_string_equal(s->provenance.library_name, "l.rlib");
    retort_roster_free(r);
    retort_screening_free(s);
}

static void heatmap__stands_in_the_order_of_lineages(void **state)
{
    retort_screening *s = NULL;
    retort_roster *r = load();
    retort_screen_words *words = retort_mem_new(r->count, sizeof(*words));

    (void)state;
    assert_non_null(words);
    for (size_t i = 0; i < r->count; i++) {
        words[i].name = r->models[i].name;
        words[i].lineage = r->models[i].row->family;
    }
    assert_int_equal(retort_screening_new(&s, NULL), RETORT_OK);
    assert_int_equal(retort_screen_heatmap(s, r, words, NULL), RETORT_OK);
    assert_true(s->heatmap.size > 1);
    for (size_t i = 1; i < s->heatmap.size; i++)
        assert_true(
            strcmp(s->heatmap.lineages[i - 1], s->heatmap.lineages[i]) <= 0);
    retort_screening_free(s);
    retort_mem_free(words);
    retort_roster_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(provenance__counts_the_roster_and_copies_its_strings),
        cmocka_unit_test(heatmap__stands_in_the_order_of_lineages),
    };

    return cmocka_run_group_tests(tests, make_world, fixture_drop_folder);
}
