/**
 * @file infer/devpav.h
 * devPAV: how far likelihood ratios are from their own PAV transform.
 *
 * By Vergeer et al. (2021), "Measuring calibration of likelihood-ratio
 * systems": the mean, over the finite part of the PAV plot, of the distance
 * |y - x| between the line through the PAV points and the identity. Between two
 * points with d = y - x it is (|d1| + |d2|)/2 if the d have one sign, else
 * (d1^2 + d2^2) / (2 (|d1| + |d2|)). 0 is perfect calibration.
 *
 * Threads: pure functions, any number.
 */
#ifndef INFER_DEVPAV_H
#define INFER_DEVPAV_H

#include "infer/classes.h"

/**
 * devPAV of log10 likelihood ratios, in units of log10.
 *
 * @param[out] out  NaN if no PAV point is finite (the sets are fully
 *                  separated); +inf if an infinite value has a PAV transform
 *                  other than itself; |y - x| with one finite point; NaN on
 *                  failure
 * @return as retort_pav()
 */
RETORT_MUST_CHECK retort_status retort_devpav(const retort_classes *llr,
                                              double *out, retort_err *err);

#endif /* INFER_DEVPAV_H */
