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
