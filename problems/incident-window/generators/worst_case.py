"""Worst case: two kinds fill the log, the third comes last, so every search runs to the end."""

import random


def generate(n: int, seed: int) -> list[object]:
    """The arguments of incident_window for a log of n lines."""
    rng = random.Random(seed)
    log = [f"{7 * number + rng.randint(0, 6)} {rng.choice(['retry', 'slow'])}" for number in range(n - 1)]
    log.append(f"{7 * n} crash")
    rng.shuffle(log)
    return [log, ["slow", "crash", "retry"]]
