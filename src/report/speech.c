#include "report/speech.h"

#include <inttypes.h>
#include <math.h>

#include "report/columns.h"
#include "report/number.h"

/* The p that readers ask for. */
#define P_WANTED 0.05

void retort_say(const retort_speech *p, const char *ours)
{
    retort_buf_puts(p->out, ours);
}

void retort_say_name(const retort_speech *p, const char *name)
{
    retort_say(p, p->form->name_open);
    p->form->foreign(p->out, name);
    retort_say(p, p->form->name_close);
}

void retort_say_foreign(const retort_speech *p, const char *text)
{
    p->form->foreign(p->out, text);
}

void retort_say_number(const retort_speech *p, double value, int decimals)
{
    if (!retort_number_fixed(p->out, value, decimals))
        retort_say(p, "not known");
}

void retort_say_score(const retort_speech *p, const retort_candidate *c,
                      retort_score score)
{
    const retort_column *column = retort_column_about(score);

    retort_say_number(p, c->score[score] * column->factor, column->decimals);
}

void retort_say_count(const retort_speech *p, uint64_t count, const char *one,
                      const char *many)
{
    retort_buf_printf(p->out, "%" PRIu64 " %s", count, count == 1 ? one : many);
}

void retort_say_label(const retort_speech *p, const char *label)
{
    retort_say(p, p->form->open);
    retort_say(p, label);
    retort_say(p, p->form->middle);
}

void retort_say_end(const retort_speech *p)
{
    retort_say(p, p->form->close);
}

void retort_say_percentile(const retort_speech *p, const retort_candidate *c)
{
    if (!isfinite(c->percentile)) {
        retort_say(p, "; its percentile is not known");
        return;
    }
    retort_say(p, ", above ");
    retort_say_number(p, c->percentile, 1);
    if (retort_column_has_controls(c)) {
        retort_say(p, " % of ");
        retort_say_count(p, c->control_suspects, "control suspect",
                         "control suspects");
        retort_say(p, " (");
        retort_say_count(p, c->control_suspect_lineages, "lineage", "lineages");
        retort_say(p, ", weighing equally)");
    } else {
        retort_say(
            p, " % of the other references (it has too few control suspects "
               "for a scale of its own)");
    }
}

void retort_say_floor(const retort_speech *p, uint32_t lineages,
                      uint32_t references)
{
    double least = 1.0 / ((double)lineages + 1.0);
    double holm = least * (references > 1 ? (double)references : 1.0);

    if (holm <= P_WANTED)
        return;
    retort_buf_printf(p->out,
                      " With %" PRIu32 " control %s p cannot fall below ",
                      lineages, lineages == 1 ? "lineage" : "lineages");
    retort_say_number(p, least, 3);
    if (references > 1) {
        retort_buf_printf(
            p->out, ", and after Holm over %" PRIu32 " references not below ",
            references);
        retort_say_number(p, holm < 1 ? holm : 1.0, 3);
    }
    retort_say(p, ": .05 cannot be reached.");
}

void retort_say_strongly(const retort_speech *p, const char *ours)
{
    retort_say(p, p->form->strong_open);
    retort_say(p, ours);
    retort_say(p, p->form->strong_close);
}

void retort_say_always(const retort_speech *p)
{
    retort_say_label(p, "Always");
    retort_say(p, retort_finding_limits());
    retort_say_end(p);
}
