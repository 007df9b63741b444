#include "report/validation_text.h"

#include "infer/wording.h"
#include "report/codepoint.h"
#include "support/report_test.h"
#include "support/sample_calibration.h"

static void write__tells_what_it_was_made_with(void **state)
{
    retort_calibration *c = sample_calibration(4, false);

    (void)state;
    retort_validation_text_write(c, test_out());
    assert_int_equal(strncmp(test_text(), "# Validation\n\n", 14), 0);
    assert_written("| library              | sample-library.sqlite ");
    assert_written("| seed                 | 20250101 ");
    assert_written("Ridge of the fits 0.0312; a score above");
    retort_calibration_free(c);
}

static void write__has_every_part_for_every_proposition(void **state)
{
    static const char *const PARTS[] = {"### Acceptance limits",
                                        "### Figures",
                                        "### Misleading evidence",
                                        "### Prior odds (ECE)",
                                        "### Shares above a likelihood ratio",
                                        "### What became of the pairs",
                                        "### Strata",
                                        "### Power",
                                        "### Missed pairs"};
    retort_calibration *c = sample_calibration(4, false);

    (void)state;
    retort_validation_text_write(c, test_out());
    for (size_t i = 0; i < sizeof(PARTS) / sizeof(PARTS[0]); i++)
        assert_int_equal(test_count(test_text(), PARTS[i]), 3);
    assert_true(strstr(test_text(), "\n## same\n") <
                strstr(test_text(), "\n## tuned\n"));
    assert_written("\n## distilled\n\nWas S trained on replies of R");
    retort_calibration_free(c);
}

static void write__sets_the_settings_side_by_side(void **state)
{
    retort_calibration *c = sample_calibration(4, false);
    retort_validation *v = test_own(c->validations);

    (void)state;
    c->validation_count = 1;
    v->closed.cllr = (retort_figure){0.25, 0.125, 0.5};
    v->open.cllr = (retort_figure){0.75, 0.5, 1};
    v->common_source.cllr =
        (retort_figure){(double)NAN, (double)NAN, (double)NAN};
    v->doubtful.tpr_05 = 0.375;
    v->closed.turing_expected = 0.625;
    retort_validation_text_write(c, test_out());
    assert_written("| closed               | open                 | common "
                   "source        | doubtful labels let in |\n");
    assert_written(
        "| 0.250 [0.125, 0.500] | 0.750 [0.500, 1.000] | -         ");
    assert_written("| 62.5 %               | 37.5 %                 |\n");
    assert_written("| 0.625                | 0.438 ");
    assert_written(
        "| rank correlation of score and likeness of lengths | -0.125");
    assert_written(
        "| rank correlation of score and ratio of lengths    | 0.062 ");
    retort_calibration_free(c);
}

static void write__tells_rates_shares_and_limits(void **state)
{
    retort_calibration *c = sample_calibration(4, false);

    (void)state;
    c->validation_count = 1;
    retort_validation_text_write(c, test_out());
    assert_written("27 positive pairs of 16 suspect lineages, 214 null pairs "
                   "of 31; 6 reference lineages have positives.");
    assert_written("verdicts by 200; the negative control by 20 shuffles.");
    assert_written("| 1   | closed                 | before | 25.0 %         | "
                   "37.5 %  | 12.5 %                 | 25.0 %  |\n");
    assert_written("| 10  | open                   | after  | 6.2 %          | "
                   "15.6 %  | -                      | 18.8 %  |\n");
    assert_written(
        "| nulls                        | 3.1 %     | 25.0 %       | "
        "53.1 %  | 18.8 %  |\n");
    assert_written(
        "| nulls that were answered     | 3.8 %     | 30.8 %       | "
        "65.4 %  |         |\n");
    assert_written("| 0.875 | 1.000    | passed  |\n");
    assert_written("| 0.438 | 0.300    | FAILED  |\n");
    assert_written("| -     | 1.000    | warning |\n");
    assert_written("| yes        |\n");
    assert_written("| shown only |\n");
    assert_written("| dose    | 25     | 18.8 %    | 3.1 %           | -     "
                   "|\n");
    assert_written("the score that 1 % of the nulls pass: 0.281.\n");
    assert_written("| model-00001 and model-00000 |\n");
    retort_calibration_free(c);
}

static void write__leaves_out_parts_that_are_empty(void **state)
{
    retort_calibration *c = sample_calibration(4, false);
    retort_validation *v = test_own(c->validations);

    (void)state;
    c->validation_count = 1;
    v->stratum_count = v->power_count = v->missed_count = 0;
    v->ece_count = v->tippett_count = 0;
    retort_validation_text_write(c, test_out());
    assert_not_written("### Strata");
    assert_not_written("### Power");
    assert_not_written("### Missed");
    assert_not_written("### Prior odds");
    assert_not_written("### Shares above");
    retort_calibration_free(c);
}

static void write__tells_the_curves(void **state)
{
    retort_calibration *c = sample_calibration(4, false);
    retort_validation *v = test_own(c->validations);

    (void)state;
    c->validation_count = 1;
    v->open.cllr_kde = (double)NAN;
    retort_validation_text_write(c, test_out());
    assert_written(
        "| Cllr with a kernel density in place of the fit    | 0.844 "
        "               | -                    | 0.844 ");
    assert_written("| -0.5             | 0.625  | 0.688 | 0.500                "
                   "    | 0.750        |\n");
    assert_written("| 0.0              | 0.781  | -     | 0.375                "
                   "    | 1.000        |\n");
    assert_written("| -0.25              | 93.8 %            | 50.0 %        | "
                   "87.5 %          | 56.2 %      |\n");
    assert_written("| 1.00               | 37.5 %            | 3.1 %         | "
                   "-               | -           |\n");
    retort_calibration_free(c);
}

/* The text of one validation with these rows of power. */
static void write_power(const retort_power_row *rows, size_t count)
{
    retort_calibration *c = sample_calibration(4, false);
    retort_validation *v = test_own(c->validations);

    c->validation_count = 1;
    v->power = rows;
    v->power_count = count;
    retort_validation_text_write(c, test_out());
    retort_calibration_free(c);
}

static void write__tells_what_more_data_bought(void **state)
{
    static const retort_power_row ROWS[] = {
        {"prompts", 201, 0.5, 0, 0.75},
        {"prompts", 402, 0.5, 0, 0.629},
        {"prompts", 805, 0.5, 0, 0.625},
        {"lineages", 5, 0.5, 0, 0.9},
        {"lineages", 8, 0.5, 0, 0.675},
        {"lineages", 12, 0.5, 0, 0.8},
        {"lineages", 16, 0.5, 0, 0.625},
        {"maximum", 30, (double)NAN, 0.5, (double)NAN},
    };

    (void)state;
    write_power(ROWS, 8);
    assert_written("|\n\nTwice the prompts (402 to 805) moved Cllr by -0.004; "
                   "twice the positive lineages (8 to 16) by -0.050.\n\n");
    write_power(ROWS, 3);
    assert_written("\nTwice the prompts (402 to 805) moved Cllr by -0.004.\n");
    write_power(ROWS + 2, 5); /* one row of prompts is no step */
    assert_written("\nTwice the positive lineages (8 to 16) moved Cllr by "
                   "-0.050.\n");
    write_power(ROWS + 2, 4); /* 5 is nearer to half of 12 than 8 is */
    assert_written(
        "\nMore positive lineages (5 to 12) moved Cllr by -0.100.\n");
}

static void write__tells_no_step_that_is_not_known(void **state)
{
    static const retort_power_row ROWS[] = {
        {"prompts", 402, 0.5, 0, (double)NAN},
        {"prompts", 805, 0.5, 0, 0.625},
        {"lineages", 8, 0.5, 0, 0.5},
        {"lineages", 8, 0.5, 0, 0.75},
    };

    (void)state;
    write_power(ROWS, 4);
    assert_not_written("moved Cllr");
}

static void write__tells_the_dose_that_is_seen(void **state)
{
    static const retort_power_row ROWS[] = {
        {"dose", 12.5, 0.25, 0, (double)NAN},
        {"dose", 100, 0.75, 0, (double)NAN},
        {"dose", 50, 0.5, 0, (double)NAN},
    };
    static const retort_power_row UNKNOWN = {"dose", 50, (double)NAN, 0,
                                             (double)NAN};

    (void)state;
    write_power(ROWS, 3);
    assert_written("\nFrom 50 % of R's replies on, half of the mixtures are "
                   "seen.\n\n");
    write_power(ROWS, 1);
    assert_written("\nNo dose that was tried is seen in half of the "
                   "mixtures.\n\n");
    write_power(&UNKNOWN, 1);
    assert_not_written("of the mixtures");
}

/* Lines of a table have the columns of its head: nothing foreign adds one. */
static void write__keeps_foreign_text_in_its_cells(void **state)
{
    retort_calibration *c = sample_calibration(6, true);
    size_t columns = 0;

    (void)state;
    retort_validation_text_write(c, test_out());
    for (const char *line = test_text(); *line;) {
        size_t len = strcspn(line, "\n");
        size_t width = retort_codepoint_columns((retort_span){line, len});

        if (*line != '|')
            columns = 0;
        else if (columns == 0)
            columns = width;
        else
            assert_int_equal(width, columns);
        line += len + 1;
    }
    assert_not_written("m|*x<");
    assert_written("=m\\|\\*x\\<-00001");
    retort_calibration_free(c);
}

static void write__stays_within_its_words(void **state)
{
    retort_calibration *c = sample_calibration(6, false);
    const char *found = NULL;

    (void)state;
    retort_validation_text_write(c, test_out());
    if (!retort_wording_is_clean(test_text(), &found))
        fail_msg("says: %s", found);
    retort_calibration_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write__tells_what_it_was_made_with),
        cmocka_unit_test(write__has_every_part_for_every_proposition),
        cmocka_unit_test(write__sets_the_settings_side_by_side),
        cmocka_unit_test(write__tells_rates_shares_and_limits),
        cmocka_unit_test(write__leaves_out_parts_that_are_empty),
        cmocka_unit_test(write__tells_the_curves),
        cmocka_unit_test(write__tells_what_more_data_bought),
        cmocka_unit_test(write__tells_no_step_that_is_not_known),
        cmocka_unit_test(write__tells_the_dose_that_is_seen),
        cmocka_unit_test(write__keeps_foreign_text_in_its_cells),
        cmocka_unit_test(write__stays_within_its_words),
    };

    return cmocka_run_group_tests_name("validation_text", tests, NULL,
                                       test_release);
}
