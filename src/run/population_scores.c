/*
 * Every ordered pair is labelled once for the three questions. The labelled
 * pairs are scored over shared prompts (residual, length), those of *distilled*
 * by the profile too; then the sets are written out in the order of the pairs,
 * which is that of the names.
 */
#include "run/population_scores.h"

#include <math.h>
#include <retort/version.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compare/population_kin.h"
#include "compare/population_pair.h"
#include "compare/profile.h"
#include "run/block_scores.h"
#include "run/suspect_facts.h"

enum { SET_SAME, SET_TUNED, SET_DISTILLED, SETS };

static const retort_proposition propositions[SETS] = {
    [SET_SAME] = RETORT_PROPOSITION_SAME,
    [SET_TUNED] = RETORT_PROPOSITION_TUNED,
    [SET_DISTILLED] = RETORT_PROPOSITION_DISTILLED,
};

/* What a pair is to one question; RETORT_USE_COUNT: nothing. */
struct label {
    retort_use use;
    const char *stratum;
};

/* A pair that is something to at least one question. */
struct pair {
    struct label label[SETS];
    bool is_too_early;
    bool shares_base;
    size_t ask[RETORT_SETTINGS]; /* profiles of the pair, or SIZE_MAX */
};

struct scorer {
    const retort_block_models *models;
    retort_population *documented; /* the table, all rows documented */
    retort_modelset *set;
    const retort_block_counts **counts;
    struct pair *pairs;
    retort_prompt_score *prompts; /* one a pair; they hold the models */
    size_t count;
    size_t cap;
    uint32_t *teachers;    /* models x set->lineages */
    size_t *teacher_count; /* models */
    retort_profile_ask *asks;
    retort_block_score *profile;
    size_t ask_count;
    double *hub;       /* models; NaN unless a reference of a pair */
    uint32_t *lineage; /* models: number in the table of names */
    const retort_pool *pool;
    retort_arena *arena;
    retort_comparisons *out;
    retort_err *err;
};

static retort_status no_memory(const struct scorer *s)
{
    return RETORT_FAIL(s->err, RETORT_ERR_NOMEM,
                       "no memory for the comparisons of %zu models",
                       s->models->count);
}

static void scorer_release(struct scorer *s)
{
    retort_population_free(s->documented);
    retort_modelset_free(s->set);
    retort_mem_free(s->counts);
    retort_mem_free(s->pairs);
    retort_mem_free(s->prompts);
    retort_mem_free(s->teachers);
    retort_mem_free(s->teacher_count);
    retort_mem_free(s->asks);
    retort_mem_free(s->profile);
    retort_mem_free(s->hub);
    retort_mem_free(s->lineage);
}

static bool is_null(retort_use use)
{
    return use == RETORT_USE_NULL || use == RETORT_USE_DOUBTFUL_NULL;
}

/* --- labels --------------------------------------------------------------- */

static struct label label_of(const retort_pair *pair, bool doubtful)
{
    struct label out = {RETORT_USE_COUNT, ""};

    if (retort_pair_is_positive(pair->label)) {
        out.use = doubtful ? RETORT_USE_DOUBTFUL_POSITIVE : RETORT_USE_POSITIVE;
        out.stratum =
            pair->label == RETORT_PAIR_POSITIVE_MAIN ? "main" : "part";
    } else if (retort_pair_is_null(pair->label)) {
        out.use = doubtful ? RETORT_USE_DOUBTFUL_NULL : RETORT_USE_NULL;
        out.stratum = retort_null_kind_word(pair->null_kind);
    } else if (pair->reason == RETORT_REASON_REFERENCE_UNDOCUMENTED) {
        out.use = RETORT_USE_DOUBTFUL_NULL;
        out.stratum = retort_null_kind_word(pair->null_kind);
    }
    return out;
}

static struct label label_distilled(const struct scorer *s,
                                    const retort_pair *pair, size_t suspect,
                                    size_t reference)
{
    retort_pair other;

    if (pair->reason != RETORT_REASON_SUSPECT_UNDOCUMENTED)
        return label_of(pair, false);
    other = retort_population_pair(s->documented, suspect, reference);
    return label_of(&other, true);
}

static struct label label_kin(retort_kin kin, retort_kin asked,
                              bool may_be_reference)
{
    if (kin == asked && may_be_reference)
        return (struct label){RETORT_USE_POSITIVE, retort_kin_word(kin)};
    if (kin == RETORT_KIN_NONE && may_be_reference)
        return (struct label){RETORT_USE_NULL, "unrelated"};
    return (struct label){RETORT_USE_COUNT, ""};
}

static retort_status add_pair(struct scorer *s, size_t suspect,
                              size_t reference, const struct pair *pair)
{
    if (s->count == s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 256;
        struct pair *p = retort_mem_resize(s->pairs, cap, sizeof(*p));
        retort_prompt_score *q;

        if (!p)
            return no_memory(s);
        s->pairs = p;
        q = retort_mem_resize(s->prompts, cap, sizeof(*q));
        if (!q)
            return no_memory(s);
        s->prompts = q;
        s->cap = cap;
    }
    s->pairs[s->count] = *pair;
    s->prompts[s->count++] =
        (retort_prompt_score){.suspect = suspect, .reference = reference};
    return RETORT_OK;
}

/*
 * Who may be R: references, and any other model that somebody is kin of, unless
 * it is itself a variant of one. Both classes are asked of the same models, or
 * the model alone would tell the class.
 */
static bool may_be_reference(const struct scorer *s, size_t reference,
                             retort_kin asked)
{
    const retort_block_model *items = s->models->items;

    if (items[reference].is_reference)
        return true;
    if (retort_population_relation(s->models->population,
                                   items[reference].population) ==
        RETORT_RELATION_VARIANT)
        return false;
    for (size_t i = 0; i < s->models->count; i++)
        if (i != reference && items[i].row &&
            retort_population_kin(s->models->population, items[i].population,
                                  items[reference].population) == asked)
            return true;
    return false;
}

static retort_status label_pair(struct scorer *s, size_t suspect,
                                size_t reference)
{
    const retort_population *pop = s->models->population;
    const retort_block_model *r = &s->models->items[reference];
    size_t i = s->models->items[suspect].population;
    size_t j = r->population;
    retort_pair pair = retort_population_pair(pop, i, j);
    retort_kin kin = retort_population_kin(pop, i, j);
    struct pair out = {
        .is_too_early = pair.is_too_early,
        .shares_base = pair.shares_base,
        .ask = {SIZE_MAX, SIZE_MAX},
        .label = {[SET_SAME] = label_kin(
                      kin, RETORT_KIN_SAME,
                      may_be_reference(s, reference, RETORT_KIN_SAME)),
                  [SET_TUNED] = label_kin(
                      kin, RETORT_KIN_TUNED,
                      may_be_reference(s, reference, RETORT_KIN_TUNED)),
                  [SET_DISTILLED] = label_distilled(s, &pair, i, j)}};

    for (size_t k = 0; k < SETS; k++)
        if (out.label[k].use != RETORT_USE_COUNT)
            return add_pair(s, suspect, reference, &out);
    return RETORT_OK;
}

static retort_status label_pairs(struct scorer *s)
{
    const retort_block_models *m = s->models;
    retort_status st = RETORT_OK;

    for (size_t i = 0; i < m->count; i++)
        for (size_t j = 0; st == RETORT_OK && j < m->count; j++)
            if (i != j && m->items[i].row && m->items[j].row)
                st = label_pair(s, i, j);
    return st;
}

/* The table as it would be if every row were documented. */
static retort_status document(struct scorer *s, retort_lineage_row **rows)
{
    const retort_population *pop = s->models->population;
    size_t n = retort_population_count(pop);

    *rows = retort_mem_new(n + 1, sizeof(**rows));
    if (!*rows)
        return no_memory(s);
    for (size_t i = 0; i < n; i++) {
        (*rows)[i] = *retort_population_row(pop, i);
        (*rows)[i].confidence = "documented";
    }
    return retort_population_new(&s->documented, *rows, n, s->err);
}

/* --- scores --------------------------------------------------------------- */

static retort_status make_set(struct scorer *s)
{
    const retort_block_models *m = s->models;
    retort_model *items = retort_mem_new(m->count + 1, sizeof(*items));
    retort_status st;

    s->counts =
        retort_mem_new(m->count + 1, sizeof(const retort_block_counts *));
    if (!items || !s->counts) {
        retort_mem_free(items);
        return no_memory(s);
    }
    for (size_t i = 0; i < m->count; i++) {
        items[i] = retort_block_models_item(m, i);
        s->counts[i] = &m->items[i].counts;
    }
    st = retort_modelset_new(&s->set, items, m->count, s->err);
    retort_mem_free(items);
    return st;
}

static retort_status find_teachers(struct scorer *s)
{
    size_t n = s->models->count;
    size_t l = s->set->lineages;

    s->teachers = retort_mem_new(n, l * sizeof(*s->teachers));
    s->teacher_count = retort_mem_new(n, sizeof(*s->teacher_count));
    if (!s->teachers || !s->teacher_count)
        return no_memory(s);
    for (size_t i = 0; i < n; i++)
        s->teacher_count[i] = retort_block_models_teachers(
            s->models, s->models->items[i].population, s->set,
            s->teachers + i * l);
    return RETORT_OK;
}

/* Does S have another teacher in the background of the pair? */
static bool has_other_teacher(const struct scorer *s, size_t pair)
{
    size_t suspect = s->prompts[pair].suspect;
    uint32_t own = s->set->models[suspect].lineage;
    uint32_t ref = s->set->models[s->prompts[pair].reference].lineage;
    const uint32_t *teachers = s->teachers + suspect * s->set->lineages;

    for (size_t i = 0; i < s->teacher_count[suspect]; i++)
        if (teachers[i] != own && teachers[i] != ref)
            return true;
    return false;
}

/* Closed, and open where that is another background. */
static void ask_profile(struct scorer *s, size_t pair)
{
    const retort_prompt_score *at = &s->prompts[pair];
    retort_profile_ask ask = {.suspect = at->suspect,
                              .reference = at->reference};

    s->pairs[pair].ask[RETORT_CLOSED] = s->ask_count;
    s->pairs[pair].ask[RETORT_OPEN] = s->ask_count;
    s->asks[s->ask_count++] = ask;
    if (!has_other_teacher(s, pair))
        return;
    ask.out = s->teachers + at->suspect * s->set->lineages;
    ask.out_count = s->teacher_count[at->suspect];
    s->pairs[pair].ask[RETORT_OPEN] = s->ask_count;
    s->asks[s->ask_count++] = ask;
}

static retort_status score_profiles(struct scorer *s)
{
    retort_status st = find_teachers(s);

    if (st != RETORT_OK)
        return st;
    s->asks = retort_mem_new(RETORT_SETTINGS * s->count, sizeof(*s->asks));
    s->profile =
        retort_mem_new(RETORT_SETTINGS * s->count, sizeof(*s->profile));
    if (!s->asks || !s->profile)
        return no_memory(s);
    for (size_t i = 0; i < s->count; i++)
        if (s->pairs[i].label[SET_DISTILLED].use != RETORT_USE_COUNT)
            ask_profile(s, i);
    return retort_profile_block_scores(s->set, s->counts, s->asks, s->ask_count,
                                       s->pool, s->profile, s->err);
}

struct hub_job {
    const retort_profile *profile;
    double *hub; /* NaN: not asked for; 0: to be filled */
};

static retort_status score_hub(void *work, size_t i, retort_err *err)
{
    struct hub_job *j = work;

    (void)err;
    if (!isnan(j->hub[i]))
        j->hub[i] = retort_profile_hub(j->profile, i);
    return RETORT_OK;
}

static retort_status score_hubs(struct scorer *s)
{
    size_t n = s->models->count;
    retort_profile *profile = NULL;
    struct hub_job job;
    retort_status st;

    s->hub = retort_mem_new(n, sizeof(*s->hub));
    if (!s->hub)
        return no_memory(s);
    for (size_t i = 0; i < n; i++)
        s->hub[i] = (double)NAN;
    for (size_t i = 0; i < s->count; i++)
        s->hub[s->prompts[i].reference] = 0.0;
    st = retort_profile_of_blocks(&profile, s->set, s->counts, NULL, s->err);
    job = (struct hub_job){profile, s->hub};
    if (st == RETORT_OK)
        st = retort_pool_run(s->pool, n, score_hub, &job, s->err);
    retort_profile_free(profile);
    return st;
}

static retort_status score_pairs(struct scorer *s)
{
    retort_status st = retort_prompt_block_scores(s->set, s->prompts, s->count,
                                                  s->pool, s->err);

    if (st == RETORT_OK)
        st = score_profiles(s);
    return st == RETORT_OK ? score_hubs(s) : st;
}

/* --- writing out ---------------------------------------------------------- */

static void *take(const struct scorer *s, size_t count, size_t size)
{
    return retort_arena_take(s->arena, count + 1, size);
}

static const char *copy(const struct scorer *s, const char *text)
{
    size_t bytes = strlen(text) + 1;
    char *p = take(s, bytes, 1);

    return p ? memcpy(p, text, bytes) : NULL;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static retort_status write_lineages(struct scorer *s)
{
    size_t n = s->models->count;
    const char **names = take(s, n, sizeof(const char *));
    size_t count = 0;

    s->lineage = retort_mem_new(n + 1, sizeof(*s->lineage));
    if (!names || !s->lineage)
        return no_memory(s);
    for (size_t i = 0; i < n; i++)
        names[i] = s->models->items[i].lineage;
    qsort(names, n, sizeof(*names), by_name);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(names[i], names[count - 1]) != 0)
            names[count++] = names[i];
    for (size_t i = 0; i < count; i++) {
        names[i] = copy(s, names[i]);
        if (!names[i])
            return no_memory(s);
    }
    s->out->lineages = names;
    s->out->lineage_count = count;
    for (size_t i = 0; i < n; i++)
        s->lineage[i] =
            retort_comparisons_lineage(s->out, s->models->items[i].lineage);
    return RETORT_OK;
}

static retort_status write_model(const struct scorer *s, size_t i,
                                 retort_population_model *out)
{
    const retort_population *pop = s->models->population;
    const retort_block_model *m = &s->models->items[i];
    bool has_vendor =
        m->row && retort_population_has_vendor(pop, m->population);

    *out = (retort_population_model){
        .name = copy(s, m->name),
        .lineage = s->lineage[i],
        .vendor = copy(s, has_vendor ? m->row->vendor : ""),
        .base = copy(s, m->row ? m->row->base : ""),
        .is_reference = m->is_reference,
        .is_control = m->row && retort_population_control(
                                    pop, RETORT_POPULATION_NONE,
                                    RETORT_POPULATION_NONE, m->population),
        .median_chars = retort_suspect_median_chars(m->fp),
        .closed_class_share = retort_suspect_closed_class(m->fp),
        .prompts = (uint32_t)s->set->models[i].prompts};
    return out->name && out->vendor && out->base ? RETORT_OK : no_memory(s);
}

static retort_status write_models(struct scorer *s)
{
    size_t n = s->models->count;
    retort_population_model *out = take(s, n, sizeof(*out));
    retort_status st = out ? RETORT_OK : no_memory(s);

    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        st = write_model(s, i, &out[i]);
    s->out->models = out;
    s->out->model_count = n;
    return st;
}

static retort_comparison comparison_of(const struct scorer *s, size_t i,
                                       size_t set)
{
    const struct pair *pair = &s->pairs[i];
    const retort_prompt_score *at = &s->prompts[i];
    retort_comparison out = {
        .suspect = (uint32_t)at->suspect,
        .reference = (uint32_t)at->reference,
        .suspect_lineage = s->lineage[at->suspect],
        .reference_lineage = s->lineage[at->reference],
        .use = (uint32_t)pair->label[set].use,
        .stratum = pair->label[set].stratum, /* static words */
        .is_time_impossible =
            pair->is_too_early && is_null(pair->label[set].use),
        .shares_base = pair->shares_base,
        .shared_prompts = at->shared,
        .length = at->length,
        .hub = s->hub[at->reference]};

    for (size_t k = 0; k < RETORT_SETTINGS; k++)
        out.at[k] =
            set == SET_DISTILLED ? s->profile[pair->ask[k]] : at->residual;
    return out;
}

static retort_status write_sets(struct scorer *s)
{
    retort_comparison_set *sets = take(s, SETS, sizeof(*sets));

    if (!sets)
        return no_memory(s);
    for (size_t k = 0; k < SETS; k++) {
        retort_comparison *items;
        size_t n = 0;

        for (size_t i = 0; i < s->count; i++)
            n += s->pairs[i].label[k].use != RETORT_USE_COUNT;
        items = take(s, n, sizeof(*items));
        if (!items)
            return no_memory(s);
        n = 0;
        for (size_t i = 0; i < s->count; i++)
            if (s->pairs[i].label[k].use != RETORT_USE_COUNT)
                items[n++] = comparison_of(s, i, k);
        sets[k] = (retort_comparison_set){
            retort_proposition_about(propositions[k])->id, items, n};
    }
    s->out->sets = sets;
    s->out->set_count = SETS;
    return RETORT_OK;
}

static retort_status write_out(struct scorer *s)
{
    retort_status st;

    s->out->rules_version = RETORT_RULES_VERSION;
    s->out->library_digest = copy(s, s->models->digest);
    s->out->library_name = copy(s, s->models->library_name);
    s->out->features = retort_block_models_features(s->models, s->arena);
    if (!s->out->library_digest || !s->out->library_name || !s->out->features)
        return no_memory(s);
    st = write_lineages(s);
    if (st == RETORT_OK)
        st = write_models(s);
    return st == RETORT_OK ? write_sets(s) : st;
}

retort_status retort_population_scores(const retort_block_models *models,
                                       const retort_pool *pool,
                                       retort_arena *arena,
                                       retort_comparisons *out, retort_err *err)
{
    struct scorer s = {
        .models = models, .pool = pool, .arena = arena, .out = out, .err = err};
    retort_lineage_row *rows = NULL;
    retort_status st;

    *out = (retort_comparisons){.sets = NULL};
    st = document(&s, &rows);
    if (st == RETORT_OK)
        st = label_pairs(&s);
    if (st == RETORT_OK && models->count)
        st = make_set(&s);
    if (st == RETORT_OK && s.count)
        st = score_pairs(&s);
    if (st == RETORT_OK)
        st = write_out(&s);
    scorer_release(&s);
    retort_mem_free(rows);
    return st;
}

retort_status retort_population_scores_of(const retort_block_source *source,
                                          const retort_pool *pool,
                                          retort_arena *arena,
                                          retort_comparisons *out,
                                          retort_err *err)
{
    retort_block_models *models = NULL;
    retort_status st = retort_block_models_load(&models, source, err);

    if (st == RETORT_OK)
        st = retort_population_scores(models, pool, arena, out, err);
    retort_block_models_free(models);
    return st;
}
