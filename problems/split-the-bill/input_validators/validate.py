"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import json
import re
import sys

SHARE = re.compile(r"[A-Za-z0-9 .,+_%-]{0,12}")


def is_valid(text: str) -> bool:
    rows = [json.loads(row) for row in text.splitlines()]
    if len(rows) != 2:
        return False
    total_cents, shares = rows
    return (
        type(total_cents) is int
        and abs(total_cents) <= 1_000_000_000
        and isinstance(shares, list)
        and len(shares) <= 30_000
        and all(isinstance(share, str) and SHARE.fullmatch(share) for share in shares)
    )


try:
    sys.exit(42 if is_valid(sys.stdin.read()) else 43)
except ValueError as error:
    print(f"not JSON: {error}", file=sys.stderr)
    sys.exit(43)
