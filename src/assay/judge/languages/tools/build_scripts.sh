# build_scripts.sh BOX OUT PYTHON: makes in OUT what a package's program with scripts is run from, as
# https://icpc.io/problem-package-format/spec/2025-09#other-programs has it: a copy of its folder, in which its
# "build" was run, and in which there is then a "run".
box=$1 out=$2 python=$3
most=1000

# What the format promises to be on the search path: for build as links, for run as files, which come back.
links=$TMPDIR/.assay
mkdir "$links" "$out/.assay" || exit
offer() {
    ln -s "$2" "$links/$1" && printf '#!/bin/sh\nexec "%s" "$@"\n' "$2" > "$out/.assay/$1" || exit
}
offer python3 "$python"
for pair in cc:gcc cc:clang c++:g++ c++:clang++; do
    name=${pair%:*} other=$(command -v "${pair#*:}")
    if ! command -v "$name" > /dev/null && [ -n "$other" ] && [ ! -e "$links/$name" ]; then
        offer "$name" "$other"
    fi
done
PATH=$links:$PATH
export PATH

cp -R "$box/." "$out" && cd "$out" && rm -f build_scripts.sh || exit
# Where a sandbox forbids it they stay read-only, and build can put others in their place.
find . -mindepth 1 -exec chmod u+w {} + 2> /dev/null
if [ -f build ]; then
    ./build || { code=$?; echo "build ended with exit status $code" >&2; exit "$code"; }
fi
if [ ! -f run ]; then
    echo "there is no file run in the program's folder after build is done" >&2
    exit 1
fi
# What is taken along are files, and not too many.
find . -type l -exec sh -c 'for each; do cp "$each" "$each.file" && mv -f "$each.file" "$each"; done' sh {} + || exit
if [ "$(find . | wc -l)" -gt "$most" ]; then
    echo "build leaves more than $most files: let it remove what run does not need" >&2
    exit 1
fi
