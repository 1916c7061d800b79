"""Worst case: every line is a good error line, so each has to be read to its end and compared."""

import random


def generate(n: int, seed: int) -> str:
    """The input text for a log of n lines."""
    rng = random.Random(seed)
    lines = [str(n)]
    for _ in range(n):
        time = f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"
        lines.append(f"{time} ERROR job={rng.randint(0, 9)}")
    return "\n".join(lines) + "\n"
