# Figures of a library are those of the calibration made from it.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"
. "${0%/*}/../students.sh"

students
"$RETORT" calibrate --library library.rlib -o cal.json --draws 20 -q
run validate --library library.rlib --draws 20 -q
exits 0
err_empty
out_has "# Validation"
out_has "## distilled"
out_has "### Acceptance limits"
run validate --library library.rlib --draws 20 -q -o library.json
exits 0
run validate --calibration cal.json --draws 20 -q -o calibration.json
exits 0
cmp -s library.json calibration.json || wrong "the file gives other figures"
run validate --calibration cal.json --draws 20 --json
exits 0
out_has '"validations"'
run validate --calibration cal.json --draws 20 -o pairs.csv
exits 0
grep -q '^"distilled","kelp","amber"' pairs.csv || wrong "no row for kelp"
run validate --calibration cal.json --draws 20 -o v.md
exits 0
run validate --calibration cal.json --draws 20 -o v.md
exits 4

run validate
exits 2
err_has "give either --library FILE or --calibration FILE"
run validate --library library.rlib --calibration cal.json
exits 2
run validate --calibration cal.json --lineage lineage.tsv
exits 2
err_has "--lineage goes with --library"
run validate --calibration cal.json -o v.pdf
exits 2
err_has "its name ends in none of .json, .csv, .md, .txt"
run validate --calibration cal.json --json -o v.json
exits 2

head -c 2000 cal.json >cut.json
run validate --calibration cut.json
exits 3
err_has "cut.json"
echo '{"format":"retort-result-1"}' >other.json
run validate --calibration other.json
exits 3
err_has "other.json"
run validate --calibration absent.json
exits 3
finish
