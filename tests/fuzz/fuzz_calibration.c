/*
 * Any bytes are refused as a calibration with a reason, or give one that is
 * within its tables, is written to the same bytes when read again, and that
 * every form of its validations takes.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/calibration_check.h"
#include "report/calibration_json.h"
#include "report/validation_csv.h"
#include "report/validation_json.h"
#include "report/validation_text.h"

enum { BYTES_MAX = 1 << 28 };

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_again(const retort_calibration *c)
{
    retort_calibration *again = NULL;
    retort_buf one;
    retort_buf two;

    retort_buf_init(&one, BYTES_MAX);
    retort_buf_init(&two, BYTES_MAX);
    require(retort_calibration_json_write(c, &one, NULL) == RETORT_OK);
    require(retort_calibration_json_read(
                &again, (retort_span){one.ptr, one.len}, NULL) == RETORT_OK);
    require(retort_calibration_json_write(again, &two, NULL) == RETORT_OK);
    require(one.len == two.len && memcmp(one.ptr, two.ptr, one.len) == 0);
    retort_calibration_free(again);
    retort_buf_release(&one);
    retort_buf_release(&two);
}

static void write_all(const retort_calibration *c)
{
    retort_buf out;

    retort_buf_init(&out, BYTES_MAX);
    require(retort_validation_json_write(c, &out, NULL) == RETORT_OK);
    retort_validation_csv_write(c, &out);
    retort_validation_text_write(c, &out);
    require(retort_buf_status(&out) == RETORT_OK);
    require(strlen(out.ptr) == out.len);
    retort_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    retort_calibration *c = NULL;
    retort_err err = {0};
    retort_status st = retort_calibration_json_read(
        &c, (retort_span){(const char *)data, size}, &err);

    require(st == RETORT_OK ? c != NULL : !c && err.code == st && err.text[0]);
    if (c) {
        require(retort_calibration_check(c, NULL) == RETORT_OK);
        check_again(c);
        write_all(c);
    }
    retort_calibration_free(c);
    return 0;
}
