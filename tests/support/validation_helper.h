/*
 * What tests of a validation share: a population with lengths and hubs, a pool
 * that runs its pieces backwards, ways to weigh.
 */
#ifndef VALIDATION_HELPER_H
#define VALIDATION_HELPER_H

#include "infer/validation_pairs.h"
#include "support/synthetic_population.h"

static const test_recipe SMALL = {6, 5, 2, 10, 12, 1, 2.0, 0.3, 0.05, 11};

/* Baselines at random, so that they tell nothing. */
static inline void population_init(test_population *p, const test_recipe *r)
{
    test_noise noise = {r->seed + 1};

    test_population_init(p, r);
    for (size_t i = 0; i < p->count; i++) {
        p->items[i].length = -(double)test_noise_below(&noise, 1000) / 1000.0;
        p->items[i].hub = (double)test_noise_below(&noise, 1000) / 1000.0;
    }
}

/* Last piece first; of failures the first by number. */
static inline retort_status run_backwards(void *ctx, size_t count,
                                          retort_piece_fn piece, void *work,
                                          retort_err *err)
{
    retort_status st = RETORT_OK;

    ++*(int *)ctx;
    for (size_t i = count; i > 0; i--) {
        retort_status here = piece(work, i - 1, err);

        if (here != RETORT_OK)
            st = here;
    }
    return st;
}

static inline retort_cells_how cells_of(const test_population *p, int set,
                                        retort_cells_score score)
{
    return (retort_cells_how){.set = &p->sets[set],
                              .score = score,
                              .has_ceiling = set == 2}; /* distilled */
}

static inline retort_validation_pairs_how pairs_of(const test_population *p,
                                                   int set,
                                                   retort_cells_score score)
{
    return (retort_validation_pairs_how){.cells = cells_of(p, set, score),
                                         .lineages = p->all.lineage_count,
                                         .prior = RETORT_CASE_PRIOR,
                                         .ridge = RETORT_CASE_RIDGE};
}

static inline bool is_near(double a, double b, double by)
{
    return fabs(a - b) <= by || (isnan(a) && isnan(b));
}

/* Lay LLRs over weighed pairs: what comes out does not matter to the fit. */
static inline void set_llr(retort_validation_pairs *p, size_t i, double llr)
{
    p->score[i] = p->raw[i] = p->llr[i] = p->value[i] = llr;
}

#endif /* VALIDATION_HELPER_H */
