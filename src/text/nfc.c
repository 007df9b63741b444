#include "text/nfc.h"

#include <retort/limits.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"

/*
 * A boundary stands before every inert character (Unicode Standard Annex 15,
 * section 9: a starter with NFC_Quick_Check=Yes), so the text falls into pieces
 * that can be normalised one by one: an inert character and whatever follows
 * it up to the next inert one. Pieces of one character are copied.
 */

enum {
    CAP_FIRST = 256,
    POINTS_PER_CHAR_MAX = 4, /* canonical decomposition, full */
    SHORT_STACK = 16,        /* marks sorted by insertion */
    CLASSES = 256            /* canonical combining classes */
};

void retort_nfc_init(retort_nfc *n)
{
    *n = (retort_nfc){0};
    retort_buf_init(&n->out, RETORT_RECORD_BYTES_MAX + 1);
}

void retort_nfc_release(retort_nfc *n)
{
    retort_buf_release(&n->out);
    retort_mem_free(n->points);
    retort_mem_free(n->sorted);
    retort_nfc_init(n);
}

bool retort_nfc_is_inert(uint32_t cp)
{
    size_t low = 0, high = retort_nfc_inert_count;

    if (cp < 0x80)
        return true;
    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (cp > retort_nfc_inert[mid].last)
            low = mid + 1;
        else if (cp < retort_nfc_inert[mid].first)
            high = mid;
        else
            return true;
    }
    return false;
}

/* Start of the first piece at or behind from that has to be worked on, and its
 * end; both text.len if the rest is in NFC. */
static void next_piece(const retort_nfc *n, retort_span text, size_t from,
                       size_t *out_start, size_t *out_end)
{
    const char *end = text.ptr + text.len;
    size_t at = from, start = from, bytes;
    bool found = false;

    if (n->whole) {
        *out_start = from;
        *out_end = text.len;
        return;
    }
    while (at < text.len) {
        retort_span rest = {text.ptr + at, text.len - at};
        size_t ascii = found ? 0 : retort_utf8_ascii(rest);

        if (ascii) {
            at += ascii;
            start = at - 1;
            continue;
        }
        if (retort_nfc_is_inert(retort_utf8_decode(rest.ptr, end, &bytes))) {
            if (found)
                break;
            start = at;
        } else {
            found = true;
        }
        at += bytes;
    }
    *out_start = found ? start : text.len;
    *out_end = found ? at : text.len;
}

static bool reserve_points(retort_nfc *n, size_t want)
{
    size_t cap = n->cap ? n->cap : CAP_FIRST;
    int32_t *p;

    if (want <= n->cap)
        return true;
    while (cap < want)
        cap *= 2;
    p = retort_mem_resize(n->points, cap, sizeof(*p));
    if (!p)
        return false;
    n->points = p;
    p = retort_mem_resize(n->sorted, cap, sizeof(*p));
    if (!p)
        return false;
    n->sorted = p;
    n->cap = cap;
    return true;
}

/* Two flags at once are no constant of the enumeration. */
static utf8proc_option_t form_c(void)
{
    int flags = UTF8PROC_COMPOSE | UTF8PROC_STABLE;

    return (utf8proc_option_t)flags;
}

static bool decompose(retort_nfc *n, retort_span piece)
{
    const char *p = piece.ptr, *end = piece.ptr + piece.len;
    int last_class = 0;

    n->count = 0;
    while (p < end) {
        size_t bytes;
        uint32_t cp = retort_utf8_decode(p, end, &bytes);

        if (!reserve_points(n, n->count + POINTS_PER_CHAR_MAX))
            return false;
        n->count += (size_t)utf8proc_decompose_char(
            (int32_t)cp, n->points + n->count, POINTS_PER_CHAR_MAX, form_c(),
            &last_class);
        p += bytes;
    }
    return true;
}

static unsigned class_of(int32_t cp)
{
    return (unsigned)utf8proc_get_property(cp)->combining_class;
}

static void sort_short(int32_t *marks, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        int32_t cp = marks[i];
        size_t j = i;

        for (; j > 0 && class_of(marks[j - 1]) > class_of(cp); j--)
            marks[j] = marks[j - 1];
        marks[j] = cp;
    }
}

static void sort_long(int32_t *marks, int32_t *sorted, size_t count)
{
    size_t start[CLASSES + 1] = {0};

    for (size_t i = 0; i < count; i++)
        start[class_of(marks[i]) + 1]++;
    for (size_t k = 1; k <= CLASSES; k++)
        start[k] += start[k - 1];
    for (size_t i = 0; i < count; i++)
        sorted[start[class_of(marks[i])]++] = marks[i];
    memcpy(marks, sorted, count * sizeof(*marks));
}

/* Canonical ordering: each run of non-starters by class, stable. */
static void reorder(retort_nfc *n)
{
    size_t at = 0;

    while (at < n->count) {
        size_t end = at;

        while (end < n->count && class_of(n->points[end]) != 0)
            end++;
        if (end - at > SHORT_STACK)
            sort_long(n->points + at, n->sorted, end - at);
        else
            sort_short(n->points + at, end - at);
        at = end + 1;
    }
}

static void add_points(retort_nfc *n, size_t count)
{
    char bytes[RETORT_UTF8_BYTES_MAX];

    for (size_t i = 0; i < count; i++) {
        size_t len = retort_utf8_encode(bytes, (uint32_t)n->points[i]);

        retort_buf_add(&n->out, (retort_span){bytes, len});
    }
}

static retort_status add_piece(retort_nfc *n, retort_span piece)
{
    utf8proc_ssize_t count;

    if (!decompose(n, piece))
        return RETORT_ERR_NOMEM;
    reorder(n);
    count = utf8proc_normalize_utf32(n->points, (utf8proc_ssize_t)n->count,
                                     form_c());
    add_points(n, (size_t)count);
    return retort_buf_status(&n->out);
}

static retort_status explain(retort_status st, retort_span text,
                             retort_err *err)
{
    if (st == RETORT_ERR_LIMIT)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "a text of %zu bytes passes %zu bytes in NFC",
                           text.len, RETORT_RECORD_BYTES_MAX);
    if (st == RETORT_ERR_NOMEM)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for the NFC of %zu bytes", text.len);
    return st;
}

retort_status retort_nfc_apply(retort_nfc *n, retort_span text,
                               retort_span *out, retort_err *err)
{
    retort_status st = RETORT_OK;
    size_t done = 0, start, end;

    *out = text;
    next_piece(n, text, 0, &start, &end);
    if (start == text.len)
        return RETORT_OK;
    n->out.len = 0;
    n->out.status = RETORT_OK;
    while (st == RETORT_OK && start < text.len) {
        retort_buf_add(&n->out, (retort_span){text.ptr + done, start - done});
        st = add_piece(n, (retort_span){text.ptr + start, end - start});
        done = end;
        next_piece(n, text, done, &start, &end);
    }
    retort_buf_add(&n->out, (retort_span){text.ptr + done, text.len - done});
    if (st == RETORT_OK)
        st = retort_buf_status(&n->out);
    if (st != RETORT_OK)
        return explain(st, text, err);
    *out = (retort_span){n->out.ptr, n->out.len};
    return RETORT_OK;
}
