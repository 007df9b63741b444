#include "run/screen_provenance.h"

#include <retort/version.h>
#include <stdlib.h>
#include <string.h>

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to screen");
}

/* A reference on its way to its row of the heat map. */
struct place {
    const retort_screen_words *words;
    size_t model;
};

static int by_lineage(const void *a, const void *b)
{
    const retort_screen_words *x = ((const struct place *)a)->words;
    const retort_screen_words *y = ((const struct place *)b)->words;
    int order = strcmp(x->lineage, y->lineage);

    return order ? order : strcmp(x->name, y->name);
}

/* References in the order of their lineages; @p out has room for all models. */
static size_t place_references(const retort_roster *roster,
                               const retort_screen_words *words,
                               struct place *out)
{
    size_t n = 0;

    for (size_t i = 0; i < roster->count; i++)
        if (roster->models[i].is_reference)
            out[n++] = (struct place){&words[i], i};
    qsort(out, n, sizeof(*out), by_lineage);
    return n;
}

retort_status retort_screen_heatmap(retort_screening *result,
                                    const retort_roster *roster,
                                    const retort_screen_words *words,
                                    retort_err *err)
{
    struct place *place =
        retort_screening_take(result, roster->count + 1, sizeof(*place));
    size_t n = place ? place_references(roster, words, place) : 0;
    const char **labels =
        retort_screening_take(result, n + 1, sizeof(const char *));
    const char **lineages =
        retort_screening_take(result, n + 1, sizeof(const char *));
    double *values = retort_screening_take(result, n * n + 1, sizeof(*values));

    if (!place || !labels || !lineages || !values)
        return no_memory(err);
    for (size_t i = 0; i < n; i++) {
        labels[i] = place[i].words->name;
        lineages[i] = place[i].words->lineage;
        for (size_t j = 0; j < n; j++)
            values[i * n + j] =
                roster->common[place[i].model * roster->count + place[j].model];
    }
    result->heatmap = (retort_heatmap){labels, lineages, values, n};
    return RETORT_OK;
}

static uint32_t lineages_of(const retort_roster *r)
{
    uint32_t n = 0;

    for (size_t i = 0; i < r->count; i++) {
        size_t j = 0;

        while (j < i && retort_population_lineage(r->population,
                                                  r->models[j].population) !=
                            retort_population_lineage(r->population,
                                                      r->models[i].population))
            j++;
        n += j == i;
    }
    return n;
}

retort_status retort_screen_provenance(retort_screening *result,
                                       const retort_roster *roster,
                                       const char *options, retort_err *err)
{
    retort_provenance *p = &result->provenance;

    p->tool = "retort";
    p->version = retort_version();
    p->build = "C17, IEEE 754 doubles, no contraction";
    p->rules_version = RETORT_RULES_VERSION;
    p->library_name = retort_screening_copy(result, roster->name);
    p->library_digest = retort_screening_copy(result, roster->digest);
    p->library_notice = retort_screening_copy(result, roster->notice);
    p->options = retort_screening_copy(result, options ? options : "");
    p->library_models = (uint32_t)roster->count;
    p->library_lineages = lineages_of(roster);
    for (size_t i = 0; i < roster->count; i++)
        p->library_references += roster->models[i].is_reference;
    return p->library_name && p->library_digest && p->library_notice &&
                   p->options
               ? RETORT_OK
               : no_memory(err);
}
