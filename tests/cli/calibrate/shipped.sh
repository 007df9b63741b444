# The shipped library: likelihood ratios are given, and each acceptance limit of
# the question "distilled" is passed. A minute of one processor, optimised.
. "${0%/*}/../expect.sh"

[ "${RETORT_SLOW:-}" = 1 ] || skip "slow; RETORT_SLOW=1 asks for it"
corpora=$source_dir/corpora
run calibrate --library "$corpora/reference.rlib" -o cal.json
exits 0
out_empty
line=$(grep '^retort calibrate: distilled: ' .err)
case $line in
*' positive pairs of 16 lineages, '*) ;;
*) wrong "not 16 lineages that learned from a teacher" ;;
esac
case $line in
*'; 0 of '*' acceptance limits failed') ;;
*) wrong "an acceptance limit of \"distilled\" failed" ;;
esac

for reference in gpt4_0314 gpt-3.5-turbo-0301; do
    run compare --suspect "$corpora/demo/OpenHermes-2.5-Mistral-7B.rfp" \
        --reference "$reference" --library "$corpora/reference.rlib" \
        --calibration cal.json
    exits 0
    err_empty
    row=$(awk '$1 == "distilled" { print $2, $3; exit }' .out)
    case $row in
    'supported '[0-9-]*[0-9] | 'against '[0-9-]*[0-9] | \
        'inconclusive '[0-9-]*[0-9]) ;;
    *) wrong "no likelihood ratio for $reference: $row" ;;
    esac
    echo "OpenHermes-2.5-Mistral-7B and $reference: $row"
done
finish
