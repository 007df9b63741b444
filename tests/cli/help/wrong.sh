# A word that is no command.
. "${0%/*}/../expect.sh"

run help nonsense
exits 2
out_empty
err_has "no command 'nonsense'"
err_has "[E2001]"
run help limits limits
exits 2
run help a b c
exits 2
err_has "too many COMMAND: 3 given, at most 2"
run help --completion fish
exits 2
err_has "'fish' is not one of bash"
finish
