#include "evaluate/shuffle.h"

#include <math.h>

#include "base/mem.h"
#include "base/philox.h"
#include "evaluate/seed.h"

/* Suspects of labelled pairs in the part, in the order of the models. */
static size_t list_suspects(const eval_labels *l, eval_part part, size_t *out)
{
    size_t n = 0;

    for (size_t s = 0; s < l->n; s++) {
        bool is_suspect = false;

        for (size_t r = 0; r < l->n && eval_in_part(l, s, part); r++)
            is_suspect |= eval_is_positive(eval_label_at(l, s, r)) ||
                          eval_is_wide_null(eval_label_at(l, s, r));
        if (is_suspect)
            out[n++] = s;
    }
    return n;
}

static void permute(size_t *list, size_t n, uint64_t stream)
{
    for (size_t i = n; i > 1; i--) { /* Fisher and Yates */
        size_t j = retort_philox_below(EVAL_SEED, stream, i, (uint32_t)i);
        size_t t = list[i - 1];

        list[i - 1] = list[j];
        list[j] = t;
    }
}

static void take_row(double *to, const eval_labels *l, const double *from,
                     size_t s, size_t donor)
{
    const eval_models *m = l->models;

    for (size_t r = 0; r < l->n; r++)
        to[s * l->n + r] =
            retort_population_same_lineage(m->population, m->items[donor].row,
                                           m->items[r].row)
                ? (double)NAN
                : from[donor * l->n + r];
}

retort_status eval_shuffle(double *to, const eval_labels *labels,
                           const double *from, eval_part part, uint64_t number,
                           retort_err *err)
{
    size_t *suspects = retort_mem_new(labels->n, sizeof(*suspects));
    size_t *donors = retort_mem_new(labels->n, sizeof(*donors));
    retort_status st = RETORT_OK;

    if (suspects && donors) {
        size_t n = list_suspects(labels, part, suspects);

        (void)list_suspects(labels, part, donors);
        permute(donors, n, EVAL_STREAM_LABELS + EVAL_PARTS * number + part);
        for (size_t i = 0; i < n; i++)
            take_row(to, labels, from, suspects[i], donors[i]);
    } else {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for suspects");
    }
    retort_mem_free(suspects);
    retort_mem_free(donors);
    return st;
}
