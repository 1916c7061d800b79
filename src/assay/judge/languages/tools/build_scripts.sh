# build_scripts.sh BOX OUT PYTHON: makes in OUT what a package's program with scripts is run from, as
# https://icpc.io/problem-package-format/spec/2025-09#other-programs has it: a copy of its folder, in which its
# "build" was run, and in which there is then a "run".
box=$1 out=$2 python=$3
most=1000

mkdir "$out/.assay" || exit
printf '#!/bin/sh\nexec "%s" -B "$@"\n' "$python" > "$out/.assay/python3"
for pair in cc:gcc cc:clang c++:g++ c++:clang++; do
    name=${pair%:*} other=${pair#*:}
    if [ ! -e "$out/.assay/$name" ] && ! command -v "$name" > /dev/null && command -v "$other" > /dev/null; then
        printf '#!/bin/sh\nexec %s "$@"\n' "$other" > "$out/.assay/$name"
    fi
done
chmod 755 "$out"/.assay/*
PATH=$out/.assay:$PATH
export PATH

cp -R "$box/." "$out" && cd "$out" && find . -mindepth 1 -exec chmod u+w {} + || exit
rm -f build_scripts.sh
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
