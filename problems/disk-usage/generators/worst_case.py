"""Worst case: every file lies in a folder of its own, so there are as many folders as files."""

import random


def generate(n: int, seed: int) -> str:
    """The input text for a list of n lines."""
    rng = random.Random(seed)
    lines = [f"{rng.randint(1, 10**6)} /srv/data/d{number}/file" for number in range(n)]
    rng.shuffle(lines)
    return "\n".join([f"{n} 0", *lines]) + "\n"
