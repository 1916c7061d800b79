"""What ``assay measure simulate --json`` gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from pydantic import BaseModel, Field

from assay.measure.selection import Choosable
from assay.measure.simulation import Comparison, Strategy, compare, guessed, known


class StrategyFound(BaseModel):
    strategy: Strategy
    rmse: float = Field(
        description="root mean square error of the ability, of which candidates' deviation is 1"
    )
    rmse_error: float = Field(
        description="standard error of rmse: so many candidates were simulated, not more"
    )
    of_bound: float = Field(description="rmse over the bound")
    bias: float
    coverage: float = Field(description="share of the 90 % intervals that hold the true ability")
    exposure: float = Field(description="share of candidates to whom the problem given most often was given")


class Case(BaseModel):
    """``known``: as if calibrated. ``guessed``: difficulties as authors say, with the doubt of that; the bound is of
    whoever knows the true ones."""

    difficulties: Literal["known", "guessed"]
    words: str
    problems: int = Field(description="given to each candidate")
    bound: float = Field(description="RMSE if the most telling problems at each true ability had been given")
    outcomes: list[StrategyFound]
    gain: float = Field(
        description="by what share the RMSE of adaptive choice is below that of the fixed form"
    )
    gain_error: float
    gains: bool = Field(description="whether gain is beyond doubt and at least 0.02")
    verdict: str


class Simulated(BaseModel):
    bank: str
    size: int
    seed: int
    candidates: int
    cases: list[Case]


_WORDS = {"known": "Difficulties known (calibrated)", "guessed": "Difficulties guessed by the authors"}


def simulated(
    pool: Sequence[Choosable],
    problems: Sequence[int],
    *,
    bank: str,
    by_authors: bool,
    seed: int,
    candidates: int,
    say: Callable[[str], None],
) -> Simulated:
    """Both as the items are known now and as they would be the other way round, for each number of problems."""
    ways: list[tuple[Literal["known", "guessed"], list[Choosable]]] = [
        ("known", known(pool)),
        ("guessed", guessed(pool)),
    ]
    cases = []
    for name, those in reversed(ways) if by_authors else ways:
        for count in problems:
            found = compare(those, count, seed=seed, candidates=candidates)
            cases.append(_case(name, found))
            say(f"{_WORDS[name]}: {count} problems done")
    return Simulated(bank=bank, size=len(pool), seed=seed, candidates=candidates, cases=cases)


def _case(name: Literal["known", "guessed"], found: Comparison) -> Case:
    return Case(
        difficulties=name,
        words=_WORDS[name],
        problems=found.problems,
        bound=round(found.bound, 4),
        outcomes=[
            StrategyFound(
                strategy=each.strategy,
                rmse=round(each.rmse, 4),
                rmse_error=round(each.rmse_error, 4),
                of_bound=round(each.rmse / found.bound, 3),
                bias=round(each.bias, 4),
                coverage=round(each.coverage, 4),
                exposure=round(each.exposure, 4),
            )
            for each in found.outcomes
        ],
        gain=round(found.gain, 4),
        gain_error=round(found.gain_error, 4),
        gains=found.gains,
        verdict=verdict(found),
    )


def verdict(found: Comparison) -> str:
    adaptive = found.of("adaptive")
    given = f"and no problem goes to more than {100 * adaptive.exposure:.0f} % of candidates"
    if found.gains:
        return f"Adaptive choice gains {100 * found.gain:.0f} % over the best fixed form, {given}."
    doubt = f"{100 * found.gain:+.0f} % ± {100 * found.gain_error:.0f}"
    return (
        f"Adaptivity gains nothing here ({doubt} over the best fixed form): give all the same problems, unless it is "
        f"to keep them from being known, for {given.removeprefix('and ')}."
    )
