/**
 * @file features/layout.h
 * The layout family: how a reply is set, not what it says.
 *
 * Every occurrence is one hash: XXH3 of a short ASCII name. K is the kind of a
 * line, N a number class: "0" to "8", then "9-16", "17-32", ... "1025+".
 *
 * Lines. A line is the tokens between two line ends; K is "heading", "bullet",
 * "item", "row" (starts with a bar), "fence", "code" (between two fences),
 * "quote" (starts with >), "rule" (three or more of one of - * _ =) or "text".
 *
 *     line/K          every line that is not blank
 *     first/K last/K  of the reply
 *     step/K>K        neighbouring lines; a run of blank lines is one "blank",
 *                     the ends of the reply are "start" and "end"
 *     pass/K>K        neighbours when blank lines are taken out
 *     size/K/N        characters of the line without indentation (not of code)
 *     indent/K/N      columns of indentation, a tab is 4; if there are any, and
 *                     always for bullets and items
 *     end/K/S         last token: a sign, "bar", "bold", "number", "word",
 *                     "other" (not of code, fences and rules)
 *     lead/K/S        first token behind the mark, if there is one: the same
 *     term/K/S        a line that starts in bold: how the bold ends: "in:" and
 *                     "in." (the sign stands inside), "out:" and "out-"
 *                     (directly behind), "line" (at the line's end), "text",
 *                     "open" (not at all)
 *     bold/N          words of a bold span, the first eight spans of a line
 *     heading/1..6    level
 *     bullet/S        the mark: "-" "*" "+" "other"
 *     item/D          form of the number: "1." "1)" "a." "a)"
 *     fence/S         "`" or "~"; fence/info/WORD (15 bytes of
 *                     it) or fence/bare when it opens
 *     row/N           bars of a table row
 *
 * Groups. A run is neighbouring lines of one kind, blank lines taken out; a
 * paragraph is the lines between two blank lines.
 *
 *     run/K/N         lines of a run
 *     list/K/S        a run of two or more bullets or items: "tight", or
 *                     "loose" if blank lines stand inside
 *     table/N         bars of the first row of a run of rows
 *     shape/K>K>K     neighbouring runs, with "start" and "end"
 *     blank/N         length of a run of blank lines
 *     para/K/lines/N  lines of a paragraph whose first line is K
 *     para/K/chars/N  its characters, as for size
 *     total/K/N       lines of kind K in the reply, if there are any
 *     total/lines/N total/paras/N total/bold/N
 *
 * Only the first RETORT_LAYOUT_LINES_MAX lines are looked at, a run of blank
 * lines counting with the line before it, which keeps the bound small for
 * hostile replies.
 */
#ifndef FEATURES_LAYOUT_H
#define FEATURES_LAYOUT_H

#include <stddef.h>

#include "features/family.h"

enum { RETORT_LAYOUT_LINES_MAX = 16384 };

/** Most hashes a reply can yield; @p bytes does not matter. */
size_t retort_layout_bound(size_t tokens, size_t bytes);

/** Append the layout hashes of a reply. */
void retort_layout_count(const retort_reply_view *reply, retort_hash_list *out);

#endif /* FEATURES_LAYOUT_H */
