#include "report/html.h"
#include "report/page.h"
#include "report/plot_heatmap.h"

static void put_numbers(retort_buf *out, const retort_heatmap *map)
{
    retort_buf_puts(out,
                    "<details>\n<summary>Numbers of the picture</summary>\n");
    retort_html_table_open(out, "library-numbers",
                           "Likeness of each pair of references");
    retort_buf_puts(out, "<thead><tr>");
    retort_html_head(out, "", "Reference");
    for (size_t j = 0; j < map->size; j++) {
        retort_buf_puts(out, "<th scope=\"col\" class=\"n\">");
        retort_html_foreign(out, map->labels[j]);
        retort_buf_puts(out, "</th>");
    }
    retort_buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < map->size; i++) {
        retort_buf_puts(out, "<tr><th scope=\"row\">");
        retort_html_foreign(out, map->labels[i]);
        retort_buf_puts(out, "</th>");
        for (size_t j = 0; j < map->size; j++)
            retort_html_cell_number(out, map->values[i * map->size + j], 2);
        retort_buf_puts(out, "</tr>\n");
    }
    retort_buf_puts(out, "</tbody>\n");
    retort_html_table_close(out);
    retort_buf_puts(out, "</details>\n");
}

void retort_page_library(retort_buf *out, const retort_heatmap *map)
{
    if (map->size == 0)
        return;
    retort_buf_puts(
        out, "<section id=\"library\">\n<h2>The library</h2>\n"
             "<p>How near the references are to each other, by profile "
             "over one common background, in order of lineage; lines "
             "part the lineages. A reference that is near to many others "
             "is hard to tell from them.</p>\n");
    if (map->size > RETORT_HEATMAP_DRAWN_MAX) {
        retort_buf_printf(out,
                          "<p class=\"quiet\">%zu references are too many to "
                          "draw; the JSON form of this result holds the "
                          "numbers.</p>\n</section>\n",
                          map->size);
        return;
    }
    retort_buf_puts(out, "<figure class=\"scroll\">\n");
    retort_plot_heatmap(out, map, "library-map");
    retort_buf_puts(out, "</figure>\n");
    put_numbers(out, map);
    retort_buf_puts(out, "</section>\n");
}
