#include "cli/help.h"

#include <stdbool.h>
#include <string.h>

enum { WIDTH = 78, HELP_COLUMN = 26, USAGE_INDENT = 14, EXAMPLE_INDENT = 6 };

const char *retort_help_exit(char digit)
{
    switch (digit) {
    case '0': return "done";
    case '1': return "a verification found something";
    case '2': return "the command line is wrong; nothing was done";
    case '3': return "an input was rejected; nothing was written";
    case '4': return "the system refused: I/O, memory, or the output exists";
    case '5': return "a fault of retort itself was noticed";
    case '6': return "the method does not apply here; the reason is printed";
    default: return NULL;
    }
}

/* One growing sentence of facts in a fixed room. */
static void add_fact(char *out, const char *head, const char *text)
{
    size_t used = strlen(out);

    (void)snprintf(out + used, RETORT_HELP_FACTS_BYTES - used, "%s%s%s",
                   used ? "; " : "", head, text);
}

static void add_choices(char *out, const char *choices)
{
    const char *rest = choices;
    const char *gap = "";

    add_fact(out, "one of ", "");
    for (retort_span w = retort_option_next_choice(&rest); w.len;
         w = retort_option_next_choice(&rest)) {
        size_t used = strlen(out);

        (void)snprintf(out + used, RETORT_HELP_FACTS_BYTES - used, "%s%.*s",
                       gap, (int)w.len, w.ptr);
        gap = ", ";
    }
}

void retort_help_facts(const retort_option *o,
                       char out[RETORT_HELP_FACTS_BYTES])
{
    char range[64];

    out[0] = '\0';
    if (o->required)
        add_fact(out, "", "required");
    if (o->kind == RETORT_OPTION_CHOICE)
        add_choices(out, o->choices);
    if (o->kind == RETORT_OPTION_COUNT) {
        (void)snprintf(range, sizeof(range), "%llu to %llu",
                       (unsigned long long)o->min, (unsigned long long)o->max);
        add_fact(out, "", range);
    }
    if (o->kind == RETORT_OPTION_LIST)
        add_fact(out, "", "may be repeated");
    if (o->initial || o->otherwise)
        add_fact(out, "default: ", o->initial ? o->initial : o->otherwise);
}

/* Words of text from a given column, wrapped; ends with a newline. */
static void wrap(FILE *to, const char *text, size_t indent, size_t column)
{
    bool first = true;

    while (*text) {
        size_t len = strcspn(text, " \n");

        if (!first && column + 1 + len > WIDTH) {
            (void)fputc('\n', to);
            column = 0;
            first = true;
        }
        if (column < indent)
            column += (size_t)fprintf(to, "%*s", (int)(indent - column), "");
        if (!first)
            column += (size_t)fprintf(to, " ");
        column += (size_t)fprintf(to, "%.*s", (int)len, text);
        first = false;
        text += len;
        text += strspn(text, " ");
        if (text[0] == '\n' && text[1] == '\n') {
            (void)fputs("\n\n", to);
            text += 2;
            column = 0;
            first = true;
        } else if (text[0] == '\n') {
            text++;
        }
    }
    (void)fputc('\n', to);
}

static void print_option(FILE *to, const retort_option *o)
{
    char facts[RETORT_HELP_FACTS_BYTES];
    char text[2 * RETORT_HELP_FACTS_BYTES];
    size_t column;

    retort_help_facts(o, facts);
    (void)snprintf(text, sizeof(text), facts[0] ? "%s (%s)" : "%s%s", o->help,
                   facts);
    column = (size_t)fprintf(to, o->letter ? "  -%c, " : "      ", o->letter);
    column += (size_t)fprintf(to, "--%s%s%s", o->name, o->value ? " " : "",
                              o->value ? o->value : "");
    if (column + 2 > HELP_COLUMN) {
        (void)fputc('\n', to);
        column = 0;
    }
    wrap(to, text, HELP_COLUMN, column);
}

static const retort_option HELP_ROW = {.name = "help",
                                       .letter = 'h',
                                       .help = "this text"};

static void print_options(FILE *to, const retort_option *options)
{
    (void)fputs("\noptions:\n", to);
    for (const retort_option *o = options; o && o->name; o++)
        if (!o->hidden)
            print_option(to, o);
    print_option(to, &HELP_ROW);
}

static void print_table(FILE *to, const struct cmd *table)
{
    for (const struct cmd *c = table; c->name; c++)
        (void)fprintf(to, "  %-14s %s\n", c->name, c->command->summary);
}

static void print_exits(FILE *to, const char *digits)
{
    (void)fputs("\nexit codes:\n", to);
    for (; *digits; digits++)
        (void)fprintf(to, "  %c  %s\n", *digits, retort_help_exit(*digits));
}

static void print_examples(FILE *to, const retort_example *examples)
{
    (void)fputs("\nexamples:\n", to);
    for (const retort_example *e = examples; e->line; e++) {
        (void)fprintf(to, "  %s\n", e->line);
        wrap(to, e->why, EXAMPLE_INDENT, 0);
    }
}

static void print_see_also(FILE *to, const char *names)
{
    (void)fputs("\nsee also:\n ", to);
    while (*names) {
        size_t len = strcspn(names, " ");

        (void)fprintf(to, " retort %.*s%s", (int)len, names,
                      names[len] ? "," : "");
        names += len + (names[len] ? 1 : 0);
    }
    (void)fputc('\n', to);
}

void retort_help_command(FILE *to, const char *path, const retort_command *c)
{
    size_t column;

    (void)fprintf(to, "retort %s - %s\n\n", path, c->summary);
    column = (size_t)fprintf(to, "usage: retort %s ", path);
    wrap(to, c->usage, USAGE_INDENT, column);
    (void)fputc('\n', to);
    wrap(to, c->about, 0, 0);
    if (c->subs) {
        (void)fputs("\ncommands:\n", to);
        print_table(to, c->subs);
        (void)fprintf(to, "\n'retort %s COMMAND --help' explains each.\n",
                      path);
    } else {
        print_options(to, c->options);
    }
    if (c->examples)
        print_examples(to, c->examples);
    print_exits(to, c->exits);
    if (c->see_also)
        print_see_also(to, c->see_also);
}

void retort_help_program(FILE *to)
{
    (void)fputs("retort - tells from replies whether a language model was "
                "distilled from another\n\n"
                "usage: retort COMMAND [OPTION]... [FILE]...\n\n"
                "commands:\n",
                to);
    print_table(to, cmd_table);
    (void)fputs("\n'retort COMMAND --help' explains each; 'retort --version' "
                "names this one.\n",
                to);
    print_exits(to, "0123456");
}
