/**
 * @file report/policy.h
 * Content-Security-Policy of the page: nothing may be loaded or run, and the
 * one inline style sheet is allowed by its SHA-256.
 */
#ifndef REPORT_POLICY_H
#define REPORT_POLICY_H

#include <retort/attrs.h>
#include <retort/status.h>

#include "base/buf.h"

/**
 * Append the policy for a page whose one style element holds @p style.
 * @return RETORT_OK, or RETORT_ERR_NOMEM or RETORT_ERR_INTERNAL of the digest
 */
RETORT_MUST_CHECK retort_status retort_policy_write(retort_buf *out,
                                                    const char *style,
                                                    retort_err *err);

/** Append @p len bytes in base64 with padding (RFC 4648). */
void retort_policy_base64(retort_buf *out, const unsigned char *bytes,
                          size_t len);

#endif /* REPORT_POLICY_H */
