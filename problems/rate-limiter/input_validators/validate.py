"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import re
import sys

HEADER = re.compile(r"([1-9][0-9]{0,8}) ([1-9][0-9]{0,8}) ([1-9][0-9]{0,8})")
LINE = re.compile(r"(?=.*[!-~])[ -~]{1,60}")


def is_valid(text: str) -> bool:
    if not text.endswith("\n"):
        return False
    header, *lines = text[:-1].split("\n")
    match = HEADER.fullmatch(header)
    if match is None:
        return False
    limit, _, count = map(int, match.groups())
    return (
        limit <= 1_000_000
        and count <= 25_000
        and len(lines) == count
        and all(LINE.fullmatch(line) for line in lines)
    )


sys.exit(42 if is_valid(sys.stdin.read()) else 43)
