"""Worst case: a long chain against the alphabet, so that only the last remaining name is ready."""

import random


def generate(n: int, seed: int) -> str:
    """The input text of a rollout of n services."""
    rng = random.Random(seed)
    lines: list[str] = []
    for number in range(n):
        needed = {number + 1, rng.randint(number + 1, n)} - {n}
        lines.append(" ".join([name(number), *map(name, sorted(needed))]))
    rng.shuffle(lines)
    return f"{n}\n" + "\n".join(lines) + "\n"


def name(number: int) -> str:
    return f"s{number:05}"
