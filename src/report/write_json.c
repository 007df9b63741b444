#include "report/result_fields.h"
#include "report/sink.h"

retort_status retort_json_write(const retort_screening *result, retort_buf *out,
                                retort_err *err)
{
    return retort_document_write(&retort_result_document, result, out, err);
}
