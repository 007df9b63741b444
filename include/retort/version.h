/**
 * @file retort/version.h
 * Version of the library and of the rules whose results it prints.
 */
#ifndef RETORT_VERSION_H
#define RETORT_VERSION_H

#include <retort/attrs.h>

/** Version of the tool, "MAJOR.MINOR.PATCH". */
#define RETORT_VERSION "0.1.0"

/**
 * Version of the text and feature rules (tokens, skeleton, closed-class list,
 * families, sketch weights). Fingerprints of different rules never meet.
 */
enum { RETORT_RULES_VERSION = 1 };

/** RETORT_VERSION of the library that is linked at run time. Static. */
RETORT_API const char *retort_version(void);

#endif /* RETORT_VERSION_H */
