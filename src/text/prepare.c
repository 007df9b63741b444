#include "text/prepare.h"

#include <retort/limits.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/channels.h"
#include "text/char_class.h"
#include "text/nfc.h"
#include "text/template.h"

/* Strict UTF-8 in, NFC with LF line ends out; what changes is kept here. */
struct cleaner {
    retort_buf lf;
    retort_nfc nfc;
};

struct retort_text_scratch {
    struct cleaner response;  /* also prompts and unwrapped templates */
    struct cleaner reasoning; /* reasoning given in a field of its own */
    retort_buf joined;        /* all reasoning of the reply */
    retort_buf unwrapped;     /* answer out of a template */
    retort_buf cut;           /* prose, code or a folded prompt */
};

static const char *const channel_names[RETORT_CHANNEL_COUNT] = {
    "answer", "prose", "code", "reasoning"};

const char *retort_channel_name(retort_channel channel)
{
    if ((unsigned)channel >= RETORT_CHANNEL_COUNT)
        return NULL;
    return channel_names[channel];
}

static void buf_empty(retort_buf *b)
{
    b->len = 0;
    b->status = RETORT_OK;
}

static retort_span buf_span(const retort_buf *b)
{
    return (retort_span){b->ptr, b->len};
}

retort_status retort_text_scratch_new(retort_text_scratch **out,
                                      retort_err *err)
{
    retort_text_scratch *s = retort_mem_new(1, sizeof(*s));

    *out = s;
    if (!s)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the buffers of a reply");
    retort_buf_init(&s->response.lf, RETORT_RECORD_BYTES_MAX + 1);
    retort_nfc_init(&s->response.nfc);
    retort_buf_init(&s->reasoning.lf, RETORT_RECORD_BYTES_MAX + 1);
    retort_nfc_init(&s->reasoning.nfc);
    retort_buf_init(&s->joined, RETORT_RECORD_BYTES_MAX + 1);
    retort_buf_init(&s->unwrapped, RETORT_RECORD_BYTES_MAX + 1);
    /* Every line gets a line end, the last one too. */
    retort_buf_init(&s->cut, RETORT_RECORD_BYTES_MAX + 2);
    return RETORT_OK;
}

void retort_text_scratch_free(retort_text_scratch *s)
{
    if (!s)
        return;
    retort_buf_release(&s->response.lf);
    retort_nfc_release(&s->response.nfc);
    retort_buf_release(&s->reasoning.lf);
    retort_nfc_release(&s->reasoning.nfc);
    retort_buf_release(&s->joined);
    retort_buf_release(&s->unwrapped);
    retort_buf_release(&s->cut);
    retort_mem_free(s);
}

static retort_status explain(retort_status st, const char *what, size_t bytes,
                             retort_err *err)
{
    if (st == RETORT_ERR_LIMIT)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "%s of %zu bytes; the limit is %zu", what, bytes,
                           RETORT_RECORD_BYTES_MAX);
    if (st == RETORT_ERR_NOMEM)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for %s of %zu "
                           "bytes",
                           what, bytes);
    return st;
}

static retort_status check(retort_span text, const char *what, retort_err *err)
{
    size_t bad;

    if (text.len > RETORT_RECORD_BYTES_MAX)
        return explain(RETORT_ERR_LIMIT, what, text.len, err);
    bad = retort_utf8_check(text);
    if (bad < text.len)
        return RETORT_FAIL_AT(err, RETORT_ERR_UTF8, 0, bad,
                              "%s has bytes that are not UTF-8 from byte %zu "
                              "(0x%02x)",
                              what, bad, (unsigned char)text.ptr[bad]);
    return RETORT_OK;
}

/* CRLF and CR become LF. */
static retort_span unify_line_ends(retort_span text, retort_buf *lf)
{
    const char *p = text.ptr, *end, *cr;

    if (text.len == 0)
        return text;
    end = p + text.len;
    cr = memchr(p, '\r', text.len);
    if (!cr)
        return text;
    buf_empty(lf);
    for (; cr; cr = p < end ? memchr(p, '\r', (size_t)(end - p)) : NULL) {
        retort_buf_add(lf, (retort_span){p, (size_t)(cr - p)});
        retort_buf_puts(lf, "\n");
        p = cr + 1;
        if (p < end && *p == '\n')
            p++;
    }
    retort_buf_add(lf, (retort_span){p, (size_t)(end - p)});
    return buf_span(lf);
}

static retort_status clean(struct cleaner *c, retort_span text,
                           const char *what, retort_span *out, retort_err *err)
{
    retort_status st = check(text, what, err);

    *out = (retort_span){0};
    if (st != RETORT_OK)
        return st;
    buf_empty(&c->lf);
    *out = unify_line_ends(text, &c->lf);
    st = retort_buf_status(&c->lf);
    if (st != RETORT_OK)
        return explain(st, what, text.len, err);
    return retort_nfc_apply(&c->nfc, *out, out, err);
}

/* Unwrap until no template is left. Each round needs its quotes escaped once
 * more by whoever wrote it, so there are few rounds however long the text. */
static retort_status unwrap(retort_text_scratch *s, retort_span *answer,
                            bool *was_template, retort_err *err)
{
    for (;;) {
        bool unwrapped;
        retort_status st =
            retort_template_unwrap(*answer, &s->unwrapped, &unwrapped, err);

        if (st != RETORT_OK || !unwrapped)
            return st;
        *was_template = true;
        st = clean(&s->response, buf_span(&s->unwrapped), "an answer", answer,
                   err);
        if (st != RETORT_OK)
            return st;
        *answer = retort_text_trim(*answer);
    }
}

static retort_status cut(retort_text_scratch *s, retort_span answer, bool code,
                         retort_span *out, retort_err *err)
{
    retort_status st;

    buf_empty(&s->cut);
    retort_fences_cut(answer, code, &s->cut);
    st = retort_buf_status(&s->cut);
    if (st != RETORT_OK)
        return explain(st, "a channel", answer.len, err);
    *out = retort_text_trim(buf_span(&s->cut));
    return RETORT_OK;
}

static retort_status split(retort_text_scratch *s, retort_span response,
                           retort_span reasoning, bool wanted,
                           retort_prepared *out, retort_err *err)
{
    retort_split parts;
    retort_status st;

    buf_empty(&s->joined);
    if (wanted)
        retort_reasoning_add(&s->joined, reasoning);
    parts = retort_split_reasoning(response, wanted ? &s->joined : NULL);
    out->had_reasoning =
        parts.had_reasoning || retort_text_trim(reasoning).len > 0;
    out->missing_open_tag = parts.missing_open_tag;
    out->text = wanted ? buf_span(&s->joined) : parts.answer;
    st = retort_buf_status(&s->joined);
    return explain(st, "reasoning", reasoning.len + response.len, err);
}

retort_status retort_text_prepare(retort_text_scratch *s, retort_span response,
                                  retort_span reasoning, retort_channel channel,
                                  retort_prepared *out, retort_err *err)
{
    bool wanted = channel == RETORT_CHANNEL_REASONING;
    retort_status st;

    *out = (retort_prepared){0};
    st = clean(&s->response, response, "a reply", &response, err);
    if (st != RETORT_OK)
        return st;
    st = clean(&s->reasoning, reasoning, "reasoning", &reasoning, err);
    if (st != RETORT_OK)
        return st;
    st = split(s, response, reasoning, wanted, out, err);
    if (st != RETORT_OK || wanted)
        return st;
    st = unwrap(s, &out->text, &out->was_template, err);
    if (st != RETORT_OK || channel == RETORT_CHANNEL_ANSWER)
        return st;
    return cut(s, out->text, channel == RETORT_CHANNEL_CODE, &out->text, err);
}

/* A visible ASCII character, or the one space before one: it stays as it is
 * behind a word. */
static bool goes_on(retort_span text, size_t at)
{
    if (text.ptr[at] == ' ')
        at++;
    return at < text.len && text.ptr[at] > ' ' && text.ptr[at] <= '~';
}

/* Copy the words of text, one space between two. */
static void fold_spaces(retort_span text, retort_buf *out)
{
    size_t at = 0, word = 0, bytes;
    bool in_word = false;

    for (; at < text.len; at += bytes) {
        uint32_t cp;
        bool space;

        bytes = 1;
        if (in_word && goes_on(text, at))
            continue;
        cp = retort_utf8_decode(text.ptr + at, text.ptr + text.len, &bytes);
        space = retort_char_is_space(cp);
        if (in_word && space)
            retort_buf_add(out, (retort_span){text.ptr + word, at - word});
        if (!in_word && !space) {
            word = at;
            if (out->len)
                retort_buf_puts(out, " ");
        }
        in_word = !space;
    }
    if (in_word)
        retort_buf_add(out, (retort_span){text.ptr + word, at - word});
}

retort_status retort_text_fold_prompt(retort_text_scratch *s,
                                      retort_span prompt, retort_span *out,
                                      retort_err *err)
{
    retort_status st = check(prompt, "a prompt", err);

    *out = (retort_span){0};
    if (st != RETORT_OK)
        return st;
    st = retort_nfc_apply(&s->response.nfc, prompt, &prompt, err);
    if (st != RETORT_OK)
        return st;
    buf_empty(&s->cut);
    fold_spaces(prompt, &s->cut);
    st = retort_buf_status(&s->cut);
    if (st != RETORT_OK)
        return explain(st, "a prompt", prompt.len, err);
    *out = buf_span(&s->cut);
    return RETORT_OK;
}
