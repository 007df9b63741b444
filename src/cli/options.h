/**
 * @file cli/options.h
 * Options of a command as one table, from which parsing, help, the man page
 * and shell completion come.
 *
 * A row says where its value goes: an offset into the command's own struct of
 * arguments. Long names are never abbreviated, so that adding an option cannot
 * change what a script means; that, and errors that name the nearest option,
 * is why this is not getopt_long().
 *
 * Threads: the tables are const; parsing touches only its arguments.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RETORT_OPTION_REPEAT_MAX = 16, RETORT_OPTION_ROWS_MAX = 64 };

/** What follows an option, and the type its target must have. */
typedef enum retort_option_kind {
    RETORT_OPTION_FLAG,   /**< nothing; bool */
    RETORT_OPTION_STRING, /**< any text; const char * */
    RETORT_OPTION_COUNT,  /**< a whole number in min..max; uint64_t */
    RETORT_OPTION_CHOICE, /**< one of a list; const char * */
    RETORT_OPTION_LIST,   /**< any text, repeatable; retort_option_list */
} retort_option_kind;

/** Values of a repeatable option, in the order given; borrowed from argv. */
typedef struct retort_option_list {
    size_t count;
    const char *items[RETORT_OPTION_REPEAT_MAX];
} retort_option_list;

/** What stands on the command line beside options; borrowed from argv. */
typedef struct retort_operands {
    size_t count;
    char *const *items;
} retort_operands;

/** One option. Unused fields are zero. */
typedef struct retort_option {
    const char *name; /**< long name, without dashes */
    char letter;      /**< short form, or 0 */
    retort_option_kind kind;
    size_t target;         /**< offsetof() in the struct of arguments */
    const char *value;     /**< what help calls the value, such as "FILE" */
    const char *help;      /**< what it does; no full stop */
    const char *choices;   /**< CHOICE: the words, parted by '|' */
    uint64_t min, max;     /**< COUNT: the range */
    const char *initial;   /**< value when absent, set and shown */
    const char *otherwise; /**< words for the default when none is set */
    bool required;
    bool hidden; /**< parsed, but in no help */
} retort_option;

/** How many operands a command takes, and where they go. */
typedef struct retort_operand_rule {
    const char *name; /**< such as "INPUT", or NULL: none are allowed */
    size_t min;
    size_t max;
    size_t target; /**< offsetof() of a retort_operands */
} retort_operand_rule;

/* Rows that several commands share; TYPE is the struct of arguments. */
#define RETORT_OPTION_ROW_JSON(TYPE)                                           \
    {                                                                          \
        .name = "json", .kind = RETORT_OPTION_FLAG,                            \
        .target = offsetof(TYPE, json),                                        \
        .help = "print one JSON object instead of text"                        \
    }
#define RETORT_OPTION_ROW_FORCE(TYPE)                                          \
    {                                                                          \
        .name = "force", .letter = 'f', .kind = RETORT_OPTION_FLAG,            \
        .target = offsetof(TYPE, force),                                       \
        .help = "replace what exists; without it nothing is overwritten"       \
    }
#define RETORT_OPTION_ROW_QUIET(TYPE)                                          \
    {                                                                          \
        .name = "quiet", .letter = 'q', .kind = RETORT_OPTION_FLAG,            \
        .target = offsetof(TYPE, quiet),                                       \
        .help = "no remarks and no progress on standard error; errors stay"    \
    }
#define RETORT_OPTION_ROW_THREADS(TYPE)                                        \
    {                                                                          \
        .name = "threads", .letter = 't', .kind = RETORT_OPTION_COUNT,         \
        .target = offsetof(TYPE, threads), .value = "N", .min = 1,             \
        .max = RETORT_THREADS_MAX, .otherwise = "all processors",              \
        .help = "work on N threads; the result is the same bytes for any N"    \
    }

/**
 * Parse @p argv (without the name of the command) into @p args.
 *
 * The operands are moved to the front of @p argv, in their order; an argument
 * "--" ends the options. An option that is not repeatable may stand once.
 *
 * @param options  rows ended by one without a name; NULL for none
 * @param args     the command's struct of arguments, zeroed by the caller
 * @return RETORT_OK; RETORT_END when --help or -h was met; RETORT_ERR_ARG with
 *         a message that names the option, the value and what is allowed
 */
RETORT_MUST_CHECK retort_status retort_options_parse(
    const retort_option *options, const retort_operand_rule *operands, int argc,
    char **argv, void *args, retort_err *err);

/** Cut the next word off a list parted by '|'; its length is 0 at the end. */
retort_span retort_option_next_choice(const char **rest);

#endif /* CLI_OPTIONS_H */
