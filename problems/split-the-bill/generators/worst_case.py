"""Worst case: shares without any pattern, which leave about half a cent over for each team."""

import random


def generate(n: int, seed: int) -> list[object]:
    """The arguments of split_bill for n teams."""
    rng = random.Random(seed)
    shares = [f"{rng.randint(1, 9999)}.{rng.randint(0, 99):02}" for _ in range(n)]
    return [rng.randint(900_000_000, 999_999_999), shares]
