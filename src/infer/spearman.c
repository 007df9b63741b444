#include "infer/spearman.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

struct numbered {
    double value;
    size_t i;
};

static int by_value(const void *a, const void *b)
{
    const struct numbered *x = a;
    const struct numbered *y = b;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->i > y->i) - (x->i < y->i);
}

static double weight_of(const double *weight, size_t i)
{
    return weight ? weight[i] : 1.0;
}

/* Ranks of @p x, in shares of the whole weight. */
static void rank(const double *x, const double *weight, size_t count,
                 struct numbered *room, double *out)
{
    double below = 0.0;
    size_t end;

    for (size_t i = 0; i < count; i++)
        room[i] = (struct numbered){x[i], i};
    qsort(room, count, sizeof(*room), by_value);
    for (size_t first = 0; first < count; first = end) {
        double here = 0.0;

        for (end = first; end < count && room[end].value == room[first].value;
             end++)
            here += weight_of(weight, room[end].i);
        for (size_t i = first; i < end; i++)
            out[room[i].i] = below + here / 2.0;
        below += here;
    }
}

static double mean_of(const double *x, const double *weight, size_t count)
{
    double sum = 0.0;
    double total = 0.0;

    for (size_t i = 0; i < count; i++) {
        sum += weight_of(weight, i) * x[i];
        total += weight_of(weight, i);
    }
    return sum / total;
}

static double pearson(const double *x, const double *y, const double *weight,
                      size_t count)
{
    double mx = mean_of(x, weight, count);
    double my = mean_of(y, weight, count);
    double xx = 0.0;
    double xy = 0.0;
    double yy = 0.0;

    for (size_t i = 0; i < count; i++) {
        double w = weight_of(weight, i);

        xx += w * (x[i] - mx) * (x[i] - mx);
        xy += w * (x[i] - mx) * (y[i] - my);
        yy += w * (y[i] - my) * (y[i] - my);
    }
    if (!(xx > 0.0 && yy > 0.0))
        return (double)NAN;
    return fmax(-1.0, fmin(1.0, xy / (sqrt(xx) * sqrt(yy))));
}

retort_status retort_spearman(const double *x, const double *y,
                              const double *weight, size_t count, double *out,
                              retort_err *err)
{
    struct numbered *room;
    double *ranks;
    retort_status st = RETORT_OK;

    *out = (double)NAN;
    if (count < 2)
        return RETORT_OK;
    room = retort_mem_new(count, sizeof(*room));
    ranks = retort_mem_new(count, 2 * sizeof(*ranks));
    if (!room || !ranks) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to rank %zu numbers",
                         count);
        goto out;
    }
    rank(x, weight, count, room, ranks);
    rank(y, weight, count, room, ranks + count);
    *out = pearson(ranks, ranks + count, weight, count);
out:
    retort_mem_free(room);
    retort_mem_free(ranks);
    return st;
}
