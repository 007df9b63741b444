/**
 * @file support/synthetic_population.h
 * A labelled population made by rule: taught and untaught references, students
 * and null suspects, effects of lineages and of prompt blocks. Nothing that is
 * computed from it says anything about real models.
 *
 * The lineages of the references come first, then those of the students, then
 * those of the suspects that learned from nobody. Student i learned from
 * reference lineage i mod `taught`. All three calibrated propositions share the
 * pairs.
 */
#ifndef SUPPORT_SYNTHETIC_POPULATION_H
#define SUPPORT_SYNTHETIC_POPULATION_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "infer/case.h"
#include "support/noise.h"

/** What to make. */
typedef struct test_recipe {
    uint32_t references;   /* lineages */
    uint32_t taught;       /* of these have students */
    uint32_t versions;     /* models of a reference lineage */
    uint32_t students;     /* lineages */
    uint32_t others;       /* null suspect lineages */
    uint32_t models;       /* of a suspect lineage */
    double shift;          /* of a positive, in standard deviations */
    double lineage_effect; /* standard deviation */
    double block_effect;   /* standard deviation of each of 32 */
    uint64_t seed;
} test_recipe;

/** A population that passes every rule for the case of test_case_of(). */
static const test_recipe TEST_RECIPE = {16, 8, 1, 16, 16, 1, 2.5, 0.3, 0.02, 7};

enum { TEST_NAME_BYTES = 24 };

/** Arrays owned by it; change them at will. */
typedef struct test_population {
    retort_comparison *items;
    size_t count;
    retort_population_model *models;
    const char **lineages;
    char (*names)[TEST_NAME_BYTES];
    retort_comparison_set sets[3];
    retort_comparisons all;
    test_recipe recipe;
    test_noise noise;
} test_population;

/** About normal: the sum of twelve uniform numbers. */
static inline double test_bell(test_noise *n)
{
    double sum = -6;

    for (int i = 0; i < 12; i++)
        sum += (double)test_noise_below(n, 1U << 30) / (double)(1U << 30);
    return sum;
}

/** A score with block effects that sum to 0. */
static inline retort_block_score test_block_score(test_noise *n, double score,
                                                  double block_effect)
{
    retort_block_score s = {.score = score};
    double mean = 0;

    for (int b = 0; b < RETORT_COMPARISON_BLOCKS; b++) {
        s.effect[b] = block_effect * test_bell(n);
        mean += s.effect[b] / RETORT_COMPARISON_BLOCKS;
    }
    for (int b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
        s.effect[b] -= mean;
    return s;
}

static inline void test_population_point(test_population *p)
{
    static const char *const IDS[3] = {"same", "tuned", "distilled"};

    for (int i = 0; i < 3; i++)
        p->sets[i] = (retort_comparison_set){IDS[i], p->items, p->count};
    p->all.sets = p->sets;
    p->all.set_count = 3;
}

static inline void test_population_pair(test_population *p, uint32_t suspect,
                                        uint32_t reference, double effect)
{
    retort_comparison *c = &p->items[p->count++];
    const test_recipe *r = &p->recipe;
    uint32_t lineage = p->models[suspect].lineage;
    bool positive =
        lineage < r->references + r->students &&
        (lineage - r->references) % r->taught == p->models[reference].lineage;
    double score = effect + test_bell(&p->noise) + (positive ? r->shift : 0);

    *c = (retort_comparison){
        .suspect = suspect,
        .reference = reference,
        .suspect_lineage = lineage,
        .reference_lineage = p->models[reference].lineage,
        .use = positive ? RETORT_USE_POSITIVE : RETORT_USE_NULL,
        .stratum = positive ? "main" : "human",
        .shared_prompts = 400,
    };
    c->at[RETORT_CLOSED] = test_block_score(&p->noise, score, r->block_effect);
    c->at[RETORT_OPEN] =
        test_block_score(&p->noise, score * 0.9 + 0.1, r->block_effect);
}

static inline void test_population_names(test_population *p)
{
    const test_recipe *r = &p->recipe;
    uint32_t lineages = r->references + r->students + r->others;
    uint32_t models =
        r->references * r->versions + (r->students + r->others) * r->models;

    for (uint32_t i = 0; i < lineages; i++) {
        (void)snprintf(p->names[i], TEST_NAME_BYTES, "line-%03u", i);
        p->lineages[i] = p->names[i];
    }
    for (uint32_t i = 0; i < models; i++) {
        bool reference = i < r->references * r->versions;
        uint32_t j = i - r->references * r->versions;

        (void)snprintf(p->names[lineages + i], TEST_NAME_BYTES, "model-%04u",
                       i);
        p->models[i] = (retort_population_model){
            .name = p->names[lineages + i],
            .lineage =
                reference ? i / r->versions : r->references + j / r->models,
            .vendor = "",
            .base = "",
            .is_reference = reference,
            .is_control = true,
            .median_chars = 600 + 10.0 * i,
            .closed_class_share = 0.40 + 0.001 * i,
            .prompts = 400,
        };
    }
    p->all.lineages = p->lineages;
    p->all.lineage_count = lineages;
    p->all.models = p->models;
    p->all.model_count = models;
}

/** Make a population. Release it. */
static inline void test_population_init(test_population *p,
                                        const test_recipe *recipe)
{
    uint32_t references = recipe->references * recipe->versions;
    uint32_t suspects = (recipe->students + recipe->others) * recipe->models;
    uint32_t lineages = recipe->references + recipe->students + recipe->others;

    *p = (test_population){.recipe = *recipe, .noise = {recipe->seed}};
    p->items = retort_mem_new((size_t)references * suspects * 4,
                              sizeof(*p->items)); /* room to add some */
    p->models = retort_mem_new(references + suspects, sizeof(*p->models));
    p->lineages = retort_mem_new(lineages, sizeof(*p->lineages));
    p->names =
        retort_mem_new(lineages + references + suspects, sizeof(*p->names));
    test_population_names(p);
    for (uint32_t s = 0; s < suspects; s++) {
        double effect = recipe->lineage_effect * test_bell(&p->noise);

        for (uint32_t r = 0; r < references; r++)
            test_population_pair(p, references + s, r, effect);
    }
    test_population_point(p);
}

static inline void test_population_release(test_population *p)
{
    retort_mem_free(p->items);
    retort_mem_free(p->models);
    retort_mem_free(p->lineages);
    retort_mem_free(p->names);
}

/** A case of a new suspect against reference model @p reference. */
static inline retort_case test_case_of(const test_population *p,
                                       uint32_t reference, double score)
{
    test_noise noise = {99};
    retort_case c = {
        .suspect = "suspect",
        .reference = p->models[reference].name,
        .suspect_lineage = "",
        .reference_lineage = p->lineages[p->models[reference].lineage],
        .shared_prompts = 400,
        .suspect_prompts = 400,
        .control_lineages = 18,
        .control_vendors = 11,
        .median_chars = 700,
        .closed_class_share = 0.41,
        .same_reply_share = 0.01,
        .identical_share = 0.0,
        .split_half = 0.6,
        .released = "2024-05",
        .reference_released = "2023-03",
        .has_students = p->models[reference].lineage < p->recipe.taught,
    };

    c.at[RETORT_CLOSED] =
        test_block_score(&noise, score, p->recipe.block_effect);
    c.at[RETORT_OPEN] =
        test_block_score(&noise, score * 0.9 + 0.1, p->recipe.block_effect);
    return c;
}

/** The usual options with few draws. */
static const retort_case_options TEST_OPTIONS = {200, 12345, RETORT_CASE_PRIOR,
                                                 RETORT_CASE_RIDGE, NULL};

#endif /* SUPPORT_SYNTHETIC_POPULATION_H */
