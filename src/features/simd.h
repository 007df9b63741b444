/**
 * @file features/simd.h
 * The one seam to wider vector registers.
 *
 * A routine that gains from them is written once, as a body marked
 * RETORT_SIMD_BODY in plain C with the vector types of gcc and clang, and is
 * compiled twice: as it is, and inside a wrapper marked RETORT_SIMD_WIDE. Both
 * give the same bits; the choice is made at run time. On other machines the
 * plain one is all there is.
 */
#ifndef FEATURES_SIMD_H
#define FEATURES_SIMD_H

#include <stdbool.h>

#define RETORT_SIMD_BODY static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define RETORT_SIMD_WIDE __attribute__((target("avx2")))
#else
#define RETORT_SIMD_WIDE
#endif

/** May routines marked RETORT_SIMD_WIDE run on this machine? */
static inline bool retort_simd_wide(void)
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2");
#else
    return false;
#endif
}

#endif /* FEATURES_SIMD_H */
