/**
 * @file features/simd.h
 * The one seam to wider vector registers.
 *
 * A routine that gains from them is written once, as a body marked
 * RETORT_SIMD_BODY in plain C with the vector types of gcc and clang, and is
 * compiled again inside wrappers marked RETORT_SIMD_256 and RETORT_SIMD_512.
 * All give the same bits; the choice is made at run time. On other machines
 * than x86-64 the plain one is all there is.
 */
#ifndef FEATURES_SIMD_H
#define FEATURES_SIMD_H

#define RETORT_SIMD_BODY static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define RETORT_SIMD_256 __attribute__((target("avx2")))
#define RETORT_SIMD_512 __attribute__((target("avx512f,avx512dq,avx512vl")))
#else
#define RETORT_SIMD_256
#define RETORT_SIMD_512
#endif

/** Which wrappers may run. */
typedef enum retort_simd {
    RETORT_SIMD_NONE,
    RETORT_SIMD_TO_256,
    RETORT_SIMD_TO_512,
} retort_simd;

/** The most that this machine has. */
static inline retort_simd retort_simd_most(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl"))
        return RETORT_SIMD_TO_512;
    if (__builtin_cpu_supports("avx2"))
        return RETORT_SIMD_TO_256;
#endif
    return RETORT_SIMD_NONE;
}

#endif /* FEATURES_SIMD_H */
