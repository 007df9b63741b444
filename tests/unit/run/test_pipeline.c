#include <retort/pipeline.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/model_world.h"
#include "support/replies_file.h"

struct seen {
    size_t models;
    char last[40];
    uint64_t replies;
    retort_status answer;
};

static retort_status see(void *ctx, const char *model,
                         const retort_fingerprint *fp, retort_err *err)
{
    struct seen *s = ctx;

    (void)err;
    assert_true(strcmp(s->last, model) < 0);
    s->models++;
    (void)snprintf(s->last, sizeof(s->last), "%.39s", model);
    s->replies += retort_fingerprint_replies(fp);
    return s->answer;
}

static const char *write_lines(void)
{
    retort_buf b;
    const char *path;

    retort_buf_init(&b, 1 << 16);
    line_put(&b, "beta", "one", "First, this is it.");
    line_put(&b, "alpha", "one", "Second, this is it.");
    line_put(&b, "beta", "two", "Third, this is it.");
    path = lines_write("lines.jsonl", &b);
    retort_buf_release(&b);
    return path;
}

static void fingerprint__hands_over_models_by_name(void **state)
{
    const char *path = write_lines();
    const retort_replies replies = {.paths = &path, .path_count = 1};
    struct seen s = {0};

    (void)state;
    assert_int_equal(retort_pipeline_fingerprint(&replies, see, &s, NULL),
                     RETORT_OK);
    assert_int_equal(s.models, 2);
    assert_string_equal(s.last, "beta");
    assert_int_equal(s.replies, 3);
}

static void fingerprint__takes_one_name_for_all(void **state)
{
    const char *path = write_lines();
    const retort_replies replies = {
        .paths = &path, .path_count = 1, .model = "gamma", .threads = 2};
    struct seen s = {0};

    (void)state;
    assert_int_equal(retort_pipeline_fingerprint(&replies, see, &s, NULL),
                     RETORT_OK);
    assert_int_equal(s.models, 1);
    assert_string_equal(s.last, "gamma");
}

static void fingerprint__refuses_an_unknown_format(void **state)
{
    const char *path = write_lines();
    const retort_replies replies = {
        .paths = &path, .path_count = 1, .format = "papyrus"};
    struct seen s = {0};
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_pipeline_fingerprint(&replies, see, &s, &err),
                     RETORT_ERR_ARG);
    assert_non_null(strstr(err.text, "papyrus"));
    assert_int_equal(s.models, 0);
}

static void fingerprint__ends_when_the_receiver_says_so(void **state)
{
    const char *path = write_lines();
    const retort_replies replies = {.paths = &path, .path_count = 1};
    struct seen s = {.answer = RETORT_ERR_IO};

    (void)state;
    assert_int_equal(retort_pipeline_fingerprint(&replies, see, &s, NULL),
                     RETORT_ERR_IO);
    assert_int_equal(s.models, 1);
}

static void screen__ranks_the_teacher_first(void **state)
{
    const char *path = fixture_path("l.rlib");
    const world_model m = world_student(2);
    retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, 0);
    const retort_named_fingerprint suspect = {"student", fp};
    retort_screening *result = NULL;

    (void)state;
    assert_int_equal(world_library(path, "l", false, 0, NULL), RETORT_OK);
    assert_int_equal(
        retort_pipeline_screen(path, &suspect, 1, NULL, &result, NULL),
        RETORT_OK);
    assert_int_equal(result->suspect_count, 1);
    assert_string_equal(result->suspects[0].name, "student");
    assert_string_equal(result->suspects[0].candidates[0].model, "l2-a");
    retort_screening_free(result);
    retort_fingerprint_free(fp);
}

static void screen__refuses_nobody_and_no_library(void **state)
{
    const retort_named_fingerprint suspect = {"x", NULL};
    retort_screening *result = NULL;

    (void)state;
    assert_int_equal(retort_pipeline_screen("/nowhere.rlib", &suspect, 0, NULL,
                                            &result, NULL),
                     RETORT_ERR_ARG);
    assert_int_equal(retort_pipeline_screen("/nowhere.rlib", &suspect, 1, NULL,
                                            &result, NULL),
                     RETORT_ERR_NOT_FOUND);
    assert_null(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fingerprint__hands_over_models_by_name),
        cmocka_unit_test(fingerprint__takes_one_name_for_all),
        cmocka_unit_test(fingerprint__refuses_an_unknown_format),
        cmocka_unit_test(fingerprint__ends_when_the_receiver_says_so),
        cmocka_unit_test(screen__ranks_the_teacher_first),
        cmocka_unit_test(screen__refuses_nobody_and_no_library),
    };

    return cmocka_run_group_tests_name("pipeline", tests, fixture_make_folder,
                                       fixture_drop_folder);
}
