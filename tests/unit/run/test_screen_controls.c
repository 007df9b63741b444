#include "run/screen_controls.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "run/control_scores.h"
#include "support/model_world.h"

static char library[400];

static int make_world(void **state)
{
    if (fixture_make_folder(state) != 0)
        return -1;
    (void)snprintf(library, 400, "%s", fixture_path("l.rlib"));
    return world_library(library, "l", false, 0, NULL) == RETORT_OK ? 0 : -1;
}

/* A view of model 0 of the world as the suspect of all others. */
struct seen {
    retort_screen_view view;
    retort_roster *roster;
    retort_modelset *set;
    retort_model *models;
    retort_screen_words *words;
};

static void see(struct seen *s)
{
    const retort_roster_source source = {.library = library, .threads = 1};
    size_t n;

    assert_int_equal(retort_roster_load(&s->roster, &source, NULL), RETORT_OK);
    n = s->roster->count;
    s->models = retort_mem_new(n + 1, sizeof(*s->models));
    s->words = retort_mem_new(n, sizeof(*s->words));
    assert_non_null(s->models);
    assert_non_null(s->words);
    retort_roster_models(s->roster, s->models);
    for (size_t i = 0; i < n; i++) {
        s->words[i].name = s->roster->models[i].name;
        s->words[i].lineage = s->roster->models[i].row->family;
    }
    s->models[n] = (retort_model){.name = "suspect",
                                  .family = s->models[0].family,
                                  .vendor = "",
                                  .fp = s->models[0].fp};
    assert_int_equal(retort_modelset_new(&s->set, s->models, n + 1, NULL),
                     RETORT_OK);
    assert_int_equal(retort_screening_new(&s->view.result, NULL), RETORT_OK);
    s->view.roster = s->roster;
    s->view.set = s->set;
    s->view.words = s->words;
    s->view.suspect = n;
    s->view.kin = 0;
}

static void unsee(struct seen *s)
{
    retort_screening_free(s->view.result);
    retort_modelset_free(s->set);
    retort_mem_free(s->words);
    retort_mem_free(s->models);
    retort_roster_free(s->roster);
}

static void controls__are_tied_to_neither(void **state)
{
    struct seen s = {0};

    (void)state;
    see(&s);
    for (size_t m = 0; m < s.roster->count; m++) {
        const retort_population *pop = s.roster->population;
        retort_candidate c = {0};
        uint32_t expected = 0;

        assert_int_equal(retort_screen_count_controls(&s.view, m, &c, NULL),
                         RETORT_OK);
        for (size_t i = 0; i < s.roster->count; i++)
            expected += retort_population_control(
                pop, s.roster->models[0].population,
                s.roster->models[m].population, s.roster->models[i].population);
        assert_int_equal(c.controls, expected);
        assert_true(c.control_lineages <= c.controls);
        assert_true(c.control_vendors <= c.control_lineages);
    }
    unsee(&s);
}

static void control_points__ascend_and_leave_the_suspects_lineage_out(
    void **state)
{
    struct seen s = {0};
    size_t all = 0;

    (void)state;
    see(&s);
    for (size_t m = 0; m < s.roster->count; m++) {
        size_t n;
        const retort_strip_point *p =
            retort_screen_control_points(&s.view, m, &n);

        assert_non_null(p);
        all += n;
        for (size_t i = 0; i < n; i++) {
            assert_string_not_equal(p[i].lineage, s.models[0].family);
            assert_true(p[i].score >= -1.0);
            if (i)
                assert_true(p[i - 1].score <= p[i].score);
        }
    }
    assert_true(all > 0);
    unsee(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(controls__are_tied_to_neither),
        cmocka_unit_test(
            control_points__ascend_and_leave_the_suspects_lineage_out),
    };

    return cmocka_run_group_tests(tests, make_world, fixture_drop_folder);
}
