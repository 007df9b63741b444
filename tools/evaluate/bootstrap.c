#include "evaluate/bootstrap.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/philox.h"
#include "evaluate/seed.h"

void eval_bootstrap_release(eval_bootstrap *b)
{
    retort_mem_free(b->times);
    *b = (eval_bootstrap){0};
}

retort_status eval_bootstrap_new(eval_bootstrap *out, const bool *drawn,
                                 size_t units, uint64_t stream, retort_err *err)
{
    uint32_t *from = retort_mem_new(units, sizeof(*from));
    uint32_t count = 0;

    out->units = units;
    out->times = retort_mem_new(EVAL_REPLICATES, units * sizeof(*out->times));
    if (!from || !out->times) {
        retort_mem_free(from);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a bootstrap");
    }
    for (uint32_t u = 0; u < units; u++)
        if (drawn[u])
            from[count++] = u;
    for (size_t rep = 0; rep < EVAL_REPLICATES; rep++)
        for (uint32_t i = 0; i < count; i++) {
            uint32_t u = retort_philox_below(
                EVAL_SEED, EVAL_STREAM_BOOTSTRAP + (stream << 16) + rep, i,
                count);

            out->times[rep * units + from[u]]++;
        }
    retort_mem_free(from);
    return RETORT_OK;
}

static double mean_of(eval_metric metric, const eval_sample *samples,
                      size_t count, const uint16_t *times)
{
    double sum = 0.0;

    for (size_t i = 0; i < count; i++)
        sum += metric(&samples[i], times);
    return sum / (double)count;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Quantile of ascending values, linear between neighbours. */
static double quantile(const double *v, size_t n, double q)
{
    double at = q * (double)(n - 1);
    size_t i = (size_t)at;

    if (i + 1 >= n)
        return v[n - 1];
    return v[i] + (at - (double)i) * (v[i + 1] - v[i]);
}

/* Bounds of the middle 95 % of n values, which are sorted. */
static void bracket(eval_estimate *e, double *values, size_t n)
{
    if (!n || isnan(e->value))
        return;
    qsort(values, n, sizeof(*values), by_value);
    e->low = quantile(values, n, 0.025);
    e->high = quantile(values, n, 0.975);
}

eval_estimate eval_estimate_of(const eval_bootstrap *b, eval_metric metric,
                               const eval_sample *samples, size_t count)
{
    double values[EVAL_REPLICATES];
    eval_estimate e = {.value = mean_of(metric, samples, count, NULL),
                       .low = (double)NAN,
                       .high = (double)NAN};
    size_t n = 0;

    for (size_t rep = 0; rep < EVAL_REPLICATES; rep++) {
        double v = mean_of(metric, samples, count, b->times + rep * b->units);

        if (isnan(v))
            e.skipped++;
        else
            values[n++] = v;
    }
    bracket(&e, values, n);
    return e;
}

retort_status eval_spread_of(eval_estimate *out, eval_metric metric,
                             const eval_sample *samples, size_t count,
                             retort_err *err)
{
    double *values = retort_mem_new(count, sizeof(*values));
    double sum = 0.0;
    size_t n = 0;

    *out = (eval_estimate){.low = (double)NAN, .high = (double)NAN};
    if (!values)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a figure");
    for (size_t i = 0; i < count; i++) {
        double v = metric(&samples[i], NULL);

        if (isnan(v)) {
            out->skipped++;
        } else {
            values[n++] = v;
            sum += v;
        }
    }
    out->value = n ? sum / (double)n : (double)NAN;
    bracket(out, values, n);
    retort_mem_free(values);
    return RETORT_OK;
}
