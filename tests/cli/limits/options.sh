# The ways in which a command line can be wrong; each says what was found.
. "${0%/*}/../expect.sh"

usage() { # usage MESSAGE ARGUMENT...
    message=$1
    shift
    run "$@"
    exits 2
    out_empty
    err_has "retort limits: $message [E2001]"
    err_has "'retort limits --help' explains"
}
usage "unknown option --jsno; did you mean --json?" limits --jsno
usage "unknown option --js; did you mean --json?" limits --js
usage "unknown option --jso; did you mean --json?" limits --jso
usage "unknown option --hlep; did you mean --help?" limits --hlep
usage "unknown option --nothing-like-it" limits --nothing-like-it
usage "unknown option -x" limits -x
usage "option --json given twice" limits --json --json
usage "option --json takes no value, found '1'" limits --json=1
usage "takes no operand, found 'file'" limits file
usage "takes no operand, found '--json'" limits -- --json
usage "takes no operand, found '-'" limits -
run limits --help --nonsense
exits 0
run limits -h
exits 0
out_has "usage: retort limits"
finish
