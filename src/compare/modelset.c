#include "compare/modelset.h"

#include <string.h>

#include "base/mem.h"

void retort_modelset_free(retort_modelset *set)
{
    if (!set)
        return;
    retort_mem_free(set->models);
    retort_mem_free(set->lineage_members);
    retort_mem_free(set);
}

static bool same_lineage(const retort_model *a, const retort_model *b)
{
    return a->family[0] && strcmp(a->family, b->family) == 0;
}

static void number_lineages(retort_modelset *set)
{
    for (size_t i = 0; i < set->count; i++) {
        size_t j = 0;

        while (j < i && !same_lineage(&set->models[i], &set->models[j]))
            j++;
        set->models[i].lineage =
            j < i ? set->models[j].lineage : (uint32_t)set->lineages++;
    }
    for (size_t i = 0; i < set->count; i++) {
        uint32_t *members = &set->lineage_members[set->models[i].lineage];

        if (set->models[i].background && (*members)++ == 0)
            set->background_lineages++;
    }
}

static retort_status check_params(const retort_modelset *set, retort_err *err)
{
    const retort_model *a = &set->models[0];

    for (size_t i = 1; i < set->count; i++) {
        const retort_model *b = &set->models[i];

        if (a->fp->params.channel != b->fp->params.channel)
            return RETORT_FAIL(err, RETORT_ERR_MISMATCH,
                               "%s has channel %u and %s has channel %u",
                               a->name, a->fp->params.channel, b->name,
                               b->fp->params.channel);
        if (a->fp->params.key != b->fp->params.key)
            return RETORT_FAIL(err, RETORT_ERR_MISMATCH,
                               "%s keys prompts by rule %u and %s by rule %u",
                               a->name, a->fp->params.key, b->name,
                               b->fp->params.key);
    }
    return RETORT_OK;
}

retort_status retort_modelset_new(retort_modelset **out,
                                  const retort_model *models, size_t count,
                                  retort_err *err)
{
    retort_status st = RETORT_OK;
    retort_modelset *set = retort_mem_new(1, sizeof(*set));

    *out = NULL;
    if (!set)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a model set");
    set->models = retort_mem_new(count, sizeof(*set->models));
    set->lineage_members = retort_mem_new(count, sizeof(uint32_t));
    if (!set->models || !set->lineage_members) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu models",
                         count);
        goto out;
    }
    memcpy(set->models, models, count * sizeof(*models));
    set->count = count;
    number_lineages(set);
    for (size_t i = 0; i < count; i++)
        set->models[i].prompts = models[i].fp->has_replies
                                     ? retort_fingerprint_prompts(models[i].fp)
                                     : models[i].fp->stats.replies;
    st = check_params(set, err);
    if (st != RETORT_OK)
        goto out;
    *out = set;
    set = NULL; /* now the caller's */
out:
    retort_modelset_free(set);
    return st;
}

size_t retort_modelset_background(const retort_modelset *set, size_t a,
                                  size_t b)
{
    uint32_t la = set->models[a].lineage;
    uint32_t lb = set->models[b].lineage;

    return set->background_lineages - (set->lineage_members[la] != 0) -
           (la != lb && set->lineage_members[lb] != 0);
}

bool retort_modelset_has(const retort_modelset *set, const char *id)
{
    int f = retort_family_find(id);

    for (size_t i = 0; f >= 0 && i < set->count; i++)
        if (!set->models[i].fp->tables[f].family)
            return false;
    return f >= 0;
}
