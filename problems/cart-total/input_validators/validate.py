"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import json
import re
import sys

LINE = re.compile(r"[A-Za-z0-9 .,+_-]{0,40}")


def is_valid(text: str) -> bool:
    rows = text.splitlines()
    if len(rows) != 1:
        return False
    lines = json.loads(rows[0])
    return (
        isinstance(lines, list)
        and len(lines) <= 20_000
        and all(isinstance(line, str) and LINE.fullmatch(line) for line in lines)
    )


try:
    sys.exit(42 if is_valid(sys.stdin.read()) else 43)
except ValueError as error:
    print(f"not JSON: {error}", file=sys.stderr)
    sys.exit(43)
