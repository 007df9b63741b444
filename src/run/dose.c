#include "run/dose.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "compare/profile.h"
#include "infer/classes.h"
#include "infer/discrimination.h"

enum { HALF = RETORT_BLOCKS / 2 };

static const uint32_t FIRST_HALF = 0x0000ffff;
static const uint32_t SECOND_HALF = 0xffff0000;
static const uint32_t BLOCKS_OF_ROW[RETORT_DOSE_ROWS] = {0, 1, 2, 4, 8, 16};
static const double UNMIXED_PASSED = 0.05;

/* A null pair that is mixed: indices into the block models. */
struct mixture {
    size_t suspect;
    size_t reference;
    size_t side; /* R's own side: index into the doses' references */
};

struct doses {
    const retort_block_models *models;
    struct mixture *mixture;
    size_t count;
    size_t *reference; /* distinct references of the mixtures */
    size_t references;
    double *score; /* rows x count */
};

/* One row at work. */
struct row {
    const struct doses *d;
    retort_profile *profile;
    size_t sides; /* first index of R's sides in the set */
    size_t mixed; /* first index of the mixtures */
    double *score;
};

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for mixtures");
}

/* --- which pairs -------------------------------------------------------------- */

static bool has_positive(const retort_comparison_set *set, uint32_t lineage)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].use == RETORT_USE_POSITIVE &&
            set->items[i].reference_lineage == lineage)
            return true;
    return false;
}

/*
 * Items come by suspect, so an earlier item of the cell has the first names. One
 * that time rules out stands for nobody.
 */
static bool is_first_of_cell(const retort_comparison_set *set, size_t i)
{
    const retort_comparison *c = &set->items[i];

    for (size_t j = 0; j < i; j++)
        if (set->items[j].use == RETORT_USE_NULL &&
            !set->items[j].is_time_impossible &&
            set->items[j].suspect_lineage == c->suspect_lineage &&
            set->items[j].reference_lineage == c->reference_lineage)
            return false;
    return true;
}

static size_t side_of(struct doses *d, size_t reference)
{
    size_t i = 0;

    while (i < d->references && d->reference[i] != reference)
        i++;
    if (i == d->references)
        d->reference[d->references++] = reference;
    return i;
}

static void choose(struct doses *d, const retort_comparisons *all,
                   const retort_comparison_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        const retort_comparison *c = &set->items[i];
        struct mixture *m = &d->mixture[d->count];

        if (c->use != RETORT_USE_NULL || c->is_time_impossible ||
            !has_positive(set, c->reference_lineage) ||
            !is_first_of_cell(set, i))
            continue;
        m->suspect =
            retort_block_models_find(d->models, all->models[c->suspect].name);
        m->reference =
            retort_block_models_find(d->models, all->models[c->reference].name);
        m->side = side_of(d, m->reference);
        d->count++;
    }
}

/* --- one row ------------------------------------------------------------------ */

/*
 * The models of a row: the library as background, R's sides, the mixtures. A
 * side has R's lineage and a mixture its suspect's, so both leave with them.
 */
static retort_model *place(const struct doses *d, retort_block_counts *made,
                           const retort_block_counts **counts, size_t *count)
{
    size_t n = d->models->count + d->references + d->count;
    retort_model *models = retort_mem_new(n, sizeof(*models));

    *count = n;
    for (size_t i = 0; models && i < n; i++) {
        size_t extra = i - d->models->count;
        size_t from = i;

        if (i >= d->models->count)
            from = extra < d->references
                       ? d->reference[extra]
                       : d->mixture[extra - d->references].suspect;
        models[i] = retort_block_models_item(d->models, from);
        counts[i] =
            i < d->models->count ? &d->models->items[i].counts : &made[extra];
        if (i >= d->models->count)
            models[i].background = false;
    }
    return models;
}

static uint32_t mask_of(uint32_t blocks)
{
    return ((uint32_t)((UINT64_C(1) << blocks) - 1)) << HALF;
}

/* Counts of R's sides, then of the mixtures with @p blocks blocks of R. */
static retort_status mix(const struct doses *d, uint32_t blocks,
                         retort_block_counts *made, retort_err *err)
{
    const retort_block_model *items = d->models->items;
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < d->references; i++)
        st = retort_block_counts_mix(&made[i], &items[d->reference[i]].counts,
                                     FIRST_HALF, NULL, 0, err);
    for (size_t i = 0; st == RETORT_OK && i < d->count; i++)
        st = retort_block_counts_mix(
            &made[d->references + i], &items[d->mixture[i].suspect].counts,
            SECOND_HALF & ~mask_of(blocks),
            &items[d->mixture[i].reference].counts, mask_of(blocks), err);
    return st;
}

static retort_status score_one(void *work, size_t i, retort_err *err)
{
    const struct row *r = work;

    (void)err;
    r->score[i] = retort_profile_score(r->profile, r->mixed + i,
                                       r->sides + r->d->mixture[i].side);
    return RETORT_OK;
}

static retort_status score_row(
    const struct doses *d, uint32_t blocks, const retort_pool *pool,
    /* NOLINTNEXTLINE(readability-non-const-parameter) */
    double *score, /* the pieces fill it */
    retort_err *err)
{
    struct row r = {.d = d,
                    .sides = d->models->count,
                    .mixed = d->models->count + d->references,
                    .score = score};
    size_t extra = d->references + d->count;
    retort_block_counts *made = retort_mem_new(extra, sizeof(*made));
    const retort_block_counts **counts =
        retort_mem_new(d->models->count + extra, sizeof(void *));
    retort_model *models = NULL;
    retort_modelset *set = NULL;
    size_t n = 0;
    retort_status st =
        made && counts ? mix(d, blocks, made, err) : no_memory(err);

    if (st == RETORT_OK) {
        models = place(d, made, counts, &n);
        st =
            models ? retort_modelset_new(&set, models, n, err) : no_memory(err);
    }
    if (st == RETORT_OK)
        st = retort_profile_of_blocks(&r.profile, set, counts, NULL, err);
    if (st == RETORT_OK)
        st = retort_pool_run(pool, d->count, score_one, &r, err);
    retort_profile_free(r.profile);
    retort_modelset_free(set);
    retort_mem_free(models);
    for (size_t i = 0; made && i < extra; i++)
        retort_block_counts_release(&made[i]);
    retort_mem_free(made);
    retort_mem_free((void *)counts);
    return st;
}

/* --- rows ------------------------------------------------------------------------ */

static bool is_scored(const struct doses *d, size_t mixture)
{
    for (size_t r = 0; r < RETORT_DOSE_ROWS; r++)
        if (isnan(d->score[r * d->count + mixture]))
            return false;
    return true;
}

/* Keep the mixtures that have a score in every row; too few models give none. */
static void keep_scored(struct doses *d)
{
    size_t kept = 0;

    for (size_t i = 0; i < d->count; i++) {
        if (!is_scored(d, i))
            continue;
        for (size_t r = 0; r < RETORT_DOSE_ROWS; r++)
            d->score[r * d->count + kept] = d->score[r * d->count + i];
        kept++;
    }
    for (size_t r = 1; r < RETORT_DOSE_ROWS; r++)
        memmove(d->score + r * kept, d->score + r * d->count,
                kept * sizeof(*d->score));
    d->count = kept;
}

static double share_from(const double *score, size_t count, double threshold)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        n += score[i] >= threshold;
    return (double)n / (double)count;
}

/*
 * Every mixture is a cell of its own, so all weigh the same. Thresholds are
 * sought among the scores of all doses: few nulls leave none of their own.
 */
static retort_status fill_rows(const struct doses *d, retort_power_row *rows,
                               retort_err *err)
{
    const retort_classes unmixed = {
        .positive = {.value = d->score, .count = RETORT_DOSE_ROWS * d->count},
        .null = {.value = d->score, .count = d->count}};
    double share;
    double threshold;
    retort_status st =
        retort_tpr_at(&unmixed, UNMIXED_PASSED, &share, &threshold, err);

    for (size_t r = 0; st == RETORT_OK && r < RETORT_DOSE_ROWS; r++)
        rows[r] = (retort_power_row){
            .kind = "dose",
            .amount = 100.0 * (double)BLOCKS_OF_ROW[r] / (double)HALF,
            .supported =
                share_from(d->score + r * d->count, d->count, threshold),
            .false_support = share_from(d->score, d->count, threshold),
            .cllr = (double)NAN};
    return st;
}

/* Choose the pairs and score them at every dose. */
static retort_status score_all(struct doses *d, const retort_comparisons *all,
                               const retort_comparison_set *set,
                               const retort_pool *pool, retort_err *err)
{
    retort_status st = RETORT_OK;

    d->mixture = retort_mem_new(set->count, sizeof(*d->mixture));
    d->reference = retort_mem_new(set->count, sizeof(*d->reference));
    if (!d->mixture || !d->reference)
        return no_memory(err);
    choose(d, all, set);
    if (!d->count)
        return RETORT_OK;
    d->score = retort_mem_new(RETORT_DOSE_ROWS * d->count, sizeof(*d->score));
    if (!d->score)
        return no_memory(err);
    for (size_t r = 0; st == RETORT_OK && r < RETORT_DOSE_ROWS; r++)
        st = score_row(d, BLOCKS_OF_ROW[r], pool, d->score + r * d->count, err);
    if (st == RETORT_OK)
        keep_scored(d);
    return st;
}

retort_status retort_dose_response(const retort_block_models *models,
                                   const retort_comparisons *all,
                                   const retort_pool *pool,
                                   retort_power_row *rows, size_t *count,
                                   retort_err *err)
{
    const retort_comparison_set *set =
        retort_comparisons_of(all, RETORT_PROPOSITION_DISTILLED);
    struct doses d = {.models = models};
    retort_status st;

    *count = 0;
    if (!set || !set->count)
        return RETORT_OK;
    st = score_all(&d, all, set, pool, err);
    if (st == RETORT_OK && d.count) {
        st = fill_rows(&d, rows, err);
        *count = st == RETORT_OK ? RETORT_DOSE_ROWS : 0;
    }
    retort_mem_free(d.score);
    retort_mem_free(d.reference);
    retort_mem_free(d.mixture);
    return st;
}
