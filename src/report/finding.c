#include "report/finding.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "report/columns.h"
#include "report/speech.h"

enum { NAMES_SHOWN = 4, RUNNERS_UP = 2 };

const char *retort_finding_limits(void)
{
    return "This does not exclude a common teacher; direction of copying is "
           "not inferred.";
}

/* Nearest by the scores for kin: said first, it explains likeness otherwise. */
static void say_kin(const retort_speech *p)
{
    const retort_candidate *c = retort_column_ranked_kin(p->s, 1);

    retort_say_label(p, "Same or tuned");
    if (!c) {
        retort_say(
            p, "No model has a residual cosine, so this report says nothing "
               "about them.");
        retort_say_end(p);
        return;
    }
    retort_say(p, "By residual cosine the nearest model is ");
    retort_say_name(p, c->model);
    retort_say(p, " (");
    retort_say_score(p, c, RETORT_SCORE_RESIDUAL);
    if (isfinite(c->score[RETORT_SCORE_PMZ])) {
        retort_say(p, ", PMZ ");
        retort_say_score(p, c, RETORT_SCORE_PMZ);
    }
    retort_say(p, "), lineage ");
    retort_say_foreign(p, c->lineage);
    retort_say(p, c->is_own_lineage ? ", which is the suspect's own lineage. "
                                    : ". ");
    retort_say(
        p, "The same model under another name, or a model tuned from the same "
           "weights, would explain likeness without distillation: look here "
           "first.");
    retort_say_end(p);
}

static const retort_candidate *most_reused(const retort_suspect *s,
                                           uint32_t *out_flagged)
{
    const retort_candidate *most = NULL;

    *out_flagged = 0;
    for (size_t i = 0; i < s->candidate_count; i++) {
        const retort_candidate *c = &s->candidates[i];
        double reuse = c->score[RETORT_SCORE_REUSE];

        if (!(reuse >= RETORT_REUSE_FLAG))
            continue;
        ++*out_flagged;
        if (!most || reuse > most->score[RETORT_SCORE_REUSE])
            most = c;
    }
    return most;
}

static void say_reuse(const retort_speech *p)
{
    uint32_t flagged;
    const retort_candidate *most = most_reused(p->s, &flagged);

    if (!retort_column_is_used(p->s, RETORT_SCORE_REUSE))
        return;
    retort_say_label(p, "Copied replies");
    if (!most) {
        retort_say(p, "No model reaches the flag of 5 % of shared prompts.");
        retort_say_end(p);
        return;
    }
    retort_say(p, p->form->strong_open);
    retort_say_count(p, flagged, "model reaches", "models reach");
    retort_say(p, " the flag of 5 % of shared prompts");
    retort_say(p, p->form->strong_close);
    retort_say(p, flagged == 1 ? ": " : ", most of all ");
    retort_say_name(p, most->model);
    retort_say(p, " with ");
    retort_say_score(p, most, RETORT_SCORE_REUSE);
    retort_say(
        p, " %. Replies taken over word for word explain likeness in another "
           "way.");
    retort_say_end(p);
}

static void say_runners_up(const retort_speech *p)
{
    for (uint32_t rank = 2; rank < 2 + RUNNERS_UP; rank++) {
        const retort_candidate *c = retort_column_ranked(p->s, rank);

        if (!c)
            break;
        retort_say(p, rank == 2 ? " Next: " : ", ");
        retort_say_name(p, c->model);
        retort_say(p, " (");
        retort_say_score(p, c, RETORT_SCORE_PROFILE);
        retort_say(p, ")");
    }
    if (retort_column_ranked(p->s, 2))
        retort_say(p, ".");
}

/* The best ranked reference of another lineage than @p top, or NULL. */
static const retort_candidate *find_rival(const retort_suspect *s,
                                          const retort_candidate *top)
{
    const retort_candidate *best = NULL;

    for (size_t i = 0; i < s->candidate_count; i++) {
        const retort_candidate *c = &s->candidates[i];

        if (c->rank_distilled == 0 || strcmp(c->lineage, top->lineage) == 0)
            continue;
        if (!best || c->rank_distilled < best->rank_distilled)
            best = c;
    }
    return best;
}

static void say_rival(const retort_speech *p, const retort_candidate *top)
{
    const retort_candidate *rival = find_rival(p->s, top);

    if (!rival)
        return;
    retort_say(p, " The nearest reference of another lineage is ");
    retort_say_name(p, rival->model);
    retort_say(p, ", ");
    retort_say_number(p,
                      top->score[RETORT_SCORE_PROFILE] -
                          rival->score[RETORT_SCORE_PROFILE],
                      3);
    retort_say(p, " lower.");
}

static void say_ranking(const retort_speech *p, const retort_candidate *top)
{
    uint32_t count = retort_column_ranked_count(p->s);

    retort_say_label(p, "Distilled");
    if (count == 1)
        retort_say(p, "The one reference compared, ");
    else
        retort_buf_printf(
            p->out, "By profile the nearest of %" PRIu32 " references is ",
            count);
    retort_say_name(p, top->model);
    retort_say(p, count == 1 ? ", has profile " : " with ");
    retort_say_score(p, top, RETORT_SCORE_PROFILE);
    retort_say_percentile(p, top);
    retort_say(p, ".");
    if (top->is_own_lineage)
        retort_say(p, " It is of the suspect's own lineage, where likeness is "
                      "expected.");
    say_runners_up(p);
    say_rival(p, top);
    retort_say_end(p);
}

static bool stands_out(const retort_candidate *c)
{
    return c->rank_distilled > 0 && retort_column_has_controls(c) &&
           c->percentile >= RETORT_STANDS_OUT;
}

/* The first few that stand out; references come by rank. */
static void say_names_standing_out(const retort_speech *p, uint32_t count)
{
    uint32_t named = 0;

    for (size_t i = 0; i < p->s->candidate_count && named < NAMES_SHOWN; i++) {
        const retort_candidate *c = &p->s->candidates[i];

        if (!stands_out(c))
            continue;
        retort_say(p, named ? ", " : "");
        retort_say_name(p, c->model);
        named++;
    }
    if (count > named)
        retort_buf_printf(p->out, " and %" PRIu32 " more", count - named);
}

/* Lineages of the reference whose p can fall lowest. */
static uint32_t most_control_lineages(const retort_suspect *s)
{
    uint32_t most = 0;

    for (size_t i = 0; i < s->candidate_count; i++) {
        const retort_candidate *c = &s->candidates[i];

        if (isfinite(retort_column_p(c)) && c->control_suspect_lineages > most)
            most = c->control_suspect_lineages;
    }
    return most;
}

static void say_standing_out(const retort_speech *p)
{
    uint32_t scaled = 0;
    uint32_t count = 0;

    for (size_t i = 0; i < p->s->candidate_count; i++) {
        const retort_candidate *c = &p->s->candidates[i];

        count += stands_out(c);
        scaled += c->rank_distilled > 0 && retort_column_has_controls(c) &&
                  isfinite(c->percentile);
    }
    retort_say_label(p, "Standing out");
    if (scaled == 0) {
        retort_say(
            p, "No reference has control suspects enough to say whether its "
               "score stands out.");
    } else if (count == 0) {
        retort_buf_printf(p->out,
                          "None of the %" PRIu32
                          " references with control suspects is above 95 %% of "
                          "them: none stands out.",
                          scaled);
    } else {
        retort_buf_printf(p->out,
                          "Of %" PRIu32
                          " references with control suspects, %" PRIu32
                          " %s out, above 95 %% of them or more: ",
                          scaled, count, count == 1 ? "stands" : "stand");
        say_names_standing_out(p, count);
        retort_say(p, ". By chance alone about one reference in twenty would.");
    }
    if (retort_column_has_p(p->s))
        retort_say_floor(p, most_control_lineages(p->s),
                         p->s->ranked_references);
    retort_say_end(p);
}

bool retort_finding_is_beaten(const retort_suspect *s,
                              const retort_candidate *top)
{
    if (retort_column_ranked_count(s) < 2)
        return false;
    return retort_column_place(s, top, RETORT_SCORE_HUB) == 1 ||
           retort_column_place(s, top, RETORT_SCORE_LENGTH) == 1;
}

static void say_place(const retort_speech *p, uint32_t place)
{
    if (place > 0)
        retort_buf_printf(p->out, " place %" PRIu32 " of %" PRIu32, place,
                          retort_column_ranked_count(p->s));
    else
        retort_say(p, " no place, for want of that score");
}

static void say_baselines(const retort_speech *p, const retort_candidate *top)
{
    uint32_t hub = retort_column_place(p->s, top, RETORT_SCORE_HUB);
    uint32_t length = retort_column_place(p->s, top, RETORT_SCORE_LENGTH);

    retort_say_label(p, "Baselines");
    if (retort_column_ranked_count(p->s) < 2) {
        retort_say(p,
                   "With a single reference there is no ranking to hold "
                   "against hub and length; only its percentile can be read.");
        retort_say_end(p);
        return;
    }
    retort_say(p, "Hub alone, which never looks at the suspect, gives ");
    retort_say_name(p, top->model);
    say_place(p, hub);
    retort_say(p, "; reply lengths alone give it");
    say_place(p, length);
    retort_say(p, ". ");
    if (hub != 1 && length != 1) {
        retort_say(p, hub + length == 0
                          ? "Without baselines the ranking has nothing "
                            "to be held against."
                          : "No baseline that is known puts it first.");
    } else {
        retort_say_strongly(p, "The top reference does not beat its baselines");
        retort_say(
            p, ": a score that cannot know about distillation puts it first as "
               "well, so its rank says little.");
    }
    retort_say_end(p);
}

void retort_finding_write(retort_buf *out, const retort_suspect *s,
                          const retort_finding_form *form)
{
    retort_speech p = {out, s, form};
    const retort_candidate *top = retort_column_ranked(s, 1);

    say_kin(&p);
    say_reuse(&p);
    if (top) {
        say_ranking(&p, top);
        say_standing_out(&p);
        say_baselines(&p, top);
    } else {
        retort_say_label(&p, "Distilled");
        retort_say(
            &p, "No reference has a profile score, so this report says nothing "
                "about it.");
        retort_say_end(&p);
    }
    retort_say_always(&p);
}
