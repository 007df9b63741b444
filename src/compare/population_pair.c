#include "compare/population_pair.h"

#include <string.h>

/* Rows whose replies are light edits of other models' published replies. */
static const char aligner_lineage[] = "aligner";

static bool is_too_early(const retort_population *pop, size_t s, size_t r)
{
    const char *suspect = retort_population_row(pop, s)->released;
    const char *reference = retort_population_row(pop, r)->released;

    /* YYYY-MM, or empty: bytes sort as dates do */
    return suspect[0] && reference[0] && strcmp(suspect, reference) < 0;
}

static bool is_distilled(retort_relation relation)
{
    return relation == RETORT_RELATION_SFT_DISTILL ||
           relation == RETORT_RELATION_MIXED_DISTILL ||
           relation == RETORT_RELATION_LOGIT_DISTILL;
}

/* Grounds that lie in one of the two models. */
static retort_pair_reason reason_of_models(const retort_population *pop,
                                           size_t s, size_t r)
{
    size_t lineage = retort_population_lineage(pop, s);
    retort_relation relation = retort_population_relation(pop, s);

    if (!retort_population_is_reference(pop, r))
        return RETORT_REASON_NOT_A_REFERENCE;
    if (retort_population_same_lineage(pop, s, r))
        return RETORT_REASON_SAME_LINEAGE;
    if (strcmp(retort_population_lineage_name(pop, lineage), aligner_lineage) ==
        0)
        return RETORT_REASON_ALIGNER;
    if (relation == RETORT_RELATION_ENSEMBLE ||
        relation == RETORT_RELATION_ADVERSARIAL)
        return RETORT_REASON_ENSEMBLE;
    if (relation == RETORT_RELATION_UNKNOWN)
        return RETORT_REASON_RELATION_UNKNOWN;
    if (retort_population_confidence(pop, s) != RETORT_CONFIDENCE_DOCUMENTED)
        return RETORT_REASON_SUSPECT_UNDOCUMENTED;
    return RETORT_REASON_NONE;
}

/* Grounds that lie in what joins the two. */
static retort_pair_reason reason_of_ties(const retort_population *pop, size_t s,
                                         size_t r)
{
    size_t of = retort_population_lineage(pop, s);
    size_t lineage = retort_population_lineage(pop, r);
    retort_share share;

    if (retort_population_share(pop, s, lineage, &share)) {
        if (share == RETORT_SHARE_PREFERENCE)
            return RETORT_REASON_PREFERENCE_ONLY;
        if (share == RETORT_SHARE_UNKNOWN)
            return RETORT_REASON_SHARE_UNKNOWN;
    }
    if (retort_population_is_joined(pop, s, r))
        return RETORT_REASON_PATH;
    if (retort_population_same_vendor(pop, s, r))
        return RETORT_REASON_SAME_VENDOR;
    if (retort_population_taught_by_vendor_of(pop, s, r))
        return RETORT_REASON_TEACHER_VENDOR;
    if (retort_population_lineage_has_student(pop, of, lineage))
        return RETORT_REASON_LINEAGE_HAS_POSITIVE;
    if (is_distilled(retort_population_relation(pop, s)) &&
        !retort_population_row(pop, s)->teachers[0])
        return RETORT_REASON_TEACHERS_UNNAMED;
    return RETORT_REASON_NONE;
}

static retort_null_kind kind_of(retort_relation relation, bool shares_base)
{
    switch (relation) {
    case RETORT_RELATION_HUMAN_SFT: return RETORT_NULL_HUMAN;
    case RETORT_RELATION_TEACHER:
    case RETORT_RELATION_VERSION: return RETORT_NULL_OWN_MODEL;
    case RETORT_RELATION_DERIVED:
    case RETORT_RELATION_VARIANT: return RETORT_NULL_DERIVED;
    case RETORT_RELATION_SFT_DISTILL:
    case RETORT_RELATION_MIXED_DISTILL:
    case RETORT_RELATION_LOGIT_DISTILL:
        return shares_base ? RETORT_NULL_SHARED_BASE : RETORT_NULL_OTHER;
    case RETORT_RELATION_UNKNOWN:
    case RETORT_RELATION_ENSEMBLE:
    case RETORT_RELATION_ADVERSARIAL:
    case RETORT_RELATION_COUNT: break;
    }
    return RETORT_NULL_NONE;
}

/* A pair that nothing speaks against is a null if R too is documented. */
static void label_null(const retort_population *pop, size_t s,
                       retort_pair *pair)
{
    pair->null_kind =
        kind_of(retort_population_relation(pop, s), pair->shares_base);
    if (pair->ref_confidence != RETORT_CONFIDENCE_DOCUMENTED)
        pair->reason = RETORT_REASON_REFERENCE_UNDOCUMENTED;
    else
        pair->label = pair->is_too_early ? RETORT_PAIR_NULL_TIME_IMPOSSIBLE
                                         : RETORT_PAIR_NULL;
}

retort_pair retort_population_pair(const retort_population *pop, size_t s,
                                   size_t r)
{
    retort_pair pair = {.reason = RETORT_REASON_NOT_IN_TABLE};
    retort_share share;

    if (s == RETORT_POPULATION_NONE || r == RETORT_POPULATION_NONE)
        return pair;
    pair.ref_confidence = retort_population_confidence(pop, r);
    pair.is_too_early = is_too_early(pop, s, r);
    pair.shares_base = retort_population_shares_base(pop, s, r);
    pair.shares_teacher = retort_population_shares_teacher(pop, s, r);
    pair.reason = reason_of_models(pop, s, r);
    if (pair.reason != RETORT_REASON_NONE)
        return pair;
    if (retort_population_is_student(pop, s, retort_population_lineage(pop, r),
                                     &share)) {
        pair.label = share == RETORT_SHARE_MAIN ? RETORT_PAIR_POSITIVE_MAIN
                                                : RETORT_PAIR_POSITIVE_PART;
        return pair;
    }
    pair.reason = reason_of_ties(pop, s, r);
    if (pair.reason == RETORT_REASON_NONE)
        label_null(pop, s, &pair);
    return pair;
}

bool retort_pair_is_positive(retort_pair_label label)
{
    return label == RETORT_PAIR_POSITIVE_MAIN ||
           label == RETORT_PAIR_POSITIVE_PART;
}

bool retort_pair_is_null(retort_pair_label label)
{
    return label == RETORT_PAIR_NULL ||
           label == RETORT_PAIR_NULL_TIME_IMPOSSIBLE;
}

const char *retort_pair_label_word(retort_pair_label label)
{
    static const char *const words[RETORT_PAIR_LABEL_COUNT] = {
        [RETORT_PAIR_UNLABELLED] = "unlabelled",
        [RETORT_PAIR_POSITIVE_MAIN] = "positive-main",
        [RETORT_PAIR_POSITIVE_PART] = "positive-part",
        [RETORT_PAIR_NULL] = "null",
        [RETORT_PAIR_NULL_TIME_IMPOSSIBLE] = "null-time-impossible",
    };

    return words[label];
}

const char *retort_pair_reason_word(retort_pair_reason reason)
{
    static const char *const words[RETORT_REASON_COUNT] = {
        [RETORT_REASON_NONE] = "",
        [RETORT_REASON_NOT_IN_TABLE] = "not-in-table",
        [RETORT_REASON_NOT_A_REFERENCE] = "not-a-reference",
        [RETORT_REASON_SAME_LINEAGE] = "same-lineage",
        [RETORT_REASON_ALIGNER] = "aligner",
        [RETORT_REASON_ENSEMBLE] = "ensemble",
        [RETORT_REASON_RELATION_UNKNOWN] = "relation-unknown",
        [RETORT_REASON_SUSPECT_UNDOCUMENTED] = "suspect-undocumented",
        [RETORT_REASON_PREFERENCE_ONLY] = "preference-only",
        [RETORT_REASON_SHARE_UNKNOWN] = "share-unknown",
        [RETORT_REASON_PATH] = "path",
        [RETORT_REASON_SAME_VENDOR] = "same-vendor",
        [RETORT_REASON_TEACHER_VENDOR] = "teacher-vendor",
        [RETORT_REASON_LINEAGE_HAS_POSITIVE] = "lineage-has-positive",
        [RETORT_REASON_TEACHERS_UNNAMED] = "teachers-unnamed",
        [RETORT_REASON_REFERENCE_UNDOCUMENTED] = "reference-undocumented",
    };

    return words[reason];
}

const char *retort_null_kind_word(retort_null_kind kind)
{
    static const char *const words[RETORT_NULL_KIND_COUNT] = {
        [RETORT_NULL_NONE] = "",
        [RETORT_NULL_OTHER] = "other-student",
        [RETORT_NULL_SHARED_BASE] = "shared-base",
        [RETORT_NULL_HUMAN] = "human-data",
        [RETORT_NULL_OWN_MODEL] = "own-model",
        [RETORT_NULL_DERIVED] = "derived",
    };

    return words[kind];
}
