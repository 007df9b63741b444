/**
 * @file run/screen_ranks.h
 * Who comes first, and where a score stands among others. Unknown scores (NaN)
 * come last and have no rank; names decide ties, so that the order is total.
 */
#ifndef RUN_SCREEN_RANKS_H
#define RUN_SCREEN_RANKS_H

#include <retort/screening.h>
#include <retort/status.h>

/**
 * Rank all by residual cosine (kin) and the references by raw profile
 * (distilled), and leave the candidates in this order: references by profile,
 * then the others by profile.
 *
 * @param[out] references, models  how many got a rank of either kind
 */
void retort_candidates_rank(retort_candidate *c, size_t n, uint32_t *references,
                            uint32_t *models);

/**
 * Share of lineages below @p score, each lineage by the share of its members; a
 * tie is half below.
 * @param[out] lineages  how many there are
 * @return 0..1, NaN without points
 */
double retort_points_below(const retort_strip_point *p, size_t n, double score,
                           uint32_t *lineages);

/**
 * Conformal rank p of @p score among control points (Vovk, Gammerman and Shafer
 * 2005, 2.2): (1 + L) / (n + 1) over n lineages, where a lineage adds to L the
 * share of its members that reach the score: the mean p over all ways to take
 * one member of each. Its floor is 1 / (n + 1).
 * @return NaN without points
 */
double retort_points_p(const retort_strip_point *p, size_t n, double score);

/**
 * Adjust the p of all candidates after Holm (1979): each that has one counts.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_candidates_adjust(retort_candidate *c,
                                                         size_t n,
                                                         retort_err *err);

/** Percentile of @p c among the other references of @p all, and its basis. */
void retort_candidate_place(retort_candidate *all, size_t n,
                            retort_candidate *c);

#endif /* RUN_SCREEN_RANKS_H */
