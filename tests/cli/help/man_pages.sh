# The pages in docs/man are those that the program writes.
# RETORT_UPDATE=1 writes them anew.
. "${0%/*}/../expect.sh"

pages="$source_dir/docs/man"
compare() { # compare PAGE COMMAND...
    page=$1
    shift
    run help --man "$@"
    exits 0
    if [ "${RETORT_UPDATE:-0}" = 1 ]; then
        mkdir -p "$pages"
        cp .out "$pages/$page"
    fi
    cmp -s .out "$pages/$page" ||
        wrong "docs/man/$page differs; RETORT_UPDATE=1 rewrites it"
    if command -v man >/dev/null 2>&1; then
        complaints=$(man --warnings -E UTF-8 -l .out 2>&1 >/dev/null)
        [ -z "$complaints" ] || wrong "man: $complaints"
    fi
}
compare retort.1
run help --list
for command in $(cat .out); do
    compare "retort-$command.1" "$command"
done
for page in "$pages"/retort-*.1; do
    name=${page##*/retort-}
    "$RETORT" help "${name%.1}" >/dev/null 2>&1 ||
        wrong "docs/man/${page##*/} is of no command"
done
finish
