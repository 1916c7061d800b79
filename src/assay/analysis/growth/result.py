"""What is said of a submission's growth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assay.analysis.growth.classes import tier, within
from assay.analysis.growth.curve import Curve
from assay.analysis.growth.fit import Estimate


@dataclass(frozen=True)
class CostlyLine:
    """A line whose every run takes longer the larger the input is, though it looks like one step. ``power``: of
    n, by which one run of it grows; ``share``: of all that was measured at the largest size."""

    line: int
    code: str
    power: float
    share: float

    def __str__(self) -> str:
        return f"hidden work in `{self.code}`, line {self.line}: each run of it grows like n^{self.power:.1f}"


@dataclass(frozen=True)
class Part:
    """How it grows with ``of``, one of two sizes, while the other is ``fixed``."""

    of: str
    fixed: int
    estimate: Estimate
    curve: Curve

    @property
    def words(self) -> str:
        other = "m" if self.of == "n" else "n"
        found = " or ".join(self.estimate.classes).replace("n", self.of)
        return f"{found or 'cannot tell'} with {other} = {self.fixed}"

    def document(self) -> dict[str, Any]:
        return {
            "fixed": self.fixed,
            "classes": [name.replace("n", self.of) for name in self.estimate.classes],
            "reason": self.estimate.reason,
            "stopped": self.curve.stopped,
            "curve": [[n, cost] for n, cost in zip(self.curve.sizes, self.curve.costs, strict=True)],
        }


@dataclass(frozen=True)
class Two:
    """How it grows with both sizes: ``form`` is of both, such as O(n + m)."""

    form: Estimate
    n: Part
    m: Part

    @property
    def words(self) -> str:
        return " or ".join(self.form.classes) or f"cannot tell: {self.form.reason}"

    def document(self) -> dict[str, Any]:
        return {
            "classes": list(self.form.classes),
            "best": self.form.best,
            "reason": self.form.reason,
            "probabilities": self.form.probabilities,
            "n": self.n.document(),
            "m": self.m.document(),
        }


@dataclass(frozen=True)
class Grown:
    """Time or space. ``signal``: what was counted, in words ("fuel", "CPU seconds", "bytes"). ``target``: the
    problem's. ``coarse``: classes are told apart only to within a logarithm. Where
    inputs have two sizes, all but ``two`` is of n = m."""

    estimate: Estimate
    curve: Curve
    signal: str
    target: str | None = None
    coarse: bool = False
    two: Two | None = None

    @property
    def meets_target(self) -> bool | None:
        """None where there is no target, or the set holds classes on both sides of it."""
        if self.target is None or not self.estimate.classes:
            return None
        target = tier(self.target) if self.coarse else self.target
        held = {within(name, target) for name in self.estimate.classes}
        return held.pop() if len(held) == 1 else None

    @property
    def words(self) -> str:
        found = self.estimate
        if not found.classes:
            return f"cannot tell: {found.reason}"
        return " or ".join(found.classes) + (", to within a logarithm" if self.coarse else "")

    def document(self) -> dict[str, Any]:
        return {
            "classes": list(self.estimate.classes),
            "best": self.estimate.best,
            "confidence": self.estimate.confidence,
            "largest_n": self.curve.sizes[-1] if self.curve.sizes else None,
            "signal": self.signal,
            "coarse": self.coarse,
            "reason": self.estimate.reason,
            "stopped": self.curve.stopped,
            "target": self.target,
            "meets_target": self.meets_target,
            "probabilities": self.estimate.probabilities,
            "curve": [[n, cost] for n, cost in zip(self.curve.sizes, self.curve.costs, strict=True)],
            **({"two": self.two.document()} if self.two is not None else {}),
        }


@dataclass(frozen=True)
class Growth:
    language: str
    engine: str
    time: Grown
    space: Grown
    costly: tuple[CostlyLine, ...] = ()

    def document(self) -> dict[str, Any]:
        """The JSON that ``assay growth --json`` writes; docs/schema/growth.schema.json describes it."""
        return {
            "language": self.language,
            "engine": self.engine,
            "time": self.time.document(),
            "space": self.space.document(),
            "costly": [
                {
                    "line": each.line,
                    "code": each.code,
                    "power": each.power,
                    "share": each.share,
                    "message": str(each),
                }
                for each in self.costly
            ],
        }
