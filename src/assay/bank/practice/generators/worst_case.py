"""Worst case: as many talks as asked for, none of them empty."""

import random


def generate(n: int, seed: int) -> str:
    """The input text for n talks."""
    rng = random.Random(seed)
    numbers = " ".join(str(rng.randint(1, 1000)) for _ in range(n))
    return f"{n}\n{numbers}\n" if n else "0\n"
