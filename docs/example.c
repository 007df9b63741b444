/*
 * A program that uses libretort: fingerprint replies, hold them against a
 * library, write the page.
 *
 *     cc example.c -o example $(pkg-config --cflags --libs retort)
 *     ./example replies.jsonl reference.rlib > page.html
 */
#include <retort/pipeline.h>
#include <retort/report.h>
#include <stdio.h>

struct job {
    const char *library;
};

static retort_status screen_model(void *ctx, const char *model,
                                  const retort_fingerprint *fp, retort_err *err)
{
    const struct job *job = ctx;
    const retort_named_fingerprint suspect = {model, fp};
    retort_screening *result = NULL;
    char *page = NULL;
    size_t len = 0;
    retort_status st =
        retort_pipeline_screen(job->library, &suspect, 1, NULL, &result, err);

    if (st == RETORT_OK)
        st = retort_report_write(result, "html", &page, &len, err);
    if (st == RETORT_OK)
        (void)fwrite(page, 1, len, stdout);
    retort_report_bytes_free(page);
    retort_screening_free(result);
    return st;
}

int main(int argc, char **argv)
{
    struct job job;
    retort_replies replies = {0};
    retort_err err = {0};
    retort_status st;

    if (argc != 3) {
        (void)fprintf(stderr, "usage: %s REPLIES LIBRARY\n", argv[0]);
        return 2;
    }
    job.library = argv[2];
    replies.paths = (const char *const *)&argv[1];
    replies.path_count = 1;
    replies.model = "suspect";
    st = retort_pipeline_fingerprint(&replies, screen_model, &job, &err);
    if (st != RETORT_OK)
        (void)fprintf(stderr, "%s: %s [%s]\n", err.file, err.text,
                      retort_status_id(st));
    return retort_status_exit(st);
}
