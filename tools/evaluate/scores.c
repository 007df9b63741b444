#include "evaluate/scores.h"

#include <math.h>

#include "base/mem.h"
#include "base/philox.h"
#include "compare/delta.h"
#include "compare/matched.h"
#include "compare/profile.h"
#include "evaluate/seed.h"
#include "run/thread_pool.h"

static const eval_side WHOLE = {.cut = EVAL_CUT_ALL};

const char *eval_score_name(eval_score score)
{
    static const char *const names[EVAL_SCORES] = {
        [EVAL_PROFILE] = "profile",
        [EVAL_RESIDUAL] = "residual",
        [EVAL_PMZ] = "PMZ",
        [EVAL_RESIDUAL_WORDS] = "residual by words",
        [EVAL_RARE] = "rare phrases",
        [EVAL_DELTA] = "Delta",
        [EVAL_REUSE] = "reuse",
        [EVAL_HUB] = "hub",
        [EVAL_LENGTH] = "length",
    };

    return names[score];
}

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
}

double *eval_table_new(size_t n)
{
    double *t = retort_mem_new(n, n * sizeof(*t));

    for (size_t i = 0; t && i < n * n; i++)
        t[i] = (double)NAN;
    return t;
}

void eval_scores_release(eval_scores *s)
{
    for (size_t i = 0; i < EVAL_SCORES; i++)
        retort_mem_free(s->table[i]);
    *s = (eval_scores){0};
}

/* --- model sets ------------------------------------------------------------ */

static const retort_fingerprint *side_of(const eval_model *m, eval_side side)
{
    return side.is_variant ? m->variant[side.variant] : m->cut[side.cut];
}

static retort_model model_of(const eval_model *m, eval_side side,
                             bool background)
{
    return (retort_model){.name = m->name,
                          .family = m->family,
                          .vendor = m->vendor,
                          .background = background && m->is_reference,
                          .fp = side_of(m, side)};
}

retort_status eval_modelset(retort_modelset **out, const eval_models *models,
                            eval_side side, retort_err *err)
{
    retort_model *list = retort_mem_new(models->count, sizeof(*list));
    retort_status st;

    *out = NULL;
    if (!list)
        return no_memory(err);
    for (size_t i = 0; i < models->count; i++)
        list[i] = model_of(&models->items[i], side, true);
    st = retort_modelset_new(out, list, models->count, err);
    retort_mem_free(list);
    return st;
}

/* Models as suspects, then the same models as references and background. */
static retort_status two_sides(retort_modelset **out, const eval_models *models,
                               eval_side suspect, eval_side reference,
                               retort_err *err)
{
    size_t n = models->count;
    retort_model *list = retort_mem_new(2 * n, sizeof(*list));
    retort_status st;

    *out = NULL;
    if (!list)
        return no_memory(err);
    for (size_t i = 0; i < n; i++) {
        list[i] = model_of(&models->items[i], suspect, false);
        list[n + i] = model_of(&models->items[i], reference, true);
    }
    st = retort_modelset_new(out, list, 2 * n, err);
    retort_mem_free(list);
    return st;
}

size_t eval_background_lineages(const eval_labels *labels)
{
    const eval_models *m = labels->models;
    size_t n = 0;

    for (size_t i = 0; i < m->count; i++) {
        bool is_new = m->items[i].is_reference;

        for (size_t j = 0; j < i && is_new; j++)
            is_new = !m->items[j].is_reference ||
                     eval_lineage(labels, i) != eval_lineage(labels, j);
        n += is_new;
    }
    return n;
}

/* --- all scores of whole fingerprints -------------------------------------- */

struct base_job {
    const eval_labels *labels;
    const retort_profile *profile;
    const retort_delta *delta; /* or NULL */
    eval_scores *out;
};

bool eval_is_asked(const eval_labels *l, size_t s, size_t r)
{
    retort_kin kin = eval_label_at(l, s, r)->kin;

    return s != r && (l->models->items[r].is_reference ||
                      kin == RETORT_KIN_SAME || kin == RETORT_KIN_TUNED);
}

static retort_status score_suspect(void *ctx, size_t s, retort_err *err)
{
    const struct base_job *j = ctx;
    size_t n = j->labels->n;

    (void)err;
    for (size_t r = 0; r < n; r++) {
        if (!eval_is_asked(j->labels, s, r))
            continue;
        j->out->table[EVAL_PROFILE][s * n + r] =
            retort_profile_score(j->profile, s, r);
        if (j->delta)
            j->out->table[EVAL_DELTA][s * n + r] =
                retort_delta_score(j->delta, s, r);
    }
    return RETORT_OK;
}

/* One column of the hub: it never looks at the suspect. */
static retort_status score_hub(void *ctx, size_t r, retort_err *err)
{
    const struct base_job *j = ctx;
    size_t n = j->labels->n;
    double hub;

    (void)err;
    if (!j->labels->models->items[r].is_reference)
        return RETORT_OK;
    hub = retort_profile_hub(j->profile, r);
    for (size_t s = 0; s < n; s++)
        if (s != r)
            j->out->table[EVAL_HUB][s * n + r] = hub;
    return RETORT_OK;
}

retort_status eval_scores_matched(const eval_labels *labels,
                                  const retort_modelset *set, double *residual,
                                  double *pmz, double *length, retort_err *err)
{
    size_t n = labels->n;
    size_t *all = retort_mem_new(n, sizeof(*all));
    retort_matched *m = retort_mem_new(n, n * sizeof(*m));
    retort_status st = RETORT_OK;

    if (!all || !m)
        st = no_memory(err);
    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        all[i] = i;
    if (st == RETORT_OK)
        st = retort_matched_scores(set, all, n, m, err);
    for (size_t i = 0; st == RETORT_OK && i < n * n; i++) {
        if (!eval_is_asked(labels, i / n, i % n))
            continue;
        residual[i] = m[i].residual;
        if (pmz)
            pmz[i] = m[i].pmz;
        if (length)
            length[i] = m[i].length;
    }
    retort_mem_free(all);
    retort_mem_free(m);
    return st;
}

static retort_status new_tables(eval_scores *out, size_t n,
                                const eval_score *which, size_t count,
                                retort_err *err)
{
    for (size_t i = 0; i < count; i++) {
        out->table[which[i]] = eval_table_new(n);
        if (!out->table[which[i]])
            return no_memory(err);
    }
    return RETORT_OK;
}

static retort_status run_base(struct base_job *j, const retort_modelset *set,
                              size_t threads, retort_err *err)
{
    retort_thread_pool pool;
    static const eval_score which[] = {EVAL_PROFILE, EVAL_RESIDUAL,
                                       EVAL_PMZ,     EVAL_DELTA,
                                       EVAL_HUB,     EVAL_LENGTH};
    size_t n = j->labels->n;
    retort_status st =
        new_tables(j->out, n, which, sizeof(which) / sizeof(which[0]), err);

    if (st == RETORT_OK)
        st = retort_pool_run(retort_thread_pool_init(&pool, threads), n,
                             score_suspect, j, err);
    if (st == RETORT_OK)
        st = retort_pool_run(retort_thread_pool_init(&pool, threads), n,
                             score_hub, j, err);
    if (st == RETORT_OK)
        st = eval_scores_matched(j->labels, set, j->out->table[EVAL_RESIDUAL],
                                 j->out->table[EVAL_PMZ],
                                 j->out->table[EVAL_LENGTH], err);
    if (!j->delta) {
        retort_mem_free(j->out->table[EVAL_DELTA]);
        j->out->table[EVAL_DELTA] = NULL;
    }
    return st;
}

retort_status eval_scores_base(eval_scores *out, const eval_labels *labels,
                               size_t threads, retort_err *err)
{
    struct base_job j = {.labels = labels, .out = out};
    retort_modelset *set = NULL;
    retort_profile *profile = NULL;
    retort_delta *delta = NULL;
    retort_status st = eval_modelset(&set, labels->models, WHOLE, err);

    if (st == RETORT_OK)
        st = retort_profile_new(&profile, set, err);
    if (st == RETORT_OK && retort_modelset_has(set, "tk"))
        st = retort_delta_new(&delta, set, err);
    j.profile = profile;
    j.delta = delta;
    if (st == RETORT_OK)
        st = run_base(&j, set, threads, err);
    retort_delta_free(delta);
    retort_profile_free(profile);
    retort_modelset_free(set);
    return st;
}

/* --- the profile of labelled pairs ----------------------------------------- */

struct profile_job {
    const eval_labels *labels;
    const retort_profile *profile;
    size_t shift; /* of references behind suspects */
    double *table;
    const size_t *rank; /* of lineages in the set, under a drawn background */
    size_t lineages;    /* drawn */
};

static bool is_labelled(const eval_labels *l, size_t s, size_t r)
{
    const eval_label *label = eval_label_at(l, s, r);

    return eval_is_positive(label) || eval_is_wide_null(label);
}

static retort_status profile_suspect(void *ctx, size_t s, retort_err *err)
{
    const struct profile_job *j = ctx;
    size_t n = j->labels->n;

    (void)err;
    for (size_t r = 0; r < n; r++)
        if (is_labelled(j->labels, s, r))
            j->table[s * n + r] =
                retort_profile_score(j->profile, s, r + j->shift);
    return RETORT_OK;
}

retort_status eval_scores_profile(double *table, const eval_labels *labels,
                                  eval_side suspect, eval_side reference,
                                  size_t threads, retort_err *err)
{
    retort_thread_pool pool;
    struct profile_job j = {
        .labels = labels, .shift = labels->n, .table = table};
    retort_modelset *set = NULL;
    retort_profile *profile = NULL;
    retort_status st = two_sides(&set, labels->models, suspect, reference, err);

    if (st == RETORT_OK)
        st = retort_profile_new(&profile, set, err);
    j.profile = profile;
    if (st == RETORT_OK)
        st = retort_pool_run(retort_thread_pool_init(&pool, threads), labels->n,
                             profile_suspect, &j, err);
    retort_profile_free(profile);
    retort_modelset_free(set);
    return st;
}

/* --- smaller backgrounds --------------------------------------------------- */

/* Mark all but the first lineages of the draw, those of s and r passed over. */
static void mark_beyond(const struct profile_job *j, const retort_modelset *set,
                        size_t s, size_t r, bool *out)
{
    uint32_t ls = set->models[s].lineage;
    uint32_t lr = set->models[r].lineage;

    for (size_t m = 0; m < set->count; m++) {
        uint32_t l = set->models[m].lineage;
        size_t place = j->rank[l];

        place -= set->lineage_members[ls] && j->rank[ls] < j->rank[l];
        place -=
            lr != ls && set->lineage_members[lr] && j->rank[lr] < j->rank[l];
        out[m] = l == ls || l == lr || place >= j->lineages;
    }
}

struct background_job {
    struct profile_job job;
    const retort_modelset *set;
};

static retort_status background_suspect(void *ctx, size_t s, retort_err *err)
{
    const struct background_job *b = ctx;
    size_t n = b->job.labels->n;
    bool *out = retort_mem_new(n, sizeof(*out));
    retort_status st = out ? RETORT_OK : no_memory(err);

    for (size_t r = 0; st == RETORT_OK && r < n; r++) {
        if (!is_labelled(b->job.labels, s, r))
            continue;
        mark_beyond(&b->job, b->set, s, r, out);
        st = retort_profile_score_without(b->job.profile, s, r, out,
                                          &b->job.table[s * n + r], err);
    }
    retort_mem_free(out);
    return st;
}

/* Ranks of the lineages that have background models, in drawn order; of the
 * others SIZE_MAX / 2, so that small subtractions stay large. */
static void draw_ranks(const retort_modelset *set, uint64_t draw, size_t *rank)
{
    size_t n = 0;

    for (size_t l = 0; l < set->lineages; l++)
        rank[l] = set->lineage_members[l] ? n++ : SIZE_MAX / 2;
    for (size_t i = n; i > 1; i--) { /* Fisher and Yates, on the ranks */
        size_t j = retort_philox_below(EVAL_SEED, EVAL_STREAM_BACKGROUND + draw,
                                       i, (uint32_t)i);
        size_t a = 0;
        size_t b = 0;

        for (size_t l = 0; l < set->lineages; l++) {
            a = rank[l] == i - 1 ? l : a;
            b = rank[l] == j ? l : b;
        }
        rank[a] = j;
        rank[b] = i - 1;
    }
}

retort_status eval_scores_background(double *table, const eval_labels *labels,
                                     size_t lineages, uint64_t draw,
                                     size_t threads, retort_err *err)
{
    retort_thread_pool pool;
    struct background_job b = {
        .job = {.labels = labels, .table = table, .lineages = lineages}};
    retort_modelset *set = NULL;
    retort_profile *profile = NULL;
    size_t *rank = NULL;
    retort_status st = eval_modelset(&set, labels->models, WHOLE, err);

    if (st == RETORT_OK)
        st = retort_profile_new(&profile, set, err);
    if (st == RETORT_OK) {
        rank = retort_mem_new(set->lineages, sizeof(*rank));
        st = rank ? RETORT_OK : no_memory(err);
    }
    if (st == RETORT_OK) {
        draw_ranks(set, draw, rank);
        b.job.profile = profile;
        b.job.rank = rank;
        b.set = set;
        st = retort_pool_run(retort_thread_pool_init(&pool, threads), labels->n,
                             background_suspect, &b, err);
    }
    retort_mem_free(rank);
    retort_profile_free(profile);
    retort_modelset_free(set);
    return st;
}
