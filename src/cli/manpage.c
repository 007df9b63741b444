#include "cli/help.h"

#include <ctype.h>
#include <retort/version.h>
#include <string.h>

/*
 * Text for troff: backslash and minus are escaped, and a line that begins with
 * a control character (. or ') gets a zero-width mark in front.
 */
static void put(FILE *to, const char *text)
{
    char last = '\n';

    for (; *text; text++) {
        if (last == '\n' && (*text == '.' || *text == '\''))
            (void)fputs("\\&", to);
        if (*text == '\\')
            (void)fputs("\\e", to);
        else if (*text == '-')
            (void)fputs("\\-", to);
        else if (*text == '\n' && text[1] == '\n')
            (void)fputs("\n.PP", to);
        else
            (void)fputc(*text, to);
        last = *text;
    }
}

static void put_upper(FILE *to, const char *text)
{
    for (; *text; text++)
        if (*text == '-')
            (void)fputs("\\-", to);
        else
            (void)fputc(*text == ' ' ? '-' : toupper((unsigned char)*text), to);
}

static void put_head(FILE *to, const char *page, const char *summary)
{
    (void)fputs(".\\\" Written by 'retort help --man'; do not edit.\n"
                ".TH ",
                to);
    put_upper(to, page);
    (void)fprintf(to, " 1 \"\" \"retort %s\" \"User Commands\"\n.SH NAME\n",
                  RETORT_VERSION);
    put(to, page);
    (void)fputs(" \\- ", to);
    put(to, summary);
    (void)fputc('\n', to);
}

static void put_section(FILE *to, const char *title, const char *text)
{
    (void)fprintf(to, ".SH %s\n", title);
    put(to, text);
    (void)fputc('\n', to);
}

static void put_synopsis(FILE *to, const char *path, const char *usage)
{
    (void)fputs(".B retort ", to);
    put(to, path);
    (void)fputc('\n', to);
    put(to, usage);
    (void)fputc('\n', to);
}

static void put_option(FILE *to, const retort_option *o)
{
    char facts[RETORT_HELP_FACTS_BYTES];

    (void)fputs(".TP\n", to);
    if (o->letter)
        (void)fprintf(to, "\\fB\\-%c\\fR, ", o->letter);
    (void)fputs("\\fB\\-\\-", to);
    put(to, o->name);
    (void)fputs("\\fR", to);
    if (o->value) {
        (void)fputs(" \\fI", to);
        put(to, o->value);
        (void)fputs("\\fR", to);
    }
    (void)fputc('\n', to);
    put(to, o->help);
    retort_help_facts(o, facts);
    if (facts[0]) {
        (void)fputs(" (", to);
        put(to, facts);
        (void)fputc(')', to);
    }
    (void)fputc('\n', to);
}

static void put_options(FILE *to, const retort_option *options)
{
    static const retort_option help = {
        .name = "help", .letter = 'h', .help = "print a short form of this"};

    for (const retort_option *o = options; o && o->name; o++)
        if (!o->hidden)
            put_option(to, o);
    put_option(to, &help);
}

static void put_examples(FILE *to, const retort_example *examples)
{
    for (const retort_example *e = examples; e->line; e++) {
        (void)fputs(".TP\n.B ", to);
        put(to, e->line);
        (void)fputc('\n', to);
        put(to, e->why);
        (void)fputc('\n', to);
    }
}

static void put_exits(FILE *to, const char *digits)
{
    (void)fputs(".SH EXIT STATUS\n", to);
    for (; *digits; digits++)
        (void)fprintf(to, ".TP\n.B %c\n%s\n", *digits,
                      retort_help_exit(*digits));
}

static void put_sub(FILE *to, const char *path, const struct cmd *sub)
{
    char full[64];

    (void)snprintf(full, sizeof(full), "%s %s", path, sub->name);
    (void)fputs(".SS retort ", to);
    put(to, full);
    (void)fputc('\n', to);
    put_synopsis(to, full, sub->command->usage);
    (void)fputs(".PP\n", to);
    put(to, sub->command->about);
    (void)fputc('\n', to);
    put_options(to, sub->command->options);
    if (sub->command->examples)
        put_examples(to, sub->command->examples);
}

static void put_see_also(FILE *to, const char *names)
{
    (void)fputs(".SH SEE ALSO\n.BR retort (1)", to);
    while (names && *names) {
        size_t len = strcspn(names, " ");

        (void)fprintf(to, ",\n.BR retort\\-%.*s (1)", (int)len, names);
        names += len + (names[len] ? 1 : 0);
    }
    (void)fputc('\n', to);
}

void retort_help_man_command(FILE *to, const char *path,
                             const retort_command *c)
{
    char page[64];

    (void)snprintf(page, sizeof(page), "retort-%s", path);
    put_head(to, page, c->summary);
    (void)fputs(".SH SYNOPSIS\n", to);
    put_synopsis(to, path, c->usage);
    put_section(to, "DESCRIPTION", c->about);
    if (c->subs) {
        (void)fputs(".SH COMMANDS\n", to);
        for (const struct cmd *s = c->subs; s->name; s++)
            put_sub(to, path, s);
    } else {
        (void)fputs(".SH OPTIONS\n", to);
        put_options(to, c->options);
    }
    if (c->examples) {
        (void)fputs(".SH EXAMPLES\n", to);
        put_examples(to, c->examples);
    }
    put_exits(to, c->exits);
    put_see_also(to, c->see_also);
}

void retort_help_man_program(FILE *to)
{
    put_head(to, "retort",
             "tells from replies whether a language model was distilled");
    (void)fputs(".SH SYNOPSIS\n.B retort\n"
                "COMMAND [OPTION]... [FILE]...\n",
                to);
    put_section(to, "DESCRIPTION",
                "Reads the replies of language models and says what they "
                "support: was this\nmodel distilled from that one?\n\n"
                "Results go to standard output, everything else to standard "
                "error. \"-\" stands\nfor standard input or output. Outputs "
                "are written beside their place and renamed;\nnothing is "
                "overwritten without --force.");
    (void)fputs(".SH COMMANDS\n", to);
    for (const struct cmd *c = cmd_table; c->name; c++) {
        (void)fputs(".TP\n.BR retort\\-", to);
        put(to, c->name);
        (void)fputs(" (1)\n", to);
        put(to, c->command->summary);
        (void)fputc('\n', to);
    }
    put_exits(to, "0123456");
    put_section(to, "ENVIRONMENT",
                "NO_COLOR: when set and not empty, messages carry no colour.");
    (void)fputs(".SH SEE ALSO\n", to);
    for (const struct cmd *c = cmd_table; c->name; c++)
        (void)fprintf(to, ".BR retort\\-%s (1)%s\n", c->name,
                      c[1].name ? "," : "");
}
