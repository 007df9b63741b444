# What a calibration is made from: labels of the library or of a table, and what
# is said where something is missing.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"
. "${0%/*}/../students.sh"

students
run calibrate --library library.rlib -o cal.json --draws 5
exits 0
out_empty
[ "$(wc -l <.err)" -eq 3 ] || wrong "not one line a proposition"
err_has "tuned: 1 positive pairs of 1 lineages"
err_has "acceptance limits failed"
grep -q '"library_name":"library.rlib"' cal.json || wrong "no library named"
grep -q "$tmp" cal.json && wrong "the file names a folder"
[ "$(grep -o '"kind":"dose"' cal.json | wc -l)" -eq 6 ] ||
    wrong "not six amounts of a dose"

# The rows of a table come before those of the library.
grep '^model\|^kelp' lineage.tsv | sed 's/documented/inferred/' >own.tsv
run calibrate --library library.rlib --lineage own.tsv -o own.json --draws 1
exits 0
err_has "distilled: 2 positive pairs of 2 lineages"
printf 'nonsense\n' >bad.tsv
run calibrate --library library.rlib --lineage bad.tsv -o none.json
exits 3
err_has "bad.tsv:1 "
err_has "[E3001]"

# Nobody learned from anybody: all is complete, and what is no number is "-".
"$RETORT" library add few.rlib models/[a-c]*r.rfp --lineage lineage.tsv
run calibrate --library few.rlib -o few.json --draws 5
exits 0
err_has "distilled: 0 positive pairs of 0 lineages, 0 null pairs of 0; Cllr - "
grep -qi 'nan' .err && wrong "a number that is none is called something"
mkdir away
cp few.rlib away/
run calibrate --library away/few.rlib -o - --draws 5 -q
exits 0
err_empty
cmp -s few.json .out || wrong "its folder or standard output changes the bytes"
# One teacher, one student, one other: mixtures have no score.
"$RETORT" library add three.rlib models/amber.rfp models/birch.rfp \
    models/kelp.rfp --lineage lineage.tsv
run calibrate --library three.rlib -o three.json --draws 5
exits 0

# What exists stays as it is.
cp few.json kept.json
run calibrate --library few.rlib -o kept.json --draws 1 -q
exits 4
err_has "kept.json exists; --force replaces it [E4003]"
cmp -s few.json kept.json || wrong "an existing file was touched"
run calibrate --library few.rlib -o nowhere/cal.json --draws 1 -q
exits 4

# What is no library, and what cannot be used.
run calibrate --library cal.json -o none.json
exits 3
err_has "cal.json"
"$RETORT" library add poor.rlib models/amber.rfp models/birch.rfp \
    --families so,op,cl >.out 2>.err
run calibrate --library poor.rlib -o none.json
exits 6
err_has "poor.rlib: amber: a fingerprint lacks feature family lo [E6001]"
[ ! -e none.json ] || wrong "a failure left a file"
finish
