/*
 * Scores that need the suspect are computed here, pair by pair, with the
 * roster's models and all suspects in one model set; suspects are never part of
 * a background. What does not depend on the suspect comes with the roster.
 */
#include "run/screen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compare/delta.h"
#include "compare/matched.h"
#include "compare/profile.h"
#include "compare/rare.h"
#include "compare/reuse.h"
#include "run/control_scores.h"
#include "run/screen_controls.h"
#include "run/screen_provenance.h"
#include "run/screen_ranks.h"
#include "run/screen_warnings.h"
#include "run/suspect_facts.h"

enum { CONTROL_SUSPECTS_MIN = 10, LEFT_OUT_MAX = 8 };

struct screener {
    const retort_roster *roster;
    retort_screen_words *words;           /* roster */
    const retort_screen_suspect *suspect; /* the one of this round */
    const retort_screen_options *options;
    retort_screening *result;
    retort_err *err;
    retort_model *models; /* roster, then the suspect */
    size_t index;         /* of the suspect in the set */
    size_t twin;          /* first roster model of its records, or SIZE_MAX */
    size_t kin; /* a roster model of its lineage, or SIZE_MAX: whose vendor */
    retort_modelset *set;
    retort_profile *profile;
    retort_delta *delta;
    retort_rare *rare;
    retort_matched *matched; /* the suspect against the set */
    const char *left_out[LEFT_OUT_MAX];
    size_t left_out_count;
};

static retort_status no_memory(struct screener *s)
{
    return RETORT_FAIL(s->err, RETORT_ERR_NOMEM, "no memory to screen");
}

static retort_status copy_words(struct screener *s)
{
    const retort_roster *r = s->roster;

    s->words =
        retort_screening_take(s->result, r->count + 1, sizeof(*s->words));
    for (size_t i = 0; s->words && i < r->count; i++) {
        const retort_roster_model *m = &r->models[i];
        retort_screen_words *w = &s->words[i];

        w->name = retort_screening_copy(s->result, m->name);
        w->vendor = retort_screening_copy(s->result, m->row->vendor);
        w->lineage = retort_screening_copy(s->result, m->row->family);
        w->relation = retort_screening_copy(s->result, m->row->relation);
        w->released = retort_screening_copy(s->result, m->row->released);
        if (!w->name || !w->vendor || !w->lineage || !w->relation ||
            !w->released)
            return no_memory(s);
    }
    return s->words ? RETORT_OK : no_memory(s);
}

/* --- the model set ---------------------------------------------------------- */

static bool is_twin(const struct screener *s, size_t m)
{
    return retort_suspect_is_twin(s->suspect->fp, s->roster->models[m].fp);
}

static const char *lineage_of(const struct screener *s)
{
    if (s->options->suspect_lineage)
        return s->options->suspect_lineage;
    return s->twin == SIZE_MAX ? "" : s->models[s->twin].family;
}

/* Twins, and the suspect's place among the lineages. */
static void place_suspect(struct screener *s)
{
    size_t n = s->roster->count;

    s->twin = SIZE_MAX;
    s->kin = SIZE_MAX;
    for (size_t m = n; m-- > 0;) {
        if (!is_twin(s, m))
            continue;
        s->twin = m;
        s->models[m].background = false; /* it is the suspect itself */
    }
    for (size_t m = n; m-- > 0;)
        if (lineage_of(s)[0] && strcmp(s->models[m].family, lineage_of(s)) == 0)
            s->kin = m;
}

static retort_status make_set(struct screener *s)
{
    size_t n = s->roster->count + 1;

    s->models = retort_mem_new(n, sizeof(*s->models));
    s->matched = retort_mem_new(n, sizeof(*s->matched));
    if (!s->models || !s->matched)
        return no_memory(s);
    retort_roster_models(s->roster, s->models);
    place_suspect(s);
    s->index = s->roster->count;
    s->models[s->index] = (retort_model){.name = s->suspect->name,
                                         .family = lineage_of(s),
                                         .vendor = "",
                                         .fp = s->suspect->fp};
    return retort_modelset_new(&s->set, s->models, n, s->err);
}

/* --- scores that may not apply ---------------------------------------------- */

static retort_status leave_out(struct screener *s, retort_score score,
                               const char *why)
{
    retort_err note = {0};
    const char *text;

    (void)RETORT_FAIL(&note, RETORT_ERR_NOT_APPLICABLE, "%s: %s",
                      retort_score_about(score)->title, why);
    text = retort_screening_copy(s->result, note.text);
    if (!text)
        return no_memory(s);
    s->left_out[s->left_out_count++] = text;
    return RETORT_OK;
}

/* Turn "does not apply" into a line of the result. */
static retort_status settle(struct screener *s, retort_score score,
                            retort_status st, const retort_err *why)
{
    if (st == RETORT_ERR_NOT_APPLICABLE)
        return leave_out(s, score, why->text);
    if (st != RETORT_OK && s->err)
        *s->err = *why;
    return st;
}

static bool all_have_replies(const struct screener *s)
{
    for (size_t i = 0; i < s->set->count; i++)
        if (!s->set->models[i].fp->has_replies)
            return false;
    return true;
}

static bool all_have_sets(const struct screener *s)
{
    for (size_t i = 0; i < s->set->count; i++)
        if (!s->set->models[i].fp->sets)
            return false;
    return true;
}

static retort_status prepare_matched(struct screener *s)
{
    static const retort_score matched[] = {
        RETORT_SCORE_RESIDUAL, RETORT_SCORE_PMZ, RETORT_SCORE_LENGTH};
    retort_status st = RETORT_OK;

    if (all_have_replies(s))
        return retort_matched_scores(s->set, &s->index, 1, s->matched, s->err);
    for (size_t i = 0; i < s->set->count; i++)
        s->matched[i] =
            (retort_matched){(double)NAN, (double)NAN, (double)NAN, 0};
    for (size_t i = 0; st == RETORT_OK && i < 3; i++)
        st = leave_out(s, matched[i],
                       "a model was kept without its table of replies");
    return st;
}

static retort_status prepare_scores(struct screener *s)
{
    retort_err why = {0};
    retort_status st = prepare_matched(s);

    if (st == RETORT_OK)
        st = settle(s, RETORT_SCORE_PROFILE,
                    retort_profile_new(&s->profile, s->set, &why), &why);
    if (st == RETORT_OK)
        st = settle(s, RETORT_SCORE_DELTA,
                    retort_delta_new(&s->delta, s->set, &why), &why);
    if (st == RETORT_OK)
        st = settle(s, RETORT_SCORE_RARE,
                    retort_rare_new(&s->rare, s->set, &why), &why);
    if (st == RETORT_OK && !all_have_sets(s))
        st = leave_out(s, RETORT_SCORE_REUSE,
                       "it needs fingerprints made with --detail reply");
    return st;
}

/* --- one candidate ----------------------------------------------------------- */

static void score_candidate(const struct screener *s, size_t model,
                            retort_candidate *c)
{
    size_t si = s->index;
    const retort_matched *m = &s->matched[model];
    const retort_fingerprint *a = s->set->models[si].fp;
    const retort_fingerprint *b = s->set->models[model].fp;
    double nan = (double)NAN;

    c->score[RETORT_SCORE_PROFILE] =
        s->profile ? retort_profile_score(s->profile, si, model) : nan;
    c->score[RETORT_SCORE_RESIDUAL] = m->residual;
    c->score[RETORT_SCORE_PMZ] = m->pmz;
    c->score[RETORT_SCORE_RARE] =
        s->rare ? retort_rare_score(s->rare, si, model) : nan;
    c->score[RETORT_SCORE_DELTA] =
        s->delta ? retort_delta_score(s->delta, si, model) : nan;
    c->score[RETORT_SCORE_REUSE] = retort_reuse_share(a, b).share;
    c->score[RETORT_SCORE_HUB] = s->roster->hub[model];
    c->score[RETORT_SCORE_LENGTH] = m->length;
    c->shared_prompts = m->shared;
    c->background_lineages =
        (uint32_t)retort_modelset_background(s->set, si, model);
}

static retort_screen_view view_of(const struct screener *s)
{
    return (retort_screen_view){s->roster, s->set, s->words,
                                s->index,  s->kin, s->result};
}

static void describe(const struct screener *s, size_t model,
                     retort_candidate *c)
{
    const retort_roster_model *m = &s->roster->models[model];

    c->model = s->words[model].name;
    c->vendor = s->words[model].vendor;
    c->lineage = s->words[model].lineage;
    c->relation = s->words[model].relation;
    c->released = s->words[model].released;
    c->is_reference = m->is_reference;
    c->is_own_lineage =
        s->set->models[s->index].lineage == s->set->models[model].lineage;
    c->percentile = (double)NAN;
    c->percentile_basis = "";
    c->p = (double)NAN;
    c->p_holm = (double)NAN;
}

/* --- percentiles and strips --------------------------------------------------- */

static retort_status set_percentile(const struct screener *s, size_t ref,
                                    retort_candidate *all, size_t n,
                                    retort_candidate *c)
{
    size_t count;
    const retort_screen_view view = view_of(s);
    retort_strip_point *p = retort_screen_control_points(&view, ref, &count);

    if (!p)
        return RETORT_FAIL(s->err, RETORT_ERR_NOMEM, "no memory to screen");
    c->control_suspects = (uint32_t)count;
    if (isnan(c->score[RETORT_SCORE_PROFILE]))
        return RETORT_OK;
    if (count < CONTROL_SUSPECTS_MIN) {
        retort_candidate_place(all, n, c);
        return RETORT_OK;
    }
    c->percentile_basis = "control suspects";
    c->percentile =
        100.0 * retort_points_below(p, count, c->score[RETORT_SCORE_PROFILE],
                                    &c->control_suspect_lineages);
    c->p = retort_points_p(p, count, c->score[RETORT_SCORE_PROFILE]);
    return RETORT_OK;
}

static size_t roster_index(const retort_roster *r, const char *name)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->models[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

static retort_status make_candidates(struct screener *s, retort_suspect *out)
{
    const retort_roster *r = s->roster;
    retort_candidate *c =
        retort_screening_take(s->result, r->count, sizeof(*c));
    const retort_screen_view view = view_of(s);
    retort_status st = c ? RETORT_OK : no_memory(s);
    size_t n = 0;

    for (size_t m = 0; st == RETORT_OK && m < r->count; m++) {
        if (is_twin(s, m))
            continue;
        describe(s, m, &c[n]);
        score_candidate(s, m, &c[n]);
        st = retort_screen_count_controls(&view, m, &c[n++], s->err);
    }
    if (st != RETORT_OK)
        return st;
    retort_candidates_rank(c, n, &out->ranked_references, &out->ranked_models);
    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        if (c[i].is_reference)
            st = set_percentile(s, roster_index(r, c[i].model), c, n, &c[i]);
    if (st == RETORT_OK)
        st = retort_candidates_adjust(c, n, s->err);
    out->candidates = c;
    out->candidate_count = n;
    return st;
}

static retort_status make_strips(struct screener *s, retort_suspect *out)
{
    size_t most = s->options->only ? out->candidate_count : s->options->strips;
    retort_strip *strips =
        retort_screening_take(s->result, most + 1, sizeof(*strips));
    const retort_screen_view view = view_of(s);
    size_t n = 0;

    if (!strips)
        return no_memory(s);
    for (size_t i = 0; i < out->candidate_count && n < most; i++) {
        const retort_candidate *c = &out->candidates[i];
        retort_strip *t = &strips[n];

        if (!c->rank_distilled)
            continue;
        t->reference = c->model;
        t->suspect_score = c->score[RETORT_SCORE_PROFILE];
        t->points = retort_screen_control_points(
            &view, roster_index(s->roster, c->model), &t->point_count);
        if (!t->points)
            return no_memory(s);
        n += t->point_count > 0;
    }
    out->strips = strips;
    out->strip_count = n;
    return RETORT_OK;
}

/* Keep the one candidate that `compare` asked for. */
static retort_status keep_only(struct screener *s, retort_suspect *out)
{
    for (size_t i = 0; i < out->candidate_count; i++)
        if (strcmp(out->candidates[i].model, s->options->only) == 0) {
            out->candidates += i;
            out->candidate_count = 1;
            return RETORT_OK;
        }
    if (s->twin != SIZE_MAX &&
        strcmp(s->roster->models[s->twin].name, s->options->only) == 0)
        return RETORT_FAIL(s->err, RETORT_ERR_ARG,
                           "%.128s holds the very records of the suspect: "
                           "there is nothing to compare",
                           s->options->only);
    return RETORT_FAIL(s->err, RETORT_ERR_NOT_FOUND,
                       "%.128s is not among the models of %.100s",
                       s->options->only, s->roster->name);
}

/* --- facts about a suspect ------------------------------------------------------ */

static uint64_t most_shared(const struct screener *s)
{
    uint32_t most = 0;

    for (size_t m = 0; m < s->roster->count; m++) {
        uint32_t n = s->matched[m].shared;

        if (!is_twin(s, m) && n > most)
            most = n;
    }
    return most;
}

static void find_close(const struct screener *s, retort_screen_facts *f)
{
    for (size_t m = 0; m < s->roster->count; m++) {
        double share;

        if (is_twin(s, m))
            continue;
        share = retort_suspect_equal_replies(s->suspect->fp,
                                             s->roster->models[m].fp);
        if (share > retort_screen_close_share && share > f->close_share) {
            f->close_share = share;
            f->close = s->roster->models[m].name;
        }
    }
}

static void find_reuse(const retort_suspect *out, retort_screen_facts *f)
{
    f->reuse = (double)NAN;
    for (size_t i = 0; i < out->candidate_count; i++) {
        double v = out->candidates[i].score[RETORT_SCORE_REUSE];

        if (!isnan(v) && !(v <= f->reuse)) {
            f->reuse = v;
            f->reuse_model = out->candidates[i].model;
        }
    }
}

/* Least share of the prompts of the ten best references that S answered. */
static double covered_share(const struct screener *s, const retort_suspect *out)
{
    double least = 1.0;

    for (size_t i = 0; i < out->candidate_count; i++) {
        const retort_candidate *c = &out->candidates[i];
        size_t m = roster_index(s->roster, c->model);
        double prompts = (double)s->set->models[m].prompts;
        double share =
            prompts > 0.0 ? (double)c->shared_prompts / prompts : 1.0;

        if (c->rank_distilled && c->rank_distilled <= 10 && share < least)
            least = share;
    }
    return least;
}

static bool lineage_exists(const struct screener *s, const char *name)
{
    for (size_t i = 0; i < s->roster->count; i++)
        if (strcmp(s->models[i].family, name) == 0)
            return true;
    return false;
}

static retort_status make_warnings(struct screener *s, retort_suspect *out)
{
    retort_screen_facts f = {.fp = s->suspect->fp,
                             .prompts = out->prompts,
                             .shared_prompts = most_shared(s),
                             .median_chars = out->median_chars};

    f.duplicates = retort_suspect_duplicates(f.fp);
    f.covered = covered_share(s, out);
    f.background =
        (uint32_t)retort_modelset_background(s->set, s->index, s->index);
    if (s->twin != SIZE_MAX)
        f.twin = s->roster->models[s->twin].name;
    if (s->options->suspect_lineage &&
        !lineage_exists(s, s->options->suspect_lineage))
        f.unknown_lineage = s->options->suspect_lineage;
    find_close(s, &f);
    find_reuse(out, &f);
    return retort_screen_warn(s->result, &f, &out->warnings,
                              &out->warning_count, s->err);
}

static retort_status copy_left_out(struct screener *s, retort_suspect *out)
{
    const char **p = retort_screening_take(s->result, LEFT_OUT_MAX, sizeof(*p));

    if (!p)
        return no_memory(s);
    memcpy(p, s->left_out, s->left_out_count * sizeof(*p));
    out->left_out = p;
    out->left_out_count = s->left_out_count;
    return RETORT_OK;
}

static retort_status screen_one(struct screener *s, retort_suspect *out)
{
    const retort_screen_suspect *in = s->suspect;
    char digest[RETORT_DIGEST_HEX_BYTES];
    retort_status st = retort_fingerprint_digest(in->fp, digest, s->err);

    if (st != RETORT_OK)
        return st;
    out->name = retort_screening_copy(s->result, in->name);
    out->content_digest = retort_screening_copy(s->result, digest);
    out->lineage = retort_screening_copy(s->result, lineage_of(s));
    if (!out->name || !out->content_digest || !out->lineage)
        return no_memory(s);
    out->replies = in->fp->stats.replies;
    out->prompts = s->set->models[s->index].prompts;
    out->median_chars = retort_suspect_median_chars(in->fp);
    st = make_candidates(s, out);
    if (st == RETORT_OK)
        st = make_warnings(s, out);
    if (st == RETORT_OK && s->options->only)
        st = keep_only(s, out);
    if (st == RETORT_OK)
        st = make_strips(s, out);
    if (st == RETORT_OK)
        st = copy_left_out(s, out);
    return st;
}

/* --- the whole result ------------------------------------------------------------- */

/* Drop what belongs to one suspect. */
static void end_round(struct screener *s)
{
    retort_rare_free(s->rare);
    retort_delta_free(s->delta);
    retort_profile_free(s->profile);
    retort_modelset_free(s->set);
    retort_mem_free(s->matched);
    retort_mem_free(s->models);
    s->rare = NULL;
    s->delta = NULL;
    s->profile = NULL;
    s->set = NULL;
    s->matched = NULL;
    s->models = NULL;
    s->left_out_count = 0;
}

/* A round of its own: no suspect can change the result of another. */
static retort_status screen_round(struct screener *s,
                                  const retort_screen_suspect *suspect,
                                  retort_suspect *out)
{
    retort_status st;

    s->suspect = suspect;
    st = make_set(s);
    if (st == RETORT_OK)
        st = prepare_scores(s);
    if (st == RETORT_OK)
        st = screen_one(s, out);
    end_round(s);
    return st;
}

static retort_status screen_all(struct screener *s,
                                const retort_screen_suspect *suspects,
                                size_t count)
{
    retort_suspect *out = retort_screening_take(s->result, count, sizeof(*out));
    retort_status st = out ? copy_words(s) : no_memory(s);

    for (size_t i = 0; st == RETORT_OK && i < count; i++)
        st = screen_round(s, &suspects[i], &out[i]);
    if (st == RETORT_OK && !s->options->only)
        st = retort_screen_heatmap(s->result, s->roster, s->words, s->err);
    if (st == RETORT_OK)
        st = retort_screen_provenance(s->result, s->roster,
                                      s->options->options_text, s->err);
    s->result->kind = s->options->only ? "compare" : "screen";
    s->result->suspects = out;
    s->result->suspect_count = count;
    return st;
}

retort_status retort_screen_run(const retort_roster *roster,
                                const retort_screen_suspect *suspects,
                                size_t suspect_count,
                                const retort_screen_options *options,
                                retort_screening **out, retort_err *err)
{
    struct screener s = {.roster = roster, .options = options, .err = err};
    retort_status st = retort_screening_new(&s.result, err);

    *out = NULL;
    if (st != RETORT_OK)
        return st;
    st = screen_all(&s, suspects, suspect_count);
    if (st != RETORT_OK) {
        retort_screening_free(s.result);
        return st;
    }
    *out = s.result;
    return RETORT_OK;
}
