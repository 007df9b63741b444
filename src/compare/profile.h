/**
 * @file compare/profile.h
 * The profile: one centred cosine over the families so, op, cl, lo (METHOD 2).
 *
 *     p_g  = share of replies with feature g
 *     q_g  = p_g A / sum(p)         within a family; A = background mean of
 *                                   sum(p)
 *     mu_g = background mean of q_g
 *     x_g  = (q_g - mu_g) / sqrt(mu_g + 1/n)     n = that model's prompts
 *     score = cosine of x_S and x_R over the four families together
 *
 * Background means: within a lineage, then over lineages, the lineages of S and
 * R both out. The centring is the control: without it the cosine is a hub score
 * (retort_profile_hub()).
 *
 * Threads: a profile is read-only once made; any number may score with it.
 */
#ifndef COMPARE_PROFILE_H
#define COMPARE_PROFILE_H

#include "compare/block_counts.h"
#include "compare/modelset.h"

typedef struct retort_profile retort_profile;

/**
 * Prepare the profiles of all models of @p set (borrowed). Bucket counts fold
 * to the smallest of the set.
 * @return RETORT_OK, RETORT_ERR_NOT_APPLICABLE (a model lacks a family),
 *         RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_profile_new(retort_profile **out,
                                                   const retort_modelset *set,
                                                   retort_err *err);

/**
 * The same from counts by prompt block, one for each model of @p set, whose
 * fingerprints need no tables then. Block b is drawn times[b] times: counts,
 * replies and prompts (n of the formula) are sums over the draws. So a block is
 * left out, the prompts are halved, or a replicate of a bootstrap is formed. A
 * background model that did not reply to any prompt drawn has no vote.
 *
 * @param times  RETORT_BLOCKS numbers, or NULL: each once, which is
 *               retort_profile_new()
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_profile_of_blocks(retort_profile **out, const retort_modelset *set,
                         const retort_block_counts *const *counts,
                         const uint16_t *times, retort_err *err);
void retort_profile_free(retort_profile *p);

/**
 * Score of models @p s and @p r, in [-1, 1], symmetric but for rounding; NaN
 * when fewer than two background lineages are left or a vector is zero.
 */
double retort_profile_score(const retort_profile *p, size_t s, size_t r);

/**
 * The score with more lineages out of the background than those of @p s and
 * @p r: for the open setting, where S's other documented teachers leave it
 * (METHOD 3). Costs one subtraction a bucket and lineage.
 *
 * @param lineages  numbers of the set, in any order; twice is as once, and the
 *                  lineages of s and r may be among them
 */
double retort_profile_score_out(const retort_profile *p, size_t s, size_t r,
                                const uint32_t *lineages, size_t count);

/**
 * The same score with the background taken from scratch over the background
 * models that are not marked in @p out: mean within a lineage over its members
 * left, then over the lineages that have any. With the lineages of both models
 * marked it is retort_profile_score() but for rounding. For evaluations and
 * tests: it costs a pass over all background models.
 *
 * @param out         one mark a model of the set
 * @param[out] score  NaN as above
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status
retort_profile_score_without(const retort_profile *p, size_t s, size_t r,
                             const bool *out, double *score, retort_err *err);

/**
 * Hub baseline of @p r: mean over background lineages (its own out) of the
 * cosine without centring. Never looks at a suspect.
 */
double retort_profile_hub(const retort_profile *p, size_t r);

/**
 * Score with one background for all pairs: every lineage but none left out.
 * For heat maps and trees only; biased towards 0 within a lineage.
 */
double retort_profile_common(const retort_profile *p, size_t a, size_t b);

#endif /* COMPARE_PROFILE_H */
