"""Worst case: every id is new, so every call is kept in memory and nothing can be forgotten."""

import random


def generate(n: int, seed: int) -> list[object]:
    """The arguments of answer_calls for n calls."""
    rng = random.Random(seed)
    ids = list(range(n))
    rng.shuffle(ids)
    calls = [f"{second} p{number} {rng.randrange(65536):04x}" for second, number in enumerate(ids)]
    return [calls, 1_000_000]
