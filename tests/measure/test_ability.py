"""Ability: laws, simulation, and the hints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.measure.ability import HINT_EASES, Ability, Answer, ability, differ
from assay.measure.graded import BANDS, Item, authored, band, chances

BANK = [authored(difficulty, "medium") for difficulty in range(1, 10)]
MANY = 4000


def reached(item: Item, theta: float, chance: float, eased: float = 0.0) -> int:
    """The same ``chance`` (0 to 1) for all thresholds: who reaches a band reached those below."""
    steps = [1 / (1 + np.exp(-item.slope * (theta - each + eased))) for each in item.thresholds]
    return sum(chance < step for step in steps)


def real(item: Item, rng: np.random.Generator) -> Item:
    """One of those that an item which is not known well may be."""
    shift = rng.normal(0, item.doubt)
    slope = item.slope * np.exp(rng.normal(0, item.slope_doubt))
    return Item(slope, tuple(each + shift for each in item.thresholds))


@given(st.sampled_from(BANK), st.floats(-4, 4))
def test_the_bands_of_an_item_are_all_there_is(item: Item, theta: float) -> None:
    assert chances(item, np.array([theta])).sum() == pytest.approx(1, abs=1e-9)


@given(st.lists(st.tuples(st.sampled_from(BANK), st.integers(0, BANDS - 2)), min_size=1, max_size=5))
def test_a_better_band_is_a_higher_ability(answers: list[tuple[Item, int]]) -> None:
    before = ability([Answer(item, reached) for item, reached in answers])
    first, *rest = answers
    after = ability([Answer(first[0], first[1] + 1), *(Answer(*each) for each in rest)])
    assert after.value > before.value
    assert before.low < before.value < before.high
    assert before.error < 1.01


@given(st.sampled_from(BANK), st.integers(0, BANDS - 2))
def test_hints_help_less_than_doing_it_alone(item: Item, alone: int) -> None:
    stayed, hinted = ability([Answer(item, alone)]), ability([Answer(item, alone, BANDS - 1)])
    unaided = ability([Answer(item, BANDS - 1)])
    assert stayed.value < hinted.value < unaided.value


def test_nobody_is_anybody() -> None:
    nobody = ability([])
    assert nobody.value == pytest.approx(0, abs=1e-9)
    assert nobody.error == pytest.approx(1, abs=1e-3)
    assert nobody.low == pytest.approx(-1.645, abs=0.01)
    assert nobody.high == pytest.approx(1.645, abs=0.01)


@pytest.mark.parametrize(("share", "expected"), [(0, 0), (0.19, 0), (0.2, 1), (0.6, 3), (0.999, 4), (1, 5)])
def test_bands_of_shares(share: float, expected: int) -> None:
    assert band(share) == expected


def test_two_differ_only_where_the_intervals_say_so() -> None:
    one = Ability(1.0, 0.4, 0.3, 1.7)
    assert not differ(one, Ability(0.2, 0.4, -0.5, 0.9))
    assert differ(one, Ability(-0.2, 0.4, -0.9, 0.5))


@pytest.mark.parametrize("known", [True, False], ids=["known items", "items by their authors"])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_without_bias_and_with_honest_intervals(count: int, known: bool) -> None:
    rng = np.random.default_rng(count)
    errors, covered, spread = [], 0, []
    for _ in range(MANY):
        theta = rng.normal()
        answers = []
        for number in rng.choice(len(BANK), count, replace=False):
            believed = BANK[number]
            item = real(believed, rng)
            answers.append(Answer(item if known else believed, reached(item, theta, rng.random())))
        found = ability(answers)
        errors.append(found.value - theta)
        spread.append(found.error)
        covered += found.low <= theta <= found.high
    assert abs(np.mean(errors)) < 0.03
    assert 0.88 <= covered / MANY <= 0.92
    assert np.sqrt(np.mean(np.square(errors))) == pytest.approx(np.sqrt(np.mean(np.square(spread))), rel=0.03)


def test_hints_do_not_bias() -> None:
    """What comes after a hint hangs together with what came before; against this, to leave hints out is biased."""
    rng = np.random.default_rng(7)
    errors: dict[str, list[float]] = {"ours": [], "left out": []}
    covered = 0
    for _ in range(MANY):
        theta = rng.normal()
        ours, left_out = [], []
        for number in rng.choice(len(BANK), 4, replace=False):
            item, chance = BANK[number], rng.random()
            alone = reached(item := real(item, rng), theta, chance)
            if alone < BANDS - 1 and rng.random() < 0.7:
                mixed = 0.6 * chance + 0.4 * rng.random()
                hinted = max(alone, reached(item, theta, mixed, HINT_EASES))
                ours.append(Answer(BANK[number], alone, hinted))
                left_out.append(Answer(BANK[number], hinted))
            else:
                ours.append(Answer(BANK[number], alone))
                left_out.append(Answer(BANK[number], alone))
        found = ability(ours)
        covered += found.low <= theta <= found.high
        errors["ours"].append(found.value - theta)
        errors["left out"].append(ability(left_out).value - theta)
    assert abs(np.mean(errors["ours"])) < 0.07
    assert np.mean(errors["left out"]) > 0.2
    assert 0.87 <= covered / MANY <= 0.93


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Item(0, (0.0,)), "slope"),
        (lambda: Item(1, (0.0, 0.0)), "rise"),
        (lambda: Item(1, ()), "threshold"),
        (lambda: Item(1, (0.0,), -1), "doubt"),
        (lambda: Answer(BANK[0], 6), "bands 0 to 5"),
        (lambda: Answer(BANK[0], 3, 2), "from 3 to 5"),
        (lambda: authored(0, "low"), "1 to 9"),
        (lambda: band(1.1), "0 to 1"),
    ],
)
def test_impossible_values_are_refused(make: object, words: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=words):
        make()
