# expect.sh - what the command tests share. Source it:
#
#     . "${0%/*}/../expect.sh"
#     run limits --json           # keeps exit code and both outputs
#     exits 0                     # ... which these look at
#     out_has '"limits"'
#     finish                      # 0, or 1 when an expectation failed
#
# RETORT is the program. Each test has a folder of its own, $tmp, which is also
# the working directory and goes away at the end.
set -u
: "${RETORT:?path of the program under test}"
source_dir=$(cd "${RETORT_SOURCE:-${0%/*}/../../..}" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failures=0
last=

wrong() { # wrong WHAT
    failures=$((failures + 1))
    printf 'FAILED: retort %s: %s\n' "$last" "$1"
    sed 's/^/  stdout: /' "$tmp/.out" | head -n 20
    sed 's/^/  stderr: /' "$tmp/.err" | head -n 20
}
run() { # run ARGUMENT...
    last=$*
    code=0
    "$RETORT" "$@" >"$tmp/.out" 2>"$tmp/.err" </dev/null || code=$?
}
exits() { # exits CODE
    [ "$code" -eq "$1" ] || wrong "exit code $code, expected $1"
}
out_has() { # out_has TEXT
    grep -qF -- "$1" "$tmp/.out" || wrong "no '$1' on standard output"
}
err_has() { # err_has TEXT
    grep -qF -- "$1" "$tmp/.err" || wrong "no '$1' on standard error"
}
out_empty() {
    [ ! -s "$tmp/.out" ] || wrong "standard output is not empty"
}
err_empty() {
    [ ! -s "$tmp/.err" ] || wrong "standard error is not empty"
}
skip() { # skip WHY: this test cannot run here
    echo "skipped: $1"
    exit 77
}
finish() {
    [ "$failures" -eq 0 ] || exit 1
    exit 0
}
