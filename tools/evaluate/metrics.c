#include "evaluate/metrics.h"

#include <math.h>

static double weight(const eval_item *item, const uint16_t *times)
{
    return times ? item->weight * (double)times[item->unit] : item->weight;
}

/* Weights of the items [from, *end) that share one group and score. */
struct step {
    double positive;
    double negative;
};

static struct step step_at(const eval_sample *s, const uint16_t *times,
                           size_t from, size_t *end)
{
    struct step w = {0.0, 0.0};
    size_t i = from;

    for (; i < s->count && s->items[i].group == s->items[from].group &&
           s->items[i].score == s->items[from].score;
         i++) {
        if (s->items[i].positive)
            w.positive += weight(&s->items[i], times);
        else
            w.negative += weight(&s->items[i], times);
    }
    *end = i;
    return w;
}

double eval_auc(const eval_sample *s, const uint16_t *times)
{
    double sum = 0.0;
    double all = 0.0;

    for (size_t i = 0; i < s->count;) {
        uint32_t group = s->items[i].group;
        double above = 0.0;
        struct step total = {0.0, 0.0};

        while (i < s->count && s->items[i].group == group) {
            struct step w = step_at(s, times, i, &i);

            above += w.positive * (total.negative + w.negative / 2.0);
            total.positive += w.positive;
            total.negative += w.negative;
        }
        if (total.positive > 0.0 && total.negative > 0.0) {
            double vote = s->equal_groups ? 1.0 : total.positive;

            sum += vote * above / (total.positive * total.negative);
            all += vote;
        }
    }
    return all > 0.0 ? sum / all : (double)NAN;
}

static struct step total_of(const eval_sample *s, const uint16_t *times)
{
    struct step w = {0.0, 0.0};

    for (size_t i = 0; i < s->count; i++) {
        if (s->items[i].positive)
            w.positive += weight(&s->items[i], times);
        else
            w.negative += weight(&s->items[i], times);
    }
    return w;
}

double eval_eer(const eval_sample *s, const uint16_t *times)
{
    struct step total = total_of(s, times);
    double miss = 0.0;  /* share of positives below the threshold */
    double alarm = 1.0; /* share of negatives at or above it */

    if (!(total.positive > 0.0) || !(total.negative > 0.0))
        return (double)NAN;
    for (size_t i = 0; i < s->count;) {
        struct step w = step_at(s, times, i, &i);
        double next_miss = miss + w.positive / total.positive;
        double next_alarm = alarm - w.negative / total.negative;

        if (next_miss >= next_alarm) {
            double gap = alarm - miss;
            double step = gap + next_miss - next_alarm;

            return step > 0.0 ? miss + (next_miss - miss) * gap / step : miss;
        }
        miss = next_miss;
        alarm = next_alarm;
    }
    return miss;
}

static double tpr_at(const eval_sample *s, const uint16_t *times, double most)
{
    static const double ROUNDING = 1e-12;
    struct step total = total_of(s, times);
    double hits = 1.0;
    double alarms = 1.0;

    if (!(total.positive > 0.0) || !(total.negative > 0.0))
        return (double)NAN;
    for (size_t i = 0; i < s->count && alarms > most + ROUNDING;) {
        struct step w = step_at(s, times, i, &i);

        hits -= w.positive / total.positive;
        alarms -= w.negative / total.negative;
    }
    return hits > 0.0 ? hits : 0.0;
}

double eval_tpr_05(const eval_sample *s, const uint16_t *times)
{
    return tpr_at(s, times, 0.05);
}

double eval_tpr_01(const eval_sample *s, const uint16_t *times)
{
    return tpr_at(s, times, 0.01);
}

double eval_share(const eval_sample *s, const uint16_t *times)
{
    struct step total = total_of(s, times);
    double all = total.positive + total.negative;

    return all > 0.0 ? total.positive / all : (double)NAN;
}

double eval_count_share(const eval_sample *s, const uint16_t *times)
{
    double hits = 0.0;
    double all = 0.0;

    for (size_t i = 0; i < s->count; i++) {
        double w = times ? (double)times[s->items[i].unit] : 1.0;

        hits += s->items[i].positive ? w : 0.0;
        all += w;
    }
    return all > 0.0 ? hits / all : (double)NAN;
}
