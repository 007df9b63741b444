#include "report/svg.h"

#include <math.h>

#include "report/number.h"

static void coordinate(retort_buf *out, const char *name, double value)
{
    retort_buf_printf(out, " %s=\"", name);
    (void)retort_number_fixed(out, value, 1);
    retort_buf_puts(out, "\"");
}

static void class_of(retort_buf *out, const char *cls)
{
    retort_buf_printf(out, " class=\"%s\"", cls);
}

void retort_svg_open(retort_buf *out, const retort_svg_name *name, double width,
                     double height)
{
    retort_buf_printf(out,
                      "<svg role=\"img\" aria-labelledby=\"%s-t %s-d\""
                      " viewBox=\"0 0 ",
                      name->id, name->id);
    (void)retort_number_fixed(out, width, 0);
    retort_buf_puts(out, " ");
    (void)retort_number_fixed(out, height, 0);
    retort_buf_puts(out, "\"");
    coordinate(out, "width", width);
    coordinate(out, "height", height);
    retort_buf_printf(out,
                      ">\n<title id=\"%s-t\">%s</title>"
                      "<desc id=\"%s-d\">%s</desc>\n",
                      name->id, name->title, name->id, name->desc);
}

void retort_svg_close(retort_buf *out)
{
    retort_buf_puts(out, "</svg>\n");
}

void retort_svg_rect(retort_buf *out, double x, double y, double width,
                     double height, const char *cls)
{
    retort_buf_puts(out, "<rect");
    coordinate(out, "x", x);
    coordinate(out, "y", y);
    coordinate(out, "width", width);
    coordinate(out, "height", height);
    class_of(out, cls);
    retort_buf_puts(out, "/>");
}

void retort_svg_line(retort_buf *out, double x1, double y1, double x2,
                     double y2, const char *cls)
{
    retort_buf_puts(out, "<line");
    coordinate(out, "x1", x1);
    coordinate(out, "y1", y1);
    coordinate(out, "x2", x2);
    coordinate(out, "y2", y2);
    class_of(out, cls);
    retort_buf_puts(out, "/>");
}

void retort_svg_circle(retort_buf *out, double x, double y, double radius,
                       const char *cls)
{
    retort_buf_puts(out, "<circle");
    coordinate(out, "cx", x);
    coordinate(out, "cy", y);
    coordinate(out, "r", radius);
    class_of(out, cls);
    retort_buf_puts(out, "/>");
}

static void point(retort_buf *out, char command, double x, double y)
{
    retort_buf_printf(out, "%c", command);
    (void)retort_number_fixed(out, x, 1);
    retort_buf_puts(out, " ");
    (void)retort_number_fixed(out, y, 1);
}

void retort_svg_diamond(retort_buf *out, double x, double y, double radius,
                        const char *cls)
{
    retort_buf_puts(out, "<path d=\"");
    point(out, 'M', x, y - radius);
    point(out, 'L', x + radius, y);
    point(out, 'L', x, y + radius);
    point(out, 'L', x - radius, y);
    retort_buf_puts(out, "Z\"");
    class_of(out, cls);
    retort_buf_puts(out, "/>");
}

void retort_svg_text_open(retort_buf *out, double x, double y,
                          retort_svg_anchor anchor, const char *cls)
{
    static const char *const ANCHOR[] = {"start", "middle", "end", "start"};

    retort_buf_puts(out, "<text");
    coordinate(out, "x", x);
    coordinate(out, "y", y);
    retort_buf_printf(out, " text-anchor=\"%s\"", ANCHOR[anchor]);
    if (anchor == RETORT_SVG_UPWARD) {
        retort_buf_puts(out, " transform=\"rotate(-90 ");
        (void)retort_number_fixed(out, x, 1);
        retort_buf_puts(out, " ");
        (void)retort_number_fixed(out, y, 1);
        retort_buf_puts(out, ")\"");
    }
    class_of(out, cls);
    retort_buf_puts(out, ">");
}

void retort_svg_text_close(retort_buf *out)
{
    retort_buf_puts(out, "</text>");
}

void retort_svg_text(retort_buf *out, double x, double y,
                     retort_svg_anchor anchor, const char *cls,
                     const char *ours)
{
    retort_svg_text_open(out, x, y, anchor, cls);
    retort_buf_puts(out, ours);
    retort_svg_text_close(out);
}

void retort_svg_tip_open(retort_buf *out)
{
    retort_buf_puts(out, "<g><title>");
}

void retort_svg_tip_shape(retort_buf *out)
{
    retort_buf_puts(out, "</title>");
}

void retort_svg_tip_close(retort_buf *out)
{
    retort_buf_puts(out, "</g>\n");
}

/* 10^exponent from products only: no library function, no surprise. */
static double power_of_ten(int exponent)
{
    double p = 1;

    for (int i = 0; i < exponent; i++)
        p *= 10;
    return p;
}

static void place_ticks(retort_svg_scale *s, double low, double high)
{
    s->first = (long)floor(low / s->step);
    s->last = (long)ceil(high / s->step);
    s->low = (double)s->first * s->step;
    s->high = (double)s->last * s->step;
}

retort_svg_scale retort_svg_scale_over(double low, double high, int wanted)
{
    enum { DECIMALS_MAX = 6, MAGNITUDE_MAX = 12 };
    static const double ROUND[] = {1, 2, 5};
    retort_svg_scale s = {.step = 1};

    if (!(low <= high) || fabs(low) > 1e12 || fabs(high) > 1e12)
        low = high = 0;
    if (!(high - low > 1e-5)) {
        low -= 0.05;
        high += 0.05;
    }
    for (int d = DECIMALS_MAX; d >= -MAGNITUDE_MAX; d--) {
        for (size_t i = 0; i < sizeof(ROUND) / sizeof(ROUND[0]); i++) {
            s.step = d > 0 ? ROUND[i] / power_of_ten(d)
                           : ROUND[i] * power_of_ten(-d);
            s.decimals = d > 0 ? d : 0;
            if ((high - low) / s.step <= wanted) {
                place_ticks(&s, low, high);
                return s;
            }
        }
    }
    place_ticks(&s, low, high);
    return s;
}

double retort_svg_scale_at(const retort_svg_scale *scale, double value,
                           double from, double to)
{
    double share = (value - scale->low) / (scale->high - scale->low);

    return from + share * (to - from);
}
