# The short form, the long one and the JSON agree.
. "${0%/*}/../expect.sh"

run --version
exits 0
short=$(awk '{ print $2 }' .out)
run version
exits 0
err_empty
[ "$(head -n 1 .out)" = "retort $short" ] || wrong "says another version"
out_has "OpenSSL "
header=$(sed -n 's/^#define RETORT_VERSION "\(.*\)"/\1/p' \
    "$source_dir/include/retort/version.h")
[ "$short" = "$header" ] || wrong "version $short, header says $header"
project=$(sed -n 's/^project(retort VERSION \([0-9.]*\).*/\1/p' \
    "$source_dir/CMakeLists.txt")
[ "$short" = "$project" ] || wrong "version $short, the build says $project"
command -v jq >/dev/null 2>&1 || skip "jq is not installed"
run version --json
exits 0
[ "$(jq -r .version .out)" = "$short" ] || wrong "JSON says another version"
jq -e '.rules >= 1 and (.compiler | length > 0) and
       (.seen | type == "array") and
       (.libraries.openssl | startswith("OpenSSL"))' .out >/dev/null ||
    wrong "JSON lacks a fact"
finish
