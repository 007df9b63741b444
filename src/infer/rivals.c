#include "infer/rivals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "infer/bootstrap.h"
#include "infer/method_limits.h"

/* A candidate without a lineage is a lineage by its own name. */
static const char *lineage_of(const retort_case_rival *r)
{
    return r->lineage[0] ? r->lineage : r->model;
}

static bool is_of_reference(const retort_case *c, const retort_case_rival *r)
{
    return strcmp(r->model, c->reference) == 0 ||
           (c->reference_lineage[0] &&
            strcmp(r->lineage, c->reference_lineage) == 0);
}

/* Lineages together, the best model of each first. */
static int by_lineage(const void *a, const void *b)
{
    const retort_case_rival *x = a;
    const retort_case_rival *y = b;
    int order = strcmp(lineage_of(x), lineage_of(y));

    if (order)
        return order;
    if (x->score->score != y->score->score)
        return x->score->score > y->score->score ? -1 : 1;
    return strcmp(x->model, y->model);
}

static int by_score(const void *a, const void *b)
{
    const retort_rival *x = a;
    const retort_rival *y = b;

    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return strcmp(x->lineage, y->lineage);
}

/* One candidate a lineage, to the front of @p best; how many. */
static size_t best_of_each(const retort_case *c, retort_case_rival *best)
{
    size_t n = 0;
    size_t kept = 0;

    for (size_t i = 0; i < c->rival_count; i++) {
        if (!is_of_reference(c, &c->rivals[i]) &&
            !isnan(c->rivals[i].score->score))
            best[n++] = c->rivals[i];
    }
    qsort(best, n, sizeof(*best), by_lineage);
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 ||
            strcmp(lineage_of(&best[i]), lineage_of(&best[kept - 1])) != 0)
            best[kept++] = best[i];
    }
    return kept;
}

/* How often each candidate is not below R. */
static void count_draws(const retort_case *c, uint32_t draws, uint64_t seed,
                        const retort_case_rival *best, size_t count,
                        uint32_t *not_below)
{
    const retort_block_score *r = &c->at[RETORT_CLOSED];
    uint16_t block[RETORT_COMPARISON_BLOCKS];

    memset(not_below, 0, count * sizeof(*not_below));
    for (uint32_t j = 0; j < draws; j++) {
        double own;

        retort_blocks_draw(seed, j, block);
        own = retort_block_score_at(r, block);
        for (size_t i = 0; i < count; i++)
            not_below[i] += retort_block_score_at(best[i].score, block) >= own;
    }
    for (size_t i = 0; draws == 0 && i < count; i++)
        not_below[i] = best[i].score->score >= r->score;
}

retort_status retort_rivals_find(const retort_case *c, uint32_t draws,
                                 uint64_t seed, retort_arena *arena,
                                 const retort_rival **out, size_t *count,
                                 retort_err *err)
{
    retort_case_rival *best;
    retort_rival *rival;
    uint32_t *not_below;
    size_t lineages;
    size_t n = 0;

    *out = NULL;
    *count = 0;
    if (c->rival_count == 0)
        return RETORT_OK;
    best = retort_arena_take(arena, c->rival_count, sizeof(*best));
    rival = retort_arena_take(arena, c->rival_count, sizeof(*rival));
    not_below = retort_arena_take(arena, c->rival_count, sizeof(*not_below));
    if (!best || !rival || !not_below)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu rivals",
                           c->rival_count);
    lineages = best_of_each(c, best);
    count_draws(c, draws, seed, best, lineages, not_below);
    for (size_t i = 0; i < lineages; i++) {
        double chance = (double)not_below[i] / (draws ? (double)draws : 1.0);

        if (chance > RETORT_METHOD_RIVAL_CHANCE)
            rival[n++] = (retort_rival){best[i].model, lineage_of(&best[i]),
                                        best[i].score->score, chance};
    }
    qsort(rival, n, sizeof(*rival), by_score);
    *out = n ? rival : NULL;
    *count = n;
    return RETORT_OK;
}
