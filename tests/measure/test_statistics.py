"""Statistics on problems, of simulated sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from assay.measure.graded import Item, authored
from assay.measure.statistics import FEWEST, Response, statistics

DAY = datetime(2026, 11, 1, tzinfo=UTC)
AUTHORS = {f"p{number}": authored(number, "medium") for number in range(3, 8)}
REAL = {
    name: replace(item, thresholds=tuple(each + shift for each in item.thresholds))
    for (name, item), shift in zip(AUTHORS.items(), (0.8, 0.0, -0.5, 0.0, 0.3), strict=True)
}


def sessions(count: int, seed: int, *, known_from: int | None = None, better: float = 0.0) -> list[Response]:
    """Three of the five each. From session ``known_from`` on p5 is known; ``better``: by so much the last candidate
    is above the first."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(count):
        theta = rng.normal() + better * (number / count - 0.5)
        for name in rng.choice(list(REAL), 3, replace=False):
            known = name == "p5" and known_from is not None and number >= known_from
            item: Item = REAL[name]
            chance = 1 / (1 + np.exp(-item.slope * (theta + 2.5 * known - np.array(item.thresholds))))
            made.append(
                Response(
                    session=f"s{number:04}",
                    problem=str(name),
                    at=DAY + timedelta(hours=number),
                    band=int((rng.random() < chance).sum()),
                    minutes=float(np.exp(rng.normal(np.log(10 if known else 25), 0.4))),
                )
            )
    return made


def test_difficulties_come_nearer_and_all_is_counted() -> None:
    found = statistics(sessions(150, 1), AUTHORS)
    assert found.sessions == 150
    off = [each.difficulty - REAL[each.problem].difficulty for each in found.items]
    guessed = [each.author_difficulty - REAL[each.problem].difficulty for each in found.items]
    assert np.square(off).mean() < 0.5 * np.square(guessed).mean()
    assert all(abs(error) < 3 * each.difficulty_error for error, each in zip(off, found.items, strict=True))
    assert sum(each.given for each in found.items) == 450
    assert all(each.exposure == pytest.approx(each.given / 150, abs=1e-4) for each in found.items)
    assert all(not each.own_discrimination for each in found.items)
    assert all(20 < each.minutes < 30 < each.minutes_most < 45 for each in found.items)


def test_a_problem_that_got_known_is_suspected_and_no_other() -> None:
    found = statistics(sessions(150, 2, known_from=90), AUTHORS)
    changes = {each.problem: each.change for each in found.items}
    assert changes["p5"] is not None
    assert changes["p5"].leak
    assert [name for name, each in changes.items() if each is not None and each.leak] == ["p5"]


def test_better_candidates_are_no_leak_and_chance_is_none() -> None:
    for seed in (3, 4):
        for better in (0.0, 1.5):
            found = statistics(sessions(100, seed, better=better), AUTHORS)
            assert not any(each.change is not None and each.change.leak for each in found.items)


def test_few_and_hinted_answers_say_nothing() -> None:
    few = statistics(sessions(FEWEST // 2, 5), AUTHORS)
    assert all(each.change is None for each in few.items)
    hinted = [each.model_copy(update={"hinted": True}) for each in sessions(30, 6)]
    found = statistics(hinted, AUTHORS)
    assert all(each.responses == 0 and each.given > 0 and each.solved is None for each in found.items)
    assert all(each.difficulty == pytest.approx(each.author_difficulty, abs=0.01) for each in found.items)
    assert statistics([], {}).items == []
