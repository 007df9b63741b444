# The page in a real browser: hostile text stays text, nothing is loaded,
# nothing is said on the console. Then the same look at pages with a fault put
# in, which it must find.
set -eu
here=${RETORT_SOURCE:?}/tests/browser
: "${RETORT:?}" "${RETORT_BUILD:?}"

CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser ||
    command -v google-chrome || true)}
export CHROMIUM
[ -n "$CHROMIUM" ] || {
    echo "skipped: no chromium"
    exit 77
}
command -v node >/dev/null || {
    echo "skipped: no node to speak to the browser"
    exit 77
}
tmp=$(mktemp -d "$RETORT_BUILD/browser.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
bad=0

wrong() {
    echo "wrong: $*"
    bad=$((bad + 1))
}

look() { # look NAME RESULT: into NAME.said
    mkdir "$tmp/$1.look"
    node "$here/look.mjs" "$tmp/$1.html" "$2" "$tmp/$1.look" \
        >"$tmp/$1.said" 2>&1
}

clean() { # clean NAME RESULT
    "$RETORT" report "$2" -o "$tmp/$1.html"
    look "$1" "$2" || {
        wrong "$1"
        cat "$tmp/$1.said"
    }
}

# The page and the result that faults are put into.
page=screen
result=$here/hostile.json

seeded() { # seeded NAME SED-SCRIPT WORDS...: the look says each of the words
    name=$1
    sed "$2" "$tmp/$page.html" >"$tmp/$name.html"
    shift 2
    cmp -s "$tmp/$page.html" "$tmp/$name.html" && wrong "$name: not seeded"
    look "$name" "$result" && wrong "$name: not found"
    for words; do
        grep -q "$words" "$tmp/$name.said" || {
            wrong "$name: not said: $words"
            cat "$tmp/$name.said"
        }
    done
}

clean screen "$here/hostile.json"
node -e '
const fs = require("fs");
const r = JSON.parse(fs.readFileSync(process.argv[1]));
r.kind = "compare";
r.suspects.forEach((s) => { s.candidates = s.candidates.slice(0, 1); });
fs.writeFileSync(process.argv[2], JSON.stringify(r));
' "$here/hostile.json" "$tmp/pair.json"
clean pair "$tmp/pair.json"
node -e '
const fs = require("fs");
const r = JSON.parse(fs.readFileSync(process.argv[1]));
const rows = JSON.parse(fs.readFileSync(process.argv[2]));
r.status = "evidence under the calibration named in the provenance";
r.provenance.calibration_digest = "c0ffee";
r.suspects.forEach((s) => { s.evidence = rows; });
fs.writeFileSync(process.argv[3], JSON.stringify(r));
' "$tmp/pair.json" "$here/hostile_evidence.json" "$tmp/evidence.json"
clean evidence "$tmp/evidence.json"

seeded image \
    's|</main>|<img src=http://127.0.0.1:9/x style="width:9px"></main>|' \
    "element <img>" "attribute style" "Content Security Policy"
seeded script 's|</main>|<script>console.log(1)</script></main>|' \
    "element <script>" "Content Security Policy"
seeded open 's|<meta http-equiv="Content-Security-Policy"[^>]*>||
s|</main>|<img src=http://127.0.0.1:9/x><script>console.log(1)</script></main>|' \
    "request: http://127.0.0.1:9/x" "on the network: http://127.0.0.1:9/x" \
    "console: log"
seeded lost 's|HYPERLINK|LINK|g' "not shown: =HYPERLINK"
override=$(printf '\342\200\256')
seeded raw "s|\[U+202E\]|$override|" "U+202e in the page"
page=evidence
result=$tmp/evidence.json
seeded rule 's|shared by both models||g' "not shown: At least 100 prompts are"
seeded rival 's|two|one|g' "not shown: two"
[ "$bad" -eq 0 ] || exit 1
echo "3 pages clean, 7 faults found"
