# Where fingerprints go; nothing is overwritten, nothing is left half done.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

replies amber 5 1 >a.jsonl
replies birch 5 1 >b.jsonl
run fingerprint a.jsonl -o a.rfp
exits 0
cp a.rfp kept.rfp
run fingerprint b.jsonl -o a.rfp
exits 4
err_has "a.rfp exists; --force replaces it [E4003]"
cmp -s a.rfp kept.rfp || wrong "the old file changed"
run fingerprint b.jsonl -o a.rfp --force
exits 0
cmp -s a.rfp kept.rfp && wrong "--force replaced nothing"

run fingerprint a.jsonl b.jsonl -o one.rfp
exits 2
err_has "more than one model, 'birch' among them"
[ ! -e one.rfp ] || wrong "a file was written all the same"
run fingerprint a.jsonl b.jsonl -o one.rfp --model both
exits 0
out_has "both: 10 replies to 5 prompts"

run fingerprint a.jsonl b.jsonl -o many/
exits 0
[ -s many/amber.rfp ] && [ -s many/birch.rfp ] || wrong "a file is missing"

# A model name is foreign text: it neither leaves the folder nor hides.
replies '../../x' 2 1 >evil.jsonl
replies '.hidden' 2 1 >>evil.jsonl
replies '-rf' 2 1 >>evil.jsonl
run fingerprint evil.jsonl -o names/
exits 0
for name in '%2E.%2F..%2Fx' '%2Ehidden' '%2Drf'; do
    [ -s "names/$name.rfp" ] || wrong "no file names/$name.rfp"
done

run fingerprint a.jsonl -o -
exits 0
cmp -s .out kept.rfp || wrong "standard output holds something else"
run fingerprint a.jsonl -o - --quiet
err_empty
run fingerprint a.jsonl -o - --json
exits 2
run fingerprint a.jsonl -o nowhere/a.rfp
exits 4
run fingerprint a.jsonl -o nowhere/deep/
exits 4
leftover=$(find . -name '*.partial')
[ -z "$leftover" ] || wrong "left behind: $leftover"
finish
