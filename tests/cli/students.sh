# students.sh - a made-up population in which some models learned from others.
# Source it after expect.sh and replies.sh.

# students: population of replies.sh, three students of amber and birch, a
# variant of cedar and a model tuned from dune, all in library.rlib.
students() {
    population
    tab=$(printf '\t')
    for row in \
        "kelp academic kelp b1 sft-distill amber main documented 2025-01" \
        "lark academic lark b2 sft-distill amber main documented 2025-02" \
        "moss academic moss b3 sft-distill birch part documented 2025-03" \
        "cedar-brief v-cedar l-cedar - variant cedar - documented 2024-03" \
        "dune-tuned academic dune-tuned dune derived dune - documented 2025-05"
    do
        # shellcheck disable=SC2086 # columns are parted by blanks
        set -- $row
        case $6 in -) from=cedar ;; *) from=$6 ;; esac
        replies "$1" 120 1 |
            sed "s/Here is/As $from would say, $1 is/; s/Some say/$from holds/" \
                >"$1.jsonl"
        "$RETORT" fingerprint "$1.jsonl" -o "models/$1.rfp" -q
        echo "$row made up" | tr ' ' "$tab" >>lineage.tsv
    done
    rm library.rlib
    "$RETORT" library add library.rlib models/*.rfp --lineage lineage.tsv
}
