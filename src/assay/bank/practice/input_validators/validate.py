"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import re
import sys


def is_valid(text: str) -> bool:
    match = re.fullmatch(r"(0|[1-9]\d{0,4})\n(?:(-?\d+(?: -?\d+)*)\n)?", text)
    if match is None:
        return False
    numbers = [int(word) for word in (match[2] or "").split()]
    n = int(match[1])
    return n <= 50_000 and len(numbers) == n and all(-1000 <= number <= 1000 for number in numbers)


sys.exit(42 if is_valid(sys.stdin.read()) else 43)
