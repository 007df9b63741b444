# Each command explains itself, within 80 columns, and on standard output.
. "${0%/*}/../expect.sh"

run help --list
exits 0
commands=$(cat "$tmp/.out")
[ -n "$commands" ] || wrong "no commands"
run help
exits 0
err_empty
cp .out program
for command in $commands; do
    grep -q "^  $command " program || wrong "no line for $command"
    run help "$command"
    exits 0
    err_empty
    cp .out by_help
    for head in "usage: retort $command" "exit codes:"; do
        out_has "$head"
    done
    long=$(awk 'length > 80 { n++ } END { print n + 0 }' .out)
    [ "$long" -eq 0 ] || wrong "$long lines over 80 columns"
    run "$command" --help
    exits 0
    cmp -s .out by_help || wrong "'help $command' says something else"
done
run --help
cmp -s .out program || wrong "'retort help' says something else"
COLUMNS=1 LC_ALL=tr_TR.UTF-8 run --help
cmp -s .out program || wrong "columns or locale change the text"
[ "$commands" = "$(printf '%s\n' "$commands" | LC_ALL=C sort)" ] ||
    wrong "the table is not sorted"
finish
