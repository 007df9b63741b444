#include "ingest/jsonptr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <json-c/json_object.h>

#include "ingest/jsonparse.h"

static const char DOCUMENT[] =
    "{\"a\":{\"b\":[10,20,{\"c\":\"deep\"}]},\"\":\"empty\",\"x/y\":\"slash\","
    "\"m~n\":\"tilde\",\"none\":null,\"list\":[],\"-1\":\"key\"}";

static const struct {
    const char *pointer;
    retort_status status;
    const char *json; /* of the value found */
} CASES[] = {
    {"/a/b/0", RETORT_OK, "10"},
    {"/a/b/1", RETORT_OK, "20"},
    {"/a/b/2/c", RETORT_OK, "\"deep\""},
    {"/a/b/-1/c", RETORT_OK, "\"deep\""},
    {"/", RETORT_OK, "\"empty\""},
    {"/x~1y", RETORT_OK, "\"slash\""},
    {"/m~0n", RETORT_OK, "\"tilde\""},
    {"/none", RETORT_OK, "null"},
    {"/-1", RETORT_OK, "\"key\""},
    {"/a/b/3", RETORT_ERR_NOT_FOUND, NULL},
    {"/a/b/00", RETORT_ERR_NOT_FOUND, NULL},
    {"/a/b/01", RETORT_ERR_NOT_FOUND, NULL},
    {"/a/b/-2", RETORT_ERR_NOT_FOUND, NULL},
    {"/a/b/-", RETORT_ERR_NOT_FOUND, NULL},
    {"/a/b/", RETORT_ERR_NOT_FOUND, NULL},
    {"/a/b/1x", RETORT_ERR_NOT_FOUND, NULL},
    {"/a/b/99999999999999999999999", RETORT_ERR_NOT_FOUND, NULL},
    {"/list/-1", RETORT_ERR_NOT_FOUND, NULL},
    {"/list/0", RETORT_ERR_NOT_FOUND, NULL},
    {"/missing", RETORT_ERR_NOT_FOUND, NULL},
    {"/missing/x", RETORT_ERR_NOT_FOUND, NULL},
    {"/none/x", RETORT_ERR_NOT_FOUND, NULL},
    {"/a/b/0/x", RETORT_ERR_NOT_FOUND, NULL},
    {"a", RETORT_ERR_ARG, NULL},
    {"a/b", RETORT_ERR_ARG, NULL},
    {"/m~", RETORT_ERR_ARG, NULL},
    {"/m~2n", RETORT_ERR_ARG, NULL},
    {"/missing/m~2n", RETORT_ERR_ARG, NULL},
};

static struct json_object *document(void)
{
    struct json_object *root;

    assert_int_equal(retort_json_parse(&root, retort_span_of(DOCUMENT), NULL),
                     RETORT_OK);
    return root;
}

static void get__walks_the_document(void **state)
{
    struct json_object *root = document();

    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct json_object *value;

        assert_int_equal(retort_jsonptr_get(root, CASES[i].pointer, &value),
                         CASES[i].status);
        if (CASES[i].json)
            assert_string_equal(json_object_to_json_string(value),
                                CASES[i].json);
        else
            assert_null(value);
    }
    retort_json_free(root);
}

static void get__of_nothing_is_the_root(void **state)
{
    struct json_object *root = document();
    struct json_object *value;

    (void)state;
    assert_int_equal(retort_jsonptr_get(root, "", &value), RETORT_OK);
    assert_ptr_equal(value, root);
    retort_json_free(root);
}

static void get__bounds_the_parts(void **state)
{
    struct json_object *root = document();
    struct json_object *value;
    char pointer[RETORT_POINTER_TOKEN_BYTES_MAX + 2];

    (void)state;
    for (size_t d = 0; d <= 2; d++) {
        size_t len = RETORT_POINTER_TOKEN_BYTES_MAX - 2 + d;

        memset(pointer, 'k', sizeof(pointer));
        pointer[0] = '/';
        pointer[1 + len] = '\0';
        assert_int_equal(retort_jsonptr_get(root, pointer, &value),
                         d == 2 ? RETORT_ERR_ARG : RETORT_ERR_NOT_FOUND);
    }
    retort_json_free(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(get__walks_the_document),
        cmocka_unit_test(get__of_nothing_is_the_root),
        cmocka_unit_test(get__bounds_the_parts),
    };

    return cmocka_run_group_tests_name("jsonptr", tests, NULL, NULL);
}
