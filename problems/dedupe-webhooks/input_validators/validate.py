"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import json
import re
import sys

LINE = re.compile(r"[A-Za-z0-9 .+_#-]{0,50}")


def is_valid(text: str) -> bool:
    rows = text.splitlines()
    if len(rows) != 2:
        return False
    calls, keep = json.loads(rows[0]), json.loads(rows[1])
    return (
        isinstance(calls, list)
        and len(calls) <= 20_000
        and all(isinstance(call, str) and LINE.fullmatch(call) for call in calls)
        and isinstance(keep, int)
        and 0 <= keep <= 1_000_000
    )


try:
    sys.exit(42 if is_valid(sys.stdin.read()) else 43)
except ValueError as error:
    print(f"not JSON: {error}", file=sys.stderr)
    sys.exit(43)
