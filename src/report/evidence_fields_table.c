#include <retort/evidence.h>

#include "report/result_fields.h"

#define ONE    RETORT_FIELD_ONE
#define INNER  RETORT_FIELD_INNER
#define LIST   RETORT_FIELD_LIST
#define FIELDS RETORT_FIELDS

static const retort_field RULE_ROWS[] = {
    ONE("id", STRING, retort_rule, id),
    ONE("limit", NUMBER, retort_rule, limit),
    ONE("passed", BOOL, retort_rule, passed),
    ONE("refuses", BOOL, retort_rule, refuses),
    ONE("text", STRING, retort_rule, text),
    ONE("value", NUMBER, retort_rule, value),
};
const retort_fields retort_rule_fields = FIELDS(RULE_ROWS, retort_rule);

static const retort_field RIVAL_ROWS[] = {
    ONE("chance", NUMBER, retort_rival, chance),
    ONE("lineage", STRING, retort_rival, lineage),
    ONE("model", STRING, retort_rival, model),
    ONE("score", NUMBER, retort_rival, score),
};
static const retort_fields RIVAL = FIELDS(RIVAL_ROWS, retort_rival);

#define S retort_setting
static const retort_field SETTING_ROWS[] = {
    ONE("active", STRING, S, active),
    ONE("ceiling", NUMBER, S, ceiling),
    ONE("high", NUMBER, S, high),
    ONE("intercept", NUMBER, S, intercept),
    ONE("llr", NUMBER, S, llr),
    ONE("low", NUMBER, S, low),
    ONE("lower", NUMBER, S, lower),
    ONE("lower_rule", STRING, S, lower_rule),
    ONE("mean", NUMBER, S, mean),
    ONE("median", NUMBER, S, median),
    ONE("null_lineages", COUNT32, S, null_lineages),
    ONE("nulls", COUNT32, S, nulls),
    ONE("positive_lineages", COUNT32, S, positive_lineages),
    ONE("positives", COUNT32, S, positives),
    ONE("raw", NUMBER, S, raw),
    ONE("reference_lineages", COUNT32, S, reference_lineages),
    ONE("ridge_tenfold", NUMBER, S, ridge_tenfold),
    ONE("ridge_tenth", NUMBER, S, ridge_tenth),
    ONE("sandwich_high", NUMBER, S, sandwich_high),
    ONE("sandwich_low", NUMBER, S, sandwich_low),
    ONE("score", NUMBER, S, score),
    ONE("sd", NUMBER, S, sd),
    ONE("skipped", COUNT32, S, skipped),
    ONE("slope", NUMBER, S, slope),
    ONE("upper", NUMBER, S, upper),
    ONE("upper_rule", STRING, S, upper_rule),
};
#undef S
static const retort_fields SETTING = FIELDS(SETTING_ROWS, retort_setting);

#define E retort_evidence
static const retort_field EVIDENCE_ROWS[] = {
    ONE("calibration", STRING, E, calibration),
    ONE("caution", STRING, E, caution),
    INNER("closed", E, closed, SETTING),
    ONE("explained_by", STRING, E, explained_by),
    ONE("false_support", NUMBER, E, false_support),
    ONE("headline", STRING, E, headline),
    ONE("high", NUMBER, E, high),
    ONE("label", STRING, E, label),
    ONE("llr", NUMBER, E, llr),
    ONE("low", NUMBER, E, low),
    INNER("open", E, open, SETTING),
    ONE("p", NUMBER, E, p),
    ONE("p_floor", NUMBER, E, p_floor),
    ONE("power", NUMBER, E, power),
    ONE("proposition", STRING, E, proposition),
    LIST("rivals", OBJECTS, E, rivals, rival_count, RETORT_RESULT_LIST_MAX,
         &RIVAL),
    LIST("rules", OBJECTS, E, rules, rule_count, RETORT_RESULT_RULES_MAX,
         &retort_rule_fields),
    LIST("scale_models", STRINGS, E, scale_models, scale_model_count,
         RETORT_RESULT_LIST_MAX, NULL),
    ONE("sentence", STRING, E, sentence),
    ONE("verdict", STRING, E, verdict),
};
#undef E
const retort_fields retort_evidence_fields =
    FIELDS(EVIDENCE_ROWS, retort_evidence);
