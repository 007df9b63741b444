/*
 * Any bytes are refused as a result with a reason, or give a result that every
 * sink writes; its JSON form reads back and is then written the same.
 */
#include <retort/report.h>

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_again(const char *json, size_t len)
{
    retort_screening *s = NULL;
    char *again = NULL;
    size_t again_len;

    require(retort_report_read_json(&s, (retort_span){json, len}, NULL) ==
            RETORT_OK);
    require(retort_report_write(s, "json", &again, &again_len, NULL) ==
            RETORT_OK);
    require(again_len == len && memcmp(again, json, len) == 0);
    retort_report_bytes_free(again);
    retort_screening_free(s);
}

static void write_all(const retort_screening *s)
{
    for (const retort_sink_info *i = retort_report_sinks(); i->name; i++) {
        char *bytes = NULL;
        size_t len;

        require(retort_report_write(s, i->name, &bytes, &len, NULL) ==
                RETORT_OK);
        require(strlen(bytes) == len);
        if (strcmp(i->name, "json") == 0)
            check_again(bytes, len);
        if (strcmp(i->name, "html") == 0)
            require(!strstr(bytes, "<script") && !strstr(bytes, "<img"));
        retort_report_bytes_free(bytes);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    retort_screening *s = NULL;
    retort_err err = {0};
    retort_status st = retort_report_read_json(
        &s, (retort_span){(const char *)data, size}, &err);

    require(st == RETORT_OK ? s != NULL : !s && err.code == st && err.text[0]);
    if (s)
        write_all(s);
    retort_screening_free(s);
    return 0;
}
