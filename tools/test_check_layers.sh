#!/bin/sh
# test_check_layers.sh - seed faults in a copy of the tree; check_layers.sh must
# report each one by file and line, and nothing in the copy as it is.
set -eu
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
failures=0 cases=0

# The copy holds the rules and one small file per layer, so that the test does
# not depend on what the tree holds today.
mkdir -p "$copy/tools" "$copy/include" "$copy/tests/unit/base"
cp tools/layers.txt "$copy/tools/"
cp -r include/retort "$copy/include/"
sed -n 's/^\([a-z][a-z]*\)[ ]*:.*/\1/p' tools/layers.txt >"$copy/layers"
while read -r layer; do
    mkdir -p "$copy/src/$layer"
    echo "int retort_$layer;" >"$copy/src/$layer/of_$layer.c"
done <"$copy/layers"

check() {
    tools/check_layers.sh "$copy"
}
if ! check >"$copy/out"; then
    echo "FAILED: a clean tree is refused:"
    cat "$copy/out"
    failures=1
fi

seed() { # seed FILE LINE-OF-CODE EXPECTED-COMPLAINT
    cases=$((cases + 1))
    mkdir -p "$copy/${1%/*}"
    [ -e "$copy/$1" ] && cp "$copy/$1" "$copy/saved"
    printf '%s\n' "$2" >>"$copy/$1"
    if check >"$copy/out"; then
        echo "FAILED: $1 may hold: $2"
        failures=$((failures + 1))
    elif ! grep -qF -- "$3" "$copy/out"; then
        echo "FAILED: $1 with: $2"
        echo "  expected: $3"
        sed 's/^/  found: /' "$copy/out"
        failures=$((failures + 1))
    fi
    if [ -e "$copy/saved" ]; then
        mv "$copy/saved" "$copy/$1"
    else
        rm "$copy/$1"
    fi
}
allow() { # allow FILE LINE-OF-CODE
    cases=$((cases + 1))
    cp "$copy/$1" "$copy/saved"
    printf '%s\n' "$2" >>"$copy/$1"
    if ! check >"$copy/out"; then
        echo "FAILED: $1 may not hold: $2"
        sed 's/^/  found: /' "$copy/out"
        failures=$((failures + 1))
    fi
    mv "$copy/saved" "$copy/$1"
}

seed src/text/of_text.c '#include "features/family.h"' \
    "src/text/of_text.c:2: text must not include features"
seed src/base/of_base.c '#include <retort/fingerprint.h>' \
    "src/base/of_base.c:2: base must not include <retort/fingerprint.h>"
seed include/retort/span.h '#include <retort/report.h>' \
    "base must not include <retort/report.h> of report"
seed include/retort/span.h '#include "base/buf.h"' \
    "public header includes private base/buf.h"
seed include/retort/span.h '#include <zlib.h>' \
    "public header includes <zlib.h>"
seed src/cli/of_cli.c '#include <retort/nobody.h>' \
    "no row says which layer owns <retort/nobody.h>"
seed src/cli/of_cli.c '#include "text/tokens.h"' \
    "src/cli/of_cli.c:2: cli must not include text"
seed src/text/of_text.c '#include "tokens.h"' 'write the layer: "text/tokens.h"'
seed src/text/of_text.c '#include "attic/old.h"' "unknown layer attic"
seed src/report/of_report.c '#include <sqlite3.h>' \
    "src/report/of_report.c:2: <sqlite3.h> belongs in"
seed src/compare/of_compare.c '#include <openssl/evp.h>' \
    "<openssl/ belongs in"
seed src/text/of_text.c '    char *p = malloc(8);' \
    "src/text/of_text.c:2: malloc( belongs in src/base/mem.c"
seed src/run/of_run.c 'void f(void *p) { free(p); }' \
    "src/run/of_run.c:2: free( belongs in src/base/mem.c"
seed src/cli/of_cli.c 'void *f(void) { return calloc(1, 8); }' \
    "src/cli/of_cli.c:2: calloc( belongs in src/base/mem.c"
seed src/run/of_run.c 'void f(void *p) { retort_mem_free(p); free(p); }' \
    "src/run/of_run.c:2: free( belongs in src/base/mem.c"
seed src/text/of_base.c 'int twice;' "file name is already taken by"
seed tools/layers.txt 'attic : cellar' "attic names a later layer: cellar"

allow src/text/of_text.c '#include "base/buf.h"'
allow src/cli/of_cli.c '#include <retort/report.h>'
allow src/run/of_run.c 'void f(void *p) { retort_mem_free(p); }'

[ "$failures" -eq 0 ] || exit 1
echo "$cases seeded lines, each judged rightly"
