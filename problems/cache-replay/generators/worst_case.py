"""Worst case: all entries fit and live long, so that the cache only grows."""

import random


def generate(n: int, seed: int) -> str:
    """The input text of n calls."""
    rng = random.Random(seed)
    lines = [f"{9 * n} {n}"]
    for number in range(n):
        if rng.random() < 0.1:
            lines.append(f"{number} get k{rng.randrange(number + 1)}")
        else:
            lines.append(f"{number} put k{number} {rng.randint(1, 9)} {n + rng.randrange(n)}")
    return "\n".join(lines) + "\n"
