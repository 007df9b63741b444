#include "infer/tippett.h"

#include "base/mem.h"

/* From the top, so that the sums are exact where nobody is left. */
static void fill(const retort_step *steps, size_t n, retort_tippett_point *out)
{
    double positive = 0.0;
    double null = 0.0;

    for (size_t i = n; i > 0; i--) {
        positive += steps[i - 1].positive;
        null += steps[i - 1].null;
        out[i - 1] = (retort_tippett_point){steps[i - 1].value, positive, null};
    }
    for (size_t i = 0; i < n; i++) {
        out[i].positive /= positive;
        out[i].null /= null;
    }
}

retort_status retort_tippett(const retort_classes *llr,
                             retort_tippett_point **out, size_t *count,
                             retort_err *err)
{
    retort_step *steps = NULL;
    size_t n;
    retort_status st;

    *out = NULL;
    *count = 0;
    st = retort_steps_new(&steps, &n, llr, err);
    if (st != RETORT_OK)
        return st;
    *out = retort_mem_new(n, sizeof(**out));
    if (*out) {
        fill(steps, n, *out);
        *count = n;
    } else {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu points", n);
    }
    retort_mem_free(steps);
    return st;
}
