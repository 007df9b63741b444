/*
 * The suspect stands behind the models it is scored against in two sets: for
 * the profile behind the references, for the residual behind all models. Twins
 * are in neither.
 */
#include "run/case_scores.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "compare/population_pair.h"
#include "compare/profile.h"
#include "run/block_scores.h"
#include "run/suspect_facts.h"

enum { HALVES = 2 };

struct retort_case_scorer {
    const retort_block_models *models;
    retort_case_suspect suspect;
    const retort_pool *pool;
    retort_block_counts counts; /* of the suspect */
    bool *is_twin;              /* models */
    size_t twin;                /* first of them, or SIZE_MAX */
    const char *lineage;        /* of the suspect, "" if it has none */
    size_t row;                 /* its row in the population, or NONE */
    size_t place; /* a row of its lineage, whose vendor is its: or NONE */
    retort_block_score *profile;  /* models x RETORT_SETTINGS; NaN: not asked */
    retort_prompt_score *prompts; /* models */
    double median_chars;
    double closed_class;
    double same_reply;
    double split_half;
    uint32_t prompt_count;
};

/* A set on its way: models, then the suspect. */
struct cast {
    retort_model *items;
    const retort_block_counts **counts;
    size_t *of; /* index in the library of every item */
    size_t count;
    retort_modelset *set;
};

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a case");
}

void retort_case_scorer_free(retort_case_scorer *c)
{
    if (!c)
        return;
    retort_block_counts_release(&c->counts);
    retort_mem_free(c->is_twin);
    retort_mem_free(c->profile);
    retort_mem_free(c->prompts);
    retort_mem_free(c);
}

const char *retort_case_scorer_twin(const retort_case_scorer *c)
{
    return c->twin == SIZE_MAX ? NULL : c->models->items[c->twin].name;
}

/* --- who the suspect is --------------------------------------------------- */

static void find_twins(retort_case_scorer *c)
{
    c->twin = SIZE_MAX;
    for (size_t i = c->models->count; i-- > 0;) {
        c->is_twin[i] =
            retort_suspect_is_twin(c->suspect.fp, c->models->items[i].fp);
        if (c->is_twin[i])
            c->twin = i;
    }
}

/* A declared lineage comes before that of a twin. */
static void place_suspect(retort_case_scorer *c)
{
    const retort_block_models *m = c->models;

    find_twins(c);
    c->lineage = "";
    c->row = RETORT_POPULATION_NONE;
    if (c->twin != SIZE_MAX) {
        c->lineage = m->items[c->twin].lineage;
        c->row = m->items[c->twin].population;
    }
    c->place = c->row;
    if (!c->suspect.lineage)
        return;
    c->lineage = c->suspect.lineage;
    c->place = RETORT_POPULATION_NONE;
    for (size_t i = m->count; i-- > 0;)
        if (strcmp(m->items[i].lineage, c->lineage) == 0)
            c->place = m->items[i].population;
}

static bool is_of_suspect(const retort_case_scorer *c, size_t model)
{
    return c->is_twin[model] ||
           (c->lineage[0] &&
            strcmp(c->models->items[model].lineage, c->lineage) == 0);
}

/* --- sets ----------------------------------------------------------------- */

static void cast_release(struct cast *k)
{
    retort_modelset_free(k->set);
    retort_mem_free(k->items);
    retort_mem_free(k->counts);
    retort_mem_free(k->of);
}

static retort_status cast_room(struct cast *k, const retort_case_scorer *c,
                               retort_err *err)
{
    size_t n = c->models->count + HALVES;

    k->items = retort_mem_new(n, sizeof(*k->items));
    k->counts = retort_mem_new(n, sizeof(const retort_block_counts *));
    k->of = retort_mem_new(n, sizeof(*k->of));
    return k->items && k->counts && k->of ? RETORT_OK : no_memory(err);
}

static void cast_model(struct cast *k, const retort_case_scorer *c, size_t i)
{
    k->items[k->count] = retort_block_models_item(c->models, i);
    k->counts[k->count] = &c->models->items[i].counts;
    k->of[k->count++] = i;
}

static void cast_suspect(struct cast *k, const retort_case_scorer *c,
                         const char *lineage, const retort_block_counts *counts)
{
    k->items[k->count] = (retort_model){.name = c->suspect.name,
                                        .family = lineage,
                                        .vendor = "",
                                        .fp = c->suspect.fp};
    k->counts[k->count++] = counts;
}

static retort_status cast_end(struct cast *k, retort_err *err)
{
    return retort_modelset_new(&k->set, k->items, k->count, err);
}

/* All references, and model @p also if it is none (SIZE_MAX: nobody). */
static retort_status cast_references(struct cast *k,
                                     const retort_case_scorer *c, size_t also,
                                     retort_err *err)
{
    retort_status st = cast_room(k, c, err);

    for (size_t i = 0; st == RETORT_OK && i < c->models->count; i++)
        if (!c->is_twin[i] && (c->models->items[i].is_reference || i == also))
            cast_model(k, c, i);
    return st;
}

/* --- scores --------------------------------------------------------------- */

static bool has_other(const uint32_t *teachers, size_t count,
                      const retort_modelset *set, size_t s, size_t r)
{
    for (size_t i = 0; i < count; i++)
        if (teachers[i] != set->models[s].lineage &&
            teachers[i] != set->models[r].lineage)
            return true;
    return false;
}

/* Score the suspect, the last of the cast, against those listed in @p asked. */
static retort_status score_cast(retort_case_scorer *c, const struct cast *k,
                                const retort_profile_ask *asks, size_t count,
                                retort_err *err)
{
    retort_block_score *out = retort_mem_new(count, sizeof(*out));
    retort_status st = out ? RETORT_OK : no_memory(err);

    if (st == RETORT_OK)
        st = retort_profile_block_scores(k->set, k->counts, asks, count,
                                         c->pool, out, err);
    for (size_t i = 0; st == RETORT_OK && i < count; i++) {
        retort_block_score *at =
            &c->profile[k->of[asks[i].reference] * RETORT_SETTINGS];

        at[RETORT_OPEN] = out[i];
        if (!asks[i].out_count) /* stands before the open one */
            at[RETORT_CLOSED] = out[i];
    }
    retort_mem_free(out);
    return st;
}

/* Closed and open profile against all of the cast, or against @p only. */
static retort_status score_profiles(retort_case_scorer *c, const struct cast *k,
                                    size_t only, retort_err *err)
{
    size_t s = k->count - 1;
    uint32_t *teachers = retort_mem_new(k->set->lineages, sizeof(*teachers));
    retort_profile_ask *asks = retort_mem_new(2 * k->count, sizeof(*asks));
    retort_status st = teachers && asks ? RETORT_OK : no_memory(err);
    size_t teacher_count = 0;
    size_t n = 0;

    if (st == RETORT_OK)
        teacher_count =
            retort_block_models_teachers(c->models, c->row, k->set, teachers);
    for (size_t r = 0; st == RETORT_OK && r < s; r++) {
        if (only != SIZE_MAX && k->of[r] != only)
            continue;
        asks[n++] = (retort_profile_ask){.suspect = s, .reference = r};
        if (has_other(teachers, teacher_count, k->set, s, r))
            asks[n++] = (retort_profile_ask){s, r, teachers, teacher_count};
    }
    if (st == RETORT_OK && n)
        st = score_cast(c, k, asks, n, err);
    retort_mem_free(asks);
    retort_mem_free(teachers);
    return st;
}

/* Score every reference (@p only: SIZE_MAX), or one model more. */
static retort_status score_references(retort_case_scorer *c, size_t only,
                                      retort_err *err)
{
    struct cast k = {.count = 0};
    retort_status st = cast_references(&k, c, only, err);

    if (st == RETORT_OK) {
        cast_suspect(&k, c, c->lineage, &c->counts);
        st = cast_end(&k, err);
    }
    if (st == RETORT_OK)
        st = score_profiles(c, &k, only, err);
    cast_release(&k);
    return st;
}

/* Residual, length and shared prompts with every model. */
static retort_status score_prompts(retort_case_scorer *c, retort_err *err)
{
    struct cast k = {.count = 0};
    retort_prompt_score *pairs =
        retort_mem_new(c->models->count + 1, sizeof(*pairs));
    retort_status st = pairs ? cast_room(&k, c, err) : no_memory(err);
    size_t n = 0;

    for (size_t i = 0; st == RETORT_OK && i < c->models->count; i++)
        if (!c->is_twin[i])
            cast_model(&k, c, i);
    if (st == RETORT_OK) {
        n = k.count;
        cast_suspect(&k, c, c->lineage, &c->counts);
        st = cast_end(&k, err);
    }
    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        pairs[i] = (retort_prompt_score){.suspect = n, .reference = i};
    if (st == RETORT_OK)
        st = retort_prompt_block_scores(k.set, pairs, n, c->pool, err);
    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        c->prompts[k.of[i]] = pairs[i];
    cast_release(&k);
    retort_mem_free(pairs);
    return st;
}

static double score_halves(const struct cast *k, const retort_profile *p,
                           const char *lineage)
{
    uint32_t own = 0;
    size_t count = 0;

    for (size_t i = 0; lineage[0] && i < k->count - HALVES; i++)
        if (strcmp(k->items[i].family, lineage) == 0) {
            own = k->set->models[i].lineage;
            count = 1;
        }
    return retort_profile_score_out(p, k->count - 2, k->count - 1, &own, count);
}

/* Blocks 0-15 against blocks 16-31, without S's lineage in the background. */
static retort_status split_in_halves(retort_case_scorer *c, retort_err *err)
{
    static const uint32_t masks[HALVES] = {UINT32_C(0x0000ffff),
                                           UINT32_C(0xffff0000)};
    struct cast k = {.count = 0};
    retort_block_counts half[HALVES] = {{.entries = NULL}, {.entries = NULL}};
    retort_profile *profile = NULL;
    retort_status st = cast_references(&k, c, SIZE_MAX, err);

    for (size_t i = 0; st == RETORT_OK && i < HALVES; i++) {
        st = retort_block_counts_mix(&half[i], &c->counts, masks[i], NULL, 0,
                                     err);
        cast_suspect(&k, c, "", &half[i]);
    }
    if (st == RETORT_OK)
        st = cast_end(&k, err);
    if (st == RETORT_OK)
        st = retort_profile_of_blocks(&profile, k.set, k.counts, NULL, err);
    if (st == RETORT_OK)
        c->split_half = score_halves(&k, profile, c->lineage);
    retort_profile_free(profile);
    for (size_t i = 0; i < HALVES; i++)
        retort_block_counts_release(&half[i]);
    cast_release(&k);
    return st;
}

/* --- preparing ------------------------------------------------------------ */

static retort_status take_room(retort_case_scorer *c, retort_err *err)
{
    size_t n = c->models->count + 1;
    retort_block_score none = {.score = (double)NAN};

    c->is_twin = retort_mem_new(n, sizeof(*c->is_twin));
    c->profile = retort_mem_new(n, RETORT_SETTINGS * sizeof(*c->profile));
    c->prompts = retort_mem_new(n, sizeof(*c->prompts));
    if (!c->is_twin || !c->profile || !c->prompts)
        return no_memory(err);
    for (size_t i = 0; i < n * RETORT_SETTINGS; i++)
        c->profile[i] = none;
    return RETORT_OK;
}

static void take_facts(retort_case_scorer *c)
{
    const retort_fingerprint *fp = c->suspect.fp;

    c->median_chars = retort_suspect_median_chars(fp);
    c->closed_class = retort_suspect_closed_class(fp);
    c->same_reply = retort_suspect_same_reply(fp);
    c->prompt_count = (uint32_t)retort_fingerprint_prompts(fp);
}

static retort_status prepare(retort_case_scorer *c, retort_err *err)
{
    retort_status st = take_room(c, err);

    if (st == RETORT_OK)
        st = retort_block_counts_make(&c->counts, c->suspect.fp, err);
    if (st != RETORT_OK)
        return st;
    place_suspect(c);
    take_facts(c);
    st = score_references(c, SIZE_MAX, err);
    if (st == RETORT_OK)
        st = score_prompts(c, err);
    return st == RETORT_OK ? split_in_halves(c, err) : st;
}

retort_status retort_case_scorer_new(retort_case_scorer **out,
                                     const retort_block_models *models,
                                     const retort_case_suspect *suspect,
                                     const retort_pool *pool, retort_err *err)
{
    retort_case_scorer *c = retort_mem_new(1, sizeof(*c));
    retort_status st;

    *out = NULL;
    if (!c)
        return no_memory(err);
    c->models = models;
    c->suspect = *suspect;
    c->pool = pool;
    st = prepare(c, err);
    if (st == RETORT_OK)
        *out = c;
    else
        retort_case_scorer_free(c);
    return st;
}

/* --- one case ------------------------------------------------------------- */

/* What a retort_case is filled from. */
struct filling {
    retort_case_scorer *c;
    size_t reference;
    bool by_profile;
    retort_arena *arena;
    retort_case *out;
    retort_err *err;
};

static const char *copy(const struct filling *f, const char *text)
{
    size_t bytes = strlen(text) + 1;
    char *p = retort_arena_take(f->arena, bytes, 1);

    return p ? memcpy(p, text, bytes) : NULL;
}

static const retort_block_score *score_of(const struct filling *f, size_t model,
                                          retort_open setting)
{
    return f->by_profile ? &f->c->profile[model * RETORT_SETTINGS + setting]
                         : &f->c->prompts[model].residual;
}

/* Is model i a control of the pair? A twin is S itself. */
static bool is_control(const struct filling *f, size_t i)
{
    const retort_block_models *m = f->c->models;

    return m->items[i].row && !is_of_suspect(f->c, i) &&
           retort_population_control(m->population, f->c->place,
                                     m->items[f->reference].population,
                                     m->items[i].population);
}

/* Is control i the first of its lineage, or of its vendor? */
static bool is_first(const struct filling *f, size_t i, bool by_vendor)
{
    const retort_block_models *m = f->c->models;
    const retort_population *pop = m->population;
    size_t a = m->items[i].population;

    for (size_t j = 0; j < i; j++) {
        size_t b = m->items[j].population;

        if (is_control(f, j) &&
            (by_vendor ? retort_population_vendor(pop, a) ==
                             retort_population_vendor(pop, b)
                       : retort_population_lineage(pop, a) ==
                             retort_population_lineage(pop, b)))
            return false;
    }
    return true;
}

static void count_controls(const struct filling *f)
{
    for (size_t i = 0; i < f->c->models->count; i++)
        if (is_control(f, i)) {
            f->out->control_lineages += is_first(f, i, false);
            f->out->control_vendors += is_first(f, i, true);
        }
}

/* Documented students of R's lineage that are not of S's. */
static bool has_students(const struct filling *f)
{
    const retort_block_models *m = f->c->models;

    for (size_t i = 0; i < m->count; i++)
        if (!is_of_suspect(f->c, i) &&
            retort_pair_is_positive(
                retort_population_pair(m->population, m->items[i].population,
                                       m->items[f->reference].population)
                    .label))
            return true;
    return false;
}

static retort_status fill_rivals(const struct filling *f)
{
    const retort_block_models *m = f->c->models;
    retort_case_rival *rivals =
        retort_arena_take(f->arena, m->count + 1, sizeof(*rivals));
    size_t n = 0;

    if (!rivals)
        return no_memory(f->err);
    for (size_t i = 0; i < m->count; i++) {
        retort_block_score *score;

        if (!m->items[i].is_reference || i == f->reference ||
            is_of_suspect(f->c, i))
            continue;
        score = retort_arena_take(f->arena, 1, sizeof(*score));
        if (!score)
            return no_memory(f->err);
        *score = *score_of(f, i, RETORT_CLOSED);
        rivals[n] = (retort_case_rival){copy(f, m->items[i].name),
                                        copy(f, m->items[i].lineage), score};
        if (!rivals[n].model || !rivals[n].lineage)
            return no_memory(f->err);
        n++;
    }
    f->out->rivals = rivals;
    f->out->rival_count = n;
    return RETORT_OK;
}

static retort_status fill_words(const struct filling *f)
{
    const retort_case_scorer *c = f->c;
    const retort_block_models *m = c->models;
    const retort_block_model *r = &m->items[f->reference];
    const char *released =
        c->row == RETORT_POPULATION_NONE
            ? ""
            : retort_population_row(m->population, c->row)->released;
    retort_case *out = f->out;

    out->suspect = copy(f, c->suspect.name);
    out->reference = copy(f, r->name);
    out->suspect_lineage = copy(f, c->lineage);
    out->reference_lineage = copy(f, r->lineage);
    out->released = copy(f, released);
    out->reference_released = copy(f, r->row ? r->row->released : "");
    return out->suspect && out->reference && out->suspect_lineage &&
                   out->reference_lineage && out->released &&
                   out->reference_released
               ? RETORT_OK
               : no_memory(f->err);
}

static retort_status fill(const struct filling *f)
{
    const retort_case_scorer *c = f->c;
    retort_case *out = f->out;
    retort_status st = fill_words(f);

    for (size_t k = 0; k < RETORT_SETTINGS; k++)
        out->at[k] = *score_of(f, f->reference, (retort_open)k);
    out->shared_prompts = c->prompts[f->reference].shared;
    out->suspect_prompts = c->prompt_count;
    out->median_chars = c->median_chars;
    out->closed_class_share = c->closed_class;
    out->same_reply_share = c->same_reply;
    out->split_half = c->split_half;
    out->identical_share = retort_suspect_equal_replies(
        c->suspect.fp, c->models->items[f->reference].fp);
    out->has_students = has_students(f);
    count_controls(f);
    return st == RETORT_OK ? fill_rivals(f) : st;
}

/* The model of this name, which must not be the suspect. */
static retort_status find_reference(const retort_case_scorer *c,
                                    const char *name, size_t *out,
                                    retort_err *err)
{
    *out = retort_block_models_find(c->models, name);
    if (*out == SIZE_MAX)
        return RETORT_FAIL(err, RETORT_ERR_NOT_FOUND,
                           "%.128s is not among the models of %.100s", name,
                           c->models->library_name);
    if (c->is_twin[*out])
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "%.128s holds the very records of the suspect: "
                           "there is nothing to compare",
                           name);
    return RETORT_OK;
}

retort_status retort_case_scores(retort_case_scorer *c,
                                 retort_proposition proposition,
                                 const char *reference, retort_arena *arena,
                                 retort_case *out, retort_err *err)
{
    struct filling f = {.c = c, .arena = arena, .out = out, .err = err};
    retort_status st = find_reference(c, reference, &f.reference, err);

    *out = (retort_case){.suspect = ""};
    f.by_profile = proposition == RETORT_PROPOSITION_DISTILLED;
    if (st == RETORT_OK && !f.by_profile &&
        proposition != RETORT_PROPOSITION_SAME &&
        proposition != RETORT_PROPOSITION_TUNED)
        st = RETORT_FAIL(err, RETORT_ERR_ARG,
                         "proposition %d is not weighed by a score",
                         (int)proposition);
    if (st == RETORT_OK && f.by_profile &&
        !c->models->items[f.reference].is_reference)
        st = score_references(c, f.reference, err);
    return st == RETORT_OK ? fill(&f) : st;
}
