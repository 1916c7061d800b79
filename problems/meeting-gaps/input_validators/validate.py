"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import json
import re
import sys

CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")
LINE = re.compile(r"[A-Za-z0-9 :.-]{0,30}")


def is_valid(text: str) -> bool:
    rows = [json.loads(row) for row in text.splitlines()]
    if len(rows) != 4:
        return False
    opens, closes, bookings, min_seconds = rows
    return (
        is_clock(opens)
        and is_clock(closes)
        and opens < closes
        and isinstance(bookings, list)
        and len(bookings) <= 18_000
        and all(isinstance(line, str) and LINE.fullmatch(line) for line in bookings)
        and type(min_seconds) is int
        and 1 <= min_seconds <= 86_400
    )


def is_clock(value: object) -> bool:
    return isinstance(value, str) and CLOCK.fullmatch(value) is not None


try:
    sys.exit(42 if is_valid(sys.stdin.read()) else 43)
except ValueError as error:
    print(f"not JSON: {error}", file=sys.stderr)
    sys.exit(43)
