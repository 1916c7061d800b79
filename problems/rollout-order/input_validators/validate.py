"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import re
import sys

LINE = re.compile(r"[a-z0-9-]{1,20}(?: [a-z0-9-]{1,20})*")


def is_valid(text: str) -> bool:
    if not text.endswith("\n"):
        return False
    header, *lines = text[:-1].split("\n")
    return (
        re.fullmatch(r"[1-9][0-9]{0,4}", header) is not None
        and int(header) == len(lines) <= 15_000
        and all(LINE.fullmatch(line) for line in lines)
        and sum(line.count(" ") for line in lines) <= 40_000
    )


sys.exit(42 if is_valid(sys.stdin.read()) else 43)
