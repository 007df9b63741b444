# A library whose fingerprints were exchanged behind its back is found out.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

command -v sqlite3 >/dev/null 2>&1 || skip "sqlite3 is not installed"
for name in amber birch; do
    replies "$name" 6 1 | sed "s/Here is/$name says:/" >"$name.jsonl"
    "$RETORT" fingerprint "$name.jsonl" -o "$name.rfp" -q
done
run library add l.rlib amber.rfp birch.rfp
exits 0
run library check l.rlib
exits 0
sqlite3 l.rlib "UPDATE model SET fingerprint =
    (SELECT fingerprint FROM model WHERE name = 'birch') WHERE name = 'amber'"
run library check l.rlib
exits 3
err_has "fingerprint of amber has content"
finish
