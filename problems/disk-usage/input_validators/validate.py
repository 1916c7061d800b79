"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import re
import sys

LINE = re.compile(r"[A-Za-z0-9 /._+-]{0,200}")
GOOD = re.compile(r"[0-9]{1,12} (/.*[^/])")


def is_valid(text: str) -> bool:
    if not text.endswith("\n"):
        return False
    first, *lines = text[:-1].split("\n")
    match = re.fullmatch(r"(0|[1-9][0-9]*) (0|[1-9][0-9]*)", first)
    if match is None or int(match[1]) > 10_000 or int(match[2]) > 10**15 or len(lines) != int(match[1]):
        return False
    files, folders = set(), set()
    for line in lines:
        if not LINE.fullmatch(line):
            return False
        if (good := GOOD.fullmatch(line)) is None:
            continue
        names = [name for name in good[1].split("/") if name]
        if any(name != name.strip() for name in names):
            return False
        if "." in names or ".." in names:
            continue
        files.add(tuple(names))
        folders.update(tuple(names[:end]) for end in range(1, len(names)))
    return not files & folders


sys.exit(42 if is_valid(sys.stdin.read()) else 43)
