#include "run/dose.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compare/profile.h"
#include "run/population_scores.h"
#include "run/thread_pool.h"
#include "support/block_world.h"

enum { PAIRS_MAX = 10 };

static const uint32_t FIRST = 0x0000ffff;
static const uint32_t SECOND = 0xffff0000;

/* A library scored, with what it was made from. */
struct scored {
    retort_block_models *models;
    retort_arena arena;
    retort_comparisons all;
};

static char library[400];
static struct scored world;

static retort_status load(struct scored *s, const char *path)
{
    retort_library *lib = NULL;
    retort_block_source source = {.library_name = "w.rlib"};
    retort_status st =
        retort_library_open(&lib, path, RETORT_LIBRARY_READ, NULL);

    source.library = lib;
    if (st == RETORT_OK)
        st = retort_block_models_load(&s->models, &source, NULL);
    retort_library_abandon(lib);
    if (st == RETORT_OK)
        st =
            retort_population_scores(s->models, NULL, &s->arena, &s->all, NULL);
    return st;
}

static void release(struct scored *s)
{
    retort_block_models_free(s->models);
    retort_arena_release(&s->arena);
}

static int make_world(void **state)
{
    if (fixture_make_folder(state) != 0)
        return -1;
    (void)snprintf(library, sizeof(library), "%s", fixture_path("w.rlib"));
    if (block_library(library, false) != RETORT_OK)
        return -1;
    return load(&world, library) == RETORT_OK ? 0 : -1;
}

static int drop_world(void **state)
{
    release(&world);
    return fixture_drop_folder(state);
}

static uint32_t model(const char *name)
{
    for (uint32_t i = 0; i < world.all.model_count; i++)
        if (strcmp(world.all.models[i].name, name) == 0)
            return i;
    fail_msg("%s is not there", name);
    return 0;
}

/* Comparisons of *distilled* made by hand: the world with other pairs. */
struct made {
    retort_comparison items[PAIRS_MAX];
    retort_comparison_set set;
    retort_comparisons all;
};

static void made_begin(struct made *m)
{
    memset(m, 0, sizeof(*m));
    m->all = world.all;
    m->set.proposition = "distilled";
    m->set.items = m->items;
    m->all.sets = &m->set;
    m->all.set_count = 1;
}

static retort_comparison *made_add(struct made *m, const char *suspect,
                                   const char *reference, retort_use use)
{
    retort_comparison *c = &m->items[m->set.count++];

    assert_true(m->set.count <= PAIRS_MAX);
    c->suspect = model(suspect);
    c->reference = model(reference);
    c->suspect_lineage = world.all.models[c->suspect].lineage;
    c->reference_lineage = world.all.models[c->reference].lineage;
    c->use = (uint32_t)use;
    c->stratum = "made";
    return c;
}

/* Some that have nothing to do with w0-a, and one that has. By suspect. */
static void made_for_w0(struct made *m)
{
    made_begin(m);
    (void)made_add(m, "human", "w0-a", RETORT_USE_NULL);
    (void)made_add(m, "main0", "w0-a", RETORT_USE_POSITIVE);
    (void)made_add(m, "maybe2", "w0-a", RETORT_USE_NULL);
    (void)made_add(m, "w1-a", "w0-a", RETORT_USE_NULL);
    (void)made_add(m, "w2-a", "w0-a", RETORT_USE_NULL);
    (void)made_add(m, "w3-a", "w0-a", RETORT_USE_NULL);
}

static size_t respond(const retort_block_models *models,
                      const retort_comparisons *all, const retort_pool *pool,
                      retort_power_row rows[RETORT_DOSE_ROWS])
{
    size_t count = SIZE_MAX;
    retort_err err = {0};

    memset(rows, 0, RETORT_DOSE_ROWS * sizeof(*rows));
    if (retort_dose_response(models, all, pool, rows, &count, &err) !=
        RETORT_OK)
        fail_msg("%s", err.text);
    return count;
}

static size_t respond_to(const struct made *m,
                         retort_power_row rows[RETORT_DOSE_ROWS])
{
    return respond(world.models, &m->all, NULL, rows);
}

static void check_equal(const retort_power_row *a, const retort_power_row *b)
{
    for (size_t i = 0; i < RETORT_DOSE_ROWS; i++) {
        assert_true(a[i].amount == b[i].amount);
        assert_true(a[i].supported == b[i].supported);
        assert_true(a[i].false_support == b[i].false_support);
    }
}

/* --- the rows ------------------------------------------------------------- */

static void rows__go_from_nothing_to_everything(void **state)
{
    static const double amounts[RETORT_DOSE_ROWS] = {0,  6.25, 12.5,
                                                     25, 50,   100};
    retort_power_row rows[RETORT_DOSE_ROWS];

    (void)state;
    assert_int_equal(respond(world.models, &world.all, NULL, rows),
                     RETORT_DOSE_ROWS);
    for (size_t i = 0; i < RETORT_DOSE_ROWS; i++) {
        assert_string_equal(rows[i].kind, "dose");
        assert_true(rows[i].amount == amounts[i]);
        assert_true(rows[i].supported >= 0.0 && rows[i].supported <= 1.0);
        assert_true(rows[i].false_support == rows[0].supported);
        assert_true(isnan(rows[i].cllr));
    }
    assert_true(rows[0].supported <= 0.05 + 1e-9);
}

static void rows__rise_where_the_reference_has_habits(void **state)
{
    retort_power_row rows[RETORT_DOSE_ROWS];

    (void)state;
    assert_int_equal(respond(world.models, &world.all, NULL, rows),
                     RETORT_DOSE_ROWS);
    assert_true(rows[5].supported > 0.9);
    assert_true(rows[5].supported > rows[0].supported);
    for (size_t i = 1; i < RETORT_DOSE_ROWS; i++)
        assert_true(rows[i].supported >= rows[i - 1].supported);
}

/* Replies of R in @p blocks of the second half, the rest from the suspect. */
static uint32_t blocks_of_r(unsigned blocks)
{
    uint32_t mask = 0;

    for (unsigned b = 0; b < blocks; b++)
        mask |= UINT32_C(1) << (16 + b);
    return mask;
}

/* The score of one mixture, alone with the library. */
static double score_of(const char *suspect, const char *reference,
                       uint32_t of_r)
{
    const retort_block_models *m = world.models;
    size_t s = retort_block_models_find(m, suspect);
    size_t r = retort_block_models_find(m, reference);
    retort_model *models = retort_mem_new(m->count + 2, sizeof(*models));
    const retort_block_counts **counts =
        retort_mem_new(m->count + 2, sizeof(const retort_block_counts *));
    retort_block_counts made[2] = {{.entries = NULL}, {.entries = NULL}};
    retort_modelset *set = NULL;
    retort_profile *profile = NULL;
    double score;

    assert_true(models && counts);
    for (size_t i = 0; i < m->count; i++) {
        models[i] = retort_block_models_item(m, i);
        counts[i] = &m->items[i].counts;
    }
    models[m->count] = retort_block_models_item(m, s);
    models[m->count + 1] = retort_block_models_item(m, r);
    for (size_t i = 0; i < 2; i++) {
        models[m->count + i].background = false;
        counts[m->count + i] = &made[i];
    }
    assert_int_equal(retort_block_counts_mix(&made[0], &m->items[s].counts,
                                             SECOND & ~of_r,
                                             &m->items[r].counts, of_r, NULL),
                     RETORT_OK);
    assert_int_equal(retort_block_counts_mix(&made[1], &m->items[r].counts,
                                             FIRST, NULL, 0, NULL),
                     RETORT_OK);
    assert_int_equal(retort_modelset_new(&set, models, m->count + 2, NULL),
                     RETORT_OK);
    assert_int_equal(
        retort_profile_of_blocks(&profile, set, counts, NULL, NULL), RETORT_OK);
    score = retort_profile_score(profile, m->count, m->count + 1);
    retort_profile_free(profile);
    retort_modelset_free(set);
    retort_block_counts_release(&made[0]);
    retort_block_counts_release(&made[1]);
    retort_mem_free(counts);
    retort_mem_free(models);
    return score;
}

/* Five mixtures: 5 % of them is none, so the threshold is above them all. */
static void rows__are_shares_above_the_unmixed_by_definition(void **state)
{
    static const unsigned blocks[RETORT_DOSE_ROWS] = {0, 1, 2, 4, 8, 16};
    static const char *const suspects[] = {"human", "maybe2", "w1-a", "w2-a",
                                           "w3-a"};
    retort_power_row rows[RETORT_DOSE_ROWS];
    double highest = -1.0;
    struct made m;

    (void)state;
    made_for_w0(&m);
    assert_int_equal(respond_to(&m, rows), RETORT_DOSE_ROWS);
    for (size_t i = 0; i < 5; i++)
        highest = fmax(highest, score_of(suspects[i], "w0-a", 0));
    for (size_t k = 0; k < RETORT_DOSE_ROWS; k++) {
        size_t above = 0;

        for (size_t i = 0; i < 5; i++)
            above +=
                score_of(suspects[i], "w0-a", blocks_of_r(blocks[k])) > highest;
        assert_true(fabs(rows[k].supported - (double)above / 5.0) < 1e-12);
    }
}

/* --- no reply is compared with itself ------------------------------------- */

static void mixture__of_nothing_but_r_does_not_score_one(void **state)
{
    double score = score_of("human", "w0-a", SECOND);

    (void)state;
    assert_true(score > score_of("human", "w0-a", 0));
    assert_true(score < 0.999);
}

/* Put other counts in the place of those of a model. @return the old ones */
static retort_block_counts exchange(const char *name, retort_block_counts now)
{
    size_t i = retort_block_models_find(world.models, name);
    retort_block_counts old = world.models->items[i].counts;

    world.models->items[i].counts = now;
    return old;
}

/* Blocks @p mask of model @p name, the others from somebody unheard of. */
static retort_block_counts estranged(const char *name, uint32_t mask)
{
    const world_model stranger = {90, 90, 95, 0};
    retort_fingerprint *fp =
        block_count(&stranger, 0, WORLD_PROMPTS, BLOCK_BITS);
    size_t i = retort_block_models_find(world.models, name);
    retort_block_counts other = {.entries = NULL};
    retort_block_counts out = {.entries = NULL};

    assert_non_null(fp);
    assert_int_equal(retort_block_counts_make(&other, fp, NULL), RETORT_OK);
    assert_int_equal(retort_block_counts_mix(&out,
                                             &world.models->items[i].counts,
                                             mask, &other, ~mask, NULL),
                     RETORT_OK);
    retort_block_counts_release(&other);
    retort_fingerprint_free(fp);
    return out;
}

/*
 * R whose first half is somebody else's: mixtures hold nothing that R's own
 * side shows. Would R's side have its second half too, they would be seen.
 */
static void reference__shows_its_first_half_only(void **state)
{
    retort_power_row rows[RETORT_DOSE_ROWS];
    retort_block_counts odd = estranged("w0-a", SECOND);
    retort_block_counts old = exchange("w0-a", odd);
    struct made m;

    (void)state;
    made_for_w0(&m);
    assert_int_equal(respond_to(&m, rows), RETORT_DOSE_ROWS);
    old = exchange("w0-a", old);
    retort_block_counts_release(&old);
    assert_true(rows[5].supported <= 0.2);
}

/* A suspect's first half changes nothing: mixtures are made of the second. */
static void suspect__gives_its_second_half_only(void **state)
{
    retort_power_row before[RETORT_DOSE_ROWS];
    retort_power_row after[RETORT_DOSE_ROWS];
    retort_block_counts r_first = {.entries = NULL};
    retort_block_counts old;
    size_t human = retort_block_models_find(world.models, "human");
    size_t r = retort_block_models_find(world.models, "w0-a");
    struct made m;

    (void)state;
    made_for_w0(&m);
    assert_int_equal(respond_to(&m, before), RETORT_DOSE_ROWS);
    assert_int_equal(retort_block_counts_mix(
                         &r_first, &world.models->items[human].counts, SECOND,
                         &world.models->items[r].counts, FIRST, NULL),
                     RETORT_OK);
    old = exchange("human", r_first);
    assert_int_equal(respond_to(&m, after), RETORT_DOSE_ROWS);
    old = exchange("human", old);
    retort_block_counts_release(&old);
    check_equal(before, after);
}

/* --- which pairs ---------------------------------------------------------- */

static void pairs__without_a_positive_of_r_give_no_rows(void **state)
{
    retort_power_row rows[RETORT_DOSE_ROWS];
    struct made m;

    (void)state;
    made_begin(&m);
    assert_int_equal(respond_to(&m, rows), 0);
    (void)made_add(&m, "human", "w1-a", RETORT_USE_NULL);
    (void)made_add(&m, "main0", "w0-a", RETORT_USE_POSITIVE);
    assert_int_equal(respond_to(&m, rows), 0);
    m.all.set_count = 0;
    assert_int_equal(respond_to(&m, rows), 0);
}

static void pairs__of_doubt_or_out_of_time_do_not_count(void **state)
{
    retort_power_row rows[RETORT_DOSE_ROWS];
    struct made m;

    (void)state;
    made_begin(&m);
    (void)made_add(&m, "human", "w0-a", RETORT_USE_DOUBTFUL_NULL);
    (void)made_add(&m, "main0", "w0-a", RETORT_USE_POSITIVE);
    made_add(&m, "w1-a", "w0-a", RETORT_USE_NULL)->is_time_impossible = true;
    assert_int_equal(respond_to(&m, rows), 0);
    (void)made_add(&m, "w2-a", "w0-a", RETORT_USE_NULL);
    assert_int_equal(respond_to(&m, rows), RETORT_DOSE_ROWS);
    m.items[1].use = RETORT_USE_DOUBTFUL_POSITIVE;
    assert_int_equal(respond_to(&m, rows), 0);
}

static void pairs__of_one_cell_count_once(void **state)
{
    retort_power_row once[RETORT_DOSE_ROWS];
    retort_power_row twice[RETORT_DOSE_ROWS];
    struct made m;

    (void)state;
    made_for_w0(&m);
    assert_int_equal(respond_to(&m, once), RETORT_DOSE_ROWS);
    m.set.count = 3;
    (void)made_add(&m, "w1-a", "w0-a", RETORT_USE_NULL);
    (void)made_add(&m, "w1-b", "w0-a", RETORT_USE_NULL);
    (void)made_add(&m, "w2-a", "w0-a", RETORT_USE_NULL);
    (void)made_add(&m, "w3-a", "w0-a", RETORT_USE_NULL);
    (void)made_add(&m, "w3-b", "w0-a", RETORT_USE_NULL);
    assert_int_equal(respond_to(&m, twice), RETORT_DOSE_ROWS);
    check_equal(once, twice);
}

/* An older model of a lineage does not shut its younger ones out. */
static void pairs__of_a_cell_give_the_first_that_time_allows(void **state)
{
    retort_power_row rows[RETORT_DOSE_ROWS];
    struct made m;

    (void)state;
    made_begin(&m);
    (void)made_add(&m, "main0", "w0-a", RETORT_USE_POSITIVE);
    made_add(&m, "w1-a", "w0-a", RETORT_USE_NULL)->is_time_impossible = true;
    (void)made_add(&m, "w1-b", "w0-a", RETORT_USE_NULL);
    assert_int_equal(respond_to(&m, rows), RETORT_DOSE_ROWS);
}

/* --- small libraries, threads, memory ------------------------------------- */

/* Three models: with S and R out, nobody is left to be common. */
static void scores__that_cannot_be_had_are_left_out(void **state)
{
    static const char TABLE[] =
        "model\tvendor\tfamily\tbase\trelation\tteachers\tshare\tconfidence\t"
        "released\tsource\tnote\n"
        "r\tv\tr\t-\tteacher\t-\t-\tdocumented\t2023-01\tx\t-\n"
        "s\tu\ts\t-\tteacher\t-\t-\tdocumented\t2023-02\tx\t-\n"
        "t\tacademic\tt\t-\tsft-distill\tr\tmain\tdocumented\t2023-03\tx\t-\n";
    static const world_model how[] = {
        {0, 0, 0, 0}, {1, 1, 1, 0}, {50, 0, 70, 0}};
    static const char *const names[] = {"r", "s", "t"};
    retort_power_row rows[RETORT_DOSE_ROWS];
    struct scored s = {.models = NULL};
    retort_library *lib = NULL;
    char path[400];

    (void)state;
    (void)snprintf(path, sizeof(path), "%s", fixture_path("three.rlib"));
    assert_int_equal(
        retort_library_open(&lib, path, RETORT_LIBRARY_WRITE, NULL), RETORT_OK);
    assert_int_equal(retort_library_set_lineage(
                         lib, (retort_span){TABLE, sizeof(TABLE) - 1}, NULL),
                     RETORT_OK);
    for (size_t i = 0; i < 3; i++) {
        retort_fingerprint *fp =
            block_count(&how[i], 0, WORLD_PROMPTS, BLOCK_BITS);

        assert_int_equal(retort_library_add(lib, names[i], fp, false, NULL),
                         RETORT_OK);
        retort_fingerprint_free(fp);
    }
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    assert_int_equal(load(&s, path), RETORT_OK);
    assert_int_equal(respond(s.models, &s.all, NULL, rows), 0);
    release(&s);
}

/* A suspect without a reply in its second half has no score unmixed. */
static void scores__of_the_others_stay(void **state)
{
    retort_power_row without[RETORT_DOSE_ROWS];
    retort_power_row with[RETORT_DOSE_ROWS];
    retort_block_counts half = {.entries = NULL};
    retort_block_counts old;
    size_t maybe = retort_block_models_find(world.models, "maybe2");
    struct made m;

    (void)state;
    assert_int_equal(retort_block_counts_mix(&half,
                                             &world.models->items[maybe].counts,
                                             FIRST, NULL, 0, NULL),
                     RETORT_OK);
    made_for_w0(&m);
    old = exchange("maybe2", half);
    assert_true(isnan(score_of("maybe2", "w0-a", 0)));
    assert_int_equal(respond_to(&m, with), RETORT_DOSE_ROWS);
    m.items[2].use = RETORT_USE_DOUBTFUL_NULL;
    assert_int_equal(respond_to(&m, without), RETORT_DOSE_ROWS);
    old = exchange("maybe2", old);
    retort_block_counts_release(&old);
    check_equal(with, without);
    assert_true(with[5].supported > with[0].supported);
}

static void rows__are_the_same_for_any_number_of_threads(void **state)
{
    retort_power_row one[RETORT_DOSE_ROWS];
    retort_power_row three[RETORT_DOSE_ROWS];
    retort_thread_pool threads;

    (void)state;
    assert_int_equal(respond(world.models, &world.all,
                             retort_thread_pool_init(&threads, 1), one),
                     RETORT_DOSE_ROWS);
    assert_int_equal(respond(world.models, &world.all,
                             retort_thread_pool_init(&threads, 3), three),
                     RETORT_DOSE_ROWS);
    check_equal(one, three);
}

static void response__without_memory_is_none(void **state)
{
    retort_power_row rows[RETORT_DOSE_ROWS];
    size_t refused = 0;
    struct made m;

    (void)state;
    made_begin(&m);
    (void)made_add(&m, "human", "w0-a", RETORT_USE_NULL);
    (void)made_add(&m, "main0", "w0-a", RETORT_USE_POSITIVE);
    for (long n = 0;; n++) {
        size_t count = 9;
        retort_status st;

        retort_mem_fail_at(n);
        st = retort_dose_response(world.models, &m.all, NULL, rows, &count,
                                  NULL);
        retort_mem_fail_at(-1);
        if (st == RETORT_OK) {
            assert_int_equal(count, RETORT_DOSE_ROWS);
            break;
        }
        assert_int_equal(st, RETORT_ERR_NOMEM);
        assert_int_equal(count, 0);
        refused++;
    }
    assert_true(refused > RETORT_DOSE_ROWS * 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows__go_from_nothing_to_everything),
        cmocka_unit_test(rows__rise_where_the_reference_has_habits),
        cmocka_unit_test(rows__are_shares_above_the_unmixed_by_definition),
        cmocka_unit_test(mixture__of_nothing_but_r_does_not_score_one),
        cmocka_unit_test(reference__shows_its_first_half_only),
        cmocka_unit_test(suspect__gives_its_second_half_only),
        cmocka_unit_test(pairs__without_a_positive_of_r_give_no_rows),
        cmocka_unit_test(pairs__of_doubt_or_out_of_time_do_not_count),
        cmocka_unit_test(pairs__of_one_cell_count_once),
        cmocka_unit_test(pairs__of_a_cell_give_the_first_that_time_allows),
        cmocka_unit_test(scores__that_cannot_be_had_are_left_out),
        cmocka_unit_test(scores__of_the_others_stay),
        cmocka_unit_test(rows__are_the_same_for_any_number_of_threads),
        cmocka_unit_test(response__without_memory_is_none),
    };

    return cmocka_run_group_tests(tests, make_world, drop_world);
}
