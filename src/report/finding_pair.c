#include "report/finding.h"

#include <inttypes.h>
#include <math.h>

#include "report/columns.h"
#include "report/speech.h"

static void say_standing(const retort_speech *p, const retort_candidate *c,
                         retort_score score)
{
    retort_standing at = retort_column_standing(p->s, c, score);

    if (at.place == 0)
        return;
    retort_buf_printf(p->out, ", place %" PRIu32 " of %" PRIu32 " %s", at.place,
                      at.among, at.what);
}

static void say_kin(const retort_speech *p, const retort_candidate *c)
{
    retort_say_label(p, "Same or tuned");
    if (!isfinite(c->score[RETORT_SCORE_RESIDUAL])) {
        retort_say(p, "This pair has no residual cosine, so this report says "
                      "nothing about these questions.");
        retort_say_end(p);
        return;
    }
    retort_say(p, "By residual cosine ");
    retort_say_name(p, c->model);
    retort_say(p, " has ");
    retort_say_score(p, c, RETORT_SCORE_RESIDUAL);
    say_standing(p, c, RETORT_SCORE_RESIDUAL);
    if (isfinite(c->score[RETORT_SCORE_PMZ])) {
        retort_say(p, "; its PMZ is ");
        retort_say_score(p, c, RETORT_SCORE_PMZ);
    }
    retort_say(p, ". ");
    if (c->is_own_lineage)
        retort_say(p, "It is of the suspect's own lineage. ");
    retort_say(p, "The same model under another name, or a model tuned from "
                  "the same weights, would explain likeness without "
                  "distillation: look here first.");
    retort_say_end(p);
}

static void say_reuse(const retort_speech *p, const retort_candidate *c)
{
    double reuse = c->score[RETORT_SCORE_REUSE];

    if (!isfinite(reuse))
        return;
    retort_say_label(p, "Copied replies");
    retort_say_score(p, c, RETORT_SCORE_REUSE);
    retort_say(p, " % of shared prompts, ");
    if (reuse >= RETORT_REUSE_FLAG) {
        retort_say_strongly(p, "at or above the flag of 5 %");
        retort_say(p, ". Replies taken over word for word explain likeness in "
                      "another way.");
    } else {
        retort_say(p, "below the flag of 5 %.");
    }
    retort_say_end(p);
}

static void say_profile(const retort_speech *p, const retort_candidate *c)
{
    retort_say_label(p, "Distilled");
    retort_say(p, c->is_reference ? "The one reference compared, "
                                  : "The one model compared, ");
    retort_say_name(p, c->model);
    if (!isfinite(c->score[RETORT_SCORE_PROFILE])) {
        retort_say(p, ", has no profile score, so this report says nothing "
                      "about this question.");
        retort_say_end(p);
        return;
    }
    retort_say(p, ", has profile ");
    retort_say_score(p, c, RETORT_SCORE_PROFILE);
    say_standing(p, c, RETORT_SCORE_PROFILE);
    if (c->is_reference)
        retort_say_percentile(p, c);
    else
        retort_say(p, "; it is no reference of the library, so it has no place "
                      "and no percentile");
    retort_say(p, ".");
    if (c->is_own_lineage)
        retort_say(p, " It is of the suspect's own lineage, where likeness is "
                      "expected.");
    retort_say_end(p);
}

static void say_p(const retort_speech *p, const retort_candidate *c)
{
    if (!isfinite(retort_column_p(c)))
        return;
    retort_say(p, " Its rank p is ");
    retort_say_number(p, c->p, 3);
    if (isfinite(retort_column_p_holm(c))) {
        retort_say(p, ", ");
        retort_say_number(p, c->p_holm, 3);
        retort_say(p, " after Holm over all references");
    }
    retort_say(p, ".");
    retort_say_floor(p, c->control_suspect_lineages, p->s->ranked_references);
}

static void say_standing_out(const retort_speech *p, const retort_candidate *c)
{
    retort_say_label(p, "Standing out");
    if (!retort_column_has_controls(c) || !isfinite(c->percentile)) {
        retort_say(p, "There are no control suspects enough to say whether "
                      "this score stands out.");
    } else if (c->percentile >= RETORT_STANDS_OUT) {
        retort_say(p, "It stands out, above 95 % of its control suspects or "
                      "more. By chance alone about one reference in twenty "
                      "would.");
    } else {
        retort_say(p, "It is not above 95 % of its control suspects: it does "
                      "not stand out.");
    }
    say_p(p, c);
    retort_say_end(p);
}

static void say_baselines(const retort_speech *p, const retort_candidate *c)
{
    retort_say_label(p, "Baselines");
    if (!c->is_reference) {
        retort_say(p, "Without a rank there is nothing to hold against hub "
                      "and length.");
        retort_say_end(p);
        return;
    }
    retort_say(p, "Hub (");
    retort_say_score(p, c, RETORT_SCORE_HUB);
    retort_say(p, ") never looks at the suspect, length (");
    retort_say_score(p, c, RETORT_SCORE_LENGTH);
    retort_say(p, ") looks at reply lengths only. Whether the rank of this "
                  "reference beats them shows in a screening against all "
                  "references, not in one pair.");
    retort_say_end(p);
}

void retort_finding_write_pair(retort_buf *out, const retort_suspect *s,
                               const retort_finding_form *form)
{
    retort_speech p = {out, s, form};

    if (s->candidate_count > 0) {
        say_kin(&p, s->candidates);
        say_reuse(&p, s->candidates);
        say_profile(&p, s->candidates);
        if (s->candidates->is_reference)
            say_standing_out(&p, s->candidates);
        say_baselines(&p, s->candidates);
    } else {
        retort_say_label(&p, "Pair");
        retort_say(&p, "Nothing was compared.");
        retort_say_end(&p);
    }
    retort_say_always(&p);
}
