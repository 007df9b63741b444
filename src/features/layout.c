/*
 * One walk over the tokens, line by line; what is open (run, paragraph, code)
 * stands in struct walk. Linear: every token is looked at a fixed number of
 * times, and names are put together in a small buffer.
 *
 * Indentation and line sizes are read from tokens->lower: folding keeps the
 * line ends and the white space before a line's first token.
 */
#include "features/layout.h"

#include <string.h>

#include "base/hash.h"

enum {
    TAB_COLUMNS = 4,
    RULE_BYTES_MIN = 3,
    BOLD_SPANS_MAX = 8, /* of one line */
    QUEUE = 16,
    PARTS_MAX = 6, /* of one name */
    LINE_HASHES_MAX = 32,
    REPLY_HASHES_MAX = 48
};

typedef enum line_kind {
    LINE_TEXT,
    LINE_HEADING,
    LINE_BULLET,
    LINE_ITEM,
    LINE_ROW,
    LINE_FENCE,
    LINE_CODE,
    LINE_QUOTE,
    LINE_RULE,
    LINE_COUNT,
    LINE_BLANK = LINE_COUNT,
    LINE_START,
    LINE_END
} line_kind;

/* Part of a name, put together without a loop over its bytes. */
typedef struct part {
    char text[15];
    uint8_t len;
} part;

#define PART(literal)                                                          \
    {                                                                          \
        literal, sizeof(literal) - 1                                           \
    }
/* For arguments only: it lives as long as the block it stands in. */
#define P(literal) (&(const part)PART(literal))

static const part KIND[] = {
    [LINE_TEXT] = PART("text"),     [LINE_HEADING] = PART("heading"),
    [LINE_BULLET] = PART("bullet"), [LINE_ITEM] = PART("item"),
    [LINE_ROW] = PART("row"),       [LINE_FENCE] = PART("fence"),
    [LINE_CODE] = PART("code"),     [LINE_QUOTE] = PART("quote"),
    [LINE_RULE] = PART("rule"),     [LINE_BLANK] = PART("blank"),
    [LINE_START] = PART("start"),   [LINE_END] = PART("end"),
};

static const part WORD = PART("word");
static const part NUMBER = PART("number");
static const part BOLD = PART("bold");
static const part BAR = PART("bar");
static const part OTHER = PART("other");
static const part OPEN = PART("open");
static const part IN_COLON = PART("in:");
static const part IN_STOP = PART("in.");
static const part WHOLE_LINE = PART("line");
static const part OUT_COLON = PART("out:");
static const part OUT_DASH = PART("out-");
static const part IN_TEXT = PART("text");

/* One line that is not blank: tokens first .. end of the reply. */
typedef struct line {
    line_kind kind;
    size_t first;
    size_t end;
    size_t characters;
} line;

typedef struct walk {
    const retort_tokens *t;
    retort_hash_list *out;
    bool in_code;
    bool blank;     /* a blank line stands before the next line */
    line_kind near; /* the line before, or blank, or start */
    line_kind run;  /* kind of the open run, or start */
    line_kind run_before;
    size_t run_lines;
    bool run_loose;
    size_t run_bars; /* of its first row */
    line_kind para;  /* kind of the first line of the open paragraph */
    size_t para_lines;
    size_t para_characters;
    size_t total[LINE_COUNT];
    size_t lines;
    size_t paras;
    size_t bolds;
    size_t waiting; /* names without their hash */
    size_t name_len[QUEUE];
    char name[QUEUE][PARTS_MAX * sizeof(part)];
} walk;

size_t retort_layout_bound(size_t tokens, size_t bytes)
{
    size_t lines = tokens / 2 + 2; /* each has a token, line ends between */

    (void)bytes;
    if (lines > RETORT_LAYOUT_LINES_MAX)
        lines = RETORT_LAYOUT_LINES_MAX;
    return lines * LINE_HASHES_MAX + REPLY_HASHES_MAX;
}

static const part *number_class(size_t n)
{
    static const part EXACT[] = {PART("0"), PART("1"), PART("2"),
                                 PART("3"), PART("4"), PART("5"),
                                 PART("6"), PART("7"), PART("8")};
    static const part WIDE[] = {
        PART("9-16"),    PART("17-32"),   PART("33-64"),   PART("65-128"),
        PART("129-256"), PART("257-512"), PART("513-1024")};
    static const part MORE = PART("1025+");
    size_t top = 16;

    if (n <= 8)
        return &EXACT[n];
    for (size_t i = 0; i < sizeof(WIDE) / sizeof(WIDE[0]); i++, top *= 2)
        if (n <= top)
            return &WIDE[i];
    return &MORE;
}

/* Append @p p at @p at; whole parts are copied, the next one covers the rest. */
static inline size_t add(char *name, size_t at, const part *p)
{
    memcpy(name + at, p, sizeof(*p));
    return at + p->len;
}

static void hash_names(walk *w)
{
    for (size_t i = 0; i < w->waiting; i++)
        retort_hash_list_put(w->out, retort_hash64(w->name[i], w->name_len[i]));
    w->waiting = 0;
}

/*
 * Take a name of @p count parts. Names wait for their hashes: to load in one
 * piece what was just stored in several would stall each time.
 */
static inline void emit_parts(walk *w, const part *const *p, size_t count)
{
    char *name = w->name[w->waiting];
    size_t len = 0;

    for (size_t i = 0; i < count; i++)
        len = add(name, len, p[i]);
    w->name_len[w->waiting++] = len;
    if (w->waiting == QUEUE)
        hash_names(w);
}

/* Take a name of four parts, which may be empty. */
static void emit(walk *w, const part *a, const part *b, const part *c,
                 const part *d)
{
    const part *const parts[] = {a, b, c, d};

    emit_parts(w, parts, sizeof(parts) / sizeof(parts[0]));
}

static const char *byte_at(const retort_tokens *t, size_t i)
{
    return t->lower + t->at[i];
}

static bool is_char(const retort_tokens *t, size_t i, char c)
{
    return t->kind[i] == RETORT_TOKEN_PUNCT && t->len[i] == 1 &&
           *byte_at(t, i) == c;
}

static bool is_line_end(const retort_tokens *t, size_t i)
{
    return t->kind[i] == RETORT_TOKEN_NEWLINE ||
           t->kind[i] == RETORT_TOKEN_BLANK;
}

/* What token @p i is, as lead and end say it. Marks are not asked for. */
static const part *sign_of(const retort_tokens *t, size_t i)
{
    static const char SIGNS[] = ".,:;?!()\"'`-*";
    static const part NAME[] = {PART("."),  PART(","), PART(":"), PART(";"),
                                PART("?"),  PART("!"), PART("("), PART(")"),
                                PART("\""), PART("'"), PART("`"), PART("-"),
                                PART("*")};
    const char *found;

    switch ((retort_token_kind)t->kind[i]) {
    case RETORT_TOKEN_WORD:
    case RETORT_TOKEN_CJK: return &WORD;
    case RETORT_TOKEN_NUMBER: return &NUMBER;
    case RETORT_TOKEN_BOLD: return &BOLD;
    case RETORT_TOKEN_BAR: return &BAR;
    case RETORT_TOKEN_PUNCT:
        found = t->len[i] == 1
                    ? memchr(SIGNS, *byte_at(t, i), sizeof(SIGNS) - 1)
                    : NULL;
        return found ? &NAME[found - SIGNS] : &OTHER;
    case RETORT_TOKEN_NEWLINE:
    case RETORT_TOKEN_BLANK:
    case RETORT_TOKEN_HEADING:
    case RETORT_TOKEN_BULLET:
    case RETORT_TOKEN_ITEM:
    case RETORT_TOKEN_FENCE:
    case RETORT_TOKEN_KIND_COUNT:
    default: return &OTHER;
    }
}

static size_t indent_of(const retort_tokens *t, size_t i)
{
    size_t columns = 0;

    for (size_t at = t->at[i]; at > 0; at--) {
        if (t->lower[at - 1] == ' ')
            columns++;
        else if (t->lower[at - 1] == '\t')
            columns += TAB_COLUMNS;
        else
            break;
    }
    return columns;
}

static bool is_rule(const char *p, size_t len)
{
    if (len < RULE_BYTES_MIN || !memchr("-*_=", *p, 4))
        return false;
    for (size_t i = 1; i < len; i++)
        if (p[i] != *p)
            return false;
    return true;
}

static line_kind kind_of(const walk *w, const line *l)
{
    const retort_tokens *t = w->t;
    size_t at = t->at[l->first];
    size_t bytes = t->at[l->end - 1] + t->len[l->end - 1] - at;

    if (t->kind[l->first] == RETORT_TOKEN_FENCE)
        return LINE_FENCE;
    if (w->in_code)
        return LINE_CODE;
    if (is_rule(t->lower + at, bytes))
        return LINE_RULE;
    switch ((retort_token_kind)t->kind[l->first]) {
    case RETORT_TOKEN_HEADING: return LINE_HEADING;
    case RETORT_TOKEN_BULLET: return LINE_BULLET;
    case RETORT_TOKEN_ITEM: return LINE_ITEM;
    case RETORT_TOKEN_BAR: return LINE_ROW;
    case RETORT_TOKEN_PUNCT:
        return is_char(t, l->first, '>') ? LINE_QUOTE : LINE_TEXT;
    case RETORT_TOKEN_WORD:
    case RETORT_TOKEN_NUMBER:
    case RETORT_TOKEN_CJK:
    case RETORT_TOKEN_BOLD:
    case RETORT_TOKEN_NEWLINE:
    case RETORT_TOKEN_BLANK:
    case RETORT_TOKEN_FENCE:
    case RETORT_TOKEN_KIND_COUNT:
    default: return LINE_TEXT;
    }
}

static size_t characters_of(const retort_tokens *t, const line *l)
{
    const char *p = byte_at(t, l->first);
    const char *end = byte_at(t, l->end - 1) + t->len[l->end - 1];
    size_t n = 0;

    for (; p < end; p++)
        n += ((unsigned char)*p & 0xc0) != 0x80;
    return n;
}

/* The line of tokens from @p first; false at the end of the reply. */
static bool read_line(walk *w, size_t first, line *l)
{
    const retort_tokens *t = w->t;
    size_t end = first;

    while (end < t->count && !is_line_end(t, end))
        end++;
    *l = (line){.first = first, .end = end};
    if (end == first)
        return false;
    l->kind = kind_of(w, l);
    l->characters = characters_of(t, l);
    return true;
}

static void count_heading(walk *w, const line *l)
{
    const char *p = byte_at(w->t, l->first);
    size_t level = 0;

    while (level < w->t->len[l->first] && p[level] == '#')
        level++;
    emit(w, P("heading/"), number_class(level), P(""), P(""));
}

static void count_bullet(walk *w, const line *l)
{
    part mark = {{*byte_at(w->t, l->first)}, 1};

    if (!memchr("-*+", mark.text[0], 3))
        mark = OTHER;
    emit(w, P("bullet/"), &mark, P(""), P(""));
}

static void count_item(walk *w, const line *l)
{
    const char *p = byte_at(w->t, l->first);
    size_t len = w->t->len[l->first];
    bool digit = *p >= '0' && *p <= '9';
    bool paren = memchr(p, ')', len) != NULL;

    emit(w, P("item/"), digit ? P("1") : P("a"), paren ? P(")") : P("."),
         P(""));
}

/* The info word of an opening fence: in its token or in the next one. */
static retort_span info_of(const retort_tokens *t, const line *l)
{
    retort_span info = {byte_at(t, l->first), t->len[l->first]};

    while (info.len > 0 && (*info.ptr == '`' || *info.ptr == '~')) {
        info.ptr++;
        info.len--;
    }
    while (info.len > 0 && *info.ptr == ' ') {
        info.ptr++;
        info.len--;
    }
    if (info.len == 0 && l->end > l->first + 1)
        info = (retort_span){byte_at(t, l->first + 1), t->len[l->first + 1]};
    return info;
}

static void count_fence(walk *w, const line *l)
{
    retort_span info = info_of(w->t, l);
    part word = PART("");
    part mark = {{*byte_at(w->t, l->first)}, 1};

    emit(w, P("fence/"), &mark, P(""), P(""));
    if (w->in_code)
        return;
    if (info.len == 0) {
        emit(w, P("fence/bare"), P(""), P(""), P(""));
        return;
    }
    word.len =
        (uint8_t)(info.len < sizeof(word.text) ? info.len : sizeof(word.text));
    memcpy(word.text, info.ptr, word.len);
    emit(w, P("fence/info/"), &word, P(""), P(""));
}

static size_t bars_of(const retort_tokens *t, const line *l)
{
    size_t bars = 0;

    for (size_t i = l->first; i < l->end; i++)
        bars += t->kind[i] == RETORT_TOKEN_BAR;
    return bars;
}

static void count_mark(walk *w, const line *l)
{
    switch (l->kind) {
    case LINE_HEADING: count_heading(w, l); break;
    case LINE_BULLET: count_bullet(w, l); break;
    case LINE_ITEM: count_item(w, l); break;
    case LINE_FENCE: count_fence(w, l); break;
    case LINE_ROW:
        emit(w, P("row/"), number_class(bars_of(w->t, l)), P(""), P(""));
        break;
    case LINE_TEXT:
    case LINE_CODE:
    case LINE_QUOTE:
    case LINE_RULE:
    case LINE_BLANK:
    case LINE_START:
    case LINE_END:
    default: break;
    }
}

/* The next bold mark in [from, end), or end. */
static size_t next_bold(const retort_tokens *t, size_t from, size_t end)
{
    while (from < end && t->kind[from] != RETORT_TOKEN_BOLD)
        from++;
    return from;
}

/* How the bold that opens at token @p open ends. */
static const part *term_of(const retort_tokens *t, size_t open, size_t end)
{
    size_t close = next_bold(t, open + 1, end);

    if (close == end)
        return &OPEN;
    if (is_char(t, close - 1, ':'))
        return &IN_COLON;
    if (is_char(t, close - 1, '.'))
        return &IN_STOP;
    if (close + 1 == end)
        return &WHOLE_LINE;
    if (is_char(t, close + 1, ':'))
        return &OUT_COLON;
    return is_char(t, close + 1, '-') ? &OUT_DASH : &IN_TEXT;
}

static void count_bold(walk *w, const line *l)
{
    const retort_tokens *t = w->t;
    size_t open = next_bold(t, l->first, l->end);

    for (size_t spans = 0; open < l->end && spans < BOLD_SPANS_MAX; spans++) {
        size_t close = next_bold(t, open + 1, l->end);
        size_t words = 0;

        if (close == l->end)
            break;
        for (size_t i = open + 1; i < close; i++)
            words += t->kind[i] == RETORT_TOKEN_WORD ||
                     t->kind[i] == RETORT_TOKEN_CJK;
        emit(w, P("bold/"), number_class(words), P(""), P(""));
        w->bolds++;
        open = next_bold(t, close + 1, l->end);
    }
}

/* First and last token, bold: what only prose-like lines have. */
static void count_inside(walk *w, const line *l)
{
    const retort_tokens *t = w->t;
    bool marked = l->kind != LINE_TEXT;
    size_t lead = l->first + marked;

    emit(w, P("size/"), &KIND[l->kind], P("/"), number_class(l->characters));
    if (l->kind == LINE_FENCE || l->kind == LINE_RULE)
        return;
    emit(w, P("end/"), &KIND[l->kind], P("/"), sign_of(t, l->end - 1));
    if (lead < l->end) {
        emit(w, P("lead/"), &KIND[l->kind], P("/"), sign_of(t, lead));
        if (t->kind[lead] == RETORT_TOKEN_BOLD)
            emit(w, P("term/"), &KIND[l->kind], P("/"),
                 term_of(t, lead, l->end));
    }
    count_bold(w, l);
}

static void count_shape(walk *w, line_kind next)
{
    const part *const parts[] = {P("shape/"), &KIND[w->run_before],
                                 P(">"),      &KIND[w->run],
                                 P(">"),      &KIND[next]};

    emit_parts(w, parts, sizeof(parts) / sizeof(parts[0]));
}

static void end_run(walk *w, line_kind next)
{
    const part *name = &KIND[w->run];

    if (w->run_lines == 0)
        return;
    emit(w, P("run/"), name, P("/"), number_class(w->run_lines));
    if (w->run_lines > 1 && (w->run == LINE_BULLET || w->run == LINE_ITEM))
        emit(w, P("list/"), name, P("/"),
             w->run_loose ? P("loose") : P("tight"));
    if (w->run == LINE_ROW)
        emit(w, P("table/"), number_class(w->run_bars), P(""), P(""));
    count_shape(w, next);
    w->run_before = w->run;
    w->run_lines = 0;
}

static void add_to_run(walk *w, const line *l)
{
    if (w->run_lines > 0 && w->run != l->kind)
        end_run(w, l->kind);
    if (w->run_lines == 0) {
        w->run = l->kind;
        w->run_loose = false;
        w->run_bars = bars_of(w->t, l);
    } else {
        w->run_loose |= w->blank;
    }
    w->run_lines++;
}

static void end_para(walk *w)
{
    const part *name = &KIND[w->para];

    if (w->para_lines == 0)
        return;
    emit(w, P("para/"), name, P("/lines/"), number_class(w->para_lines));
    emit(w, P("para/"), name, P("/chars/"), number_class(w->para_characters));
    w->paras++;
    w->para_lines = 0;
    w->para_characters = 0;
}

static void add_to_para(walk *w, const line *l)
{
    if (w->para_lines == 0)
        w->para = l->kind;
    w->para_lines++;
    w->para_characters += l->characters;
}

static void step(walk *w, line_kind next)
{
    emit(w, P("step/"), &KIND[w->near], P(">"), &KIND[next]);
    w->near = next;
}

static void count_line(walk *w, const line *l)
{
    size_t indent = indent_of(w->t, l->first);
    const part *name = &KIND[l->kind];

    if (w->lines == 0)
        emit(w, P("first/"), name, P(""), P(""));
    else
        emit(w, P("pass/"), &KIND[w->run], P(">"), name);
    step(w, l->kind);
    emit(w, P("line/"), name, P(""), P(""));
    if (indent > 0 || l->kind == LINE_BULLET || l->kind == LINE_ITEM)
        emit(w, P("indent/"), name, P("/"), number_class(indent));
    count_mark(w, l);
    if (l->kind != LINE_CODE)
        count_inside(w, l);
    add_to_run(w, l);
    add_to_para(w, l);
    if (l->kind == LINE_FENCE)
        w->in_code = !w->in_code;
    w->total[l->kind]++;
    w->lines++;
    w->blank = false;
}

static void count_blank(walk *w, size_t i)
{
    const char *p = byte_at(w->t, i);
    size_t ends = 0;

    for (size_t k = 0; k < w->t->len[i]; k++)
        ends += p[k] == '\n';
    end_para(w);
    step(w, LINE_BLANK);
    emit(w, P("blank/"), number_class(ends > 1 ? ends - 1 : 1), P(""), P(""));
    w->blank = true;
}

static void count_totals(walk *w)
{
    if (w->lines > 0)
        emit(w, P("last/"), &KIND[w->run], P(""), P(""));
    step(w, LINE_END);
    end_para(w);
    end_run(w, LINE_END);
    for (size_t k = 0; k < LINE_COUNT; k++)
        if (w->total[k] > 0)
            emit(w, P("total/"), &KIND[k], P("/"), number_class(w->total[k]));
    emit(w, P("total/lines/"), number_class(w->lines), P(""), P(""));
    emit(w, P("total/paras/"), number_class(w->paras), P(""), P(""));
    emit(w, P("total/bold/"), number_class(w->bolds), P(""), P(""));
    hash_names(w);
}

void retort_layout_count(const retort_reply_view *reply, retort_hash_list *out)
{
    walk w = {.t = reply->tokens,
              .out = out,
              .near = LINE_START,
              .run = LINE_START,
              .run_before = LINE_START};
    size_t i = 0;
    line l;

    for (size_t n = 0; i < w.t->count && n < RETORT_LAYOUT_LINES_MAX; n++) {
        if (read_line(&w, i, &l))
            count_line(&w, &l);
        if (l.end < w.t->count && w.t->kind[l.end] == RETORT_TOKEN_BLANK)
            count_blank(&w, l.end);
        i = l.end + 1;
    }
    count_totals(&w);
}
