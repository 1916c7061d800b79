"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import json
import re
import sys

OFFER = re.compile(r"[A-Za-z0-9 .,:+_-]{0,40}")


def is_valid(text: str) -> bool:
    rows = [json.loads(row) for row in text.splitlines()]
    if len(rows) != 2:
        return False
    offers, rest = rows
    return (
        isinstance(offers, list)
        and len(offers) <= 18_000
        and all(isinstance(offer, str) and OFFER.fullmatch(offer) for offer in offers)
        and type(rest) is int
        and 0 <= rest <= 1_000_000
    )


try:
    sys.exit(42 if is_valid(sys.stdin.read()) else 43)
except ValueError as error:
    print(f"not JSON: {error}", file=sys.stderr)
    sys.exit(43)
