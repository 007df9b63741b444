/**
 * @file infer/validation_leave.h
 * One calibration, and what it would be with any two lineages left out.
 *
 * The calibration is that of infer/logistic.h on the counted cells, a cell
 * weighing as often as it was drawn. Leaving lineages out takes every pair of
 * which suspect or reference is of one of them, and the nulls of reference
 * lineages that have no positive left.
 *
 * Gradient and Hessian of J are sums over cells. At the fit of all cells they
 * are kept cell by cell and summed up by reference lineage, so that those of
 * the rest are a short sum away. From there one Newton step leads close to the
 * fit of the rest (Pregibon 1981, "Logistic regression diagnostics", section
 * on one-step deletion): its error is of second order in the weight left out.
 * More steps over the pairs of the rest lead to the fit itself. The ceiling of a
 * step is that of all cells, that of a fit is its own.
 *
 * Threads: immutable once made; any number of readers.
 */
#ifndef INFER_VALIDATION_LEAVE_H
#define INFER_VALIDATION_LEAVE_H

#include <retort/status.h>

#include "infer/quantile.h"
#include "infer/validation_cells.h"

/**
 * How scores become LLRs: ln LR = slope (score - mean)/sd + intercept, a score
 * above the ceiling counting as it.
 */
typedef struct retort_line {
    bool is_fit; /**< false: no fit, or a score against the proposition */
    double slope;
    double intercept;
    double mean;
    double sd;
    double ceiling; /**< of infer/weighing.h */
    double rest_sd; /**< of the scores that were left, each class weighing
                         1/2; 0 without a fit */
} retort_line;

/** Sums over pairs of a cell, each 1 / pairs in the cell; see the .c file. */
typedef struct retort_leave_sums {
    double weight;
    double g0;
    double g1;
    double h00;
    double h01;
    double h11;
    double z1;
    double z2;
} retort_leave_sums;

/** What is calibrated. Arrays are borrowed. */
typedef struct retort_leave_how {
    const retort_cells *cells;
    const double *score;        /**< by item; NULL: those of the cells */
    const uint8_t *is_positive; /**< by cell; NULL: as the cells say */
    const uint8_t *is_present;  /**< by cell; NULL: all that count */
    const double *times;        /**< by cell; NULL: once each */
    double prior;
    double ridge;
} retort_leave_how;

typedef struct retort_leave {
    retort_leave_how how;
    retort_line all;            /**< fit of all cells; slope of either sign */
    double offset;              /**< ln(prior/(1 - prior)) */
    double *z;                  /**< by item, above the ceiling as well */
    retort_weighted *sorted;    /**< scratch of retort_leave_make() */
    retort_leave_sums *cell;    /**< by cell, at the fit of all */
    retort_leave_sums *column;  /**< by class (null first), then reference */
    uint32_t *present_positive; /**< cells, by reference */
} retort_leave;

/**
 * Fit all cells.
 *
 * @param near      a fit of nearly the same data to start from, or NULL
 * @param[out] out  zeroed by the caller; release it, also on failure. Where no
 *                  fit exists (a class is empty) all.is_fit is false, and so it
 *                  is with any lineages left out
 * @return RETORT_OK, RETORT_ERR_NOMEM or as retort_logistic_fit_raw()
 */
RETORT_MUST_CHECK retort_status retort_leave_make(retort_leave *out,
                                                  const retort_leave_how *how,
                                                  const retort_line *near,
                                                  retort_err *err);

void retort_leave_release(retort_leave *l);

/**
 * One step from the fit of all, under the ceiling of all: without the lineages
 * @p leave, each as suspect and as reference. They are numbers of the
 * population's table, UINT32_MAX for none.
 */
retort_line retort_leave_step(const retort_leave *l, const uint32_t leave[2]);

/**
 * The fit without the lineages @p leave under its own ceiling, to the precision
 * of retort_weighing_fit().
 * @return RETORT_OK (out->is_fit tells whether there is one) or as
 *         retort_logistic_fit_raw()
 */
RETORT_MUST_CHECK retort_status retort_leave_fit(const retort_leave *l,
                                                 const uint32_t leave[2],
                                                 retort_line *out,
                                                 retort_err *err);

/**
 * Which cells stay without the lineages @p leave: 1 in @p stays, by cell.
 * Cells that do not count or are not present never stay.
 */
void retort_leave_rest(const retort_leave *l, const uint32_t leave[2],
                       uint8_t *stays);

/** log10 LR of @p score by a line; NaN without a fit. */
double retort_line_llr(const retort_line *line, double score);

#endif /* INFER_VALIDATION_LEAVE_H */
