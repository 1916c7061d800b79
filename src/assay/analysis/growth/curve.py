"""What was measured: costs by size."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class LineCost:
    """Of one line of the source at one size: how often it ran, and the fuel it took in all."""

    line: int
    hits: int
    fuel: int


@dataclass(frozen=True)
class Curve:
    """``costs`` at ``sizes``; ``stopped`` says why there are no larger ones, where that is the program's doing
    and not that of the limits."""

    sizes: tuple[int, ...] = ()
    costs: tuple[float, ...] = ()
    stopped: str | None = None


@dataclass(frozen=True)
class Axis:
    """``of``: "n" or "m", which grows while the other is ``fixed``."""

    of: str
    fixed: int
    time: Curve
    space: Curve


@dataclass(frozen=True)
class Measured:
    """All of one submission. ``lines`` are the costs of its lines, by size. Where its inputs have two sizes, n and m,
    ``time`` and ``space`` are those with n = m, and ``two`` is with one of them fixed."""

    time: Curve
    space: Curve = field(default_factory=Curve)
    lines: dict[int, tuple[LineCost, ...]] = field(default_factory=dict)
    signal: str = "fuel"
    engine: str = ""
    two: tuple[Axis, ...] = ()
