"""Reads a test input on stdin; exits 42 if it keeps to the statement's limits, 43 if not."""

import json
import re
import sys

KEY = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,39}")
VALUE = re.compile(r"[A-Za-z0-9._ ${}:/@,=-]{0,200}")
PIECE = re.compile(r"\$\$|\$\{([^}]*)\}")


def keeps_to_form(layers: object) -> bool:
    if not isinstance(layers, list) or len(layers) > 50 or not all(isinstance(each, dict) for each in layers):
        return False
    entries = [entry for layer in layers for entry in layer.items()]
    return len(entries) <= 8000 and all(
        KEY.fullmatch(key) and (value is None or (isinstance(value, str) and VALUE.fullmatch(value)))
        for key, value in entries
    )


def keeps_to_sizes(layers: list[dict[str, str | None]]) -> bool:
    merged: dict[str, str | None] = {}
    for layer in layers:
        merged.update(layer)
    values = {key: value for key, value in merged.items() if value is not None}
    known: dict[str, tuple[int, int]] = {}

    def measure(key: str) -> tuple[int, int]:
        """Length of the resolved value, at least, and of the chain; a broken key counts as empty."""
        if key not in values:
            return 0, 0
        if key not in known:
            known[key] = (0, 1)
            length, chain, start = 0, 1, 0
            for match in PIECE.finditer(values[key]):
                length += match.start() - start
                start = match.end()
                if match[0] == "$$":
                    length += 1
                else:
                    inner, steps = measure(match[1])
                    length, chain = length + inner, max(chain, steps + 1)
            known[key] = (length + len(values[key]) - start, chain)
        return known[key]

    measured = [measure(key) for key in values]
    return (
        all(length <= 2000 and chain <= 200 for length, chain in measured)
        and sum(length for length, _ in measured) <= 1_000_000
    )


try:
    rows = sys.stdin.read().splitlines()
    layers = json.loads(rows[0]) if len(rows) == 1 else None
    sys.exit(42 if keeps_to_form(layers) and keeps_to_sizes(layers) else 43)
except ValueError as error:
    print(f"not JSON: {error}", file=sys.stderr)
    sys.exit(43)
