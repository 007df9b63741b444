#include "evaluate/labels.h"

#include <string.h>

#include "base/mem.h"
#include "base/sha256.h"

void eval_labels_release(eval_labels *l)
{
    retort_mem_free(l->at);
    retort_mem_free(l->is_held);
    *l = (eval_labels){0};
}

retort_status eval_is_held_name(const char *lineage, bool *out, retort_err *err)
{
    unsigned char digest[RETORT_SHA256_BYTES] = {0};
    retort_status st = retort_sha256_of(retort_span_of(lineage), digest, err);

    *out = digest[0] & 1;
    return st;
}

static retort_status split(eval_labels *l, retort_err *err)
{
    const retort_population *pop = l->models->population;
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < l->lineages; i++)
        st = eval_is_held_name(retort_population_lineage_name(pop, i),
                               &l->is_held[i], err);
    return st;
}

retort_status eval_labels_make(eval_labels *out, const eval_models *models,
                               retort_err *err)
{
    const retort_population *pop = models->population;
    size_t n = models->count;

    *out = (eval_labels){.models = models, .n = n};
    out->lineages = retort_population_lineage_count(pop);
    out->at = retort_mem_new(n, n * sizeof(*out->at));
    out->is_held = retort_mem_new(out->lineages, sizeof(*out->is_held));
    if (!out->at || !out->is_held)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for labels");
    for (size_t s = 0; s < n; s++)
        for (size_t r = 0; r < n; r++) {
            eval_label *label = &out->at[s * n + r];

            if (s == r)
                continue;
            label->pair = retort_population_pair(pop, models->items[s].row,
                                                 models->items[r].row);
            label->kin = retort_population_kin(pop, models->items[s].row,
                                               models->items[r].row);
        }
    return split(out, err);
}

const eval_label *eval_label_at(const eval_labels *l, size_t s, size_t r)
{
    return &l->at[s * l->n + r];
}

bool eval_is_positive(const eval_label *label)
{
    return retort_pair_is_positive(label->pair.label);
}

bool eval_is_null(const eval_label *label)
{
    return retort_pair_is_null(label->pair.label);
}

bool eval_is_wide_null(const eval_label *label)
{
    return eval_is_null(label) ||
           label->pair.reason == RETORT_REASON_REFERENCE_UNDOCUMENTED;
}

size_t eval_lineage(const eval_labels *l, size_t model)
{
    return retort_population_lineage(l->models->population,
                                     l->models->items[model].row);
}

bool eval_in_part(const eval_labels *l, size_t s, eval_part part)
{
    if (l->models->items[s].row == RETORT_POPULATION_NONE)
        return false;
    return part == EVAL_PART_ALL ||
           l->is_held[eval_lineage(l, s)] == (part == EVAL_PART_HELD);
}
