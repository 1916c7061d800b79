"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import re
import sys

LINE = re.compile(r"[A-Za-z0-9 :.,/=_-]{0,60}")


def is_valid(text: str) -> bool:
    if not text.endswith("\n"):
        return False
    first, *lines = text[:-1].split("\n")
    if not re.fullmatch(r"0|[1-9][0-9]{0,4}", first):
        return False
    n = int(first)
    return n <= 20_000 and len(lines) == n and all(LINE.fullmatch(line) for line in lines)


sys.exit(42 if is_valid(sys.stdin.read()) else 43)
