/**
 * @file support/class_data.h
 * Classes of comparisons for the tests of src/infer: a worked set of six and
 * six, and reproducible random sets.
 */
#ifndef SUPPORT_CLASS_DATA_H
#define SUPPORT_CLASS_DATA_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "base/philox.h"
#include "infer/classes.h"

enum { TEST_CLASS_ITEMS = 64 };

/** Two classes with room of their own for values and weights. */
typedef struct test_classes {
    retort_classes c;
    double value[2][TEST_CLASS_ITEMS];
    double weight[2][TEST_CLASS_ITEMS];
} test_classes;

#define TEST_CLASS(values)                                                     \
    ((retort_class){(values), NULL, sizeof(values) / sizeof((values)[0]), 0.0})

#define TEST_CLASSES(positives, nulls)                                         \
    ((retort_classes){TEST_CLASS(positives), TEST_CLASS(nulls)})

static const double TEST_TOY_POSITIVE[] = {-0.5, 0.2, 0.9, 1.4, 2.0, 2.2};
static const double TEST_TOY_NULL[] = {-2.0, -1.1, -0.3, 0.1, 0.4, -1.7};

/** The worked set. Its numbers come from an independent program. */
static inline retort_classes test_toy(void)
{
    return TEST_CLASSES(TEST_TOY_POSITIVE, TEST_TOY_NULL);
}

/** Close to a standard normal number: twelve uniform ones less 6. */
static inline double test_normal(uint64_t seed, uint64_t i)
{
    double sum = -6.0;

    for (uint64_t k = 0; k < 12; k++)
        sum += (double)retort_philox_below(seed, i, k, 1u << 30) / 0x1p30;
    return sum;
}

/** Point the classes to the room of @p t; without weights. */
static inline void test_classes_point(test_classes *t, size_t positives,
                                      size_t nulls)
{
    t->c.positive = (retort_class){t->value[0], NULL, positives, 0.0};
    t->c.null = (retort_class){t->value[1], NULL, nulls, 0.0};
}

/**
 * Random overlapping classes: positives about +1, nulls about -1, in steps of
 * 1/8 so that ties occur. Up to TEST_CLASS_ITEMS of each.
 */
static inline void test_classes_fill(test_classes *t, uint64_t seed,
                                     size_t positives, size_t nulls)
{
    const size_t count[2] = {positives, nulls};

    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < count[k]; i++) {
            double x = test_normal(seed, i * 2 + (uint64_t)k);

            t->value[k][i] = round((x + (k ? -1.0 : 1.0)) * 8.0) / 8.0;
        }
    test_classes_point(t, positives, nulls);
}

/** Weights 0, 1, 2 or 3 for all items, the first of a class never 0. */
static inline void test_classes_weigh(test_classes *t, uint64_t seed)
{
    retort_class *const both[2] = {&t->c.positive, &t->c.null};

    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < both[k]->count; i++)
            t->weight[k][i] =
                (double)retort_philox_below(seed, (uint64_t)k, i, 4);
        t->weight[k][0] = 2.0;
        both[k]->weight = t->weight[k];
    }
}

/** @p out has the items of @p in twice, with half the weight; units stay. */
static inline void test_classes_double(test_classes *out,
                                       const retort_classes *in)
{
    const retort_class *const from[2] = {&in->positive, &in->null};
    retort_class *const to[2] = {&out->c.positive, &out->c.null};

    test_classes_point(out, 2 * in->positive.count, 2 * in->null.count);
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < to[k]->count; i++) {
            out->value[k][i] = from[k]->value[i / 2];
            out->weight[k][i] = retort_class_weight(from[k], i / 2) / 2.0;
        }
        to[k]->weight = out->weight[k];
        to[k]->units = retort_class_units(from[k]);
    }
}

/** @p out has the items of @p in whose weight is not 0. */
static inline void test_classes_drop(test_classes *out,
                                     const retort_classes *in)
{
    const retort_class *const from[2] = {&in->positive, &in->null};
    size_t n[2] = {0, 0};

    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < from[k]->count; i++) {
            if (!(retort_class_weight(from[k], i) > 0.0))
                continue;
            out->value[k][n[k]] = from[k]->value[i];
            out->weight[k][n[k]++] = retort_class_weight(from[k], i);
        }
    test_classes_point(out, n[0], n[1]);
    out->c.positive.weight = out->weight[0];
    out->c.null.weight = out->weight[1];
}

/** Multiply all weights, which must be given. */
static inline void test_classes_scale(test_classes *t, double by)
{
    for (size_t i = 0; i < t->c.positive.count; i++)
        t->weight[0][i] *= by;
    for (size_t i = 0; i < t->c.null.count; i++)
        t->weight[1][i] *= by;
}

/** @p out has the classes of @p in exchanged and every value negated. */
static inline void test_classes_swap(test_classes *out,
                                     const retort_classes *in)
{
    const retort_class *const from[2] = {&in->null, &in->positive};

    test_classes_point(out, in->null.count, in->positive.count);
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < from[k]->count; i++)
            out->value[k][i] = -from[k]->value[i];
}

/** Whether two numbers are equal, both NaN, or within @p eps. */
static inline int test_close(double got, double want, double eps)
{
    return got == want || (isnan(got) && isnan(want)) ||
           fabs(got - want) <= eps;
}

#define ASSERT_CLOSE(got, want, eps) assert_true(test_close(got, want, eps))

#endif /* SUPPORT_CLASS_DATA_H */
