#include "ingest/jsonparse.h"

#include <limits.h>
#include <retort/limits.h>

#include <json-c/json_object.h>
#include <json-c/json_tokener.h>

/* json-c counts a level for the scalar inside the innermost container. */
enum { TOKENER_DEPTH = (int)RETORT_DEPTH_MAX + 2 };

/*
 * Strict mode is left off on purpose: the lexical pass holds the grammar, and
 * strict json-c refuses an element for an integer beyond 64 bits in a field
 * that nobody reads.
 */
static retort_status parse(struct json_tokener *tok, struct json_object **out,
                           retort_span text, retort_err *err)
{
    *out = json_tokener_parse_ex(tok, text.ptr, (int)text.len);
    if (json_tokener_get_error(tok) == json_tokener_continue)
        *out = json_tokener_parse_ex(tok, "", 1); /* a number has ended */
    else if (json_tokener_get_error(tok) == json_tokener_success &&
             json_tokener_get_parse_end(tok) != text.len)
        return RETORT_FAIL(err, RETORT_ERR_JSON,
                           "text goes on behind a JSON value");
    if (json_tokener_get_error(tok) != json_tokener_success)
        return RETORT_FAIL(
            err, RETORT_ERR_JSON, "%s",
            json_tokener_error_desc(json_tokener_get_error(tok)));
    return RETORT_OK;
}

retort_status retort_json_parse(struct json_object **out, retort_span text,
                                retort_err *err)
{
    struct json_tokener *tok;
    retort_status st;

    *out = NULL;
    if (text.len > INT_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "element of %zu bytes is too long", text.len);
    tok = json_tokener_new_ex(TOKENER_DEPTH);
    if (!tok)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to parse JSON");
    st = parse(tok, out, text, err);
    json_tokener_free(tok);
    if (st != RETORT_OK) {
        retort_json_free(*out);
        *out = NULL;
    }
    return st;
}

bool retort_json_is_object(const struct json_object *value)
{
    return json_object_is_type(value, json_type_object);
}

void retort_json_free(struct json_object *value)
{
    (void)json_object_put(value);
}
