#include "report/evidence_rows.h"

#include <math.h>

static const void *member(const retort_setting *s, size_t offset)
{
    return (const char *)s + offset;
}

double retort_evidence_number_at(const retort_setting *s, size_t offset)
{
    return *(const double *)member(s, offset);
}

uint32_t retort_evidence_count_at(const retort_setting *s, size_t offset)
{
    return *(const uint32_t *)member(s, offset);
}

const char *retort_evidence_text_at(const retort_setting *s, size_t offset)
{
    return *(const char *const *)member(s, offset);
}

bool retort_evidence_is_weighed(const retort_evidence *e)
{
    return isfinite(e->closed.llr) || isfinite(e->open.llr) ||
           isfinite(e->closed.score) || isfinite(e->open.score);
}

bool retort_evidence_rule_refuses(const retort_rule *r)
{
    return !r->passed && r->refuses;
}

bool retort_evidence_is_refused(const retort_evidence *e)
{
    for (size_t i = 0; i < e->rule_count; i++) {
        if (retort_evidence_rule_refuses(&e->rules[i]))
            return true;
    }
    return false;
}

const char *retort_evidence_outcome(const retort_rule *r)
{
    if (r->passed)
        return "passed";
    return r->refuses ? "refused" : "warning";
}
