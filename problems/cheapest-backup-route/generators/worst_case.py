"""Worst case: a long chain of cheap links, and dear links across it that tempt all the way."""

import random
from itertools import pairwise


def generate(n: int, seed: int) -> str:
    """The input text of a network with n links."""
    rng = random.Random(seed)
    chain = max(1, n // 2)
    names = [f"s{number}" for number in range(chain + 1)]
    rng.shuffle(names)
    lines: list[str] = []
    for one, other in pairwise(names):
        normal = rng.randint(10, 99)
        lines.append(f"{one} {other} {normal} {rng.randint(1, normal)}")
    while len(lines) < n:
        first = rng.randrange(chain)
        second = rng.randint(first + 1, min(chain, first + 40))
        normal = (second - first) * rng.randint(60, 120)
        lines.append(f"{names[first]} {names[second]} {normal} {rng.randint(normal // 3, normal)}")
    rng.shuffle(lines)
    return f"{n} 8 {names[0]} {names[-1]}\n" + "\n".join(lines) + "\n"
