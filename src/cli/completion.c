#include "cli/help.h"

#include <stdbool.h>

static void put_words(FILE *to, const retort_command *c)
{
    for (const retort_option *o = c->options; o && o->name; o++)
        if (!o->hidden)
            (void)fprintf(to, "--%s ", o->name);
    (void)fputs("--help", to);
}

/* After an option with a list of words, these; after any other, files. */
static void put_values(FILE *to, const retort_command *c)
{
    bool any = false;

    for (const retort_option *o = c->options; o && o->name; o++) {
        const char *rest = o->choices;

        if (o->hidden || o->kind != RETORT_OPTION_CHOICE)
            continue;
        if (!any)
            (void)fputs("        case $prev in\n", to);
        any = true;
        (void)fprintf(to, "        --%s) words=\"", o->name);
        for (retort_span w = retort_option_next_choice(&rest); w.len;
             w = retort_option_next_choice(&rest))
            (void)fprintf(to, "%.*s%s", (int)w.len, w.ptr, *rest ? " " : "");
        (void)fputs("\" ;;\n", to);
    }
    if (any)
        (void)fputs("        esac\n", to);
}

/* Sub-commands and words of an option at any time, options after a dash. */
static void put_case(FILE *to, const char *path, const retort_command *c)
{
    (void)fprintf(to, "    '%s')\n", path);
    if (c->subs) {
        (void)fputs("        words=\"", to);
        for (const struct cmd *s = c->subs; s->name; s++)
            (void)fprintf(to, "%s%s", s->name, s[1].name ? " " : "");
        (void)fputs("\"\n", to);
    }
    put_values(to, c);
    (void)fputs("        [[ $cur == -* ]] && words=\"", to);
    put_words(to, c);
    (void)fputs("\"\n        ;;\n", to);
}

static void put_cases(FILE *to, const struct cmd *c)
{
    char path[64];

    put_case(to, c->name, c->command);
    for (const struct cmd *s = c->command->subs; s && s->name; s++) {
        (void)snprintf(path, sizeof(path), "%s %s", c->name, s->name);
        put_case(to, path, s->command);
    }
}

static void put_names(FILE *to)
{
    for (const struct cmd *c = cmd_table; c->name; c++)
        (void)fprintf(to, "%s ", c->name);
}

/* Commands with sub-commands: the second word belongs to the name. */
static void put_parents(FILE *to)
{
    for (const struct cmd *c = cmd_table; c->name; c++)
        if (c->command->subs)
            (void)fprintf(to, " %s ", c->name);
}

void retort_help_bash(FILE *to)
{
    (void)fputs("# Completion of retort for bash; source it.\n"
                "_retort() {\n"
                "    local cur=${COMP_WORDS[COMP_CWORD]}\n"
                "    local prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                "    local command=${COMP_WORDS[1]} words=\"\" word\n"
                "    local parents=\"",
                to);
    put_parents(to);
    (void)fputs("\"\n"
                "    if [ \"$COMP_CWORD\" -eq 1 ]; then command=\"\"; fi\n"
                "    if [ \"$COMP_CWORD\" -gt 2 ] &&\n"
                "        [[ $parents == *\" $command \"* ]]; then\n"
                "        command=\"$command ${COMP_WORDS[2]}\"\n"
                "    fi\n"
                "    case $command in\n"
                "    '') words=\"",
                to);
    put_names(to);
    (void)fputs("--help --version\" ;;\n", to);
    for (const struct cmd *c = cmd_table; c->name; c++)
        put_cases(to, c);
    (void)fputs(
        "    esac\n"
        "    if [[ $command == help && $cur != -* && -z $words ]]; then\n"
        "        words=\"",
        to);
    put_names(to);
    (void)fputs("\"\n"
                "    fi\n"
                "    COMPREPLY=()\n"
                "    while IFS= read -r word; do COMPREPLY+=(\"$word\"); done "
                "< <(\n"
                "        compgen -W \"$words\" -- \"$cur\")\n"
                "}\n"
                "complete -o default -F _retort retort\n",
                to);
}
