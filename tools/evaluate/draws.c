#include "evaluate/draws.h"

#include <math.h>

#include "base/mem.h"

/* What all functions here hand around. */
struct draw {
    eval_sample *out;
    const eval_labels *labels;
    const double *score;
    eval_part part;
    retort_err *err;
};

static double score_of(const struct draw *d, size_t s, size_t r)
{
    return d->score[s * d->labels->n + r];
}

static bool skips(const struct draw *d, size_t s)
{
    return !eval_in_part(d->labels, s, d->part);
}

static bool is_reference(const struct draw *d, size_t r)
{
    return d->labels->models->items[r].is_reference;
}

static retort_status put(const struct draw *d, size_t s, double score,
                         bool positive, size_t group, size_t cell)
{
    const eval_item item = {.score = score,
                            .group = (uint32_t)group,
                            .cell = (uint32_t)cell,
                            .unit = (uint32_t)eval_lineage(d->labels, s),
                            .positive = positive};

    return eval_sample_add(d->out, &item, d->err);
}

/* --- fixed reference, fixed teacher lineage -------------------------------- */

static retort_status draw_wt(const struct draw *d, bool strict)
{
    const eval_labels *l = d->labels;
    retort_status st = RETORT_OK;

    for (size_t s = 0; s < l->n; s++)
        for (size_t r = 0; st == RETORT_OK && !skips(d, s) && r < l->n; r++) {
            const eval_label *label = eval_label_at(l, s, r);
            bool positive = eval_is_positive(label);

            if (positive ||
                (strict ? eval_is_null(label) : eval_is_wide_null(label)))
                st = put(d, s, score_of(d, s, r), positive, r,
                         eval_lineage(l, s));
        }
    return st;
}

/* Students of others and suspects tuned on text of people. */
static bool is_wf_null(const eval_label *label)
{
    return eval_is_wide_null(label) &&
           (label->pair.null_kind == RETORT_NULL_OTHER ||
            label->pair.null_kind == RETORT_NULL_SHARED_BASE ||
            label->pair.null_kind == RETORT_NULL_HUMAN);
}

/* Mean score of s over the references of @p lineage with the class asked for;
 * @p count is how many there are. */
static double mean_over(const struct draw *d, size_t s, size_t lineage,
                        bool positive, size_t *count)
{
    double sum = 0.0;

    *count = 0;
    for (size_t r = 0; r < d->labels->n; r++) {
        const eval_label *label = eval_label_at(d->labels, s, r);

        if (!is_reference(d, r) || eval_lineage(d->labels, r) != lineage ||
            (positive ? !eval_is_positive(label) : !is_wf_null(label)))
            continue;
        sum += score_of(d, s, r);
        (*count)++;
    }
    return sum / (double)*count;
}

static retort_status draw_wf(const struct draw *d)
{
    retort_status st = RETORT_OK;

    for (size_t s = 0; s < d->labels->n; s++)
        for (size_t t = 0;
             st == RETORT_OK && !skips(d, s) && t < d->labels->lineages; t++) {
            size_t unit = eval_lineage(d->labels, s);
            size_t count;
            double mean = mean_over(d, s, t, true, &count);

            if (count) {
                st = put(d, s, mean, true, t, unit);
                continue;
            }
            mean = mean_over(d, s, t, false, &count);
            if (count)
                st = put(d, s, mean, false, t, unit);
        }
    return st;
}

/* --- teacher-matched ------------------------------------------------------- */

/* Reference lineages that have a positive in the part. */
static void mark_taught(const eval_labels *l, eval_part part, bool *taught)
{
    for (size_t s = 0; s < l->n; s++)
        for (size_t r = 0; r < l->n && eval_in_part(l, s, part); r++)
            if (eval_is_positive(eval_label_at(l, s, r)))
                taught[eval_lineage(l, r)] = true;
}

static bool takes_positive(const retort_pair *pair, unsigned view)
{
    if (view == EVAL_TM_MAIN)
        return pair->label == RETORT_PAIR_POSITIVE_MAIN;
    if (view == EVAL_TM_PART)
        return pair->label == RETORT_PAIR_POSITIVE_PART;
    return retort_pair_is_positive(pair->label);
}

static bool takes_null(const retort_pair *pair, unsigned view)
{
    if (view == EVAL_TM_TIMELY)
        return pair->label == RETORT_PAIR_NULL;
    if (view == EVAL_TM_TOO_EARLY)
        return pair->label == RETORT_PAIR_NULL_TIME_IMPOSSIBLE;
    if (view >= EVAL_TM_KIND)
        return retort_pair_is_null(pair->label) &&
               pair->null_kind == (retort_null_kind)(view - EVAL_TM_KIND);
    return retort_pair_is_null(pair->label);
}

static retort_status draw_tm(const struct draw *d, const bool *taught,
                             unsigned view, size_t group)
{
    const eval_labels *l = d->labels;
    retort_status st = RETORT_OK;

    for (size_t s = 0; s < l->n; s++)
        for (size_t r = 0; st == RETORT_OK && !skips(d, s) && r < l->n; r++) {
            const retort_pair *pair = &eval_label_at(l, s, r)->pair;
            bool positive = takes_positive(pair, view);

            if (!is_reference(d, r) || !taught[eval_lineage(l, r)] ||
                (!positive && !takes_null(pair, view)))
                continue;
            st = put(d, s, score_of(d, s, r), positive, group,
                     eval_lineage(l, s) * l->lineages + eval_lineage(l, r));
        }
    return st;
}

static size_t count_kind(const eval_labels *l, eval_part part,
                         retort_null_kind kind, const bool *taught, bool *seen)
{
    size_t n = 0;

    for (size_t i = 0; i < l->lineages; i++)
        seen[i] = false;
    for (size_t s = 0; s < l->n; s++)
        for (size_t r = 0; r < l->n && eval_in_part(l, s, part); r++) {
            const retort_pair *pair = &eval_label_at(l, s, r)->pair;

            if (retort_pair_is_null(pair->label) && pair->null_kind == kind &&
                taught[eval_lineage(l, r)] && !seen[eval_lineage(l, s)]) {
                seen[eval_lineage(l, s)] = true;
                n++;
            }
        }
    return n;
}

size_t eval_kind_lineages(const eval_labels *labels, eval_part part,
                          retort_null_kind kind)
{
    bool *taught = retort_mem_new(labels->lineages, sizeof(*taught));
    bool *seen = retort_mem_new(labels->lineages, sizeof(*seen));
    size_t n = 0;

    if (taught && seen) {
        mark_taught(labels, part, taught);
        n = count_kind(labels, part, kind, taught, seen);
    }
    retort_mem_free(taught);
    retort_mem_free(seen);
    return n;
}

static retort_status draw_kinds(const struct draw *d, const bool *taught)
{
    retort_status st = RETORT_OK;

    d->out->equal_groups = true;
    for (unsigned kind = RETORT_NULL_NONE + 1;
         st == RETORT_OK && kind < RETORT_NULL_KIND_COUNT; kind++)
        if (eval_kind_lineages(d->labels, d->part, (retort_null_kind)kind) >=
            EVAL_KIND_LINEAGES_MIN)
            st = draw_tm(d, taught, EVAL_TM_KIND + kind, kind);
    return st;
}

retort_status eval_draw(eval_sample *out, const eval_labels *labels,
                        const double *score, eval_part part, unsigned view,
                        retort_err *err)
{
    const struct draw d = {out, labels, score, part, err};
    bool *taught = retort_mem_new(labels->lineages, sizeof(*taught));
    retort_status st = RETORT_OK;

    if (!taught)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for lineages");
    mark_taught(labels, part, taught);
    if (view == EVAL_WT || view == EVAL_WT_STRICT)
        st = draw_wt(&d, view == EVAL_WT_STRICT);
    else if (view == EVAL_WF)
        st = draw_wf(&d);
    else if (view == EVAL_TM_KINDS)
        st = draw_kinds(&d, taught);
    else
        st = draw_tm(&d, taught, view, 0);
    retort_mem_free(taught);
    eval_sample_settle(out);
    return st;
}

/* --- who comes first ------------------------------------------------------- */

static bool is_student(const eval_labels *l, size_t s)
{
    for (size_t r = 0; r < l->n; r++)
        if (eval_is_positive(eval_label_at(l, s, r)))
            return true;
    return false;
}

static bool is_candidate(const struct draw *d, size_t s, size_t r,
                         bool plausible)
{
    const retort_pair *pair = &eval_label_at(d->labels, s, r)->pair;

    if (!is_reference(d, r) || isnan(score_of(d, s, r)) ||
        eval_lineage(d->labels, r) == eval_lineage(d->labels, s))
        return false;
    return !plausible ||
           (pair->ref_confidence == RETORT_CONFIDENCE_DOCUMENTED &&
            !pair->is_too_early);
}

retort_status eval_draw_top(eval_sample *out, const eval_labels *labels,
                            const double *score, eval_part part, bool plausible,
                            retort_err *err)
{
    const struct draw d = {out, labels, score, part, err};
    retort_status st = RETORT_OK;

    out->mixed_cells = true;
    for (size_t s = 0; st == RETORT_OK && s < labels->n; s++) {
        size_t best = SIZE_MAX;

        if (skips(&d, s) || !is_student(labels, s))
            continue;
        for (size_t r = 0; r < labels->n; r++)
            if (is_candidate(&d, s, r, plausible) &&
                (best == SIZE_MAX ||
                 score_of(&d, s, r) > score_of(&d, s, best)))
                best = r;
        if (best != SIZE_MAX)
            st = put(&d, s, 0.0,
                     eval_is_positive(eval_label_at(labels, s, best)), 0,
                     eval_lineage(labels, s));
    }
    eval_sample_settle(out);
    return st;
}

/* Highest scorer among references and kin; SIZE_MAX without kin of s. */
static size_t best_of_kin(const struct draw *d, size_t s, retort_kin kin)
{
    size_t best = SIZE_MAX;
    bool has_kin = false;

    for (size_t r = 0; r < d->labels->n; r++) {
        bool is_kin = r != s && eval_label_at(d->labels, s, r)->kin == kin;

        has_kin |= is_kin;
        if (r == s || !(is_reference(d, r) || is_kin) ||
            isnan(score_of(d, s, r)))
            continue;
        if (best == SIZE_MAX || score_of(d, s, r) > score_of(d, s, best))
            best = r;
    }
    return has_kin ? best : SIZE_MAX;
}

retort_status eval_draw_kin(eval_sample *out, const eval_labels *labels,
                            const double *score, eval_part part, retort_kin kin,
                            retort_err *err)
{
    const struct draw d = {out, labels, score, part, err};
    retort_status st = RETORT_OK;

    for (size_t s = 0; st == RETORT_OK && s < labels->n; s++) {
        size_t best = skips(&d, s) ? SIZE_MAX : best_of_kin(&d, s, kin);

        if (best != SIZE_MAX)
            st = put(&d, s, 0.0, eval_label_at(labels, s, best)->kin == kin, 0,
                     s);
    }
    eval_sample_settle(out);
    return st;
}

retort_status eval_draw_twice(eval_sample *out, const eval_labels *labels,
                              const double *first, const double *second,
                              eval_part part, retort_err *err)
{
    struct draw d = {out, labels, first, part, err};
    retort_status st = RETORT_OK;

    for (size_t s = 0; s < labels->n; s++)
        for (size_t r = 0; st == RETORT_OK && !skips(&d, s) && r < labels->n;
             r++) {
            size_t cell;

            if (!eval_is_wide_null(eval_label_at(labels, s, r)))
                continue;
            cell = eval_lineage(labels, s) * labels->lineages +
                   eval_lineage(labels, r);
            d.score = first;
            st = put(&d, s, score_of(&d, s, r), false, 0, cell);
            d.score = second;
            if (st == RETORT_OK)
                st = put(&d, s, score_of(&d, s, r), true, 0, cell);
        }
    eval_sample_settle(out);
    return st;
}
