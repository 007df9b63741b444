#include "infer/wording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/detmath.h"
#include "infer/method_limits.h"
#include "infer/refusals.h"

enum { LR_FIGURES = 2, VALUE_FIGURES = 4, FIGURES_MAX = 15 };

/* Powers of ten between which a number is written without an exponent. */
enum { PLAIN_FROM = -9, PLAIN_TO = 12 };

const char *retort_wording_caution(void)
{
    return "This is not the probability that S was distilled from R. It does "
           "not exclude a common teacher; the direction of copying is not "
           "inferred.";
}

static const char *capped(const char *word, bool is_capped)
{
    static const char CAP[] = "limited";
    size_t count;
    const retort_wording_grade *scale = retort_wording_scale(&count);

    for (size_t i = 0; is_capped && i < count; i++) {
        if (strcmp(scale[i].word, word) == 0)
            return word;
        if (strcmp(scale[i].word, CAP) == 0)
            return CAP;
    }
    return word;
}

const char *retort_wording_label(double end, bool is_capped)
{
    size_t count;
    const retort_wording_grade *scale = retort_wording_scale(&count);
    double size = fabs(end);
    size_t i = 0;

    if (isnan(end) || size == 0)
        return RETORT_WORDING_UNDECIDED;
    while (i + 1 < count &&
           (scale[i].is_below ? size >= scale[i].upto : size > scale[i].upto))
        i++;
    return capped(scale[i].word, is_capped);
}

double retort_wording_nearest_end(double low, double high)
{
    return low > 0 && high > 0 ? low : low < 0 && high < 0 ? high : 0;
}

/* Digits without the point, and the power of ten of the first. */
static int digits_of(double x, int figures, char digits[FIGURES_MAX + 1])
{
    char text[FIGURES_MAX + 16];
    const char *e;
    int n = 0;

    (void)snprintf(text, sizeof(text), "%.*e", figures - 1, fabs(x));
    e = strchr(text, 'e');
    for (const char *p = text; p < e && n < FIGURES_MAX; p++) {
        if (*p >= '0' && *p <= '9')
            digits[n++] = *p;
    }
    digits[n] = '\0';
    return (int)strtol(e + 1, NULL, 10);
}

static void put_zeros(retort_buf *b, int count)
{
    for (int i = 0; i < count; i++)
        retort_buf_puts(b, "0");
}

/* Digits with the point where the power of the first one says. */
static void put_digits(retort_buf *b, const char *digits, int power)
{
    int n = (int)strlen(digits);

    if (power < PLAIN_FROM || power > PLAIN_TO) {
        retort_buf_printf(b, "%c%s%se%d", digits[0], n > 1 ? "." : "",
                          digits + 1, power);
    } else if (power < 0) {
        retort_buf_puts(b, "0.");
        put_zeros(b, -power - 1);
        retort_buf_puts(b, digits);
    } else if (power >= n - 1) {
        retort_buf_puts(b, digits);
        put_zeros(b, power - n + 1);
    } else {
        retort_buf_printf(b, "%.*s.%s", power + 1, digits, digits + power + 1);
    }
}

static void put_number(retort_buf *b, double x, int figures, bool keep_zeros)
{
    char digits[FIGURES_MAX + 1];
    size_t n;
    int power;

    if (isnan(x)) {
        retort_buf_puts(b, "not known");
        return;
    }
    if (x < 0)
        retort_buf_puts(b, "-");
    if (isinf(x)) {
        retort_buf_puts(b, "infinite");
        return;
    }
    if (x == 0) {
        retort_buf_puts(b, "0");
        return;
    }
    power = digits_of(x, figures, digits);
    n = strlen(digits);
    while (!keep_zeros && n > 1 && digits[n - 1] == '0')
        digits[--n] = '\0';
    put_digits(b, digits, power);
}

void retort_wording_figures(retort_buf *b, double x, int figures)
{
    put_number(b, x, figures < FIGURES_MAX ? figures : FIGURES_MAX, true);
}

void retort_wording_percent(retort_buf *b, double share)
{
    put_number(b, 100 * share, VALUE_FIGURES, false);
    retort_buf_puts(b, " %");
}

/* A log10 with two decimals. */
static void put_log(retort_buf *b, double x)
{
    long hundredths = (long)floor(fabs(x) * 100 + 0.5);

    retort_buf_printf(b, "%s%ld.%02ld", x < 0 && hundredths ? "-" : "",
                      hundredths / 100, hundredths % 100);
}

static void put_ratio(retort_buf *b, double llr)
{
    retort_wording_figures(b, retort_exp10(llr), LR_FIGURES);
}

retort_status retort_wording_keep(retort_buf *b, retort_arena *arena,
                                  const char **out, retort_err *err)
{
    retort_status st = retort_buf_status(b);
    char *text = NULL;

    if (st == RETORT_OK) {
        text = retort_arena_take(arena, b->len + 1, 1);
        st = text ? RETORT_OK : RETORT_ERR_NOMEM;
    }
    if (st == RETORT_OK) {
        memcpy(text, b->ptr ? b->ptr : "", b->len + 1);
        *out = text;
    } else {
        st =
            RETORT_FAIL(err, st, "no room for a sentence of %zu bytes", b->len);
    }
    retort_buf_release(b);
    return st;
}

static const retort_proposition_info *about(const retort_evidence *e)
{
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        const retort_proposition_info *info =
            retort_proposition_about((retort_proposition)i);

        if (strcmp(info->id, e->proposition) == 0)
            return info;
    }
    return retort_proposition_about(RETORT_PROPOSITION_DISTILLED);
}

static bool is_verdict(const retort_evidence *e, const char *word)
{
    return strcmp(e->verdict, word) == 0;
}

static bool is_few_prompts(const retort_evidence *e)
{
    const retort_rule *r =
        retort_rules_find(e->rules, e->rule_count, "shared-prompts-advised");

    return r && !r->passed;
}

/* Both directions, so that neither can be read into the other. */
static void say_direction(retort_buf *b, const retort_evidence *e)
{
    const retort_proposition_info *p = about(e);
    const char *more = e->llr < 0 ? p->hd : p->hp;
    const char *less = e->llr < 0 ? p->hp : p->hd;

    retort_buf_puts(b, "The score is ");
    put_ratio(b, fabs(e->llr));
    retort_buf_printf(b,
                      " times more probable if %s than if %s; the other way "
                      "round, it is ",
                      more, less);
    put_ratio(b, fabs(e->llr));
    retort_buf_printf(b, " times less probable if %s than if %s. ", less, more);
}

static void say_ratio(retort_buf *b, const retort_evidence *e)
{
    retort_buf_puts(b, "Likelihood ratio ");
    put_ratio(b, e->llr);
    if (e->llr < 0) {
        retort_buf_puts(b, ", its inverse ");
        put_ratio(b, -e->llr);
    }
    retort_buf_puts(b, ", log10 ");
    put_log(b, e->llr);
    if (isnan(e->low)) {
        retort_buf_puts(b, ", without an interval");
    } else {
        retort_buf_puts(b, ", 95 % interval ");
        put_ratio(b, e->low);
        retort_buf_puts(b, " to ");
        put_ratio(b, e->high);
        retort_buf_puts(b, " (bootstrap over lineages and prompts, made to "
                           "hold the value in 95 of 100 such studies)");
    }
    retort_buf_printf(b,
                      "; %s calibration, of closed and open the nearer to "
                      "1. ",
                      e->headline);
}

static void say_label(retort_buf *b, const retort_evidence *e)
{
    double end = retort_wording_nearest_end(e->low, e->high);

    retort_buf_puts(b, "In words, read at the end of the interval nearest to "
                       "1 (scale " RETORT_WORDING_SCALE "): ");
    retort_buf_printf(b, "%s support for the proposition that %s. ", e->label,
                      e->llr < 0 ? about(e)->hd : about(e)->hp);
    if (strcmp(e->label, retort_wording_label(end, false)) != 0)
        retort_buf_printf(b,
                          "With fewer than %d shared prompts it is never "
                          "called more. ",
                          RETORT_METHOD_SHARED_PROMPTS_ADVISED);
}

static void say_undecided(retort_buf *b, const retort_evidence *e)
{
    retort_buf_puts(b, "The findings do not distinguish the propositions: ");
    if (e->closed.llr * e->open.llr < 0)
        retort_buf_puts(b, "the closed and the open calibration point in "
                           "opposite directions. ");
    else if (isnan(e->low))
        retort_buf_puts(b, "no interval was calculated. ");
    else {
        retort_buf_puts(
            b, "likelihood ratio and interval do not lie on one side of 1. ");
    }
}

/* The rules that failed, with what was found and what is needed. */
static void say_failures(retort_buf *b, const retort_evidence *e)
{
    const char *between = "";

    retort_buf_puts(b, "No likelihood ratio is given. What is missing: ");
    for (size_t i = 0; i < e->rule_count; i++) {
        const retort_rule *r = &e->rules[i];
        const retort_refusal_row *row = retort_refusal_row_of(r->id);

        if (r->passed || !r->refuses)
            continue;
        retort_buf_puts(b, between);
        between = "; ";
        retort_buf_puts(b, row ? row->noun : r->id);
        retort_buf_puts(b, " ");
        put_number(b, r->value, VALUE_FIGURES, false);
        retort_buf_puts(b, !row ? " against a limit of "
                           : row->side == RETORT_AT_LEAST
                               ? ", needed at least "
                               : ", allowed at most ");
        put_number(b, r->limit, VALUE_FIGURES, false);
    }
    retort_buf_puts(b, ". ");
}

static void say_source(retort_buf *b, const retort_evidence *e)
{
    if (strcmp(e->calibration, "common source") != 0)
        return;
    retort_buf_printf(b,
                      "R has no documented students here: the calibration "
                      "rests on the students of other teachers, scaled by the "
                      "%zu control suspects of R itself. ",
                      e->scale_model_count);
}

static void say_rivals(retort_buf *b, const retort_evidence *e)
{
    size_t shown = e->rival_count < RETORT_WORDING_RIVALS_MAX
                       ? e->rival_count
                       : RETORT_WORDING_RIVALS_MAX;

    if (shown == 0)
        return;
    retort_buf_puts(b, "By these prompts other reference lineages cannot be "
                       "told from R; what is said of R is said of one of {R");
    for (size_t i = 0; i < shown; i++)
        retort_buf_printf(b, ", %s", e->rivals[i].model);
    if (shown < e->rival_count)
        retort_buf_printf(b, " and %zu more", e->rival_count - shown);
    retort_buf_puts(b, "}. ");
}

static void say_rank(retort_buf *b, const retort_evidence *e)
{
    if (isnan(e->p) || !(e->p_floor < 1))
        return; /* no control suspects */
    retort_buf_printf(b,
                      "Among the %.0f lineages of R's control suspects the "
                      "score has rank p ",
                      floor(1 / e->p_floor - 0.5));
    retort_wording_figures(b, e->p, LR_FIGURES);
    retort_buf_puts(b, "; with so many it cannot be below ");
    retort_wording_figures(b, e->p_floor, LR_FIGURES);
    if (e->p_floor > RETORT_METHOD_RANK_LEVEL)
        retort_buf_puts(b, ", so that .05 cannot be reached");
    retort_buf_puts(b, ".");
}

static const char *label_of(const retort_evidence *e)
{
    if (is_verdict(e, "refused"))
        return "";
    if (is_verdict(e, "inconclusive"))
        return RETORT_WORDING_UNDECIDED;
    return retort_wording_label(retort_wording_nearest_end(e->low, e->high),
                                is_few_prompts(e));
}

/* One space too many at the end where the last part said nothing. */
static void trim(retort_buf *b)
{
    while (b->len > 0 && b->ptr[b->len - 1] == ' ')
        b->ptr[--b->len] = '\0';
}

retort_status retort_wording_write(retort_evidence *e, retort_arena *arena,
                                   retort_err *err)
{
    retort_buf b;

    retort_buf_init(&b, RETORT_WORDING_BYTES_MAX);
    e->label = label_of(e);
    if (is_verdict(e, "refused")) {
        say_failures(&b, e);
    } else {
        if (is_verdict(e, "inconclusive"))
            say_undecided(&b, e);
        say_direction(&b, e);
        say_ratio(&b, e);
        if (!is_verdict(e, "inconclusive"))
            say_label(&b, e);
        say_source(&b, e);
        if (is_verdict(e, "supported"))
            say_rivals(&b, e);
    }
    say_rank(&b, e);
    trim(&b);
    return retort_wording_keep(&b, arena, &e->sentence, err);
}
