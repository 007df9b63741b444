#include "cli/message.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/terminal.h"

enum { MESSAGE_BYTES_MAX = 8192, NOTE_BYTES = 1024 };

static bool wants_colour(void)
{
    const char *no = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    return !(no && *no) && term && strcmp(term, "dumb") != 0 &&
           isatty(STDERR_FILENO) == 1;
}

static void add_head(retort_buf *b, const char *command, const char *colour)
{
    bool painted = wants_colour();

    if (painted)
        retort_buf_puts(b, colour);
    retort_buf_puts(b, "retort");
    if (command[0])
        retort_buf_puts(b, " ");
    retort_terminal_add(b, retort_span_of(command));
    retort_buf_puts(b, ":");
    if (painted)
        retort_buf_puts(b, "\x1b[0m");
    retort_buf_puts(b, " ");
}

static void add_place(retort_buf *b, const retort_err *err)
{
    retort_terminal_add(b, retort_span_of(err->file));
    if (err->record)
        retort_buf_printf(b, "%s%llu", err->file[0] ? ":" : "record ",
                          (unsigned long long)err->record);
    if (err->record || err->offset)
        retort_buf_printf(b, "%s(byte %llu)",
                          err->file[0] || err->record ? " " : "",
                          (unsigned long long)err->offset);
    if (err->file[0] || err->record || err->offset)
        retort_buf_puts(b, ": ");
}

/* What was already printed goes first, so that the lines keep their order. */
static void print(const retort_buf *b)
{
    (void)fflush(stdout);
    if (b->ptr)
        (void)fprintf(stderr, "%s\n", b->ptr);
}

void retort_message_fail(const char *command, const retort_err *err)
{
    retort_buf b;

    retort_buf_init(&b, MESSAGE_BYTES_MAX);
    add_head(&b, command, "\x1b[1;31m");
    add_place(&b, err);
    retort_terminal_add(&b, retort_span_of(err->text));
    retort_buf_printf(&b, " [%s]", retort_status_id(err->code));
    print(&b);
    retort_buf_release(&b);
}

void retort_message_note(const char *command, const char *fmt, ...)
{
    char text[NOTE_BYTES];
    retort_buf b;
    va_list ap;

    va_start(ap, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, ap);
    va_end(ap);
    retort_buf_init(&b, MESSAGE_BYTES_MAX);
    add_head(&b, command, "\x1b[1m");
    retort_terminal_add(&b, retort_span_of(text));
    print(&b);
    retort_buf_release(&b);
}
