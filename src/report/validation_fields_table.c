#include "infer/validation.h"

#include "report/calibration_fields.h"
#include "report/result_fields.h"

#define ONE    RETORT_FIELD_ONE
#define INNER  RETORT_FIELD_INNER
#define LIST   RETORT_FIELD_LIST
#define FIELDS RETORT_FIELDS

static const retort_field FIGURE_ROWS[] = {
    ONE("high", NUMBER, retort_figure, high),
    ONE("low", NUMBER, retort_figure, low),
    ONE("value", NUMBER, retort_figure, value),
};
static const retort_fields FIGURE = FIELDS(FIGURE_ROWS, retort_figure);

#define M retort_misleading
static const retort_field MISLEADING_ROWS[] = {
    ONE("is_clamped", BOOL, M, is_clamped),
    ONE("lr", NUMBER, M, lr),
    ONE("null_share", NUMBER, M, null_share),
    ONE("null_upper", NUMBER, M, null_upper),
    ONE("positive_share", NUMBER, M, positive_share),
    ONE("positive_upper", NUMBER, M, positive_upper),
};
#undef M
static const retort_fields MISLEADING =
    FIELDS(MISLEADING_ROWS, retort_misleading);

#define S retort_validation_setting
static const retort_field SETTING_ROWS[] = {
    ONE("auc", NUMBER, S, auc),
    INNER("cllr", S, cllr, FIGURE),
    ONE("cllr_cal", NUMBER, S, cllr_cal),
    ONE("cllr_cal_expected", NUMBER, S, cllr_cal_expected),
    ONE("cllr_clamped", NUMBER, S, cllr_clamped),
    ONE("cllr_hub", NUMBER, S, cllr_hub),
    ONE("cllr_kde", NUMBER, S, cllr_kde),
    ONE("cllr_length", NUMBER, S, cllr_length),
    ONE("cllr_min", NUMBER, S, cllr_min),
    ONE("cllr_shuffled", NUMBER, S, cllr_shuffled),
    ONE("devpav", NUMBER, S, devpav),
    ONE("devpav_expected", NUMBER, S, devpav_expected),
    ONE("eer", NUMBER, S, eer),
    ONE("length_correlation", NUMBER, S, length_correlation),
    ONE("length_ratio_correlation", NUMBER, S, length_ratio_correlation),
    ONE("lower", NUMBER, S, lower),
    LIST("misleading", OBJECTS, S, misleading, misleading_count,
         RETORT_CALIBRATION_ROWS_MAX, &MISLEADING),
    ONE("no_fit", COUNT32, S, no_fit),
    ONE("null_lineages", COUNT32, S, null_lineages),
    ONE("nulls", COUNT32, S, nulls),
    ONE("positive_lineages", COUNT32, S, positive_lineages),
    ONE("positives", COUNT32, S, positives),
    ONE("tpr_01", NUMBER, S, tpr_01),
    ONE("tpr_05", NUMBER, S, tpr_05),
    INNER("turing", S, turing, FIGURE),
    ONE("turing_expected", NUMBER, S, turing_expected),
    ONE("upper", NUMBER, S, upper),
};
#undef S
static const retort_fields SETTING =
    FIELDS(SETTING_ROWS, retort_validation_setting);

static const retort_field USEFULNESS_ROWS[] = {
    ONE("against", NUMBER, retort_usefulness, against),
    ONE("inconclusive", NUMBER, retort_usefulness, inconclusive),
    ONE("refused", NUMBER, retort_usefulness, refused),
    ONE("supported", NUMBER, retort_usefulness, supported),
};
static const retort_fields USEFULNESS =
    FIELDS(USEFULNESS_ROWS, retort_usefulness);

#define T retort_stratum
static const retort_field STRATUM_ROWS[] = {
    ONE("cllr_closed", NUMBER, T, cllr_closed),
    ONE("cllr_open", NUMBER, T, cllr_open),
    ONE("is_judged", BOOL, T, is_judged),
    ONE("kind", STRING, T, kind),
    ONE("name", STRING, T, name),
    ONE("null_lineages", COUNT32, T, null_lineages),
    ONE("positive_lineages", COUNT32, T, positive_lineages),
};
#undef T
static const retort_fields STRATUM = FIELDS(STRATUM_ROWS, retort_stratum);

static const retort_field POWER_ROWS[] = {
    ONE("amount", NUMBER, retort_power_row, amount),
    ONE("cllr", NUMBER, retort_power_row, cllr),
    ONE("false_support", NUMBER, retort_power_row, false_support),
    ONE("kind", STRING, retort_power_row, kind),
    ONE("supported", NUMBER, retort_power_row, supported),
};
static const retort_fields POWER = FIELDS(POWER_ROWS, retort_power_row);

#define E retort_ece_row
static const retort_field ECE_ROWS[] = {
    ONE("closed", NUMBER, E, closed),
    ONE("log10_odds", NUMBER, E, log10_odds),
    ONE("neutral", NUMBER, E, neutral),
    ONE("open", NUMBER, E, open),
    ONE("pav", NUMBER, E, pav),
};
#undef E
static const retort_fields ECE = FIELDS(ECE_ROWS, retort_ece_row);

#define P retort_tippett_row
static const retort_field TIPPETT_ROWS[] = {
    ONE("llr", NUMBER, P, llr),
    ONE("null_closed", NUMBER, P, null_closed),
    ONE("null_open", NUMBER, P, null_open),
    ONE("positive_closed", NUMBER, P, positive_closed),
    ONE("positive_open", NUMBER, P, positive_open),
};
#undef P
static const retort_fields TIPPETT = FIELDS(TIPPETT_ROWS, retort_tippett_row);

#define W retort_weighed
static const retort_field WEIGHED_ROWS[] = {
    ONE("high", NUMBER, W, high),
    ONE("is_time_impossible", BOOL, W, is_time_impossible),
    ONE("llr", NUMBER, W, llr),
    ONE("llr_open", NUMBER, W, llr_open),
    ONE("low", NUMBER, W, low),
    ONE("raw", NUMBER, W, raw),
    ONE("raw_open", NUMBER, W, raw_open),
    ONE("reference", STRING, W, reference),
    ONE("reference_lineage", STRING, W, reference_lineage),
    ONE("score", NUMBER, W, score),
    ONE("score_open", NUMBER, W, score_open),
    ONE("shares_base", BOOL, W, shares_base),
    ONE("stratum", STRING, W, stratum),
    ONE("suspect", STRING, W, suspect),
    ONE("suspect_lineage", STRING, W, suspect_lineage),
    ONE("use", STRING, W, use),
    ONE("verdict", STRING, W, verdict),
    ONE("weight", NUMBER, W, weight),
};
#undef W
static const retort_fields WEIGHED = FIELDS(WEIGHED_ROWS, retort_weighed);

#define V retort_validation
static const retort_field VALIDATION_ROWS[] = {
    LIST("acceptance", OBJECTS, V, acceptance, acceptance_count,
         RETORT_CALIBRATION_ROWS_MAX, &retort_rule_fields),
    INNER("closed", V, closed, SETTING),
    INNER("common_source", V, common_source, SETTING),
    INNER("doubtful", V, doubtful, SETTING),
    ONE("draws", COUNT32, V, draws),
    LIST("ece", OBJECTS, V, ece, ece_count, RETORT_CALIBRATION_ROWS_MAX, &ECE),
    ONE("has_ceiling", BOOL, V, has_ceiling),
    LIST("missed", STRINGS, V, missed, missed_count,
         RETORT_CALIBRATION_PAIRS_MAX, NULL),
    ONE("missed_threshold", NUMBER, V, missed_threshold),
    ONE("null_lineages", COUNT32, V, null_lineages),
    ONE("null_pairs", COUNT32, V, null_pairs),
    INNER("nulls", V, nulls, USEFULNESS),
    INNER("open", V, open, SETTING),
    ONE("positive_lineages", COUNT32, V, positive_lineages),
    ONE("positive_pairs", COUNT32, V, positive_pairs),
    INNER("positives", V, positives, USEFULNESS),
    LIST("power", OBJECTS, V, power, power_count, RETORT_CALIBRATION_ROWS_MAX,
         &POWER),
    ONE("proposition", STRING, V, proposition),
    ONE("reference_lineages", COUNT32, V, reference_lineages),
    ONE("ridge", NUMBER, V, ridge),
    ONE("shuffles", COUNT32, V, shuffles),
    LIST("strata", OBJECTS, V, strata, stratum_count,
         RETORT_CALIBRATION_ROWS_MAX, &STRATUM),
    LIST("tippett", OBJECTS, V, tippett, tippett_count,
         RETORT_CALIBRATION_ROWS_MAX, &TIPPETT),
    ONE("verdict_draws", COUNT32, V, verdict_draws),
    LIST("weighed", OBJECTS, V, weighed, weighed_count,
         RETORT_CALIBRATION_PAIRS_MAX, &WEIGHED),
};
#undef V
const retort_fields retort_validation_fields =
    FIELDS(VALIDATION_ROWS, retort_validation);
