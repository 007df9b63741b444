# Every form of the figures, from the library and from the pairs of a file.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"
. "${0%/*}/../students.sh"

students
"$RETORT" calibrate --library library.rlib --draws 5 -o cal.json -q
run validate --library library.rlib --draws 5
exits 0
cp .out text
grep -qwi 'nan' text && wrong "a number that is none is called something"
run validate --calibration cal.json --draws 5 --threads 3
cmp -s text .out || wrong "the calibration gives another text"
for name in out.md out.txt; do
    run validate --calibration cal.json --draws 5 -o "$name" -q
    exits 0
    out_empty
    cmp -s text "$name" || wrong "$name is not the text"
done
export TZ=Pacific/Auckland LC_ALL=de_DE.UTF-8
run validate --calibration cal.json --draws 5 --threads 1
unset TZ LC_ALL
cmp -s text .out || wrong "time zone, language or threads show"

run validate --calibration cal.json --draws 5 --json
exits 0
cp .out v.json
out_has '"format":"retort-validation-1"'
run validate --calibration cal.json --draws 5 -o out.json
cmp -s v.json out.json || wrong "--json and .json differ"
run validate --calibration cal.json --draws 5 -o out.csv
exits 0
[ "$(grep -c '^"distilled",.*"positive",' out.csv)" -eq 3 ] ||
    wrong "not three positive pairs of distilled"

# Figures come from the pairs of a file, not from what it says of itself.
sed 's/"auc":[0-9.]\{1,\}/"auc":0.123/g; s/"passed":false/"passed":true/g' \
    cal.json >forged.json
cmp -s cal.json forged.json && wrong "nothing was forged"
run validate --calibration forged.json --draws 5 --json
exits 0
cmp -s v.json .out || wrong "figures of the file are believed"

# An existing file stays; another file is no calibration.
cp out.csv kept.csv
run validate --calibration cal.json --draws 1 -o out.csv
exits 4
err_has "out.csv exists; --force replaces it [E4003]"
cmp -s out.csv kept.csv || wrong "an existing file was touched"
run validate --calibration v.json
exits 3
err_has "v.json"
run validate --library library.rlib -o .md
exits 2
finish
