#!/usr/bin/env bash
# Every pictogram keeps to the one drawing style of assets/README.md, and every pictogram that the
# configuration names is there. The rules are first tried on drawings that break them.
set -u

root=${PP_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
scratch=${PP_SCRATCH:-$(mktemp -d)}/pictograms
pictograms=$root/assets/pictograms
max_bytes=4096

if command -v xmllint >/dev/null; then
    parses() { xmllint --noout --nonet "$1" 2>/dev/null; }
elif command -v rsvg-convert >/dev/null; then
    parses() { rsvg-convert --output /dev/null "$1" 2>/dev/null; }
else
    echo "skipped: neither xmllint (libxml2-utils) nor rsvg-convert (librsvg2-bin) is installed"
    exit 77
fi

open='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><g fill="none" stroke="#17252A" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">'
close='</g></svg>'
# What may stand between them: three shapes with nothing but their geometry and a dash pattern.
number='-?[0-9]+(\.[0-9]+)?'
attribute="( (cx|cy|r|x|y|width|height|rx)=\"$number\"| d=\"[-MmLlHhVvCcQqAaZz0-9. ]+\"| stroke-dasharray=\"[0-9. ]+\")"
shapes="^(<(path|circle|rect)$attribute+/>)+$"

# Prints what is wrong with the drawing in file $1; nothing when it is right.
fault_of() {
    local text
    [ "$(wc -c <"$1")" -lt $max_bytes ] || { echo "$max_bytes bytes or more"; return; }
    parses "$1" || { echo "is not well-formed XML"; return; }
    text=$(cat "$1")
    [[ $text == "$open"* ]] || { echo "does not begin with the prescribed svg and g"; return; }
    [[ $text == *"$close" ]] || { echo "does not end with $close"; return; }
    text=${text#"$open"}
    text=${text%"$close"}
    [[ $text =~ $shapes ]] || echo "has more than plain paths, circles and rects"
}

failures=0
fail() {
    echo "FAIL: $1"
    failures=$((failures + 1))
}

must_refuse() { # $1: what is wrong with it, $2: the drawing
    printf '%s\n' "$2" >"$scratch/bad.svg"
    [ -n "$(fault_of "$scratch/bad.svg")" ] || fail "a drawing with $1 is let through"
}

mkdir -p "$scratch" || exit 1
dot='<circle cx="50" cy="50" r="2"/>'
printf '%s\n' "$open$dot$close" >"$scratch/good.svg"
[ -z "$(fault_of "$scratch/good.svg")" ] || fail "a good drawing is refused"
must_refuse "no drawing in it" "$open$close"
must_refuse "a tag left open" "$open<path d=\"M0 0\">$close"
must_refuse "another stroke width on the root" "${open/stroke-width=\"5\"/stroke-width=\"4\"}$dot$close"
must_refuse "another stroke width on a shape" "$open<path stroke-width=\"2\" d=\"M0 0H9\"/>$close"
must_refuse "another colour" "$open<path stroke=\"#A3191B\" d=\"M0 0H9\"/>$close"
must_refuse "a fill that a theme cannot recolour" "$open<circle cx=\"9\" cy=\"9\" r=\"9\" fill=\"#17252A\"/>$close"
must_refuse "another grid" "${open/0 0 100 100/0 0 24 24}$dot$close"
must_refuse "no grid" "${open/ viewBox=\"0 0 100 100\"/}$dot$close"
must_refuse "text" "$open<text x=\"9\" y=\"9\">a</text>$close"
must_refuse "a script" "$open<script>1</script>$close"
must_refuse "an image from elsewhere" "$open<image href=\"http://example.org/a.png\"/>$close"
must_refuse "a scaled group" "$open<g transform=\"scale(2)\">$dot</g>$close"
must_refuse "a style" "$open<path style=\"stroke:red\" d=\"M0 0H9\"/>$close"
must_refuse "an entity" "<!DOCTYPE svg [<!ENTITY a \"b\">]>$open$dot$close"
must_refuse "too many bytes" "$open<path d=\"M$(printf '0 %.0s' $(seq $max_bytes))0\"/>$close"

count=0
for file in "$pictograms"/*; do
    name=$(basename "$file")
    [[ $name =~ ^[a-z_]+\.svg$ ]] || fail "$name: the name is not lower case letters and _ with .svg"
    fault=$(fault_of "$file")
    [ -z "$fault" ] || fail "$name: $fault"
    count=$((count + 1))
done
[ "$count" -ge 100 ] || fail "only $count pictograms in $pictograms"

# A second file with the same drawing would make two answers look alike.
same=$(cd "$pictograms" && sha256sum -- * | sort | uniq -w 64 -D | cut -c 67- | tr '\n' ' ')
[ -z "$same" ] || fail "the same drawing more than once: $same"

named=$(find "$root/config" -name '*.yaml' -exec cat {} + |
    grep -oE '^[^#]*\bicon: *[a-z_]+' | grep -oE '[a-z_]+$' | sort -u)
for name in $named; do
    [ -f "$pictograms/$name.svg" ] || fail "config names the pictogram $name, which is not there"
done

rm -f "$scratch/good.svg" "$scratch/bad.svg"
echo "$count pictograms, $(wc -w <<<"$named") named in config, $failures failures"
[ "$failures" -eq 0 ]
