"""Which sizes to measure: fixed ones, so that the same submission is measured at the same sizes everywhere."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from assay.analysis.growth.curve import Curve

FIRST = 4
_STEEP = 4.0  # a local power above which the next size is one more, not 1.4 times as much
_SMALL = 64
_MOST_POINTS = 48
_ENOUGH = 12


@dataclass
class Plan:
    """Sizes grow by the square root of two, until one more would cost too much. ``run_cap`` is about the most
    that one size may cost and ``total_cap`` all of them together; ``largest`` is the last size there is. Where
    that ends at few small sizes, those between are measured too."""

    run_cap: float
    total_cap: float
    largest: int = 1_000_000
    first: int = FIRST
    sizes: list[int] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    _between: list[int] | None = None

    def next(self) -> int | None:
        """The size to measure next; None at the end."""
        if not self.sizes:
            return self.first
        if self._between is None:
            if (size := self._growing()) is not None:
                return size
            self._between = self._left_out()
        return self._between.pop() if self._between else None

    def _growing(self) -> int | None:
        if (
            len(self.sizes) >= _MOST_POINTS
            or self.costs[-1] > self.run_cap
            or sum(self.costs) > self.total_cap
        ):
            return None
        size = self._following()
        return size if size <= self.largest and self._expected(size) <= 4 * self.run_cap else None

    def _left_out(self) -> list[int]:
        last = self.sizes[-1]
        if last > _SMALL // 2 or len(self.sizes) >= _ENOUGH:
            return []
        return [size for size in range(min(2, self.first), last) if size not in self.sizes][
            len(self.sizes) - _ENOUGH :
        ]

    def measured(self, size: int, cost: float) -> None:
        self.sizes.append(size)
        self.costs.append(max(cost, 1.0))

    def curve(self, stopped: str | None) -> Curve:
        """What was measured, by size."""
        pairs = sorted(zip(self.sizes, self.costs, strict=True))
        return Curve(tuple(size for size, _ in pairs), tuple(cost for _, cost in pairs), stopped)

    def _following(self) -> int:
        last = self.sizes[-1]
        if last < _SMALL and len(self.sizes) > 1 and self._power() > _STEEP:
            return last + 1
        return following(last)

    def _power(self) -> float:
        grown = math.log(self.costs[-1] / self.costs[-2])
        return grown / math.log(self.sizes[-1] / self.sizes[-2])

    def _expected(self, size: int) -> float:
        if len(self.sizes) < 2:
            return 0.0
        last, before = self.sizes[-1], self.sizes[-2]
        if size == last + 1 and last < _SMALL:  # by the growth per step
            rate = math.log(self.costs[-1] / self.costs[-2]) / (last - before)
            return self.costs[-1] * math.exp(min(rate, 50.0))
        return float(self.costs[-1] * (size / last) ** min(self._power(), 10.0))


def following(size: int) -> int:
    """The next of the fixed sizes 4, 6, 8, 11, 16, ..."""
    step = math.floor(2 * math.log2(size / FIRST) + 1e-9)
    while (grown := round(FIRST * math.sqrt(2.0) ** step)) <= size:
        step += 1
    return grown


def some(sizes: list[int], count: int) -> list[int]:
    """``count`` of them, spread evenly, with the last."""
    if len(sizes) <= count:
        return sizes
    return [sizes[round(index * (len(sizes) - 1) / (count - 1))] for index in range(count)]
