#include <gnu/libc-version.h>
#include <retort/version.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/sha256.h"
#include "cli/command.h"
#include "cli/terminal.h"

struct version_args {
    bool json;
};

enum { TEXT_BYTES_MAX = 1 << 16, LIBRARIES = 3 };

/* Facts that only the build knows; it may leave any of them unsaid. */
#ifdef RETORT_BUILD_TYPE
static const char BUILD_TYPE[] = RETORT_BUILD_TYPE;
#else
static const char BUILD_TYPE[] = "";
#endif
#ifdef RETORT_BUILD_FLAGS
static const char BUILD_FLAGS[] = RETORT_BUILD_FLAGS;
#else
static const char BUILD_FLAGS[] = "";
#endif
#ifdef RETORT_BUILD_COMMIT
static const char BUILD_COMMIT[] = RETORT_BUILD_COMMIT;
#else
static const char BUILD_COMMIT[] = "";
#endif

#ifdef __clang__
static const char COMPILER[] = "clang " __clang_version__;
#else
static const char COMPILER[] = "gcc " __VERSION__;
#endif

/* What the compiler was really told, as it says itself. */
static const char *const SEEN[] = {
#ifdef __OPTIMIZE__
    "optimised",
#endif
#ifdef _FORTIFY_SOURCE
    "fortified",
#endif
#ifdef __SSP_STRONG__
    "stack protector",
#endif
#ifdef __PIE__
    "position independent",
#endif
#ifdef __FAST_MATH__
    "fast math",
#endif
#ifdef __SANITIZE_ADDRESS__
    "address sanitizer",
#endif
#ifdef __SANITIZE_THREAD__
    "thread sanitizer",
#endif
#ifdef NDEBUG
    "no assertions",
#else
    "assertions",
#endif
    NULL,
};

struct library_fact {
    const char *name;
    char version[64];
};

/* Linked ones say their version at run time; xxHash is compiled in. */
static void list_libraries(struct library_fact out[LIBRARIES])
{
    out[0].name = "libc";
    (void)snprintf(out[0].version, sizeof(out[0].version), "glibc %s",
                   gnu_get_libc_version());
    out[1].name = "openssl";
    (void)snprintf(out[1].version, sizeof(out[1].version), "%s",
                   retort_sha256_provider());
    out[2].name = "xxhash";
    (void)snprintf(out[2].version, sizeof(out[2].version), "%d.%d.%d",
                   XXH_VERSION_MAJOR, XXH_VERSION_MINOR, XXH_VERSION_RELEASE);
}

static void text_line(retort_buf *b, const char *name, const char *value)
{
    if (value[0])
        retort_buf_printf(b, "%-10s %s\n", name, value);
}

static void write_text(retort_buf *b, const struct library_fact *libraries)
{
    retort_buf_printf(b, "retort %s\n", retort_version());
    retort_buf_printf(b, "%-10s %d\n", "rules", RETORT_RULES_VERSION);
    text_line(b, "commit", BUILD_COMMIT);
    text_line(b, "compiler", COMPILER);
    text_line(b, "build", BUILD_TYPE);
    text_line(b, "flags", BUILD_FLAGS);
    retort_buf_printf(b, "%-10s", "seen");
    for (size_t i = 0; SEEN[i]; i++)
        retort_buf_printf(b, "%s%s", i ? ", " : " ", SEEN[i]);
    retort_buf_puts(b, "\n");
    for (size_t i = 0; i < LIBRARIES; i++)
        text_line(b, libraries[i].name, libraries[i].version);
}

static void json_pair(retort_buf *b, const char *name, const char *value)
{
    retort_buf_printf(b, ",\"%s\":", name);
    retort_terminal_add_json(b, retort_span_of(value));
}

static void write_json(retort_buf *b, const struct library_fact *libraries)
{
    retort_buf_printf(b, "{\"tool\":\"retort\",\"rules\":%d",
                      RETORT_RULES_VERSION);
    json_pair(b, "version", retort_version());
    json_pair(b, "commit", BUILD_COMMIT);
    json_pair(b, "compiler", COMPILER);
    json_pair(b, "build", BUILD_TYPE);
    json_pair(b, "flags", BUILD_FLAGS);
    retort_buf_puts(b, ",\"seen\":[");
    for (size_t i = 0; SEEN[i]; i++)
        retort_buf_printf(b, "%s\"%s\"", i ? "," : "", SEEN[i]);
    retort_buf_puts(b, "],\"libraries\":{");
    for (size_t i = 0; i < LIBRARIES; i++) {
        retort_buf_printf(b, "%s\"%s\":", i ? "," : "", libraries[i].name);
        retort_terminal_add_json(b, retort_span_of(libraries[i].version));
    }
    retort_buf_puts(b, "}}\n");
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct version_args *args = opaque;
    struct library_fact libraries[LIBRARIES];
    retort_status st;
    retort_buf b;

    retort_buf_init(&b, TEXT_BYTES_MAX);
    list_libraries(libraries);
    if (args->json)
        write_json(&b, libraries);
    else
        write_text(&b, libraries);
    st = retort_buf_status(&b);
    if (st == RETORT_OK)
        (void)fputs(b.ptr, stdout);
    else
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %d bytes",
                         TEXT_BYTES_MAX);
    retort_buf_release(&b);
    return st;
}

static const retort_option OPTIONS[] = {
    RETORT_OPTION_ROW_JSON(struct version_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort version", "the facts to name when a result is questioned"},
    {"retort version --json | jq -r .rules",
     "the rules version; fingerprints of different rules never meet"},
    {NULL, NULL},
};

const retort_command cmd_version = {
    .summary = "print version, build and linked libraries",
    .usage = "[--json]",
    .about = "Two programs of one rules version give the same bytes for the "
             "same input. The rest says which program that was: commit, "
             "compiler, what the compiler was told, and the libraries in use "
             "now.",
    .options = OPTIONS,
    .args_bytes = sizeof(struct version_args),
    .examples = EXAMPLES,
    .exits = "024",
    .see_also = "limits",
    .run = run,
};
