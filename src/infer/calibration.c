#include "infer/calibration.h"

#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

retort_status retort_calibration_new(retort_calibration **out, retort_err *err)
{
    retort_calibration *c = retort_mem_new(1, sizeof(*c));
    retort_arena *arena = retort_mem_new(1, sizeof(*arena));

    *out = NULL;
    if (!c || !arena) {
        retort_mem_free(c);
        retort_mem_free(arena);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for a calibration");
    }
    retort_arena_init(arena, 0);
    c->arena = arena;
    *out = c;
    return RETORT_OK;
}

void retort_calibration_free(retort_calibration *c)
{
    if (!c)
        return;
    if (c->arena)
        retort_arena_release(c->arena);
    retort_mem_free(c->arena);
    retort_mem_free(c);
}

const retort_validation *retort_calibration_validation(
    const retort_calibration *c, retort_proposition proposition)
{
    const char *id = retort_proposition_about(proposition)->id;

    for (size_t i = 0; i < c->validation_count; i++)
        if (strcmp(c->validations[i].proposition, id) == 0)
            return &c->validations[i];
    return NULL;
}
