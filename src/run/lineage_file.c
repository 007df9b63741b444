#include "run/lineage_file.h"

#include "base/infile.h"
#include "base/mem.h"

retort_status retort_lineage_file_read(retort_lineage_table *out,
                                       const char *path, retort_err *err)
{
    char *bytes = NULL;
    size_t len = 0;
    retort_status st;

    if (!path)
        return RETORT_OK;
    st = retort_infile_read(path, RETORT_RECORD_BYTES_MAX, &bytes, &len, err);
    if (st == RETORT_OK) {
        st = retort_lineage_table_decode(out, (retort_span){bytes, len}, err);
        if (st != RETORT_OK)
            retort_err_in_file(err, path);
    }
    retort_mem_free(bytes);
    return st;
}
