#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "cli/nearest.h"

/* How much of a wrong value a message repeats. */
#define SHOWN "%.80s"

/* One command line on its way through. */
struct parser {
    const retort_option *options;
    int argc;
    char **argv;
    int at;        /* next argument */
    int operands;  /* moved to the front so far */
    uint64_t seen; /* rows that were given, one bit each */
    char *args;
    retort_err *err;
};

static const retort_option *find_long(const retort_option *options,
                                      retort_span name)
{
    for (const retort_option *o = options; o && o->name; o++)
        if (strlen(o->name) == name.len &&
            memcmp(o->name, name.ptr, name.len) == 0)
            return o;
    return NULL;
}

static const retort_option *find_letter(const retort_option *options, char c)
{
    for (const retort_option *o = options; o && o->name; o++)
        if (o->letter && o->letter == c)
            return o;
    return NULL;
}

static retort_status unknown_long(struct parser *p, retort_span name)
{
    retort_nearest n;

    retort_nearest_init(&n, name);
    for (const retort_option *o = p->options; o && o->name; o++)
        if (!o->hidden)
            retort_nearest_offer(&n, retort_span_of(o->name));
    retort_nearest_offer(&n, retort_span_of("help"));
    if (n.best.len)
        return RETORT_FAIL(p->err, RETORT_ERR_ARG,
                           "unknown option --%.*s; did you mean --%.*s?",
                           (int)(name.len < 80 ? name.len : 80), name.ptr,
                           (int)n.best.len, n.best.ptr);
    return RETORT_FAIL(p->err, RETORT_ERR_ARG, "unknown option --%.*s",
                       (int)(name.len < 80 ? name.len : 80), name.ptr);
}

retort_span retort_option_next_choice(const char **rest)
{
    retort_span word = {*rest, strcspn(*rest, "|")};

    *rest += word.len;
    if (**rest == '|')
        (*rest)++;
    return word;
}

static retort_status set_choice(const retort_option *o, const char *value,
                                const char **target, retort_err *err)
{
    const char *rest = o->choices;
    char list[160] = "";
    size_t used = 0;
    retort_nearest n;

    retort_nearest_init(&n, retort_span_of(value));
    for (retort_span w = retort_option_next_choice(&rest); w.len;
         w = retort_option_next_choice(&rest)) {
        if (w.len == strlen(value) && memcmp(w.ptr, value, w.len) == 0) {
            *target = value;
            return RETORT_OK;
        }
        retort_nearest_offer(&n, w);
        if (used + w.len + 3 < sizeof(list))
            used += (size_t)snprintf(list + used, sizeof(list) - used, "%s%.*s",
                                     used ? ", " : "", (int)w.len, w.ptr);
    }
    if (n.best.len)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "option --%s: '" SHOWN "' is not one of %s; did "
                           "you mean %.*s?",
                           o->name, value, list, (int)n.best.len, n.best.ptr);
    return RETORT_FAIL(err, RETORT_ERR_ARG,
                       "option --%s: '" SHOWN "' is not one of %s", o->name,
                       value, list);
}

static bool read_count(const char *text, uint64_t *out)
{
    uint64_t v = 0;

    if (!*text)
        return false;
    for (; *text; text++) {
        uint64_t digit = (uint64_t)(*text - '0');

        if (*text < '0' || *text > '9' || v > (UINT64_MAX - digit) / 10)
            return false;
        v = v * 10 + digit;
    }
    *out = v;
    return true;
}

static retort_status set_count(const retort_option *o, const char *value,
                               uint64_t *target, retort_err *err)
{
    uint64_t v;

    if (!read_count(value, &v) || v < o->min || v > o->max)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "option --%s: '" SHOWN
                           "' is not a whole number in %llu..%llu",
                           o->name, value, (unsigned long long)o->min,
                           (unsigned long long)o->max);
    *target = v;
    return RETORT_OK;
}

static retort_status add_to_list(const retort_option *o, const char *value,
                                 retort_option_list *list, retort_err *err)
{
    if (list->count == RETORT_OPTION_REPEAT_MAX)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "option --%s given more than %d times", o->name,
                           RETORT_OPTION_REPEAT_MAX);
    list->items[list->count++] = value;
    return RETORT_OK;
}

/* Targets are members of the command's struct, so the cast is aligned. */
static retort_status set_value(const retort_option *o, const char *value,
                               char *args, retort_err *err)
{
    void *target = args + o->target;

    switch (o->kind) {
    case RETORT_OPTION_FLAG: *(bool *)target = true; return RETORT_OK;
    case RETORT_OPTION_STRING: *(const char **)target = value; return RETORT_OK;
    case RETORT_OPTION_COUNT: return set_count(o, value, target, err);
    case RETORT_OPTION_CHOICE: return set_choice(o, value, target, err);
    case RETORT_OPTION_LIST: return add_to_list(o, value, target, err);
    }
    return RETORT_FAIL(err, RETORT_ERR_INTERNAL, "option --%s has no kind",
                       o->name);
}

static retort_status note_seen(struct parser *p, const retort_option *o)
{
    uint64_t bit = (uint64_t)1 << (o - p->options);

    if (o->kind != RETORT_OPTION_LIST && (p->seen & bit))
        return RETORT_FAIL(p->err, RETORT_ERR_ARG, "option --%s given twice",
                           o->name);
    p->seen |= bit;
    return RETORT_OK;
}

/* The argument after the option, unless it is itself an option. */
static retort_status take_value(struct parser *p, const retort_option *o,
                                const char **out)
{
    const char *next = p->at < p->argc ? p->argv[p->at] : NULL;

    if (!next)
        return RETORT_FAIL(p->err, RETORT_ERR_ARG,
                           "option --%s needs a value: %s", o->name, o->value);
    if (strncmp(next, "--", 2) == 0 &&
        (!next[2] || find_long(p->options, retort_span_of(next + 2))))
        return RETORT_FAIL(p->err, RETORT_ERR_ARG,
                           "option --%s needs a value, found %s; write "
                           "--%s=%s if that is meant",
                           o->name, next, o->name, next);
    p->at++;
    *out = next;
    return RETORT_OK;
}

static retort_status apply(struct parser *p, const retort_option *o,
                           const char *value)
{
    retort_status st = note_seen(p, o);

    if (st == RETORT_OK && o->kind != RETORT_OPTION_FLAG && !value)
        st = take_value(p, o, &value);
    return st == RETORT_OK ? set_value(o, value, p->args, p->err) : st;
}

static retort_status parse_long(struct parser *p, const char *text)
{
    retort_span name = {text, strcspn(text, "=")};
    const char *value = text[name.len] ? text + name.len + 1 : NULL;
    const retort_option *o = find_long(p->options, name);

    if (!o && strcmp(text, "help") == 0)
        return RETORT_END;
    if (!o)
        return unknown_long(p, name);
    if (o->kind == RETORT_OPTION_FLAG && value)
        return RETORT_FAIL(p->err, RETORT_ERR_ARG,
                           "option --%s takes no value, found '" SHOWN "'",
                           o->name, value);
    return apply(p, o, value);
}

/* -x, -xy for two flags, -oFILE and -o FILE. */
static retort_status parse_letters(struct parser *p, const char *text)
{
    for (; *text; text++) {
        const retort_option *o = find_letter(p->options, *text);
        retort_status st;

        if (!o && *text == 'h')
            return RETORT_END;
        if (!o)
            return RETORT_FAIL(p->err, RETORT_ERR_ARG, "unknown option -%c",
                               *text);
        if (o->kind != RETORT_OPTION_FLAG)
            return apply(p, o, text[1] ? text + 1 : NULL);
        st = apply(p, o, NULL);
        if (st != RETORT_OK)
            return st;
    }
    return RETORT_OK;
}

static retort_status set_defaults(struct parser *p)
{
    retort_status st = RETORT_OK;

    for (const retort_option *o = p->options; o && o->name && st == RETORT_OK;
         o++)
        if (o->initial)
            st = set_value(o, o->initial, p->args, p->err);
    return st;
}

static retort_status check_required(const struct parser *p)
{
    for (const retort_option *o = p->options; o && o->name; o++)
        if (o->required && !(p->seen & (uint64_t)1 << (o - p->options)))
            return RETORT_FAIL(p->err, RETORT_ERR_ARG, "--%s %s is missing",
                               o->name, o->value);
    return RETORT_OK;
}

static retort_status keep_operands(struct parser *p,
                                   const retort_operand_rule *rule)
{
    size_t n = (size_t)p->operands;

    if (n && !rule->name)
        return RETORT_FAIL(p->err, RETORT_ERR_ARG,
                           "takes no operand, found '" SHOWN "'", p->argv[0]);
    if (n < rule->min)
        return RETORT_FAIL(p->err, RETORT_ERR_ARG,
                           "%s is missing: %zu given, at least %zu needed",
                           rule->name, n, rule->min);
    if (rule->name && n > rule->max)
        return RETORT_FAIL(p->err, RETORT_ERR_ARG,
                           "too many %s: %zu given, at most %zu; the first "
                           "too many is '" SHOWN "'",
                           rule->name, n, rule->max, p->argv[rule->max]);
    if (rule->name) {
        void *target = p->args + rule->target;

        *(retort_operands *)target = (retort_operands){n, p->argv};
    }
    return RETORT_OK;
}

retort_status retort_options_parse(const retort_option *options,
                                   const retort_operand_rule *operands,
                                   int argc, char **argv, void *args,
                                   retort_err *err)
{
    struct parser p = {.options = options,
                       .argc = argc,
                       .argv = argv,
                       .args = args,
                       .err = err};
    retort_status st = set_defaults(&p);
    bool ended = false;

    while (st == RETORT_OK && p.at < argc) {
        char *arg = argv[p.at++];

        if (ended || arg[0] != '-' || !arg[1])
            argv[p.operands++] = arg;
        else if (strcmp(arg, "--") == 0)
            ended = true;
        else if (arg[1] == '-')
            st = parse_long(&p, arg + 2);
        else
            st = parse_letters(&p, arg + 1);
    }
    if (st == RETORT_OK)
        st = check_required(&p);
    return st == RETORT_OK ? keep_operands(&p, operands) : st;
}
