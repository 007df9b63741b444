#include "infer/comparison.h"

#include <string.h>

const retort_comparison_set *retort_comparisons_of(
    const retort_comparisons *all, retort_proposition proposition)
{
    const char *id = retort_proposition_about(proposition)->id;

    for (size_t i = 0; i < all->set_count; i++)
        if (strcmp(all->sets[i].proposition, id) == 0)
            return &all->sets[i];
    return NULL;
}

uint32_t retort_comparisons_lineage(const retort_comparisons *all,
                                    const char *lineage)
{
    size_t lo = 0;
    size_t hi = all->lineage_count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (strcmp(all->lineages[mid], lineage) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < all->lineage_count && strcmp(all->lineages[lo], lineage) == 0
               ? (uint32_t)lo
               : UINT32_MAX;
}

double retort_block_score_at(const retort_block_score *s, const uint16_t *times)
{
    double score = s->score;

    for (size_t b = 0; times && b < RETORT_COMPARISON_BLOCKS; b++)
        score += ((double)times[b] - 1.0) * s->effect[b];
    return score;
}
