"""Worst case: shifts of all priorities at once, the stronger the shorter, with no two moments alike."""

import random


def generate(n: int, seed: int) -> list[object]:
    """The arguments of on_call_coverage for n shifts."""
    rng = random.Random(seed)
    span = 40 * n + 40
    moments = rng.sample(range(span // 2), n)
    shifts: list[str] = []
    for moment in moments:
        name = "".join(rng.choices("abcdefghij", k=2))
        priority = rng.randint(1, 9)
        length = rng.randrange(span // 3**priority + 10) + 1
        shifts.append(f"{name} {2 * moment} {2 * moment + 2 * length + 1} {priority}")
    return [0, span, shifts]
