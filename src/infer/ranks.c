#include "infer/ranks.h"

#include <math.h>
#include <stdlib.h>

#include "base/detmath.h"
#include "base/mem.h"

struct ranked {
    double p;
    size_t at;
};

double retort_conformal_floor(size_t count)
{
    return 1.0 / ((double)count + 1.0);
}

static int by_p(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;

    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    return x->at < y->at ? -1 : 1;
}

retort_status retort_holm(const double *p, size_t count, double *adjusted,
                          retort_err *err)
{
    struct ranked *order;
    size_t m = 0;
    double most = 0.0;

    if (count == 0)
        return RETORT_OK;
    order = retort_mem_new(count, sizeof(*order));
    if (!order)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu p-values",
                           count);
    for (size_t i = 0; i < count; i++) {
        if (isnan(p[i]))
            adjusted[i] = p[i];
        else
            order[m++] = (struct ranked){p[i], i};
    }
    qsort(order, m, sizeof(*order), by_p);
    for (size_t j = 0; j < m; j++) {
        most = fmax(most, fmin(1.0, (double)(m - j) * order[j].p));
        adjusted[order[j].at] = most;
    }
    retort_mem_free(order);
    return RETORT_OK;
}

double retort_any_of(double p, double n)
{
    double x;
    double left;

    if (!(p >= 0.0 && p <= 1.0 && n >= 0.0))
        return (double)NAN;
    if (p == 0.0 || n == 0.0)
        return 0.0;
    x = n * retort_log1p(-p);
    left = retort_exp(x);
    if (left > 0.5 && left < 1.0) /* 1 - e^x; Higham 2002, section 1.14.1 */
        return (1.0 - left) * x / retort_log(left);
    return left < 1.0 ? 1.0 - left : -x;
}

double retort_max_of_n(double p_single, size_t n)
{
    return retort_any_of(p_single, (double)n);
}
