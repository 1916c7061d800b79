"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import json
import re
import sys

LINE = re.compile(r"[A-Za-z0-9 .,+_-]{0,40}")
KIND = re.compile(r"[a-z0-9-]{1,20}")


def is_valid(text: str) -> bool:
    rows = [json.loads(row) for row in text.splitlines()]
    if len(rows) != 2:
        return False
    log, pattern = rows
    return all_match(log, LINE, 20_000) and all_match(pattern, KIND, 1_000)


def all_match(texts: object, form: re.Pattern[str], most: int) -> bool:
    return (
        isinstance(texts, list)
        and len(texts) <= most
        and all(isinstance(text, str) and form.fullmatch(text) for text in texts)
    )


try:
    sys.exit(42 if is_valid(sys.stdin.read()) else 43)
except ValueError as error:
    print(f"not JSON: {error}", file=sys.stderr)
    sys.exit(43)
