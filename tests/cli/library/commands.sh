# A command with commands of its own.
. "${0%/*}/../expect.sh"

run library
exits 2
err_has "retort library: COMMAND is missing"
run library ad
exits 2
err_has "unknown command 'ad'; did you mean add?"
run library --help
exits 0
out_has "usage: retort library COMMAND"
cp .out by_option
run help library
cmp -s .out by_option || wrong "'help library' says something else"
run help library add
exits 0
cp .out by_help
run library add --help
cmp -s .out by_help || wrong "'help library add' says something else"
run help library nonsense
exits 2
err_has "no command 'library nonsense'"
finish
