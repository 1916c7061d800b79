"""Worst case: one client, a window that keeps half of the log alive, nothing ever denied."""

import random


def generate(n: int, seed: int) -> str:
    """The input text of a log of n requests."""
    rng = random.Random(seed)
    lines = [f"1000000 {5 * n} {n}"]
    time = 0
    for _ in range(n):
        time += rng.randint(1, 19)
        lines.append(f"{time} c")
    return "\n".join(lines) + "\n"
