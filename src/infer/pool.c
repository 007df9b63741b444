#include "infer/pool.h"

retort_status retort_pool_run(const retort_pool *pool, size_t count,
                              retort_piece_fn piece, void *work,
                              retort_err *err)
{
    retort_status st = RETORT_OK;

    if (pool)
        return pool->run(pool->ctx, count, piece, work, err);
    for (size_t i = 0; st == RETORT_OK && i < count; i++)
        st = piece(work, i, err);
    return st;
}
