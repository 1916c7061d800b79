"""Worst case: offers of every length, so that long chains compete with single long deliveries."""

import random


def generate(n: int, seed: int) -> list[object]:
    """The arguments of delivery_plan for n offers."""
    rng = random.Random(seed)
    offers: list[str] = []
    for _ in range(n):
        start = rng.randrange(5 * n + 10)
        length = rng.choice([rng.randint(1, 60), rng.randint(61, 240), rng.randint(241, 600)])
        offers.append(f"{start} {start + length} {length * rng.randint(5, 15)}")
    return [offers, 15]
