/**
 * @file run/screen_ranks.h
 * Who comes first, and where a score stands among others. Unknown scores (NaN)
 * come last and have no rank; names decide ties, so that the order is total.
 */
#ifndef RUN_SCREEN_RANKS_H
#define RUN_SCREEN_RANKS_H

#include <retort/screening.h>

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

/** Percentile of @p c among the other references of @p all, and its basis. */
void retort_candidate_place(retort_candidate *all, size_t n,
                            retort_candidate *c);

#endif /* RUN_SCREEN_RANKS_H */
