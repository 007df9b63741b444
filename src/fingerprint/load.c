#include <retort/fingerprint.h>
#include <retort/limits.h>

#include "base/infile.h"
#include "base/mem.h"

retort_status retort_fingerprint_load(retort_fingerprint **out,
                                      const char *path, retort_err *err)
{
    char *bytes = NULL;
    size_t len = 0;
    retort_status st = retort_infile_read(path, RETORT_FINGERPRINT_BYTES_MAX,
                                          &bytes, &len, err);

    *out = NULL;
    if (st != RETORT_OK)
        return st;
    st = retort_fingerprint_decode(out, (retort_span){bytes, len}, err);
    if (st != RETORT_OK)
        retort_err_in_file(err, path);
    retort_mem_free(bytes);
    return st;
}
