#include "text/channels.h"

/*
 * Tags are matched by name, without regard to case. One pass for the blocks at
 * the start, one for a closing tag that was never opened (models whose chat
 * template ends in the opening tag). Both are linear: every '<' is looked at
 * once per pass.
 */

enum { FENCE_RUN_MIN = 3 };

static const char *const tag_names[] = {"think", "thinking", "reasoning",
                                        "thought"};

enum { TAG_COUNT = sizeof(tag_names) / sizeof(tag_names[0]) };

struct tag {
    int name; /* index into tag_names; -1: no tag here */
    bool closing;
    size_t bytes;
};

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

retort_span retort_text_trim(retort_span text)
{
    while (text.len && is_blank(text.ptr[text.len - 1]))
        text.len--;
    while (text.len && is_blank(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    return text;
}

static retort_span behind(retort_span text, size_t bytes)
{
    if (bytes == 0)
        return text;
    return (retort_span){text.ptr + bytes, text.len - bytes};
}

/* Length of the name at the start of text, whatever its case; 0: other text. */
static size_t match_name(retort_span text, const char *name)
{
    size_t n = strlen(name);

    if (text.len < n)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if ((text.ptr[i] | 0x20) != name[i])
            return 0;
    }
    return n;
}

/* The tag that text begins with. */
static struct tag tag_at(retort_span text)
{
    struct tag none = {-1, false, 0};
    size_t at = 1;
    bool closing;

    if (text.len < 2 || text.ptr[0] != '<')
        return none;
    closing = text.ptr[1] == '/';
    at += closing;
    for (int i = 0; i < (int)TAG_COUNT; i++) {
        size_t n = match_name(behind(text, at), tag_names[i]);

        if (n && at + n < text.len && text.ptr[at + n] == '>')
            return (struct tag){i, closing, at + n + 1};
    }
    return none;
}

/* Next tag of text; its place, or text.len if there is none. */
static size_t find_tag(retort_span text, struct tag *out)
{
    size_t at = 0;

    *out = (struct tag){-1, false, 0};
    while (at < text.len) {
        const char *p = memchr(text.ptr + at, '<', text.len - at);

        if (!p)
            break;
        at = (size_t)(p - text.ptr);
        *out = tag_at(behind(text, at));
        if (out->name >= 0)
            return at;
        at++;
    }
    return text.len;
}

/* Place of the closing tag called name, or text.len. */
static size_t find_closing(retort_span text, int name, struct tag *out)
{
    size_t at = 0;

    for (;;) {
        at += find_tag(behind(text, at), out);
        if (at == text.len || (out->closing && out->name == name))
            return at;
        at += out->bytes;
    }
}

/* Place of the first closing tag that was not opened before, or text.len. */
static size_t find_unopened(retort_span text, struct tag *out)
{
    size_t open[TAG_COUNT] = {0};
    size_t at = 0;

    for (;;) {
        at += find_tag(behind(text, at), out);
        if (at == text.len)
            return at;
        if (!out->closing)
            open[out->name]++;
        else if (open[out->name] == 0)
            return at;
        else
            open[out->name]--;
        at += out->bytes;
    }
}

void retort_reasoning_add(retort_buf *reasoning, retort_span piece)
{
    piece = retort_text_trim(piece);
    if (piece.len == 0)
        return;
    if (reasoning->len)
        retort_buf_puts(reasoning, "\n\n");
    retort_buf_add(reasoning, piece);
}

static void note(retort_split *split, retort_buf *reasoning, retort_span piece)
{
    if (retort_text_trim(piece).len == 0)
        return;
    split->had_reasoning = true;
    if (reasoning)
        retort_reasoning_add(reasoning, piece);
}

retort_split retort_split_reasoning(retort_span text, retort_buf *reasoning)
{
    retort_split split = {0};
    retort_span rest = retort_text_trim(text);
    struct tag tag = tag_at(rest), close;
    size_t at;

    for (; tag.name >= 0 && !tag.closing; tag = tag_at(rest)) {
        rest = behind(rest, tag.bytes);
        at = find_closing(rest, tag.name, &close);
        note(&split, reasoning, (retort_span){rest.ptr, at});
        rest = at < rest.len ? behind(rest, at + close.bytes)
                             : behind(rest, rest.len);
        rest = retort_text_trim(rest);
    }
    at = find_unopened(rest, &close);
    if (at < rest.len) {
        split.missing_open_tag = true;
        note(&split, reasoning, (retort_span){rest.ptr, at});
        rest = behind(rest, at + close.bytes);
    }
    split.answer = retort_text_trim(rest);
    return split;
}

retort_span retort_text_line(retort_span *rest)
{
    const char *nl = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
    size_t len = nl ? (size_t)(nl - rest->ptr) : rest->len;
    retort_span line = {rest->ptr, len};

    *rest = behind(*rest, nl ? len + 1 : len);
    return line;
}

retort_fence retort_fence_of(retort_span line)
{
    retort_fence fence = {0};
    retort_span text = retort_text_trim(line);
    size_t run = 0;

    if (text.len < FENCE_RUN_MIN || (text.ptr[0] != '`' && text.ptr[0] != '~'))
        return fence;
    while (run < text.len && text.ptr[run] == text.ptr[0])
        run++;
    if (run < FENCE_RUN_MIN)
        return fence;
    fence.info = retort_text_trim(behind(text, run));
    if (text.ptr[0] == '`' && fence.info.len &&
        memchr(fence.info.ptr, '`', fence.info.len))
        return fence;
    fence.mark = text.ptr[0];
    fence.run = run;
    return fence;
}

bool retort_fence_closes(retort_fence open, retort_span line)
{
    retort_fence fence = retort_fence_of(line);

    return fence.run >= open.run && fence.mark == open.mark &&
           fence.info.len == 0;
}

static void add_line(retort_buf *out, retort_span line)
{
    retort_buf_add(out, line);
    retort_buf_puts(out, "\n");
}

void retort_fences_cut(retort_span answer, bool code, retort_buf *out)
{
    retort_fence open = {0};

    while (answer.len) {
        retort_span line = retort_text_line(&answer);

        if (open.run == 0) {
            open = retort_fence_of(line);
            if (open.run == 0 && !code)
                add_line(out, line);
            else if (open.run && code && out->len)
                add_line(out, (retort_span){0});
        } else if (retort_fence_closes(open, line)) {
            open = (retort_fence){0};
        } else if (code) {
            add_line(out, line);
        }
    }
}
