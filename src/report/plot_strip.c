#include "report/plot_strip.h"

#include <math.h>

#include "report/escape.h"
#include "report/html.h"
#include "report/number.h"
#include "report/svg.h"

enum {
    WIDTH = 880,
    LABEL_END = 216, /* right end of the names */
    LEFT = 232,      /* of the axis */
    RIGHT = 810,
    TOP = 44, /* of the first row; the legend stands above */
    ROW = 56,
    SPREAD = 11, /* points lie this far above and below the middle */
    BOX = 9,     /* half height of the box between the quartiles */
    LABEL_COLUMNS = 28,
    TICKS = 7,
};

double retort_strip_quantile(const retort_strip *strip, double share)
{
    double at;
    size_t i;

    if (strip->point_count == 0)
        return (double)NAN;
    at = share * (double)(strip->point_count - 1);
    i = (size_t)at;
    if (i + 1 >= strip->point_count)
        return strip->points[strip->point_count - 1].score;
    at -= (double)i;
    return strip->points[i].score * (1 - at) + strip->points[i + 1].score * at;
}

size_t retort_strip_above(const retort_strip *strip)
{
    size_t above = 0;

    for (size_t i = 0; i < strip->point_count; i++)
        above += strip->points[i].score > strip->suspect_score;
    return above;
}

static void widen(double value, double *low, double *high)
{
    if (!isfinite(value))
        return;
    if (!(value >= *low))
        *low = value;
    if (!(value <= *high))
        *high = value;
}

static retort_svg_scale scale_of(const retort_suspect *s, size_t drawn)
{
    double low = (double)NAN;
    double high = (double)NAN;

    for (size_t i = 0; i < drawn; i++) {
        const retort_strip *strip = &s->strips[i];

        widen(strip->suspect_score, &low, &high);
        for (size_t j = 0; j < strip->point_count; j++)
            widen(strip->points[j].score, &low, &high);
    }
    return retort_svg_scale_over(low, high, TICKS);
}

static double x_of(const retort_svg_scale *scale, double value)
{
    return retort_svg_scale_at(scale, value, LEFT, RIGHT);
}

/* Steps of the golden ratio fill the width evenly, whatever the count. */
static double spread_of(size_t i)
{
    double at = (double)i * 0.61803398875 + 0.5;

    return (at - floor(at) - 0.5) * 2 * SPREAD;
}

static void draw_legend(retort_buf *out)
{
    retort_svg_circle(out, LEFT + 4, 14, 3.2, "pt");
    retort_svg_text(out, LEFT + 13, 18, RETORT_SVG_START, "lab",
                    "control suspect");
    retort_svg_rect(out, LEFT + 136, 8, 26, 12, "box");
    retort_svg_line(out, LEFT + 149, 8, LEFT + 149, 20, "med");
    retort_svg_text(out, LEFT + 170, 18, RETORT_SVG_START, "lab",
                    "middle half and median");
    retort_svg_diamond(out, LEFT + 334, 14, 5.5, "sus");
    retort_svg_text(out, LEFT + 345, 18, RETORT_SVG_START, "lab",
                    "the suspect");
    retort_svg_text(out, WIDTH - 4, 18, RETORT_SVG_END, "lab", "controls");
}

static void draw_axis(retort_buf *out, const retort_svg_scale *scale,
                      double bottom)
{
    for (long i = scale->first; i <= scale->last; i++) {
        double value = (double)i * scale->step;
        double x = x_of(scale, value);

        retort_svg_line(out, x, TOP - 10, x, bottom, i == 0 ? "zero" : "grid");
        retort_svg_text_open(out, x, bottom + 16, RETORT_SVG_MIDDLE, "tick");
        retort_html_number(out, value, scale->decimals);
        retort_svg_text_close(out);
        retort_buf_puts(out, "\n");
    }
    retort_svg_text(out, (LEFT + RIGHT) / 2.0, bottom + 36, RETORT_SVG_MIDDLE,
                    "lab", "profile score: higher is closer");
}

static void draw_label(retort_buf *out, const retort_strip *strip, double y)
{
    retort_svg_tip_open(out);
    retort_escape_html(out, strip->reference);
    retort_svg_tip_shape(out);
    retort_svg_text_open(out, LABEL_END, y + 4, RETORT_SVG_END, "name");
    retort_html_short(out, strip->reference, LABEL_COLUMNS);
    retort_svg_text_close(out);
    retort_svg_tip_close(out);
    retort_svg_text_open(out, WIDTH - 4, y + 4, RETORT_SVG_END, "tick");
    retort_number_count(out, strip->point_count);
    retort_svg_text_close(out);
}

static void draw_box(retort_buf *out, const retort_strip *strip,
                     const retort_svg_scale *scale, double y)
{
    double low = x_of(scale, retort_strip_quantile(strip, 0.25));
    double high = x_of(scale, retort_strip_quantile(strip, 0.75));
    double mid = x_of(scale, retort_strip_quantile(strip, 0.5));

    if (!isfinite(low) || !isfinite(high) || !isfinite(mid))
        return;
    retort_svg_rect(out, low, y - BOX, high > low ? high - low : 0, 2.0 * BOX,
                    "box");
    retort_svg_line(out, mid, y - BOX, mid, y + BOX, "med");
    retort_buf_puts(out, "\n");
}

static void draw_points(retort_buf *out, const retort_strip *strip,
                        const retort_svg_scale *scale, double y)
{
    for (size_t i = 0; i < strip->point_count; i++) {
        const retort_strip_point *p = &strip->points[i];

        if (!isfinite(p->score))
            continue;
        retort_svg_tip_open(out);
        retort_escape_html(out, p->model);
        retort_buf_puts(out, " (");
        retort_escape_html(out, p->lineage);
        retort_buf_puts(out, "): ");
        retort_html_number(out, p->score, 3);
        retort_svg_tip_shape(out);
        retort_svg_circle(out, x_of(scale, p->score), y + spread_of(i), 3.2,
                          "pt");
        retort_svg_tip_close(out);
    }
}

static void draw_suspect(retort_buf *out, const retort_strip *strip,
                         const retort_svg_scale *scale, double y)
{
    double x = x_of(scale, strip->suspect_score);

    if (!isfinite(x))
        return;
    retort_svg_line(out, x, y - 17, x, y + 17, "susline");
    retort_svg_diamond(out, x, y, 6, "sus");
    retort_svg_text_open(out, x, y - 20, RETORT_SVG_MIDDLE, "susnum");
    retort_html_number(out, strip->suspect_score, 3);
    retort_svg_text_close(out);
    retort_buf_puts(out, "\n");
}

void retort_plot_strip(retort_buf *out, const retort_suspect *s, const char *id)
{
    size_t drawn = s->strip_count < RETORT_STRIPS_DRAWN_MAX
                       ? s->strip_count
                       : RETORT_STRIPS_DRAWN_MAX;
    retort_svg_scale scale = scale_of(s, drawn);
    double bottom = TOP + ROW * (double)drawn + 4;
    const retort_svg_name name = {
        id, "Profile scores of the top references",
        "One row for each reference: a point for each control suspect, a box "
        "over the middle half of them with a line at the median, and a diamond "
        "at the score of the suspect. The table below holds the numbers."};

    retort_svg_open(out, &name, WIDTH, bottom + 46);
    draw_legend(out);
    draw_axis(out, &scale, bottom);
    for (size_t i = 0; i < drawn; i++) {
        double y = TOP + ROW * ((double)i + 0.5) + 6;

        draw_label(out, &s->strips[i], y);
        draw_box(out, &s->strips[i], &scale, y);
        draw_points(out, &s->strips[i], &scale, y);
        draw_suspect(out, &s->strips[i], &scale, y);
    }
    retort_svg_close(out);
}
