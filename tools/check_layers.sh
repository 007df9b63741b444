#!/bin/sh
# check_layers.sh - fail when an #include or a heap call crosses a layer.
# Rules: tools/layers.txt. Needs only POSIX sh, find and awk.
set -eu
cd "${1:-$(dirname "$0")/..}"

find src include tests -name '*.[ch]' | LC_ALL=C sort |
awk -v rules=tools/layers.txt '
function complain(line, why) {
    printf "%s:%d: %s\n", file, line, why
    bad++
}
# Layer that a repository path belongs to; "" for include/, tests/, fuzz/.
function layer_of(path,   part) {
    split(path, part, "/")
    if (part[1] == "src") return part[2]
    if (part[1] == "tests") return ""
    return ""
}
function seam_ok(i,   n, want, j) {
    n = split(seam_files[i], want, " ")
    for (j = 1; j <= n; j++)
        if (index(file, want[j]) == 1) return 1
    return 0
}
# Does the row hold the text? A call must begin a name and stand in src/.
function uses(row, text,   at, before) {
    if (text ~ /\($/ && file !~ /^src\//) return 0
    for (before = " "; (at = index(row, text)); row = substr(row, at + 1)) {
        if (at > 1) before = substr(row, at - 1, 1)
        if (text !~ /\($/ || before !~ /[A-Za-z0-9_]/) return 1
        before = substr(row, at, 1)
    }
    return 0
}
# A public header counts as part of the layer that implements it.
function check_public(line, name,   from) {
    if (!(name in owner)) {
        complain(line, "no row says which layer owns <retort/" name ">")
        return
    }
    from = (layer == "public") ? owner[base] : layer
    if (from == "" || from == "cli" || from == owner[name]) return
    if (!((from, owner[name]) in may))
        complain(line, from " must not include <retort/" name "> of " owner[name])
}
function check_include(line, text,   dir, part) {
    if (text ~ /^<retort\//) {
        gsub(/^<retort\/|>$/, "", text)
        check_public(line, text)
        return
    }
    if (text ~ /^</) {
        if (layer == "public" && text !~ /^<(std|limits|inttypes|string)/)
            complain(line, "public header includes " text)
        return
    }
    dir = text
    gsub(/"/, "", dir)
    if (layer == "public") {
        complain(line, "public header includes private " dir)
    } else if (split(dir, part, "/") < 2) {
        complain(line, "write the layer: \"" layer "/" dir "\"")
    } else if (!(part[1] in rank)) {
        if (layer != "") complain(line, "unknown layer " part[1])
    } else if (layer != "" && part[1] != layer && !((layer, part[1]) in may)) {
        complain(line, layer " must not include " part[1])
    }
}
BEGIN {
    while ((getline row < rules) > 0) {
        sub(/#.*/, "", row)
        n = split(row, f, /[ \t]+/)
        if (f[1] == "seam") {
            seam[++seams] = f[2]
            for (i = 3; i <= n; i++) seam_files[seams] = seam_files[seams] " " f[i]
        } else if (f[1] == "public") {
            for (i = 3; i <= n; i++) owner[f[i]] = f[2]
        } else if (f[2] == ":") {
            rank[f[1]] = ++layers
            for (i = 3; i <= n; i++) {
                if (f[i] == "") continue
                if (!(f[i] in rank)) {
                    printf "%s: %s names a later layer: %s\n", rules, f[1], f[i]
                    bad++
                }
                may[f[1], f[i]] = 1
            }
        }
    }
}
{
    file = $0
    layer = (file ~ /^include\//) ? "public" : layer_of(file)
    base = file
    sub(/.*\//, "", base)
    nr = 0
    while ((getline row < file) > 0) {
        nr++
        if (row ~ /^[ \t]*#[ \t]*include/) {
            text = row
            sub(/^[ \t]*#[ \t]*include[ \t]*/, "", text)
            sub(/[ \t]*(\/\*.*|\/\/.*)?$/, "", text)
            check_include(nr, text)
        }
        for (i = 1; i <= seams; i++)
            if (uses(row, seam[i]) && !seam_ok(i))
                complain(nr, seam[i] " belongs in" seam_files[i])
    }
    close(file)
    if (base in seen && file ~ /^src\//)
        complain(1, "file name is already taken by " seen[base])
    if (file ~ /^src\//) seen[base] = file
}
END {
    printf "%d files, %d layers, %d violations\n", NR, layers, bad + 0
    exit bad ? 1 : 0
}'
