/*
 * A large made-up result for the tests of the report layer: suspects, models
 * and numbers come from a counter, names from this file. Nothing is measured.
 *
 * sample_screening(hostile) makes it; the caller frees it. With hostile, names
 * carry attempts at every sink: markup, formulas, terminal escapes, hidden and
 * broken characters, format strings.
 */
#ifndef SUPPORT_SAMPLE_SCREENING_H
#define SUPPORT_SAMPLE_SCREENING_H

#include <retort/screening.h>

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum {
    SAMPLE_SUSPECTS = 2,
    SAMPLE_CANDIDATES = 60,
    SAMPLE_REFERENCES = 44,
    SAMPLE_STRIPS = 6,
    SAMPLE_POINTS = 28,
};

/* One attempt a row; all names are our own inventions. */
/* NOLINTBEGIN(misc-misleading-bidirectional,bugprone-suspicious-missing-comma):
 * to mislead is what they are for, and escapes end where a string does */
static const char *const SAMPLE_ATTACKS[] = {
    "<script>document.body.id='evil'</script>",
    "</pre></td></title></style><img src=x onerror=\"evil()\">",
    "\"'><svg onload=evil()><a href=\"javascript:evil()\">x</a>",
    "]]><!-- <b id=evil>&lt;b&gt; {{7*7}}",
    "a\xe2\x80\xae"
    "cod.exe \xe2\x81\xa6x\xe2\x81\xa9 zero\xe2\x80\x8bwidth",
    "gpt-\xd0\xbe"
    "mega (mixed)",
    "\x1b[2J\x1b]8;;http://example.invalid\x07link\x1b]8;;\x07",
    "c1 \xc2\x9b"
    "31m bell\x07 back\x08 return\r",
    "=HYPERLINK(\"http://example.invalid\",\"x\")",
    "+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\xef\xbc\x9d"
    "1+1",
    "two\nlines \"quoted\", with commas; and more",
    "%n%s%p%99999999d",
    "line\xe2\x80\xa8separator\xe2\x80\xa9paragraph",
    "tag \xf3\xa0\x81\xa1 private \xee\x80\x80 bom \xef\xbb\xbf",
    "`tick` ](http://example.invalid) | pipe | \\ backslash",
    "broken \xff\xc0\xaf\xed\xa0\x80 bytes",
};
/* NOLINTEND(misc-misleading-bidirectional,bugprone-suspicious-missing-comma) */
enum {
    SAMPLE_ATTACK_COUNT = sizeof(SAMPLE_ATTACKS) / sizeof(SAMPLE_ATTACKS[0]),
};

/* A number in 0..1 that depends on its two indices only. */
static inline double sample_noise(uint64_t a, uint64_t b)
{
    uint64_t x = (a + 1) * 0x9e3779b97f4a7c15u + (b + 1) * 0xbf58476d1ce4e5b9u;

    x ^= x >> 31;
    x *= 0x94d049bb133111ebu;
    x ^= x >> 29;
    return (double)(x >> 11) / 9007199254740992.0;
}

__attribute__((format(printf, 2, 3))) static inline const char *sample_text(
    retort_screening *s, const char *fmt, ...)
{
    char text[256];
    va_list ap;

    va_start(ap, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, ap);
    va_end(ap);
    return retort_screening_copy(s, text);
}

static inline size_t sample_lineage_of(size_t i)
{
    static const unsigned char LINEAGE[] = {
        0,  0,  0,  0,  1,  1,  1,  2,  2,  3,  3,  3,  4,  4,  5,
        6,  6,  7,  7,  7,  8,  9,  9,  10, 10, 11, 12, 12, 13, 14,
        14, 15, 16, 16, 16, 17, 18, 18, 19, 20, 20, 21, 22, 22};

    return i < sizeof(LINEAGE) ? LINEAGE[i] : 23 + (i - sizeof(LINEAGE)) / 2;
}

static inline const char *sample_model(retort_screening *s, size_t i,
                                       bool hostile)
{
    static const char *const STEM[] = {"alder", "birch", "cedar", "damson",
                                       "elder", "fir",   "gorse", "hazel"};

    if (hostile && i % 3 == 0)
        return retort_screening_copy(
            s, SAMPLE_ATTACKS[i / 3 % SAMPLE_ATTACK_COUNT]);
    return sample_text(s, "%s-%zu-%zub-%s", STEM[sample_lineage_of(i) % 8],
                       sample_lineage_of(i) + 1, 7 + 6 * (i % 9),
                       i % 2 ? "chat" : "instruct-2024-06");
}

static inline double sample_profile(size_t suspect, size_t i)
{
    double base = i == 0 ? 0.47 : 0.34 - 0.011 * (double)i;

    return base + 0.008 * sample_noise(suspect, i) - 0.02 * (double)suspect;
}

static inline void sample_scores(retort_candidate *c, size_t suspect, size_t i)
{
    c->score[RETORT_SCORE_PROFILE] = sample_profile(suspect, i);
    c->score[RETORT_SCORE_RESIDUAL] =
        0.31 * sample_noise(i, 11 + suspect) - 0.05;
    c->score[RETORT_SCORE_PMZ] = 5.5 * sample_noise(i, 12 + suspect) - 2;
    c->score[RETORT_SCORE_RARE] = 0.2 * sample_noise(i, 13 + suspect);
    c->score[RETORT_SCORE_DELTA] = 1.2 * sample_noise(i, 14 + suspect) - 0.6;
    c->score[RETORT_SCORE_REUSE] =
        suspect == 0 ? 0.03 * sample_noise(i, 15) : (double)NAN;
    c->score[RETORT_SCORE_HUB] =
        suspect == 1 && i == 0 ? 0.9 : 0.4 + 0.3 * sample_noise(i, 16);
    c->score[RETORT_SCORE_LENGTH] = -0.2 - 0.9 * sample_noise(i, 17);
}

static inline void sample_candidate(retort_screening *s, retort_candidate *c,
                                    size_t suspect, size_t i, bool hostile)
{
    bool is_reference = i < SAMPLE_REFERENCES;

    c->model = sample_model(s, i, hostile);
    c->vendor = sample_text(s, "vendor %zu", sample_lineage_of(i) / 2 + 1);
    c->lineage = hostile && i % 5 == 0
                     ? retort_screening_copy(
                           s, SAMPLE_ATTACKS[i / 5 % SAMPLE_ATTACK_COUNT])
                     : sample_text(s, "lineage-%02zu", sample_lineage_of(i));
    c->relation = !is_reference ? "sft-distill" : i % 2 ? "version" : "teacher";
    c->released = sample_text(s, "202%zu-%02zu", 3 + i % 3, 1 + i % 12);
    c->is_reference = is_reference;
    c->is_own_lineage = suspect == 0 && i == 9;
    sample_scores(c, suspect, i);
    c->rank_distilled = is_reference ? (uint32_t)i + 1 : 0;
    c->percentile = i < 2 ? 100 - 1.5 * (double)i
                          : 94.0 - 1.4 * (double)i + sample_noise(suspect, i);
    c->percentile_basis = i % 7 == 6 ? "references" : "control suspects";
    c->control_suspects = i % 7 == 6 ? 4 : SAMPLE_POINTS;
    c->control_suspect_lineages = i % 7 == 6 ? 3 : 17;
    c->p = is_reference && i % 7 != 6 ? (double)(1 + i % 18) / 18 : (double)NAN;
    c->p_holm = isfinite(c->p) ? fmin(1, c->p * SAMPLE_REFERENCES) : c->p;
    c->in_nearest_set = i < 3;
    c->controls = 31;
    c->control_lineages = 18;
    c->control_vendors = 11;
    c->background_lineages = 21;
    c->shared_prompts = (uint32_t)(805 - 3 * (i % 4));
}

static inline void sample_rank_kin(retort_candidate *c, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        c[i].rank_kin = 1;
        for (size_t j = 0; j < count; j++)
            c[i].rank_kin += c[j].score[RETORT_SCORE_RESIDUAL] >
                             c[i].score[RETORT_SCORE_RESIDUAL];
    }
}

static inline bool sample_strip(retort_screening *s, retort_strip *strip,
                                const retort_candidate *c, size_t index,
                                bool hostile)
{
    retort_strip_point *p = retort_screening_take(s, SAMPLE_POINTS, sizeof(*p));

    if (!p)
        return false;
    strip->reference = c->model;
    strip->suspect_score = c->score[RETORT_SCORE_PROFILE];
    strip->points = p;
    strip->point_count = SAMPLE_POINTS;
    for (size_t i = 0; i < SAMPLE_POINTS; i++) {
        double at = ((double)i + sample_noise(index, i)) / SAMPLE_POINTS;

        p[i].model = sample_model(s, i + 7, hostile);
        p[i].lineage =
            sample_text(s, "lineage-%02zu", sample_lineage_of(i + 7));
        p[i].score = -0.16 + 0.3 * at + 0.14 * at * at * at;
    }
    return true;
}

static inline bool sample_remarks(retort_screening *s, retort_suspect *out,
                                  size_t suspect)
{
    static const retort_warning WARNINGS[] = {
        {"few-prompts", "Fewer shared prompts than the scores were made for.",
         152, 200},
        {"short-replies", "Replies are shorter than those of most references.",
         412, 600},
    };
    const char **left;

    (void)s;
    if (suspect == 0) {
        out->warnings = WARNINGS;
        out->warning_count = sizeof(WARNINGS) / sizeof(WARNINGS[0]);
        return true;
    }
    left = retort_screening_take(s, 1, sizeof(*left));
    if (!left)
        return false;
    left[0] = "Reuse is left out: the fingerprint of the suspect was made "
              "without token runs.";
    out->left_out = left;
    out->left_out_count = 1;
    return true;
}

static inline bool sample_suspect(retort_screening *s, retort_suspect *out,
                                  size_t suspect, bool hostile)
{
    retort_candidate *c =
        retort_screening_take(s, SAMPLE_CANDIDATES, sizeof(*c));
    retort_strip *strips =
        retort_screening_take(s, SAMPLE_STRIPS, sizeof(*strips));

    if (!c || !strips || !sample_remarks(s, out, suspect))
        return false;
    out->name = hostile   ? SAMPLE_ATTACKS[suspect]
                : suspect ? "juniper-13b-preview"
                          : "mystery-chat-2025";
    out->content_digest = suspect
                              ? "5d41402abc4b2a76b9719d911017c592aa21b0f1c6d3e9"
                                "f8b7a6c5d4e3f20199"
                              : "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b82"
                                "2cd15d6c15b0f00a08";
    out->lineage = suspect ? "" : "lineage-03";
    out->replies = 805;
    out->prompts = 805;
    out->median_chars = 1184.5;
    for (size_t i = 0; i < SAMPLE_CANDIDATES; i++)
        sample_candidate(s, &c[i], suspect, i, hostile);
    sample_rank_kin(c, SAMPLE_CANDIDATES);
    out->ranked_references = SAMPLE_REFERENCES;
    out->ranked_models = SAMPLE_CANDIDATES;
    out->candidates = c;
    out->candidate_count = SAMPLE_CANDIDATES;
    for (size_t i = 0; i < SAMPLE_STRIPS; i++) {
        if (!sample_strip(s, &strips[i], &c[i], i, hostile))
            return false;
    }
    out->strips = strips;
    out->strip_count = SAMPLE_STRIPS;
    return true;
}

static inline bool sample_heatmap(retort_screening *s, bool hostile)
{
    enum { N = SAMPLE_REFERENCES };
    const char **labels = retort_screening_take(s, N, sizeof(*labels));
    const char **lineages = retort_screening_take(s, N, sizeof(*lineages));
    double *values = retort_screening_take(s, (size_t)N * N, sizeof(*values));

    if (!labels || !lineages || !values)
        return false;
    for (size_t i = 0; i < N; i++) {
        labels[i] = sample_model(s, i, hostile);
        lineages[i] = sample_text(s, "lineage-%02zu", sample_lineage_of(i));
        for (size_t j = 0; j < N; j++) {
            size_t low = i < j ? i : j;
            size_t high = i < j ? j : i;
            bool kin = sample_lineage_of(i) == sample_lineage_of(j);

            values[i * N + j] =
                i == j ? 1
                       : (kin ? 0.55 : -0.12) + 0.3 * sample_noise(low, high);
        }
    }
    s->heatmap = (retort_heatmap){labels, lineages, values, N};
    return true;
}

/* The whole result, or NULL when memory runs out. */
static inline retort_screening *sample_screening(bool hostile)
{
    retort_screening *s = NULL;
    retort_suspect *suspects;

    if (retort_screening_new(&s, NULL) != RETORT_OK)
        return NULL;
    suspects = retort_screening_take(s, SAMPLE_SUSPECTS, sizeof(*suspects));
    if (!suspects || !sample_heatmap(s, hostile))
        goto fail;
    for (size_t i = 0; i < SAMPLE_SUSPECTS; i++) {
        if (!sample_suspect(s, &suspects[i], i, hostile))
            goto fail;
    }
    s->kind = "screen";
    s->status = RETORT_SCREENING_STATUS;
    s->suspects = suspects;
    s->suspect_count = SAMPLE_SUSPECTS;
    s->provenance = (retort_provenance){
        .tool = "retort",
        .version = "0.1.0",
        .build = "gcc 12.2.0, -O2 -ffp-contract=off",
        .rules_version = 1,
        .library_name = hostile ? SAMPLE_ATTACKS[2] : "sample-library.sqlite",
        .library_digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0"
                          "f98a5e886266e7ae",
        .library_models = 128,
        .library_lineages = 47,
        .library_references = SAMPLE_REFERENCES,
        .calibration_digest = "",
        .library_notice = hostile ? SAMPLE_ATTACKS[1]
                                  : "Made-up models for tests.\n"
                                    "Nothing here was measured.",
        .options = hostile ? SAMPLE_ATTACKS[15] : "--top 44 --strips 6",
    };
    return s;
fail:
    retort_screening_free(s);
    return NULL;
}

#endif /* SUPPORT_SAMPLE_SCREENING_H */
