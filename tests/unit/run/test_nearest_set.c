#include "run/nearest_set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/block_world.h"

static char library[400];
static retort_fingerprint *suspect; /* a student of 0, not in the library */

static int make_world(void **state)
{
    const world_model how = {60, 0, 80, 0};

    if (fixture_make_folder(state) != 0)
        return -1;
    (void)snprintf(library, sizeof(library), "%s", fixture_path("w.rlib"));
    if (block_library(library, false) != RETORT_OK)
        return -1;
    suspect = block_count(&how, 0, WORLD_PROMPTS, BLOCK_BITS);
    return suspect ? 0 : -1;
}

static int drop_world(void **state)
{
    retort_fingerprint_free(suspect);
    return fixture_drop_folder(state);
}

static retort_screening *screen(const retort_screen_suspect *one)
{
    const retort_roster_source source = {.library = library, .threads = 1};
    const retort_screen_options options = {.strips = 1};
    retort_roster *roster = NULL;
    retort_screening *s = NULL;
    retort_err err = {0};

    if (retort_roster_load(&roster, &source, &err) != RETORT_OK ||
        retort_screen_run(roster, one, 1, &options, &s, &err) != RETORT_OK)
        fail_msg("%s", err.text);
    retort_roster_free(roster);
    return s;
}

static retort_nearest_set how_of(const retort_screen_suspect *one,
                                 size_t threads)
{
    return (retort_nearest_set){.library = library,
                                .suspects = one,
                                .suspect_count = 1,
                                .threads = threads};
}

static size_t marked(const retort_suspect *s)
{
    size_t n = 0;

    for (size_t i = 0; i < s->candidate_count; i++)
        n += s->candidates[i].in_nearest_set;
    return n;
}

static void mark__begins_with_the_nearest_and_takes_one_a_lineage(void **state)
{
    const retort_screen_suspect one = {"suspect", suspect};
    const retort_nearest_set how = how_of(&one, 1);
    retort_screening *s = screen(&one);
    const retort_suspect *x;

    (void)state;
    assert_int_equal(marked(s->suspects), 0);
    assert_int_equal(retort_nearest_set_mark(s, &how, NULL), RETORT_OK);
    x = s->suspects;
    assert_true(x->candidates[0].in_nearest_set);
    for (size_t i = 0; i < x->candidate_count; i++)
        for (size_t j = 0; j < i; j++)
            if (x->candidates[i].in_nearest_set &&
                x->candidates[j].in_nearest_set)
                assert_string_not_equal(x->candidates[i].lineage,
                                        x->candidates[j].lineage);
    assert_true(marked(x) < x->ranked_references);
    retort_screening_free(s);
}

static void mark__does_not_depend_on_threads(void **state)
{
    const retort_screen_suspect one = {"suspect", suspect};
    const retort_nearest_set few = how_of(&one, 1);
    const retort_nearest_set many = how_of(&one, 3);
    retort_screening *a = screen(&one);
    retort_screening *b = screen(&one);

    (void)state;
    assert_int_equal(retort_nearest_set_mark(a, &few, NULL), RETORT_OK);
    assert_int_equal(retort_nearest_set_mark(b, &many, NULL), RETORT_OK);
    for (size_t i = 0; i < a->suspects->candidate_count; i++)
        assert_int_equal(a->suspects->candidates[i].in_nearest_set,
                         b->suspects->candidates[i].in_nearest_set);
    retort_screening_free(b);
    retort_screening_free(a);
}

static void mark__wants_the_suspects_of_the_result(void **state)
{
    const retort_screen_suspect one = {"suspect", suspect};
    retort_nearest_set how = how_of(&one, 1);
    retort_screening *s = screen(&one);

    (void)state;
    how.suspect_count = 0;
    assert_int_equal(retort_nearest_set_mark(s, &how, NULL), RETORT_ERR_ARG);
    how.suspect_count = 1;
    how.library = "absent.rlib";
    assert_int_equal(retort_nearest_set_mark(s, &how, NULL),
                     RETORT_ERR_NOT_FOUND);
    assert_int_equal(marked(s->suspects), 0);
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mark__begins_with_the_nearest_and_takes_one_a_lineage),
        cmocka_unit_test(mark__does_not_depend_on_threads),
        cmocka_unit_test(mark__wants_the_suspects_of_the_result),
    };

    return cmocka_run_group_tests(tests, make_world, drop_world);
}
