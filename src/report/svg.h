/**
 * @file report/svg.h
 * The few shapes that our plots are made of, as inline SVG.
 *
 * Coordinates are written with one decimal, so that the bytes are the same
 * everywhere. Looks come from classes of the page's style sheet; there are no
 * style attributes and no colours here. Text given to these functions is ours;
 * foreign text goes between an open and a close call, through
 * retort_escape_html().
 */
#ifndef REPORT_SVG_H
#define REPORT_SVG_H

#include "base/buf.h"

/** What a picture is called: read out in place of it. Both are our text. */
typedef struct retort_svg_name {
    const char *id; /**< unique in the page, [a-z0-9-] */
    const char *title;
    const char *desc;
} retort_svg_name;

/** Begin a picture of that size in its own units. */
void retort_svg_open(retort_buf *out, const retort_svg_name *name, double width,
                     double height);

/** End it. */
void retort_svg_close(retort_buf *out);

void retort_svg_rect(retort_buf *out, double x, double y, double width,
                     double height, const char *cls);

void retort_svg_line(retort_buf *out, double x1, double y1, double x2,
                     double y2, const char *cls);

void retort_svg_circle(retort_buf *out, double x, double y, double radius,
                       const char *cls);

/** A square on its corner, @p radius from middle to corner. */
void retort_svg_diamond(retort_buf *out, double x, double y, double radius,
                        const char *cls);

/** How a text stands at its point. */
typedef enum retort_svg_anchor {
    RETORT_SVG_START,
    RETORT_SVG_MIDDLE,
    RETORT_SVG_END,
    RETORT_SVG_UPWARD, /**< turned, reading upward from its point */
} retort_svg_anchor;

/** Begin a text; its content follows. */
void retort_svg_text_open(retort_buf *out, double x, double y,
                          retort_svg_anchor anchor, const char *cls);

void retort_svg_text_close(retort_buf *out);

/** A whole text of ours. */
void retort_svg_text(retort_buf *out, double x, double y,
                     retort_svg_anchor anchor, const char *cls,
                     const char *ours);

/**
 * A shape with a tip that shows when it is pointed at: open, the text of the
 * tip, retort_svg_tip_shape(), the shape, close.
 */
void retort_svg_tip_open(retort_buf *out);
void retort_svg_tip_shape(retort_buf *out);
void retort_svg_tip_close(retort_buf *out);

/** A round scale over a range: tick i stands at i * step. */
typedef struct retort_svg_scale {
    double low; /**< of the data, widened to a tick */
    double high;
    long first; /**< number of the lowest tick */
    long last;
    double step;
    int decimals; /**< that tick labels need */
} retort_svg_scale;

/**
 * Choose ticks at 1, 2 or 5 times a power of ten, about @p wanted of them, that
 * enclose low..high. A range of no width is widened; what is no range, or
 * reaches beyond 1e12, is taken as 0..0.
 */
retort_svg_scale retort_svg_scale_over(double low, double high, int wanted);

/** Where @p value stands between @p from (low) and @p to (high). */
double retort_svg_scale_at(const retort_svg_scale *scale, double value,
                           double from, double to);

#endif /* REPORT_SVG_H */
