#!/bin/bash
# bench_fingerprint.sh [FILE.jsonl] - how fast `retort fingerprint` is, next to
# well-known programs on the same file in the same run. Prints figures, asserts
# none: on a shared machine only the ratios mean something.
#
# RETORT=path of the program (default: retort), RUNS=passes over the list, the
# best of which counts (default: 3). Without a file a corpus is made up.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
retort=${RETORT:-retort}
runs=${RUNS:-3}
python=/usr/bin/python3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

file=${1:-}
if [ -z "$file" ]; then
    file=$work/corpus.jsonl
    "$python" "$here/make_corpus.py" 64 > "$file"
fi
bytes=$(wc -c < "$file")

# measure NAME COMMAND...: keep the run with the least CPU time.
declare -A wall cpu
names=()
measure() {
    local name=$1 real user sys spent
    shift
    TIMEFORMAT='%R %U %S'
    if ! { time "$@" > "$work/out" 2> "$work/err"; } 2> "$work/time"; then
        echo "$name failed:" >&2
        cat "$work/err" >&2
        exit 1
    fi
    read -r real user sys < "$work/time"
    spent=$(echo "$user $sys" | awk '{print $1 + $2 + 0.0005}') # never 0
    if [ -z "${cpu[$name]:-}" ]; then
        names+=("$name")
    elif ! awk "BEGIN {exit !($spent < ${cpu[$name]})}"; then
        return 0
    fi
    wall[$name]=$real
    cpu[$name]=$spent
}

fingerprint() { # fingerprint THREADS
    rm -rf "$work/fp"
    mkdir "$work/fp"
    "$retort" fingerprint "$file" -o "$work/fp/" --threads "$1"
}

peer=yes
"$python" -c 'import sklearn' 2> /dev/null || peer=no
for run in $(seq "$runs"); do
    measure "retort, 1 thread" fingerprint 1
    measure "retort, 2 threads" fingerprint 2
    measure "sha256sum" sha256sum "$file"
    measure "wc -w" wc -w "$file"
    if [ "$peer" = yes ] && [ "$run" = 1 ]; then # minutes: once is enough
        measure "scikit-learn" "$python" "$here/sklearn_peer.py" "$file"
    fi
done

echo "file: $file, $bytes bytes; best of $runs runs by CPU time"
echo "load: $(cut -d' ' -f1-3 /proc/loadavg 2> /dev/null || echo unknown)"
printf '%-18s %9s %9s %12s %22s\n' what wall_s cpu_s MB/cpu_s 'cpu_s / retort cpu_s'
for name in "${names[@]}"; do
    awk -v name="$name" -v wall="${wall[$name]}" -v cpu="${cpu[$name]}" \
        -v own="${cpu[retort, 1 thread]}" -v bytes="$bytes" 'BEGIN {
            printf("%-18s %9.2f %9.2f %12.1f %22.2f\n", name, wall, cpu,
                   bytes / 1e6 / cpu, cpu / own) }'
done
awk -v one="${wall[retort, 1 thread]}" -v two="${wall[retort, 2 threads]}" \
    'BEGIN { printf "scaling, wall of 1 thread / wall of 2: %.2f\n", one / two }'
[ "$peer" = yes ] || echo "scikit-learn: left out, python3-sklearn is not installed"
