#include "text/template.h"

#include <retort/limits.h>

#include <json-c/json.h>

#include "base/utf8.h"
#include "text/channels.h"

/*
 * Two checks keep ordinary replies and hostile ones away from json-c: the
 * answer must begin and end like an object, and one pass over its bytes must
 * find balanced brackets, few of them, that close with the last byte. Without
 * the second, a reply of empty arrays would cost gigabytes.
 */

static const char *const answer_keys[] = {
    "answer", "completion", "content", "final_answer", "message", "output",
    "reply",  "response",   "result",  "text",         NULL};

/* Equal but for the case of ASCII letters, in every locale. */
static bool is_word(retort_span text, const char *lower)
{
    if (text.len != strlen(lower))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lower[i])
            return false;
    }
    return true;
}

static bool is_answer_key(const char *key)
{
    for (size_t i = 0; answer_keys[i]; i++) {
        if (is_word(retort_span_of(key), answer_keys[i]))
            return true;
    }
    return false;
}

/* The inside of the answer's one JSON fence, or the answer as it is. */
static retort_span inside_fence(retort_span answer)
{
    retort_span rest = answer, line = retort_text_line(&rest);
    retort_fence open = retort_fence_of(line);
    size_t last;

    if (open.run == 0)
        return answer;
    if (open.info.len && !is_word(open.info, "json"))
        return answer;
    for (last = rest.len; last > 0 && rest.ptr[last - 1] != '\n'; last--) {
    }
    if (!retort_fence_closes(open,
                             (retort_span){rest.ptr + last, rest.len - last}))
        return answer;
    return retort_text_trim((retort_span){rest.ptr, last});
}

/* Index behind the string whose opening quote stands at at. */
static size_t skip_string(retort_span text, size_t at)
{
    for (at++; at < text.len && text.ptr[at] != '"'; at++) {
        if (text.ptr[at] == '\\')
            at++;
    }
    return at + 1;
}

static bool opens(char c)
{
    return c == '{' || c == '[';
}

static bool closes(char c)
{
    return c == '}' || c == ']';
}

/* Is this one bracketed value with few marks that ends with the text? */
static bool looks_like_object(retort_span text)
{
    size_t depth = 0, marks = 0, at = 0;

    if (text.len < 2 || text.ptr[0] != '{' || text.ptr[text.len - 1] != '}')
        return false;
    while (at < text.len) {
        char c = text.ptr[at];

        if (c == '"') {
            at = skip_string(text, at);
            continue;
        }
        at++;
        marks += opens(c) || closes(c) || c == ',';
        depth += opens(c);
        depth -= closes(c);
        if (depth == 0 || marks > RETORT_TEMPLATE_MARKS_MAX)
            break;
    }
    return depth == 0 && at == text.len && marks <= RETORT_TEMPLATE_MARKS_MAX;
}

struct search {
    struct json_object *found; /* borrowed */
    size_t count;
};

static void consider(const char *key, struct json_object *value,
                     struct search *s)
{
    if (!json_object_is_type(value, json_type_string) || !is_answer_key(key))
        return;
    s->found = value;
    s->count++;
}

static void search_members(struct json_object *object, struct search *s)
{
    json_object_object_foreach(object, key, value)
    {
        consider(key, value, s);
    }
}

static void search_both_levels(struct json_object *root, struct search *s)
{
    json_object_object_foreach(root, key, value)
    {
        if (json_object_is_type(value, json_type_object))
            search_members(value, s);
        else
            consider(key, value, s);
    }
}

/* *out is NULL when the text is not JSON. */
static retort_status parse(retort_span text, struct json_object **out,
                           retort_err *err)
{
    struct json_tokener *tok = json_tokener_new_ex((int)RETORT_DEPTH_MAX);
    bool whole;

    *out = NULL;
    if (!tok)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a template");
    json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
    *out = json_tokener_parse_ex(tok, text.ptr, (int)text.len);
    whole = json_tokener_get_error(tok) == json_tokener_success &&
            json_tokener_get_parse_end(tok) == text.len;
    json_tokener_free(tok);
    if (!whole) {
        (void)json_object_put(*out);
        *out = NULL;
    }
    return RETORT_OK;
}

static retort_status take_answer(struct json_object *root, retort_buf *out,
                                 bool *unwrapped, retort_err *err)
{
    struct search s = {0};
    retort_span text;
    retort_status st;

    search_both_levels(root, &s);
    if (s.count != 1)
        return RETORT_OK;
    text = (retort_span){json_object_get_string(s.found),
                         (size_t)json_object_get_string_len(s.found)};
    if (retort_utf8_check(text) != text.len)
        return RETORT_OK;
    retort_buf_add(out, text);
    st = retort_buf_status(out);
    if (st != RETORT_OK)
        return RETORT_FAIL(err, st, "cannot keep %zu bytes of a template",
                           text.len);
    *unwrapped = true;
    return RETORT_OK;
}

retort_status retort_template_unwrap(retort_span answer, retort_buf *out,
                                     bool *unwrapped, retort_err *err)
{
    struct json_object *root = NULL;
    retort_span text = answer;
    retort_status st;

    *unwrapped = false;
    out->len = 0;
    out->status = RETORT_OK;
    if (answer.len && answer.ptr[0] != '{')
        text = inside_fence(answer);
    if (text.len > RETORT_RECORD_BYTES_MAX || !looks_like_object(text))
        return RETORT_OK;
    st = parse(text, &root, err);
    if (st == RETORT_OK && root && json_object_is_type(root, json_type_object))
        st = take_answer(root, out, unwrapped, err);
    (void)json_object_put(root);
    return st;
}
