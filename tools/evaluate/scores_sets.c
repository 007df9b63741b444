/* Scores that need hash sets per reply. */
#include "base/mem.h"
#include "compare/rare.h"
#include "compare/reuse.h"
#include "evaluate/scores.h"
#include "run/thread_pool.h"

struct job {
    const eval_labels *labels;
    const retort_rare *rare;
    double *rare_table;
    double *reuse_table;
};

static retort_status score_suspect(void *ctx, size_t s, retort_err *err)
{
    const struct job *j = ctx;
    const eval_models *m = j->labels->models;
    size_t n = j->labels->n;

    (void)err;
    for (size_t r = 0; r < n; r++) {
        if (!eval_is_asked(j->labels, s, r))
            continue;
        j->rare_table[s * n + r] = retort_rare_score(j->rare, s, r);
        j->reuse_table[s * n + r] =
            retort_reuse_share(m->items[s].sets, m->items[r].sets).share;
    }
    return RETORT_OK;
}

static retort_status make_set(retort_modelset **out, const eval_models *m,
                              retort_err *err)
{
    retort_model *list = retort_mem_new(m->count, sizeof(*list));
    retort_status st;

    if (!list)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    for (size_t i = 0; i < m->count; i++)
        list[i] = (retort_model){.name = m->items[i].name,
                                 .family = m->items[i].family,
                                 .vendor = m->items[i].vendor,
                                 .background = m->items[i].is_reference,
                                 .fp = m->items[i].sets};
    st = retort_modelset_new(out, list, m->count, err);
    retort_mem_free(list);
    return st;
}

static retort_status new_tables(eval_scores *out, size_t n, retort_err *err)
{
    static const eval_score which[] = {EVAL_RARE, EVAL_REUSE,
                                       EVAL_RESIDUAL_WORDS};

    for (size_t i = 0; i < sizeof(which) / sizeof(which[0]); i++) {
        out->table[which[i]] = eval_table_new(n);
        if (!out->table[which[i]])
            return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    }
    return RETORT_OK;
}

retort_status eval_scores_sets(eval_scores *out, const eval_labels *labels,
                               size_t threads, retort_err *err)
{
    retort_thread_pool pool;
    struct job j = {.labels = labels};
    retort_modelset *set = NULL;
    retort_rare *rare = NULL;
    retort_status st = make_set(&set, labels->models, err);

    if (st == RETORT_OK)
        st = retort_rare_new(&rare, set, err);
    if (st == RETORT_OK)
        st = new_tables(out, labels->n, err);
    j.rare = rare;
    j.rare_table = out->table[EVAL_RARE];
    j.reuse_table = out->table[EVAL_REUSE];
    if (st == RETORT_OK)
        st = retort_pool_run(retort_thread_pool_init(&pool, threads), labels->n,
                             score_suspect, &j, err);
    retort_rare_free(rare);
    if (st == RETORT_OK)
        st = eval_scores_matched(labels, set, out->table[EVAL_RESIDUAL_WORDS],
                                 NULL, NULL, err);
    retort_modelset_free(set);
    return st;
}
