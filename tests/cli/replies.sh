# replies.sh - made-up replies for the command tests. Source it after expect.sh.

# replies NAME COUNT FIRST: COUNT JSON lines of model NAME, prompts from FIRST.
replies() {
    awk -v name="$1" -v count="$2" -v first="$3" 'BEGIN {
        split("stone river lamp cedar copper harbour window salt ladder wheel",
              word, " ")
        for (i = first; i < first + count; i++) {
            printf "{\"instruction\":\"Describe item %d.\",", i
            printf "\"output\":\"Here is the %s.\\n\\n", word[i % 10 + 1]
            printf "- It has %d parts, and each %s turns.\\n", i, word[i % 7 + 1]
            printf "- Some say: keep the %s dry!\\n\\n", word[i % 3 + 1]
            printf "In short, a %s is enough.\",", word[i % 9 + 1]
            printf "\"generator\":\"%s\"}\n", name
        }
    }'
}

# digest FILE: the content digest of a fingerprint.
digest() {
    "$RETORT" inspect "$1" | awk '$1 == "content_digest" { print $2 }'
}

# population: fingerprints of ten made-up models in models/, library.rlib of
# them with lineage.tsv, and suspect.rfp, which repeats some of amber's replies.
population() {
    mkdir models
    tab=$(printf '\t')
    echo "model vendor family base relation teachers share confidence released source note" |
        tr ' ' "$tab" >lineage.tsv
    first=1
    for name in amber birch cedar dune ember fjord grove heath islet jetty; do
        replies "$name" 120 1 |
            sed "s/Here is/As $name would say, here is/; s/Some say/$name holds/" \
                >"$name.jsonl"
        "$RETORT" fingerprint "$name.jsonl" -o "models/$name.rfp" -q
        echo "$name v-$name l-$name - teacher - - documented 2024-0$((first % 9 + 1)) made up" |
            tr ' ' "$tab" >>lineage.tsv
        first=$((first + 1))
    done
    sed 's/"generator":"amber"/"generator":"suspect"/; s/enough/plenty/' \
        amber.jsonl >suspect.jsonl
    "$RETORT" fingerprint suspect.jsonl -o suspect.rfp -q
    "$RETORT" library add library.rlib models/*.rfp --lineage lineage.tsv
}
