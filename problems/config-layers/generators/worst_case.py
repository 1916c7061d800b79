"""Worst case: in chains of 40 keys each refers twice to the next, and the last is empty."""

import random

CHAIN = 40


def generate(n: int, seed: int) -> list[object]:
    """The arguments of effective_config for n keys, in three layers."""
    rng = random.Random(seed)
    names = [f"k{number}" for number in range(n)]
    layers: list[dict[str, str]] = [{}, {}, {}]
    for index, name in enumerate(names):
        last = index % CHAIN == CHAIN - 1 or index == n - 1
        value = "" if last else f"${{{names[index + 1]}}}${{{names[index + 1]}}}"
        layers[rng.randrange(3)][name] = value
    return [layers]
