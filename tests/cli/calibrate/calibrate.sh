# A calibration: one file, the same bytes for any threads, nothing lost.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"
. "${0%/*}/../students.sh"

students
run calibrate --library library.rlib -o cal.json --draws 20 --threads 1
exits 0
out_empty
err_has "retort calibrate: same: "
err_has "retort calibrate: tuned: "
err_has "retort calibrate: distilled: 3 positive pairs of 3 lineages"
grep -q '"format":"retort-calibration-1"' cal.json || wrong "no format"
run calibrate --library library.rlib -o again.json --draws 20 --threads 3 -q
exits 0
err_empty
cmp -s cal.json again.json || wrong "threads change the bytes"
TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8
export TZ LC_ALL
run calibrate --library library.rlib -o third.json --draws 20 -q
exits 0
cmp -s cal.json third.json || wrong "time zone or locale change the bytes"

run calibrate --library library.rlib -o cal.json --draws 20 -q
exits 4
err_has "cal.json"
run calibrate --library library.rlib -o cal.json --draws 20 -q --force
exits 0
run calibrate --library library.rlib -o - --draws 20 -q
exits 0
out_has '"format":"retort-calibration-1"'

run calibrate --library nowhere.rlib -o x.json
exits 3
err_has "nowhere.rlib"
[ -e x.json ] && wrong "a failure left a file"
run calibrate -o x.json
exits 2
err_has "--library FILE is missing"
run calibrate --library library.rlib
exits 2
err_has "--output OUT is missing"
run calibrate --library library.rlib -o x.json --draws 0
exits 2
run calibrate --library library.rlib -o x.json --draws 100001
exits 2
finish
