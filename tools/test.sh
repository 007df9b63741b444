#!/usr/bin/env bash
# test.sh - build the dev preset and run every test.
#
#   tools/test.sh [ARGUMENT OF CTEST]...     such as: tools/test.sh -R unit/
#
# RETORT_SHARED is the folder of real outputs that some tests need (default
# ../shared). Tests that lack something say so and are counted at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${RETORT_SHARED:-$PWD/../shared}

tools/setup.sh test
cmake --preset dev -DRETORT_SHARED="$shared" >/dev/null
cmake --build --preset dev

said=$(mktemp)
trap 'rm -f "$said"' EXIT
code=0
ctest --preset dev -j "$(nproc)" "$@" | tee "$said" || code=$?

# Which tests ctest skipped, and the reason each printed into its log; then the
# single cases that a unit test left out.
awk -v log_file=build/dev/Testing/Temporary/LastTest.log '
/\*\*\*Skipped/ { sub(/^.*Test +#[0-9]+: /, ""); sub(/ .*/, ""); skipped[$0] = 1 }
END {
    while ((getline line < log_file) > 0) {
        if (line ~ /^[0-9]+\/[0-9]+ Test: /) {
            test = line
            sub(/^[0-9]+\/[0-9]+ Test: /, "", test)
            why = "no reason given"
        } else if (line ~ /^skipped: /) {
            why = substr(line, 10)
        } else if (line ~ /^\[  SKIPPED \] [a-zA-Z_0-9]+$/) {
            if (!cases[test, line]++) left_out++
        } else if (line == "<end of output>" && (test in skipped)) {
            n++
            if (!count[why]++) order[++kinds] = why
        }
    }
    printf "%d tests skipped", n
    for (i = 1; i <= kinds; i++)
        printf "%s%s (%d)", (i > 1 ? "; " : ": "), order[i], count[order[i]]
    if (left_out) printf "; %d cases of unit tests skipped", left_out
    printf "\n"
}' "$said"
exit "$code"
