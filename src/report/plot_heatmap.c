#include "report/plot_heatmap.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "report/codepoint.h"
#include "report/escape.h"
#include "report/html.h"
#include "report/svg.h"

enum {
    LABEL_COLUMNS = 30,
    TIPS_MAX = 64, /* larger maps carry no tip in each cell */
    LEGEND = 64,   /* height of the scale below the map */
    SWATCH = 34,
    PAD = 8,
};

/* Sizes that follow from the number of rows. */
typedef struct layout {
    double cell;
    double left; /* room for names at the left and above */
    double top;
    const char *label_class;
} layout;

void retort_heatmap_range(const retort_heatmap *map, double *low, double *high)
{
    *low = (double)NAN;
    *high = (double)NAN;
    for (size_t i = 0; i < map->size; i++) {
        for (size_t j = 0; j < map->size; j++) {
            double v = map->values[i * map->size + j];

            if (i == j || !isfinite(v))
                continue;
            if (!(v >= *low))
                *low = v;
            if (!(v <= *high))
                *high = v;
        }
    }
}

static layout layout_of(const retort_heatmap *map)
{
    layout l = {17, 0, 0, "name"};
    size_t longest = 0;
    double advance = 6.6;

    if (map->size > 50) {
        l.cell = 12;
        l.label_class = "name small";
        advance = 5.4;
    }
    for (size_t i = 0; i < map->size; i++) {
        size_t columns =
            retort_codepoint_columns(retort_span_of(map->labels[i]));

        if (columns > longest)
            longest = columns;
    }
    if (longest > LABEL_COLUMNS)
        longest = LABEL_COLUMNS;
    l.left = PAD + (double)longest * advance;
    l.top = l.left;
    return l;
}

static int step_of(double value, double low, double high)
{
    int step;

    if (!(high > low))
        return RETORT_HEATMAP_STEPS / 2;
    step = (int)((value - low) / (high - low) * RETORT_HEATMAP_STEPS);
    return step < RETORT_HEATMAP_STEPS ? step : RETORT_HEATMAP_STEPS - 1;
}

static const char *class_of(bool is_self, double value, double low, double high)
{
    static const char *const STEP[RETORT_HEATMAP_STEPS] = {
        "h0", "h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8"};

    if (is_self)
        return "hself";
    if (!isfinite(value))
        return "hnone";
    return STEP[step_of(value, low, high)];
}

static void draw_cell(retort_buf *out, const retort_heatmap *map,
                      const layout *l, size_t i, size_t j, const char *cls)
{
    double gap = l->cell > 14 ? 1 : 0.6;
    bool has_tip = map->size <= TIPS_MAX;

    if (has_tip) {
        retort_svg_tip_open(out);
        retort_escape_html(out, map->labels[i]);
        retort_buf_puts(out, " / ");
        retort_escape_html(out, map->labels[j]);
        retort_buf_puts(out, ": ");
        retort_html_number(out, map->values[i * map->size + j], 3);
        retort_svg_tip_shape(out);
    }
    retort_svg_rect(out, l->left + l->cell * (double)j,
                    l->top + l->cell * (double)i, l->cell - gap, l->cell - gap,
                    cls);
    if (has_tip)
        retort_svg_tip_close(out);
}

static void draw_cells(retort_buf *out, const retort_heatmap *map,
                       const layout *l)
{
    double low;
    double high;

    retort_heatmap_range(map, &low, &high);
    for (size_t i = 0; i < map->size; i++) {
        for (size_t j = 0; j < map->size; j++) {
            double v = map->values[i * map->size + j];

            draw_cell(out, map, l, i, j, class_of(i == j, v, low, high));
        }
        retort_buf_puts(out, "\n");
    }
}

static void draw_labels(retort_buf *out, const retort_heatmap *map,
                        const layout *l)
{
    for (size_t i = 0; i < map->size; i++) {
        double at = l->cell * ((double)i + 0.5) + 3.5;

        retort_svg_text_open(out, l->left - 6, l->top + at, RETORT_SVG_END,
                             l->label_class);
        retort_html_short(out, map->labels[i], LABEL_COLUMNS);
        retort_svg_text_close(out);
        retort_svg_text_open(out, l->left + at, l->top - 6, RETORT_SVG_UPWARD,
                             l->label_class);
        retort_html_short(out, map->labels[i], LABEL_COLUMNS);
        retort_svg_text_close(out);
        retort_buf_puts(out, "\n");
    }
}

/* A line wherever the lineage changes, over both axes. */
static void draw_borders(retort_buf *out, const retort_heatmap *map,
                         const layout *l)
{
    double far = l->cell * (double)map->size;

    for (size_t i = 1; i < map->size; i++) {
        double at = l->cell * (double)i - 0.5;

        if (strcmp(map->lineages[i], map->lineages[i - 1]) == 0)
            continue;
        retort_svg_line(out, l->left - 4, l->top + at, l->left + far,
                        l->top + at, "part");
        retort_svg_line(out, l->left + at, l->top - 4, l->left + at,
                        l->top + far, "part");
    }
    retort_buf_puts(out, "\n");
}

static void draw_scale_end(retort_buf *out, double x, double y, double value)
{
    retort_svg_text_open(out, x, y, RETORT_SVG_MIDDLE, "tick");
    retort_html_number(out, value, 2);
    retort_svg_text_close(out);
}

static void draw_scale(retort_buf *out, const retort_heatmap *map, double x,
                       double y)
{
    double low;
    double high;

    retort_heatmap_range(map, &low, &high);
    if (!(high > low))
        return;
    for (int i = 0; i < RETORT_HEATMAP_STEPS; i++) {
        double middle = low + (high - low) * (i + 0.5) / RETORT_HEATMAP_STEPS;

        retort_svg_rect(out, x + SWATCH * i, y, SWATCH, 12,
                        class_of(false, middle, low, high));
    }
    for (int i = 0; i <= RETORT_HEATMAP_STEPS; i += 3)
        draw_scale_end(out, x + SWATCH * i, y + 26,
                       low + (high - low) * i / RETORT_HEATMAP_STEPS);
    x += SWATCH * RETORT_HEATMAP_STEPS + 24;
    retort_svg_text(out, x, y + 10, RETORT_SVG_START, "lab",
                    "likeness, from far to near");
    retort_svg_rect(out, x, y + 17, 12, 12, "hself");
    retort_svg_text(out, x + 18, y + 27, RETORT_SVG_START, "lab",
                    "the model itself");
}

void retort_plot_heatmap(retort_buf *out, const retort_heatmap *map,
                         const char *id)
{
    const retort_svg_name name = {
        id, "Likeness of the references among each other",
        "A square for each pair of references, in order of lineage; the scale "
        "stands below. The table below the picture holds the numbers."};
    layout l = layout_of(map);
    double far = l.cell * (double)map->size;
    double scale_width = SWATCH * RETORT_HEATMAP_STEPS + 220;
    double width = far > scale_width ? far : scale_width;

    retort_svg_open(out, &name, l.left + width + PAD, l.top + far + LEGEND);
    draw_labels(out, map, &l);
    draw_cells(out, map, &l);
    draw_borders(out, map, &l);
    draw_scale(out, map, l.left, l.top + far + 18);
    retort_svg_close(out);
}
