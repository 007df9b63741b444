# Every format of the list can be explained and is taken by --format.
. "${0%/*}/../expect.sh"

run formats
exits 0
err_empty
names=$(awk '{ print $1 }' .out)
[ "$(echo "$names" | wc -l)" -ge 5 ] || wrong "too few formats"
for name in $names; do
    run formats "$name"
    exits 0
    out_has "$name: "
done
run formats alpaca
exits 2
err_has "no format 'alpaca'; did you mean alpacaeval?"
run formats one two
exits 2
finish
