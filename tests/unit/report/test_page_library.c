#include "report/page.h"

#include "base/mem.h"
#include "report/plot_heatmap.h"
#include "support/report_test.h"

static void library__is_nothing_without_a_map(void **state)
{
    const retort_heatmap map = {0};

    (void)state;
    retort_page_library(test_out(), &map);
    assert_string_equal(test_text(), "");
}

static void library__shows_picture_and_numbers(void **state)
{
    retort_screening *s = test_small(true);

    (void)state;
    retort_page_library(test_out(), &s->heatmap);
    assert_written("<svg role=\"img\"");
    assert_written("id=\"library-numbers\"");
    assert_int_equal(test_count(test_text(), "<tr>"), 1 + 2);
    assert_not_written("<script>");
    assert_written("&lt;script&gt;");
    retort_screening_free(s);
}

static void show_square(size_t size)
{
    const char **names = retort_mem_new(size, sizeof(*names));
    double *values = retort_mem_new(size * size, sizeof(*values));
    retort_heatmap map = {names, names, values, size};

    assert_true(names && values);
    for (size_t i = 0; i < size; i++)
        names[i] = "n";
    retort_page_library(test_out(), &map);
    retort_mem_free(values);
    retort_mem_free(names);
}

static void library__draws_up_to_its_limit(void **state)
{
    (void)state;
    show_square(RETORT_HEATMAP_DRAWN_MAX - 1);
    assert_written("<svg");
    show_square(RETORT_HEATMAP_DRAWN_MAX);
    assert_written("<svg");
    show_square(RETORT_HEATMAP_DRAWN_MAX + 1);
    assert_not_written("<svg");
    assert_written("161 references are too many to draw");
    assert_written("</section>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(library__is_nothing_without_a_map),
        cmocka_unit_test(library__shows_picture_and_numbers),
        cmocka_unit_test(library__draws_up_to_its_limit),
    };

    return cmocka_run_group_tests_name("page_library", tests, NULL,
                                       test_release);
}
