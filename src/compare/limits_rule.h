/**
 * @file compare/limits_rule.h
 * How many models a population needs before a likelihood ratio may be given
 * (docs/method, refusals). Below any of these the answer is a refusal.
 */
#ifndef COMPARE_LIMITS_RULE_H
#define COMPARE_LIMITS_RULE_H

enum {
    RETORT_RULE_CONTROL_LINEAGES_MIN = 10, /**< neither suspect's nor R's */
    RETORT_RULE_CONTROL_VENDORS_MIN = 8,
    RETORT_RULE_NULL_LINEAGES_MIN = 20,    /**< over all references */
    RETORT_RULE_NULL_LINEAGES_R_MIN = 8,   /**< for R itself */
    RETORT_RULE_POSITIVE_LINEAGES_MIN = 5, /**< without those of S and R */
};

#endif /* COMPARE_LIMITS_RULE_H */
