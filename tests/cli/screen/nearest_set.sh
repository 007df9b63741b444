# The nearest set is marked when asked for, and needs prompt blocks.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

population
run screen suspect.rfp --library library.rlib --json
exits 0
grep -q '"in_nearest_set":true' .out && wrong "marked without being asked"
run screen suspect.rfp --library library.rlib --nearest-set --json
exits 0
out_has '"in_nearest_set":true'
run screen suspect.rfp --library library.rlib --nearest-set
exits 0
out_has "    1 ~amber "
run screen suspect.rfp --references models --nearest-set
exits 2
err_has "--nearest-set needs --library"
finish
