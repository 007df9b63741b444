#!/bin/sh
# check_size.sh - refuse functions and files that outgrow the house limits.
# Functions need pmccabe; without it only files are looked at, and that is said.
# Data tables are exempt: keep them in files named *_table.c.
set -eu
cd "${1:-$(dirname "$0")/..}"
lines_max=70 branches_max=15 source_max=800 header_max=250
code=0

if command -v pmccabe >/dev/null 2>&1; then
    find src include -name '*.c' ! -name '*_table.c' | LC_ALL=C sort |
        xargs pmccabe | awk -v lines="$lines_max" -v branches="$branches_max" '
        # modified, traditional, statements, first line, lines, file(line): name
        {
            split($0, f, "\t")
            n++
            if (f[5] > lines) { print f[6] ": " f[5] " lines"; bad++ }
            if (f[1] > branches) { print f[6] ": complexity " f[1]; bad++ }
        }
        END { printf "%d functions, %d too large\n", n, bad; exit bad ? 1 : 0 }' ||
        code=1
else
    echo "skipped: pmccabe is not installed; functions were not measured"
fi

find src include -name '*.[ch]' ! -name '*_table.c' | LC_ALL=C sort |
    xargs wc -l | awk -v src="$source_max" -v hdr="$header_max" '
    $2 == "total" { next }
    { n++ }
    $1 > ($2 ~ /\.h$/ ? hdr : src) { print $2 ": " $1 " lines"; bad++ }
    END { printf "%d files, %d too long\n", n, bad; exit bad ? 1 : 0 }' || code=1
exit "$code"
