"""Worst case: short bookings that never overlap, so that nothing can be merged, in random order."""

import random

DAY = 86_399


def generate(n: int, seed: int) -> list[object]:
    """The arguments of meeting_gaps for n bookings; beyond about 28 000 they begin to touch."""
    rng = random.Random(seed)
    step = max(3, (DAY - 1) // max(n, 1))
    bookings: list[str] = []
    for number in range(n):
        start = number * step % (DAY - 3) + rng.randint(0, step - 3)
        bookings.append(f"{clock(start)}-{clock(start + rng.randint(1, 2))}")
    rng.shuffle(bookings)
    return [clock(0), clock(DAY), bookings, 2]


def clock(moment: int) -> str:
    return f"{moment // 3600:02}:{moment // 60 % 60:02}:{moment % 60:02}"
