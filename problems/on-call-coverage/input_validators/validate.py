"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import json
import re
import sys

LINE = re.compile(r"[A-Za-z0-9 .,+_-]{0,40}")


def is_valid(text: str) -> bool:
    rows = [json.loads(row) for row in text.splitlines()]
    if len(rows) != 3:
        return False
    start, end, shifts = rows
    return (
        type(start) is int
        and type(end) is int
        and 0 <= start < end <= 1_000_000_000
        and isinstance(shifts, list)
        and len(shifts) <= 15_000
        and all(isinstance(line, str) and LINE.fullmatch(line) for line in shifts)
    )


try:
    sys.exit(42 if is_valid(sys.stdin.read()) else 43)
except ValueError as error:
    print(f"not JSON: {error}", file=sys.stderr)
    sys.exit(43)
