#include "infer/validation_cells.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "base/mem.h"

/* Lineages of suspect and reference, use, score. */
static retort_comparison pair(uint32_t s, uint32_t r, retort_use use,
                              double score)
{
    retort_comparison c = {.suspect_lineage = s,
                           .reference_lineage = r,
                           .use = use,
                           .stratum = "main",
                           .length = score - 100,
                           .hub = score + 100};

    c.at[RETORT_CLOSED].score = score;
    c.at[RETORT_OPEN].score = score + 1;
    return c;
}

enum { PAIRS = 9 };

/* Reference lineage 2 has no positive. */
static void fill(retort_comparison *items)
{
    items[0] = pair(7, 1, RETORT_USE_NULL, 0.1);
    items[1] = pair(5, 1, RETORT_USE_POSITIVE, 0.9);
    items[2] = pair(7, 1, RETORT_USE_NULL, 0.2);
    items[3] = pair(6, 2, RETORT_USE_NULL, 0.3);
    items[4] = pair(5, 1, RETORT_USE_POSITIVE, 0.8);
    items[5] = pair(6, 1, RETORT_USE_NULL, 0.4);
    items[6] = pair(7, 4, RETORT_USE_POSITIVE, 0.7);
    items[7] = pair(8, 4, RETORT_USE_DOUBTFUL_POSITIVE, 0.6);
    items[8] = pair(9, 2, RETORT_USE_DOUBTFUL_NULL, 0.5);
}

static retort_cells make(const retort_comparison *items, bool doubtful,
                         retort_cells_score score)
{
    static retort_comparison_set set;
    retort_cells c = {0};
    retort_cells_how how = {
        .set = &set, .score = score, .with_doubtful = doubtful};

    set = (retort_comparison_set){"distilled", items, PAIRS};
    assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
    return c;
}

static void make__sorts_pairs_into_cells(void **state)
{
    retort_comparison items[PAIRS];
    retort_cells c;

    (void)state;
    fill(items);
    c = make(items, false, RETORT_CELLS_CLOSED);
    assert_int_equal(c.count, 7);
    assert_int_equal(c.cells, 5); /* 5x1 6x1 6x2 7x1 7x4 */
    assert_ptr_equal(c.item[0], &items[1]);
    assert_ptr_equal(c.item[1], &items[4]);
    assert_ptr_equal(c.item[4], &items[0]);
    assert_ptr_equal(c.item[5], &items[2]);
    assert_int_equal(c.cell[3].count, 2);
    assert_int_equal(c.suspects, 3);
    assert_int_equal(c.references, 3);
    assert_int_equal(retort_cells_suspect(&c, 7), 2);
    assert_int_equal(retort_cells_suspect(&c, 1), RETORT_CELLS_NONE);
    assert_int_equal(retort_cells_reference(&c, 4), 2);
    for (size_t k = 0; k < c.cells; k++) {
        size_t at = c.cell[k].suspect * c.references + c.cell[k].reference;

        assert_in_range(k, c.first_at[at], c.first_at[at + 1] - 1);
    }
    retort_cells_release(&c);
}

static void make__counts_nulls_on_taught_references_only(void **state)
{
    retort_comparison items[PAIRS];
    retort_cells c;
    retort_cells_counts n;

    (void)state;
    fill(items);
    c = make(items, false, RETORT_CELLS_CLOSED);
    n = retort_cells_count(&c, NULL);
    assert_int_equal(n.positives, 3);
    assert_int_equal(n.nulls, 3);
    assert_int_equal(n.positive_lineages, 2);
    assert_int_equal(n.null_lineages, 2);
    assert_int_equal(n.reference_lineages, 2);
    assert_false(c.cell[2].is_counted);
    assert_true(c.weight[3] == 0.0); /* 6x2 */
    retort_cells_release(&c);
}

static void make__lets_cells_weigh_equally(void **state)
{
    retort_comparison items[PAIRS];
    retort_cells c;

    (void)state;
    fill(items);
    c = make(items, false, RETORT_CELLS_CLOSED);
    assert_true(c.weight[0] == 0.25 && c.weight[1] == 0.25); /* 5x1 */
    assert_true(c.weight[6] == 0.5);                         /* 7x4 */
    assert_true(c.weight[2] == 0.5);                         /* 6x1 */
    assert_true(c.weight[4] == 0.25 && c.weight[5] == 0.25); /* 7x1 */
    retort_cells_release(&c);
}

static void make__takes_the_score_that_is_asked(void **state)
{
    retort_comparison items[PAIRS];
    retort_cells c;

    (void)state;
    fill(items);
    c = make(items, false, RETORT_CELLS_OPEN);
    assert_true(c.score[0] == 1.9);
    retort_cells_release(&c);
    c = make(items, false, RETORT_CELLS_HUB);
    assert_true(c.score[0] == 100.9);
    retort_cells_release(&c);
    items[1].length = (double)NAN;
    c = make(items, false, RETORT_CELLS_LENGTH);
    assert_int_equal(c.count, 6);
    assert_true(c.score[0] == 0.8 - 100);
    retort_cells_release(&c);
    items[1].at[RETORT_CLOSED].score = (double)INFINITY;
    c = make(items, false, RETORT_CELLS_CLOSED);
    assert_int_equal(c.count, 6);
    retort_cells_release(&c);
}

static void make__lets_doubtful_labels_in_when_asked(void **state)
{
    retort_comparison items[PAIRS];
    retort_cells c;

    (void)state;
    fill(items);
    c = make(items, true, RETORT_CELLS_CLOSED);
    assert_int_equal(c.count, 9);
    assert_int_equal(retort_cells_count(&c, NULL).positive_lineages, 3);
    retort_cells_release(&c);
}

static void classes__weigh_what_is_kept(void **state)
{
    retort_comparison items[PAIRS];
    const uint8_t keep[PAIRS] = {1, 0, 1, 1, 1, 1, 0};
    double room[2 * PAIRS];
    retort_cells c;
    retort_classes k;

    (void)state;
    fill(items);
    c = make(items, false, RETORT_CELLS_CLOSED);
    k = retort_cells_classes(&c, c.score, NULL, room);
    assert_int_equal(k.positive.count, 3);
    assert_int_equal(k.null.count, 3);
    assert_true(k.positive.value[2] == 0.7 && k.positive.weight[2] == 0.5);
    assert_true(k.positive.units == 2.0 && k.null.units == 2.0);
    k = retort_cells_classes(&c, c.score, keep, room);
    assert_int_equal(k.positive.count, 1);
    assert_true(k.positive.value[0] == 0.9 && k.positive.weight[0] == 1.0);
    assert_true(k.positive.units == 1.0);
    assert_int_equal(k.null.count, 3); /* 6x2 is kept but does not count */
    assert_true(k.null.weight[0] == 0.5 && k.null.weight[1] == 0.25);
    retort_cells_release(&c);
}

static void make__takes_an_empty_set(void **state)
{
    const retort_comparison_set set = {"same", NULL, 0};
    const retort_cells_how how = {.set = &set, .score = RETORT_CELLS_CLOSED};
    retort_cells c = {0};

    (void)state;
    assert_int_equal(retort_cells_make(&c, &how, NULL), RETORT_OK);
    assert_int_equal(c.count, 0);
    assert_int_equal(retort_cells_count(&c, NULL).nulls, 0);
    assert_int_equal(retort_cells_suspect(&c, 3), RETORT_CELLS_NONE);
    retort_cells_release(&c);
}

static void make__reports_missing_memory(void **state)
{
    retort_comparison items[PAIRS];
    retort_comparison_set set = {"distilled", items, PAIRS};
    const retort_cells_how how = {.set = &set, .score = RETORT_CELLS_CLOSED};
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    fill(items);
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_cells c = {0};

        retort_mem_fail_at(n);
        st = retort_cells_make(&c, &how, NULL);
        retort_mem_fail_at(-1);
        retort_cells_release(&c);
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(n, 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(make__sorts_pairs_into_cells),
        cmocka_unit_test(make__counts_nulls_on_taught_references_only),
        cmocka_unit_test(make__lets_cells_weigh_equally),
        cmocka_unit_test(make__takes_the_score_that_is_asked),
        cmocka_unit_test(make__lets_doubtful_labels_in_when_asked),
        cmocka_unit_test(classes__weigh_what_is_kept),
        cmocka_unit_test(make__takes_an_empty_set),
        cmocka_unit_test(make__reports_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
