#include "report/finding.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "report/columns.h"
#include "report/number.h"

enum { NAMES_SHOWN = 4, RUNNERS_UP = 2 };

typedef struct speech {
    retort_buf *out;
    const retort_suspect *s;
    const retort_finding_form *form;
} speech;

static void say(const speech *p, const char *ours)
{
    retort_buf_puts(p->out, ours);
}

static void say_name(const speech *p, const char *name)
{
    say(p, p->form->name_open);
    p->form->foreign(p->out, name);
    say(p, p->form->name_close);
}

static void say_foreign(const speech *p, const char *text)
{
    p->form->foreign(p->out, text);
}

static void say_number(const speech *p, double value, int decimals)
{
    if (!retort_number_fixed(p->out, value, decimals))
        say(p, "not known");
}

static void say_score(const speech *p, const retort_candidate *c,
                      retort_score score)
{
    const retort_column *column = retort_column_about(score);

    say_number(p, c->score[score] * column->factor, column->decimals);
}

static void say_count(const speech *p, uint64_t count, const char *one,
                      const char *many)
{
    retort_buf_printf(p->out, "%" PRIu64 " %s", count, count == 1 ? one : many);
}

static void say_label(const speech *p, const char *label)
{
    say(p, p->form->open);
    say(p, label);
    say(p, p->form->middle);
}

static void say_end(const speech *p)
{
    say(p, p->form->close);
}

const char *retort_finding_limits(void)
{
    return "This does not exclude a common teacher; direction of copying is "
           "not inferred.";
}

/* Nearest by the scores for kin: said first, it explains likeness otherwise. */
static void say_kin(const speech *p)
{
    const retort_candidate *c = retort_column_ranked_kin(p->s, 1);

    say_label(p, "Same or tuned");
    if (!c) {
        say(p, "No model has a residual cosine, so this report says nothing "
               "about them.");
        say_end(p);
        return;
    }
    say(p, "By residual cosine the nearest model is ");
    say_name(p, c->model);
    say(p, " (");
    say_score(p, c, RETORT_SCORE_RESIDUAL);
    if (isfinite(c->score[RETORT_SCORE_PMZ])) {
        say(p, ", PMZ ");
        say_score(p, c, RETORT_SCORE_PMZ);
    }
    say(p, "), lineage ");
    say_foreign(p, c->lineage);
    say(p, c->is_own_lineage ? ", which is the suspect's own lineage. " : ". ");
    say(p, "The same model under another name, or a model tuned from the same "
           "weights, would explain likeness without distillation: look here "
           "first.");
    say_end(p);
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

static void say_reuse(const speech *p)
{
    uint32_t flagged;
    const retort_candidate *most = most_reused(p->s, &flagged);

    if (!retort_column_is_used(p->s, RETORT_SCORE_REUSE))
        return;
    say_label(p, "Copied replies");
    if (!most) {
        say(p, "No model reaches the flag of 5 % of shared prompts.");
        say_end(p);
        return;
    }
    say(p, p->form->strong_open);
    say_count(p, flagged, "model reaches", "models reach");
    say(p, " the flag of 5 % of shared prompts");
    say(p, p->form->strong_close);
    say(p, flagged == 1 ? ": " : ", most of all ");
    say_name(p, most->model);
    say(p, " with ");
    say_score(p, most, RETORT_SCORE_REUSE);
    say(p, " %. Replies taken over word for word explain likeness in another "
           "way.");
    say_end(p);
}

static void say_percentile(const speech *p, const retort_candidate *c)
{
    if (!isfinite(c->percentile)) {
        say(p, "; its percentile is not known");
        return;
    }
    say(p, ", above ");
    say_number(p, c->percentile, 1);
    if (retort_column_has_controls(c)) {
        say(p, " % of ");
        say_count(p, c->control_suspects, "control suspect",
                  "control suspects");
        say(p, " (");
        say_count(p, c->control_suspect_lineages, "lineage", "lineages");
        say(p, ", weighing equally)");
    } else {
        say(p, " % of the other references (it has too few control suspects "
               "for a scale of its own)");
    }
}

static void say_runners_up(const speech *p)
{
    for (uint32_t rank = 2; rank < 2 + RUNNERS_UP; rank++) {
        const retort_candidate *c = retort_column_ranked(p->s, rank);

        if (!c)
            break;
        say(p, rank == 2 ? " Next: " : ", ");
        say_name(p, c->model);
        say(p, " (");
        say_score(p, c, RETORT_SCORE_PROFILE);
        say(p, ")");
    }
    if (retort_column_ranked(p->s, 2))
        say(p, ".");
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

static void say_rival(const speech *p, const retort_candidate *top)
{
    const retort_candidate *rival = find_rival(p->s, top);

    if (!rival)
        return;
    say(p, " The nearest reference of another lineage is ");
    say_name(p, rival->model);
    say(p, ", ");
    say_number(p,
               top->score[RETORT_SCORE_PROFILE] -
                   rival->score[RETORT_SCORE_PROFILE],
               3);
    say(p, " lower.");
}

static void say_ranking(const speech *p, const retort_candidate *top)
{
    uint32_t count = retort_column_ranked_count(p->s);

    say_label(p, "Distilled");
    if (count == 1)
        say(p, "The one reference compared, ");
    else
        retort_buf_printf(
            p->out, "By profile the nearest of %" PRIu32 " references is ",
            count);
    say_name(p, top->model);
    say(p, count == 1 ? ", has profile " : " with ");
    say_score(p, top, RETORT_SCORE_PROFILE);
    say_percentile(p, top);
    say(p, ".");
    if (top->is_own_lineage)
        say(p, " It is of the suspect's own lineage, where likeness is "
               "expected.");
    say_runners_up(p);
    say_rival(p, top);
    say_end(p);
}

static bool stands_out(const retort_candidate *c)
{
    return c->rank_distilled > 0 && retort_column_has_controls(c) &&
           c->percentile >= RETORT_STANDS_OUT;
}

/* The first few that stand out; references come by rank. */
static void say_names_standing_out(const speech *p, uint32_t count)
{
    uint32_t named = 0;

    for (size_t i = 0; i < p->s->candidate_count && named < NAMES_SHOWN; i++) {
        const retort_candidate *c = &p->s->candidates[i];

        if (!stands_out(c))
            continue;
        say(p, named ? ", " : "");
        say_name(p, c->model);
        named++;
    }
    if (count > named)
        retort_buf_printf(p->out, " and %" PRIu32 " more", count - named);
}

static void say_standing_out(const speech *p)
{
    uint32_t scaled = 0;
    uint32_t count = 0;

    for (size_t i = 0; i < p->s->candidate_count; i++) {
        const retort_candidate *c = &p->s->candidates[i];

        count += stands_out(c);
        scaled += c->rank_distilled > 0 && retort_column_has_controls(c) &&
                  isfinite(c->percentile);
    }
    say_label(p, "Standing out");
    if (scaled == 0) {
        say(p, "No reference has control suspects enough to say whether its "
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
        say(p, ". By chance alone about one reference in twenty would.");
    }
    say_end(p);
}

bool retort_finding_is_beaten(const retort_suspect *s,
                              const retort_candidate *top)
{
    if (retort_column_ranked_count(s) < 2)
        return false;
    return retort_column_place(s, top, RETORT_SCORE_HUB) == 1 ||
           retort_column_place(s, top, RETORT_SCORE_LENGTH) == 1;
}

static void say_place(const speech *p, uint32_t place)
{
    if (place > 0)
        retort_buf_printf(p->out, " place %" PRIu32 " of %" PRIu32, place,
                          retort_column_ranked_count(p->s));
    else
        say(p, " no place, for want of that score");
}

static void say_baselines(const speech *p, const retort_candidate *top)
{
    uint32_t hub = retort_column_place(p->s, top, RETORT_SCORE_HUB);
    uint32_t length = retort_column_place(p->s, top, RETORT_SCORE_LENGTH);

    say_label(p, "Baselines");
    if (retort_column_ranked_count(p->s) < 2) {
        say(p, "With a single reference there is no ranking to hold "
               "against hub and length; only its percentile can be read.");
        say_end(p);
        return;
    }
    say(p, "Hub alone, which never looks at the suspect, gives ");
    say_name(p, top->model);
    say_place(p, hub);
    say(p, "; reply lengths alone give it");
    say_place(p, length);
    say(p, ". ");
    if (hub != 1 && length != 1) {
        say(p, hub + length == 0 ? "Without baselines the ranking has nothing "
                                   "to be held against."
                                 : "No baseline that is known puts it first.");
    } else {
        say(p, p->form->strong_open);
        say(p, "The top reference does not beat its baselines");
        say(p, p->form->strong_close);
        say(p, ": a score that cannot know about distillation puts it first as "
               "well, so its rank says little.");
    }
    say_end(p);
}

void retort_finding_write(retort_buf *out, const retort_suspect *s,
                          const retort_finding_form *form)
{
    speech p = {out, s, form};
    const retort_candidate *top = retort_column_ranked(s, 1);

    say_kin(&p);
    say_reuse(&p);
    if (top) {
        say_ranking(&p, top);
        say_standing_out(&p);
        say_baselines(&p, top);
    } else {
        say_label(&p, "Distilled");
        say(&p, "No reference has a profile score, so this report says nothing "
                "about it.");
        say_end(&p);
    }
    say_label(&p, "Always");
    say(&p, retort_finding_limits());
    say_end(&p);
}
