#include "features/family.h"

#include <string.h>

#include "features/families.h"
#include "features/layout.h"

static const retort_family TABLE[] = {
    {"so", "sentence openings, prefixes of 1-4 tokens", 1, 14, true, true,
     retort_openings_bound, retort_openings_count, NULL},
    {"op", "first 1-5 tokens of a reply, raw and skeleton", 2, 14, true, true,
     retort_edges_bound, retort_edges_first, NULL},
    {"cl", "last 1-5 tokens of a reply, raw and skeleton", 3, 14, true, true,
     retort_edges_bound, retort_edges_last, NULL},
    {"lo", "line openings, skeleton prefixes of 1-5 tokens", 4, 14, true, true,
     retort_lines_bound, retort_lines_count, NULL},
    {"sk", "skeleton 1-4-grams", 5, 16, false, true,
     retort_skeleton_grams_bound, retort_skeleton_grams_count, NULL},
    {"sks", "skeleton 1-4-grams with suffix classes", 6, 16, false, true,
     retort_skeleton_grams_bound, retort_suffix_grams_count, NULL},
    {"wd", "token 1-4-grams", 7, 18, false, false, retort_word_grams_bound,
     retort_word_grams_count, NULL},
    {"ch", "character 2-5-grams", 8, 18, false, false, retort_char_grams_bound,
     retort_char_grams_count, retort_char_grams_tally},
    {"la", "layout", 9, 12, false, false, retort_layout_bound,
     retort_layout_count, NULL},
    {"tk", "single tokens", 10, 16, false, false, retort_tokens_bound,
     retort_tokens_count, NULL},
    {NULL, NULL, 0, 0, false, false, NULL, NULL, NULL},
};

const retort_family *retort_families(void)
{
    return TABLE;
}

size_t retort_family_count(void)
{
    return sizeof(TABLE) / sizeof(TABLE[0]) - 1;
}

int retort_family_find(const char *id)
{
    for (size_t i = 0; i < retort_family_count(); i++)
        if (strcmp(TABLE[i].id, id) == 0)
            return (int)i;
    return -1;
}
