#include "infer/classes.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* An item of either class; ranks count the positives first, then the null. */
struct item {
    double value;
    double weight;
    size_t rank;
};

double retort_class_total(const retort_class *c)
{
    double sum = 0.0;

    for (size_t i = 0; i < c->count; i++) {
        double w = retort_class_weight(c, i);

        if (!(w >= 0.0))
            return (double)NAN;
        sum += w;
    }
    return isfinite(sum) ? sum : (double)NAN;
}

double retort_class_units(const retort_class *c)
{
    size_t items = 0;

    if (c->units > 0.0)
        return c->units;
    for (size_t i = 0; i < c->count; i++)
        if (retort_class_weight(c, i) > 0.0)
            items++;
    return (double)items;
}

static retort_status check(const retort_class *c, const char *name,
                           retort_err *err)
{
    double total = retort_class_total(c);

    if (isnan(total))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "weights of the %s class are not finite numbers "
                           "from 0 up",
                           name);
    if (!(total > 0.0))
        return RETORT_FAIL(err, RETORT_ERR_NOT_APPLICABLE,
                           "the %s class is empty", name);
    for (size_t i = 0; i < c->count; i++)
        if (isnan(c->value[i]) && retort_class_weight(c, i) > 0.0)
            return RETORT_FAIL(err, RETORT_ERR_INTERNAL,
                               "item %zu of the %s class is no number", i,
                               name);
    return RETORT_OK;
}

retort_status retort_classes_check(const retort_classes *c, retort_err *err)
{
    retort_status st = check(&c->positive, "positive", err);

    return st != RETORT_OK ? st : check(&c->null, "null", err);
}

static int by_value(const void *a, const void *b)
{
    const struct item *x = a;
    const struct item *y = b;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->rank < y->rank ? -1 : 1;
}

/* Append the items of weight above 0 and return how many there are now. */
static size_t gather(struct item *items, size_t n, const retort_class *c,
                     size_t first_rank)
{
    for (size_t i = 0; i < c->count; i++) {
        double w = retort_class_weight(c, i);

        if (w > 0.0) /* adding 0 turns -0 into 0 */
            items[n++] = (struct item){c->value[i] + 0.0, w, first_rank + i};
    }
    return n;
}

/* Pool sorted items of one value; returns the number of steps. */
static size_t pool(retort_step *steps, const struct item *items, size_t n,
                   size_t null_rank)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        if (count == 0 || steps[count - 1].value != items[i].value)
            steps[count++] = (retort_step){items[i].value, 0.0, 0.0};
        if (items[i].rank < null_rank)
            steps[count - 1].positive += items[i].weight;
        else
            steps[count - 1].null += items[i].weight;
    }
    return count;
}

retort_status retort_steps_new(retort_step **out, size_t *count,
                               const retort_classes *c, retort_err *err)
{
    size_t room = c->positive.count + c->null.count;
    size_t n;
    struct item *items = NULL;
    retort_step *steps = NULL;
    retort_status st = retort_classes_check(c, err);

    *out = NULL;
    *count = 0;
    if (st != RETORT_OK)
        return st;
    items = retort_mem_new(room, sizeof(*items));
    steps = retort_mem_new(room, sizeof(*steps));
    if (!items || !steps) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM,
                         "no memory to sort %zu comparisons", room);
        goto out;
    }
    n = gather(items, 0, &c->positive, 0);
    n = gather(items, n, &c->null, c->positive.count);
    qsort(items, n, sizeof(*items), by_value);
    *count = pool(steps, items, n, c->positive.count);
    *out = steps;
    steps = NULL; /* now the caller's */
out:
    retort_mem_free(items);
    retort_mem_free(steps);
    return st;
}
