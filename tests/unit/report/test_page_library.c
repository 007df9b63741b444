#include "report/page.h"

#include "report/plot_heatmap.h"
#include "support/report_test.h"

static void library__has_a_picture_and_its_numbers(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_library(test_out(), &s->heatmap);
    assert_written("<section id=\"library\">");
    assert_int_equal(test_count(test_text(), "<td class=\"n\">"),
                     SAMPLE_REFERENCES * SAMPLE_REFERENCES);
    retort_screening_free(s);
}

static void library__is_left_out_when_empty(void **state)
{
    const retort_heatmap none = {0};

    (void)state;
    retort_page_library(test_out(), &none);
    assert_string_equal(test_text(), "");
}

static void library__is_not_drawn_when_nobody_could_read_it(void **state)
{
    enum { MAX = RETORT_HEATMAP_DRAWN_MAX };
    static const char *names[MAX + 1];
    static double values[(MAX + 1) * (MAX + 1)];
    retort_heatmap map = {names, names, values, 0};

    (void)state;
    for (size_t i = 0; i <= MAX; i++)
        names[i] = "m";
    for (map.size = MAX - 1; map.size <= MAX + 1; map.size++) {
        retort_page_library(test_out(), &map);
        assert_int_equal(strstr(test_text(), "<svg") != NULL, map.size <= MAX);
    }
    assert_written("161 references are too many to draw");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(library__has_a_picture_and_its_numbers),
        cmocka_unit_test(library__is_left_out_when_empty),
        cmocka_unit_test(library__is_not_drawn_when_nobody_could_read_it),
    };

    return cmocka_run_group_tests_name("page_library", tests, NULL,
                                       test_release);
}
