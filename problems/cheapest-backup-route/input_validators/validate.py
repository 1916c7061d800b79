"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import re
import sys

HEADER = re.compile(r"([1-9][0-9]{0,3}) ([0-9]|10) [a-z0-9-]{1,20} [a-z0-9-]{1,20}")
LINE = re.compile(r"(?=.*[!-~])[ -~]{1,80}")


def is_valid(text: str) -> bool:
    if not text.endswith("\n"):
        return False
    header, *lines = text[:-1].split("\n")
    match = HEADER.fullmatch(header)
    return (
        match is not None
        and int(match[1]) == len(lines) <= 5_000
        and all(LINE.fullmatch(line) for line in lines)
    )


sys.exit(42 if is_valid(sys.stdin.read()) else 43)
