"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import re
import sys

HEADER = re.compile(r"([1-9][0-9]{0,8}) ([1-9][0-9]{0,4})")
LINE = re.compile(r"([0-9]{1,9})(?: [ -~]*)?")


def is_valid(text: str) -> bool:
    if not text.endswith("\n"):
        return False
    header, *lines = text[:-1].split("\n")
    match = HEADER.fullmatch(header)
    if match is None or not int(match[2]) == len(lines) <= 16_000:
        return False
    latest = 0
    for line in lines:
        match = LINE.fullmatch(line)
        if match is None or len(line) > 60 or int(match[1]) < latest:
            return False
        latest = int(match[1])
    return True


sys.exit(42 if is_valid(sys.stdin.read()) else 43)
