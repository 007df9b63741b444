/*
 * The placebo (METHOD 2): every null pair is scored as it is labelled, and once
 * more with R alone under S's lineage and vendor. Then the background leaves
 * out S's lineage and R, but keeps R's siblings. If the second score is higher
 * or lower than the first, the treatment leaks who belongs to whom.
 *
 * The seeded fault is a background that leaves out S's vendor only: R is in it
 * as long as R's vendor is another one. It is renamed alone, and with its whole
 * lineage (which without the fault changes nothing at all).
 */
#include "base/mem.h"
#include "compare/profile.h"
#include "evaluate/scores.h"
#include "run/thread_pool.h"

void eval_placebo_release(eval_placebo *p)
{
    for (size_t k = 0; k < EVAL_PLACEBO_TABLES; k++)
        retort_mem_free(p->table[k]);
    *p = (eval_placebo){0};
}

struct job {
    const eval_labels *labels;
    const retort_profile *profile;
    eval_placebo *out;
};

static bool same_lineage(const eval_models *m, size_t a, size_t b)
{
    return retort_population_same_lineage(m->population, m->items[a].row,
                                          m->items[b].row);
}

static bool same_vendor(const eval_models *m, size_t a, size_t b)
{
    return retort_population_same_vendor(m->population, m->items[a].row,
                                         m->items[b].row);
}

/* Does model i leave the background of (s, r)? */
static bool leaves(const eval_models *m, size_t s, size_t r, size_t i,
                   eval_placebo_table how)
{
    bool of_s = i == s || same_lineage(m, i, s);

    switch (how) {
    case EVAL_AS_LABELLED: return of_s || same_lineage(m, i, r);
    case EVAL_RENAMED: return of_s || i == r;
    case EVAL_FAULT_AS_LABELLED: return of_s || same_vendor(m, i, s);
    case EVAL_FAULT_RENAMED: return of_s || same_vendor(m, i, s) || i == r;
    case EVAL_FAULT_ALL_RENAMED:
    case EVAL_PLACEBO_TABLES: break;
    }
    return of_s || same_vendor(m, i, s) || same_lineage(m, i, r);
}

static retort_status score_pair(const struct job *j, size_t s, size_t r,
                                bool *out, retort_err *err)
{
    const eval_models *m = j->labels->models;
    retort_status st = RETORT_OK;

    for (eval_placebo_table k = 0; st == RETORT_OK && k < EVAL_PLACEBO_TABLES;
         k++) {
        for (size_t i = 0; i < m->count; i++)
            out[i] = leaves(m, s, r, i, k);
        st = retort_profile_score_without(
            j->profile, s, r, out, &j->out->table[k][s * m->count + r], err);
    }
    return st;
}

static retort_status score_suspect(void *ctx, size_t s, retort_err *err)
{
    const struct job *j = ctx;
    size_t n = j->labels->n;
    bool *out = retort_mem_new(n, sizeof(*out));
    retort_status st = RETORT_OK;

    if (!out)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    for (size_t r = 0; st == RETORT_OK && r < n; r++)
        if (eval_is_wide_null(eval_label_at(j->labels, s, r)))
            st = score_pair(j, s, r, out, err);
    retort_mem_free(out);
    return st;
}

retort_status eval_scores_placebo(eval_placebo *out, const eval_labels *labels,
                                  size_t threads, retort_err *err)
{
    retort_thread_pool pool;
    static const eval_side whole = {.cut = EVAL_CUT_ALL};
    struct job j = {.labels = labels, .out = out};
    retort_modelset *set = NULL;
    retort_profile *profile = NULL;
    retort_status st = eval_modelset(&set, labels->models, whole, err);

    if (st == RETORT_OK)
        st = retort_profile_new(&profile, set, err);
    for (size_t k = 0; st == RETORT_OK && k < EVAL_PLACEBO_TABLES; k++) {
        out->table[k] = eval_table_new(labels->n);
        if (!out->table[k])
            st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    }
    j.profile = profile;
    if (st == RETORT_OK)
        st = retort_pool_run(retort_thread_pool_init(&pool, threads), labels->n,
                             score_suspect, &j, err);
    retort_profile_free(profile);
    retort_modelset_free(set);
    return st;
}
