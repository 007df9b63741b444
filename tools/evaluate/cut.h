/**
 * @file evaluate/cut.h
 * The part of a fingerprint that an evaluation keeps: totals over a range of
 * prompt blocks, and the replies to those prompts.
 */
#ifndef EVALUATE_CUT_H
#define EVALUATE_CUT_H

#include "fingerprint/fp.h"

/**
 * Copy what blocks @p from .. @p to - 1 hold. Families without blocks are
 * copied only where all blocks are asked for. The copy can be compared, not
 * merged, encoded or digested; its record digest is that of the whole.
 * @return RETORT_OK, RETORT_ERR_NOT_APPLICABLE (no per-reply table, or blocks
 *         that were not kept), RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status eval_cut_blocks(retort_fingerprint **out,
                                                const retort_fingerprint *fp,
                                                size_t from, size_t to,
                                                retort_err *err);

/** Copy replies and their hash sets, without tables. */
RETORT_MUST_CHECK retort_status eval_cut_sets(retort_fingerprint **out,
                                              const retort_fingerprint *fp,
                                              retort_err *err);

#endif /* EVALUATE_CUT_H */
