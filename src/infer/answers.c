#include "infer/answers.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "compare/reuse.h"
#include "infer/wording.h"

static retort_setting blank_setting(void)
{
    return (retort_setting){
        .score = (double)NAN,
        .slope = (double)NAN,
        .intercept = (double)NAN,
        .mean = (double)NAN,
        .sd = (double)NAN,
        .ceiling = (double)NAN,
        .raw = (double)NAN,
        .llr = (double)NAN,
        .lower = (double)NAN,
        .upper = (double)NAN,
        .lower_rule = "",
        .upper_rule = "",
        .active = "",
        .low = (double)NAN,
        .median = (double)NAN,
        .high = (double)NAN,
        .sandwich_low = (double)NAN,
        .sandwich_high = (double)NAN,
        .ridge_tenth = (double)NAN,
        .ridge_tenfold = (double)NAN,
    };
}

void retort_evidence_blank(retort_proposition proposition, retort_evidence *out)
{
    *out = (retort_evidence){
        .proposition = retort_proposition_about(proposition)->id,
        .verdict = "not available",
        .llr = (double)NAN,
        .low = (double)NAN,
        .high = (double)NAN,
        .headline = "",
        .label = "",
        .sentence = "",
        .caution = retort_wording_caution(),
        .calibration = "",
        .closed = blank_setting(),
        .open = blank_setting(),
        .p = (double)NAN,
        .p_floor = (double)NAN,
        .power = (double)NAN,
        .false_support = (double)NAN,
        .explained_by = "",
    };
}

static retort_status say_reuse(double share, uint32_t prompts,
                               retort_arena *arena, retort_evidence *out,
                               retort_err *err)
{
    retort_buf b;

    retort_buf_init(&b, RETORT_WORDING_BYTES_MAX);
    retort_buf_puts(&b, "Of ");
    retort_buf_printf(&b, "%lu", (unsigned long)prompts);
    retort_buf_puts(&b, " shared prompts with two long replies ");
    retort_wording_percent(&b, share);
    retort_buf_puts(&b, " are copied: more than half of the runs of 12 tokens "
                        "of S's reply stand in R's reply. Copies are flagged "
                        "from ");
    retort_wording_percent(&b, RETORT_REUSE_FLAG);
    retort_buf_puts(&b, " up, which unrelated models do not reach.");
    return retort_wording_keep(&b, arena, &out->sentence, err);
}

retort_status retort_reuse_weigh(double share, uint32_t prompts,
                                 retort_arena *arena, retort_evidence *out,
                                 retort_err *err)
{
    retort_rule *rule;

    retort_evidence_blank(RETORT_PROPOSITION_REUSE, out);
    if (isnan(share) || prompts == 0) {
        out->sentence = "Copied replies were not looked for: no shared prompt "
                        "has two replies that are long enough and kept in "
                        "detail.";
        return RETORT_OK;
    }
    rule = retort_arena_take(arena, 1, sizeof(*rule));
    if (!rule)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a rule");
    *rule = (retort_rule){
        .id = "reuse-share",
        .text = "S's replies copy R's no more often than unrelated models do.",
        .value = share,
        .limit = RETORT_REUSE_FLAG,
        .passed = share < RETORT_REUSE_FLAG,
    };
    out->verdict = rule->passed ? "not flagged" : "flagged";
    out->closed.score = share;
    out->rules = rule;
    out->rule_count = 1;
    return say_reuse(share, prompts, arena, out, err);
}

void retort_canary_absent(retort_evidence *out)
{
    retort_evidence_blank(RETORT_PROPOSITION_CANARY, out);
    out->sentence = "Markers were not looked for: no keys of R's owner are at "
                    "hand.";
}

static bool holds(const retort_evidence *e)
{
    return strcmp(e->verdict, "supported") == 0 ||
           strcmp(e->verdict, "flagged") == 0;
}

static void explain(retort_evidence *five, retort_proposition by,
                    retort_proposition what)
{
    if (holds(&five[by]) && five[what].explained_by[0] == '\0')
        five[what].explained_by = retort_proposition_about(by)->id;
}

void retort_evidence_explain(retort_evidence *five)
{
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++)
        five[i].explained_by = "";
    explain(five, RETORT_PROPOSITION_SAME, RETORT_PROPOSITION_TUNED);
    explain(five, RETORT_PROPOSITION_SAME, RETORT_PROPOSITION_REUSE);
    explain(five, RETORT_PROPOSITION_SAME, RETORT_PROPOSITION_DISTILLED);
    explain(five, RETORT_PROPOSITION_TUNED, RETORT_PROPOSITION_DISTILLED);
    explain(five, RETORT_PROPOSITION_REUSE, RETORT_PROPOSITION_DISTILLED);
}
