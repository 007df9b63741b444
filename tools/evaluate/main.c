/*
 * evaluate: measures the scores of the program on models whose lineage is
 * documented, and prints one page of Markdown.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/outfile.h"
#include "evaluate/looks.h"
#include "evaluate/options.h"
#include "evaluate/sections.h"
#include "evaluate/texts.h"

/* Everything a run holds. */
struct run {
    const eval_options *options;
    eval_models models;
    eval_labels labels;
    eval_scores scores;
    eval_page page;
};

static void run_release(struct run *r)
{
    eval_page_release(&r->page);
    eval_scores_release(&r->scores);
    eval_labels_release(&r->labels);
    eval_models_release(&r->models);
}

static void say(const char *what)
{
    (void)fprintf(stderr, "evaluate: %s\n", what);
}

static retort_status load(struct run *r, retort_err *err)
{
    const eval_options *o = r->options;
    const eval_source source = {.folder = o->data,
                                .library = o->library,
                                .lineage = o->lineage,
                                .threads = o->threads};
    retort_status st;

    say("reading models");
    st = eval_models_load(&r->models, &source, err);
    if (st == RETORT_OK)
        st = eval_labels_make(&r->labels, &r->models, err);
    if (st == RETORT_OK)
        st = eval_page_init(&r->page, &r->labels, o->held, o->threads, err);
    return st;
}

static retort_status score(struct run *r, retort_err *err)
{
    size_t threads = r->options->threads;
    retort_status st;

    say("scoring");
    st = eval_scores_base(&r->scores, &r->labels, threads, err);
    if (st != RETORT_OK || !r->options->data)
        return st;
    say("reading models again, with hash sets");
    st = eval_models_load_sets(&r->models, threads, err);
    if (st == RETORT_OK) {
        say("scoring rare phrases and reuse");
        st = eval_scores_sets(&r->scores, &r->labels, threads, err);
    }
    eval_models_drop_sets(&r->models);
    return st;
}

/* The command that makes the page: what changes it, and nothing else. */
static void write_command(const eval_options *o, retort_buf *out)
{
    retort_buf_puts(out, "build/release/evaluate");
    if (o->data)
        retort_buf_printf(out, " --data %s", o->data);
    if (o->library)
        retort_buf_printf(out, " --library %s", o->library);
    if (o->lineage)
        retort_buf_printf(out, " --lineage %s", o->lineage);
    if (o->held)
        retort_buf_printf(out, " --held --purpose \"%s\"", o->purpose);
    retort_buf_puts(out, " -o docs/results/evaluation.md");
}

static retort_status write_scores(struct run *r, retort_err *err)
{
    retort_buf command;
    eval_title title = {.source = r->options->data ? r->options->data
                                                   : r->options->library,
                        .lineage = r->options->lineage,
                        .from_texts = r->options->data != NULL};
    retort_status st;

    retort_buf_init(&command, 4096);
    write_command(r->options, &command);
    st = retort_buf_status(&command);
    title.command = command.ptr;
    if (st == RETORT_OK)
        st = eval_section_title(&r->page, &title, err);
    retort_buf_release(&command);
    if (st == RETORT_OK)
        st = eval_section_main(&r->page, &r->scores, err);
    if (st == RETORT_OK)
        st = eval_section_first(&r->page, &r->scores, err);
    if (st == RETORT_OK)
        st = eval_section_distilled(&r->page, &r->scores, err);
    return st;
}

static retort_status write_conditions(struct run *r, retort_err *err)
{
    bool has_topics = false;
    retort_status st;

    say("placebo and shuffled labels");
    st = eval_section_placebo(&r->page, &r->scores, err);
    if (st == RETORT_OK) {
        say("fewer prompts, smaller backgrounds");
        st = eval_section_size(&r->page, &r->scores, err);
    }
    if (st == RETORT_OK && r->options->data) {
        say("reading replies told otherwise");
        st =
            eval_texts_count(&r->models, r->options->threads, &has_topics, err);
    }
    if (st == RETORT_OK)
        st = eval_section_texts(&r->page, &r->scores, r->options->data != NULL,
                                has_topics, err);
    if (st == RETORT_OK) {
        eval_section_doubts(&r->page);
        st = retort_buf_status(&r->page.text);
    }
    return st;
}

/* The look is written down before anybody can read the page. */
static retort_status publish(const struct run *r, retort_err *err)
{
    const eval_options *o = r->options;
    char commit[EVAL_COMMIT_BYTES];
    retort_status st = RETORT_OK;

    if (o->held) {
        eval_looks_commit(commit);
        st = eval_looks_append(o->looks, o->commit ? o->commit : commit,
                               o->date, o->purpose, err);
    }
    if (st == RETORT_OK)
        st = retort_outfile_put(
            o->output, true, (retort_span){r->page.text.ptr, r->page.text.len},
            err);
    return st;
}

int main(int argc, char **argv)
{
    eval_options options;
    retort_err err = {0};
    struct run r = {.options = &options};
    retort_status st = eval_options_read(&options, argc, argv, &err);

    if (st == RETORT_OK && options.help) {
        (void)fputs(eval_usage, stdout);
        return EXIT_SUCCESS;
    }
    if (st == RETORT_OK)
        st = load(&r, &err);
    if (st == RETORT_OK)
        st = score(&r, &err);
    if (st == RETORT_OK)
        st = write_scores(&r, &err);
    if (st == RETORT_OK)
        st = write_conditions(&r, &err);
    if (st == RETORT_OK)
        st = publish(&r, &err);
    if (st != RETORT_OK)
        (void)fprintf(stderr, "evaluate: %s %s%s%s\n", retort_status_id(st),
                      err.file, err.file[0] ? ": " : "", err.text);
    run_release(&r);
    return retort_status_exit(st);
}
