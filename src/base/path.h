/**
 * @file base/path.h
 * Parts of a path as text; nothing is looked up.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <retort/span.h>

/**
 * The last part of @p path; slashes behind it do not count, so that a folder
 * has one too. The root is its own last part. Borrowed from @p path.
 */
retort_span retort_path_last(const char *path);

#endif /* BASE_PATH_H */
