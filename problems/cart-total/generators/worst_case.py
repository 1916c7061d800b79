"""Worst case: every cart line names another item, so nothing can be merged early."""

import random


def generate(n: int, seed: int) -> list[object]:
    """The arguments of cart_total for a cart of n lines."""
    rng = random.Random(seed)
    lines = [f"i{number} {rng.randint(1, 99)} {rng.randint(1, 9999)}" for number in range(n)]
    rng.shuffle(lines)
    return [lines]
