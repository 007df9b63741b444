/**
 * @file run/provenance.h
 * Where a fingerprint comes from, as one line of JSON inside it.
 *
 * Holds the tool and rule version, the options that shape the content, and per
 * input its base name, SHA-256, bytes, format, compression, and the replies of
 * this model used from it, with the counts of all records of that input. No
 * time, no path, no user: the same inputs give the same bytes anywhere.
 */
#ifndef RUN_PROVENANCE_H
#define RUN_PROVENANCE_H

#include "run/fingerprinting.h"
#include "run/pairs.h"

/** Set the provenance of @p fp, which is model @p model of @p pairs. */
RETORT_MUST_CHECK retort_status
retort_provenance_set(retort_fingerprint *fp, const retort_fingerprinting *how,
                      const retort_fingerprinting_facts *facts,
                      const retort_pairs *pairs, size_t model, retort_err *err);

#endif /* RUN_PROVENANCE_H */
