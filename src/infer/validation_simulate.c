#include "infer/validation_simulate.h"

#include <math.h>
#include <stdlib.h>

#include "base/detmath.h"
#include "base/mem.h"
#include "base/philox.h"
#include "infer/cllr.h"
#include "infer/devpav.h"
#include "infer/pav.h"
#include "infer/quantile.h"
#include "infer/rates.h"
#include "infer/validation_streams.h"

enum { GRID = 256, BISECTIONS = 60 };

static const double LN2 = 0x1.62e42fefa39efp-1;
static const double LN10 = 0x1.26bb1bbb55516p+1;
static const double GRID_STEP = 1.0 / 32.0;
static const double MEAN_MAX = 200.0;
static const double HIGH_QUANTILE = 0.95;
static const double LOW_QUANTILE = 0.05;

/*
 * Cllr of the model: by symmetry the mean of sp(-x)/ln 2 over N(m, 2m), as a
 * sum over a grid of 8 standard deviations to either side, which for a smooth
 * function is exact to about 1e-14.
 */
static double model_cllr(double m)
{
    double sum = 0.0;
    double total = 0.0;

    for (int i = -GRID; i <= GRID; i++) {
        double t = (double)i * GRID_STEP;
        double density = retort_exp(-t * t / 2.0);

        sum += density * retort_log1p_exp(-(m + sqrt(2.0 * m) * t));
        total += density;
    }
    return sum / total / LN2;
}

double retort_simulate_mean(double cllr)
{
    double low = 0.0;
    double high = MEAN_MAX;

    if (cllr >= 1.0)
        return 0.0;
    for (int i = 0; i < BISECTIONS; i++) {
        double mid = (low + high) / 2.0;

        if (model_cllr(mid) > cllr)
            low = mid;
        else
            high = mid;
    }
    return (low + high) / 2.0;
}

/* A stream of normal numbers. */
struct normals {
    uint32_t key[2];
    uint64_t stream;
    uint32_t block;
    int used; /* words of the block */
    retort_philox words;
    double spare;
    int has_spare;
};

/* Uniform between -1 and 1, both excluded. */
static double uniform(struct normals *n)
{
    if (n->used == RETORT_PHILOX_WORDS) {
        retort_philox counter = {
            {n->block++, 0, (uint32_t)n->stream, (uint32_t)(n->stream >> 32)}};

        n->words = retort_philox_block(counter, n->key);
        n->used = 0;
    }
    return ((double)n->words.word[n->used++] + 0.5) * 0x1p-31 - 1.0;
}

static double normal(struct normals *n)
{
    double u;
    double v;
    double s;
    double factor;

    if (n->has_spare) {
        n->has_spare = 0;
        return n->spare;
    }
    do {
        u = uniform(n);
        v = uniform(n);
        s = u * u + v * v;
    } while (s >= 1.0 || s == 0.0);
    factor = sqrt(-2.0 * retort_log(s) / s);
    n->spare = v * factor;
    n->has_spare = 1;
    return u * factor;
}

/* What one system shows. */
struct shown {
    double *cal;
    double *devpav;
    double *turing;
};

static retort_status one_system(retort_classes *llr, double *value, double m,
                                struct normals *from, const struct shown *to,
                                uint32_t j, retort_err *err)
{
    double least;
    retort_status st;

    for (size_t i = 0; i < llr->positive.count + llr->null.count; i++) {
        double centre = i < llr->positive.count ? m : -m;

        value[i] = (centre + sqrt(2.0 * m) * normal(from)) / LN10;
    }
    st = retort_cllr_min(llr, &least, err);
    if (st == RETORT_OK)
        st = retort_devpav(llr, &to->devpav[j], err);
    to->cal[j] = retort_cllr(llr) - least;
    to->turing[j] = retort_turing(&llr->null);
    return st;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Quantile of the numbers that are not NaN; moves them. */
static double quantile_of(double *values, double p)
{
    size_t n = 0;

    for (size_t j = 0; j < RETORT_SIMULATE_DRAWS; j++)
        if (!isnan(values[j]))
            values[n++] = values[j];
    if (n > 0)
        qsort(values, n, sizeof(*values), by_value);
    return retort_quantile(values, n, p);
}

static retort_status simulate(retort_classes *llr, double *value, double m,
                              uint64_t seed, const struct shown *to,
                              retort_simulated *out, retort_err *err)
{
    retort_status st = RETORT_OK;

    for (uint32_t j = 0; st == RETORT_OK && j < RETORT_SIMULATE_DRAWS; j++) {
        struct normals from = {.key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
                               .stream =
                                   retort_stream(RETORT_STREAM_SIMULATE, j),
                               .used = RETORT_PHILOX_WORDS};

        st = one_system(llr, value, m, &from, to, j, err);
    }
    if (st == RETORT_OK)
        *out =
            (retort_simulated){.mean = m,
                               .cllr_cal = quantile_of(to->cal, HIGH_QUANTILE),
                               .devpav = quantile_of(to->devpav, HIGH_QUANTILE),
                               .turing = quantile_of(to->turing, LOW_QUANTILE)};
    return st;
}

retort_status retort_simulate(uint32_t positive_lineages,
                              uint32_t null_lineages, double cllr,
                              uint64_t seed, retort_simulated *out,
                              retort_err *err)
{
    const double none = (double)NAN;
    size_t n = (size_t)positive_lineages + null_lineages;
    double *value;
    double *room;
    struct shown shown;
    retort_classes llr = {0};
    retort_status st;

    *out = (retort_simulated){none, none, none, none};
    if (positive_lineages == 0 || null_lineages == 0 || isnan(cllr))
        return RETORT_OK;
    value = retort_mem_new(n, sizeof(*value));
    room = retort_mem_new(RETORT_SIMULATE_DRAWS, 3 * sizeof(*room));
    if (!value || !room) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM,
                         "no memory to simulate %zu lineages", n);
        goto out;
    }
    shown = (struct shown){room, room + RETORT_SIMULATE_DRAWS,
                           room + 2 * (size_t)RETORT_SIMULATE_DRAWS};
    llr.positive = (retort_class){.value = value, .count = positive_lineages};
    llr.null = (retort_class){.value = value + positive_lineages,
                              .count = null_lineages};
    st = simulate(&llr, value, retort_simulate_mean(cllr), seed, &shown, out,
                  err);
out:
    retort_mem_free(value);
    retort_mem_free(room);
    return st;
}
