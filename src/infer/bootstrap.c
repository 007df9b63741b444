#include "infer/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/philox.h"
#include "infer/quantile.h"
#include "infer/scaling.h"
#include "infer/weighing.h"

static const double INTERVAL_LOW = 0.025;
static const double INTERVAL_HIGH = 0.975;

/* Roles of a lineage. */
enum { SUSPECT = 1, WITH_POSITIVE = 2, REFERENCE = 4 };

retort_status retort_lots_init(retort_lots *out, size_t lineages,
                               retort_err *err)
{
    *out = (retort_lots){.lineages = lineages};
    if (lineages == 0)
        return RETORT_OK;
    out->suspect = retort_mem_new(lineages, sizeof(*out->suspect));
    out->reference = retort_mem_new(lineages, sizeof(*out->reference));
    out->seen = retort_mem_new(lineages, 1);
    if (!out->suspect || !out->reference || !out->seen)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu lineages",
                           lineages);
    return RETORT_OK;
}

static void see(void *ctx, uint32_t lineage, bool is_reference,
                bool is_positive)
{
    unsigned char *seen = &((retort_lots *)ctx)->seen[lineage];
    int role = is_reference  ? REFERENCE
               : is_positive ? SUSPECT | WITH_POSITIVE
                             : SUSPECT;

    *seen = (unsigned char)(*seen | role);
}

void retort_lots_add(retort_lots *lots, const retort_selection *s)
{
    retort_selection_lineages(s, see, lots);
}

void retort_lots_add_null(retort_lots *lots, uint32_t lineage)
{
    see(lots, lineage, false, false);
}

static size_t list(const retort_lots *lots, int mask, int role, uint32_t *out)
{
    size_t n = 0;

    for (size_t i = 0; i < lots->lineages; i++) {
        if ((lots->seen[i] & mask) == role)
            out[n++] = (uint32_t)i;
    }
    return n;
}

void retort_lots_seal(retort_lots *lots)
{
    const int both = SUSPECT | WITH_POSITIVE;

    if (lots->lineages == 0)
        return;
    lots->with_positive = list(lots, both, both, lots->suspect);
    lots->suspects =
        lots->with_positive +
        list(lots, both, SUSPECT, lots->suspect + lots->with_positive);
    lots->references = list(lots, REFERENCE, REFERENCE, lots->reference);
}

/* Draws first .. first + count - 1: @p count of the lineages in @p from. */
static void draw(uint64_t seed, uint64_t j, uint64_t first,
                 const uint32_t *from, size_t count, uint16_t *times)
{
    for (size_t i = 0; i < count; i++)
        times[from[retort_philox_below(seed, j, first + i, (uint32_t)count)]]++;
}

void retort_lots_draw(const retort_lots *lots, uint64_t seed, uint64_t j,
                      uint16_t *suspect, uint16_t *reference)
{
    const uint64_t first = RETORT_COMPARISON_BLOCKS;
    const size_t without = lots->suspects - lots->with_positive;

    if (lots->lineages == 0)
        return;
    memset(suspect, 0, lots->lineages * sizeof(*suspect));
    memset(reference, 0, lots->lineages * sizeof(*reference));
    draw(seed, j, first, lots->suspect, lots->with_positive, suspect);
    draw(seed, j, first + lots->with_positive,
         lots->suspect + lots->with_positive, without, suspect);
    draw(seed, j, first + lots->suspects, lots->reference, lots->references,
         reference);
}

void retort_lots_release(retort_lots *lots)
{
    retort_mem_free(lots->suspect);
    retort_mem_free(lots->reference);
    retort_mem_free(lots->seen);
    *lots = (retort_lots){0};
}

void retort_blocks_draw(uint64_t seed, uint64_t j,
                        uint16_t block[RETORT_COMPARISON_BLOCKS])
{
    memset(block, 0, RETORT_COMPARISON_BLOCKS * sizeof(*block));
    for (uint64_t i = 0; i < RETORT_COMPARISON_BLOCKS; i++)
        block[retort_philox_below(seed, j, i, RETORT_COMPARISON_BLOCKS)]++;
}

/* One piece of work under one setting. */
struct bench {
    retort_selection selection;
    retort_scaling scaling;
    retort_weighing weighing;
};

struct work {
    const retort_bootstrap *how;
    double *const *llr;
};

/* LLR of the case in a replicate; NaN if it has none. */
static retort_status weigh(const retort_bootstrap *how, struct bench *b,
                           retort_open open, const retort_times *times,
                           double *out, retort_err *err)
{
    double score = retort_block_score_at(how->at[open], times->block);
    retort_err why;
    double mean;
    double sd;
    retort_status st;

    *out = (double)NAN;
    if (how->how[open].is_common_source) {
        retort_scaling_weigh(&b->scaling, times);
        if (!retort_scaling_at(&b->scaling, RETORT_LINEAGE_NONE, &mean, &sd))
            return RETORT_OK;
        score = (score - mean) / sd;
    }
    retort_selection_weigh(&b->selection, times);
    st = retort_weighing_fit(&b->weighing, &b->selection, how->prior,
                             how->ridge, &why);
    if (st == RETORT_OK)
        *out = retort_weighing_llr(&b->weighing, score, NULL);
    if (st == RETORT_OK || st == RETORT_ERR_NOT_APPLICABLE)
        return RETORT_OK;
    if (err)
        *err = why;
    return st;
}

static retort_status bench_init(struct bench *b, const retort_bootstrap *how,
                                retort_open open, retort_err *err)
{
    retort_status st =
        retort_selection_make(&b->selection, &how->how[open], err);

    if (st == RETORT_OK && how->how[open].is_common_source)
        st = retort_scaling_make(&b->scaling, &how->scale[open], how->reference,
                                 err);
    if (st == RETORT_OK)
        st = retort_weighing_init(&b->weighing, b->selection.count, err);
    return st;
}

static void bench_release(struct bench *b)
{
    retort_selection_release(&b->selection);
    retort_scaling_release(&b->scaling);
    retort_weighing_release(&b->weighing);
}

static retort_status run_replicates(const struct work *w, struct bench *bench,
                                    uint32_t first, uint16_t *room,
                                    retort_err *err)
{
    const retort_bootstrap *how = w->how;
    uint16_t block[RETORT_COMPARISON_BLOCKS];
    retort_times times = {room, room + how->lots->lineages, block};
    retort_status st = RETORT_OK;

    for (uint32_t j = first; st == RETORT_OK && j < how->draws &&
                             j < first + RETORT_BOOTSTRAP_PIECE;
         j++) {
        retort_blocks_draw(how->seed, j, block);
        retort_lots_draw(how->lots, how->seed, j, room,
                         room + how->lots->lineages);
        for (int o = 0; st == RETORT_OK && o < RETORT_SETTINGS; o++)
            st = weigh(how, &bench[o], (retort_open)o, &times, &w->llr[o][j],
                       err);
    }
    return st;
}

static retort_status piece(void *work, size_t i, retort_err *err)
{
    const struct work *w = work;
    struct bench bench[RETORT_SETTINGS] = {0};
    uint16_t *room =
        retort_mem_new(2 * w->how->lots->lineages + 1, sizeof(*room));
    retort_status st = RETORT_OK;

    if (!room)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM,
                         "no memory to draw from %zu lineages",
                         w->how->lots->lineages);
    for (int o = 0; st == RETORT_OK && o < RETORT_SETTINGS; o++)
        st = bench_init(&bench[o], w->how, (retort_open)o, err);
    if (st == RETORT_OK)
        st = run_replicates(w, bench, (uint32_t)(i * RETORT_BOOTSTRAP_PIECE),
                            room, err);
    for (int o = 0; o < RETORT_SETTINGS; o++)
        bench_release(&bench[o]);
    retort_mem_free(room);
    return st;
}

retort_status retort_bootstrap_run(const retort_bootstrap *how,
                                   double *const llr[RETORT_SETTINGS],
                                   retort_err *err)
{
    struct work w = {how, llr};
    size_t pieces = ((size_t)how->draws + RETORT_BOOTSTRAP_PIECE - 1) /
                    RETORT_BOOTSTRAP_PIECE;

    return retort_pool_run(how->pool, pieces, piece, &w, err);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

retort_spread retort_spread_of(double *llr, uint32_t draws)
{
    retort_spread s;
    size_t n = 0;

    for (size_t j = 0; j < draws; j++) {
        if (!isnan(llr[j]))
            llr[n++] = llr[j];
    }
    if (n)
        qsort(llr, n, sizeof(*llr), by_value);
    s.low = retort_quantile(llr, n, INTERVAL_LOW);
    s.median = retort_quantile(llr, n, 0.5);
    s.high = retort_quantile(llr, n, INTERVAL_HIGH);
    s.skipped = (uint32_t)(draws - n);
    return s;
}
