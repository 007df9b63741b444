#include "infer/devpav.h"

#include <math.h>
#include <stdbool.h>

#include "base/mem.h"
#include "infer/pav.h"

/* An infinite x that the transform moves elsewhere: infinitely far off. */
static bool strays(const retort_pav_point *p)
{
    return isinf(p->x) && p->x != p->llr;
}

/* Keep the points of finite llr, in place; returns how many. */
static size_t keep_finite(retort_pav_point *points, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (isfinite(points[i].llr))
            points[kept++] = points[i];
    return kept;
}

/* Mean distance from the identity along the line between two points. */
static double mean_distance(const retort_pav_point *a,
                            const retort_pav_point *b)
{
    double d1 = a->llr - a->x;
    double d2 = b->llr - b->x;
    double p = fabs(d1) / 2.0; /* halves, so that the sum is finite */
    double q = fabs(d2) / 2.0;
    double sum = p + q;

    if ((d1 >= 0.0) == (d2 >= 0.0) || !(sum > 0.0))
        return sum;
    return p * (p / sum) + q * (q / sum);
}

static double distance(const retort_pav_point *p, size_t n)
{
    double scale = isfinite(p[n - 1].x - p[0].x) ? 1.0 : 0.5;
    double length = p[n - 1].x * scale - p[0].x * scale;
    double sum = 0.0;

    if (n == 1)
        return fabs(p[0].llr - p[0].x);
    for (size_t i = 1; i < n; i++)
        sum += (p[i].x * scale - p[i - 1].x * scale) / length *
               mean_distance(&p[i - 1], &p[i]);
    return sum;
}

retort_status retort_devpav(const retort_classes *llr, double *out,
                            retort_err *err)
{
    retort_pav_point *points = NULL;
    size_t n;
    size_t kept;
    bool stray = false;
    retort_status st;

    *out = (double)NAN;
    st = retort_pav(llr, &points, &n, err);
    if (st != RETORT_OK)
        return st;
    for (size_t i = 0; i < n; i++)
        stray = stray || strays(&points[i]);
    kept = keep_finite(points, n);
    if (kept > 0)
        *out = stray ? (double)INFINITY : distance(points, kept);
    retort_mem_free(points);
    return st;
}
